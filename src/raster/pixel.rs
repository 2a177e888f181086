//! Colours as the renderer keeps them, `0xAARRGGBB` with premultiplied alpha, and how one goes over another.
//! All of it in gamma space and in whole numbers, two channels at a time.

use eframe::egui::Color32;

/// Two of the four channels, each with 8 bits of room above it.
const PAIR: u32 = 0x00FF_00FF;

/// A colour of egui as a pixel.
#[inline]
pub(super) fn pack(color: Color32) -> u32 {
    let [r, g, b, a] = color.to_array();
    u32::from_be_bytes([a, r, g, b])
}

/// The opacity of a pixel, 0 to 255.
#[inline(always)]
pub(super) fn alpha(pixel: u32) -> u32 {
    pixel >> 24
}

/// Each of two products, divided by 255 and rounded.
#[inline(always)]
fn divided_by_255(pair: u32) -> u32 {
    let pair = pair + 0x0080_0080;
    ((pair + ((pair >> 8) & PAIR)) >> 8) & PAIR
}

/// Each of two sums, 255 at most: a colour may be lighter than its alpha allows.
#[inline(always)]
fn saturated(pair: u32) -> u32 {
    let above = pair & 0x0100_0100;
    (pair | (above - (above >> 8))) & PAIR
}

/// `above` over `below`, as a graphics card blends: `above + below × (1 − alpha)`.
#[inline(always)]
pub(super) fn over(below: u32, above: u32) -> u32 {
    let rest = 255 - alpha(above);
    let red_blue = saturated((above & PAIR) + divided_by_255((below & PAIR) * rest));
    let alpha_green = saturated(((above >> 8) & PAIR) + divided_by_255(((below >> 8) & PAIR) * rest));
    red_blue | (alpha_green << 8)
}

/// A texel in the colour of a vertex: channel by channel.
#[inline(always)]
pub(super) fn tinted(texel: u32, tint: u32) -> u32 {
    let product = |shift: u32| ((texel >> shift) & 255) * ((tint >> shift) & 255);
    divided_by_255(product(0) | (product(16) << 16)) | (divided_by_255(product(8) | (product(24) << 16)) << 8)
}

/// One colour over a run of pixels.
pub(super) fn fill(row: &mut [u32], color: u32) {
    match alpha(color) {
        255 => row.fill(color),
        _ if color == 0 => {}
        _ => fill_through(row, color),
    }
}

/// The same for a colour that lets through what is below. Written out by channel, which the compiler turns into
/// vector code; the last few go one by one.
fn fill_through(row: &mut [u32], color: u32) {
    let rest = 255 - alpha(color) as u16;
    let own = color.to_le_bytes().map(u16::from);
    let mut fours = row.chunks_exact_mut(4);
    for four in &mut fours {
        for pixel in four {
            let below = pixel.to_le_bytes();
            let channel = |n: usize| {
                let product = u16::from(below[n]) * rest + 128;
                (own[n] + ((product + (product >> 8)) >> 8)).min(255) as u8
            };
            *pixel = u32::from_le_bytes([channel(0), channel(1), channel(2), channel(3)]);
        }
    }
    for pixel in fours.into_remainder() {
        *pixel = over(*pixel, color);
    }
}

/// Pixels over pixels.
pub(super) fn blend(row: &mut [u32], above: &[u32]) {
    for (pixel, &above) in row.iter_mut().zip(above) {
        match alpha(above) {
            255 => *pixel = above,
            _ if above == 0 => {}
            _ => *pixel = over(*pixel, above),
        }
    }
}

/// Texels over pixels, each in the colour `tint`.
pub(super) fn blend_tinted(row: &mut [u32], texels: &[u32], tint: u32) {
    if tint == u32::MAX {
        return blend(row, texels);
    }
    let is_opaque = alpha(tint) == 255;
    for (pixel, &texel) in row.iter_mut().zip(texels) {
        // Most of a glyph's box is empty, and much of the rest is full.
        match texel {
            0 => {}
            u32::MAX if is_opaque => *pixel = tint,
            _ => *pixel = over(*pixel, tinted(texel, tint)),
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test makes up colours")]
mod tests {
    use super::*;

    /// What a card does, in real numbers.
    fn exact(below: u32, above: u32) -> [f64; 4] {
        let (below, above) = (below.to_be_bytes(), above.to_be_bytes());
        let rest = 1.0 - f64::from(above[0]) / 255.0;
        std::array::from_fn(|n| (f64::from(above[n]) + f64::from(below[n]) * rest).min(255.0))
    }

    fn near(pixel: u32, exact: [f64; 4]) -> bool {
        pixel.to_be_bytes().into_iter().zip(exact).all(|(own, exact)| (f64::from(own) - exact).abs() <= 0.5001)
    }

    fn samples() -> impl Iterator<Item = u32> {
        // Also colours lighter than their alpha allows, which add light.
        (0..4000_u32).map(|n| n.wrapping_mul(2_654_435_761) ^ n.rotate_left(13)).chain([0, u32::MAX, 0xFF00_0000])
    }

    #[test]
    fn blending_is_what_a_card_does_rounded_once() {
        for (above, below) in samples().zip(samples().skip(7)) {
            assert!(near(over(below, above), exact(below, above)), "{above:08x} over {below:08x}");
        }
    }

    #[test]
    fn a_colour_lighter_than_its_alpha_adds_light_and_never_wraps() {
        assert_eq!(over(0xFFF0_1000, 0x0020_2020), 0xFFFF_3020);
        assert_eq!(over(0xFFFF_FFFF, 0x80FF_FFFF), 0xFFFF_FFFF);
    }

    #[test]
    fn a_tint_multiplies_each_channel() {
        for (texel, tint) in samples().zip(samples().skip(3)) {
            let wanted: [f64; 4] =
                std::array::from_fn(|n| f64::from(texel.to_be_bytes()[n]) * f64::from(tint.to_be_bytes()[n]) / 255.0);
            assert!(near(tinted(texel, tint), wanted), "{texel:08x} in {tint:08x}");
        }
    }

    #[test]
    fn runs_give_what_single_pixels_give() {
        for color in samples().step_by(97) {
            for length in 0..11 {
                let ground: Vec<u32> = samples().take(length).collect();
                let mut run = ground.clone();
                fill(&mut run, color);
                let one_by_one: Vec<u32> = ground.iter().map(|&below| over(below, color)).collect();
                assert_eq!(run, one_by_one, "{color:08x} × {length}");
                let texels: Vec<u32> = samples().skip(20).take(length).collect();
                let mut run = ground.clone();
                blend_tinted(&mut run, &texels, color);
                let one_by_one: Vec<u32> =
                    ground.iter().zip(&texels).map(|(&below, &texel)| over(below, tinted(texel, color))).collect();
                assert_eq!(run, one_by_one);
            }
        }
    }

    #[test]
    fn colours_of_egui_keep_their_channels() {
        assert_eq!(pack(Color32::from_rgba_premultiplied(1, 2, 3, 4)), 0x0401_0203);
    }
}
