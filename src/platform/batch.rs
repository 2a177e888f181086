//! Many files into one folder: each whole or not at all, one that fails does not stop the rest.

use super::files::{self, Existing};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Why one file of many is not there.
#[derive(Debug)]
pub enum FileFailure<E> {
    /// Its content could not be made.
    Made(E),
    /// It could not be written.
    Written(io::Error),
}

/// How far the work has come, told after each file.
#[derive(Debug)]
pub struct Progress<'a, E> {
    /// Files dealt with so far, this one included; from 1.
    pub done: usize,
    /// Files that are to be written.
    pub all: usize,
    /// The file that was tried.
    pub path: &'a Path,
    /// Whether it was written, and why not.
    pub result: Result<(), FileFailure<E>>,
}

/// How the whole work ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Files that are there.
    pub written: usize,
    /// Files that are not, though tried.
    pub failed: usize,
    /// Whether it was broken off before the last file.
    pub cancelled: bool,
}

/// Writes a file for each of `names` into `folder`, which must be there (see
/// [`files::make_folder`]). `make` gives the bytes of the file at a position; `report` is told of
/// each file and may break the work off. Files written before that stay.
pub fn write_each<E>(
    folder: &Path,
    names: &[PathBuf],
    existing: Existing,
    mut make: impl FnMut(usize) -> Result<Vec<u8>, E>,
    mut report: impl FnMut(Progress<'_, E>) -> ControlFlow<()>,
) -> Batch {
    let mut batch = Batch::default();
    for (position, name) in names.iter().enumerate() {
        let path = folder.join(name);
        let result = make(position)
            .map_err(FileFailure::Made)
            .and_then(|bytes| files::write(&path, &bytes, existing).map_err(FileFailure::Written));
        match result {
            Ok(()) => batch.written += 1,
            Err(_) => batch.failed += 1,
        }
        let done = position + 1;
        let going_on = report(Progress { done, all: names.len(), path: &path, result });
        if going_on.is_break() && done < names.len() {
            batch.cancelled = true;
            break;
        }
    }
    batch
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_does_not_stop_the_rest_but_a_cancel_does() {
        let folder = tempfile::tempdir().expect("folder");
        let names = ["a", "b", "c", "d"].map(PathBuf::from);
        let make = |position| if position == 1 { Err("no") } else { Ok(vec![b'x']) };
        let mut seen = Vec::new();
        let batch = write_each(folder.path(), &names, Existing::Keep, make, |progress| {
            seen.push((progress.done, progress.result.is_ok()));
            if progress.done == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(batch, Batch { written: 2, failed: 1, cancelled: true });
        assert_eq!(seen, [(1, true), (2, false), (3, true)]);
        assert!(folder.path().join("c").exists() && !folder.path().join("d").exists());
        let again = write_each(folder.path(), &names, Existing::Keep, make, |_| ControlFlow::Continue(()));
        assert_eq!(again, Batch { written: 1, failed: 3, cancelled: false }, "existing files are kept");
    }
}
