//! Where a command's bytes go: a file, a folder of files, standard output; and what is said on the way.

use super::args::BulletinArgs;
use super::said::say;
use super::{Exit, Stop};
use crate::export::bulletin::Bulletin;
use crate::lang::{Lang, fill, write_error};
use crate::made::{Made, Warning};
use crate::neutral;
use crate::platform::batch::{self, FileFailure};
use crate::platform::files::{self, Existing};
use crate::product::{MakeError, Options, bulletin_format, make_bulletin};
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Where one file goes.
pub(super) struct Target<'a> {
    /// What `-o` named; `None` or `-` is standard output.
    pub(super) path: Option<&'a Path>,
    /// Whether a file that stands there is replaced.
    pub(super) force: bool,
}

impl Target<'_> {
    fn existing(&self) -> Existing {
        if self.force { Existing::Replace } else { Existing::Keep }
    }

    /// Writes a file whole or not at all, or prints it.
    pub(super) fn put(&self, bytes: &[u8], lang: Lang) -> Result<Exit, Stop> {
        match self.path.filter(|path| path.as_os_str() != "-") {
            Some(path) => files::write(path, bytes, self.existing())
                .map(|()| Exit::Done)
                .map_err(|error| Stop::not_written(cannot_write(lang, path, &error))),
            None => print(bytes, lang),
        }
    }

    /// Writes one file, its warnings first.
    pub(super) fn put_made(&self, made: &Made, lang: Lang) -> Result<Exit, Stop> {
        say_warnings(&made.warnings, lang);
        let done = self.put(&made.bytes, lang)?;
        // How small a matrix became, its reader wants to know.
        made.sheets.iter().for_each(|sheets| say(&sheets.words(lang)));
        Ok(done)
    }

    /// Writes a file of each name into `folder`, which is made if it is missing; one that fails is
    /// reported and the rest goes on. `make` gives the file at a position.
    pub(super) fn put_each(
        &self,
        folder: &Path,
        names: &[PathBuf],
        lang: Lang,
        make: impl Fn(usize) -> Result<Made, MakeError>,
    ) -> Result<Exit, Stop> {
        let t = lang.texts();
        make_folder(folder, lang)?;
        let make = |position| {
            make(position).map(|made| {
                say_warnings(&made.warnings, lang);
                made.bytes
            })
        };
        let batch = batch::write_each(folder, names, self.existing(), make, |progress| {
            match progress.result {
                Ok(()) => {
                    let name = progress.path.file_name().unwrap_or_default();
                    say(&fill(t.cli_progress, &[&progress.done, &progress.all, &name.display()]));
                }
                Err(FileFailure::Made(error)) => {
                    say(&format!("error: {}: {}", progress.path.display(), error.words(lang)));
                }
                Err(FileFailure::Written(error)) => {
                    say(&format!("error: {}", cannot_write(lang, progress.path, &error)));
                }
            }
            ControlFlow::Continue(())
        });
        say(&fill(t.cli_units_done, &[&batch.written]));
        if batch.failed > 0 {
            return Err(Stop::not_written(fill(t.cli_units_failed, &[&batch.failed])));
        }
        Ok(Exit::Done)
    }
}

/// Prints to standard output; a reader that closed the pipe early has what it wanted.
pub(super) fn print(bytes: &[u8], lang: Lang) -> Result<Exit, Stop> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(Exit::Done),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Exit::Done),
        Err(error) => Err(Stop::not_written(fill(lang.texts().cli_cannot_write, &[&error]))),
    }
}

/// Prints text for people: nothing in it commands the terminal.
pub(super) fn print_text(text: &str, lang: Lang) -> Result<Exit, Stop> {
    print(neutral::terminal(text).as_bytes(), lang)
}

/// A wish that cannot be met is bad input.
pub(super) fn stop(error: &MakeError, lang: Lang) -> Stop {
    let words = error.words(lang);
    if error.is_bad_wish() { Stop::bad(words) } else { Stop::not_written(words) }
}

/// Writes a bulletin in the format that was asked for.
pub(super) fn bulletin(bulletin: &Bulletin, asked: String, to: &BulletinArgs, lang: Lang) -> Result<Exit, Stop> {
    let stop = |error: MakeError| stop(&error, lang);
    let format = bulletin_format(&asked, &bulletin.title_line()).map_err(stop)?;
    if to.output.is_none() && !format.is_text() {
        return Err(Stop::bad(fill(lang.texts().cli_binary_needs_file, &[&format.ending()])));
    }
    let made = make_bulletin(bulletin, format, &Options::default()).map_err(stop)?;
    Target { path: to.output.as_deref(), force: to.force }.put_made(&made, lang)
}

fn say_warnings(warnings: &[Warning], lang: Lang) {
    for warning in warnings {
        say(&format!("warning: {}", warning.words(lang)));
    }
}

pub(super) fn cannot_write(lang: Lang, path: &Path, error: &io::Error) -> String {
    let t = lang.texts();
    let what = match error.kind() {
        io::ErrorKind::AlreadyExists => t.cli_exists.to_owned(),
        io::ErrorKind::NotADirectory => t.cli_not_folder.to_owned(),
        _ => write_error(lang, error),
    };
    format!("{}: {what}", path.display())
}

fn make_folder(folder: &Path, lang: Lang) -> Result<(), Stop> {
    files::make_folder(folder).map_err(|error| {
        Stop::not_written(if error.kind() == io::ErrorKind::NotFound {
            format!("{}: {}", folder.display(), lang.texts().cli_no_parent)
        } else {
            cannot_write(lang, folder, &error)
        })
    })
}
