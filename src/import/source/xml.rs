//! The XML of text documents, walked once: what opens, closes and is said, with nothing of what is no text.

use crate::import::ImportError;
use quick_xml::Reader;
use quick_xml::XmlVersion::Implicit1_0;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// What is done on the way.
pub(super) trait Visit {
    /// An element begins.
    fn open(&mut self, name: &str, tag: &BytesStart<'_>);
    /// An element without content.
    fn empty(&mut self, name: &str, tag: &BytesStart<'_>);
    /// An element ends.
    fn close(&mut self, _name: &str) {}
    /// Words between two tags.
    fn text(&mut self, _words: &str) {}
    /// Whether anything was read so far.
    fn has_words(&self) -> bool {
        true
    }
}

/// Goes through a part; elements of these names are passed over with all that is in them.
///
/// # Errors
/// [`ImportError::Damaged`] if the part breaks off before anything was read; else what was read is kept.
pub(super) fn walk(xml: &str, no_text: &[&str], visit: &mut impl Visit) -> Result<(), ImportError> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut skipping: Option<(String, usize)> = None;
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(_) if visit.has_words() => return Ok(()),
            Err(_) => return Err(ImportError::Damaged),
        };
        if let Some((name, depth)) = &mut skipping {
            match &event {
                Event::Start(tag) if tag.local_name().as_ref() == name => *depth += 1,
                Event::End(tag) if tag.local_name().as_ref() == name => *depth -= 1,
                Event::Eof => return Ok(()),
                _ => {}
            }
            if *depth == 0 {
                skipping = None;
            }
            continue;
        }
        match &event {
            Event::Start(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                if no_text.contains(&name.as_str()) {
                    skipping = Some((name, 1));
                } else {
                    visit.open(&name, tag);
                }
            }
            Event::Empty(tag) => visit.empty(tag.local_name().as_ref(), tag),
            Event::End(tag) => visit.close(tag.local_name().as_ref()),
            Event::Text(text) => visit.text(&text.xml_content(Implicit1_0)),
            Event::CData(text) => visit.text(&text.xml_content(Implicit1_0)),
            Event::GeneralRef(reference) => {
                if let Some(c) = resolved(reference) {
                    visit.text(c.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn resolved(reference: &BytesRef<'_>) -> Option<char> {
    let name: &str = reference;
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}

/// An attribute, whatever its prefix.
pub(super) fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    attribute.normalized_value(Implicit1_0).ok().map(|value| value.into_owned())
}
