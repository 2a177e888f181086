//! Reading and writing whole files.

use crate::document::Document;
use crate::file::FileError;
use crate::limits::{Limit, Refused};
use crate::neutral;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The ending of records.
const RECORD_ENDING: &str = "record.ron";
/// What temporary files are called, before some letters by chance.
const TEMPORARY: &str = ".responsibility-matrix-";
const TEMPORARY_LETTERS: usize = 8;
/// No writing takes so long.
const LEFT_BEHIND: Duration = Duration::from_secs(60 * 60);

/// Why a plan file could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// The file could not be read.
    Read(io::Error),
    /// It is not a plan file.
    File(FileError),
}

/// For developers; what a person reads is in [`crate::lang`].
impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => write!(f, "the file cannot be read: {error}"),
            Self::File(error) => write!(f, "the file is no plan: {error}"),
        }
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(error) => Some(error),
            Self::File(error) => Some(error),
        }
    }
}

/// What to do when the file exists already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Leave it and fail with [`io::ErrorKind::AlreadyExists`].
    Keep,
    /// Replace it.
    Replace,
}

/// Tells two states of a file apart: when it was changed, and how long it is in bytes.
pub type Stamp = (Option<SystemTime>, u64);

/// The state of a file; `None` if it is not there.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let about = fs::metadata(path).ok()?;
    Some((about.modified().ok(), about.len()))
}

/// Whether two paths lead to one file that is there, by links too.
pub fn is_same(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}

/// The one path of a file, links followed; the path as it is where there is no such file.
pub fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Opens a plan file, with the notice beside it if the plan names one that can be read.
///
/// # Errors
/// If the file cannot be read or is not a plan file.
pub fn open_plan(path: &Path) -> Result<Document, OpenError> {
    let bytes = read_within(path, Limit::PlanFile).map_err(OpenError::Read)?;
    open_plan_as(path, &bytes)
}

/// The same of a plan file that said `bytes`, whatever it says now.
///
/// # Errors
/// If that is not a plan file.
pub fn open_plan_as(path: &Path, bytes: &[u8]) -> Result<Document, OpenError> {
    let mut document = Document::open(path.display().to_string(), bytes).map_err(OpenError::File)?;
    let source = document.plan.source.as_deref().and_then(|source| {
        // A plan names a file beside itself, never one elsewhere on the machine.
        let name = Path::new(source).file_name().filter(|name| *name == source)?;
        let bytes = read_within(&path.with_file_name(name), Limit::Text).ok()?;
        String::from_utf8(bytes).ok()
    });
    if let Some(text) = source {
        document.add_source(text);
    }
    Ok(document)
}

/// Where the record of a plan lies: `名称.record.ron` beside `名称.ron`.
pub fn record_beside(plan: &Path) -> PathBuf {
    plan.with_extension(RECORD_ENDING)
}

/// Whether there is a folder of this name.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a file is called as records are.
pub fn is_record(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(&format!(".{RECORD_ENDING}")))
}

/// The plan that a record lies beside: `名称.ron` of `名称.record.ron`; `None` for a file that is not called as records are.
pub fn plan_of_record(record: &Path) -> Option<PathBuf> {
    let name = record.file_name()?.to_string_lossy().into_owned();
    let stem = name.strip_suffix(&format!(".{RECORD_ENDING}")).filter(|stem| !stem.is_empty())?;
    Some(record.with_file_name(format!("{stem}.ron")))
}

/// Endings of what forms are saved as.
const FORM_ENDINGS: [&str; 9] = ["xlsx", "xlsm", "xls", "et", "ods", "docx", "doc", "odt", "rtf"];

/// The form itself, or the workbooks and documents in a folder and all folders in it. Hidden files are none.
///
/// # Errors
/// If a folder cannot be read.
pub fn forms_under(path: &Path) -> io::Result<Vec<PathBuf>> {
    files_under(path, |name| {
        let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| FORM_ENDINGS.contains(&ending.as_str()))
    })
}

/// The plan itself, or the plans in a folder and all folders in it, records left out. Hidden files are none.
///
/// # Errors
/// If a folder cannot be read.
pub fn plans_under(path: &Path) -> io::Result<Vec<PathBuf>> {
    files_under(path, |name| name.to_lowercase().ends_with(".ron") && !is_record(Path::new(name)))
}

/// The file itself, whatever it is called, or what is wanted of a folder and all folders in it, by name; what office
/// programs put beside an open file is nothing, nor is what is hidden. Links to folders are not followed.
fn files_under(path: &Path, is_wanted: impl Fn(&str) -> bool) -> io::Result<Vec<PathBuf>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || name.starts_with("~$") {
                continue;
            }
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if is_wanted(&name) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// All bytes of a plan or record.
///
/// # Errors
/// As [`read_within`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_within(path, Limit::PlanFile)
}

/// All bytes of a file of at most so many.
///
/// # Errors
/// Those of the file system; [`Refused`] for a larger one and for what is no file: a pipe never ends, and to open one
/// waits for whoever writes into it.
pub fn read_within(path: &Path, limit: Limit) -> io::Result<Vec<u8>> {
    let about = fs::metadata(path)?;
    if !about.is_file() {
        // Of a folder the system says so itself.
        if about.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        return Err(io::Error::other(Refused::NoFile));
    }
    if about.len() > limit.value() {
        return Err(io::Error::other(Refused::TooLarge(limit)));
    }
    bounded(fs::File::open(path)?, limit)
}

/// All bytes of standard input, or of whatever else has no name.
///
/// # Errors
/// Those of reading; [`Refused::TooLarge`].
pub fn bounded(input: impl io::Read, limit: Limit) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(limit.value() + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit.value() { Err(io::Error::other(Refused::TooLarge(limit))) } else { Ok(bytes) }
}

/// Writes a file whole or not at all: to a temporary file in the same folder, flushed to disk,
/// then renamed over the old one. A link is followed, so that the file it leads to is replaced.
///
/// # Errors
/// Those of the file system; [`io::ErrorKind::AlreadyExists`] with [`Existing::Keep`]. After an
/// error the old file is as it was.
pub fn write(path: &Path, bytes: &[u8], existing: Existing) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // A pipe or a device would be replaced by a file of its name.
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return Err(io::Error::other(Refused::NoFile));
    }
    if old.is_some() && existing == Existing::Keep {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    sweep_once(folder);
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY).rand_bytes(TEMPORARY_LETTERS);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Temporary files are private by default; what a person exports is an ordinary file.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    if let Some(old) = &old {
        // All of them: what a new file gets is cut by the person's own mask.
        file.as_file().set_permissions(old.permissions())?;
    }
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    match existing {
        Existing::Keep => file.persist_noclobber(&target).map_err(|error| error.error)?,
        Existing::Replace => file.persist(&target).map_err(|error| error.error)?,
    };
    Ok(())
}

/// Sweeps a folder that is written to, once as long as the program runs.
fn sweep_once(folder: &Path) {
    static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    if SWEPT.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned()) {
        sweep(folder);
    }
}

/// Takes away temporary files that writers which were killed left in a folder: those of our name that
/// nobody touched for an hour. Whatever cannot be told or taken away stays.
fn sweep(folder: &Path) {
    let now = SystemTime::now();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let letters = name.to_str().and_then(|name| name.strip_prefix(TEMPORARY));
        let is_ours = letters.is_some_and(|letters| {
            letters.len() == TEMPORARY_LETTERS && letters.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        // Not of what a link leads to.
        let is_left = is_ours
            && entry.metadata().is_ok_and(|about| {
                let age = about.modified().ok().and_then(|then| now.duration_since(then).ok());
                about.is_file() && age.is_some_and(|age| age > LEFT_BEHIND)
            });
        if is_left {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Makes a folder that only this person can enter, and those above it that are missing.
///
/// # Errors
/// Those of the file system.
pub fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// A path for a new file in the person's home folder, or where the program was started.
pub fn in_home(name: &str) -> PathBuf {
    std::env::home_dir().unwrap_or_default().join(name)
}

/// Makes the folder if it is missing; its parent must be there.
///
/// # Errors
/// Those of the file system; [`io::ErrorKind::NotADirectory`] if a file stands there.
pub fn make_folder(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if path.is_dir() {
                Ok(())
            } else {
                Err(io::ErrorKind::NotADirectory.into())
            }
        }
        other => other,
    }
}

/// File names for a list of titles, safe on Windows, Linux and Macs, all different even where case or composition does
/// not count: `甲/乙` → `甲_乙.csv`, a second one `甲_乙 (2).csv`.
pub fn file_names<'a>(titles: impl IntoIterator<Item = &'a str>, ending: &str) -> Vec<PathBuf> {
    let mut taken: HashSet<String> = HashSet::new();
    // How far the numbers of a stem have come.
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut names = Vec::new();
    for title in titles {
        let stem = neutral::file_stem(title);
        let count = counts.entry(neutral::same_name(&stem)).or_insert(0);
        let name = loop {
            *count += 1;
            let name = if *count == 1 { format!("{stem}.{ending}") } else { format!("{stem} ({count}).{ending}") };
            if taken.insert(neutral::same_name(&name)) {
                break name;
            }
        };
        names.push(PathBuf::from(name));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_different() {
        let titles = ["县司法局", "a/b:c", "A_B_C", "nul", "COM1.x", "...", "x. ", "县司法局"];
        let names = file_names(titles, "csv");
        let expected = [
            "县司法局.csv",
            "a_b_c.csv",
            "A_B_C (2).csv",
            "_nul.csv",
            "_COM1.x.csv",
            "_.csv",
            "x.csv",
            "县司法局 (2).csv",
        ];
        assert_eq!(names, expected.map(PathBuf::from));
        assert!(neutral::file_stem(&"县".repeat(200)).len() <= 181);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("x.csv");
        write(&path, b"old", Existing::Keep).expect("new file");
        let error = write(&path, b"new", Existing::Keep).expect_err("exists");
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).expect("readable"), b"old");
        write(&path, b"new", Existing::Replace).expect("replaced");
        assert_eq!(fs::read(&path).expect("readable"), b"new");
        assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 1, "no temporary file stays");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_is_replaced_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("x.ron");
        for mode in [0o600, 0o664, 0o640] {
            fs::write(&path, "old").expect("written");
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("allowed");
            write(&path, b"new", Existing::Replace).expect("replaced");
            assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, mode);
        }
    }

    #[test]
    fn only_our_own_files_that_lie_long_are_swept() {
        let folder = tempfile::tempdir().expect("folder");
        let lay = |name: &str, hours: u64| {
            let path = folder.path().join(name);
            let file = fs::File::create(&path).expect("made");
            file.set_modified(SystemTime::now() - Duration::from_secs(hours * 3600)).expect("dated");
            path
        };
        let left = lay(".responsibility-matrix-Ab12Cd34", 2);
        let others = [
            lay(".responsibility-matrix-Ab12Cd35", 0),
            lay(".responsibility-matrix-notes", 48),
            lay(".responsibility-matrix-Ab12Cd3.", 48),
            lay("responsibility-matrix-Ab12Cd34", 48),
        ];
        sweep(folder.path());
        assert!(!left.exists());
        assert!(others.iter().all(|other| other.exists()));
    }
}
