//! Seven roles, from the plan file to every output: what each says of them, what a plan that renames
//! them shows, and that their marks are told apart without colour.

use calamine::{Reader as _, Xlsx};
use responsibility_matrix::document::Document;
use responsibility_matrix::export::picture::{self, Options, PictureShape, Size};
use responsibility_matrix::export::table::{self, Expand, RowSink};
use responsibility_matrix::export::{Scope, xlsx};
use responsibility_matrix::lang::Lang;
use responsibility_matrix::look::{Glyph, LIGHT};
use responsibility_matrix::model::{ByRole, Role, UnitId};
use responsibility_matrix::paper::{self, Faces, MatrixPaper, Standard, Style};
use responsibility_matrix::view::{Arrangement, Companion, Filter, Load, MarkStyle, MatrixView, Obligations, Subject};
use roxmltree::Document as Xml;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

type Rows = Vec<Vec<String>>;

const WORDS: [&str; 7] = ["总牵头", "牵头", "责任", "配合", "督办", "咨询", "知会"];

/// Five units in all seven roles; 甲局 leads and is responsible, 乙局 has two other roles, 丙局 three.
const SEVEN: &str = r#"(
    format: 1, title: "七种角色的方案",
    groups: [
        (name: "部门", units: { "甲局": (), "乙局": (), "丙局": (), "丁局": () }),
        (name: "集合", units: { "各局": (collective: enumerable, roster: ["甲局", "丁局"]) }),
    ],
    sections: [(
        label: "一、", title: "开头", overall_lead: ["甲局"],
        tasks: [
            (
                number: "1", text: "第一件事", deadline: "年底前",
                lead: ["甲局"], responsible: ["甲局", "丁局"], supporting: ["乙局"], supervising: ["丙局"],
                consulted: ["乙局", open("等专家")], informed: ["丙局"],
                people: [
                    (label: "牵头领导", name: "张三", post: "副县长"),
                    (label: "责任人", name: "李四", unit: "丁局"),
                ],
            ),
            (
                number: "2", text: "第二件事",
                lead: ["乙局"], responsible: ["丙局"], supporting: ["丙局"], informed: ["丙局", "各局"],
            ),
        ],
    )],
)"#;

/// The same plan with names and letters of its own for some roles.
fn renamed() -> String {
    let roles = "roles: (lead: (name: \"Accountable\", letter: \"A\"), informed: (name: \"抄送\", letter: \"抄\")),";
    SEVEN.replacen("groups:", &format!("{roles}\n    groups:"), 1)
}

fn open(file: &str) -> Document {
    let document = Document::open("plan.ron", file.as_bytes()).expect("a plan file");
    let errors = document.count(responsibility_matrix::finding::Severity::Error);
    assert_eq!(errors, 0, "{:?}", document.findings);
    document
}

fn with_scope<T>(document: &Document, lang: Lang, job: impl FnOnce(&Scope<'_>) -> T) -> T {
    with_marks(document, lang, MarkStyle::Shapes, job)
}

fn with_marks<T>(document: &Document, lang: Lang, marks: MarkStyle, job: impl FnOnce(&Scope<'_>) -> T) -> T {
    let filter = Filter::default();
    let arrangement = Arrangement { marks, ..Arrangement::default() };
    let view = MatrixView::arranged(&document.plan, &document.ledger, &filter, &arrangement);
    job(&Scope { plan: &document.plan, ledger: &document.ledger, filter: &filter, view: &view, lang })
}

fn rows(fill: impl FnOnce(&mut dyn RowSink) -> std::io::Result<()>) -> Rows {
    let mut rows = Rows::new();
    fill(&mut rows).expect("rows in memory");
    rows
}

fn unit(document: &Document, name: &str) -> UnitId {
    document.plan.unit_named(name).expect("a unit of the plan")
}

#[test]
fn marks_stand_in_the_order_of_the_roles() {
    let document = open(SEVEN);
    let marks = with_scope(&document, Lang::Zh, |scope| rows(|sink| table::marks(scope, Expand::Yes, sink)));
    let said: Vec<String> =
        marks[1..].iter().map(|row| format!("{} {} {} {}", row[0], row[3], row[4], row[5])).collect();
    let expected = [
        " 甲局 总牵头 列名",
        "1 甲局 牵头 列名",
        "1 甲局 责任 列名",
        "1 丁局 责任 列名",
        "1 乙局 配合 列名",
        "1 丙局 督办 列名",
        "1 乙局 咨询 列名",
        "1 丙局 知会 列名",
        "1 等专家 咨询 未列名",
        "2 乙局 牵头 列名",
        "2 丙局 责任 列名",
        "2 丙局 配合 列名",
        "2 丙局 知会 列名",
        "2 各局 知会 列名",
        "2 甲局 知会 经各局",
        "2 丁局 知会 经各局",
    ];
    assert_eq!(said, expected);
}

#[test]
fn everything_counts_the_same() {
    let document = open(SEVEN);
    let (plan, ledger) = (&document.plan, &document.ledger);
    let view = MatrixView::new(plan, ledger, &Filter::default());
    assert_eq!(view.counts.roles, ByRole::new([1, 2, 3, 2, 1, 1, 3]));
    assert_eq!((view.counts.lead_and_responsible, view.counts.through, view.counts.unlisted), (1, 2, 1));
    for role in Role::ALL {
        let filter = Filter { roles: vec![role], ..Filter::default() };
        let counts = MatrixView::new(plan, ledger, &filter).counts;
        assert_eq!((counts.of(role), counts.direct()), (view.counts.of(role), view.counts.of(role)), "{role:?} alone");
        let of_units = plan.unit_ids().map(|id| Obligations::new(plan, ledger, &Filter::default(), id));
        assert_eq!(of_units.map(|own| own.direct(role).count()).sum::<usize>(), view.counts.of(role), "{role:?}");
        assert!(ledger.in_legend(role) && ledger.in_tables(role));
    }
    // By the heaviest role: 丙局 supervises task 1, though it is informed as well.
    let load =
        Load::of_all(plan, ledger).into_iter().find(|load| load.unit == unit(&document, "丙局")).expect("a load");
    assert_eq!(load.roles, ByRole::default().with(Role::Responsible, 1).with(Role::Supervising, 1));
    let third = Companion::of(plan, ledger, unit(&document, "乙局"));
    let third = third.iter().find(|other| other.unit == unit(&document, "丙局")).expect("a companion");
    let by_role = ByRole::new([0, 0, 1, 1, 1, 0, 2]);
    assert_eq!((third.tasks, third.roles), (2, by_role));
}

#[test]
fn a_units_table_has_the_lighter_roles_only_where_the_plan_uses_them() {
    let head = |document: &Document| {
        let first = document.plan.unit_ids().next().expect("a unit");
        let table = with_scope(document, Lang::Zh, |scope| {
            let own = Obligations::new(scope.plan, scope.ledger, scope.filter, first);
            rows(|sink| table::unit(scope, &own, sink))
        });
        table[0].join(",")
    };
    let fixed = "序号,体系,任务,角色,依据,牵头单位,责任单位,配合单位,完成时限";
    assert_eq!(head(&Document::builtin()), fixed);
    assert_eq!(head(&open(SEVEN)), format!("{fixed},督办单位,咨询单位,知会单位"));
    let raci = open(include_str!("../../seeds/library-raci-2026.ron"));
    assert_eq!(head(&raci), format!("{fixed},咨询单位,知会单位"), "canonical words, whatever the plan calls them");

    let document = open(SEVEN);
    let duties = with_scope(&document, Lang::Zh, |scope| {
        let own = Obligations::new(scope.plan, scope.ledger, scope.filter, unit(&document, "丙局"));
        rows(|sink| table::unit(scope, &own, sink))
    });
    let said: Vec<[&str; 2]> = duties[1..].iter().map(|row| [row[0].as_str(), row[3].as_str()]).collect();
    assert_eq!(said, [["2", "责任"], ["2", "配合"], ["1", "督办"], ["1", "知会"], ["2", "知会"]]);
    assert_eq!(duties[3][8..], ["年底前", "丙局", "乙局等专家", "丙局"], "deadline, then the lists behind it");
}

#[test]
fn tables_keep_the_canonical_words_and_sheets_show_the_plans_own() {
    let words = |document: &Document| -> BTreeSet<String> {
        let marks = with_scope(document, Lang::Zh, |scope| rows(|sink| table::marks(scope, Expand::No, sink)));
        marks[1..].iter().map(|row| row[4].clone()).collect()
    };
    let canonical: BTreeSet<String> = WORDS.map(str::to_owned).into();
    assert_eq!(words(&open(SEVEN)), canonical);
    let document = open(&renamed());
    assert_eq!(words(&document), canonical);

    let matrix = with_scope(&document, Lang::Zh, |scope| rows(|sink| table::matrix(scope, sink)));
    assert_eq!(matrix[2][3..7], ["牵头、责任", "配合、咨询", "督办、知会", "责任"]);
    let bytes = with_scope(&document, Lang::Zh, |scope| xlsx::matrix(scope).expect("a workbook")).bytes;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let mut cells = |sheet: &str| -> Vec<String> {
        let range = book.worksheet_range(sheet).expect("a sheet");
        range.used_cells().map(|(_, _, cell)| cell.to_string()).collect()
    };
    let matrix = cells("责任矩阵");
    for words in ["Accountable、责任", "督办、抄送", "配合、咨询", "Accountable、责任"] {
        assert!(matrix.iter().any(|cell| cell == words), "{words} in {matrix:?}");
    }
    assert!(matrix.iter().all(|cell| cell != "牵头" && cell != "知会"), "{matrix:?}");
    let legend = matrix.iter().find(|cell| cell.contains('●')).expect("a legend");
    for entry in ["● Accountable 2", "□ 督办 1", "◇ 咨询 1", "＋ 抄送 3"] {
        assert!(legend.contains(entry), "{entry} in {legend}");
    }
    let marks = cells("责任标记");
    assert_eq!(marks.iter().filter(|cell| *cell == "Accountable").count(), 2);
    let third = cells("丙局").join("\n");
    for words in ["Accountable单位", "督办单位", "抄送单位", "督办 1 项", "抄送 2 项"] {
        assert!(third.contains(words), "{words} in {third}");
    }
}

/// All text of a picture.
fn texts(svg: &str) -> String {
    let xml = Xml::parse(svg).expect("XML");
    xml.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect()
}

fn svg(document: &Document, lang: Lang) -> String {
    let options = Options { size: Size::Scale(1.0), shape: PictureShape::Own, colors: &LIGHT };
    let output = with_scope(document, lang, |scope| picture::svg(scope, &options));
    assert_eq!(output.warnings, []);
    String::from_utf8(output.bytes).expect("UTF-8")
}

#[test]
fn a_picture_shows_the_plans_names_and_small_marks_for_two_roles() {
    let picture = svg(&open(&renamed()), Lang::Zh);
    assert!(texts(&picture).contains("Accountable 2") && texts(&picture).contains("抄送 3"), "{}", texts(&picture));
    let xml = Xml::parse(&picture).expect("XML");
    let rows = xml.descendants().find(|node| node.attribute("id") == Some("rows")).expect("rows");
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for node in rows.descendants().filter(|node| node.has_tag_name("use")) {
        let link = node.attribute(("http://www.w3.org/1999/xlink", "href")).expect("a link").trim_start_matches('#');
        *found.entry(link).or_default() += 1;
        assert!(xml.descendants().any(|node| node.attribute("id") == Some(link)), "{link} is defined");
    }
    let expected = [
        ("informed", 1),
        ("lead", 1),
        ("lead-and-responsible", 1),
        ("overall-lead", 1),
        ("responsible", 1),
        ("responsible-and-supporting-and-more", 1),
        ("supervising-and-informed", 1),
        ("supporting-and-consulted", 1),
        ("through", 2),
    ];
    assert_eq!(found, expected.into());
}

/// All text of a document, without white space.
fn read(pages: &paper::Pages) -> String {
    let pdf = pages.pdf(Standard::Plain, None).expect("a PDF");
    let pdf = lopdf::Document::load_mem(&pdf).expect("a PDF");
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    let text = pdf.extract_text(&pages).expect("text");
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn pictures_sheets_and_paper_show_letters_or_words_where_the_reader_likes() {
    let document = open(&renamed());
    let options = Options { size: Size::Scale(1.0), shape: PictureShape::Own, colors: &LIGHT };
    for (style, shown, hidden) in
        [(MarkStyle::Letters, ["A", "抄", "督"], "督办抄送"), (MarkStyle::Words, ["Accountable", "抄送", "督办"], "□")]
    {
        with_marks(&document, Lang::Zh, style, |scope| {
            let drawn = picture::svg(scope, &options).bytes;
            let drawn = String::from_utf8(drawn).expect("UTF-8");
            let xml = Xml::parse(&drawn).expect("XML");
            let rows = xml.descendants().find(|node| node.attribute("id") == Some("rows")).expect("rows");
            let texts: Vec<&str> = rows.descendants().filter_map(|node| node.text()).collect();
            let signs = rows.descendants().filter(|node| node.has_tag_name("use")).count();
            assert_eq!(signs, 2, "{style:?}: marks through a collective stay dots");
            for words in shown {
                assert!(texts.contains(&words), "{words} in {texts:?}");
            }
            let made = xlsx::matrix(scope).expect("a workbook").bytes;
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(made)).expect("a workbook");
            let range = book.worksheet_range("责任矩阵").expect("a sheet");
            let has =
                |words: &str| range.used_cells().any(|(_, _, cell)| *cell == calamine::Data::String(words.to_owned()));
            assert!(has("Accountable、责任") && has("督办、抄送"), "cells hold words, whatever they show");
            let pages =
                paper::matrix(scope, MatrixPaper { landscape: true, ..MatrixPaper::default() }, &Faces::embedded());
            let paper = read(&pages.expect("it can be set"));
            for words in shown {
                assert!(paper.contains(words), "{words} in {paper}");
            }
            assert!(!paper.contains(hidden), "{hidden} in {paper}");
        });
    }
}

#[test]
fn paper_shows_the_plans_names_and_the_people() {
    let document = open(&renamed());
    let list = |name: &str| {
        let units = [unit(&document, name)];
        let made = with_scope(&document, Lang::Zh, |scope| {
            paper::obligations(scope, &units, Style::Table.into(), &Faces::embedded()).expect("it can be set")
        });
        read(&made)
    };
    let first = list("丁局");
    for words in [
        "责任1项",
        "随“各局”承担1项",
        "Accountable：甲局",
        "配合：乙局",
        "督办：丙局",
        "咨询：乙局等专家",
        "抄送：丙局",
    ] {
        assert!(first.contains(words), "{words} in {first}");
    }
    assert!(first.contains("牵头领导：张三（副县长）") && first.contains("责任人：李四"), "{first}");
    let other = list("丙局");
    assert!(other.contains("督办1项") && other.contains("抄送任务（2项）"), "{other}");
    assert!(other.contains("牵头领导：张三") && !other.contains("李四"), "李四 answers for 丁局 alone: {other}");
    let matrix = with_scope(&document, Lang::Zh, |scope| {
        paper::matrix(scope, MatrixPaper::default(), &Faces::embedded()).expect("it can be set")
    });
    let matrix = read(&matrix);
    for sign in ["◆", "●", "○", "◉", "△◇", "□＋", "○△…", "Accountable", "抄送"] {
        assert!(matrix.contains(sign), "{sign} in {matrix}");
    }
}

#[test]
fn what_a_cell_shows() {
    let document = open(SEVEN);
    let view = MatrixView::new(&document.plan, &document.ledger, &Filter::default());
    let shown = |number: &str, name: &str| {
        let task = document.plan.tasks.iter().position(|task| task.number == number).expect("a task");
        let row = view.row_of(Subject::Task(responsibility_matrix::model::TaskId::new(task))).expect("a row");
        let column = view.column_of(unit(&document, name)).expect("a column");
        Glyph::of(view.cell(row, column), false)
    };
    use Role::{Consulted, Informed, Lead, Responsible, Supervising, Supporting};
    for (number, name, glyph) in [
        ("1", "甲局", Some(Glyph::LeadAndResponsible)),
        ("1", "乙局", Some(Glyph::Pair(Supporting, Consulted))),
        ("1", "丙局", Some(Glyph::Pair(Supervising, Informed))),
        ("1", "丁局", Some(Glyph::Role(Responsible))),
        ("1", "各局", None),
        ("2", "甲局", Some(Glyph::Through)),
        ("2", "乙局", Some(Glyph::Role(Lead))),
        ("2", "丙局", Some(Glyph::Several(Responsible, Supporting))),
        ("2", "各局", Some(Glyph::Role(Informed))),
    ] {
        assert_eq!(shown(number, name), glyph, "{name} in task {number}");
    }
    assert!(matches!(view.rows[0], Subject::Section(_)));
}

/// Every mark in black, at the size of the screen, as a photocopier sees it: no two may be taken for each
/// other.
#[test]
fn marks_are_told_apart_without_colour() {
    let picture = svg(&open(&renamed()), Lang::Zh);
    let defined = &picture[picture.find("<defs>").expect("marks")..picture.find("</defs>").expect("marks")];
    let mut black = defined.to_owned();
    for color in LIGHT.roles.values().copied().chain([LIGHT.through]) {
        black = black.replace(&format!("#{color:06x}"), "#000000");
    }
    let xml = Xml::parse(&picture).expect("XML");
    let marks = xml.descendants().find(|node| node.has_tag_name("defs")).expect("marks");
    let ids: Vec<&str> = marks.children().filter_map(|node| node.attribute("id")).collect();
    assert!(ids.len() >= 13, "seven roles, 兼任, through, indeterminate and three pairs: {ids:?}");
    let cell = |id: &str, scale: f32| -> Vec<bool> {
        let side = 24;
        let file = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{side}\" \
             height=\"{side}\">{black}</defs><use xlink:href=\"#{id}\" x=\"12\" y=\"12\"/></svg>"
        );
        let tree = resvg::usvg::Tree::from_str(&file, &resvg::usvg::Options::default()).expect("a picture");
        let points = (side as f32 * scale) as u32;
        let mut pixels = resvg::tiny_skia::Pixmap::new(points, points).expect("room");
        resvg::render(&tree, resvg::tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
        pixels.pixels().iter().map(|pixel| pixel.alpha() >= 128).collect()
    };
    let mut alike = Vec::new();
    for scale in [1.0, 2.0] {
        for (at, one) in ids.iter().enumerate() {
            let shape = cell(one, scale);
            let inked = |shape: &[bool]| shape.iter().filter(|on| **on).count();
            assert!(inked(&shape) >= 4, "{one} is drawn");
            for other in &ids[..at] {
                let other_shape = cell(other, scale);
                let differing = shape.iter().zip(&other_shape).filter(|(a, b)| a != b).count();
                let share = differing as f32 / inked(&shape).max(inked(&other_shape)) as f32;
                // ◆ and ● are both solid; they never stand in one row, nor in one kind of row.
                let least = if [*other, *one] == ["overall-lead", "lead"] { 0.12 } else { 0.3 };
                if share < least {
                    alike.push(format!("{one} and {other} at {scale}: {share:.2}"));
                }
            }
        }
    }
    assert!(alike.is_empty(), "{alike:#?}");
}
