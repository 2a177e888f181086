//! One triangle into a run of pixel rows: a graphics card's rules in 256ths of a pixel. A pixel belongs to the
//! triangle that covers its centre; on an edge, to the one right of it or below it.

use super::area::{Area, nearest};
use super::pixel::{blend_tinted, fill, over, pack};
use super::texture::{Texture, Textures};
use eframe::egui::Color32;
use eframe::egui::epaint::Vertex;

/// A place in 256ths of a pixel.
pub(super) type Corner = [i32; 2];

/// How the inside is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Inside {
    Flat(u32),
    Shaded,
    Textured { texture: u16, nearest: bool },
}

/// A triangle that has an inside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Triangle {
    corners: [Corner; 3],
    /// Blue, green, red, alpha of each corner: the order of a pixel's bytes.
    colors: [[f32; 4]; 3],
    /// Places in the texture, in texels.
    texels: [[f32; 2]; 3],
    inside: Inside,
}

/// The pixels of an image in rows, the first of which is `top`.
pub(super) struct Rows<'a> {
    pub pixels: &'a mut [u32],
    pub width: usize,
    pub top: i32,
}

impl Rows<'_> {
    /// Pixels `left..right` of row `y`.
    #[inline]
    pub fn run(&mut self, y: i32, left: i32, right: i32) -> &mut [u32] {
        let start = (y - self.top) as usize * self.width;
        &mut self.pixels[start + left as usize..start + right as usize]
    }
}

/// A place in points as a corner.
#[inline]
pub(super) fn corner(vertex: &Vertex, scale: f32) -> Corner {
    [nearest(vertex.pos.x * scale * 256.0), nearest(vertex.pos.y * scale * 256.0)]
}

/// Twice the area, signed by the turn.
fn double_area([a, b, c]: [Corner; 3]) -> i64 {
    let side = |from: Corner, to: Corner, n: usize| i64::from(to[n]) - i64::from(from[n]);
    side(a, b, 0) * side(a, c, 1) - side(a, b, 1) * side(a, c, 0)
}

impl Triangle {
    /// `texture`: whose texels the corners name, if it is drawn from one. `None` if nothing of it can be seen.
    pub fn new(vertices: [&Vertex; 3], corners: [Corner; 3], texture: Option<(u16, &Texture)>) -> Option<Self> {
        let doubled = double_area(corners);
        if doubled == 0 || vertices.iter().all(|vertex| vertex.color == Color32::TRANSPARENT) {
            return None;
        }
        let color = vertices[0].color;
        let texels = vertices.map(|vertex| {
            let size = texture.map_or([0.0; 2], |(_, texture)| [texture.width as f32, texture.height as f32]);
            [vertex.uv.x * size[0], vertex.uv.y * size[1]]
        });
        let inside = match texture {
            Some((place, texture)) => {
                Inside::Textured { texture: place, nearest: texture.is_nearest(texels_a_pixel(corners, texels)) }
            }
            None if vertices.iter().all(|vertex| vertex.color == color) => Inside::Flat(pack(color)),
            None => Inside::Shaded,
        };
        let colors = vertices.map(|vertex| pack(vertex.color).to_le_bytes().map(f32::from));
        Some(Self { corners, colors, texels, inside })
    }

    /// The pixels whose centres it may cover.
    pub fn area(&self) -> Area {
        let least = |n: usize| self.corners.iter().map(|corner| corner[n]).min().unwrap_or(0);
        let most = |n: usize| self.corners.iter().map(|corner| corner[n]).max().unwrap_or(0);
        let pixel = |place: i32| (place + 127) >> 8;
        Area::new(pixel(least(0)), pixel(least(1)), pixel(most(0)), pixel(most(1)))
    }

    /// The texels that it may be drawn from: left, top, right, bottom.
    pub fn texels(&self) -> [i32; 4] {
        let least = |n: usize| self.texels.iter().map(|at| at[n]).fold(f32::MAX, f32::min);
        let most = |n: usize| self.texels.iter().map(|at| at[n]).fold(f32::MIN, f32::max);
        let low = |value: f32| nearest(value - 0.5) - 1;
        let high = |value: f32| nearest(value + 0.5) + 1;
        [low(least(0)), low(least(1)), high(most(0)), high(most(1))]
    }

    /// Whether an area lies wholly outside of one of its edges.
    pub fn misses(&self, area: Area) -> bool {
        let turn = double_area(self.corners).signum();
        let sides = [area.left, area.right - 1].map(|x| x * 256 + 128);
        let ends = [area.top, area.bottom - 1].map(|y| y * 256 + 128);
        (0..3).any(|n| {
            let (from, to) = (self.corners[n], self.corners[(n + 1) % 3]);
            sides.iter().all(|&x| ends.iter().all(|&y| double_area([from, to, [x, y]]) * turn < 0))
        })
    }

    /// Draws what of it lies within `clip`.
    pub fn draw(&self, clip: Area, textures: &Textures, rows: &mut Rows<'_>) {
        let mut order = self.corners;
        order.sort_by_key(|corner| corner[1]);
        let [first, middle, last] = order;
        let is_right = double_area(order) > 0;
        let (long, upper, lower) = (Edge::new(first, last), Edge::new(first, middle), Edge::new(middle, last));
        let shade = Shade::new(self);
        for y in clip.top..clip.bottom {
            let centre = y * 256 + 128;
            if centre < first[1] || centre >= last[1] {
                continue;
            }
            let short = if centre < middle[1] { &upper } else { &lower };
            let (left, right) = if is_right { (&long, short) } else { (short, &long) };
            let (left, right) = (left.at(centre).max(clip.left), right.at(centre).min(clip.right));
            if left < right {
                self.draw_run(&shade, textures, [left, y], rows.run(y, left, right));
            }
        }
    }

    fn draw_run(&self, shade: &Shade, textures: &Textures, at: [i32; 2], run: &mut [u32]) {
        match self.inside {
            Inside::Flat(color) => fill(run, color),
            Inside::Shaded => {
                let (start, step) = shade.color(self, at);
                for (n, pixel) in run.iter_mut().enumerate() {
                    *pixel = over(*pixel, color_at(start, step, n));
                }
            }
            Inside::Textured { texture, nearest } => {
                let texture = textures.at(texture);
                let (start, step) = shade.color(self, at);
                let (place, way) = shade.texel(self, at);
                for (n, pixel) in run.iter_mut().enumerate() {
                    let [u, v] = [0, 1].map(|axis| place[axis] + way[axis] * n as f32);
                    let texel = texture.sample(u, v, nearest);
                    blend_tinted(std::slice::from_mut(pixel), &[texel], color_at(start, step, n));
                }
            }
        }
    }
}

/// How many texels go to a pixel, in the direction in which they are the most.
fn texels_a_pixel(corners: [Corner; 3], texels: [[f32; 2]; 3]) -> f32 {
    let plane = Plane::of(corners);
    let [across, down] = [0, 1].map(|axis| plane.steps(texels.map(|at| at[axis])));
    (across.0.hypot(down.0)).max(across.1.hypot(down.1))
}

fn color_at(start: [f32; 4], step: [f32; 4], n: usize) -> u32 {
    u32::from_le_bytes(std::array::from_fn(|k| (start[k] + step[k] * n as f32).clamp(0.0, 255.0) as u8))
}

/// The line from one corner to a lower one.
struct Edge {
    x: f64,
    y: i32,
    slope: f64,
}

impl Edge {
    fn new(from: Corner, to: Corner) -> Self {
        let height = to[1] - from[1];
        let slope = if height == 0 { 0.0 } else { f64::from(to[0] - from[0]) / (f64::from(height) * 256.0) };
        Self { x: f64::from(from[0] - 128) / 256.0, y: from[1], slope }
    }

    /// The first pixel of a row, given by its centre, whose centre is not left of the edge.
    #[inline]
    fn at(&self, centre: i32) -> i32 {
        let x = self.x + f64::from(centre - self.y) * self.slope;
        let whole = x as i32;
        whole + i32::from(x > f64::from(whole))
    }
}

/// Turns values at three corners into values anywhere.
struct Plane {
    sides: [f32; 4],
    inverse: f32,
}

impl Plane {
    fn of([a, b, c]: [Corner; 3]) -> Self {
        let side = |to: Corner, n: usize| (to[n] - a[n]) as f32 / 256.0;
        let sides = [side(b, 0), side(b, 1), side(c, 0), side(c, 1)];
        Self { sides, inverse: 1.0 / (sides[0] * sides[3] - sides[1] * sides[2]) }
    }

    /// What a value changes by a pixel to the right, and by one down.
    fn steps(&self, values: [f32; 3]) -> (f32, f32) {
        let (to_b, to_c) = (values[1] - values[0], values[2] - values[0]);
        let [bx, by, cx, cy] = self.sides;
        ((to_b * cy - to_c * by) * self.inverse, (to_c * bx - to_b * cx) * self.inverse)
    }
}

/// How colour and texel change within a triangle.
struct Shade {
    colors: [(f32, f32); 4],
    texels: [(f32, f32); 2],
}

impl Shade {
    fn new(triangle: &Triangle) -> Self {
        if let Inside::Flat(_) = triangle.inside {
            return Self { colors: [(0.0, 0.0); 4], texels: [(0.0, 0.0); 2] };
        }
        let plane = Plane::of(triangle.corners);
        Self {
            colors: std::array::from_fn(|k| plane.steps(triangle.colors.map(|color| color[k]))),
            texels: std::array::from_fn(|k| plane.steps(triangle.texels.map(|at| at[k]))),
        }
    }

    fn from_first_corner(triangle: &Triangle, [x, y]: [i32; 2]) -> [f32; 2] {
        let [left, top] = triangle.corners[0];
        [x as f32 + 0.5 - left as f32 / 256.0, y as f32 + 0.5 - top as f32 / 256.0]
    }

    /// The colour at a pixel, ready to be cut to a whole number, and its change to the right.
    fn color(&self, triangle: &Triangle, at: [i32; 2]) -> ([f32; 4], [f32; 4]) {
        let [x, y] = Self::from_first_corner(triangle, at);
        let at = std::array::from_fn(|k| triangle.colors[0][k] + self.colors[k].0 * x + self.colors[k].1 * y + 0.5);
        (at, self.colors.map(|(step, _)| step))
    }

    /// The same for the place in the texture.
    fn texel(&self, triangle: &Triangle, at: [i32; 2]) -> ([f32; 2], [f32; 2]) {
        let [x, y] = Self::from_first_corner(triangle, at);
        let at = std::array::from_fn(|k| triangle.texels[0][k] + self.texels[k].0 * x + self.texels[k].1 * y);
        (at, self.texels.map(|(step, _)| step))
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test makes up colours")]
mod tests {
    use super::*;
    use eframe::egui::{Pos2, pos2};

    const SIZE: i32 = 24;

    fn vertex(at: Pos2, color: Color32) -> Vertex {
        Vertex { pos: at, uv: Pos2::ZERO, color }
    }

    fn drawn(shapes: &[[(Pos2, Color32); 3]]) -> Vec<u32> {
        let mut pixels = vec![0; (SIZE * SIZE) as usize];
        for shape in shapes {
            let vertices = shape.map(|(at, color)| vertex(at, color));
            let each = [&vertices[0], &vertices[1], &vertices[2]];
            let corners = each.map(|vertex| corner(vertex, 1.0));
            let Some(triangle) = Triangle::new(each, corners, None) else { continue };
            let clip = triangle.area().within(Area::new(0, 0, SIZE, SIZE));
            let mut rows = Rows { pixels: &mut pixels, width: SIZE as usize, top: 0 };
            triangle.draw(clip, &Textures::default(), &mut rows);
        }
        pixels
    }

    fn flat(corners: [Pos2; 3]) -> [(Pos2, Color32); 3] {
        // Half opaque, so that a pixel drawn twice shows.
        corners.map(|at| (at, Color32::from_rgba_premultiplied(100, 0, 0, 100)))
    }

    #[test]
    fn a_shared_edge_leaves_no_gap_and_draws_nothing_twice() {
        for (n, split) in (0..40).map(|n| (n, n as f32 * 0.37)).collect::<Vec<_>>() {
            let (a, b) = (pos2(1.0, 1.0), pos2(22.0, 1.5));
            let (c, d) = (pos2(23.0, 21.0 + split * 0.1), pos2(0.5, 22.0));
            let middle = pos2(4.0 + split, 9.3 + (n % 7) as f32);
            let fan = [[a, b, middle], [b, c, middle], [c, d, middle], [d, a, middle]].map(flat);
            let whole = [[a, b, c], [a, c, d]].map(flat);
            assert_eq!(drawn(&fan), drawn(&whole), "around {middle:?}");
        }
    }

    #[test]
    fn left_and_top_edges_are_in_right_and_bottom_ones_out() {
        let (a, b, c, d) = (pos2(2.5, 3.5), pos2(6.5, 3.5), pos2(6.5, 5.5), pos2(2.5, 5.5));
        let pixels = drawn(&[flat([a, b, c]), flat([a, c, d])]);
        let inside: Vec<_> =
            (0..SIZE * SIZE).filter(|&n| pixels[n as usize] != 0).map(|n| [n % SIZE, n / SIZE]).collect();
        let wanted: Vec<_> = (3..5).flat_map(|y| (2..6).map(move |x| [x, y])).collect();
        assert_eq!(inside, wanted);
    }

    #[test]
    fn colours_run_from_corner_to_corner() {
        let ramp = |x: f32, y: f32| (pos2(x, y), Color32::from_gray((x * 10.0) as u8));
        let pixels = drawn(&[[ramp(0.0, 0.0), ramp(20.0, 0.0), ramp(0.0, 20.0)]]);
        for x in 0..8 {
            let gray = pixels[(3 * SIZE + x) as usize] & 255;
            assert!((gray as f32 - (x as f32 + 0.5) * 10.0).abs() <= 0.51, "{x}: {gray}");
        }
    }

    #[test]
    fn a_piece_of_it_is_the_same_as_the_whole() {
        let at = |x, y, gray| vertex(pos2(x, y), Color32::from_gray(gray));
        let vertices = [at(0.3, 0.2, 10), at(23.0, 5.1, 200), at(4.4, 23.0, 90)];
        let each = [&vertices[0], &vertices[1], &vertices[2]];
        let triangle = Triangle::new(each, each.map(|one| corner(one, 1.0)), None).expect("an inside");
        let mut pieces = vec![0; (SIZE * SIZE) as usize];
        let mut missed = 0;
        for (left, top) in (0..SIZE).step_by(4).flat_map(|y| (0..SIZE).step_by(4).map(move |x| (x, y))) {
            let tile = Area::new(left, top, left + 4, top + 4);
            let before = pieces.clone();
            let mut rows = Rows { pixels: &mut pieces, width: SIZE as usize, top: 0 };
            triangle.draw(tile.within(triangle.area()), &Textures::default(), &mut rows);
            if triangle.misses(tile) {
                missed += 1;
                assert_eq!(before, pieces, "{tile:?} was said to be outside");
            }
        }
        assert!(missed >= 10, "{missed}");
        let whole = drawn(&[[0, 1, 2].map(|n| (vertices[n].pos, vertices[n].color))]);
        let differ = pieces.iter().zip(&whole).filter(|(a, b)| (**a & 255).abs_diff(**b & 255) > 1).count();
        assert_eq!(differ, 0);
    }

    #[test]
    fn what_has_no_inside_is_none() {
        let line = flat([pos2(0.0, 0.0), pos2(5.0, 5.0), pos2(10.0, 10.0)]);
        let clear = [pos2(0.0, 0.0), pos2(9.0, 0.0), pos2(0.0, 9.0)].map(|at| (at, Color32::TRANSPARENT));
        assert!(drawn(&[line, clear]).iter().all(|&pixel| pixel == 0));
    }

    #[test]
    fn corners_far_away_or_nowhere_do_no_harm() {
        drawn(&[
            flat([pos2(f32::NAN, 0.0), pos2(1e30, 0.0), pos2(0.0, -1e30)]),
            flat([pos2(f32::INFINITY, f32::NEG_INFINITY), pos2(-1e30, 1e30), pos2(1e30, 1e30)]),
        ]);
    }
}
