//! The embedded sans faces: how wide characters are, and which there are.

use crate::builtin;
use ttf_parser::Face;

/// The regular and the bold face, once read.
pub(super) struct Sans {
    regular: Option<Face<'static>>,
    bold: Option<Face<'static>>,
}

impl Sans {
    pub fn new() -> Self {
        // The faces are part of the program: a build in which they cannot be read fails its tests.
        Self { regular: Face::parse(builtin::SANS, 0).ok(), bold: Face::parse(builtin::SANS_BOLD, 0).ok() }
    }

    fn face(&self, bold: bool) -> Option<&Face<'static>> {
        if bold { self.bold.as_ref() } else { self.regular.as_ref() }
    }

    /// Whether both faces have a shape for the character.
    pub fn has(&self, c: char) -> bool {
        [&self.regular, &self.bold].into_iter().flatten().all(|face| face.glyph_index(c).is_some())
    }

    /// Width of a character at so many pixels; that of a Han character where the face lacks it.
    pub fn char_width(&self, c: char, size: f32, bold: bool) -> f32 {
        let advance = self.face(bold).and_then(|face| {
            let advance = f32::from(face.glyph_hor_advance(face.glyph_index(c)?)?);
            Some(advance / f32::from(face.units_per_em()))
        });
        advance.unwrap_or(1.0) * size
    }

    /// Width of a line at so many pixels, without kerning.
    pub fn width(&self, text: &str, size: f32, bold: bool) -> f32 {
        text.chars().map(|c| self.char_width(c, size, bold)).sum()
    }

    /// As much of a line as fits into `room`, with `…` where it was cut; whether it was.
    pub fn fit(&self, text: &str, size: f32, bold: bool, room: f32) -> (String, bool) {
        let ellipsis = self.char_width('…', size, bold);
        let mut width = 0.0;
        // The last place at which the line can end and have its … behind it.
        let mut cut = 0;
        for (at, c) in text.char_indices() {
            if width + ellipsis <= room {
                cut = at;
            }
            width += self.char_width(c, size, bold);
            if width > room {
                return (format!("{}…", text[..cut].trim_end()), true);
            }
        }
        (text.to_owned(), false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_where_they_must_be() {
        let sans = Sans::new();
        assert!((sans.width("责任矩阵", 10.0, false) - 40.0).abs() < 0.01);
        assert_eq!(sans.fit("责任矩阵", 10.0, false, 40.0), ("责任矩阵".to_owned(), false));
        assert_eq!(sans.fit("责任矩阵", 10.0, true, 39.0), ("责任…".to_owned(), true));
        assert_eq!(sans.fit("责任矩阵", 10.0, true, 0.0), ("…".to_owned(), true));
        assert!(sans.has('责') && sans.has('〓') && sans.has('︙') && !sans.has('\u{1}'));
    }
}
