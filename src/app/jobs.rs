//! Work that may take its time, each piece on a thread of its own, its result an action.

use crate::cli::open_error;
use crate::lang::{Lang, fill};
use crate::platform::desktop::{Answer, Desktop};
use crate::platform::files::{self, Existing};
use crate::session::{Action, PathQuestion, Table};
use eframe::egui;
use std::cell::Cell;
use std::io;
use std::path::{Path, PathBuf};
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
        Self { ctx, desktop, sender, results, watched: Arc::default(), is_watching: Cell::new(false) }
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
            Some(match files::open_plan(&path) {
                Ok(document) => Action::Opened { document: Box::new(document), path: absolute(path) },
                Err(error) => Action::NotOpened(open_error(lang, &path, &error)),
            })
        });
    }

    pub fn write(&self, lang: Lang, table: Table, path: PathBuf, bytes: Vec<u8>, replace: bool) {
        self.start(move |_| {
            let existing = if replace { Existing::Replace } else { Existing::Keep };
            Some(match files::write(&path, &bytes, existing) {
                Ok(()) => Action::Exported { table, path },
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Action::ExportExists { table, path },
                Err(error) => {
                    let what = fill(lang.texts().cli_cannot_write, &[&error]);
                    Action::Failed(format!("{}: {what}", path.display()))
                }
            })
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
