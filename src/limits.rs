//! Every limit on what is read, in one place: hostile files are refused by what they would cost, before it is spent.
//!
//! Each limit is far above what any plan of an office has, and its name and size are said when it is met
//! ([`crate::lang::limit`]). `SECURITY.md` has the same table; a test compares them. Sizes that only shape what is
//! shown (widths of columns, lines of a tooltip) are no limits and stand where they are used.

use std::fmt;

/// What a size is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Bytes; all of them are whole MB.
    Bytes,
    /// Seconds.
    Seconds,
    /// Pieces: cells, rows, characters.
    Pieces,
}

macro_rules! limits {
    ($($(#[doc = $what:literal])+ $name:ident = $value:expr, $measure:ident;)+) => {
        /// A limit; its size is [`Limit::value`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Limit {
            $($(#[doc = $what])+ $name,)+
        }

        impl Limit {
            /// All limits, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// How much there may be at most.
            pub const fn value(self) -> u64 {
                match self {
                    $(Self::$name => $value,)+
                }
            }

            /// What it is counted in.
            pub const fn measure(self) -> Measure {
                match self {
                    $(Self::$name => Measure::$measure,)+
                }
            }
        }
    };
}

limits! {
    /// A plan or record file.
    PlanFile = 64 << 20, Bytes;
    /// A document that is imported.
    Document = 64 << 20, Bytes;
    /// A form that comes back.
    Form = 32 << 20, Bytes;
    /// A file of settings, a notice of who edits, an entry of the journal.
    OwnFile = 4 << 20, Bytes;
    /// Brackets within brackets in a file of ours.
    Nesting = 64, Pieces;
    /// Files within a zip.
    Parts = 20_000, Pieces;
    /// One of them, unpacked.
    Part = 64 << 20, Bytes;
    /// All of them, unpacked.
    Unpacked = 192 << 20, Bytes;
    /// What the streams of a PDF unpack to.
    PdfUnpacked = 512 << 20, Bytes;
    /// Pages of a PDF.
    PdfPages = 2_000, Pieces;
    /// Letters on one page of a PDF.
    PageLetters = 100_000, Pieces;
    /// Drawn lines on one page of a PDF.
    PageRules = 20_000, Pieces;
    /// Letters of a PDF.
    PdfLetters = 2_000_000, Pieces;
    /// The text of a document, merged cells counted once; also the text beside a plan, which is not shown beyond it.
    Text = 32 << 20, Bytes;
    /// Paragraphs of a document.
    Paragraphs = 200_000, Pieces;
    /// Sheets of a workbook.
    Sheets = 1_000, Pieces;
    /// Columns of a table.
    Columns = 4_096, Pieces;
    /// Rows of all tables of a document.
    Rows = 100_000, Pieces;
    /// Cells of all tables of a document, merged ones counted in each place.
    Cells = 2_000_000, Pieces;
    /// Places between the first and the last cell of the sheets of a workbook of old (.xls).
    Places = 8_000_000, Pieces;
    /// Strings that a workbook says it has.
    Strings = 2_000_000, Pieces;
    /// Cells of a form.
    FormCells = 500_000, Pieces;
    /// Characters of one answer in a form.
    Answer = 20_000, Pieces;
    /// How long a document may take to be read.
    Reading = 30, Seconds;
    /// Problems of one file that are told on standard error; of more, their number.
    Told = 100, Pieces;
    /// Characters of a line on the terminal.
    Line = 1_000, Pieces;
}

impl Limit {
    /// The same for what is counted in memory.
    pub const fn count(self) -> usize {
        // All of them fit 32 bits.
        self.value() as usize
    }
}

/// Why a file was not read though it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is larger than it may be.
    TooLarge(Limit),
    /// A pipe, a socket or a device: nobody knows when it ends.
    NoFile,
}

/// For developers; what a person reads is in [`crate::lang`].
impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(limit) => write!(f, "beyond a limit: {limit:?} {}", limit.value()),
            Self::NoFile => f.write_str("it is no file: a pipe or a device"),
        }
    }
}

impl std::error::Error for Refused {}
