#![doc = include_str!("../ARCHITECTURE.md")]
#![warn(missing_docs)]
#![forbid(unsafe_code)]

// In the order in which a newcomer should read them, lowest floor first.
pub mod model;

pub mod limits;

pub mod neutral;

pub mod finding;

pub mod view;

pub mod check;

pub mod edit;

pub mod compare;

pub mod look;

pub mod file;

pub mod import;

pub mod lang;

pub mod made;

pub mod manual;

pub mod collect;

pub mod export;

pub mod paper;

pub mod product;

pub mod builtin;

pub mod document;

pub mod platform;

pub mod cli;

pub mod session;

#[cfg(feature = "window")]
pub mod ui;

#[cfg(feature = "window")]
pub mod raster;

#[cfg(feature = "window")]
pub mod app;
