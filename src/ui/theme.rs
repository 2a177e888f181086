//! Colours and sizes as egui takes them, each named by purpose. The colours themselves are in
//! [`crate::look`]; no other place of the window writes a colour or a font size.

use crate::look::{self, Colors};
use crate::model::{ByRole, Role};
use crate::session::Theme;
use eframe::egui::{self, Color32, CornerRadius, FontFamily, FontId, Stroke, TextStyle, Vec2};

/// The colours of one theme.
pub struct Palette {
    /// Whether ink is light on dark ground.
    pub dark: bool,
    /// Whether it is made for those who see little.
    pub strong: bool,
    /// Ground of the window around panels and matrix.
    pub background: Color32,
    /// Ground of the matrix and of the side panel's cards.
    pub panel: Color32,
    /// Body text, and lines that must be seen.
    pub ink: Color32,
    /// Numbers, captions, what is less important.
    pub secondary: Color32,
    /// Hairlines between rows, around buttons and panels.
    pub line: Color32,
    /// Section bands, buttons under the pointer.
    pub band: Color32,
    /// The accent, and the marks of leads.
    pub lead: Color32,
    /// Links and what is chosen, and the marks of the responsible.
    pub responsible: Color32,
    /// What asks for attention, and the marks of overall leads.
    pub overall_lead: Color32,
    /// What went well, and the marks of those who support.
    pub supporting: Color32,
    /// Marks of the roles.
    roles: ByRole<Color32>,
    /// Dots of marks through a collective.
    pub through: Color32,
    /// Row and column under the pointer or cursor.
    pub crosshair: Color32,
    /// The cell where that row and that column cross.
    pub crossing: Color32,
    /// Ground of selected cells and chosen rows.
    pub selection: Color32,
    /// Shadow of what lies over the window.
    pub shadow: Color32,
}

#[expect(clippy::disallowed_methods, reason = "the door to colours: they come from `look`")]
const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

#[expect(clippy::disallowed_methods, reason = "a shadow is black, thinner or thicker")]
const fn palette(colors: &Colors) -> Palette {
    let mut roles = [Color32::TRANSPARENT; Role::COUNT];
    let mut at = 0;
    while at < Role::COUNT {
        roles[at] = rgb(*colors.roles.at(Role::ALL[at]));
        at += 1;
    }
    Palette {
        dark: colors.dark,
        strong: colors.strong,
        background: rgb(colors.background),
        panel: rgb(colors.panel),
        ink: rgb(colors.ink),
        secondary: rgb(colors.secondary),
        line: rgb(colors.line),
        band: rgb(colors.band),
        lead: roles[Role::Lead as usize],
        responsible: roles[Role::Responsible as usize],
        overall_lead: roles[Role::OverallLead as usize],
        supporting: roles[Role::Supporting as usize],
        roles: ByRole::new(roles),
        through: rgb(colors.through),
        crosshair: rgb(colors.crosshair),
        crossing: rgb(colors.crossing),
        selection: rgb(colors.selection),
        shadow: Color32::from_black_alpha(if colors.dark { 120 } else { 50 }),
    }
}

/// The ground of a printed page, whatever the theme.
pub const PAPER: Color32 = Color32::WHITE;
/// The tint of a picture that keeps its own colours.
pub const UNTINTED: Color32 = Color32::WHITE;

static LIGHT: Palette = palette(&look::LIGHT);
static DARK: Palette = palette(&look::DARK);
static CONTRAST_LIGHT: Palette = palette(&look::CONTRAST_LIGHT);
static CONTRAST_DARK: Palette = palette(&look::CONTRAST_DARK);

impl Palette {
    /// The colours of a theme.
    pub fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
            Theme::ContrastLight => &CONTRAST_LIGHT,
            Theme::ContrastDark => &CONTRAST_DARK,
        }
    }

    /// Text of what cannot be done now: weaker than captions, and still to be read.
    pub fn disabled(&self) -> Color32 {
        self.secondary.gamma_multiply(if self.strong { 0.8 } else { 0.65 })
    }

    /// The colour of a role's mark.
    pub fn role(&self, role: Role) -> Color32 {
        self.roles[role]
    }
}

/// Sizes at 100 %, in egui's logical pixels.
pub mod size {
    /// Body text.
    pub const BODY: f32 = 13.0;
    /// Captions, numbers.
    pub const SECONDARY: f32 = 12.0;
    /// Plan title.
    pub const PLAN_TITLE: f32 = 15.0;
    /// Unit and task title in the panel.
    pub const PANEL_TITLE: f32 = 21.0;
    /// Unit names in the column heads …
    pub const UNIT_NAME: f32 = 12.0;
    /// … from [`LONG_NAME`] characters on.
    pub const UNIT_NAME_SMALL: f32 = 11.0;
    /// Two marks in one cell.
    pub const MARK_SMALL: f32 = 10.0;
    /// The triangle that folds a section.
    pub const FOLD_SIGN: f32 = 9.0;
    /// A name with so many characters is long.
    pub const LONG_NAME: usize = 11;
    /// Toolbar.
    pub const TOOLBAR: f32 = 48.0;
    /// Legend row.
    pub const LEGEND: f32 = 40.0;
    /// Status line.
    pub const STATUS: f32 = 28.0;
    /// Side panel, at most …
    pub const PANEL: f32 = 310.0;
    /// … and at least; it takes a quarter of the window in between.
    pub const PANEL_LEAST: f32 = 280.0;
    /// A window lower than this, in logical pixels, gives its height to the matrix: rows around it shrink to …
    pub const LOW: f32 = 600.0;
    /// … the toolbar …
    pub const LOW_TOOLBAR: f32 = 36.0;
    /// … and the status line.
    pub const LOW_STATUS: f32 = 24.0;
    /// A window narrower than this gives its width to the matrix; the panel lies over it.
    pub const NARROW: f32 = 900.0;
}

/// Regular text of a size.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Bold text of a size: a face of its own, since egui does not fake one.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("bold".into()))
}

/// The colour of the window where nothing is drawn: the matrix stands on it.
pub fn ground(visuals: &egui::Visuals) -> Color32 {
    visuals.window_fill
}

/// Sets egui's style to the theme.
pub fn apply(ctx: &egui::Context, theme: Theme) {
    let palette = Palette::of(theme);
    let egui_theme = if palette.dark { egui::Theme::Dark } else { egui::Theme::Light };
    ctx.set_theme(egui_theme);
    ctx.style_mut_of(egui_theme, |style| {
        style.text_styles = [
            (TextStyle::Body, regular(size::BODY)),
            (TextStyle::Button, regular(size::BODY)),
            (TextStyle::Small, regular(size::SECONDARY)),
            (TextStyle::Monospace, regular(size::BODY)),
            (TextStyle::Heading, bold(size::PANEL_TITLE)),
        ]
        .into();
        style.spacing.item_spacing = Vec2::new(8.0, 6.0);
        style.spacing.button_padding = Vec2::new(10.0, 5.0);
        style.spacing.scroll = egui::style::ScrollStyle::thin();
        style.interaction.tooltip_delay = 0.25;
        style.animation_time = 0.0;
        let visuals = &mut style.visuals;
        *visuals = if palette.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
        visuals.panel_fill = palette.background;
        visuals.window_fill = palette.panel;
        visuals.extreme_bg_color = palette.panel;
        visuals.faint_bg_color = palette.band;
        visuals.window_stroke = Stroke::new(1.0, palette.line);
        visuals.hyperlink_color = palette.responsible;
        visuals.selection.bg_fill = palette.selection;
        visuals.selection.stroke = Stroke::new(1.5, palette.responsible);
        visuals.override_text_color = None;
        visuals.weak_text_color = Some(palette.secondary);
        let radius = CornerRadius::same(6);
        let widgets = &mut visuals.widgets;
        for state in [
            &mut widgets.noninteractive,
            &mut widgets.inactive,
            &mut widgets.hovered,
            &mut widgets.active,
            &mut widgets.open,
        ] {
            state.corner_radius = radius;
            state.expansion = 0.0;
            state.fg_stroke = Stroke::new(1.0, palette.ink);
            state.bg_stroke = Stroke::new(1.0, palette.line);
            // The box of a checkbox: in a menu it has no outline.
            state.bg_fill = palette.line;
            state.weak_bg_fill = palette.panel;
        }
        for state in [&mut widgets.hovered, &mut widgets.active, &mut widgets.open] {
            state.weak_bg_fill = palette.band;
            state.bg_fill = palette.crossing;
        }
        widgets.active.bg_stroke = Stroke::new(1.5, palette.responsible);
        if palette.strong {
            visuals.selection.stroke = Stroke::new(2.5, palette.ink);
            widgets.active.bg_stroke = Stroke::new(2.5, palette.ink);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.2.
    fn luminance(color: Color32) -> f32 {
        let linear = |channel: u8| {
            let value = f32::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    fn contrast(one: Color32, other: Color32) -> f32 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The grounds that something may stand on.
    fn grounds(p: &Palette) -> [(&'static str, Color32); 6] {
        [
            ("background", p.background),
            ("panel", p.panel),
            ("band", p.band),
            ("crosshair", p.crosshair),
            ("crossing", p.crossing),
            ("selection", p.selection),
        ]
    }

    #[test]
    fn text_and_marks_meet_wcag() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
        for theme in [Theme::Light, Theme::Dark, Theme::ContrastLight, Theme::ContrastDark] {
            let p = Palette::of(theme);
            // 1.4.3 (AA) and 1.4.6 (AAA): text; 1.4.11: marks and lines.
            let (text_least, mark_least) = if p.strong { (7.0, 4.5) } else { (4.5, 3.0) };
            for (ground, color) in grounds(p) {
                for (name, text) in [("ink", p.ink), ("secondary", p.secondary)] {
                    let found = contrast(text, color);
                    assert!(found >= text_least, "{theme:?}: {name} on {ground} has {found:.2}");
                }
                let roles = Role::ALL.map(|role| ("a role", p.role(role)));
                for (name, mark) in roles.into_iter().chain([("through", p.through)]) {
                    let found = contrast(mark, color);
                    assert!(found >= mark_least, "{theme:?}: {name} {mark:?} on {ground} has {found:.2}");
                }
            }
            // Role colours are text as well: clause words in panel and source text, counts of folded cells.
            for (ground, color) in grounds(p).into_iter().filter(|(ground, _)| *ground != "selection") {
                for role in Role::ALL {
                    let found = contrast(p.role(role), color);
                    assert!(found >= text_least, "{theme:?}: {role:?} as text on {ground} has {found:.2}");
                }
            }
            if p.strong {
                for (ground, color) in [("background", p.background), ("panel", p.panel)] {
                    assert!(contrast(p.line, color) >= 3.0, "{theme:?}: lines on {ground}");
                }
                assert!(contrast(p.disabled(), p.panel) >= 4.5, "{theme:?}: what cannot be done can be read");
            }
        }
    }
}
