//! Rows and columns of a workbook that nobody sees: which they are, sheet by sheet.
//!
//! | format | rows | columns |
//! |---|---|---|
//! | .xlsx | `hidden` of `row` | `hidden` of `col` |
//! | .xls | the record `ROW` | the record `COLINFO` |
//! | .ods | `table:visibility` of `table-row` | the same of `table-column` |
//!
//! Where a part cannot be read, nothing of it counts as hidden: what the cells say is read by others.

use super::xml::{Visit, value, walk};
use super::zipped::{Archive, part};
use quick_xml::events::BytesStart;
use std::collections::HashMap;
use std::io::{Cursor, Read as _};
use std::ops::RangeInclusive;

/// What is hidden on one sheet; both from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Hidden {
    pub rows: Vec<RangeInclusive<u32>>,
    pub columns: Vec<RangeInclusive<u32>>,
}

impl Hidden {
    /// How many of these rows or columns, sorted, are hidden, and the first of them.
    pub(super) fn among(hidden: &[RangeInclusive<u32>], shown: &[u32]) -> (usize, Option<u32>) {
        let mut spans: Vec<&RangeInclusive<u32>> = hidden.iter().collect();
        spans.sort_by_key(|span| *span.start());
        let (mut count, mut first, mut from) = (0, None, 0);
        for span in spans {
            from = from.max(shown.partition_point(|at| at < span.start()));
            let to = shown.partition_point(|at| at <= span.end()).max(from);
            if from < to {
                first = first.or_else(|| shown.get(from).copied());
            }
            count += to - from;
            from = to;
        }
        (count, first)
    }
}

/// Hidden rows and columns by the names of the sheets.
pub(super) type BySheet = HashMap<String, Hidden>;

fn is_true(tag: &BytesStart<'_>, name: &str) -> bool {
    value(tag, name).is_some_and(|value| value == "1" || value == "true")
}

/// Of an .xlsx.
pub(super) fn of_workbook(archive: &mut Archive<'_>) -> BySheet {
    #[derive(Default)]
    struct Parts {
        sheets: Vec<(String, String)>,
        targets: HashMap<String, String>,
    }
    impl Visit for Parts {
        fn open(&mut self, name: &str, tag: &BytesStart<'_>) {
            self.empty(name, tag);
        }
        fn empty(&mut self, name: &str, tag: &BytesStart<'_>) {
            match name {
                "sheet" => self.sheets.extend(value(tag, "name").zip(value(tag, "id"))),
                "Relationship" => self.targets.extend(value(tag, "Id").zip(value(tag, "Target"))),
                _ => {}
            }
        }
    }
    let mut parts = Parts::default();
    for name in ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"] {
        if let Ok(Some(xml)) = part(archive, name) {
            let _ = walk(&xml, &[], &mut parts);
        }
    }
    let mut found = BySheet::new();
    for (name, id) in parts.sheets {
        let Some(target) = parts.targets.get(&id) else { continue };
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        let Ok(Some(xml)) = part(archive, &path) else { continue };
        // Most sheets hide nothing, and are not walked.
        if !xml.contains("hidden=") {
            continue;
        }
        let mut sheet = Rows::default();
        let _ = walk(&xml, &["sheetProtection", "is", "f", "v"], &mut sheet);
        found.insert(name, sheet.hidden);
    }
    found
}

/// Rows and columns of a sheet of an .xlsx.
#[derive(Default)]
struct Rows {
    hidden: Hidden,
    row: u32,
}

impl Visit for Rows {
    fn open(&mut self, name: &str, tag: &BytesStart<'_>) {
        let number = |name: &str| value(tag, name).and_then(|value| value.parse::<u32>().ok());
        match name {
            "row" => {
                self.row = number("r").unwrap_or(self.row + 1);
                if is_true(tag, "hidden") {
                    let row = self.row.saturating_sub(1);
                    self.hidden.rows.push(row..=row);
                }
            }
            "col" if is_true(tag, "hidden") => {
                if let (Some(from), Some(to)) = (number("min"), number("max")) {
                    self.hidden.columns.push(from.saturating_sub(1)..=to.saturating_sub(1));
                }
            }
            _ => {}
        }
    }
    fn empty(&mut self, name: &str, tag: &BytesStart<'_>) {
        self.open(name, tag);
    }
}

/// Of an .ods.
pub(super) fn of_open_workbook(archive: &mut Archive<'_>) -> BySheet {
    #[derive(Default)]
    struct Sheets {
        name: String,
        row: u32,
        column: u32,
        found: BySheet,
    }
    impl Visit for Sheets {
        fn open(&mut self, name: &str, tag: &BytesStart<'_>) {
            let hides = || value(tag, "visibility").is_some_and(|value| value != "visible");
            let count = |name: &str| value(tag, name).and_then(|value| value.parse::<u32>().ok()).unwrap_or(1).max(1);
            match name {
                "table" => {
                    (self.row, self.column) = (0, 0);
                    self.name = value(tag, "name").unwrap_or_default();
                }
                "table-row" => {
                    let end = self.row.saturating_add(count("number-rows-repeated"));
                    if hides() {
                        self.found.entry(self.name.clone()).or_default().rows.push(self.row..=end - 1);
                    }
                    self.row = end;
                }
                "table-column" => {
                    let end = self.column.saturating_add(count("number-columns-repeated"));
                    if hides() {
                        self.found.entry(self.name.clone()).or_default().columns.push(self.column..=end - 1);
                    }
                    self.column = end;
                }
                _ => {}
            }
        }
        fn empty(&mut self, name: &str, tag: &BytesStart<'_>) {
            self.open(name, tag);
        }
    }
    let Ok(Some(xml)) = part(archive, "content.xml") else { return BySheet::new() };
    if !xml.contains("visibility=") {
        return BySheet::new();
    }
    let mut sheets = Sheets::default();
    let _ = walk(&xml, &["table-cell"], &mut sheets);
    sheets.found
}

/// Of an .xls, whose sheets have these names in this order (\[MS-XLS\] 2.4: `BoundSheet8`, `Row`, `ColInfo`).
pub(super) fn of_old_workbook(bytes: &[u8], names: &[String]) -> BySheet {
    const BOUND_SHEET: u16 = 0x0085;
    const ROW: u16 = 0x0208;
    const COLUMNS: u16 = 0x007D;
    const END: u16 = 0x000A;
    let mut found = BySheet::new();
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return found };
    let mut stream = Vec::new();
    let opened = file.open_stream("/Workbook").or_else(|_| file.open_stream("/Book"));
    if opened.and_then(|mut book| book.read_to_end(&mut stream)).is_err() {
        return found;
    }
    let small = |data: &[u8], at: usize| Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?));
    let records = |from: usize| {
        let mut at = from;
        let stream = &stream;
        std::iter::from_fn(move || {
            let (kind, length) = (small(stream, at)?, small(stream, at + 2)?);
            let data = stream.get(at + 4..at + 4 + usize::from(length))?;
            at += 4 + data.len();
            Some((kind, data))
        })
    };
    let place = |data: &[u8]| Some(u32::from_le_bytes(data.get(..4)?.try_into().ok()?) as usize);
    let globals = records(0).take_while(|(kind, _)| *kind != END);
    let places: Vec<usize> =
        globals.filter(|(kind, _)| *kind == BOUND_SHEET).filter_map(|(_, data)| place(data)).collect();
    for (name, from) in names.iter().zip(places) {
        let mut hidden = Hidden::default();
        for (kind, data) in records(from).take_while(|(kind, _)| *kind != END) {
            match kind {
                ROW => {
                    if let (Some(row), Some(flags)) = (small(data, 0), small(data, 12))
                        && flags & 0x20 != 0
                    {
                        hidden.rows.push(row.into()..=row.into());
                    }
                }
                COLUMNS => {
                    if let (Some(from), Some(to), Some(flags)) = (small(data, 0), small(data, 2), small(data, 8))
                        && flags & 1 != 0
                    {
                        hidden.columns.push(from.into()..=to.into());
                    }
                }
                _ => {}
            }
        }
        found.insert(name.clone(), hidden);
    }
    found
}
