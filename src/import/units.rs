//! Names → units: one for each name, short forms of a collective merged, likely aliases proposed.
//!
//! | rule | example |
//! |---|---|
//! | names that differ in width or spaces are one | `各县(市)政府`, `各县（市）政府` |
//! | a collective with and without 政府 is one; the commoner form wins | `各乡镇` = `各乡镇政府` |
//! | a name with its level left out is probably the other | `发展改革委`, `省发展改革委` |
//! | an abbreviation is probably the other | `市发改委`, `市发展改革委` |

use super::groups::{self, Group};
use super::steps;
use super::width::{key, restore};
use crate::finding::{Finding, Kind, Place};
use crate::model::{self, Collective, GroupId, UnitId};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// The units of a document while it is read, in the order in which it names them.
#[derive(Debug, Default)]
pub(super) struct Register {
    names: Vec<Name>,
    by_key: HashMap<String, usize>,
    keep_punctuation: bool,
}

#[derive(Debug)]
struct Name {
    name: String,
    count: usize,
    first: Range<usize>,
}

/// The units and groups of a plan, and where the register's names went.
#[derive(Debug, Default)]
pub(super) struct Units {
    pub groups: Vec<model::Group>,
    pub units: Vec<model::Unit>,
    /// For each registered name its unit.
    pub ids: Vec<UnitId>,
    pub findings: Vec<Finding>,
    /// For each unit the words by which it is first named.
    pub first: Vec<Range<usize>>,
}

impl Register {
    pub(super) fn new(keep_punctuation: bool) -> Self {
        Self { keep_punctuation, ..Self::default() }
    }

    /// A name as it stands in the plan: no broken lines, no marks, punctuation restored.
    pub(super) fn cleaned(&self, words: &str) -> String {
        let words = words.trim().trim_matches(['*', '★', '▲', '#']);
        // Spaces part words; between Chinese characters they are a broken line or padding.
        let is_wide = |c: char| {
            matches!(c, '\u{3000}'..='\u{30FF}' | '\u{FF00}'..='\u{FFEF}' | '“' | '”' | '·') || model::text::is_han(c)
        };
        let mut joined = String::with_capacity(words.len());
        for word in words.split(|c: char| c.is_whitespace() || c == '\u{FEFF}').filter(|word| !word.is_empty()) {
            let parts = joined.chars().next_back().is_some_and(|c| !is_wide(c)) && !word.starts_with(is_wide);
            if parts {
                joined.push(' ');
            }
            joined.extend(word.chars().filter(|c| *c != '*'));
        }
        if self.keep_punctuation { joined } else { restore(&joined) }
    }

    /// Registers a name that stands at `place` of the source.
    pub(super) fn add(&mut self, words: &str, place: Range<usize>) -> usize {
        let name = self.cleaned(words);
        let at = *self.by_key.entry(key(&name)).or_insert(self.names.len());
        if at == self.names.len() {
            self.names.push(Name { name, count: 0, first: place });
        }
        self.names[at].count += 1;
        at
    }

    /// A registered name stands for so many more.
    pub(super) fn again(&mut self, at: usize, times: usize) {
        self.names[at].count += times;
    }

    /// The canonical name of a registered one.
    pub(super) fn name(&self, at: usize) -> &str {
        &self.names[at].name
    }

    /// Makes units and groups of all names.
    pub(super) fn units(&self) -> Units {
        let collectives: Vec<Option<Collective>> =
            self.names.iter().map(|name| groups::collective(&name.name)).collect();
        let heads = self.merged(&collectives);
        let ordinary = self.names.iter().zip(&collectives).filter(|(_, collective)| collective.is_none());
        let level = groups::level(ordinary.map(|(name, _)| name.name.as_str()));
        let mut order: Vec<(Group, usize)> = (0..self.names.len())
            .filter(|&at| heads[at] == at)
            .map(|at| match collectives[at] {
                Some(_) => (Group::Collectives, at),
                None => (groups::group(&self.names[at].name, level), at),
            })
            .collect();
        // A merged name stands where the first of its forms is named.
        let mut first_place: Vec<usize> = (0..self.names.len()).collect();
        for (at, &head) in heads.iter().enumerate().rev() {
            first_place[head] = at;
        }
        order.sort_by_cached_key(|&(group, at)| (group, if collectives[at].is_some() { first_place[at] } else { at }));
        let mut made = Units::default();
        let mut unit_of: HashMap<usize, UnitId> = HashMap::new();
        let mut last = None;
        for (group, at) in order {
            if last != Some(group) {
                made.groups.push(model::Group { name: group.name(level) });
                last = Some(group);
            }
            unit_of.insert(at, UnitId::new(made.units.len()));
            made.first.push(self.names[at].first.clone());
            made.units.push(model::Unit {
                name: self.names[at].name.clone(),
                full_name: None,
                aliases: Vec::new(),
                group: GroupId::new(made.groups.len() - 1),
                collective: collectives[at].clone(),
            });
        }
        made.ids = heads.iter().filter_map(|head| unit_of.get(head).copied()).collect();
        for (at, &head) in heads.iter().enumerate().filter(|(at, head)| at != *head) {
            let unit = made.ids[head];
            made.units[unit.index()].aliases.push(self.names[at].name.clone());
            let kind = Kind::AliasUsed { alias: self.names[at].name.clone(), unit };
            made.findings.push(Finding::new(kind, Place::Source(self.names[at].first.clone()), &self.names[at].name));
        }
        made.findings.extend(likely_aliases(&made));
        made
    }

    /// For each name the name that it is a form of; itself if it is the commonest form.
    fn merged(&self, collectives: &[Option<Collective>]) -> Vec<usize> {
        let mut forms: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, name) in self.names.iter().enumerate() {
            if matches!(collectives[at], Some(Collective::Enumerable { .. })) {
                let whole = key(&name.name);
                let base = ["人民政府", "政府"].iter().find_map(|end| whole.strip_suffix(end)).unwrap_or(&whole);
                forms.entry(base.to_owned()).or_default().push(at);
            }
        }
        let mut heads: Vec<usize> = (0..self.names.len()).collect();
        for same in forms.into_values() {
            let head = same
                .iter()
                .copied()
                .max_by_key(|&at| (self.names[at].count, self.names[at].name.len(), usize::MAX - at));
            for at in same {
                heads[at] = head.unwrap_or(at);
            }
        }
        heads
    }
}

/// What a level's name may be left out of.
const LEVELS: &[&str] =
    &["省", "市", "县", "区", "州", "旗", "国家", "地区", "全国", "自治区", "省政府", "市政府", "县政府", "区政府"];

/// Ends by which abbreviations are told from other names.
const ENDS: &[char] = &['局', '委', '厅', '办', '部', '心', '会', '室', '队'];

/// Nothing longer is an abbreviation, in characters.
const LONGEST_ABBREVIATION: usize = 20;

/// A unit with the characters of its name.
type Spelled = (UnitId, Vec<char>);

fn likely_aliases(made: &Units) -> Vec<Finding> {
    let ordinary: Vec<UnitId> =
        (0..made.units.len()).map(UnitId::new).filter(|id| made.units[id.index()].collective.is_none()).collect();
    let by_name: HashMap<&str, UnitId> =
        ordinary.iter().map(|id| (made.units[id.index()].name.as_str(), *id)).collect();
    let mut pairs: BTreeSet<(UnitId, UnitId)> = BTreeSet::new();
    // Abbreviations share the first and the last character.
    let mut rows: HashMap<(char, char), Vec<Spelled>> = HashMap::new();
    for &id in &ordinary {
        let name = made.units[id.index()].name.as_str();
        for level in LEVELS {
            if let Some(&short) = name.strip_prefix(level).and_then(|rest| by_name.get(rest)) {
                pairs.insert((short, id));
            }
        }
        let characters: Vec<char> = name.chars().collect();
        if let (Some(&first), Some(&last)) = (characters.first(), characters.last())
            && ENDS.contains(&last)
        {
            rows.entry((first, last)).or_default().push((id, characters));
        }
    }
    for row in rows.values() {
        abbreviations(row, &mut pairs);
    }
    pairs
        .into_iter()
        .map(|(unit, other)| {
            Finding::new(
                Kind::LikelyAlias { unit, other },
                Place::Source(made.first[unit.index()].clone()),
                &made.units[unit.index()].name,
            )
        })
        .collect()
}

/// Names that hold the rarest character of an abbreviation are compared with it up to so many: more are a row of names
/// that differ in a figure.
const MOST_COMPARED: usize = 48;

/// Abbreviations among names that begin and end alike. Only names that hold an abbreviation's rarest character can be
/// what it stands for.
fn abbreviations(row: &[Spelled], pairs: &mut BTreeSet<(UnitId, UnitId)>) {
    let mut holding: HashMap<char, Vec<usize>> = HashMap::new();
    for (at, (_, name)) in row.iter().enumerate() {
        for (place, c) in name.iter().enumerate() {
            if !name[..place].contains(c) {
                holding.entry(*c).or_default().push(at);
            }
        }
    }
    for (short, letters) in row.iter().filter(|(_, letters)| (3..=LONGEST_ABBREVIATION).contains(&letters.len())) {
        let rarest = letters.iter().filter_map(|c| holding.get(c)).min_by_key(|holding| holding.len());
        for &at in rarest.into_iter().flatten().take(MOST_COMPARED) {
            steps::count(1);
            let (long, name) = &row[at];
            if letters.len() + 1 < name.len() && is_abbreviation(letters, name) {
                pairs.insert((*short, *long));
            }
        }
    }
}

fn is_abbreviation(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(names: &[&str]) -> (Vec<String>, Vec<Kind>) {
        let mut register = Register::new(false);
        for (at, name) in names.iter().enumerate() {
            register.add(name, at..at + 1);
        }
        let made = register.units();
        (
            made.units.iter().map(|unit| unit.name.clone()).collect(),
            made.findings.into_iter().map(|finding| finding.kind).collect(),
        )
    }

    #[test]
    fn forms_of_a_collective_are_one() {
        let (names, findings) =
            units(&["各乡镇", "各乡镇政府", "各乡镇政府", "县财政局", "各县(市)政府", "各县（市）政府"]);
        assert_eq!(names, ["县财政局", "各乡镇政府", "各县（市）政府"]);
        assert_eq!(findings, [Kind::AliasUsed { alias: "各乡镇".to_owned(), unit: UnitId::new(1) }]);
    }

    #[test]
    fn aliases_are_only_proposed() {
        let (names, findings) = units(&["省发展改革委", "发展改革委", "市人社局", "市人力资源社会保障局", "市财政局"]);
        assert_eq!(names.len(), 5);
        let of = |name: &str| UnitId::new(names.iter().position(|other| other == name).expect("a unit"));
        for (short, long) in [("发展改革委", "省发展改革委"), ("市人社局", "市人力资源社会保障局")]
        {
            assert!(findings.contains(&Kind::LikelyAlias { unit: of(short), other: of(long) }), "{short}");
        }
        assert_eq!(findings.len(), 2);
    }
}
