//! The words for the roles in both languages, and what a plan calls them instead.

use super::{Lang, fill};
use crate::look::Glyph;
use crate::model::{ByRole, Plan, Role, RoleName};
use crate::view::MarkStyle;
use std::borrow::Cow;

macro_rules! role_texts {
    ($($(#[$doc:meta])+ $name:ident)+) => {
        /// The words for one role.
        pub struct RoleTexts {
            $($(#[$doc])+ pub $name: &'static str,)+
        }

        impl RoleTexts {
            pub(super) fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((concat!("roles.", stringify!($name)), self.$name)),+]
            }
        }
    };
}

role_texts! {
    /// The role. Fixed: scripts rely on it.
    name
    /// How many there are, within a list of counts.
    count
    /// What its mark says, for a legend.
    meaning
    /// Head of a column of units that have it. Fixed.
    units
    /// How many duties of this kind a unit has.
    duties
    /// Head of a column: tasks shared with a unit that has it.
    shared
    /// How many duties of this kind, within a sentence on paper.
    paper_count
    /// Heading over these duties on paper, with their number.
    paper_heading
}

/// 简体中文.
pub(super) const ZH: ByRole<RoleTexts> = ByRole::new([
    RoleTexts {
        name: "总牵头",
        count: "总牵头 {0}",
        meaning: "对整个体系负总责",
        units: "总牵头单位",
        duties: "总牵头 {0} 个体系",
        shared: "对方总牵头",
        paper_count: "总牵头{0}个体系",
        paper_heading: "总牵头的体系（{0}个）",
    },
    RoleTexts {
        name: "牵头",
        count: "牵头 {0}",
        meaning: "任务的牵头单位，首位为第一牵头",
        units: "牵头单位",
        duties: "牵头 {0} 项",
        shared: "对方牵头",
        paper_count: "牵头{0}项",
        paper_heading: "牵头任务（{0}项）",
    },
    RoleTexts {
        name: "责任",
        count: "责任 {0}",
        meaning: "任务的责任单位",
        units: "责任单位",
        duties: "责任 {0} 项",
        shared: "对方责任",
        paper_count: "责任{0}项",
        paper_heading: "责任任务（{0}项）",
    },
    RoleTexts {
        name: "配合",
        count: "配合 {0}",
        meaning: "任务的配合单位",
        units: "配合单位",
        duties: "配合 {0} 项",
        shared: "对方配合",
        paper_count: "配合{0}项",
        paper_heading: "配合任务（{0}项）",
    },
    RoleTexts {
        name: "督办",
        count: "督办 {0}",
        meaning: "督促检查任务落实的单位",
        units: "督办单位",
        duties: "督办 {0} 项",
        shared: "对方督办",
        paper_count: "督办{0}项",
        paper_heading: "督办任务（{0}项）",
    },
    RoleTexts {
        name: "咨询",
        count: "咨询 {0}",
        meaning: "办理前应当征求意见的单位",
        units: "咨询单位",
        duties: "咨询 {0} 项",
        shared: "对方咨询",
        paper_count: "提供咨询{0}项",
        paper_heading: "提供咨询的任务（{0}项）",
    },
    RoleTexts {
        name: "知会",
        count: "知会 {0}",
        meaning: "应当告知进展的单位",
        units: "知会单位",
        duties: "知会 {0} 项",
        shared: "对方知会",
        paper_count: "知会{0}项",
        paper_heading: "知会任务（{0}项）",
    },
]);

/// English.
pub(super) const EN: ByRole<RoleTexts> = ByRole::new([
    RoleTexts {
        name: "Overall lead",
        count: "overall lead {0}",
        meaning: "leads a whole section",
        units: "Overall lead",
        duties: "Overall lead of {0} sections",
        shared: "Led over all by them",
        paper_count: "overall lead {0}",
        paper_heading: "Sections led over all ({0})",
    },
    RoleTexts {
        name: "Lead",
        count: "lead {0}",
        meaning: "leads the task; the first named is the first lead",
        units: "Lead units",
        duties: "Leads {0}",
        shared: "Led by them",
        paper_count: "lead {0}",
        paper_heading: "Tasks led ({0})",
    },
    RoleTexts {
        name: "Responsible",
        count: "responsible {0}",
        meaning: "is responsible in the task",
        units: "Responsible units",
        duties: "Responsible in {0}",
        shared: "Their responsibility",
        paper_count: "responsible {0}",
        paper_heading: "Tasks responsible for ({0})",
    },
    RoleTexts {
        name: "Supporting",
        count: "supporting {0}",
        meaning: "supports the task",
        units: "Supporting units",
        duties: "Supports {0}",
        shared: "Supported by them",
        paper_count: "supporting {0}",
        paper_heading: "Tasks supported ({0})",
    },
    RoleTexts {
        name: "Supervising",
        count: "supervising {0}",
        meaning: "watches over the task and urges it on",
        units: "Supervising units",
        duties: "Supervises {0}",
        shared: "Supervised by them",
        paper_count: "supervising {0}",
        paper_heading: "Tasks supervised ({0})",
    },
    RoleTexts {
        name: "Consulted",
        count: "consulted {0}",
        meaning: "is asked for advice",
        units: "Consulted units",
        duties: "Consulted on {0}",
        shared: "They are consulted",
        paper_count: "consulted {0}",
        paper_heading: "Tasks consulted on ({0})",
    },
    RoleTexts {
        name: "Informed",
        count: "informed {0}",
        meaning: "is told of the task",
        units: "Informed units",
        duties: "Informed of {0}",
        shared: "They are informed",
        paper_count: "informed {0}",
        paper_heading: "Tasks informed of ({0})",
    },
]);

/// The words for the roles where a plan is shown or printed: its own names and letters, the canonical
/// ones where it has none. CSV, standard output and findings keep to [`super::Texts::role`].
#[derive(Clone, Copy)]
pub struct RoleWords<'a> {
    lang: Lang,
    names: &'a ByRole<RoleName>,
}

/// A plan that renames nothing.
static UNNAMED: ByRole<RoleName> = ByRole::new([const { RoleName { name: None, letter: None } }; Role::COUNT]);

impl RoleWords<'static> {
    /// The canonical words of a language.
    pub fn canonical(lang: Lang) -> Self {
        Self { lang, names: &UNNAMED }
    }
}

impl<'a> RoleWords<'a> {
    /// The words of `plan` in a language.
    pub fn new(lang: Lang, plan: &'a Plan) -> Self {
        Self { lang, names: &plan.roles }
    }

    fn texts(&self, role: Role) -> &'static RoleTexts {
        &self.lang.texts().roles[role]
    }

    fn own_name(&self, role: Role) -> Option<&'a str> {
        self.names[role].name.as_deref()
    }

    /// The role: 牵头, Accountable.
    pub fn name(&self, role: Role) -> &'a str {
        self.own_name(role).unwrap_or(self.texts(role).name)
    }

    /// Its letter: 牵, A.
    pub fn letter(&self, role: Role) -> &'a str {
        let [chinese, latin] = role.description().letters;
        self.names[role].letter.as_deref().unwrap_or(match self.lang {
            Lang::Zh => chinese,
            Lang::En => latin,
        })
    }

    /// What a mark says in letters or words, each part with the role whose colour it has: `牵` `责`, or
    /// `牵头` `责任`; more than two roles end in `…`. Nothing where the mark is shown as a shape.
    pub fn parts(&self, glyph: Glyph, style: MarkStyle) -> Vec<(Cow<'a, str>, Role)> {
        let words = |role: Role| match style {
            MarkStyle::Shapes => None,
            MarkStyle::Letters => Some(self.letter(role)),
            MarkStyle::Words => Some(self.name(role)),
        };
        let mut parts: Vec<(Cow<'a, str>, Role)> =
            glyph.roles().filter_map(|role| Some((words(role)?.into(), role))).collect();
        if let (Glyph::Several(..), Some((last, _))) = (glyph, parts.last_mut()) {
            last.to_mut().push('…');
        }
        parts
    }

    /// The canonical template with a number; a general one with the plan's own name before it.
    fn counted(&self, role: Role, canonical: &'static str, own: &'static str, count: usize) -> String {
        match self.own_name(role) {
            Some(name) => fill(own, &[&name, &count]),
            None => fill(canonical, &[&count]),
        }
    }

    /// The canonical words; a general template with the plan's own name in it.
    fn said(&self, role: Role, canonical: &'static str, own: &'static str) -> Cow<'static, str> {
        match self.own_name(role) {
            Some(name) => fill(own, &[&name]).into(),
            None => canonical.into(),
        }
    }

    /// `牵头 5`, within a list of counts.
    pub fn count(&self, role: Role, count: usize) -> String {
        self.counted(role, self.texts(role).count, self.lang.texts().own_role_count, count)
    }

    /// What the mark says, for a legend; for a role that the plan renames, which one it is.
    pub fn meaning(&self, role: Role) -> Cow<'static, str> {
        match self.own_name(role) {
            Some(_) => fill(self.lang.texts().own_role_meaning, &[&self.texts(role).name]).into(),
            None => self.texts(role).meaning.into(),
        }
    }

    /// Head of a column of units that have it: `牵头单位`.
    pub fn units(&self, role: Role) -> Cow<'static, str> {
        self.said(role, self.texts(role).units, self.lang.texts().own_role_units)
    }

    /// `牵头 5 项`: how many duties of this kind a unit has.
    pub fn duties(&self, role: Role, count: usize) -> String {
        self.counted(role, self.texts(role).duties, self.lang.texts().own_role_duties, count)
    }

    /// Head of a column: tasks shared with a unit that has it.
    pub fn shared(&self, role: Role) -> Cow<'static, str> {
        self.said(role, self.texts(role).shared, self.lang.texts().own_role_shared)
    }

    /// `牵头5项`, within a sentence on paper.
    pub fn paper_count(&self, role: Role, count: usize) -> String {
        self.counted(role, self.texts(role).paper_count, self.lang.texts().own_role_paper_count, count)
    }

    /// `牵头5项（其中第一牵头3项）`, `牵头4项（均为第一牵头）`, within a sentence on paper.
    pub fn paper_first_leads(&self, leads: usize, first: usize) -> String {
        let t = self.lang.texts();
        match (self.own_name(Role::Lead), leads == first) {
            (Some(name), false) => fill(t.own_paper_first_lead_count, &[&name, &leads, &first]),
            (Some(name), true) => fill(t.own_paper_all_first_count, &[&name, &leads]),
            (None, false) => fill(t.paper_first_lead_count, &[&leads, &first]),
            (None, true) => fill(t.paper_all_first_count, &[&leads]),
        }
    }

    /// `其中2项既牵头又列为责任单位`, within a sentence on paper.
    pub fn paper_both(&self, count: usize) -> String {
        let t = self.lang.texts();
        match self.is_either_renamed() {
            true => fill(t.own_paper_both_count, &[&self.name(Role::Lead), &self.name(Role::Responsible), &count]),
            false => fill(t.paper_both_count, &[&count]),
        }
    }

    /// Heading over these duties on paper.
    pub fn paper_heading(&self, role: Role, count: usize) -> String {
        self.counted(role, self.texts(role).paper_heading, self.lang.texts().own_role_paper_heading, count)
    }

    /// `牵头 县司法局`: who leads, within a line about partners.
    pub fn led_by(&self, names: &str) -> String {
        let t = self.lang.texts();
        match self.own_name(Role::Lead) {
            Some(name) => fill(t.own_role_count, &[&name, &names]),
            None => fill(t.led_by, &[&names]),
        }
    }

    /// The first lead: `第一牵头`.
    pub fn first_lead(&self) -> Cow<'static, str> {
        let t = self.lang.texts();
        self.said(Role::Lead, t.first_lead, t.own_first_lead)
    }

    /// Lead and responsible in one task: `兼任`.
    pub fn lead_and_responsible(&self) -> Cow<'static, str> {
        self.both(self.lang.texts().lead_and_responsible, self.lang.texts().own_both)
    }

    /// What that means.
    pub fn lead_and_responsible_tip(&self) -> Cow<'static, str> {
        self.both(self.lang.texts().lead_and_responsible_tip, self.lang.texts().own_both_tip)
    }

    fn is_either_renamed(&self) -> bool {
        [Role::Lead, Role::Responsible].into_iter().any(|role| self.own_name(role).is_some())
    }

    fn both(&self, canonical: &'static str, own: &'static str) -> Cow<'static, str> {
        match self.is_either_renamed() {
            true => fill(own, &[&self.name(Role::Lead), &self.name(Role::Responsible)]).into(),
            false => canonical.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_calls_its_roles_what_it_likes() {
        let mut plan = Plan::default();
        let canonical = RoleWords::new(Lang::Zh, &plan);
        assert_eq!((canonical.name(Role::Lead), canonical.letter(Role::Informed)), ("牵头", "知"));
        assert_eq!(canonical.duties(Role::Lead, 5), "牵头 5 项");
        assert_eq!(canonical.lead_and_responsible(), "兼任");
        plan.roles[Role::Lead] = RoleName { name: Some("Accountable".to_owned()), letter: Some("A".to_owned()) };
        let words = RoleWords::new(Lang::En, &plan);
        assert_eq!((words.name(Role::Lead), words.letter(Role::Lead)), ("Accountable", "A"));
        assert_eq!((words.name(Role::Informed), words.letter(Role::Informed)), ("Informed", "I"));
        assert_eq!(words.duties(Role::Lead, 5), "Accountable 5");
        assert_eq!(words.first_lead(), "First Accountable");
        assert_eq!(words.lead_and_responsible(), "Accountable and Responsible");
        assert!(words.meaning(Role::Lead).contains("Lead"), "{}", words.meaning(Role::Lead));
    }

    #[test]
    fn every_count_has_room_for_its_number() {
        for (lang, words) in [(Lang::Zh, ZH), (Lang::En, EN)] {
            for (role, texts) in words.iter() {
                for template in [texts.count, texts.duties, texts.paper_count, texts.paper_heading] {
                    assert!(template.contains("{0}"), "{lang:?} {role:?}: {template}");
                }
            }
        }
    }
}
