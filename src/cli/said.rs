//! What is said on standard error: one harmless line for each problem, whatever becomes of the reader.

use crate::lang::{Lang, fill};
use crate::limits::Limit;
use crate::neutral;
use std::io::{self, Write as _};

/// Says one line. Nobody may be there to hear it: a closed or full standard error stops no work.
pub fn say(words: &str) {
    let line = neutral::terminal_line(words, Limit::Line.count());
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Says the first lines of many, as [`Limit::Told`] has it, and of the others how many they are.
pub(super) fn say_each(lines: impl IntoIterator<Item = String>, lang: Lang) {
    let mut left = 0_usize;
    for (at, line) in lines.into_iter().enumerate() {
        if at < Limit::Told.count() {
            say(&line);
        } else {
            left += 1;
        }
    }
    if left > 0 {
        say(&format!("note: {}", fill(lang.texts().limits.told_more, &[&left])));
    }
}
