//! Which units a list has named already.

use super::UnitId;
use std::collections::HashSet;

/// How many are looked through one by one, without anything set aside for them: lists are short, unless somebody means
/// harm.
const FEW: usize = 16;

/// The units that came so far.
#[derive(Default)]
pub struct Seen {
    few: [Option<UnitId>; FEW],
    count: usize,
    many: HashSet<UnitId>,
}

impl Seen {
    /// Notes a unit; whether it is the first time.
    pub fn is_first(&mut self, unit: UnitId) -> bool {
        if self.count <= FEW && self.few[..self.count.min(FEW)].contains(&Some(unit)) {
            return false;
        }
        if self.count < FEW {
            self.few[self.count] = Some(unit);
            self.count += 1;
            return true;
        }
        if self.many.is_empty() {
            self.many.extend(self.few.iter().flatten());
        }
        self.many.insert(unit)
    }

    /// Whether a unit came.
    pub fn has(&self, unit: UnitId) -> bool {
        self.few[..self.count].contains(&Some(unit)) || self.many.contains(&unit)
    }
}

impl FromIterator<UnitId> for Seen {
    fn from_iter<T: IntoIterator<Item = UnitId>>(units: T) -> Self {
        let mut seen = Self::default();
        for unit in units {
            seen.is_first(unit);
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_are_told_alike() {
        let mut seen = Seen::default();
        for unit in (0..100).map(UnitId::new) {
            assert!(!seen.has(unit) && seen.is_first(unit));
            assert!(seen.has(unit) && !seen.is_first(unit));
        }
        assert!((0..100).map(UnitId::new).all(|unit| !seen.is_first(unit)));
    }
}
