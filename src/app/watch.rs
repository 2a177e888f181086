//! Looking after the files of open plans: who changed one, we or somebody else?
//!
//! Once a second time and length are compared, which works on network drives too.

use crate::platform::files::{Stamp, stamp};
use crate::platform::threads;
use crate::session::{Action, FileAction, PlanId};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often files are looked at.
const LOOK: Duration = Duration::from_secs(1);

/// A file that somebody else may change.
struct Watched {
    plan: PlanId,
    path: PathBuf,
    stamp: Option<Stamp>,
    /// It was missing when last looked for: a program that replaces a file may take it away for a
    /// moment.
    missing: bool,
    /// We are writing it.
    is_ours: bool,
}

impl Watched {
    fn new(plan: PlanId, path: PathBuf) -> Self {
        Self { plan, stamp: stamp(&path), path, missing: false, is_ours: false }
    }

    /// What happened to the file since it was last looked at.
    fn look(&mut self) -> Option<Action> {
        if self.is_ours {
            return None;
        }
        let now = stamp(&self.path);
        if now == self.stamp {
            self.missing = false;
            return None;
        }
        if now.is_none() && !std::mem::replace(&mut self.missing, true) {
            return None;
        }
        self.stamp = now;
        let changed = FileAction::ChangedOnDisk { path: self.path.clone(), gone: now.is_none() };
        Some(Action::Plan(self.plan, changed.into()))
    }
}

/// The files of all open plans; may be shared with threads that write them.
#[derive(Clone, Default)]
pub(super) struct Watch {
    watched: Arc<Mutex<Vec<Watched>>>,
}

impl Watch {
    fn watched(&self) -> MutexGuard<'_, Vec<Watched>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on these files are looked at, and no others.
    pub fn watch(&self, files: Vec<(PlanId, PathBuf)>) {
        let mut watched = self.watched();
        let mut before = std::mem::take(&mut *watched);
        for (plan, path) in files {
            let known = before.iter().position(|known| known.plan == plan && known.path == path);
            watched.push(match known {
                Some(known) => before.swap_remove(known),
                None => Watched::new(plan, path),
            });
        }
    }

    /// Writes the file of a plan: that is no change by somebody else.
    pub fn while_writing<T>(&self, plan: PlanId, write: impl FnOnce() -> T) -> T {
        let each = |change: &dyn Fn(&mut Watched)| {
            self.watched().iter_mut().filter(|watched| watched.plan == plan).for_each(change);
        };
        each(&|watched| watched.is_ours = true);
        let written = write();
        each(&|watched| {
            watched.is_ours = false;
            watched.stamp = stamp(&watched.path);
        });
        written
    }

    /// Looks at all files on a thread until the window is gone; `tell` is false once it is.
    pub fn start(&self, tell: impl Fn(Action) -> bool + Send + 'static) {
        let watched = Arc::downgrade(&self.watched);
        let look = move || {
            loop {
                std::thread::sleep(LOOK);
                let Some(watched) = watched.upgrade() else { return };
                let watch = Self { watched };
                let changes: Vec<Action> = watch.watched().iter_mut().filter_map(Watched::look).collect();
                if !changes.into_iter().all(&tell) {
                    return;
                }
            }
        };
        // Without the thread nothing is watched, and F5 still reads again.
        let _ = threads::start("watch", look);
    }
}
