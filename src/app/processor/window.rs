//! The window itself: input to egui, egui's frame to the screen, and its wishes to the window system.

use super::super::App;
use super::screen::Screen;
use super::{NotDrawn, Opening};
use crate::raster::{Frame, Raster};
use crate::ui::theme;
use eframe::UserEvent;
use eframe::egui::{
    self, Context, Event, Vec2, ViewportBuilder, ViewportCommand, ViewportEvent, ViewportId, ViewportInfo,
};
use egui_winit::{ActionRequested, State};
use std::sync::Arc;
use std::time::Instant;
use winit::event::WindowEvent;
use winit::event_loop::{ActiveEventLoop, EventLoopProxy};
use winit::raw_window_handle::{HasWindowHandle as _, RawWindowHandle};
use winit::window::Window;

/// The longest side of a texture: the font atlas is one.
const LONGEST_TEXTURE: usize = 8192;

/// What becomes of the window after a frame.
pub(super) enum After {
    Stays,
    Closes,
}

/// An open window.
pub(super) struct Shown {
    context: Context,
    window: Arc<Window>,
    screen: Screen,
    raster: Raster,
    state: State,
    info: ViewportInfo,
    requested: Vec<ActionRequested>,
    app: App,
    began: Instant,
    /// Shown only when there is something to see.
    is_visible: bool,
}

impl Shown {
    /// # Errors
    /// What the window system refused.
    pub fn open(
        context: &Context,
        event_loop: &ActiveEventLoop,
        proxy: EventLoopProxy<UserEvent>,
        opening: Opening,
    ) -> Result<Self, NotDrawn> {
        let viewport = fitting(opening.viewport, event_loop).with_visible(false);
        let window = egui_winit::create_window(context, event_loop, &viewport)?;
        let window = Arc::new(window);
        set_taskbar_icon(&window, &viewport);
        let screen = Screen::new(&window)?;
        let scale = Some(window.scale_factor() as f32);
        let (theme, root) = (window.theme(), ViewportId::ROOT);
        let mut state = State::new(context.clone(), root, event_loop, scale, theme, Some(LONGEST_TEXTURE));
        state.init_accesskit(event_loop, &window, proxy);
        let mut info = ViewportInfo::default();
        egui_winit::update_viewport_info(&mut info, context, &window, true);
        Ok(Self {
            context: context.clone(),
            window,
            screen,
            raster: Raster::default(),
            state,
            info,
            requested: Vec::new(),
            app: (opening.app)(context),
            began: Instant::now(),
            is_visible: false,
        })
    }

    /// Hands an event to egui; `true` if a frame should follow.
    pub fn hears(&mut self, event: &WindowEvent) -> bool {
        if matches!(event, WindowEvent::CloseRequested) {
            self.info.events.push(ViewportEvent::Close);
        }
        let response = self.state.on_window_event(&self.window, event);
        response.repaint || matches!(event, WindowEvent::CloseRequested | WindowEvent::Resized(_))
    }

    /// An action that assistive technology asked for.
    pub fn access(&mut self, request: egui::accesskit::ActionRequest) {
        self.state.on_accesskit_action_request(request);
    }

    /// The window draws itself without asking. An X server has no say in when, and makes one request of ours and of its
    /// own for a part that was uncovered: nobody could tell then that there is more to show than what changed.
    pub fn draws_unasked(&self) -> bool {
        let handle = self.window.window_handle().map(|handle| handle.as_raw());
        matches!(handle, Ok(RawWindowHandle::Xlib(_) | RawWindowHandle::Xcb(_)))
    }

    /// Asks the window system to let the window draw itself.
    pub fn ask(&self) {
        self.window.request_redraw();
    }

    /// Nobody can see it. X11 would have to be asked over the wire: there, what it was at the last frame will do.
    pub fn is_hidden(&self) -> bool {
        let minimized = if cfg!(windows) { self.window.is_minimized() } else { self.info.minimized };
        !self.is_visible || minimized == Some(true)
    }

    /// Runs a frame and shows it.
    ///
    /// # Errors
    /// If the window system takes no more pixels.
    pub fn frame(&mut self, event_loop: &ActiveEventLoop, lost: bool) -> Result<After, NotDrawn> {
        egui_winit::update_viewport_info(&mut self.info, &self.context, &self.window, false);
        let mut input = self.state.take_egui_input(&self.window);
        input.time = Some(self.began.elapsed().as_secs_f64());
        input.viewports.insert(ViewportId::ROOT, self.info.clone());
        let closing = self.info.events.contains(&ViewportEvent::Close);
        self.info.events.clear();
        let app = &mut self.app;
        let mut output = self.context.run_ui(input, |ui| app.frame_ui(ui));
        let platform = std::mem::take(&mut output.platform_output);
        self.state.handle_platform_output_with_event_loop(&self.window, event_loop, platform);

        self.raster.set_textures(&mut output.textures_delta);
        let shown = self.show(std::mem::take(&mut output.shapes), output.pixels_per_point, lost);
        self.raster.free_textures(&mut output.textures_delta);
        shown?;

        let root = output.viewport_output.remove(&ViewportId::ROOT);
        let commands = root.map(|root| root.commands).unwrap_or_default();
        let stays = commands.contains(&ViewportCommand::CancelClose);
        egui_winit::process_viewport_commands(
            &self.context,
            &mut self.info,
            commands,
            &self.window,
            &mut self.requested,
        );
        self.answer_requests();
        Ok(if closing && !stays { After::Closes } else { After::Stays })
    }

    fn show(&mut self, shapes: Vec<egui::epaint::ClippedShape>, scale: f32, lost: bool) -> Result<(), NotDrawn> {
        let size = self.window.inner_size();
        if self.info.minimized == Some(true) || size.width == 0 || size.height == 0 {
            return Ok(());
        }
        let primitives = self.context.tessellate(shapes, scale);
        let frame = Frame {
            primitives: &primitives,
            scale,
            ground: theme::ground(&self.context.global_style().visuals),
            size: [size.width as usize, size.height as usize],
        };
        self.screen.show(&mut self.raster, &frame, lost)?;
        if !self.is_visible {
            self.is_visible = true;
            self.window.set_visible(true);
        }
        Ok(())
    }

    /// What egui asked of the clipboard. Pictures of the window are asked for by nobody here.
    fn answer_requests(&mut self) {
        for request in std::mem::take(&mut self.requested) {
            let event = match request {
                ActionRequested::Cut => Some(Event::Cut),
                ActionRequested::Copy => Some(Event::Copy),
                ActionRequested::Paste => {
                    let text = self.state.clipboard_text().map(|text| text.replace("\r\n", "\n"));
                    text.filter(|text| !text.is_empty()).map(Event::Paste)
                }
                ActionRequested::Screenshot(_) | ActionRequested::PaintWhileHidden => None,
            };
            self.state.egui_input_mut().events.extend(event);
        }
    }

    /// The window is about to go.
    pub fn leave(&mut self) {
        self.app.leave();
    }
}

/// No larger than the largest monitor: some window systems show nothing else, or worse.
fn fitting(viewport: ViewportBuilder, event_loop: &ActiveEventLoop) -> ViewportBuilder {
    let largest = event_loop.available_monitors().fold(Vec2::ZERO, |largest, monitor| {
        let size = monitor.size().to_logical::<f32>(monitor.scale_factor());
        largest.max(Vec2::new(size.width, size.height))
    });
    match viewport.inner_size {
        Some(size) if largest != Vec2::ZERO => viewport.with_inner_size(size.min(largest)),
        _ => viewport,
    }
}

/// Windows has two icons: the small one is the window's.
#[cfg(windows)]
fn set_taskbar_icon(window: &Window, viewport: &ViewportBuilder) {
    use winit::platform::windows::WindowExtWindows as _;
    let Some(icon) = &viewport.icon else { return };
    let icon = winit::window::Icon::from_rgba(icon.rgba.clone(), icon.width, icon.height);
    window.set_taskbar_icon(icon.ok());
}

#[cfg(not(windows))]
fn set_taskbar_icon(_window: &Window, _viewport: &ViewportBuilder) {}
