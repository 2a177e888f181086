//! Work that may take its time, each piece on a thread of its own, its result an action.

use crate::cli::open_error;
use crate::lang::{Lang, fill};
use crate::platform::desktop::{Answer, Desktop};
use crate::platform::files::{self, Existing};
use crate::session::{Action, PathQuestion, Table};
use eframe::egui;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// The jobs of a window.
pub(super) struct Jobs {
    ctx: egui::Context,
    desktop: Arc<dyn Desktop>,
    sender: Sender<Action>,
    results: Receiver<Action>,
}

impl Jobs {
    pub fn new(ctx: egui::Context, desktop: Arc<dyn Desktop>) -> Self {
        let (sender, results) = channel();
        Self { ctx, desktop, sender, results }
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
                Ok(document) => Action::Opened(Box::new(document)),
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
