//! Unsaved changes on disk, so that a crash loses none: the recovery journal in the settings folder.
//!
//! Each running program has a folder of its own and holds a lock in it; a folder whose lock can be
//! had belongs to a program that is no more, and whoever takes the lock takes what it left. Entries
//! are written whole or not at all, and go when their plan is saved or closed.

use super::files::{self, Existing};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The version that this program writes and reads.
const FORMAT: u32 = 1;
/// The file in a program's folder that it holds a lock on.
const LOCK: &str = "lock";

/// The unsaved state of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    format: u32,
    /// The plan's file, if it has one.
    pub path: Option<PathBuf>,
    /// Name for messages.
    pub name: String,
    /// What the plan's file said when it was read: the text that the changes were made to.
    pub read: Option<String>,
    /// The plan's file as it would have been saved.
    pub text: String,
    /// The notice that is to be written beside it, if it is not there yet.
    pub source: Option<String>,
}

impl Entry {
    /// The unsaved `text` of a plan whose file, if it has one, said `read` when it was read.
    pub fn new(path: Option<PathBuf>, name: String, read: Option<String>, text: String) -> Self {
        Self { format: FORMAT, path, name, read, text, source: None }
    }
}

/// Tells two contents of a file apart.
pub fn digest(bytes: &[u8]) -> u64 {
    use std::hash::Hasher as _;
    let mut hasher = std::collections::hash_map::DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// The journal of this program.
#[derive(Debug)]
pub struct Journal {
    all: PathBuf,
    own: PathBuf,
    /// Held as long as the program runs.
    _lock: File,
}

/// What a program that is no more left behind.
#[derive(Debug)]
pub struct Left {
    /// The state of a plan.
    pub entry: Entry,
    path: PathBuf,
}

impl Left {
    /// It is not needed any more.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn discard(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

impl Journal {
    /// The journals beside a settings file.
    pub fn folder_beside(settings: &Path) -> PathBuf {
        settings.with_file_name("journal")
    }

    /// Begins a journal among those in `folder`, which is made.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        files::make_private(folder)?;
        let own = tempfile::Builder::new().prefix("").rand_bytes(12).tempdir_in(folder)?.keep();
        let lock = File::create(own.join(LOCK))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::Error(error) => error,
            TryLockError::WouldBlock => io::ErrorKind::WouldBlock.into(),
        })?;
        Ok(Self { all: folder.to_owned(), own, _lock: lock })
    }

    /// Writes the unsaved state of the plan that this program calls `plan`.
    ///
    /// # Errors
    /// Those of the file system; what was written before is then still there.
    pub fn write(&self, plan: u64, entry: &Entry) -> io::Result<()> {
        let text = ron::to_string(entry).map_err(io::Error::other)?;
        files::write(&self.own.join(format!("{plan}.ron")), text.as_bytes(), Existing::Replace)
    }

    /// The plan is saved, or its changes were given up.
    ///
    /// # Errors
    /// Those of the file system; none if nothing was written of it.
    pub fn forget(&self, plan: u64) -> io::Result<()> {
        match fs::remove_file(self.own.join(format!("{plan}.ron"))) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// What programs that are no more left behind, now this one's: no other is told of it. An entry
    /// that cannot be read stays where it is.
    pub fn take_over(&self) -> Vec<Left> {
        let mut taken = Vec::new();
        for folder in fs::read_dir(&self.all).into_iter().flatten().flatten() {
            let folder = folder.path();
            if folder != self.own {
                self.take_from(&folder, &mut taken);
            }
        }
        taken.sort_by(|one: &Left, other| (&one.entry.path, &one.path).cmp(&(&other.entry.path, &other.path)));
        taken
    }

    fn take_from(&self, folder: &Path, taken: &mut Vec<Left>) {
        // Without a lock file nothing was ever written there, or it is nobody's folder of ours.
        let Ok(lock) = File::open(folder.join(LOCK)) else { return };
        if lock.try_lock().is_err() {
            return;
        }
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        for file in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = file.path();
            if path.extension().is_none_or(|ending| ending != "ron") {
                continue;
            }
            let text = files::read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            let entry = text.and_then(|text| ron::from_str::<Entry>(&text).ok());
            let Some(entry) = entry.filter(|entry| entry.format == FORMAT) else { continue };
            let number = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let own = self.own.join(format!("left-{name}-{number}.ron"));
            if fs::rename(&path, &own).is_ok() {
                taken.push(Left { entry, path: own });
            }
        }
        let is_empty = fs::read_dir(folder).is_ok_and(|files| files.flatten().all(|file| file.file_name() == LOCK));
        if is_empty {
            // Another program that waits for the lock finds it gone, or finds nothing in it.
            let _ = fs::remove_file(folder.join(LOCK)).and_then(|()| fs::remove_dir(folder));
        }
    }
}

impl Drop for Journal {
    /// A program that ends in order leaves no empty folder.
    fn drop(&mut self) {
        let is_empty = fs::read_dir(&self.own).is_ok_and(|files| files.flatten().all(|file| file.file_name() == LOCK));
        if is_empty {
            let _ = fs::remove_file(self.own.join(LOCK)).and_then(|()| fs::remove_dir(&self.own));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(text: &str) -> Entry {
        Entry::new(Some(PathBuf::from("/方案.ron")), "方案.ron".to_owned(), Some("旧".to_owned()), text.to_owned())
    }

    fn begin(folder: &tempfile::TempDir) -> Journal {
        Journal::begin(&folder.path().join("journal")).expect("a journal")
    }

    /// As after a crash: the lock is gone, the files are there.
    fn crash(journal: Journal) -> PathBuf {
        let own = journal.own.clone();
        drop(journal);
        own
    }

    #[test]
    fn what_a_crash_leaves_is_found_by_one_program() {
        let folder = tempfile::tempdir().expect("folder");
        let first = begin(&folder);
        first.write(1, &entry("一")).expect("written");
        first.write(1, &entry("二\n\"引\"")).expect("written again");
        first.write(2, &entry("saved")).expect("written");
        first.forget(2).expect("forgotten");
        first.forget(3).expect("never written");
        let running = begin(&folder);
        running.write(1, &entry("other program")).expect("written");
        let own = crash(first);
        let (third, fourth) = (begin(&folder), begin(&folder));
        let left = third.take_over();
        assert_eq!(left.iter().map(|left| left.entry.text.as_str()).collect::<Vec<_>>(), ["二\n\"引\""]);
        assert_eq!(left[0].entry, entry("二\n\"引\""));
        assert!(fourth.take_over().is_empty() && !own.exists(), "it is told once, and what runs keeps its own");
        // The program that found it crashes as well before anybody answered.
        drop(left);
        crash(third);
        let left = fourth.take_over();
        assert_eq!(left.len(), 1);
        left.into_iter().for_each(|left| left.discard().expect("gone"));
        crash(fourth);
        assert_eq!(begin(&folder).take_over().len(), 0);
        drop(running);
    }

    #[test]
    fn what_cannot_be_read_stays() {
        let folder = tempfile::tempdir().expect("folder");
        let journal = begin(&folder);
        let own = journal.own.clone();
        for (name, text) in [("1.ron", "("), ("2.ron", "(format: 2)"), ("x.txt", "")] {
            fs::write(own.join(name), text).expect("written");
        }
        crash(journal);
        assert!(begin(&folder).take_over().is_empty());
        assert!(own.join("1.ron").exists() && own.join("2.ron").exists() && own.join("x.txt").exists());
    }

    #[test]
    fn a_program_that_ends_in_order_leaves_nothing() {
        let folder = tempfile::tempdir().expect("folder");
        let journal = begin(&folder);
        journal.write(1, &entry("x")).expect("written");
        journal.forget(1).expect("forgotten");
        drop(journal);
        assert_eq!(fs::read_dir(folder.path().join("journal")).expect("there").count(), 0);
    }
}
