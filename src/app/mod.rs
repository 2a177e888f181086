//! The window: drain actions, run effects, lay out the panels.

mod jobs;
mod keeper;
mod memory;
mod processor;
mod rounds;
mod saving;
mod start;
mod told;
mod watch;

pub use memory::{Remembered, remembered};
pub use start::{Renderer, run};

use crate::model::Date;
use crate::neutral;
use crate::platform::clock;
use crate::platform::desktop::Desktop;
use crate::platform::files;
use crate::platform::journal::Journal;
use crate::platform::versions::Versions;
use crate::session::rounds::RoundAction;
use crate::session::{Action, EditAction, Effect, OpenPlan, Page, PlanId, Session, Theme, WindowAction};
use crate::ui::bulletin::{bulletin_ui, collect_ui};
use crate::ui::entry::{EntryInput, entry_ui};
use crate::ui::help::HelpState;
use crate::ui::load::load_ui;
use crate::ui::matrix::matrix_ui;
use crate::ui::meeting::meeting_ui;
use crate::ui::notice::{PathInput, drop_ui, extent_question_ui, leaving_ui, notice_ui, path_question_ui, progress_ui};
use crate::ui::palette::{PaletteState, palette_ui};
use crate::ui::panel::panel_ui;
use crate::ui::preview::preview_ui;
use crate::ui::saving::{recovered_ui, save_question_ui, versions_ui};
use crate::ui::search::SearchState;
use crate::ui::source::source_ui;
use crate::ui::{Cx, PlanUi, Region, fonts, help, hint, legend, shortcut, status, tabs, theme, toolbar};
use eframe::egui::{self, CentralPanel, Frame, Ui};
use jobs::Jobs;
use keeper::Keeper;
use memory::Memory;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The window's state and the jobs it waits for.
pub struct App {
    session: Session,
    /// What drawing keeps for each plan, by its tab.
    plans: HashMap<u64, PlanUi>,
    search: SearchState,
    palette: PaletteState,
    help: HelpState,
    path_input: PathInput,
    entry: EntryInput,
    jobs: Jobs,
    memory: Memory,
    keeper: Option<Keeper>,
    pending: Vec<Action>,
    /// Where the keyboard should go in the next frame.
    focus: Option<Region>,
    region: Region,
    styled: Option<Theme>,
    system_theme: Option<Theme>,
    /// The day of the last frame.
    today: Date,
    /// The style is new in this frame: OpenGL has cleared the window with the ground of the one before.
    restyled: bool,
    titled: Option<String>,
    /// The text on the clipboard was asked for.
    pastes: bool,
    /// The window has the whole screen, for a meeting.
    is_full: bool,
    /// What is to be pasted are marks of this plan.
    pastes_marks: Option<PlanId>,
    /// The window closes, and has been asked about.
    closes: bool,
}

impl App {
    /// A window on `session`. What was open when the program ended is opened first, and `files`.
    pub fn new(ctx: &egui::Context, session: Session, desktop: Arc<dyn Desktop>, files: Vec<PathBuf>) -> Self {
        fonts::install(ctx);
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        Self {
            session,
            plans: HashMap::new(),
            search: SearchState::default(),
            palette: PaletteState::default(),
            help: HelpState::default(),
            memory: Memory::default(),
            keeper: None,
            path_input: PathInput::default(),
            entry: EntryInput::default(),
            jobs: Jobs::new(ctx.clone(), desktop),
            pending: vec![WindowAction::Start(files).into()],
            focus: Some(Region::Matrix),
            region: Region::Matrix,
            styled: None,
            system_theme: None,
            today: clock::today(),
            restyled: false,
            titled: None,
            pastes: false,
            is_full: false,
            pastes_marks: None,
            closes: false,
        }
    }

    /// The same, and what changes is remembered in a settings file.
    #[must_use]
    pub fn remembering_in(mut self, settings: Option<PathBuf>) -> Self {
        self.jobs.keep_versions(settings.as_deref().map(Versions::beside));
        // Without a journal the window opens all the same, and says so when there is something to be written.
        let journal = settings.as_deref().map(|path| Journal::begin(&Journal::folder_beside(path)));
        let keeper = Keeper::new(journal, self.jobs.teller());
        let found = keeper.found_plans();
        if !found.is_empty() {
            self.pending.push(WindowAction::Recovered(found).into());
        }
        self.keeper = Some(keeper);
        self.memory = Memory::new(settings, &self.session);
        self
    }

    /// The same, and the settings file stays as it is: only what is kept beside it is written.
    #[must_use]
    pub fn leaving_settings_alone(mut self) -> Self {
        self.memory = Memory::default();
        self
    }

    /// How often the recovery journal was written, for tests.
    pub fn journal_writes(&self) -> usize {
        self.keeper.as_ref().map_or(0, Keeper::writes)
    }

    /// The state, for tests.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// One frame.
    pub fn frame_ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.pending.extend(self.jobs.finished());
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        // A folder is one of forms that came back; all else is opened.
        let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) =
            dropped.into_iter().partition(|path| files::is_folder(path));
        if !files.is_empty() {
            self.pending.push(WindowAction::Open(files).into());
        }
        if !folders.is_empty() {
            let plan = self.session.active().id();
            self.pending.push(Action::Plan(plan, RoundAction::Collect(folders).into()));
        }
        let system_theme = match ctx.system_theme() {
            Some(egui::Theme::Dark) => Theme::Dark,
            Some(egui::Theme::Light) | None => Theme::Light,
        };
        if ctx.system_theme().is_some() && self.system_theme.replace(system_theme) != Some(system_theme) {
            self.pending.push(WindowAction::SystemTheme(system_theme).into());
        }
        let today = clock::today();
        if std::mem::replace(&mut self.today, today) != today {
            self.pending.push(WindowAction::NewDay.into());
        }
        // Nothing came; what is pasted now belongs to the field that has the keyboard.
        if ctx.text_edit_focused() {
            self.pastes = false;
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
            match self.pastes_marks.take() {
                Some(plan) => {
                    self.pending.push(Action::Plan(plan, EditAction::PasteMarks(text).into()));
                }
                None => self.pending.push(WindowAction::ImportText(text).into()),
            }
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.closes && self.is_any_unsaved() {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.pending.push(WindowAction::Quit.into());
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
            if let Some(keeper) = &mut self.keeper {
                keeper.note(&self.session);
            }
        }
        self.memory.tick(&mut self.session);
        let theme = self.session.theme();
        self.restyled = self.styled != Some(theme);
        if self.restyled {
            theme::apply(&ctx, theme);
            self.styled = Some(theme);
        }
        if (ctx.zoom_factor() - self.session.zoom()).abs() > 0.001 {
            ctx.set_zoom_factor(self.session.zoom());
        }
        self.set_title(&ctx);
        self.draw(ui);
        if !self.pending.is_empty() {
            // What was just drawn is out of date: this frame is laid out once more, and painted once.
            ctx.request_discard("an action");
            if !ctx.will_discard() {
                ctx.request_repaint();
            }
        }
    }

    fn is_any_unsaved(&self) -> bool {
        self.session.plans().iter().any(OpenPlan::is_unsaved)
    }

    /// The window closes for good: what is to be remembered is written.
    pub(crate) fn leave(&mut self) {
        self.memory.write(&mut self.session);
        self.jobs.clear_handovers();
        if let Some(keeper) = &mut self.keeper {
            keeper.end();
        }
    }

    fn draw(&mut self, ui: &mut Ui) {
        let open: Vec<u64> = self.session.plans().iter().map(|plan| plan.id().tab()).collect();
        self.plans.retain(|tab, _| open.contains(tab));
        // While a question stands nothing else gets the keyboard.
        let focus = if self.session.asked().is_none() { self.focus.take() } else { None };
        let cx = Cx::new(&self.session, focus);
        let plan = self.session.active();
        let tab = plan.id().tab();
        let own = self.plans.entry(tab).or_default();
        let on_matrix = plan.page() == Page::Matrix && plan.preview().is_none() && plan.meeting().is_none();
        shortcut::commands_ui(ui, &cx, on_matrix && own.matrix.has_focus());
        let meeting = plan.meeting().filter(|_| plan.preview().is_none());
        if self.is_full != meeting.is_some() {
            self.is_full = meeting.is_some();
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Fullscreen(self.is_full));
        }
        if let Some(meeting) = meeting {
            ui.push_id(tab, |ui| meeting_ui(ui, &cx, meeting));
        } else if let Some(preview) = plan.preview() {
            ui.push_id(tab, |ui| preview_ui(ui, &cx, preview, &mut own.preview));
        } else {
            tabs::tabs_ui(ui, &cx);
            if toolbar::toolbar_ui(ui, &cx, &mut self.search) {
                self.focus = Some(Region::Matrix);
            }
            plan_ui(ui, &cx, own, self.restyled);
            hint::hint_ui(ui, &cx);
            help::help_ui(ui, &cx, &mut self.help);
            palette_ui(ui, &cx, &mut self.palette);
        }
        notice_ui(ui, &cx);
        progress_ui(ui, &cx);
        // Whatever is on screen: what is asked is seen.
        extent_question_ui(ui, &cx);
        versions_ui(ui, &cx);
        collect_ui(ui, &cx);
        entry_ui(ui, &cx, &mut self.entry);
        recovered_ui(ui, &cx);
        leaving_ui(ui, &cx);
        save_question_ui(ui, &cx);
        path_question_ui(ui, &cx, &mut self.path_input);
        drop_ui(ui, &cx);
        self.pending = cx.into_actions();
        if on_matrix && own.matrix.has_focus() {
            self.region = Region::Matrix;
        }
    }

    fn set_title(&mut self, ctx: &egui::Context) {
        let unsaved = if self.session.is_unsaved() { "● " } else { "" };
        let t = self.session.lang().texts();
        let title = format!("{} · {unsaved}{}", t.app_name, self.session.document().plan.title);
        if self.titled.as_ref() != Some(&title) {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(neutral::title(&title).into_owned()));
            self.titled = Some(title);
        }
    }

    fn run_effect(&mut self, ctx: &egui::Context, effect: Effect) {
        let lang = self.session.lang();
        match effect {
            Effect::AskOpen(folder) => self.jobs.ask_open(lang, folder),
            Effect::Read(files) => self.jobs.read(lang, files),
            Effect::ReadText(text) => self.jobs.read_text(lang, text),
            Effect::Watch(files) => self.jobs.watch(files),
            Effect::Plan(plan, effect) => self.jobs.start_for(lang, plan, effect),
            Effect::PasteMarks => {
                (self.pastes, self.pastes_marks) = (true, Some(self.session.active().id()));
                ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
            }
            Effect::Paste => {
                (self.pastes, self.pastes_marks) = (true, None);
                ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
            }
            Effect::Close => {
                self.closes = true;
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Effect::CancelUnits => self.jobs.cancel_units(),
            Effect::Discard(spent) => self.jobs.discard(spent),
            Effect::Recover { open } => {
                if let Some(keeper) = &self.keeper {
                    match open {
                        true => self.jobs.recover(keeper.found()),
                        false => keeper.discard_found(),
                    }
                }
            }
            Effect::Copy(text) => ctx.copy_text(text),
            Effect::Reveal(path) => self.jobs.reveal(lang, path),
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

/// The plan on screen, between the buttons and the edges of the window.
fn plan_ui(ui: &mut Ui, cx: &Cx<'_>, own: &mut PlanUi, restyled: bool) {
    let plan = cx.session.active();
    // What a person scrolled or opened stays with its plan.
    ui.push_id(plan.id().tab(), |ui| {
        if plan.page() == Page::Matrix {
            legend::legend_ui(ui, cx);
        }
        status::status_ui(ui, cx);
        panel_ui(ui, cx, &mut own.panel);
        // The ground of the window has the same colour, and filling all of it twice costs a weak card dearly.
        let frame = if restyled { Frame::new().fill(cx.palette.panel) } else { Frame::new() };
        CentralPanel::default().frame(frame).show(ui, |ui| match plan.page() {
            Page::Matrix => matrix_ui(ui, cx, &mut own.matrix),
            Page::Source => source_ui(ui, cx, &mut own.source),
            Page::Load => load_ui(ui, cx, &mut own.load),
            Page::Bulletin => bulletin_ui(ui, cx, &mut own.bulletin),
        });
    });
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame_ui(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.leave();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        theme::ground(visuals).to_normalized_gamma_f32()
    }
}
