//! Entries of a file, `( field: value, … )`, read field by field: what is wrong in one of them is one complaint,
//! and the rest is read all the same.

use super::fields::Raw;
use crate::finding::{Expected, Kind};
use crate::model::text;
use std::ops::Range;

/// Fields of one entry, each taken once; what is left over is unknown.
pub(super) struct Entry<'a> {
    /// Where it stands.
    pub place: Range<usize>,
    fields: Vec<(String, Raw<'a>)>,
}

impl<'a> Entry<'a> {
    /// The value of a field.
    pub fn get(&self, field: &str) -> Option<Raw<'a>> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, raw)| *raw)
    }
}

/// Reads entries and keeps what is wrong in them.
pub(super) trait Complaints {
    /// Keeps a complaint about these bytes of the file.
    fn complain(&mut self, kind: Kind, place: Range<usize>, words: &str);

    fn wrong_type(&mut self, field: &str, expected: Expected, raw: &Raw<'_>) {
        let kind = Kind::WrongType { field: field.to_owned(), expected };
        self.complain(kind, raw.span(), &beginning(raw));
    }

    /// Opens `( … )` and complains of fields that are not `known` or come twice.
    fn entry<'a>(&mut self, name: &str, raw: &Raw<'a>, known: &[&'static str]) -> Option<Entry<'a>> {
        let Some(fields) = raw.fields() else {
            self.wrong_type(name, Expected::Struct, raw);
            return None;
        };
        let mut kept: Vec<(String, Raw<'a>)> = Vec::with_capacity(fields.len());
        for (field, value) in fields {
            if !known.contains(&field.as_str()) {
                let near = text::closest(&field, known.iter().copied());
                let near = known.iter().copied().find(|name| Some(*name) == near);
                self.complain(Kind::UnknownField { field: field.clone(), near }, raw.name_span(&field, &value), &field);
            } else if kept.iter().any(|(name, _)| *name == field) {
                self.complain(Kind::RepeatedField { field: field.clone() }, raw.name_span(&field, &value), &field);
            } else {
                kept.push((field, value));
            }
        }
        Some(Entry { place: raw.span(), fields: kept })
    }

    fn text(&mut self, entry: &Entry<'_>, field: &'static str) -> Option<(String, Range<usize>)> {
        let raw = entry.get(field)?;
        let text = self.plain_text(field, &raw)?;
        Some((text, raw.span()))
    }

    fn required_text(&mut self, entry: &Entry<'_>, field: &'static str) -> (String, Range<usize>) {
        let found = self.text(entry, field);
        let missing = match &found {
            Some((text, _)) => text.trim().is_empty(),
            None => entry.get(field).is_none(),
        };
        if missing {
            let place = found.as_ref().map_or(entry.place.start..entry.place.start + 1, |(_, place)| place.clone());
            self.complain(Kind::MissingField { field }, place, field);
        }
        found.unwrap_or_default()
    }

    fn optional_text(&mut self, entry: &Entry<'_>, field: &'static str) -> Option<String> {
        self.text(entry, field).map(|(text, _)| text)
    }

    fn plain_text(&mut self, field: &str, raw: &Raw<'_>) -> Option<String> {
        let text = unescaped(raw.text()).map(str::to_owned).or_else(|| raw.plain::<String>());
        if text.is_none() {
            self.wrong_type(field, Expected::Text, raw);
        }
        text
    }

    fn list<'a>(&mut self, entry: &Entry<'a>, field: &'static str) -> Vec<Raw<'a>> {
        let Some(raw) = entry.get(field) else { return Vec::new() };
        raw.items().unwrap_or_else(|| {
            self.wrong_type(field, Expected::List, &raw);
            Vec::new()
        })
    }

    fn map<'a>(&mut self, entry: &Entry<'a>, field: &'static str) -> Vec<(Raw<'a>, Raw<'a>)> {
        let Some(raw) = entry.get(field) else { return Vec::new() };
        raw.entries().unwrap_or_else(|| {
            self.wrong_type(field, Expected::Map, &raw);
            Vec::new()
        })
    }

    /// A list of plain texts.
    fn texts(&mut self, entry: &Entry<'_>, field: &'static str) -> Vec<String> {
        self.list(entry, field).iter().filter_map(|raw| self.plain_text(field, raw)).collect()
    }

    fn count(&mut self, entry: &Entry<'_>, field: &'static str) -> Option<u32> {
        let raw = entry.get(field)?;
        let count = raw.plain::<u32>();
        if count.is_none() {
            self.wrong_type(field, Expected::Number, &raw);
        }
        count
    }
}

/// Enough of a value that may be a page long to recognise it, on one line.
pub(super) fn beginning(raw: &Raw<'_>) -> String {
    let words: String = raw.text().lines().next().unwrap_or_default().chars().take(40).collect();
    words.trim_end().to_owned()
}

/// The inside of a plain `"…"` literal without escapes: most of a plan, and quicker than decoding.
pub(super) fn unescaped(literal: &str) -> Option<&str> {
    let inside = literal.trim_end().strip_prefix('"')?.strip_suffix('"')?;
    (!inside.contains(['\\', '"'])).then_some(inside)
}
