//! From a plan to what is seen: all marks ([`Ledger`]), what a person wants to see ([`Filter`]),
//! the table itself ([`MatrixView`]) and what one unit owes ([`Obligations`]).
//!
//! *Architecture invariant:* window, CSV and paper draw from here and count nothing themselves, so
//! they cannot disagree.

mod arrangement;
mod clause;
mod companions;
mod deadline;
mod filter;
mod ledger;
mod lights;
mod load;
mod matrix;
mod obligations;
mod pinyin;
mod progress;
mod search;
mod source;

pub use arrangement::{Arrangement, MarkStyle, Order};
pub use clause::{ClauseWords, clause_words};
pub use companions::Companion;
pub use deadline::{Deadline, deadline};
pub use filter::Filter;
pub(crate) use ledger::unlisted_words;
pub use ledger::{Ledger, Mark, Subject};
pub use lights::{DutyState, Light, Lights};
pub use load::Load;
pub use matrix::{Band, Cell, CellMarks, Counts, MatrixView};
pub use obligations::{Duty, Obligations, Partner};
pub use progress::{DUE_DAYS, DutyProgress, Progress, Tally, Timing, WhichRound, missing};
pub use search::{Hits, Wanted, units_spoken};
pub use source::{SourcePlace, SourceText};
