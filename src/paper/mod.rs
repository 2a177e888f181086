//! Paper: what a unit owes as an official document, and the matrix on sheets, typeset by typst.
//!
//! Owns layout, faces and PDF; what is printed comes from the same [`Scope`], [`Obligations`] and
//! [`MatrixView`] as every other output. A document is laid out once ([`obligations`],
//! [`matrix`]) into [`Pages`], which are then looked at ([`Pages::image`]) or saved
//! ([`Pages::pdf`]): both come from one layout. The templates are in `assets/paper/`.
//!
//! *Architecture invariant:* bytes in, bytes out: no paths, no clock, no fonts but those handed in.
//!
//! [`Obligations`]: crate::view::Obligations
//! [`MatrixView`]: crate::view::MatrixView

mod faces;
mod matrix;
mod obligations;
mod pages;
mod world;

pub use faces::{FaceFile, Faces, OfficialFace};
pub use matrix::{MatrixPaper, PaperSize, TypeSize, matrix};
pub use obligations::{Style, obligations};
pub use pages::{PageImage, PageSize, Pages, Standard};

use crate::export::Scope;
use crate::lang::{Lang, fill};
use faces::Ink;

/// What a person should know of a document that was made all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// No face has this character; 〓 stands for it.
    NoGlyph {
        /// The character of the plan.
        character: char,
        /// How often it was replaced.
        times: usize,
    },
    /// An official face was asked for and is not there; an embedded one stands in.
    NoFace(OfficialFace),
}

impl Warning {
    /// What and what next, in one line.
    pub fn message(self, lang: Lang) -> String {
        let t = lang.texts();
        match self {
            Self::NoGlyph { character, times } => {
                fill(t.paper_no_glyph, &[&character, &format!("U+{:04X}", u32::from(character)), &times])
            }
            Self::NoFace(face) => {
                let name = match face {
                    OfficialFace::FangSong => t.paper_face_fangsong,
                    OfficialFace::Kai => t.paper_face_kai,
                    OfficialFace::Title => t.paper_face_title,
                };
                fill(t.paper_face_missing, &[&name])
            }
        }
    }
}

/// Why there is no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperError {
    /// PDF/A must state a date and none was given.
    NoDate,
    /// Typesetting failed; the words are the engine's own. A fault of the program, not of the plan.
    Failed(String),
}

impl PaperError {
    /// What and what next, in one line.
    pub fn message(&self, lang: Lang) -> String {
        let t = lang.texts();
        match self {
            Self::NoDate => t.paper_date_needed.to_owned(),
            Self::Failed(words) => fill(t.paper_failed, &[words]),
        }
    }
}

/// `木环组发〔2019〕1号，2019年7月16日印发`, as far as the plan has them.
fn number_and_date(scope: &Scope<'_>, ink: &mut Ink<'_>) -> Option<String> {
    let t = scope.lang.texts();
    let number = scope.plan.number.as_deref().map(|number| ink.line(number));
    let date = scope.plan.date.map(|date| fill(t.paper_issued, &[&scope.lang.date(date)]));
    let parts: Vec<String> = number.into_iter().chain(date).collect();
    (!parts.is_empty()).then(|| parts.join(t.paper_comma))
}

/// The language tag and region of a document.
fn tag(lang: Lang) -> (&'static str, Option<&'static str>) {
    match lang {
        Lang::Zh => ("zh", Some("cn")),
        Lang::En => ("en", None),
    }
}
