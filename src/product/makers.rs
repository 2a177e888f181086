//! The makers that the table names: each takes what of the [`Options`] concerns it and hands on to
//! `export` or `paper`.

use super::{MakeError, Options, Step};
use crate::export::csv::CsvSink;
use crate::export::document::{self, Draft, Pen};
use crate::export::docx::PlainPen;
use crate::export::minutes::minutes;
use crate::export::picture::{self, PictureError, Size};
use crate::export::table::{self, RowSink};
use crate::export::{Scope, docx, forms, html, xlsx};
use crate::look;
use crate::made::Made;
use crate::model::UnitId;
use crate::paper::{self, Pages};
use crate::view::Obligations;
use std::io;

pub(super) fn marks_csv(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    csv(options, |sink| table::marks(scope, options.expand, sink))
}

pub(super) fn matrix_csv(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    csv(options, |sink| table::matrix(scope, sink))
}

pub(super) fn matrix_xlsx(scope: &Scope<'_>, _: &Options) -> Result<Made, MakeError> {
    Ok(xlsx::matrix(scope)?)
}

pub(super) fn matrix_pages(scope: &Scope<'_>, options: &Options) -> Result<Pages, MakeError> {
    Ok(paper::matrix(scope, options.sheets, &options.faces())?)
}

pub(super) fn matrix_svg(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    Ok(picture::svg(scope, &picture(options, options.size.unwrap_or(OWN_SIZE))))
}

/// A picture of a size that nobody asked for is made at its own size where twice that is too large.
pub(super) fn matrix_png(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    let made = picture::png(scope, &picture(options, options.size.unwrap_or(SHARP)));
    Ok(match (made, options.size) {
        (Err(PictureError::TooLarge { .. }), None) => picture::png(scope, &picture(options, OWN_SIZE))?,
        (made, _) => made?,
    })
}

pub(super) fn unit_csv(scope: &Scope<'_>, unit: UnitId, options: &Options) -> Result<Made, MakeError> {
    csv(options, |sink| table::unit(scope, &obligations(scope, unit), sink))
}

pub(super) fn unit_xlsx(scope: &Scope<'_>, unit: UnitId, _: &Options) -> Result<Made, MakeError> {
    Ok(xlsx::unit(scope, &obligations(scope, unit))?)
}

pub(super) fn unit_pages(scope: &Scope<'_>, unit: UnitId, options: &Options) -> Result<Pages, MakeError> {
    Ok(paper::obligations(scope, &[unit], options.list(), &options.faces())?)
}

/// Every unit that is asked for, each from a new page.
pub(super) fn units_pages(scope: &Scope<'_>, options: &Options) -> Result<Pages, MakeError> {
    let units = options.units.as_ref().unwrap_or(&scope.view.columns);
    options.tell(Step::LayingOut { units: units.len() }, scope.lang);
    Ok(paper::obligations(scope, units, options.list(), &options.faces())?)
}

pub(super) fn html(scope: &Scope<'_>, _: &Options) -> Result<Made, MakeError> {
    Ok(html::page(scope)?)
}

pub(super) fn unit_docx(scope: &Scope<'_>, unit: UnitId, options: &Options) -> Result<Made, MakeError> {
    word(scope, options, |pen| document::obligations(scope, &[unit], options.list(), pen))
}

/// Every unit that is asked for, each from a new odd page.
pub(super) fn units_docx(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    let units = options.units.as_ref().unwrap_or(&scope.view.columns);
    word(scope, options, |pen| document::obligations(scope, units, options.list(), pen))
}

pub(super) fn tasks_docx(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    word(scope, options, |pen| document::tasks(scope, pen))
}

pub(super) fn overview_docx(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    word(scope, options, |pen| document::overview(scope, pen))
}

pub(super) fn receipts_docx(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    word(scope, options, |pen| document::receipts(scope, pen))
}

pub(super) fn book_docx(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    word(scope, options, |pen| document::book(scope, options.list(), pen))
}

fn word(scope: &Scope<'_>, options: &Options, draw_up: impl FnOnce(&mut dyn Pen) -> Draft) -> Result<Made, MakeError> {
    Ok(docx::document(&draw_up(&mut PlainPen), options.date.or(scope.plan.date))?)
}

pub(super) fn minutes_csv(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    Ok(Made::whole(minutes(scope, &options.record).csv(options.encoding)?))
}

pub(super) fn minutes_xlsx(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    Ok(xlsx::bulletin(&minutes(scope, &options.record))?)
}

pub(super) fn minutes_pages(scope: &Scope<'_>, options: &Options) -> Result<Pages, MakeError> {
    Ok(paper::bulletin(&minutes(scope, &options.record), &options.faces())?)
}

pub(super) fn minutes_docx(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    let minutes = minutes(scope, &options.record);
    word(scope, options, |pen| document::bulletin(&minutes, pen))
}

pub(super) fn form_xlsx(scope: &Scope<'_>, unit: UnitId, options: &Options) -> Result<Made, MakeError> {
    Ok(xlsx::form(scope, &form(scope, unit, options)?)?)
}

pub(super) fn form_docx(scope: &Scope<'_>, unit: UnitId, options: &Options) -> Result<Made, MakeError> {
    Ok(docx::form(scope, &form(scope, unit, options)?, options.date)?)
}

fn form(scope: &Scope<'_>, unit: UnitId, options: &Options) -> Result<forms::Form, MakeError> {
    if !forms::can_answer(scope.plan, unit) {
        return Err(MakeError::CannotAnswer { unit: scope.plan.unit(unit).name.clone() });
    }
    Ok(forms::form(scope, unit, &options.round, &options.record))
}

pub(super) fn tasks_csv(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    csv(options, |sink| table::tasks(scope, sink))
}

pub(super) fn tasks_xlsx(scope: &Scope<'_>, _: &Options) -> Result<Made, MakeError> {
    Ok(xlsx::tasks(scope)?)
}

pub(super) fn overview_xlsx(scope: &Scope<'_>, _: &Options) -> Result<Made, MakeError> {
    Ok(xlsx::overview(scope)?)
}

pub(super) fn receipts_xlsx(scope: &Scope<'_>, _: &Options) -> Result<Made, MakeError> {
    Ok(xlsx::receipts(scope)?)
}

pub(super) fn tasks_pages(scope: &Scope<'_>, options: &Options) -> Result<Pages, MakeError> {
    Ok(paper::tasks(scope, &options.faces())?)
}

pub(super) fn overview_csv(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    csv(options, |sink| table::overview(scope, sink))
}

pub(super) fn overview_pages(scope: &Scope<'_>, options: &Options) -> Result<Pages, MakeError> {
    Ok(paper::overview(scope, &options.faces())?)
}

pub(super) fn receipts_csv(scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    csv(options, |sink| table::receipts(scope, sink))
}

pub(super) fn receipts_pages(scope: &Scope<'_>, options: &Options) -> Result<Pages, MakeError> {
    Ok(paper::receipts(scope, &options.faces())?)
}

pub(super) fn book_pages(scope: &Scope<'_>, options: &Options) -> Result<Pages, MakeError> {
    options.tell(Step::LayingOut { units: scope.view.columns.len() }, scope.lang);
    Ok(paper::book(scope, options.list(), &options.faces())?)
}

/// That of the matrix in the window at 100 %.
const OWN_SIZE: Size = Size::Scale(1.0);
/// Twice as many pixels as the window at 100 %: sharp on a slide that fills the screen.
const SHARP: Size = Size::Scale(2.0);

fn picture(options: &Options, size: Size) -> picture::Options {
    picture::Options { size, shape: options.shape, colors: &look::LIGHT }
}

fn obligations(scope: &Scope<'_>, unit: UnitId) -> Obligations {
    Obligations::new(scope.plan, scope.ledger, scope.filter, unit)
}

fn csv(options: &Options, fill_rows: impl FnOnce(&mut dyn RowSink) -> io::Result<()>) -> Result<Made, MakeError> {
    let mut sink = CsvSink::new();
    fill_rows(&mut sink)?;
    Ok(Made::whole(sink.finish(options.encoding)?))
}
