//! Zip files: their parts, and no more of them than fits a document.

use crate::import::ImportError;
use crate::limits::Limit;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The archive that bytes hold.
pub(super) fn open(bytes: &[u8]) -> Result<Archive<'_>, ImportError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
    if archive.len() > Limit::Parts.count() { Err(ImportError::TooLarge(Limit::Parts)) } else { Ok(archive) }
}

/// A part as text; `None` if there is no such part.
pub(super) fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, ImportError> {
    let Some(index) = archive.index_for_name(name) else { return Ok(None) };
    let file = archive.by_index(index).map_err(|_| ImportError::Damaged)?;
    let mut bytes = Vec::new();
    file.take(Limit::Part.value() + 1).read_to_end(&mut bytes).map_err(|_| ImportError::Damaged)?;
    if bytes.len() > Limit::Part.count() {
        return Err(ImportError::TooLarge(Limit::Part));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| ImportError::Damaged)
}

/// The first bytes of a part, `most` of them.
pub(super) fn beginning(archive: &mut Archive<'_>, name: &str, most: u64) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    let file = archive.by_name(name).map_err(|_| ImportError::Damaged)?;
    file.take(most).read_to_end(&mut bytes).map_err(|_| ImportError::Damaged)?;
    Ok(bytes)
}

/// What a document of the open formats says that it is.
pub(super) fn mimetype(archive: &mut Archive<'_>) -> Option<String> {
    const LONGEST: u64 = 200;
    let index = archive.index_for_name("mimetype")?;
    let mut words = String::new();
    archive.by_index(index).ok()?.take(LONGEST).read_to_string(&mut words).ok()?;
    Some(words.trim().to_owned())
}

/// Unpacks everything into nothing, and stops where it is too much: sizes in a zip can lie.
pub(super) fn measure(archive: &mut Archive<'_>) -> Result<(), ImportError> {
    let mut all = 0;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| ImportError::Damaged)?;
        // Pictures are not unpacked.
        if file.name().is_ok_and(|name| name.starts_with("xl/media/")) {
            continue;
        }
        let mut limited = file.take(Limit::Part.value() + 1);
        let size = std::io::copy(&mut limited, &mut std::io::sink()).map_err(|_| ImportError::Damaged)?;
        all += size;
        if size > Limit::Part.value() {
            return Err(ImportError::TooLarge(Limit::Part));
        }
        if all > Limit::Unpacked.value() {
            return Err(ImportError::TooLarge(Limit::Unpacked));
        }
    }
    Ok(())
}
