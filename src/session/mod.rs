//! What the window is showing, as a pure state machine: [`Action`]s in, [`Effect`]s out.
//!
//! *Architecture invariant:* no window, no files, no threads here. Whoever draws holds a `&Session`
//! and sends actions; whoever runs effects sends their results back as actions.

mod action;
mod command;
pub mod draft;
mod history;
mod memory;
pub mod output;
pub mod preview;
mod selection;
pub mod settings;

pub use action::{Action, Effect, Extent, Notice, Page, Panel, PathQuestion, Place, Table, Theme, ThemeChoice};
pub use command::{Key, Shortcut, UiCommand};
pub use history::History;
pub use selection::{Cursor, Motion, Selection};

use crate::document::Document;
use crate::export::Scope;
use crate::export::csv::TsvSink;
use crate::lang::{Lang, fill, omission};
use crate::model::{GroupId, Role, SectionId, TaskId, UnitId};
use crate::product::Format;
use crate::view::{Arrangement, Filter, MatrixView, Order, Subject};
use draft::{Draft, Leaving};
use output::{ExportJob, PrintOptions, PrintWhat};
use preview::{Preview, PreviewAction, UnitsProgress};
use settings::{Settings, ZOOM};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The state of the window.
pub struct Session {
    document: Arc<Document>,
    /// The plan's file; none for the built-in plan.
    path: Option<PathBuf>,
    filter: Filter,
    arrangement: Arrangement,
    view: MatrixView,
    cursor: Option<Cursor>,
    anchor: Option<Cursor>,
    history: History<Place>,
    /// The finding whose words are lit in the panel, by position.
    lit: Option<usize>,
    /// Keys of the findings that were set aside.
    set_aside: BTreeSet<String>,
    /// The same by position of the finding; empty if none is. Asked in every frame.
    aside: Vec<bool>,
    /// What is remembered beyond the plan on screen.
    settings: Settings,
    /// Tables that a person was asked where to save since this plan was opened.
    asked: Vec<Table>,
    /// The format that the last of them was asked for in.
    asked_format: Format,
    draft: Option<Draft>,
    leaving: Option<Leaving>,
    leaving_after_save: Option<Leaving>,
    preview: Option<Preview>,
    /// How many previews were laid out.
    previews: u64,
    /// Files for all units that are being written.
    units_progress: Option<UnitsProgress>,
    /// Language of everything shown.
    pub lang: Lang,
    /// The system's colours, as far as it says; the app keeps it up to date.
    pub system_theme: Theme,
    /// The message on screen.
    pub notice: Option<Notice>,
    /// The question for a path on screen.
    pub question: Option<PathQuestion>,
    /// The table of which is asked how much to export.
    pub extent_question: Option<Table>,
    /// Whether the help window is open.
    pub help_open: bool,
    /// Whether the list of all commands is open.
    pub palette_open: bool,
    revision: u64,
    opening: u64,
}

impl Session {
    /// A window on `document`, everything shown, the cursor on the first task's first mark.
    pub fn new(document: Document, lang: Lang) -> Self {
        let mut session = Self {
            document: Arc::new(document),
            path: None,
            filter: Filter::default(),
            arrangement: Arrangement::default(),
            view: MatrixView::default(),
            cursor: None,
            anchor: None,
            history: History::new(Place::default()),
            lit: None,
            set_aside: BTreeSet::new(),
            aside: Vec::new(),
            settings: Settings::default(),
            asked: Vec::new(),
            asked_format: Format::Csv,
            draft: None,
            leaving: None,
            leaving_after_save: None,
            preview: None,
            previews: 0,
            units_progress: None,
            lang,
            system_theme: Theme::default(),
            notice: None,
            question: None,
            extent_question: None,
            help_open: false,
            palette_open: false,
            revision: 0,
            opening: 0,
        };
        session.project();
        session.cursor = Cursor::first(&session.view);
        session
    }

    /// The plan on screen.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The plan's file; none for the built-in plan.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The matrix on screen.
    pub fn view(&self) -> &MatrixView {
        &self.view
    }

    /// Changes whenever the matrix does, so that what was worked out from it can tell.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Changes whenever another plan comes on screen.
    pub fn opening(&self) -> u64 {
        self.opening
    }

    /// What is left out.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How what stands is laid out.
    pub fn arrangement(&self) -> &Arrangement {
        &self.arrangement
    }

    /// The cell cursor; `None` only where there is no cell at all.
    pub fn cursor(&self) -> Option<Cursor> {
        self.cursor
    }

    /// Selected rows and columns of the matrix on screen, each from first to last.
    pub fn selection(&self) -> Option<Selection> {
        Selection::between(&self.view, self.anchor.or(self.cursor)?, self.cursor?)
    }

    /// What the side panel shows.
    pub fn panel(&self) -> Panel {
        self.history.current().panel
    }

    /// What the middle of the window shows.
    pub fn page(&self) -> Page {
        self.history.current().page
    }

    /// The finding whose words are lit in the panel.
    pub fn lit(&self) -> Option<&crate::finding::Finding> {
        self.document.findings.get(self.lit?)
    }

    /// Whether a finding was set aside; by its position.
    pub fn is_set_aside(&self, position: usize) -> bool {
        self.aside.get(position).copied().unwrap_or_default()
    }

    /// How many of the plan's findings are set aside.
    pub fn set_aside_count(&self) -> usize {
        self.aside.iter().filter(|aside| **aside).count()
    }

    /// How far the files for all units have come, while they are written.
    pub fn units_progress(&self) -> Option<UnitsProgress> {
        self.units_progress
    }

    /// Light or dark, as chosen or as the system has it.
    pub fn theme(&self) -> Theme {
        match self.settings.theme {
            ThemeChoice::Light => Theme::Light,
            ThemeChoice::Dark => Theme::Dark,
            ThemeChoice::System => self.system_theme,
        }
    }

    /// Size of everything; 1 is the system's own.
    pub fn zoom(&self) -> f32 {
        self.settings.zoom
    }

    /// 我的单位, if it was chosen and the plan on screen has it.
    pub fn my_unit(&self) -> Option<UnitId> {
        self.document.plan.unit_named(self.settings.my_unit.as_deref()?)
    }

    /// Whether there is something to go back to.
    pub fn can_go_back(&self) -> bool {
        self.history.can_go_back()
    }

    /// Whether there is something to go forward to.
    pub fn can_go_forward(&self) -> bool {
        self.history.can_go_forward()
    }

    /// Whether marks of this role are shown.
    pub fn shows_role(&self, role: Role) -> bool {
        self.filter.roles.is_empty() || self.filter.roles.contains(&role)
    }

    /// Carries out an action; what only the outside can do is returned.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Command(command) => return self.command(command),
            Action::ZoomBy(factor) => self.zoom_by(factor),
            Action::MoveTo(cursor) => {
                self.cursor = Some(cursor);
                self.anchor = None;
            }
            Action::ExtendTo(cursor) => {
                self.anchor = self.anchor.or(self.cursor);
                self.cursor = Some(cursor);
            }
            Action::Move { motion, extend } => {
                let Some(cursor) = self.cursor else { return Vec::new() };
                self.anchor = if extend { self.anchor.or(Some(cursor)) } else { None };
                self.cursor = Some(cursor.moved(&self.view, motion));
            }
            Action::Show(panel) => self.show(panel),
            Action::ShowPage(page) => self.go(Place { page, panel: self.panel() }),
            Action::ShowFinding(position) => self.show_finding(position),
            Action::SetAside { findings, aside } => {
                let keys = findings.iter().filter_map(|&position| self.document.findings.get(position));
                let keys: Vec<String> = keys.map(|finding| self.document.finding_key(finding)).collect();
                for key in keys {
                    if aside {
                        self.set_aside.insert(key);
                    } else {
                        self.set_aside.remove(&key);
                    }
                }
                self.place_aside();
            }
            Action::ToggleRole(role) => {
                let mut roles =
                    if self.filter.roles.is_empty() { Role::ALL.to_vec() } else { self.filter.roles.clone() };
                if roles.contains(&role) {
                    roles.retain(|kept| *kept != role);
                } else {
                    roles.push(role);
                }
                // Hiding the last one shows everything again. A role that the plan does not use is
                // none that is left.
                let used = |role: &Role| self.document.ledger.marks().iter().any(|mark| mark.role == *role);
                let all = Role::ALL.iter().all(|role| roles.contains(role));
                self.filter.roles = if all || !roles.iter().any(used) { Vec::new() } else { roles };
                self.project();
            }
            Action::ToggleThrough => {
                self.filter.without_through = !self.filter.without_through;
                self.project();
            }
            Action::ToggleSection(section) => {
                toggle(&mut self.filter.sections, section);
                self.project();
            }
            Action::ToggleGroup(group) => {
                toggle(&mut self.filter.groups, group);
                self.project();
            }
            Action::ToggleEmpty => {
                let hide = !self.filter.hide_empty_rows;
                self.filter.hide_empty_rows = hide;
                self.filter.hide_empty_columns = hide;
                self.project();
            }
            Action::FilterText(words) => {
                self.filter.find = words.trim().to_owned();
                self.project();
            }
            Action::ClearFilter => {
                self.filter = Filter::default();
                self.project();
            }
            Action::Sort(order) => {
                self.arrangement.order = order;
                self.project();
            }
            Action::FoldSection(section) => self.fold_section(section),
            Action::FoldGroup(group) => self.fold_group(group),
            Action::ChooseTheme(choice) => self.settings.theme = choice,
            Action::ChooseMyUnit(unit) => {
                self.settings.my_unit = unit.map(|unit| self.document.plan.unit(unit).name.clone());
            }
            Action::TogglePalette => self.palette_open = !self.palette_open,
            Action::CloseHint => self.settings.hint_seen = true,
            Action::ExportExtent(extent) => {
                if let (Some(table), Some(extent)) = (self.extent_question.take(), extent) {
                    return self.ask_save(table.with(extent), self.asked_format);
                }
            }
            Action::OpenPath(path) => {
                self.question = None;
                return self.leave_if_saved(Leaving::Open(path));
            }
            Action::Imported { document, findings } => return self.imported(*document, findings),
            Action::Edit(edit) => self.edit(&edit),
            Action::ShowDoubt(position) => self.show_doubt(position),
            Action::Settle { doubt, settled } => self.settle(doubt, settled),
            Action::AcceptDoubt(position) => self.accept(position),
            Action::SavePlan { path, replace } => return self.save_plan_to(path, replace),
            Action::PlanSaved { path, plan } => return self.plan_saved(path, &plan),
            Action::PlanExists(path) => self.question = Some(PathQuestion::SavePlan { exists: Some(path) }),
            Action::ShowBuiltin => return self.opened(Document::builtin(), None),
            Action::Close => return self.leave_if_saved(Leaving::Close),
            Action::Leave(answer) => return self.answer_leaving(answer),
            Action::ImportText(text) => return vec![Effect::ReadText(text)],
            Action::Opened { document, path } => return self.opened(*document, Some(path)),
            Action::ChangedOnDisk { path, gone } => {
                if self.path.as_ref() == Some(&path) {
                    let t = self.lang.texts();
                    let message = fill(if gone { t.file_gone } else { t.file_changed }, &[&path.display()]);
                    self.notice = Some(Notice::Changed { message, path: Some(path).filter(|_| !gone) });
                }
            }
            Action::NotOpened(line) => {
                let title = self.lang.texts().not_opened.to_owned();
                self.notice = Some(Notice::Problem { title, lines: vec![line] });
            }
            Action::AskPath(question) => match question {
                PathQuestion::Save { table, .. } if self.is_of_another_plan(table) => {}
                question => self.question = Some(question),
            },
            Action::DropQuestion => self.question = None,
            Action::Export { table, path, replace } => {
                if !self.is_of_another_plan(table) {
                    return self.export(table, path, replace);
                }
            }
            Action::Exported { table, path, warnings } => {
                self.question = None;
                let mut message = fill(self.lang.texts().exported_to, &[&path.display()]);
                let is_shown = matches!(table, Table::Matrix(Extent::Shown) | Table::Marks(Extent::Shown));
                if let Some(left_out) = omission(self.lang, &self.view).filter(|_| is_shown) {
                    message = fill(self.lang.texts().exported_partly, &[&message, &left_out]);
                }
                self.notice = Some(if warnings.is_empty() {
                    Notice::Written { message, path }
                } else {
                    Notice::Problem { title: message, lines: warnings }
                });
            }
            Action::AskExport { table, format } => return self.ask_extent(table, format),
            Action::Preview(action) => return self.preview_action(action),
            Action::LaidOut { number, pages } => self.laid_out(number, pages),
            Action::Printers(printers) => {
                if let Some(preview) = &mut self.preview {
                    preview.printers = Some(printers);
                }
            }
            Action::Printed(result) => self.printed(result),
            Action::SavePages { path, replace } => return self.save_pages(path, replace),
            Action::PagesSaved(path) => {
                self.question = None;
                let message = fill(self.lang.texts().exported_to, &[&path.display()]);
                self.notice = Some(Notice::Written { message, path });
            }
            Action::PagesExist(path) => self.question = Some(PathQuestion::SavePages { exists: Some(path) }),
            Action::WriteUnits(folder) => {
                self.question = None;
                return self.write_units(folder);
            }
            Action::UnitsProgress(progress) => {
                if self.units_progress.is_some() {
                    self.units_progress = Some(progress);
                }
            }
            Action::UnitsWritten { written, problems, folder } => self.units_written(written, problems, folder),
            Action::CancelUnits => return vec![Effect::CancelUnits],
            Action::ExportExists { table, path } => {
                if !self.is_of_another_plan(table) {
                    self.question = Some(PathQuestion::Save { table, exists: Some(path) });
                }
            }
            Action::Failed(line) => {
                let title = self.lang.texts().failed.to_owned();
                self.notice = Some(Notice::Problem { title, lines: vec![line] });
            }
            Action::CloseNotice => self.notice = None,
            Action::Reveal(path) => return vec![Effect::Reveal(path)],
        }
        Vec::new()
    }

    fn command(&mut self, command: UiCommand) -> Vec<Effect> {
        match command {
            UiCommand::Open => return vec![Effect::AskOpen],
            UiCommand::OpenBuiltin => return self.leave_if_saved(Leaving::OpenBuiltin),
            UiCommand::Reload => {
                let leaving = self.path.clone().map_or(Leaving::OpenBuiltin, Leaving::Open);
                return self.leave_if_saved(leaving);
            }
            UiCommand::Arrange => self.arrange(),
            UiCommand::Save => return self.save_plan(),
            UiCommand::SaveAs => return vec![Effect::AskSavePlan { name: self.plan_file_name() }],
            UiCommand::Undo => self.undo(),
            UiCommand::Redo => self.redo(),
            UiCommand::ImportClipboard => return vec![Effect::Paste],
            UiCommand::Print => return self.open_preview(),
            UiCommand::PrintAll => {
                let mut effects = self.open_preview();
                if let Some(preview) = &self.preview {
                    let options = PrintOptions { what: PrintWhat::AllUnits, ..preview.options };
                    // Only what is meant is laid out.
                    effects.retain(|effect| !matches!(effect, Effect::LayOut(_)));
                    effects.extend(self.preview_action(PreviewAction::Options(options)));
                }
                return effects;
            }
            UiCommand::ExportMatrix => return self.ask_extent(Table::Matrix(Extent::All), Format::Csv),
            UiCommand::ExportWorkbook => return self.ask_extent(Table::Matrix(Extent::All), Format::Xlsx),
            UiCommand::ExportPicture => return self.ask_extent(Table::Matrix(Extent::All), Format::Png),
            UiCommand::ExportDrawing => return self.ask_extent(Table::Matrix(Extent::All), Format::Svg),
            UiCommand::ExportMarks => return self.ask_extent(Table::Marks(Extent::All), Format::Csv),
            UiCommand::ExportUnitWorkbook => {
                if let Some(unit) = self.current_unit() {
                    return self.ask_save(Table::Unit(unit), Format::Xlsx);
                }
            }
            UiCommand::ExportUnit => {
                if let Some(unit) = self.current_unit() {
                    return self.ask_save(Table::Unit(unit), Format::Csv);
                }
            }
            UiCommand::Find => return vec![Effect::FocusSearch],
            UiCommand::Copy => return self.copy(),
            UiCommand::SelectAll => {
                if let (Some(start), Some(last)) = (Cursor::at(&self.view, 0, 0), Cursor::last(&self.view)) {
                    self.anchor = Some(start);
                    self.cursor = Some(last);
                }
            }
            UiCommand::ShowTask => {
                if let Some(cursor) = self.cursor {
                    self.show(match cursor.subject {
                        Subject::Task(task) => Panel::Task(task),
                        Subject::Section(section) => Panel::Section(section),
                    });
                }
            }
            UiCommand::ShowUnit => {
                if let Some(cursor) = self.cursor {
                    self.show(Panel::Unit(cursor.unit));
                }
            }
            UiCommand::ShowMatrix => self.go(Place { page: Page::Matrix, panel: self.panel() }),
            UiCommand::ShowSource => self.go(Place { page: Page::Source, panel: self.panel() }),
            UiCommand::ShowLoad => self.go(Place { page: Page::Load, panel: self.panel() }),
            UiCommand::ShowMyUnit => match self.my_unit() {
                Some(unit) => self.show(Panel::Unit(unit)),
                None => self.notice = Some(Notice::Done(self.lang.texts().my_unit_missing.to_owned())),
            },
            UiCommand::FoldSection => {
                if let Some(section) = self.cursor.and_then(|cursor| self.section_of(cursor.subject)) {
                    self.fold_section(section);
                }
            }
            UiCommand::FoldGroup => {
                if let Some(cursor) = self.cursor {
                    self.fold_group(self.document.plan.unit(cursor.unit).group);
                }
            }
            UiCommand::FoldAll => {
                self.arrangement.folded_sections = self.document.plan.section_ids().collect();
                self.project();
            }
            UiCommand::UnfoldAll => {
                self.arrangement.folded_sections.clear();
                self.arrangement.folded_groups.clear();
                self.project();
            }
            UiCommand::SortSource => return self.apply(Action::Sort(Order::Source)),
            UiCommand::SortLoad => return self.apply(Action::Sort(Order::Load)),
            UiCommand::SortName => return self.apply(Action::Sort(Order::Name)),
            UiCommand::HideEmpty => return self.apply(Action::ToggleEmpty),
            UiCommand::ClearFilter => return self.apply(Action::ClearFilter),
            UiCommand::ShowFindings => {
                let open = self.panel() == Panel::Findings;
                self.show(if open { Panel::Closed } else { Panel::Findings });
            }
            UiCommand::Escape => self.escape(),
            UiCommand::Back => {
                self.history.back();
                self.follow();
            }
            UiCommand::Forward => {
                self.history.forward();
                self.follow();
            }
            UiCommand::Previous => self.neighbour(false),
            UiCommand::Next => self.neighbour(true),
            UiCommand::NextRegion => return vec![Effect::NextRegion],
            UiCommand::ZoomIn => self.zoom_by(1.1),
            UiCommand::ZoomOut => self.zoom_by(1.0 / 1.1),
            UiCommand::ZoomReset => self.settings.zoom = 1.0,
            UiCommand::SwitchTheme => {
                self.settings.theme = match self.theme() {
                    Theme::Light => ThemeChoice::Dark,
                    Theme::Dark => ThemeChoice::Light,
                }
            }
            UiCommand::SwitchLanguage => {
                self.lang = match self.lang {
                    Lang::Zh => Lang::En,
                    Lang::En => Lang::Zh,
                }
            }
            UiCommand::Palette => self.palette_open = !self.palette_open,
            UiCommand::Help => self.help_open = !self.help_open,
        }
        Vec::new()
    }

    /// Esc closes what lies on top: a question, the list of commands, the help, a message, the
    /// selection, the panel; and goes back from another page to the matrix.
    fn escape(&mut self) {
        let asked = self.question.take().is_some() || self.extent_question.take().is_some();
        if asked || self.leaving.take().is_some() {
            return;
        }
        if self.preview.is_some() {
            // A message over the pages goes before them.
            if self.notice.take().is_none() {
                self.preview = None;
            }
            return;
        }
        if self.palette_open {
            self.palette_open = false;
        } else if self.help_open {
            self.help_open = false;
        } else if self.notice.take().is_some() || self.anchor.take().is_some() {
        } else if self.panel() != Panel::Closed {
            self.show(Panel::Closed);
        } else if self.page() != Page::Matrix {
            self.go(Place { page: Page::Matrix, panel: Panel::Closed });
        }
    }

    fn show(&mut self, panel: Panel) {
        self.go(Place { page: self.page(), panel });
    }

    fn go(&mut self, place: Place) {
        self.history.go(place);
        self.lit = None;
        self.follow();
    }

    fn show_finding(&mut self, position: usize) {
        let Some(finding) = self.document.findings.get(position) else { return };
        let panel = match crate::check::subject(finding) {
            Some(Subject::Task(task)) => Panel::Task(task),
            Some(Subject::Section(section)) => Panel::Section(section),
            None => match finding.kind.unit() {
                Some(unit) => Panel::Unit(unit),
                None => return,
            },
        };
        self.show(panel);
        self.lit = Some(position);
    }

    fn section_of(&self, subject: Subject) -> Option<SectionId> {
        match subject {
            Subject::Section(section) => Some(section),
            Subject::Task(task) => self.document.plan.task(task).section,
        }
    }

    fn fold_section(&mut self, section: SectionId) {
        toggle(&mut self.arrangement.folded_sections, section);
        // The cursor stays with the section rather than jump to the top.
        let inside = self.cursor.filter(|cursor| {
            self.section_of(cursor.subject)
                .is_some_and(|own| self.arrangement.folded_into(&self.document.plan, own) == Some(section))
        });
        if let Some(cursor) = inside {
            self.cursor = Some(Cursor { subject: Subject::Section(section), ..cursor });
        }
        self.project();
    }

    fn fold_group(&mut self, group: GroupId) {
        if self.arrangement.order != Order::Source {
            return;
        }
        toggle(&mut self.arrangement.folded_groups, group);
        self.project();
    }

    /// Unfolds what hides a place that a person asked for.
    fn unfold_for(&mut self, panel: Panel) {
        let plan = &self.document.plan;
        let section = match panel {
            Panel::Task(task) => plan.task(task).section,
            Panel::Section(section) => plan.section(section).parent,
            Panel::Unit(_) | Panel::Closed | Panel::Findings | Panel::Doubts => None,
        };
        let before = (self.arrangement.folded_sections.len(), self.arrangement.folded_groups.len());
        if let Some(section) = section {
            self.arrangement.folded_sections.retain(|&folded| !plan.section_within(section, folded));
        }
        if let Panel::Unit(unit) = panel {
            let group = plan.unit(unit).group;
            self.arrangement.folded_groups.retain(|&folded| folded != group);
        }
        if before != (self.arrangement.folded_sections.len(), self.arrangement.folded_groups.len()) {
            self.project();
        }
    }

    fn zoom_by(&mut self, factor: f32) {
        self.settings.zoom = (self.settings.zoom * factor).clamp(*ZOOM.start(), *ZOOM.end());
    }

    /// Puts the cursor on what the panel shows, so that matrix and panel speak of the same thing.
    fn follow(&mut self) {
        self.unfold_for(self.panel());
        let Some(cursor) = &mut self.cursor else { return };
        let moved = match &self.history.current().panel {
            Panel::Task(task) => Cursor { subject: Subject::Task(*task), ..*cursor },
            Panel::Section(section) => Cursor { subject: Subject::Section(*section), ..*cursor },
            Panel::Unit(unit) => Cursor { unit: *unit, ..*cursor },
            Panel::Closed | Panel::Findings | Panel::Doubts => *cursor,
        };
        if moved != *cursor && moved.stands(&self.view) {
            *cursor = moved;
            self.anchor = None;
        }
    }

    fn neighbour(&mut self, forward: bool) {
        let step = |position: usize, count: usize| {
            let next = if forward { position + 1 } else { position.checked_sub(1)? };
            (next < count).then_some(next)
        };
        let next = match self.panel() {
            Panel::Task(task) => {
                step(task.index(), self.document.plan.tasks.len()).map(|next| Panel::Task(TaskId::new(next)))
            }
            Panel::Section(section) => step(section.index(), self.document.plan.sections.len())
                .map(|next| Panel::Section(SectionId::new(next))),
            Panel::Unit(unit) => {
                step(unit.index(), self.document.plan.units.len()).map(|next| Panel::Unit(UnitId::new(next)))
            }
            Panel::Closed | Panel::Findings | Panel::Doubts => None,
        };
        if let Some(next) = next {
            self.show(next);
        }
    }

    /// The unit whose obligations are on screen, else the one under the cursor.
    pub fn current_unit(&self) -> Option<UnitId> {
        match self.panel() {
            Panel::Unit(unit) => Some(unit),
            _ => self.cursor.map(|cursor| cursor.unit),
        }
    }

    /// Another plan, or the same one read again: then the place is kept.
    fn opened(&mut self, document: Document, path: Option<PathBuf>) -> Vec<Effect> {
        let lang = self.lang;
        self.take(document, path);
        let errors: Vec<String> = self
            .document
            .findings
            .iter()
            .filter(|finding| finding.severity() == crate::finding::Severity::Error)
            .map(|finding| self.document.finding_line(lang, finding))
            .collect();
        if !errors.is_empty() {
            let title = fill(lang.texts().opened_with_errors, &[&errors.len()]);
            self.notice = Some(Notice::Problem { title, lines: errors });
        }
        vec![Effect::Watch(self.path.clone())]
    }

    /// Recomputes the matrix; the cursor stays on its cell if that still stands.
    fn project(&mut self) {
        let Document { plan, ledger, .. } = &*self.document;
        self.view = MatrixView::arranged(plan, ledger, &self.filter, &self.arrangement);
        self.revision += 1;
        self.anchor = None;
        if !self.cursor.is_some_and(|cursor| cursor.stands(&self.view)) {
            self.cursor = Cursor::first(&self.view);
        }
    }

    fn scope(&self) -> Scope<'_> {
        Scope {
            plan: &self.document.plan,
            ledger: &self.document.ledger,
            filter: &self.filter,
            view: &self.view,
            lang: self.lang,
        }
    }

    /// A dialog may be answered after another plan was opened: then its table is gone, and this says so.
    fn is_of_another_plan(&mut self, table: Table) -> bool {
        let gone = !self.asked.contains(&table);
        if gone {
            self.apply(Action::Failed(self.lang.texts().plan_replaced.to_owned()));
        }
        gone
    }

    /// Asks how much to export, where that makes a difference.
    fn ask_extent(&mut self, table: Table, format: Format) -> Vec<Effect> {
        if omission(self.lang, &self.view).is_none() {
            return self.ask_save(table, format);
        }
        self.asked_format = format;
        self.extent_question = Some(table);
        Vec::new()
    }

    fn ask_save(&mut self, table: Table, format: Format) -> Vec<Effect> {
        self.asked_format = format;
        if !self.asked.contains(&table) {
            self.asked.push(table);
        }
        vec![Effect::AskSave { table, name: self.file_name(table) }]
    }

    /// Proposed file name of a table, with its ending.
    pub fn file_name(&self, table: Table) -> String {
        let t = self.lang.texts();
        let plan = &self.document.plan;
        let title = match table {
            Table::Matrix(_) => format!("{}-{}", plan.title, t.table_matrix),
            Table::Marks(_) => format!("{}-{}", plan.title, t.table_marks),
            Table::Unit(unit) => format!("{}-{}", plan.unit(unit).name, t.table_unit),
        };
        format!("{title}.{}", self.asked_format.ending())
    }

    fn export(&mut self, table: Table, path: PathBuf, replace: bool) -> Vec<Effect> {
        let filter = match table {
            Table::Matrix(Extent::Shown) | Table::Marks(Extent::Shown) => self.filter.clone(),
            Table::Matrix(Extent::All) | Table::Marks(Extent::All) | Table::Unit(_) => Filter::default(),
        };
        let (format, path, replace) = match path.extension().and_then(|ending| Format::of_ending(ending.to_str()?)) {
            Some(format) => (format, path, replace),
            None => {
                // The dialog asked about another name.
                let mut name = path.into_os_string();
                name.push(".");
                name.push(self.asked_format.ending());
                (self.asked_format, PathBuf::from(name), false)
            }
        };
        let job = ExportJob { snapshot: self.snapshot(filter), table, format };
        vec![Effect::Export { job: Box::new(job), path, replace }]
    }

    fn copy(&mut self) -> Vec<Effect> {
        let Some(selection) = self.selection() else { return Vec::new() };
        let mut sink = TsvSink::default();
        let copied = selection.write(&self.scope(), &mut sink);
        if let Err(error) = copied {
            return self.apply(Action::Failed(error.to_string()));
        }
        let (rows, columns) = (selection.rows.len(), selection.columns.len());
        self.notice = Some(Notice::Done(fill(self.lang.texts().copied, &[&rows, &columns])));
        vec![Effect::Copy(sink.text)]
    }
}

/// Puts an item into a choice, or takes it out.
fn toggle<T: PartialEq>(choice: &mut Vec<T>, item: T) {
    match choice.iter().position(|chosen| *chosen == item) {
        Some(position) => {
            choice.remove(position);
        }
        None => choice.push(item),
    }
}

#[cfg(test)]
mod tests;
