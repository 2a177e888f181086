//! Wording of findings, file errors and omissions: meaning in, sentences out.

use super::{Lang, RoleWords, fill, limit};
use crate::file::FileError;
use crate::finding::{Expected, Finding, Kind, Place};
use crate::import::ImportError;
use crate::limits::Limit;
use crate::model::{Person, Plan};
use crate::view::{Filter, MatrixView};

/// What was found, in one sentence without its place.
pub fn finding_message(lang: Lang, plan: &Plan, finding: &Finding) -> String {
    let t = lang.texts();
    let name = |unit: &crate::model::UnitId| plan.unit(*unit).name.as_str();
    match &finding.kind {
        Kind::UnknownField { field, .. } => fill(t.unknown_field, &[field]),
        Kind::RepeatedField { field } => fill(t.repeated_field, &[field]),
        Kind::MissingField { field } => fill(t.missing_field, &[field]),
        Kind::WrongType { field, .. } => fill(t.wrong_type, &[field, &finding.words]),
        Kind::UnknownUnit { name, .. } => fill(t.unknown_unit, &[name]),
        Kind::DuplicateUnit { name } => fill(t.duplicate_unit, &[name]),
        Kind::ImpossibleDate { date } => fill(t.impossible_date, &[date]),
        Kind::SharedLetter { letter, role, other } => fill(t.shared_letter, &[letter, &t.role(*role), &t.role(*other)]),
        Kind::CollectiveOnRoster { name } => fill(t.collective_on_roster, &[name]),
        Kind::RepeatedNumber { number } => fill(t.repeated_number, &[number]),
        Kind::NobodyNamed => t.nobody_named.to_owned(),
        Kind::NoLead => t.no_lead.to_owned(),
        Kind::SeveralLeads { count } => fill(t.several_leads, &[count, &finding.words]),
        Kind::LeadAndResponsible { unit } => fill(t.lead_and_responsible_found, &[&name(unit)]),
        Kind::OpenList { role } => fill(t.open_list, &[&t.role(*role), &finding.words]),
        Kind::AliasUsed { alias, unit } => fill(t.alias_used, &[alias, &name(unit)]),
        Kind::NamedTwice { unit } => fill(t.named_twice, &[&name(unit)]),
        Kind::IdleUnit { unit } => fill(t.idle_unit, &[&name(unit)]),
        Kind::NearNames { unit, other } => fill(t.near_names, &[&name(unit), &name(other)]),
        Kind::StrayCharacter { character } => {
            let code = format!("U+{:04X}", u32::from(*character));
            fill(t.stray_character, &[&finding.words, &code])
        }
        Kind::NotATask => fill(t.not_a_task, &[&finding.words]),
        Kind::LeftOut => fill(t.left_out, &[&finding.words]),
        Kind::NotUnderstood => fill(t.not_understood, &[&finding.words]),
        Kind::RoleAssumed => fill(t.role_assumed, &[&finding.words]),
        Kind::UnclosedBracket => fill(t.unclosed_bracket, &[&finding.words]),
        Kind::TitleMissing => t.title_missing.to_owned(),
        Kind::PeopleNamed => fill(t.people_named, &[&finding.words]),
        Kind::ColumnLeftOut => fill(t.column_left_out, &[&finding.words]),
        Kind::SharedPrefix { name } => fill(t.shared_ending, &[name, &finding.words]),
        Kind::PrefixMissing { prefix, units } => fill(t.prefix_missing, &[prefix, units, &finding.words]),
        Kind::UnclearTable => fill(t.unclear_table, &[&finding.words]),
        Kind::HiddenSheet { name } => fill(t.hidden_sheet, &[name]),
        Kind::HiddenRows { rows } => fill(t.hidden_rows, &[rows, &finding.words]),
        Kind::HiddenColumns { columns } => fill(t.hidden_columns, &[columns, &finding.words]),
        Kind::KeptDoubt => fill(t.kept_doubt, &[&finding.words]),
        Kind::FirstLeadsRule => fill(t.first_leads_rule, &[&finding.words]),
        Kind::ClauseForSeveral { tasks } => fill(t.clause_for_several, &[tasks]),
        Kind::ItemSplit { number, parts } => fill(t.item_split, &[number, parts]),
        Kind::Renumbered { number, given } => fill(t.renumbered, &[number, given]),
        Kind::Unnumbered { number } => fill(t.unnumbered, &[number]),
        Kind::BlanketRule { tasks } => fill(t.blanket_rule, &[tasks, &finding.words]),
        Kind::SharedEnding { name } => fill(t.shared_ending, &[name, &finding.words]),
        Kind::LikelyAlias { unit, other } => fill(t.likely_alias, &[&name(unit), &name(other)]),
        Kind::HeavyLoad { unit, tasks, twice_median } => {
            let half = if twice_median % 2 == 0 { "" } else { ".5" };
            fill(t.heavy_load, &[&name(unit), tasks, &format!("{}{half}", twice_median / 2)])
        }
    }
}

/// The kind of a finding, as the heading over all findings of this kind.
pub fn finding_kind(lang: Lang, kind: &Kind) -> &'static str {
    let t = lang.texts();
    match kind {
        Kind::UnknownField { .. } => t.kind_unknown_field,
        Kind::RepeatedField { .. } => t.kind_repeated_field,
        Kind::MissingField { .. } => t.kind_missing_field,
        Kind::WrongType { .. } => t.kind_wrong_type,
        Kind::UnknownUnit { .. } => t.kind_unknown_unit,
        Kind::DuplicateUnit { .. } => t.kind_duplicate_unit,
        Kind::ImpossibleDate { .. } => t.kind_impossible_date,
        Kind::SharedLetter { .. } => t.kind_shared_letter,
        Kind::CollectiveOnRoster { .. } => t.kind_collective_on_roster,
        Kind::RepeatedNumber { .. } => t.kind_repeated_number,
        Kind::NobodyNamed => t.kind_nobody_named,
        Kind::NoLead => t.kind_no_lead,
        Kind::SeveralLeads { .. } => t.kind_several_leads,
        Kind::LeadAndResponsible { .. } => t.kind_lead_and_responsible,
        Kind::OpenList { .. } => t.kind_open_list,
        Kind::AliasUsed { .. } => t.kind_alias_used,
        Kind::NamedTwice { .. } => t.kind_named_twice,
        Kind::IdleUnit { .. } => t.kind_idle_unit,
        Kind::NearNames { .. } => t.kind_near_names,
        Kind::StrayCharacter { .. } => t.kind_stray_character,
        Kind::HeavyLoad { .. } => t.kind_heavy_load,
        Kind::NotATask => t.kind_not_a_task,
        Kind::LeftOut => t.kind_left_out,
        Kind::NotUnderstood => t.kind_not_understood,
        Kind::RoleAssumed => t.kind_role_assumed,
        Kind::UnclosedBracket => t.kind_unclosed_bracket,
        Kind::TitleMissing => t.kind_title_missing,
        Kind::PeopleNamed => t.kind_people_named,
        Kind::ClauseForSeveral { .. } => t.kind_clause_for_several,
        Kind::ItemSplit { .. } => t.kind_item_split,
        Kind::Renumbered { .. } => t.kind_renumbered,
        Kind::Unnumbered { .. } => t.kind_unnumbered,
        Kind::FirstLeadsRule => t.kind_first_leads_rule,
        Kind::BlanketRule { .. } => t.kind_blanket_rule,
        Kind::SharedEnding { .. } => t.kind_shared_ending,
        Kind::LikelyAlias { .. } => t.kind_likely_alias,
        Kind::ColumnLeftOut => t.kind_column_left_out,
        Kind::SharedPrefix { .. } => t.kind_shared_prefix,
        Kind::PrefixMissing { .. } => t.kind_prefix_missing,
        Kind::UnclearTable => t.kind_unclear_table,
        Kind::HiddenSheet { .. } => t.kind_hidden_sheet,
        Kind::HiddenRows { .. } => t.kind_hidden_rows,
        Kind::HiddenColumns { .. } => t.kind_hidden_columns,
        Kind::KeptDoubt => t.kind_kept_doubt,
    }
}

/// What to do next.
pub fn finding_hint(lang: Lang, finding: &Finding) -> String {
    let t = lang.texts();
    match &finding.kind {
        Kind::UnknownField { near: Some(near), .. } => fill(t.did_you_mean, &[near]),
        Kind::UnknownField { near: None, .. } => t.remove_field.to_owned(),
        Kind::RepeatedField { .. } => t.keep_one_field.to_owned(),
        Kind::MissingField { field } => fill(t.add_field, &[field]),
        Kind::WrongType { expected, .. } => match expected {
            Expected::Text => t.expected_text,
            Expected::List => t.expected_list,
            Expected::Struct => t.expected_struct,
            Expected::Map => t.expected_map,
            Expected::Party => t.expected_party,
            Expected::Collective => t.expected_collective,
            Expected::Number => t.expected_number,
            Expected::Letter => t.expected_letter,
            Expected::State => t.expected_state,
            Expected::YesOrNo => t.expected_yes_or_no,
        }
        .to_owned(),
        Kind::UnknownUnit { near: Some(near), .. } => fill(t.did_you_mean, &[near]),
        Kind::UnknownUnit { near: None, .. } => t.add_unit.to_owned(),
        Kind::DuplicateUnit { .. } => t.keep_one_unit.to_owned(),
        Kind::ImpossibleDate { .. } => t.write_date.to_owned(),
        Kind::SharedLetter { .. } => t.choose_letter.to_owned(),
        Kind::CollectiveOnRoster { .. } => t.roster_members.to_owned(),
        Kind::RepeatedNumber { .. } => t.renumber.to_owned(),
        Kind::NobodyNamed => t.name_somebody.to_owned(),
        Kind::NoLead => t.ask_for_lead.to_owned(),
        Kind::SeveralLeads { .. } => t.first_named_first.to_owned(),
        Kind::LeadAndResponsible { .. } => t.counted_in_both.to_owned(),
        Kind::OpenList { .. } => t.ask_who_else.to_owned(),
        Kind::AliasUsed { .. } => t.merged.to_owned(),
        Kind::NamedTwice { .. } => t.marked_once.to_owned(),
        Kind::IdleUnit { .. } => t.remove_or_assign.to_owned(),
        Kind::NearNames { .. } => t.confirm_distinct.to_owned(),
        Kind::StrayCharacter { .. } => t.correct_and_list.to_owned(),
        Kind::HeavyLoad { .. } => t.consider_sharing.to_owned(),
        Kind::NotATask => t.read_the_source.to_owned(),
        Kind::LeftOut => t.read_the_source.to_owned(),
        Kind::NotUnderstood => t.correct_by_hand.to_owned(),
        Kind::RoleAssumed => t.correct_by_hand.to_owned(),
        Kind::UnclosedBracket => t.correct_by_hand.to_owned(),
        Kind::TitleMissing => t.write_title.to_owned(),
        Kind::PeopleNamed => t.kept_in_clause.to_owned(),
        Kind::ColumnLeftOut | Kind::HiddenSheet { .. } | Kind::KeptDoubt => t.read_the_source.to_owned(),
        Kind::SharedPrefix { .. } => t.confirm_name.to_owned(),
        Kind::PrefixMissing { .. } => t.add_prefix.to_owned(),
        Kind::UnclearTable => t.convert_table.to_owned(),
        Kind::HiddenRows { .. } | Kind::HiddenColumns { .. } => t.take_hidden_away.to_owned(),
        Kind::FirstLeadsRule => t.compare_rule.to_owned(),
        Kind::ClauseForSeveral { .. } => t.compare_rule.to_owned(),
        Kind::ItemSplit { .. } => t.compare_split.to_owned(),
        Kind::Renumbered { .. } => t.renumber.to_owned(),
        Kind::Unnumbered { .. } => t.read_the_source.to_owned(),
        Kind::BlanketRule { .. } => t.compare_rule.to_owned(),
        Kind::SharedEnding { .. } => t.confirm_name.to_owned(),
        Kind::LikelyAlias { .. } => t.merge_if_same.to_owned(),
    }
}

/// Where in the document, in the trade's words: `第4项`; empty where the place is only in the file.
pub fn finding_place(lang: Lang, plan: &Plan, finding: &Finding) -> String {
    let t = lang.texts();
    match (&finding.place, finding.place.task()) {
        (_, Some(task)) => fill(t.task_number, &[&plan.task(task).number]),
        (Place::OverallLead(section, _), None) => plan.section(*section).heading(),
        _ => String::new(),
    }
}

/// Somebody with the post in the task and the office held: `牵头领导：张三（副县长）`, `person in charge: Ada
/// Marsh (Chief Engineer)`.
pub fn person(lang: Lang, person: &Person) -> String {
    let t = lang.texts();
    let name = match &person.post {
        Some(post) => fill(t.person_with_post, &[&person.name, post]),
        None => person.name.clone(),
    };
    format!("{}{}{name}", person.label, t.place_separator)
}

/// Why a file is not a plan file, and what to do next, without its place.
pub fn file_error(lang: Lang, error: &FileError) -> String {
    let t = lang.texts();
    match error {
        FileError::NotText { .. } => t.not_text.to_owned(),
        FileError::Syntax { problem, .. } => fill(t.syntax_error, &[&syntax_problem(lang, problem)]),
        FileError::NotAPlan { .. } => t.not_a_plan.to_owned(),
        FileError::UnknownFormat { found, .. } => fill(t.unknown_format, &[found]),
    }
}

/// The likeliest slips in the user's language; the rest in the RON reader's own words.
fn syntax_problem(lang: Lang, problem: &ron::Error) -> String {
    use ron::Error as E;
    let t = lang.texts();
    match problem {
        E::Eof | E::ExpectedStructLikeEnd => t.syntax_end_early,
        E::ExpectedComma | E::ExpectedArrayEnd | E::ExpectedMapEnd => t.syntax_comma,
        E::ExpectedMapColon => t.syntax_colon,
        E::ExpectedStringEnd => t.syntax_quote,
        E::ExpectedString => t.syntax_string,
        E::TrailingCharacters => t.syntax_trailing,
        E::UnclosedBlockComment => t.syntax_comment,
        E::ExceededRecursionLimit => return fill(t.limits.nested, &[&limit(lang, Limit::Nesting)]),
        other => return other.to_string(),
    }
    .to_owned()
}

/// Why a document could not be imported, and what to do next.
pub fn import_error(lang: Lang, error: ImportError) -> String {
    let t = lang.texts();
    match error {
        ImportError::Empty => t.import_empty,
        ImportError::Scanned => t.import_scanned,
        ImportError::Locked => t.import_locked,
        ImportError::OldOffice => t.import_old_office,
        ImportError::TooSlow => t.import_too_slow,
        ImportError::Damaged => t.import_damaged,
        ImportError::TooLarge(met) => return fill(t.import_too_large, &[&limit(lang, met)]),
        ImportError::Binary => t.import_binary,
        ImportError::UnknownMarks => t.import_unknown_marks,
        ImportError::UnknownZip => t.import_unknown_zip,
        ImportError::NoPlan => t.import_no_plan,
        ImportError::TableWithoutTasks => t.import_no_tasks,
    }
    .to_owned()
}

/// What a filter lets stand, by its names: `体系（一）、牵头`; nothing if it leaves out nothing.
pub fn filter_words(lang: Lang, plan: &Plan, filter: &Filter) -> Option<String> {
    let t = lang.texts();
    let roles = RoleWords::new(lang, plan);
    let mut words: Vec<String> = filter.sections.iter().map(|&id| plan.section(id).heading()).collect();
    words.extend(filter.groups.iter().map(|&id| plan.group(id).name.clone()));
    words.extend(filter.roles.iter().map(|&role| roles.name(role).to_owned()));
    words.extend(filter.unit.map(|unit| fill(t.filter_unit, &[&plan.unit(unit).name])));
    let find = filter.find.trim();
    words.extend((!find.is_empty()).then(|| fill(t.filter_find, &[&find])));
    words.extend(filter.without_through.then(|| t.filter_without_through.to_owned()));
    (!words.is_empty()).then(|| words.join(t.filter_separator))
}

/// What a filter left out: `共 39 项，显示 16 项；共 41 个单位，显示 9 个`. `None` if nothing.
pub fn omission(lang: Lang, view: &MatrixView) -> Option<String> {
    let t = lang.texts();
    let shown_marks = view.counts.all();
    let parts: Vec<String> = [
        (view.all_tasks, view.shown_tasks, t.tasks_shown),
        (view.all_units, view.shown_units, t.units_shown),
        (view.all_marks, shown_marks, t.marks_kept),
    ]
    .into_iter()
    .filter(|(all, shown, _)| shown < all)
    .map(|(all, shown, template)| fill(template, &[&all, &shown]))
    .collect();
    (!parts.is_empty()).then(|| parts.join(t.clause_separator))
}
