//! What a changed file does not say any more, though the plan is the same: comments, and what could
//! not be read.

use super::tree::{Part, Shape, Tree};
use crate::file::fields::comments;
use std::ops::Range;

/// What is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// A comment.
    Comment,
    /// Something that was not understood, or does not count.
    Unread,
}

/// Something of the old file that the new one does not have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    /// Line of the old file, from 1.
    pub line: usize,
    /// Whether a comment goes or something that could not be read.
    pub lost: Lost,
    /// Its beginning, on one line, at most 40 characters.
    pub words: String,
}

/// Bytes of the old file that are lost.
pub(super) type LostAt = (Lost, Range<usize>);

/// The comments of these bytes.
pub(super) fn comments_in(file: &str, span: Range<usize>, places: &mut Vec<LostAt>) {
    let start = span.start;
    let own = comments(&file[span]).map(|own| (Lost::Comment, start + own.start..start + own.end));
    places.extend(own);
}

/// What of a value was not understood: what `read` does not have.
pub(super) fn unread_in(file: &Tree<'_>, read: Option<&Tree<'_>>, places: &mut Vec<LostAt>) {
    let Some(read) = read else {
        if !file.says_nothing() {
            places.push((Lost::Unread, file.raw.span()));
        }
        return;
    };
    if read.meaning == file.meaning {
        return;
    }
    if !read.is_shaped_like(file) {
        places.push((Lost::Unread, file.raw.span()));
        return;
    }
    let parts = file.parts();
    let own: Vec<Option<&Part<'_>>> = match &file.shape {
        Shape::Fields(_) => {
            let is_first = |at: usize| parts[..at].iter().all(|earlier| earlier.name() != parts[at].name());
            let own = |at: usize| read.field(parts[at].name()?).filter(|_| is_first(at));
            (0..parts.len()).map(own).collect()
        }
        _ => {
            let understood = super::align::understood(parts, read.parts());
            understood.into_iter().map(|own| own.map(|own| &read.parts()[own])).collect()
        }
    };
    for (part, own) in parts.iter().zip(own) {
        match own {
            Some(own) => unread_in(&part.value, Some(&own.value), places),
            None if part.is_field && part.value.says_nothing() => {}
            None => places.push((Lost::Unread, part.span())),
        }
    }
}

/// The places as a person is told of them, in the order of the file, each once.
pub(super) fn named(file: &str, mut places: Vec<LostAt>) -> Vec<Loss> {
    places.sort_by_key(|(lost, span)| (span.start, *lost, span.end));
    places.dedup();
    let (mut line, mut counted) = (1, 0);
    let mut losses = Vec::with_capacity(places.len());
    for (lost, span) in places {
        line += file[counted..span.start].matches('\n').count();
        counted = span.start;
        let words = file[span].lines().next().unwrap_or_default();
        let words: String = words.chars().take(40).collect();
        losses.push(Loss { line, lost, words: words.trim_end().to_owned() });
    }
    losses
}
