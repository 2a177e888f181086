//! Pixels to an X server through its connection: where no memory can be shared with it, as over a forwarded
//! connection, and where its screen has other pixels than ours. Only what changed goes over the wire.

use crate::raster::{Area, Frame, Raster};
use std::error::Error;
use winit::raw_window_handle::{HasWindowHandle, RawWindowHandle};
use winit::window::Window;
use x11rb::connection::{Connection as _, RequestConnection as _};
use x11rb::protocol::xproto::{ConnectionExt as _, CreateGCAux, Gcontext, ImageFormat, ImageOrder, Visualtype};
use x11rb::rust_connection::RustConnection;

/// At most so many bytes in one request, far below what any server takes.
const REQUEST: usize = 200_000;

/// Where one channel of a pixel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Channel {
    shift: u32,
    bits: u32,
}

impl Channel {
    fn of(mask: u32) -> Self {
        Self { shift: mask.trailing_zeros().min(31), bits: mask.count_ones() }
    }

    fn place(self, value: u32) -> u32 {
        if self.bits >= 8 { value << (self.bits - 8) << self.shift } else { value >> (8 - self.bits) << self.shift }
    }
}

/// What the pixels of a screen are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pixels {
    channels: [Channel; 3],
    /// 16 or 32.
    bits: u8,
    /// A row begins at a multiple of so many bits.
    pad: u8,
    order: ImageOrder,
}

impl Pixels {
    fn write_row(self, row: &[u32], out: &mut Vec<u8>) {
        let start = out.len();
        for pixel in row {
            let [_, colors @ ..] = pixel.to_be_bytes();
            let value =
                self.channels.iter().zip(colors).fold(0, |all, (channel, color)| all | channel.place(color.into()));
            match (self.bits, self.order) {
                (16, ImageOrder::LSB_FIRST) => out.extend((value as u16).to_le_bytes()),
                (16, _) => out.extend((value as u16).to_be_bytes()),
                (_, ImageOrder::LSB_FIRST) => out.extend(value.to_le_bytes()),
                _ => out.extend(value.to_be_bytes()),
            }
        }
        let pad = usize::from(self.pad / 8).max(1);
        out.resize(start + (out.len() - start).next_multiple_of(pad), 0);
    }
}

/// A window's pixels on our side, and a connection of our own to its server.
pub(super) struct Wire {
    connection: RustConnection,
    window: u32,
    gc: Gcontext,
    depth: u8,
    pixels: Pixels,
    buffer: Vec<u32>,
    size: [usize; 2],
    /// Something was sent that the server may not have taken yet.
    sent: bool,
}

impl Wire {
    /// `None` for a window of another window system.
    ///
    /// # Errors
    /// If the server cannot be reached, or has pixels of no use: grey or from a table of colours.
    pub fn new(window: &Window) -> Option<Result<Self, Box<dyn Error>>> {
        let window = match window.window_handle().ok()?.as_raw() {
            RawWindowHandle::Xlib(handle) => u32::try_from(handle.window).ok()?,
            RawWindowHandle::Xcb(handle) => handle.window.get(),
            _ => return None,
        };
        Some(Self::on(window))
    }

    fn on(window: u32) -> Result<Self, Box<dyn Error>> {
        let (connection, _) = RustConnection::connect(None)?;
        let depth = connection.get_geometry(window)?.reply()?.depth;
        let visual = connection.get_window_attributes(window)?.reply()?.visual;
        let setup = connection.setup();
        let format = setup.pixmap_formats.iter().find(|format| format.depth == depth);
        let visual = setup
            .roots
            .iter()
            .flat_map(|screen| &screen.allowed_depths)
            .flat_map(|depth| &depth.visuals)
            .find(|known| known.visual_id == visual);
        let pixels = match (format, visual) {
            (Some(format), Some(visual)) if [16, 32].contains(&format.bits_per_pixel) && visual.red_mask != 0 => {
                Pixels {
                    channels: channels(visual),
                    bits: format.bits_per_pixel,
                    pad: format.scanline_pad,
                    order: setup.image_byte_order,
                }
            }
            _ => return Err(format!("a screen of depth {depth} without colours of its own").into()),
        };
        let gc = connection.generate_id()?;
        connection.create_gc(gc, window, &CreateGCAux::new().graphics_exposures(0))?.check()?;
        Ok(Self { connection, window, gc, depth, pixels, buffer: Vec::new(), size: [0, 0], sent: false })
    }

    /// Whether memory can be shared with the server: it must be on this machine and willing.
    pub fn shares_memory(&self) -> bool {
        let is_near = std::env::var("DISPLAY").is_ok_and(|name| name.starts_with(':') || name.starts_with("unix:"));
        is_near && matches!(self.connection.extension_information("MIT-SHM"), Ok(Some(_)))
    }

    /// Shows a frame; `lost`: also what did not change.
    ///
    /// # Errors
    /// If the connection is broken.
    pub fn show(&mut self, raster: &mut Raster, frame: &Frame<'_>, lost: bool) -> Result<(), Box<dyn Error>> {
        let listed = raster.list(frame);
        if !listed.is_changed() && !lost {
            return Ok(());
        }
        // On a slow connection frames are left out, not queued.
        if std::mem::take(&mut self.sent) {
            self.connection.get_input_focus()?.reply()?;
        }
        let is_new = self.size != frame.size;
        if is_new {
            self.size = frame.size;
            self.buffer = vec![0; frame.size[0] * frame.size[1]];
        }
        let mut damage = listed.draw(&mut self.buffer, u8::from(!is_new));
        if lost {
            damage = vec![Area::new(0, 0, self.size[0] as i32, self.size[1] as i32)];
        }
        for area in damage {
            self.send(area)?;
        }
        self.connection.flush()?;
        self.sent = true;
        Ok(())
    }

    /// Sends an area, a few rows at a time.
    fn send(&self, area: Area) -> Result<(), Box<dyn Error>> {
        let [width, height] = area.size();
        let rows = (REQUEST / (width.max(1) as usize * 4)).max(1) as i32;
        let mut bytes = Vec::new();
        for top in (area.top..area.bottom).step_by(rows as usize) {
            let bottom = (top + rows).min(area.top + height);
            bytes.clear();
            for y in top..bottom {
                let start = y as usize * self.size[0];
                let row = self.buffer.get(start + area.left as usize..start + area.right as usize);
                self.pixels.write_row(row.unwrap_or_default(), &mut bytes);
            }
            let (x, y, depth, format) = (area.left as i16, top as i16, self.depth, ImageFormat::Z_PIXMAP);
            let size = (width as u16, (bottom - top) as u16);
            self.connection.put_image(format, self.window, self.gc, size.0, size.1, x, y, 0, depth, &bytes)?;
        }
        Ok(())
    }
}

fn channels(visual: &Visualtype) -> [Channel; 3] {
    [visual.red_mask, visual.green_mask, visual.blue_mask].map(Channel::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(masks: [u32; 3], bits: u8, order: ImageOrder, row: &[u32]) -> Vec<u8> {
        let mut out = vec![9];
        Pixels { channels: masks.map(Channel::of), bits, pad: 32, order }.write_row(row, &mut out);
        out.split_off(1)
    }

    #[test]
    fn pixels_take_the_form_of_the_screen() {
        let row = [0xFF12_3456, 0xFFFF_8000, 0xFF00_00FF];
        let true_color = [0xFF_0000, 0xFF00, 0xFF];
        assert_eq!(written(true_color, 32, ImageOrder::LSB_FIRST, &row[..1]), [0x56, 0x34, 0x12, 0]);
        assert_eq!(written(true_color, 32, ImageOrder::MSB_FIRST, &row[..1]), [0, 0x12, 0x34, 0x56]);
        assert_eq!(written([0xFF, 0xFF00, 0xFF_0000], 32, ImageOrder::LSB_FIRST, &row[..1]), [0x12, 0x34, 0x56, 0]);
        // Five, six, five bits; a row of three is filled up to a multiple of four bytes.
        let high_color = [0xF800, 0x07E0, 0x001F];
        assert_eq!(written(high_color, 16, ImageOrder::LSB_FIRST, &row[1..]), [0x00, 0xFC, 0x1F, 0x00]);
        assert_eq!(written(high_color, 16, ImageOrder::LSB_FIRST, &row).len(), 8);
        assert_eq!(written([0x3FF0_0000, 0xF_FC00, 0x3FF], 32, ImageOrder::MSB_FIRST, &row[2..]), [0, 0, 0x03, 0xFC]);
    }
}
