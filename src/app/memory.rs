//! The settings file: read before the window opens, written a moment after something changed.

use crate::lang::{Lang, fill, read_error};
use crate::platform::settings;
use crate::session::settings::{Settings, SettingsError, WindowPlace};
use crate::session::{Session, WindowAction};
use eframe::egui::{self, Pos2, Rect};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Quick changes, such as of the zoom, are written once.
const REST: Duration = Duration::from_secs(1);

/// What was remembered, and whether it may be replaced.
pub struct Remembered {
    /// The settings to begin with.
    pub settings: Settings,
    /// What the person should know.
    pub notice: Option<String>,
    /// The settings file, beside which unsaved changes and earlier versions are kept; `None` if nothing is to
    /// be remembered.
    pub path: Option<PathBuf>,
    /// The file stays as it is: it could not be read, or is of a newer version.
    pub is_left_alone: bool,
}

/// Reads the settings. A file that cannot be used means defaults and a word; one of a newer version
/// is never replaced, and one that is broken is kept beside the new one.
pub fn remembered(path: Option<PathBuf>, lang: Lang) -> Remembered {
    let t = lang.texts();
    let defaults = |notice, path| Remembered { settings: Settings::default(), notice, path, is_left_alone: false };
    let left_alone = |notice, path| Remembered { is_left_alone: true, ..defaults(Some(notice), Some(path)) };
    let Some(path) = path else { return defaults(None, None) };
    let text = match settings::read(&path) {
        Ok(Some(text)) => text,
        Ok(None) => return defaults(None, Some(path)),
        Err(error) => {
            let what = format!("{}: {}", path.display(), read_error(lang, &error));
            return left_alone(what, path);
        }
    };
    match Settings::parse(&text) {
        Ok(settings) => Remembered { settings, ..defaults(None, Some(path)) },
        Err(SettingsError::Newer(format)) => left_alone(fill(t.settings_newer, &[&format]), path),
        Err(SettingsError::Corrupt { line, column }) => match settings::keep_aside(&path) {
            Ok(kept) => {
                let what = fill(t.settings_corrupt, &[&path.display(), &line, &column, &kept.display()]);
                defaults(Some(what), Some(path))
            }
            Err(error) => left_alone(format!("{}: {error}", path.display()), path),
        },
    }
}

/// Writes what changed.
#[derive(Default)]
pub(super) struct Memory {
    path: Option<PathBuf>,
    written: Settings,
    changed: Option<Instant>,
    window: Option<WindowPlace>,
    /// It was said once that nothing can be written.
    said: bool,
}

impl Memory {
    pub fn new(path: Option<PathBuf>, session: &Session) -> Self {
        let written = session.settings();
        Self { path, window: written.window, written, ..Self::default() }
    }

    /// Notes where the window is, once a frame.
    pub fn note_window(&mut self, ctx: &egui::Context) {
        // egui counts in zoomed points, the window system in its own.
        let zoom = ctx.zoom_factor();
        let place = ctx.input(|input| {
            let viewport = input.viewport();
            let inner = viewport.inner_rect?;
            let maximized = viewport.maximized.unwrap_or(false);
            if viewport.fullscreen == Some(true) || viewport.minimized == Some(true) {
                return None;
            }
            // Only on the first screen: another one may be gone next time.
            let screen = Rect::from_min_size(Pos2::ZERO, viewport.monitor_size.unwrap_or_default());
            let position = viewport.outer_rect.map(|outer| outer.min).filter(|&min| screen.contains(min));
            Some(WindowPlace {
                position: position.map(|min| (min.x * zoom, min.y * zoom)),
                size: (inner.width() * zoom, inner.height() * zoom),
                maximized,
            })
        });
        if let Some(place) = place {
            // Maximized, it keeps the size it will have again.
            let size = self.window.filter(|_| place.maximized).map_or(place.size, |before| before.size);
            self.window = Some(WindowPlace { size, ..place });
        }
    }

    /// Something may have changed.
    pub fn note(&mut self, ctx: &egui::Context, session: &Session) {
        if self.path.is_some() && self.changed.is_none() && self.now(session) != self.written {
            self.changed = Some(Instant::now());
            ctx.request_repaint_after(REST);
        }
    }

    /// Writes what changed a while ago.
    pub fn tick(&mut self, session: &mut Session) {
        if self.changed.is_some_and(|since| since.elapsed() >= REST) {
            self.write(session);
        }
    }

    /// Writes now.
    pub fn write(&mut self, session: &mut Session) {
        self.changed = None;
        let now = self.now(session);
        let Some(path) = self.path.as_ref().filter(|_| now != self.written) else { return };
        match settings::write(path, &now.to_text()) {
            Ok(()) => self.written = now,
            Err(error) if !self.said => {
                self.said = true;
                let what = format!("{}: {error}", path.display());
                let words = fill(session.lang().texts().settings_unwritable, &[&what]);
                session.apply(WindowAction::Say(words).into());
            }
            Err(_) => {}
        }
    }

    fn now(&self, session: &Session) -> Settings {
        Settings { window: self.window, ..session.settings() }
    }
}
