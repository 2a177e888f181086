//! The filters of `export`: names of sections, groups, roles and units, each found or answered with
//! the near one.

use super::wishes::ExportArgs;
use crate::lang::{Lang, RoleWords, fill};
use crate::model::{Plan, Role, SectionId, UnitId, text};
use crate::view::{Filter, units_spoken};

/// The filter that the options ask for, and a line for each option that names nothing.
pub(super) fn filter(plan: &Plan, common: &ExportArgs, lang: Lang) -> (Filter, Vec<String>) {
    let t = lang.texts();
    let mut filter = Filter { find: common.find.clone(), ..Filter::default() };
    let mut problems = Vec::new();
    for wanted in &common.section {
        let trimmed = |label: &str| label.trim_matches(['（', '）', '(', ')', '、', '.', '．']).to_owned();
        let bare = trimmed(wanted);
        let is_wanted = |id: &SectionId| {
            let section = plan.section(*id);
            [&section.title, &format!("{}{}", section.label, section.title), &plan.section_path(*id)].contains(&wanted)
                || !bare.is_empty() && trimmed(&section.label) == bare
        };
        // Sections inside different ones may share a title or a label: all of them are meant.
        let found = plan.section_ids().filter(is_wanted);
        let known = plan.sections.iter().map(|section| section.title.as_str());
        keep(found, &mut filter.sections, &mut problems, || unknown(lang, t.cli_section, wanted, known));
    }
    for wanted in &common.group {
        let found = plan.group_ids().filter(|&id| plan.group(id).name == *wanted);
        let known = plan.groups.iter().map(|group| group.name.as_str());
        keep(found, &mut filter.groups, &mut problems, || unknown(lang, t.cli_group, wanted, known));
    }
    for wanted in &common.role {
        // The canonical words of both languages, and what the plan calls them.
        let is_wanted = |role: &Role| {
            let [chinese, english] = [Lang::Zh, Lang::En].map(|lang| lang.texts().role(*role));
            let own = RoleWords::new(lang, plan).name(*role);
            [chinese, english, own].iter().any(|word| word.eq_ignore_ascii_case(wanted))
        };
        let found = Role::ALL.into_iter().filter(is_wanted);
        let known = Role::ALL.into_iter().map(|role| t.role(role));
        keep(found, &mut filter.roles, &mut problems, || unknown(lang, t.cli_role, wanted, known));
    }
    (filter, problems)
}

fn keep<T>(
    found: impl Iterator<Item = T>,
    kept: &mut Vec<T>,
    problems: &mut Vec<String>,
    problem: impl FnOnce() -> String,
) {
    let before = kept.len();
    kept.extend(found);
    if kept.len() == before {
        problems.push(problem());
    }
}

/// `没有单位“县司法居”；是否应为“县司法局”？`, or the list of what there is.
fn unknown<'a>(lang: Lang, what: &str, wanted: &str, known: impl Iterator<Item = &'a str>) -> String {
    let t = lang.texts();
    let known: Vec<&str> = known.collect();
    let hint = match text::closest(wanted, known.iter().copied()) {
        Some(near) => fill(t.did_you_mean, &[&near]),
        None => fill(t.cli_known_values, &[&known.join(t.name_separator)]),
    };
    format!("{}{}{hint}", fill(t.cli_unknown_option, &[&what, &wanted]), t.sentence_separator)
}

/// The unit of this name or alias, or the only one that is spoken so: by pinyin or its initials (`sfj`).
///
/// # Errors
/// One line that proposes the near one, or names all that are spoken so.
pub(super) fn unit_named(plan: &Plan, wanted: &str, lang: Lang) -> Result<UnitId, String> {
    let wanted = wanted.trim();
    if let Some(unit) = plan.unit_named(wanted) {
        return Ok(unit);
    }
    let spoken = match wanted.is_ascii() {
        true => units_spoken(plan, wanted),
        false => Vec::new(),
    };
    if let [only] = spoken[..] {
        return Ok(only);
    }
    let all: Vec<UnitId> = if spoken.is_empty() { plan.unit_ids().collect() } else { spoken };
    let known: Vec<&str> = all.into_iter().map(|unit| plan.unit(unit).name.as_str()).collect();
    Err(unknown(lang, lang.texts().cli_unit, wanted, known.into_iter()))
}
