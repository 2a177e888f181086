//! The print preview: what is to be printed, how, and the pages as they were laid out.

use super::output::{Extent, LayoutJob, PrintOptions, SharedPages, UnitsProgress};
use super::window::Window;
use super::{Effect, OpenPlan, Panel, PlanEffect, Target};
use crate::lang::{Lang, fill};
use crate::paper::{Pages, PaperSize, Standard, Style};
use crate::platform::printers::{Duplex, PrintError, PrintRequest, Printer};
use crate::product::{Format, Wanted};
use crate::view::Filter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A preview on screen.
pub struct Preview {
    /// What is asked for.
    pub options: PrintOptions,
    /// PDF for archives (PDF/A-2b).
    pub archive: bool,
    /// The pages of these options; `None` while they are laid out.
    pub pages: Option<Arc<Pages>>,
    /// Why there are none.
    pub problem: Option<String>,
    /// The printers, or why there are none; `None` until they are known.
    pub printers: Option<Result<Vec<Printer>, PrintError>>,
    /// The printer chosen.
    pub printer: usize,
    /// From 1.
    pub copies: u32,
    /// One side or both.
    pub duplex: Duplex,
    /// Pages such as `1-3,5`; empty for all.
    pub range: String,
    /// Tells this layout from those asked for before.
    pub number: u64,
}

impl Preview {
    /// What kind of PDF is asked for.
    pub fn standard(&self) -> Standard {
        if self.archive { Standard::A2b } else { Standard::Plain }
    }
}

/// What the preview asks for, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum PreviewAction {
    /// Lay out something else, or otherwise.
    Options(PrintOptions),
    /// PDF/A or not.
    Archive(bool),
    /// Another printer.
    Printer(usize),
    /// How many copies.
    Copies(u32),
    /// One side or both.
    Duplex(Duplex),
    /// Which pages.
    Range(String),
    /// Print.
    Print,
    /// Save as PDF.
    Save,
    /// Show the PDF in the system's own viewer.
    OpenElsewhere,
    /// A file of this format for each unit.
    EachUnit(Format),
    /// Close the preview.
    Close,
    /// Pages were laid out, or could not be.
    LaidOut {
        /// The preview's number.
        number: u64,
        /// The pages.
        pages: Result<SharedPages, String>,
    },
    /// The printers are known.
    Printers(Result<Vec<Printer>, PrintError>),
    /// A document went to the printer, or did not.
    Printed(Result<String, PrintError>),
    /// The pages were written.
    Saved(PathBuf),
    /// How far the files for all units have come.
    UnitsProgress(UnitsProgress),
    /// They are done.
    UnitsWritten {
        /// Files that are there.
        written: usize,
        /// One line for each that is not.
        problems: Vec<String>,
        /// Where.
        folder: PathBuf,
    },
}

impl OpenPlan {
    /// Proposed file name of the pages in the preview, with its ending.
    pub(super) fn pages_name(&self, lang: Lang) -> String {
        let name = |preview: &Preview| {
            let title = preview.options.what.title(&self.document.plan, lang);
            format!("{title}.{}", Format::Pdf.ending())
        };
        self.preview.as_ref().map(name).unwrap_or_default()
    }

    /// Opens the preview on the unit in the panel, else on the matrix.
    pub(super) fn open_preview(&mut self, window: &Window) -> Vec<Effect> {
        let what = match self.panel() {
            Panel::Unit(unit) => Wanted::Unit(unit),
            _ => Wanted::Matrix,
        };
        self.open_preview_of(what, window)
    }

    /// Opens the preview on all units.
    pub(super) fn open_preview_of_all(&mut self, window: &Window) -> Vec<Effect> {
        self.open_preview_of(Wanted::Units, window)
    }

    fn open_preview_of(&mut self, what: Wanted, window: &Window) -> Vec<Effect> {
        let extent = if self.filter.is_empty() { Extent::All } else { Extent::Shown };
        let options = PrintOptions {
            what,
            extent,
            style: Style::default(),
            size: PaperSize::A3,
            landscape: true,
            system_faces: false,
        };
        self.layouts += 1;
        self.preview = Some(Preview {
            options,
            archive: false,
            pages: None,
            problem: None,
            printers: None,
            printer: 0,
            copies: 1,
            duplex: Duplex::default(),
            range: String::new(),
            number: self.layouts,
        });
        let mut effects = self.lay_out(window);
        effects.extend(self.effect(PlanEffect::ListPrinters));
        effects
    }

    fn layout_job(&self, window: &Window) -> Option<LayoutJob> {
        let preview = self.preview.as_ref()?;
        let is_whole = preview.options.extent == Extent::All || preview.options.what.unit().is_some();
        let filter = if is_whole { Filter::default() } else { self.filter.clone() };
        let snapshot = self.snapshot(filter, window);
        Some(LayoutJob { number: preview.number, snapshot, options: preview.options })
    }

    fn lay_out(&self, window: &Window) -> Vec<Effect> {
        match self.layout_job(window) {
            Some(job) => self.effect(PlanEffect::LayOut(Box::new(job))),
            None => Vec::new(),
        }
    }

    pub(super) fn preview_action(&mut self, action: PreviewAction, window: &mut Window) -> Vec<Effect> {
        match action {
            PreviewAction::Print => return self.print(window),
            PreviewAction::Save => {
                if self.preview.as_ref().is_some_and(|preview| preview.pages.is_some()) {
                    return self.ask_path(Target::Pages, window.lang);
                }
            }
            PreviewAction::OpenElsewhere => return self.open_elsewhere(window),
            PreviewAction::EachUnit(format) => return self.ask_path(Target::UnitFolder(format), window.lang),
            PreviewAction::Close => self.preview = None,
            PreviewAction::Printed(result) => printed(result, window),
            PreviewAction::Saved(path) => {
                window.close_question_of(self.id);
                window.exported(path, Vec::new());
            }
            PreviewAction::UnitsProgress(progress) => units_progressed(progress, window),
            PreviewAction::UnitsWritten { written, problems, folder } => {
                units_written(written, problems, &folder, window);
            }
            choice => return self.choose(choice, window),
        }
        Vec::new()
    }

    /// What changes the preview itself.
    fn choose(&mut self, choice: PreviewAction, window: &Window) -> Vec<Effect> {
        let Some(preview) = &mut self.preview else { return Vec::new() };
        match choice {
            PreviewAction::Options(options) if options != preview.options => {
                preview.options = options;
                preview.pages = None;
                preview.problem = None;
                self.layouts += 1;
                preview.number = self.layouts;
                return self.lay_out(window);
            }
            PreviewAction::Archive(archive) => preview.archive = archive,
            PreviewAction::Printer(printer) => preview.printer = printer,
            PreviewAction::Copies(copies) => preview.copies = copies.clamp(1, 999),
            PreviewAction::Duplex(duplex) => preview.duplex = duplex,
            PreviewAction::Range(range) => preview.range = range,
            PreviewAction::LaidOut { number, pages } if number == preview.number => match pages {
                Ok(pages) => preview.pages = Some(pages.0),
                Err(problem) => preview.problem = Some(problem),
            },
            PreviewAction::Printers(printers) => preview.printers = Some(printers),
            _ => {}
        }
        Vec::new()
    }

    fn print(&self, window: &Window) -> Vec<Effect> {
        let (Some(job), Some(preview)) = (self.layout_job(window), &self.preview) else { return Vec::new() };
        let Some(Ok(printers)) = &preview.printers else { return Vec::new() };
        let (Some(pages), Some(printer)) = (&preview.pages, printers.get(preview.printer)) else {
            return Vec::new();
        };
        let request = PrintRequest {
            printer: printer.name.clone(),
            copies: preview.copies,
            duplex: preview.duplex,
            pages: preview.range.clone(),
            title: job.title(),
        };
        self.effect(PlanEffect::Print { pages: Arc::clone(pages).into(), date: job.date(), request })
    }

    fn open_elsewhere(&self, window: &Window) -> Vec<Effect> {
        let (Some(job), Some(preview)) = (self.layout_job(window), &self.preview) else { return Vec::new() };
        let Some(pages) = &preview.pages else { return Vec::new() };
        let pages = Arc::clone(pages).into();
        self.effect(PlanEffect::OpenPages { pages, date: job.date(), title: job.title() })
    }

    /// Writes the pages of the preview to this path; pages are PDF and nothing else.
    pub(super) fn save_pages(&self, path: PathBuf, replace: bool, window: &mut Window) -> Vec<Effect> {
        let (Some(job), Some(preview)) = (self.layout_job(window), &self.preview) else { return Vec::new() };
        let Some(pages) = &preview.pages else { return Vec::new() };
        let (path, is_other) = match Format::of_path(path, Format::Pdf, &[Format::Pdf]) {
            Ok((_, path, is_other)) => (path, is_other),
            Err(ending) => {
                let product = preview.options.what.product();
                window.failed(product.refusal_but(&ending, &[Format::Pdf], window.lang));
                return Vec::new();
            }
        };
        let (pages, standard, replace) = (Arc::clone(pages).into(), preview.standard(), replace && !is_other);
        self.effect(PlanEffect::WritePages { pages, date: job.date(), standard, path, replace })
    }

    /// Writes a file of this format for each unit into this folder; one such job at a time.
    pub(super) fn write_units(&self, format: Format, folder: PathBuf, window: &mut Window) -> Vec<Effect> {
        window.close_question_of(self.id);
        let (Some(job), Some(preview)) = (self.layout_job(window), &self.preview) else { return Vec::new() };
        if window.units_progress.is_some() {
            return Vec::new();
        }
        window.units_progress = Some(UnitsProgress { done: 0, all: job.units().len() });
        self.effect(PlanEffect::WriteUnits { job: Box::new(job), format, standard: preview.standard(), folder })
    }
}

pub(super) fn units_progressed(progress: UnitsProgress, window: &mut Window) {
    if window.units_progress.is_some() {
        window.units_progress = Some(progress);
    }
}

pub(super) fn units_written(written: usize, problems: Vec<String>, folder: &Path, window: &mut Window) {
    window.units_progress = None;
    let message = fill(window.lang.texts().units_written, &[&written, &folder.display()]);
    window.written(message, folder.join("x"), problems);
}

pub(super) fn printed(result: Result<String, PrintError>, window: &mut Window) {
    match result {
        Ok(_) => window.say(window.lang.texts().printed),
        Err(error) => window.failed(print_problem(window.lang, &error)),
    }
}

/// Why nothing is printed, and what to do.
pub fn print_problem(lang: Lang, error: &PrintError) -> String {
    let t = lang.texts();
    match error {
        PrintError::NoService => t.print_no_service.to_owned(),
        PrintError::NoPrinter => t.print_no_printer.to_owned(),
        PrintError::BadPages => t.print_bad_pages.to_owned(),
        PrintError::Refused(words) => fill(t.print_refused, &[words]),
    }
}
