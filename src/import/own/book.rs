//! Our book (汇编) as a document: what of it holds the plan.

use super::words::{WORDS, Words};
use crate::import::source::{Block, Source};

/// Of a book of ours (汇编) what holds the plan: its title, and the table of tasks with the note above it. The lists of all
/// units say the same again.
pub(in crate::import) fn keep_tasks_of_book(source: &mut Source) {
    let text = source.text.as_str();
    let heads = |block: &Block| -> Vec<String> {
        let Block::Table(table) = block else { return Vec::new() };
        let first = table.rows.first().into_iter().flatten();
        first.map(|cell| text[cell.span.clone()].trim().to_owned()).collect()
    };
    let is_list = |words: &Words| source.blocks.iter().any(|block| heads(block) == words.duties_heads);
    let Some(words) = WORDS.iter().find(|words| is_list(words)) else { return };
    let is_tasks = |block: &Block| {
        let heads = heads(block);
        heads.len() > 3 && heads[..2] == words.tasks_heads && heads.last().is_some_and(|last| last == words.remarks)
    };
    let Some(at) = source.blocks.iter().position(is_tasks) else { return };
    let mut position = 0;
    source.blocks.retain(|block| {
        position += 1;
        // The cover begins with the title.
        position == 1 && matches!(block, Block::Paragraph { .. }) || position == at || position == at + 1
    });
}
