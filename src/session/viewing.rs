//! What is shown of an open plan: cursor, panel and page with their history, filter, folds, order.

use super::{Cursor, OpenPlan, Page, Panel, Spot, ViewAction};
use crate::model::{GroupId, Role, SectionId, TaskId, UnitId};
use crate::view::{Filter, Subject};

impl OpenPlan {
    pub(super) fn view_action(&mut self, action: ViewAction) {
        if !self.has(&action) {
            return;
        }
        match action {
            ViewAction::MoveTo(cursor) => {
                self.cursor = Some(cursor);
                self.anchor = None;
            }
            ViewAction::ExtendTo(cursor) => {
                self.anchor = self.anchor.or(self.cursor);
                self.cursor = Some(cursor);
            }
            ViewAction::Move { motion, extend } => {
                let Some(cursor) = self.cursor else { return };
                self.anchor = if extend { self.anchor.or(Some(cursor)) } else { None };
                self.cursor = Some(cursor.moved(&self.view, motion));
            }
            ViewAction::Show(panel) => self.show(panel),
            ViewAction::Meet(step) => self.meet(step),
            ViewAction::ShowPage(page) => self.show_page(page),
            ViewAction::ShowFinding(position) => self.show_finding(position),
            ViewAction::SetAside { findings, aside } => self.put_aside(&findings, aside),
            ViewAction::ToggleRole(role) => self.toggle_role(role),
            ViewAction::OnlyRole(role) => self.only_role(role),
            ViewAction::OnlyUnit(unit) => self.filter_by(|filter| filter.unit = unit),
            ViewAction::ToggleThrough => self.filter_by(|filter| filter.without_through = !filter.without_through),
            ViewAction::ToggleSection(section) => self.filter_by(|filter| toggle(&mut filter.sections, section)),
            ViewAction::ToggleGroup(group) => self.filter_by(|filter| toggle(&mut filter.groups, group)),
            ViewAction::ToggleEmpty => self.filter_by(|filter| {
                let hide = !filter.hide_empty_rows;
                filter.hide_empty_rows = hide;
                filter.hide_empty_columns = hide;
            }),
            ViewAction::FilterText(words) => self.filter_by(|filter| filter.find = words.trim().to_owned()),
            ViewAction::ClearFilter => self.filter_by(|filter| *filter = Filter::default()),
            ViewAction::Sort(order) => {
                self.arrangement.order = order;
                self.project();
            }
            ViewAction::FoldSection(section) => self.fold_section(section),
            ViewAction::FoldGroup(group) => self.fold_group(group),
        }
    }

    /// Whether the plan has what an action speaks of: it may have been changed since it was drawn.
    fn has(&self, action: &ViewAction) -> bool {
        let plan = self.plan();
        let section = |id: SectionId| id.index() < plan.sections.len();
        let group = |id: GroupId| id.index() < plan.groups.len();
        match action {
            ViewAction::MoveTo(cursor) | ViewAction::ExtendTo(cursor) => cursor.stands(&self.view),
            ViewAction::Show(Panel::Task(id)) => id.index() < plan.tasks.len(),
            ViewAction::Show(Panel::Section(id)) | ViewAction::ToggleSection(id) | ViewAction::FoldSection(id) => {
                section(*id)
            }
            ViewAction::Show(Panel::Unit(id)) | ViewAction::OnlyUnit(Some(id)) => id.index() < plan.units.len(),
            ViewAction::ToggleGroup(id) | ViewAction::FoldGroup(id) => group(*id),
            ViewAction::Show(Panel::Closed | Panel::Findings | Panel::Doubts)
            | ViewAction::OnlyUnit(None)
            | ViewAction::Move { .. }
            | ViewAction::Meet(_)
            | ViewAction::ShowPage(_)
            | ViewAction::ShowFinding(_)
            | ViewAction::SetAside { .. }
            | ViewAction::ToggleRole(_)
            | ViewAction::OnlyRole(_)
            | ViewAction::ToggleThrough
            | ViewAction::ToggleEmpty
            | ViewAction::FilterText(_)
            | ViewAction::ClearFilter
            | ViewAction::Sort(_) => true,
        }
    }

    /// Selects every cell, from the first to the last.
    pub(super) fn select_all(&mut self) {
        if let (Some(start), Some(last)) = (Cursor::at(&self.view, 0, 0), Cursor::last(&self.view)) {
            self.anchor = Some(start);
            self.cursor = Some(last);
        }
    }

    /// Shows the task or section that the cursor is on.
    pub(super) fn show_subject(&mut self) {
        if let Some(cursor) = self.cursor {
            self.show(match cursor.subject {
                Subject::Task(task) => Panel::Task(task),
                Subject::Section(section) => Panel::Section(section),
            });
        }
    }

    pub(super) fn show_unit(&mut self, unit: Option<UnitId>) {
        if let Some(unit) = unit {
            self.show(Panel::Unit(unit));
        }
    }

    pub(super) fn toggle_findings(&mut self) {
        let open = self.panel() == Panel::Findings;
        self.show(if open { Panel::Closed } else { Panel::Findings });
    }

    pub(super) fn fold_section_here(&mut self) {
        if let Some(section) = self.cursor.and_then(|cursor| self.section_of(cursor.subject)) {
            self.fold_section(section);
        }
    }

    pub(super) fn fold_group_here(&mut self) {
        if let Some(cursor) = self.cursor {
            self.fold_group(self.plan().unit(cursor.unit).group);
        }
    }

    pub(super) fn fold_all(&mut self) {
        self.arrangement.folded_sections = self.plan().section_ids().collect();
        self.project();
    }

    pub(super) fn unfold_all(&mut self) {
        self.arrangement.folded_sections.clear();
        self.arrangement.folded_groups.clear();
        self.project();
    }

    /// Shows only the tasks of the unit that the cursor is on; all again where it does already.
    pub(super) fn toggle_only_unit(&mut self) {
        let unit = self.current_unit();
        self.view_action(ViewAction::OnlyUnit(unit.filter(|_| self.filter.unit != unit)));
    }

    pub(super) fn go_back(&mut self) {
        self.history.back();
        self.follow();
    }

    pub(super) fn go_forward(&mut self) {
        self.history.forward();
        self.follow();
    }

    fn filter_by(&mut self, change: impl FnOnce(&mut Filter)) {
        change(&mut self.filter);
        self.project();
    }

    /// A role that the plan does not use leaves nothing to be seen.
    fn only_role(&mut self, role: Role) {
        if self.document.ledger.marks().iter().any(|mark| mark.role == role) {
            self.filter_by(|filter| filter.roles = if filter.roles == [role] { Vec::new() } else { vec![role] });
        }
    }

    fn toggle_role(&mut self, role: Role) {
        let mut roles = if self.filter.roles.is_empty() { Role::ALL.to_vec() } else { self.filter.roles.clone() };
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

    fn put_aside(&mut self, findings: &[usize], aside: bool) {
        let known = findings.iter().filter_map(|&position| self.document.findings.get(position));
        let keys: Vec<String> = known.map(|finding| self.document.finding_key(finding)).collect();
        for key in keys {
            if aside {
                self.set_aside.insert(key);
            } else {
                self.set_aside.remove(&key);
            }
        }
        self.place_aside();
    }

    /// Esc closes the selection, then the panel, and goes back from another page to the matrix.
    pub(super) fn escape(&mut self) {
        if self.anchor.take().is_some() {
        } else if self.panel() != Panel::Closed {
            self.show(Panel::Closed);
        } else if self.page() != Page::Matrix {
            self.go(Spot { page: Page::Matrix, panel: Panel::Closed });
        }
    }

    pub(super) fn show(&mut self, panel: Panel) {
        self.go(Spot { page: self.page(), panel });
    }

    pub(super) fn show_page(&mut self, page: Page) {
        self.go(Spot { page, panel: self.panel() });
    }

    pub(super) fn go(&mut self, place: Spot) {
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
            Subject::Task(task) => self.plan().task(task).section,
        }
    }

    fn fold_section(&mut self, section: SectionId) {
        toggle(&mut self.arrangement.folded_sections, section);
        // The cursor stays with the section rather than jump to the top.
        let inside = self.cursor.filter(|cursor| {
            self.section_of(cursor.subject)
                .is_some_and(|own| self.arrangement.folded_into(self.plan(), own) == Some(section))
        });
        if let Some(cursor) = inside {
            self.cursor = Some(Cursor { subject: Subject::Section(section), ..cursor });
        }
        self.project();
    }

    fn fold_group(&mut self, group: GroupId) {
        if self.is_source_order() {
            toggle(&mut self.arrangement.folded_groups, group);
            self.project();
        }
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

    /// Puts the cursor on what the panel shows, so that matrix and panel speak of the same thing.
    pub(super) fn follow(&mut self) {
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

    pub(super) fn neighbour(&mut self, forward: bool) {
        let step = |position: usize, count: usize| {
            let next = if forward { position + 1 } else { position.checked_sub(1)? };
            (next < count).then_some(next)
        };
        let plan = self.plan();
        let next = match self.panel() {
            Panel::Task(task) => step(task.index(), plan.tasks.len()).map(|next| Panel::Task(TaskId::new(next))),
            Panel::Section(section) => {
                step(section.index(), plan.sections.len()).map(|next| Panel::Section(SectionId::new(next)))
            }
            Panel::Unit(unit) => step(unit.index(), plan.units.len()).map(|next| Panel::Unit(UnitId::new(next))),
            Panel::Closed | Panel::Findings | Panel::Doubts => None,
        };
        if let Some(next) = next {
            self.show(next);
        }
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
