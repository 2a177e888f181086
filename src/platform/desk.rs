//! Who is at work on a plan: a notice beside its file while it is being edited, so that a second
//! clerk on a shared folder is told. It keeps nobody from anything.

use super::files;
use crate::limits::Limit;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A notice that nobody renewed for so long was left behind.
pub const STALE: Duration = Duration::from_secs(12 * 60 * 60);

/// Who edits a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clerk {
    /// The person's name on their machine.
    pub user: String,
    /// The machine.
    pub host: String,
    /// The program, by its number on the machine.
    pub process: u32,
    /// Since when, in seconds since 1970 (UTC).
    pub since: u64,
}

impl Clerk {
    /// This program, beginning at `now`.
    pub fn here(now: SystemTime) -> Self {
        let user = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(std::env::var_os).unwrap_or_default();
        Self {
            user: user.to_string_lossy().into_owned(),
            host: gethostname::gethostname().to_string_lossy().into_owned(),
            process: std::process::id(),
            since: now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs(),
        }
    }

    /// `user@host`; what the system does not tell is left out.
    pub fn name(&self) -> String {
        let known = [&self.user, &self.host].map(String::as_str);
        known.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("@")
    }

    fn is_same_program(&self, other: &Self) -> bool {
        (&self.host, self.process) == (&other.host, other.process)
    }

    /// Whether it is known to run no more. A running program holds its notice's lock; only those of
    /// this machine are asked, since a folder that machines share may keep locks to each of them.
    fn is_gone(&self, notice: &Path, here: &Self) -> bool {
        let is_free = |notice: File| notice.try_lock().is_ok();
        self.host == here.host && File::open(notice).is_ok_and(is_free)
    }
}

/// A notice of this program, taken away when it is dropped.
#[derive(Debug)]
pub struct DeskNotice {
    path: PathBuf,
    clerk: Clerk,
    /// Locked, where the file system knows locks: whoever finds it free knows that the program is gone.
    _file: File,
}

/// Where the notice of a plan lies: `.~方案.ron.editing` beside `方案.ron`.
pub fn notice_path(plan: &Path) -> Option<PathBuf> {
    let mut name = OsString::from(".~");
    name.push(plan.file_name()?);
    name.push(".editing");
    Some(plan.with_file_name(name))
}

/// Who else edits a plan, as far as a notice says so and is not stale at `now`.
pub fn other_clerk(plan: &Path, here: &Clerk, now: SystemTime) -> Option<Clerk> {
    let path = notice_path(plan)?;
    let written = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
    let clerk = read(&path)?;
    let age = written.modified().ok().and_then(|then| now.duration_since(then).ok()).unwrap_or_default();
    (!clerk.is_same_program(here) && !clerk.is_gone(&path, here) && age < STALE).then_some(clerk)
}

fn read(path: &Path) -> Option<Clerk> {
    ron::from_str(&String::from_utf8(files::read_within(path, Limit::OwnFile).ok()?).ok()?).ok()
}

impl DeskNotice {
    /// Lays a notice beside the file of a plan, unless another program's lies there that counts;
    /// a stale one gives way.
    ///
    /// # Errors
    /// Those of the file system; [`io::ErrorKind::AlreadyExists`] if another one counts.
    pub fn lay(plan: &Path, clerk: &Clerk, now: SystemTime) -> io::Result<Self> {
        if other_clerk(plan, clerk, now).is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let path = notice_path(plan).ok_or(io::ErrorKind::InvalidInput)?;
        let text = ron::to_string(clerk).map_err(io::Error::other)?;
        if let Err(error) = fs::remove_file(&path)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error);
        }
        // Never through a link that somebody planted, and one of two that come at once is told.
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&path)?;
        // Before it names anybody, so that nobody finds it named and free. Shared: others may read it.
        let _ = file.lock_shared();
        file.write_all(text.as_bytes())?;
        Ok(Self { path, clerk: clerk.clone(), _file: file })
    }

    /// Says that it still counts at `now`.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn renew(&self, now: SystemTime) -> io::Result<()> {
        fs::OpenOptions::new().append(true).open(&self.path)?.set_modified(now)
    }
}

impl Drop for DeskNotice {
    fn drop(&mut self) {
        // Somebody else's may lie there by now.
        if read(&self.path).is_some_and(|clerk| clerk == self.clerk) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> SystemTime {
        SystemTime::now()
    }

    fn elsewhere() -> Clerk {
        Clerk { user: "张三".into(), host: "another-machine".into(), process: 4_000_000_000, since: 1_764_120_600 }
    }

    #[test]
    fn a_second_clerk_is_told_who() {
        let folder = tempfile::tempdir().expect("folder");
        let plan = folder.path().join("方案.ron");
        let here = Clerk::here(now());
        assert_eq!(other_clerk(&plan, &here, now()), None);
        let notice = DeskNotice::lay(&plan, &elsewhere(), now()).expect("laid");
        assert_eq!(other_clerk(&plan, &here, now()), Some(elsewhere()));
        assert_eq!(other_clerk(&plan, &here, now()).expect("told").name(), "张三@another-machine");
        assert_eq!(other_clerk(&plan, &elsewhere(), now()), None, "one's own is none");
        let error = DeskNotice::lay(&plan, &here, now()).expect_err("it counts");
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        drop(notice);
        assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 0);
    }

    #[test]
    fn a_clerk_whom_the_system_does_not_name_is_called_by_the_machine() {
        let nobody = Clerk { user: String::new(), ..elsewhere() };
        assert_eq!(nobody.name(), "another-machine");
    }

    #[test]
    fn what_was_left_behind_gives_way() {
        let folder = tempfile::tempdir().expect("folder");
        let plan = folder.path().join("方案.ron");
        let here = Clerk::here(now());
        let left = DeskNotice::lay(&plan, &elsewhere(), now()).expect("laid");
        let later = now() + STALE + Duration::from_secs(60);
        assert_eq!(other_clerk(&plan, &here, later), None);
        left.renew(later).expect("renewed");
        assert!(other_clerk(&plan, &here, later).is_some());
        std::mem::forget(left);
        let notice = notice_path(&plan).expect("a path");
        fs::remove_file(&notice).expect("taken away");
        let neighbour = Clerk { host: here.host.clone(), ..elsewhere() };
        let text = ron::to_string(&neighbour).expect("text");
        let running = DeskNotice::lay(&plan, &neighbour, now()).expect("laid");
        assert_eq!(other_clerk(&plan, &here, now()), Some(neighbour), "that program of this machine runs");
        drop(running);
        // A crash leaves the notice, and the system takes its lock away.
        fs::write(&notice, text).expect("written");
        assert_eq!(other_clerk(&plan, &here, now()), None, "that program runs no more");
        drop(DeskNotice::lay(&plan, &here, now()).expect("it gave way"));
        fs::write(notice_path(&plan).expect("a path"), "something else").expect("written");
        assert_eq!(other_clerk(&plan, &here, now()), None);
    }

    #[test]
    fn a_notice_that_is_somebody_elses_by_now_stays() {
        let folder = tempfile::tempdir().expect("folder");
        let plan = folder.path().join("方案.ron");
        let first = DeskNotice::lay(&plan, &elsewhere(), now()).expect("laid");
        let second = Clerk { user: "李四".into(), ..elsewhere() };
        let path = notice_path(&plan).expect("a path");
        fs::write(&path, ron::to_string(&second).expect("text")).expect("written");
        drop(first);
        assert!(path.exists());
    }
}
