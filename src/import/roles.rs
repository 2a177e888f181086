//! Words for roles in the languages in which grids and tables are kept; labels of Chinese clauses have their own lists.
//!
//! All words are in small letters and are beginnings: `approv` stands for approves, approved, approval.

use crate::model::Role;

/// Beginnings of words that name a role, or say in a legend what who has it does.
pub(super) const ROLES: &[(&str, Role)] = &[
    // Chinese. The whole before its parts: 总牵头 is not 牵头.
    ("总牵头", Role::OverallLead),
    ("牵头", Role::Lead),
    ("主办", Role::Lead),
    ("主责", Role::Lead),
    ("主导", Role::Lead),
    ("主抓", Role::Lead),
    ("主要负责", Role::Lead),
    ("主要责任", Role::Lead),
    ("主要职能", Role::Lead),
    ("当责", Role::Lead),
    ("问责", Role::Lead),
    ("最终负责", Role::Lead),
    ("拍板", Role::Lead),
    ("批准", Role::Lead),
    ("审批", Role::Lead),
    ("决策", Role::Lead),
    ("责任", Role::Responsible),
    ("负责", Role::Responsible),
    ("执行", Role::Responsible),
    ("承办", Role::Responsible),
    ("实施", Role::Responsible),
    ("落实", Role::Responsible),
    ("配合", Role::Supporting),
    ("协助", Role::Supporting),
    ("协办", Role::Supporting),
    ("协同", Role::Supporting),
    ("次要责任", Role::Supporting),
    ("次要职能", Role::Supporting),
    ("相关职能", Role::Supporting),
    ("支持", Role::Supporting),
    ("参与", Role::Supporting),
    ("督办", Role::Supervising),
    ("督导", Role::Supervising),
    ("监督", Role::Supervising),
    ("督查", Role::Supervising),
    ("咨询", Role::Consulted),
    ("被咨询", Role::Consulted),
    ("征询", Role::Consulted),
    ("顾问", Role::Consulted),
    ("知会", Role::Informed),
    ("被告知", Role::Informed),
    ("告知", Role::Informed),
    ("通知", Role::Informed),
    ("知情", Role::Informed),
    ("抄送", Role::Informed),
    // English.
    ("overall lead", Role::OverallLead),
    ("accountab", Role::Lead),
    ("approv", Role::Lead),
    ("answerable", Role::Lead),
    ("lead", Role::Lead),
    ("primary", Role::Lead),
    ("responsib", Role::Responsible),
    ("does the", Role::Responsible),
    ("perform", Role::Responsible),
    ("execut", Role::Responsible),
    ("support", Role::Supporting),
    ("secondary", Role::Supporting),
    ("assist", Role::Supporting),
    ("contribut", Role::Supporting),
    ("participa", Role::Supporting),
    ("supervis", Role::Supervising),
    ("oversee", Role::Supervising),
    ("verif", Role::Supervising),
    ("consult", Role::Consulted),
    ("inform", Role::Informed),
    ("notif", Role::Informed),
    // French.
    ("approbat", Role::Lead),
    ("approuv", Role::Lead),
    ("redevable", Role::Lead),
    ("autorité", Role::Lead),
    ("responsable", Role::Responsible),
    ("réalis", Role::Responsible),
    ("exécut", Role::Responsible),
    ("pilote", Role::Lead),
    ("chef de file", Role::Lead),
    ("appui", Role::Supporting),
    ("partenaire", Role::Supporting),
    ("soutien", Role::Supporting),
    ("contribue", Role::Supporting),
    // Russian.
    ("подотч", Role::Lead),
    ("утвержда", Role::Lead),
    ("одобря", Role::Lead),
    ("ответств", Role::Responsible),
    ("отвеча", Role::Responsible),
    ("исполн", Role::Responsible),
    ("соисполн", Role::Supporting),
    ("контрол", Role::Supervising),
    ("поддерж", Role::Supporting),
    ("помога", Role::Supporting),
    ("участ", Role::Supporting),
    ("консульт", Role::Consulted),
    ("информ", Role::Informed),
    ("уведом", Role::Informed),
    // Portuguese and Spanish.
    ("aprova", Role::Lead),
    ("aprueb", Role::Lead),
    ("autoridad", Role::Lead),
    ("prestador de contas", Role::Lead),
    ("rinde cuentas", Role::Lead),
    ("responsáve", Role::Responsible),
    ("realiza", Role::Responsible),
    ("ejecut", Role::Responsible),
    ("lidera", Role::Lead),
    ("coordina", Role::Lead),
    ("coordena", Role::Lead),
    ("colabora", Role::Supporting),
    ("parceir", Role::Supporting),
    ("apoio", Role::Supporting),
    ("apoyo", Role::Supporting),
    // German.
    ("rechenschaft", Role::Lead),
    ("gesamtverantw", Role::Lead),
    ("genehmig", Role::Lead),
    ("freigab", Role::Lead),
    ("federführ", Role::Lead),
    ("beteilig", Role::Supporting),
    ("verantwort", Role::Responsible),
    ("durchführ", Role::Responsible),
    ("zuständig", Role::Responsible),
    ("unterstütz", Role::Supporting),
    ("mitwirk", Role::Supporting),
    ("konsult", Role::Consulted),
    ("befrag", Role::Consulted),
];

/// The role that words begin with.
pub(super) fn role_at(words: &str) -> Option<Role> {
    let found = ROLES.iter().filter(|(word, _)| words.starts_with(word)).max_by_key(|(word, _)| word.len());
    found.map(|(_, role)| *role)
}

/// The role that the head of a column of names gives, where it is no label of a clause: Approver, 批准人, Исполнитель.
pub(super) fn role_of_head(head: &str) -> Option<Role> {
    const LONGEST: usize = 24;
    const ENDS: &[&str] = &["人", "者", "单位", "部门", "领导", "方"];
    let lower = head.split(['(', '（']).next()?.trim().to_lowercase();
    if lower.starts_with(crate::model::text::is_han) {
        let bare = ENDS.iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
        return ROLES.iter().find(|(word, _)| *word == bare).map(|(_, role)| *role);
    }
    // One word, or one with `by`: approved by.
    let word = lower.strip_suffix(" by").unwrap_or(&lower);
    let is_role = !word.contains(char::is_whitespace) && word.chars().count() <= LONGEST && !THINGS.contains(&word);
    role_at(word).filter(|_| is_role)
}

/// Words that begin as one for a role does and are heads over something else.
const THINGS: &[&str] = &[
    "information",
    "performance",
    "execution",
    "leadtime",
    "verification",
    "approval",
    "notification",
    "primary",
    "secondary",
];
