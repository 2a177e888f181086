//! How much a PDF unpacks to, measured before anybody unpacks it.

use crate::import::ImportError;
use crate::limits::Limit;
use std::io::{Read, sink};

/// Pictures are not unpacked.
const PICTURE: &[u8] = b"/Image";
/// Bytes before a stream in which its kind stands.
const HEAD: usize = 512;

/// Unpacks every stream into nothing.
///
/// # Errors
/// [`ImportError::TooLarge`] beyond what any plan has.
pub(super) fn measure(bytes: &[u8]) -> Result<(), ImportError> {
    measure_within(bytes, Limit::PdfUnpacked.value())
}

fn measure_within(bytes: &[u8], most: u64) -> Result<(), ImportError> {
    let mut left = most;
    let mut covered = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let is_end = at >= 3 && &bytes[at - 3..at] == b"end";
        if is_end || at < covered {
            continue;
        }
        let head = &bytes[at.saturating_sub(HEAD)..at];
        let own = memchr::memmem::rfind(head, b"obj").map_or(head, |from| &head[from..]);
        if memchr::memmem::find(own, PICTURE).is_some() {
            continue;
        }
        let data = &bytes[at + b"stream".len()..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let (taken, unpacked) = inflated(data, left);
        covered = at + taken;
        left = left.checked_sub(unpacked).filter(|left| *left > 0).ok_or(ImportError::TooLarge(Limit::PdfUnpacked))?;
    }
    Ok(())
}

/// How many bytes of `data` are packed, and how many they unpack to; no more than `most` are unpacked.
fn inflated(data: &[u8], most: u64) -> (usize, u64) {
    let mut reader = flate2::read::ZlibDecoder::new(data);
    let unpacked = std::io::copy(&mut reader.by_ref().take(most), &mut sink());
    // What is damaged unpacks as far as it goes.
    (usize::try_from(reader.total_in()).unwrap_or(0), unpacked.unwrap_or(0).max(reader.total_out()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let packed = |length: usize| {
            let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            writer.write_all(&vec![b' '; length]).expect("memory");
            writer.finish().expect("memory")
        };
        let file = |kind: &str, length: usize| {
            let mut bytes = format!("%PDF-1.7\n1 0 obj << {kind} >>\nstream\r\n").into_bytes();
            bytes.extend(packed(length));
            bytes.extend(b"\nendstream endobj\n");
            bytes
        };
        assert_eq!(measure_within(&file("/Filter /FlateDecode", 90_000), 100_000), Ok(()));
        assert_eq!(
            measure_within(&file("/Filter /FlateDecode", 110_000), 100_000),
            Err(ImportError::TooLarge(Limit::PdfUnpacked))
        );
        assert_eq!(measure_within(&file("/Subtype /Image", 110_000), 100_000), Ok(()));
        assert_eq!(measure_within(b"stream\nendstream stream", 100_000), Ok(()));
    }
}
