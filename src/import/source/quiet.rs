//! Readers that are not ours and may break off on a damaged file: their breaking off is an error, and nothing is
//! printed.

use crate::import::ImportError;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether a foreign reader is at work on this thread.
    static WITHIN: Cell<bool> = const { Cell::new(false) };
}

/// What `reader` says, or that the file is damaged if it breaks off.
///
/// # Errors
/// Those of the reader, and [`ImportError::Damaged`].
pub(in crate::import) fn read<T>(reader: impl FnOnce() -> Result<T, ImportError>) -> Result<T, ImportError> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !WITHIN.with(Cell::get) {
                before(info);
            }
        }));
    });
    let outer = WITHIN.with(|within| within.replace(true));
    let said = panic::catch_unwind(AssertUnwindSafe(reader)).unwrap_or(Err(ImportError::Damaged));
    WITHIN.with(|within| within.set(outer));
    said
}
