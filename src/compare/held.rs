//! Who holds which roles in a row.

use crate::model::{Party, Plan, Role, UnitId};
use crate::view::Subject;
use std::collections::BTreeSet;

/// Roles of each unit in a row; each role once.
pub(super) fn roles(plan: &Plan, subject: Option<Subject>) -> Vec<(UnitId, BTreeSet<Role>)> {
    let mut found: Vec<(UnitId, BTreeSet<Role>)> = Vec::new();
    let mut add = |role: Role, party: &Party| {
        let Some(unit) = party.unit() else { return };
        match found.iter_mut().find(|(own, _)| *own == unit) {
            Some((_, roles)) => {
                roles.insert(role);
            }
            None => found.push((unit, BTreeSet::from([role]))),
        }
    };
    match subject {
        Some(Subject::Section(id)) => {
            plan.section(id).overall_leads.iter().for_each(|party| add(Role::OverallLead, party));
        }
        Some(Subject::Task(id)) => plan.task(id).all_parties().for_each(|(role, _, party)| add(role, party)),
        None => {}
    }
    found
}
