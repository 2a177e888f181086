//! How rows and columns that stand are laid out: the order of units, and what is folded.

use super::ledger::Ledger;
use crate::model::{GroupId, Plan, SectionId, UnitId};
use encoding_rs::GB18030;
use std::cmp::Reverse;

/// The order of the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// By group, as the plan file lists them (default).
    #[default]
    Source,
    /// Units with the most tasks first.
    Load,
    /// By name.
    Name,
}

impl Order {
    /// Every order, as a menu lists them.
    pub const ALL: [Self; 3] = [Self::Source, Self::Load, Self::Name];

    /// Puts units in this order; those that are alike stay in window order.
    pub fn sort(self, plan: &Plan, ledger: &Ledger, units: &mut [UnitId]) {
        match self {
            Self::Source => {}
            Self::Load => units.sort_by_key(|&unit| Reverse(ledger.direct_tasks(unit))),
            Self::Name => units.sort_by_cached_key(|&unit| spelling(&plan.unit(unit).name)),
        }
    }
}

/// A name as it is sorted. GB 2312 lists its 3,755 common characters by pinyin, and GB 18030 keeps
/// that order in its bytes, so that they sort as a dictionary does; the rare ones follow by radical.
fn spelling(name: &str) -> Vec<u8> {
    GB18030.encode(name).0.into_owned()
}

/// How marks are shown, as the reader likes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkStyle {
    /// As shapes (default).
    #[default]
    Shapes,
    /// By the letter of each role.
    Letters,
    /// By its word.
    Words,
}

impl MarkStyle {
    /// Every style, as a menu lists them.
    pub const ALL: [Self; 3] = [Self::Shapes, Self::Letters, Self::Words];
}

/// How what stands is laid out. Folding leaves nothing out: a folded section is one row, a folded
/// group one column, which count what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The order of the columns.
    pub order: Order,
    /// Sections folded into their own row, with all inside them.
    pub folded_sections: Vec<SectionId>,
    /// Groups folded into one column. Only in [`Order::Source`] do groups stand together; in the
    /// others nothing is folded.
    pub folded_groups: Vec<GroupId>,
    /// How marks are shown in what is made of the view: pictures, sheets, paper.
    pub marks: MarkStyle,
}

impl Arrangement {
    /// Whether anything is folded.
    pub fn folds(&self) -> bool {
        !self.folded_sections.is_empty() || self.folds_groups()
    }

    /// The outermost folded section that holds `section` or is it.
    pub fn folded_into(&self, plan: &Plan, section: SectionId) -> Option<SectionId> {
        plan.section_ancestry(section).filter(|outer| self.folded_sections.contains(outer)).last()
    }

    /// Whether a group stands as one column.
    pub fn folds_group(&self, group: GroupId) -> bool {
        self.folds_groups() && self.folded_groups.contains(&group)
    }

    fn folds_groups(&self) -> bool {
        self.order == Order::Source && !self.folded_groups.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_characters_sort_by_pinyin() {
        let mut names = ["县住建局", "县财政局", "县司法局", "县公安局", "县法院", "县农业农村局", "ABC"];
        names.sort_by_cached_key(|name| spelling(name));
        assert_eq!(names, ["ABC", "县财政局", "县法院", "县公安局", "县农业农村局", "县司法局", "县住建局"]);
    }
}
