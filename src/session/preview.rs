//! The print preview: what is to be printed, how, and the pages as they were laid out.

use super::output::{LayoutJob, PrintOptions, PrintWhat, Snapshot};
use super::{Action, Effect, Extent, Notice, Panel, Session};
use crate::lang::fill;
use crate::paper::{Pages, PaperSize, Standard, Style};
use crate::platform::printers::{Duplex, PrintError, Printer};
use crate::view::Filter;
use std::path::PathBuf;
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

/// What the preview asks for.
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
    /// A file for each unit.
    EachUnit,
    /// Close the preview.
    Close,
}

/// Files for all units on their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitsProgress {
    /// Files dealt with.
    pub done: usize,
    /// Files in all.
    pub all: usize,
}

impl Session {
    /// The preview, if it is open.
    pub fn preview(&self) -> Option<&Preview> {
        self.preview.as_ref()
    }

    /// Proposed file name of the pages in the preview, with its ending.
    pub fn pages_name(&self) -> String {
        self.layout_job().map(|job| format!("{}.pdf", job.title())).unwrap_or_default()
    }

    /// Opens the preview on the unit in the panel, else on the matrix.
    pub(super) fn open_preview(&mut self) -> Vec<Effect> {
        let what = match self.panel() {
            Panel::Unit(unit) => PrintWhat::Unit(unit),
            _ => PrintWhat::Matrix,
        };
        let extent = if self.filter.is_empty() { Extent::All } else { Extent::Shown };
        let options = PrintOptions {
            what,
            extent,
            style: Style::default(),
            size: PaperSize::A3,
            landscape: true,
            system_faces: false,
        };
        self.previews += 1;
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
            number: self.previews,
        });
        let mut effects = self.lay_out();
        effects.push(Effect::ListPrinters);
        effects
    }

    fn layout_job(&self) -> Option<LayoutJob> {
        let preview = self.preview.as_ref()?;
        let is_whole = preview.options.extent == Extent::All || matches!(preview.options.what, PrintWhat::Unit(_));
        let filter = if is_whole { Filter::default() } else { self.filter.clone() };
        Some(LayoutJob { number: preview.number, snapshot: self.snapshot(filter), options: preview.options })
    }

    /// What is on screen, for a job.
    pub(super) fn snapshot(&self, filter: Filter) -> Snapshot {
        let document = Arc::clone(&self.document);
        Snapshot { document, filter, order: self.arrangement.order, lang: self.lang }
    }

    fn lay_out(&mut self) -> Vec<Effect> {
        let job = self.layout_job().map(|job| Effect::LayOut(Box::new(job)));
        job.into_iter().collect()
    }

    pub(super) fn preview_action(&mut self, action: PreviewAction) -> Vec<Effect> {
        let Some(job) = self.layout_job() else { return Vec::new() };
        let Some(preview) = &mut self.preview else { return Vec::new() };
        match action {
            PreviewAction::Options(options) => {
                if options != preview.options {
                    preview.options = options;
                    preview.pages = None;
                    preview.problem = None;
                    self.previews += 1;
                    preview.number = self.previews;
                    return self.lay_out();
                }
            }
            PreviewAction::Archive(archive) => preview.archive = archive,
            PreviewAction::Printer(printer) => preview.printer = printer,
            PreviewAction::Copies(copies) => preview.copies = copies.clamp(1, 999),
            PreviewAction::Duplex(duplex) => preview.duplex = duplex,
            PreviewAction::Range(range) => preview.range = range,
            PreviewAction::Print => {
                let Some(Ok(printers)) = &preview.printers else { return Vec::new() };
                let (Some(pages), Some(printer)) = (&preview.pages, printers.get(preview.printer)) else {
                    return Vec::new();
                };
                let request = crate::platform::printers::PrintRequest {
                    printer: printer.name.clone(),
                    copies: preview.copies,
                    duplex: preview.duplex,
                    pages: preview.range.clone(),
                    title: job.title(),
                };
                return vec![Effect::Print { pages: Arc::clone(pages).into(), date: job.date(), request }];
            }
            PreviewAction::Save => {
                if preview.pages.is_some() {
                    return vec![Effect::AskSavePages { name: format!("{}.pdf", job.title()) }];
                }
            }
            PreviewAction::OpenElsewhere => {
                if let Some(pages) = &preview.pages {
                    let pages = Arc::clone(pages).into();
                    return vec![Effect::OpenPages { pages, date: job.date(), title: job.title() }];
                }
            }
            PreviewAction::EachUnit => return vec![Effect::AskFolder],
            PreviewAction::Close => self.preview = None,
        }
        Vec::new()
    }

    pub(super) fn laid_out(&mut self, number: u64, pages: Result<Arc<Pages>, String>) {
        let Some(preview) = self.preview.as_mut().filter(|preview| preview.number == number) else { return };
        match pages {
            Ok(pages) => preview.pages = Some(pages),
            Err(problem) => preview.problem = Some(problem),
        }
    }

    /// Writes the pages of the preview to this path.
    pub(super) fn save_pages(&mut self, path: PathBuf, replace: bool) -> Vec<Effect> {
        let (Some(job), Some(preview)) = (self.layout_job(), &self.preview) else { return Vec::new() };
        let Some(pages) = &preview.pages else { return Vec::new() };
        let pages = Arc::clone(pages).into();
        vec![Effect::WritePages { pages, date: job.date(), standard: preview.standard(), path, replace }]
    }

    /// Writes a file for each unit into this folder.
    pub(super) fn write_units(&mut self, folder: PathBuf) -> Vec<Effect> {
        let (Some(job), Some(preview)) = (self.layout_job(), &self.preview) else { return Vec::new() };
        if self.units_progress.is_some() {
            return Vec::new();
        }
        self.units_progress = Some(UnitsProgress { done: 0, all: job.units().len() });
        vec![Effect::WriteUnits { job: Box::new(job), standard: preview.standard(), folder }]
    }

    pub(super) fn units_written(&mut self, written: usize, problems: Vec<String>, folder: PathBuf) {
        self.units_progress = None;
        let t = self.lang.texts();
        let message = fill(t.units_written, &[&written, &folder.display()]);
        self.notice = Some(if problems.is_empty() {
            Notice::Written { message, path: folder.join("x") }
        } else {
            Notice::Problem { title: message, lines: problems }
        });
    }

    pub(super) fn printed(&mut self, result: Result<String, PrintError>) {
        let t = self.lang.texts();
        let what = match result {
            Ok(_) => {
                self.notice = Some(Notice::Done(t.printed.to_owned()));
                return;
            }
            Err(error) => print_problem(self.lang, &error),
        };
        self.apply(Action::Failed(what));
    }
}

/// Why nothing is printed, and what to do.
pub fn print_problem(lang: crate::lang::Lang, error: &PrintError) -> String {
    let t = lang.texts();
    match error {
        PrintError::NoService => t.print_no_service.to_owned(),
        PrintError::NoPrinter => t.print_no_printer.to_owned(),
        PrintError::BadPages => t.print_bad_pages.to_owned(),
        PrintError::Refused(words) => fill(t.print_refused, &[words]),
    }
}
