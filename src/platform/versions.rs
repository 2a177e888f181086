//! Earlier versions of plans, kept in the settings folder: what a file said before it was saved over.
//!
//! Each plan has a folder of its own, named after its file and a number made of its canonical path;
//! `path.txt` in it says which file it is. A version is the file's bytes, named by when it was kept.

use super::files::{self, Existing};
use crate::limits::Limit;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// So many versions of each plan are kept …
pub const MOST_OF_A_PLAN: usize = 10;
/// … and so many bytes in all; the oldest goes first, of whatever plan.
pub const MOST_BYTES: u64 = 200 * 1024 * 1024;

/// A version of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The copy in the settings folder.
    pub path: PathBuf,
    /// When it was kept: until then the plan's file said this.
    pub kept: SystemTime,
    /// Size of the copy in bytes.
    pub size: u64,
}

/// The versions of all plans.
#[derive(Clone, Debug)]
pub struct Versions {
    folder: PathBuf,
    most_bytes: u64,
}

impl Versions {
    /// The versions beside a settings file.
    pub fn beside(settings: &Path) -> Self {
        Self::within(settings.with_file_name("versions"), MOST_BYTES)
    }

    /// The versions in `folder`, which need not be there, at most `most_bytes` in all.
    pub fn within(folder: PathBuf, most_bytes: u64) -> Self {
        Self { folder, most_bytes }
    }

    /// Keeps what the file of a plan says at `now`, before it is written over; nothing if the last
    /// version says the same. Older ones make room.
    ///
    /// # Errors
    /// Those of the file system; then no version may have been kept.
    pub fn keep(&self, plan: &Path, bytes: &[u8], now: SystemTime) -> io::Result<()> {
        let plan = fs::canonicalize(plan)?;
        let folder = self.folder_of(&plan, true)?;
        let versions = listed(&folder);
        if versions.first().is_some_and(|last| fs::read(&last.path).is_ok_and(|there| there == bytes)) {
            return Ok(());
        }
        let millis = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        // Two in one moment, or a clock that was put back: still in the order they came.
        let last = versions.first().and_then(|last| last.kept.duration_since(UNIX_EPOCH).ok());
        let millis = last.map_or(millis, |last| millis.max(last.as_millis() + 1));
        files::write(&folder.join(format!("{millis:015}.ron")), bytes, Existing::Keep)?;
        for old in listed(&folder).drain(..).skip(MOST_OF_A_PLAN) {
            fs::remove_file(old.path)?;
        }
        self.make_room()
    }

    /// The versions of a plan's file, the newest first; none if none were kept.
    ///
    /// # Errors
    /// Those of the file system, if none can be kept there.
    pub fn of(&self, plan: &Path) -> io::Result<Vec<Version>> {
        let plan = fs::canonicalize(plan).or_else(|_| std::path::absolute(plan))?;
        match self.folder_of(&plan, false) {
            Ok(folder) => Ok(listed(&folder)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// The folder of a plan: the first of its names that is free or its own.
    fn folder_of(&self, plan: &Path, make: bool) -> io::Result<PathBuf> {
        let mut hasher = DefaultHasher::new();
        plan.hash(&mut hasher);
        let stem = plan.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let mut stem = crate::neutral::file_stem(&stem);
        stem.truncate(stem.floor_char_boundary(60));
        let mut number = hasher.finish();
        loop {
            let folder = self.folder.join(format!("{stem}-{number:016x}"));
            let name = folder.join("path.txt");
            match files::read_within(&name, Limit::OwnFile) {
                Ok(own) if own == plan.to_string_lossy().as_bytes() => return Ok(folder),
                Ok(_) => number = number.wrapping_add(1),
                Err(error) if !make => return Err(error),
                Err(_) => {
                    files::make_private(&folder)?;
                    files::write(&name, plan.to_string_lossy().as_bytes(), Existing::Replace)?;
                    return Ok(folder);
                }
            }
        }
    }

    fn make_room(&self) -> io::Result<()> {
        let mut all: Vec<Version> = Vec::new();
        for folder in fs::read_dir(&self.folder)? {
            all.extend(listed(&folder?.path()));
        }
        all.sort_by_key(|version| version.kept);
        let mut bytes: u64 = all.iter().map(|version| version.size).sum();
        for version in all {
            if bytes <= self.most_bytes {
                break;
            }
            fs::remove_file(&version.path)?;
            bytes -= version.size;
            let folder = version.path.parent().filter(|folder| listed(folder).is_empty());
            if let Some(folder) = folder {
                fs::remove_dir_all(folder)?;
            }
        }
        Ok(())
    }
}

/// The versions in a plan's folder, the newest first.
fn listed(folder: &Path) -> Vec<Version> {
    let version = |entry: fs::DirEntry| {
        let path = entry.path();
        let millis: u64 = path.file_stem()?.to_str()?.parse().ok()?;
        let size = entry.metadata().ok().filter(fs::Metadata::is_file)?.len();
        Some(Version { path, kept: UNIX_EPOCH + Duration::from_millis(millis), size })
    };
    let mut versions: Vec<Version> =
        fs::read_dir(folder).into_iter().flatten().filter_map(|entry| version(entry.ok()?)).collect();
    versions.sort_by_key(|version| std::cmp::Reverse(version.kept));
    versions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_700_000_000 + second)
    }

    struct Place {
        folder: tempfile::TempDir,
    }

    impl Place {
        fn new() -> Self {
            Self { folder: tempfile::tempdir().expect("folder") }
        }

        fn plan(&self, name: &str) -> PathBuf {
            let path = self.folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folder");
            fs::write(&path, "now").expect("written");
            path
        }

        fn versions(&self, most: u64) -> Versions {
            Versions::within(self.folder.path().join("settings").join("versions"), most)
        }
    }

    fn texts(versions: &[Version]) -> Vec<String> {
        versions.iter().map(|version| fs::read_to_string(&version.path).expect("a version")).collect()
    }

    #[test]
    fn the_last_ten_of_each_plan_are_kept() {
        let place = Place::new();
        let versions = place.versions(MOST_BYTES);
        // One name in two folders: two plans.
        let (one, other) = (place.plan("一/方案.ron"), place.plan("二/方案.ron"));
        assert_eq!(versions.of(&one).expect("listed"), []);
        for second in 0..13 {
            versions.keep(&one, format!("{second}").as_bytes(), at(second)).expect("kept");
        }
        versions.keep(&other, b"x", at(0)).expect("kept");
        let kept = versions.of(&one).expect("listed");
        assert_eq!(texts(&kept), (3..13).rev().map(|second| second.to_string()).collect::<Vec<_>>());
        assert_eq!((kept[0].kept, kept[0].size), (at(12), 2));
        assert_eq!(texts(&versions.of(&other).expect("listed")), ["x"]);
    }

    #[test]
    fn what_did_not_change_is_kept_once_and_a_clock_put_back_mixes_nothing_up() {
        let place = Place::new();
        let versions = place.versions(MOST_BYTES);
        let plan = place.plan("x.ron");
        for (text, second) in [("a", 5), ("a", 6), ("b", 1), ("c", 1)] {
            versions.keep(&plan, text.as_bytes(), at(second)).expect("kept");
        }
        assert_eq!(texts(&versions.of(&plan).expect("listed")), ["c", "b", "a"]);
    }

    #[test]
    fn the_oldest_of_whatever_plan_makes_room() {
        let place = Place::new();
        let versions = place.versions(8);
        let (one, other) = (place.plan("a.ron"), place.plan("b.ron"));
        for (plan, text, second) in [(&one, "1111", 1), (&other, "2222", 2), (&one, "333", 3), (&one, "44444", 4)] {
            versions.keep(plan, text.as_bytes(), at(second)).expect("kept");
        }
        assert_eq!(
            (texts(&versions.of(&one).expect("listed")), versions.of(&other).expect("listed")),
            (vec!["44444".into(), "333".into()], vec![])
        );
        versions.keep(&one, &[b'x'; 9], at(5)).expect("more than fits");
        assert_eq!(versions.of(&one).expect("listed"), [], "nothing is kept beyond the limit");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_leads_to_the_versions_of_its_file_which_nobody_else_reads() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let place = Place::new();
        let versions = place.versions(MOST_BYTES);
        let plan = place.plan("x.ron");
        let link = place.folder.path().join("link.ron");
        symlink(&plan, &link).expect("a link");
        versions.keep(&link, b"1", at(1)).expect("kept");
        let kept = versions.of(&plan).expect("listed");
        assert_eq!(texts(&kept), ["1"]);
        let folder = kept[0].path.parent().expect("a folder");
        assert_eq!(fs::metadata(folder).expect("there").permissions().mode() & 0o077, 0);
    }
}
