//! What a unit owes, what that rests on, and the one table that describes the roles.

use super::UnitId;
use std::ops::{Index, IndexMut};

/// What there is to know of a role, but for its words (`lang`) and its picture (`look`).
#[derive(Clone, Copy, Debug)]
pub struct RoleDescription {
    /// The role.
    pub role: Role,
    /// The fixed word used in settings, pictures and commands: `overall-lead`.
    pub code: &'static str,
    /// The field of the plan file that holds its list, and the field of `roles` that renames it.
    pub field: &'static str,
    /// Its letters where a plan gives it none: Chinese, Latin. No two roles share one.
    pub letters: [&'static str; 2],
    /// The character nearest to its mark, for sheets, paper and plain text.
    pub sign: char,
    /// Who has it.
    pub holder: Holder,
    /// Where it stands even if a plan does not use it.
    pub stands: Stands,
}

/// Where a role stands that a plan does not use. One that it uses stands everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// In every legend and every table.
    Everywhere,
    /// In every table, so that their columns are the same for all plans.
    InTables,
    /// Nowhere.
    WhereUsed,
}

/// What a role is held in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Whole sections.
    Section,
    /// Single tasks.
    Task,
}

/// The table: each role with its code, field, letters, sign, who holds it, and where it stands.
macro_rules! roles {
    ($(
        $(#[$doc:meta])+
        $role:ident: $code:literal, $field:literal, [$chinese:literal, $latin:literal], $sign:literal, $holder:ident,
        $stands:ident;
    )+) => {
        /// A responsibility (责任角色), from the heaviest to the lightest: this order is the order of every list,
        /// legend, sheet and page, and what "heavier" means where only one role can be shown.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Role {
            $($(#[$doc])+ $role,)+
        }

        impl Role {
            /// Every role, heaviest first.
            pub const ALL: [Self; Self::COUNT] = [$(Self::$role),+];
            /// How many there are.
            pub const COUNT: usize = [$($code),+].len();
        }

        static TABLE: [RoleDescription; Role::COUNT] = [$(RoleDescription {
            role: Role::$role,
            code: $code,
            field: $field,
            letters: [$chinese, $latin],
            sign: $sign,
            holder: Role::$role.holder(),
            stands: Stands::$stands,
        }),+];

        impl Role {
            /// Who has it.
            const fn holder(self) -> Holder {
                match self {
                    $(Self::$role => Holder::$holder,)+
                }
            }
        }
    };
}

roles! {
    /// Leads a whole section (总牵头 ◆).
    OverallLead: "overall-lead", "overall_lead", ["总", "O"], '◆', Section, InTables;
    /// Leads a task (牵头 ●).
    Lead: "lead", "lead", ["牵", "L"], '●', Task, Everywhere;
    /// Is responsible in a task (责任 ○).
    Responsible: "responsible", "responsible", ["责", "R"], '○', Task, Everywhere;
    /// Supports a task (配合 △).
    Supporting: "supporting", "supporting", ["配", "S"], '△', Task, InTables;
    /// Watches over a task and urges it on (督办 □).
    Supervising: "supervising", "supervising", ["督", "V"], '□', Task, WhereUsed;
    /// Is asked for advice (咨询 ◇).
    Consulted: "consulted", "consulted", ["咨", "C"], '◇', Task, WhereUsed;
    /// Is told of it (知会 ＋).
    Informed: "informed", "informed", ["知", "I"], '＋', Task, WhereUsed;
}

/// How many roles tasks have.
const TASK_ROLES: usize = {
    let (mut at, mut count) = (0, 0);
    while at < Role::COUNT {
        if matches!(Role::ALL[at].holder(), Holder::Task) {
            count += 1;
        }
        at += 1;
    }
    count
};

impl Role {
    /// The roles that tasks have, heaviest first.
    pub const OF_TASKS: [Self; TASK_ROLES] = {
        let mut roles = [Self::ALL[0]; TASK_ROLES];
        let (mut at, mut next) = (0, 0);
        while at < Self::COUNT {
            if matches!(Self::ALL[at].holder(), Holder::Task) {
                roles[next] = Self::ALL[at];
                next += 1;
            }
            at += 1;
        }
        roles
    };

    /// What the table says of it.
    pub fn description(self) -> &'static RoleDescription {
        &TABLE[self as usize]
    }

    /// The fixed word used in files of ours and in pictures.
    pub fn code(self) -> &'static str {
        self.description().code
    }

    /// The field of the plan file that holds its list.
    pub fn field(self) -> &'static str {
        self.description().field
    }

    /// The character nearest to its mark.
    pub fn sign(self) -> char {
        self.description().sign
    }

    /// How heavy it is: more for heavier roles, at least 1.
    pub fn weight(self) -> u8 {
        (Self::COUNT - self as usize) as u8
    }

    /// Position in [`Role::ALL`], from 0.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// One value for each role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ByRole<T>([T; Role::COUNT]);

impl<T> ByRole<T> {
    /// Values in the order of [`Role::ALL`].
    pub const fn new(values: [T; Role::COUNT]) -> Self {
        Self(values)
    }

    /// The value of a role, where no [`Index`] can be called.
    pub const fn at(&self, role: Role) -> &T {
        &self.0[role as usize]
    }

    /// What `make` gives for each role.
    pub fn from_fn(make: impl FnMut(Role) -> T) -> Self {
        Self(Role::ALL.map(make))
    }

    /// The same with another value for one role.
    #[must_use]
    pub fn with(mut self, role: Role, value: T) -> Self {
        self[role] = value;
        self
    }

    /// What `make` makes of each value.
    pub fn map<U>(self, make: impl FnMut(T) -> U) -> ByRole<U> {
        ByRole(self.0.map(make))
    }

    /// Each role with its value, heaviest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Role, &T)> {
        Role::ALL.into_iter().zip(&self.0)
    }

    /// The same, to be changed.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (Role, &mut T)> {
        Role::ALL.into_iter().zip(&mut self.0)
    }

    /// The values alone, heaviest role first.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> + Clone {
        self.0.iter()
    }

    /// The values alone, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut T> {
        self.0.iter_mut()
    }
}

impl<T> IntoIterator for ByRole<T> {
    type Item = (Role, T);
    type IntoIter =
        std::iter::Zip<std::array::IntoIter<Role, { Role::COUNT }>, std::array::IntoIter<T, { Role::COUNT }>>;

    fn into_iter(self) -> Self::IntoIter {
        Role::ALL.into_iter().zip(self.0)
    }
}

impl<T> Index<Role> for ByRole<T> {
    type Output = T;

    fn index(&self, role: Role) -> &T {
        &self.0[role as usize]
    }
}

impl<T> IndexMut<Role> for ByRole<T> {
    fn index_mut(&mut self, role: Role) -> &mut T {
        &mut self.0[role as usize]
    }
}

/// What a mark rests on (依据).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The document names the unit, or the collective, in this list (列名).
    Named,
    /// A collective on whose roster the unit stands is named (经X).
    Through(UnitId),
    /// The list is open and these words name nobody (未列名).
    Unlisted,
    /// A rule on position gives the role (按首位).
    ByPosition,
    /// A rule over many tasks gives the role (通用条款).
    Blanket,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_describes_each_role_once() {
        for (position, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!((role.index(), role.description().role), (position, role));
            assert_eq!(role.code(), role.field().replace('_', "-"));
            assert_eq!(Role::OF_TASKS.contains(&role), role.description().holder == Holder::Task, "{role:?}");
        }
        assert!(Role::ALL.is_sorted_by(|one, next| one.weight() > next.weight()) && Role::Informed.weight() == 1);
        let rows = || Role::ALL.into_iter().map(Role::description);
        for words in [
            rows().map(|row| row.code).collect::<HashSet<_>>(),
            rows().map(|row| row.letters[0]).collect(),
            rows().map(|row| row.letters[1]).collect(),
        ] {
            assert_eq!(words.len(), Role::COUNT);
        }
        assert_eq!(rows().map(|row| row.sign).collect::<HashSet<_>>().len(), Role::COUNT);
    }

    #[test]
    fn values_by_role() {
        let mut values = ByRole::from_fn(Role::index);
        values[Role::Lead] += 10;
        assert_eq!(values.values().sum::<usize>(), (0..Role::COUNT).sum::<usize>() + 10);
        let heaviest = values.iter().find(|(_, value)| **value > 1).map(|(role, _)| role);
        assert_eq!((heaviest, values[Role::Informed]), (Some(Role::Lead), 6));
        assert_eq!(ByRole::<u8>::default().with(Role::Consulted, 3).map(|value| value * 2)[Role::Consulted], 6);
    }
}
