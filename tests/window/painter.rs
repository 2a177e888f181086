//! Pictures of the window under test, drawn as the program draws them.

use crate::harness::egui::{Context, FullOutput, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;
use responsibility_matrix::raster::{Frame, Raster};
use responsibility_matrix::ui::theme;

/// The program's renderer. Each picture is drawn twice, into the buffer of the one before and anew; it panics if the
/// two differ.
#[derive(Default)]
pub struct Painter {
    by_and_by: Raster,
    anew: Raster,
    buffer: Vec<u32>,
    /// What a person would see: the buffer, where it was said to have changed.
    screen: Vec<u32>,
}

impl TestRenderer for Painter {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut copy = TexturesDelta { set: delta.set.clone(), free: delta.free.clone() };
        for (raster, delta) in [(&mut self.by_and_by, delta), (&mut self.anew, &mut copy)] {
            raster.set_textures(delta);
            raster.free_textures(delta);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = (ctx.content_rect().size() * scale).round();
        let size = [size.x as usize, size.y as usize];
        let primitives = ctx.tessellate(output.shapes.clone(), scale);
        let ground = theme::ground(&ctx.global_style().visuals);
        let frame = Frame { primitives: &primitives, scale, ground, size };

        let is_new = self.buffer.len() != size[0] * size[1];
        self.buffer.resize(size[0] * size[1], 0);
        self.screen.resize(self.buffer.len(), 0);
        for area in self.by_and_by.list(&frame).draw(&mut self.buffer, u8::from(!is_new)) {
            for y in area.top..area.bottom {
                let row = y as usize * size[0];
                let run = row + area.left as usize..row + area.right as usize;
                self.screen[run.clone()].copy_from_slice(&self.buffer[run]);
            }
        }
        let mut whole = vec![0; self.buffer.len()];
        self.anew.forget();
        self.anew.list(&frame).draw(&mut whole, 0);
        assert!(self.screen == whole, "what was drawn by and by is not what is drawn at once");

        let bytes = whole.iter().flat_map(|pixel| {
            let [_, r, g, b] = pixel.to_be_bytes();
            [r, g, b, 255]
        });
        RgbaImage::from_raw(size[0] as u32, size[1] as u32, bytes.collect()).ok_or_else(|| "an odd size".to_owned())
    }
}
