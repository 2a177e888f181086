//! A file as a tree of its values, each with what it means, so that two spellings of one value are
//! told from two values.

use crate::file::fields::{Piece, Raw, is_blank, pieces};
use std::borrow::Cow;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher as _};
use std::ops::Range;

/// A value with its parts.
pub(super) struct Tree<'a> {
    /// Its slice of the file.
    pub raw: Raw<'a>,
    /// What it is made of.
    pub shape: Shape<'a>,
    /// Equal for values that mean the same, however they are written.
    pub meaning: u64,
}

/// What a value is made of.
pub(super) enum Shape<'a> {
    /// `(name: value, …)`.
    Fields(Vec<Part<'a>>),
    /// `[value, …]`.
    Items(Vec<Part<'a>>),
    /// `{key: value, …}`.
    Entries(Vec<Part<'a>>),
    /// Anything else, taken as one.
    Plain,
}

/// What stands between two commas.
pub(super) struct Part<'a> {
    /// Name of a field or key of an entry, with its meaning.
    pub key: Option<(Raw<'a>, u64)>,
    /// Its value.
    pub value: Tree<'a>,
    /// Whether it is a field, which belongs to its entry, and no entry or item.
    pub is_field: bool,
}

impl<'a> Tree<'a> {
    pub fn new(raw: Raw<'a>) -> Self {
        let shape = Shape::of(&raw);
        let meaning = match &shape {
            // The order of fields says nothing.
            Shape::Fields(parts) => parts.iter().map(Part::meaning).fold(1, u64::wrapping_add),
            Shape::Items(parts) => hashed(&("items", parts.iter().map(Part::meaning).collect::<Vec<_>>())),
            Shape::Entries(parts) => hashed(&("entries", parts.iter().map(Part::meaning).collect::<Vec<_>>())),
            Shape::Plain => hashed(&plain_meaning(raw.text())),
        };
        Self { raw, shape, meaning }
    }

    /// Its parts; none for a plain value.
    pub fn parts(&self) -> &[Part<'a>] {
        match &self.shape {
            Shape::Fields(parts) | Shape::Items(parts) | Shape::Entries(parts) => parts,
            Shape::Plain => &[],
        }
    }

    /// The first field of this name: the one that counts.
    pub fn field(&self, name: u64) -> Option<&Part<'a>> {
        self.parts().iter().find(|part| part.name() == Some(name))
    }

    /// Whether both are values in the same brackets.
    pub fn is_shaped_like(&self, other: &Self) -> bool {
        matches!(
            (&self.shape, &other.shape),
            (Shape::Fields(_), Shape::Fields(_))
                | (Shape::Items(_), Shape::Items(_))
                | (Shape::Entries(_), Shape::Entries(_))
        )
    }

    /// Whether leaving it out says the same: empty brackets, an empty text, `None`.
    pub fn says_nothing(&self) -> bool {
        match &self.shape {
            Shape::Plain => matches!(self.raw.text(), "\"\"" | "None"),
            _ => self.parts().is_empty(),
        }
    }

    /// The meanings of the plain values in it, each with the name that it stands under.
    pub fn leaves(&self) -> Vec<u64> {
        let mut leaves = Vec::new();
        self.gather_leaves(0, &mut leaves);
        leaves.sort_unstable();
        leaves
    }

    fn gather_leaves(&self, under: u64, leaves: &mut Vec<u64>) {
        if matches!(self.shape, Shape::Plain) {
            leaves.push(hashed(&(under, self.meaning)));
        }
        for part in self.parts() {
            part.value.gather_leaves(part.name().unwrap_or(under), leaves);
        }
    }
}

impl<'a> Part<'a> {
    fn new((key, value): (Option<Raw<'a>>, Raw<'a>), is_field: bool) -> Self {
        let name = |key: Raw<'a>| {
            let text = key.text();
            let meaning =
                if is_field { hashed(&text.strip_prefix("r#").unwrap_or(text)) } else { hashed(&plain_meaning(text)) };
            (key, meaning)
        };
        Self { key: key.map(name), value: Tree::new(value), is_field }
    }

    /// The meaning of its name or key.
    pub fn name(&self) -> Option<u64> {
        self.key.as_ref().map(|(_, meaning)| *meaning)
    }

    /// What name and value mean together.
    pub fn meaning(&self) -> u64 {
        hashed(&(self.name(), self.value.meaning))
    }

    /// Bytes of the file, name included.
    pub fn span(&self) -> Range<usize> {
        let value = self.value.raw.span();
        self.key.as_ref().map_or(value.start, |(key, _)| key.span().start)..value.end
    }

    /// What tells it from its neighbours at a glance: its key, else its first field.
    pub fn identity(&self) -> Option<u64> {
        self.name().or_else(|| match &self.value.shape {
            Shape::Fields(parts) => parts.first().map(Part::meaning),
            _ => None,
        })
    }
}

impl<'a> Shape<'a> {
    fn of(raw: &Raw<'a>) -> Self {
        let Some(parts) = raw.parts() else { return Self::Plain };
        let has_keys = |wanted: bool| parts.iter().all(|(key, _)| key.is_some() == wanted);
        let shaped = |is_field: bool| -> fn((Option<Raw<'a>>, Raw<'a>)) -> Part<'a> {
            if is_field { |part| Part::new(part, true) } else { |part| Part::new(part, false) }
        };
        match raw.text().as_bytes().first() {
            Some(b'(') if has_keys(true) => Self::Fields(parts.into_iter().map(shaped(true)).collect()),
            Some(b'[') if has_keys(false) => Self::Items(parts.into_iter().map(shaped(false)).collect()),
            Some(b'{') if has_keys(true) => Self::Entries(parts.into_iter().map(shaped(false)).collect()),
            _ => Self::Plain,
        }
    }
}

pub(super) fn hashed(value: &impl Hash) -> u64 {
    // The same keys in every run: same input, same bytes.
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A plain value without blanks and comments, its texts decoded; `Some(x)` is `x`.
fn plain_meaning(text: &str) -> Cow<'_, str> {
    let is_word = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let inside = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    // Most of a plan.
    if inside.is_some_and(|inside| !inside.contains(['"', '\\'])) || is_word(text) {
        return Cow::Borrowed(text);
    }
    let mut said = String::with_capacity(text.len());
    for (piece, span) in pieces(text) {
        let own = &text[span];
        match piece {
            Piece::Comment => {}
            Piece::Literal => match ron::from_str::<String>(own) {
                Ok(decoded) => {
                    said.push('"');
                    said.push_str(&decoded);
                    said.push('"');
                }
                Err(_) => said.push_str(own),
            },
            Piece::Sign if own.chars().all(is_blank) => {}
            Piece::Sign => {
                if own == ")" && said.ends_with(',') {
                    said.pop();
                }
                said.push_str(own);
            }
        }
    }
    match said.strip_prefix("Some(").and_then(|inside| inside.strip_suffix(')')) {
        Some(inside) => Cow::Owned(inside.to_owned()),
        None => Cow::Owned(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(text: &str) -> u64 {
        Tree::new(Raw::parse(text).expect("RON")).meaning
    }

    #[test]
    fn two_spellings_of_one_value_mean_the_same() {
        for (one, other) in [
            ("\"a\\u{42}\"", "\"aB\""),
            ("r#\"a\"b\"#", "\"a\\\"b\""),
            ("Some( \"x\" )", "\"x\""),
            ("open( /* c */ \"等\", )", "open(\"等\")"),
            ("[ 1, // one\n 2,]", "[1, 2]"),
            ("(a: 1, b: 2)", "(b: 2, r#a: 1,)"),
            ("{\"a\": ()}", "{ \"\\u{61}\" : ( /* nothing */ ) , }"),
        ] {
            assert_eq!(meaning(one), meaning(other), "{one} {other}");
        }
        for (one, other) in [("[1, 2]", "[2, 1]"), ("\"a b\"", "\"ab\""), ("(a: 1)", "(b: 1)"), ("[]", "()")] {
            assert_ne!(meaning(one), meaning(other), "{one} {other}");
        }
    }
}
