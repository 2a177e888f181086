//! The command line: parse arguments, do the job, print, and say how it went by the exit code.
//!
//! Exit 0 done, 1 the answer is no, 2 bad input or usage, 3 could not write.

mod args;
mod collect;
mod compare;
mod duties;
mod export;
mod filter;
mod import;
mod output;
mod progress;
mod record;
mod report;
mod said;
mod wishes;

use crate::document::{Document, file_error_line};
use crate::finding::Severity;
use crate::lang::{Lang, fill, read_error};
use crate::platform::files::{self, OpenError};
use args::{CheckFormat, Cli, Command, LangArg};
use clap::Parser as _;
use clap::error::ErrorKind;
pub use said::say;
use said::say_each;
use std::path::{Path, PathBuf};

/// How a run of the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// The answer is no: `check` found errors.
    No = 1,
    /// Bad input or usage.
    BadInput = 2,
    /// Something could not be written.
    NotWritten = 3,
}

/// What the arguments ask for.
pub enum Asked {
    /// A command that ran to its end.
    Ran(Exit),
    /// The window.
    Window {
        /// Plans and notices to open; none means the built-in plan.
        files: Vec<PathBuf>,
        /// The language, if one was asked for.
        lang: Option<Lang>,
    },
}

/// A job that stopped: its complaint and exit code.
pub(crate) struct Stop {
    lines: Vec<String>,
    exit: Exit,
}

impl Stop {
    fn bad(line: impl Into<String>) -> Self {
        Self { lines: vec![line.into()], exit: Exit::BadInput }
    }

    fn not_written(line: impl Into<String>) -> Self {
        Self { lines: vec![line.into()], exit: Exit::NotWritten }
    }
}

/// Parses the arguments of this process and does what they ask, but for the window.
pub fn run() -> Asked {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return Asked::Ran(usage(&error)),
    };
    let asked = cli.lang.map(|lang| match lang {
        LangArg::Zh => Lang::Zh,
        LangArg::En => Lang::En,
    });
    let Some(command) = cli.command else { return Asked::Window { files: cli.files, lang: asked } };
    let lang = asked.unwrap_or_default();
    if let Some(plan) = cli.files.first() {
        // `PLAN show`: a command's plan stands after its name.
        say(&format!("error: {}", fill(lang.texts().cli_usage, &[&plan.display()])));
        return Asked::Ran(Exit::BadInput);
    }
    let done = match command {
        Command::Show { plan } => open(plan.as_deref(), lang).and_then(|document| report::show(&document, lang)),
        Command::Check { plan, format } => check(plan.as_deref(), format, lang),
        Command::Import(job) => import::import(&job, lang),
        Command::Export(job) => export::export(&job, lang),
        Command::Collect(job) => collect::run(&job, lang),
        Command::Progress(job) => progress::run(&job, lang),
        Command::Compare(job) => compare::run(&job, lang),
        Command::Duties(job) => duties::run(&job, lang),
    };
    Asked::Ran(done.unwrap_or_else(|stop| {
        say_each(stop.lines.iter().map(|line| format!("error: {line}")), lang);
        stop.exit
    }))
}

/// Help and version go to standard output; a wrong call is one line.
fn usage(error: &clap::Error) -> Exit {
    if !error.use_stderr() {
        // A closed pipe is no failure of the help.
        let _ = error.print();
        return Exit::Done;
    }
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default().trim_start_matches("error: ").trim_end_matches(':');
    // Missing arguments stand on lines of their own below.
    let missing: Vec<&str> = text.lines().skip(1).take_while(|line| line.starts_with("  ")).map(str::trim).collect();
    let what = if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // The whole help: only its line of usage says what is missing.
        text.lines().find(|line| line.starts_with("Usage: ")).unwrap_or(first).to_owned()
    } else if missing.is_empty() {
        first.to_owned()
    } else {
        format!("{first}: {}", missing.join(" "))
    };
    // The arguments could not be parsed: look for the language by hand.
    let args: Vec<_> = std::env::args_os().collect();
    let english = args.iter().any(|arg| arg == "--lang=en") || args.windows(2).any(|pair| pair == ["--lang", "en"]);
    let lang = if english { Lang::En } else { Lang::Zh };
    say(&format!("error: {}", fill(lang.texts().cli_usage, &[&what])));
    Exit::BadInput
}

/// Opens a plan for a command; its file's errors are warnings to every command but `check`.
fn open(path: Option<&Path>, lang: Lang) -> Result<Document, Stop> {
    let document = open_silently(path, lang)?;
    let errors = document.findings.iter().filter(|finding| finding.severity() == Severity::Error);
    say_each(errors.map(|finding| format!("warning: {}", document.finding_line(lang, finding))), lang);
    Ok(document)
}

fn open_silently(path: Option<&Path>, lang: Lang) -> Result<Document, Stop> {
    let Some(path) = path else { return Ok(Document::builtin()) };
    files::open_plan(path).map_err(|error| Stop::bad(open_error(lang, path, &error)))
}

/// One line for a plan file that could not be opened.
pub fn open_error(lang: Lang, path: &Path, error: &OpenError) -> String {
    match error {
        OpenError::Read(error) => format!("{}: {}", path.display(), read_error(lang, error)),
        OpenError::File(error) => file_error_line(lang, &path.display().to_string(), error),
    }
}

fn check(path: Option<&Path>, format: CheckFormat, lang: Lang) -> Result<Exit, Stop> {
    let document = open_silently(path, lang)?;
    match format {
        CheckFormat::Text => report::findings_text(&document, lang)?,
        CheckFormat::Json => report::findings_json(&document, lang)?,
    };
    Ok(if document.count(Severity::Error) > 0 { Exit::No } else { Exit::Done })
}
