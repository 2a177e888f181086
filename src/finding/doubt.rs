//! Doubts of a reader as they are kept in a plan: in words, because a finding's ids and bytes mean
//! something only beside the plan and the text that it was made for.

use super::{Finding, Kind, Place};
use crate::model::{Doubt, DoubtPlace, Plan, UnitId, text};
use std::ops::Range;

impl Finding {
    /// The finding as a doubt that can be kept in `plan`, of which it speaks; `source` is the
    /// document's own text.
    pub fn to_doubt(&self, plan: &Plan, source: &str, lines: &text::Lines) -> Doubt {
        let name = |unit: &UnitId| plan.units.get(unit.index()).map(|unit| unit.name.clone());
        let units: Vec<UnitId> = match &self.kind {
            Kind::LikelyAlias { unit, other } | Kind::NearNames { unit, other } => vec![*unit, *other],
            kind => kind.unit().into_iter().collect(),
        };
        Doubt {
            kind: self.kind.code().to_owned(),
            words: self.words.clone(),
            place: match &self.place {
                Place::Source(span) => Some(place(source, lines, span)),
                _ => None,
            },
            units: units.iter().filter_map(name).collect(),
            values: self.kind.values(),
        }
    }
}

impl Kind {
    /// Numbers and names that it carries besides units.
    fn values(&self) -> Vec<String> {
        match self {
            Self::ClauseForSeveral { tasks } | Self::BlanketRule { tasks } => vec![tasks.to_string()],
            Self::ItemSplit { number, parts } => vec![number.clone(), parts.to_string()],
            Self::Renumbered { number, given } => vec![number.clone(), given.clone()],
            Self::Unnumbered { number } | Self::RepeatedNumber { number } => vec![number.clone()],
            Self::SharedEnding { name } | Self::SharedPrefix { name } | Self::HiddenSheet { name } => {
                vec![name.clone()]
            }
            Self::PrefixMissing { prefix, units } => vec![prefix.clone(), units.to_string()],
            Self::HiddenRows { rows: count } | Self::HiddenColumns { columns: count } => vec![count.to_string()],
            Self::StrayCharacter { character } => vec![character.to_string()],
            _ => Vec::new(),
        }
    }

    /// What a doubt is about, for a plan that has the units it names. `None` for a kind that this
    /// program does not know, and where a unit is gone: then its words have to do.
    pub fn of_doubt(doubt: &Doubt, plan: &Plan) -> Option<Self> {
        let value = |at: usize| doubt.values.get(at).cloned();
        let count = |at: usize| doubt.values.get(at)?.parse().ok();
        let unit = |at: usize| plan.unit_named(doubt.units.get(at)?);
        let kind = match doubt.kind.as_str() {
            "nobody-named" => Self::NobodyNamed,
            "no-lead" => Self::NoLead,
            "not-a-task" => Self::NotATask,
            "left-out" => Self::LeftOut,
            "not-understood" => Self::NotUnderstood,
            "role-assumed" => Self::RoleAssumed,
            "unclosed-bracket" => Self::UnclosedBracket,
            "title-missing" => Self::TitleMissing,
            "people-named" => Self::PeopleNamed,
            "first-leads-rule" => Self::FirstLeadsRule,
            "column-left-out" => Self::ColumnLeftOut,
            "unclear-table" => Self::UnclearTable,
            "hidden-sheet" => Self::HiddenSheet { name: value(0)? },
            "hidden-rows" => Self::HiddenRows { rows: count(0)? },
            "hidden-columns" => Self::HiddenColumns { columns: count(0)? },
            "clause-for-several" => Self::ClauseForSeveral { tasks: count(0)? },
            "blanket-rule" => Self::BlanketRule { tasks: count(0)? },
            "item-split" => Self::ItemSplit { number: value(0)?, parts: count(1)? },
            "renumbered" => Self::Renumbered { number: value(0)?, given: value(1)? },
            "unnumbered" => Self::Unnumbered { number: value(0)? },
            "repeated-number" => Self::RepeatedNumber { number: value(0)? },
            "shared-ending" => Self::SharedEnding { name: value(0)? },
            "shared-prefix" => Self::SharedPrefix { name: value(0)? },
            "prefix-missing" => Self::PrefixMissing { prefix: value(0)?, units: count(1)? },
            "stray-character" => Self::StrayCharacter { character: value(0)?.chars().next()? },
            "likely-alias" => Self::LikelyAlias { unit: unit(0)?, other: unit(1)? },
            "near-names" => Self::NearNames { unit: unit(0)?, other: unit(1)? },
            "named-twice" => Self::NamedTwice { unit: unit(0)? },
            _ => return None,
        };
        Some(kind)
    }
}

fn place(source: &str, lines: &text::Lines, span: &Range<usize>) -> DoubtPlace {
    let (line, column) = lines.at(source, span.start);
    let length = source.get(span.clone()).map_or(0, |words| words.chars().count());
    let [line, column, length] = [line, column, length].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    DoubtPlace { line, column, length }
}

impl DoubtPlace {
    /// Its bytes of the document's own text; `None` where the text has no such line.
    pub fn span(&self, source: &str) -> Option<Range<usize>> {
        let [line, column, length] = [self.line, self.column, self.length].map(|count| count as usize);
        let start = text::byte_at(source, line, column);
        if start == source.len() {
            return None;
        }
        let end = source[start..].char_indices().nth(length).map_or(source.len(), |(byte, _)| start + byte);
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Group, GroupId, Unit};

    fn plan() -> Plan {
        let unit = |name: &str| Unit {
            name: name.to_owned(),
            full_name: None,
            aliases: Vec::new(),
            group: GroupId::new(0),
            collective: None,
        };
        let groups = vec![Group { name: "部门".to_owned() }];
        Plan { groups, units: vec![unit("县司法局"), unit("司法局")], ..Plan::default() }
    }

    #[test]
    fn a_doubt_says_again_what_was_found() {
        let (plan, source) = (plan(), "前言\n牵头单位：县司法局；\n");
        let text = |text: &str| text.to_owned();
        let [unit, other] = [0, 1].map(UnitId::new);
        for kind in [
            Kind::NotATask,
            Kind::LeftOut,
            Kind::NotUnderstood,
            Kind::RoleAssumed,
            Kind::UnclosedBracket,
            Kind::TitleMissing,
            Kind::PeopleNamed,
            Kind::ClauseForSeveral { tasks: 3 },
            Kind::ItemSplit { number: text("二"), parts: 2 },
            Kind::Renumbered { number: text("3"), given: text("3（2）") },
            Kind::Unnumbered { number: text("4") },
            Kind::FirstLeadsRule,
            Kind::BlanketRule { tasks: 39 },
            Kind::SharedEnding { name: text("甲市人民政府") },
            Kind::LikelyAlias { unit, other },
            Kind::ColumnLeftOut,
            Kind::UnclearTable,
            Kind::SharedPrefix { name: text("省甲厅") },
            Kind::PrefixMissing { prefix: text("省"), units: 3 },
            Kind::HiddenSheet { name: text("旧表") },
            Kind::HiddenRows { rows: 2 },
            Kind::HiddenColumns { columns: 1 },
            Kind::StrayCharacter { character: 'v' },
            Kind::RepeatedNumber { number: text("1") },
            Kind::NobodyNamed,
            Kind::NoLead,
            Kind::NearNames { unit, other },
            Kind::NamedTwice { unit },
        ] {
            let start = source.find("县司法局").expect("there");
            let finding = Finding::new(kind, Place::Source(start..start + 12), "县司法局");
            let doubt = finding.to_doubt(&plan, source, &text::Lines::new(source));
            assert_eq!(Kind::of_doubt(&doubt, &plan), Some(finding.kind));
            let place = doubt.place.expect("a place");
            assert_eq!((place.line, place.column, place.span(source)), (2, 6, Some(start..start + 12)));
        }
        let gone =
            Doubt {
                kind: text("likely-alias"), units: vec![text("县司法局"), text("县法院")], ..Doubt::default()
            };
        assert_eq!(Kind::of_doubt(&gone, &plan), None);
        assert_eq!(DoubtPlace { line: 9, column: 1, length: 1 }.span(source), None);
    }
}
