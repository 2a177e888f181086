//! What is to be drawn, as a list for each tile of the screen. A tile's hash names all that stands in its list: tiles
//! with equal hashes look the same.

use super::area::Area;
use super::hash::{EMPTY, mix, pair};
use super::pixel::{alpha, blend, blend_tinted, fill};
use super::sprite::Sprites;
use super::texture::Textures;
use super::triangle::{Rows, Triangle};

/// Pixels of a tile across and down: about a cell of the matrix, or a dozen characters.
pub(super) const TILE: [i32; 2] = [64, 32];

/// A part of a texture, drawn larger, smaller or between its texels: the texel of a pixel is `at + step × centre`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub texture: u16,
    pub tint: u32,
    pub at: [f32; 2],
    pub step: [f32; 2],
    pub nearest: bool,
}

/// One thing to draw.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// One colour.
    Fill(u32),
    /// Texels as they are: the texel of a pixel is `shift` away.
    Copy { texture: u16, tint: u32, shift: [i32; 2] },
    /// By its place in the list of such.
    Stretched(u32),
    /// By its place in the list of such.
    Triangle(u32),
    /// A small picture with its corner at `corner`.
    Sprite { place: u32, corner: [i32; 2] },
}

#[derive(Clone, Copy, Debug)]
struct Item {
    area: Area,
    kind: Kind,
}

#[derive(Clone, Default)]
struct Tile {
    items: Vec<u32>,
    /// Something opaque covers the ground.
    is_covered: bool,
}

/// The screen cut into tiles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    pub size: [i32; 2],
    pub columns: i32,
    pub rows: i32,
}

impl Grid {
    pub fn of(size: [i32; 2]) -> Self {
        Self { size, columns: (size[0] + TILE[0] - 1) / TILE[0], rows: (size[1] + TILE[1] - 1) / TILE[1] }
    }

    pub fn tiles(self) -> usize {
        (self.columns * self.rows) as usize
    }

    pub fn screen(self) -> Area {
        Area::new(0, 0, self.size[0], self.size[1])
    }

    pub fn tile(self, column: i32, row: i32) -> Area {
        let (left, top) = (column * TILE[0], row * TILE[1]);
        Area::new(left, top, left + TILE[0], top + TILE[1]).within(self.screen())
    }
}

/// All lists of a frame.
#[derive(Default)]
pub(super) struct Scene {
    pub grid: Grid,
    ground: u32,
    items: Vec<Item>,
    triangles: Vec<Triangle>,
    stretches: Vec<Stretch>,
    tiles: Vec<Tile>,
    pub hashes: Vec<u64>,
}

/// How many of each kind stand in the list.
#[cfg(test)]
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub fills: usize,
    pub copies: usize,
    pub stretched: usize,
    pub triangles: usize,
    pub sprites: usize,
}

impl Scene {
    /// An empty screen in the colour of the ground.
    pub fn begin(&mut self, grid: Grid, ground: u32) {
        if grid != self.grid {
            self.grid = grid;
            self.tiles = vec![Tile::default(); grid.tiles()];
        }
        self.ground = ground;
        self.items.clear();
        self.triangles.clear();
        self.stretches.clear();
        for tile in &mut self.tiles {
            tile.items.clear();
            tile.is_covered = false;
        }
        self.hashes.clear();
        self.hashes.resize(grid.tiles(), mix(EMPTY, u64::from(ground)));
    }

    pub fn fill(&mut self, area: Area, color: u32) {
        if color != 0 {
            self.push(area, Kind::Fill(color), mix(1, u64::from(color)), |_| true);
        }
    }

    /// `state` is that of the texels it is drawn from.
    pub fn copy(&mut self, area: Area, texture: u16, tint: u32, shift: [i32; 2], state: u64) {
        let look = mix(mix(state, u64::from(tint) | u64::from(texture) << 32 | 2 << 48), pair(shift[0], shift[1]));
        self.push(area, Kind::Copy { texture, tint, shift }, look, |_| true);
    }

    pub fn stretched(&mut self, area: Area, stretch: Stretch, state: u64) {
        let bits = |[a, b]: [f32; 2]| u64::from(a.to_bits()) << 32 | u64::from(b.to_bits());
        let look = mix(mix(state, bits(stretch.at)), bits(stretch.step));
        let look = mix(look, u64::from(stretch.tint) | u64::from(stretch.texture) << 32 | 3 << 48);
        let place = self.stretches.len() as u32;
        self.stretches.push(stretch);
        self.push(area, Kind::Stretched(place), look, |_| true);
    }

    /// `look` names its corners, colours and texels.
    pub fn triangle(&mut self, clip: Area, triangle: Triangle, look: u64) {
        let place = self.triangles.len() as u32;
        self.triangles.push(triangle);
        self.push(clip.within(triangle.area()), Kind::Triangle(place), mix(look, 4), |tile| !triangle.misses(tile));
    }

    /// `look` names its pixels.
    pub fn sprite(&mut self, clip: Area, place: u32, area: Area, look: u64) {
        let corner = [area.left, area.top];
        let look = mix(mix(look, 5), pair(corner[0], corner[1]));
        self.push(clip.within(area), Kind::Sprite { place, corner }, look, |_| true);
    }

    /// Enters a thing into the lists of the tiles it touches.
    fn push(&mut self, area: Area, kind: Kind, look: u64, touches: impl Fn(Area) -> bool) {
        let area = area.within(self.grid.screen());
        if area.is_empty() {
            return;
        }
        let number = self.items.len() as u32;
        self.items.push(Item { area, kind });
        let opaque = matches!(kind, Kind::Fill(color) if alpha(color) == 255);
        let (columns, rows) =
            (area.left / TILE[0]..=(area.right - 1) / TILE[0], area.top / TILE[1]..=(area.bottom - 1) / TILE[1]);
        let many = columns.clone().count() * rows.clone().count() > 4;
        for row in rows {
            for column in columns.clone() {
                let tile = self.grid.tile(column, row);
                if many && !touches(tile) {
                    continue;
                }
                let place = (row * self.grid.columns + column) as usize;
                let list = &mut self.tiles[place];
                if opaque && area.covers(tile) {
                    // Nothing below it can be seen.
                    list.items.clear();
                    list.is_covered = true;
                    self.hashes[place] = EMPTY;
                }
                // What it does outside of the tile is of no concern to it.
                let own = area.within(tile);
                let seen = mix(pair(own.left, own.top), pair(own.right, own.bottom));
                self.hashes[place] = mix(mix(self.hashes[place], look), seen);
                list.items.push(number);
            }
        }
    }

    /// Draws those tiles of a row that are to be drawn.
    pub fn draw_row(&self, row: i32, wanted: &[bool], store: (&Textures, &Sprites), rows: &mut Rows<'_>) {
        for column in 0..self.grid.columns {
            let place = (row * self.grid.columns + column) as usize;
            if !wanted[place] {
                continue;
            }
            let tile = self.grid.tile(column, row);
            if !self.tiles[place].is_covered {
                for y in tile.top..tile.bottom {
                    rows.run(y, tile.left, tile.right).fill(self.ground);
                }
            }
            for &number in &self.tiles[place].items {
                self.draw(&self.items[number as usize], tile, store, rows);
            }
        }
    }

    fn draw(&self, item: &Item, tile: Area, (textures, sprites): (&Textures, &Sprites), rows: &mut Rows<'_>) {
        let area = item.area.within(tile);
        let Area { left, top, right, bottom } = area;
        match item.kind {
            Kind::Fill(color) => {
                for y in top..bottom {
                    fill(rows.run(y, left, right), color);
                }
            }
            Kind::Copy { texture, tint, shift: [x, y] } => {
                let texture = textures.at(texture);
                for line in top..bottom {
                    blend_tinted(rows.run(line, left, right), texture.row(line + y, left + x, right + x), tint);
                }
            }
            Kind::Stretched(place) => {
                let stretch = &self.stretches[place as usize];
                let texture = textures.at(stretch.texture);
                let texel = |axis: usize, pixel: i32| stretch.at[axis] + stretch.step[axis] * (pixel as f32 + 0.5);
                let mut line = [0; TILE[0] as usize];
                for y in top..bottom {
                    let v = texel(1, y);
                    for (x, place) in (left..right).zip(&mut line) {
                        *place = texture.sample(texel(0, x), v, stretch.nearest);
                    }
                    blend_tinted(rows.run(y, left, right), &line, stretch.tint);
                }
            }
            Kind::Triangle(place) => self.triangles[place as usize].draw(area, textures, rows),
            Kind::Sprite { place, corner: [x, y] } => {
                for line in top..bottom {
                    blend(rows.run(line, left, right), sprites.row(place, line - y, left - x, right - x));
                }
            }
        }
    }

    #[cfg(test)]
    pub fn count(&self) -> Count {
        let mut count = Count::default();
        for item in &self.items {
            match item.kind {
                Kind::Fill(_) => count.fills += 1,
                Kind::Copy { .. } => count.copies += 1,
                Kind::Stretched(_) => count.stretched += 1,
                Kind::Triangle(_) => count.triangles += 1,
                Kind::Sprite { .. } => count.sprites += 1,
            }
        }
        count
    }
}
