//! A document of one or more parts, as data for the template `document.typ`.

use super::PaperError;
use super::faces::{Faces, Families, Ink};
use super::imprint::tag;
use super::pages::Pages;
use super::parts::Part;
use super::world::{Template, lay_out};
use crate::export::Scope;
use crate::lang::Lang;
use crate::made::Warning;
use serde::Serialize;
use std::sync::Arc;

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

/// Lays the parts out as one document of a plan.
///
/// # Errors
/// [`PaperError::Failed`] if typesetting fails.
pub(super) fn document(
    scope: &Scope<'_>,
    title: String,
    parts: Vec<Part>,
    mut ink: Ink<'_>,
    faces: &Arc<Faces>,
    more: Option<Warning>,
) -> Result<Pages, PaperError> {
    let author = scope.plan.issuer.as_deref().map(|issuer| ink.line(issuer));
    document_by(scope.lang, author, title, parts, ink, faces, more)
}

/// Lays the parts out as one document of this author, if it has one.
///
/// # Errors
/// [`PaperError::Failed`] if typesetting fails.
pub(super) fn document_by(
    lang: Lang,
    author: Option<String>,
    title: String,
    parts: Vec<Part>,
    ink: Ink<'_>,
    faces: &Arc<Faces>,
    more: Option<Warning>,
) -> Result<Pages, PaperError> {
    let t = lang.texts();
    let (lang, region) = tag(lang);
    let paper = Paper {
        lang,
        region,
        faces: faces.families(),
        title,
        author,
        columns: [
            t.head_number,
            t.paper_column_task,
            t.paper_column_units,
            t.paper_column_measures,
            t.head_deadline,
            t.paper_column_person,
        ],
        again: t.paper_again,
        parts,
    };
    let document = lay_out(Template::Document, faces, &paper)?;
    Ok(Pages::new(document, faces.warnings().chain(ink.warnings()).chain(more).collect()))
}
