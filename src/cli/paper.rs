//! `export matrix|unit|units` as PDF.

use super::args::{ExportArgs, FontsArg, MatrixPaperArgs, PageArg, PaperArgs, StandardArg, StyleArg, StyleArgs};
use super::export::{cannot_write, make_folder, write};
use super::{Exit, Stop, print};
use crate::export::Scope;
use crate::lang::{Lang, fill};
use crate::model::UnitId;
use crate::paper::{self, Faces, MatrixPaper, Pages, PaperError, PaperSize, Standard, Style, TypeSize};
use crate::platform::batch::{self, FileFailure};
use crate::platform::files::{self, Existing};
use crate::platform::fonts;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

pub(super) fn matrix(
    scope: &Scope<'_>,
    common: &ExportArgs,
    paper: &PaperArgs,
    sheet: &MatrixPaperArgs,
) -> Result<Exit, Stop> {
    let wanted = MatrixPaper {
        size: match sheet.page {
            None | Some(PageArg::A4) => PaperSize::A4,
            Some(PageArg::A3) => PaperSize::A3,
        },
        landscape: sheet.landscape,
        type_size: sheet.type_size.map_or(TypeSize::Fit, TypeSize::Points),
    };
    let pages = paper::matrix(scope, wanted, &faces(paper)).map_err(|error| failed(scope.lang, &error))?;
    deliver(scope, common, paper, &pages)
}

pub(super) fn unit(
    scope: &Scope<'_>,
    common: &ExportArgs,
    paper: &PaperArgs,
    style: &StyleArgs,
    unit: UnitId,
) -> Result<Exit, Stop> {
    let pages = paper::obligations(scope, &[unit], style.style(), &faces(paper));
    deliver(scope, common, paper, &pages.map_err(|error| failed(scope.lang, &error))?)
}

/// One document of all units, or a file for each.
pub(super) fn units(
    scope: &Scope<'_>,
    common: &ExportArgs,
    paper: &PaperArgs,
    style: &StyleArgs,
    output: &Path,
) -> Result<Exit, Stop> {
    // Known before the first file: no folder is made for nothing.
    if paper.standard() == Standard::A2b && scope.plan.date.is_none() {
        return Err(failed(scope.lang, &PaperError::NoDate));
    }
    let is_file = output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) && !output.is_dir();
    let faces = faces(paper);
    if is_file {
        let pages = paper::obligations(scope, &scope.view.columns, style.style(), &faces);
        let done = deliver(scope, common, paper, &pages.map_err(|error| failed(scope.lang, &error))?)?;
        eprintln!("{}", fill(scope.lang.texts().cli_units_done, &[&scope.view.columns.len()]));
        return Ok(done);
    }
    each_unit(scope, common, paper, style.style(), &faces, output)
}

fn each_unit(
    scope: &Scope<'_>,
    common: &ExportArgs,
    paper: &PaperArgs,
    style: Style,
    faces: &Arc<Faces>,
    folder: &Path,
) -> Result<Exit, Stop> {
    let lang = scope.lang;
    let t = lang.texts();
    make_folder(folder, lang)?;
    let units = &scope.view.columns;
    let names = files::file_names(units.iter().map(|&unit| scope.plan.unit(unit).name.as_str()), "pdf");
    let existing = if common.force { Existing::Replace } else { Existing::Keep };
    let make = |position: usize| {
        let pages = paper::obligations(scope, &[units[position]], style, faces)?;
        warn(&pages, lang);
        pages.pdf(paper.standard(), scope.plan.date)
    };
    let batch = batch::write_each(folder, &names, existing, make, |progress| {
        let problems = match progress.result {
            Ok(()) => {
                let name = progress.path.file_name().unwrap_or_default();
                eprintln!("{}", fill(t.cli_progress, &[&progress.done, &progress.all, &name.display()]));
                Vec::new()
            }
            Err(FileFailure::Made(error)) => {
                vec![format!("{}: {}", progress.path.display(), error.message(lang))]
            }
            Err(FileFailure::Written(error)) => cannot_write(lang, Some(progress.path), &error).lines,
        };
        for line in problems {
            eprintln!("error: {line}");
        }
        ControlFlow::Continue(())
    });
    eprintln!("{}", fill(t.cli_units_done, &[&batch.written]));
    if batch.failed > 0 {
        return Err(Stop::not_written(fill(t.cli_units_failed, &[&batch.failed])));
    }
    Ok(Exit::Done)
}

fn faces(paper: &PaperArgs) -> Arc<Faces> {
    match paper.fonts {
        None | Some(FontsArg::Embedded) => Faces::embedded(),
        Some(FontsArg::System) => fonts::official_faces(),
    }
}

fn deliver(scope: &Scope<'_>, common: &ExportArgs, paper: &PaperArgs, pages: &Pages) -> Result<Exit, Stop> {
    let lang = scope.lang;
    warn(pages, lang);
    let bytes = pages.pdf(paper.standard(), scope.plan.date).map_err(|error| failed(lang, &error))?;
    match &common.output {
        Some(path) if path.as_os_str() != "-" => {
            write(path, &bytes, common.force).map_err(|error| cannot_write(lang, Some(path), &error))?;
            Ok(Exit::Done)
        }
        _ => print(&bytes, lang),
    }
}

fn warn(pages: &Pages, lang: Lang) {
    for warning in pages.warnings() {
        eprintln!("warning: {}", warning.message(lang));
    }
}

/// A plan without a date is bad input to PDF/A.
fn failed(lang: Lang, error: &PaperError) -> Stop {
    Stop::bad(error.message(lang))
}

impl PaperArgs {
    fn standard(&self) -> Standard {
        match self.pdf_standard {
            Some(StandardArg::A2b) => Standard::A2b,
            None => Standard::Plain,
        }
    }
}

impl StyleArgs {
    fn style(&self) -> Style {
        match self.style {
            None | Some(StyleArg::Table) => Style::Table,
            Some(StyleArg::Letter) => Style::Letter,
        }
    }
}
