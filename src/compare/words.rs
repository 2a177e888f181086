//! What of a text was reworded.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A piece of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// In the old one alone.
    Removed(String),
    /// In the new one alone.
    Added(String),
}

/// Cuts two texts into what they share and what is in one alone, in order: by characters, words of Latin letters and
/// figures whole.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (units(old), units(new));
    let joined = |units: &[&str]| units.concat();
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        match op {
            DiffOp::Equal { old_index, len, .. } => pieces.push(Piece::Same(joined(&old[old_index..old_index + len]))),
            DiffOp::Delete { old_index, old_len, .. } => {
                pieces.push(Piece::Removed(joined(&old[old_index..old_index + old_len])));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                pieces.push(Piece::Added(joined(&new[new_index..new_index + new_len])));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                pieces.push(Piece::Removed(joined(&old[old_index..old_index + old_len])));
                pieces.push(Piece::Added(joined(&new[new_index..new_index + new_len])));
            }
        }
    }
    pieces
}

/// What may change by itself: a character, or a whole word of Latin letters or figures.
fn units(text: &str) -> Vec<&str> {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first.is_ascii_alphanumeric() {
            true => rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (unit, after) = rest.split_at(length);
        units.push(unit);
        rest = after;
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_changed_are_told() {
        let (same, removed, added) =
            (|w: &str| Piece::Same(w.into()), |w: &str| Piece::Removed(w.into()), |w: &str| Piece::Added(w.into()));
        assert_eq!(pieces("修路。", "修路。"), [same("修路。")]);
        assert_eq!(pieces("修好路。", "修路。"), [same("修"), removed("好"), same("路。")]);
        assert_eq!(pieces("2025年", "2026年"), [removed("2025"), added("2026"), same("年")]);
        assert_eq!(pieces("", "新"), [added("新")]);
        assert_eq!(pieces("", ""), []);
    }
}
