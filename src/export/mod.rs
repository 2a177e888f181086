//! Tables out of the projection: rows ([`table`]) and their bytes ([`csv`], TSV, [`xlsx`]), and
//! pictures of the matrix ([`picture`]); and bulletins, which say something of plans ([`bulletin`]).
//!
//! Knows no paths and no window. What a table holds is said once, in [`table`]; every format
//! writes the same rows.

pub mod bulletin;
pub mod comparison;
pub mod csv;
pub mod document;
pub mod docx;
pub mod duties;
pub mod forms;
pub mod html;
pub mod legend;
pub mod lists;
pub mod minutes;
pub mod picture;
pub mod progress;
pub mod table;
pub mod xlsx;

use crate::lang::Lang;
use crate::model::Plan;
use crate::view::{Filter, Ledger, MatrixView};

/// What is exported: a plan, as far as a filter lets it be seen, in one language.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its marks.
    pub ledger: &'a Ledger,
    /// What stands.
    pub filter: &'a Filter,
    /// The matrix of plan and filter.
    pub view: &'a MatrixView,
    /// Language of headings, role words and basis words.
    pub lang: Lang,
}
