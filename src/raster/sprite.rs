//! Small shapes, such as marks and rounded boxes, drawn once and kept as little pictures: a ring is 250 triangles.

use super::area::Area;
use super::hash::{EMPTY, mix};
use super::pixel::pack;
use super::texture::Textures;
use super::triangle::{Corner, Rows, Triangle};
use eframe::egui::epaint::Vertex;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The longest side of a shape that is kept.
pub(super) const LONGEST: i32 = 96;

/// When the pictures take more than this many bytes, all are dropped, and those still needed are drawn again.
const BUDGET: usize = 6 << 20;

/// The keys of the map are hashes already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = mix(self.0, u64::from(byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// A shape by itself, its corner at 0, 0.
struct Sprite {
    /// Everything it was drawn from: two shapes may have the same hash.
    key: Box<[u32]>,
    width: i32,
    pixels: Vec<u32>,
}

/// All that are kept.
#[derive(Default)]
pub(super) struct Sprites {
    places: HashMap<u64, u32, BuildHasherDefault<AsItIs>>,
    sprites: Vec<Sprite>,
    bytes: usize,
    key: Vec<u32>,
}

/// Triangles that belong together, as egui has put them out.
pub(super) struct Shape<'m> {
    pub indices: &'m [u32],
    /// The index of the first of these vertices.
    pub base: u32,
    pub vertices: &'m [Vertex],
    /// Where the vertices are, in 256ths of a pixel.
    pub corners: &'m [Corner],
}

impl Shape<'_> {
    /// Triangles with an inside.
    pub fn triangles(&self, shift: Corner) -> impl Iterator<Item = Triangle> + '_ {
        self.indices.chunks_exact(3).filter_map(move |three| {
            let places = [0, 1, 2].map(|n| (three[n] - self.base) as usize);
            let corners = places.map(|place| [0, 1].map(|axis| self.corners[place][axis] - shift[axis]));
            Triangle::new(places.map(|place| &self.vertices[place]), corners, None)
        })
    }
}

impl Sprites {
    /// To be called before a frame: nothing of the frames before points here any more.
    pub fn trim(&mut self) {
        if self.bytes > BUDGET {
            *self = Self::default();
        }
    }

    /// The picture of an untextured shape that fits into `area`, and a hash of what it looks like.
    pub fn place(&mut self, shape: &Shape<'_>, area: Area) -> (u32, u64) {
        let shift = [area.left * 256, area.top * 256];
        let mut key = std::mem::take(&mut self.key);
        write_key(&mut key, shape, shift);
        let look = key.chunks(2).fold(mix(EMPTY, key.len() as u64), |hash, two| {
            mix(hash, u64::from(two[0]) | u64::from(two.get(1).copied().unwrap_or(0)) << 32)
        });
        let place = self.find(look, &key).unwrap_or_else(|hash| {
            let place = self.sprites.len() as u32;
            self.sprites.push(drawn(shape, area, shift, key.clone().into_boxed_slice()));
            self.bytes += self.sprites.last().map_or(0, |new| (new.pixels.len() + new.key.len()) * 4 + 64);
            self.places.insert(hash, place);
            place
        });
        self.key = key;
        (place, look)
    }

    /// The place of a shape, or the hash under which it may be kept.
    fn find(&self, look: u64, key: &[u32]) -> Result<u32, u64> {
        let mut hash = look;
        loop {
            match self.places.get(&hash) {
                Some(&place) if *self.sprites[place as usize].key == *key => return Ok(place),
                Some(_) => hash = hash.wrapping_add(1),
                None => return Err(hash),
            }
        }
    }

    /// Pixels `left..right` of a row.
    #[inline]
    pub fn row(&self, place: u32, y: i32, left: i32, right: i32) -> &[u32] {
        let sprite = &self.sprites[place as usize];
        let start = y * sprite.width;
        &sprite.pixels[(start + left) as usize..(start + right) as usize]
    }
}

/// Places, colours and triangles, all relative to the shape's own corner.
fn write_key(key: &mut Vec<u32>, shape: &Shape<'_>, shift: Corner) {
    key.clear();
    key.push(shape.vertices.len() as u32);
    for (vertex, corner) in shape.vertices.iter().zip(shape.corners) {
        let [x, y] = [0, 1].map(|axis| (corner[axis] - shift[axis]) as u32 & 0xFFFF);
        key.extend([x << 16 | y, pack(vertex.color)]);
    }
    key.extend(shape.indices.iter().map(|index| index - shape.base));
}

fn drawn(shape: &Shape<'_>, area: Area, shift: Corner, key: Box<[u32]>) -> Sprite {
    let [width, height] = area.size();
    let mut pixels = vec![0; (width * height) as usize];
    let whole = Area::new(0, 0, width, height);
    for triangle in shape.triangles(shift) {
        let mut rows = Rows { pixels: &mut pixels, width: width as usize, top: 0 };
        triangle.draw(whole.within(triangle.area()), &Textures::default(), &mut rows);
    }
    Sprite { key, width, pixels }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test makes up colours")]
mod tests {
    use super::*;
    use eframe::egui::{Color32, pos2};

    fn place(sprites: &mut Sprites, at: f32, color: Color32) -> (u32, u64) {
        let vertices = [(0.0, 0.0), (9.0, 1.0), (3.0, 8.0)].map(|(x, y)| Vertex::untextured(pos2(x + at, y), color));
        let corners: Vec<_> = vertices.iter().map(|vertex| super::super::triangle::corner(vertex, 1.0)).collect();
        let left = corners[0][0] >> 8;
        let shape = Shape { indices: &[7, 8, 9], base: 7, vertices: &vertices, corners: &corners };
        sprites.place(&shape, Area::new(left, 0, left + 11, 9))
    }

    #[test]
    fn one_shape_is_drawn_once_wherever_it_stands() {
        let mut sprites = Sprites::default();
        let red = place(&mut sprites, 0.0, Color32::RED);
        assert_eq!(place(&mut sprites, 70.0, Color32::RED), red);
        assert_ne!(place(&mut sprites, 0.0, Color32::BLUE), red);
        assert_ne!(place(&mut sprites, 0.25, Color32::RED), red, "between two pixels it looks different");
        assert_eq!(sprites.sprites.len(), 3);
        assert!(sprites.row(red.0, 2, 0, 9).contains(&pack(Color32::RED)));
    }

    #[test]
    fn two_shapes_with_one_hash_are_two() {
        let mut sprites = Sprites::default();
        let (red, look) = place(&mut sprites, 0.0, Color32::RED);
        assert_eq!(sprites.find(look, &[1, 2, 3]), Err(look + 1));
        sprites.places.insert(look + 1, red);
        assert_eq!(sprites.find(look, &[1, 2, 3]), Err(look + 2));
    }

    #[test]
    fn the_store_does_not_grow_for_ever() {
        let mut sprites = Sprites::default();
        for n in 0..40_000_u32 {
            sprites.trim();
            place(&mut sprites, 0.0, Color32::from_rgb(n as u8, (n >> 8) as u8, 0));
        }
        assert!(sprites.bytes <= BUDGET + 4096, "{}", sprites.bytes);
    }
}
