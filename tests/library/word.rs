//! Word documents: the schema's order, the same words as the plan, blanks that can be found, nothing that breaks a reader.

use responsibility_matrix::document::Document;
use responsibility_matrix::export::Scope;
use responsibility_matrix::export::table::{self, Expand};
use responsibility_matrix::file::decode;
use responsibility_matrix::import;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::model::Plan;
use responsibility_matrix::paper::Style;
use responsibility_matrix::product::{self, Format, Options, Product};
use responsibility_matrix::view::{Filter, Ledger, MatrixView};
use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

const PRODUCTS: [Product; 6] =
    [Product::Unit, Product::Units, Product::Tasks, Product::Overview, Product::Book, Product::Receipts];

fn with_scope<T>(plan: &Plan, lang: Lang, act: impl FnOnce(&Scope<'_>) -> T) -> T {
    let (filter, ledger) = (Filter::default(), Ledger::new(plan));
    let view = MatrixView::new(plan, &ledger, &filter);
    act(&Scope { plan, ledger: &ledger, filter: &filter, view: &view, lang })
}

fn made(plan: &Plan, product: Product, lang: Lang, style: Style) -> Vec<u8> {
    let unit = plan.unit_named("县司法局").or_else(|| plan.unit_ids().next());
    let wanted = product.wanted(unit).expect("a product");
    let options = Options { style, ..Options::default() };
    with_scope(plan, lang, |scope| product::make(wanted, Format::Docx, scope, &options)).expect("a document").bytes
}

/// A part of the package.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// All words of the body, in order.
fn words(bytes: &[u8]) -> String {
    let xml = part(bytes, "word/document.xml");
    let tree = roxmltree::Document::parse(&xml).expect("XML");
    let is_text = |node: &roxmltree::Node<'_, '_>| node.has_tag_name((MAIN, "t"));
    tree.descendants().filter(is_text).filter_map(|node| node.text()).collect()
}

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Children in the order of the schema (ECMA-376 Part 1, annex A), as far as we write them.
const ORDER: [(&str, &[&str]); 11] = [
    ("pPr", &["pStyle", "keepNext", "tabs", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"]),
    ("rPr", &["rFonts", "b", "sz", "szCs", "u", "lang"]),
    ("tblPr", &["tblW", "tblBorders", "tblLayout", "tblCellMar"]),
    ("trPr", &["cantSplit", "tblHeader"]),
    ("tcPr", &["tcW", "gridSpan", "tcBorders", "shd", "vAlign"]),
    ("sectPr", &["footerReference", "type", "pgSz", "pgMar", "pgNumType", "docGrid"]),
    ("sdtPr", &["alias", "tag", "id", "richText"]),
    ("sdt", &["sdtPr", "sdtContent"]),
    ("tbl", &["tblPr", "tblGrid", "tr"]),
    ("tc", &["tcPr", "p"]),
    ("style", &["name", "basedOn", "qFormat", "pPr", "rPr"]),
];

fn assert_order(xml: &str) {
    let tree = roxmltree::Document::parse(xml).expect("XML");
    for node in tree.descendants().filter(roxmltree::Node::is_element) {
        let Some((name, order)) = ORDER.iter().find(|(name, _)| node.has_tag_name((MAIN, *name))) else { continue };
        let place = |child: roxmltree::Node<'_, '_>| {
            let own = child.tag_name().name();
            order.iter().position(|known| *known == own).unwrap_or_else(|| panic!("{own} in {name}: not in the table"))
        };
        let places: Vec<usize> = node.children().filter(roxmltree::Node::is_element).map(place).collect();
        assert!(places.is_sorted(), "{name}: {places:?}");
        // What may stand once stands once.
        let is_repeated = |place: usize| ["footerReference", "tr", "p"].contains(&order[place]);
        assert!(places.windows(2).all(|pair| pair[0] != pair[1] || is_repeated(pair[0])), "{name}: {places:?}");
    }
}

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    let Document { plan, .. } = Document::builtin();
    for product in PRODUCTS {
        for style in Style::ALL {
            let bytes = made(&plan, product, Lang::Zh, style);
            for name in ["word/document.xml", "word/styles.xml", "word/footer1.xml", "word/settings.xml"] {
                assert_order(&part(&bytes, name));
            }
        }
    }
}

#[test]
fn styles_are_named_and_every_one_that_is_used_is_there() {
    let Document { plan, .. } = Document::builtin();
    let bytes = made(&plan, Product::Book, Lang::Zh, Style::Table);
    let styles = part(&bytes, "word/styles.xml");
    for name in ["公文标题", "公文正文", "一级标题", "二级标题", "表内"] {
        assert!(styles.contains(&format!("w:val=\"{name}\"")), "{name}");
    }
    for face in ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"] {
        assert!(styles.contains(face), "{face}");
    }
    let values = |xml: &str, element: &str, attribute: &str| -> BTreeSet<String> {
        let tree = roxmltree::Document::parse(xml).expect("XML");
        let own = tree.descendants().filter(|node| node.has_tag_name((MAIN, element)));
        own.filter_map(|node| node.attribute((MAIN, attribute)).map(str::to_owned)).collect()
    };
    let body = part(&bytes, "word/document.xml");
    let (used, known) = (values(&body, "pStyle", "val"), values(&styles, "style", "styleId"));
    assert!(used.is_subset(&known), "{used:?}");
    // Every link of the contents leads somewhere, and no two controls have one number.
    let (links, marks) = (values(&body, "hyperlink", "anchor"), values(&body, "bookmarkStart", "name"));
    assert_eq!(links, marks);
    assert!(links.len() > 30);
    let ids = body.matches("<w:id w:val=").count();
    assert_eq!(values(&body, "id", "val").len(), ids);
    // Nor one tag: an office's own tools find an answer by it.
    let tags = values(&body, "tag", "val");
    assert_eq!(tags.len(), body.matches("<w:tag w:val=").count());
    assert!(tags.iter().all(|tag| tag.chars().count() <= 64));
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("木兰县优化营商环境工作方案责任清单汇编") && core.contains("2019-07-16"), "{core}");
    assert!(part(&bytes, "word/settings.xml").contains("evenAndOddHeaders"));
}

#[test]
fn a_list_says_every_duty_and_asks_for_its_blanks() {
    let Document { plan, .. } = Document::builtin();
    for lang in [Lang::Zh, Lang::En] {
        for style in [Style::Table, Style::Letter] {
            let bytes = made(&plan, Product::Units, lang, style);
            let text = words(&bytes);
            for task in &plan.tasks {
                let first = task.text.split(char::is_whitespace).next().unwrap_or_default();
                assert!(text.contains(first), "task {}", task.number);
            }
            for unit in &plan.units {
                assert!(text.contains(&unit.name), "{}", unit.name);
            }
        }
    }
    let body = part(&made(&plan, Product::Unit, Lang::Zh, Style::Table), "word/document.xml");
    for field in ["工作措施", "完成时限", "责任人"] {
        assert!(body.contains(&format!("<w:tag w:val=\"县司法局/3/{field}\"/>")), "{field}");
    }
    assert!(body.matches("<w:tblHeader/>").count() >= 3 && body.contains("w:orient=\"landscape\""));
}

/// Mark by mark: what the table of tasks and the book say is what the plan says.
#[test]
fn the_table_of_tasks_and_the_book_come_back() {
    let Document { plan, .. } = Document::builtin();
    let marks = |plan: &Plan| {
        let mut rows: Vec<Vec<String>> = Vec::new();
        with_scope(plan, Lang::Zh, |scope| table::marks(scope, Expand::No, &mut rows)).expect("rows in memory");
        rows
    };
    for lang in [Lang::Zh, Lang::En] {
        for product in [Product::Tasks, Product::Book] {
            let bytes = made(&plan, product, lang, Style::Table);
            let read = import::read(Some("x.docx"), &bytes, import::Options::default()).expect("a plan").plan;
            assert_eq!(marks(&read), marks(&plan), "{product:?} {lang:?}");
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let Document { plan, .. } = Document::builtin();
    for product in PRODUCTS {
        let bytes = made(&plan, product, Lang::Zh, Style::Table);
        assert_eq!(bytes, made(&plan, product, Lang::Zh, Style::Table), "{product:?}");
    }
}

#[test]
fn hostile_texts_stay_texts() {
    let long = "很长的名称".repeat(400);
    let plan = format!(
        "(format: 1, title: \"<w:p>&amp;\\u{{0}}\\u{{FFFE}}]]>\", issuer: \"\\\"'<\", groups: [(name: \"组\", units: {{\
         \"甲<局>&\": (), \"{long}\": ()}})], tasks: [(number: \"1\", text: \"第一行\\n</w:t>\\u{{1F}}第二行\", \
         lead: [\"甲<局>&\"], responsible: [\"{long}\"])])"
    );
    let plan = decode(&plan).expect("a plan").plan;
    for product in PRODUCTS {
        let bytes = made(&plan, product, Lang::Zh, Style::Table);
        for name in ["word/document.xml", "docProps/core.xml"] {
            let xml = part(&bytes, name);
            roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{product:?} {name}: {error}"));
        }
        if product == Product::Tasks {
            let text = words(&bytes);
            assert!(text.contains("</w:t>") && text.contains("甲<局>&") && text.contains(&long), "{text:.200}");
        }
    }
    // A plan of nothing is a document all the same.
    let empty = decode("(format: 1, title: \"空\")").expect("a plan").plan;
    let bytes = made(&empty, Product::Book, Lang::Zh, Style::Table);
    roxmltree::Document::parse(&part(&bytes, "word/document.xml")).expect("XML");
}

/// A document's pages as LibreOffice lays them out; `None` where that cannot be tried.
fn laid_out(bytes: &[u8]) -> Option<Vec<u8>> {
    let office = crate::sheets::office()?;
    let folder = tempfile::tempdir().expect("a scratch folder");
    std::fs::write(folder.path().join("list.docx"), bytes).expect("the scratch folder can be written to");
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let output = std::process::Command::new(office)
        .arg(profile)
        .args(["--headless", "--convert-to", "pdf", "list.docx"])
        .current_dir(folder.path())
        .output()
        .expect("LibreOffice starts");
    let Ok(pdf) = std::fs::read(folder.path().join("list.pdf")) else {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        crate::support::skip(&format!("LibreOffice has no Writer: {said}"));
        return None;
    };
    Some(pdf)
}

/// LibreOffice lays it out without complaint: as many pages as a list of its length has, the seal beside a duty.
#[test]
fn libreoffice_lays_a_list_out() {
    let Document { plan, .. } = Document::builtin();
    let Some(pdf) = laid_out(&made(&plan, Product::Unit, Lang::Zh, Style::Table)) else { return };
    let pdf = lopdf::Document::load_mem(&pdf).expect("a PDF");
    let pages = pdf.get_pages();
    assert!((8..=20).contains(&pages.len()), "{} pages", pages.len());
    let [.., last] = pages.keys().copied().collect::<Vec<u32>>()[..] else { panic!("no page") };
    let text: String = pdf.extract_text(&[last]).unwrap_or_default().split_whitespace().collect();
    assert!(text.contains("主要负责人（签字）") && text.contains("工作措施"), "{text}");
}

/// The ranges of task numbers in a document, in order of their text: those that cannot break, and those that can.
fn ranges(bytes: &[u8]) -> [Vec<String>; 2] {
    let xml = part(bytes, "word/document.xml");
    let tree = roxmltree::Document::parse(&xml).expect("XML");
    let mut found = [Vec::new(), Vec::new()];
    for run in tree.descendants().filter(|node| node.has_tag_name((MAIN, "r"))) {
        let words: String = run
            .children()
            .map(|node| match node.tag_name().name() {
                "noBreakHyphen" => UNBROKEN,
                _ => node.text().unwrap_or_default(),
            })
            .collect();
        for number in words.split(['、', ' ', ',']) {
            let is_range = |hyphen: &str| {
                let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
                number.split_once(hyphen).is_some_and(|(first, last)| is_number(first) && is_number(last))
            };
            for (place, hyphen) in [UNBROKEN, "-"].into_iter().enumerate() {
                if is_range(hyphen) {
                    found[place].push(number.to_owned());
                }
            }
        }
    }
    found.iter_mut().for_each(|own| own.sort());
    found
}

/// A hyphen that ends no line, as a character.
const UNBROKEN: &str = "\u{2011}";

#[test]
fn the_table_of_units_keeps_ranges_together_and_names_as_they_are() {
    let Document { plan, .. } = Document::builtin();
    for lang in [Lang::Zh, Lang::En] {
        let [whole, broken] = ranges(&made(&plan, Product::Overview, lang, Style::Table));
        assert!(whole.contains(&format!("33{UNBROKEN}36")) && broken.is_empty(), "{whole:?} {broken:?}");
    }
    let plan = "(format: 1, title: \"空\", groups: [(name: \"组\", units: {\"中-乙局\": (), \"5-\": ()})])";
    let plan = decode(plan).expect("a plan").plan;
    let text = words(&made(&plan, Product::Overview, Lang::Zh, Style::Table));
    assert!(text.contains("中-乙局") && text.contains("5-"), "{text}");
}

/// A plan in which each of 80 units has ranges of a length of its own, so that lines end at any place in them.
fn of_many_ranges() -> Plan {
    let units: String = (1..=80).map(|unit| format!("\"第{unit}局\": (), ")).collect();
    let task = |number: usize| {
        let owes = |unit: &usize| !number.is_multiple_of(3 + unit % 29);
        let names: String = (1..=80).filter(owes).map(|unit| format!("\"第{unit}局\", ")).collect();
        format!("(number: \"{number}\", text: \"任务\", responsible: [{names}]), ")
    };
    let tasks: String = (1..=260).map(task).collect();
    let plan = format!("(format: 1, title: \"方案\", groups: [(name: \"组\", units: {{{units}}})], tasks: [{tasks}])");
    decode(&plan).expect("a plan").plan
}

/// As the PDF: one page for the plan that comes along; of many units each page has the heads, and no number is cut.
#[test]
fn libreoffice_lays_the_table_of_units_out() {
    let Document { plan, .. } = Document::builtin();
    for (plan, least, most) in [(plan, 1, 1), (of_many_ranges(), 3, 8)] {
        let bytes = made(&plan, Product::Overview, Lang::Zh, Style::Table);
        let Some(pdf) = laid_out(&bytes) else { return };
        let Some(all) = crate::pdf::poppler("pdftotext", &["-layout", "-", "-"], &pdf) else { return };
        // A page ends in a form feed.
        let pages: Vec<&str> = all.trim_end_matches('\u{C}').split('\u{C}').collect();
        assert!((least..=most).contains(&pages.len()), "{} pages", pages.len());
        for page in &pages {
            let squeezed: String = page.split_whitespace().collect();
            assert!(squeezed.contains("序号单位") && squeezed.contains("任务数"), "{page}");
        }
        let mut expected: Vec<String> = ranges(&bytes)[0].iter().map(|range| range.replace(UNBROKEN, "-")).collect();
        expected.sort();
        // LibreOffice draws either hyphen.
        let all = all.replace(UNBROKEN, "-");
        let is_other = |c: char| !c.is_ascii_digit() && c != '-';
        let is_range = |words: &&str| words.trim_matches('-').contains('-');
        let mut found: Vec<String> = all.split(is_other).filter(is_range).map(str::to_owned).collect();
        found.sort();
        assert_eq!(found, expected);
    }
}
