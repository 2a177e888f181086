//! Marks that are set in the matrix itself, while a plan is put right: by key, cut and pasted as words.

use super::window::Window;
use super::{Effect, Need, OpenPlan};
use crate::edit::{CellRoles, Edit};
use crate::lang::{Lang, RoleWords, fill};
use crate::model::{Role, UnitId};
use crate::view::Subject;
use std::collections::HashSet;

/// So many cells are given a role in one step. No plan is marked so by hand; a whole matrix of 10,000 × 1,000 would be ten
/// million marks.
const CELLS_MOST: usize = 20_000;

/// What stands between roles in a cell, in the tables of either language and as people type it.
const SEPARATORS: [char; 7] = ['、', ',', '，', ';', '；', '/', '+'];

impl OpenPlan {
    /// The selected cells that can have marks: folded ones stand for several.
    fn selected_cells(&self) -> Vec<(Subject, UnitId)> {
        let Some(selection) = self.selection() else { return Vec::new() };
        let view = &self.view;
        let cells = selection.rows.flat_map(|row| selection.columns.clone().map(move |column| (row, column)));
        let cells = cells.filter(|&(row, column)| !view.is_folded(row, column));
        cells.map(|(row, column)| (view.rows[row], view.columns[column])).collect()
    }

    /// The selected cells in which the document names roles, as cells that have none any more.
    pub(super) fn cleared_cells(&self) -> Vec<CellRoles> {
        let Some(selection) = self.selection() else { return Vec::new() };
        let view = &self.view;
        let columns = selection.columns.filter(|column| !view.is_column_folded(*column));
        let units: HashSet<UnitId> = columns.map(|column| view.columns[column]).collect();
        let mut cells = Vec::new();
        for subject in selection.rows.filter(|row| !view.is_row_folded(*row)).map(|row| view.rows[row]) {
            let named = self.document.ledger.of(subject).iter().filter(|mark| mark.is_direct());
            let mut named: Vec<UnitId> =
                named.filter_map(|mark| mark.unit).filter(|unit| units.contains(unit)).collect();
            named.sort();
            named.dedup();
            cells.extend(named.into_iter().map(|unit| CellRoles { subject, unit, roles: Vec::new() }));
        }
        cells
    }

    /// Whether more cells are selected than are given a role in one step; it is said.
    fn are_too_many(&self, window: &mut Window) -> bool {
        let count = self.selection().map_or(0, |selection| selection.rows.len() * selection.columns.len());
        if count > CELLS_MOST {
            window.say(fill(window.lang.texts().mark_too_many, &[&CELLS_MOST, &count]));
        }
        count > CELLS_MOST
    }

    /// The roles that the document names in a cell, whatever a filter leaves out.
    fn named_roles(&self, subject: Subject, unit: UnitId) -> Vec<Role> {
        let marks = self.document.ledger.of(subject).iter().filter(|mark| mark.unit == Some(unit) && mark.is_direct());
        let named: HashSet<Role> = marks.map(|mark| mark.role).collect();
        Role::ALL.into_iter().filter(|role| named.contains(role)).collect()
    }

    /// Whether a row can have a role: sections have overall leads, tasks the others.
    fn fits(subject: Subject, role: Role) -> bool {
        (role == Role::OverallLead) == matches!(subject, Subject::Section(_))
    }

    fn set_marks(&mut self, cells: Vec<CellRoles>, window: &mut Window) {
        if self.draft.is_none() {
            window.say(Need::Draft.text(window.lang.texts()));
        } else if !cells.is_empty() {
            self.edit(&Edit::Marks(cells), window);
        }
    }

    pub(super) fn mark(&mut self, role: Option<Role>, window: &mut Window) {
        let Some(role) = role else {
            let cells = self.cleared_cells();
            return self.set_marks(cells, window);
        };
        if self.are_too_many(window) {
            return;
        }
        let cells = self.selected_cells().into_iter().filter(|(subject, _)| Self::fits(*subject, role));
        let cells: Vec<CellRoles> =
            cells.map(|(subject, unit)| CellRoles { subject, unit, roles: vec![role] }).collect();
        if cells.is_empty() {
            let words = RoleWords::new(window.lang, self.plan()).name(role);
            window.say(fill(window.lang.texts().mark_does_not_fit, &[&words]));
            return;
        }
        self.set_marks(cells, window);
    }

    pub(super) fn mark_too(&mut self, role: Role, window: &mut Window) {
        if self.are_too_many(window) {
            return;
        }
        let cells: Vec<_> =
            self.selected_cells().into_iter().filter(|(subject, _)| Self::fits(*subject, role)).collect();
        let all_have = cells.iter().all(|&(subject, unit)| self.named_roles(subject, unit).contains(&role));
        let cells = cells.into_iter().map(|(subject, unit)| {
            let others = self.named_roles(subject, unit).into_iter().filter(|own| *own != role);
            let roles = others.chain((!all_have).then_some(role)).collect();
            CellRoles { subject, unit, roles }
        });
        let cells = cells.collect();
        self.set_marks(cells, window);
    }

    /// Copies the marks as words and takes them out.
    pub(super) fn cut(&mut self, window: &mut Window) -> Vec<Effect> {
        let copied = self.copy(window);
        self.mark(None, window);
        copied
    }

    /// Words that are no role are said, and nothing is pasted: half a table would be worse than none.
    pub(super) fn paste_marks(&mut self, text: &str, window: &mut Window) {
        let Some((row, column)) = self.selection().map(|selection| (selection.rows.start, selection.columns.start))
        else {
            return;
        };
        let mut cells = Vec::new();
        let mut unknown: Vec<String> = Vec::new();
        let mut seen = HashSet::new();
        let lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
        for (down, line) in lines.enumerate() {
            for (across, words) in line.trim_end_matches('\r').split('\t').enumerate() {
                let place = (row + down, column + across);
                let Some((&subject, &unit)) = self.view.rows.get(place.0).zip(self.view.columns.get(place.1)) else {
                    continue;
                };
                if self.view.is_folded(place.0, place.1) {
                    continue;
                }
                match self.roles_in(words, window.lang) {
                    Ok(roles) => {
                        let roles: Vec<Role> = roles.into_iter().filter(|role| Self::fits(subject, *role)).collect();
                        // What goes elsewhere, or is reached through a collective, clears nothing here.
                        if !roles.is_empty() || words.trim().is_empty() {
                            cells.push(CellRoles { subject, unit, roles });
                        }
                    }
                    Err(word) if seen.insert(word.clone()) => unknown.push(word),
                    Err(_) => {}
                }
            }
        }
        if unknown.is_empty() {
            self.set_marks(cells, window);
        } else {
            let t = window.lang.texts();
            unknown.truncate(UNKNOWN_MOST);
            window.failed(fill(t.paste_no_roles, &[&unknown.join(t.name_separator)]));
        }
    }

    /// The roles in a cell's words. A mark through a collective is none of its own.
    fn roles_in(&self, words: &str, lang: Lang) -> Result<Vec<Role>, String> {
        let plan = self.plan();
        let of_word = |word: &str| {
            let own = RoleWords::new(lang, plan);
            let is = |words: &RoleWords<'_>, role: Role| {
                words.name(role).eq_ignore_ascii_case(word) || words.letter(role).eq_ignore_ascii_case(word)
            };
            let canonical = [Lang::Zh, Lang::En].map(RoleWords::canonical);
            let found = |words: &RoleWords<'_>| Role::ALL.into_iter().find(|&role| is(words, role));
            found(&own).or_else(|| canonical.iter().find_map(found))
        };
        let through = [Lang::Zh, Lang::En].map(|lang| lang.texts().through.split('{').next().unwrap_or_default());
        let mut roles = Vec::new();
        for word in words.split(SEPARATORS).map(|word| word.trim().trim_start_matches('\'')) {
            match of_word(word) {
                _ if word.is_empty() || through.iter().any(|through| word.starts_with(through)) => {}
                Some(role) if roles.contains(&role) => {}
                Some(role) => roles.push(role),
                None => return Err(word.chars().take(20).collect()),
            }
        }
        Ok(roles)
    }
}

/// So many unknown words are named.
const UNKNOWN_MOST: usize = 5;
