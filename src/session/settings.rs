//! What the program remembers from one run to the next, as a RON file that a person can read.
//!
//! Every field may be left out; then its default counts. Unknown fields are ignored.
//!
//! | field | type | default | meaning |
//! |---|---|---|---|
//! | `format` | number | 1 | version of this file; a newer one is left alone |
//! | `theme` | `light`, `dark`, `contrast_light`, `contrast_dark`, `system` | `system` | colours |
//! | `renderer` | `processor`, `opengl` | `processor` | what draws the window |
//! | `language` | `Some(zh)`, `Some(en)`, `None` | `None`: Chinese | language of the window |
//! | `zoom` | number, 0.5 to 3 | 1.0 | size of everything |
//! | `matrix_zoom` | number, 0.5 to 3 | 1.0 | size of the matrix beside that |
//! | `task_lines` | `one`, `two`, `three`, `whole` | `one` | how much of a task stands in the matrix |
//! | `lights` | `true`, `false` | `false` | whether cells show the state of their duties |
//! | `task_column` | `Some(pixels)`, `None` | `None` | width of the column of tasks; as the window allows |
//! | `marks` | `shapes`, `letters`, `words` | `shapes` | how marks are shown |
//! | `print` | `(product, format, each, style, page, landscape, system_fonts, archive, slide, no_contacts)` | 责任矩阵, PDF, A3 | what was chosen last in 导出与打印, in the words of the command line: [`PrintSettings`] |
//! | `window` | `Some((position, size, maximized))` | `None` | place of the window, in logical pixels |
//! | `my_unit` | `Some("name")` | `None` | 我的单位: where the program opens |
//! | `hint_seen` | `true`, `false` | `false` | whether the first hint was closed |
//! | `open` | list of paths, or `built-in` | empty | plans in their tabs when the program ended |
//! | `shown` | `Some(path)`, `Some("built-in")` | `None` | the one on screen |
//! | `recent` | list of paths | empty | plans opened, the last one first |
//! | `plans` | map by path, or `built-in` | empty | what is remembered for each plan: [`PlanSettings`] |

use super::output::{Chosen, Extent, PrintOptions};
use super::preview::Preview;
use super::{RendererChoice, TaskLines, ThemeChoice};
use crate::lang::Lang;
use crate::paper::{PaperSize, Style};
use crate::product::{Format, Product};
use crate::view::MarkStyle;
use crate::view::Order;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;

/// The version that this program reads and writes.
pub const SETTINGS_FORMAT: u32 = 1;
/// Plans that are remembered; older ones are forgotten.
pub const MOST_RECENT: usize = 12;
/// The key of the built-in plan in [`Settings::plans`].
pub const BUILTIN_KEY: &str = "built-in";
/// Zoom factors that make sense.
pub const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=3.0;

/// Everything remembered; the module's page documents the fields.
#[allow(missing_docs, reason = "the table of the module says it")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub format: u32,
    pub theme: ThemeChoice,
    pub renderer: RendererChoice,
    pub language: Option<Lang>,
    pub zoom: f32,
    /// Size of the matrix beside everything else: see [`super::Session::matrix_zoom`].
    pub matrix_zoom: f32,
    /// How much of a task stands in the matrix.
    pub task_lines: TaskLines,
    pub marks: MarkStyle,
    pub lights: bool,
    /// Width of the column of tasks in logical pixels, as somebody dragged it; `None`: as the window allows.
    pub task_column: Option<f32>,
    pub print: PrintSettings,
    pub window: Option<WindowPlace>,
    pub my_unit: Option<String>,
    pub hint_seen: bool,
    pub open: Vec<String>,
    pub shown: Option<String>,
    pub recent: Vec<PathBuf>,
    pub plans: BTreeMap<String, PlanSettings>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            format: SETTINGS_FORMAT,
            theme: ThemeChoice::default(),
            renderer: RendererChoice::default(),
            language: None,
            zoom: 1.0,
            matrix_zoom: 1.0,
            task_lines: TaskLines::default(),
            marks: MarkStyle::default(),
            lights: false,
            task_column: None,
            print: PrintSettings::default(),
            window: None,
            my_unit: None,
            hint_seen: false,
            open: Vec::new(),
            shown: None,
            recent: Vec::new(),
            plans: BTreeMap::new(),
        }
    }
}

/// What was chosen last in 导出与打印, in the words of the command line; a word that is none counts as
/// its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintSettings {
    /// What, as [`Product::name`].
    pub product: String,
    /// In which format, by its ending.
    pub format: String,
    /// A file for each unit.
    pub each: bool,
    /// How obligations are set: [`Style::name`].
    pub style: String,
    /// Sheets of the matrix: [`PaperSize::name`].
    pub page: String,
    /// They lie on their long side.
    pub landscape: bool,
    /// The machine's faces.
    pub system_fonts: bool,
    /// PDF for archives.
    pub archive: bool,
    /// Pictures are 16 : 9.
    pub slide: bool,
    /// Persons and telephones are left out.
    pub no_contacts: bool,
}

impl Default for PrintSettings {
    fn default() -> Self {
        Self {
            product: Product::Matrix.name().to_owned(),
            format: Format::Pdf.ending().to_owned(),
            each: false,
            style: Style::default().name().to_owned(),
            page: PaperSize::A3.name().to_owned(),
            landscape: true,
            system_fonts: false,
            archive: false,
            slide: false,
            no_contacts: false,
        }
    }
}

impl PrintSettings {
    /// What is chosen in a preview.
    pub(super) fn of(preview: &Preview) -> Self {
        let options = &preview.options;
        Self {
            product: options.product.name().to_owned(),
            format: preview.format.ending().to_owned(),
            each: preview.each,
            style: options.style.name().to_owned(),
            page: options.size.name().to_owned(),
            landscape: options.landscape,
            system_fonts: options.system_faces,
            archive: preview.archive,
            slide: options.slide,
            no_contacts: options.no_contacts,
        }
    }

    /// The product.
    pub(super) fn product(&self) -> Product {
        Product::of_name(&self.product).unwrap_or(Product::Matrix).for_many()
    }

    /// The format.
    pub(super) fn format(&self) -> Format {
        Format::of_ending(&self.format).unwrap_or(Format::Pdf)
    }

    /// How this product is made.
    pub(super) fn options(&self, product: Product, units: Chosen, extent: Extent) -> PrintOptions {
        let style = Style::ALL.into_iter().find(|style| style.name() == self.style).unwrap_or_default();
        let size = PaperSize::ALL.into_iter().find(|size| size.name() == self.page).unwrap_or(PaperSize::A3);
        let (landscape, system_faces, slide) = (self.landscape, self.system_fonts, self.slide);
        let (no_contacts, round) = (self.no_contacts, String::new());
        PrintOptions { product, units, extent, style, size, landscape, system_faces, slide, no_contacts, round }
    }
}

/// Where the window was, in logical pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowPlace {
    /// Left and top; `None` leaves it to the system.
    pub position: Option<(f32, f32)>,
    /// Width and height.
    pub size: (f32, f32),
    /// Whether it fills the screen.
    pub maximized: bool,
}

/// What is remembered for one plan, by names, so that it survives changes of the plan. Names that
/// the plan has no longer are passed over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanSettings {
    /// Sections that are kept, by heading; none means all.
    pub sections: Vec<String>,
    /// Groups that are kept; none means all.
    pub groups: Vec<String>,
    /// Roles that are kept, as [`crate::model::Role::code`]; none means all.
    pub roles: Vec<String>,
    /// Only tasks of this unit, by its name.
    pub unit: Option<String>,
    /// Words that tasks must hold.
    pub find: String,
    /// Marks through collectives are hidden.
    pub without_through: bool,
    /// Rows and columns without marks are hidden.
    pub hide_empty: bool,
    /// Order of the units.
    pub order: Order,
    /// Folded sections, by heading.
    pub folded_sections: Vec<String>,
    /// Folded groups.
    pub folded_groups: Vec<String>,
    /// Findings set aside, by [`crate::document::Document::finding_key`].
    pub set_aside: BTreeSet<String>,
}

/// Why a settings file was not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsError {
    /// It is of a newer version of the program, and is left as it is.
    Newer(u32),
    /// It cannot be read: line, column and reason.
    Corrupt {
        /// Line in the settings file, from 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
    },
}

/// For developers; what a person reads is in [`crate::lang`].
impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(format) => write!(f, "settings of the newer format {format}"),
            Self::Corrupt { line, column } => write!(f, "{line}:{column}: no settings file"),
        }
    }
}

impl std::error::Error for SettingsError {}

impl Settings {
    /// Reads a settings file.
    ///
    /// # Errors
    /// If it is none, or one of a newer version.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        #[derive(Deserialize)]
        #[serde(default)]
        struct Head {
            format: u32,
        }
        impl Default for Head {
            fn default() -> Self {
                Self { format: SETTINGS_FORMAT }
            }
        }
        let corrupt = |error: ron::error::SpannedError| SettingsError::Corrupt {
            line: error.span.start.line,
            column: error.span.start.col,
        };
        let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let head: Head = options.from_str(text).map_err(corrupt)?;
        if head.format > SETTINGS_FORMAT {
            return Err(SettingsError::Newer(head.format));
        }
        let mut settings: Self = options.from_str(text).map_err(corrupt)?;
        for zoom in [&mut settings.zoom, &mut settings.matrix_zoom] {
            *zoom = if zoom.is_finite() { zoom.clamp(*ZOOM.start(), *ZOOM.end()) } else { 1.0 };
        }
        settings.window = settings.window.filter(|place| {
            let (width, height) = place.size;
            (100.0..100_000.0).contains(&width) && (100.0..100_000.0).contains(&height)
        });
        if let Some(place) = &mut settings.window {
            let on_a_screen = |side: f32| (0.0..100_000.0).contains(&side);
            place.position = place.position.filter(|&(x, y)| on_a_screen(x) && on_a_screen(y));
        }
        settings.recent.truncate(MOST_RECENT);
        Ok(settings)
    }

    /// The file's text.
    pub fn to_text(&self) -> String {
        let pretty = ron::ser::PrettyConfig::new().new_line("\n");
        let body = ron::ser::to_string_pretty(self, pretty).unwrap_or_default();
        format!(
            "// 责任矩阵 responsibility-matrix: settings. May be edited or deleted while no window is open.\n{body}\n"
        )
    }

    /// Puts a plan at the head of [`Settings::recent`] and forgets what is remembered for plans that
    /// fall off its end.
    pub fn note_recent(&mut self, path: PathBuf) {
        self.recent.retain(|known| *known != path);
        self.recent.insert(0, path);
        self.recent.truncate(MOST_RECENT);
        let recent = &self.recent;
        self.plans.retain(|key, _| key == BUILTIN_KEY || recent.iter().any(|path| path.to_string_lossy() == *key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_is_remembered() {
        for theme in ThemeChoice::ALL {
            let settings = Settings { theme, ..Settings::default() };
            assert_eq!(Settings::parse(&settings.to_text()).expect("settings").theme, theme);
        }
        assert_eq!(Settings::parse("(theme: contrast_dark)").expect("settings").theme, ThemeChoice::ContrastDark);
    }

    #[test]
    fn what_is_written_is_read() {
        let mut settings = Settings { my_unit: Some("县司法局".into()), zoom: 1.25, ..Settings::default() };
        settings.window = Some(WindowPlace { position: Some((5.0, 10.0)), size: (900.0, 700.0), maximized: true });
        settings.note_recent(PathBuf::from("/方案/“一”.ron"));
        let own = PlanSettings { order: Order::Load, set_aside: ["x|1".to_owned()].into(), ..PlanSettings::default() };
        settings.plans.insert("/方案/“一”.ron".to_owned(), own);
        assert_eq!(Settings::parse(&settings.to_text()), Ok(settings));
    }

    #[test]
    fn what_is_missing_has_its_default_and_what_is_unknown_is_passed_over() {
        assert_eq!(Settings::parse("()"), Ok(Settings::default()));
        let read = Settings::parse("(theme: dark, language: zh, shoe_size: [1, (a: \"b\")])").expect("settings");
        assert_eq!((read.theme, read.language), (ThemeChoice::Dark, Some(Lang::Zh)));
    }

    #[test]
    fn a_broken_or_newer_file_says_so() {
        assert_eq!(Settings::parse("(format: 2, theme: sepia)"), Err(SettingsError::Newer(2)));
        assert_eq!(Settings::parse("(\n  theme: sepia)"), Err(SettingsError::Corrupt { line: 2, column: 10 }));
        for text in ["", "(", "[1]", "(zoom: \"x\")", "\u{0}", "(plans: {1: ()})"] {
            assert!(matches!(Settings::parse(text), Err(SettingsError::Corrupt { .. })), "{text:?}");
        }
    }

    #[test]
    fn nonsense_is_brought_back_to_sense() {
        let read = Settings::parse("(zoom: 99, window: (size: (0, 5)))").expect("settings");
        assert_eq!((read.zoom, read.window), (3.0, None));
        let read = Settings::parse("(window: (size: (800, 600), position: (-9999, 3)))").expect("settings");
        assert_eq!(read.window, Some(WindowPlace { size: (800.0, 600.0), ..WindowPlace::default() }));
        assert_eq!(Settings::parse("(zoom: NaN)").expect("settings").zoom, 1.0);
    }

    #[test]
    fn plans_long_unopened_are_forgotten() {
        let mut settings = Settings::default();
        for plan in 0..20 {
            settings.plans.insert(format!("/{plan}.ron"), PlanSettings::default());
            settings.note_recent(PathBuf::from(format!("/{plan}.ron")));
        }
        assert_eq!((settings.recent.len(), settings.plans.len()), (MOST_RECENT, MOST_RECENT));
        assert_eq!(settings.recent[0], PathBuf::from("/19.ron"));
    }
}
