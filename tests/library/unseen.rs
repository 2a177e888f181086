//! What nobody sees of a document and is in it all the same; and texts whose letters are written in older ways.

use responsibility_matrix::finding::Kind;
use responsibility_matrix::import::{self, Imported, Options};
use responsibility_matrix::model::Role;
use rust_xlsxwriter::Workbook;

fn read(name: &str, bytes: &[u8]) -> Imported {
    import::read(Some(name), bytes, Options::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn texts(imported: &Imported) -> Vec<&str> {
    imported.plan.tasks.iter().map(|task| task.text.as_str()).collect()
}

fn sections(imported: &Imported) -> Vec<&str> {
    imported.plan.sections.iter().map(|section| section.title.as_str()).collect()
}

fn kinds(imported: &Imported) -> Vec<Kind> {
    let told =
        |kind: &&Kind| matches!(kind, Kind::HiddenSheet { .. } | Kind::HiddenRows { .. } | Kind::HiddenColumns { .. });
    imported.findings.iter().map(|finding| &finding.kind).filter(told).cloned().collect()
}

const ROWS: [[&str; 4]; 4] = [
    ["序号", "工作任务", "牵头单位", "经办"],
    ["1", "修订办事指南", "县数据局", "甲"],
    ["2", "开设帮办窗口", "县民政局", "乙"],
    ["3", "公开评价结果", "县司法局", "丙"],
];

/// Sheets of these names with the same rows.
fn workbook(names: &[&str], change: impl Fn(usize, &mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    for (at, name) in names.iter().enumerate() {
        let sheet = book.add_worksheet().set_name(*name).expect("a name");
        for (row, cells) in (0..).zip(ROWS) {
            for (column, words) in (0..).zip(cells) {
                sheet.write(row, column, words).expect("a cell");
            }
        }
        change(at, sheet);
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn hidden_rows_and_columns_are_read_and_told() {
    let made = workbook(&["任务", "去年"], |at, sheet| {
        if at == 0 {
            sheet.set_row_hidden(2).expect("a row");
            sheet.set_column_hidden(3).expect("a column");
            // Far below everything.
            sheet.set_row_hidden(900).expect("a row");
        } else {
            sheet.set_hidden(true);
        }
    });
    let old = include_bytes!("../documents/hidden.xls");
    let open = include_bytes!("../documents/hidden.ods");
    for (name, bytes) in [("a.xlsx", made.as_slice()), ("a.xls", old), ("a.ods", open)] {
        let imported = read(name, bytes);
        assert_eq!(texts(&imported), ["修订办事指南", "开设帮办窗口", "公开评价结果"], "{name}");
        let mut told = kinds(&imported);
        told.sort_by_key(|kind| kind.code());
        let expected = [
            Kind::HiddenColumns { columns: 1 },
            Kind::HiddenRows { rows: 1 },
            Kind::HiddenSheet { name: "去年".to_owned() },
        ];
        assert_eq!(told, expected, "{name}");
        let row = imported.findings.iter().find(|finding| matches!(finding.kind, Kind::HiddenRows { .. }));
        assert_eq!(row.map(|finding| finding.words.as_str()), Some("2"), "{name}");
    }
    assert_eq!(kinds(&read("a.xlsx", &workbook(&["任务"], |_, _| ()))), []);
}

#[test]
fn sheets_with_names_of_their_own_are_sections() {
    let imported = read("a.xlsx", &workbook(&["产业发展", "民生保障"], |_, _| ()));
    assert_eq!(sections(&imported), ["产业发展", "民生保障"]);
    assert_eq!(imported.plan.tasks.len(), 6);
    assert_eq!(sections(&read("a.xlsx", &workbook(&["Sheet1", "Sheet2"], |_, _| ()))), [""; 0]);
    assert_eq!(sections(&read("a.xlsx", &workbook(&["产业发展"], |_, _| ()))), [""; 0]);
    // Grids too, with sections of their own inside.
    let mut book = Workbook::new();
    for name in ["Launch", "Operation"] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        let rows = ["Task|Office|Team", "Phase one||", "Plan|A|R", "Build|R|A", "Phase two||", "Test|C|R"];
        for (row, words) in (0..).zip(rows) {
            for (column, words) in (0..).zip(words.split('|')) {
                sheet.write(row, column, words).expect("a cell");
            }
        }
    }
    let imported = read("b.xlsx", &book.save_to_buffer().expect("a workbook"));
    assert_eq!(sections(&imported), ["Launch", "Phase one", "Phase two", "Operation", "Phase one", "Phase two"]);
    let parents: Vec<Option<usize>> =
        imported.plan.sections.iter().map(|section| section.parent.map(|parent| parent.index())).collect();
    assert_eq!(parents, [None, Some(0), Some(0), None, Some(3), Some(3)]);
}

#[test]
fn rows_of_word_that_begin_late_keep_their_columns() {
    let cell = |words: &str, mark: &str| {
        format!("<w:tc><w:tcPr>{mark}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>")
    };
    let row = |mark: &str, cells: &[&str]| {
        let cells: String = cells.iter().map(|words| cell(words, "")).collect();
        format!("<w:tr><w:trPr>{mark}</w:trPr>{cells}</w:tr>")
    };
    let body = [
        "<w:tbl>".to_owned(),
        row("", &["序号", "工作任务", "牵头单位", "责任单位"]),
        row("", &["1", "修订办事指南", "县数据局", "县民政局"]),
        row("<w:gridBefore w:val=\"1\"/>", &["开设帮办窗口", "县民政局", "县司法局"]),
        row("<w:gridAfter w:val=\"1\"/>", &["3", "公开评价结果", "县司法局"]),
        "</w:tbl>".to_owned(),
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>4.没有人看见。（牵头单位：县审计局）</w:t></w:r></w:p>".to_owned(),
    ];
    let document =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>", body.concat());
    let parts = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", document.as_str())];
    let imported = read("a.docx", &super::import::zip(&parts));
    assert_eq!(texts(&imported), ["修订办事指南", "开设帮办窗口", "公开评价结果"]);
    let named = |at: usize, role: Role| {
        let parties = &imported.plan.tasks[at].parties[role];
        parties
            .iter()
            .filter_map(|party| party.unit())
            .map(|unit| imported.plan.unit(unit).name.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!((named(1, Role::Lead), named(1, Role::Responsible)), (vec!["县民政局"], vec!["县司法局"]));
    assert_eq!((named(2, Role::Lead), named(2, Role::Responsible)), (vec!["县司法局"], vec![]));
}

#[test]
fn older_encodings_are_told_by_their_signs() {
    let traditional = "一、修訂辦事指南，公開辦理時限。（牽頭單位：縣財政局；責任單位：縣稅務局、縣民政局）\n二、開設幫辦窗口，簡化申請材料。（牽頭單位：縣民政局）\n";
    let simplified = "一、修订办事指南，公开办理时限。（牵头单位：县财政局；责任单位：县税务局、县民政局）\n二、开设帮办窗口。（牵头单位：县民政局）\n";
    let russian = "Задача;Директор;Отдел\nПодготовить план;У;И\nПроверить отчёт;У;И\nУ = утверждает;И = исполняет;\n";
    for (label, text) in [
        ("big5", traditional),
        ("gb18030", simplified),
        ("gbk", simplified),
        ("utf-16le", simplified),
        ("windows-1251", russian),
    ] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("known");
        let bytes = if label == "utf-16le" {
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        } else {
            encoding.encode(text).0.into_owned()
        };
        let imported = read(if label == "windows-1251" { "a.csv" } else { "a.txt" }, &bytes);
        assert_eq!(
            imported.text.lines().next().map(|line| line.replace('\t', ";")).as_deref(),
            text.lines().next(),
            "{label}"
        );
        assert_eq!(imported.plan.tasks.len(), 2, "{label}");
    }
}

#[test]
fn cells_in_quotes_have_several_lines_whatever_the_name() {
    let tabs =
        "序号\t工作任务\t责任单位\n1\t\"修订办事指南\n并公布\"\t\"县民政局\n县司法局\"\n2\t开设帮办窗口\t县财政局\n";
    for (separator, name) in [('\t', "a.txt"), ('\t', "a.tsv"), (',', "a.csv"), (',', "a.txt"), (';', "a.txt")] {
        let text = tabs.replace('\t', &separator.to_string());
        let imported = read(name, text.as_bytes());
        assert_eq!(texts(&imported), ["修订办事指南\n并公布", "开设帮办窗口"], "{name} {separator}");
        assert_eq!(imported.plan.tasks[0].parties[Role::Responsible].len(), 2);
    }
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(tabs.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(texts(&read("a.txt", &wide)), ["修订办事指南\n并公布", "开设帮办窗口"]);
}
