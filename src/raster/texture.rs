//! Textures: egui's font atlas, which grows and changes a little with nearly every new text, and pictures of our own.
//!
//! A texture is cut into blocks, each of which has the number of its last change. What is drawn from a block names
//! that number, so that a changed texel dirties the tiles that show it, and no others.

use super::hash::mix;
use super::pixel::pack;
use eframe::egui::epaint::textures::{TextureFilter, TextureOptions, TextureWrapMode};
use eframe::egui::epaint::{ColorImage, ImageData, ImageDelta};
use eframe::egui::{TextureId, TexturesDelta};
use std::collections::HashMap;

/// Texels of a block in each direction.
const BLOCK: i32 = 16;

/// Texels, and when they changed.
#[derive(Default)]
pub(super) struct Texture {
    pub width: i32,
    pub height: i32,
    pub texels: Vec<u32>,
    options: TextureOptions,
    changes: Vec<u64>,
}

fn blocks(length: i32) -> i32 {
    (length + BLOCK - 1) / BLOCK
}

impl Texture {
    /// The whole texture is replaced. An atlas that grew keeps its texels where they were, and their numbers.
    fn replace(&mut self, image: &ColorImage, options: TextureOptions, change: u64) {
        let [width, height] = image.size.map(|side| i32::try_from(side).unwrap_or(0));
        if i64::from(width) * i64::from(height) != image.pixels.len() as i64 {
            return;
        }
        let before = std::mem::take(self);
        let keeps = before.width == width && before.options == options;
        self.width = width;
        self.height = height;
        self.options = options;
        self.texels = image.pixels.iter().map(|&color| pack(color)).collect();
        self.changes = vec![change; (blocks(width) * blocks(height)) as usize];
        if keeps {
            for place in 0..self.changes.len() {
                if let Some(kept) = self.unchanged(place as i32, &before) {
                    self.changes[place] = kept;
                }
            }
        }
    }

    /// The number that a block of the same texture `before` had, if its texels are the same and as many.
    fn unchanged(&self, place: i32, before: &Self) -> Option<u64> {
        let (left, top) = (place % blocks(self.width) * BLOCK, place / blocks(self.width) * BLOCK);
        let (right, bottom) = ((left + BLOCK).min(self.width), (top + BLOCK).min(self.height));
        let is_whole = bottom == (top + BLOCK).min(before.height);
        let same = is_whole && (top..bottom).all(|y| self.row(y, left, right) == before.row(y, left, right));
        before.changes.get(place as usize).copied().filter(|_| same)
    }

    /// A part is replaced; what lies outside of the texture is left out.
    fn update(&mut self, [left, top]: [usize; 2], image: &ColorImage, options: TextureOptions, change: u64) {
        if options != self.options {
            self.options = options;
            self.changes.fill(change);
        }
        let (left, top) = (i32::try_from(left).unwrap_or(i32::MAX), i32::try_from(top).unwrap_or(i32::MAX));
        let width = i32::try_from(image.size[0]).unwrap_or(0).min(self.width.saturating_sub(left));
        if width <= 0 {
            return;
        }
        for (y, line) in (top..self.height).zip(image.pixels.chunks_exact(image.size[0])) {
            for (x, &color) in (left..left + width).zip(line) {
                let texel = &mut self.texels[(y * self.width + x) as usize];
                let now = pack(color);
                if *texel != now {
                    *texel = now;
                    self.changes[(y / BLOCK * blocks(self.width) + x / BLOCK) as usize] = change;
                }
            }
        }
    }

    /// Texels `left..right` of a row, all of which must be within the texture.
    #[inline]
    pub fn row(&self, y: i32, left: i32, right: i32) -> &[u32] {
        let start = y * self.width;
        &self.texels[(start + left) as usize..(start + right) as usize]
    }

    /// A number that differs when any texel of the region did; texels outside of the texture are its own, wrapped,
    /// and so any of it may be meant.
    pub fn state(&self, [left, top, right, bottom]: [i32; 4]) -> u64 {
        if left < 0 || top < 0 || right > self.width || bottom > self.height {
            return self.changes.iter().fold(1, |state, &change| mix(state, change));
        }
        let mut state = 0;
        for down in top / BLOCK..blocks(bottom) {
            for across in left / BLOCK..blocks(right) {
                state = mix(state, self.changes[(down * blocks(self.width) + across) as usize]);
            }
        }
        state
    }

    /// Whether the texels are taken as they are where the texture is drawn `scale` texels to a pixel.
    pub fn is_nearest(&self, scale: f32) -> bool {
        let filter = if scale > 1.0 { self.options.minification } else { self.options.magnification };
        filter == TextureFilter::Nearest
    }

    fn wrapped(&self, at: i32, length: i32) -> i32 {
        match self.options.wrap_mode {
            TextureWrapMode::ClampToEdge => at.clamp(0, length - 1),
            TextureWrapMode::Repeat => at.rem_euclid(length),
            TextureWrapMode::MirroredRepeat => {
                let at = at.rem_euclid(2 * length);
                if at < length { at } else { 2 * length - 1 - at }
            }
        }
    }

    /// The colour at a place in texels; the first texel's middle is at ½.
    pub fn sample(&self, u: f32, v: f32, nearest: bool) -> u32 {
        if self.texels.is_empty() {
            return 0;
        }
        let texel = |x: i32, y: i32| self.texels[(y * self.width + x) as usize];
        if nearest {
            return texel(self.wrapped(u.floor() as i32, self.width), self.wrapped(v.floor() as i32, self.height));
        }
        // In 256ths of a texel, from the middle of the one to the middle of the next.
        let (x, y) = (((u - 0.5) * 256.0).floor() as i32, ((v - 0.5) * 256.0).floor() as i32);
        let (across, down) = ((x & 255) as u32, (y & 255) as u32);
        let (left, right) = (self.wrapped(x >> 8, self.width), self.wrapped((x >> 8) + 1, self.width));
        let (top, bottom) = (self.wrapped(y >> 8, self.height), self.wrapped((y >> 8) + 1, self.height));
        let above = between(texel(left, top), texel(right, top), across);
        let below = between(texel(left, bottom), texel(right, bottom), across);
        between(above, below, down)
    }
}

/// From `a` to `b`, in 256ths of the way.
fn between(a: u32, b: u32, way: u32) -> u32 {
    const PAIR: u32 = 0x00FF_00FF;
    let mixed = |a: u32, b: u32| ((a & PAIR) * (256 - way) + (b & PAIR) * way + 0x0080_0080) >> 8 & PAIR;
    mixed(a, b) | mixed(a >> 8, b >> 8) << 8
}

/// All textures that egui has handed over.
#[derive(Default)]
pub(super) struct Textures {
    places: HashMap<TextureId, u16>,
    textures: Vec<Texture>,
    free: Vec<u16>,
    changes: u64,
}

impl Textures {
    /// Takes new and changed textures. Parts of a texture that was never handed over are left out.
    pub fn set(&mut self, delta: &mut TexturesDelta) {
        for (id, parts) in delta.set.drain() {
            for part in parts {
                self.set_one(id, &part);
            }
        }
    }

    fn set_one(&mut self, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        self.changes += 1;
        let place = match (self.places.get(&id), delta.pos) {
            (Some(&place), _) => place,
            (None, Some(_)) => return,
            (None, None) => {
                let place = self.free.pop().or_else(|| {
                    self.textures.push(Texture::default());
                    u16::try_from(self.textures.len() - 1).ok()
                });
                let Some(place) = place else { return };
                self.places.insert(id, place);
                place
            }
        };
        let texture = &mut self.textures[usize::from(place)];
        match delta.pos {
            Some(at) => texture.update(at, image, delta.options, self.changes),
            None => texture.replace(image, delta.options, self.changes),
        }
    }

    /// Forgets textures that are no longer used.
    pub fn free(&mut self, delta: &mut TexturesDelta) {
        for id in delta.free.drain() {
            if let Some(place) = self.places.remove(&id) {
                self.textures[usize::from(place)] = Texture::default();
                self.free.push(place);
            }
        }
    }

    /// The place of a texture, if there is such a texture.
    pub fn place(&self, id: TextureId) -> Option<u16> {
        self.places.get(&id).copied()
    }

    /// The texture at a place.
    #[inline]
    pub fn at(&self, place: u16) -> &Texture {
        &self.textures[usize::from(place)]
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test makes up colours")]
mod tests {
    use super::*;
    use eframe::egui::Color32;

    const ID: TextureId = TextureId::Managed(0);

    fn image(width: usize, height: usize, color: impl Fn(usize, usize) -> Color32) -> ColorImage {
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| color(x, y)).collect();
        ColorImage::new([width, height], pixels)
    }

    fn shade(x: usize, y: usize) -> Color32 {
        Color32::from_gray((x * 7 + y * 13) as u8)
    }

    fn set(textures: &mut Textures, delta: ImageDelta) {
        let mut all = TexturesDelta::default();
        all.push(ID, delta);
        textures.set(&mut all);
    }

    fn atlas(width: usize, height: usize) -> Textures {
        let mut textures = Textures::default();
        set(&mut textures, ImageDelta::full(image(width, height, shade), TextureOptions::LINEAR));
        textures
    }

    fn texture(textures: &Textures) -> &Texture {
        textures.at(textures.place(ID).expect("the texture"))
    }

    #[test]
    fn a_part_changes_its_own_blocks_only() {
        let mut textures = atlas(64, 64);
        let corner = [0, 0, 16, 16];
        let (near, far) = (texture(&textures).state([30, 30, 34, 34]), texture(&textures).state(corner));
        let spot = ImageDelta::partial([32, 32], image(2, 2, |_, _| Color32::RED), TextureOptions::LINEAR);
        set(&mut textures, spot);
        assert_ne!(texture(&textures).state([30, 30, 34, 34]), near);
        assert_eq!(texture(&textures).state(corner), far);
        assert_eq!(texture(&textures).row(33, 31, 34)[1], pack(Color32::RED));
        assert_eq!(texture(&textures).row(33, 31, 34)[2], pack(Color32::RED));
    }

    #[test]
    fn the_same_texels_again_change_nothing() {
        let mut textures = atlas(40, 40);
        let all = texture(&textures).state([0, 0, 40, 40]);
        let again = ImageDelta::partial([5, 5], image(9, 9, |x, y| shade(x + 5, y + 5)), TextureOptions::LINEAR);
        set(&mut textures, again);
        set(&mut textures, ImageDelta::full(image(40, 40, shade), TextureOptions::LINEAR));
        assert_eq!(texture(&textures).state([0, 0, 40, 40]), all);
        set(&mut textures, ImageDelta::full(image(40, 40, shade), TextureOptions::NEAREST));
        assert_ne!(texture(&textures).state([0, 0, 40, 40]), all, "another filter shows other pixels");
    }

    #[test]
    fn an_atlas_that_grew_keeps_what_it_had() {
        let mut textures = atlas(64, 48);
        let before = texture(&textures).state([0, 0, 64, 48]);
        let grown = |x, y| if y < 48 { shade(x, y) } else { Color32::WHITE };
        set(&mut textures, ImageDelta::full(image(64, 128, grown), TextureOptions::LINEAR));
        assert_eq!(texture(&textures).state([0, 0, 64, 48]), before);
        // Half a block was at its end: what stood in it may have been sampled from the edge.
        let mut textures = atlas(64, 40);
        let before = texture(&textures).state([0, 32, 64, 40]);
        set(&mut textures, ImageDelta::full(image(64, 64, shade), TextureOptions::LINEAR));
        assert_ne!(texture(&textures).state([0, 32, 64, 40]), before);
    }

    #[test]
    fn odd_parts_and_freed_textures_are_no_trouble() {
        let mut textures = atlas(10, 10);
        for at in [[8, 8], [100, 3], [3, 100], [usize::MAX, usize::MAX]] {
            set(&mut textures, ImageDelta::partial(at, image(4, 4, shade), TextureOptions::LINEAR));
        }
        assert_eq!(texture(&textures).row(9, 9, 10)[0], pack(shade(1, 1)));
        let mut gone = TexturesDelta::default();
        gone.free(ID);
        textures.free(&mut gone);
        assert_eq!(textures.place(ID), None);
        set(&mut textures, ImageDelta::partial([0, 0], image(4, 4, shade), TextureOptions::LINEAR));
        assert_eq!(textures.place(ID), None, "a part of nothing is nothing");
        set(&mut textures, ImageDelta::full(image(3, 3, shade), TextureOptions::LINEAR));
        assert_eq!((texture(&textures).width, textures.textures.len()), (3, 1), "the place is used again");
    }

    #[test]
    fn samples_follow_filter_and_wrap() {
        let grays = |x: usize, _: usize| Color32::from_gray([0, 100, 200][x]);
        let gray = |pixel: u32| pixel & 255;
        let mut textures = Textures::default();
        set(&mut textures, ImageDelta::full(image(3, 1, grays), TextureOptions::LINEAR));
        let sample = |textures: &Textures, u: f32| {
            let texture = texture(textures);
            gray(texture.sample(u, 0.5, texture.is_nearest(0.5)))
        };
        assert_eq!([0.5, 1.0, 1.5, -4.0, 9.0].map(|u| sample(&textures, u)), [0, 50, 100, 0, 200]);
        set(&mut textures, ImageDelta::full(image(3, 1, grays), TextureOptions::NEAREST));
        assert_eq!([0.1, 0.9, 1.1, 2.9].map(|u| sample(&textures, u)), [0, 0, 100, 200]);
        let wrap = |wrap_mode| TextureOptions { wrap_mode, ..TextureOptions::NEAREST };
        set(&mut textures, ImageDelta::full(image(3, 1, grays), wrap(TextureWrapMode::Repeat)));
        assert_eq!([3.5, -0.5].map(|u| sample(&textures, u)), [0, 200]);
        set(&mut textures, ImageDelta::full(image(3, 1, grays), wrap(TextureWrapMode::MirroredRepeat)));
        assert_eq!([3.5, -0.5, 6.5].map(|u| sample(&textures, u)), [200, 0, 0]);
        let mixed = TextureOptions { magnification: TextureFilter::Linear, ..TextureOptions::NEAREST };
        set(&mut textures, ImageDelta::full(image(3, 1, grays), mixed));
        assert!(texture(&textures).is_nearest(2.0) && !texture(&textures).is_nearest(0.5));
    }
}
