//! The whole renderer: against a slow one that follows a graphics card's rules to the letter, and against itself.

use super::scene::Count;
use super::*;
use eframe::egui::epaint::{ColorImage, CubicBezierShape, ImageData, PathStroke, RectShape, Shadow, TextShape, Vertex};
use eframe::egui::{
    Align2, Context, CornerRadius, FontId, FullOutput, Mesh, Painter, Pos2, RawInput, Rect, Shape, Stroke, StrokeKind,
    TextureHandle, TextureId, TextureOptions, Vec2, pos2, vec2,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::HashMap;

const SIZE: [usize; 2] = [200, 150];

/// egui without a window, and what it wants drawn.
struct Stage {
    context: Context,
    size: [usize; 2],
    scale: f32,
}

impl Stage {
    fn new(size: [usize; 2], scale: f32) -> Self {
        let context = Context::default();
        context.set_pixels_per_point(scale);
        Self { context, size, scale }
    }

    fn frame(&mut self, draw: impl Fn(&Painter)) -> (Vec<ClippedPrimitive>, TexturesDelta) {
        self.context.set_pixels_per_point(self.scale);
        let points = vec2(self.size[0] as f32, self.size[1] as f32) / self.scale;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, points));
        let FullOutput { shapes, textures_delta, mut viewport_output, .. } =
            self.context.run_ui(RawInput { screen_rect, ..RawInput::default() }, |ui| draw(&ui.ctx().debug_painter()));
        viewport_output.clear();
        (self.context.tessellate(shapes, self.scale), textures_delta)
    }
}

fn frame<'f>(primitives: &'f [ClippedPrimitive], scale: f32, size: [usize; 2]) -> Frame<'f> {
    Frame { primitives, scale, ground: Color32::from_rgb(240, 238, 230), size }
}

/// Draws once and tells what was found in it.
fn drawn(scale: f32, draw: impl Fn(&Painter)) -> (Vec<u32>, Count, Vec<u32>) {
    let mut stage = Stage::new(SIZE, scale);
    let (primitives, mut delta) = stage.frame(draw);
    let mut reference = Reference::default();
    reference.set_textures(&delta);
    let mut raster = Raster::with_threads(1);
    raster.set_textures(&mut delta);
    let mut pixels = vec![0; SIZE[0] * SIZE[1]];
    let frame = frame(&primitives, scale, SIZE);
    raster.list(&frame).draw(&mut pixels, 0);
    raster.free_textures(&mut delta);
    (pixels, raster.scene.count(), reference.draw(&frame))
}

/// A card as its rules are written: each triangle by itself, each pixel of it in real numbers.
#[derive(Default)]
struct Reference {
    textures: HashMap<TextureId, (ColorImage, TextureOptions)>,
}

impl Reference {
    fn set_textures(&mut self, delta: &TexturesDelta) {
        for (id, parts) in &delta.set {
            for part in parts {
                let ImageData::Color(image) = &part.image;
                match part.pos {
                    None => drop(self.textures.insert(*id, (ColorImage::clone(image), part.options))),
                    Some([left, top]) => {
                        let (whole, _) = self.textures.get_mut(id).expect("the texture");
                        for y in 0..image.height() {
                            for x in 0..image.width() {
                                whole[(left + x, top + y)] = image[(x, y)];
                            }
                        }
                    }
                }
            }
        }
    }

    fn draw(&self, frame: &Frame<'_>) -> Vec<u32> {
        let mut pixels = vec![pixel::pack(frame.ground); frame.size[0] * frame.size[1]];
        let screen = Area::new(0, 0, frame.size[0] as i32, frame.size[1] as i32);
        for primitive in frame.primitives {
            let clip = clip_area(primitive.clip_rect, frame.scale, screen);
            let Primitive::Mesh(mesh) = &primitive.primitive else { continue };
            for three in mesh.indices.chunks_exact(3) {
                let vertices = [0, 1, 2].map(|n| mesh.vertices[three[n] as usize]);
                self.triangle(vertices, mesh.texture_id, frame.scale, clip, &mut pixels, frame.size[0]);
            }
        }
        pixels
    }

    fn triangle(&self, mut v: [Vertex; 3], id: TextureId, scale: f32, clip: Area, pixels: &mut [u32], width: usize) {
        let place = |v: &Vertex| [v.pos.x, v.pos.y].map(|side| f64::from((side * scale * 256.0 + 0.5).floor()) / 256.0);
        let cross =
            |a: [f64; 2], b: [f64; 2], c: [f64; 2]| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        if cross(place(&v[0]), place(&v[1]), place(&v[2])) < 0.0 {
            v.swap(1, 2);
        }
        let [a, b, c] = [place(&v[0]), place(&v[1]), place(&v[2])];
        let doubled = cross(a, b, c);
        if doubled == 0.0 {
            return;
        }
        let is_in = |from: [f64; 2], to: [f64; 2], value: f64| {
            let is_top_left = (from[1] == to[1] && to[0] > from[0]) || to[1] < from[1];
            value > 0.0 || (value == 0.0 && is_top_left)
        };
        for y in clip.top..clip.bottom {
            for x in clip.left..clip.right {
                let at = [f64::from(x) + 0.5, f64::from(y) + 0.5];
                let weights = [cross(b, c, at), cross(c, a, at), cross(a, b, at)];
                if !is_in(b, c, weights[0]) || !is_in(c, a, weights[1]) || !is_in(a, b, weights[2]) {
                    continue;
                }
                let mean = |of: &dyn Fn(&Vertex) -> f64| (0..3).map(|n| weights[n] / doubled * of(&v[n])).sum::<f64>();
                let texel = self.texel(id, mean(&|v| v.uv.x.into()), mean(&|v| v.uv.y.into()));
                let pixel = &mut pixels[y as usize * width + x as usize];
                let below = pixel.to_be_bytes();
                let own = |n: usize| mean(&|v| v.color.to_array()[n].into()) * texel[n] / 255.0;
                let rest = 1.0 - own(3) / 255.0;
                let channel = |n: usize| (own(n) + f64::from(below[n + 1]) * rest).round().min(255.0) as u8;
                *pixel = u32::from_be_bytes([255, channel(0), channel(1), channel(2)]);
            }
        }
    }

    fn texel(&self, id: TextureId, u: f64, v: f64) -> [f64; 4] {
        let (image, options) = &self.textures[&id];
        let [width, height] = image.size.map(|side| side as f64);
        let get = |x: f64, y: f64| {
            image[(x.clamp(0.0, width - 1.0) as usize, y.clamp(0.0, height - 1.0) as usize)].to_array().map(f64::from)
        };
        let (u, v) = (u * width, v * height);
        if *options == TextureOptions::NEAREST {
            return get(u.floor(), v.floor());
        }
        let (left, top) = ((u - 0.5).floor(), (v - 0.5).floor());
        let (across, down) = (u - 0.5 - left, v - 0.5 - top);
        let four = [get(left, top), get(left + 1.0, top), get(left, top + 1.0), get(left + 1.0, top + 1.0)];
        std::array::from_fn(|n| {
            let row = |a: usize| four[a][n] * (1.0 - across) + four[a + 1][n] * across;
            row(0) * (1.0 - down) + row(2) * down
        })
    }
}

/// The mean and the greatest difference of a channel.
fn difference(a: &[u32], b: &[u32]) -> (f64, u8) {
    let channels = || {
        a.iter().zip(b).flat_map(|(a, b)| (0..3).map(move |n| ((a >> (8 * n)) as u8).abs_diff((b >> (8 * n)) as u8)))
    };
    (channels().map(f64::from).sum::<f64>() / (a.len() * 3) as f64, channels().max().unwrap_or(0))
}

fn picture() -> ColorImage {
    let color =
        |n: usize| Color32::from_rgba_unmultiplied((n * 37) as u8, (n * 11) as u8, (n * 5) as u8, 255 - (n % 90) as u8);
    ColorImage::new([30, 20], (0..600).map(color).collect())
}

/// Everything that a window may show.
fn show_everything(painter: &Painter, image: Option<TextureId>) {
    let (ink, wash) = (Color32::from_rgb(20, 30, 40), Color32::from_rgba_unmultiplied(200, 40, 30, 120));
    painter.rect_filled(Rect::from_min_size(pos2(5.0, 5.0), vec2(60.0, 20.0)), 0.0, wash);
    painter.rect_filled(Rect::from_min_size(pos2(70.3, 5.7), vec2(30.1, 20.2)), 5.0, ink);
    painter.rect_stroke(
        Rect::from_min_size(pos2(10.0, 30.0), vec2(90.0, 40.0)),
        3.0,
        Stroke::new(1.0, ink),
        StrokeKind::Inside,
    );
    painter.rect_stroke(
        Rect::from_min_size(pos2(20.5, 40.5), vec2(7.0, 7.0)),
        0.0,
        Stroke::new(1.5, wash),
        StrokeKind::Middle,
    );
    painter.circle_filled(pos2(30.0, 90.0), 6.0, wash);
    painter.circle_stroke(pos2(50.2, 90.6), 6.0, Stroke::new(1.5, ink));
    painter.line_segment([pos2(2.0, 75.0), pos2(110.0, 75.0)], Stroke::new(1.0, ink));
    painter.line_segment([pos2(60.0, 80.0), pos2(110.0, 99.0)], Stroke::new(0.6, ink));
    let shadow = Shadow { offset: [2, 3], blur: 9, spread: 1, color: Color32::from_black_alpha(90) };
    painter.add(shadow.as_shape(Rect::from_min_size(pos2(80.0, 40.0), vec2(30.0, 15.0)), CornerRadius::same(4)));
    painter.add(RectShape::filled(Rect::from_min_size(pos2(80.0, 40.0), vec2(30.0, 15.0)), 4.0, Color32::WHITE));
    painter.text(pos2(12.0, 52.0), Align2::LEFT_TOP, "Task 3 — lead", FontId::proportional(13.0), ink);
    let galley = painter.layout_no_wrap("Turned".to_owned(), FontId::proportional(12.0), ink);
    painter.add(TextShape::new(pos2(2.0, 72.0), galley, ink).with_angle(-1.2));
    let curve = [pos2(70.0, 60.0), pos2(90.0, 110.0), pos2(100.0, 20.0), pos2(115.0, 95.0)];
    painter.add(CubicBezierShape::from_points_stroke(curve, false, Color32::TRANSPARENT, PathStroke::new(2.0, wash)));
    let star = [pos2(20.0, 60.0), pos2(26.0, 64.0), pos2(22.0, 70.0), pos2(15.0, 67.0)];
    painter.add(Shape::convex_polygon(star.to_vec(), ink, Stroke::new(1.0, wash)));
    if let Some(image) = image {
        let uv = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        painter.image(image, Rect::from_min_size(pos2(66.2, 8.1), vec2(41.7, 33.3)), uv, Color32::WHITE);
        painter.image(image, Rect::from_min_size(pos2(3.0, 82.0), vec2(15.0, 10.0)), uv, Color32::from_white_alpha(99));
    }
}

#[test]
fn it_draws_what_a_graphics_card_draws() {
    for scale in [1.0, 1.25, 1.5, 2.0] {
        let (pixels, count, reference) = drawn(scale, |painter| show_everything(painter, None));
        let (mean, most) = difference(&pixels, &reference);
        assert!(mean < 0.05 && most <= 6, "scale {scale}: mean {mean}, most {most}");
        assert!(count.fills > 0 && count.sprites > 3 && count.copies >= 10 && count.triangles > 10, "{count:?}");
        assert!(pixels.iter().all(|&pixel| pixel >> 24 == 255), "the screen is opaque");
    }
}

#[test]
fn pictures_are_drawn_with_their_filters() {
    for options in [TextureOptions::LINEAR, TextureOptions::NEAREST] {
        let mut stage = Stage::new(SIZE, 1.25);
        let texture = stage.context.load_texture("picture", picture(), options);
        let (primitives, mut delta) = stage.frame(|painter| show_everything(painter, Some(texture.id())));
        let mut reference = Reference::default();
        reference.set_textures(&delta);
        let mut raster = Raster::with_threads(1);
        raster.set_textures(&mut delta);
        delta.clear();
        let frame = frame(&primitives, 1.25, SIZE);
        let mut pixels = vec![0; SIZE[0] * SIZE[1]];
        raster.list(&frame).draw(&mut pixels, 0);
        assert_eq!(raster.scene.count().stretched, 2);
        let (mean, most) = difference(&pixels, &reference.draw(&frame));
        assert!(mean < 0.1 && most <= 8, "{options:?}: mean {mean}, most {most}");
    }
}

/// If egui puts its shapes out in another way one day, this tells that the quick ways are lost.
#[test]
fn what_a_matrix_is_made_of_takes_the_quick_ways() {
    let rect = Rect::from_min_size(pos2(8.0, 8.0), vec2(40.0, 24.0));
    let stroke = Stroke::new(1.0, Color32::RED);
    for scale in [1.0, 1.25, 1.5, 2.0] {
        let count = |draw: &dyn Fn(&Painter)| drawn(scale, draw).1;
        let ground = count(&|painter| {
            painter.rect_filled(rect, 0.0, Color32::RED);
        });
        assert_eq!(ground, Count { fills: 1, ..Count::default() }, "a ground at {scale}");
        let line = count(&|painter| {
            painter.line_segment([rect.left_top(), rect.right_top()], stroke);
        });
        assert_eq!(line.triangles, 0, "a line at {scale}: {line:?}");
        let ring = count(&|painter| {
            painter.circle_stroke(rect.center(), 5.0, stroke);
        });
        assert_eq!(ring, Count { sprites: 1, ..Count::default() }, "a ring at {scale}");
        let word = count(&|painter| {
            painter.text(rect.center(), Align2::CENTER_CENTER, "abcd", FontId::default(), Color32::RED);
        });
        assert_eq!(word, Count { copies: 4, ..Count::default() }, "a word at {scale}");
    }
}

#[test]
fn what_nothing_covers_is_the_ground_and_what_is_clipped_stays_out() {
    let clip = Rect::from_min_max(pos2(20.4, 20.0), pos2(60.0, 40.6));
    let (pixels, ..) = drawn(1.0, |painter| {
        painter.with_clip_rect(clip).rect_filled(Rect::EVERYTHING, 0.0, Color32::BLUE);
    });
    let ground = pixel::pack(Color32::from_rgb(240, 238, 230));
    for (n, pixel) in pixels.iter().enumerate() {
        let (x, y) = (n % SIZE[0], n / SIZE[0]);
        let inside = (20..60).contains(&x) && (20..41).contains(&y);
        assert_eq!(*pixel, if inside { pixel::pack(Color32::BLUE) } else { ground }, "{x}, {y}");
    }
}

#[test]
fn meshes_that_make_no_sense_are_left_out() {
    let mut broken = Mesh::default();
    broken.add_rect_with_uv(Rect::EVERYTHING, Rect::EVERYTHING, Color32::RED);
    broken.indices.push(999);
    let mut nan = Mesh::default();
    nan.add_colored_rect(Rect::from_min_max(pos2(f32::NAN, 1.0), pos2(f32::INFINITY, 9.0)), Color32::RED);
    let mut strange = Mesh::with_texture(TextureId::User(77));
    strange.add_rect_with_uv(Rect::EVERYTHING, Rect::EVERYTHING, Color32::RED);
    for mesh in [broken, nan, strange, Mesh::default()] {
        let mesh = ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(mesh) };
        let mut raster = Raster::with_threads(2);
        let mut atlas = TexturesDelta::default();
        atlas.push(TextureId::default(), eframe::egui::epaint::ImageDelta::full(picture(), TextureOptions::LINEAR));
        raster.set_textures(&mut atlas);
        let mut pixels = vec![0; SIZE[0] * SIZE[1]];
        raster.list(&frame(&[mesh], 1.0, SIZE)).draw(&mut pixels, 0);
        assert!(pixels.iter().all(|&pixel| pixel >> 24 == 255));
    }
}

#[test]
fn a_buffer_of_another_size_is_left_alone() {
    let mut raster = Raster::default();
    let mut pixels = vec![7; 11];
    assert!(raster.list(&frame(&[], 1.0, SIZE)).draw(&mut pixels, 0).is_empty());
    assert_eq!(pixels, [7; 11]);
    assert!(raster.list(&frame(&[], 1.0, [0, 0])).draw(&mut [], 0).is_empty());
}

#[test]
fn a_line_that_moves_alone_in_its_tile_is_drawn_where_it_went() {
    // By any number of pixels, in both directions: what both of its corners have in common must not hide it.
    let mut raster = Raster::with_threads(1);
    let mut pixels = vec![0; SIZE[0] * SIZE[1]];
    let mut stage = Stage::new(SIZE, 1.0);
    for (place, (x, y)) in
        [(0, 4), (0, 6), (0, 20), (0, 21), (8, 21), (8, 5), (64, 36), (66, 36)].into_iter().enumerate()
    {
        let (primitives, mut delta) = stage.frame(|painter| {
            let at = Rect::from_min_size(pos2(x as f32, y as f32), vec2(40.0, 1.0));
            painter.rect_filled(painter.clip_rect(), CornerRadius::ZERO, Color32::WHITE);
            painter.rect_filled(at, CornerRadius::ZERO, Color32::BLACK);
        });
        raster.set_textures(&mut delta);
        let frame = frame(&primitives, 1.0, SIZE);
        raster.list(&frame).draw(&mut pixels, u8::from(place > 0));
        raster.free_textures(&mut delta);
        let black: Vec<usize> = (0..pixels.len()).filter(|&at| pixels[at] == 0xFF00_0000).collect();
        let expected: Vec<usize> = (x..x + 40).map(|column| y * SIZE[0] + column).collect();
        assert_eq!(black, expected, "the line at {x}, {y}");
    }
}

#[test]
fn damage_is_what_changed_and_nothing_at_rest() {
    let mut stage = Stage::new(SIZE, 1.0);
    let mut raster = Raster::with_threads(1);
    let mut pixels = vec![0; SIZE[0] * SIZE[1]];
    let mut show = |x: f32, age| {
        let (primitives, mut delta) = stage.frame(|painter| {
            painter.rect_filled(Rect::from_min_size(pos2(x, 70.0), vec2(5.0, 5.0)), 0.0, Color32::RED);
        });
        raster.set_textures(&mut delta);
        delta.clear();
        let listed = raster.list(&frame(&primitives, 1.0, SIZE));
        listed.is_changed().then(|| listed.draw(&mut pixels, age))
    };
    assert_eq!(show(3.0, 0), Some(vec![Area::new(0, 0, 200, 150)]));
    assert_eq!(show(3.0, 1), None);
    assert_eq!(show(150.0, 1), Some(vec![Area::new(0, 64, 64, 96), Area::new(128, 64, 192, 96)]));
}

/// One step of a random story.
#[derive(Clone, Debug)]
enum Step {
    /// Another state of what is shown.
    Show { seed: u32, word: String },
    /// Another scale.
    Scale(u8),
    /// Another size.
    Size(u16, u16),
    /// A texture changes in part.
    Touch(u8),
    /// The buffer is new, the same, or the one before.
    Age(u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (any::<u32>(), "[a-zA-Z0-9é—ß]{0,6}").prop_map(|(seed, word)| Step::Show { seed, word }),
        1 => (0..5_u8).prop_map(Step::Scale),
        1 => (1..300_u16, 1..200_u16).prop_map(|(width, height)| Step::Size(width, height)),
        2 => any::<u8>().prop_map(Step::Touch),
        2 => (0..3_u8).prop_map(Step::Age),
    ];
    prop::collection::vec(step, 1..14)
}

/// A window system with two buffers, and a person in front of it.
struct Play {
    stage: Stage,
    texture: TextureHandle,
    raster: Raster,
    /// The same, but everything anew in each frame.
    whole: Raster,
    buffers: [Vec<u32>; 2],
    /// What the person sees: only what was damaged is taken over from a buffer.
    screen: Vec<u32>,
    seed: u32,
    word: String,
    frames: usize,
    /// How many buffers are in turn; 0: always a new one.
    turn: u8,
}

impl Play {
    fn new() -> Self {
        let stage = Stage::new(SIZE, 1.0);
        let texture = stage.context.load_texture("picture", picture(), TextureOptions::LINEAR);
        let (raster, whole) = (Raster::with_threads(3), Raster::with_threads(1));
        let buffers = [Vec::new(), Vec::new()];
        Self {
            stage,
            texture,
            raster,
            whole,
            buffers,
            screen: vec![],
            seed: 1,
            word: String::new(),
            frames: 0,
            turn: 1,
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Show { seed, word } => (self.seed, self.word) = (seed, word),
            Step::Scale(n) => self.stage.scale = [1.0, 1.25, 1.5, 2.0, 1.1][usize::from(n)],
            Step::Size(width, height) => {
                self.stage.size = [width.into(), height.into()];
                self.frames = 0;
            }
            Step::Touch(n) => {
                let spot = ColorImage::filled([4, 3], Color32::from_gray(n));
                self.texture.set_partial([usize::from(n % 26), usize::from(n % 17)], spot, TextureOptions::LINEAR);
            }
            Step::Age(turn) => (self.turn, self.frames) = (turn, 0),
        }
        self.show();
    }

    fn show(&mut self) {
        let (seed, word, image) = (self.seed, self.word.clone(), self.texture.id());
        let (primitives, mut delta) = self.stage.frame(|painter| {
            show_everything(painter, (seed & 1 == 0).then_some(image));
            let random = |n: u32| f32::from((seed.wrapping_mul(2_654_435_761).rotate_left(n * 5) >> 24) as u8);
            let place = pos2(random(1) * 0.8, random(2) * 0.5);
            let wash = Color32::from_rgba_unmultiplied(random(3) as u8, 80, random(4) as u8, random(5) as u8);
            painter.rect_filled(
                Rect::from_min_size(place, Vec2::new(random(6), random(7)) * 0.4),
                random(0) % 9.0,
                wash,
            );
            painter.circle_filled(place * 0.5, random(2) * 0.2, wash);
            painter.text(place, Align2::CENTER_TOP, &word, FontId::proportional(9.0 + random(1) % 30.0), wash);
        });
        let mut copy = TexturesDelta { set: delta.set.clone(), free: delta.free.clone() };
        self.whole.set_textures(&mut copy);
        self.raster.set_textures(&mut delta);
        let size = self.stage.size;
        let frame = frame(&primitives, self.stage.scale, size);
        let length = size[0] * size[1];
        self.whole.forget();
        let mut wanted = vec![0; length];
        self.whole.list(&frame).draw(&mut wanted, 0);
        self.whole.free_textures(&mut copy);

        let buffer = &mut self.buffers[if self.turn == 2 { self.frames % 2 } else { 0 }];
        let is_new = self.turn == 0 || self.frames < self.turn.into();
        if is_new {
            *buffer = vec![0xDEAD; length];
        }
        let damage = self.raster.list(&frame).draw(buffer, if is_new { 0 } else { self.turn });
        self.raster.free_textures(&mut delta);
        assert!(*buffer == wanted, "the buffer is not what drawing all gives");
        self.screen.resize(length, 0xBEEF);
        for area in damage {
            for y in area.top..area.bottom {
                let run = (y as usize * size[0] + area.left as usize)..(y as usize * size[0] + area.right as usize);
                self.screen[run.clone()].copy_from_slice(&buffer[run]);
            }
        }
        assert!(self.screen == wanted, "something changed that was not damaged");
        self.frames += 1;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, rng_seed: RngSeed::Fixed(20_190_716), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_drawn_by_and_by_is_what_is_drawn_at_once(steps in steps()) {
        let mut play = Play::new();
        for step in steps {
            play.step(step);
        }
    }
}
