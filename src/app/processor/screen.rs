//! The pixels of a window, and how they reach the screen.

use super::NotDrawn;
#[cfg(all(unix, not(target_os = "macos")))]
use super::wire::Wire;
use crate::raster::{Area, Frame, Raster};
use softbuffer::{Context, Rect, SoftBufferError, Surface};
use std::num::NonZeroU32;
use std::sync::Arc;
use winit::window::Window;

/// A window's screen.
pub(super) enum Screen {
    /// Memory that the window system reads.
    Shared(Shared),
    /// A connection to an X server.
    #[cfg(all(unix, not(target_os = "macos")))]
    Wire(Box<Wire>),
}

impl Screen {
    /// # Errors
    /// If the window system does not take pixels in any way known here.
    pub fn new(window: &Arc<Window>) -> Result<Self, NotDrawn> {
        #[cfg(all(unix, not(target_os = "macos")))]
        if let Some(wire) = Wire::new(window) {
            let wire = wire?;
            let shared = if wire.shares_memory() { Shared::new(window).ok() } else { None };
            return Ok(shared.map_or_else(|| Self::Wire(Box::new(wire)), Self::Shared));
        }
        Shared::new(window).map(Self::Shared)
    }

    /// Shows a frame; `lost`: also what did not change since the last one.
    ///
    /// # Errors
    /// If the window system takes no more pixels, even after all was set up anew.
    pub fn show(&mut self, raster: &mut Raster, frame: &Frame<'_>, lost: bool) -> Result<(), NotDrawn> {
        match self {
            Self::Shared(shared) => shared.show(raster, frame, lost),
            #[cfg(all(unix, not(target_os = "macos")))]
            Self::Wire(wire) => Ok(wire.show(raster, frame, lost)?),
        }
    }
}

/// Memory shared with the window system, as `softbuffer` knows it.
pub(super) struct Shared {
    window: Arc<Window>,
    // Both hold the window: it outlives them.
    context: Context<Arc<Window>>,
    surface: Surface<Arc<Window>, Arc<Window>>,
    size: Option<[NonZeroU32; 2]>,
}

impl Shared {
    fn new(window: &Arc<Window>) -> Result<Self, NotDrawn> {
        let context = Context::new(Arc::clone(window))?;
        let surface = Surface::new(&context, Arc::clone(window))?;
        Ok(Self { window: Arc::clone(window), context, surface, size: None })
    }

    fn show(&mut self, raster: &mut Raster, frame: &Frame<'_>, lost: bool) -> Result<(), NotDrawn> {
        if self.try_show(raster, frame, lost).is_ok() {
            return Ok(());
        }
        // A buffer may have gone, with all that was in it.
        raster.forget();
        self.size = None;
        self.surface = Surface::new(&self.context, Arc::clone(&self.window))?;
        Ok(self.try_show(raster, frame, true)?)
    }

    fn try_show(&mut self, raster: &mut Raster, frame: &Frame<'_>, lost: bool) -> Result<(), SoftBufferError> {
        let [width, height] = frame.size.map(|side| NonZeroU32::new(u32::try_from(side).unwrap_or(0)));
        let (Some(width), Some(height)) = (width, height) else { return Ok(()) };
        let listed = raster.list(frame);
        if !listed.is_changed() && !lost {
            return Ok(());
        }
        if self.size != Some([width, height]) {
            self.surface.resize(width, height)?;
            self.size = Some([width, height]);
        }
        let mut buffer = self.surface.buffer_mut()?;
        let age = buffer.age();
        let damage = listed.draw(&mut buffer, age);
        self.window.pre_present_notify();
        if lost {
            return buffer.present();
        }
        let damage: Vec<Rect> = damage.into_iter().filter_map(rect).collect();
        if damage.is_empty() { Ok(()) } else { buffer.present_with_damage(&damage) }
    }
}

fn rect(area: Area) -> Option<Rect> {
    let [width, height] = area.size().map(|side| NonZeroU32::new(side as u32));
    Some(Rect { x: area.left as u32, y: area.top as u32, width: width?, height: height? })
}
