//! The window: drain actions, run effects, lay out the panels.

mod jobs;
mod memory;
mod start;

pub use memory::{Remembered, remembered};
pub use start::{Renderer, run};

use crate::platform::desktop::Desktop;
use crate::session::{Action, Effect, Page, Session, Theme};
use crate::ui::load::{LoadState, load_ui};
use crate::ui::matrix::{MatrixState, matrix_ui};
use crate::ui::notice::{PathInput, drop_ui, extent_question_ui, leaving_ui, notice_ui, path_question_ui, progress_ui};
use crate::ui::palette::{PaletteState, palette_ui};
use crate::ui::panel::{PanelState, panel_ui};
use crate::ui::preview::{PreviewState, preview_ui};
use crate::ui::search::SearchState;
use crate::ui::source::{SourceState, source_ui};
use crate::ui::{Cx, Region, fonts, help, hint, legend, shortcut, status, theme, toolbar};
use eframe::egui::{self, CentralPanel, Frame, Ui};
use jobs::Jobs;
use memory::Memory;
use std::path::PathBuf;
use std::sync::Arc;

/// The window's state and the jobs it waits for.
pub struct App {
    session: Session,
    matrix: MatrixState,
    source: SourceState,
    load: LoadState,
    panel: PanelState,
    preview: PreviewState,
    search: SearchState,
    palette: PaletteState,
    path_input: PathInput,
    jobs: Jobs,
    memory: Memory,
    pending: Vec<Action>,
    /// Where the keyboard should go in the next frame.
    focus: Option<Region>,
    region: Region,
    styled: Option<Theme>,
    titled: Option<String>,
    /// The text on the clipboard was asked for.
    pastes: bool,
    /// The window closes, and has been asked about.
    closes: bool,
}

impl App {
    /// A window on `session`. `plan` is opened first, if one is given.
    pub fn new(ctx: &egui::Context, session: Session, desktop: Arc<dyn Desktop>, plan: Option<PathBuf>) -> Self {
        fonts::install(ctx);
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        Self {
            session,
            matrix: MatrixState::default(),
            source: SourceState::default(),
            load: LoadState::default(),
            panel: PanelState::default(),
            preview: PreviewState::default(),
            search: SearchState::default(),
            palette: PaletteState::default(),
            memory: Memory::default(),
            path_input: PathInput::default(),
            jobs: Jobs::new(ctx.clone(), desktop),
            pending: plan.map(Action::OpenPath).into_iter().collect(),
            focus: Some(Region::Matrix),
            region: Region::Matrix,
            styled: None,
            titled: None,
            pastes: false,
            closes: false,
        }
    }

    /// The same, and what changes is remembered in a settings file.
    #[must_use]
    pub fn remembering_in(mut self, settings: Option<PathBuf>) -> Self {
        self.memory = Memory::new(settings, &self.session);
        self
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
        if let Some(theme) = ctx.system_theme() {
            self.session.system_theme = match theme {
                egui::Theme::Light => Theme::Light,
                egui::Theme::Dark => Theme::Dark,
            };
        }
        if self.pastes
            && let Some(text) = ctx.input_mut(|input| {
                let text = input.events.iter().find_map(|event| match event {
                    egui::Event::Paste(text) => Some(text.clone()),
                    _ => None,
                });
                input.events.retain(|event| !matches!(event, egui::Event::Paste(_)));
                text
            })
        {
            self.pastes = false;
            self.pending.push(Action::ImportText(text));
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.closes && self.session.is_unsaved() {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.pending.push(Action::Close);
        }
        self.memory.note_window(&ctx);
        let actions = std::mem::take(&mut self.pending);
        let acted = !actions.is_empty();
        for action in actions {
            for effect in self.session.apply(action) {
                self.run_effect(&ctx, effect);
            }
        }
        if acted {
            self.memory.note(&ctx, &self.session);
        }
        self.memory.tick(&mut self.session);
        let theme = self.session.theme();
        if self.styled != Some(theme) {
            theme::apply(&ctx, theme);
            self.styled = Some(theme);
        }
        if (ctx.zoom_factor() - self.session.zoom()).abs() > 0.001 {
            ctx.set_zoom_factor(self.session.zoom());
        }
        self.set_title(&ctx);
        self.draw(ui);
        if !self.pending.is_empty() {
            ctx.request_repaint();
        }
    }

    fn draw(&mut self, ui: &mut Ui) {
        let cx = Cx::new(&self.session, self.focus.take());
        let on_matrix = self.session.page() == Page::Matrix && self.session.preview().is_none();
        shortcut::commands_ui(ui, &cx, on_matrix && self.matrix.has_focus());
        if let Some(preview) = self.session.preview() {
            preview_ui(ui, &cx, preview, &mut self.preview);
            notice_ui(ui, &cx);
            progress_ui(ui, &cx);
            path_question_ui(ui, &cx, &mut self.path_input);
            self.pending = cx.into_actions();
            return;
        }
        if toolbar::toolbar_ui(ui, &cx, &mut self.search) {
            self.focus = Some(Region::Matrix);
        }
        if self.session.page() == Page::Matrix {
            legend::legend_ui(ui, &cx);
        }
        status::status_ui(ui, &cx);
        panel_ui(ui, &cx, &mut self.panel);
        let frame = Frame::new().fill(cx.palette.panel);
        CentralPanel::default().frame(frame).show(ui, |ui| match self.session.page() {
            Page::Matrix => matrix_ui(ui, &cx, &mut self.matrix),
            Page::Source => source_ui(ui, &cx, &mut self.source),
            Page::Load => load_ui(ui, &cx, &mut self.load),
        });
        hint::hint_ui(ui, &cx);
        notice_ui(ui, &cx);
        progress_ui(ui, &cx);
        help::help_ui(ui, &cx);
        palette_ui(ui, &cx, &mut self.palette);
        extent_question_ui(ui, &cx);
        leaving_ui(ui, &cx);
        path_question_ui(ui, &cx, &mut self.path_input);
        drop_ui(ui, &cx);
        self.pending = cx.into_actions();
        if on_matrix && self.matrix.has_focus() {
            self.region = Region::Matrix;
        }
    }

    fn set_title(&mut self, ctx: &egui::Context) {
        let unsaved = if self.session.is_unsaved() { "● " } else { "" };
        let t = self.session.lang.texts();
        let title = format!("{} · {unsaved}{}", t.app_name, self.session.document().plan.title);
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
            Effect::Export { job, path, replace } => self.jobs.export(*job, path, replace),
            Effect::SavePlan { plan, text, path, beside, replace } => {
                self.jobs.save_plan(lang, plan, text, path, beside, replace);
            }
            Effect::AskSavePlan { name } => self.jobs.ask_save_plan(lang, name),
            Effect::Paste => {
                self.pastes = true;
                ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
            }
            Effect::ReadText(text) => self.jobs.read_text(lang, text),
            Effect::Close => {
                self.closes = true;
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Effect::LayOut(job) => self.jobs.lay_out(*job),
            Effect::ListPrinters => self.jobs.list_printers(),
            Effect::Print { pages, date, request } => self.jobs.print(lang, pages, date, request),
            Effect::AskSavePages { name } => self.jobs.ask_save_pages(lang, name),
            Effect::WritePages { pages, date, standard, path, replace } => {
                self.jobs.write_pages(lang, pages, date, standard, path, replace);
            }
            Effect::OpenPages { pages, date, title } => self.jobs.open_pages(lang, pages, date, title),
            Effect::AskFolder => self.jobs.ask_folder(lang),
            Effect::WriteUnits { job, standard, folder } => self.jobs.write_units(lang, *job, standard, folder),
            Effect::CancelUnits => self.jobs.cancel_units(),
            Effect::Copy(text) => ctx.copy_text(text),
            Effect::Reveal(path) => self.jobs.reveal(lang, path),
            Effect::Watch(path) => self.jobs.watch(path),
            Effect::FocusSearch => {
                let has_source = self.session.document().source.is_some();
                let in_source = self.session.page() == Page::Source && has_source;
                self.focus = Some(if in_source { Region::Source } else { Region::Search });
            }
            Effect::NextRegion => {
                let has_panel = self.session.panel() != crate::session::Panel::Closed;
                self.region = match self.region {
                    Region::Matrix if has_panel => Region::Panel,
                    Region::Matrix | Region::Panel => Region::Toolbar,
                    Region::Toolbar | Region::Search | Region::Source => Region::Matrix,
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

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.memory.write(&mut self.session);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
