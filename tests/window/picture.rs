//! What is really painted, by the program's own renderer. No pictures are kept: a stored picture would say that
//! something changed, not what is wrong.

use crate::harness::*;
use responsibility_matrix::model::Role as Duty;
use responsibility_matrix::session::{Theme, UiCommand};
use responsibility_matrix::ui::theme::Palette;
use std::collections::HashSet;

/// A picture of the window, one pixel for each logical one.
struct Picture {
    width: usize,
    pixels: Vec<[u8; 4]>,
}

impl Picture {
    fn of(window: &mut Window) -> Self {
        let image = window.harness.render().expect("a picture");
        Self { width: image.width() as usize, pixels: image.pixels().map(|pixel| pixel.0).collect() }
    }

    fn within(&self, rect: Rect) -> impl Iterator<Item = egui::Color32> + '_ {
        let (top, bottom) = (rect.top().round() as usize, rect.bottom().round() as usize);
        let (left, right) = (rect.left().round() as usize, rect.right().round() as usize);
        (top..bottom)
            .flat_map(move |y| (left..right).map(move |x| self.pixels[y * self.width + x]))
            .map(|[r, g, b, _]| egui::Color32::from_rgb(r, g, b))
    }

    /// How many pixels of a place are of this colour, but for a shade.
    fn count(&self, rect: Rect, color: egui::Color32) -> usize {
        let near = |a: u8, b: u8| a.abs_diff(b) <= 6;
        self.within(rect)
            .filter(|own| near(own.r(), color.r()) && near(own.g(), color.g()) && near(own.b(), color.b()))
            .count()
    }
}

#[test]
fn both_themes_are_painted() {
    let mut window = Window::painted();
    window.harness.set_render_cursor(false);
    for theme in [Theme::Light, Theme::Dark] {
        assert_eq!(window.session().theme(), theme);
        let palette = Palette::of(theme);
        let picture = Picture::of(&mut window);
        let all = Rect::from_min_size(egui::Pos2::ZERO, LAPTOP);
        assert_eq!(picture.pixels.len(), 1366 * 768);
        let colors: HashSet<_> = picture.within(all).collect();
        assert!(colors.len() > 100, "{theme:?} has text and marks: {} colours", colors.len());
        let ground = picture.count(all, palette.panel) + picture.count(all, palette.background);
        assert!(ground > 1366 * 768 / 2, "{theme:?} has its own ground: {ground} pixels");

        // ● and ◆ are filled with their colours, ○ is a ring, · is small.
        for (cell, color, least, most) in [
            ("第3项 × 县司法局：牵头（列名）", palette.role(Duty::Lead), 30, 70),
            ("第3项 × 各乡镇政府：责任（列名）", palette.role(Duty::Responsible), 8, 40),
            ("第3项 × 县公安局：责任（经县直各部门）", palette.through, 2, 14),
            (
                "构建法治环境保障体系 × 县委依法治县委员会办公室：总牵头（列名）",
                palette.role(Duty::OverallLead),
                30,
                70,
            ),
        ] {
            let rect = window.node(Role::GridCell, cell).rect();
            let found = picture.count(rect, color);
            assert!((least..=most).contains(&found), "{theme:?}, {cell}: {found} pixels");
            let edge = Rect::from_min_size(rect.min, vec2(5.0, rect.height()));
            assert_eq!(picture.count(edge, color), 0, "{theme:?}, {cell} keeps away from the edge");
        }
        let ring = window.node(Role::GridCell, "第3项 × 各乡镇政府：责任（列名）").rect();
        let middle = Rect::from_center_size(ring.center(), vec2(3.0, 3.0));
        assert_eq!(picture.count(middle, palette.role(Duty::Responsible)), 0, "{theme:?}: a ring is hollow");
        window.command(UiCommand::SwitchTheme);
    }
}

#[test]
fn a_selected_cell_is_framed_and_a_panel_is_painted() {
    let mut window = Window::painted();
    window.harness.set_render_cursor(false);
    let palette = Palette::of(Theme::Light);
    let rect = window.node(Role::GridCell, "第1项 × 县委依法治县委员会办公室：牵头（列名）").rect();
    let framed = Picture::of(&mut window).count(rect, palette.ink);
    assert!(framed > 40, "the cursor's frame: {framed} pixels");
    window.press(Key::ArrowRight);
    assert!(Picture::of(&mut window).count(rect, palette.ink) < framed / 2, "it moved on");
    window.press(Key::Enter);
    let heading = window.node(Role::Label, "第 1 项").rect();
    assert!(Picture::of(&mut window).count(heading, palette.ink) > 20, "the panel's title");
}

/// What a person may do, by a number.
fn act(window: &mut Window, number: u32) {
    const COMMANDS: [UiCommand; 16] = [
        UiCommand::ShowTask,
        UiCommand::ShowUnit,
        UiCommand::ShowMatrix,
        UiCommand::ShowSource,
        UiCommand::ShowLoad,
        UiCommand::ShowFindings,
        UiCommand::FoldSection,
        UiCommand::FoldGroup,
        UiCommand::Palette,
        UiCommand::Escape,
        UiCommand::Help,
        UiCommand::ZoomIn,
        UiCommand::ZoomOut,
        UiCommand::SwitchTheme,
        UiCommand::SwitchLanguage,
        UiCommand::Next,
    ];
    const KEYS: [Key; 6] = [Key::ArrowRight, Key::ArrowDown, Key::PageDown, Key::PageUp, Key::End, Key::Home];
    let choice = (number >> 8) as usize;
    match number % 4 {
        0 => window.command(COMMANDS[choice % COMMANDS.len()]),
        1 => window.press(KEYS[choice % KEYS.len()]),
        2 => {
            let [x, y] = [choice % 640, choice / 640 % 480].map(|place| place as f32);
            window.harness.hover_at(egui::pos2(x, y));
            window.settle();
        }
        _ => {
            window.harness.event(Event::Text(["sfj", "3", "县", "long words"][choice % 4].to_owned()));
            window.settle();
        }
    }
}

#[test]
fn whatever_a_person_does_what_changed_is_all_that_changed() {
    // The painter draws each picture twice, and panics where they differ.
    for (seed, scale) in [(1_u32, 1.0), (2, 1.25), (3, 1.5), (4, 2.0)] {
        let mut window = Window::painted_at(vec2(640.0, 480.0), scale);
        let mut number = seed;
        for _ in 0..24 {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            act(&mut window, number >> 4);
            let picture = Picture::of(&mut window);
            assert_eq!(picture.pixels.len(), (640.0 * scale * 480.0 * scale) as usize);
        }
    }
}
