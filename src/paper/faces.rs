//! The faces that paper is set in: the embedded ones, and the machine's own official ones.
//!
//! GB/T 9704-2012 names 仿宋 for running text, 楷体 for second-level headings, 小标宋 for titles and
//! 黑体 for first-level headings. The embedded Noto Serif and Sans stand for them unless the
//! machine's own are handed in. A character that the chosen face lacks is taken from the embedded
//! ones; one that none has is printed as 〓 and reported.

use crate::builtin;
use crate::export::document::Pen;
use crate::made::{OfficialFace, Warning};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;

static EMBEDDED: LazyLock<Arc<Faces>> = LazyLock::new(|| {
    let [serif, serif_bold] = &*builtin::SERIFS;
    let files: [&'static [u8]; 4] = [serif, serif_bold, builtin::SANS, builtin::SANS_BOLD];
    let fonts = files.into_iter().filter_map(|file| Font::new(Bytes::new(file), 0)).collect();
    Arc::new(Faces::of(fonts, BTreeMap::new(), Vec::new()))
});

/// Families of the embedded faces.
const SERIF: &str = "Noto Serif SC";
const SANS: &str = "Noto Sans SC";
/// Stands for a character that no face has (GB 2312 01-94, 字符空缺).
pub(super) const BLANK: char = '〓';

/// One face out of a font file.
#[derive(Clone, Debug)]
pub struct FaceFile {
    /// The whole file: TrueType, OpenType or a collection.
    pub bytes: Vec<u8>,
    /// Which face of a collection, from 0.
    pub index: u32,
}

/// The faces of one document.
pub struct Faces {
    fonts: Vec<Font>,
    /// The embedded sans, for measuring.
    sans: Option<FontInstance>,
    book: LazyHash<FontBook>,
    official: BTreeMap<OfficialFace, String>,
    missing: Vec<OfficialFace>,
}

impl Faces {
    /// The embedded serif and sans: the same bytes on every machine.
    pub fn embedded() -> Arc<Self> {
        Arc::clone(&EMBEDDED)
    }

    /// The embedded faces and before them what `find` knows of the official ones. A face that is
    /// not found, or whose file is no font, is stood in for and reported by [`Warning::NoFace`].
    pub fn system(mut find: impl FnMut(OfficialFace) -> Option<FaceFile>) -> Arc<Self> {
        let mut fonts = EMBEDDED.fonts.clone();
        let mut official = BTreeMap::new();
        let mut missing = Vec::new();
        for face in OfficialFace::ALL {
            let found = find(face).and_then(|file| Font::new(Bytes::new(file.bytes), file.index));
            match found {
                Some(font) => {
                    official.insert(face, font.info().family.clone());
                    fonts.push(font);
                }
                None => missing.push(face),
            }
        }
        Arc::new(Self::of(fonts, official, missing))
    }

    fn of(fonts: Vec<Font>, official: BTreeMap<OfficialFace, String>, missing: Vec<OfficialFace>) -> Self {
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let sans = fonts.iter().find(|font| font.info().family.as_str() == SANS).cloned();
        let sans = sans.map(|font| font.instantiate(FontVariant::default(), Abs::zero(), &FontVariations::default()));
        Self { fonts, sans, book, official, missing }
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// Family names for each purpose, as the templates take them.
    pub(super) fn families(&self) -> Families {
        let with = |face, stand_in: &str| {
            let own = self.official.get(&face).cloned();
            own.into_iter().chain([stand_in.to_owned()]).collect::<Vec<_>>()
        };
        Families {
            body: with(OfficialFace::FangSong, SERIF),
            kai: with(OfficialFace::Kai, SANS),
            note: with(OfficialFace::Kai, SERIF),
            title: with(OfficialFace::Title, SERIF),
            serif: vec![SERIF.to_owned()],
            sans: vec![SANS.to_owned()],
        }
    }

    /// A word for each official face that was asked for and is not there.
    pub(super) fn warnings(&self) -> impl Iterator<Item = Warning> {
        self.missing.iter().map(|&face| Warning::NoFace(face))
    }

    fn covers(&self, c: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)))
    }

    /// Width of `text` on one line in the embedded sans, in ems. Kerning is left out of account.
    pub(super) fn sans_width(&self, text: &str) -> f64 {
        let advance = |c: char| {
            let sans = self.sans.as_ref();
            let em = sans.and_then(|sans| sans.x_advance(sans.ttf().glyph_index(c)?.0));
            em.map_or(1.0, |em| em.get())
        };
        text.chars().map(advance).sum()
    }
}

/// Family names for each purpose, the best first.
#[derive(Debug, serde::Serialize)]
pub(super) struct Families {
    body: Vec<String>,
    /// Second-level headings, to be told apart from the text.
    kai: Vec<String>,
    /// The line under the title and notes.
    note: Vec<String>,
    title: Vec<String>,
    serif: Vec<String>,
    sans: Vec<String>,
}

/// Makes texts fit for the faces: what no face has becomes 〓, what cannot be seen is taken out.
pub(super) struct Ink<'a> {
    faces: &'a Faces,
    missing: BTreeMap<char, usize>,
}

impl<'a> Ink<'a> {
    pub(super) fn new(faces: &'a Faces) -> Self {
        Self { faces, missing: BTreeMap::new() }
    }

    /// The same with the spaces at both ends kept.
    pub(super) fn clean(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        // Letters since a place where a line may end.
        let mut unbroken = 0;
        for c in text.chars() {
            let c = match c {
                c if self.faces.covers(c) && !c.is_control() => c,
                c if is_invisible(c) => continue,
                c if c.is_whitespace() || c.is_control() => ' ',
                c => {
                    *self.missing.entry(c).or_default() += 1;
                    BLANK
                }
            };
            unbroken = if c.is_alphanumeric() && c < '\u{2E80}' || c == '_' { unbroken + 1 } else { 0 };
            out.push(c);
            // No word is so long; without a place to break it would run off the paper.
            if unbroken == LONGEST_WORD {
                out.push('\u{200B}');
                unbroken = 0;
            }
        }
        out
    }

    /// A word for the characters that no face has, if there are any.
    pub(super) fn warnings(self) -> Option<Warning> {
        let characters: Vec<(char, usize)> = self.missing.into_iter().collect();
        (!characters.is_empty()).then_some(Warning::NoGlyphs { characters })
    }
}

impl Pen for Ink<'_> {
    fn line(&mut self, text: &str) -> String {
        self.clean(text.trim())
    }
}

const LONGEST_WORD: usize = 16;

/// Characters that print nothing and only steer other software: joiners, direction marks, selectors
/// of variants, tags.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_faces_hold_what_official_documents_need() {
        let faces = Faces::embedded();
        assert_eq!(faces.fonts.len(), 4);
        // GB 2312, both levels.
        for row in 0xB0..0xF8_u8 {
            for cell in (0xA1..0xFF_u8).filter(|&cell| row != 0xD7 || cell < 0xFA) {
                let code = [row, cell];
                let (text, _) = encoding_rs::GBK.decode_without_bom_handling(&code);
                assert!(text.chars().all(|c| faces.covers(c) && c != '\u{FFFD}'), "{text}");
            }
        }
        for c in "〓—–※○●◆△◉◌·•…“”‘’《》〈〉〔〕（）【】①⑳㈠Ⅰ℃‰￥×÷±≥≤→√".chars()
        {
            assert!(faces.covers(c), "{c}");
        }
        for font in &faces.fonts {
            assert!("〓县—1".chars().all(|c| font.info().coverage.contains(u32::from(c))), "{font:?}");
        }
    }

    #[test]
    fn what_no_face_has_is_marked_and_counted() {
        let faces = Faces::embedded();
        let mut ink = Ink::new(&faces);
        assert_eq!(ink.line("甲\u{2A6D6}乙\t😀\u{200B}丙\u{FE0F}😀"), "甲〓乙 〓丙〓");
        assert_eq!(ink.paragraphs("甲\n\n 乙\r\n"), ["甲", "乙"]);
        let characters = vec![('\u{1F600}', 2), ('\u{2A6D6}', 1)];
        assert_eq!(ink.warnings(), Some(Warning::NoGlyphs { characters }));
        assert_eq!(Ink::new(&faces).warnings(), None);
    }

    #[test]
    fn an_endless_word_can_be_broken() {
        let faces = Faces::embedded();
        let mut ink = Ink::new(&faces);
        let line = ink.line(&"x".repeat(40));
        assert!(line.split('\u{200B}').all(|part| part.chars().count() <= LONGEST_WORD));
        assert_eq!(line.replace('\u{200B}', "").len(), 40);
    }

    #[test]
    fn a_face_that_is_missing_or_no_font_is_reported() {
        let faces = Faces::system(|face| match face {
            OfficialFace::Kai => Some(FaceFile { bytes: b"no font".to_vec(), index: 0 }),
            _ => None,
        });
        assert_eq!(faces.warnings().collect::<Vec<_>>(), OfficialFace::ALL.map(Warning::NoFace));
        assert_eq!(faces.families().body, [SERIF]);
    }
}
