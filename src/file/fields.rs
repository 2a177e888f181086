//! RON with places: every value is kept as its slice of the file until somebody decodes it.
//!
//! The `ron` crate stops at the first error and has no spans, but a [`RawValue`] borrows from its
//! input, so its address tells its place. Decoding value by value turns one bad field into one
//! finding instead of a refused file.

use ron::value::RawValue;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::ops::Range;

/// A value of the file, not yet decoded.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a> {
    /// Its text, without the blanks and comments before it.
    text: &'a str,
    /// Where `text` begins in the file, in bytes.
    start: usize,
}

impl<'a> Raw<'a> {
    /// The whole file.
    ///
    /// # Errors
    /// The position and words of the first syntax error.
    pub fn parse(file: &'a str) -> Result<Self, ron::error::SpannedError> {
        RawValue::from_ron(file)?;
        Ok(Self::within(file, file))
    }

    /// `slice`, which must be a part of `file`, without its leading blanks and comments.
    fn within(file: &str, slice: &'a str) -> Self {
        let text = skip_blank(slice);
        let start = text.as_ptr() as usize - file.as_ptr() as usize;
        Self { text, start }
    }

    /// A value inside this one.
    fn inner(&self, value: &'a RawValue) -> Self {
        let inside = Self::within(self.text, value.get_ron());
        Self { start: self.start + inside.start, ..inside }
    }

    /// Bytes of the file, to the end of the value's own text.
    pub fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.trim_end().len()
    }

    /// The value's own text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Decodes a plain value such as a string or a number; `Some(x)` counts as `x`.
    pub fn plain<T: DeserializeOwned>(&self) -> Option<T> {
        ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str::<Option<T>>(self.text)
            .ok()
            .flatten()
    }

    /// The items of `[…]`.
    pub fn items(&self) -> Option<Vec<Raw<'a>>> {
        let Items(items) = ron::from_str(self.text).ok()?;
        Some(items.into_iter().map(|item| self.inner(item)).collect())
    }

    /// The fields of `(name: value, …)`, in file order, repeated ones included.
    pub fn fields(&self) -> Option<Vec<(String, Raw<'a>)>> {
        // `()` is a unit to RON and an entry with no fields to people.
        if self.text.strip_prefix('(').is_some_and(|rest| skip_blank(rest).starts_with(')')) {
            return Some(Vec::new());
        }
        let Fields(fields) = ron::from_str(self.text).ok()?;
        Some(fields.into_iter().map(|(name, value)| (name, self.inner(value))).collect())
    }

    /// Where the name of one of its [`Self::fields`] stands, by the value after it.
    pub fn name_span(&self, name: &str, value: &Raw<'_>) -> Range<usize> {
        let before = &self.text[..value.start - self.start];
        let start = self.start + before.rfind(name).unwrap_or(before.len());
        start..start + name.len()
    }

    /// The entries of `{key: value, …}`, in file order, repeated ones included.
    pub fn entries(&self) -> Option<Vec<(Raw<'a>, Raw<'a>)>> {
        let Entries(entries) = ron::from_str(self.text).ok()?;
        Some(entries.into_iter().map(|(key, value)| (self.inner(key), self.inner(value))).collect())
    }
}

/// What follows blanks and comments (`// …` and nested `/* … */`).
fn skip_blank(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        if let Some(rest) = text.strip_prefix("//") {
            text = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if text.starts_with("/*") {
            text = skip_block_comment(text);
        } else {
            return text;
        }
    }
}

fn skip_block_comment(text: &str) -> &str {
    let mut depth = 0_usize;
    let mut rest = text;
    loop {
        if let Some(after) = rest.strip_prefix("/*") {
            depth += 1;
            rest = after;
        } else if let Some(after) = rest.strip_prefix("*/") {
            depth -= 1;
            rest = after;
            if depth == 0 {
                return rest;
            }
        } else {
            let mut characters = rest.chars();
            if characters.next().is_none() {
                return "";
            }
            rest = characters.as_str();
        }
    }
}

struct Items<'a>(Vec<&'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for Items<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Items<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Items(items))
            }
        }
        deserializer.deserialize_seq(Visit)
    }
}

/// A field name, which RON writes without quotes.
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl Visitor<'_> for Visit {
            type Value = Name;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field name")
            }
            fn visit_str<E>(self, name: &str) -> Result<Name, E> {
                Ok(Name(name.to_owned()))
            }
        }
        deserializer.deserialize_identifier(Visit)
    }
}

struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Fields<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("fields in round brackets")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(Name(name)) = map.next_key()? {
                    fields.push((name, map.next_value()?));
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_struct("", &[], Visit)
    }
}

struct Entries<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("entries in braces")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Visit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(file: &str) -> Raw<'_> {
        Raw::parse(file).expect("valid RON")
    }

    #[test]
    fn fields_know_their_place() {
        let file = "// head\n(\n  a: /* c /* d */ */ \"x\", // tail\n  b: [1, 2],\n  a: 3 )";
        let fields = parse(file).fields().expect("fields");
        let names: Vec<_> = fields.iter().map(|(name, raw)| (name.as_str(), &file[raw.span()])).collect();
        assert_eq!(names, [("a", "\"x\""), ("b", "[1, 2]"), ("a", "3")]);
        let third = parse(file).name_span("a", &fields[2].1);
        assert_eq!(&file[third.start..], "a: 3 )");
        let items = fields[1].1.items().expect("items");
        assert_eq!(&file[items[1].span()], "2");
    }

    #[test]
    fn entries_keep_repeated_keys() {
        let file = "{ \"甲\": (), \"甲\": (full: \"x\") }";
        let entries = parse(file).entries().expect("entries");
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].0.plain::<String>().as_deref(), Some("甲"));
        assert_eq!(entries[0].1.fields().map(|f| f.len()), Some(0));
        assert_eq!(&file[entries[1].1.fields().expect("fields")[0].1.span()], "\"x\"");
    }

    #[test]
    fn values_of_another_type_are_none() {
        let raw = parse("\"text\"");
        assert!(raw.items().is_none() && raw.fields().is_none() && raw.entries().is_none());
        assert!(parse("5").plain::<String>().is_none());
        assert_eq!(parse("Some(\"x\")").plain::<String>().as_deref(), Some("x"));
    }
}
