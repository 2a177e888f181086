//! What the window is showing, as a pure state machine: [`Action`]s in, [`Effect`]s out.
//!
//! *Architecture invariant:* no window, no files, no threads here. Whoever draws holds a `&Session`
//! and sends actions; whoever runs effects sends their results back as actions.

mod action;
mod command;
mod history;
mod selection;

pub use action::{Action, Effect, Notice, Panel, PathQuestion, Table, Theme};
pub use command::{Key, Shortcut, UiCommand};
pub use history::History;
pub use selection::{Cursor, Motion, Selection};

use crate::document::Document;
use crate::export::Scope;
use crate::export::csv::{CsvSink, Encoding, TsvSink};
use crate::export::table::{self, Expand};
use crate::lang::{Lang, fill, omission};
use crate::model::{Role, SectionId, TaskId, UnitId};
use crate::view::{Filter, MatrixView, Obligations, Subject};
use std::path::PathBuf;

/// The state of the window.
pub struct Session {
    document: Document,
    filter: Filter,
    view: MatrixView,
    cursor: Option<Cursor>,
    anchor: Option<Cursor>,
    history: History<Panel>,
    /// Tables that a person was asked where to save since this plan was opened.
    asked: Vec<Table>,
    /// Language of everything shown.
    pub lang: Lang,
    /// Light or dark.
    pub theme: Theme,
    /// The message on screen.
    pub notice: Option<Notice>,
    /// The question for a path on screen.
    pub question: Option<PathQuestion>,
    /// Whether the help window is open.
    pub help_open: bool,
    revision: u64,
}

impl Session {
    /// A window on `document`, everything shown, the cursor on the first task's first mark.
    pub fn new(document: Document, lang: Lang) -> Self {
        let mut session = Self {
            document,
            filter: Filter::default(),
            view: MatrixView::default(),
            cursor: None,
            anchor: None,
            history: History::new(Panel::Closed),
            asked: Vec::new(),
            lang,
            theme: Theme::default(),
            notice: None,
            question: None,
            help_open: false,
            revision: 0,
        };
        session.project();
        session.cursor = Cursor::first(&session.view);
        session
    }

    /// The plan on screen.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The matrix on screen.
    pub fn view(&self) -> &MatrixView {
        &self.view
    }

    /// Changes whenever the matrix does, so that what was worked out from it can tell.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What is left out.
    pub fn filter(&self) -> &Filter {
        &self.filter
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
        *self.history.current()
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
            Action::ZoomBy(factor) => return vec![Effect::Zoom(Some(factor))],
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
            Action::ClearFilter => {
                self.filter = Filter::default();
                self.project();
            }
            Action::OpenPath(path) => {
                self.question = None;
                return vec![Effect::Read(path)];
            }
            Action::Opened(document) => self.opened(*document),
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
            Action::Exported { table, path } => {
                self.question = None;
                let mut message = fill(self.lang.texts().exported_to, &[&path.display()]);
                // A unit's table is always whole, as its panel is.
                let left_out = omission(self.lang, &self.view).filter(|_| !matches!(table, Table::Unit(_)));
                if let Some(left_out) = left_out {
                    message = fill(self.lang.texts().exported_partly, &[&message, &left_out]);
                }
                self.notice = Some(Notice::Written { message, path });
            }
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
            UiCommand::OpenBuiltin => self.opened(Document::builtin()),
            UiCommand::ExportMatrix => return self.ask_save(Table::Matrix),
            UiCommand::ExportMarks => return self.ask_save(Table::Marks),
            UiCommand::ExportUnit => {
                if let Some(unit) = self.current_unit() {
                    return self.ask_save(Table::Unit(unit));
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
            UiCommand::ZoomIn => return vec![Effect::Zoom(Some(1.1))],
            UiCommand::ZoomOut => return vec![Effect::Zoom(Some(1.0 / 1.1))],
            UiCommand::ZoomReset => return vec![Effect::Zoom(None)],
            UiCommand::SwitchTheme => {
                self.theme = match self.theme {
                    Theme::Light => Theme::Dark,
                    Theme::Dark => Theme::Light,
                }
            }
            UiCommand::SwitchLanguage => {
                self.lang = match self.lang {
                    Lang::Zh => Lang::En,
                    Lang::En => Lang::Zh,
                }
            }
            UiCommand::Help => self.help_open = !self.help_open,
        }
        Vec::new()
    }

    /// Esc closes what lies on top: a question, the help, a message, the selection, the panel.
    fn escape(&mut self) {
        if self.question.take().is_some() {
        } else if self.help_open {
            self.help_open = false;
        } else if self.notice.take().is_some() || self.anchor.take().is_some() {
        } else if self.panel() != Panel::Closed {
            self.show(Panel::Closed);
        }
    }

    fn show(&mut self, panel: Panel) {
        self.history.go(panel);
        self.follow();
    }

    /// Puts the cursor on what the panel shows, so that matrix and panel speak of the same thing.
    fn follow(&mut self) {
        let Some(cursor) = &mut self.cursor else { return };
        let moved = match self.history.current() {
            Panel::Task(task) => Cursor { subject: Subject::Task(*task), ..*cursor },
            Panel::Section(section) => Cursor { subject: Subject::Section(*section), ..*cursor },
            Panel::Unit(unit) => Cursor { unit: *unit, ..*cursor },
            Panel::Closed | Panel::Findings => *cursor,
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
            Panel::Closed | Panel::Findings => None,
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

    fn opened(&mut self, document: Document) {
        let Self { lang, theme, revision, .. } = *self;
        *self = Self { theme, revision: revision + 1, ..Self::new(document, lang) };
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
    }

    /// Recomputes the matrix; the cursor stays on its cell if that still stands.
    fn project(&mut self) {
        self.view = MatrixView::new(&self.document.plan, &self.document.ledger, &self.filter);
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

    fn ask_save(&mut self, table: Table) -> Vec<Effect> {
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
            Table::Matrix => format!("{}-{}", plan.title, t.table_matrix),
            Table::Marks => format!("{}-{}", plan.title, t.table_marks),
            Table::Unit(unit) => format!("{}-{}", plan.unit(unit).name, t.table_unit),
        };
        format!("{title}.csv")
    }

    fn export(&mut self, table: Table, path: PathBuf, replace: bool) -> Vec<Effect> {
        let scope = self.scope();
        let mut sink = CsvSink::new();
        let written = match table {
            Table::Matrix => table::matrix(&scope, &mut sink),
            Table::Marks => table::marks(&scope, Expand::Yes, &mut sink),
            Table::Unit(unit) => {
                let whole = Filter::default();
                let obligations = Obligations::new(scope.plan, scope.ledger, &whole, unit);
                table::unit(&scope, &obligations, &mut sink)
            }
        };
        match written.and_then(|()| sink.finish(Encoding::Utf8)) {
            Ok(bytes) => vec![Effect::Write { table, path, bytes, replace }],
            Err(error) => self.apply(Action::Failed(error.to_string())),
        }
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
