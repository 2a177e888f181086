//! How a grid of a document is read, as a value: what the reader decided, and what a person decides instead.

use crate::model::Role;
use std::ops::Range;

/// What a letter, sign or word of a grid says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// Who has it has this role.
    Role(Role),
    /// Nothing: it gives nobody a part.
    Nothing,
    /// Nobody said.
    Unknown,
}

/// Which way a grid lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// A task in each row, a unit in each column.
    TaskRows,
    /// A unit in each row, a task in each column.
    UnitRows,
}

impl Way {
    /// Both.
    pub const ALL: [Self; 2] = [Self::TaskRows, Self::UnitRows];
}

/// How one grid is read. What comes with [`super::Imported::grids`] is how it was; changed and put into
/// [`super::Options::mappings`], it is how it will be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mapping {
    /// Which table of the document, by its place among paragraphs and tables, and which of the grids under each other
    /// in it. A mapping for a grid that is not there changes nothing.
    pub grid: (usize, usize),
    /// The rows of its head, from its first row on. One that leaves no row below it is not heeded.
    pub heads: Range<usize>,
    /// The column of the names of its rows: tasks, or units where these stand in rows.
    pub names: usize,
    /// Which way it lies; `None` where that is no choice, because roles stand over columns or each row is one mark. A
    /// choice where there is none is not heeded.
    pub way: Option<Way>,
    /// Each letter, sign or word that stands for a role, in the order in which they come, with what it says. One that is
    /// not named says what it said before.
    pub signs: Vec<(String, Meaning)>,
}

/// A grid of a document, with what a person must know of it to judge its mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// How it is read.
    pub mapping: Mapping,
    /// Whether its tasks are in the plan. Those of a grid of which nobody explains the signs are not.
    pub is_read: bool,
    /// What its sheet is called.
    pub sheet: Option<String>,
    /// The rows among which its head may be, from its first row on: their words, cell by cell.
    pub rows: Vec<Vec<String>>,
    /// The columns that may hold the names, with the words of the head over them or else the first below it.
    pub columns: Vec<(usize, String)>,
    /// In how many cells each sign stands, as in [`Mapping::signs`]; where roles stand over columns, over how many.
    pub cells: Vec<usize>,
}
