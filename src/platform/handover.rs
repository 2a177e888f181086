//! Files handed to another program for a look: each in a private folder that nobody can guess, and
//! gone again once they are of no use.

use super::files::{self, Existing};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// What the folders are called, before some letters by chance.
const PREFIX: &str = "responsibility-matrix-view-";
/// A program has read what it was handed after so long.
const READ: Duration = Duration::from_secs(10 * 60);
/// What a program that ended badly left goes after so long.
const LEFT: Duration = Duration::from_secs(24 * 60 * 60);

/// The files that were handed over.
#[derive(Debug, Default)]
pub struct Handovers {
    folders: Mutex<Vec<(PathBuf, SystemTime)>>,
}

impl Handovers {
    /// Writes a file of this name into a folder of its own, which only this person can enter.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn write(&self, name: &str, bytes: &[u8], now: SystemTime) -> io::Result<PathBuf> {
        self.write_in(&std::env::temp_dir(), name, bytes, now)
    }

    fn write_in(&self, parent: &Path, name: &str, bytes: &[u8], now: SystemTime) -> io::Result<PathBuf> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).rand_bytes(16);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(fs::Permissions::from_mode(0o700));
        }
        let folder = builder.tempdir_in(parent)?.keep();
        sweep(parent, &folder, now);
        let path = folder.join(name);
        let written = files::write(&path, bytes, Existing::Keep);
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).push((folder, now));
        written.map(|()| path)
    }

    /// Takes away what has been read by now; the rest goes when a file is handed over on another day.
    pub fn clear(&self, now: SystemTime) {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.retain(|(folder, since)| {
            now.duration_since(*since).is_ok_and(|age| age < READ) || fs::remove_dir_all(folder).is_err()
        });
    }
}

/// Takes away folders of this person that were left long ago; `new` tells whose this person's are.
fn sweep(parent: &Path, new: &Path, now: SystemTime) {
    let Ok(own) = fs::symlink_metadata(new) else { return };
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        if entry.path() == new || !entry.file_name().to_string_lossy().starts_with(PREFIX) {
            continue;
        }
        let is_left = entry.metadata().is_ok_and(|about| {
            let age = about.modified().ok().and_then(|then| now.duration_since(then).ok());
            about.is_dir() && is_of_one_owner(&about, &own) && age.is_some_and(|age| age > LEFT)
        });
        if is_left {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(unix)]
fn is_of_one_owner(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    one.uid() == other.uid()
}

/// The folder of temporary files is the person's own there.
#[cfg(not(unix))]
fn is_of_one_owner(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_has_a_private_folder_that_goes() {
        let parent = tempfile::tempdir().expect("folder");
        let (handovers, now) = (Handovers::default(), SystemTime::now());
        let write =
            |handovers: &Handovers, now| handovers.write_in(parent.path(), "清单.pdf", b"x", now).expect("written");
        let (one, other) = (write(&handovers, now), write(&handovers, now));
        assert!(one != other && one.ends_with("清单.pdf") && fs::read(&one).expect("there") == b"x");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let folder = fs::metadata(one.parent().expect("a folder")).expect("there");
            assert_eq!(folder.permissions().mode() & 0o777, 0o700);
        }
        handovers.clear(now + READ / 2);
        assert!(one.exists(), "a viewer may be slow");
        handovers.clear(now + READ);
        assert!(!one.exists() && !other.exists());
        // A program that ended badly.
        let left = write(&Handovers::default(), now);
        write(&handovers, now + LEFT / 2);
        assert!(left.exists());
        write(&handovers, now + LEFT + READ);
        assert!(!left.exists());
    }
}
