//! Changing a plan file in place: what an edit does not touch keeps its bytes.
//!
//! Three trees are laid beside each other: the file as it is written, what was understood of it, and
//! the plan as it is now, the last two as canonical text. What differs between these two is changed
//! in the first; comments, order, spelling, line ends, unknown fields and what could not be read are
//! in neither of them and stay. No field is named here: a field added to the format is kept by itself.
//!
//! The result is read back. Should it not be the plan, the canonical text takes its place, and all
//! that it lacks is named.

mod align;
mod change;
mod difference;
mod loss;
mod tree;
mod write;

pub use difference::{LineChange, difference};
pub use loss::{Loss, Lost};

use super::fields::Raw;
use super::{FileError, Opened, decode, encode};
use crate::model::Plan;
use tree::{Shape, Tree};

/// A plan file after an edit.
#[derive(Clone, Debug)]
pub struct Revision {
    /// Its text; as it was if the plan is.
    pub text: String,
    /// What this text is read as. More than the plan only where something that could not be read
    /// before now can.
    pub opened: Opened,
    /// What stood in the old file and does not stand in this one, in the order of the file.
    pub losses: Vec<Loss>,
}

/// The text of a plan file after its plan became `plan`: the file changed in place.
///
/// # Errors
/// If `file` is not a plan file: then there is nothing to change.
pub fn revise(file: &str, plan: &Plan) -> Result<Revision, FileError> {
    let opened = decode(file)?;
    if opened.plan == *plan {
        return Ok(Revision { text: file.to_owned(), opened, losses: Vec::new() });
    }
    let body = file.strip_prefix('\u{feff}').unwrap_or(file);
    let [read, new] = [encode(&opened.plan), encode(plan)];
    // It was read, and these are what is written: all are RON.
    let [file_tree, read_tree, new_tree] = [body, &read, &new].map(|text| Tree::new(Raw::of_ron(text)));
    let changes = change::changes(&file_tree, &read_tree, &new_tree);
    let mut pen = write::Pen::new(body, &new, &changes.removed);
    let root = pen.value(&file_tree, &changes.root);
    let span = file_tree.raw.span();
    let mark = &file[..file.len() - body.len()];
    let text = [mark, &body[..span.start], &root, &body[span.end..]].concat();
    let lost = std::mem::take(&mut pen.lost);
    match decode(&text) {
        Ok(opened) if is_same(&opened, plan, &new_tree, &file_tree, &read_tree) => {
            Ok(Revision { text, opened, losses: loss::named(body, lost) })
        }
        _ => {
            let mut lost = Vec::new();
            loss::comments_in(body, 0..body.len(), &mut lost);
            loss::unread_in(&file_tree, Some(&read_tree), &mut lost);
            Ok(canonical(new.clone(), loss::named(body, lost)))
        }
    }
}

fn canonical(text: String, losses: Vec<Loss>) -> Revision {
    // Never an error: what is written can be read.
    let opened = decode(&text).unwrap_or_default();
    Revision { text, opened, losses }
}

/// Whether what was read back is the plan, or the plan and what can be read now and could not before.
fn is_same(opened: &Opened, plan: &Plan, new: &Tree<'_>, file: &Tree<'_>, read: &Tree<'_>) -> bool {
    if opened.plan == *plan {
        return true;
    }
    let mut unread = Vec::new();
    loss::unread_in(file, Some(read), &mut unread);
    let back = encode(&opened.plan);
    !unread.is_empty() && is_within(new, &Tree::new(Raw::of_ron(&back)))
}

/// Whether a value is another one from which something is left out.
fn is_within(small: &Tree<'_>, large: &Tree<'_>) -> bool {
    if small.meaning == large.meaning {
        return true;
    }
    if !small.is_shaped_like(large) {
        return false;
    }
    match &small.shape {
        Shape::Fields(parts) => parts.iter().all(|part| {
            let other = part.name().and_then(|name| large.field(name));
            other.is_some_and(|other| is_within(&part.value, &other.value))
        }),
        _ => {
            let mut others = large.parts().iter();
            small
                .parts()
                .iter()
                .all(|part| others.any(|other| part.name() == other.name() && is_within(&part.value, &other.value)))
        }
    }
}
