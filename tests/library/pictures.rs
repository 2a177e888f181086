//! Pictures as the programs that open them see them: the SVG parsed, the PNG decoded, both held
//! against the table of marks.

use responsibility_matrix::document::Document;
use responsibility_matrix::export::Scope;
use responsibility_matrix::export::picture::{self, Options, PictureError, PictureShape, Size};
use responsibility_matrix::export::table::{self, Expand};
use responsibility_matrix::lang::Lang;
use responsibility_matrix::look::{DARK, LIGHT};
use responsibility_matrix::made::Warning;
use responsibility_matrix::model::Role;
use responsibility_matrix::view::{Filter, MatrixView};
use resvg::tiny_skia::Pixmap;
use roxmltree::{Document as Xml, Node};
use std::collections::BTreeSet;

const ONCE: Options = Options { size: Size::Scale(1.0), shape: PictureShape::Own, colors: &LIGHT };
const TWICE: Options = Options { size: Size::Scale(2.0), shape: PictureShape::Own, colors: &LIGHT };

fn with_scope<T>(document: &Document, filter: &Filter, job: impl FnOnce(&Scope<'_>) -> T) -> T {
    let view = MatrixView::new(&document.plan, &document.ledger, filter);
    job(&Scope { plan: &document.plan, ledger: &document.ledger, filter, view: &view, lang: Lang::Zh })
}

fn svg(document: &Document, filter: &Filter) -> String {
    let output = with_scope(document, filter, |scope| picture::svg(scope, &ONCE));
    assert_eq!(output.warnings, []);
    String::from_utf8(output.bytes).expect("UTF-8")
}

fn pixels(document: &Document, options: &Options) -> Pixmap {
    let output = with_scope(document, &Filter::default(), |scope| picture::png(scope, options)).expect("a picture");
    assert_eq!(output.warnings, []);
    Pixmap::decode_png(&output.bytes).expect("a PNG")
}

fn plan(units: &str, tasks: &str) -> Document {
    let file =
        format!(r#"(format: 1, title: "甲 & <乙>", groups: [(name: "\"组\"", units: {{{units}}})], tasks: [{tasks}])"#);
    let document = Document::open("plan.ron", file.as_bytes()).expect("a plan file");
    assert!(!document.plan.units.is_empty() && !document.plan.tasks.is_empty(), "{:?}", document.findings);
    document
}

fn number(node: Node<'_, '_>, name: &str) -> f32 {
    node.attribute(name).unwrap_or_else(|| panic!("no {name}")).parse().expect("a number")
}

/// All text inside, titles for hovering left out.
fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(|inner| inner.has_tag_name("text")).map(letters).collect()
}

fn letters(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|inner| inner.text()).collect()
}

fn by_id<'a>(xml: &'a Xml<'_>, id: &str) -> Node<'a, 'a> {
    xml.descendants().find(|node| node.attribute("id") == Some(id)).unwrap_or_else(|| panic!("no #{id}"))
}

/// Marks on the rows: row, middle of the mark, kind.
fn uses<'a>(xml: &'a Xml<'_>) -> Vec<(usize, [f32; 2], &'a str)> {
    let rows = by_id(xml, "rows").children().filter(Node::is_element);
    let of_row = |(row, group): (usize, Node<'a, 'a>)| {
        group.descendants().filter(|node| node.has_tag_name("use")).map(move |node| {
            let link = node.attribute(("http://www.w3.org/1999/xlink", "href")).expect("a link");
            (row, [number(node, "x"), number(node, "y")], link.trim_start_matches('#'))
        })
    };
    rows.enumerate().flat_map(of_row).collect()
}

/// Middle of each unit's column, in the order of the units.
fn columns(xml: &Xml<'_>) -> Vec<(String, f32)> {
    let upright = by_id(xml, "heads")
        .descendants()
        .filter(|node| node.has_tag_name("text") && node.children().any(|child| child.has_tag_name("tspan")));
    upright
        .map(|node| {
            let first = node.children().find(|child| child.has_tag_name("tspan")).expect("a sign");
            (letters(node), number(first, "x"))
        })
        .collect()
}

#[test]
fn the_svg_has_every_mark_of_the_table_once() {
    let document = Document::builtin();
    let filters = [Filter::default(), Filter { find: "服务".to_owned(), without_through: true, ..Filter::default() }];
    for filter in filters {
        let svg = svg(&document, &filter);
        let xml = Xml::parse(&svg).expect("XML");
        let mut found = BTreeSet::new();
        let names = columns(&xml);
        for (row, [x, _], kind) in uses(&xml) {
            let (unit, _) = names.iter().find(|(_, middle)| *middle == x).expect("a column under the mark");
            assert!(found.insert((row, unit.clone(), kind)), "two marks in one cell");
        }
        let expected = with_scope(&document, &filter, |scope| {
            let mut marks: Vec<Vec<String>> = Vec::new();
            table::marks(scope, Expand::Yes, &mut marks).expect("in memory");
            let subject = |row: usize| table::row_head(scope, scope.view.rows[row]);
            let mut rows = 0..scope.view.rows.len();
            let mut row = rows.next().expect("a row");
            let mut expected: BTreeSet<(usize, String, &str)> = BTreeSet::new();
            for mark in &marks[1..] {
                while subject(row) != mark[..3] {
                    row = rows.next().expect("the mark's row");
                }
                let unit = mark[3].clone();
                let kind = match (mark[4].as_str(), mark[5].as_str()) {
                    (_, "未列名") => continue,
                    (_, basis) if basis.starts_with('经') => "through",
                    ("责任", _) if unit == "县直有关部门" => "indeterminate",
                    ("责任", _) if expected.remove(&(row, unit.clone(), "lead")) => "lead-and-responsible",
                    ("总牵头", _) => "overall-lead",
                    ("牵头", _) => "lead",
                    ("责任", _) => "responsible",
                    other => panic!("{other:?}"),
                };
                expected.insert((row, unit, kind));
            }
            expected
        });
        assert_eq!(found, expected);
    }
}

#[test]
fn the_png_shows_every_mark_in_its_colour() {
    let document = Document::builtin();
    let svg = svg(&document, &Filter::default());
    let xml = Xml::parse(&svg).expect("XML");
    let pixels = pixels(&document, &TWICE);
    assert_eq!(pixels.width() as f32, 2.0 * number(xml.root_element(), "width"));
    let color = |x: f32, y: f32| {
        let pixel = pixels.pixel((2.0 * x) as u32, (2.0 * y) as u32).expect("inside").demultiply();
        u32::from_be_bytes([0, pixel.red(), pixel.green(), pixel.blue()])
    };
    let marks = uses(&xml);
    assert_eq!(marks.len(), 7 + 68 + 172 + 467 - 4);
    for (_, [x, y], kind) in marks {
        let (found, expected) = match kind {
            "overall-lead" => (color(x, y), LIGHT.roles[Role::OverallLead]),
            "lead" => (color(x, y), LIGHT.roles[Role::Lead]),
            "lead-and-responsible" => (color(x, y), LIGHT.roles[Role::Lead]),
            "through" => (color(x, y), LIGHT.through),
            // The line of a ring; the middle is the ground's.
            "responsible" => (color(x + 3.4, y), LIGHT.roles[Role::Responsible]),
            "indeterminate" => (color(x, y), LIGHT.panel),
            other => panic!("{other}"),
        };
        assert_eq!(format!("{found:06x}"), format!("{expected:06x}"), "{kind} at {x}, {y}");
    }
}

#[test]
fn text_is_text_and_can_be_searched() {
    let document = Document::builtin();
    let svg = svg(&document, &Filter::default());
    let xml = Xml::parse(&svg).expect("XML");
    let names: Vec<String> = columns(&xml).into_iter().map(|(name, _)| name).collect();
    let expected: Vec<String> = document.plan.units.iter().map(|unit| unit.name.clone()).collect();
    assert_eq!(names, expected);
    let all = text(xml.root_element());
    for words in [
        "木兰县优化营商环境工作方案",
        "木环组发〔2019〕1号 · 2019年7月16日",
        "共 39 项任务、41 个单位，全部显示",
        "（一）构建法治环境保障体系",
        "县政府部门",
        "合计 247",
        "法律法规规章没有规定的，一律不得开展涉企执法检查",
    ] {
        assert!(all.contains(words), "{words} is not in the picture");
    }
    let legend = text(by_id(&xml, "legend"));
    for words in ["总牵头 7", "牵头 68", "责任 172", "兼任 4", "经集合单位 467", "不确定集合 7"] {
        assert!(legend.contains(words), "{words} is not in {legend}");
    }
    // What is cut is there in full for whoever hovers.
    let titles: Vec<String> = xml.descendants().filter(|node| node.has_tag_name("title")).map(letters).collect();
    let first = responsibility_matrix::model::text::first_sentence(&document.plan.tasks[0].text).to_owned();
    assert!(titles.contains(&first));
}

#[test]
fn what_a_filter_left_out_stands_in_the_picture() {
    let document = Document::builtin();
    let filter = Filter { find: "12".to_owned(), ..Filter::default() };
    let svg = svg(&document, &filter);
    let xml = Xml::parse(&svg).expect("XML");
    assert!(text(xml.root_element()).contains("共 39 项，显示 1 项"));
    let desc = xml.descendants().find(|node| node.has_tag_name("desc")).expect("a description");
    assert!(letters(desc).contains("共 39 项，显示 1 项"));
}

#[test]
fn two_pictures_are_the_same_bytes() {
    let document = Document::builtin();
    with_scope(&document, &Filter::default(), |scope| {
        assert!(picture::svg(scope, &ONCE) == picture::svg(scope, &ONCE));
        let png = || picture::png(scope, &TWICE).expect("a picture");
        assert!(png() == png());
    });
}

#[test]
fn markup_and_control_characters_are_text() {
    let units = r#""<局> & \"甲\" '乙'": (), "b\u{1}]]>": (), "县（区）、〔市〕局": ()"#;
    let tasks = r#"(number: "<1>", text: "a < b && c > \"d\" 'e' \u{0}\u{FFFF}<!-- ]]> &lt;", lead: ["<局> & \"甲\" '乙'"],
        responsible: ["b\u{1}]]>", open("等<部门>")])"#;
    let document = plan(units, tasks);
    let svg = svg(&document, &Filter::default());
    let xml = Xml::parse(&svg).expect("XML");
    let all = text(xml.root_element());
    for words in
        ["甲 & <乙>", "a < b && c > \"d\" 'e' \u{FFFD}\u{FFFD}<!-- ]]> &lt;", "<局>&\"甲\"'乙'", "b\u{FFFD}]]>"]
    {
        assert!(all.replace(' ', "").contains(&words.replace(' ', "")), "{words} is not in {all}");
    }
    assert!(all.contains("县︵区︶︑︹市︺局"), "signs take their upright forms: {all}");
    with_scope(&document, &Filter::default(), |scope| {
        let output = picture::png(scope, &TWICE).expect("a picture");
        assert_eq!(
            output.warnings,
            [Warning::NoGlyphs { characters: vec![('\u{0}', 1), ('\u{FFFF}', 1), ('\u{1}', 1)] }]
        );
        Pixmap::decode_png(&output.bytes).expect("a PNG");
    });
}

#[test]
fn characters_without_a_shape_are_named() {
    let document = plan(r#""𰻝局": ()"#, r#"(number: "1", text: "吃𰻝𰻝面🎉", lead: ["𰻝局"])"#);
    with_scope(&document, &Filter::default(), |scope| {
        let output = picture::png(scope, &TWICE).expect("a picture");
        assert_eq!(output.warnings.len(), 1);
        let Warning::NoGlyphs { characters } = &output.warnings[0] else { panic!("{:?}", output.warnings) };
        assert_eq!(characters.iter().map(|(c, _)| *c).collect::<BTreeSet<_>>(), BTreeSet::from(['𰻝', '🎉']));
        // The viewer of an SVG may have them.
        let svg = picture::svg(scope, &ONCE);
        assert!(svg.warnings.is_empty() && String::from_utf8_lossy(&svg.bytes).contains("吃𰻝𰻝面🎉"));
    });
}

#[test]
fn long_names_and_texts_keep_to_their_room() {
    let long = "很长的单位名称".repeat(29);
    let latin = "Department of Ways and Means ".repeat(7);
    let document = plan(
        &format!(r#""{long}": (), "{latin}": (), "甲局": ()"#),
        &format!(
            r#"(number: "12345678901234567890", text: "{}", lead: ["{long}"], responsible: ["{latin}"])"#,
            "事".repeat(5_000)
        ),
    );
    let svg = svg(&document, &Filter::default());
    let xml = Xml::parse(&svg).expect("XML");
    let root = xml.root_element();
    let [width, height] = ["width", "height"].map(|side| number(root, side));
    assert!(width < 900.0 && height < 600.0, "{width} × {height}");
    let titles: Vec<String> = xml.descendants().filter(|node| node.has_tag_name("title")).map(letters).collect();
    for whole in [long, latin, "事".repeat(5_000)] {
        assert!(titles.contains(&whole), "the whole text is lost");
    }
    assert!(text(by_id(&xml, "heads")).contains('︙') && text(by_id(&xml, "rows")).contains('…'));
    for node in xml.descendants().filter(|node| node.has_tag_name("text") && node.attribute("x").is_some()) {
        let [x, y] = ["x", "y"].map(|axis| number(node, axis));
        assert!((0.0..width).contains(&x) && (0.0..height).contains(&y), "{} lies outside", letters(node));
    }
}

#[test]
fn sizes_are_what_was_asked_for() {
    let document = Document::builtin();
    let sized = |size| Options { size, shape: PictureShape::Own, colors: &LIGHT };
    assert_eq!(pixels(&document, &sized(Size::Width(1_920))).width(), 1_920);
    with_scope(&document, &Filter::default(), |scope| {
        let svg = picture::svg(scope, &sized(Size::Width(1_920)));
        let text = String::from_utf8(svg.bytes).expect("UTF-8");
        assert_eq!(number(Xml::parse(&text).expect("XML").root_element(), "width"), 1_920.0);
        let refused = |size| picture::png(scope, &sized(size)).expect_err("no picture of this size");
        let PictureError::TooSmall { least_width, .. } = refused(Size::Width(100)) else { panic!("too small") };
        picture::png(scope, &sized(Size::Width(u32::try_from(least_width).expect("small")))).expect("just enough");
        assert!(matches!(refused(Size::Scale(8.0)), PictureError::TooLarge { width: 11_816, .. }));
    });
}

#[test]
fn dark_pictures_are_dark() {
    let pixels = pixels(&Document::builtin(), &Options { colors: &DARK, ..ONCE });
    let corner = pixels.pixel(1, 1).expect("inside");
    assert_eq!(u32::from_be_bytes([0, corner.red(), corner.green(), corner.blue()]), DARK.panel);
}

#[test]
fn an_empty_matrix_is_a_picture_too() {
    let document = Document::builtin();
    let filter = Filter { find: "没有这样的任务".to_owned(), hide_empty_columns: true, ..Filter::default() };
    let svg = svg(&document, &filter);
    let xml = Xml::parse(&svg).expect("XML");
    assert!(text(xml.root_element()).contains("共 39 项，显示 0 项"));
    with_scope(&document, &filter, |scope| picture::png(scope, &TWICE)).expect("a picture");
}

#[test]
fn a_slide_is_sixteen_by_nine() {
    let slide = Options { shape: PictureShape::Slide, ..ONCE };
    let narrow = Filter { hide_empty_columns: true, find: "信用".to_owned(), ..Filter::default() };
    for filter in [Filter::default(), narrow] {
        with_scope(&Document::builtin(), &filter, |scope| {
            let text = String::from_utf8(picture::svg(scope, &slide).bytes).expect("UTF-8");
            let xml = Xml::parse(&text).expect("XML");
            let [width, height] = ["width", "height"].map(|side| number(xml.root_element(), side));
            assert_eq!(width * 9.0, height * 16.0, "{width} × {height}");
            // Nothing is lost by it.
            let own = String::from_utf8(picture::svg(scope, &ONCE).bytes).expect("UTF-8");
            let marks = |svg: &str| svg.matches("<use ").count();
            assert_eq!(marks(&text), marks(&own));
        });
    }
    let pixels = pixels(&Document::builtin(), &Options { size: Size::Width(1_920), ..slide });
    assert_eq!((pixels.width(), pixels.height()), (1_920, 1_080));
}

#[test]
fn groups_over_narrow_columns_have_whole_names() {
    let svg = svg(&Document::builtin(), &Filter::default());
    let xml = Xml::parse(&svg).expect("XML");
    let heads = text(by_id(&xml, "heads"));
    assert!(heads.contains("政法") && heads.contains("机关"), "{heads}");
    let titles: Vec<String> = xml.descendants().filter(|node| node.has_tag_name("title")).map(letters).collect();
    assert!(!titles.contains(&"政法机关".to_owned()), "a whole name needs no tip");
}

#[test]
fn a_picture_names_its_filter() {
    let filter = Filter { find: "信用".to_owned(), ..Filter::default() };
    let svg = svg(&Document::builtin(), &filter);
    assert!(
        text(Xml::parse(&svg).expect("XML").root_element()).contains("（节选：含“信用”）"),
        "the filter is not named"
    );
}
