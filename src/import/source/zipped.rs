//! Zip files: their parts, and no more of them than fits a document.

use crate::import::ImportError;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// A part of a document is not larger than this, in bytes; real ones have a few MB.
const LARGEST_PART: u64 = 64 << 20;
/// All parts together.
const LARGEST: u64 = 192 << 20;
/// Files in one document.
const MOST_PARTS: usize = 20_000;

pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The archive that bytes hold.
pub(super) fn open(bytes: &[u8]) -> Result<Archive<'_>, ImportError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
    if archive.len() > MOST_PARTS { Err(ImportError::TooLarge) } else { Ok(archive) }
}

/// A part as text; `None` if there is no such part.
pub(super) fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, ImportError> {
    let Some(index) = archive.index_for_name(name) else { return Ok(None) };
    let file = archive.by_index(index).map_err(|_| ImportError::Damaged)?;
    let mut bytes = Vec::new();
    file.take(LARGEST_PART + 1).read_to_end(&mut bytes).map_err(|_| ImportError::Damaged)?;
    if bytes.len() as u64 > LARGEST_PART {
        return Err(ImportError::TooLarge);
    }
    String::from_utf8(bytes).map(Some).map_err(|_| ImportError::Damaged)
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
        let mut limited = file.take(LARGEST_PART + 1);
        let size = std::io::copy(&mut limited, &mut std::io::sink()).map_err(|_| ImportError::Damaged)?;
        all += size;
        if size > LARGEST_PART || all > LARGEST {
            return Err(ImportError::TooLarge);
        }
    }
    Ok(())
}
