//! Rectangles of whole pixels, and how egui's points become pixels.

use eframe::egui::Rect;

/// Pixels from `left`, `top` up to, not including, `right`, `bottom`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Area {
    /// The first column.
    pub left: i32,
    /// The first row.
    pub top: i32,
    /// The column after the last one.
    pub right: i32,
    /// The row after the last one.
    pub bottom: i32,
}

impl Area {
    /// From its four sides.
    pub const fn new(left: i32, top: i32, right: i32, bottom: i32) -> Self {
        Self { left, top, right, bottom }
    }

    /// What both have in common.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Whether there is no pixel in it.
    pub fn is_empty(self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    /// Whether every pixel of `other` is in it.
    pub fn covers(self, other: Self) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }

    /// Columns and rows; none of an empty area.
    pub fn size(self) -> [i32; 2] {
        [(self.right - self.left).max(0), (self.bottom - self.top).max(0)]
    }
}

/// Rounded to the nearest whole number, halves up. A float's own rounding is a call.
#[inline(always)]
pub(super) fn nearest(value: f32) -> i32 {
    // Far beyond any screen, also in 256ths of a pixel; not a number becomes 0.
    let value = value.clamp(-8_000_000.0, 8_000_000.0) + 0.5;
    let whole = value as i32;
    whole - i32::from(value < whole as f32)
}

/// The first pixel whose centre does not lie before `edge`.
#[inline]
pub(super) fn first_after(edge: f32) -> i32 {
    let edge = edge.clamp(-30_000.0, 30_000.0) - 0.5;
    let whole = edge as i32;
    whole + i32::from(edge > whole as f32)
}

/// The pixels of a clip rectangle on a screen, rounded as egui's own painters round it.
pub(super) fn clip_area(rect: Rect, scale: f32, screen: Area) -> Area {
    let pixel = |point: f32| (point * scale).round() as i32;
    let left = pixel(rect.min.x).clamp(screen.left, screen.right);
    let top = pixel(rect.min.y).clamp(screen.top, screen.bottom);
    Area {
        left,
        top,
        right: pixel(rect.max.x).clamp(left, screen.right),
        bottom: pixel(rect.max.y).clamp(top, screen.bottom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::pos2;

    #[test]
    fn a_pixel_belongs_to_what_covers_its_centre() {
        assert_eq!([0.0, 0.4, 0.5, 0.51, 1.5, 2.0, -0.5, -0.6, -3.0].map(first_after), [0, 0, 0, 1, 1, 2, -1, -1, -3]);
        assert_eq!([0.5, 0.49, -0.5, -0.51, 7.0, f32::NAN, f32::INFINITY].map(nearest)[..6], [1, 0, 0, -1, 7, 0]);
    }

    #[test]
    fn clip_rectangles_are_rounded_and_stay_on_the_screen() {
        let screen = Area::new(0, 0, 100, 50);
        let clip = |min, max, scale| clip_area(Rect { min, max }, scale, screen);
        assert_eq!(clip(pos2(1.3, 1.5), pos2(10.2, 20.0), 1.25), Area::new(2, 2, 13, 25));
        assert_eq!(clip(pos2(-9.0, 3.0), pos2(900.0, f32::INFINITY), 1.0), Area::new(0, 3, 100, 50));
        assert!(clip(pos2(20.0, 20.0), pos2(10.0, 10.0), 1.0).is_empty());
        assert!(clip(pos2(200.0, 20.0), pos2(300.0, 30.0), 1.0).is_empty());
    }

    #[test]
    fn areas_overlap_and_cover() {
        let (a, b) = (Area::new(0, 0, 10, 10), Area::new(5, -5, 20, 5));
        assert_eq!(a.within(b), Area::new(5, 0, 10, 5));
        assert!(a.covers(a.within(b)) && !a.covers(b));
        assert!(a.within(Area::new(10, 0, 11, 10)).is_empty());
        assert_eq!(a.within(Area::new(30, 0, 40, 10)).size(), [0, 10]);
    }
}
