//! Products: what can be made of a plan, in which formats, and the one way to make it.
//!
//! [`Product`], [`Format`] and the table of their makers stand in [`table`](self): what the command
//! line offers, what the window offers, endings of files, names in dialogs, and what is refused, and
//! in which words, all come from there. [`make`] looks a pair up and hands it to its maker, so that
//! no file can hold the bytes of another format: a pair without a maker is [`MakeError::NotMade`].
//!
//! What is said of plans rather than made of one is a [`Bulletin`](crate::export::bulletin::Bulletin), which
//! [`make_bulletin`] makes.
//!
//! A new product or format is a variant and its lines in `table.rs` (the compiler names them), a
//! maker, and its texts.

mod bulletin;
mod makers;
mod table;

pub use crate::made::{Made, Warning};
pub use bulletin::{BULLETIN_FORMATS, bulletin_format, make_bulletin};
pub use table::{Format, Product, Wanted, Wish, ending, with_ending};

use crate::export::Scope;
use crate::export::csv::Encoding;
use crate::export::picture::{PictureError, PictureShape, Size};
use crate::export::table::Expand;
use crate::lang::{Lang, fill};
use crate::model::{Date, Plan, Record, UnitId};
use crate::paper::{self, Faces, ListPaper, MatrixPaper, Pages, PaperError, Standard, Style};
use std::fmt;
use std::io;
use std::sync::Arc;
use table::{Maker, maker};

/// What may be wished of a product; a maker takes what concerns it. The default is what nobody
/// needs to ask for.
#[derive(Clone, Default)]
pub struct Options {
    /// Whether members of collectives have rows of their own among the marks. Default: no.
    pub expand: Expand,
    /// How the text of a CSV file becomes bytes. Default: UTF-8.
    pub encoding: Encoding,
    /// Which units a document of many has. Default: all that stand.
    pub units: Option<Vec<UnitId>>,
    /// How large a picture is. Default: its own size as a drawing, twice that in pixels, which is
    /// sharp on a slide that fills the screen.
    pub size: Option<Size>,
    /// Which shape a picture has. Default: that of the matrix.
    pub shape: PictureShape,
    /// How a unit's obligations are set on paper. Default: 责任清单.
    pub style: Style,
    /// Whether the pages of lists stand. Default: they lie.
    pub upright: bool,
    /// The date that a PDF states as that of its making. Default: the plan's.
    pub date: Option<Date>,
    /// Sheets of the matrix on paper. Default: A4 on its long side, type that fits.
    pub sheets: MatrixPaper,
    /// What kind of PDF. Default: PDF 1.7.
    pub standard: Standard,
    /// The faces of paper. Default: the embedded ones.
    pub faces: Option<Arc<Faces>>,
    /// The round that forms are for (报送期次). Default: none is named.
    pub round: String,
    /// What units said before, for the blanks of forms. Default: nothing.
    pub record: Arc<Record>,
    /// Is told how far a document of many units has come. Default: nobody.
    pub progress: Option<fn(Step, Lang)>,
}

impl Options {
    fn faces(&self) -> Arc<Faces> {
        self.faces.clone().unwrap_or_else(Faces::embedded)
    }

    fn list(&self) -> ListPaper {
        ListPaper { style: self.style, upright: self.upright }
    }

    fn tell(&self, step: Step, lang: Lang) {
        if let Some(progress) = self.progress {
            progress(step, lang);
        }
    }
}

/// How far a document of many units has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many units are being laid out.
    LayingOut {
        /// Units whose pages are laid out.
        units: usize,
    },
    /// So many pages are laid out and become a file.
    Writing {
        /// Pages of the whole document.
        pages: usize,
    },
}

impl Step {
    /// The step in one line.
    pub fn words(self, lang: Lang) -> String {
        let t = lang.texts();
        match self {
            Self::LayingOut { units } => fill(t.step_laying_out, &[&units]),
            Self::Writing { pages } => fill(t.step_writing, &[&pages]),
        }
    }
}

/// Why nothing was made.
#[derive(Debug)]
pub enum MakeError {
    /// The product is not made in this format.
    NotMade {
        /// What was asked for.
        product: Product,
        /// The format that was asked for.
        format: Format,
    },
    /// A bulletin is not made in the format of this name.
    NoBulletin {
        /// What it is called.
        title: String,
        /// The format that was asked for.
        ending: String,
    },
    /// A collective whose members answer for themselves, or that nobody can name, has no form.
    CannotAnswer {
        /// Name of the unit.
        unit: String,
    },
    /// There are no pages.
    Paper(PaperError),
    /// There is no picture.
    Picture(PictureError),
    /// Bytes could not be put together.
    Bytes(io::Error),
}

impl MakeError {
    /// What is wrong and what to do, as a sentence.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::NotMade { product, format } => product.refusal(format.ending(), lang),
            Self::NoBulletin { title, ending } => bulletin::refusal(title, ending, lang),
            Self::CannotAnswer { unit } => fill(lang.texts().reporting.form_of_nobody, &[unit]),
            Self::Paper(error) => error.words(lang),
            Self::Picture(error) => error.words(lang),
            Self::Bytes(error) => fill(lang.texts().cli_cannot_write, &[error]),
        }
    }

    /// Whether the wish or the plan is at fault, not the machine.
    pub fn is_bad_wish(&self) -> bool {
        match self {
            Self::NotMade { .. } | Self::NoBulletin { .. } | Self::CannotAnswer { .. } | Self::Paper(_) => true,
            Self::Picture(error) => !matches!(error, PictureError::Renderer(_)),
            Self::Bytes(_) => false,
        }
    }
}

impl fmt::Display for MakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Lang::En))
    }
}

impl std::error::Error for MakeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotMade { .. } | Self::NoBulletin { .. } | Self::CannotAnswer { .. } => None,
            Self::Paper(error) => Some(error),
            Self::Picture(error) => Some(error),
            Self::Bytes(error) => Some(error),
        }
    }
}

impl From<PaperError> for MakeError {
    fn from(error: PaperError) -> Self {
        Self::Paper(error)
    }
}

impl From<PictureError> for MakeError {
    fn from(error: PictureError) -> Self {
        Self::Picture(error)
    }
}

impl From<io::Error> for MakeError {
    fn from(error: io::Error) -> Self {
        Self::Bytes(error)
    }
}

/// Makes the one file of a product.
///
/// # Errors
/// [`MakeError::NotMade`] if the table has no such pair; whatever its maker meets.
pub fn make(wanted: Wanted, format: Format, scope: &Scope<'_>, options: &Options) -> Result<Made, MakeError> {
    let refused = || MakeError::NotMade { product: wanted.product(), format };
    match (maker(wanted.product(), format).ok_or_else(refused)?, wanted) {
        (Maker::Plan(make), _) => make(scope, options),
        (Maker::Unit(make), Wanted::Unit(unit) | Wanted::Form(unit)) => make(scope, unit, options),
        (Maker::PlanPages(_) | Maker::UnitPages(_), _) => {
            is_ready(format, scope.plan, options)?;
            let pages = pages(wanted, scope, options)?;
            options.tell(Step::Writing { pages: pages.count() }, scope.lang);
            let bytes = pages.pdf(options.standard, options.date.or(scope.plan.date))?;
            Ok(Made { bytes, warnings: pages.warnings().to_vec(), sheets: pages.sheets() })
        }
        (
            Maker::Unit(_),
            Wanted::Marks
            | Wanted::Matrix
            | Wanted::Units
            | Wanted::Tasks
            | Wanted::Overview
            | Wanted::Book
            | Wanted::Receipts
            | Wanted::Html
            | Wanted::Forms
            | Wanted::Minutes,
        ) => Err(refused()),
    }
}

/// Lays a product out on pages, to be looked at, printed or saved as [`Format::Pdf`].
///
/// # Errors
/// [`MakeError::NotMade`] if the table has no pages of it; [`MakeError::Paper`] if it cannot be set.
pub fn pages(wanted: Wanted, scope: &Scope<'_>, options: &Options) -> Result<Pages, MakeError> {
    match (maker(wanted.product(), Format::Pdf), wanted) {
        (Some(Maker::PlanPages(lay_out)), _) => lay_out(scope, options),
        (Some(Maker::UnitPages(lay_out)), Wanted::Unit(unit)) => lay_out(scope, unit, options),
        (None | Some(Maker::Plan(_) | Maker::Unit(_) | Maker::UnitPages(_)), _) => {
            Err(MakeError::NotMade { product: wanted.product(), format: Format::Pdf })
        }
    }
}

/// Whether a format can be made at all of this plan as wished: asked before the first of many files,
/// so that no folder is made for nothing.
///
/// # Errors
/// [`MakeError::Paper`] if pages are asked for and this build has none, or the plan lacks a date
/// that the standard demands.
pub fn is_ready(format: Format, plan: &Plan, options: &Options) -> Result<(), MakeError> {
    if format.is_paged() {
        paper::is_ready(options.standard, options.date.or(plan.date))?;
    }
    Ok(())
}
