//! What egui wants drawn, drawn by the processor: meshes and textures in, pixels and what of them changed out. There
//! is no window in here.
//!
//! The screen is cut into tiles. A frame is first listed: each tile gets the things that touch it and a hash of them.
//! Only tiles whose hash differs from what the buffer shows are drawn, the rows of tiles by two or more threads if
//! there is much to do. A frame in which nothing changed costs its listing and nothing else.
//!
//! ```
//! use responsibility_matrix::raster::{Frame, Raster};
//! use eframe::egui::{Color32, Context, RawInput};
//!
//! let (context, mut raster) = (Context::default(), Raster::default());
//! let mut output = context.run_ui(RawInput::default(), |ui| {
//!     ui.label("责任");
//! });
//! raster.set_textures(&mut output.textures_delta);
//! let primitives = context.tessellate(output.shapes, output.pixels_per_point);
//! let mut pixels = vec![0; 320 * 200];
//! let frame = Frame { primitives: &primitives, scale: output.pixels_per_point, ground: Color32::WHITE, size: [320, 200] };
//! let damage = raster.list(&frame).draw(&mut pixels, 0);
//! raster.free_textures(&mut output.textures_delta);
//! assert!(!damage.is_empty());
//! ```

mod area;
mod hash;
mod mesh;
mod pixel;
mod scene;
mod sprite;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test makes up colours")]
mod tests;
mod texture;
mod triangle;

pub use area::Area;

use area::clip_area;
use eframe::egui::epaint::{ClippedPrimitive, Primitive};
use eframe::egui::{Color32, TexturesDelta};
use mesh::Taker;
use scene::{Grid, Scene, TILE};
use sprite::Sprites;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use texture::Textures;
use triangle::Rows;

/// The longest side of a screen, in pixels: what a window system can name.
pub const LONGEST_SIDE: usize = 32_000;

/// Frames that are remembered: the oldest buffer that can be brought up to date by drawing what changed since.
const REMEMBERED: usize = 3;

/// So many tiles to draw are worth another thread's start.
const WORTH_A_THREAD: usize = 120;

/// A frame as egui has tessellated it.
pub struct Frame<'f> {
    /// Meshes with their clip rectangles, lowest first. Paint callbacks are left out: they need a graphics card.
    pub primitives: &'f [ClippedPrimitive],
    /// Pixels to a point.
    pub scale: f32,
    /// The colour of what nothing covers; its alpha is taken for full.
    pub ground: Color32,
    /// Columns and rows of the screen, at most [`LONGEST_SIDE`] each.
    pub size: [usize; 2],
}

/// The renderer: textures, small pictures, and what the last frames looked like.
pub struct Raster {
    textures: Textures,
    sprites: Sprites,
    scene: Scene,
    /// Hashes of the tiles as they were shown, the last frame first.
    shown: VecDeque<Vec<u64>>,
    threads: usize,
}

impl Default for Raster {
    /// With as many threads as the machine has processors, four at most.
    fn default() -> Self {
        Self::with_threads(std::thread::available_parallelism().map_or(1, |cores| cores.get().min(4)))
    }
}

impl Raster {
    /// With so many threads at most, at least one.
    pub fn with_threads(threads: usize) -> Self {
        Self {
            textures: Textures::default(),
            sprites: Sprites::default(),
            scene: Scene::default(),
            shown: VecDeque::new(),
            threads: threads.max(1),
        }
    }

    /// Takes new and changed textures; to be called before the frame that uses them is listed.
    pub fn set_textures(&mut self, delta: &mut TexturesDelta) {
        self.textures.set(delta);
    }

    /// Forgets textures; to be called after the last frame that uses them was drawn.
    pub fn free_textures(&mut self, delta: &mut TexturesDelta) {
        self.textures.free(delta);
    }

    /// Nothing is known of what the buffers hold: the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.shown.clear();
    }

    /// Lists what is to be drawn.
    pub fn list(&mut self, frame: &Frame<'_>) -> Listed<'_> {
        let grid = Grid::of(frame.size.map(|side| side.min(LONGEST_SIDE) as i32));
        if grid != self.scene.grid {
            self.forget();
        }
        self.sprites.trim();
        self.scene.begin(grid, pixel::pack(frame.ground) | 0xFF00_0000);
        let mut taker = Taker {
            scene: &mut self.scene,
            textures: &self.textures,
            sprites: &mut self.sprites,
            scale: frame.scale,
            corners: Vec::new(),
        };
        for primitive in frame.primitives {
            let clip = clip_area(primitive.clip_rect, frame.scale, grid.screen());
            if let Primitive::Mesh(mesh) = &primitive.primitive
                && !clip.is_empty()
            {
                taker.take(mesh, clip);
            }
        }
        Listed { raster: self }
    }

    /// Which tiles differ from the frame so many frames ago; all of them if it is not known.
    fn differing(&self, age: usize) -> Vec<bool> {
        match age.checked_sub(1).and_then(|place| self.shown.get(place)) {
            Some(before) => self.scene.hashes.iter().zip(before).map(|(now, before)| now != before).collect(),
            None => vec![true; self.scene.hashes.len()],
        }
    }

    fn draw_tiles(&self, wanted: &[bool], pixels: &mut [u32]) {
        let width = self.scene.grid.size[0] as usize;
        let bands = pixels.chunks_mut(width * TILE[1] as usize).enumerate();
        let draw = |(row, pixels): (usize, &mut [u32])| {
            let row = row as i32;
            let mut rows = Rows { pixels, width, top: row * TILE[1] };
            self.scene.draw_row(row, wanted, (&self.textures, &self.sprites), &mut rows);
        };
        let threads = self.threads.min(1 + wanted.iter().filter(|&&is| is).count() / WORTH_A_THREAD);
        if threads < 2 {
            bands.for_each(draw);
            return;
        }
        let bands = Mutex::new(bands);
        let work = || {
            loop {
                let next = bands.lock().unwrap_or_else(PoisonError::into_inner).next();
                match next {
                    Some(band) => draw(band),
                    None => return,
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
    }
}

/// A frame that is listed and not yet drawn.
pub struct Listed<'r> {
    raster: &'r mut Raster,
}

impl Listed<'_> {
    /// Whether it looks different from the frame that was drawn last.
    pub fn is_changed(&self) -> bool {
        self.raster.shown.front() != Some(&self.raster.scene.hashes)
    }

    /// Brings a buffer up to date and tells what on the screen has changed since the last frame that was drawn.
    /// `pixels`: row by row, `0xAARRGGBB`, fully opaque, as many as the frame's size says; with another number nothing
    /// is drawn. `age`: how many frames ago this very buffer was drawn, 0 if never or unknown.
    pub fn draw(self, pixels: &mut [u32], age: u8) -> Vec<Area> {
        let raster = self.raster;
        let [width, height] = raster.scene.grid.size;
        if pixels.len() != width as usize * height as usize || pixels.is_empty() {
            return Vec::new();
        }
        let wanted = raster.differing(age.into());
        raster.draw_tiles(&wanted, pixels);
        let changed = if age == 1 { wanted } else { raster.differing(1) };
        raster.shown.truncate(REMEMBERED - 1);
        let hashes = raster.scene.hashes.clone();
        raster.shown.push_front(hashes);
        damage(raster.scene.grid, &changed)
    }
}

/// Few rectangles that cover the changed tiles: runs in a row, joined with equal runs below.
fn damage(grid: Grid, changed: &[bool]) -> Vec<Area> {
    let mut found: Vec<Area> = Vec::new();
    // Those of the row above, which may go on.
    let mut open: Vec<usize> = Vec::new();
    for (row, tiles) in changed.chunks(grid.columns.max(1) as usize).enumerate() {
        let mut here = Vec::new();
        for run in runs(tiles) {
            let (first, last) = (grid.tile(run.start as i32, row as i32), grid.tile(run.end as i32 - 1, row as i32));
            let area = Area { right: last.right, ..first };
            let above = open.iter().copied().find(|&n| found[n].left == area.left && found[n].right == area.right);
            here.push(above.unwrap_or_else(|| {
                found.push(area);
                found.len() - 1
            }));
            if let Some(above) = above {
                found[above].bottom = area.bottom;
            }
        }
        open = here;
    }
    found
}

/// Runs of `true`.
fn runs(flags: &[bool]) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + flags[at..].iter().position(|&is| is)?;
        at = start + flags[start..].iter().position(|&is| !is).unwrap_or(flags.len() - start);
        Some(start..at)
    })
}
