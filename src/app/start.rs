//! Opening the window: two renderers, each the other's fallback.

use super::{App, Remembered, remembered};
use crate::cli::Exit;
use crate::document::Document;
use crate::lang::{Lang, fill};
use crate::platform::desktop::SystemDesktop;
use crate::platform::settings;
use crate::session::{Session, WindowAction};
use eframe::egui::ViewportBuilder;
use std::path::PathBuf;
use std::sync::Arc;

/// The variable that forces a renderer.
pub const RENDERER_VARIABLE: &str = "RESPONSIBILITY_MATRIX_RENDERER";

static ICON: &[u8] = include_bytes!("../../assets/icon.png");

/// What draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// OpenGL.
    Glow,
    /// Vulkan, Direct3D 12 or Metal.
    Wgpu,
}

impl Renderer {
    fn name(self) -> &'static str {
        match self {
            Self::Glow => "glow",
            Self::Wgpu => "wgpu",
        }
    }

    /// Which to try, in order: the forced one alone, else both. On Windows the inbox driver and
    /// remote sessions have no OpenGL 2, but Direct3D 12 has a software adapter: wgpu goes first.
    /// Elsewhere Mesa always has OpenGL, and some vendors' drivers nothing more.
    ///
    /// # Errors
    /// The name that was asked for, if there is no such renderer.
    pub fn order(forced: Option<&str>) -> Result<Vec<Self>, String> {
        match forced {
            None | Some("") => {
                Ok(if cfg!(windows) { vec![Self::Wgpu, Self::Glow] } else { vec![Self::Glow, Self::Wgpu] })
            }
            Some("glow") => Ok(vec![Self::Glow]),
            Some("wgpu") => Ok(vec![Self::Wgpu]),
            Some(other) => Err(other.to_owned()),
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
        eprintln!("error: {}", t.no_display);
        return Exit::BadInput;
    }
    let forced = std::env::var(RENDERER_VARIABLE).ok();
    let order = Renderer::order(forced.as_deref()).unwrap_or_else(|unknown| {
        eprintln!("warning: {}", fill(t.renderer_unknown, &[&unknown]));
        Renderer::order(None).unwrap_or_default()
    });
    let mut problem = String::new();
    for (position, renderer) in order.iter().enumerate() {
        match open(*renderer, files.to_vec(), &remembered, lang) {
            Ok(()) => return Exit::Done,
            Err(error) => {
                problem = error.to_string();
                if let Some(next) = order.get(position + 1) {
                    eprintln!("warning: {}", fill(t.renderer_failed, &[&renderer.name(), &problem, &next.name()]));
                }
            }
        }
    }
    let message = fill(t.window_failed, &[&problem]);
    eprintln!("error: {message}");
    // Double-clicked programs have no terminal. Without a dialog service this shows nothing, and
    // the line above is all there is.
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title(t.app_name)
        .set_description(&message)
        .show();
    Exit::BadInput
}

fn open(renderer: Renderer, files: Vec<PathBuf>, remembered: &Remembered, lang: Option<Lang>) -> eframe::Result {
    let mut session = Session::remembering(Document::builtin(), remembered.settings.clone(), lang);
    if let Some(notice) = &remembered.notice {
        session.apply(WindowAction::Say(notice.clone()).into());
    }
    let settings = remembered.path.clone();
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
    let options = eframe::NativeOptions {
        renderer: match renderer {
            Renderer::Glow => eframe::Renderer::Glow,
            Renderer::Wgpu => eframe::Renderer::Wgpu,
        },
        viewport: viewport.with_icon(icon),
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "responsibility-matrix",
        options,
        Box::new(move |cx| {
            let app = App::new(&cx.egui_ctx, session, Arc::new(SystemDesktop), files);
            Ok(Box::new(app.remembering_in(settings)))
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_can_be_read() {
        assert!(eframe::icon_data::from_png_bytes(ICON).is_ok());
    }

    #[test]
    fn each_renderer_is_the_others_fallback() {
        let both = Renderer::order(None).expect("an order");
        assert!(both.contains(&Renderer::Glow) && both.contains(&Renderer::Wgpu));
        assert_eq!(Renderer::order(Some("wgpu")), Ok(vec![Renderer::Wgpu]));
        assert_eq!(Renderer::order(Some("gl")), Err("gl".to_owned()));
    }
}
