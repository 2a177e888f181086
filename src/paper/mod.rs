//! Paper: what units owe as official documents, tables of the whole plan, the book of all, and the matrix on
//! sheets, typeset by typst.
//!
//! Owns layout, faces and PDF; what is printed comes from the same [`Scope`], [`Obligations`] and
//! [`MatrixView`] as every other output. A document is laid out once ([`obligations`],
//! [`tasks`], [`book`], [`matrix`] …) into [`Pages`], which are then looked at ([`Pages::image`]) or saved
//! ([`Pages::pdf`]): both come from one layout. The templates are in `assets/paper/`.
//!
//! A build without the feature `paper` has the same names; whatever would be laid out is
//! [`PaperError::Absent`] there.
//!
//! *Architecture invariant:* bytes in, bytes out: no paths, no clock, no fonts but those handed in.
//!
//! [`Scope`]: crate::export::Scope
//! [`Obligations`]: crate::view::Obligations
//! [`MatrixView`]: crate::view::MatrixView

#[cfg(not(feature = "paper"))]
mod absent;
#[cfg(feature = "paper")]
mod document;
#[cfg(feature = "paper")]
mod faces;
#[cfg(feature = "paper")]
mod manual;
#[cfg(feature = "paper")]
mod matrix;
#[cfg(feature = "paper")]
mod pages;
mod wishes;
#[cfg(feature = "paper")]
mod world;

#[cfg(not(feature = "paper"))]
pub use absent::{Faces, Pages, book, bulletin, manual, matrix, obligations, overview, receipts, tasks};
#[cfg(feature = "paper")]
pub use document::{book, bulletin, obligations, overview, receipts, tasks};
#[cfg(feature = "paper")]
pub use faces::{FaceFile, Faces};
#[cfg(feature = "paper")]
pub use manual::manual;
#[cfg(feature = "paper")]
pub use matrix::matrix;
#[cfg(feature = "paper")]
pub use pages::Pages;
pub use wishes::{ListPaper, MatrixPaper, PageImage, PageSize, PaperSize, Standard, Style, TypeSize};

use crate::lang::{Lang, fill};
use crate::model::Date;
use std::fmt;

/// Why there is no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperError {
    /// This build has no paper: it was made without the feature `paper`.
    Absent,
    /// PDF/A must state a date and none was given.
    NoDate,
    /// These pages cannot be PDF/UA: a list of several pages, whose last row is kept with the seal.
    NotAccessible,
    /// Typesetting failed; the words are the engine's own. A fault of the program, not of the plan.
    Failed(String),
}

impl PaperError {
    /// What and what next, in one line.
    pub fn words(&self, lang: Lang) -> String {
        let t = lang.texts();
        match self {
            Self::Absent => t.paper_absent.to_owned(),
            Self::NoDate => t.paper_date_needed.to_owned(),
            Self::NotAccessible => t.paper_not_accessible.to_owned(),
            Self::Failed(words) => fill(t.paper_failed, &[words]),
        }
    }
}

impl fmt::Display for PaperError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Lang::En))
    }
}

impl std::error::Error for PaperError {}

/// Whether this build can make a document to this standard for a plan of this date.
///
/// # Errors
/// [`PaperError::Absent`] without the feature `paper`; [`PaperError::NoDate`] for PDF/A without a date.
pub fn is_ready(standard: Standard, date: Option<Date>) -> Result<(), PaperError> {
    match (standard, date) {
        _ if cfg!(not(feature = "paper")) => Err(PaperError::Absent),
        (Standard::A2b, None) => Err(PaperError::NoDate),
        (Standard::A2b, Some(_)) | (Standard::Plain | Standard::Ua1, _) => Ok(()),
    }
}
