//! Documents before they are laid out: what units owe, tables of the whole plan, the book, bulletins, with all their
//! words. Pages (`paper`) and Word documents ([`super::docx`]) are made of the same [`Draft`], so they cannot say different
//! things.

mod bulletin;
mod obligations;
pub(crate) mod parts;
mod tables;

pub use bulletin::bulletin;
pub use obligations::obligations;
pub use tables::{book, overview, receipts, tasks};

use super::Scope;
use crate::lang::{Lang, fill};
use crate::made::Warning;
use parts::Part;

/// How a unit's obligations are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// 责任清单: tables with blank columns for measure, deadline and person (default).
    #[default]
    Table,
    /// 责任书: running text, 22 lines a page, 28 characters a line; two parties sign.
    Letter,
    /// 一页清: a line for each task, as much as possible on one page.
    Brief,
}

impl Style {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Table, Self::Letter, Self::Brief];

    /// What the command line and the settings call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Letter => "letter",
            Self::Brief => "brief",
        }
    }
}

/// How units' obligations are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListPaper {
    /// As a list, as a letter, at a glance. Default: a list.
    pub style: Style,
    /// Whether the pages of a list stand. Default: they lie, so that a hand can write into the blank columns;
    /// letters always stand.
    pub upright: bool,
}

impl From<Style> for ListPaper {
    fn from(style: Style) -> Self {
        Self { style, upright: false }
    }
}

/// Makes the texts of a plan fit for what they are written with.
pub trait Pen {
    /// One line: line ends and tabs become spaces, what cannot be written is replaced.
    fn line(&mut self, text: &str) -> String;

    /// The paragraphs of a text; empty lines are left out.
    fn paragraphs(&mut self, text: &str) -> Vec<String> {
        let lines = text.split(['\n', '\r', '\u{2028}', '\u{2029}']);
        lines.map(|line| self.line(line)).filter(|line| !line.is_empty()).collect()
    }
}

/// A document before it is laid out.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The language of its words.
    pub lang: Lang,
    /// Its title; for the properties of the file.
    pub title: String,
    /// Who issued it; for the properties of the file.
    pub author: Option<String>,
    /// What stands in it, in order.
    pub(crate) parts: Vec<Part>,
    /// What a person should know before handing it out.
    pub warning: Option<Warning>,
}

impl Draft {
    /// A document of a plan.
    fn of(scope: &Scope<'_>, title: String, parts: Vec<Part>, pen: &mut dyn Pen) -> Self {
        let author = scope.plan.issuer.as_deref().map(|issuer| pen.line(issuer));
        Self { lang: scope.lang, title, author, parts, warning: None }
    }
}

/// `木环组发〔2019〕1号，2019年7月16日印发`, as far as the plan has them.
pub(crate) fn number_and_date(scope: &Scope<'_>, pen: &mut dyn Pen) -> Option<String> {
    let t = scope.lang.texts();
    let number = scope.plan.number.as_deref().map(|number| pen.line(number));
    let date = scope.plan.date.map(|date| fill(t.paper_issued, &[&scope.lang.date(date)]));
    let parts: Vec<String> = number.into_iter().chain(date).collect();
    (!parts.is_empty()).then(|| parts.join(t.paper_comma))
}

/// Heads of a table of duties: number, task, units, and three to be filled in.
pub fn duty_heads(lang: Lang) -> [&'static str; 6] {
    let t = lang.texts();
    [
        t.head_number,
        t.paper_column_task,
        t.paper_column_units,
        t.paper_column_measures,
        t.head_deadline,
        t.paper_column_person,
    ]
}
