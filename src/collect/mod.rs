//! Forms that come back (收表): read by their keys, laid beside the record, and what of them is new.
//!
//! A form is known by the keys in it, never by its name or place. What a unit answered is taken; what it changed of the
//! plan's own text is said and never taken. Nothing is written here: who calls decides.

mod form;
mod take;
mod words;

pub use form::{FormError, Remark, ReturnedForm, ReturnedRow, read_form, state_of};
pub use take::{Collected, Conflict, DeadlinesDiffer, Said, collect};
