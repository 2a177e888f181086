//! `responsibility-matrix.com`: what a command prompt finds under the program's name.
//!
//! The program itself opens no console, so that its window has none behind it; a prompt would not wait for it, nor see what it
//! says. This one starts it with pipes, shows what comes out of them and ends with its code. Windows looks for
//! `.com` before `.exe`. A program without console hears no Ctrl+C: this one ends it.

use std::ffi::c_void;
use std::io::{self, Read, Write};
use std::os::windows::io::AsRawHandle;
use std::process::{Command, ExitCode, Stdio};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::thread;

/// The program while it runs.
static RUNNING: AtomicPtr<c_void> = AtomicPtr::new(ptr::null_mut());
/// What Windows ends a program with at Ctrl+C.
const STATUS_CONTROL_C_EXIT: u32 = 0xC000_013A;

unsafe extern "system" {
    fn SetConsoleCtrlHandler(handler: unsafe extern "system" fn(u32) -> i32, add: i32) -> i32;
    fn TerminateProcess(process: *mut c_void, code: u32) -> i32;
}

/// Ctrl+C and Ctrl+Break end the program too; a prompt that is closed leaves its window open. What comes next is Windows' own.
unsafe extern "system" fn heard(event: u32) -> i32 {
    let program = RUNNING.load(Ordering::SeqCst);
    if event <= 1 && !program.is_null() {
        // SAFETY: the handle is the child's, which `run` holds open until this process ends.
        unsafe { TerminateProcess(program, STATUS_CONTROL_C_EXIT) };
    }
    0
}

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
    RUNNING.store(child.as_raw_handle(), Ordering::SeqCst);
    // SAFETY: `heard` lives as long as the process and touches nothing but an atomic.
    unsafe { SetConsoleCtrlHandler(heard, 1) };
    let errors = child.stderr.take().map(|from| thread::spawn(move || hand_on(from, io::stderr())));
    if let Some(from) = child.stdout.take() {
        hand_on(from, io::stdout());
    }
    let code = child.wait()?.code().unwrap_or(2);
    RUNNING.store(ptr::null_mut(), Ordering::SeqCst);
    if let Some(errors) = errors {
        let _ = errors.join();
    }
    Ok(code)
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
