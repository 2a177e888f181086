//! From SVG to PNG, with the embedded faces and no others.

use crate::builtin;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};
use std::io;
use std::sync::Arc;

/// Draws the SVG on so many pixels.
///
/// # Errors
/// If the renderer refuses the SVG, which it does to none that this program writes, or the memory.
pub(super) fn render(svg: &str, width: u32, height: u32) -> io::Result<Vec<u8>> {
    let mut fonts = Database::new();
    fonts.load_font_source(resvg::usvg::fontdb::Source::Binary(Arc::new(builtin::SANS)));
    fonts.load_font_source(resvg::usvg::fontdb::Source::Binary(Arc::new(builtin::SANS_BOLD)));
    fonts.set_sans_serif_family("Noto Sans SC");
    let options = Options { fontdb: Arc::new(fonts), font_family: "Noto Sans SC".to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(io::Error::other)?;
    let mut pixels = Pixmap::new(width, height).ok_or(io::ErrorKind::OutOfMemory)?;
    // The tree has the size that the SVG states, which is scaled already.
    let fit = |pixels: u32, size: f32| pixels as f32 / size;
    let size = tree.size();
    let transform = Transform::from_scale(fit(width, size.width()), fit(height, size.height()));
    resvg::render(&tree, transform, &mut pixels.as_mut());
    pixels.encode_png().map_err(io::Error::other)
}
