//! `export marks|matrix|unit|units`.

use super::args::{EncodingArg, Export, ExportArgs, PaperArgs};
use super::{Exit, Stop, open, paper, print};
use crate::export::csv::{CsvSink, Encoding};
use crate::export::picture::{self, Options, PictureError, Size};
use crate::export::table::{self, Expand, RowSink};
use crate::export::{Format, Output, Scope, Warning, xlsx};
use crate::lang::{Lang, fill, omission};
use crate::look;
use crate::model::{Plan, Role, SectionId, UnitId, text};
use crate::platform::files::{self, Existing};
use crate::view::{Filter, MatrixView, Obligations};
use std::io;
use std::path::Path;

pub(super) fn export(job: &Export, lang: Lang) -> Result<Exit, Stop> {
    use Format::{Csv, Pdf, Png, Svg, Xlsx};
    let (common, formats, default): (_, &[Format], _) = match job {
        Export::Marks { common, .. } => (common, &[Csv], Csv),
        Export::Matrix { common, .. } => (common, &[Csv, Xlsx, Pdf, Svg, Png], Csv),
        Export::Unit { common, .. } => (common, &[Csv, Xlsx, Pdf], Csv),
        Export::Units { common, .. } => (common, &[Pdf, Csv, Xlsx], Pdf),
    };
    if matches!(job, Export::Units { .. }) && common.output.is_none() {
        return Err(Stop::bad(lang.texts().cli_folder_needed));
    }
    let format = asked_format(common, formats, default, lang)?;
    if common.output.is_none() && !format.is_text() {
        return Err(Stop::bad(fill(lang.texts().cli_binary_needs_file, &[&format.ending()])));
    }
    let size = picture_size(job, format, lang)?;
    if format != Pdf && asks_for_paper(job) {
        return Err(Stop::bad(fill(lang.texts().cli_paper_of_no_pdf, &[&format.ending()])));
    }
    let document = open(common.plan.as_deref(), lang)?;
    // Every option that names nothing is reported, not the first alone.
    let (filter, mut problems) = filter(&document.plan, common, lang);
    if let Export::Unit { unit, .. } = job {
        problems.extend(unit_named(&document.plan, unit, lang).err());
    }
    if !problems.is_empty() {
        return Err(Stop { lines: problems, exit: Exit::BadInput });
    }
    let view = MatrixView::new(&document.plan, &document.ledger, &filter);
    let scope = Scope { plan: &document.plan, ledger: &document.ledger, filter: &filter, view: &view, lang };
    let made = match job {
        Export::Marks { expand, .. } => {
            say_omission(&scope);
            let expand = if *expand { Expand::Yes } else { Expand::No };
            csv(common, |sink| table::marks(&scope, expand, sink))
        }
        Export::Matrix { paper, sheet, .. } if format == Pdf => return paper::matrix(&scope, common, paper, sheet),
        Export::Matrix { .. } => {
            // What was left out stands inside the other formats.
            if format == Csv {
                say_omission(&scope);
            }
            matrix(&scope, common, format, size)?
        }
        Export::Unit { unit, paper, style, .. } => {
            let unit = unit_named(scope.plan, unit, lang).map_err(Stop::bad)?;
            if format == Pdf {
                return paper::unit(&scope, common, paper, style, unit);
            }
            let obligations = Obligations::new(scope.plan, scope.ledger, &filter, unit);
            if format == Csv {
                say_left_out(&obligations, lang);
            }
            one_unit(&scope, &obligations, common, format)
        }
        Export::Units { paper, style, .. } => {
            let Some(output) = common.output.as_deref().filter(|path| path.as_os_str() != "-") else {
                return Err(Stop::bad(lang.texts().cli_folder_needed));
            };
            return match format {
                Pdf => paper::units(&scope, common, paper, style, output),
                _ => units(&scope, common, format, output),
            };
        }
    };
    let output = made.map_err(|error| cannot_write(lang, None, &error))?;
    say_warnings(&output.warnings, lang);
    match &common.output {
        Some(path) if path.as_os_str() != "-" => {
            write(path, &output.bytes, common.force).map_err(|error| cannot_write(lang, Some(path), &error))?;
            Ok(Exit::Done)
        }
        _ => print(&output.bytes, lang),
    }
}

/// The format asked for, by option or file ending; it must be one of `formats`.
fn asked_format(common: &ExportArgs, formats: &[Format], default: Format, lang: Lang) -> Result<Format, Stop> {
    let t = lang.texts();
    // For `units` the output is a folder, whose name may hold a dot.
    let is_folder = formats[0] == Format::Pdf;
    let ending = common.output.as_deref().and_then(Path::extension);
    let asked = match (&common.format, ending) {
        (Some(format), _) => format.to_lowercase(),
        (None, Some(ending)) if !is_folder || ending.eq_ignore_ascii_case("pdf") => {
            ending.to_string_lossy().to_lowercase()
        }
        _ => default.ending().to_owned(),
    };
    let Some(&format) = formats.iter().find(|format| format.ending() == asked) else {
        let known: Vec<&str> = formats.iter().map(|format| format.ending()).collect();
        return Err(Stop::bad(fill(t.cli_format_unknown, &[&asked, &known.join(" ")])));
    };
    Ok(format)
}

/// How large a picture is to be; an error where the output is none.
fn picture_size(job: &Export, format: Format, lang: Lang) -> Result<Size, Stop> {
    let (scale, width) = match job {
        Export::Matrix { scale, width, .. } => (*scale, *width),
        _ => (None, None),
    };
    let is_picture = matches!(format, Format::Svg | Format::Png);
    match (scale, width) {
        (None, None) if format == Format::Svg => Ok(Size::Scale(1.0)),
        // Twice as many pixels as the window at 100 %: sharp on a slide that fills the screen.
        (None, None) => Ok(Size::Scale(2.0)),
        _ if !is_picture => Err(Stop::bad(fill(lang.texts().cli_size_of_no_picture, &[&format.ending()]))),
        (Some(scale), _) => Ok(Size::Scale(scale)),
        (_, Some(width)) => Ok(Size::Width(width)),
    }
}

/// Whether any option is given that only paper knows.
fn asks_for_paper(job: &Export) -> bool {
    let faces_or_standard = |paper: &PaperArgs| paper.fonts.is_some() || paper.pdf_standard.is_some();
    match job {
        Export::Marks { .. } => false,
        Export::Matrix { paper, sheet, .. } => {
            faces_or_standard(paper) || sheet.page.is_some() || sheet.landscape || sheet.type_size.is_some()
        }
        Export::Unit { paper, style, .. } | Export::Units { paper, style, .. } => {
            faces_or_standard(paper) || style.style.is_some()
        }
    }
}

fn matrix(scope: &Scope<'_>, common: &ExportArgs, format: Format, size: Size) -> Result<io::Result<Output>, Stop> {
    let options = Options { size, colors: &look::LIGHT };
    Ok(match format {
        Format::Xlsx => xlsx::matrix(scope),
        Format::Svg => Ok(picture::svg(scope, &options)),
        Format::Png => match picture::png(scope, &options) {
            Ok(output) => Ok(output),
            Err(PictureError::Renderer(error)) => Err(error),
            Err(error) => return Err(Stop::bad(error.words(scope.lang))),
        },
        Format::Csv | Format::Pdf => csv(common, |sink| table::matrix(scope, sink)),
    })
}

fn one_unit(scope: &Scope<'_>, obligations: &Obligations, common: &ExportArgs, format: Format) -> io::Result<Output> {
    match format {
        Format::Xlsx => xlsx::unit(scope, obligations),
        _ => csv(common, |sink| table::unit(scope, obligations, sink)),
    }
}

/// The filter that the options ask for, and a line for each option that names nothing.
fn filter(plan: &Plan, common: &ExportArgs, lang: Lang) -> (Filter, Vec<String>) {
    let t = lang.texts();
    let mut filter = Filter { find: common.find.clone(), ..Filter::default() };
    let mut problems = Vec::new();
    for wanted in &common.section {
        let trimmed = |label: &str| label.trim_matches(['（', '）', '(', ')', '、', '.', '．']).to_owned();
        let bare = trimmed(wanted);
        let is_wanted = |id: &SectionId| {
            let section = plan.section(*id);
            [&section.title, &format!("{}{}", section.label, section.title), &plan.section_path(*id)].contains(&wanted)
                || !bare.is_empty() && trimmed(&section.label) == bare
        };
        // Sections inside different ones may share a title or a label: all of them are meant.
        let found = plan.section_ids().filter(is_wanted);
        let known = plan.sections.iter().map(|section| section.title.as_str());
        keep(found, &mut filter.sections, &mut problems, || unknown(lang, t.cli_section, wanted, known));
    }
    for wanted in &common.group {
        let found = plan.group_ids().filter(|&id| plan.group(id).name == *wanted);
        let known = plan.groups.iter().map(|group| group.name.as_str());
        keep(found, &mut filter.groups, &mut problems, || unknown(lang, t.cli_group, wanted, known));
    }
    for wanted in &common.role {
        let is_wanted =
            |role: &Role| [Lang::Zh, Lang::En].iter().any(|lang| lang.texts().role(*role).eq_ignore_ascii_case(wanted));
        let found = Role::ALL.into_iter().filter(is_wanted);
        let known = Role::ALL.into_iter().map(|role| t.role(role));
        keep(found, &mut filter.roles, &mut problems, || unknown(lang, t.cli_role, wanted, known));
    }
    (filter, problems)
}

fn keep<T>(
    found: impl Iterator<Item = T>,
    kept: &mut Vec<T>,
    problems: &mut Vec<String>,
    problem: impl FnOnce() -> String,
) {
    let before = kept.len();
    kept.extend(found);
    if kept.len() == before {
        problems.push(problem());
    }
}

/// `没有单位“县司法居”；是否应为“县司法局”？`, or the list of what there is.
fn unknown<'a>(lang: Lang, what: &str, wanted: &str, known: impl Iterator<Item = &'a str>) -> String {
    let t = lang.texts();
    let known: Vec<&str> = known.collect();
    let hint = match text::closest(wanted, known.iter().copied()) {
        Some(near) => fill(t.did_you_mean, &[&near]),
        None => fill(t.cli_known_values, &[&known.join(t.name_separator)]),
    };
    format!("{}{}{hint}", fill(t.cli_unknown_option, &[&what, &wanted]), t.sentence_separator)
}

fn unit_named(plan: &Plan, wanted: &str, lang: Lang) -> Result<UnitId, String> {
    plan.unit_named(wanted.trim()).ok_or_else(|| {
        let known = plan.units.iter().map(|unit| unit.name.as_str());
        unknown(lang, lang.texts().cli_unit, wanted, known)
    })
}

fn say_omission(scope: &Scope<'_>) {
    if let Some(words) = omission(scope.lang, scope.view) {
        eprintln!("note: {words}");
    }
}

fn say_left_out(obligations: &Obligations, lang: Lang) {
    if obligations.left_out > 0 {
        eprintln!("note: {}", fill(lang.texts().duties_left_out, &[&obligations.left_out]));
    }
}

fn say_warnings(warnings: &[Warning], lang: Lang) {
    for warning in warnings {
        eprintln!("warning: {}", warning.words(lang).replace(char::is_control, " "));
    }
}

fn csv(common: &ExportArgs, fill_rows: impl FnOnce(&mut dyn RowSink) -> io::Result<()>) -> io::Result<Output> {
    let mut sink = CsvSink::new();
    fill_rows(&mut sink)?;
    let bytes = sink.finish(match common.encoding {
        EncodingArg::Utf8 => Encoding::Utf8,
        EncodingArg::Gb18030 => Encoding::Gb18030,
    })?;
    Ok(Output { bytes, warnings: Vec::new() })
}

pub(super) fn write(path: &Path, bytes: &[u8], force: bool) -> io::Result<()> {
    files::write(path, bytes, if force { Existing::Replace } else { Existing::Keep })
}

pub(super) fn cannot_write(lang: Lang, path: Option<&Path>, error: &io::Error) -> Stop {
    let t = lang.texts();
    let what = match error.kind() {
        io::ErrorKind::AlreadyExists => t.cli_exists.to_owned(),
        io::ErrorKind::NotADirectory => t.cli_not_folder.to_owned(),
        _ => fill(t.cli_cannot_write, &[error]),
    };
    Stop::not_written(match path {
        Some(path) => format!("{}: {what}", path.display()),
        None => what,
    })
}

pub(super) fn make_folder(folder: &Path, lang: Lang) -> Result<(), Stop> {
    files::make_folder(folder).map_err(|error| {
        if error.kind() == io::ErrorKind::NotFound {
            Stop::not_written(format!("{}: {}", folder.display(), lang.texts().cli_no_parent))
        } else {
            cannot_write(lang, Some(folder), &error)
        }
    })
}

/// A file for each unit that stands; one that fails is reported and the rest goes on.
fn units(scope: &Scope<'_>, common: &ExportArgs, format: Format, folder: &Path) -> Result<Exit, Stop> {
    let lang = scope.lang;
    let t = lang.texts();
    make_folder(folder, lang)?;
    say_omission(scope);
    let units = &scope.view.columns;
    let titles = units.iter().map(|&unit| scope.plan.unit(unit).name.as_str());
    let names = files::file_names(titles, format.ending());
    let mut failed = 0;
    for (position, (&unit, name)) in units.iter().zip(&names).enumerate() {
        let obligations = Obligations::new(scope.plan, scope.ledger, scope.filter, unit);
        let path = folder.join(name);
        let written = one_unit(scope, &obligations, common, format).and_then(|output| {
            say_warnings(&output.warnings, lang);
            write(&path, &output.bytes, common.force)
        });
        match written {
            Ok(()) => eprintln!("{}", fill(t.cli_progress, &[&(position + 1), &units.len(), &name.display()])),
            Err(error) => {
                failed += 1;
                for line in cannot_write(lang, Some(&path), &error).lines {
                    eprintln!("error: {line}");
                }
            }
        }
    }
    eprintln!("{}", fill(t.cli_units_done, &[&(units.len() - failed)]));
    if failed > 0 {
        return Err(Stop::not_written(fill(t.cli_units_failed, &[&failed])));
    }
    Ok(Exit::Done)
}
