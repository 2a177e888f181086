//! How cells look: faces, colours of the light theme, and marks shown for words.

use crate::export::Scope;
use crate::lang::{Lang, RoleWords};
use crate::look::{Glyph, LIGHT};
use crate::model::{ByRole, Role, Section};
use crate::neutral;
use crate::view::MarkStyle;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};
use std::borrow::Cow;
use std::collections::HashMap;

/// Type size of tables, in points.
pub(super) const BODY: f64 = 9.0;
/// Height of one line of a table, in points.
pub(super) const LINE: f64 = 13.0;

/// The formats of a workbook.
pub(super) struct Styles {
    /// Title of a sheet.
    pub title: Format,
    /// What stands under it.
    pub note: Format,
    /// A heading inside the guide.
    pub heading: Format,
    /// Text outside of tables.
    pub plain: Format,
    /// A link to another sheet.
    pub link: Format,
    /// The same in a table.
    pub entry: Format,
    /// A number outside of tables.
    pub count: Format,
    /// A group's name over its columns.
    pub band: Format,
    /// Column head of a list.
    pub head: Format,
    /// Column head that stands upright, character under character.
    pub upright: Format,
    /// Column head that lies on its side, in several lines if need be.
    pub lying: Format,
    /// A cell of a list, broken into lines.
    pub wrapped: Format,
    /// A cell of a list, on one line.
    pub cut: Format,
    /// A task's text in the matrix: the beginning is seen.
    pub task: Format,
    /// The section's name beside a task, which the section's row says loudly enough.
    pub path: Format,
    /// A short text in the middle of its cell.
    pub middle: Format,
    /// A number.
    pub number: Format,
    /// A number, nothing for 0.
    pub sparse: Format,
    /// Cells of the row of totals.
    pub total: Format,
    /// Heading of a section's row, which runs on into the empty cell beside it.
    pub section: Format,
    /// The other cells of a section's row.
    pub section_middle: Format,
    marks: Vec<(Glyph, [Format; 2])>,
    roles: ByRole<Format>,
    through: Format,
    /// Labels of sections that stand in no other, by title.
    labels: HashMap<String, String>,
}

/// The formats of a list, whatever it is a list of.
pub(super) struct ListStyles {
    /// Title of a sheet.
    pub title: Format,
    /// What stands under it.
    pub note: Format,
    /// Text outside of tables.
    pub plain: Format,
    /// Column head.
    pub head: Format,
    /// A cell, broken into lines.
    pub wrapped: Format,
    /// A short text in the middle of its cell.
    pub middle: Format,
    /// Words over a whole row.
    pub section: Format,
}

impl ListStyles {
    pub fn new(lang: Lang) -> Self {
        // Faces that the offices' machines have; a spreadsheet puts its own in the place of a missing one.
        let face = match lang {
            Lang::Zh => "宋体",
            Lang::En => "Calibri",
        };
        let plain = Format::new().set_font_name(face).set_font_size(BODY).set_font_color(LIGHT.ink);
        let plain = plain.set_align(FormatAlign::VerticalCenter);
        let bordered = plain.clone().set_border(FormatBorder::Thin).set_border_color(0xBF_BFBF);
        let middle = bordered.clone().set_align(FormatAlign::Center);
        Self {
            title: plain.clone().set_font_size(16).set_bold(),
            note: plain.clone().set_font_color(LIGHT.secondary),
            head: middle.clone().set_bold().set_background_color(LIGHT.background).set_text_wrap(),
            wrapped: bordered.clone().set_text_wrap(),
            section: bordered.set_bold().set_background_color(LIGHT.band),
            middle,
            plain,
        }
    }
}

/// Labels of sections by their titles; none for a title that several have.
fn labels(scope: &Scope<'_>) -> HashMap<String, String> {
    let sections = &scope.plan.sections;
    let own = sections.iter().filter(|section| section.parent.is_none() && !section.label.is_empty());
    let is_single = |title: &str| sections.iter().filter(|other| other.title == title).take(2).count() == 1;
    let heading = |section: &Section| {
        let heading = section.heading();
        heading.strip_suffix(&section.title).unwrap_or(&section.label).to_owned()
    };
    own.filter(|section| is_single(&section.title)).map(|section| (section.title.clone(), heading(section))).collect()
}

fn glyph_color(glyph: Glyph) -> Color {
    Color::RGB(LIGHT.mark(glyph.role()))
}

/// A text within a number format: a quote in it would end it, and the library writes it as it is.
fn quoted(text: &str) -> String {
    format!("\"{}\"", neutral::xml(text).replace('"', "”"))
}

/// A number format that shows `shown` for any text; `@` in it is the text itself.
fn text_shown_as(shown: &str) -> String {
    format!("General;General;General;{shown}")
}

impl Styles {
    pub fn new(scope: &Scope<'_>) -> Self {
        let words = RoleWords::new(scope.lang, scope.plan);
        let style = scope.view.marks;
        let ListStyles { title, note, plain, head, wrapped, middle, section } = ListStyles::new(scope.lang);
        let bordered = wrapped.clone().unset_text_wrap();
        let band = head.clone().set_font_color(LIGHT.secondary);
        let section_middle = middle.clone().set_background_color(LIGHT.band);
        let mark = |glyph: Glyph, ground: &Format| {
            let size = match glyph {
                Glyph::Through => BODY - 2.0,
                // Two signs or three have to fit the column.
                Glyph::Pair(..) => BODY - 1.0,
                Glyph::Several(..) => BODY - 2.5,
                Glyph::Role(_) | Glyph::LeadAndResponsible | Glyph::Indeterminate => BODY + 2.0,
            };
            let format = ground.clone().set_font_size(size).set_font_color(glyph_color(glyph));
            match (style, glyph.roles().next()) {
                // The cell's own words, in a column that is wide enough.
                (MarkStyle::Words, Some(_)) => format.set_font_size(BODY).set_text_wrap(),
                (MarkStyle::Letters, Some(_)) => {
                    let letters: String = words.parts(glyph, style).into_iter().map(|(letter, _)| letter).collect();
                    format.set_font_size(BODY).set_num_format(text_shown_as(&quoted(&letters)))
                }
                _ => format.set_num_format(text_shown_as(&quoted(&glyph.signs()))),
            }
        };
        let role = |glyph: Glyph| {
            let shown = text_shown_as(&format!("\"{} \"@", glyph.signs()));
            middle.clone().set_font_color(glyph_color(glyph)).set_num_format(shown)
        };
        Self {
            entry: bordered
                .clone()
                .set_font_color(LIGHT.roles[Role::Responsible])
                .set_underline(FormatUnderline::Single),
            count: plain.clone().set_align(FormatAlign::Center),
            cut: bordered.clone(),
            task: bordered.clone().set_text_wrap().set_align(FormatAlign::Top),
            path: bordered.clone().set_text_wrap().set_font_color(LIGHT.secondary),
            sparse: middle.clone().set_num_format("0;-0;"),
            heading: plain.clone().set_font_size(11).set_bold(),
            link: plain.clone().set_font_color(LIGHT.roles[Role::Responsible]).set_underline(FormatUnderline::Single),
            upright: head.clone().unset_text_wrap().set_align(FormatAlign::Top).set_rotation(270),
            lying: head.clone().set_align(FormatAlign::Top).set_rotation(90),
            number: middle.clone().set_font_color(LIGHT.secondary),
            total: middle.clone().set_bold().set_background_color(LIGHT.background),
            marks: Glyph::all().map(|glyph| (glyph, [mark(glyph, &middle), mark(glyph, &section_middle)])).collect(),
            roles: ByRole::from_fn(|own| role(Glyph::Role(own))),
            through: role(Glyph::Through),
            labels: labels(scope),
            title,
            note,
            plain,
            band,
            head,
            wrapped,
            middle,
            section,
            section_middle,
        }
    }

    /// A cell whose words are shown as their mark.
    pub fn mark(&self, glyph: Glyph, on_section: bool) -> &Format {
        // The marks of one role stand first: the search is short for almost all cells.
        let found = self.marks.iter().find(|(own, _)| *own == glyph);
        found.map_or(&self.middle, |(_, grounds)| &grounds[usize::from(on_section)])
    }

    /// A cell whose role word is shown behind its mark; `None` is a duty through a collective.
    pub fn role(&self, role: Option<Role>) -> &Format {
        role.map_or(&self.through, |role| &self.roles[role])
    }

    /// A cell of a section's title, shown behind its label; the cell holds the title alone, as other tables have it.
    pub fn labelled<'f>(&self, title: &str, format: &'f Format) -> Cow<'f, Format> {
        match self.labels.get(title) {
            Some(label) => {
                let shown = text_shown_as(&format!("{}@", quoted(label)));
                Cow::Owned(format.clone().set_num_format(shown))
            }
            None => Cow::Borrowed(format),
        }
    }

    /// Text in a mark's colour.
    pub fn sign(&self, glyph: Glyph) -> Format {
        self.plain.clone().set_font_color(glyph_color(glyph))
    }
}
