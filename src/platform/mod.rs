//! The only door to the outside: files and threads, and with the window its dialogs. `clippy.toml`
//! forbids both elsewhere.

#![expect(clippy::disallowed_methods, reason = "the door")]

pub mod batch;
pub mod clock;
pub mod files;
pub mod fonts;
pub mod reading;
pub mod returns;
pub mod threads;

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
