//! What stands on a page: letters with their places, and the lines that are drawn between them.
//!
//! Lengths are in points, from the left and upper edge of the page as it is looked at. Letters that stand aslant or
//! upside down (stamps, watermarks) are left out.

use crate::limits::Limit;
use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, PathEl, Point, Rect};
use unicode_normalization::UnicodeNormalization;

/// A filled shape that is no thicker is a line, in points.
const THICKEST_RULE: f64 = 3.0;
/// A shorter one is a dash or a dot.
const SHORTEST_RULE: f64 = 4.0;

/// A letter, or what a font has one sign for.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub words: String,
    pub left: f64,
    pub right: f64,
    /// The line it stands on.
    pub base: f64,
    pub size: f64,
    /// Its place among the letters of the page, as they were printed.
    pub order: usize,
}

/// A line from left to right, or from top to bottom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// One page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub letters: Vec<Letter>,
    pub across: Vec<Rule>,
    pub down: Vec<Rule>,
    pub width: f64,
    pub height: f64,
    /// Letters of which the file does not say what they are.
    pub unknown: usize,
    /// More letters or lines than any page has: what came after is not in it.
    pub over: Option<Limit>,
}

/// Runs through a page.
pub(super) fn sheet(page: &Page<'_>) -> Sheet {
    let (width, height) = page.render_dimensions();
    let mut sheet = Sheet { width: f64::from(width), height: f64::from(height), ..Sheet::default() };
    let cache = InterpreterCache::new();
    let bounds = Rect::new(0.0, 0.0, sheet.width, sheet.height);
    let turned = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(turned, bounds, &cache, page.xref(), InterpreterSettings::default());
    interpret_page(page, &mut context, &mut sheet);
    sheet
}

/// Some fonts have radicals in the places of the characters that look the same.
fn as_written(words: String) -> String {
    let is_stand_in =
        |c: char| matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{FB00}'..='\u{FB06}');
    if words.contains(is_stand_in) { words.nfkc().collect() } else { words }
}

impl Sheet {
    fn letter(&mut self, glyph: &Glyph<'_>, place: Affine) {
        let [a, b, c, d, left, base] = place.as_coeffs();
        let is_upright = a > 0.0 && d < 0.0 && b.abs() <= 0.1 * a && c.abs() <= 0.5 * d.abs();
        let is_here = left > -1.0 && left < self.width + 1.0 && base > -1.0 && base < self.height + 1.0;
        if !is_upright || !is_here {
            return;
        }
        if self.letters.len() >= Limit::PageLetters.count() {
            self.over = Some(Limit::PageLetters);
            return;
        }
        let size = -d * 1000.0;
        if !(0.5..2000.0).contains(&size) {
            return;
        }
        let words = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(words)) => words,
            None => {
                self.unknown += 1;
                return;
            }
        };
        let words = as_written(words);
        // A font may have signs of its own where nobody else has any.
        if words.chars().any(|c| matches!(c, '\u{E000}'..='\u{F8FF}' | '\0' | '\u{FFFD}')) {
            self.unknown += 1;
            return;
        }
        let advance = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width().map(f64::from),
            Glyph::Type3(_) => None,
        };
        let right = left + a * advance.filter(|advance| *advance > 0.0).unwrap_or(500.0);
        let order = self.letters.len();
        self.letters.push(Letter { words, left, right, base, size, order });
    }

    fn rule(&mut self, from: Point, to: Point) {
        let (wide, tall) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        if !(wide.is_finite() && tall.is_finite()) {
            return;
        }
        if self.across.len() + self.down.len() >= Limit::PageRules.count() {
            self.over = Some(Limit::PageRules);
            return;
        }
        let (left, top) = (from.x.min(to.x), from.y.min(to.y));
        if tall <= THICKEST_RULE && wide >= SHORTEST_RULE && wide > tall {
            self.across.push(Rule { at: top + tall / 2.0, from: left, to: left + wide });
        } else if wide <= THICKEST_RULE && tall >= SHORTEST_RULE {
            self.down.push(Rule { at: left + wide / 2.0, from: top, to: top + tall });
        }
    }

    /// The lines of a path that is stroked.
    fn stroked(&mut self, path: &BezPath, place: Affine) {
        let (mut first, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            let to = match *element {
                PathEl::MoveTo(to) => {
                    (first, last) = (to, to);
                    continue;
                }
                PathEl::LineTo(to) => {
                    self.rule(place * last, place * to);
                    to
                }
                PathEl::ClosePath => {
                    self.rule(place * last, place * first);
                    first
                }
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => to,
            };
            last = to;
        }
    }

    /// The thin shapes of a path that is filled.
    fn filled(&mut self, path: &BezPath, place: Affine) {
        let mut bounds: Option<Rect> = None;
        for element in path.elements() {
            if let PathEl::MoveTo(_) = element
                && let Some(shape) = bounds.take()
            {
                self.rule(Point::new(shape.x0, shape.y0), Point::new(shape.x1, shape.y1));
            }
            if let PathEl::MoveTo(to) | PathEl::LineTo(to) | PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) =
                *element
            {
                let to = place * to;
                let point = Rect::from_points(to, to);
                bounds = Some(bounds.map_or(point, |bounds| bounds.union(point)));
            }
        }
        if let Some(shape) = bounds {
            self.rule(Point::new(shape.x0, shape.y0), Point::new(shape.x1, shape.y1));
        }
    }
}

impl<'a> Device<'a> for Sheet {
    fn draw_path(&mut self, path: &BezPath, transform: Affine, _: &Paint<'a>, mode: &PathDrawMode) {
        match mode {
            PathDrawMode::Fill(_) => self.filled(path, transform),
            PathDrawMode::Stroke(_) => self.stroked(path, transform),
        }
    }

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        self.letter(glyph, transform * glyph_transform);
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn pop_clip_path(&mut self) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}
}
