//! Work that may take its time, each piece on a thread of its own, its result an action.

use crate::cli::open_error;
use crate::document::Document;
use crate::import;
use crate::lang::import_error;
use crate::lang::{Lang, fill};
use crate::model::{Date, Plan};
use crate::paper::{Faces, Standard};
use crate::platform::batch::{self, FileFailure};
use crate::platform::desktop::{Answer, Desktop};
use crate::platform::files::{self, Existing};
use crate::platform::fonts;
use crate::platform::printers::PrintRequest;
use crate::session::output::{ExportJob, LayoutJob, SharedPages};
use crate::session::preview::UnitsProgress;
use crate::session::{Action, PathQuestion, Table};
use eframe::egui;
use std::cell::Cell;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// What happened to the file since it was last looked at.
fn look(watched: &mut Watched) -> Option<Action> {
    let now = stamp(&watched.path);
    if now == watched.stamp {
        watched.missing = false;
        return None;
    }
    if now.is_none() && !std::mem::replace(&mut watched.missing, true) {
        return None;
    }
    watched.stamp = now;
    Some(Action::ChangedOnDisk { path: watched.path.clone(), gone: now.is_none() })
}

/// What a notice says, as the plan that is put on screen.
fn imported(lang: Lang, name: Option<&str>, shown: &str, bytes: &[u8]) -> Action {
    match import::read(name, bytes, import::Options::default()) {
        Ok(imported) => {
            let mut document = Document::of_plan(shown, &imported.plan);
            document.add_source(imported.text);
            Action::Imported { document: Box::new(document), findings: imported.findings }
        }
        Err(error) => Action::NotOpened(format!("{shown}: {}", import_error(lang, error))),
    }
}

fn existing(replace: bool) -> Existing {
    if replace { Existing::Replace } else { Existing::Keep }
}

fn line(lang: Lang, path: &Path, error: &io::Error) -> String {
    format!("{}: {}", path.display(), fill(lang.texts().cli_cannot_write, &[error]))
}

fn not_written(lang: Lang, path: &Path, error: &io::Error) -> Action {
    Action::Failed(line(lang, path, error))
}

fn faces(job: &LayoutJob) -> Arc<Faces> {
    if job.options.system_faces { fonts::official_faces() } else { Faces::embedded() }
}

/// A path that means the same file wherever the program is started.
fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// The jobs of a window.
pub(super) struct Jobs {
    ctx: egui::Context,
    desktop: Arc<dyn Desktop>,
    sender: Sender<Action>,
    results: Receiver<Action>,
    watched: Arc<Mutex<Option<Watched>>>,
    is_watching: Cell<bool>,
    cancelled: Arc<AtomicBool>,
}

/// A file that somebody else may change.
struct Watched {
    path: PathBuf,
    stamp: Option<Stamp>,
    /// It was missing when last looked for: a program that replaces a file may take it away for a
    /// moment.
    missing: bool,
}

/// Tells two states of a file apart.
type Stamp = (Option<SystemTime>, u64);

fn stamp(path: &Path) -> Option<Stamp> {
    let about = std::fs::metadata(path).ok()?;
    Some((about.modified().ok(), about.len()))
}

/// How often a file is looked at.
const LOOK: Duration = Duration::from_secs(1);

impl Jobs {
    pub fn new(ctx: egui::Context, desktop: Arc<dyn Desktop>) -> Self {
        let (sender, results) = channel();
        Self {
            ctx,
            desktop,
            sender,
            results,
            watched: Arc::default(),
            is_watching: Cell::new(false),
            cancelled: Arc::default(),
        }
    }

    /// Tells from now on when this file changes; `None`: no file is watched.
    pub fn watch(&self, path: Option<PathBuf>) {
        let watched = path.map(|path| Watched { stamp: stamp(&path), path, missing: false });
        *self.watched.lock().unwrap_or_else(PoisonError::into_inner) = watched;
        if self.is_watching.replace(true) {
            return;
        }
        let (watched, sender, ctx) = (Arc::downgrade(&self.watched), self.sender.clone(), self.ctx.clone());
        // Without the thread nothing is watched, and F5 still reads again.
        let _ = std::thread::Builder::new().spawn(move || {
            loop {
                std::thread::sleep(LOOK);
                let Some(watched) = watched.upgrade() else { return };
                let mut watched = watched.lock().unwrap_or_else(PoisonError::into_inner);
                let Some(action) = watched.as_mut().and_then(look) else { continue };
                if sender.send(action).is_err() {
                    return;
                }
                ctx.request_repaint();
            }
        });
    }

    /// Results that came in since the last call.
    pub fn finished(&self) -> Vec<Action> {
        self.results.try_iter().collect()
    }

    fn start(&self, job: impl FnOnce(&dyn Desktop) -> Option<Action> + Send + 'static) {
        let (sender, ctx, desktop) = (self.sender.clone(), self.ctx.clone(), Arc::clone(&self.desktop));
        let run = move || {
            if let Some(action) = job(&*desktop) {
                // The window may be gone: then nobody needs the result.
                let _ = sender.send(action);
                ctx.request_repaint();
            }
        };
        if let Err(error) = std::thread::Builder::new().spawn(run) {
            let _ = self.sender.send(Action::Failed(error.to_string()));
        }
    }

    pub fn ask_open(&self, lang: Lang) {
        self.start(move |desktop| match desktop.ask_open(lang.texts()) {
            Answer::Path(path) => Some(Action::OpenPath(path)),
            Answer::Cancelled => None,
            Answer::Unavailable => Some(Action::AskPath(PathQuestion::Open)),
        });
    }

    pub fn ask_save(&self, lang: Lang, table: Table, name: String) {
        self.start(move |desktop| match desktop.ask_save(lang.texts(), &name) {
            Answer::Path(path) => Some(Action::Export { table, path, replace: true }),
            Answer::Cancelled => None,
            Answer::Unavailable => Some(Action::AskPath(PathQuestion::Save { table, exists: None })),
        });
    }

    pub fn read(&self, lang: Lang, path: PathBuf) {
        self.start(move |_| {
            let is_plan = path.extension().is_none_or(|ending| ending.eq_ignore_ascii_case("ron"));
            if !is_plan {
                let shown = path.display().to_string();
                return Some(match std::fs::read(&path) {
                    Ok(bytes) => imported(lang, path.file_name().and_then(|name| name.to_str()), &shown, &bytes),
                    Err(error) => {
                        let what = fill(lang.texts().cli_cannot_read, &[&error]);
                        Action::NotOpened(format!("{shown}: {what}"))
                    }
                });
            }
            Some(match files::open_plan(&path) {
                Ok(document) => Action::Opened { document: Box::new(document), path: absolute(path) },
                Err(error) => Action::NotOpened(open_error(lang, &path, &error)),
            })
        });
    }

    /// Reads a text as a notice.
    pub fn read_text(&self, lang: Lang, text: String) {
        self.start(move |_| Some(imported(lang, None, lang.texts().clipboard, text.as_bytes())));
    }

    pub fn ask_save_plan(&self, lang: Lang, name: String) {
        self.start(move |desktop| match desktop.ask_save(lang.texts(), &name) {
            Answer::Path(path) => Some(Action::SavePlan { path, replace: true }),
            Answer::Cancelled => None,
            Answer::Unavailable => Some(Action::AskPath(PathQuestion::SavePlan { exists: None })),
        });
    }

    pub fn save_plan(
        &self,
        lang: Lang,
        plan: Box<Plan>,
        text: String,
        path: PathBuf,
        beside: Option<(String, String)>,
        replace: bool,
    ) {
        self.start(move |_| {
            if let Some((name, content)) = &beside {
                let other = path.with_file_name(name);
                // The same text may lie there already: it may be the notice itself.
                let is_there = std::fs::read(&other).is_ok_and(|there| there == content.as_bytes());
                if !is_there && let Err(error) = files::write(&other, content.as_bytes(), existing(replace)) {
                    return Some(not_written(lang, &other, &error));
                }
            }
            Some(match files::write(&path, text.as_bytes(), existing(replace)) {
                Ok(()) => Action::PlanSaved { path: absolute(path), plan },
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Action::PlanExists(path),
                Err(error) => not_written(lang, &path, &error),
            })
        });
    }

    pub fn export(&self, job: ExportJob, path: PathBuf, replace: bool) {
        self.start(move |_| {
            let table = job.table();
            let made = match job.run() {
                Ok(made) => made,
                Err(what) => return Some(Action::Failed(what)),
            };
            Some(match files::write(&path, &made.bytes, existing(replace)) {
                Ok(()) => Action::Exported { table, path, warnings: made.warnings },
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Action::ExportExists { table, path },
                Err(error) => not_written(job.lang(), &path, &error),
            })
        });
    }

    pub fn lay_out(&self, job: LayoutJob) {
        self.start(move |_| {
            let pages = job.run(&faces(&job)).map(Arc::new);
            Some(Action::LaidOut { number: job.number, pages })
        });
    }

    pub fn list_printers(&self) {
        self.start(|desktop| Some(Action::Printers(desktop.printers())));
    }

    pub fn print(&self, lang: Lang, pages: SharedPages, date: Option<Date>, request: PrintRequest) {
        self.start(move |desktop| {
            Some(match pages.0.pdf(Standard::Plain, date) {
                Ok(pdf) => Action::Printed(desktop.print(&pdf, &request)),
                Err(error) => Action::Failed(error.message(lang)),
            })
        });
    }

    pub fn ask_save_pages(&self, lang: Lang, name: String) {
        self.start(move |desktop| match desktop.ask_save(lang.texts(), &name) {
            Answer::Path(path) => Some(Action::SavePages { path, replace: true }),
            Answer::Cancelled => None,
            Answer::Unavailable => Some(Action::AskPath(PathQuestion::SavePages { exists: None })),
        });
    }

    pub fn write_pages(
        &self,
        lang: Lang,
        pages: SharedPages,
        date: Option<Date>,
        standard: Standard,
        path: PathBuf,
        replace: bool,
    ) {
        self.start(move |_| {
            let pdf = match pages.0.pdf(standard, date) {
                Ok(pdf) => pdf,
                Err(error) => return Some(Action::Failed(error.message(lang))),
            };
            Some(match files::write(&path, &pdf, existing(replace)) {
                Ok(()) => Action::PagesSaved(path),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Action::PagesExist(path),
                Err(error) => not_written(lang, &path, &error),
            })
        });
    }

    /// Shows pages in the system's own viewer, from a file that stays until the system clears its
    /// folder of temporary files: the viewer may be slow to open it.
    pub fn open_pages(&self, lang: Lang, pages: SharedPages, date: Option<Date>, title: String) {
        self.start(move |desktop| {
            let pdf = match pages.0.pdf(Standard::Plain, date) {
                Ok(pdf) => pdf,
                Err(error) => return Some(Action::Failed(error.message(lang))),
            };
            let folder = std::env::temp_dir().join("responsibility-matrix");
            let path = folder.join(format!("{}.pdf", files::safe_stem(&title)));
            let written = files::make_folder(&folder).and_then(|()| files::write(&path, &pdf, Existing::Replace));
            if let Err(error) = written {
                return Some(not_written(lang, &path, &error));
            }
            let error = desktop.open_file(&path).err()?;
            Some(Action::Failed(format!("{}{}{error}", path.display(), lang.texts().place_separator)))
        });
    }

    pub fn ask_folder(&self, lang: Lang) {
        self.start(move |desktop| match desktop.ask_folder(lang.texts()) {
            Answer::Path(path) => Some(Action::WriteUnits(path)),
            Answer::Cancelled => None,
            Answer::Unavailable => Some(Action::AskPath(PathQuestion::Folder)),
        });
    }

    /// No more files for units.
    pub fn cancel_units(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub fn write_units(&self, lang: Lang, job: LayoutJob, standard: Standard, folder: PathBuf) {
        self.cancelled.store(false, Ordering::Relaxed);
        let (sender, ctx, cancelled) = (self.sender.clone(), self.ctx.clone(), Arc::clone(&self.cancelled));
        self.start(move |_| {
            if let Err(error) = files::make_folder(&folder) {
                return Some(Action::UnitsWritten { written: 0, problems: vec![line(lang, &folder, &error)], folder });
            }
            let units = job.units();
            let faces = faces(&job);
            let names = files::file_names(units.iter().map(|(_, name)| name.as_str()), "pdf");
            let make = |position: usize| job.unit_pdf(units[position].0, &faces, standard);
            let mut problems = Vec::new();
            // The folder was chosen for this: an older list of the same unit gives way.
            let batch = batch::write_each(&folder, &names, Existing::Replace, make, |progress| {
                match progress.result {
                    Ok(()) => {}
                    Err(FileFailure::Made(what)) => problems.push(format!("{}: {what}", progress.path.display())),
                    Err(FileFailure::Written(error)) => problems.push(line(lang, progress.path, &error)),
                }
                let so_far = UnitsProgress { done: progress.done, all: progress.all };
                let _ = sender.send(Action::UnitsProgress(so_far));
                ctx.request_repaint();
                if cancelled.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            Some(Action::UnitsWritten { written: batch.written, problems, folder })
        });
    }

    pub fn reveal(&self, lang: Lang, path: PathBuf) {
        self.start(move |desktop| {
            let error = desktop.reveal(&path).err()?;
            let folder = path.parent().unwrap_or(&path).display();
            Some(Action::Failed(format!("{folder}{}{error}", lang.texts().place_separator)))
        });
    }
}
