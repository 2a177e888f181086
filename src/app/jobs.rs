//! Work that may take its time, each piece on a thread of its own, its result an action.

use super::keeper::{Found, recovered};
use super::rounds::Rounds;
use super::saving::Saving;
use super::told::{failed, line, plan_file};
use super::watch::Watch;
use crate::cli::open_error;
use crate::document::Document;
use crate::import::{ImportError, Mapping, Options};
use crate::lang::import_error;
use crate::lang::{Lang, Texts, read_error};
use crate::limits::Limit;
use crate::model::Date;
use crate::paper::{self, Faces, Pages, Standard};
use crate::platform::batch::{self, FileFailure};
use crate::platform::desktop::{Answer, Desktop, FileKind};
use crate::platform::files::{self, Existing};
use crate::platform::fonts;
use crate::platform::handover::Handovers;
use crate::platform::printers::PrintRequest;
use crate::platform::reading;
use crate::platform::threads;
use crate::platform::versions::Versions;
use crate::product::{BULLETIN_FORMATS, Format, MakeError, Product, Warning};
use crate::session::Shared;
use crate::session::grids::{Anew, Mapped, Origin};
use crate::session::output::{Export, ExportJob, LayoutJob, UnitsProgress};
use crate::session::preview::PreviewAction;
use crate::session::{
    Action, EditAction, FileAction, Home, OutputAction, PathAction, PathQuestion, PlanAction, PlanEffect, PlanFile,
    PlanId, Reading, Spent, Target, ToRead, WindowAction, manual_on_paper, open_elsewhere,
};
use eframe::egui;
use std::cell::RefCell;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, PoisonError};
use std::time::SystemTime;

/// Reads a plan or a notice, by the ending of its name; `None` is the built-in plan. One line if it
/// cannot be read.
fn read(lang: Lang, path: Option<PathBuf>) -> Result<Reading, String> {
    let Some(path) = path else {
        return Ok(Reading {
            document: Document::builtin(),
            home: Home::Builtin,
            doubts: Vec::new(),
            grids: None,
            unsaved: None,
        });
    };
    // A record is read with its plan.
    let path = files::plan_of_record(&path).unwrap_or(path);
    let is_plan = path.extension().is_none_or(|ending| ending.eq_ignore_ascii_case("ron"));
    if is_plan {
        let document = files::open_plan(&path).map_err(|error| open_error(lang, &path, &error))?;
        return Ok(Reading {
            document,
            home: Home::File(plan_file(path)),
            doubts: Vec::new(),
            grids: None,
            unsaved: None,
        });
    }
    let shown = path.display().to_string();
    let bytes =
        files::read_within(&path, Limit::Document).map_err(|error| format!("{shown}: {}", read_error(lang, &error)))?;
    let name = path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    notice(lang, name.as_deref(), &shown, &bytes, Some(plan_file(path)))
}

/// What a notice says, as the plan that is put on screen.
fn notice(
    lang: Lang,
    name: Option<&str>,
    shown: &str,
    bytes: &[u8],
    file: Option<PlanFile>,
) -> Result<Reading, String> {
    let mut options = Options::default();
    let mut read = reading::import(name, bytes, options.clone());
    if read == Err(ImportError::UnknownMarks) {
        // A person says what they mean, with the table before their eyes.
        options.unexplained = true;
        read = reading::import(name, bytes, options.clone());
    }
    let mut imported = read.map_err(|error| format!("{shown}: {}", import_error(lang, error)))?;
    imported.plan.doubts = imported.open_doubts();
    let mut document = Document::of_plan(shown, &imported.plan);
    document.add_source(imported.text);
    let origin = || Origin {
        name: name.map(str::to_owned),
        shown: shown.to_owned(),
        bytes: bytes.to_vec(),
        unexplained: options.unexplained,
    };
    let grids =
        (!imported.grids.is_empty()).then(|| Mapped { origin: Shared(Arc::new(origin())), grids: imported.grids });
    Ok(Reading { document, home: Home::Notice(file), doubts: imported.findings, grids, unsaved: None })
}

/// What a document says when its grids are read like this.
fn anew(lang: Lang, origin: &Origin, mappings: Vec<Mapping>) -> Result<Anew, String> {
    let options = Options { mappings, unexplained: origin.unexplained, ..Options::default() };
    let read = reading::import(origin.name.as_deref(), &origin.bytes, options);
    let mut imported = read.map_err(|error| format!("{}: {}", origin.shown, import_error(lang, error)))?;
    imported.plan.doubts = imported.open_doubts();
    Ok(Anew { plan: imported.plan, doubts: imported.findings, grids: imported.grids })
}

/// The kinds of file that may be written there, the one that was asked for first.
fn kinds(target: Target, t: &'static Texts) -> Vec<FileKind> {
    let kind = |format: Format| FileKind { name: format.title(t), ending: format.ending() };
    let of_product = |product: Product, format| {
        let others = product.file_formats().into_iter().filter(|other| *other != format);
        std::iter::once(format).chain(others).map(kind).collect()
    };
    match target {
        Target::Export { export: Export { wanted, .. }, format, .. } => of_product(wanted.product(), format),
        Target::Preview { product, format } => of_product(product, format),
        Target::Bulletin(format) => {
            let others = BULLETIN_FORMATS.iter().copied().filter(|other| *other != format);
            std::iter::once(format).chain(others).map(kind).collect()
        }
        Target::Plan => vec![FileKind { name: t.plan_filter, ending: "ron" }],
        Target::Manual => vec![kind(Format::Pdf)],
        Target::UnitFolder(_) => Vec::new(),
    }
}

fn existing(replace: bool) -> Existing {
    if replace { Existing::Replace } else { Existing::Keep }
}

fn faces(job: &LayoutJob) -> Arc<Faces> {
    if job.options.system_faces { fonts::official_faces() } else { Faces::embedded() }
}

/// The jobs of a window.
pub(super) struct Jobs {
    ctx: egui::Context,
    desktop: Arc<dyn Desktop>,
    sender: Sender<Action>,
    results: Receiver<Action>,
    watch: Watch,
    cancelled: Arc<AtomicBool>,
    /// Where earlier versions of plans are kept; `None` if nothing is remembered.
    versions: Option<Versions>,
    handovers: Arc<Handovers>,
}

impl Jobs {
    pub fn new(ctx: egui::Context, desktop: Arc<dyn Desktop>) -> Self {
        let (sender, results) = channel();
        let watch = Watch::default();
        let (tell, repaint) = (sender.clone(), ctx.clone());
        watch.start(move |action| {
            let is_heard = tell.send(action).is_ok();
            repaint.request_repaint();
            is_heard
        });
        let (cancelled, handovers) = (Arc::default(), Arc::default());
        Self { ctx, desktop, sender, results, watch, cancelled, versions: None, handovers }
    }

    /// Keeps earlier versions of plans there.
    pub fn keep_versions(&mut self, versions: Option<Versions>) {
        self.versions = versions;
    }

    /// Tells the window something from another thread.
    pub fn teller(&self) -> impl Fn(Action) + Send + 'static {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        move |action| {
            let _ = sender.send(action);
            ctx.request_repaint();
        }
    }

    /// Opens again what a crash left.
    pub fn recover(&self, found: Found) {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        self.start(move |_| {
            let found = found.lock().unwrap_or_else(PoisonError::into_inner);
            let mut ids: Vec<u64> = found.keys().copied().collect();
            ids.sort_unstable();
            for id in ids {
                let entry = &found[&id].entry;
                let Some((document, unsaved)) = recovered(id, entry) else { continue };
                let home = entry.path.clone().map_or(Home::Notice(None), |path| Home::File(plan_file(path)));
                let reading = Reading { document, home, doubts: Vec::new(), grids: None, unsaved: Some(unsaved) };
                let _ = sender.send(WindowAction::Opened { reading: Box::new(reading), show: true }.into());
                ctx.request_repaint();
            }
            None
        });
    }

    /// Clears away what the window has no time for.
    pub fn discard(&self, spent: Spent) {
        self.start(move |_| {
            drop(spent);
            None
        });
    }

    /// Takes away what was handed to other programs a while ago.
    pub fn clear_handovers(&self) {
        self.handovers.clear(SystemTime::now());
    }

    fn saving(&self, lang: Lang, plan: PlanId) -> Saving {
        Saving { lang, plan, versions: self.versions.clone() }
    }

    /// Tells from now on when one of these files changes, and of no others.
    pub fn watch(&self, files: Vec<(PlanId, PathBuf)>) {
        self.watch.watch(files);
    }

    /// Results that came in since the last call.
    pub fn finished(&self) -> Vec<Action> {
        self.results.try_iter().collect()
    }

    fn start(&self, job: impl FnOnce(&dyn Desktop) -> Option<Action> + Send + 'static) {
        let (sender, ctx, desktop) = (self.sender.clone(), self.ctx.clone(), Arc::clone(&self.desktop));
        let run = move || {
            if let Some(action) = job(&*desktop) {
                // The window may be gone: then nobody needs the result.
                let _ = sender.send(action);
                ctx.request_repaint();
            }
        };
        if let Err(error) = threads::start("job", run) {
            let _ = self.sender.send(failed(error.to_string()));
        }
    }

    pub fn ask_open(&self, lang: Lang, folder: Option<PathBuf>) {
        self.start(move |desktop| match desktop.ask_open(lang.texts(), folder.as_deref()) {
            Answer::Path(path) => Some(WindowAction::Open(vec![path]).into()),
            Answer::Cancelled => None,
            Answer::Unavailable => Some(WindowAction::AskPath(PathQuestion::Open).into()),
        });
    }

    /// Reads plans and notices one after the other, and tells of each as it is there.
    pub fn read(&self, lang: Lang, files: Vec<ToRead>) {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        self.start(move |_| {
            for ToRead { path, show } in files {
                let action = match read(lang, path) {
                    Ok(reading) => WindowAction::Opened { reading: Box::new(reading), show },
                    Err(line) => WindowAction::NotOpened(line),
                };
                let _ = sender.send(action.into());
                ctx.request_repaint();
            }
            None
        });
    }

    /// Reads a text as a notice.
    pub fn read_text(&self, lang: Lang, text: String) {
        self.start(move |_| {
            let read = notice(lang, None, lang.texts().clipboard, text.as_bytes(), None);
            Some(match read {
                Ok(reading) => WindowAction::Opened { reading: Box::new(reading), show: true }.into(),
                Err(line) => WindowAction::NotOpened(line).into(),
            })
        });
    }

    /// Begins the job of an effect; its result names the same plan.
    pub fn start_for(&self, lang: Lang, plan: PlanId, effect: PlanEffect) {
        let job = For { plan, lang };
        let rounds = Rounds { plan, lang };
        match effect {
            PlanEffect::ReadRecord(record) => self.start(move |_| Some(rounds.read(&record))),
            PlanEffect::AskForms(folder) => self.start(move |desktop| rounds.ask_forms(desktop, &folder)),
            PlanEffect::Gather { document, record, paths } => {
                self.start(move |_| Some(rounds.gather(&document, record, &paths)));
            }
            PlanEffect::AddToRecord { document, path, entries } => {
                self.start(move |_| Some(rounds.add(&document, path, &entries)));
            }
            PlanEffect::DrawUp { job: bulletin, number } => {
                self.start(move |_| Some(rounds.draw_up(&bulletin, number)));
            }
            PlanEffect::WriteBulletin { bulletin, format, path, replace } => {
                self.start(move |_| Some(rounds.write(&bulletin, format, path, replace)));
            }
            PlanEffect::AskPath { target, path } => self.start(move |desktop| Some(job.ask(desktop, target, &path))),
            PlanEffect::ReadAgain(path) => self.start(move |_| Some(job.read_again(path))),
            PlanEffect::Export { job: export, path, replace } => {
                self.start(move |_| Some(job.export(&export, path, replace)));
            }
            PlanEffect::Save(save) => {
                let (watch, saving) = (self.watch.clone(), self.saving(lang, plan));
                self.start(move |_| {
                    if save.others.contains(&files::canonical(&save.path)) {
                        let line = open_elsewhere(lang, &save.path);
                        return Some(Action::Plan(plan, FileAction::NotSaved(line).into()));
                    }
                    Some(watch.while_writing(plan, || saving.save(save)))
                });
            }
            PlanEffect::Rework(rework) => {
                self.start(move |_| Some(Action::Plan(plan, PlanAction::Reworked(Box::new(rework.run())))));
            }
            PlanEffect::ReadAnew { origin, mappings, number } => self.start(move |_| {
                let result = Box::new(anew(lang, &origin.0, mappings));
                Some(job.result(EditAction::ReadAnew { number, result }))
            }),
            PlanEffect::ListVersions(path) => {
                let saving = self.saving(lang, plan);
                self.start(move |_| Some(saving.list_versions(&path)));
            }
            PlanEffect::OpenVersion { version, path } => {
                let saving = self.saving(lang, plan);
                self.start(move |_| Some(saving.open_version(&version, path)));
            }
            PlanEffect::WriteManual { path, replace } => self.start(move |_| Some(job.write_manual(path, replace))),
            PlanEffect::LayOut(layout) => self.start(move |_| Some(job.lay_out(&layout))),
            PlanEffect::ListPrinters => {
                self.start(move |desktop| Some(job.result(PreviewAction::Printers(desktop.printers()))));
            }
            PlanEffect::Print { pages, date, request } => {
                self.start(move |desktop| Some(job.print(desktop, &pages, date, &request)));
            }
            PlanEffect::WritePages { pages, product, date, standard, path, replace } => {
                self.start(move |_| Some(job.write_pages((&pages, product), date, standard, path, replace)));
            }
            PlanEffect::WriteMade { job: made, format, standard, path, replace } => {
                self.start(move |_| Some(job.write_made(&made, format, standard, path, replace)));
            }
            PlanEffect::OpenPages { pages, date, title } => {
                let handovers = Arc::clone(&self.handovers);
                self.start(move |desktop| job.open_pages(desktop, &handovers, &pages, date, &title));
            }
            PlanEffect::WriteUnits { job: layout, format, standard, folder, replace } => {
                self.cancelled.store(false, Ordering::Relaxed);
                let (sender, ctx, cancelled) = (self.sender.clone(), self.ctx.clone(), Arc::clone(&self.cancelled));
                self.start(move |_| {
                    Some(job.write_units(&layout, (format, standard), folder, existing(replace), |progress| {
                        let _ = sender.send(job.result(PreviewAction::UnitsProgress(progress)));
                        ctx.request_repaint();
                        !cancelled.load(Ordering::Relaxed)
                    }))
                });
            }
        }
    }

    /// No more files for units.
    pub fn cancel_units(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub fn reveal(&self, lang: Lang, path: PathBuf) {
        self.start(move |desktop| {
            let error = desktop.reveal(&path).err()?;
            let folder = path.parent().unwrap_or(&path).display();
            Some(failed(format!("{folder}{}{error}", lang.texts().place_separator)))
        });
    }
}

/// The work for one plan.
#[derive(Clone, Copy)]
struct For {
    plan: PlanId,
    lang: Lang,
}

impl For {
    fn result(self, action: impl Into<PlanAction>) -> Action {
        Action::Plan(self.plan, action.into())
    }

    fn ask(self, desktop: &dyn Desktop, target: Target, proposed: &Path) -> Action {
        let t = self.lang.texts();
        let answer = match target {
            Target::UnitFolder(_) => desktop.ask_folder(t, proposed.parent().unwrap_or(proposed)),
            Target::Export { .. } | Target::Preview { .. } | Target::Bulletin(_) | Target::Plan | Target::Manual => {
                desktop.ask_save(t, proposed, &kinds(target, t))
            }
        };
        // The dialog has asked about a file that stands there, but of the files in a folder it knows nothing.
        let replace = !matches!(target, Target::UnitFolder(_));
        self.result(match answer {
            Answer::Path(path) => PathAction::Chosen { target, path, replace },
            Answer::Cancelled => PathAction::Cancelled(target),
            Answer::Unavailable => PathAction::Unavailable(target),
        })
    }

    fn read_again(self, path: Option<PathBuf>) -> Action {
        match read(self.lang, path) {
            Ok(reading) => self.result(FileAction::ReadAgain(Box::new(reading.document))),
            Err(line) => WindowAction::NotOpened(line).into(),
        }
    }

    /// What became of a file.
    fn written(
        self,
        target: Target,
        path: PathBuf,
        written: io::Result<()>,
        done: impl FnOnce(PathBuf) -> PlanAction,
    ) -> Action {
        match written {
            Ok(()) => self.result(done(path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                self.result(PathAction::Stands { target, path })
            }
            Err(error) => {
                let line = line(self.lang, &path, &error);
                if target == Target::Plan { self.result(FileAction::NotSaved(line)) } else { failed(line) }
            }
        }
    }

    fn export(self, job: &ExportJob, path: PathBuf, replace: bool) -> Action {
        let made = match job.run() {
            Ok(made) => made,
            Err(error) => return failed(error.words(self.lang)),
        };
        let export = job.export();
        let written = files::write(&path, &made.bytes, existing(replace));
        self.written(job.target(), path, written, |path| {
            OutputAction::Exported { export, path, warnings: self.words(&made.warnings) }.into()
        })
    }

    fn write_manual(self, path: PathBuf, replace: bool) -> Action {
        let pages = paper::manual(&manual_on_paper(self.lang), self.lang, &Faces::embedded());
        let pdf = match pages.and_then(|pages| pages.pdf(Standard::Plain, None)) {
            Ok(pdf) => pdf,
            Err(error) => return failed(error.words(self.lang)),
        };
        let written = files::write(&path, &pdf, existing(replace));
        self.written(Target::Manual, path, written, |path| OutputAction::ManualSaved(path).into())
    }

    fn lay_out(self, job: &LayoutJob) -> Action {
        let pages = job.run(&faces(job)).map(|pages| Arc::new(pages).into()).map_err(|error| error.words(self.lang));
        self.result(PreviewAction::LaidOut { number: job.number, pages })
    }

    fn print(self, desktop: &dyn Desktop, pages: &Shared<Pages>, date: Option<Date>, request: &PrintRequest) -> Action {
        match pages.0.pdf(Standard::Plain, date) {
            Ok(pdf) => self.result(PreviewAction::Printed(desktop.print(&pdf, request))),
            Err(error) => failed(error.words(self.lang)),
        }
    }

    fn write_pages(
        self,
        (pages, product): (&Shared<Pages>, Product),
        date: Option<Date>,
        standard: Standard,
        path: PathBuf,
        replace: bool,
    ) -> Action {
        let pdf = match pages.0.pdf(standard, date) {
            Ok(pdf) => pdf,
            Err(error) => return failed(error.words(self.lang)),
        };
        let written = files::write(&path, &pdf, existing(replace));
        let target = Target::Preview { product, format: Format::Pdf };
        self.written(target, path, written, |path| PreviewAction::Saved { path, warnings: Vec::new() }.into())
    }

    fn write_made(self, job: &LayoutJob, format: Format, standard: Standard, path: PathBuf, replace: bool) -> Action {
        let made = match job.file(format, &faces(job), standard) {
            Ok(made) => made,
            Err(error) => return failed(error.words(self.lang)),
        };
        let written = files::write(&path, &made.bytes, existing(replace));
        let target = Target::Preview { product: job.options.wanted().product(), format };
        let warnings = self.words(&made.warnings);
        self.written(target, path, written, |path| PreviewAction::Saved { path, warnings }.into())
    }

    /// Shows pages in the system's own viewer, from a private file that goes later: the viewer may be
    /// slow to open it.
    fn open_pages(
        self,
        desktop: &dyn Desktop,
        handovers: &Handovers,
        pages: &Shared<Pages>,
        date: Option<Date>,
        title: &str,
    ) -> Option<Action> {
        let pdf = match pages.0.pdf(Standard::Plain, date) {
            Ok(pdf) => pdf,
            Err(error) => return Some(failed(error.words(self.lang))),
        };
        let name = format!("{}.pdf", crate::neutral::file_stem(title));
        let path = match handovers.write(&name, &pdf, SystemTime::now()) {
            Ok(path) => path,
            Err(error) => return Some(failed(line(self.lang, Path::new(&name), &error))),
        };
        let error = desktop.open_file(&path).err()?;
        Some(failed(format!("{}{}{error}", path.display(), self.lang.texts().place_separator)))
    }

    /// Writes a file for each unit. `goes_on` is told of each, and may end the work.
    fn write_units(
        self,
        job: &LayoutJob,
        (format, standard): (Format, Standard),
        folder: PathBuf,
        existing: Existing,
        goes_on: impl Fn(UnitsProgress) -> bool,
    ) -> Action {
        if let Err(error) = files::make_folder(&folder) {
            let problems = vec![line(self.lang, &folder, &error)];
            return self.result(PreviewAction::UnitsWritten { written: 0, problems, folder });
        }
        let units = job.units();
        let faces = faces(job);
        let names = files::file_names(units.iter().map(|(_, name)| name.as_str()), format.ending());
        // Nothing is written before somebody has agreed that what stands there goes.
        if existing == Existing::Keep && names.iter().any(|name| folder.join(name).exists()) {
            return self.result(PathAction::Stands { target: Target::UnitFolder(format), path: folder });
        }
        // Each once, however many files it is about.
        let warned = RefCell::new(Vec::new());
        let make = |position: usize| {
            let made = job.unit_file(units[position].0, format, &faces, standard)?;
            let mut warned = warned.borrow_mut();
            for words in self.words(&made.warnings) {
                if !warned.contains(&words) {
                    warned.push(words);
                }
            }
            Ok::<_, MakeError>(made.bytes)
        };
        let mut problems = Vec::new();
        let batch = batch::write_each(&folder, &names, existing, make, |progress| {
            match progress.result {
                Ok(()) => {}
                Err(FileFailure::Made(error)) => {
                    problems.push(format!("{}: {}", progress.path.display(), error.words(self.lang)));
                }
                Err(FileFailure::Written(error)) => problems.push(line(self.lang, progress.path, &error)),
            }
            let so_far = UnitsProgress { done: progress.done, all: progress.all };
            if goes_on(so_far) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        match job.register(format, &faces) {
            Ok(None) => {}
            Ok(Some((title, made))) => {
                let path = folder.join(format!("{title}.{}", format.ending()));
                if let Err(error) = files::write(&path, &made.bytes, existing) {
                    problems.push(line(self.lang, &path, &error));
                }
            }
            Err(error) => problems.push(error.words(self.lang)),
        }
        problems.extend(warned.into_inner());
        self.result(PreviewAction::UnitsWritten { written: batch.written, problems, folder })
    }

    fn words(self, warnings: &[Warning]) -> Vec<String> {
        warnings.iter().map(|warning| warning.words(self.lang)).collect()
    }
}
