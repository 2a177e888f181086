//! The table: which product is made in which format, and by whom.

use super::{MakeError, Options, makers};
use crate::export::Scope;
use crate::lang::{Lang, Texts, fill};
use crate::made::Made;
use crate::model::{Plan, UnitId};
use crate::paper::Pages;
use std::path::{Path, PathBuf};

/// An enumeration that knows all its variants.
macro_rules! listed {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$each:meta])* $variant:ident,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$each])* $variant,)+ }

        impl $name {
            /// Every one, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
        }
    };
}

listed! {
    /// What can be made of a plan.
    pub enum Product {
        /// All marks, one row each.
        Marks,
        /// The task × unit matrix.
        Matrix,
        /// What one unit owes.
        Unit,
        /// What each unit owes, in one document or in a folder of [`Product::Unit`].
        Units,
        /// 任务分工表: a row for each task.
        Tasks,
        /// 单位责任一览表: a row for each unit.
        Overview,
        /// 汇编: cover, contents, both tables, every unit.
        Book,
        /// 签收登记表: to be signed when lists are handed out.
        Receipts,
        /// The matrix as one page for any browser.
        Html,
        /// 填报表: what one unit owes, to be filled in.
        Form,
        /// A folder of [`Product::Form`], with the register of receipts.
        Forms,
        /// 批注记录: the remarks of a record.
        Minutes,
    }
}

listed! {
    /// A format of a file.
    pub enum Format {
        /// Comma-separated values.
        Csv,
        /// An Excel workbook.
        Xlsx,
        /// Pages.
        Pdf,
        /// A Word document.
        Docx,
        /// A drawing.
        Svg,
        /// A picture.
        Png,
        /// A page for browsers.
        Html,
    }
}

/// A product, and the unit that it is about where it is about one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All marks.
    Marks,
    /// The matrix.
    Matrix,
    /// What one unit owes.
    Unit(UnitId),
    /// What each unit owes, in one document.
    Units,
    /// The table of tasks.
    Tasks,
    /// The table of units.
    Overview,
    /// The book.
    Book,
    /// The register of receipts.
    Receipts,
    /// The page for browsers.
    Html,
    /// The form of one unit.
    Form(UnitId),
    /// The forms of all units.
    Forms,
    /// The remarks of a record.
    Minutes,
}

impl Wanted {
    /// Its row of the table.
    pub fn product(self) -> Product {
        match self {
            Self::Marks => Product::Marks,
            Self::Matrix => Product::Matrix,
            Self::Unit(_) => Product::Unit,
            Self::Units => Product::Units,
            Self::Tasks => Product::Tasks,
            Self::Overview => Product::Overview,
            Self::Book => Product::Book,
            Self::Receipts => Product::Receipts,
            Self::Html => Product::Html,
            Self::Form(_) => Product::Form,
            Self::Forms => Product::Forms,
            Self::Minutes => Product::Minutes,
        }
    }

    /// The unit that it is about; `None` for what is about the plan.
    pub fn unit(self) -> Option<UnitId> {
        match self {
            Self::Unit(unit) | Self::Form(unit) => Some(unit),
            Self::Marks
            | Self::Matrix
            | Self::Units
            | Self::Tasks
            | Self::Overview
            | Self::Book
            | Self::Receipts
            | Self::Html
            | Self::Forms
            | Self::Minutes => None,
        }
    }

    /// What a file of it is called, without ending: `县司法局-责任清单`.
    pub fn title(self, plan: &Plan, lang: Lang) -> String {
        let about = match self.unit() {
            // A unit of another plan has no name here.
            Some(unit) => plan.units.get(unit.index()).map_or("", |unit| &unit.name),
            None => &plan.title,
        };
        format!("{about}-{}", self.product().title(lang))
    }
}

/// What may be wished of a product beside its format and its filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Rows for the members of collectives.
    Expand,
    /// About which unit it is.
    Unit,
    /// How large a picture is.
    Size,
    /// Faces and standard of pages.
    Paper,
    /// Sheets of a matrix on pages.
    Sheets,
    /// Marks as shapes, letters or words.
    Marks,
    /// How obligations are set on pages.
    Style,
    /// Numbers before the names of files.
    Numbered,
    /// For which round, and from which record what is known is taken.
    Round,
}

/// Makes one file.
pub(super) enum Maker {
    /// Of the whole scope.
    Plan(fn(&Scope<'_>, &Options) -> Result<Made, MakeError>),
    /// Of one unit.
    Unit(fn(&Scope<'_>, UnitId, &Options) -> Result<Made, MakeError>),
    /// Of the whole scope, laid out on pages.
    PlanPages(fn(&Scope<'_>, &Options) -> Result<Pages, MakeError>),
    /// Of one unit, laid out on pages.
    UnitPages(fn(&Scope<'_>, UnitId, &Options) -> Result<Pages, MakeError>),
}

/// Who makes the one file of a product in a format. No pair is left to a wildcard.
pub(super) fn maker(product: Product, format: Format) -> Option<Maker> {
    use Format::{Csv, Docx, Html, Pdf, Png, Svg, Xlsx};
    match (product, format) {
        (Product::Marks, Csv) => Some(Maker::Plan(makers::marks_csv)),
        (Product::Marks, Xlsx | Pdf | Docx | Svg | Png | Html) => None,
        (Product::Matrix, Csv) => Some(Maker::Plan(makers::matrix_csv)),
        (Product::Matrix, Xlsx) => Some(Maker::Plan(makers::matrix_xlsx)),
        (Product::Matrix, Pdf) => Some(Maker::PlanPages(makers::matrix_pages)),
        (Product::Matrix, Svg) => Some(Maker::Plan(makers::matrix_svg)),
        (Product::Matrix, Png) => Some(Maker::Plan(makers::matrix_png)),
        (Product::Matrix, Docx | Html) => None,
        (Product::Html, Html) => Some(Maker::Plan(makers::html)),
        (Product::Html, Csv | Xlsx | Pdf | Docx | Svg | Png) => None,
        (Product::Unit, Csv) => Some(Maker::Unit(makers::unit_csv)),
        (Product::Unit, Xlsx) => Some(Maker::Unit(makers::unit_xlsx)),
        (Product::Unit, Pdf) => Some(Maker::UnitPages(makers::unit_pages)),
        (Product::Unit, Docx) => Some(Maker::Unit(makers::unit_docx)),
        (Product::Unit, Svg | Png | Html) => None,
        (Product::Units, Pdf) => Some(Maker::PlanPages(makers::units_pages)),
        (Product::Units, Docx) => Some(Maker::Plan(makers::units_docx)),
        (Product::Units, Csv | Xlsx | Svg | Png | Html) => None,
        (Product::Tasks, Csv) => Some(Maker::Plan(makers::tasks_csv)),
        (Product::Tasks, Pdf) => Some(Maker::PlanPages(makers::tasks_pages)),
        (Product::Overview, Csv) => Some(Maker::Plan(makers::overview_csv)),
        (Product::Overview, Pdf) => Some(Maker::PlanPages(makers::overview_pages)),
        (Product::Receipts, Csv) => Some(Maker::Plan(makers::receipts_csv)),
        (Product::Receipts, Pdf) => Some(Maker::PlanPages(makers::receipts_pages)),
        (Product::Tasks, Xlsx) => Some(Maker::Plan(makers::tasks_xlsx)),
        (Product::Overview, Xlsx) => Some(Maker::Plan(makers::overview_xlsx)),
        (Product::Receipts, Xlsx) => Some(Maker::Plan(makers::receipts_xlsx)),
        (Product::Tasks, Docx) => Some(Maker::Plan(makers::tasks_docx)),
        (Product::Overview, Docx) => Some(Maker::Plan(makers::overview_docx)),
        (Product::Receipts, Docx) => Some(Maker::Plan(makers::receipts_docx)),
        (Product::Tasks | Product::Overview | Product::Receipts, Svg | Png | Html) => None,
        (Product::Book, Pdf) => Some(Maker::PlanPages(makers::book_pages)),
        (Product::Book, Docx) => Some(Maker::Plan(makers::book_docx)),
        (Product::Book, Csv | Xlsx | Svg | Png | Html) => None,
        (Product::Form, Xlsx) => Some(Maker::Unit(makers::form_xlsx)),
        (Product::Form, Docx) => Some(Maker::Unit(makers::form_docx)),
        (Product::Form, Csv | Pdf | Svg | Png | Html) => None,
        (Product::Minutes, Csv) => Some(Maker::Plan(makers::minutes_csv)),
        (Product::Minutes, Xlsx) => Some(Maker::Plan(makers::minutes_xlsx)),
        (Product::Minutes, Pdf) => Some(Maker::PlanPages(makers::minutes_pages)),
        (Product::Minutes, Docx) => Some(Maker::Plan(makers::minutes_docx)),
        (Product::Minutes, Svg | Png | Html) => None,
        (Product::Forms, Csv | Xlsx | Pdf | Docx | Svg | Png | Html) => None,
    }
}

impl Product {
    /// What the command line calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Marks => "marks",
            Self::Matrix => "matrix",
            Self::Unit => "unit",
            Self::Units => "units",
            Self::Tasks => "tasks",
            Self::Overview => "overview",
            Self::Book => "book",
            Self::Receipts => "receipts",
            Self::Html => "html",
            Self::Form => "form",
            Self::Forms => "forms",
            Self::Minutes => "minutes",
        }
    }

    /// What people call it; part of the names of its files.
    pub fn title(self, lang: Lang) -> &'static str {
        let t = lang.texts();
        match self {
            Self::Marks => t.table_marks,
            Self::Matrix => t.table_matrix,
            Self::Unit => t.table_unit,
            Self::Units => t.table_units,
            Self::Tasks => t.table_tasks,
            Self::Overview => t.table_overview,
            Self::Book => t.table_book,
            Self::Receipts => t.table_receipts,
            Self::Html => t.table_html,
            Self::Form => t.table_form,
            Self::Forms => t.table_forms,
            Self::Minutes => t.reporting.minutes_title,
        }
    }

    /// What it holds, in some words.
    pub fn about(self, lang: Lang) -> &'static str {
        let t = lang.texts();
        match self {
            Self::Marks => t.about_marks,
            Self::Matrix => t.about_matrix,
            Self::Unit => t.about_unit,
            Self::Units => t.about_units,
            Self::Tasks => t.about_tasks,
            Self::Overview => t.about_overview,
            Self::Book => t.about_book,
            Self::Receipts => t.about_receipts,
            Self::Html => t.about_html,
            Self::Form => t.about_form,
            Self::Forms => t.about_forms,
            Self::Minutes => t.reporting.about_minutes,
        }
    }

    /// How the command line is asked for it, after `export`.
    pub fn examples(self) -> &'static [&'static str] {
        match self {
            Self::Marks => &["marks -o 标记.csv --expand"],
            Self::Matrix => &[
                "matrix --group 政法机关 -o 矩阵.csv",
                "matrix -o 矩阵.xlsx",
                "matrix -o 矩阵.pdf --page a3 --landscape",
                "matrix -o 矩阵.png --marks letters",
                "matrix --section 一 --width 1920 -o 幻灯片.png",
                "matrix --format svg > 矩阵.svg",
            ],
            Self::Unit => &[
                "unit --unit 县司法局 -o 县司法局.csv",
                "unit --unit 县司法局 -o 县司法局.xlsx",
                "unit --unit 县司法局 -o 县司法局.pdf",
                "unit --unit 县司法局 -o 县司法局.docx",
                "unit --unit 县司法局 -o 责任书.pdf --style letter --fonts system",
                "unit --unit 县司法局 -o 归档.pdf --pdf-standard a-2b",
            ],
            Self::Units => &[
                "units -o 责任清单",
                "units -o 全部单位.pdf",
                "units --format csv -o 责任清单",
                "units --format xlsx -o 责任清单",
                "units --style brief --numbered -o 一页清",
            ],
            Self::Tasks => &["tasks -o 任务分工表.pdf", "tasks -o 任务分工表.docx", "tasks --section 一 -o 分工.csv"],
            Self::Overview => &["overview -o 一览表.pdf", "overview -o 一览表.csv"],
            Self::Book => &["book -o 汇编.pdf", "book -o 归档.pdf --pdf-standard a-2b --date 2026-03-02"],
            Self::Receipts => &["receipts -o 签收登记表.pdf"],
            Self::Html => &["html -o 矩阵.html", "html --section 一 -o 体系一.html"],
            Self::Form => &["form --unit 县司法局 --round 2026年第三季度 -o 县司法局.xlsx"],
            Self::Forms => &["forms --round 2026年第三季度 -o 填报表"],
            Self::Minutes => &["minutes -o 批注.docx"],
        }
    }

    /// The format that it has if none is asked for.
    pub fn default_format(self) -> Format {
        match self {
            Self::Marks | Self::Matrix | Self::Unit | Self::Tasks | Self::Overview | Self::Receipts | Self::Minutes => {
                Format::Csv
            }
            Self::Units | Self::Book => Format::Pdf,
            Self::Html => Format::Html,
            Self::Form | Self::Forms => Format::Xlsx,
        }
    }

    /// The product that a folder of this one holds for each unit; `None` for what is one file only.
    pub fn each(self) -> Option<Self> {
        match self {
            Self::Units => Some(Self::Unit),
            Self::Forms => Some(Self::Form),
            Self::Marks
            | Self::Matrix
            | Self::Unit
            | Self::Tasks
            | Self::Overview
            | Self::Book
            | Self::Receipts
            | Self::Html
            | Self::Form
            | Self::Minutes => None,
        }
    }

    /// Whether it is of a record's remarks, which the window does not show.
    pub fn is_of_remarks(self) -> bool {
        matches!(self, Self::Minutes)
    }

    /// The product that holds it for many units, or itself.
    pub fn for_many(self) -> Self {
        Self::ALL.iter().copied().find(|many| many.each() == Some(self)).unwrap_or(self)
    }

    /// The product of this name; see [`Product::name`].
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|product| product.name() == name)
    }

    /// It, about this unit where it is about one; `None` if it is and none is given.
    pub fn wanted(self, unit: Option<UnitId>) -> Option<Wanted> {
        match self {
            Self::Marks => Some(Wanted::Marks),
            Self::Matrix => Some(Wanted::Matrix),
            Self::Unit => unit.map(Wanted::Unit),
            Self::Units => Some(Wanted::Units),
            Self::Tasks => Some(Wanted::Tasks),
            Self::Overview => Some(Wanted::Overview),
            Self::Book => Some(Wanted::Book),
            Self::Receipts => Some(Wanted::Receipts),
            Self::Html => Some(Wanted::Html),
            Self::Form => unit.map(Wanted::Form),
            Self::Forms => Some(Wanted::Forms),
            Self::Minutes => Some(Wanted::Minutes),
        }
    }

    /// The formats of its one file, the default first.
    pub fn file_formats(self) -> Vec<Format> {
        self.default_first(|format| maker(self, format).is_some())
    }

    /// All formats in which it is offered, as one file or as a folder of them, the default first.
    pub fn formats(self) -> Vec<Format> {
        let is_made = |product, format| maker(product, format).is_some();
        self.default_first(|format| is_made(self, format) || self.each().is_some_and(|each| is_made(each, format)))
    }

    fn default_first(self, is_offered: impl Fn(Format) -> bool) -> Vec<Format> {
        let mut formats: Vec<Format> = Format::ALL.iter().copied().filter(|&format| is_offered(format)).collect();
        formats.sort_by_key(|&format| format != self.default_format());
        formats
    }

    /// What may be wished of it.
    pub fn wishes(self) -> Vec<Wish> {
        let own: &[Wish] = match self {
            Self::Marks => &[Wish::Expand],
            Self::Matrix => &[Wish::Sheets, Wish::Marks],
            Self::Unit => &[Wish::Style, Wish::Unit],
            Self::Units => &[Wish::Style, Wish::Numbered],
            Self::Book => &[Wish::Style],
            Self::Form => &[Wish::Round, Wish::Unit],
            Self::Forms => &[Wish::Round, Wish::Numbered],
            Self::Minutes => &[Wish::Round],
            Self::Tasks | Self::Overview | Self::Receipts | Self::Html => &[],
        };
        let formats = self.formats();
        let size = formats.iter().any(|format| format.is_picture()).then_some(Wish::Size);
        let paper = formats.iter().any(|format| format.is_paged()).then_some(Wish::Paper);
        size.into_iter().chain(paper).chain(own.iter().copied()).collect()
    }

    /// Says that it is not made in a format of this name, and in which it is.
    pub fn refusal(self, asked: &str, lang: Lang) -> String {
        self.refusal_but(asked, &self.formats(), lang)
    }

    /// Says that here it is made in these formats alone.
    pub fn refusal_but(self, asked: &str, formats: &[Format], lang: Lang) -> String {
        let endings: Vec<&str> = formats.iter().map(|format| format.ending()).collect();
        fill(lang.texts().format_not_made, &[&asked, &self.title(lang), &endings.join(" ")])
    }
}

impl Format {
    /// The ending of a file's name; also what the command line calls it.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Html => "html",
        }
    }

    /// What dialogs call files of it.
    pub fn title(self, t: &Texts) -> &'static str {
        match self {
            Self::Csv => t.csv_filter,
            Self::Xlsx => t.xlsx_filter,
            Self::Pdf => t.pdf_filter,
            Self::Docx => t.docx_filter,
            Self::Svg => t.svg_filter,
            Self::Png => t.png_filter,
            Self::Html => t.html_filter,
        }
    }

    /// The format of this ending, whatever its case.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.ending().eq_ignore_ascii_case(ending))
    }

    /// The path with the ending by which a person chose one of `formats`; with that of `asked`, and
    /// `true`, if its name has none. What comes after the dot in `方案 2.0` is no ending.
    ///
    /// # Errors
    /// The ending that is none of them: nothing may be written there.
    pub fn of_path(path: PathBuf, asked: Self, formats: &[Self]) -> Result<(Self, PathBuf, bool), String> {
        match ending(&path) {
            Some(ending) => match Self::of_ending(&ending).filter(|format| formats.contains(format)) {
                Some(format) => Ok((format, path, false)),
                None => Err(ending),
            },
            None => Ok((asked, with_ending(path, asked.ending()), true)),
        }
    }

    /// Whether it can be shown on a terminal.
    pub fn is_text(self) -> bool {
        match self {
            Self::Csv | Self::Svg | Self::Html => true,
            Self::Xlsx | Self::Pdf | Self::Docx | Self::Png => false,
        }
    }

    /// Whether it is laid out on pages.
    pub fn is_paged(self) -> bool {
        match self {
            Self::Pdf => true,
            Self::Csv | Self::Xlsx | Self::Docx | Self::Svg | Self::Png | Self::Html => false,
        }
    }

    /// Whether it is a document, with styles and a date of its own.
    pub fn is_document(self) -> bool {
        match self {
            Self::Pdf | Self::Docx => true,
            Self::Csv | Self::Xlsx | Self::Svg | Self::Png | Self::Html => false,
        }
    }

    /// Whether it is a picture, which has a size.
    pub fn is_picture(self) -> bool {
        match self {
            Self::Svg | Self::Png => true,
            Self::Csv | Self::Xlsx | Self::Pdf | Self::Docx | Self::Html => false,
        }
    }

    /// Whether the file itself says what a filter left out.
    pub fn says_omission(self) -> bool {
        match self {
            Self::Csv => false,
            Self::Xlsx | Self::Pdf | Self::Docx | Self::Svg | Self::Png | Self::Html => true,
        }
    }
}

/// The ending of a file's name in lower case: what stands after its last dot, if that is some letters
/// or the ending of a format. `方案 2.0` has none.
pub fn ending(path: &Path) -> Option<String> {
    let words = path.extension()?.to_str()?;
    let is_ending = (2..=5).contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_ending || Format::of_ending(words).is_some()).then(|| words.to_lowercase())
}

/// The path with this ending behind its name.
pub fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    let mut name = path.into_os_string();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_of_paths() {
        let formats = Product::Unit.file_formats();
        let of_path = |path: &str| Format::of_path(PathBuf::from(path), Format::Xlsx, &formats);
        let chosen = |format, path: &str, is_ours| Ok((format, PathBuf::from(path), is_ours));
        assert_eq!(of_path("x/a.PDF"), chosen(Format::Pdf, "x/a.PDF", false));
        assert_eq!(of_path("x.y/a"), chosen(Format::Xlsx, "x.y/a.xlsx", true));
        for name in ["方案 2.0", "a.v2", "方案.初稿", "a.", "a.2026"] {
            assert_eq!(of_path(name), chosen(Format::Xlsx, &format!("{name}.xlsx"), true));
        }
        for (name, ending) in [("a.png", "png"), ("a.Doc", "doc"), ("a.txt", "txt"), ("a.csv.zip", "zip")] {
            assert_eq!(of_path(name), Err(ending.to_owned()));
        }
    }
}
