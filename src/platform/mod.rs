//! The only door to the outside: files, and with the window its dialogs.

pub mod batch;
pub mod files;
pub mod fonts;

pub mod printers;

#[cfg(feature = "window")]
pub mod settings;

pub mod versions;

#[cfg(feature = "window")]
pub mod journal;

#[cfg(feature = "window")]
pub mod desk;

#[cfg(feature = "window")]
pub mod handover;

#[cfg(feature = "window")]
pub mod desktop;
