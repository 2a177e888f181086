//! The window without a screen: each test does what a person does and reads what assistive
//! technology reads.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests make the world that the program finds, and break off where it is not so"
)]
#![cfg(feature = "window")]

mod commands;
mod files;
mod finding;
mod grids;
mod harness;
mod looks;
mod manual;
mod matrix;
mod notices;
mod pages;
mod painter;
mod panels;
#[cfg(feature = "paper")]
mod paper;
mod picture;
mod questions;
mod review;
mod roles;
mod rounds;
mod saving;
mod tabs;
