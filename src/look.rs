//! What the matrix looks like wherever it is shown: the colours of both themes and the shapes of
//! the marks. The window and the pictures draw from here; paper and sheets take the colours.
//!
//! Knows no toolkit: colours are `0xRRGGBB`, lengths are logical pixels at 100 %.

use crate::model::Role;
use crate::view::CellMarks;

/// The colours of one theme, each named by purpose, as `0xRRGGBB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colors {
    /// Whether ink is light on dark ground.
    pub dark: bool,
    /// Window ground.
    pub background: u32,
    /// Ground of the matrix and of the side panel's cards.
    pub panel: u32,
    /// Text.
    pub ink: u32,
    /// Numbers, captions, what is less important.
    pub secondary: u32,
    /// Hairlines.
    pub line: u32,
    /// Section bands, buttons under the pointer.
    pub band: u32,
    /// 牵头; also the accent.
    pub lead: u32,
    /// 责任.
    pub responsible: u32,
    /// 总牵头.
    pub overall_lead: u32,
    /// 配合.
    pub supporting: u32,
    /// Through a collective.
    pub through: u32,
    /// Row and column under the pointer or cursor.
    pub crosshair: u32,
    /// Where they cross.
    pub crossing: u32,
    /// Selected cells.
    pub selection: u32,
}

/// Dark ink on light ground; also the colours of paper and sheets.
pub static LIGHT: Colors = Colors {
    dark: false,
    background: 0xF6_F5F2,
    panel: 0xFF_FFFF,
    ink: 0x1E_2329,
    secondary: 0x5A_616C,
    line: 0xE4_E2DC,
    band: 0xEF_EDE7,
    lead: 0xB4_281E,
    responsible: 0x1F_5FA8,
    overall_lead: 0x7E_5200,
    supporting: 0x27_6B5B,
    through: 0x73_7A84,
    crosshair: 0xF3_E9C8,
    crossing: 0xEA_DCA8,
    selection: 0xDC_E8F5,
};

/// Light ink on dark ground.
pub static DARK: Colors = Colors {
    dark: true,
    background: 0x17_191C,
    panel: 0x1F_2226,
    ink: 0xE8_E6E1,
    secondary: 0xAA_B1BB,
    line: 0x30_343A,
    band: 0x27_2B30,
    lead: 0xFF_8678,
    responsible: 0x7D_B3F2,
    overall_lead: 0xE0_B04A,
    supporting: 0x6C_C7B0,
    through: 0x8A_929E,
    crosshair: 0x3A_3522,
    crossing: 0x43_3B22,
    selection: 0x24_384E,
};

impl Colors {
    /// The colour of a role's mark; `None` is a mark through a collective.
    pub fn mark(&self, role: Option<Role>) -> u32 {
        match role {
            Some(Role::OverallLead) => self.overall_lead,
            Some(Role::Lead) => self.lead,
            Some(Role::Responsible) => self.responsible,
            Some(Role::Supporting) => self.supporting,
            None => self.through,
        }
    }
}

/// What a mark looks like. Told apart by shape as well as colour: it survives a black-and-white
/// copier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// ◆ ● ○ △.
    Role(Role),
    /// A dot in a ring: lead and responsible.
    LeadAndResponsible,
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

/// One shape of a glyph around the origin, y downwards.
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
    /// A part of the ring inside that edge.
    Arc {
        /// Where it begins, in radians from the right, clockwise.
        from: f32,
        /// How far it goes, in radians.
        sweep: f32,
    },
}

impl Glyph {
    /// Every glyph, in the order of a legend.
    pub const ALL: [Self; 7] = [
        Self::Role(Role::OverallLead),
        Self::Role(Role::Lead),
        Self::Role(Role::Responsible),
        Self::LeadAndResponsible,
        Self::Role(Role::Supporting),
        Self::Through,
        Self::Indeterminate,
    ];

    /// The glyph of a cell; `indeterminate` says whether its column can not be told.
    pub fn of(marks: CellMarks, indeterminate: bool) -> Option<Self> {
        let heaviest = marks.roles().next();
        match heaviest {
            Some(Role::Lead) if marks.is_lead_and_responsible() => Some(Self::LeadAndResponsible),
            Some(Role::Responsible) if indeterminate => Some(Self::Indeterminate),
            Some(role) => Some(Self::Role(role)),
            None if marks.is_through() => Some(Self::Through),
            None => None,
        }
    }

    /// Its shapes, each with the role whose colour it has, `None` for [`Colors::through`]; none
    /// covers another.
    pub fn parts(self) -> Vec<(Shape, Option<Role>)> {
        match self {
            Self::Role(role) => {
                let shape = match role {
                    Role::OverallLead => {
                        let reach = RADIUS * 1.25;
                        Shape::Solid(vec![[0.0, -reach], [reach, 0.0], [0.0, reach], [-reach, 0.0]])
                    }
                    Role::Lead => Shape::Disc { radius: RADIUS },
                    Role::Responsible => Shape::Ring { inside: true },
                    Role::Supporting => {
                        let low = RADIUS * 0.8;
                        Shape::Outline(vec![[0.0, -RADIUS], [RADIUS, low], [-RADIUS, low]])
                    }
                };
                vec![(shape, Some(role))]
            }
            Self::LeadAndResponsible => vec![
                (Shape::Disc { radius: RADIUS * 0.62 }, Some(Role::Lead)),
                (Shape::Ring { inside: false }, Some(Role::Responsible)),
            ],
            Self::Through => vec![(Shape::Disc { radius: RADIUS * 0.38 }, None)],
            Self::Indeterminate => {
                let dashes = 5_u8;
                let dash = |dash: u8| {
                    let from = f32::from(dash) / f32::from(dashes) * std::f32::consts::TAU;
                    (Shape::Arc { from, sweep: 0.66 }, Some(Role::Responsible))
                };
                (0..dashes).map(dash).collect()
            }
        }
    }

    /// The character nearest to it, for sheets and plain text.
    pub fn sign(self) -> char {
        match self {
            Self::Role(Role::OverallLead) => '◆',
            Self::Role(Role::Lead) => '●',
            Self::Role(Role::Responsible) => '○',
            Self::Role(Role::Supporting) => '△',
            Self::LeadAndResponsible => '◉',
            Self::Through => '•',
            Self::Indeterminate => '◌',
        }
    }
}

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
