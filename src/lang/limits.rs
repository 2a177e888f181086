//! The words of limits, both languages side by side.

use super::pairs::text_pairs;
use super::{Lang, fill};
use crate::limits::{Limit, Measure, Refused};
use std::io;

text_pairs! {
    /// The words of limits.
    LimitTexts, ZH, EN;
    plan_file: "方案或台账" / "a plan or a record";
    document: "要导入的文件" / "a document to import";
    form: "收回的填报表" / "a form that comes back";
    own_file: "设置和编辑提示文件" / "settings, and the notice of who edits";
    nesting: "方案文件中括号的层数" / "brackets within brackets in a plan file";
    parts: "压缩文件内的文件数" / "files within a packed document";
    part: "其中一个文件展开后" / "one of them, unpacked";
    unpacked: "全部展开后" / "all of them, unpacked";
    pdf_unpacked: "PDF 内容展开后" / "what a PDF unpacks to";
    pdf_pages: "PDF 页数" / "pages of a PDF";
    page_letters: "PDF 一页的字数" / "letters on one page of a PDF";
    page_rules: "PDF 一页的线条数" / "lines drawn on one page of a PDF";
    pdf_letters: "PDF 总字数" / "letters of a PDF";
    text: "文件（或方案旁原文）的文字" / "the text of a document, or beside a plan";
    paragraphs: "段落数" / "paragraphs of a document";
    sheets: "工作表数" / "sheets of a workbook";
    columns: "表格列数" / "columns of a table";
    rows: "全部表格的行数" / "rows of all tables of a document";
    cells: "全部表格的单元格数（合并的逐格计）" / "cells of all tables, merged ones in each place";
    places: "旧版工作簿首末单元格之间的格数" / "places between the first and last cell of an .xls";
    strings: "工作簿声称的字符串数" / "strings that a workbook says it has";
    form_cells: "填报表的单元格数" / "cells of a form";
    answer: "填报表一格的字数" / "characters of one answer in a form";
    reading: "读取一个文件的时间" / "time for reading a document";
    told: "一个文件逐条提示的问题数" / "problems of one file that are told one by one on standard error";
    line: "终端一行的字数" / "characters of a line on the terminal";
    megabytes: "{0} MB" / "{0} MB";
    seconds: "{0} 秒" / "{0} seconds";
    is: "{0}不超过 {1}" / "{0}: at most {1}";
    too_large: "文件过大（{0}）；请核对是否选对了文件" / "the file is too large ({0}); check that it is the right one";
    no_file: "这是管道或设备，不是文件；请先存成文件再打开，导入时标准输入用 -" / "this is a pipe or a device, no file; save it as a file first, and import standard input as -";
    no_file_to_write: "那里是管道或设备，不是文件；请换一个文件名，标准输出用 -" / "a pipe or a device stands there, no file; choose another name, and - for standard output";
    same_file: "输出会覆盖正在读取的文件；请换一个文件名" / "this would overwrite the file that is being read; choose another name";
    nested: "括号套得太深（{0}）" / "brackets stand too deep within each other ({0})";
    told_more: "另有 {0} 条，未逐条列出" / "and {0} more that are not listed one by one";
}

fn what(lang: Lang, limit: Limit) -> &'static str {
    let t = lang.texts().limits;
    match limit {
        Limit::PlanFile => t.plan_file,
        Limit::Document => t.document,
        Limit::Form => t.form,
        Limit::OwnFile => t.own_file,
        Limit::Nesting => t.nesting,
        Limit::Parts => t.parts,
        Limit::Part => t.part,
        Limit::Unpacked => t.unpacked,
        Limit::PdfUnpacked => t.pdf_unpacked,
        Limit::PdfPages => t.pdf_pages,
        Limit::PageLetters => t.page_letters,
        Limit::PageRules => t.page_rules,
        Limit::PdfLetters => t.pdf_letters,
        Limit::Text => t.text,
        Limit::Paragraphs => t.paragraphs,
        Limit::Sheets => t.sheets,
        Limit::Columns => t.columns,
        Limit::Rows => t.rows,
        Limit::Cells => t.cells,
        Limit::Places => t.places,
        Limit::Strings => t.strings,
        Limit::FormCells => t.form_cells,
        Limit::Answer => t.answer,
        Limit::Reading => t.reading,
        Limit::Told => t.told,
        Limit::Line => t.line,
    }
}

/// What a limit is about, and its size: `("表格列数", "4,096")`.
pub fn limit_row(lang: Lang, limit: Limit) -> (&'static str, String) {
    let t = lang.texts().limits;
    let value = limit.value();
    let size = match limit.measure() {
        Measure::Bytes => fill(t.megabytes, &[&(value >> 20)]),
        Measure::Seconds => fill(t.seconds, &[&value]),
        Measure::Pieces => grouped(value),
    };
    (what(lang, limit), size)
}

/// `表格列数不超过 4,096`.
pub fn limit(lang: Lang, limit: Limit) -> String {
    let (what, size) = limit_row(lang, limit);
    fill(lang.texts().limits.is, &[&what, &size])
}

/// Figures in threes.
fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Why a file could not be read, and what to do next.
pub fn read_error(lang: Lang, error: &io::Error) -> String {
    let t = lang.texts();
    match refused(error) {
        Some(Refused::TooLarge(met)) => fill(t.limits.too_large, &[&limit(lang, met)]),
        Some(Refused::NoFile) => t.limits.no_file.to_owned(),
        None => fill(t.cli_cannot_read, &[error]),
    }
}

/// Why a file could not be written, and what to do next.
pub fn write_error(lang: Lang, error: &io::Error) -> String {
    let t = lang.texts();
    match refused(error) {
        Some(Refused::NoFile) => t.limits.no_file_to_write.to_owned(),
        Some(Refused::TooLarge(_)) | None => fill(t.cli_cannot_write, &[error]),
    }
}

fn refused(error: &io::Error) -> Option<Refused> {
    error.get_ref()?.downcast_ref::<Refused>().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_as_people_read_them() {
        assert_eq!(limit(Lang::Zh, Limit::Columns), "表格列数不超过 4,096");
        assert_eq!(limit_row(Lang::En, Limit::Cells).1, "2,000,000");
        assert_eq!(limit_row(Lang::En, Limit::Document).1, "64 MB");
        assert_eq!(limit_row(Lang::En, Limit::OwnFile).1, "4 MB");
        assert_eq!(limit_row(Lang::Zh, Limit::Reading).1, "30 秒");
        for limit in Limit::ALL {
            assert!(limit.measure() != Measure::Bytes || limit.value().is_multiple_of(1 << 20), "{limit:?}");
        }
    }
}
