//! The parts of a document, with all their words: pages of units, tables, cover, contents. Templates and writers only
//! place them.

use super::Style;
use serde::Serialize;

/// A unit's pages.
#[derive(Clone, Debug, Serialize)]
pub struct UnitPaper {
    pub name: String,
    pub title: Vec<String>,
    pub basis: Option<String>,
    /// What a filter lets stand.
    pub extract: Option<String>,
    pub intro: String,
    /// Counts at a glance.
    pub strip: Vec<String>,
    pub groups: Vec<Group>,
    pub notes: Vec<String>,
    pub closing: Option<String>,
    /// Who signs: for each party its lines, of a label, what stands behind it, and whether the rest is to be
    /// filled in.
    pub sign: Vec<Vec<(String, String, bool)>>,
}

/// The duties of one role.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    pub heading: String,
    pub parts: Vec<Stretch>,
}

/// Those of them that stand in one section.
#[derive(Clone, Debug, Serialize)]
pub struct Stretch {
    pub heading: Option<String>,
    pub rows: Vec<DutyRow>,
}

#[derive(Clone, Debug, Serialize)]
pub struct DutyRow {
    pub number: String,
    pub text: Vec<String>,
    /// The text in one line.
    pub line: String,
    /// The unit's own role.
    pub own: String,
    /// What that rests on, unless the document names the unit.
    pub basis: Option<String>,
    pub partners: Vec<String>,
    pub deadline: Vec<String>,
    /// Deadline with its name, for running text.
    pub until: Option<String>,
}

/// A table over pages.
#[derive(Clone, Debug, Serialize)]
pub struct TablePart {
    pub odd: bool,
    pub lies: bool,
    /// Small, so that much stands on one page.
    pub tight: bool,
    /// Above the title: 附件.
    pub label: Option<&'static str>,
    /// In the outline.
    pub name: String,
    pub title: Vec<String>,
    pub notes: Vec<String>,
    pub heads: Vec<String>,
    /// In millimetres; 0 takes what is left.
    pub widths: Vec<f64>,
    pub centred: Vec<usize>,
    pub justified: Vec<usize>,
    pub rows: Vec<PartRow>,
    pub closing: Vec<String>,
}

/// A band over all columns, or cells with their paragraphs.
#[derive(Clone, Debug, Serialize)]
pub struct PartRow {
    pub band: Option<String>,
    pub cells: Vec<Vec<String>>,
}

impl PartRow {
    pub fn cells(cells: Vec<Vec<String>>) -> Self {
        Self { band: None, cells }
    }
}

/// A part of a document.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Part {
    Units(UnitsPart),
    Tasks(TablePart),
    Overview(TablePart),
    Receipts(TablePart),
    Bulletin(TablePart),
    Cover(CoverPart),
    Contents(ContentsPart),
}

/// Units, one after the other.
#[derive(Clone, Debug, Serialize)]
pub struct UnitsPart {
    /// Each begins on an odd page.
    pub odd: bool,
    /// Each counts its own pages.
    pub own_numbers: bool,
    pub style: &'static str,
    pub lies: bool,
    pub units: Vec<UnitPaper>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CoverPart {
    pub odd: bool,
    pub title: String,
    pub name: &'static str,
    pub number: Option<String>,
    pub foot: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ContentsPart {
    pub odd: bool,
    pub title: &'static str,
    /// What is referred to, its name, and its counts.
    pub entries: Vec<[String; 3]>,
}

impl UnitsPart {
    pub fn new(units: Vec<UnitPaper>, style: Style, lies: bool) -> Self {
        let is_one = units.len() == 1;
        Self { odd: !is_one, own_numbers: !is_one, style: style.name(), lies, units }
    }
}
