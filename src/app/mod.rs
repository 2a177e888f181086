//! The window: drain actions, run effects, lay out the panels.

mod jobs;
mod start;

pub use start::{Renderer, run};

use crate::platform::desktop::Desktop;
use crate::session::{Action, Effect, Session};
use crate::ui::matrix::{MatrixState, matrix_ui};
use crate::ui::notice::{PathInput, drop_ui, notice_ui, path_question_ui};
use crate::ui::panel::{PanelState, panel_ui};
use crate::ui::search::SearchState;
use crate::ui::{Cx, Region, fonts, help, legend, shortcut, status, theme, toolbar};
use eframe::egui::{self, CentralPanel, Frame, Ui};
use jobs::Jobs;
use std::path::PathBuf;
use std::sync::Arc;

/// The window's state and the jobs it waits for.
pub struct App {
    session: Session,
    matrix: MatrixState,
    panel: PanelState,
    search: SearchState,
    path_input: PathInput,
    jobs: Jobs,
    pending: Vec<Action>,
    /// Where the keyboard should go in the next frame.
    focus: Option<Region>,
    region: Region,
    styled: Option<crate::session::Theme>,
    titled: Option<String>,
}

impl App {
    /// A window on `session`. `plan` is opened first, if one is given.
    pub fn new(ctx: &egui::Context, session: Session, desktop: Arc<dyn Desktop>, plan: Option<PathBuf>) -> Self {
        fonts::install(ctx);
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        Self {
            session,
            matrix: MatrixState::default(),
            panel: PanelState::default(),
            search: SearchState::default(),
            path_input: PathInput::default(),
            jobs: Jobs::new(ctx.clone(), desktop),
            pending: plan.map(Action::OpenPath).into_iter().collect(),
            focus: Some(Region::Matrix),
            region: Region::Matrix,
            styled: None,
            titled: None,
        }
    }

    /// The state, for tests.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// One frame.
    pub fn frame_ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.pending.extend(self.jobs.finished());
        // There is one plan on screen: of several files the first is meant.
        if let Some(file) = ctx.input(|input| input.raw.dropped_files.first().cloned()) {
            self.pending.push(Action::OpenPath(file.path().to_owned()));
        }
        for action in std::mem::take(&mut self.pending) {
            for effect in self.session.apply(action) {
                self.run_effect(&ctx, effect);
            }
        }
        if self.styled != Some(self.session.theme) {
            theme::apply(&ctx, self.session.theme);
            self.styled = Some(self.session.theme);
        }
        self.set_title(&ctx);
        self.draw(ui);
        if !self.pending.is_empty() {
            ctx.request_repaint();
        }
    }

    fn draw(&mut self, ui: &mut Ui) {
        let cx = Cx::new(&self.session, self.focus.take());
        shortcut::commands_ui(ui, &cx, self.matrix.has_focus());
        if toolbar::toolbar_ui(ui, &cx, &mut self.search) {
            self.focus = Some(Region::Matrix);
        }
        legend::legend_ui(ui, &cx);
        status::status_ui(ui, &cx);
        panel_ui(ui, &cx, &mut self.panel);
        let frame = Frame::new().fill(cx.palette.panel);
        CentralPanel::default().frame(frame).show(ui, |ui| matrix_ui(ui, &cx, &mut self.matrix));
        notice_ui(ui, &cx);
        help::help_ui(ui, &cx);
        path_question_ui(ui, &cx, &mut self.path_input);
        drop_ui(ui, &cx);
        self.pending = cx.into_actions();
        if self.matrix.has_focus() {
            self.region = Region::Matrix;
        }
    }

    fn set_title(&mut self, ctx: &egui::Context) {
        let title = format!("{} · {}", self.session.lang.texts().app_name, self.session.document().plan.title);
        if self.titled.as_ref() != Some(&title) {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.titled = Some(title);
        }
    }

    fn run_effect(&mut self, ctx: &egui::Context, effect: Effect) {
        let lang = self.session.lang;
        match effect {
            Effect::AskOpen => self.jobs.ask_open(lang),
            Effect::AskSave { table, name } => self.jobs.ask_save(lang, table, name),
            Effect::Read(path) => self.jobs.read(lang, path),
            Effect::Write { table, path, bytes, replace } => self.jobs.write(lang, table, path, bytes, replace),
            Effect::Copy(text) => ctx.copy_text(text),
            Effect::Reveal(path) => self.jobs.reveal(lang, path),
            Effect::Zoom(factor) => {
                let zoom = factor.map_or(1.0, |factor| (ctx.zoom_factor() * factor).clamp(0.5, 3.0));
                ctx.set_zoom_factor(zoom);
            }
            Effect::FocusSearch => self.focus = Some(Region::Search),
            Effect::NextRegion => {
                let has_panel = self.session.panel() != crate::session::Panel::Closed;
                self.region = match self.region {
                    Region::Matrix if has_panel => Region::Panel,
                    Region::Matrix | Region::Panel => Region::Toolbar,
                    Region::Toolbar | Region::Search => Region::Matrix,
                };
                self.focus = Some(self.region);
            }
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame_ui(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
