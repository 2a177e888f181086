//! The window without a screen: each test does what a person does and reads what assistive
//! technology reads.
#![cfg(feature = "window")]

#[path = "window/files.rs"]
mod files;
#[path = "window/finding.rs"]
mod finding;
#[path = "window/harness.rs"]
mod harness;
#[path = "window/looks.rs"]
mod looks;
#[path = "window/matrix.rs"]
mod matrix;
#[path = "window/pages.rs"]
mod pages;
#[path = "window/panels.rs"]
mod panels;
#[path = "window/paper.rs"]
mod paper;
#[path = "window/picture.rs"]
mod picture;
#[path = "window/review.rs"]
mod review;
