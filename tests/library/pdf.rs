//! PDF: what a page has where, and what is read of it.

use crate::support::skip;
use responsibility_matrix::finding::Kind;
use responsibility_matrix::import::{self, ImportError, Imported, Options};
use responsibility_matrix::model::Role;
use std::fmt::Write as _;
use std::process::Command;

/// Points of an A4 page.
const HEIGHT: f64 = 842.0;
const WIDTH: f64 = 595.0;

/// What a tool of poppler prints for a PDF; `None`, with a word, where it is not installed.
pub fn poppler(tool: &str, args: &[&str], pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let path = folder.path().join("x.pdf");
    std::fs::write(&path, pdf).expect("written");
    let mut command = Command::new(tool);
    for arg in args {
        // The first - is the file to read.
        if *arg == "-" && !command.get_args().any(|given| given == path.as_os_str()) {
            command.arg(&path);
        } else {
            command.arg(arg);
        }
    }
    match command.output() {
        Ok(output) if output.status.success() => Some(String::from_utf8(output.stdout).expect("UTF-8")),
        Ok(output) => panic!("{tool}: {}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => {
            skip(&format!("{tool} of poppler-utils cannot be run ({error})"));
            None
        }
    }
}

/// A page in the making: words and lines at places from its upper left corner.
#[derive(Default)]
struct Page(String);

impl Page {
    fn words(&mut self, left: f64, base: f64, size: f64, words: &str) -> &mut Self {
        let codes: String = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        let _ = writeln!(self.0, "BT /F1 {size} Tf 1 0 0 1 {left} {} Tm <{codes}> Tj ET", HEIGHT - base);
        self
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64)) -> &mut Self {
        let _ = writeln!(self.0, "0.5 w {} {} m {} {} l S", from.0, HEIGHT - from.1, to.0, HEIGHT - to.1);
        self
    }

    /// A table: where its columns and rows part, and what stands in each cell.
    fn table(&mut self, columns: &[f64], rows: &[f64], cells: &[&[&str]]) -> &mut Self {
        for &row in rows {
            self.line((columns[0], row), (columns[columns.len() - 1], row));
        }
        for &column in columns {
            self.line((column, rows[0]), (column, rows[rows.len() - 1]));
        }
        for (row, cells) in cells.iter().enumerate() {
            for (column, words) in cells.iter().enumerate() {
                for (at, line) in words.split('\n').enumerate() {
                    self.words(columns[column] + 4.0, rows[row] + 14.0 + 12.0 * at as f64, 10.0, line);
                }
            }
        }
        self
    }
}

/// A file of pages; its font is not in it, as in many old ones.
fn pdf(pages: &[Page]) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", 6 + 2 * at)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>".to_owned(),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>".to_owned(),
    ];
    for (at, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            7 + 2 * at
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{}\nendstream", page.0.len(), page.0));
    }
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}

fn read(bytes: &[u8]) -> Result<Imported, ImportError> {
    import::read(Some("通知.pdf"), bytes, Options::default())
}

/// A notice as it is typeset: 28 characters a line, paragraphs set in by two, pages of so many lines.
fn typeset(paragraphs: &[&str], lines_a_page: usize) -> Vec<u8> {
    const LINE: usize = 28;
    let (left, size, pitch) = (73.0, 16.0, 28.0);
    let mut lines: Vec<(f64, String)> = Vec::new();
    for paragraph in paragraphs {
        let mut rest: Vec<char> = paragraph.chars().collect();
        let mut indent = 2;
        while !rest.is_empty() {
            let take = rest.len().min(LINE - indent);
            lines.push((left + size * indent as f64, rest.drain(..take).collect()));
            indent = 0;
        }
    }
    let page = |(number, lines): (usize, &[(f64, String)])| {
        let mut page = Page::default();
        for (at, (left, words)) in lines.iter().enumerate() {
            page.words(*left, 120.0 + pitch * at as f64, size, words);
        }
        page.words(280.0, 800.0, 14.0, &format!("— {} —", number + 1));
        page
    };
    pdf(&lines.chunks(lines_a_page).enumerate().map(page).collect::<Vec<_>>())
}

fn leads(imported: &Imported) -> Vec<Vec<String>> {
    let plan = &imported.plan;
    let names = |role: Role, at: usize| {
        let units = plan.tasks[at].parties[role].iter().filter_map(|party| party.unit());
        units.map(|unit| plan.unit(unit).name.clone()).collect::<Vec<_>>()
    };
    (0..plan.tasks.len()).map(|at| names(Role::Lead, at)).collect()
}

const NOTICE: &[&str] = &[
    "为进一步优化营商环境，现就有关事项通知如下，请各有关单位结合实际认真抓好贯彻落实工作。",
    "一、优化政务服务",
    "1.推进高频事项集成办理，梳理公布第一批集成服务事项清单，到年底前办理时限压缩一半以上，让企业群众少跑腿。（牵头单位：县数据局；责任单位：县民政局、县司法局）",
    "2.完善诉求受理机制，对企业反映的问题按时转办、按时答复、按时回访，做到件件有着落。（牵头单位：县工信局；责任单位：县司法局、县审计局等部门）",
    "二、强化要素保障",
    "3.扩大信用贷款规模，对符合条件的企业应贷尽贷，降低综合融资成本。（牵头单位：县财政局）",
];

#[test]
fn a_typeset_notice_is_read_like_its_text() {
    let text = import::read(None, NOTICE.join("\n").as_bytes(), Options::default()).expect("a plan");
    for lines in [4, 5, 6, 7, 30] {
        let imported = read(&typeset(NOTICE, lines)).expect("a plan");
        let texts = |imported: &Imported| {
            imported.plan.tasks.iter().map(|task| (task.text.clone(), task.clause.clone())).collect::<Vec<_>>()
        };
        assert_eq!(texts(&imported), texts(&text), "{lines} lines a page");
        assert_eq!(leads(&imported), leads(&text));
        assert_eq!(imported.plan.sections.len(), 2);
    }
}

#[test]
fn a_table_keeps_its_cells_over_the_end_of_a_page() {
    let columns = [60.0, 95.0, 300.0, 400.0, 535.0];
    let mut first = Page::default();
    first.words(200.0, 60.0, 16.0, "重点任务分工表");
    first.table(
        &columns,
        &[100.0, 125.0, 155.0, 185.0],
        &[
            &["序号", "工作任务", "牵头单位", "责任单位"],
            &["1", "推进高频事项集成办理，梳理公布第一批集\n成服务事项清单", "县数据局", "县民政局\n县司法局"],
            &["2", "完善诉求受理机制，对企业反映的问", "县工信局", ""],
        ],
    );
    let mut second = Page::default();
    second.table(
        &columns,
        &[60.0, 85.0, 110.0],
        &[&["", "题按时答复", "", ""], &["3", "扩大信用贷款规模", "县财政局", "县审计局"]],
    );
    let imported = read(&pdf(&[first, second])).expect("a plan");
    assert_eq!(imported.plan.title, "重点任务分工表");
    let texts: Vec<&str> = imported.plan.tasks.iter().map(|task| task.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "推进高频事项集成办理，梳理公布第一批集成服务事项清单",
            "完善诉求受理机制，对企业反映的问题按时答复",
            "扩大信用贷款规模"
        ]
    );
    assert_eq!(leads(&imported), [["县数据局"], ["县工信局"], ["县财政局"]]);
    let responsible = &imported.plan.tasks[0].parties[Role::Responsible];
    assert_eq!(responsible.len(), 2);
}

#[test]
fn names_in_lines_of_their_own_are_not_put_together() {
    let mut page = Page::default();
    page.words(200.0, 60.0, 16.0, "任务分工表");
    page.table(
        &[40.0, 80.0, 300.0, 398.0, 540.0],
        &[100.0, 130.0, 190.0, 250.0],
        &[
            &["序号", "工作任务", "牵头单位", "责任单位"],
            &["1", "修好灌溉水渠。", "工业园区管委会\n县营商环境建设监\n督局", "县财政局"],
            &["2", "备好种子。", "县农业农村局", "县财政局"],
        ],
    );
    let imported = read(&pdf(&[page])).expect("a table");
    let names: Vec<&str> = imported.plan.units.iter().map(|unit| unit.name.as_str()).collect();
    for name in ["工业园区管委会", "县营商环境建设监督局"] {
        assert!(names.contains(&name), "{names:?}");
    }
}

#[test]
fn columns_without_lines_are_a_table_where_they_are_clear() {
    let rows = [
        ["序号", "工作任务", "牵头单位"],
        ["1", "推进集成办理", "县数据局"],
        ["2", "完善受理机制", "县工信局"],
        ["3", "扩大信用贷款", "县财政局"],
    ];
    let mut page = Page::default();
    for (at, row) in rows.iter().enumerate() {
        for (column, words) in row.iter().enumerate() {
            page.words([80.0, 140.0, 360.0][column], 100.0 + 24.0 * at as f64, 12.0, words);
        }
    }
    assert_eq!(leads(&read(&pdf(&[page])).expect("a plan")), [["县数据局"], ["县工信局"], ["县财政局"]]);
    // Words that run over where the columns would be: paragraphs, and that is said.
    let mut page = Page::default();
    page.words(80.0, 60.0, 12.0, "1.推进集成办理。（牵头单位：县数据局）");
    for at in 0..4 {
        for column in 0..3 {
            page.words(
                80.0 + 90.0 * f64::from(column) + 37.0 * f64::from(at),
                100.0 + 24.0 * f64::from(at),
                12.0,
                "甲乙",
            );
        }
    }
    let imported = read(&pdf(&[page])).expect("a plan");
    assert!(imported.findings.iter().any(|finding| finding.kind == Kind::UnclearTable));
}

#[test]
fn words_beyond_their_cells_are_told() {
    let columns = [60.0, 95.0, 300.0, 400.0, 535.0];
    let rows = [100.0, 125.0, 150.0, 175.0];
    let cells: &[&[&str]] = &[
        &["序号", "工作任务", "牵头单位", "责任单位"],
        &["1", "修订办事指南", "县数据局", "县民政局"],
        &["2", "开设帮办窗口", "县民政局", "县财政局"],
    ];
    let is_told = |page: Page| {
        let imported = read(&pdf(&[page])).expect("a plan");
        assert_eq!(leads(&imported), [["县数据局"], ["县民政局"]]);
        imported.findings.iter().any(|finding| finding.kind == Kind::UnclearTable)
    };
    let mut clear = Page::default();
    clear.table(&columns, &rows, cells);
    assert!(!is_told(clear));
    let mut beyond = Page::default();
    beyond.table(&columns, &rows, cells).words(404.0, 152.0, 10.0, "县司法局、县审计局");
    assert!(is_told(beyond));
}

#[test]
fn lines_that_are_all_short_are_paragraphs_of_their_own() {
    let lines = [
        "1．修订办事指南",
        "牵头单位：县数据局",
        "责任单位：",
        "（1）县民政局",
        "（2）县司法局",
        "完成时限：2026年6月",
        "2．开设帮办窗口",
        "牵头单位：县民政局",
    ];
    let mut page = Page::default();
    for (at, words) in lines.iter().enumerate() {
        page.words(90.0, 100.0 + 20.0 * at as f64, 12.0, words);
    }
    let imported = read(&pdf(&[page])).expect("a plan");
    assert_eq!(imported.text.lines().collect::<Vec<_>>(), lines);
    assert_eq!(leads(&imported), [["县数据局"], ["县民政局"]]);
}

#[test]
fn cells_without_lines_may_go_on_below() {
    let rows: [&[(f64, &str)]; 6] = [
        &[(80.0, "序号"), (120.0, "工作任务"), (250.0, "牵头单位"), (330.0, "责任单位")],
        &[(80.0, "1"), (120.0, "修订办事指南并公布"), (250.0, "县数据局"), (330.0, "县民政局、县司法")],
        &[(120.0, "办理时限"), (330.0, "局")],
        &[(80.0, "2"), (120.0, "开设帮办窗口"), (250.0, "县民政局")],
        &[(80.0, "3"), (120.0, "公开评价结果"), (250.0, "县司法局"), (330.0, "县审计局")],
        &[(90.0, "以上任务按月报送。")],
    ];
    let mut page = Page::default();
    for (at, row) in rows.iter().enumerate() {
        for (left, words) in *row {
            page.words(*left, 100.0 + 20.0 * at as f64, 12.0, words);
        }
    }
    let imported = read(&pdf(&[page])).expect("a plan");
    assert_eq!(leads(&imported), [["县数据局"], ["县民政局"], ["县司法局"]]);
    assert_eq!(imported.plan.tasks[0].text, "修订办事指南并公布办理时限");
    assert_eq!(imported.plan.tasks[0].parties[Role::Responsible].len(), 2);
}

#[test]
fn pages_without_text_are_said_to_be_pictures() {
    let mut drawn = Page::default();
    drawn.line((60.0, 60.0), (500.0, 60.0));
    assert_eq!(read(&pdf(&[drawn])), Err(ImportError::Scanned));
    assert_eq!(read(b"%PDF-1.7\nno more"), Err(ImportError::Damaged));
}

#[test]
fn no_damage_breaks_the_reader() {
    let whole = typeset(NOTICE, 6);
    for end in (0..whole.len()).step_by(41) {
        let _ = read(&whole[..end]);
    }
    let mut seed = 7_u32;
    for _ in 0..120 {
        let mut damaged = whole.clone();
        for _ in 0..8 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = seed as usize % damaged.len();
            damaged[at] = damaged[at].wrapping_add((seed >> 24) as u8);
        }
        let _ = read(&damaged);
    }
}
