//! The window drawn by the processor: an event loop of our own around the same [`App`], for machines
//! without a graphics card that is worth the name, and so for all.
//!
//! A frame runs egui, lists what is to be drawn and shows what changed. It is run for input, for a result, or when
//! egui asks for one; at rest nothing runs at all.

mod pace;
mod screen;
mod window;
#[cfg(all(unix, not(target_os = "macos")))]
mod wire;

use super::App;
use eframe::UserEvent;
use eframe::egui::{Context, ViewportBuilder, ViewportId};
use egui_system_font_provider::SystemFontProvider;
use egui_winit::accesskit_winit;
use pace::Pace;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Instant;
use window::Shown;
use winit::application::ApplicationHandler;
use winit::event::WindowEvent;
use winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoop, EventLoopProxy};
use winit::platform::run_on_demand::EventLoopExtRunOnDemand as _;
use winit::window::WindowId;

/// Why there is no window, or nothing to be seen in it any more: what the window system said.
pub(super) type NotDrawn = Box<dyn std::error::Error>;

/// What a window opens with, whichever renderer draws it.
pub(super) struct Opening {
    /// Title, icon, size and place.
    pub viewport: ViewportBuilder,
    /// Makes what the window shows, once there is a window.
    pub app: Box<dyn FnOnce(&Context) -> App>,
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// What the window system refused, if no window could be opened or nothing can be shown in it any more.
pub(super) fn run(event_loop: &mut EventLoop<UserEvent>, opening: Opening) -> Result<(), NotDrawn> {
    let mut host = Host::new(event_loop.create_proxy(), opening);
    event_loop.run_app_on_demand(&mut host)?;
    host.problem.map_or(Ok(()), Err)
}

/// Between the window system's events and the window.
struct Host {
    context: Context,
    proxy: EventLoopProxy<UserEvent>,
    opening: Option<Opening>,
    shown: Option<Shown>,
    pace: Pace,
    problem: Option<NotDrawn>,
}

impl Host {
    fn new(proxy: EventLoopProxy<UserEvent>, opening: Opening) -> Self {
        let context = Context::default();
        context.set_embed_viewports(false);
        // A frame may be laid out twice before it is shown.
        context.options_mut(|options| options.max_passes = NonZeroUsize::MIN.saturating_add(1));
        context.add_font_provider(Arc::new(SystemFontProvider::new()));
        let repaints = proxy.clone();
        context.set_request_repaint_callback(move |request| {
            // Fails only when the loop has ended.
            let _ = repaints.send_event(UserEvent::RequestRepaint {
                viewport_id: request.viewport_id,
                when: Instant::now() + request.delay,
                cumulative_pass_nr: request.current_cumulative_pass_nr,
            });
        });
        Self { context, proxy, opening: Some(opening), shown: None, pace: Pace::default(), problem: None }
    }

    /// Runs a frame; `lost`: the window system may have lost what the window showed.
    fn frame(&mut self, event_loop: &ActiveEventLoop, lost: bool) {
        let Some(shown) = &mut self.shown else { return };
        self.pace.starts(Instant::now());
        match shown.frame(event_loop, lost) {
            Ok(window::After::Stays) => {}
            Ok(window::After::Closes) => self.leave(event_loop),
            Err(problem) => {
                self.problem = Some(problem);
                self.leave(event_loop);
            }
        }
    }

    fn leave(&mut self, event_loop: &ActiveEventLoop) {
        // The window goes while the loop still runs, as window systems want it.
        if let Some(mut shown) = self.shown.take() {
            self.context.on_exit();
            shown.leave();
        }
        event_loop.exit();
    }

    fn access(&mut self, event_loop: &ActiveEventLoop, event: accesskit_winit::WindowEvent) {
        let Some(shown) = &mut self.shown else { return };
        match event {
            accesskit_winit::WindowEvent::InitialTreeRequested => {
                self.context.enable_accesskit();
                // Until the first tree is there, a screen reader has a placeholder.
                self.frame(event_loop, false);
            }
            accesskit_winit::WindowEvent::ActionRequested(request) => {
                shown.access(request);
                self.pace.at_once();
            }
            accesskit_winit::WindowEvent::AccessibilityDeactivated => self.context.disable_accesskit(),
        }
    }
}

impl ApplicationHandler<UserEvent> for Host {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        let Some(opening) = self.opening.take() else { return };
        match Shown::open(&self.context, event_loop, self.proxy.clone(), opening) {
            Ok(shown) => {
                self.shown = Some(shown);
                self.frame(event_loop, false);
            }
            Err(problem) => {
                self.problem = Some(problem);
                event_loop.exit();
            }
        }
    }

    fn user_event(&mut self, event_loop: &ActiveEventLoop, event: UserEvent) {
        match event {
            UserEvent::RequestRepaint { viewport_id: ViewportId::ROOT, when, cumulative_pass_nr } => {
                let passes = self.context.cumulative_pass_nr_for(ViewportId::ROOT);
                // One that a frame has answered since says nothing new.
                if when > Instant::now() || passes <= cumulative_pass_nr + 1 {
                    self.pace.at(when);
                }
            }
            UserEvent::RequestRepaint { .. } => {}
            UserEvent::AccessKitActionRequest(event) => self.access(event_loop, event.window_event),
        }
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, _window: WindowId, event: WindowEvent) {
        let Some(shown) = &mut self.shown else { return };
        if matches!(event, WindowEvent::RedrawRequested) {
            // Windows makes one request of ours and its own.
            let lost = !self.pace.was_asked() || cfg!(windows);
            return self.frame(event_loop, lost);
        }
        if !shown.hears(&event) {
            return;
        }
        match event {
            // Windows shows a resized window at once, with whatever is in it.
            WindowEvent::Resized(_) if cfg!(windows) => self.frame(event_loop, true),
            WindowEvent::CursorMoved { .. } => self.pace.soon(),
            _ => self.pace.at_once(),
        }
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        let Some(shown) = self.shown.as_ref().filter(|_| self.pace.next(false).is_some()) else {
            return event_loop.set_control_flow(ControlFlow::Wait);
        };
        let hidden = shown.is_hidden();
        if self.pace.is_due(Instant::now(), hidden) {
            // Some window systems ask no hidden window to draw itself; its results must be heard all the same.
            if hidden || shown.draws_unasked() {
                self.frame(event_loop, false);
            } else {
                shown.ask();
                self.pace.asked();
            }
        }
        event_loop.set_control_flow(self.pace.next(hidden).map_or(ControlFlow::Wait, ControlFlow::WaitUntil));
    }

    fn exiting(&mut self, event_loop: &ActiveEventLoop) {
        self.leave(event_loop);
    }
}
