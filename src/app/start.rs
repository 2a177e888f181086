//! Opening the window: two renderers, each the other's fallback.

use super::processor::{self, NotDrawn, Opening};
use super::{App, Remembered, remembered};
use crate::cli::Exit;
use crate::cli::say;
use crate::document::Document;
use crate::lang::{Lang, Texts, fill};
use crate::platform::desktop::SystemDesktop;
use crate::platform::settings;
use crate::session::{RendererChoice, Session, WindowAction};
use eframe::UserEvent;
use eframe::egui::{Context, ViewportBuilder};
use std::cell::Cell;
use std::path::PathBuf;
use std::sync::Arc;
use winit::event_loop::EventLoop;
use winit::platform::run_on_demand::EventLoopExtRunOnDemand as _;

/// The variable that forces a renderer.
pub const RENDERER_VARIABLE: &str = "RESPONSIBILITY_MATRIX_RENDERER";

static ICON: &[u8] = include_bytes!("../../assets/icon.png");

/// What draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// The processor, by [`crate::raster`]: needs nothing but a window system, and is the quicker one wherever
    /// OpenGL is imitated in software.
    Cpu,
    /// OpenGL 2.0 or OpenGL ES 2.0.
    Glow,
    /// Vulkan, Direct3D 12 or Metal.
    #[cfg(feature = "wgpu")]
    Wgpu,
}

impl Renderer {
    /// Those that this program was built with, in the order in which they are tried.
    pub const ALL: &[Self] = &[
        Self::Cpu,
        Self::Glow,
        #[cfg(feature = "wgpu")]
        Self::Wgpu,
    ];

    /// The name by which the variable knows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Glow => "glow",
            #[cfg(feature = "wgpu")]
            Self::Wgpu => "wgpu",
        }
    }

    /// What a person reads.
    fn title(self, t: &Texts) -> String {
        match self {
            Self::Cpu => t.renderer_cpu.to_owned(),
            Self::Glow => t.renderer_gl.to_owned(),
            #[cfg(feature = "wgpu")]
            Self::Wgpu => self.name().to_owned(),
        }
    }

    /// Which to try, in order: the forced one alone, else the chosen one and then all others.
    ///
    /// # Errors
    /// The name, if it is none of [`Self::ALL`].
    pub fn order(forced: Option<&str>, chosen: RendererChoice) -> Result<Vec<Self>, String> {
        match forced {
            None | Some("") => {
                let first = match chosen {
                    RendererChoice::Processor => Self::Cpu,
                    RendererChoice::OpenGl => Self::Glow,
                };
                let others = Self::ALL.iter().copied().filter(|&other| other != first);
                Ok(std::iter::once(first).chain(others).collect())
            }
            Some(name) => {
                let known = Self::ALL.iter().copied().find(|renderer| renderer.name() == name);
                known.map(|renderer| vec![renderer]).ok_or_else(|| name.to_owned())
            }
        }
    }
}

/// Opens the window on these files and on what was open before, else on the built-in plan, and returns
/// when it is closed. `lang` overrides the language that is remembered.
pub fn run(files: &[PathBuf], lang: Option<Lang>) -> Exit {
    let remembered = remembered(settings::path(), lang.unwrap_or_default());
    let t = lang.or(remembered.settings.language).unwrap_or_default().texts();
    if cfg!(all(unix, not(target_os = "macos")))
        && ["DISPLAY", "WAYLAND_DISPLAY"].iter().all(|name| std::env::var_os(name).is_none_or(|v| v.is_empty()))
    {
        say(&format!("error: {}", t.no_display));
        return Exit::BadInput;
    }
    let problem = match EventLoop::with_user_event().build() {
        Ok(mut event_loop) => match open_with_any(&mut event_loop, order(&remembered, t), t, || {
            opening(files.to_vec(), &remembered, lang)
        }) {
            Ok(()) => return Exit::Done,
            Err(problem) => problem,
        },
        Err(error) => error.into(),
    };
    let message = fill(t.window_failed, &[&problem]);
    say(&format!("error: {message}"));
    // Double-clicked programs have no terminal. Without a dialog service this shows nothing, and
    // the line above is all there is.
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title(t.app_name)
        .set_description(&message)
        .show();
    Exit::BadInput
}

/// Which renderers to try.
fn order(remembered: &Remembered, t: &Texts) -> Vec<Renderer> {
    let forced = std::env::var(RENDERER_VARIABLE).ok();
    Renderer::order(forced.as_deref(), remembered.settings.renderer).unwrap_or_else(|unknown| {
        say(&format!("warning: {}", fill(t.renderer_unknown, &[&unknown])));
        Renderer::ALL.to_vec()
    })
}

/// Tries one renderer after the other; the error is the last one's.
fn open_with_any(
    event_loop: &mut EventLoop<UserEvent>,
    order: Vec<Renderer>,
    t: &Texts,
    opening: impl Fn() -> Opening,
) -> Result<(), NotDrawn> {
    let mut last = None;
    for (position, renderer) in order.iter().enumerate() {
        let problem = match open(event_loop, *renderer, opening()) {
            Ok(()) => return Ok(()),
            Err(problem) => problem,
        };
        if let Some(next) = order.get(position + 1) {
            let words: [&dyn std::fmt::Display; 3] = [&renderer.title(t), &problem, &next.title(t)];
            say(&format!("warning: {}", fill(t.renderer_failed, &words)));
        }
        last = Some(problem);
    }
    // There is at least one renderer.
    last.map_or(Ok(()), Err)
}

fn open(event_loop: &mut EventLoop<UserEvent>, renderer: Renderer, opening: Opening) -> Result<(), NotDrawn> {
    match renderer {
        Renderer::Cpu => processor::run(event_loop, opening),
        Renderer::Glow => run_eframe(event_loop, eframe::Renderer::Glow, opening),
        #[cfg(feature = "wgpu")]
        Renderer::Wgpu => run_eframe(event_loop, eframe::Renderer::Wgpu, opening),
    }
}

/// Opens the window with one of eframe's renderers, in the same event loop: there is one in a process.
fn run_eframe(
    event_loop: &mut EventLoop<UserEvent>,
    renderer: eframe::Renderer,
    opening: Opening,
) -> Result<(), NotDrawn> {
    let options = eframe::NativeOptions { renderer, viewport: opening.viewport, ..eframe::NativeOptions::default() };
    // eframe says in its log alone that it could not open a window, but then it makes no app.
    let began = Cell::new(false);
    let problems = heard::begin();
    let make = |cx: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        began.set(true);
        Ok(Box::new((opening.app)(&cx.egui_ctx)))
    };
    let mut app = eframe::create_native("responsibility-matrix", options, Box::new(make), event_loop);
    let ended = event_loop.run_app_on_demand(&mut app);
    drop(app);
    ended?;
    if began.get() { Ok(()) } else { Err(problems().into()) }
}

fn opening(files: Vec<PathBuf>, remembered: &Remembered, lang: Option<Lang>) -> Opening {
    let mut session = Session::remembering(Document::builtin(), remembered.settings.clone(), lang);
    if let Some(notice) = &remembered.notice {
        session.apply(WindowAction::Say(notice.clone()).into());
    }
    let (settings, is_left_alone) = (remembered.path.clone(), remembered.is_left_alone);
    let mut viewport = ViewportBuilder::default()
        .with_app_id("responsibility-matrix")
        .with_title(session.lang().texts().app_name)
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([640.0, 480.0]);
    if let Some(place) = remembered.settings.window {
        viewport = viewport.with_inner_size([place.size.0, place.size.1]).with_maximized(place.maximized);
        if let Some((x, y)) = place.position {
            viewport = viewport.with_position([x, y]);
        }
    }
    // The icon is part of the program and is read in a test; without it there is just no icon.
    let icon = eframe::icon_data::from_png_bytes(ICON).unwrap_or_default();
    let app = move |context: &Context| {
        let app = App::new(context, session, Arc::new(SystemDesktop), files).remembering_in(settings);
        if is_left_alone { app.leaving_settings_alone() } else { app }
    };
    Opening { viewport: viewport.with_icon(icon), app: Box::new(app) }
}

/// What libraries complain of in their log.
mod heard {
    use log::{LevelFilter, Log, Metadata, Record};
    use std::sync::{Mutex, PoisonError};

    static LAST: Mutex<String> = Mutex::new(String::new());

    struct Ear;

    impl Log for Ear {
        fn enabled(&self, about: &Metadata<'_>) -> bool {
            about.level() <= log::Level::Error
        }

        fn log(&self, record: &Record<'_>) {
            if self.enabled(record.metadata()) {
                *LAST.lock().unwrap_or_else(PoisonError::into_inner) = record.args().to_string();
            }
        }

        fn flush(&self) {}
    }

    /// Listens from now on; what comes back tells the last complaint.
    pub fn begin() -> impl FnOnce() -> String {
        // It is set already if this is the second window, or a test's.
        if log::set_logger(&Ear).is_ok() {
            log::set_max_level(LevelFilter::Error);
        }
        || {
            let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
            last.trim_start_matches("Exiting because of error: ").to_owned()
        }
    }

    #[test]
    fn the_last_complaint_is_kept() {
        let last = begin();
        log::error!("no OpenGL {}", 2);
        log::warn!("something else");
        assert!(last().contains("no OpenGL 2"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_can_be_read() {
        assert!(eframe::icon_data::from_png_bytes(ICON).is_ok());
    }

    #[test]
    fn the_processor_goes_first_and_each_is_the_others_fallback() {
        let order = Renderer::order(None, RendererChoice::default()).expect("an order");
        assert_eq!(order[..2], [Renderer::Cpu, Renderer::Glow]);
        assert_eq!(Renderer::order(Some(""), RendererChoice::Processor), Ok(order));
        let chosen = Renderer::order(None, RendererChoice::OpenGl).expect("an order");
        assert_eq!(chosen[..2], [Renderer::Glow, Renderer::Cpu]);
        assert_eq!(Renderer::order(Some("glow"), RendererChoice::Processor), Ok(vec![Renderer::Glow]));
        assert_eq!(Renderer::order(Some("cpu"), RendererChoice::OpenGl), Ok(vec![Renderer::Cpu]));
        assert_eq!(Renderer::order(Some("gl"), RendererChoice::Processor), Err("gl".to_owned()));
    }
}
