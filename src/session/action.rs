//! The vocabulary of the state machine: what can be shown, asked for and done.

use super::{Cursor, Motion, UiCommand};
use crate::document::Document;
use crate::model::{GroupId, Role, SectionId, TaskId, UnitId};
use std::path::PathBuf;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on light ground (default).
    #[default]
    Light,
    /// Light ink on dark ground, for projectors and the evening.
    Dark,
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
}

/// Which table is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// The matrix as seen.
    Matrix,
    /// All marks as seen, members of collectives included.
    Marks,
    /// One unit's duties, whatever the filter.
    Unit(UnitId),
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
    /// Show this beside the matrix.
    Show(Panel),
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
    /// Show everything again.
    ClearFilter,
    /// Open this plan file: dropped, typed or chosen.
    OpenPath(PathBuf),
    /// A plan was opened.
    Opened(Box<Document>),
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
    },
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
    /// Write a file.
    Write {
        /// The table it holds.
        table: Table,
        /// Where.
        path: PathBuf,
        /// The whole file.
        bytes: Vec<u8>,
        /// Whether a file standing there may go.
        replace: bool,
    },
    /// Put text on the clipboard.
    Copy(String),
    /// Open the folder of this file in the system's file manager.
    Reveal(PathBuf),
    /// Change the window's zoom by this factor, or reset it.
    Zoom(Option<f32>),
    /// Move the keyboard to the search box.
    FocusSearch,
    /// Move the keyboard to the next region of the window.
    NextRegion,
}
