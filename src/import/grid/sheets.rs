//! Sheets of a workbook that are sections of the plan, by their names.

use super::words::NAMES_OF_SHEETS;
use crate::import::columns::is_tasks;
use crate::import::source::{Block, Source};

/// What a block is to the grids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    Grid,
    /// A legend, a grid that cannot be read, or one that says again what another says.
    Beside,
    Other,
}

/// The names of the sheets that are sections: where several sheets of a workbook have tasks, each with a name of its own.
pub(super) fn section_names(source: &Source, seen: &[Seen]) -> Vec<Option<String>> {
    let name = |(block, seen): (&Block, &Seen)| {
        let Block::Table(table) = block else { return None };
        let has_tasks = *seen == Seen::Grid || *seen == Seen::Other && is_tasks(&source.text, table);
        table.name.clone().filter(|_| has_tasks)
    };
    let names: Vec<Option<String>> = source.blocks.iter().zip(seen).map(name).collect();
    // Sheet1, 工作表 2: what the program called it says nothing.
    let says_nothing = |name: &String| {
        let bare = name.to_lowercase();
        let bare = bare.trim_matches(|c: char| c.is_numeric() || c.is_whitespace() || "()（）".contains(c));
        bare.is_empty() || NAMES_OF_SHEETS.contains(&bare)
    };
    let several = names.iter().flatten().count() > 1 && !names.iter().flatten().any(says_nothing);
    if several { names } else { vec![None; names.len()] }
}
