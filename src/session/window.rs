//! What belongs to the window, whatever plans are open: language, colours, size, questions, messages.

use super::help::HelpPage;
use super::notices::Notices;
use super::output::{Export, UnitsProgress};
use super::rounds::{CollectQuestion, EntryQuestion};
use super::save_question::{SaveQuestion, VersionList};
use super::settings::{Settings, ZOOM};
use super::{Effect, PlanId, Session, Target, WindowAction};
use crate::lang::{Lang, fill};
use crate::product::Format;
use crate::view::MarkStyle;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on light ground (default).
    #[default]
    Light,
    /// Light ink on dark ground, for projectors and the evening.
    Dark,
    /// Black on white.
    ContrastLight,
    /// White on black.
    ContrastDark,
}

impl Theme {
    /// The same strength on the other ground.
    pub(super) fn opposite(self) -> ThemeChoice {
        match self {
            Self::Light => ThemeChoice::Dark,
            Self::Dark => ThemeChoice::Light,
            Self::ContrastLight => ThemeChoice::ContrastDark,
            Self::ContrastDark => ThemeChoice::ContrastLight,
        }
    }
}

/// The person's choice of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// High contrast, light ground.
    ContrastLight,
    /// High contrast, dark ground.
    ContrastDark,
    /// As the system has it; light where it does not say (default).
    #[default]
    System,
}

impl ThemeChoice {
    /// Every choice, as a menu lists them.
    pub const ALL: [Self; 5] = [Self::Light, Self::Dark, Self::ContrastLight, Self::ContrastDark, Self::System];
}

/// How much of a task stands in the matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskLines {
    /// Its first sentence, as far as one line goes (default).
    #[default]
    One,
    /// Two lines at most.
    Two,
    /// Three lines at most.
    Three,
    /// All of it.
    Whole,
}

impl TaskLines {
    /// Every choice, as a menu lists them.
    pub const ALL: [Self; 4] = [Self::One, Self::Two, Self::Three, Self::Whole];

    /// So many lines at most.
    pub const fn most(self) -> usize {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
            Self::Whole => usize::MAX,
        }
    }
}

/// Sizes of everything that have a name; whoever wants another one zooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSize {
    /// As the system has it.
    Normal,
    /// A quarter larger.
    Large,
    /// Half as large again: for those who see little.
    Largest,
}

impl TextSize {
    /// Every size, as a menu lists them.
    pub const ALL: [Self; 3] = [Self::Normal, Self::Large, Self::Largest];

    /// The factor that it is.
    pub const fn zoom(self) -> f32 {
        match self {
            Self::Normal => 1.0,
            Self::Large => 1.25,
            Self::Largest => 1.5,
        }
    }
}

/// The person's choice of what draws the window; the other one stands in where it fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RendererChoice {
    /// The processor (default).
    #[default]
    Processor,
    /// OpenGL.
    OpenGl,
}

impl RendererChoice {
    /// Every choice, as a menu lists them.
    pub const ALL: [Self; 2] = [Self::Processor, Self::OpenGl];
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something was done.
    Done(String),
    /// A file was written there.
    Written {
        /// What was written.
        message: String,
        /// Where; its folder can be opened.
        path: PathBuf,
    },
    /// A plan's file is not what was read.
    Changed {
        /// Changed, or gone.
        message: String,
        /// The plan, if its file can be read again.
        plan: Option<PlanId>,
    },
    /// Something needs attention: one line for each problem.
    Problem {
        /// What could not be done.
        title: String,
        /// What, where, what next.
        lines: Vec<String>,
    },
}

/// A path is asked for in the window, because no dialog service runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathQuestion {
    /// Which plan to open.
    Open,
    /// Where the forms of a plan are.
    Forms(PlanId),
    /// Where to write something of a plan.
    Write {
        /// The plan that it is asked for.
        plan: PlanId,
        /// What is to be written.
        target: Target,
        /// A file stands there: asking again for the same path means replacing it.
        exists: Option<PathBuf>,
    },
}

impl PathQuestion {
    fn plan(&self) -> Option<PlanId> {
        match self {
            Self::Open => None,
            Self::Forms(plan) | Self::Write { plan, .. } => Some(*plan),
        }
    }
}

/// How much of a plan to export is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtentQuestion {
    /// The plan that it is asked for.
    pub plan: PlanId,
    /// The product that was chosen.
    pub export: Export,
    /// The format that was chosen.
    pub format: Format,
}

/// Unsaved changes of a program that is no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// Title of the plan.
    pub name: String,
    /// Its file, if it has one.
    pub path: Option<PathBuf>,
    /// Whether somebody changed the file since the plan was read from it.
    pub has_changed: bool,
}

/// The state of the window.
pub(super) struct Window {
    /// A plan of more marks is worked on elsewhere; see [`super::AT_ONCE`].
    pub(super) at_once: usize,
    /// Language of everything shown.
    pub(super) lang: Lang,
    /// The system's colours, as far as it says.
    pub(super) system_theme: Theme,
    /// What is remembered beyond the open plans.
    pub(super) settings: Settings,
    pub(super) notices: Notices,
    pub(super) question: Option<PathQuestion>,
    pub(super) extent_question: Option<ExtentQuestion>,
    pub(super) save_question: Option<SaveQuestion>,
    pub(super) versions: Option<VersionList>,
    pub(super) collecting: Option<CollectQuestion>,
    pub(super) entry: Option<EntryQuestion>,
    /// What was found after a crash, until a person says what becomes of it.
    pub(super) recovered: Vec<Recovered>,
    pub(super) help: Option<HelpPage>,
    pub(super) palette_open: bool,
    /// Files for all units that are being written; one such job at a time.
    pub(super) units_progress: Option<UnitsProgress>,
}

impl Window {
    pub(super) fn new(lang: Lang, settings: Settings) -> Self {
        Self {
            at_once: super::AT_ONCE,
            lang,
            system_theme: Theme::default(),
            settings,
            notices: Notices::default(),
            question: None,
            extent_question: None,
            save_question: None,
            versions: None,
            collecting: None,
            entry: None,
            recovered: Vec::new(),
            help: None,
            palette_open: false,
            units_progress: None,
        }
    }

    pub(super) fn theme(&self) -> Theme {
        match self.settings.theme {
            ThemeChoice::Light => Theme::Light,
            ThemeChoice::Dark => Theme::Dark,
            ThemeChoice::ContrastLight => Theme::ContrastLight,
            ThemeChoice::ContrastDark => Theme::ContrastDark,
            ThemeChoice::System => self.system_theme,
        }
    }

    /// Opens the manual at a page; closes it if that is what it shows.
    pub(super) fn toggle_help(&mut self, page: HelpPage) {
        let is_shown = self.help == Some(page) || self.help.is_some() && page == HelpPage::START;
        self.help = (!is_shown).then_some(page);
    }

    pub(super) fn zoom_matrix_by(&mut self, factor: f32) {
        let zoom = self.settings.matrix_zoom * factor;
        self.settings.matrix_zoom = if zoom.is_finite() { zoom.clamp(*ZOOM.start(), *ZOOM.end()) } else { 1.0 };
    }

    pub(super) fn zoom_by(&mut self, factor: f32) {
        self.settings.zoom = (self.settings.zoom * factor).clamp(*ZOOM.start(), *ZOOM.end());
    }

    /// A file of a plan is there: `已导出：…`.
    pub(super) fn exported(&mut self, path: PathBuf, warnings: Vec<String>) {
        let message = fill(self.lang.texts().exported_to, &[&path.display()]);
        self.written(message, path, warnings);
    }

    /// The plan that something was for is not there any more.
    pub(super) fn plan_is_gone(&mut self) {
        self.failed(self.lang.texts().plan_replaced);
    }

    /// The question for a path of a plan is answered.
    pub(super) fn close_question_of(&mut self, plan: PlanId) {
        if self.question.as_ref().and_then(PathQuestion::plan) == Some(plan) {
            self.question = None;
        }
    }

    /// Takes back all that was asked for a plan.
    pub(super) fn drop_questions_of(&mut self, plan: PlanId) {
        self.close_question_of(plan);
        self.extent_question = self.extent_question.filter(|question| question.plan != plan);
        self.save_question.take_if(|question| question.plan == plan);
        self.versions.take_if(|list| list.plan == plan);
        self.collecting.take_if(|question| question.plan == plan);
        self.entry.take_if(|question| question.plan == plan);
    }
}

impl Session {
    /// Language of everything shown.
    pub fn lang(&self) -> Lang {
        self.window.lang
    }

    /// Light or dark, as chosen or as the system has it.
    pub fn theme(&self) -> Theme {
        self.window.theme()
    }

    /// The person's choice of colours.
    pub fn theme_choice(&self) -> ThemeChoice {
        self.window.settings.theme
    }

    /// How marks are shown.
    pub fn marks(&self) -> MarkStyle {
        self.window.settings.marks
    }

    /// What is to draw the window from the next start on.
    pub fn renderer_choice(&self) -> RendererChoice {
        self.window.settings.renderer
    }

    /// Size of everything; 1 is the system's own.
    pub fn zoom(&self) -> f32 {
        self.window.settings.zoom
    }

    /// The size of the matrix beside everything else: 1 is the same.
    pub fn matrix_zoom(&self) -> f32 {
        self.window.settings.matrix_zoom
    }

    /// How much of a task stands in the matrix.
    pub fn task_lines(&self) -> TaskLines {
        self.window.settings.task_lines
    }

    /// The size's name, if it has one.
    pub fn text_size(&self) -> Option<TextSize> {
        TextSize::ALL.into_iter().find(|size| (size.zoom() - self.zoom()).abs() < 0.01)
    }

    /// The question for a path on screen.
    pub fn question(&self) -> Option<&PathQuestion> {
        self.window.question.as_ref()
    }

    /// The table of which is asked how much to export.
    pub fn extent_question(&self) -> Option<ExtentQuestion> {
        self.window.extent_question
    }

    /// Unsaved changes that were found after a crash and nobody has spoken of yet.
    pub fn recovered(&self) -> &[Recovered] {
        &self.window.recovered
    }

    /// The page of the manual that is open.
    pub fn help(&self) -> Option<HelpPage> {
        self.window.help
    }

    /// Whether the list of all commands is open.
    pub fn is_palette_open(&self) -> bool {
        self.window.palette_open
    }

    /// How far the files for all units have come, while they are written.
    pub fn units_progress(&self) -> Option<UnitsProgress> {
        self.window.units_progress
    }

    /// Whether the first hint was closed.
    pub fn hint_seen(&self) -> bool {
        self.window.settings.hint_seen
    }

    /// Width of the column of tasks in logical pixels, if somebody chose one.
    pub fn task_column(&self) -> Option<f32> {
        self.window.settings.task_column
    }

    /// Plans opened lately, the last one first.
    pub fn recent(&self) -> &[PathBuf] {
        &self.window.settings.recent
    }

    /// The unit that `ShowMyUnit` would show, by the name that was chosen, whatever the plan.
    pub fn my_unit_name(&self) -> Option<&str> {
        self.window.settings.my_unit.as_deref()
    }

    pub(super) fn window_action(&mut self, action: WindowAction) -> Vec<Effect> {
        let window = &mut self.window;
        match action {
            WindowAction::ZoomBy(factor) => window.zoom_by(factor),
            WindowAction::ZoomMatrixBy(factor) => window.zoom_matrix_by(factor),
            WindowAction::ShowHelp(page) => window.help = page,
            WindowAction::ChooseTheme(choice) => window.settings.theme = choice,
            WindowAction::ChooseTextSize(size) => window.settings.zoom = size.zoom(),
            WindowAction::ChooseRenderer(choice) => {
                window.settings.renderer = choice;
                window.say(window.lang.texts().renderer_next_start);
            }
            WindowAction::SystemTheme(theme) => window.system_theme = theme,
            WindowAction::TaskColumn(width) => window.settings.task_column = width.filter(|width| width.is_finite()),
            WindowAction::NewDay => return self.begin_day(),
            WindowAction::ChooseMyUnit(name) => window.settings.my_unit = name,
            WindowAction::TogglePalette => window.palette_open = !window.palette_open,
            WindowAction::CloseHint => window.settings.hint_seen = true,
            WindowAction::Open(paths) => return self.open_files(paths),
            WindowAction::Start(paths) => return self.start(paths),
            WindowAction::ImportText(text) => return vec![Effect::ReadText(text)],
            WindowAction::Opened { reading, show } => return self.opened(*reading, show),
            WindowAction::NotOpened(line) => window.not_opened(line),
            WindowAction::ShowPlan(plan) => self.show_plan(plan),
            WindowAction::ClosePlan(plan) => return self.close_plan(plan),
            WindowAction::MovePlan { plan, to } => self.move_plan(plan, to),
            WindowAction::Quit => return self.quit(),
            WindowAction::Leave(answer) => return self.answer_leaving(answer),
            WindowAction::AskPath(question) => self.ask_path(question),
            WindowAction::DropQuestion => self.drop_question(),
            WindowAction::AnswerSaving(answer) => return self.answer_saving(answer),
            WindowAction::OpenVersion(position) => return self.open_version(position),
            WindowAction::CloseVersions => window.versions = None,
            WindowAction::Recovered(recovered) => window.recovered = recovered,
            WindowAction::Recover(answer) => {
                window.recovered.clear();
                return answer.map(|open| Effect::Recover { open }).into_iter().collect();
            }
            WindowAction::CancelUnits => return vec![Effect::CancelUnits],
            WindowAction::Say(message) => window.notices.standing(Notice::Done(message)),
            WindowAction::Failed(line) => window.failed(line),
            WindowAction::CloseNotice(number) => window.notices.close(number),
            WindowAction::Reveal(path) => return vec![Effect::Reveal(path)],
        }
        Vec::new()
    }

    fn ask_path(&mut self, question: PathQuestion) {
        if question.plan().is_some_and(|plan| self.plan(plan).is_none()) {
            self.window.plan_is_gone();
        } else {
            self.window.question = Some(question);
        }
    }

    /// Nobody answers: what waited for the answer does not happen.
    pub(super) fn drop_question(&mut self) {
        if let Some(PathQuestion::Write { target: Target::Plan, .. }) = self.window.question.take() {
            self.stop_leaving();
        }
    }
}
