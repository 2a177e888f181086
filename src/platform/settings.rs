//! Where the settings file lies.

use crate::limits::Limit;
use etcetera::BaseStrategy as _;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// The variable that names another settings file; empty, nothing is remembered.
pub const SETTINGS_VARIABLE: &str = "RESPONSIBILITY_MATRIX_SETTINGS";

/// The settings file: what [`SETTINGS_VARIABLE`] says, else `responsibility-matrix/settings.ron` in
/// the platform's folder for settings (`~/.config`, `%APPDATA%`). `None` if there is no such folder
/// or nothing is to be remembered.
pub fn path() -> Option<PathBuf> {
    from(std::env::var_os(SETTINGS_VARIABLE))
}

fn from(variable: Option<OsString>) -> Option<PathBuf> {
    match variable {
        Some(path) if path.is_empty() => None,
        Some(path) => Some(PathBuf::from(path)),
        None => {
            let strategy = etcetera::choose_base_strategy().ok()?;
            Some(strategy.config_dir().join("responsibility-matrix").join("settings.ron"))
        }
    }
}

/// Its text; `None` if there is no such file yet.
///
/// # Errors
/// If it is there and cannot be read.
pub fn read(path: &Path) -> io::Result<Option<String>> {
    match super::files::read_within(path, Limit::OwnFile) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Puts a file that cannot be read aside, so that the next one does not replace it; where it is now.
///
/// # Errors
/// Those of the file system.
pub fn keep_aside(path: &Path) -> io::Result<PathBuf> {
    let numbered = (2..).map(|number| format!("ron.unreadable-{number}"));
    let mut endings = std::iter::once("ron.unreadable".to_owned()).chain(numbered);
    // What was put aside before stays.
    let kept = endings.find_map(|ending| Some(path.with_extension(ending)).filter(|kept| !kept.exists()));
    let kept = kept.ok_or(io::ErrorKind::AlreadyExists)?;
    std::fs::rename(path, &kept)?;
    Ok(kept)
}

/// Writes it whole or not at all; its folder is made.
///
/// # Errors
/// Those of the file system.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    super::files::write(path, text.as_bytes(), super::files::Existing::Replace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_decides() {
        assert_eq!(from(Some("".into())), None);
        assert_eq!(from(Some("/x/y.ron".into())), Some(PathBuf::from("/x/y.ron")));
        assert!(from(None).is_none_or(|path| path.ends_with("responsibility-matrix/settings.ron")));
    }

    #[test]
    fn written_read_and_kept_aside() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("deep").join("settings.ron");
        assert_eq!(read(&path).expect("no file"), None);
        write(&path, "()").expect("written");
        assert_eq!(read(&path).expect("a file").as_deref(), Some("()"));
        let kept = keep_aside(&path).expect("renamed");
        assert_eq!((read(&path).expect("none").is_some(), kept.exists()), (false, true));
        write(&path, "(").expect("written");
        let second = keep_aside(&path).expect("renamed");
        assert_eq!(std::fs::read_to_string(kept).expect("there"), "()", "what was put aside before stays");
        assert_eq!(std::fs::read_to_string(second).expect("there"), "(");
    }
}
