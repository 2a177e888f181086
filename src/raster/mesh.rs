//! egui's meshes taken apart: what is a plain rectangle, a glyph on whole pixels or a small shape is known as such,
//! and everything else is drawn triangle by triangle.

use super::area::{Area, first_after, nearest};
use super::hash::{EMPTY, mix, pair};
use super::pixel::pack;
use super::scene::{Scene, Stretch};
use super::sprite::{LONGEST, Shape, Sprites};
use super::texture::{Texture, Textures};
use super::triangle::{Corner, Triangle, corner};
use eframe::egui::epaint::{Mesh, Vertex};
use eframe::egui::{Color32, Pos2, TextureId};

/// How far, in pixels, a corner may be from a whole pixel and still be meant there: rounding in points leaves less,
/// and it changes no channel by more than 5 of 255.
const CLOSE: f32 = 0.02;

/// A filled rectangle with soft edges: pairs of an inner and an outer corner.
const SOFT_FILL: [u32; 30] = [0, 6, 7, 7, 1, 0, 2, 0, 1, 1, 3, 2, 4, 2, 3, 3, 5, 4, 6, 4, 5, 5, 7, 6, 0, 2, 4, 0, 4, 6];

/// A straight line with soft edges: outer, inner, inner, outer at either end.
const SOFT_LINE: [u32; 30] = [0, 1, 2, 0, 2, 3, 0, 1, 4, 1, 4, 5, 1, 2, 5, 2, 5, 6, 2, 3, 6, 3, 6, 7, 4, 5, 6, 4, 6, 7];

/// What a mesh is taken apart into.
pub(super) struct Taker<'a> {
    pub scene: &'a mut Scene,
    pub textures: &'a Textures,
    pub sprites: &'a mut Sprites,
    /// Pixels to a point.
    pub scale: f32,
    pub corners: Vec<Corner>,
}

impl Taker<'_> {
    /// Enters a mesh. One of a texture that is not there, or with an index that points nowhere, is left out.
    pub fn take(&mut self, mesh: &Mesh, clip: Area) {
        let Some(place) = self.textures.place(mesh.texture_id) else { return };
        let (indices, vertices) = (&mesh.indices[..], &mesh.vertices[..]);
        if indices.iter().any(|&index| index as usize >= vertices.len()) {
            return;
        }
        let is_atlas = mesh.texture_id == TextureId::default();
        let texture = self.textures.at(place);
        let mut at = 0;
        while at + 3 <= indices.len() {
            let rest = &indices[at..];
            at += if let Some((area, color)) = self.soft_rectangle(rest, vertices).filter(|_| is_atlas) {
                self.scene.fill(area.within(clip), color);
                SOFT_FILL.len()
            } else if let Some(quad) = Quad::of(rest, vertices)
                && self.quad(quad, (place, texture), is_atlas, clip)
            {
                6
            } else {
                let run = run_of_triangles(rest);
                self.shape(&rest[..run], vertices, (place, texture), is_atlas, clip);
                run
            };
        }
    }

    /// A rectangle or line whose soft edges fall between whole pixels, and so cannot be seen.
    fn soft_rectangle(&self, indices: &[u32], vertices: &[Vertex]) -> Option<(Area, u32)> {
        let ten = indices.first_chunk::<30>()?;
        let base = ten[0];
        let is = |pattern: &[u32; 30]| ten.iter().zip(pattern).all(|(index, step)| *index == base.wrapping_add(*step));
        let inner: [usize; 4] = match ten[1].wrapping_sub(base) {
            6 if is(&SOFT_FILL) => [0, 2, 4, 6],
            1 if is(&SOFT_LINE) => [1, 2, 6, 5],
            _ => return None,
        };
        let eight = vertices.get(base as usize..)?.first_chunk::<8>()?;
        let color = eight[inner[0]].color;
        let (mut inside, mut outside) = (Span::EMPTY, Span::EMPTY);
        for (n, vertex) in eight.iter().enumerate() {
            let is_inner = inner.contains(&n);
            let wanted = if is_inner { color } else { Color32::TRANSPARENT };
            if vertex.color != wanted || vertex.uv != Pos2::ZERO {
                return None;
            }
            let span = if is_inner { &mut inside } else { &mut outside };
            span.add([vertex.pos.x * self.scale, vertex.pos.y * self.scale]);
        }
        let is_corner = |n: usize| {
            let place = [eight[n].pos.x * self.scale, eight[n].pos.y * self.scale];
            (0..2).all(|axis| close(place[axis], inside.low[axis]) || close(place[axis], inside.high[axis]))
        };
        let is_rim = (0..2).all(|axis| {
            close(outside.low[axis], inside.low[axis] - 1.0) && close(outside.high[axis], inside.high[axis] + 1.0)
        });
        if !is_rim || !inner.into_iter().all(is_corner) {
            return None;
        }
        // The inner corners lie on the middles of the outermost pixels.
        let pixel = |place: f32| Some(nearest(place - 0.5)).filter(|&pixel| close(place, pixel as f32 + 0.5));
        let area = Area::new(
            pixel(inside.low[0])?,
            pixel(inside.low[1])?,
            pixel(inside.high[0])? + 1,
            pixel(inside.high[1])? + 1,
        );
        Some((area, pack(color)))
    }

    /// Enters an upright rectangle of one colour; `false` if it is none that can be entered as such.
    fn quad(&mut self, quad: Quad<'_>, texture: (u16, &Texture), is_atlas: bool, clip: Area) -> bool {
        let (place, texture) = texture;
        let tint = pack(quad.first.color);
        let [left, right] = [quad.first.pos.x * self.scale, quad.last.pos.x * self.scale];
        let [top, bottom] = [quad.first.pos.y * self.scale, quad.last.pos.y * self.scale];
        let whole = Area::new(first_after(left), first_after(top), first_after(right), first_after(bottom));
        let area = whole.within(clip);
        if area.is_empty() || tint == 0 {
            return true;
        }
        if quad.first.uv == quad.last.uv {
            // The atlas' first texel is white, for whatever has no texture.
            let is_plain = is_atlas && quad.first.uv == Pos2::ZERO;
            if is_plain {
                self.scene.fill(area, tint);
            }
            return is_plain;
        }
        let size = [texture.width as f32, texture.height as f32];
        let [u0, u1] = [quad.first.uv.x * size[0], quad.last.uv.x * size[0]];
        let [v0, v1] = [quad.first.uv.y * size[1], quad.last.uv.y * size[1]];
        let shift = [nearest(u0 - left), nearest(v0 - top)];
        let is_whole = |pixel: f32, texel: f32, shift: i32| close(texel - pixel, shift as f32);
        let is_copy = is_whole(left, u0, shift[0])
            && is_whole(right, u1, shift[0])
            && is_whole(top, v0, shift[1])
            && is_whole(bottom, v1, shift[1])
            && [left, top].into_iter().all(|side| close(side, nearest(side) as f32));
        let texels = [area.left + shift[0], area.top + shift[1], area.right + shift[0], area.bottom + shift[1]];
        let inside = texels[0] >= 0 && texels[1] >= 0 && texels[2] <= texture.width && texels[3] <= texture.height;
        if is_copy && inside {
            self.scene.copy(area, place, tint, shift, texture.state(texels));
            return true;
        }
        let step = [(u1 - u0) / (right - left), (v1 - v0) / (bottom - top)];
        let at = [u0 - left * step[0], v0 - top * step[1]];
        let nearest = texture.is_nearest(step[0].abs().max(step[1].abs()));
        let stretch = Stretch { texture: place, tint, at, step, nearest };
        let reach = |axis: usize, low: i32, high: i32| {
            let ends = [low, high].map(|pixel| at[axis] + step[axis] * pixel as f32);
            [ends[0].min(ends[1]).floor() as i32 - 1, ends[0].max(ends[1]).ceil() as i32 + 1]
        };
        let (across, down) = (reach(0, area.left, area.right), reach(1, area.top, area.bottom));
        let state = texture.state([across[0], down[0], across[1], down[1]]);
        self.scene.stretched(area, stretch, state);
        true
    }

    /// Enters triangles that belong together: as a small picture if they are small, else one by one.
    fn shape(&mut self, indices: &[u32], vertices: &[Vertex], texture: (u16, &Texture), is_atlas: bool, clip: Area) {
        let (base, last) = indices.iter().fold((u32::MAX, 0), |(low, high), &index| (low.min(index), high.max(index)));
        let vertices = &vertices[base as usize..=last as usize];
        let mut corners = std::mem::take(&mut self.corners);
        corners.clear();
        corners.extend(vertices.iter().map(|vertex| corner(vertex, self.scale)));
        let shape = Shape { indices, base, vertices, corners: &corners };
        let area = bounds(&corners);
        if !area.within(clip).is_empty() {
            let is_plain = is_atlas && vertices.iter().all(|vertex| vertex.uv == Pos2::ZERO);
            let is_small = area.size().iter().all(|&side| side <= LONGEST);
            if is_plain && is_small {
                let (place, look) = self.sprites.place(&shape, area);
                self.scene.sprite(clip, place, area, look);
            } else {
                let texture = Some(texture).filter(|_| !is_plain);
                self.triangles(&shape, texture, clip);
            }
        }
        self.corners = corners;
    }

    fn triangles(&mut self, shape: &Shape<'_>, texture: Option<(u16, &Texture)>, clip: Area) {
        for three in shape.indices.chunks_exact(3) {
            let places = [0, 1, 2].map(|n| (three[n] - shape.base) as usize);
            let (vertices, corners) =
                (places.map(|place| &shape.vertices[place]), places.map(|place| shape.corners[place]));
            if bounds(&corners).within(clip).is_empty() {
                continue;
            }
            let Some(triangle) = Triangle::new(vertices, corners, texture) else { continue };
            let mut look =
                texture.map_or(EMPTY, |(place, texture)| mix(texture.state(triangle.texels()), place.into()));
            for (vertex, corner) in vertices.into_iter().zip(corners) {
                look = mix(mix(look, pair(corner[0], corner[1])), pack(vertex.color).into());
                if texture.is_some() {
                    look = mix(look, u64::from(vertex.uv.x.to_bits()) << 32 | u64::from(vertex.uv.y.to_bits()));
                }
            }
            self.scene.triangle(clip, triangle, look);
        }
    }
}

fn close(a: f32, b: f32) -> bool {
    (a - b).abs() < CLOSE
}

/// The pixels that a few corners lie in.
fn bounds(corners: &[Corner]) -> Area {
    let mut area = Area::new(i32::MAX, i32::MAX, i32::MIN, i32::MIN);
    for [x, y] in corners {
        area.left = area.left.min(*x);
        area.top = area.top.min(*y);
        area.right = area.right.max(*x);
        area.bottom = area.bottom.max(*y);
    }
    Area::new(area.left >> 8, area.top >> 8, (area.right >> 8) + 1, (area.bottom >> 8) + 1)
}

/// Indices at the start of a list that are one shape: each triangle shares a vertex, or one before it, with those
/// that came first.
fn run_of_triangles(indices: &[u32]) -> usize {
    let mut last = indices[..3].iter().copied().max().unwrap_or(0);
    let mut length = 3;
    for three in indices[3..].chunks_exact(3) {
        if three.iter().all(|&index| index > last) {
            break;
        }
        last = three.iter().copied().fold(last, u32::max);
        length += 3;
    }
    length
}

/// The lowest and highest of some places.
struct Span {
    low: [f32; 2],
    high: [f32; 2],
}

impl Span {
    const EMPTY: Self = Self { low: [f32::MAX; 2], high: [f32::MIN; 2] };

    fn add(&mut self, place: [f32; 2]) {
        for (axis, place) in place.into_iter().enumerate() {
            self.low[axis] = self.low[axis].min(place);
            self.high[axis] = self.high[axis].max(place);
        }
    }
}

/// An upright rectangle of one colour as egui puts out glyphs and pictures.
#[derive(Clone, Copy)]
struct Quad<'m> {
    /// Top left.
    first: &'m Vertex,
    /// Bottom right.
    last: &'m Vertex,
}

impl<'m> Quad<'m> {
    fn of(indices: &[u32], vertices: &'m [Vertex]) -> Option<Self> {
        let six = indices.first_chunk::<6>()?;
        let base = six[0];
        let is_quad = [0, 1, 2, 2, 1, 3].iter().zip(six).all(|(step, index)| base.wrapping_add(*step) == *index);
        let [first, right, down, last] = vertices.get(base as usize..).filter(|_| is_quad)?.first_chunk::<4>()?;
        let is_upright = first.pos.x == down.pos.x
            && right.pos.x == last.pos.x
            && first.pos.y == right.pos.y
            && down.pos.y == last.pos.y
            && first.pos.x < last.pos.x
            && first.pos.y < last.pos.y;
        let is_even =
            first.uv.x == down.uv.x && right.uv.x == last.uv.x && first.uv.y == right.uv.y && down.uv.y == last.uv.y;
        let is_plain = [right, down, last].into_iter().all(|vertex| vertex.color == first.color);
        (is_upright && is_even && is_plain).then_some(Self { first, last })
    }
}
