//! A world for a session that nobody looks at: files, dialogs and jobs whose results wait until a
//! test delivers them, in whatever order. It watches that nothing is lost and nothing written unasked.

use super::*;
use crate::model::{Date, Plan, Record, Report, TaskKey};
use crate::paper::Pages;
use crate::platform::printers::{PrintError, Printer};
use crate::platform::versions::Version;
use crate::session::output::UnitsProgress;
use crate::session::preview::PreviewAction;
use crate::session::rounds::{Gathered, RoundAction};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::SystemTime;

/// Numbers that are the same in every run: splitmix64.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % count.max(1) as u64) as usize
    }

    pub(super) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub(super) fn of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }
}

/// The day it is.
const THE_DAY: Date = Date::constant(2026, 7, 1);

/// Paths that people name.
pub(super) const PATHS: [&str; 5] = ["/x/一.ron", "/x/二.ron", "/x/三.ron", "/x/通知.txt", "/x/坏.ron"];

/// A plan with changes that no file holds, before something happens.
struct Changed {
    id: PlanId,
    plan: Plan,
}

pub(super) struct World {
    pub(super) session: Session,
    pub(super) dice: Dice,
    pub(super) files: BTreeMap<PathBuf, String>,
    /// Results that were not delivered yet.
    pub(super) waiting: Vec<Action>,
    /// Files that a person named for something to be written, with the endings that they get.
    named: BTreeSet<PathBuf>,
    /// Those of which a person said that what stands there may go, exactly as they were named.
    may_go: BTreeSet<PathBuf>,
    /// What each plan said when it was opened.
    opened: BTreeMap<PlanId, Plan>,
    /// Unsaved changes that a person gave up: the plan, and what it said then.
    given_up: Vec<(PlanId, Plan)>,
    pub(super) closed: bool,
    pages: Result<Shared<Pages>, String>,
}

fn titled(title: &str) -> String {
    format!(
        r#"(format: 1, title: "{title}", sections: [(number: "一", title: "甲体系")],
        groups: [(name: "甲", units: {{"县司法局": (aliases: ["司法局"]), "县公安局": (), "县直部门": (roster: ["县司法局"])}})],
        tasks: [(number: "1", section: "甲体系", text: "某事", lead: ["县司法局"], responsible: ["县公安局", "县直部门"]),
        (number: "2", text: "另一事", lead: ["县公安局"])])"#
    )
}

impl World {
    pub(super) fn new(seed: u64, pages: Result<Shared<Pages>, String>) -> Self {
        let mut files = BTreeMap::new();
        for (path, title) in PATHS[..3].iter().zip(["甲方案", "乙方案", "丙方案"]) {
            files.insert(PathBuf::from(path), titled(title));
        }
        files.insert(PathBuf::from(PATHS[3]), super::draft::TOWN.to_owned());
        files.insert(PathBuf::from(PATHS[4]), "(format: 1, title".to_owned());
        // Of others, where people may save to.
        for (path, text) in
            [("/neu/0.txt", "别人的"), ("/neu/1.txt", "另一人的"), ("/neu/2.ron", "()"), ("/aus/x.csv", "表")]
        {
            files.insert(PathBuf::from(path), text.to_owned());
        }
        let mut session = session();
        if seed % 2 == 1 {
            // Every change is worked out elsewhere, and comes late.
            session.window.at_once = 0;
        }
        let mut world = Self {
            session,
            dice: Dice(seed),
            files,
            waiting: Vec::new(),
            named: BTreeSet::new(),
            may_go: BTreeSet::new(),
            opened: BTreeMap::new(),
            given_up: Vec::new(),
            closed: false,
            pages,
        };
        world.note_opened();
        world
    }

    /// Carries out an action, begins what it asks for, and looks whether all is as it must be.
    pub(super) fn act(&mut self, action: Action) {
        let before: Vec<Changed> = self
            .session
            .plans()
            .iter()
            .filter(|plan| plan.is_unsaved())
            .map(|plan| Changed { id: plan.id(), plan: plan.shared_document().plan.clone() })
            .collect();
        if let (Action::Window(WindowAction::Leave(LeavingAnswer::Discard)), Some(leaving)) =
            (&action, self.session.leaving())
        {
            let losing = self.session.losing(leaving);
            // With what is being typed and without it: that may be on its way into the plan by then.
            for plan in losing {
                self.given_up.push((plan.id(), plan.document().plan.clone()));
                self.given_up.push((plan.id(), plan.shared_document().plan.clone()));
            }
        }
        if let Action::Plan(_, PlanAction::Path(PathAction::Chosen { target, path, replace })) = &action {
            self.name(*target, path, *replace);
        }
        let changes = self.changed_by(&action);
        let told = format!("{action:?}").chars().take(160).collect::<String>();
        let effects = self.session.apply(action);
        for unsaved in before {
            self.must_be_there(&unsaved, changes == Some(unsaved.id), &told);
        }
        self.note_opened();
        for effect in effects {
            self.begin(effect, &told);
        }
        super::random::check(&self.session);
    }

    /// The plan that an action may change: an edit, or its file written with its source named in it.
    fn changed_by(&self, action: &Action) -> Option<PlanId> {
        match action {
            Action::Plan(
                id,
                PlanAction::Edit(_) | PlanAction::Reworked(_) | PlanAction::File(FileAction::Saved(_)),
            ) => Some(*id),
            Action::Command(
                UiCommand::Undo
                | UiCommand::Redo
                | UiCommand::MarkOverallLead
                | UiCommand::MarkLead
                | UiCommand::MarkResponsible
                | UiCommand::MarkSupporting
                | UiCommand::MarkSupervising
                | UiCommand::MarkConsulted
                | UiCommand::MarkInformed
                | UiCommand::ClearMarks
                | UiCommand::CutMarks
                | UiCommand::AcceptDoubt
                | UiCommand::SettleDoubt
                | UiCommand::MoveTaskUp
                | UiCommand::MoveTaskDown
                | UiCommand::MoveUnitLeft
                | UiCommand::MoveUnitRight,
            ) => Some(self.session.active().id()),
            _ => None,
        }
    }

    fn must_be_there(&self, unsaved: &Changed, may_change: bool, told: &str) {
        let plain = |plan: &Plan| Plan { source: None, ..plan.clone() };
        let is_in_a_file = || {
            self.files
                .values()
                .any(|text| crate::file::decode(text).is_ok_and(|opened| plain(&opened.plan) == plain(&unsaved.plan)))
        };
        match self.session.plan(unsaved.id) {
            Some(now) => {
                let same = now.shared_document().plan == unsaved.plan;
                // What was typed may be on its way into the plan.
                assert!(same || may_change || now.is_working(), "changed by {told}");
                // What is typed last may say again what the file says.
                let as_opened = self.opened.get(&unsaved.id) == Some(&unsaved.plan);
                let saved = !now.is_unsaved() && !may_change && !as_opened && !is_in_a_file();
                assert!(!saved, "taken for saved by {told}");
            }
            None => {
                let is_given_up = self.given_up.iter().any(|(id, plan)| *id == unsaved.id && *plan == unsaved.plan);
                assert!(is_given_up || is_in_a_file(), "unsaved changes lost by {told}");
            }
        }
    }

    fn note_opened(&mut self) {
        for plan in self.session.plans() {
            self.opened.entry(plan.id()).or_insert_with(|| plan.document().plan.clone());
        }
    }

    /// A person named a path; a file without its ending gets it.
    fn name(&mut self, target: Target, path: &Path, replace: bool) {
        self.named.insert(path.to_owned());
        if replace {
            self.may_go.insert(path.to_owned());
        }
        match target {
            Target::Plan => {
                self.named.insert(PathBuf::from(format!("{}.ron", path.display())));
            }
            Target::Export { format, .. } => {
                self.named.insert(PathBuf::from(format!("{}.{}", path.display(), format.ending())));
            }
            Target::Preview { format, .. } | Target::Bulletin(format) => {
                self.named.insert(PathBuf::from(format!("{}.{}", path.display(), format.ending())));
            }
            Target::UnitFolder(_) | Target::Manual => {}
        }
    }

    /// Writes a file that somebody must have named, or that is the plan's own.
    fn write(
        &mut self,
        plan: PlanId,
        target: Target,
        path: PathBuf,
        text: String,
        replace: bool,
        told: &str,
    ) -> Option<Action> {
        let own = self.session.plan(plan).and_then(OpenPlan::path) == Some(&path);
        assert!(own && target == Target::Plan || self.named.contains(&path), "{} is written by {told}", path.display());
        let stands = self.files.contains_key(&path);
        if stands && !replace {
            return Some(Action::Plan(plan, PathAction::Stands { target, path }.into()));
        }
        let may_go = own && target == Target::Plan || self.may_go.contains(&path);
        assert!(!stands || may_go, "{} is replaced unasked by {told}", path.display());
        self.files.insert(path, text);
        None
    }

    /// Does what is asked of the outside; its result waits.
    fn begin(&mut self, effect: Effect, told: &str) {
        match effect {
            Effect::AskOpen(_) => {
                if self.dice.one_in(2) {
                    self.waiting.push(WindowAction::AskPath(PathQuestion::Open).into());
                } else {
                    let path = PathBuf::from(*self.dice.of(&PATHS));
                    self.waiting.push(WindowAction::Open(vec![path]).into());
                }
            }
            Effect::Read(to_read) => {
                for ToRead { path, show } in to_read {
                    let result = match self.read(path.as_deref()) {
                        Some(reading) => WindowAction::Opened { reading: Box::new(reading), show },
                        None => WindowAction::NotOpened(format!("{path:?}")),
                    };
                    self.waiting.push(result.into());
                }
            }
            Effect::ReadText(text) => {
                let reading = Box::new(notice(&text, None));
                self.waiting.push(WindowAction::Opened { reading, show: true }.into());
            }
            Effect::Close => {
                let lost = self.session.plans().iter().find(|plan| {
                    let plan = (plan.id(), plan.shared_document().plan.clone());
                    !self.given_up.contains(&plan)
                });
                let lost = lost.filter(|plan| plan.is_unsaved());
                assert!(lost.is_none(), "the window closes on unsaved changes by {told}");
                self.closed = true;
            }
            Effect::Plan(plan, effect) => self.begin_for(plan, effect, told),
            Effect::PasteMarks => {
                let plan = self.session.active().id();
                self.waiting.push(Action::Plan(plan, EditAction::PasteMarks("牵头\t责任\n\t配合".to_owned()).into()));
            }
            Effect::Paste => self.waiting.push(WindowAction::ImportText(super::draft::TOWN.to_owned()).into()),
            Effect::Watch(files) => {
                let open = files.iter().all(|(plan, path)| {
                    self.session.plan(*plan).is_some_and(|plan| {
                        plan.path() == Some(path.as_path()) || plan.record_path().as_ref() == Some(path)
                    })
                });
                assert!(open, "what is watched is open");
            }
            Effect::Recover { open: true } => {
                // Changes of a plan file, which may be open.
                let path = PathBuf::from(PATHS[self.dice.below(3)]);
                if let Some(mut reading) = self.read(Some(&path)) {
                    let plan = Plan { title: "找回的题目".to_owned(), ..reading.document.plan.clone() };
                    reading.document = reading.document.with_plan(&plan);
                    reading.unsaved = Some(Unsaved::default());
                    self.waiting.push(WindowAction::Opened { reading: Box::new(reading), show: true }.into());
                }
            }
            Effect::Recover { open: false } | Effect::Discard(_) => {}
            Effect::Copy(_) | Effect::Reveal(_) | Effect::CancelUnits | Effect::FocusSearch | Effect::NextRegion => {}
        }
    }

    fn begin_for(&mut self, plan: PlanId, effect: PlanEffect, told: &str) {
        let result: PlanAction = match effect {
            PlanEffect::AskPath { target, .. } => self.answer(target).into(),
            PlanEffect::ReadAgain(path) => match self.read(path.as_deref()) {
                Some(reading) => FileAction::ReadAgain(Box::new(reading.document)).into(),
                None => return self.waiting.push(WindowAction::NotOpened("gone".to_owned()).into()),
            },
            PlanEffect::Export { job, path, replace } => {
                let (target, export) = (job.target(), job.export());
                if let Some(stands) = self.write(plan, target, path.clone(), "table".to_owned(), replace, told) {
                    return self.waiting.push(stands);
                }
                OutputAction::Exported { export, path, warnings: Vec::new() }.into()
            }
            PlanEffect::Save(save) => match self.save(plan, save, told) {
                Ok(result) => result.into(),
                Err(stands) => return self.waiting.push(stands),
            },
            PlanEffect::ReadAnew { number, .. } if self.dice.one_in(8) => {
                EditAction::ReadAnew { number, result: Box::new(Err("gone".to_owned())) }.into()
            }
            PlanEffect::ReadAnew { origin, mappings, number } => {
                let result = Box::new(Ok(super::grids::anew(&origin, mappings)));
                EditAction::ReadAnew { number, result }.into()
            }
            PlanEffect::ListVersions(path) => {
                let version = Version { path, kept: SystemTime::UNIX_EPOCH, size: 1 };
                FileAction::Versions(Some(vec![version]).filter(|_| !self.dice.one_in(3))).into()
            }
            PlanEffect::OpenVersion { version, .. } => {
                if let Some(mut reading) = self.read(Some(&version.path)) {
                    reading.home = Home::Notice(None);
                    reading.unsaved = Some(Unsaved::default());
                    let opened = WindowAction::Opened { reading: Box::new(reading), show: true };
                    self.waiting.push(opened.into());
                }
                return;
            }
            PlanEffect::LayOut(job) => {
                let pages = if self.dice.one_in(5) { Err("x".to_owned()) } else { self.pages.clone() };
                PreviewAction::LaidOut { number: job.number, pages }.into()
            }
            PlanEffect::ListPrinters => {
                let printer = Printer { name: "一楼".to_owned(), is_default: true };
                let none = self.dice.one_in(3);
                PreviewAction::Printers(if none { Err(PrintError::NoService) } else { Ok(vec![printer]) }).into()
            }
            PlanEffect::Print { .. } => PreviewAction::Printed(Ok("1".to_owned())).into(),
            PlanEffect::WritePages { product, path, replace, .. } => {
                let target = Target::Preview { product, format: Format::Pdf };
                if let Some(stands) = self.write(plan, target, path.clone(), "pages".to_owned(), replace, told) {
                    return self.waiting.push(stands);
                }
                PreviewAction::Saved { path, warnings: Vec::new() }.into()
            }
            PlanEffect::WriteMade { job, format, path, replace, .. } => {
                let target = Target::Preview { product: job.options.wanted().product(), format };
                if let Some(stands) = self.write(plan, target, path.clone(), "made".to_owned(), replace, told) {
                    return self.waiting.push(stands);
                }
                PreviewAction::Saved { path, warnings: Vec::new() }.into()
            }
            PlanEffect::OpenPages { .. } => return,
            PlanEffect::ReadRecord(job) => {
                let record = Record::of(&job.document.0.plan);
                let reported = job.run(record, self.dice.one_in(2), Vec::new(), THE_DAY);
                RoundAction::Read(Box::new(reported)).into()
            }
            PlanEffect::AskForms(_) => RoundAction::Collect(vec![PathBuf::from("/aus/forms")]).into(),
            PlanEffect::Gather { document, record, .. } => {
                let plan = &document.0.plan;
                let report = plan.tasks.first().zip(plan.units.first()).map(|(task, unit)| Report {
                    task: TaskKey::of(plan, task),
                    unit: unit.name.clone(),
                    ..Report::default()
                });
                let reports = report.into_iter().collect();
                RoundAction::Gathered(Box::new(Gathered { path: record, reports, ..Gathered::default() })).into()
            }
            PlanEffect::AddToRecord { path, entries, .. } => {
                let is_own = self.session.plans().iter().any(|plan| plan.record_path().as_ref() == Some(&path));
                assert!(is_own || self.session.plan(plan).is_none(), "{} is no record: {told}", path.display());
                let is_asked = ["Take(true)", "Enter(Some", "Withdraw"].iter().any(|words| told.contains(words));
                assert!(is_asked, "a record is added to by {told}");
                match self.dice.one_in(2) {
                    true => RoundAction::NotRecorded("full".to_owned()),
                    false => RoundAction::Recorded { entries: entries.reports.len() + entries.notes.len(), path },
                }
                .into()
            }
            PlanEffect::DrawUp { job, number } => {
                let bulletin = Shared(Arc::new(job.run(None, THE_DAY, Lang::Zh)));
                let none = self.dice.one_in(4);
                RoundAction::Drawn { number, bulletin: if none { Err("x".to_owned()) } else { Ok(bulletin) } }.into()
            }
            PlanEffect::WriteBulletin { .. } if self.dice.one_in(4) => RoundAction::Failed("full".to_owned()).into(),
            PlanEffect::WriteBulletin { format, path, replace, .. } => {
                let target = Target::Bulletin(format);
                if let Some(stands) = self.write(plan, target, path.clone(), "bulletin".to_owned(), replace, told) {
                    return self.waiting.push(stands);
                }
                RoundAction::Saved { path, warnings: Vec::new() }.into()
            }
            PlanEffect::WriteManual { path, replace } => {
                if let Some(stands) = self.write(plan, Target::Manual, path.clone(), "manual".to_owned(), replace, told)
                {
                    return self.waiting.push(stands);
                }
                OutputAction::ManualSaved(path).into()
            }
            PlanEffect::Rework(rework) => PlanAction::Reworked(Box::new(rework.run())),
            PlanEffect::WriteUnits { format, folder, replace: false, .. } if self.dice.one_in(3) => {
                PathAction::Stands { target: Target::UnitFolder(format), path: folder }.into()
            }
            PlanEffect::WriteUnits { job, folder, .. } => {
                assert!(self.named.contains(&folder), "{} is written to by {told}", folder.display());
                let progress = UnitsProgress { done: 1, all: job.units().len() };
                self.waiting.push(Action::Plan(plan, PreviewAction::UnitsProgress(progress).into()));
                PreviewAction::UnitsWritten { written: 1, problems: Vec::new(), folder }.into()
            }
        };
        self.waiting.push(Action::Plan(plan, result));
    }

    /// Writes a plan, or asks first, or fails.
    #[expect(clippy::result_large_err, reason = "an action is what it is, and this is a test")]
    fn save(&mut self, plan: PlanId, save: SavePlan, told: &str) -> Result<FileAction, Action> {
        match self.dice.below(8) {
            0 => return Ok(FileAction::NotSaved("full".to_owned())),
            1 if !save.consent.losses => {
                return Ok(FileAction::SaveDoubted { save, doubt: SaveDoubt::Losses(Vec::new()) });
            }
            2 if save.consent.changed.is_none() => {
                let doubt = SaveDoubt::Changed { difference: Vec::new(), now: 1 };
                return Ok(FileAction::SaveDoubted { save, doubt });
            }
            _ => {}
        }
        if self.files.contains_key(&save.path) && !save.replace {
            return Err(Action::Plan(plan, PathAction::Stands { target: Target::Plan, path: save.path }.into()));
        }
        let mut save = save;
        let name = save.name_beside(|path| {
            self.files.get(path).map(|text| text.clone().into_bytes()).ok_or(std::io::ErrorKind::NotFound.into())
        });
        if let Some((name, (proposed, content))) = name.zip(save.beside.as_mut()) {
            let beside = save.path.with_file_name(&name);
            *proposed = name;
            let before = self.files.insert(beside.clone(), content.clone());
            let is_kept = before.is_none_or(|before| before == *content);
            assert!(is_kept, "{}, which nobody named, is replaced by {told}", beside.display());
        }
        let result = as_written(&save);
        let FileAction::Saved(saved) = &result else { return Ok(result) };
        let text = saved.document.file_text().unwrap_or_default().to_owned();
        match self.write(plan, Target::Plan, save.path.clone(), text, save.replace, told) {
            Some(stands) => Err(stands),
            None => Ok(result),
        }
    }

    /// What a dialog answers.
    fn answer(&mut self, target: Target) -> PathAction {
        match self.dice.below(5) {
            0 => PathAction::Cancelled(target),
            1 => PathAction::Unavailable(target),
            _ => {
                let path = self.path_for(target);
                // The dialog asks about a file that stands there.
                PathAction::Chosen { target, path, replace: true }
            }
        }
    }

    /// A path that a person names for something.
    pub(super) fn path_for(&mut self, target: Target) -> PathBuf {
        let number = self.dice.below(3);
        match target {
            Target::Plan => format!("/neu/{number}{}", self.dice.of(&[".ron", ".ron", ""])),
            Target::Export { .. } => (*self.dice.of(&["/aus/x.csv", "/aus/x.xlsx", "/aus/x", "/aus/x.v2"])).to_owned(),
            Target::Preview { format, .. } => format!("/aus/{number}.{}", format.ending()),
            Target::Bulletin(format) => format!("/aus/b{number}.{}", format.ending()),
            Target::UnitFolder(_) => "/aus/ordner".to_owned(),
            Target::Manual => format!("/aus/m{number}.pdf"),
        }
        .into()
    }

    /// What stands in a file.
    fn read(&self, path: Option<&Path>) -> Option<Reading> {
        let Some(path) = path else {
            return Some(Reading {
                document: Document::builtin(),
                home: Home::Builtin,
                doubts: Vec::new(),
                grids: None,
                unsaved: None,
            });
        };
        let text = self.files.get(path)?;
        let name = path.display().to_string();
        if path.extension().is_some_and(|ending| ending == "txt") {
            return Some(notice(text, Some(file(&name))));
        }
        let document = Document::open(name.clone(), text.as_bytes()).ok()?;
        Some(Reading { document, home: Home::File(file(&name)), doubts: Vec::new(), grids: None, unsaved: None })
    }

    /// Undo to the start gives every plan as it was opened.
    pub(super) fn undo_all(&mut self) {
        self.session.window.at_once = usize::MAX;
        while self.session.plans().iter().any(OpenPlan::is_working) {
            let is_change = |action: &Action| matches!(action, Action::Plan(_, PlanAction::Reworked(_)));
            let next = self.waiting.iter().position(is_change).expect("what is worked out comes");
            let action = self.waiting.remove(next);
            self.act(action);
        }
        let ids: Vec<PlanId> = self.session.plans().iter().map(OpenPlan::id).collect();
        for id in ids {
            self.session.window(WindowAction::ShowPlan(id));
            // Over the pages of a preview nothing is undone.
            self.session.tell(PreviewAction::Close);
            while self.session.draft().is_some_and(crate::session::draft::Draft::can_undo) {
                command(&mut self.session, UiCommand::Undo);
            }
            let opened = &self.opened[&id];
            let now = &self.session.document().plan;
            assert_eq!(Plan { source: opened.source.clone(), ..now.clone() }, *opened);
        }
    }
}

/// What a job makes of a text.
pub(super) fn notice(text: &str, file: Option<PlanFile>) -> Reading {
    let mut read = crate::import::read(None, text.as_bytes(), crate::import::Options::default()).expect("a notice");
    read.plan.doubts = read.open_doubts();
    let mut document = Document::of_plan("通知.txt", &read.plan);
    document.add_source(read.text);
    let grids = super::grids::mapped(text, read.grids);
    Reading { document, home: Home::Notice(file), doubts: read.findings, grids, unsaved: None }
}
