//! What the window writes and prints, as jobs that know all they need: they run on a thread, while
//! the plan on screen may change.

use super::Target;
use crate::document::Document;
use crate::export::csv::{CsvSink, Encoding};
use crate::export::picture::{self, Options, PictureError, Size};
use crate::export::table::{self, Expand, RowSink};
use crate::export::{Scope, xlsx};
use crate::lang::{Lang, fill};
use crate::look;
use crate::made::Made as Output;
use crate::model::{Date, UnitId};
use crate::paper::{self, Faces, MatrixPaper, Pages, PaperSize, Standard, Style, TypeSize};
use crate::product::Format;
use crate::view::{Arrangement, Filter, MatrixView, Obligations, Order};
use std::fmt;
use std::io;
use std::sync::Arc;

/// How much of a table is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What the filter shows; what it leaves out is stated.
    Shown,
    /// The whole plan.
    All,
}

/// Which table is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// The matrix; folded rows and columns are written out.
    Matrix(Extent),
    /// All marks, members of collectives included.
    Marks(Extent),
    /// One unit's duties, whatever the filter.
    Unit(UnitId),
}

impl Table {
    /// The same table of the whole plan, or of what is shown. A unit's is always whole.
    pub fn with(self, extent: Extent) -> Self {
        match self {
            Self::Matrix(_) => Self::Matrix(extent),
            Self::Marks(_) => Self::Marks(extent),
            Self::Unit(unit) => Self::Unit(unit),
        }
    }
}

/// A plan as it was when the job was asked for, and what of it is meant.
#[derive(Clone)]
pub struct Snapshot {
    /// The plan.
    pub document: Arc<Document>,
    /// What is left out.
    pub filter: Filter,
    /// The order of the units; nothing is folded on paper and in files.
    pub order: Order,
    /// The language of heads and roles.
    pub lang: Lang,
}

impl Snapshot {
    fn with<T>(&self, work: impl FnOnce(&Scope<'_>) -> T) -> T {
        let Document { plan, ledger, .. } = &*self.document;
        let arrangement = Arrangement { order: self.order, ..Arrangement::default() };
        let view = MatrixView::arranged(plan, ledger, &self.filter, &arrangement);
        work(&Scope { plan, ledger, filter: &self.filter, view: &view, lang: self.lang })
    }
}

impl PartialEq for Snapshot {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.document, &other.document)
            && (&self.filter, self.order, self.lang) == (&other.filter, other.order, other.lang)
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot").field("plan", &self.document.plan.title).field("filter", &self.filter).finish()
    }
}

/// Pages that several may hold; the same if they are the same ones.
#[derive(Clone)]
pub struct SharedPages(pub Arc<Pages>);

impl From<Arc<Pages>> for SharedPages {
    fn from(pages: Arc<Pages>) -> Self {
        Self(pages)
    }
}

impl PartialEq for SharedPages {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for SharedPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} pages", self.0.count())
    }
}

/// A table to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportJob {
    pub(super) snapshot: Snapshot,
    pub(super) table: Table,
    pub(super) format: Format,
    /// The plan's edition.
    pub(super) edition: u64,
}

/// What a job came to: bytes, and what a person should know of them.
pub struct Made {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// One line for each thing that is not as it should be.
    pub warnings: Vec<String>,
}

impl ExportJob {
    /// The table.
    pub fn table(&self) -> Table {
        self.table
    }

    /// What its path was asked for.
    pub fn target(&self) -> Target {
        Target::Table { table: self.table, format: self.format, edition: self.edition }
    }

    /// The language of its messages.
    pub fn lang(&self) -> Lang {
        self.snapshot.lang
    }

    /// Makes the file.
    ///
    /// # Errors
    /// What cannot be made, in words.
    pub fn run(&self) -> Result<Made, String> {
        let lang = self.snapshot.lang;
        let output = self.snapshot.with(|scope| -> Result<Output, String> {
            let failed = |error: io::Error| error.to_string();
            let csv = |fill_rows: &dyn Fn(&mut dyn RowSink) -> io::Result<()>| {
                let mut sink = CsvSink::new();
                fill_rows(&mut sink)?;
                Ok(Output { bytes: sink.finish(Encoding::Utf8)?, warnings: Vec::new() })
            };
            let options = Options { size: Size::Scale(PICTURE_SCALE), colors: &look::LIGHT };
            match (self.table, self.format) {
                (Table::Matrix(_), Format::Xlsx) => xlsx::matrix(scope).map_err(failed),
                (Table::Matrix(_), Format::Svg) => {
                    Ok(picture::svg(scope, &Options { size: Size::Scale(1.0), ..options }))
                }
                (Table::Matrix(_), Format::Png) => picture::png(scope, &options)
                    // A large plan still fits at its own size.
                    .or_else(|error| match error {
                        PictureError::TooLarge { .. } => {
                            picture::png(scope, &Options { size: Size::Scale(1.0), ..options })
                        }
                        error => Err(error),
                    })
                    .map_err(|error| error.words(lang)),
                (Table::Matrix(_), _) => csv(&|sink| table::matrix(scope, sink)).map_err(failed),
                (Table::Marks(_), _) => csv(&|sink| table::marks(scope, Expand::Yes, sink)).map_err(failed),
                (Table::Unit(unit), format) => {
                    let obligations = Obligations::new(scope.plan, scope.ledger, scope.filter, unit);
                    match format {
                        Format::Xlsx => xlsx::unit(scope, &obligations).map_err(failed),
                        _ => csv(&|sink| table::unit(scope, &obligations, sink)).map_err(failed),
                    }
                }
            }
        })?;
        let warnings = output.warnings.iter().map(|warning| warning.words(lang)).collect();
        Ok(Made { bytes: output.bytes, warnings })
    }
}

/// Pictures are for slides: twice the window's own size is sharp on a projector.
const PICTURE_SCALE: f32 = 2.0;

/// What is laid out on pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintWhat {
    /// One unit's obligations.
    Unit(UnitId),
    /// Those of every unit, each from a new page.
    AllUnits,
    /// The matrix.
    Matrix,
}

/// How it is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintOptions {
    /// What.
    pub what: PrintWhat,
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
}

/// Pages to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct LayoutJob {
    /// The preview that asked.
    pub number: u64,
    pub(super) snapshot: Snapshot,
    /// How.
    pub options: PrintOptions,
}

impl LayoutJob {
    /// Lays the pages out with these faces.
    ///
    /// # Errors
    /// What cannot be laid out, in words.
    pub fn run(&self, faces: &Arc<Faces>) -> Result<Pages, String> {
        let pages = self.snapshot.with(|scope| match self.options.what {
            PrintWhat::Unit(unit) => paper::obligations(scope, &[unit], self.options.style, faces),
            PrintWhat::AllUnits => paper::obligations(scope, &scope.view.columns, self.options.style, faces),
            PrintWhat::Matrix => {
                let PrintOptions { size, landscape, .. } = self.options;
                paper::matrix(scope, MatrixPaper { size, landscape, type_size: TypeSize::Fit }, faces)
            }
        });
        pages.map_err(|error| error.message(self.snapshot.lang))
    }

    /// Units of which each gets a file of its own, with their names.
    pub fn units(&self) -> Vec<(UnitId, String)> {
        self.snapshot
            .with(|scope| scope.view.columns.iter().map(|&unit| (unit, scope.plan.unit(unit).name.clone())).collect())
    }

    /// The PDF of one of them.
    ///
    /// # Errors
    /// What cannot be made, in words.
    pub fn unit_pdf(&self, unit: UnitId, faces: &Arc<Faces>, standard: Standard) -> Result<Vec<u8>, String> {
        let options = PrintOptions { what: PrintWhat::Unit(unit), ..self.options };
        let pages = Self { options, ..self.clone() }.run(faces)?;
        let date = self.snapshot.document.plan.date;
        pages.pdf(standard, date).map_err(|error| error.message(self.snapshot.lang))
    }

    /// The date that a PDF of this plan states.
    pub fn date(&self) -> Option<Date> {
        self.snapshot.document.plan.date
    }

    /// What the file and the queue call it.
    pub fn title(&self) -> String {
        let t = self.snapshot.lang.texts();
        let plan = &self.snapshot.document.plan;
        match self.options.what {
            PrintWhat::Unit(unit) => format!("{}-{}", plan.unit(unit).name, t.table_unit),
            PrintWhat::AllUnits => fill(t.print_all_title, &[&plan.title]),
            PrintWhat::Matrix => format!("{}-{}", plan.title, t.table_matrix),
        }
    }
}
