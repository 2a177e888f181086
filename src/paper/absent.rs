//! Paper in a build without the feature `paper`: there are no pages, and every wish for some is
//! answered by the same sentence.

use super::{ListPaper, MatrixPaper, PageImage, PageSize, PaperError, Standard};
use crate::export::Scope;
use crate::export::bulletin::Bulletin;
use crate::lang::Lang;
use crate::made::{Sheets, Warning};
use crate::manual::Manual;
use crate::model::{Date, UnitId};
use std::sync::Arc;

/// The faces of no document.
#[derive(Debug)]
pub struct Faces;

impl Faces {
    /// What a build with paper sets its documents in.
    pub fn embedded() -> Arc<Self> {
        Arc::new(Self)
    }
}

/// Pages, of which this build has none.
#[derive(Clone, Debug)]
pub enum Pages {}

impl Pages {
    /// How many pages there are.
    pub fn count(&self) -> usize {
        match *self {}
    }

    /// The size of a page.
    pub fn size(&self, _page: usize) -> Option<PageSize> {
        match *self {}
    }

    /// Of no pages, none.
    pub fn sheets(&self) -> Option<Sheets> {
        None
    }

    /// A page as a picture.
    pub fn image(&self, _page: usize, _pixels_per_point: f32) -> Option<PageImage> {
        match *self {}
    }

    /// What a person should know before handing the document out.
    pub fn warnings(&self) -> &[Warning] {
        match *self {}
    }

    /// The document as PDF.
    ///
    /// # Errors
    /// Never: there are no pages.
    pub fn pdf(&self, _standard: Standard, _date: Option<Date>) -> Result<Vec<u8>, PaperError> {
        match *self {}
    }
}

/// The obligations of `units`, which this build cannot lay out.
///
/// # Errors
/// Always [`PaperError::Absent`].
pub fn obligations(
    _scope: &Scope<'_>,
    _units: &[UnitId],
    _paper: ListPaper,
    _faces: &Arc<Faces>,
) -> Result<Pages, PaperError> {
    Err(PaperError::Absent)
}

/// The matrix, which this build cannot lay out.
///
/// # Errors
/// Always [`PaperError::Absent`].
pub fn matrix(_scope: &Scope<'_>, _paper: MatrixPaper, _faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    Err(PaperError::Absent)
}

/// The table of tasks, which this build cannot lay out.
///
/// # Errors
/// Always [`PaperError::Absent`].
pub fn tasks(_scope: &Scope<'_>, _faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    Err(PaperError::Absent)
}

/// The table of units, which this build cannot lay out.
///
/// # Errors
/// Always [`PaperError::Absent`].
pub fn overview(_scope: &Scope<'_>, _faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    Err(PaperError::Absent)
}

/// The register of receipts, which this build cannot lay out.
///
/// # Errors
/// Always [`PaperError::Absent`].
pub fn receipts(_scope: &Scope<'_>, _faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    Err(PaperError::Absent)
}

/// The book, which this build cannot lay out.
///
/// # Errors
/// Always [`PaperError::Absent`].
pub fn book(_scope: &Scope<'_>, _paper: ListPaper, _faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    Err(PaperError::Absent)
}

/// A bulletin, which this build cannot lay out.
///
/// # Errors
/// Always [`PaperError::Absent`].
pub fn bulletin(_bulletin: &Bulletin, _faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    Err(PaperError::Absent)
}

/// Would lay out the manual.
///
/// # Errors
/// Always [`PaperError::Absent`].
pub fn manual(_manual: &Manual, _lang: Lang, _faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    Err(PaperError::Absent)
}
