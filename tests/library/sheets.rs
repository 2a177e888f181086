//! Workbooks as the programs that open them see them: read back strictly (calamine) and by
//! LibreOffice, and held against the CSV tables of the same run.

use crate::support::skip;
use calamine::{Data, Reader, Xlsx};
use responsibility_matrix::document::Document;
use responsibility_matrix::export::table::{self, Expand};
use responsibility_matrix::export::{Scope, xlsx};
use responsibility_matrix::lang::{Lang, RoleWords};
use responsibility_matrix::made::{Made, Warning};
use responsibility_matrix::model::Role;
use responsibility_matrix::neutral;
use responsibility_matrix::view::{Filter, MatrixView, Obligations};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Command;

type Rows = Vec<Vec<String>>;

/// Runs `job` on the scope of a document under a filter.
fn with_scope<T>(document: &Document, filter: &Filter, lang: Lang, job: impl FnOnce(&Scope<'_>) -> T) -> T {
    let view = MatrixView::new(&document.plan, &document.ledger, filter);
    job(&Scope { plan: &document.plan, ledger: &document.ledger, filter, view: &view, lang })
}

fn everything(document: &Document) -> Made {
    with_scope(document, &Filter::default(), Lang::Zh, |scope| xlsx::matrix(scope).expect("a workbook"))
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook that a strict reader opens")
}

/// A sheet as text, from `first` on; numbers as digits. No cell may be a formula but a total.
fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str, first: usize) -> Rows {
    let formulas = book.worksheet_formula(name).expect("a sheet");
    let is_total = |formula: &str| formula.starts_with("SUMPRODUCT((") || formula.starts_with("SUM(");
    assert!(
        formulas.used_cells().all(|(_, _, formula)| formula.is_empty() || is_total(formula)),
        "{name} holds a formula"
    );
    let range = book.worksheet_range(name).expect("a sheet");
    let (height, width) = range.end().map_or((0, 0), |(row, column)| (row as usize + 1, column as usize + 1));
    let text = |row: usize, column: usize| match range.get_value((row as u32, column as u32)) {
        None | Some(Data::Empty) => String::new(),
        Some(Data::String(text)) => decoded(text),
        Some(Data::Float(number)) => number.to_string(),
        Some(other) => panic!("{name}: a cell holds {other:?}"),
    };
    (first..height).map(|row| (0..width).map(|column| text(row, column)).collect()).collect()
}

/// The rows that a table of the CSV contract has.
fn rows(fill: impl FnOnce(&mut Rows) -> std::io::Result<()>) -> Rows {
    let mut rows = Rows::new();
    fill(&mut rows).expect("in memory");
    rows
}

/// A unit's table as its sheet has it: without the lists that nobody is in, with two columns to be filled in.
fn duties(scope: &Scope<'_>, own: &Obligations) -> Rows {
    let mut found = rows(|sink| table::unit(scope, own, sink));
    let words = RoleWords::canonical(scope.lang);
    let is_unused = |head: &String| {
        let lists = Role::ALL.into_iter().filter(|role| !matches!(role, Role::Lead | Role::Responsible));
        lists.filter(|role| !scope.ledger.uses(*role)).any(|role| words.units(role) == head.as_str())
    };
    let left_out: Vec<usize> = (0..found[0].len()).filter(|column| is_unused(&found[0][*column])).collect();
    let r = scope.lang.texts().reporting;
    for (position, row) in found.iter_mut().enumerate() {
        for column in left_out.iter().rev() {
            row.remove(*column);
        }
        row.extend([r.head_measures, r.head_person].map(|head| if position == 0 { head } else { "" }.to_owned()));
    }
    found
}

/// A text as Excel reads it: `_xHHHH_` is a character (ECMA-376, Part 1, 22.9.2.19). Neither
/// calamine nor LibreOffice decodes it.
fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        out.push_str(&rest[..at]);
        match code.filter(|_| rest[at + 6..].starts_with('_')) {
            Some(c) => {
                out.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out + rest
}

/// Cell by cell, so that a difference can be read.
fn assert_same(found: &Rows, expected: &Rows) {
    assert_eq!(found.len(), expected.len());
    for (row, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert_eq!(found.len(), expected.len(), "row {row}");
        for (column, (found, expected)) in found.iter().zip(expected).enumerate() {
            assert_eq!(found, &neutral::cell_words(expected), "row {row}, column {column}");
        }
    }
}

/// Reads an XML part of the package.
fn part(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    package.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

/// A plan whose every text holds what tries the format.
fn hostile() -> Document {
    let long = "很长的单位名称".repeat(29);
    let text = "任务<b>&amp;\\\"'>".repeat(400);
    let file = format!(
        r#"(
        format: 1,
        title: "<方案> & \"甲\" '乙' \u{{1}}\u{{FFFE}}",
        number: "=1+1", issuer: "@x", date: "2026-02-03",
        groups: [
            (name: "=组", units: {{ "a/b": (), "A\\B": (), "[x]:*?": (), "'q'": (), "History": (), "责任矩阵": () }}),
            (name: "<&>", units: {{ "{long}甲": (), "{long}乙": (), "_x0041_": (), "\t-1+1\u{{B}}": () }}),
        ],
        sections: [(label: "(1)", title: "=SUM(A1:A9)", overall_lead: ["a/b"], tasks: [
            (number: "007", text: "{text}", lead: ["a/b"], responsible: ["A\\B", "{long}甲", open("等<部门>")]),
            (number: "1-2", text: "+1\n第二行\u{{0}} _x000A_ 𠮷🎉", lead: ["'q'"], responsible: ["'q'", "_x0041_"]),
            (number: "3/4", text: "@SUM(1)", deadline: "2026-02-03", lead: ["History", "责任矩阵"], supporting: ["\t-1+1\u{{B}}"]),
        ])],
    )"#
    );
    let document = Document::open("hostile.ron", file.as_bytes()).expect("a plan file");
    assert_eq!((document.plan.tasks.len(), document.plan.units.len()), (3, 10), "{:?}", document.findings);
    document
}

#[test]
fn the_matrix_holds_what_its_csv_holds() {
    for document in [Document::builtin(), hostile()] {
        let filters = [
            Filter::default(),
            Filter { find: "责任".to_owned(), ..Filter::default() },
            Filter { roles: vec![Role::Lead], hide_empty_rows: true, hide_empty_columns: true, ..Filter::default() },
            Filter { find: "没有这样的任务".to_owned(), ..Filter::default() },
        ];
        for filter in filters {
            for lang in [Lang::Zh, Lang::En] {
                with_scope(&document, &filter, lang, |scope| {
                    let output = xlsx::matrix(scope).expect("a workbook");
                    let mut book = open(&output.bytes);
                    let names = book.sheet_names();
                    assert_eq!(names.len(), 3 + scope.view.columns.len());
                    assert_same(&sheet(&mut book, &names[0], 4), &rows(|sink| table::matrix(scope, sink)));
                    assert_same(&sheet(&mut book, &names[1], 0), &rows(|sink| table::marks(scope, Expand::No, sink)));
                    for (name, &unit) in names[3..].iter().zip(&scope.view.columns) {
                        let own = Obligations::new(scope.plan, scope.ledger, scope.filter, unit);
                        assert_same(&sheet(&mut book, name, 4), &duties(scope, &own));
                    }
                });
            }
        }
    }
}

#[test]
fn the_matrix_agrees_with_the_marks_one_by_one() {
    let document = Document::builtin();
    let output = everything(&document);
    let mut book = open(&output.bytes);
    let matrix = sheet(&mut book, "责任矩阵", 4);
    let marks = with_scope(&document, &Filter::default(), Lang::Zh, |scope| {
        rows(|sink| table::marks(scope, Expand::Yes, sink))
    });
    let column = |unit: &str| matrix[0].iter().position(|head| head == unit);
    let mut expected: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    for mark in &marks[1..] {
        let is_row = |row: &&Vec<String>| row[..3] == mark[..3];
        let row = matrix.iter().position(|row| is_row(&row)).expect("the mark's row");
        let Some(column) = column(&mark[3]) else {
            assert_eq!(mark[5], "未列名");
            continue;
        };
        let word = if mark[5].starts_with('经') { &mark[5] } else { &mark[4] };
        expected.entry((row, column)).or_default().push(word.clone());
    }
    let mut found = BTreeMap::new();
    let units = 3..matrix[0].len() - 2;
    for (row, cells) in matrix.iter().enumerate().skip(1).take(matrix.len() - 2) {
        for column in units.clone().filter(|&column| !cells[column].is_empty()) {
            found.insert((row, column), cells[column].split('、').map(str::to_owned).collect::<Vec<_>>());
        }
    }
    assert_eq!(found, expected);
    assert_eq!(expected.values().map(Vec::len).sum::<usize>(), 7 + 68 + 172 + 467);
}

#[test]
fn a_mark_is_how_a_cell_shows_its_word() {
    let output = everything(&Document::builtin());
    let styles = part(&output.bytes, "xl/styles.xml");
    for sign in ["◆", "●", "○", "◉", "•", "◌"] {
        let format = format!("General;General;General;&quot;{sign}&quot;");
        assert!(styles.contains(&format), "no format shows {sign}");
    }
    assert!(styles.contains("FFB4281E") && styles.contains("FF1F5FA8"), "the colours are those of the window");
}

#[test]
fn the_matrix_prints_and_scrolls_with_its_heads() {
    let output = everything(&Document::builtin());
    let sheet = part(&output.bytes, "xl/worksheets/sheet1.xml");
    for said in [
        r#"<pane xSplit="3" ySplit="5" topLeftCell="D6" activePane="bottomRight" state="frozen"/>"#,
        r#"<autoFilter ref="A5:AT51"/>"#,
        r#"<pageSetup paperSize="8" fitToHeight="0" orientation="landscape""#,
        r#"<pageSetUpPr fitToPage="1"/>"#,
        "第 &amp;P 页，共 &amp;N 页",
    ] {
        assert!(sheet.contains(said), "{said} is not in the sheet");
    }
    let book = part(&output.bytes, "xl/workbook.xml");
    assert!(book.contains("责任矩阵!$A:$C,责任矩阵!$3:$5"), "{book}");
    let styles = part(&output.bytes, "xl/styles.xml");
    assert!(styles.contains(r#"textRotation="255""#), "unit names stand upright");
}

#[test]
fn what_a_filter_left_out_stands_in_the_file() {
    let document = Document::builtin();
    let filter = Filter { find: "12".to_owned(), ..Filter::default() };
    with_scope(&document, &filter, Lang::Zh, |scope| {
        let mut book = open(&xlsx::matrix(scope).expect("a workbook").bytes);
        for (name, row) in [("责任矩阵", 1), ("说明", 2)] {
            let rows = sheet(&mut book, name, 0);
            assert!(rows[row][0].contains("共 39 项，显示 1 项"), "{:?}", rows[row]);
        }
        let unit = scope.plan.unit_named("县司法局").expect("a unit");
        let own = Obligations::new(scope.plan, scope.ledger, scope.filter, unit);
        let mut book = open(&xlsx::unit(scope, &own).expect("a workbook").bytes);
        assert_eq!(book.sheet_names(), ["县司法局", "共事单位", "说明"]);
        assert_eq!(sheet(&mut book, "县司法局", 0)[3][0], "（节选：含“12”）该单位另有 24 条责任因筛选未列出");
        let partners = sheet(&mut book, "共事单位", 0);
        assert_eq!(partners.last().expect("rows")[0], "共事单位按全部任务统计，不受筛选影响。");
    });
}

#[test]
fn two_exports_are_the_same_bytes() {
    for document in [Document::builtin(), hostile()] {
        let first = everything(&document);
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        assert!(first == everything(&document), "two workbooks of one plan differ");
    }
    let core = part(&everything(&Document::builtin()).bytes, "docProps/core.xml");
    assert!(core.contains("2019-07-16T00:00:00Z") && core.contains("木兰县优化营商环境工作方案"), "{core}");
}

#[test]
fn sheets_of_odd_units_have_safe_names() {
    let document = hostile();
    let book = open(&everything(&document).bytes);
    let names = book.sheet_names();
    let mut lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    lower.sort();
    lower.dedup();
    assert_eq!(lower.len(), 13);
    for name in &names {
        assert!(name.encode_utf16().count() <= 31 && !name.is_empty(), "{name}");
        assert!(!name.contains(|c: char| r"[]:*?/\".contains(c) || c.is_control()), "{name}");
        assert!(!name.starts_with('\'') && !name.ends_with('\''), "{name}");
    }
    assert!(names.iter().any(|name| name == "责任矩阵 (2)"), "{names:?}");
}

#[test]
fn texts_that_a_cell_cannot_hold_are_cut_and_said() {
    let text = "长".repeat(40_000);
    let file = format!(
        r#"(format: 1, title: "长文", groups: [(name: "组", units: {{"甲局": ()}})],
            tasks: [(number: "1", text: "{text}", lead: ["甲局"])])"#
    );
    let document = Document::open("long.ron", file.as_bytes()).expect("a plan file");
    let output = everything(&document);
    // In the matrix, among all marks and on the unit's own sheet.
    assert_eq!(output.warnings, [Warning::TextsCut { cells: 3 }, Warning::TallRows { rows: 1 }]);
    let cell = sheet(&mut open(&output.bytes), "甲局", 4)[1][2].clone();
    assert_eq!((cell.encode_utf16().count(), cell.ends_with("长…")), (32_767, true));
}

#[test]
fn a_thousand_duties_of_one_unit() {
    let tasks: String =
        (1..=1_000).map(|number| format!(r#"(number: "{number}", text: "第{number}件事", lead: ["甲局"]),"#)).collect();
    let file = format!(r#"(format: 1, title: "多", groups: [(name: "组", units: {{"甲局": ()}})], tasks: [{tasks}])"#);
    let document = Document::open("many.ron", file.as_bytes()).expect("a plan file");
    let output = everything(&document);
    assert_eq!(output.warnings, []);
    let duties = sheet(&mut open(&output.bytes), "甲局", 4);
    assert_eq!((duties.len(), duties[1_000][2].as_str()), (1_001, "第1000件事"));
}

/// LibreOffice, if it is installed.
pub fn office() -> Option<&'static str> {
    let found = ["soffice", "libreoffice"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success()));
    if found.is_none() {
        skip("LibreOffice (soffice) is not installed");
    }
    found
}

/// Every sheet of a workbook as LibreOffice writes it to CSV: `matrix-责任矩阵.csv` …
fn through_office(office: &str, folder: &Path, bytes: &[u8]) -> BTreeMap<String, Rows> {
    std::fs::write(folder.join("matrix.xlsx"), bytes).expect("the scratch folder can be written to");
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let output = Command::new(office)
        .arg(profile)
        // Comma, quotes, UTF-8, from line 1, values and not what is shown of them, every sheet.
        .args([
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1",
        ])
        .args(["--outdir", "out", "matrix.xlsx"])
        .current_dir(folder)
        .output()
        .expect("LibreOffice starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut sheets = BTreeMap::new();
    for entry in std::fs::read_dir(folder.join("out")).expect("what LibreOffice wrote") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(&path).expect("CSV");
        let record =
            |record: csv::Result<csv::StringRecord>| record.expect("a row").iter().map(str::to_owned).collect();
        sheets.insert(stem.trim_start_matches("matrix-").to_owned(), reader.records().map(record).collect());
    }
    sheets
}

#[test]
fn libreoffice_reads_what_was_written() {
    let Some(office) = office() else { return };
    let document = Document::builtin();
    let folder = tempfile::tempdir().expect("a scratch folder");
    let sheets = through_office(office, folder.path(), &everything(&document).bytes);
    assert_eq!(sheets.len(), 3 + 41);
    with_scope(&document, &Filter::default(), Lang::Zh, |scope| {
        assert_eq!(sheets["责任矩阵"][4..], rows(|sink| table::matrix(scope, sink)));
        assert_eq!(sheets["责任标记"], rows(|sink| table::marks(scope, Expand::No, sink)));
        for &unit in &scope.view.columns {
            let own = Obligations::new(scope.plan, scope.ledger, scope.filter, unit);
            assert_eq!(sheets[&scope.plan.unit(unit).name][4..], duties(scope, &own));
        }
    });
}

/// The workbook without the values that its formulas had when it was written.
fn without_values(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = Vec::new();
        part.read_to_end(&mut text).expect("a part that can be read");
        if name.starts_with("xl/worksheets/sheet") {
            let whole = String::from_utf8(text).expect("UTF-8");
            let mut pieces = whole.split("</f><v>");
            let first = pieces.next().unwrap_or_default().to_owned();
            let bare = |piece: &str| piece.split_once("</v>").map(|(_, rest)| rest.to_owned()).expect("a value");
            text = pieces.fold(first, |text, piece| text + "</f>" + &bare(piece)).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        std::io::Write::write_all(&mut out, &text).expect("a part that can be written");
    }
    out.finish().expect("an archive").into_inner()
}

#[test]
fn libreoffice_counts_the_totals_as_we_do() {
    let Some(office) = office() else { return };
    let sample = include_str!("../../seeds/harbour-2026.ron");
    let english = Document::open("harbour-2026.ron", sample.as_bytes()).expect("a plan file");
    for (document, lang) in [(&Document::builtin(), Lang::Zh), (&english, Lang::En)] {
        let folder = tempfile::tempdir().expect("a scratch folder");
        with_scope(document, &Filter::default(), lang, |scope| {
            let bytes = without_values(&xlsx::matrix(scope).expect("a workbook").bytes);
            let sheets = through_office(office, folder.path(), &bytes);
            assert_eq!(sheets[lang.texts().table_matrix][4..], rows(|sink| table::matrix(scope, sink)));
        });
    }
}

#[test]
fn totals_are_formulas_where_they_can_be() {
    let formulas = |document: &Document| {
        let range = open(&everything(document).bytes).worksheet_formula("责任矩阵").expect("a sheet");
        range.used_cells().filter(|(_, _, formula)| !formula.is_empty()).count()
    };
    // Tasks, sections, units, and the sum of all.
    assert_eq!(formulas(&Document::builtin()), 39 + 7 + 41 + 1);
    // A name of a role that looks like two.
    let file = r#"(format: 1, title: "甲", roles: (lead: (name: "牵头、主办")), groups: [(name: "组", units: {"甲局": ()})],
        tasks: [(number: "1", text: "事", lead: ["甲局"])])"#;
    assert_eq!(formulas(&Document::open("odd.ron", file.as_bytes()).expect("a plan file")), 0);
}

#[test]
fn sections_are_shown_with_their_labels() {
    let bytes = everything(&Document::builtin()).bytes;
    let looks = part(&bytes, "xl/styles.xml");
    assert!(looks.contains("&quot;（一）&quot;@"), "no label");
    let mut book = open(&bytes);
    let unit = sheet(&mut book, "县司法局", 4);
    assert!(unit[1..].iter().all(|row| !row[1].starts_with('（')), "the cells hold titles alone");
}

#[test]
fn libreoffice_reads_hostile_texts_as_texts() {
    let Some(office) = office() else { return };
    let document = hostile();
    let folder = tempfile::tempdir().expect("a scratch folder");
    let sheets = through_office(office, folder.path(), &everything(&document).bytes);
    let matrix = &sheets["责任矩阵"][4..];
    assert_eq!(matrix[1][1], "=SUM(A1:A9)");
    assert_eq!([2, 3, 4].map(|row: usize| matrix[row][0].as_str()), ["007", "1-2", "3/4"]);
    assert_eq!(matrix[4][2], "@SUM(1)");
    assert!(matrix[3][2].starts_with("+1\n第二行") && matrix[3][2].ends_with("_x000A_ 𠮷🎉"), "{:?}", matrix[3][2]);
}
