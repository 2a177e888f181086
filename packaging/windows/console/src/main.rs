//! `responsibility-matrix.com`: what a command prompt finds under the program's name.
//!
//! The program itself opens no console, so that its window has none behind it; a prompt would not wait for it, nor see what it
//! says. This one starts it with pipes, shows what comes out of them and ends with its code. Windows looks for
//! `.com` before `.exe`.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;

fn main() -> ExitCode {
    match run() {
        // Whole: Windows' codes have 32 bits, and that of a program that broke off needs them.
        Ok(code) => std::process::exit(code),
        Err(error) => {
            eprintln!("error: responsibility-matrix.exe: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> io::Result<i32> {
    let program = std::env::current_exe()?.with_extension("exe");
    let mut child = Command::new(program)
        .args(std::env::args_os().skip(1))
        .stdin(Stdio::inherit())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let errors = child.stderr.take().map(|from| thread::spawn(move || hand_on(from, io::stderr())));
    if let Some(from) = child.stdout.take() {
        hand_on(from, io::stdout());
    }
    let code = code(child)?;
    if let Some(errors) = errors {
        let _ = errors.join();
    }
    Ok(code)
}

fn code(mut child: Child) -> io::Result<i32> {
    Ok(child.wait()?.code().unwrap_or(2))
}

/// Hands everything on as it comes; a reader that has gone ends it.
fn hand_on(mut from: impl Read, mut to: impl Write) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(count) = from.read(&mut buffer) {
        if count == 0 || to.write_all(&buffer[..count]).and_then(|()| to.flush()).is_err() {
            return;
        }
    }
}
