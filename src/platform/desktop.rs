//! What the window asks of the desktop: dialogs and the file manager.

use super::printers::{self, PrintError, PrintRequest, Printer};
use crate::lang::Texts;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The answer of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A path was chosen.
    Path(PathBuf),
    /// The person changed their mind.
    Cancelled,
    /// There is no dialog service on this machine.
    Unavailable,
}

/// A kind of file that a dialog offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileKind {
    /// What people call it.
    pub name: &'static str,
    /// The ending of its files.
    pub ending: &'static str,
}

/// The desktop, as far as the window needs it. Each call may block: it is made on a thread.
pub trait Desktop: Send + Sync {
    /// Asks which plan file to open; beginning in `folder`, or where the system begins.
    fn ask_open(&self, t: &Texts, folder: Option<&Path>) -> Answer;
    /// Asks where to save a file of one of these kinds, beginning with `proposed`; the first kind is
    /// chosen at first. A chosen file that exists may be replaced: the dialog has asked.
    fn ask_save(&self, t: &Texts, proposed: &Path, kinds: &[FileKind]) -> Answer;
    /// Asks for a folder, beginning in `folder`.
    fn ask_folder(&self, t: &Texts, folder: &Path) -> Answer;
    /// The printers, the default one first.
    ///
    /// # Errors
    /// If there is no print service or no printer.
    fn printers(&self) -> Result<Vec<Printer>, PrintError>;
    /// Prints a PDF; what the service calls the job.
    ///
    /// # Errors
    /// If there is no service, or it refuses.
    fn print(&self, pdf: &[u8], request: &PrintRequest) -> Result<String, PrintError>;
    /// Opens a file with the system's own program for it.
    ///
    /// # Errors
    /// If nothing could open it.
    fn open_file(&self, path: &Path) -> io::Result<()>;
    /// Opens the folder of a file.
    ///
    /// # Errors
    /// If nothing could open it.
    fn reveal(&self, path: &Path) -> io::Result<()>;
}

/// The system's own dialogs.
pub struct SystemDesktop;

/// Without any dialog service the answer comes back as if cancelled, after some milliseconds; no
/// person opens a dialog and cancels it as quickly.
const QUICKER_THAN_A_PERSON: Duration = Duration::from_millis(400);

fn answer(ask: impl FnOnce() -> Option<PathBuf>) -> Answer {
    let start = Instant::now();
    match ask() {
        Some(path) => Answer::Path(path),
        None if start.elapsed() < QUICKER_THAN_A_PERSON => Answer::Unavailable,
        None => Answer::Cancelled,
    }
}

/// A dialog that begins in a folder, if it is there.
fn beginning_in(folder: Option<&Path>) -> rfd::FileDialog {
    let dialog = rfd::FileDialog::new();
    match folder.filter(|folder| folder.is_dir()) {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}

impl Desktop for SystemDesktop {
    fn ask_open(&self, t: &Texts, folder: Option<&Path>) -> Answer {
        answer(|| {
            beginning_in(folder)
                .set_title(t.ask_open_title)
                .add_filter(
                    t.any_filter,
                    &[
                        "ron", "docx", "doc", "rtf", "odt", "pdf", "txt", "md", "html", "htm", "xlsx", "xls", "et",
                        "ods", "csv", "tsv",
                    ],
                )
                .add_filter(t.plan_filter, &["ron"])
                .add_filter(
                    t.notice_filter,
                    &[
                        "docx", "doc", "rtf", "odt", "pdf", "txt", "md", "html", "htm", "xlsx", "xls", "et", "ods",
                        "csv", "tsv",
                    ],
                )
                .pick_file()
        })
    }

    fn ask_save(&self, t: &Texts, proposed: &Path, kinds: &[FileKind]) -> Answer {
        answer(|| {
            let name = proposed.file_name().unwrap_or_default().to_string_lossy();
            let dialog = beginning_in(proposed.parent()).set_title(t.ask_save_title).set_file_name(name);
            let offer = |dialog: rfd::FileDialog, kind: &FileKind| dialog.add_filter(kind.name, &[kind.ending]);
            kinds.iter().fold(dialog, offer).save_file()
        })
    }

    fn ask_folder(&self, t: &Texts, folder: &Path) -> Answer {
        answer(|| beginning_in(Some(folder)).set_title(t.ask_folder_title).pick_folder())
    }

    fn printers(&self) -> Result<Vec<Printer>, PrintError> {
        printers::list()
    }

    fn print(&self, pdf: &[u8], request: &PrintRequest) -> Result<String, PrintError> {
        printers::print(pdf, request)
    }

    fn open_file(&self, path: &Path) -> io::Result<()> {
        opener::open(path).map_err(io::Error::other)
    }

    fn reveal(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        opener::open(folder).map_err(io::Error::other)
    }
}
