//! Documents of others: read within limits, whatever is in them.

use super::threads::{Within, within};
use crate::import::{self, ImportError, Imported, Options};
use crate::limits::Limit;
use std::time::Duration;

/// Sound documents take a second at most; after this one is given up. The readers of foreign formats are not all ours, and
/// a damaged file may send one round in circles.
pub const LONGEST: Duration = Duration::from_secs(Limit::Reading.value());

/// Reads a document as [`import::read`] does, on a thread of its own.
///
/// # Errors
/// Those of [`import::read`]; [`ImportError::TooSlow`] after [`LONGEST`], [`ImportError::Damaged`] where a reader broke off.
pub fn import(name: Option<&str>, bytes: &[u8], options: Options) -> Result<Imported, ImportError> {
    let (name, bytes) = (name.map(str::to_owned), bytes.to_vec());
    match within("import", LONGEST, move || import::read(name.as_deref(), &bytes, options)) {
        Within::Done(read) => read,
        Within::TooSlow => Err(ImportError::TooSlow),
        Within::BrokeOff => Err(ImportError::Damaged),
    }
}
