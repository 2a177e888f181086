//! Export and print (导出与打印): what is to be made, for whom, how and in which format, and the pages
//! as they were laid out.

use super::output::{Chosen, Extent, LayoutJob, PrintOptions, UnitsProgress};
use super::settings::PrintSettings;
use super::shared::Shared;
use super::window::Window;
use super::{Effect, OpenPlan, Panel, PlanEffect, Target};
use crate::lang::{Lang, fill};
use crate::paper::{Pages, Standard};
use crate::platform::printers::{Duplex, PrintError, PrintRequest, Printer};
use crate::product::{Format, Product};
use crate::view::Filter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A preview on screen.
pub struct Preview {
    /// What is asked for.
    pub options: PrintOptions,
    /// In which format it is saved: one of [`PrintOptions::formats`].
    pub format: Format,
    /// A file for each unit, where it is for many.
    pub each: bool,
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
    /// Copies to be printed, from 1 to 999.
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

    /// Whether a file for each unit is asked for, and there are many.
    pub fn is_folder(&self) -> bool {
        self.options.is_of_many() && (self.each || self.options.product.file_formats().is_empty())
    }

    /// The formats to choose from, the default first.
    pub fn formats(&self) -> Vec<Format> {
        self.options.formats(self.is_folder())
    }

    /// Whether it can be saved now: what is saved as pages is saved as it is shown.
    pub fn can_save(&self) -> bool {
        self.pages.is_some() || self.is_folder() || !self.format.is_paged()
    }

    /// A format that there is none of gives way to the first there is.
    fn settle_format(&mut self) {
        let formats = self.formats();
        if let Some(&first) = formats.first().filter(|_| !formats.contains(&self.format)) {
            self.format = first;
        }
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
    /// In which format it is saved.
    Format(Format),
    /// A file for each unit, or one for all.
    Each(bool),
    /// Save it.
    Save,
    /// Show the PDF in the system's own viewer.
    OpenElsewhere,
    /// Close the preview.
    Close,
    /// Pages were laid out, or could not be.
    LaidOut {
        /// Number of the layout that was asked for: an older one is of no use any more.
        number: u64,
        /// The pages, or in one line why there are none.
        pages: Result<Shared<Pages>, String>,
    },
    /// The printers are known.
    Printers(Result<Vec<Printer>, PrintError>),
    /// A document went to the printer, or did not.
    Printed(Result<String, PrintError>),
    /// It was written.
    Saved {
        /// Path of the file.
        path: PathBuf,
        /// What a person should know of the file; mostly nothing.
        warnings: Vec<String>,
    },
    /// How far the files for all units have come.
    UnitsProgress(UnitsProgress),
    /// They are done.
    UnitsWritten {
        /// Files that are there.
        written: usize,
        /// One line for each that is not.
        problems: Vec<String>,
        /// Folder of the files.
        folder: PathBuf,
    },
}

impl OpenPlan {
    /// Proposed file name of what the preview makes, with its ending.
    pub(super) fn preview_name(&self, lang: Lang) -> String {
        let name = |preview: &Preview| {
            let title = preview.options.wanted().title(&self.document.plan, lang);
            format!("{title}.{}", preview.format.ending())
        };
        self.preview.as_ref().map(name).unwrap_or_default()
    }

    /// Opens the preview on the unit in the panel, else on the matrix.
    pub(super) fn open_preview(&mut self, window: &Window) -> Vec<Effect> {
        match self.panel() {
            Panel::Unit(unit) => self.open_preview_of(Product::Units, Chosen::One(unit), window),
            _ => self.open_preview_of(Product::Matrix, Chosen::All, window),
        }
    }

    /// Opens the preview on all units.
    pub(super) fn open_preview_of_all(&mut self, window: &Window) -> Vec<Effect> {
        self.open_preview_of(Product::Units, Chosen::All, window)
    }

    /// Opens the preview on what was made last.
    pub(super) fn open_preview_again(&mut self, window: &Window) -> Vec<Effect> {
        let last = window.settings.print.product();
        let product = if self.plan().units.is_empty() && last.each().is_some() { Product::Matrix } else { last };
        self.open_preview_of(product, Chosen::All, window)
    }

    pub(super) fn open_preview_of(&mut self, product: Product, units: Chosen, window: &Window) -> Vec<Effect> {
        let extent = if self.filter.is_empty() { Extent::All } else { Extent::Shown };
        let last = &window.settings.print;
        self.layouts += 1;
        let mut preview = Preview {
            options: last.options(product, units, extent),
            format: last.format(),
            each: last.each,
            archive: last.archive,
            pages: None,
            problem: None,
            printers: None,
            printer: 0,
            copies: 1,
            duplex: Duplex::default(),
            range: String::new(),
            number: self.layouts,
        };
        // What is opened to be printed is saved as it is seen.
        if preview.options.has_pages() && !preview.is_folder() {
            preview.format = Format::Pdf;
        }
        preview.settle_format();
        self.preview = Some(preview);
        let mut effects = self.lay_out(window);
        effects.extend(self.effect(PlanEffect::ListPrinters));
        effects
    }

    fn layout_job(&self, window: &Window) -> Option<LayoutJob> {
        let preview = self.preview.as_ref()?;
        let is_whole = preview.options.extent == Extent::All || preview.options.wanted().unit().is_some();
        let filter = if is_whole { Filter::default() } else { self.filter.clone() };
        let snapshot = self.snapshot(filter, window);
        let record = self.reported.as_ref().map(|own| Shared(Arc::clone(&own.record))).unwrap_or_default();
        Some(LayoutJob { number: preview.number, snapshot, options: preview.options.clone(), record })
    }

    fn lay_out(&self, window: &Window) -> Vec<Effect> {
        match self.layout_job(window).filter(|job| job.options.has_pages()) {
            Some(job) => self.effect(PlanEffect::LayOut(Box::new(job))),
            None => Vec::new(),
        }
    }

    pub(super) fn preview_action(&mut self, action: PreviewAction, window: &mut Window) -> Vec<Effect> {
        match action {
            PreviewAction::Print => return self.print(window),
            PreviewAction::Save => return self.ask_where(window.lang),
            PreviewAction::OpenElsewhere => return self.open_elsewhere(window),
            PreviewAction::Close => self.preview = None,
            PreviewAction::Printed(result) => printed(result, window),
            PreviewAction::Saved { path, warnings } => {
                window.close_question_of(self.id);
                window.exported(path, warnings);
            }
            PreviewAction::UnitsProgress(progress) => units_progressed(progress, window),
            PreviewAction::UnitsWritten { written, problems, folder } => {
                units_written(written, problems, &folder, window);
            }
            PreviewAction::Options(options) => return self.lay_out_otherwise(options, window),
            PreviewAction::Archive(archive) => self.choose(window, |preview| preview.archive = archive),
            PreviewAction::Format(format) => self.choose(window, |preview| preview.format = format),
            PreviewAction::Each(each) => self.choose(window, |preview| preview.each = each),
            PreviewAction::Printer(printer) => self.choose(window, |preview| preview.printer = printer),
            PreviewAction::Copies(copies) => self.choose(window, |preview| preview.copies = copies.clamp(1, 999)),
            PreviewAction::Duplex(duplex) => self.choose(window, |preview| preview.duplex = duplex),
            PreviewAction::Range(range) => self.choose(window, |preview| preview.range = range),
            PreviewAction::LaidOut { number, pages } => {
                // Those of a layout that was asked for before are of no use.
                if let Some(preview) = self.preview.as_mut().filter(|preview| preview.number == number) {
                    match pages {
                        Ok(pages) => preview.pages = Some(pages.0),
                        Err(problem) => preview.problem = Some(problem),
                    }
                }
            }
            PreviewAction::Printers(printers) => {
                if let Some(preview) = &mut self.preview {
                    preview.printers = Some(printers);
                }
            }
        }
        Vec::new()
    }

    /// Changes the preview, and remembers what was chosen.
    fn choose(&mut self, window: &mut Window, change: impl FnOnce(&mut Preview)) {
        if let Some(preview) = &mut self.preview {
            change(preview);
            preview.settle_format();
            window.settings.print = PrintSettings::of(preview);
        }
    }

    fn lay_out_otherwise(&mut self, options: PrintOptions, window: &mut Window) -> Vec<Effect> {
        if self.preview.as_ref().is_none_or(|preview| preview.options == options) {
            return Vec::new();
        }
        self.layouts += 1;
        let number = self.layouts;
        self.choose(window, |preview| {
            preview.options = options;
            preview.pages = None;
            preview.problem = None;
            preview.number = number;
        });
        self.lay_out(window)
    }

    /// Asks where to save what the preview makes.
    fn ask_where(&self, lang: Lang) -> Vec<Effect> {
        let Some(preview) = self.preview.as_ref().filter(|preview| preview.can_save()) else { return Vec::new() };
        let target = if preview.is_folder() {
            Target::UnitFolder(preview.format)
        } else {
            Target::Preview { product: preview.options.wanted().product(), format: preview.format }
        };
        self.ask_path(target, lang)
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

    /// Writes what the preview makes to this path, whose ending says in which format: what is saved as
    /// pages is saved as it is shown.
    pub(super) fn save_preview(&self, asked: Format, path: PathBuf, replace: bool, window: &mut Window) -> Vec<Effect> {
        let (Some(job), Some(preview)) = (self.layout_job(window), &self.preview) else { return Vec::new() };
        let formats = preview.options.formats(false);
        let (format, path, is_other) = match Format::of_path(path, asked, &formats) {
            Ok(chosen) => chosen,
            Err(ending) => {
                let product = preview.options.wanted().product();
                window.failed(product.refusal_but(&ending, &formats, window.lang));
                return Vec::new();
            }
        };
        // The dialog asked about another name: what stands at this one is not replaced unasked.
        let (standard, replace) = (preview.standard(), replace && !is_other);
        match (format.is_paged(), &preview.pages) {
            (true, Some(pages)) => {
                let (pages, product) = (Arc::clone(pages).into(), preview.options.wanted().product());
                self.effect(PlanEffect::WritePages { pages, product, date: job.date(), standard, path, replace })
            }
            _ => self.effect(PlanEffect::WriteMade { job: Box::new(job), format, standard, path, replace }),
        }
    }

    /// Writes a file of this format for each unit into this folder; one such job at a time. `replace`: files
    /// that stand there may go.
    pub(super) fn write_units(
        &self,
        format: Format,
        folder: PathBuf,
        replace: bool,
        window: &mut Window,
    ) -> Vec<Effect> {
        window.close_question_of(self.id);
        let (Some(job), Some(preview)) = (self.layout_job(window), &self.preview) else { return Vec::new() };
        if window.units_progress.is_some() {
            return Vec::new();
        }
        window.units_progress = Some(UnitsProgress { done: 0, all: job.units().len() });
        let (job, standard) = (Box::new(job), preview.standard());
        self.effect(PlanEffect::WriteUnits { job, format, standard, folder, replace })
    }
}

impl Window {
    /// Files for units are not written yet: what stands in their folder is asked about first.
    pub(super) fn waits_for_units(&mut self, target: Target) {
        if matches!(target, Target::UnitFolder(_)) {
            self.units_progress = None;
        }
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
