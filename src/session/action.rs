//! The vocabulary of the state machine: what can be shown, asked for and done.

use super::draft::LeavingAnswer;
use super::output::{ExportJob, LayoutJob, SharedPages};
use super::preview::{PreviewAction, UnitsProgress};
use super::{Cursor, Motion, UiCommand};
use crate::document::Document;
use crate::edit::Edit;
use crate::finding::Finding;
use crate::model::{Date, GroupId, Plan, Role, SectionId, TaskId, UnitId};
use crate::paper::{Pages, Standard};
use crate::platform::printers::{PrintError, PrintRequest, Printer};
use crate::product::Format;
use crate::view::Order;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on light ground (default).
    #[default]
    Light,
    /// Light ink on dark ground, for projectors and the evening.
    Dark,
}

/// The person's choice of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// As the system has it; light where it does not say (default).
    #[default]
    System,
}

impl ThemeChoice {
    /// Every choice, as a menu lists them.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::System];
}

/// What the middle of the window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The task × unit matrix (default).
    #[default]
    Matrix,
    /// The document's own text (原文).
    Source,
    /// How many tasks each unit has (任务分布).
    Load,
}

impl Page {
    /// Every page, in the order of their tabs.
    pub const ALL: [Self; 3] = [Self::Matrix, Self::Source, Self::Load];
}

/// What the window shows: a place of the history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// In the middle.
    pub page: Page,
    /// At the side.
    pub panel: Panel,
}

/// What the side panel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// Nothing: the matrix has the whole window.
    #[default]
    Closed,
    /// A section with its overall leads and tasks.
    Section(SectionId),
    /// A task in full.
    Task(TaskId),
    /// What a unit owes.
    Unit(UnitId),
    /// All findings.
    Findings,
    /// What was doubted of a notice, and the way to put its plan right.
    Doubts,
}

/// How much of a table is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What the filter shows; what it leaves out is stated.
    Shown,
    /// The whole plan.
    All,
}

/// Which table is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// The matrix; folded rows and columns are written out.
    Matrix(Extent),
    /// All marks, members of collectives included.
    Marks(Extent),
    /// One unit's duties, whatever the filter.
    Unit(UnitId),
}

impl Table {
    /// The same table of the whole plan, or of what is shown. A unit's is always whole.
    pub fn with(self, extent: Extent) -> Self {
        match self {
            Self::Matrix(_) => Self::Matrix(extent),
            Self::Marks(_) => Self::Marks(extent),
            Self::Unit(unit) => Self::Unit(unit),
        }
    }
}

/// A message that stays until it is closed or replaced.
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
    /// The plan's file is not what was read.
    Changed {
        /// Changed, or gone.
        message: String,
        /// The file, if it can be read again.
        path: Option<PathBuf>,
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
    /// Where to write a table.
    Save {
        /// The table.
        table: Table,
        /// A file stands there: asking again for the same path means replacing it.
        exists: Option<PathBuf>,
    },
    /// Where to write the pages of the preview.
    SavePages {
        /// As above.
        exists: Option<PathBuf>,
    },
    /// Into which folder to write a file for each unit.
    Folder,
    /// Where to write the plan.
    SavePlan {
        /// As above.
        exists: Option<PathBuf>,
    },
}

/// Something that should change, sent by whoever draws or by a finished effect.
#[derive(Debug)]
pub enum Action {
    /// A command by key, button or menu.
    Command(UiCommand),
    /// Zoom the window by this factor.
    ZoomBy(f32),
    /// Put the cell cursor there.
    MoveTo(Cursor),
    /// Extend the selection to there.
    ExtendTo(Cursor),
    /// Move the cell cursor; extend the selection if asked to.
    Move {
        /// Which way.
        motion: Motion,
        /// Whether the selection grows.
        extend: bool,
    },
    /// Show this in the panel.
    Show(Panel),
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
    /// Show or leave out marks of a role; the legend's chips send this.
    ToggleRole(Role),
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
    /// Use these colours.
    ChooseTheme(ThemeChoice),
    /// This is where the program opens from now on (我的单位); `None` for nowhere.
    ChooseMyUnit(Option<UnitId>),
    /// Open or close the list of all commands.
    TogglePalette,
    /// The first hint was read.
    CloseHint,
    /// Ask where to write a table in this format, and first how much of it.
    AskExport {
        /// The table.
        table: Table,
        /// The format that the file's name begins with.
        format: Format,
    },
    /// Something of the print preview.
    Preview(PreviewAction),
    /// Pages were laid out, or could not be.
    LaidOut {
        /// The preview's number.
        number: u64,
        /// The pages.
        pages: Result<Arc<Pages>, String>,
    },
    /// The printers are known.
    Printers(Result<Vec<Printer>, PrintError>),
    /// A document went to the printer, or did not.
    Printed(Result<String, PrintError>),
    /// Write the pages of the preview to this path.
    SavePages {
        /// Where.
        path: PathBuf,
        /// Whether a file standing there may go.
        replace: bool,
    },
    /// Write a file for each unit into this folder.
    WriteUnits(PathBuf),
    /// How far that has come.
    UnitsProgress(UnitsProgress),
    /// That is done.
    UnitsWritten {
        /// Files that are there.
        written: usize,
        /// One line for each that is not.
        problems: Vec<String>,
        /// Where.
        folder: PathBuf,
    },
    /// No more files for units.
    CancelUnits,
    /// A notice was read.
    Imported {
        /// Its plan, with the text beside it.
        document: Box<Document>,
        /// What was doubted.
        findings: Vec<Finding>,
    },
    /// Change the plan.
    Edit(Edit),
    /// Show what a doubt is about; by position.
    ShowDoubt(usize),
    /// A doubt was looked at, or not yet.
    Settle {
        /// Its position.
        doubt: usize,
        /// Looked at.
        settled: bool,
    },
    /// Do what a doubt proposes.
    AcceptDoubt(usize),
    /// Write the plan to this path.
    SavePlan {
        /// Where.
        path: PathBuf,
        /// Whether a file standing there may go.
        replace: bool,
    },
    /// The plan was written.
    PlanSaved {
        /// Where.
        path: PathBuf,
        /// What was written.
        plan: Box<Plan>,
    },
    /// It was not, because a file stands there.
    PlanExists(PathBuf),
    /// The built-in plan comes on screen.
    ShowBuiltin,
    /// The window is to close.
    Close,
    /// The question about unsaved changes is answered.
    Leave(LeavingAnswer),
    /// Text from the clipboard is to be read as a notice.
    ImportText(String),
    /// The question how much to export is answered.
    ExportExtent(Option<Extent>),
    /// Open this plan file: dropped, typed or chosen.
    OpenPath(PathBuf),
    /// A plan was opened.
    Opened {
        /// The plan.
        document: Box<Document>,
        /// Its file.
        path: PathBuf,
    },
    /// The file of the plan on screen was written by somebody else, or is gone.
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
        /// Whether it is gone.
        gone: bool,
    },
    /// A plan could not be opened; the plan on screen stays.
    NotOpened(String),
    /// No dialog service runs: ask for the path in the window.
    AskPath(PathQuestion),
    /// The question for a path is closed without an answer.
    DropQuestion,
    /// Write a table to this path.
    Export {
        /// The table.
        table: Table,
        /// Where.
        path: PathBuf,
        /// Whether a file standing there may go.
        replace: bool,
    },
    /// A table was written.
    Exported {
        /// The table.
        table: Table,
        /// Where it is.
        path: PathBuf,
        /// What a person should know of the file; mostly nothing.
        warnings: Vec<String>,
    },
    /// The pages of the preview were written.
    PagesSaved(PathBuf),
    /// They were not, because a file stands there.
    PagesExist(PathBuf),
    /// A table was not written because a file stands there.
    ExportExists {
        /// The table.
        table: Table,
        /// Where the file stands.
        path: PathBuf,
    },
    /// Something failed.
    Failed(String),
    /// Close the message.
    CloseNotice,
    /// Open the folder of this file.
    Reveal(PathBuf),
}

/// Something only the outside can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask which plan to open.
    AskOpen,
    /// Ask where to save a table; with a file name to begin with.
    AskSave {
        /// The table.
        table: Table,
        /// Proposed file name.
        name: String,
    },
    /// Read a plan file.
    Read(PathBuf),
    /// Tell when this file changes; `None`: no file is to be watched.
    Watch(Option<PathBuf>),
    /// Make a table and write it.
    Export {
        /// What.
        job: Box<ExportJob>,
        /// Where.
        path: PathBuf,
        /// Whether a file standing there may go.
        replace: bool,
    },
    /// Lay out pages.
    LayOut(Box<LayoutJob>),
    /// Find the printers.
    ListPrinters,
    /// Print pages.
    Print {
        /// The pages.
        pages: SharedPages,
        /// The date that the PDF states.
        date: Option<Date>,
        /// Where and how.
        request: PrintRequest,
    },
    /// Write a plan, and the text it came from beside it.
    SavePlan {
        /// The plan.
        plan: Box<Plan>,
        /// Its file's text.
        text: String,
        /// Where.
        path: PathBuf,
        /// Name and content of the file beside it, if there is to be one.
        beside: Option<(String, String)>,
        /// Whether a file standing there may go.
        replace: bool,
    },
    /// Ask where to save the plan; with a file name to begin with.
    AskSavePlan {
        /// Proposed file name.
        name: String,
    },
    /// Ask the system for the text on the clipboard.
    Paste,
    /// Read a text as a notice.
    ReadText(String),
    /// Close the window.
    Close,
    /// Ask where to save the pages of the preview; with a file name to begin with.
    AskSavePages {
        /// Proposed file name.
        name: String,
    },
    /// Write pages as PDF.
    WritePages {
        /// The pages.
        pages: SharedPages,
        /// The date that the PDF states.
        date: Option<Date>,
        /// What kind of PDF.
        standard: Standard,
        /// Where.
        path: PathBuf,
        /// Whether a file standing there may go.
        replace: bool,
    },
    /// Show pages in the system's own viewer.
    OpenPages {
        /// The pages.
        pages: SharedPages,
        /// The date that the PDF states.
        date: Option<Date>,
        /// Its name.
        title: String,
    },
    /// Ask into which folder to write a file for each unit.
    AskFolder,
    /// Write them.
    WriteUnits {
        /// How they are laid out.
        job: Box<LayoutJob>,
        /// What kind of PDF.
        standard: Standard,
        /// Where.
        folder: PathBuf,
    },
    /// Write no more of them.
    CancelUnits,
    /// Put text on the clipboard.
    Copy(String),
    /// Open the folder of this file in the system's file manager.
    Reveal(PathBuf),
    /// Move the keyboard to the search box.
    FocusSearch,
    /// Move the keyboard to the next region of the window.
    NextRegion,
}
