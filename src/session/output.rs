//! What the window writes and prints, as jobs that know all they need: they run on a thread, while
//! the plan on screen may change.

use super::Target;
use super::shared::Shared;
use crate::document::Document;
use crate::export::Scope;
use crate::export::forms::can_answer;
use crate::export::picture::PictureShape;
use crate::export::table::Expand;
use crate::lang::Lang;
use crate::model::{Date, Plan, Record, UnitId};
use crate::paper::{Faces, MatrixPaper, Pages, PaperSize, Standard, Style, TypeSize};
use crate::product::{self, Format, Made, MakeError, Options, Product, Wanted};
use crate::view::{Arrangement, Filter, MarkStyle, MatrixView, Order};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// How much of a plan is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What the filter shows; what it leaves out is stated.
    Shown,
    /// The whole plan.
    All,
}

/// A product that is exported, and how much of the plan it holds. What is about one unit is always
/// whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export {
    /// The product. In the matrix, folded rows and columns are written out; among the marks are
    /// those of members of collectives.
    pub wanted: Wanted,
    /// Whether the filter counts.
    pub extent: Extent,
}

impl Export {
    /// The product as far as the filter shows it.
    pub fn shown(wanted: Wanted) -> Self {
        Self { wanted, extent: Extent::Shown }
    }

    /// The product of the whole plan.
    pub fn all(wanted: Wanted) -> Self {
        Self { wanted, extent: Extent::All }
    }

    /// Whether a filter leaves anything out of it.
    pub fn is_filtered(self) -> bool {
        self.extent == Extent::Shown && self.wanted.unit().is_none()
    }
}

/// A plan as it was when the job was asked for, and what of it is meant.
#[derive(Clone)]
pub struct Snapshot {
    /// The plan as it was when it was asked for.
    pub document: Arc<Document>,
    /// What is left out.
    pub filter: Filter,
    /// The order of the units; nothing is folded on paper and in files.
    pub order: Order,
    /// How marks are shown.
    pub marks: MarkStyle,
    /// The language of heads and roles.
    pub lang: Lang,
}

impl Snapshot {
    /// `bare`: without the people that tasks name.
    fn with<T>(&self, bare: bool, work: impl FnOnce(&Scope<'_>) -> T) -> T {
        let Document { plan, ledger, .. } = &*self.document;
        let without = bare.then(|| {
            let mut plan = plan.clone();
            plan.leave_out_people();
            plan
        });
        let plan = without.as_ref().unwrap_or(plan);
        let arrangement = Arrangement { order: self.order, marks: self.marks, ..Arrangement::default() };
        let view = MatrixView::arranged(plan, ledger, &self.filter, &arrangement);
        work(&Scope { plan, ledger, filter: &self.filter, view: &view, lang: self.lang })
    }
}

impl PartialEq for Snapshot {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.document, &other.document)
            && (&self.filter, self.order, self.marks, self.lang)
                == (&other.filter, other.order, other.marks, other.lang)
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot").field("plan", &self.document.plan.title).field("filter", &self.filter).finish()
    }
}

/// A product to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportJob {
    pub(super) snapshot: Snapshot,
    pub(super) export: Export,
    pub(super) format: Format,
    /// The plan's edition.
    pub(super) edition: u64,
}

impl ExportJob {
    /// The product.
    pub fn export(&self) -> Export {
        self.export
    }

    /// What its path was asked for.
    pub fn target(&self) -> Target {
        Target::Export { export: self.export, format: self.format, edition: self.edition }
    }

    /// Makes the file.
    ///
    /// # Errors
    /// What cannot be made.
    pub fn run(&self) -> Result<Made, MakeError> {
        let options = Options { expand: Expand::Yes, ..Options::default() };
        self.snapshot.with(false, |scope| product::make(self.export.wanted, self.format, scope, &options))
    }
}

/// Files for all units on their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitsProgress {
    /// Files dealt with.
    pub done: usize,
    /// Files in all.
    pub all: usize,
}

/// The units that a product about units is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// The unit on screen when it was asked for.
    One(UnitId),
    /// All that stand.
    All,
    /// These, as far as they stand.
    Some(BTreeSet<UnitId>),
}

impl Chosen {
    /// The only one, if it is one.
    pub fn one(&self) -> Option<UnitId> {
        match self {
            Self::One(unit) => Some(*unit),
            Self::All | Self::Some(_) => None,
        }
    }

    /// Whether this one is among them.
    pub fn has(&self, unit: UnitId) -> bool {
        match self {
            Self::One(one) => *one == unit,
            Self::All => true,
            Self::Some(units) => units.contains(&unit),
        }
    }
}

/// What is made, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintOptions {
    /// What; of one unit or of many is the same here, see [`Product::for_many`].
    pub product: Product,
    /// For which units, where it is about units.
    pub units: Chosen,
    /// What the filter shows, or the whole plan. A unit alone is always whole.
    pub extent: Extent,
    /// 责任清单 or 责任书.
    pub style: Style,
    /// Sheets of the matrix.
    pub size: PaperSize,
    /// Sheets of the matrix lie on their long side.
    pub landscape: bool,
    /// The machine's 仿宋, 楷体 and 小标宋 instead of the embedded faces.
    pub system_faces: bool,
    /// Pictures are 16 : 9.
    pub slide: bool,
    /// Persons and telephones are left out.
    pub no_contacts: bool,
    /// The round that forms are for (报送期次).
    pub round: String,
}

impl PrintOptions {
    /// What is made, as one document.
    pub fn wanted(&self) -> Wanted {
        let one = self.product.each().and_then(|each| each.wanted(self.units.one()));
        // A product for one unit alone is never stored as such.
        one.or_else(|| self.product.wanted(None)).unwrap_or(Wanted::Units)
    }

    /// Whether it is about units, and about more than one.
    pub fn is_of_many(&self) -> bool {
        self.product.each().is_some() && self.units.one().is_none()
    }

    /// The formats of its one file, or of a file for each unit; the default first.
    pub fn formats(&self, each: bool) -> Vec<Format> {
        let each = self.product.each().filter(|_| each && self.is_of_many());
        each.unwrap_or_else(|| self.wanted().product()).file_formats()
    }

    /// Whether there are pages to be looked at and printed.
    pub fn has_pages(&self) -> bool {
        self.formats(false).iter().any(|format| format.is_paged())
    }
}

/// Pages to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct LayoutJob {
    /// The preview that asked.
    pub number: u64,
    pub(super) snapshot: Snapshot,
    /// How the pages are laid out.
    pub options: PrintOptions,
    /// What units said before, for the blanks of forms.
    pub(super) record: Shared<Record>,
}

impl LayoutJob {
    /// Lays the pages out with these faces.
    ///
    /// # Errors
    /// What cannot be laid out.
    pub fn run(&self, faces: &Arc<Faces>) -> Result<Pages, MakeError> {
        let options = self.wishes(faces, Standard::default());
        self.snapshot.with(self.options.no_contacts, |scope| product::pages(self.options.wanted(), scope, &options))
    }

    /// Makes the one file in this format.
    ///
    /// # Errors
    /// What cannot be made.
    pub fn file(&self, format: Format, faces: &Arc<Faces>, standard: Standard) -> Result<Made, MakeError> {
        let options = self.wishes(faces, standard);
        self.snapshot
            .with(self.options.no_contacts, |scope| product::make(self.options.wanted(), format, scope, &options))
    }

    fn wishes(&self, faces: &Arc<Faces>, standard: Standard) -> Options {
        let &PrintOptions { style, size, landscape, .. } = &self.options;
        Options {
            style,
            upright: !landscape,
            sheets: MatrixPaper { size, landscape, type_size: TypeSize::Fit },
            standard,
            faces: Some(Arc::clone(faces)),
            expand: Expand::Yes,
            round: self.options.round.trim().to_owned(),
            record: match self.options.no_contacts {
                true => Arc::new((*self.record.0).clone().without_contacts()),
                false => Arc::clone(&self.record.0),
            },
            shape: if self.options.slide { PictureShape::Slide } else { PictureShape::Own },
            units: self.options.is_of_many().then(|| self.units().into_iter().map(|(unit, _)| unit).collect()),
            ..Options::default()
        }
    }

    /// Units that it is made for, with their names.
    pub fn units(&self) -> Vec<(UnitId, String)> {
        let is_chosen = |unit: &&UnitId| self.options.units.has(**unit);
        // A collective's members answer each for itself.
        let answers = |plan: &Plan, unit: UnitId| self.options.product != Product::Forms || can_answer(plan, unit);
        self.snapshot.with(false, |scope| {
            let chosen = scope.view.columns.iter().filter(is_chosen).filter(|unit| answers(scope.plan, **unit));
            chosen.map(|&unit| (unit, scope.plan.unit(unit).name.clone())).collect()
        })
    }

    /// The file of one of them.
    ///
    /// # Errors
    /// What cannot be made.
    pub fn unit_file(
        &self,
        unit: UnitId,
        format: Format,
        faces: &Arc<Faces>,
        standard: Standard,
    ) -> Result<Made, MakeError> {
        let options = self.wishes(faces, standard);
        let each = self.options.product.each().unwrap_or(Product::Unit);
        let wanted = each.wanted(Some(unit)).unwrap_or(Wanted::Unit(unit));
        self.snapshot.with(self.options.no_contacts, |scope| product::make(wanted, format, scope, &options))
    }

    /// The register that goes with a folder of forms; nothing with other files for units.
    ///
    /// # Errors
    /// What cannot be made.
    pub fn register(&self, format: Format, faces: &Arc<Faces>) -> Result<Option<(&'static str, Made)>, MakeError> {
        if self.options.product != Product::Forms {
            return Ok(None);
        }
        let options = self.wishes(faces, Standard::default());
        let made = self
            .snapshot
            .with(self.options.no_contacts, |scope| product::make(Wanted::Receipts, format, scope, &options))?;
        Ok(Some((Product::Receipts.title(self.snapshot.lang), made)))
    }

    /// The date that a PDF of this plan states.
    pub fn date(&self) -> Option<Date> {
        self.snapshot.document.plan.date
    }

    /// What the file and the queue call it.
    pub fn title(&self) -> String {
        self.options.wanted().title(&self.snapshot.document.plan, self.snapshot.lang)
    }
}
