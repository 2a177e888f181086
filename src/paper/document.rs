//! Documents on pages: a draft as data for the template `document.typ`.

use super::PaperError;
use super::faces::{Faces, Families, Ink};
use super::pages::Pages;
use super::wishes::ListPaper;
use super::world::{Template, lay_out};
use crate::export::Scope;
use crate::export::bulletin::Bulletin;
use crate::export::document::parts::Part;
use crate::export::document::{self, Draft, Pen};
use crate::lang::Lang;
use crate::model::UnitId;
use serde::Serialize;
use std::sync::Arc;

/// Lays out the obligations of `units`, each from a new page (several from odd ones), as one document with a
/// bookmark for each unit. The filter of `scope` holds; what it leaves out is said in the document, and of
/// several units those of which it leaves nothing are skipped.
///
/// # Errors
/// [`PaperError::Failed`] if typesetting fails.
pub fn obligations(
    scope: &Scope<'_>,
    units: &[UnitId],
    paper: ListPaper,
    faces: &Arc<Faces>,
) -> Result<Pages, PaperError> {
    pages(faces, |pen| document::obligations(scope, units, paper, pen))
}

/// Lays out the table of tasks (任务分工表): all of the matrix' rows, as far as the filter shows them.
///
/// # Errors
/// [`PaperError::Failed`] if typesetting fails.
pub fn tasks(scope: &Scope<'_>, faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    pages(faces, |pen| document::tasks(scope, pen))
}

/// Lays out the table of units (单位责任一览表): all of the matrix' columns.
///
/// # Errors
/// [`PaperError::Failed`] if typesetting fails.
pub fn overview(scope: &Scope<'_>, faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    pages(faces, |pen| document::overview(scope, pen))
}

/// Lays out the register of receipts (签收登记表).
///
/// # Errors
/// [`PaperError::Failed`] if typesetting fails.
pub fn receipts(scope: &Scope<'_>, faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    pages(faces, |pen| document::receipts(scope, pen))
}

/// Lays out the book (汇编): cover, contents, table of tasks, table of units, and the list of every unit that owes
/// anything.
///
/// # Errors
/// [`PaperError::Failed`] if typesetting fails.
pub fn book(scope: &Scope<'_>, paper: ListPaper, faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    pages(faces, |pen| document::book(scope, paper, pen))
}

/// Lays out the tables of a bulletin that are on pages.
///
/// # Errors
/// [`PaperError::Failed`] if typesetting fails.
pub fn bulletin(bulletin: &Bulletin, faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    pages(faces, |pen| document::bulletin(bulletin, pen))
}

#[derive(Serialize)]
struct Paper {
    lang: &'static str,
    region: Option<&'static str>,
    faces: Families,
    title: String,
    author: Option<String>,
    /// Heads of a table of duties.
    columns: [&'static str; 6],
    /// What stands where a row goes on.
    again: &'static str,
    parts: Vec<Part>,
}

fn pages(faces: &Arc<Faces>, draw_up: impl FnOnce(&mut dyn Pen) -> Draft) -> Result<Pages, PaperError> {
    let mut ink = Ink::new(faces);
    let Draft { lang, title, author, parts, warning } = draw_up(&mut ink);
    let t = lang.texts();
    let (tag, region) = tag(lang);
    let paper = Paper {
        lang: tag,
        region,
        faces: faces.families(),
        title,
        author,
        columns: document::duty_heads(lang),
        again: t.paper_again,
        parts,
    };
    let document = lay_out(Template::Document, faces, &paper)?;
    Ok(Pages::new(document, faces.warnings().chain(ink.warnings()).chain(warning).collect()))
}

/// The language tag and region of a document.
pub(super) fn tag(lang: Lang) -> (&'static str, Option<&'static str>) {
    match lang {
        Lang::Zh => ("zh", Some("cn")),
        Lang::En => ("en", None),
    }
}
