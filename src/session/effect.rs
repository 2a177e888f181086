//! What only the outside can do. What is for a plan names it, and so does its result.

use super::grids::Origin;
use super::output::{ExportJob, LayoutJob};
use super::rework::{SharedRework, Spent};
use super::rounds::{BulletinJob, Entries, RecordJob};
use super::shared::Shared;
use super::{PlanId, Target};
use crate::document::Document;
use crate::export::bulletin::Bulletin;
use crate::import::Mapping;
use crate::model::Date;
use crate::paper::Pages;
use crate::paper::Standard;
use crate::platform::printers::PrintRequest;
use crate::platform::versions::Version;
use crate::product::{Format, Product};
use std::path::PathBuf;

/// Something only the outside can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask which plan to open, beginning in this folder.
    AskOpen(Option<PathBuf>),
    /// Read plans and notices, one after the other.
    Read(Vec<ToRead>),
    /// Read a text as a notice.
    ReadText(String),
    /// Tell from now on when one of these files changes, and of no others.
    Watch(Vec<(PlanId, PathBuf)>),
    /// Ask the system for the text on the clipboard.
    Paste,
    /// Ask the system for marks on the clipboard, for the plan on screen.
    PasteMarks,
    /// Put text on the clipboard.
    Copy(String),
    /// Open the folder of this file in the system's file manager.
    Reveal(PathBuf),
    /// Clear away what is not needed any more.
    Discard(Spent),
    /// Open the unsaved changes that were found, or give them up.
    Recover {
        /// Whether they are opened; else they are thrown away.
        open: bool,
    },
    /// Write no more files for units.
    CancelUnits,
    /// Move the keyboard to the search box.
    FocusSearch,
    /// Move the keyboard to the next region of the window.
    NextRegion,
    /// Close the window.
    Close,
    /// Something for a plan, whose result names it.
    Plan(PlanId, PlanEffect),
}

/// A plan to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToRead {
    /// Its file; `None` for the built-in plan.
    pub path: Option<PathBuf>,
    /// Whether it comes on screen.
    pub show: bool,
}

/// Something only the outside can do for a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanEffect {
    /// Ask where to write something.
    AskPath {
        /// What the path is for; the answer names it again.
        target: Target,
        /// Where it would go: see [`super::OpenPlan::proposed_path`].
        path: PathBuf,
    },
    /// Read the plan's file again; `None` for the built-in plan.
    ReadAgain(Option<PathBuf>),
    /// Make a product and write it.
    Export {
        /// The product, with the plan as it is now.
        job: Box<ExportJob>,
        /// Path of the file to be written.
        path: PathBuf,
        /// Whether a file standing there may go.
        replace: bool,
    },
    /// Write the plan, and the text it came from beside it.
    Save(SavePlan),
    /// Work out a change of the plan.
    Rework(SharedRework),
    /// Read the document that it comes from once more.
    ReadAnew {
        /// The document as it was opened, with its bytes.
        origin: Shared<Origin>,
        /// How its grids are read.
        mappings: Vec<Mapping>,
        /// The number of the question.
        number: u64,
    },
    /// Find the earlier versions of its file.
    ListVersions(PathBuf),
    /// Open an earlier version of the file at `path` in a tab of its own.
    OpenVersion {
        /// The version that a person chose from the list.
        version: Version,
        /// Path of the plan's file; `None` if it has none now.
        path: Option<PathBuf>,
    },
    /// Read the record beside the plan.
    ReadRecord(RecordJob),
    /// Ask for a folder of forms, beginning there.
    AskForms(PathBuf),
    /// Read forms and lay them beside the record.
    Gather {
        /// The plan whose record it is.
        document: Shared<Document>,
        /// Path of the plan's record, whether it is there or not.
        record: PathBuf,
        /// Files and folders to look through.
        paths: Vec<PathBuf>,
    },
    /// Add answers and remarks to the record, or begin one.
    AddToRecord {
        /// The plan whose record it is.
        document: Shared<Document>,
        /// Path of the plan's record, whether it is there or not.
        path: PathBuf,
        /// Reports, withdrawals and remarks, put behind those that stand there.
        entries: Entries,
    },
    /// Draw up a bulletin.
    DrawUp {
        /// The bulletin, with all that it is made of.
        job: BulletinJob,
        /// The number of what is shown.
        number: u64,
    },
    /// Write a bulletin.
    WriteBulletin {
        /// The bulletin as it was shown.
        bulletin: Shared<Bulletin>,
        /// Format of the file, which must be one that the product has.
        format: Format,
        /// Path of the file to be written.
        path: PathBuf,
        /// Whether a file standing there may go.
        replace: bool,
    },
    /// Write the manual as PDF.
    WriteManual {
        /// Path of the file to be written.
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
        /// Pages as they were shown.
        pages: Shared<Pages>,
        /// The date that the PDF states.
        date: Option<Date>,
        /// The printer, and how many copies of which pages.
        request: PrintRequest,
    },
    /// Write pages as PDF.
    WritePages {
        /// Pages as they were shown.
        pages: Shared<Pages>,
        /// What they are of.
        product: Product,
        /// The date that the PDF states.
        date: Option<Date>,
        /// What kind of PDF.
        standard: Standard,
        /// Path of the file to be written.
        path: PathBuf,
        /// Whether a file standing there may go.
        replace: bool,
    },
    /// Make what a preview shows in another format than its pages, and write it.
    WriteMade {
        /// The product with its options, and the plan as it is now.
        job: Box<LayoutJob>,
        /// Format of the file, which must be one that the product has.
        format: Format,
        /// What kind of PDF.
        standard: Standard,
        /// Path of the file to be written.
        path: PathBuf,
        /// Whether a file standing there may go.
        replace: bool,
    },
    /// Show pages in the system's own viewer.
    OpenPages {
        /// Pages as they were shown.
        pages: Shared<Pages>,
        /// The date that the PDF states.
        date: Option<Date>,
        /// Title of the document: the file's name in the viewer.
        title: String,
    },
    /// Write a file for each unit.
    WriteUnits {
        /// How they are laid out.
        job: Box<LayoutJob>,
        /// Format of the file, which must be one that the product has.
        format: Format,
        /// What kind of PDF.
        standard: Standard,
        /// Folder for the files, made if it is not there.
        folder: PathBuf,
        /// Whether files standing there may go.
        replace: bool,
    },
}

/// What a person agreed to before a plan is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// What is lost of the file may be lost.
    pub losses: bool,
    /// The file may be written over although somebody else changed it: as it was then, by the digest of
    /// its bytes.
    pub changed: Option<u64>,
}

/// A plan to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct SavePlan {
    /// The plan, and the file it was read from.
    pub document: Shared<Document>,
    /// Whether it goes to its own file, and to no other.
    pub is_own: bool,
    /// What was agreed to.
    pub consent: Consent,
    /// Path of the file to be written.
    pub path: PathBuf,
    /// Files of plans in other tabs, as [`super::PlanFile::canonical`]: it is none of them.
    pub others: Vec<PathBuf>,
    /// Proposed name and content of the file beside it, if there is to be one, its source from then on:
    /// see [`SavePlan::name_beside`].
    pub beside: Option<(String, String)>,
    /// Whether a file standing at `path` may go; of the one beside it nobody was asked.
    pub replace: bool,
}
