//! The library from outside: one binary, because each links the whole program anew.

mod arrangement;
mod checks;
mod edit;
mod house;
mod import;
mod paper;
mod pictures;
mod plan_and_notice;
mod plan_file;
mod printers;
mod properties;
mod revise;
mod search;
mod sheets;
