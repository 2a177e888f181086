//! RON with places: every value is kept as its slice of the file until somebody decodes it.
//!
//! The `ron` crate stops at the first error and has no spans. It judges the file once, as a whole;
//! after that what is between brackets, commas and colons can be told by these signs alone
//! ([`parts`]), and a slice's address is its place. Decoding value by value turns one bad field into
//! one finding instead of a refused file.

use ron::value::RawValue;
use serde::de::DeserializeOwned;
use std::ops::Range;

/// A value of the file, not yet decoded.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a> {
    /// Its text, without the blanks and comments around it.
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
        Ok(Self::of_ron(file))
    }

    /// The whole of a text that is known to be RON.
    pub fn of_ron(file: &'a str) -> Self {
        let value = parts(file).first().map_or("", |part| part.value);
        Self { text: value, start: value.as_ptr() as usize - file.as_ptr() as usize }
    }

    /// A value inside this one.
    fn inner(&self, value: &'a str) -> Self {
        Self { text: value, start: self.start + (value.as_ptr() as usize - self.text.as_ptr() as usize) }
    }

    /// What is between the brackets; `None` for a value in other brackets or in none.
    fn inside(&self, open: char, close: char) -> Option<Vec<Part<'a>>> {
        self.text.strip_prefix(open)?.strip_suffix(close).map(parts)
    }

    /// Bytes of the file, to the end of the value's own text.
    pub fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
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
        let parts = self.inside('[', ']')?;
        Some(parts.into_iter().map(|part| self.inner(part.value)).collect())
    }

    /// The fields of `(name: value, …)`, in file order, repeated ones included.
    pub fn fields(&self) -> Option<Vec<(String, Raw<'a>)>> {
        let parts = self.inside('(', ')')?;
        let field = |part: Part<'a>| {
            let name = part.key?;
            Some((name.strip_prefix("r#").unwrap_or(name).to_owned(), self.inner(part.value)))
        };
        parts.into_iter().map(field).collect()
    }

    /// The parts of a value in any brackets, with what stands before their colons, in file order;
    /// `None` for a value without brackets of its own.
    pub fn parts(&self) -> Option<Vec<(Option<Raw<'a>>, Raw<'a>)>> {
        let parts =
            [('(', ')'), ('[', ']'), ('{', '}')].into_iter().find_map(|(open, close)| self.inside(open, close))?;
        let both = |part: Part<'a>| (part.key.map(|key| self.inner(key)), self.inner(part.value));
        Some(parts.into_iter().map(both).collect())
    }

    /// Where the name of one of its [`Self::fields`] stands, by the value after it.
    pub fn name_span(&self, name: &str, value: &Raw<'_>) -> Range<usize> {
        let before = &self.text[..value.start - self.start];
        let start = self.start + before.rfind(name).unwrap_or(before.len());
        start..start + name.len()
    }

    /// The entries of `{key: value, …}`, in file order, repeated ones included.
    pub fn entries(&self) -> Option<Vec<(Raw<'a>, Raw<'a>)>> {
        let parts = self.inside('{', '}')?;
        parts.into_iter().map(|part| Some((self.inner(part.key?), self.inner(part.value)))).collect()
    }
}

/// What stands between two commas.
struct Part<'a> {
    /// What stands before the colon, if there is one.
    key: Option<&'a str>,
    /// The value, without the blanks and comments around it.
    value: &'a str,
}

/// The parts of what stands between two brackets of a text that is RON.
fn parts(text: &str) -> Vec<Part<'_>> {
    let bytes = text.as_bytes();
    let mut parts = Vec::new();
    let mut key = None;
    // The piece that is being read: where it begins, once it does, and its end so far.
    let mut piece: Option<Range<usize>> = None;
    let mut depth = 0_usize;
    let mut at = 0;
    while at < bytes.len() {
        let from = at;
        match bytes[at] {
            b' ' | b'\n' => {
                at += 1;
                continue;
            }
            // A comment: there is no division in RON.
            b'/' if text[at..].starts_with("//") || text[at..].starts_with("/*") => {
                at = text.len() - skip_blank(&text[at..]).len();
                continue;
            }
            b',' if depth == 0 => {
                at += 1;
                parts.extend(piece.take().map(|piece| Part { key: key.take(), value: &text[piece] }));
                continue;
            }
            b':' if depth == 0 => {
                at += 1;
                key = piece.take().map(|piece| &text[piece]);
                continue;
            }
            b'(' | b'[' | b'{' => {
                depth += 1;
                at += 1;
            }
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b'"' => at = string_end(text, at),
            b'\'' => at = character_end(text, at),
            byte if byte.is_ascii_graphic() => at += 1,
            _ => {
                let c = text[at..].chars().next().unwrap_or_default();
                at += c.len_utf8();
                if is_blank(c) {
                    continue;
                }
            }
        }
        piece.get_or_insert(from..at).end = at;
    }
    parts.extend(piece.map(|piece| Part { key, value: &text[piece] }));
    parts
}

/// Where the string that opens at `quote` ends: at a quote that no `\` escapes, or in `r##"…"##` at
/// one with as many `#`.
fn string_end(text: &str, quote: usize) -> usize {
    let before = text[..quote].trim_end_matches('#');
    let inside = quote + 1;
    let ending = "#".repeat(quote - before.len());
    let is_raw = before.ends_with('r');
    let is_end = |at: usize| {
        let backslashes = text[inside..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        if is_raw { text[at + 1..].starts_with(&ending) } else { backslashes % 2 == 0 }
    };
    let mut from = inside;
    while let Some(at) = text[from..].find('"').map(|at| from + at) {
        from = at + 1;
        if is_end(at) {
            return if is_raw { from + ending.len() } else { from };
        }
    }
    text.len()
}

/// Where the character literal that opens at `quote` ends.
fn character_end(text: &str, quote: usize) -> usize {
    let mut characters = text[quote + 1..].char_indices();
    // The first character is no end, an escaped one neither.
    if characters.next().is_some_and(|(_, c)| c == '\\') {
        characters.next();
    }
    characters.find(|(_, c)| *c == '\'').map_or(text.len(), |(at, _)| quote + 1 + at + 1)
}

/// What RON takes for blank: Unicode's Pattern_White_Space.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
}

/// What a text is made of, as far as a reader that keeps its comments needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// `// …` without its line end, or `/* … */`.
    Comment,
    /// A text or character in quotes.
    Literal,
    /// One sign or letter, or one blank.
    Sign,
}

/// Cuts a text into its pieces, in order; together they are the text.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = (Piece, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let first = rest.chars().next()?;
        let (piece, end) = match first {
            '/' if rest.starts_with("//") => (Piece::Comment, rest.find('\n').map_or(text.len(), |end| at + end)),
            '/' if rest.starts_with("/*") => (Piece::Comment, text.len() - skip_block_comment(rest).len()),
            '"' => (Piece::Literal, string_end(text, at)),
            '\'' => (Piece::Literal, character_end(text, at)),
            'r' if rest[1..].trim_start_matches('#').starts_with('"') => {
                let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
                (Piece::Literal, string_end(text, at + 1 + hashes))
            }
            sign => (Piece::Sign, at + sign.len_utf8()),
        };
        let span = at..end;
        at = end;
        Some((piece, span))
    })
}

/// Where the comments of a text stand.
pub(super) fn comments(text: &str) -> impl Iterator<Item = Range<usize>> {
    pieces(text).filter(|(piece, _)| *piece == Piece::Comment).map(|(_, span)| span)
}

/// What follows blanks and comments (`// …` and nested `/* … */`).
pub(super) fn skip_blank(mut text: &str) -> &str {
    loop {
        text = text.trim_start_matches(is_blank);
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
    fn signs_inside_strings_comments_and_characters_part_nothing() {
        let file = concat!(
            "/* ( */ // )\n",
            "( a: \"]),:\\\" //\\\\\", b: r##\"\"#,)\"##, // , b: 2\n c: '\"', d: '\\'', e: ''', f: b\"\\\",\",",
            "\u{200E}g: [(x: {1: [2,],},), /* , */], h: open( \"甲\" /* ( */, 2 ) ,",
            " r#i: b'\\'', j: r\"\\\", k: 体 ,)\u{2028} // )\n",
        );
        let fields = parse(file).fields().expect("fields");
        let values: Vec<_> = fields.iter().map(|(name, raw)| (name.as_str(), &file[raw.span()])).collect();
        let expected = [
            ("a", "\"]),:\\\" //\\\\\""),
            ("b", "r##\"\"#,)\"##"),
            ("c", "'\"'"),
            ("d", "'\\''"),
            ("e", "'''"),
            ("f", "b\"\\\",\""),
            ("g", "[(x: {1: [2,],},), /* , */]"),
            ("h", "open( \"甲\" /* ( */, 2 )"),
            ("i", "b'\\''"),
            ("j", "r\"\\\""),
            ("k", "体"),
        ];
        assert_eq!(values, expected);
        let items = fields[6].1.items().expect("items");
        assert_eq!(items.iter().map(Raw::text).collect::<Vec<_>>(), ["(x: {1: [2,],},)"]);
        let entries = items[0].fields().expect("fields")[0].1.entries().expect("entries");
        assert_eq!(entries[0].1.items().expect("items")[0].text(), "2");
    }

    #[test]
    fn a_text_that_is_no_ron_is_no_crash() {
        for text in ["/", "\"", "'", "'\\", "r#\"", "(((", ")))", "a:", ":", ",,", "/*", "//", "\u{85}", "体'", "\"体"]
        {
            assert!(parts(text).iter().all(|part| text.contains(part.value)), "{text}");
        }
    }

    #[test]
    fn values_of_another_type_are_none() {
        let raw = parse("\"text\"");
        assert!(raw.items().is_none() && raw.fields().is_none() && raw.entries().is_none());
        assert!(parse("5").plain::<String>().is_none());
        assert_eq!(parse("Some(\"x\")").plain::<String>().as_deref(), Some("x"));
    }

    mod against_ron {
        use super::*;
        use proptest::prelude::*;
        use ron::value::RawValue;

        /// Blanks and comments that hold every sign.
        fn blank() -> impl Strategy<Value = &'static str> {
            prop::sample::select(vec!["", "", " ", "\n\t", "/* ,:\"' /* ) */ [ */", "// '\"]:,\n", "\u{2028}"])
        }

        fn value() -> impl Strategy<Value = String> {
            let leaves = [
                "1",
                "-1.5e3",
                "true",
                "a",
                "体",
                "()",
                "\"\"",
                "\"a,b:c\"",
                "\"\\\"\\\\\"",
                "'\"'",
                "'\\''",
                "','",
                "r\"\\\"",
                "r#\"\"],\"#",
                "b\"\\\",\"",
                "b'x'",
                "open(\"甲\", 2)",
                "Some([1])",
                "r#a",
            ];
            let leaf = prop::sample::select(leaves.to_vec()).prop_map(str::to_owned);
            leaf.prop_recursive(3, 24, 4, |inner| {
                let padded = (blank(), inner, blank())
                    .prop_map(|(before, value, after)| format!("{before}{value}{after}"))
                    .boxed();
                let list = |open: &'static str, close: &'static str| {
                    move |items: Vec<String>| format!("{open}{}{close}", items.join(","))
                };
                prop_oneof![
                    prop::collection::vec(padded.clone(), 0..4).prop_map(list("[", "]")),
                    prop::collection::vec(padded.clone(), 1..4).prop_map(list("(", ",)")),
                    prop::collection::vec((padded.clone(), padded.clone()).prop_map(|(k, v)| format!("{k}:{v}")), 0..4)
                        .prop_map(list("{", "}")),
                    prop::collection::vec(padded.prop_map(|v| format!("a /* : */ :{v}")), 1..4)
                        .prop_map(list("(", ")")),
                ]
            })
        }

        /// A piece as `ron` cuts it out, without what is blank around it.
        fn bare(raw: &RawValue) -> String {
            parts(raw.get_ron()).first().map_or("", |part| part.value).to_owned()
        }

        proptest! {
            #![proptest_config(ProptestConfig {
                failure_persistence: None,
                rng_seed: proptest::test_runner::RngSeed::Fixed(20_190_716),
                ..ProptestConfig::with_cases(2_000)
            })]

            #[test]
            fn pieces_are_those_that_ron_cuts_out(file in (blank(), value(), blank()).prop_map(|(a, v, b)| format!("{a}{v}{b}"))) {
                let Ok(raw) = Raw::parse(&file) else { return Ok(()) };
                prop_assert_eq!(&file[raw.span()], raw.text());
                // What ron reads from the value's own text it reads from the file.
                prop_assert_eq!(ron::from_str::<ron::Value>(raw.text()).ok(), ron::from_str::<ron::Value>(&file).ok());
                let texts = |raws: Vec<Raw<'_>>| raws.iter().map(|raw| raw.text().to_owned()).collect::<Vec<_>>();
                let list = ron::from_str::<Vec<Box<RawValue>>>(&file).ok();
                let list = list.map(|items| items.iter().map(|item| bare(item)).collect::<Vec<_>>());
                prop_assert_eq!(raw.items().map(texts), list);
            }
        }
    }
}
