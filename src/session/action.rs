//! What should change, by subject: the window, or one plan that is named.

use super::grids::{Anew, Mapped};
use super::output::Export;
use super::preview::PreviewAction;
use super::rework::Reworked;
use super::rounds::RoundAction;
use super::save_question::{SaveAnswer, SaveDoubt, SavedPlan};
use super::typed::Typed;
use super::window::Recovered;
use super::{
    Cursor, Extent, HelpPage, LeavingAnswer, MeetingStep, Motion, Page, Panel, PathQuestion, PlanId, RendererChoice,
    SavePlan, TextSize, Theme, ThemeChoice, UiCommand,
};
use crate::document::Document;
use crate::edit::Edit;
use crate::finding::Finding;
use crate::import::Mapping;
use crate::model::{GroupId, Role, SectionId, UnitId};
use crate::platform::versions::Version;
use crate::product::{Format, Product};
use crate::view::Order;
use std::path::PathBuf;

/// Something that should change, sent by whoever draws or by a finished effect.
#[derive(Debug)]
pub enum Action {
    /// A command by key, button or menu; for the window or the plan on screen.
    Command(UiCommand),
    /// Something of the window, whatever the plan.
    Window(WindowAction),
    /// Something of this plan. If it is closed or was read anew since, nothing changes; files that
    /// were written for it are told all the same.
    Plan(PlanId, PlanAction),
}

impl From<UiCommand> for Action {
    fn from(command: UiCommand) -> Self {
        Self::Command(command)
    }
}

impl From<WindowAction> for Action {
    fn from(action: WindowAction) -> Self {
        Self::Window(action)
    }
}

/// Something of the window.
#[derive(Debug)]
pub enum WindowAction {
    /// Zoom the window by this factor.
    ZoomBy(f32),
    /// Zoom the matrix alone by this factor.
    ZoomMatrixBy(f32),
    /// Show this page of the manual; `None` closes it.
    ShowHelp(Option<HelpPage>),
    /// Use these colours.
    ChooseTheme(ThemeChoice),
    /// Show everything at this size.
    ChooseTextSize(TextSize),
    /// Let this draw the window from the next start on.
    ChooseRenderer(RendererChoice),
    /// The system has these colours.
    SystemTheme(Theme),
    /// The column of tasks is so wide, in logical pixels; `None`: as the window allows.
    TaskColumn(Option<f32>),
    /// It is another day than before.
    NewDay,
    /// The unit of this name is where the program opens from now on (我的单位); `None` for nowhere.
    ChooseMyUnit(Option<String>),
    /// Open or close the list of all commands.
    TogglePalette,
    /// The first hint was read.
    CloseHint,
    /// Open these files, each in a tab of its own: named, dropped, typed or chosen.
    Open(Vec<PathBuf>),
    /// Open again what was open when the program ended, and these files.
    Start(Vec<PathBuf>),
    /// Text from the clipboard is to be read as a notice.
    ImportText(String),
    /// A plan or a notice was read.
    Opened {
        /// The plan that the file holds, with all that came with it.
        reading: Box<Reading>,
        /// Whether it comes on screen.
        show: bool,
    },
    /// It could not be read; one line.
    NotOpened(String),
    /// Bring this plan on screen.
    ShowPlan(PlanId),
    /// Close this plan.
    ClosePlan(PlanId),
    /// Put the tab of this plan at a position, from 0.
    MovePlan {
        /// The plan whose tab is moved.
        plan: PlanId,
        /// Where; the last place for any larger number.
        to: usize,
    },
    /// The window is to close.
    Quit,
    /// The question about unsaved changes is answered.
    Leave(LeavingAnswer),
    /// No dialog service runs: ask for the path in the window.
    AskPath(PathQuestion),
    /// The question for a path is closed without an answer.
    DropQuestion,
    /// The question before a plan is written is answered.
    AnswerSaving(SaveAnswer),
    /// Open the earlier version at this position of the list.
    OpenVersion(usize),
    /// Close the list of versions.
    CloseVersions,
    /// Unsaved changes of a program that is no more were found.
    Recovered(Vec<Recovered>),
    /// Open them, or give them up; `None` leaves them for the next start.
    Recover(Option<bool>),
    /// No more files for units.
    CancelUnits,
    /// Say this.
    Say(String),
    /// Something failed; one line.
    Failed(String),
    /// Close the message of this number.
    CloseNotice(u64),
    /// Open the folder of this file.
    Reveal(PathBuf),
}

/// A plan or a notice as it was read, from where.
#[derive(Debug)]
pub struct Reading {
    /// The plan, with the text beside it.
    pub document: Document,
    /// Where it comes from.
    pub home: Home,
    /// What was doubted of a notice.
    pub doubts: Vec<Finding>,
    /// How its grids were read, if it has any.
    pub grids: Option<Mapped>,
    /// Changes that no file holds, if it comes with such.
    pub unsaved: Option<Unsaved>,
}

/// What is known of changes that no file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsaved {
    /// Whether the source text is to be written beside the plan.
    pub brings_text: bool,
    /// Where the journal found them.
    pub journal: Option<u64>,
}

/// Where a plan comes from, and whether it has a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// The program itself.
    Builtin,
    /// A notice that was read: no file holds its plan yet. The notice's own file, if it has one.
    Notice(Option<PlanFile>),
    /// A plan file.
    File(PlanFile),
}

/// A file on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFile {
    /// As it is shown and remembered: absolute.
    pub path: PathBuf,
    /// Without links and detours: two paths of one file have the same.
    pub canonical: PathBuf,
}

/// Something of one plan.
#[derive(Debug)]
pub enum PlanAction {
    /// What is shown of it.
    View(ViewAction),
    /// Changes of what the plan says.
    Edit(EditAction),
    /// A change of it was worked out.
    Reworked(Box<Reworked>),
    /// Its file: read again, saved, changed by others.
    File(FileAction),
    /// Files that are made of it.
    Output(OutputAction),
    /// Its pages: laid out, printed, saved.
    Preview(PreviewAction),
    /// Its record, forms, bulletins.
    Round(RoundAction),
    /// Where to write something of it.
    Path(PathAction),
}

macro_rules! of_a_plan {
    ($($subject:ident($action:ident)),+) => {
        $(impl From<$action> for PlanAction {
            fn from(action: $action) -> Self {
                Self::$subject(action)
            }
        })+
    };
}

of_a_plan!(
    View(ViewAction),
    Edit(EditAction),
    File(FileAction),
    Output(OutputAction),
    Preview(PreviewAction),
    Round(RoundAction),
    Path(PathAction)
);

/// What is shown of a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewAction {
    /// Put the cell cursor there.
    MoveTo(Cursor),
    /// Extend the selection to there.
    ExtendTo(Cursor),
    /// Move the cell cursor; extend the selection if asked to.
    Move {
        /// Where the cursor goes from where it is.
        motion: Motion,
        /// Whether the selection grows.
        extend: bool,
    },
    /// Show this in the panel.
    Show(Panel),
    /// The meeting turns to something else.
    Meet(MeetingStep),
    /// Show this in the middle.
    ShowPage(Page),
    /// Show what a finding is about, its words lit; by position among the document's findings.
    ShowFinding(usize),
    /// Set findings aside, or take them back.
    SetAside {
        /// By position among the document's findings.
        findings: Vec<usize>,
        /// Aside, or back among the others.
        aside: bool,
    },
    /// Show or leave out marks of a role; the legend's chips send this with Ctrl.
    ToggleRole(Role),
    /// Show marks of this role alone, or of all again where they are alone already; the legend's chips send this.
    OnlyRole(Role),
    /// Show only the tasks of this unit; `None` for all.
    OnlyUnit(Option<UnitId>),
    /// Show or leave out marks through collectives.
    ToggleThrough,
    /// Keep a section, or no longer; none kept means all.
    ToggleSection(SectionId),
    /// Keep a group of units, or no longer; none kept means all.
    ToggleGroup(GroupId),
    /// Hide rows and columns without any mark that is shown, or show them again.
    ToggleEmpty,
    /// Keep only tasks that hold these words; none means all.
    FilterText(String),
    /// Show everything again.
    ClearFilter,
    /// Put the units in this order.
    Sort(Order),
    /// Fold a section into its row, or unfold it.
    FoldSection(SectionId),
    /// Fold a group into one column, or unfold it.
    FoldGroup(GroupId),
}

/// What a plan says, and what was doubted of it.
#[derive(Clone, Debug, PartialEq)]
pub enum EditAction {
    /// Change the plan.
    Change(Edit),
    /// The selected cells have this role, and no other by name; `None` for no mark.
    Mark(Option<Role>),
    /// One more role for the selected cells, or, where all have it, one less.
    MarkToo(Role),
    /// Marks from the clipboard, as a table of words, from the cursor on.
    PasteMarks(String),
    /// Words are being typed that are to become a change; they count as one that is not saved.
    Type(Typed),
    /// What was typed is entered: it is a change from now on.
    Enter,
    /// What was typed is given up.
    TakeBack,
    /// Show what a doubt is about; by position.
    ShowDoubt(usize),
    /// A doubt was looked at, or not yet.
    Settle {
        /// Its position.
        doubt: usize,
        /// Looked at.
        settled: bool,
    },
    /// Do what a doubt proposes; by position.
    AcceptDoubt(usize),
    /// Do what all open doubts of the same kind propose.
    AcceptAlike(usize),
    /// All open doubts of the same kind were looked at.
    SettleAlike(usize),
    /// Read a grid of the document in this way.
    Map(Mapping),
    /// The document was read once more.
    ReadAnew {
        /// The question that this answers.
        number: u64,
        /// What it says; or why not, in one line.
        result: Box<Result<Anew, String>>,
    },
}

/// A plan and its file.
#[derive(Debug)]
pub enum FileAction {
    /// The plan was written.
    Saved(Box<SavedPlan>),
    /// It was not yet: a person is to say whether.
    SaveDoubted {
        /// What was to be written.
        save: SavePlan,
        /// Why it is asked.
        doubt: SaveDoubt,
    },
    /// Its earlier versions are known; `None` if nothing is remembered.
    Versions(Option<Vec<Version>>),
    /// Its unsaved changes could not be written to the recovery journal; why.
    NotJournaled(String),
    /// Somebody else is editing it.
    EditedElsewhere {
        /// `user@host`.
        clerk: String,
        /// For so long.
        minutes: u64,
    },
    /// It was not; one line.
    NotSaved(String),
    /// Read the file again.
    Reload,
    /// The file was read again.
    ReadAgain(Box<Document>),
    /// The file was written by somebody else, or is gone.
    ChangedOnDisk {
        /// Path of the plan's file.
        path: PathBuf,
        /// Whether it is gone.
        gone: bool,
    },
}

/// The products of a plan.
#[derive(Debug)]
pub enum OutputAction {
    /// Ask where to write a product in this format, and first how much of it.
    Ask {
        /// What is to be made of the plan.
        export: Export,
        /// The format that the file's name begins with.
        format: Format,
    },
    /// The question how much to export is answered.
    Extent(Option<Extent>),
    /// Ask where to write the manual.
    SaveManual,
    /// The manual was written.
    ManualSaved(PathBuf),
    /// A product was written.
    Exported {
        /// What is to be made of the plan.
        export: Export,
        /// Path of the file that was written.
        path: PathBuf,
        /// What a person should know of the file; mostly nothing.
        warnings: Vec<String>,
    },
}

/// What is written to a path that a person chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A product.
    Export {
        /// The product, for how much of the plan.
        export: Export,
        /// The format that the file's name begins with.
        format: Format,
        /// The edition of the plan that was on screen then: a unit's number may be another's by now.
        edition: u64,
    },
    /// What the preview makes.
    Preview {
        /// Which product it is.
        product: Product,
        /// The format that the file's name begins with.
        format: Format,
    },
    /// A folder with a file for each unit.
    UnitFolder(Format),
    /// The bulletin on its page, in the format that the file's name begins with.
    Bulletin(Format),
    /// The plan itself.
    Plan,
    /// The manual, as PDF.
    Manual,
}

/// A path for something of a plan: the answers of a dialog, or of the question in the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathAction {
    /// Write it here.
    Chosen {
        /// What is to be written there.
        target: Target,
        /// The path that was chosen.
        path: PathBuf,
        /// Whether a file standing there may go.
        replace: bool,
    },
    /// It was not written, because a file stands there.
    Stands {
        /// What is to be written there.
        target: Target,
        /// Where the file stands.
        path: PathBuf,
    },
    /// No dialog service runs.
    Unavailable(Target),
    /// The person changed their mind.
    Cancelled(Target),
}
