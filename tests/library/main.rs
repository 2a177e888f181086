//! The library from outside: one binary, because each links the whole program anew.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests make the world that the program finds, and break off where it is not so"
)]

mod arrangement;
mod cards;
mod checks;
mod comparing;
mod edit;
mod forms;
mod fuzzed;
mod grids;
mod house;
mod import;
mod modules;
mod names;
mod neutral;
mod old_documents;
mod open_documents;
mod own_tables;
#[cfg(feature = "paper")]
mod paper;
mod pdf;
mod pictures;
mod plan_and_notice;
mod plan_file;
#[cfg(all(feature = "paper", feature = "window"))]
mod printers;
mod products;
mod progress;
mod properties;
mod revise;
#[cfg(feature = "paper")]
mod roles;
mod search;
mod security;
mod seeded;
mod sheets;
#[path = "../support/mod.rs"]
mod support;
#[path = "../../benches/synthetic.rs"]
mod synthetic;
mod tables;
mod task_tables;
mod unseen;
mod web_page;
mod word;
