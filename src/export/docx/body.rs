//! Paragraphs, tables and sections as WordprocessingML (ECMA-376 Part 1, 17). What stands in an element stands in the
//! order of the schema: Word calls a document damaged otherwise.

use super::escaped;
use std::collections::HashMap;
use std::fmt::Write as _;

/// A lower margin of less millimetres has no room for a page number at its place in an official document.
const NARROW: f64 = 18.0;
/// Twentieths of a point to a millimetre.
const TWIPS_A_MM: f64 = 1440.0 / 25.4;

/// Millimetres in twentieths of a point.
pub(super) fn twips(millimetres: f64) -> i64 {
    // Rounded: a sheet is a few thousand of them wide.
    (millimetres * TWIPS_A_MM).round() as i64
}

/// The styles of a document; see `package` for their looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// 公文标题.
    Title,
    /// Of a cover: larger.
    CoverTitle,
    /// 公文正文, two characters in.
    Text,
    /// The same from the margin.
    Plain,
    /// 题注: what stands under a title.
    Note,
    /// 一级标题.
    First,
    /// 二级标题.
    Second,
    /// 附件 above a title.
    Label,
    /// 表头.
    TableHead,
    /// 表内.
    Table,
    /// 表内小字: as much as possible on a page.
    Small,
    /// A band over a table's columns.
    Band,
    /// What stands under a table.
    TableNote,
    /// A line of the contents.
    Contents,
    /// 落款: a line of two parties.
    Sign,
    /// 密排标题: over a table that holds as much as possible on a page; the next four are of it too.
    TightTitle,
    /// What stands under that title.
    TightNote,
    /// Its heads.
    TightHead,
    /// Its cells.
    Tight,
    /// What stands under it.
    TightEnd,
}

impl Style {
    /// Every one.
    pub const ALL: [Self; 20] = [
        Self::Title,
        Self::CoverTitle,
        Self::Text,
        Self::Plain,
        Self::Note,
        Self::First,
        Self::Second,
        Self::Label,
        Self::TableHead,
        Self::Table,
        Self::Small,
        Self::Band,
        Self::TableNote,
        Self::Contents,
        Self::Sign,
        Self::TightTitle,
        Self::TightNote,
        Self::TightHead,
        Self::Tight,
        Self::TightEnd,
    ];

    pub fn id(self) -> &'static str {
        match self {
            Self::Title => "GwTitle",
            Self::CoverTitle => "GwCoverTitle",
            Self::Text => "GwText",
            Self::Plain => "GwPlain",
            Self::Note => "GwNote",
            Self::First => "GwFirst",
            Self::Second => "GwSecond",
            Self::Label => "GwLabel",
            Self::TableHead => "GwTableHead",
            Self::Table => "GwTable",
            Self::Small => "GwSmall",
            Self::Band => "GwBand",
            Self::TableNote => "GwTableNote",
            Self::Contents => "GwContents",
            Self::Sign => "GwSign",
            Self::TightTitle => "GwTightTitle",
            Self::TightNote => "GwTightNote",
            Self::TightHead => "GwTightHead",
            Self::Tight => "GwTight",
            Self::TightEnd => "GwTightEnd",
        }
    }
}

/// How words stand in their line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Align {
    /// As the style says.
    #[default]
    Own,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// One piece of a paragraph.
#[derive(Clone, Debug)]
pub(super) enum Run {
    /// Words.
    Text(String),
    /// Numbers of tasks: a range of them (`1-4`) stays on one line.
    Numbers(String),
    /// Words in 黑体.
    Strong(String),
    /// A blank to be filled in: what it is for, and the tag that says unit, task and field.
    Blank { name: String, tag: String, words: String },
    /// A line to be written on, so many millimetres long.
    Rule(f64),
    /// Words that nobody sees: the key of a form's row.
    Hidden(String),
    /// Goes to the next stop of the line.
    Tab,
    /// The page on which a bookmark is, as a link to it.
    PageOf(String),
}

/// A paragraph.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub style: Style,
    pub align: Align,
    pub runs: Vec<Run>,
    /// Stays with the next one.
    pub keeps: bool,
    /// What refers to it.
    pub bookmark: Option<String>,
}

impl Paragraph {
    pub fn new(style: Style, words: impl Into<String>) -> Self {
        Self::of(style, vec![Run::Text(words.into())])
    }

    pub fn of(style: Style, runs: Vec<Run>) -> Self {
        Self { style, align: Align::Own, runs, keeps: false, bookmark: None }
    }

    pub fn centred(self) -> Self {
        Self { align: Align::Centre, ..self }
    }
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub paragraphs: Vec<Paragraph>,
    /// How many columns it covers.
    pub span: usize,
    /// On grey ground.
    pub shaded: bool,
    /// Its words stand in the middle of its height.
    pub middle: bool,
    /// Without lines but the one above it.
    pub bare: bool,
}

impl Cell {
    pub fn new(paragraphs: Vec<Paragraph>) -> Self {
        Self { paragraphs, span: 1, shaded: false, middle: false, bare: false }
    }
}

/// A row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    /// Returns on each page.
    pub is_head: bool,
    /// May go on over the end of a page.
    pub may_break: bool,
}

/// A table.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Widths of the columns in millimetres.
    pub widths: Vec<f64>,
    pub rows: Vec<Row>,
    /// Whether lines are drawn.
    pub lined: bool,
    /// What is left free in a cell beside its words, and above and below them, in millimetres.
    pub inset: [f64; 2],
}

/// What most tables leave free in their cells: text has its own room above and below, in its lines.
pub(super) const INSET: [f64; 2] = [1.4, 0.0];

/// The sheet of a section.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sheet {
    /// On its long side.
    pub lies: bool,
    /// Top, right, bottom, left, in millimetres.
    pub margins: [f64; 4],
    /// Begins on an odd page.
    pub odd: bool,
    /// Counts its pages from 1.
    pub restarts: bool,
    /// Shows page numbers.
    pub numbered: bool,
}

impl Sheet {
    /// A4 with the type area of GB/T 9704-2012, 5.2: 156 × 225 mm; turned with the sheet.
    pub fn official(lies: bool) -> Self {
        let margins = if lies { [28.0, 35.0, 26.0, 37.0] } else { [37.0, 26.0, 35.0, 28.0] };
        Self { lies, margins, odd: false, restarts: false, numbered: true }
    }

    /// The width between the margins, in millimetres.
    pub fn room(&self) -> f64 {
        let [_, right, _, left] = self.margins;
        (if self.lies { 297.0 } else { 210.0 }) - left - right
    }
}

/// The body of a document, as it is written.
#[derive(Default)]
pub(super) struct Body {
    xml: String,
    /// Numbers of content controls and bookmarks.
    next: u32,
    /// Tags of content controls, with how often each was asked for.
    tags: HashMap<String, u32>,
    /// Kinds of sheets so far; each but the last ends a section.
    pending: Option<Sheet>,
}

impl Body {
    fn number(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    /// Begins a section. What stood before is of the one before.
    pub fn section(&mut self, sheet: Sheet) {
        if let Some(before) = self.pending.replace(sheet) {
            self.ending(&section(&before));
        }
    }

    /// The whole, with the properties of the last section.
    pub fn finish(self) -> String {
        let mut body = self;
        let last = body.pending.take().unwrap_or_else(|| Sheet::official(false));
        if body.xml.ends_with("</w:tbl>") {
            // A document does not end in a table.
            body.ending("");
        }
        format!("{}{}", body.xml, section(&last))
    }

    /// A paragraph that nobody sees and that takes no room: a full page before it must not become two.
    fn ending(&mut self, section: &str) {
        let _ = write!(
            self.xml,
            "<w:p><w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" \
             w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr>{section}</w:pPr></w:p>"
        );
    }

    /// A tag that no other control has, of at most the 64 characters that Word holds: what is cut is the first part, the
    /// unit's name; one that is there already gets a number.
    fn tag(&mut self, tag: &str) -> String {
        const MOST: usize = 58;
        let (unit, rest) = tag.split_once('/').unwrap_or((tag, ""));
        let room = MOST.saturating_sub(rest.chars().count() + 1).max(1);
        let unit: String = unit.chars().take(room).collect();
        let tag: String = if rest.is_empty() { unit } else { format!("{unit}/{rest}") };
        let tag: String = tag.chars().take(MOST).collect();
        let count = self.tags.entry(tag.clone()).or_default();
        *count += 1;
        if *count == 1 { tag } else { format!("{tag}#{count}") }
    }

    pub fn paragraph(&mut self, paragraph: &Paragraph) {
        let xml = self.paragraph_xml(paragraph);
        self.xml.push_str(&xml);
    }

    fn paragraph_xml(&mut self, paragraph: &Paragraph) -> String {
        let Paragraph { style, align, runs, keeps, bookmark } = paragraph;
        let mut out = format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>", style.id());
        if *keeps {
            out.push_str("<w:keepNext/>");
        }
        match align {
            Align::Own => {}
            Align::Centre => out.push_str("<w:jc w:val=\"center\"/>"),
            Align::Right => out.push_str("<w:jc w:val=\"right\"/>"),
        }
        out.push_str("</w:pPr>");
        let mark = bookmark.as_ref().map(|name| (self.number(), name));
        if let Some((id, name)) = mark {
            let _ = write!(out, "<w:bookmarkStart w:id=\"{id}\" w:name=\"{}\"/>", escaped(name.as_str()));
        }
        for run in runs {
            let xml = self.run_xml(run);
            out.push_str(&xml);
        }
        if let Some((id, _)) = mark {
            let _ = write!(out, "<w:bookmarkEnd w:id=\"{id}\"/>");
        }
        out.push_str("</w:p>");
        out
    }

    fn run_xml(&mut self, run: &Run) -> String {
        let text = |words: &str| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(words));
        let lines = |words: &str| words.split('\n').map(text).collect::<Vec<_>>().join("<w:br/>");
        match run {
            Run::Text(words) => format!("<w:r>{}</w:r>", text(words)),
            Run::Numbers(words) => unbroken(words),
            Run::Strong(words) => {
                format!("<w:r><w:rPr><w:rFonts w:eastAsia=\"黑体\"/><w:b/></w:rPr>{}</w:r>", text(words))
            }
            Run::Hidden(words) => format!("<w:r><w:rPr><w:vanish/></w:rPr>{}</w:r>", text(words)),
            Run::Tab => "<w:r><w:tab/></w:r>".to_owned(),
            Run::Rule(millimetres) => {
                // A blank of two millimetres for each character: underlined, so that a hand finds the line.
                let blanks = "\u{2002}".repeat((millimetres / 2.8).round().max(1.0) as usize);
                format!("<w:r><w:rPr><w:u w:val=\"single\"/></w:rPr>{}</w:r>", text(&blanks))
            }
            Run::Blank { name, tag, words } => {
                let words = if words.is_empty() { "\u{3000}\u{3000}" } else { words.as_str() };
                let id = self.number();
                // Not of plain text: LibreOffice writes such a control again and again, once for each run of Chinese or
                // Latin letters in it (seen with 7.4).
                let tag = self.tag(tag);
                format!(
                    "<w:sdt><w:sdtPr><w:alias w:val=\"{}\"/><w:tag w:val=\"{}\"/><w:id w:val=\"{id}\"/>\
                     <w:richText/></w:sdtPr><w:sdtContent><w:r>{}</w:r></w:sdtContent></w:sdt>",
                    escaped(name.as_str()),
                    escaped(tag.as_str()),
                    lines(words)
                )
            }
            Run::PageOf(bookmark) => {
                let bookmark = escaped(bookmark.as_str());
                format!(
                    "<w:hyperlink w:anchor=\"{bookmark}\" w:history=\"1\">\
                     <w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r>\
                     <w:r><w:instrText xml:space=\"preserve\"> PAGEREF {bookmark} \\h </w:instrText></w:r>\
                     <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>\
                     <w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:hyperlink>"
                )
            }
        }
    }

    pub fn table(&mut self, table: &Table) {
        let Table { widths, rows, lined, inset } = table;
        let all: i64 = widths.iter().map(|width| twips(*width)).sum();
        let mut out = format!("<w:tbl><w:tblPr><w:tblW w:w=\"{all}\" w:type=\"dxa\"/>");
        if *lined {
            out.push_str("<w:tblBorders>");
            for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
                let _ = write!(out, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>");
            }
            out.push_str("</w:tblBorders>");
        }
        out.push_str("<w:tblLayout w:type=\"fixed\"/><w:tblCellMar>");
        let [beside, above] = inset.map(twips);
        for (side, room) in [("top", above), ("left", beside), ("bottom", above), ("right", beside)] {
            let _ = write!(out, "<w:{side} w:w=\"{room}\" w:type=\"dxa\"/>");
        }
        out.push_str("</w:tblCellMar></w:tblPr><w:tblGrid>");
        for width in widths {
            let _ = write!(out, "<w:gridCol w:w=\"{}\"/>", twips(*width));
        }
        out.push_str("</w:tblGrid>");
        for row in rows {
            let xml = self.row_xml(row, widths);
            out.push_str(&xml);
        }
        out.push_str("</w:tbl>");
        self.xml.push_str(&out);
    }

    fn row_xml(&mut self, row: &Row, widths: &[f64]) -> String {
        let mut out = "<w:tr>".to_owned();
        if row.is_head || !row.may_break {
            out.push_str("<w:trPr>");
            if !row.may_break {
                out.push_str("<w:cantSplit/>");
            }
            if row.is_head {
                out.push_str("<w:tblHeader/>");
            }
            out.push_str("</w:trPr>");
        }
        let mut column = 0;
        for cell in &row.cells {
            let end = (column + cell.span).min(widths.len());
            let width: i64 = widths[column.min(end)..end].iter().map(|width| twips(*width)).sum();
            let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
            if cell.span > 1 {
                let _ = write!(out, "<w:gridSpan w:val=\"{}\"/>", cell.span);
            }
            if cell.bare {
                out.push_str(
                    "<w:tcBorders><w:left w:val=\"nil\"/><w:bottom w:val=\"nil\"/><w:right w:val=\"nil\"/></w:tcBorders>",
                );
            }
            if cell.shaded {
                out.push_str("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EDEDED\"/>");
            }
            if cell.middle {
                out.push_str("<w:vAlign w:val=\"center\"/>");
            }
            out.push_str("</w:tcPr>");
            for paragraph in &cell.paragraphs {
                let xml = self.paragraph_xml(paragraph);
                out.push_str(&xml);
            }
            if cell.paragraphs.is_empty() {
                // A cell ends in a paragraph.
                let xml = self.paragraph_xml(&Paragraph::of(Style::Table, Vec::new()));
                out.push_str(&xml);
            }
            out.push_str("</w:tc>");
            column = end;
        }
        out.push_str("</w:tr>");
        out
    }
}

/// Runs in which a hyphen between two figures does not end a line: Word breaks behind any other. Behind 、 stands a blank
/// too small to be seen: LibreOffice goes back to nothing else before such a hyphen, and would cut the number behind it
/// (seen with 7.4: `127-1` and `32`).
fn unbroken(words: &str) -> String {
    const BLANK: &str = "</w:r><w:r><w:rPr><w:sz w:val=\"2\"/></w:rPr><w:t xml:space=\"preserve\"> </w:t></w:r><w:r>";
    let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut out = "<w:r>".to_owned();
    let mut piece = String::new();
    let mut before = None;
    let mut rest = words.chars().peekable();
    let end = |out: &mut String, piece: &mut String| {
        if !piece.is_empty() {
            let _ = write!(out, "<w:t xml:space=\"preserve\">{}</w:t>", escaped(piece.as_str()));
            piece.clear();
        }
    };
    while let Some(c) = rest.next() {
        let is_followed = is_figure(rest.peek().copied());
        if c == '-' && is_figure(before) && is_followed {
            end(&mut out, &mut piece);
            out.push_str("<w:noBreakHyphen/>");
        } else {
            piece.push(c);
            if c == '、' && is_followed {
                end(&mut out, &mut piece);
                out.push_str(BLANK);
            }
        }
        before = Some(c);
    }
    end(&mut out, &mut piece);
    out + "</w:r>"
}

/// Properties of a section: footers, kind, sheet, margins, numbers, grid of lines.
fn section(sheet: &Sheet) -> String {
    let mut out = "<w:sectPr>".to_owned();
    let [odd, even] = if sheet.numbered { ["rIdOdd", "rIdEven"] } else { ["rIdNone", "rIdNone"] };
    let _ = write!(
        out,
        "<w:footerReference w:type=\"default\" r:id=\"{odd}\"/><w:footerReference w:type=\"even\" r:id=\"{even}\"/>\
         <w:type w:val=\"{}\"/>",
        if sheet.odd { "oddPage" } else { "nextPage" }
    );
    let (short, long) = (twips(210.0), twips(297.0));
    let _ = match sheet.lies {
        true => write!(out, "<w:pgSz w:w=\"{long}\" w:h=\"{short}\" w:orient=\"landscape\"/>"),
        false => write!(out, "<w:pgSz w:w=\"{short}\" w:h=\"{long}\"/>"),
    };
    let [top, right, bottom, left] = sheet.margins.map(twips);
    // The number stands 7 mm below the type area (GB/T 9704-2012, 7.5); where that would be so near to the edge that
    // printers leave it out, as near to the type area as the pages of the PDF have it.
    let gap = if sheet.margins[2] < NARROW { 3.0 } else { 7.0 };
    let footer = (bottom - twips(gap + 14.0 * 0.3528)).max(0);
    let _ = write!(
        out,
        "<w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" w:left=\"{left}\" w:header=\"{0}\" \
         w:footer=\"{footer}\" w:gutter=\"0\"/>",
        twips(15.0)
    );
    if sheet.restarts {
        out.push_str("<w:pgNumType w:start=\"1\"/>");
    }
    out.push_str("<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/></w:sectPr>");
    out
}
