//! What the matrix looks like wherever it is shown: the colours of both themes and the shapes of
//! the marks. The window and the pictures draw from here; sheets take the light colours and the signs, paper
//! the signs alone: it is printed black.
//!
//! Knows no toolkit: colours are `0xRRGGBB`, lengths are logical pixels at 100 %.

use crate::model::{ByRole, Role};
use crate::view::{CellMarks, Light};

/// The colours of one theme, each named by purpose, as `0xRRGGBB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colors {
    /// Whether ink is light on dark ground.
    pub dark: bool,
    /// Whether it is made for those who see little.
    pub strong: bool,
    /// Ground of the window around panels and matrix.
    pub background: u32,
    /// Ground of the matrix and of the side panel's cards.
    pub panel: u32,
    /// Body text, and lines that must be seen.
    pub ink: u32,
    /// Numbers, captions, what is less important.
    pub secondary: u32,
    /// Hairlines between rows, around buttons and panels.
    pub line: u32,
    /// Section bands, buttons under the pointer.
    pub band: u32,
    /// Marks of the roles. That of the lead is also the accent, that of the responsible also of links.
    pub roles: ByRole<u32>,
    /// Dots of marks through a collective.
    pub through: u32,
    /// Row and column under the pointer or cursor.
    pub crosshair: u32,
    /// The cell where that row and that column cross.
    pub crossing: u32,
    /// Ground of selected cells and chosen rows.
    pub selection: u32,
}

/// Dark ink on light ground; also the colours of sheets.
pub static LIGHT: Colors = Colors {
    dark: false,
    strong: false,
    background: 0xF6_F5F2,
    panel: 0xFF_FFFF,
    ink: 0x1E_2329,
    secondary: 0x5A_616C,
    line: 0xE4_E2DC,
    band: 0xEF_EDE7,
    roles: ByRole::new([0x7E_5200, 0xB4_281E, 0x1F_5FA8, 0x27_6B5B, 0x6F_3FA0, 0x8A_3568, 0x4A_5A1E]),
    through: 0x73_7A84,
    crosshair: 0xF3_E9C8,
    crossing: 0xEA_DCA8,
    selection: 0xDC_E8F5,
};

/// Light ink on dark ground.
pub static DARK: Colors = Colors {
    dark: true,
    strong: false,
    background: 0x17_191C,
    panel: 0x1F_2226,
    ink: 0xE8_E6E1,
    secondary: 0xAA_B1BB,
    line: 0x30_343A,
    band: 0x27_2B30,
    roles: ByRole::new([0xE0_B04A, 0xFF_8678, 0x7D_B3F2, 0x6C_C7B0, 0xC3_A4F5, 0xF0_9CC8, 0xB9_CC6A]),
    through: 0x8A_929E,
    crosshair: 0x3A_3522,
    crossing: 0x43_3B22,
    selection: 0x24_384E,
};

/// Black ink on white, for those who see little and for bright rooms: text at least 7 to 1 (WCAG 2.2, 1.4.6), lines 3 to 1.
pub static CONTRAST_LIGHT: Colors = Colors {
    dark: false,
    strong: true,
    background: 0xFF_FFFF,
    panel: 0xFF_FFFF,
    ink: 0x00_0000,
    secondary: 0x2A_2A2A,
    line: 0x6E_6E6E,
    band: 0xE8_E8E8,
    roles: ByRole::new([0x56_3600, 0x8E_0000, 0x00_3A82, 0x00_4A3C, 0x4A_148C, 0x6A_1049, 0x2E_3B00]),
    through: 0x3D_3D3D,
    crosshair: 0xFF_F0A8,
    crossing: 0xFF_E066,
    selection: 0xC4_DFFF,
};

/// White ink on black, to the same measures.
pub static CONTRAST_DARK: Colors = Colors {
    dark: true,
    strong: true,
    background: 0x00_0000,
    panel: 0x00_0000,
    ink: 0xFF_FFFF,
    secondary: 0xE6_E6E6,
    line: 0x8C_8C8C,
    band: 0x26_2626,
    roles: ByRole::new([0xFF_D24D, 0xFF_ADA3, 0x9C_CBFF, 0x7F_E5CC, 0xDC_C6FF, 0xFF_B3DA, 0xD6_EC7A]),
    through: 0xD0_D0D0,
    crosshair: 0x26_2300,
    crossing: 0x36_3100,
    selection: 0x00_3C74,
};

impl Colors {
    /// The colour of a role's mark; `None` is a mark through a collective.
    pub fn mark(&self, role: Option<Role>) -> u32 {
        role.map_or(self.through, |role| self.roles[role])
    }
}

/// What a cell shows. Told apart by shape as well as colour: it survives a black-and-white copier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// The mark of one role: ◆ ● ○ △ □ ◇ ＋.
    Role(Role),
    /// A dot in a ring: lead and responsible, and nothing else (兼任).
    LeadAndResponsible,
    /// Two other roles: two small marks side by side.
    Pair(Role, Role),
    /// More than two: the two heaviest as small marks, and a line under them that says there are more.
    Several(Role, Role),
    /// A small dot: through a collective.
    Through,
    /// A dashed ring: an indeterminate collective.
    Indeterminate,
}

/// Radius of a dot.
pub const RADIUS: f32 = 4.2;
/// Width of a ring's line.
pub const RING: f32 = 1.5;

/// From the centre of a ring to the middle of its line, at a scale that leaves the line's width.
pub fn ring_radius(inside: bool, scale: f32) -> f32 {
    RADIUS * scale + if inside { -RING / 2.0 } else { RING / 2.0 }
}

/// One part of a glyph.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The form that is drawn, in logical pixels from the middle of the cell.
    pub shape: Shape,
    /// The role whose colour it has; `None` is [`Colors::through`].
    pub role: Option<Role>,
    /// Where its middle lies.
    pub at: [f32; 2],
    /// How large it is; lines keep their width.
    pub scale: f32,
}

/// One shape around the origin, y downwards.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled circle.
    Disc {
        /// Its radius.
        radius: f32,
    },
    /// A circle along the edge of a disc of [`RADIUS`], drawn with a line of width [`RING`].
    Ring {
        /// Whether the line lies inside that edge or outside it.
        inside: bool,
    },
    /// A filled polygon.
    Solid(Vec<[f32; 2]>),
    /// A polygon drawn with a line of width [`RING`].
    Outline(Vec<[f32; 2]>),
    /// A line of width [`RING`] through these points.
    Line(Vec<[f32; 2]>),
    /// A part of the ring inside that edge.
    Arc {
        /// Where it begins, in radians from the right, clockwise.
        from: f32,
        /// How far it goes, in radians.
        sweep: f32,
    },
}

impl Glyph {
    /// Every glyph that a legend explains, in its order: the roles with 兼任 behind 责任, then what stands for
    /// no single unit. Pairs explain themselves.
    pub fn of_legend() -> impl Iterator<Item = Self> {
        let both = |role| (role == Role::Responsible).then_some(Self::LeadAndResponsible);
        let roles = Role::ALL.into_iter().flat_map(move |role| [Some(Self::Role(role)), both(role)]).flatten();
        roles.chain([Self::Through, Self::Indeterminate])
    }

    /// Every glyph that a cell can show, those of a legend first.
    pub fn all() -> impl Iterator<Item = Self> {
        let pairs = || {
            let behind = |one: Role| Role::ALL.into_iter().filter(move |other| *other > one);
            Role::ALL.into_iter().flat_map(move |one| behind(one).map(move |other| (one, other)))
        };
        let pair = |(one, other)| Self::Pair(one, other);
        let several = |(one, other)| Self::Several(one, other);
        Self::of_legend().chain(pairs().map(pair)).chain(pairs().map(several))
    }

    /// The glyph of a cell; `indeterminate` says whether its column can not be told.
    pub fn of(marks: CellMarks, indeterminate: bool) -> Option<Self> {
        let mut roles = marks.roles();
        let Some(heaviest) = roles.next() else { return marks.is_through().then_some(Self::Through) };
        Some(match (roles.next(), roles.next()) {
            (None, _) if heaviest == Role::Responsible && indeterminate => Self::Indeterminate,
            (None, _) => Self::Role(heaviest),
            (Some(Role::Responsible), None) if heaviest == Role::Lead => Self::LeadAndResponsible,
            (Some(second), None) => Self::Pair(heaviest, second),
            (Some(second), Some(_)) => Self::Several(heaviest, second),
        })
    }

    /// The roles it shows, at most two; none through a collective, and none for an indeterminate collective,
    /// which is shown as it is whatever the style.
    pub fn roles(self) -> impl Iterator<Item = Role> + Clone {
        let [one, other] = match self {
            Self::Role(role) => [Some(role), None],
            Self::LeadAndResponsible => [Some(Role::Lead), Some(Role::Responsible)],
            Self::Pair(one, other) | Self::Several(one, other) => [Some(one), Some(other)],
            Self::Through | Self::Indeterminate => [None, None],
        };
        one.into_iter().chain(other)
    }

    /// The heaviest role it shows; `None` through a collective.
    pub fn role(self) -> Option<Role> {
        match self {
            Self::Role(role) | Self::Pair(role, _) | Self::Several(role, _) => Some(role),
            Self::LeadAndResponsible => Some(Role::Lead),
            Self::Indeterminate => Some(Role::Responsible),
            Self::Through => None,
        }
    }

    /// Its shapes; none covers another.
    pub fn parts(self) -> Vec<Part> {
        let whole = |shape, role| Part { shape, role, at: [0.0, 0.0], scale: 1.0 };
        match self {
            Self::Role(role) => shapes_of(role).into_iter().map(|shape| whole(shape, Some(role))).collect(),
            Self::LeadAndResponsible => vec![
                whole(Shape::Disc { radius: RADIUS * 0.62 }, Some(Role::Lead)),
                whole(Shape::Ring { inside: false }, Some(Role::Responsible)),
            ],
            Self::Pair(one, other) => small_pair(one, other, 0.0),
            Self::Several(one, other) => {
                let mut parts = small_pair(one, other, -RADIUS * 0.35);
                let (half, y) = (RADIUS * 1.3, RADIUS * 1.25);
                parts.push(whole(Shape::Line(vec![[-half, y], [half, y]]), None));
                parts
            }
            Self::Through => vec![whole(Shape::Disc { radius: RADIUS * 0.38 }, None)],
            Self::Indeterminate => {
                let dashes = 5_u8;
                let dash = |dash: u8| {
                    let from = f32::from(dash) / f32::from(dashes) * std::f32::consts::TAU;
                    whole(Shape::Arc { from, sweep: 0.66 }, Some(Role::Responsible))
                };
                (0..dashes).map(dash).collect()
            }
        }
    }

    /// The character nearest to it, for sheets and plain text.
    pub fn signs(self) -> String {
        match self {
            Self::Role(role) => role.sign().into(),
            Self::LeadAndResponsible => '◉'.into(),
            Self::Pair(one, other) => [one.sign(), other.sign()].into_iter().collect(),
            Self::Several(one, other) => [one.sign(), other.sign(), '…'].into_iter().collect(),
            Self::Through => '•'.into(),
            Self::Indeterminate => '◌'.into(),
        }
    }
}

/// The shapes of a role's mark, whose colour they have.
fn shapes_of(role: Role) -> Vec<Shape> {
    let reach = RADIUS * 1.25;
    let diamond = |reach: f32| vec![[0.0, -reach], [reach, 0.0], [0.0, reach], [-reach, 0.0]];
    vec![match role {
        Role::OverallLead => Shape::Solid(diamond(reach)),
        Role::Lead => Shape::Disc { radius: RADIUS },
        Role::Responsible => Shape::Ring { inside: true },
        Role::Supporting => {
            let low = RADIUS * 0.8;
            Shape::Outline(vec![[0.0, -RADIUS], [RADIUS, low], [-RADIUS, low]])
        }
        Role::Supervising => {
            let side = RADIUS * 0.8;
            Shape::Outline(vec![[-side, -side], [side, -side], [side, side], [-side, side]])
        }
        Role::Consulted => Shape::Outline(diamond(reach * 0.97)),
        Role::Informed => {
            let bar = RADIUS * 0.92;
            return vec![Shape::Line(vec![[-bar, 0.0], [bar, 0.0]]), Shape::Line(vec![[0.0, -bar], [0.0, bar]])];
        }
    }]
}

/// Two small marks side by side.
fn small_pair(one: Role, other: Role, y: f32) -> Vec<Part> {
    let small = |role: Role, x: f32| {
        let part = move |shape| Part { shape, role: Some(role), at: [x, y], scale: 0.72 };
        shapes_of(role).into_iter().map(part)
    };
    small(one, -RADIUS * 1.05).chain(small(other, RADIUS * 1.05)).collect()
}

/// The shapes of a state light: told apart by shape as well as colour, and unlike any mark. Those that press are
/// triangles, what goes well grows from an empty box to a tick.
pub fn light_parts(light: Light) -> Vec<Part> {
    let part = |shape, role| Part { shape, role, at: [0.0, 0.0], scale: LIGHT_SCALE };
    let side = RADIUS * 0.9;
    let triangle = || vec![[0.0, -side * 1.2], [side * 1.2, side * 0.9], [-side * 1.2, side * 0.9]];
    let square = || vec![[-side, -side], [side, -side], [side, side], [-side, side]];
    match light {
        Light::Late => vec![part(Shape::Solid(triangle()), Some(Role::Lead))],
        Light::Soon => vec![part(Shape::Outline(triangle()), Some(Role::OverallLead))],
        Light::Unreported => vec![part(Shape::Line(vec![[-side, 0.0], [side, 0.0]]), None)],
        Light::NotStarted => vec![part(Shape::Outline(square()), None)],
        Light::Ongoing => vec![part(Shape::Solid(square()), Some(Role::Responsible))],
        Light::Done => {
            let tick = vec![[-side, 0.0], [-side * 0.2, side], [side * 1.1, -side]];
            vec![part(Shape::Line(tick), Some(Role::Supporting))]
        }
    }
}

/// A light beside a mark is smaller than it.
const LIGHT_SCALE: f32 = 0.66;

/// The form that a sign takes where text runs downwards.
pub fn vertical_form(c: char) -> char {
    match c {
        '（' | '(' => '︵',
        '）' | ')' => '︶',
        '〔' => '︹',
        '〕' => '︺',
        '《' => '︽',
        '》' => '︾',
        '“' => '﹁',
        '”' => '﹂',
        '、' => '︑',
        '，' => '︐',
        '—' | '–' | '-' => '︱',
        other => other,
    }
}
