//! Looking after unsaved changes: each is written to the recovery journal a moment after it was made,
//! and a notice beside the file says who is editing it. Both on one thread, in the order of events.

use crate::document::Document;
use crate::platform::desk::{Clerk, DeskNotice, other_clerk};
use crate::platform::journal::{Entry, Journal, Left};
use crate::platform::threads;
use crate::session::{Action, FileAction, OpenPlan, PlanId, Recovered, Session, Unsaved};
use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

/// Changes that come one after the other are written once.
const REST: Duration = Duration::from_millis(300);
/// However close together they come, a change is written so long after it was made at the latest.
const LONGEST: Duration = Duration::from_secs(2);
/// How often a notice beside a file says that it still counts.
const RENEW: Duration = Duration::from_secs(10 * 60);

/// Something for the thread.
enum Task {
    /// A plan was opened: is somebody at work on it?
    Opened(PlanId, PathBuf),
    /// A plan has changes that its file does not have.
    Unsaved(Box<State>),
    /// A plan has none any more.
    Settled(u64),
    /// A plan is closed.
    Closed(u64),
    /// What was found after a crash is not needed any more, by its position.
    Discard(u64),
}

/// A plan with unsaved changes.
struct State {
    id: PlanId,
    document: Arc<Document>,
    path: Option<PathBuf>,
    brings_text: bool,
    /// What was found after a crash and is in this plan now.
    found: Option<u64>,
}

/// What the thread was told of a plan.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Told {
    edition: u64,
    is_unsaved: bool,
}

/// What a crash left, until it is opened or given up.
pub(super) type Found = Arc<Mutex<HashMap<u64, Left>>>;

/// Looks after the unsaved changes of a window.
pub(super) struct Keeper {
    tasks: Option<Sender<Task>>,
    thread: Option<JoinHandle<()>>,
    told: HashMap<u64, Told>,
    found: Found,
    written: Arc<AtomicUsize>,
}

impl Keeper {
    /// Begins; without a journal only the notices beside files are looked after. One that could not be begun is
    /// told of when a change would be written. `tell` hears of that, and of other people at work.
    pub fn new(journal: Option<io::Result<Journal>>, tell: impl Fn(Action) + Send + 'static) -> Self {
        let (journal, missing) = match journal {
            Some(Ok(journal)) => (Some(journal), None),
            Some(Err(error)) => (None, Some(error.to_string())),
            None => (None, None),
        };
        let (saved, found): (Vec<Left>, Vec<Left>) =
            journal.as_ref().map(Journal::take_over).unwrap_or_default().into_iter().partition(is_in_its_file);
        // Killed after it was saved, before the journal heard of it.
        saved.into_iter().for_each(|left| drop(left.discard()));
        let found: Found = Arc::new(Mutex::new((0..).zip(found).collect()));
        let written = Arc::new(AtomicUsize::new(0));
        let (tasks, incoming) = channel();
        let worker = Worker {
            journal,
            missing,
            clerk: Clerk::here(SystemTime::now()),
            notices: HashMap::new(),
            found: Arc::clone(&found),
            written: Arc::clone(&written),
            tell: Box::new(tell),
        };
        let thread = threads::start("keeper", move || worker.run(&incoming)).ok();
        Self { tasks: Some(tasks), thread, told: HashMap::new(), found, written }
    }

    /// The plans of what a crash left.
    pub fn found_plans(&self) -> Vec<Recovered> {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found: Vec<(&u64, &Left)> = found.iter().collect();
        found.sort_by_key(|(id, _)| **id);
        let plan = |(_, left): (&u64, &Left)| Recovered {
            name: left.entry.name.clone(),
            path: left.entry.path.clone(),
            has_changed: file_has_changed(&left.entry),
        };
        found.into_iter().map(plan).collect()
    }

    /// What a crash left.
    pub fn found(&self) -> Found {
        Arc::clone(&self.found)
    }

    /// How often the journal was written.
    pub fn writes(&self) -> usize {
        self.written.load(Ordering::Relaxed)
    }

    /// Looks for what changed in the open plans.
    pub fn note(&mut self, session: &Session) {
        for plan in session.plans() {
            let (tab, now) = (plan.id().tab(), Told { edition: plan.edition(), is_unsaved: plan.is_unsaved() });
            let before = self.told.insert(tab, now);
            if let (None, Some(path)) = (before, plan.path()) {
                self.send(Task::Opened(plan.id(), path.to_owned()));
            }
            if before == Some(now) || (before.is_none() && !now.is_unsaved) {
                continue;
            }
            self.send(if now.is_unsaved { Task::Unsaved(Box::new(State::of(plan))) } else { Task::Settled(tab) });
        }
        let is_open = |tab: &u64| session.plans().iter().any(|plan| plan.id().tab() == *tab);
        let closed: Vec<u64> = self.told.keys().copied().filter(|tab| !is_open(tab)).collect();
        for tab in closed {
            self.told.remove(&tab);
            self.send(Task::Closed(tab));
        }
    }

    /// Gives up what a crash left.
    pub fn discard_found(&self) {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        let found: Vec<u64> = found.keys().copied().collect();
        found.into_iter().for_each(|id| self.send(Task::Discard(id)));
    }

    /// The window closed in order: whoever left changes unsaved said so.
    pub fn end(&mut self) {
        for tab in std::mem::take(&mut self.told).into_keys() {
            self.send(Task::Closed(tab));
        }
        self.wait();
    }

    fn wait(&mut self) {
        self.tasks = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }

    fn send(&self, task: Task) {
        if let Some(tasks) = &self.tasks {
            // Without the thread nothing is kept.
            let _ = tasks.send(task);
        }
    }
}

/// The window goes without order, as after a panic: what was not written yet still is, and nobody holds the journal.
impl Drop for Keeper {
    fn drop(&mut self) {
        self.wait();
    }
}

impl State {
    fn of(plan: &OpenPlan) -> Self {
        Self {
            id: plan.id(),
            document: plan.shared_document(),
            path: plan.path().map(PathBuf::from),
            brings_text: plan.draft().is_some_and(|draft| draft.brings_text()),
            found: plan.journal(),
        }
    }

    fn entry(&self) -> Entry {
        let Self { document, path, brings_text, .. } = self;
        let read = document.file_text().filter(|_| path.is_some()).map(str::to_owned);
        let mut entry = Entry::new(path.clone(), document.name.clone(), read, document.revision().text);
        let source = document.source.as_ref().filter(|_| *brings_text);
        entry.source = source.map(|source| source.text.to_string());
        entry
    }
}

/// The thread.
struct Worker {
    journal: Option<Journal>,
    /// Why there is none, if there should be one and nobody was told yet.
    missing: Option<String>,
    clerk: Clerk,
    /// Notices beside files, by tab.
    notices: HashMap<u64, (PathBuf, DeskNotice)>,
    found: Found,
    written: Arc<AtomicUsize>,
    tell: Box<dyn Fn(Action) + Send>,
}

impl Worker {
    fn run(mut self, incoming: &Receiver<Task>) {
        let mut waiting: HashMap<u64, Box<State>> = HashMap::new();
        // When the first of them came.
        let mut since: Option<Instant> = None;
        let mut discards = Vec::new();
        let mut renewed = SystemTime::now();
        loop {
            if since.is_some_and(|since| since.elapsed() >= LONGEST) {
                since = None;
                for (_, state) in waiting.drain() {
                    discards.extend(self.write(&state));
                }
            }
            let rest = if waiting.is_empty() && discards.is_empty() { RENEW } else { REST };
            match incoming.recv_timeout(rest) {
                Ok(Task::Opened(plan, path)) => {
                    if let Some(action) = at_work(plan, &path, &self.clerk, SystemTime::now()) {
                        (self.tell)(action);
                    }
                }
                Ok(Task::Unsaved(state)) => {
                    self.lay_notice(&state);
                    since.get_or_insert_with(Instant::now);
                    waiting.insert(state.id.tab(), state);
                }
                Ok(Task::Settled(tab)) => {
                    waiting.remove(&tab);
                    since = since.filter(|_| !waiting.is_empty());
                    self.forget(tab);
                }
                Ok(Task::Closed(tab)) => {
                    waiting.remove(&tab);
                    since = since.filter(|_| !waiting.is_empty());
                    self.forget(tab);
                    self.notices.remove(&tab);
                }
                Ok(Task::Discard(id)) => discards.push(id),
                Err(RecvTimeoutError::Timeout) => {
                    since = None;
                    for (_, state) in waiting.drain() {
                        discards.extend(self.write(&state));
                    }
                    discards.drain(..).for_each(|id| self.discard(id));
                    self.renew(&mut renewed);
                }
                Err(RecvTimeoutError::Disconnected) => {
                    // Empty where the window closed in order.
                    for (_, state) in waiting.drain() {
                        discards.extend(self.write(&state));
                    }
                    discards.drain(..).for_each(|id| self.discard(id));
                    return;
                }
            }
        }
    }

    /// Writes a state; what it was found in is not needed then.
    fn write(&mut self, state: &State) -> Option<u64> {
        if let Some(why) = self.missing.take() {
            (self.tell)(Action::Plan(state.id, FileAction::NotJournaled(why).into()));
        }
        let journal = self.journal.as_ref()?;
        match journal.write(state.id.tab(), &state.entry()) {
            Ok(()) => {
                self.written.fetch_add(1, Ordering::Relaxed);
                state.found
            }
            Err(error) => {
                (self.tell)(Action::Plan(state.id, FileAction::NotJournaled(error.to_string()).into()));
                None
            }
        }
    }

    fn forget(&self, tab: u64) {
        if let Some(journal) = &self.journal {
            // What stays is offered again at the next start.
            let _ = journal.forget(tab);
        }
    }

    fn discard(&self, id: u64) {
        let left = self.found.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        if let Some(left) = left {
            let _ = left.discard();
        }
    }

    /// Lays a notice beside the file that is being edited; tells who else is.
    fn lay_notice(&mut self, state: &State) {
        let Some(path) = &state.path else { return };
        let tab = state.id.tab();
        if self.notices.get(&tab).is_some_and(|(of, _)| of == path) {
            return;
        }
        self.notices.remove(&tab);
        let now = SystemTime::now();
        match DeskNotice::lay(path, &self.clerk, now) {
            Ok(notice) => {
                self.notices.insert(tab, (path.clone(), notice));
            }
            // Where no notice can be laid, none can be seen either.
            Err(_) => {
                if let Some(action) = at_work(state.id, path, &self.clerk, now) {
                    (self.tell)(action);
                }
            }
        }
    }

    fn renew(&self, renewed: &mut SystemTime) {
        let now = SystemTime::now();
        if now.duration_since(*renewed).is_ok_and(|since| since >= RENEW) {
            *renewed = now;
            for (_, notice) in self.notices.values() {
                let _ = notice.renew(now);
            }
        }
    }
}

/// Who else is editing a plan, as the window is told.
pub(super) fn at_work(plan: PlanId, path: &std::path::Path, here: &Clerk, now: SystemTime) -> Option<Action> {
    let clerk = other_clerk(path, here, now)?;
    let since = SystemTime::UNIX_EPOCH + Duration::from_secs(clerk.since);
    let minutes = now.duration_since(since).unwrap_or_default().as_secs() / 60;
    Some(Action::Plan(plan, FileAction::EditedElsewhere { clerk: clerk.name(), minutes }.into()))
}

/// Whether the file of a plan says what a crash left of it.
fn is_in_its_file(left: &Left) -> bool {
    let there = left.entry.path.as_ref().and_then(|path| crate::platform::files::read(path).ok());
    there.is_some_and(|there| there == left.entry.text.as_bytes())
}

/// Whether the file of a plan says something else than when it was read.
fn file_has_changed(entry: &Entry) -> bool {
    let there = entry.path.as_ref().and_then(|path| crate::platform::files::read(path).ok());
    there.zip(entry.read.as_ref()).is_some_and(|(there, read)| there != read.as_bytes())
}

/// What a crash left of a plan, as it is opened again: its file as it was when it was read, with the
/// changes. What somebody else wrote into the file since is found when it is saved.
pub(super) fn recovered(id: u64, entry: &Entry) -> Option<(Document, Unsaved)> {
    use crate::platform::files::open_plan_as;
    let open = |text: &str| match &entry.path {
        Some(path) => open_plan_as(path, text.as_bytes()).ok(),
        None => Document::open(entry.name.clone(), text.as_bytes()).ok(),
    };
    let changed = open(&entry.text)?;
    let mut document = match entry.read.as_deref().and_then(open) {
        Some(read) => read.with_plan(&changed.plan),
        None => changed,
    };
    if let (None, Some(source)) = (&document.source, &entry.source) {
        document.add_source(source.clone());
    }
    let unsaved = Unsaved { brings_text: entry.source.is_some(), journal: Some(id) };
    Some((document, unsaved))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Edit;
    use crate::lang::Lang;
    use crate::session::EditAction;

    #[test]
    fn changes_that_never_rest_are_written_all_the_same() {
        let folder = tempfile::tempdir().expect("folder");
        let journal = Journal::begin(&folder.path().join("journal")).expect("a journal");
        let mut keeper = Keeper::new(Some(Ok(journal)), |_| {});
        let mut session = Session::new(Document::builtin(), Lang::Zh);
        let began = Instant::now();
        let mut number = 0;
        while keeper.writes() == 0 {
            assert!(began.elapsed() < 10 * LONGEST, "nothing is written as long as changes come");
            number += 1;
            let edit = EditAction::Change(Edit::Title(format!("第{number}次")));
            session.apply(Action::Plan(session.active().id(), edit.into()));
            keeper.note(&session);
            std::thread::sleep(REST / 10);
        }
        assert!(began.elapsed() >= LONGEST / 2, "changes that come together are written once");
    }
}
