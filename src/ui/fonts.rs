//! The program's own faces. What they lack egui takes from the system's fonts, or shows as a box.

use crate::builtin;
use eframe::egui::{self, FontData, FontDefinitions, FontFamily};
use std::sync::Arc;

/// Gives egui the program's faces.
pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in [("regular", builtin::SANS), ("bold", builtin::SANS_BOLD)] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec!["regular".to_owned()]);
    }
    fonts.families.insert(FontFamily::Name("bold".into()), vec!["bold".to_owned(), "regular".to_owned()]);
    ctx.set_fonts(fonts);
}
