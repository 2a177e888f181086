//! A private X server: keys and wheel go in by XTEST, pixels come out of the root window.

use crate::program::Program;
use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    self, ConfigureWindowAux, ConnectionExt as _, ImageFormat, InputFocus, MapState, Window,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

/// A key by its code on the usual keyboard of X servers.
#[derive(Clone, Copy)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Key {
    PageDown = 117,
    PageUp = 112,
    Down = 116,
    Up = 111,
}

const WHEEL_UP: u8 = 4;
const WHEEL_DOWN: u8 = 5;

/// The server and a connection to it.
pub struct Display {
    server: Child,
    /// As the variable `DISPLAY` wants it.
    pub name: String,
    connection: RustConnection,
    root: Window,
    size: (u16, u16),
    before: Vec<u8>,
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Display {
    /// A server with one screen; `None` if there is no Xvfb.
    pub fn start(width: u16, height: u16) -> Option<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", &format!("{width}x{height}x24")])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut number = String::new();
        let mut byte = [0];
        let out = server.stdout.as_mut()?;
        while out.read(&mut byte).ok()? == 1 && byte[0] != b'\n' {
            number.push(char::from(byte[0]));
        }
        let name = format!(":{}", number.trim());
        let (connection, screen) = RustConnection::connect(Some(&name)).ok()?;
        let root = connection.setup().roots[screen].root;
        Some(Self { server, name, connection, root, size: (width, height), before: Vec::new() })
    }

    /// A strip through the cells from top to bottom: any page and any cursor changes it.
    fn strip(&self) -> Vec<u8> {
        let (width, height) = self.size;
        let (left, columns) = (width / 2 - 8, 24);
        let image = self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, left as i16, 0, columns, height, !0);
        image.ok().and_then(|image| image.reply().ok()).map(|reply| reply.data).unwrap_or_default()
    }

    /// Whether the strip differs from when this was last asked.
    pub fn has_changed(&mut self) -> bool {
        let now = self.strip();
        let changed = now != self.before;
        self.before = now;
        changed
    }

    /// Waits until the program has painted something; how long that took since `began`.
    pub fn wait_for_window(&mut self, began: Instant, program: &mut Program) -> Option<Duration> {
        while began.elapsed() < Duration::from_secs(60) && program.runs() {
            let strip = self.strip();
            let colors: std::collections::HashSet<&[u8]> = strip.chunks_exact(4).collect();
            if colors.len() > 8 {
                return Some(began.elapsed());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        None
    }

    /// Waits until nothing has changed for so long.
    pub fn settle(&mut self, rest: Duration, most: Duration) {
        let (began, mut last) = (Instant::now(), Instant::now());
        while last.elapsed() < rest && began.elapsed() < most {
            if self.has_changed() {
                last = Instant::now();
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Lets the largest window fill the screen and gives it the keyboard; the pointer waits in its middle.
    pub fn prepare(&mut self) {
        if let Some(window) = self.largest() {
            let (width, height) = self.size;
            let whole = ConfigureWindowAux::new().x(0).y(0).width(u32::from(width)).height(u32::from(height));
            let _ = self.connection.configure_window(window, &whole);
            let _ = self.connection.set_input_focus(InputFocus::PARENT, window, x11rb::CURRENT_TIME);
            let _ = self.connection.warp_pointer(
                x11rb::NONE,
                self.root,
                0,
                0,
                0,
                0,
                (width / 2 - 40) as i16,
                (height / 2 + 7) as i16,
            );
            let _ = self.connection.flush();
        }
        self.settle(Duration::from_millis(800), Duration::from_secs(10));
    }

    fn largest(&self) -> Option<Window> {
        let tree = self.connection.query_tree(self.root).ok()?.reply().ok()?;
        let area = |window: &Window| {
            let map = self.connection.get_window_attributes(*window).ok()?.reply().ok()?.map_state;
            let size = self.connection.get_geometry(*window).ok()?.reply().ok()?;
            (map == MapState::VIEWABLE).then_some(u32::from(size.width) * u32::from(size.height))
        };
        tree.children.into_iter().max_by_key(|window| area(window).unwrap_or(0))
    }

    fn send(&self, kind: u8, detail: u8) {
        let _ = self.connection.xtest_fake_input(kind, detail, 0, self.root, 0, 0, 0);
    }

    /// Presses and lets go; how long until the strip differs, if it does within a second.
    pub fn press_and_watch(&mut self, key: Key) -> Option<Duration> {
        let before = self.strip();
        self.send(xproto::KEY_PRESS_EVENT, key as u8);
        self.send(xproto::KEY_RELEASE_EVENT, key as u8);
        let _ = self.connection.flush();
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(1) {
            let now = self.strip();
            if now != before {
                self.before = now;
                return Some(began.elapsed());
            }
            // Asking without a pause would take the server's time from the program.
            std::thread::sleep(Duration::from_micros(200));
        }
        None
    }

    /// One notch of the wheel.
    pub fn wheel(&mut self, down: bool) {
        let button = if down { WHEEL_DOWN } else { WHEEL_UP };
        self.send(xproto::BUTTON_PRESS_EVENT, button);
        self.send(xproto::BUTTON_RELEASE_EVENT, button);
        let _ = self.connection.flush();
    }
}
