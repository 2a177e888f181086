//! The library from outside: one binary, because each links the whole program anew.

mod arrangement;
mod checks;
mod edit;
mod house;
mod import;
mod modules;
#[cfg(feature = "paper")]
mod paper;
mod pictures;
mod plan_and_notice;
mod plan_file;
#[cfg(all(feature = "paper", feature = "window"))]
mod printers;
mod products;
mod properties;
mod revise;
#[cfg(feature = "paper")]
mod roles;
mod search;
mod seeded;
mod sheets;
#[path = "../support/mod.rs"]
mod support;
