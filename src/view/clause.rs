//! Where a clause names its parties.

use crate::model::{Role, Task};
use std::collections::BTreeMap;
use std::ops::Range;

/// Words of a clause that name a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseWords {
    /// Bytes of the clause, on character boundaries.
    pub span: Range<usize>,
    /// The role they give.
    pub role: Role,
}

/// The parties' words in a task's clause, in order, none overlapping. Lists are looked for one after
/// the other, as clauses are written; words that cannot be found are left out.
pub fn clause_words(task: &Task) -> Vec<ClauseWords> {
    // By where they begin; none overlaps another.
    let mut found: BTreeMap<usize, (usize, Role)> = BTreeMap::new();
    let mut from = 0;
    for (role, _, party) in task.all_parties() {
        let words = party.words.as_str();
        if words.is_empty() {
            continue;
        }
        let is_free =
            |span: &Range<usize>| found.range(..span.end).next_back().is_none_or(|(_, (end, _))| *end <= span.start);
        let spans = |start: usize| {
            task.clause[start..].match_indices(words).map(move |(at, _)| start + at..start + at + words.len())
        };
        // A list may stand before the one that was found last.
        let span = spans(from).find(&is_free).or_else(|| spans(0).find(&is_free));
        if let Some(span) = span {
            from = span.end;
            found.insert(span.start, (span.end, role));
        }
    }
    found.into_iter().map(|(start, (end, role))| ClauseWords { span: start..end, role }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Party, PartyKind, UnitId};

    #[test]
    fn a_unit_in_both_lists_is_found_twice() {
        let party = |words: &str| Party { words: words.to_owned(), kind: PartyKind::Named(UnitId::new(0)) };
        let mut task =
            Task { clause: "责任单位：甲局、乙局；牵头单位：甲局".to_owned(), ..Task::default() };
        task.parties_mut(Role::Lead).push(party("甲局"));
        task.parties_mut(Role::Responsible).extend([party("甲局"), party("乙局")]);
        let words: Vec<_> = clause_words(&task).into_iter().map(|w| (&task.clause[w.span.clone()], w.role)).collect();
        assert_eq!(words.len(), 3);
        assert_eq!(words[1], ("乙局", Role::Responsible));
    }
}
