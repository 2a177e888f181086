//! What a plan calls its roles, and the people and the office that a document names.

use super::{ByRole, Role, UnitId};

/// What one plan calls a role (`roles` in the plan file). Shown on screen and on paper; CSV and
/// standard output keep the canonical words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleName {
    /// Its name; `None`: the canonical word.
    pub name: Option<String>,
    /// Its letter, one or two characters; `None`: the canonical one.
    pub letter: Option<String>,
}

impl RoleName {
    /// Whether the plan says nothing about the role.
    pub fn is_canonical(&self) -> bool {
        self.name.is_none() && self.letter.is_none()
    }
}

/// A letter is never longer, in characters: it has to fit a cell.
pub const LONGEST_LETTER: usize = 2;

/// The two roles that share a letter in one of the languages, if any do: the later one first.
pub fn shared_letter(names: &ByRole<RoleName>) -> Option<(Role, Role)> {
    let letters = |role: Role| {
        let own = names[role].letter.as_deref();
        role.description().letters.map(|letter| own.unwrap_or(letter).to_lowercase())
    };
    let pairs = Role::ALL.into_iter().flat_map(|later| Role::ALL.into_iter().map(move |role| (later, role)));
    pairs.filter(|(later, role)| role < later).find(|&(later, role)| {
        let (one, other) = (letters(later), letters(role));
        one.iter().zip(&other).any(|(one, other)| one == other)
    })
}

/// Somebody whom the document names for a task (责任人员): 牵头领导, 包抓领导, 责任人. Never a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// What the document calls the post in the task: `牵头领导`.
    pub label: String,
    /// The person's name, without office and title: `张三`.
    pub name: String,
    /// Office held: `副县长`.
    pub post: Option<String>,
    /// The unit for which the person answers in the task; `None`: for the whole task.
    pub unit: Option<UnitId>,
}

/// The office that sends the plan out and takes answers back (what paper needs).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Office {
    /// Who receives what comes back.
    pub receiver: Option<String>,
    /// Until when answers are due, as written.
    pub return_by: Option<String>,
    /// Whose seal stands under letters.
    pub seal: Option<String>,
}

impl Office {
    /// Whether nothing is known of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lettered(letters: &[(Role, &str)]) -> ByRole<RoleName> {
        let mut names = ByRole::<RoleName>::default();
        for (role, letter) in letters {
            names[*role].letter = Some((*letter).to_owned());
        }
        names
    }

    #[test]
    fn letters_are_shared_in_any_language_and_case() {
        for (letters, shared) in [
            (&[][..], None),
            (&[(Role::Lead, "A")], None),
            (&[(Role::Lead, "A"), (Role::Responsible, "a")], Some((Role::Responsible, Role::Lead))),
            // The canonical letters of the others count in both languages.
            (&[(Role::Lead, "R")], Some((Role::Responsible, Role::Lead))),
            (&[(Role::Informed, "配")], Some((Role::Informed, Role::Supporting))),
            (&[(Role::Lead, "R"), (Role::Responsible, "L")], None),
        ] {
            assert_eq!(shared_letter(&lettered(letters)), shared, "{letters:?}");
        }
    }
}
