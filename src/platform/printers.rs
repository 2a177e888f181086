//! Printers of the machine, through the programs of CUPS (`lpstat`, `lp`), which every Linux desktop
//! that prints has. Elsewhere there is no such service, and the system's own viewer prints the PDF.

use std::fmt;
use std::io::{self, Write as _};
use std::process::{Command, Stdio};

/// A printer that the system knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printer {
    /// Its name, as `lp -d` takes it.
    pub name: String,
    /// Whether the system prints here unless told otherwise.
    pub is_default: bool,
}

/// Both sides of the paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplex {
    /// One side only (default).
    #[default]
    Off,
    /// Both, turned like a book.
    LongEdge,
    /// Both, turned like a pad.
    ShortEdge,
}

impl Duplex {
    /// Every choice, as a list offers them.
    pub const ALL: [Self; 3] = [Self::Off, Self::LongEdge, Self::ShortEdge];

    /// The value of `sides` (RFC 8011, 5.2.8).
    fn sides(self) -> &'static str {
        match self {
            Self::Off => "one-sided",
            Self::LongEdge => "two-sided-long-edge",
            Self::ShortEdge => "two-sided-short-edge",
        }
    }
}

/// How a document is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintRequest {
    /// Name of the queue, as the system lists it.
    pub printer: String,
    /// Copies, at least 1.
    pub copies: u32,
    /// One side or both.
    pub duplex: Duplex,
    /// Pages such as `1-3,5`; empty for all.
    pub pages: String,
    /// What the queue shows.
    pub title: String,
}

/// Why nothing was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintError {
    /// No print service answers, or none is installed.
    NoService,
    /// There is a service, and no printer in it.
    NoPrinter,
    /// The pages asked for are none.
    BadPages,
    /// What the service said.
    Refused(String),
}

/// For developers; what a person reads is in [`crate::lang`].
impl fmt::Display for PrintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoService => f.write_str("no print service answers"),
            Self::NoPrinter => f.write_str("the print service has no printer"),
            Self::BadPages => f.write_str("the pages asked for are none"),
            Self::Refused(words) => write!(f, "the print service refused: {words}"),
        }
    }
}

impl std::error::Error for PrintError {}

/// `1-3,5` without spaces, in the form that `page-ranges` takes; `None` if it is no such list.
/// Full-width signs are taken for what they mean.
pub fn page_ranges(words: &str) -> Option<String> {
    let half: String = words
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '，' | '、' | '；' | ';' => ',',
            '－' | '—' | '–' | '~' | '～' | '至' => '-',
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            c => c,
        })
        .collect();
    let number = |word: &str| word.parse::<u32>().ok().filter(|&number| number > 0);
    let is_range = |range: &str| match range.split_once('-') {
        Some((from, to)) => matches!((number(from), number(to)), (Some(from), Some(to)) if from <= to),
        None => number(range).is_some(),
    };
    (half.is_empty() || half.split(',').all(is_range)).then_some(half)
}

fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    // Its words are read by us.
    command.env("LC_ALL", "C").stdin(Stdio::null());
    command
}

/// The printers, the default one first.
///
/// # Errors
/// [`PrintError::NoService`] or [`PrintError::NoPrinter`].
pub fn list() -> Result<Vec<Printer>, PrintError> {
    let names = command("lpstat").arg("-e").output().map_err(|_| PrintError::NoService)?;
    if !names.status.success() {
        return Err(PrintError::NoService);
    }
    let default = command("lpstat").arg("-d").output().map(|output| output.stdout).unwrap_or_default();
    let printers = listed(&String::from_utf8_lossy(&names.stdout), &String::from_utf8_lossy(&default));
    if printers.is_empty() { Err(PrintError::NoPrinter) } else { Ok(printers) }
}

/// Reads `lpstat -e` and `lpstat -d`.
fn listed(names: &str, default: &str) -> Vec<Printer> {
    let default = default.trim().rsplit_once(": ").map(|(_, name)| name.trim());
    let mut printers: Vec<Printer> = names
        .lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| Printer { name: name.to_owned(), is_default: Some(name) == default })
        .collect();
    printers.sort_by_key(|printer| !printer.is_default);
    printers
}

/// Sends a PDF to a printer; what the service calls the job.
///
/// # Errors
/// If the pages are no list of pages, or the service refuses.
pub fn print(pdf: &[u8], request: &PrintRequest) -> Result<String, PrintError> {
    let pages = page_ranges(&request.pages).ok_or(PrintError::BadPages)?;
    let mut lp = command("lp");
    lp.arg("-d").arg(&request.printer).arg("-n").arg(request.copies.max(1).to_string());
    lp.arg("-t").arg(&request.title).arg("-o").arg(format!("sides={}", request.duplex.sides()));
    if !pages.is_empty() {
        lp.arg("-o").arg(format!("page-ranges={pages}"));
    }
    let refused = |error: io::Error| PrintError::Refused(error.to_string());
    let mut child = lp
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|_| PrintError::NoService)?;
    // A service that refuses may stop reading: then its own words say why.
    let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(pdf));
    let output = child.wait_with_output().map_err(refused)?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(PrintError::Refused(words));
    }
    written.map_err(refused)?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_pages() {
        for (words, ranges) in [
            ("", Some("")),
            (" 1 - 3， 5", Some("1-3,5")),
            ("２－４、６", Some("2-4,6")),
            ("7", Some("7")),
            ("0", None),
            ("3-1", None),
            ("a", None),
            ("1,,2", None),
            ("-o raw", None),
        ] {
            assert_eq!(page_ranges(words).as_deref(), ranges, "{words}");
        }
    }

    #[test]
    fn the_default_printer_comes_first() {
        let printers = listed("Laser\nPDF\n", "system default destination: PDF\n");
        assert_eq!(printers.iter().map(|printer| printer.name.as_str()).collect::<Vec<_>>(), ["PDF", "Laser"]);
        assert!(printers[0].is_default && !printers[1].is_default);
        assert_eq!(listed("", "no system default destination"), []);
    }
}
