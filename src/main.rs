//! The one executable: the window when no subcommand is given, else the command line.

use responsibility_matrix::cli::{self, Asked, Exit};
use std::process::ExitCode;

fn main() -> ExitCode {
    let exit = match cli::run() {
        Asked::Ran(exit) => exit,
        Asked::Window { files, lang } => window(&files, lang),
    };
    ExitCode::from(exit as u8)
}

#[cfg(feature = "window")]
fn window(files: &[std::path::PathBuf], lang: Option<responsibility_matrix::lang::Lang>) -> Exit {
    responsibility_matrix::app::run(files, lang)
}

#[cfg(not(feature = "window"))]
fn window(_files: &[std::path::PathBuf], lang: Option<responsibility_matrix::lang::Lang>) -> Exit {
    cli::say(&format!("error: {}", lang.unwrap_or_default().texts().cli_no_window));
    Exit::BadInput
}
