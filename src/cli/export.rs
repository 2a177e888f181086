//! `export`: any product of the table, into a file, a folder or standard output.

use super::filter::{filter, unit_named};
use super::output::{Target, stop};
use super::said::say;
use super::wishes::{EncodingArg, Export, FontsArg, MarksArg, PageArg, StandardArg, StyleArg};
use super::{Exit, Stop, open, record};
use crate::export::Scope;
use crate::export::csv::Encoding;
use crate::export::forms;
use crate::export::picture::PictureShape;
use crate::export::table::Expand;
use crate::lang::{Lang, fill, omission};
use crate::made::Warning;
use crate::model::{Record, UnitId};
use crate::paper::{MatrixPaper, PaperSize, Standard, Style, TypeSize};
use crate::platform::{files, fonts};
use crate::product::{self, Format, MakeError, Options, Product, Wanted, Wish};
use crate::view::{Arrangement, MarkStyle, MatrixView, Obligations};
use std::path::Path;
use std::sync::Arc;

pub(super) fn export(job: &Export, lang: Lang) -> Result<Exit, Stop> {
    if job.product.each().is_some() && job.common.output.is_none() {
        return Err(Stop::bad(lang.texts().cli_folder_needed));
    }
    let format = asked_format(job, lang)?;
    fits(job, format, lang)?;
    let mut document = open(job.common.plan.as_deref(), lang)?;
    if job.common.no_contacts {
        document.plan.leave_out_people();
    }
    // Every option that names nothing is reported, not the first alone.
    let (filter, mut problems) = filter(&document.plan, &job.common, lang);
    let named = job.unit.as_ref().map(|named| unit_named(&document.plan, &named.unit, lang)).transpose();
    let unit = named.unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    if !problems.is_empty() {
        return Err(Stop { lines: problems, exit: Exit::BadInput });
    }
    let wanted = job.product.wanted(unit).ok_or_else(|| Stop::bad(fill(lang.texts().cli_usage, &[&"--unit"])))?;
    let arrangement = Arrangement { marks: marks(job), ..Arrangement::default() };
    let view = MatrixView::arranged(&document.plan, &document.ledger, &filter, &arrangement);
    let scope = Scope { plan: &document.plan, ledger: &document.ledger, filter: &filter, view: &view, lang };
    let record = match job.product.wishes().contains(&Wish::Round) {
        true => record::opened(job.common.plan.as_deref(), job.round.record.as_deref(), &document.plan, lang)?,
        false => Record::default(),
    };
    let record = if job.common.no_contacts { record.without_contacts() } else { record };
    let options = Options { record: Arc::new(record), ..options(job) };
    match job.product.each() {
        Some(each) => many(job, wanted, each, format, &scope, options),
        None => one(job, wanted, format, &scope, &options),
    }
}

/// The format asked for, by option or file ending; the product must be made in it.
fn asked_format(job: &Export, lang: Lang) -> Result<Format, Stop> {
    let ending = job.common.output.as_deref().and_then(Path::extension).map(|ending| ending.to_string_lossy());
    // The name of a folder may hold a dot: only the ending of a file counts.
    let is_of_file = |ending: &str| {
        job.product.each().is_none()
            || Format::of_ending(ending).is_some_and(|format| job.product.file_formats().contains(&format))
    };
    let asked = match (&job.common.format, ending) {
        (Some(format), _) => format.to_lowercase(),
        (None, Some(ending)) if is_of_file(&ending) => ending.to_lowercase(),
        (None, _) => job.product.default_format().ending().to_owned(),
    };
    let format = Format::of_ending(&asked).filter(|format| job.product.formats().contains(format));
    format.ok_or_else(|| Stop::bad(job.product.refusal(&asked, lang)))
}

/// Whether the options go with the format, and the format with where it goes.
fn fits(job: &Export, format: Format, lang: Lang) -> Result<(), Stop> {
    let t = lang.texts();
    let refused = |words: &str| Err(Stop::bad(fill(words, &[&format.ending()])));
    if job.common.output.is_none() && !format.is_text() {
        return refused(t.cli_binary_needs_file);
    }
    if (job.size.size().is_some() || job.size.shape() == PictureShape::Slide) && !format.is_picture() {
        return refused(t.cli_size_of_no_picture);
    }
    if marks(job) != MarkStyle::Words && job.marks.marks.is_some() && format == Format::Csv {
        return Err(Stop::bad(t.cli_marks_of_csv.to_owned()));
    }
    if (job.paper.is_asked() || job.sheets.is_asked()) && !format.is_paged() {
        return refused(t.cli_paper_of_no_pdf);
    }
    if (job.paper.date.is_some() || job.style.is_asked()) && !format.is_document() {
        return refused(t.cli_style_of_no_document);
    }
    Ok(())
}

fn marks(job: &Export) -> MarkStyle {
    match job.marks.marks {
        None | Some(MarksArg::Shapes) => MarkStyle::Shapes,
        Some(MarksArg::Letters) => MarkStyle::Letters,
        Some(MarksArg::Words) => MarkStyle::Words,
    }
}

/// One file, or standard output.
fn one(job: &Export, wanted: Wanted, format: Format, scope: &Scope<'_>, options: &Options) -> Result<Exit, Stop> {
    if !format.says_omission() {
        match wanted.unit() {
            Some(unit) => {
                let own = Obligations::new(scope.plan, scope.ledger, scope.filter, unit);
                say_left_out(&own, scope.lang);
            }
            None => say_omission(scope),
        }
    }
    let made = product::make(wanted, format, scope, options).map_err(|error| stop(&error, scope.lang))?;
    target(job).put_made(&made, scope.lang)
}

/// A file for each unit, or one file of all of them if `-o` names one.
fn many(
    job: &Export,
    wanted: Wanted,
    each: Product,
    format: Format,
    scope: &Scope<'_>,
    options: Options,
) -> Result<Exit, Stop> {
    let lang = scope.lang;
    let Some(output) = job.common.output.as_deref().filter(|path| path.as_os_str() != "-") else {
        return Err(Stop::bad(lang.texts().cli_folder_needed));
    };
    product::is_ready(format, scope.plan, &options).map_err(|error| stop(&error, lang))?;
    let units = &scope.view.columns;
    let named = output.extension().and_then(|ending| Format::of_ending(&ending.to_string_lossy()));
    if named == Some(format) && job.product.file_formats().contains(&format) && !output.is_dir() {
        let options = Options { progress: Some(|step, lang| say(&step.words(lang))), ..options };
        let made = product::make(wanted, format, scope, &options).map_err(|error| stop(&error, lang))?;
        let done = target(job).put_made(&made, lang)?;
        say(&fill(lang.texts().cli_units_done, &[&units.len()]));
        return Ok(done);
    }
    say_omission(scope);
    // Under a filter a unit that has nothing left gets no sheet to sign.
    let owes = |unit: &UnitId| !Obligations::new(scope.plan, scope.ledger, scope.filter, *unit).are_all_left_out();
    let kept: Vec<UnitId> = units.iter().copied().filter(owes).collect();
    if kept.len() < units.len() {
        let skipped = Warning::UnitsSkipped { units: units.len() - kept.len() };
        say(&format!("warning: {}", skipped.words(lang)));
    }
    let can_answer = |unit: &UnitId| each != Product::Form || forms::can_answer(scope.plan, *unit);
    let units: Vec<UnitId> = kept.iter().copied().filter(can_answer).collect();
    if units.len() < kept.len() {
        let words = lang.texts().reporting.warn_forms_skipped;
        say(&format!("note: {}", fill(words, &[&(kept.len() - units.len())])));
    }
    let digits = scope.plan.units.len().to_string().len().max(2);
    let title = |unit: &UnitId| {
        let name = &scope.plan.unit(*unit).name;
        // The folder in the order of the plan, whichever units are there.
        if job.numbered.numbered { format!("{:0digits$}-{name}", unit.index() + 1) } else { name.clone() }
    };
    let titles: Vec<String> = units.iter().map(title).collect();
    let names = files::file_names(titles.iter().map(String::as_str), format.ending());
    let done = target(job).put_each(output, &names, lang, |position| {
        let refused = || MakeError::NotMade { product: each, format };
        let wanted = each.wanted(Some(units[position])).ok_or_else(refused)?;
        product::make(wanted, format, scope, &options)
    })?;
    if each == Product::Form {
        // Forms are handed out against a signature.
        let title = Product::Receipts.title(lang);
        let path = output.join(format!("{title}.{}", format.ending()));
        let made = product::make(Wanted::Receipts, format, scope, &options).map_err(|error| stop(&error, lang))?;
        return Target { path: Some(&path), force: job.common.force }.put_made(&made, lang);
    }
    Ok(done)
}

fn target(job: &Export) -> Target<'_> {
    Target { path: job.common.output.as_deref(), force: job.common.force }
}

fn options(job: &Export) -> Options {
    Options {
        expand: if job.expand.expand { Expand::Yes } else { Expand::No },
        encoding: match job.common.encoding {
            EncodingArg::Utf8 => Encoding::Utf8,
            EncodingArg::Gb18030 => Encoding::Gb18030,
        },
        round: job.round.round.clone(),
        record: Arc::default(),
        units: None,
        size: job.size.size(),
        shape: job.size.shape(),
        style: match job.style.style {
            None | Some(StyleArg::Table) => Style::Table,
            Some(StyleArg::Letter) => Style::Letter,
            Some(StyleArg::Brief) => Style::Brief,
        },
        upright: job.style.upright,
        date: job.paper.date,
        sheets: MatrixPaper {
            size: match job.sheets.page {
                None | Some(PageArg::A4) => PaperSize::A4,
                Some(PageArg::A3) => PaperSize::A3,
            },
            landscape: !job.sheets.upright,
            type_size: job.sheets.type_size.map_or(TypeSize::Fit, TypeSize::Points),
        },
        standard: match job.paper.pdf_standard {
            Some(StandardArg::A2b) => Standard::A2b,
            Some(StandardArg::Ua1) => Standard::Ua1,
            None => Standard::Plain,
        },
        faces: match job.paper.fonts {
            None | Some(FontsArg::Embedded) => None,
            Some(FontsArg::System) => Some(fonts::official_faces()),
        },
        progress: None,
    }
}

fn say_omission(scope: &Scope<'_>) {
    if let Some(words) = omission(scope.lang, scope.view) {
        say(&format!("note: {words}"));
    }
}

fn say_left_out(obligations: &Obligations, lang: Lang) {
    if obligations.left_out > 0 {
        say(&format!("note: {}", fill(lang.texts().duties_left_out, &[&obligations.left_out])));
    }
}
