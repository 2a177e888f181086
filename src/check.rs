//! The checks: what is odd in a plan, however well its file was written.
//!
//! Lawful oddities (several leads, 兼任) are notices: a government may well mean them.

use crate::finding::{Finding, Kind, Place};
use crate::model::{ByRole, Party, Plan, Role, Seen, TaskId, UnitId, text};
use crate::neutral::is_hidden;
use crate::view::{Ledger, Subject};
use std::collections::{HashMap, HashSet};

/// A unit is heavily loaded from this many times the median on …
const HEAVY_FACTOR: usize = 3;
/// … if it has at least this many tasks.
const HEAVY_LEAST: usize = 10;

/// All findings about a plan, gravest first. `ledger` must be of this plan.
pub fn check(plan: &Plan, ledger: &Ledger) -> Vec<Finding> {
    let mut findings = Vec::new();
    repeated_numbers(plan, &mut findings);
    headings(plan, &mut findings);
    for id in plan.task_ids() {
        task(plan, id, &mut findings);
    }
    overall_leads(plan, &mut findings);
    units(plan, ledger, &mut findings);
    near_names(plan, &mut findings);
    heavy_load(plan, ledger, &mut findings);
    findings.sort_by_key(Finding::severity);
    findings
}

fn repeated_numbers(plan: &Plan, findings: &mut Vec<Finding>) {
    let mut seen = HashMap::new();
    for id in plan.task_ids() {
        let task = plan.task(id);
        if task.number.is_empty() {
            continue;
        }
        if seen.insert((task.section, task.number.as_str()), id).is_some() {
            let kind = Kind::RepeatedNumber { number: task.number.clone() };
            findings.push(Finding::new(kind, Place::Task(id), &task.number));
        }
    }
}

fn task(plan: &Plan, id: TaskId, findings: &mut Vec<Finding>) {
    let task = plan.task(id);
    if task.all_parties().next().is_none() {
        findings.push(Finding::new(Kind::NobodyNamed, Place::Task(id), text::first_sentence(&task.text)));
    } else if task.parties(Role::Lead).is_empty() {
        findings.push(Finding::new(Kind::NoLead, Place::Task(id), &task.clause));
    }
    let mut leads = Seen::default();
    let count = task.parties(Role::Lead).iter().filter_map(Party::unit).filter(|&unit| leads.is_first(unit)).count();
    if count > 1 {
        let names: Vec<&str> = task.parties(Role::Lead).iter().map(|party| party.words.as_str()).collect();
        let kind = Kind::SeveralLeads { count };
        findings.push(Finding::new(kind, Place::Party(id, Role::Lead, 0), names.join("、")));
    }
    let mut named = ByRole::<Seen>::default();
    for (role, position, party) in task.all_parties() {
        let place = Place::Party(id, role, position);
        if party.is_ending() {
            findings.push(Finding::new(Kind::OpenList { role }, place.clone(), &party.words));
        }
        let Some(unit) = party.unit() else { continue };
        if !named[role].is_first(unit) {
            findings.push(Finding::new(Kind::NamedTwice { unit }, place.clone(), &party.words));
        } else if role == Role::Responsible && leads.has(unit) {
            findings.push(Finding::new(Kind::LeadAndResponsible { unit }, place.clone(), &party.words));
        }
        if !party.is_ending() {
            alias(plan, unit, &party.words, place, findings);
        }
    }
    for (character, span) in stray_characters(&task.text) {
        let words = around(&task.text, span.start);
        findings.push(Finding::new(Kind::StrayCharacter { character }, Place::Text(id, span), words));
    }
    for (character, span) in stray_characters(&task.clause) {
        let words = around(&task.clause, span.start);
        findings.push(Finding::new(Kind::StrayCharacter { character }, Place::Clause(id, span), words));
    }
}

/// Hidden characters in the title and in headings, the first of each: what is shown is not what stands there.
fn headings(plan: &Plan, findings: &mut Vec<Finding>) {
    let title = std::iter::once((Place::File(0..0), plan.title.as_str()));
    let sections = plan.section_ids().map(|id| (Place::OverallLead(id, 0), plan.section(id).title.as_str()));
    for (place, words) in title.chain(sections) {
        if let Some((character, span)) = stray_characters(words).find(|(c, _)| is_hidden(*c)) {
            findings.push(Finding::new(Kind::StrayCharacter { character }, place, around(words, span.start)));
        }
    }
}

fn alias(plan: &Plan, unit: UnitId, words: &str, place: Place, findings: &mut Vec<Finding>) {
    if plan.unit(unit).name != words {
        let kind = Kind::AliasUsed { alias: words.to_owned(), unit };
        findings.push(Finding::new(kind, place, words));
    }
}

fn overall_leads(plan: &Plan, findings: &mut Vec<Finding>) {
    for id in plan.section_ids() {
        let leads = &plan.section(id).overall_leads;
        let mut named = Seen::default();
        for (position, party) in leads.iter().enumerate() {
            let place = Place::OverallLead(id, position);
            if party.is_ending() {
                findings.push(Finding::new(Kind::OpenList { role: Role::OverallLead }, place.clone(), &party.words));
            }
            let Some(unit) = party.unit() else { continue };
            if !named.is_first(unit) {
                findings.push(Finding::new(Kind::NamedTwice { unit }, place.clone(), &party.words));
            }
            if !party.is_ending() {
                alias(plan, unit, &party.words, place, findings);
            }
        }
    }
}

/// Characters that do not belong: a lone small Latin letter between Han characters (a slip of the
/// keyboard), replacement and private-use characters, hidden ones.
fn stray_characters(text: &str) -> impl Iterator<Item = (char, std::ops::Range<usize>)> {
    let mut before: Option<char> = None;
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while let Some((start, c)) = characters.next() {
            let after = characters.peek().map(|&(_, next)| next);
            let amid_han = before.is_some_and(text::is_han) && after.is_some_and(text::is_han);
            before = Some(c);
            let stray = match c {
                'a'..='z' => amid_han,
                // A text over several lines, perhaps saved on Windows.
                '\n' | '\r' | '\t' => false,
                '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' => true,
                c => is_hidden(c),
            };
            if stray {
                return Some((c, start..start + c.len_utf8()));
            }
        }
        None
    })
}

/// A few characters around a byte, so that a person finds the place.
fn around(text: &str, byte: usize) -> String {
    let before: Vec<char> = text[..byte].chars().rev().take(4).collect();
    before.into_iter().rev().chain(text[byte..].chars().take(5)).collect()
}

fn units(plan: &Plan, ledger: &Ledger, findings: &mut Vec<Finding>) {
    for unit in plan.unit_ids() {
        let name = &plan.unit(unit).name;
        for (character, span) in stray_characters(name).take(1) {
            let words = around(name, span.start);
            findings.push(Finding::new(Kind::StrayCharacter { character }, Place::Unit(unit), words));
        }
        if ledger.of_unit(unit).next().is_none() {
            findings.push(Finding::new(Kind::IdleUnit { unit }, Place::Unit(unit), &plan.unit(unit).name));
        }
    }
}

/// Names that differ in the same place are told of up to so many: more are a row like 一号 to 九十号.
const ROW_OF_NAMES: usize = 16;
/// Longer names are not compared, in characters: no office is called so, and each costs its square.
const LONGEST_COMPARED: usize = 120;

fn near_names(plan: &Plan, findings: &mut Vec<Finding>) {
    // Names one character apart share one of their halves around the differing character; comparing
    // only names that agree after dropping one character keeps 1,000 units far from 1,000² checks.
    let mut by_rest: HashMap<String, Vec<UnitId>> = HashMap::new();
    let mut pairs: Vec<(UnitId, UnitId)> = Vec::new();
    for unit in plan.unit_ids() {
        let name: Vec<char> = plan.unit(unit).name.chars().take(LONGEST_COMPARED + 1).collect();
        if name.len() > LONGEST_COMPARED {
            continue;
        }
        let without = |dropped: usize| -> String {
            name.iter().enumerate().filter(|(position, _)| *position != dropped).map(|(_, c)| c).collect()
        };
        let first_pair = pairs.len();
        // The whole name stands for "nothing dropped": it meets names that have one character more.
        for rest in (0..=name.len()).map(without) {
            let others = by_rest.entry(rest).or_default();
            // So many names of one pattern are a row, not slips of the pen.
            if others.len() >= ROW_OF_NAMES {
                continue;
            }
            for &other in others.iter() {
                if other != unit
                    && !pairs[first_pair..].contains(&(other, unit))
                    && text::are_near(&plan.unit(other).name, &plan.unit(unit).name)
                {
                    pairs.push((other, unit));
                }
            }
            if others.last() != Some(&unit) {
                others.push(unit);
            }
        }
    }
    pairs.sort_unstable();
    let together = named_together(plan, &pairs);
    for (other, unit) in pairs {
        let known = plan.distinct.iter().any(|set| set.contains(&unit) && set.contains(&other));
        let apart = text::are_told_apart(&plan.unit(other).name, &plan.unit(unit).name);
        if !known && !apart && !together.contains(&(other, unit)) {
            let kind = Kind::NearNames { unit, other };
            findings.push(Finding::new(kind, Place::Unit(unit), &plan.unit(unit).name));
        }
    }
}

/// The pairs of which one list names both: nobody names a unit twice in one.
fn named_together(plan: &Plan, pairs: &[(UnitId, UnitId)]) -> HashSet<(UnitId, UnitId)> {
    let mut near: HashMap<UnitId, Vec<(UnitId, UnitId)>> = HashMap::new();
    for &pair in pairs {
        near.entry(pair.0).or_default().push(pair);
    }
    let mut found = HashSet::new();
    let of_tasks = plan.tasks.iter().flat_map(|task| task.parties.values());
    for list in of_tasks.chain(plan.sections.iter().map(|section| &section.overall_leads)) {
        let named: HashSet<UnitId> = list.iter().filter_map(Party::unit).collect();
        for unit in &named {
            found.extend(near.get(unit).into_iter().flatten().filter(|pair| named.contains(&pair.1)).copied());
        }
    }
    found
}

fn heavy_load(plan: &Plan, ledger: &Ledger, findings: &mut Vec<Finding>) {
    let ordinary = |unit: &UnitId| plan.unit(*unit).collective.is_none();
    let loads: Vec<(UnitId, usize)> =
        plan.unit_ids().filter(ordinary).map(|unit| (unit, ledger.direct_tasks(unit))).collect();
    let mut busy: Vec<usize> = loads.iter().map(|&(_, load)| load).filter(|&load| load > 0).collect();
    busy.sort_unstable();
    let Some(&upper) = busy.get(busy.len() / 2) else { return };
    let lower = busy[(busy.len() - 1) / 2];
    let twice_median = lower + upper;
    for (unit, tasks) in loads {
        if tasks >= HEAVY_LEAST && 2 * tasks > HEAVY_FACTOR * twice_median {
            let kind = Kind::HeavyLoad { unit, tasks, twice_median };
            findings.push(Finding::new(kind, Place::Unit(unit), &plan.unit(unit).name));
        }
    }
}

/// The row a finding leads to, if it leads to one.
pub fn subject(finding: &Finding) -> Option<Subject> {
    match finding.place {
        Place::OverallLead(section, _) => Some(Subject::Section(section)),
        _ => finding.place.task().map(Subject::Task),
    }
}
