//! The window without a screen: each test does what a person does and reads what assistive
//! technology reads.
#![cfg(feature = "window")]

mod commands;
mod files;
mod finding;
mod harness;
mod looks;
mod matrix;
mod pages;
mod panels;
#[cfg(feature = "paper")]
mod paper;
mod picture;
mod review;
mod roles;
mod saving;
#[path = "../support/mod.rs"]
mod support;
mod tabs;
