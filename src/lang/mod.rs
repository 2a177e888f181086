//! Every text a person reads, in one table for each language: [`zh`] and [`en`]; the words of commands
//! stand side by side in [`commands`].
//!
//! The role words and CSV headings are part of the command line contract: scripts rely on them.
//! Placeholders are `{0}`, `{1}` …, filled by [`fill`]; a test holds the two tables against each
//! other.

pub mod commands;
pub mod comparing;
pub mod en;
mod limits;
pub mod mapping;
mod message;
mod pairs;
pub mod reporting;
mod roles;
mod texts;
pub mod zh;

pub use limits::{LimitTexts, limit, limit_row, read_error, write_error};
pub use message::{
    file_error, filter_words, finding_hint, finding_kind, finding_message, finding_place, import_error, omission,
    person,
};
pub use roles::{RoleTexts, RoleWords};
pub use texts::Texts;

use crate::model::{Basis, Date, Plan, Role, State};
use jiff::civil::DateTime;

/// A language of the interface and of headings. Default: Chinese.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// 简体中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The table of this language.
    pub fn texts(self) -> &'static Texts {
        match self {
            Self::Zh => &zh::TEXTS,
            Self::En => &en::TEXTS,
        }
    }

    /// A date as people write it: `2019年7月16日`, `16 July 2019`.
    pub fn date(self, date: Date) -> String {
        match self {
            Self::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
            Self::En => date.strftime("%-d %B %Y").to_string(),
        }
    }

    /// A deadline as people write it: one that is a date alone becomes `2026年12月31日前`; any other words
    /// stay.
    pub fn deadline(self, words: &str) -> String {
        match words.trim().parse::<Date>() {
            Ok(date) if words.trim().len() == 10 => fill(self.texts().deadline_by, &[&self.date(date)]),
            _ => words.to_owned(),
        }
    }

    /// A moment of a day as people write it: `2019年7月16日 08:05`, `16 July 2019, 08:05`.
    pub fn moment(self, at: DateTime) -> String {
        let between = match self {
            Self::Zh => " ",
            Self::En => ", ",
        };
        format!("{}{between}{:02}:{:02}", self.date(at.date()), at.hour(), at.minute())
    }

    /// The number of a first-level heading, from 1: `一`, `十二`; `1`. From 100 on in figures.
    pub fn level(self, number: usize) -> String {
        const FIGURES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        let (tens, ones) = (number / 10, number % 10);
        match (self, tens) {
            (Self::Zh, 0) if ones > 0 => FIGURES[ones].to_owned(),
            (Self::Zh, 1) => format!("十{}", FIGURES[ones]),
            (Self::Zh, 2..10) => format!("{}十{}", FIGURES[tens], FIGURES[ones]),
            _ => number.to_string(),
        }
    }
}

/// Fills `{0}`, `{1}` … of a template.
pub fn fill(template: &str, values: &[&dyn std::fmt::Display]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
        out.push_str(&rest[..open]);
        match rest[open + 1..close].parse::<usize>().ok().and_then(|index| values.get(index)) {
            Some(value) => out.push_str(&value.to_string()),
            None => out.push_str(&rest[open..=close]),
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

impl Texts {
    /// The word for a state: 未报 未启动 推进中 已完成. Fixed.
    pub fn state(&self, state: State) -> &'static str {
        let t = self.reporting;
        match state {
            State::Unreported => t.state_unreported,
            State::NotStarted => t.state_not_started,
            State::Ongoing => t.state_ongoing,
            State::Done => t.state_done,
        }
    }

    /// The canonical word for a role: 总牵头 牵头 责任 配合 督办 咨询 知会. Fixed.
    pub fn role(&self, role: Role) -> &'static str {
        self.roles[role].name
    }

    /// The word for a basis: 列名 经X 未列名 按首位 通用条款. Fixed.
    pub fn basis(&self, plan: &Plan, basis: Basis) -> String {
        match basis {
            Basis::Named => self.named.to_owned(),
            Basis::Through(unit) => fill(self.through, &[&plan.unit(unit).name]),
            Basis::Unlisted => self.unlisted.to_owned(),
            Basis::ByPosition => self.by_position.to_owned(),
            Basis::Blanket => self.blanket.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placeholders(template: &str) -> Vec<usize> {
        (0..9).filter(|index| template.contains(&format!("{{{index}}}"))).collect()
    }

    #[test]
    fn languages_agree_on_placeholders() {
        for ((name, zh), (_, en)) in zh::TEXTS.all().into_iter().zip(en::TEXTS.all()) {
            assert_eq!(placeholders(zh), placeholders(en), "{name}");
            assert!(!zh.is_empty() && !en.is_empty(), "{name} is empty");
        }
    }

    #[test]
    fn filling() {
        assert_eq!(fill("共 {0} 项，显示 {1} 项", &[&39, &16]), "共 39 项，显示 16 项");
        assert_eq!(fill("{7} {", &[&1]), "{7} {");
        // A value that looks like a placeholder is a value.
        assert_eq!(fill("{0} {1}", &[&"{1}", &"x"]), "{1} x");
    }

    #[test]
    fn levels() {
        let expected =
            [(1, "一"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (41, "四十一"), (100, "100"), (0, "0")];
        for (number, words) in expected {
            assert_eq!(Lang::Zh.level(number), words);
        }
        assert_eq!(Lang::En.level(3), "3");
    }

    #[test]
    fn dates() {
        let date = Date::constant(2019, 7, 16);
        assert_eq!(Lang::Zh.date(date), "2019年7月16日");
        assert_eq!(Lang::En.date(date), "16 July 2019");
        assert_eq!(Lang::Zh.deadline("2026-12-31"), "2026年12月31日前");
        assert_eq!(Lang::En.deadline("2026-12-31"), "by 31 December 2026");
        for words in ["2023年底前", "每季度", "2026-12", "2026-13-01"] {
            assert_eq!(Lang::Zh.deadline(words), words);
        }
        assert_eq!(Lang::Zh.moment(date.at(8, 5, 0, 0)), "2019年7月16日 08:05");
        assert_eq!(Lang::En.moment(date.at(23, 40, 0, 0)), "16 July 2019, 23:40");
    }
}
