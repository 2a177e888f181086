//! Paper, read back: what the PDF holds against what the plan and the other exports say.

use crate::pdf::poppler;
use crate::synthetic;
use lopdf::{Dictionary, Document as Pdf, Object};
use responsibility_matrix::document::Document;
use responsibility_matrix::export::Scope;
use responsibility_matrix::export::table::{self, Expand};
use responsibility_matrix::lang::Lang;
use responsibility_matrix::made::{OfficialFace, Warning};
use responsibility_matrix::model::{Plan, Role, UnitId};
use responsibility_matrix::paper::{self, Faces, MatrixPaper, Pages, PaperError, PaperSize, Standard, Style, TypeSize};
use responsibility_matrix::view::{Filter, MatrixView, Obligations, Subject};
use std::collections::BTreeSet;

/// A plan on the desk, to be set under a filter.
struct Desk {
    document: Document,
    filter: Filter,
    view: MatrixView,
    lang: Lang,
}

impl Desk {
    fn new(document: Document) -> Self {
        Self::filtered(document, Filter::default())
    }

    fn filtered(document: Document, filter: Filter) -> Self {
        let view = MatrixView::new(&document.plan, &document.ledger, &filter);
        Self { document, filter, view, lang: Lang::Zh }
    }

    fn of(plan: &str) -> Self {
        Self::new(Document::open("plan.ron", plan.as_bytes()).expect("a plan file"))
    }

    fn plan(&self) -> &Plan {
        &self.document.plan
    }

    fn unit(&self, name: &str) -> UnitId {
        self.plan().unit_named(name).expect("a unit of the plan")
    }

    fn scope(&self) -> Scope<'_> {
        let Document { plan, ledger, .. } = &self.document;
        Scope { plan, ledger, filter: &self.filter, view: &self.view, lang: self.lang }
    }

    fn obligations(&self, units: &[UnitId], style: Style) -> Pages {
        paper::obligations(&self.scope(), units, style.into(), &Faces::embedded()).expect("it can be set")
    }

    fn matrix(&self, paper: MatrixPaper) -> Pages {
        paper::matrix(&self.scope(), paper, &Faces::embedded()).expect("it can be set")
    }

    fn bytes(&self, pages: &Pages) -> Vec<u8> {
        pages.pdf(Standard::Plain, self.plan().date).expect("a PDF")
    }

    fn read(&self, pages: &Pages) -> Read {
        Read::new(&self.bytes(pages))
    }
}

/// A PDF that was read back.
struct Read {
    pdf: Pdf,
    /// The text of each page, without any white space.
    pages: Vec<String>,
}

impl Read {
    fn new(bytes: &[u8]) -> Self {
        let pdf = Pdf::load_mem(bytes).expect("a PDF");
        let text = |page: &u32| squeezed(&pdf.extract_text(&[*page]).expect("text of a page"));
        let pages = pdf.get_pages().keys().map(text).collect();
        Self { pdf, pages }
    }

    /// All text, with page numbers left out.
    fn text(&self) -> String {
        let pages = self.pages.iter().enumerate();
        pages.map(|(page, text)| text.replacen(&format!("—{}—", page + 1), "", 1)).collect()
    }

    /// The text of a table of obligations, without the heads that each page repeats.
    fn table_text(&self, plan: &Plan) -> String {
        let head = squeezed("序号 任务内容 分工 工作措施 完成时限 责任人");
        let headings: Vec<String> = plan.sections.iter().map(|section| squeezed(&section.heading())).collect();
        let pages = self.pages.iter().enumerate().map(|(page, text)| {
            let text = text.replacen(&format!("—{}—", page + 1), "", 1).replace(&head, "");
            let repeated = headings.iter().find_map(|heading| text.strip_prefix(heading.as_str()));
            repeated.unwrap_or(&text).to_owned()
        });
        pages.collect()
    }

    fn dictionaries(&self) -> impl Iterator<Item = &Dictionary> {
        self.pdf.objects.values().filter_map(|object| match object {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        })
    }

    fn catalog(&self) -> &Dictionary {
        self.pdf.catalog().expect("a catalog")
    }

    /// Titles of the outline with their depth, in order.
    fn outline(&self) -> Vec<(usize, String)> {
        let follow = |dictionary: &Dictionary, key: &[u8]| {
            let id = dictionary.get(key).ok()?.as_reference().ok()?;
            self.pdf.get_dictionary(id).ok().cloned()
        };
        let mut found = Vec::new();
        let mut waiting =
            vec![(0, follow(self.catalog(), b"Outlines").and_then(|outlines| follow(&outlines, b"First")))];
        while let Some((depth, item)) = waiting.pop() {
            let Some(item) = item else { continue };
            found.push((depth, text_string(item.get(b"Title").expect("a title"))));
            waiting.push((depth, follow(&item, b"Next")));
            waiting.push((depth + 1, follow(&item, b"First")));
        }
        found
    }
}

/// A text string of PDF: UTF-16 with its mark, or plain.
fn text_string(object: &Object) -> String {
    let bytes = object.as_str().expect("a string");
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(wide) => {
            let units: Vec<u16> = wide.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).expect("UTF-16")
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// A text without white space and without what only allows a line to break.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200B}').collect()
}

/// Whether `whole` stands in `text` in one piece, or in pieces of at least `least` characters
/// where pages end.
fn stands_in_pieces(whole: &str, text: &str, least: usize) -> bool {
    let mut rest = whole;
    while !rest.is_empty() {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let Some(longest) = ends.rev().find(|&end| text.contains(&rest[..end])) else { return false };
        let is_last = longest == rest.len();
        if !is_last && rest[..longest].chars().count() < least {
            return false;
        }
        rest = &rest[longest..];
    }
    true
}

fn beginning(text: &str) -> String {
    squeezed(text).chars().take(10).collect()
}

// The obligations document.

#[test]
fn every_duty_stands_once_for_every_unit() {
    let desk = Desk::new(Document::builtin());
    let plan = desk.plan();
    for style in [Style::Table, Style::Letter] {
        for unit in plan.unit_ids() {
            let read = desk.read(&desk.obligations(&[unit], style));
            let text = if style == Style::Table { read.table_text(plan) } else { read.text() };
            let obligations = Obligations::new(plan, &desk.document.ledger, &desk.filter, unit);
            for id in plan.task_ids() {
                let task = plan.task(id);
                let duties = obligations.duties.iter().filter(|duty| duty.subject == Subject::Task(id)).count();
                let found = text.matches(&beginning(&task.text)).count();
                assert_eq!(found, duties, "{} {} {style:?}", plan.unit(unit).name, task.number);
                let whole = squeezed(&task.text);
                assert!(duties == 0 || stands_in_pieces(&whole, &text, 4), "{} {}", plan.unit(unit).name, task.number);
            }
        }
    }
}

#[test]
fn a_units_document_says_who_what_and_with_whom() {
    let desk = Desk::new(Document::builtin());
    let read = desk.read(&desk.obligations(&[desk.unit("县市场监管局")], Style::Table));
    let text = read.table_text(desk.plan());
    for words in [
        "县市场监管局落实《木兰县优化营商环境工作方案》责任清单（木环组发〔2019〕1号，2019年7月16日印发）",
        "县市场监管局总牵头1个体系，牵头5项（其中第一牵头2项），责任7项，随“县直各部门”承担12项，共24项任务。",
        "一、总牵头的体系（1个）",
        "（三）构建市场环境保障体系（第18项至第26项，共9项）总牵头",
        "二、牵头任务（5项）",
        "牵头共同牵头：县司法局责任：各乡镇政府、县直各部门",
        "三、责任任务（7项）",
        "四、随“县直各部门”承担的任务（12项）",
        "责任随“县直各部门”承担牵头：",
        "以上任务由县市场监管局负责落实。请填写工作措施、完成时限和责任人，经主要负责人签字、加盖公章后，于月日前报中共木兰县委",
        "责任单位（盖章）：县市场监管局主要负责人（签字）：经办人及电话：",
        "年月日",
    ] {
        assert!(text.contains(words), "“{words}” is not in\n{text}");
    }
    let order = ["一、总牵头", "二、牵头任务", "三、责任任务", "四、随“县直"].map(|heading| text.find(heading));
    assert!(order.is_sorted() && order[0].is_some());
    // In two roles in one task: both are there, and the second says so.
    let read = desk.read(&desk.obligations(&[desk.unit("县工信局")], Style::Table));
    let text = read.table_text(desk.plan());
    assert!(text.contains("牵头兼责任") && text.contains("其中2项既牵头又列为责任单位"), "{text}");
}

#[test]
fn pages_are_those_of_the_standard() {
    let desk = Desk::new(Document::builtin());
    for style in [Style::Table, Style::Letter] {
        let pages = desk.obligations(&[desk.unit("县司法局")], style);
        // A list lies, to be written into.
        let (width, height) = if style == Style::Table { (841.89, 595.276) } else { (595.276, 841.89) };
        for page in 0..pages.count() {
            let size = pages.size(page).expect("a page");
            assert!((size.width - width).abs() < 0.01 && (size.height - height).abs() < 0.01, "{size:?}");
        }
        assert!(pages.size(pages.count()).is_none());
        let read = desk.read(&pages);
        assert_eq!(read.pages.len(), pages.count());
        for (page, text) in read.pages.iter().enumerate() {
            assert!(text.contains(&format!("—{}—", page + 1)), "page {page} has no number: {text}");
        }
    }
}

/// Lines of text with their left edge, right edge and baseline in points, page by page.
fn lines(pdf: &[u8]) -> Option<Vec<Vec<[f64; 4]>>> {
    let xml = poppler("pdftotext", &["-bbox-layout", "-", "-"], pdf)?;
    let mut pages: Vec<Vec<[f64; 4]>> = Vec::new();
    for line in xml.lines().map(str::trim) {
        if line.starts_with("<page ") {
            pages.push(Vec::new());
        } else if line.starts_with("<line ") {
            pages.last_mut()?.push(["xMin", "yMin", "xMax", "yMax"].map(|name| attribute(line, name)));
        }
    }
    Some(pages)
}

fn attribute(line: &str, name: &str) -> f64 {
    let value = line.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
    value.and_then(|value| value.parse().ok()).expect("a number")
}

#[test]
fn a_letter_has_22_lines_of_28_characters() {
    let text = "一二三四五六七八九十".repeat(200);
    let plan = format!(
        r#"(format: 1, title: "方案", groups: [(name: "组", units: {{"甲局": ()}})],
            tasks: [(number: "1", text: "{text}", lead: ["甲局"])])"#
    );
    let desk = Desk::of(&plan);
    let bytes = desk.bytes(&desk.obligations(&[desk.unit("甲局")], Style::Letter));
    let Some(pages) = lines(&bytes) else { return };
    let point = 72.0 / 25.4;
    let [left, right, top, bottom] = [28.0, 184.0, 37.0, 262.0].map(|mm| mm * point);
    let page = &pages[1];
    let (body, below): (Vec<&[f64; 4]>, Vec<&[f64; 4]>) = page.iter().partition(|line| line[3] < bottom + 4.0);
    assert_eq!((body.len(), below.len()), (22, 1), "{page:?}");
    for line in &body {
        assert!((line[0] - left).abs() < 1.0 && (line[2] - right).abs() < 1.0, "{line:?}");
        assert!(line[1] > top - 4.0, "{line:?}");
    }
    // The page number is at least 7 mm below the type area, on an even page one character from its left edge.
    assert!((below[0][0] - left - 14.0).abs() < 1.0 && below[0][3] > bottom + 7.0 * point, "{below:?}");
    let words = poppler("pdftotext", &["-f", "2", "-l", "2", "-layout", "-", "-"], &bytes).expect("as before");
    let full = words.lines().map(squeezed).filter(|line| line.starts_with(|c| ('一'..='龥').contains(&c)));
    assert!(full.clone().count() == 22 && full.clone().all(|line| line.chars().count() == 28), "{words}");
    // Odd pages have it on the right.
    let number = pages[0].iter().find(|line| line[1] > bottom).expect("a number");
    assert!((number[2] - right + 14.0).abs() < 1.0, "{number:?}");
}

#[test]
fn what_a_filter_leaves_out_is_said() {
    let role = Filter { roles: vec![Role::Lead], ..Filter::default() };
    let desk = Desk::filtered(Document::builtin(), role);
    let text = desk.read(&desk.obligations(&[desk.unit("县司法局")], Style::Table)).table_text(desk.plan());
    assert!(text.contains("注：该单位另有20条责任因筛选未列出。"), "{text}");
    assert!(!text.contains("责任任务"));
    let text = desk.read(&desk.matrix(MatrixPaper::default())).text();
    assert!(text.contains("注：共715条标记，显示68条。"), "{text}");
}

#[test]
fn deadlines_are_filled_in() {
    let mut desk = Desk::new(Document::open("x", include_bytes!("../../seeds/harbour-2026.ron")).expect("a plan"));
    desk.lang = Lang::En;
    for style in [Style::Table, Style::Letter] {
        let unit = desk.unit("Public Works Department");
        let text = desk.read(&desk.obligations(&[unit], style)).text();
        assert!(text.contains("beforetheautumnspringtides") && text.contains("by15April2026"), "{text}");
        assert!(text.contains("PublicWorksDepartment:") && text.contains("issuedon2March2026"), "{text}");
    }
    let text = desk.read(&desk.matrix(MatrixPaper { landscape: true, ..MatrixPaper::default() })).text();
    assert!(text.contains("andothers") && text.contains("Sheet1of1") && text.contains("Supporting7"), "{text}");
}

// All units, and the PDF itself.

#[test]
fn one_document_of_all_units_has_an_outline() {
    let desk = Desk::new(Document::builtin());
    let units: Vec<UnitId> = desk.plan().unit_ids().collect();
    let read = desk.read(&desk.obligations(&units, Style::Table));
    let outline = read.outline();
    let names: Vec<&str> = outline.iter().filter(|(depth, _)| *depth == 0).map(|(_, title)| title.as_str()).collect();
    let expected: Vec<&str> = desk.plan().units.iter().map(|unit| unit.name.as_str()).collect();
    assert_eq!(names, expected);
    let at = outline.iter().position(|(_, title)| title == "县司法局").expect("a unit");
    let inside: Vec<&str> = outline[at + 1..at + 4].iter().map(|(_, title)| title.as_str()).collect();
    assert_eq!(inside, ["一、牵头任务（5项）", "二、责任任务（11项）", "三、随“县直各部门”承担的任务（9项）"]);
}

#[test]
fn a_pdf_has_title_language_tags_and_its_fonts() {
    let desk = Desk::new(Document::builtin());
    let unit = desk.unit("县司法局");
    let matrix = MatrixPaper::default();
    for pages in
        [desk.obligations(&[unit], Style::Table), desk.obligations(&[unit], Style::Letter), desk.matrix(matrix)]
    {
        let read = desk.read(&pages);
        let catalog = read.catalog();
        assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).expect("a language"), b"zh-CN");
        let marked = catalog.get(b"MarkInfo").and_then(Object::as_dict).expect("tags").get(b"Marked");
        assert!(marked.and_then(Object::as_bool).expect("tagged") && catalog.has(b"StructTreeRoot"));
        let information = read.pdf.trailer.get(b"Info").and_then(Object::as_reference).expect("information");
        let information = read.pdf.get_dictionary(information).expect("information");
        assert!(text_string(information.get(b"Title").expect("a title")).contains("木兰县优化营商环境工作方案"));
        let is = |dictionary: &&Dictionary, name: &[u8]| {
            dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|found| found == name)
        };
        let descriptors: Vec<&Dictionary> = read.dictionaries().filter(|found| is(found, b"FontDescriptor")).collect();
        assert!(!descriptors.is_empty());
        for descriptor in descriptors {
            assert!(descriptor.has(b"FontFile2") || descriptor.has(b"FontFile3"), "a font is not embedded");
            let name = descriptor.get(b"FontName").and_then(Object::as_name).expect("a name");
            assert_eq!(name.get(6), Some(&b'+'), "a subset has a tag before its name");
        }
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let [one, two] = [(); 2].map(|()| Desk::new(Document::builtin()));
    let units: Vec<UnitId> = one.plan().unit_ids().take(9).collect();
    for style in [Style::Table, Style::Letter] {
        assert!(one.bytes(&one.obligations(&units, style)) == two.bytes(&two.obligations(&units, style)));
    }
    let paper = MatrixPaper { size: PaperSize::A3, ..MatrixPaper::default() };
    let pages = one.matrix(paper);
    assert!(one.bytes(&pages) == two.bytes(&two.matrix(paper)));
    assert!(one.bytes(&pages) == one.bytes(&pages), "from one layout too");
    assert!(one.bytes(&pages).len() < 400_000);
}

#[test]
fn pdf_a_says_so_and_needs_a_date() {
    let desk = Desk::new(Document::builtin());
    for pages in [desk.obligations(&[desk.unit("县司法局")], Style::Table), desk.matrix(MatrixPaper::default())] {
        let bytes = pages.pdf(Standard::A2b, desk.plan().date).expect("a PDF/A");
        let metadata = String::from_utf8_lossy(&bytes);
        assert!(metadata.contains("<pdfaid:part>2</pdfaid:part>"), "no XMP of PDF/A");
        assert!(metadata.contains("<pdfaid:conformance>B</pdfaid:conformance>"));
        assert!(metadata.contains("2019-07-16"));
        assert_eq!(pages.pdf(Standard::A2b, None), Err(PaperError::NoDate));
        assert!(pages.pdf(Standard::Plain, None).is_ok());
    }
}

#[test]
fn a_page_can_be_looked_at() {
    let desk = Desk::new(Document::builtin());
    let pages = desk.obligations(&[desk.unit("县司法局")], Style::Table);
    let image = pages.image(0, 1.0).expect("a page");
    assert_eq!((image.width, image.height), (842, 595), "a list lies");
    assert_eq!(image.rgba.len(), 842 * 595 * 4);
    assert!(image.rgba.chunks(4).all(|pixel| pixel[3] == 255), "opaque");
    let dark = image.rgba.chunks(4).filter(|pixel| pixel[0] < 100).count();
    assert!((5_000..100_000).contains(&dark), "{dark} dark pixels");
    assert!(pages.image(pages.count(), 1.0).is_none());
    assert_eq!(pages.image(0, f32::NAN).map(|image| image.width), Some(842));
    assert_eq!(pages.image(0, 0.0).map(|image| image.width), Some(42));
}

// The matrix.

/// Words of a page with the middle of each, in points.
fn placed_words(pdf: &[u8]) -> Option<Vec<(String, f64, f64)>> {
    let xml = poppler("pdftotext", &["-bbox", "-", "-"], pdf)?;
    let words = xml.lines().map(str::trim).filter(|line| line.starts_with("<word "));
    let placed = words.map(|line| {
        let text = line.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
        let middle = |from, to| (attribute(line, from) + attribute(line, to)) / 2.0;
        (text.to_owned(), middle("xMin", "xMax"), middle("yMin", "yMax"))
    });
    Some(placed.collect())
}

#[test]
fn the_matrix_agrees_with_the_marks_mark_by_mark() {
    let desk = Desk::new(Document::builtin());
    let plan = desk.plan();
    let pages = desk.matrix(MatrixPaper { size: PaperSize::A3, landscape: true, ..MatrixPaper::default() });
    assert_eq!(pages.count(), 1, "39 × 41 stand on one A3 sheet");
    let Some(words) = placed_words(&desk.bytes(&pages)) else { return };
    let is_sign = |word: &str| word.chars().all(|c| "◆●○△◉•◌".contains(c)) && !word.is_empty();
    // The legend's signs stand below the table, beside the row of totals there is none.
    let bottom = words.iter().filter(|(word, ..)| word == "合计").map(|(_, _, y)| *y).fold(0.0, f64::max);
    let signs: Vec<&(String, f64, f64)> = words.iter().filter(|(word, _, y)| is_sign(word) && *y < bottom).collect();
    // Columns: where the totals stand, which each column has; the last is the total of totals.
    let mut columns: Vec<f64> =
        words.iter().filter(|(_, _, y)| (*y - bottom).abs() < 2.0).map(|(_, x, _)| *x).collect();
    columns.sort_by(f64::total_cmp);
    let columns = &columns[1..columns.len() - 1];
    assert_eq!(columns.len(), plan.units.len());
    // Rows: by the number of the task; a section's by its overall lead's sign.
    let left = columns[0];
    let nearest = |places: &[(f64, String)], at: f64| {
        let near = places.iter().min_by(|a, b| (a.0 - at).abs().total_cmp(&(b.0 - at).abs())).expect("a place");
        ((near.0 - at).abs() < 3.0).then(|| near.1.clone())
    };
    let first = words.iter().filter(|(_, x, _)| *x < left).map(|(_, x, _)| *x).fold(f64::MAX, f64::min);
    let numbers: Vec<(f64, String)> = words
        .iter()
        .filter(|(word, x, y)| *x < first + 12.0 && *y < bottom - 2.0 && word.parse::<u32>().is_ok())
        .map(|(word, _, y)| (*y, word.clone()))
        .collect();
    assert_eq!(numbers.len(), plan.tasks.len(), "{numbers:?}");
    let units: Vec<(f64, String)> =
        columns.iter().zip(&desk.view.columns).map(|(x, &unit)| (*x, plan.unit(unit).name.clone())).collect();
    let mut drawn = BTreeSet::new();
    for (sign, x, y) in signs {
        let unit = nearest(&units, *x).unwrap_or_else(|| panic!("{sign} at {x} stands in no column"));
        let number = nearest(&numbers, *y).unwrap_or_default();
        let meant: &[&str] = match sign.as_str() {
            "◆" => &["总牵头"],
            "●" => &["牵头"],
            "○" | "◌" => &["责任"],
            "△" => &["配合"],
            "◉" => &["牵头", "责任"],
            _ => &["经县直各部门"],
        };
        for role in meant {
            let is_new = drawn.insert((number.clone(), unit.clone(), (*role).to_owned()));
            // Rows of sections have no number, and a unit may lead several.
            assert!(is_new || number.is_empty(), "{number} {unit} {role} twice");
        }
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    table::marks(&desk.scope(), Expand::Yes, &mut rows).expect("rows");
    let exported: BTreeSet<(String, String, String)> = rows[1..]
        .iter()
        .filter(|row| row[5] != "未列名")
        .map(|row| {
            let role = if row[5].starts_with('经') { &row[5] } else { &row[4] };
            (row[0].clone(), row[3].clone(), role.clone())
        })
        .collect();
    assert_eq!(drawn, exported);
}

#[test]
fn every_sheet_repeats_heads_and_first_columns() {
    let plan = synthetic::plan(60, 120, synthetic::SEED);
    let file = responsibility_matrix::file::encode(&plan);
    let desk = Desk::of(&file);
    let pages = desk.matrix(MatrixPaper::default());
    let read = desk.read(&pages);
    assert!(pages.count() > 3, "{} sheets", pages.count());
    let mut numbers: Vec<usize> = vec![0; plan.tasks.len()];
    for (sheet, text) in read.pages.iter().enumerate() {
        assert!(text.contains(&format!("第{}张，共{}张", sheet + 1, pages.count())), "{text}");
        assert!(text.contains("序号") && text.contains("任务") && text.contains("图例◆"), "{text}");
        assert!(text.contains(&squeezed(&plan.title)), "{text}");
        for (task, count) in plan.tasks.iter().zip(&mut numbers) {
            *count += usize::from(text.contains(&beginning(&task.text)[..15]));
        }
    }
    assert!(numbers.iter().all(|&count| count >= 2), "each task stands on each sheet across: {numbers:?}");
}

#[test]
fn sheets_side_by_side_say_which_units_they_hold() {
    let plan = synthetic::plan(60, 120, synthetic::SEED);
    let desk = Desk::of(&responsibility_matrix::file::encode(&plan));
    let read = desk.read(&desk.matrix(MatrixPaper::default()));
    let labels: BTreeSet<&str> = read.pages.iter().map(|text| &text[text.find("张，共").expect("a label")..]).collect();
    assert_eq!(labels.len(), read.pages.len(), "two sheets with one label: {labels:?}");
    let first = squeezed(&plan.unit(desk.view.columns[0]).name);
    assert!(read.pages[0].contains(&format!("{first}至")), "{}", read.pages[0]);
}

#[test]
fn the_matrix_names_its_filter_and_what_totals_leave_out() {
    let filter = Filter { roles: vec![Role::Lead], ..Filter::default() };
    let text = {
        let desk = Desk::filtered(Document::builtin(), filter);
        desk.read(&desk.matrix(MatrixPaper::default())).text()
    };
    assert!(text.contains("（节选：") && text.contains("牵头68"), "{text}");
    assert!(!text.contains("责任0") && !text.contains("合计不含"), "a role that was left out has no entry: {text}");
    let desk = Desk::new(Document::builtin());
    let text = desk.read(&desk.matrix(MatrixPaper::default())).text();
    assert!(text.contains("合计不含经集合单位的标记") && !text.contains("节选"), "{text}");
    // The title stands on its own line, and no name is cut where there is room.
    for unit in &desk.plan().units {
        assert!(text.contains(&squeezed(&unit.name)), "{}", unit.name);
    }
    let title = text.find("责任矩阵").expect("a title");
    assert!(text[title..].starts_with("责任矩阵木环组发〔2019〕1号"), "{text}");
}

#[test]
fn sheets_are_as_asked_for() {
    let desk = Desk::new(Document::builtin());
    let mm = |points: f64| (points / 72.0 * 25.4).round();
    for (size, landscape, expected) in [
        (PaperSize::A4, false, (210.0, 297.0)),
        (PaperSize::A4, true, (297.0, 210.0)),
        (PaperSize::A3, false, (297.0, 420.0)),
        (PaperSize::A3, true, (420.0, 297.0)),
    ] {
        let pages = desk.matrix(MatrixPaper { size, landscape, type_size: TypeSize::Fit });
        let size = pages.size(0).expect("a sheet");
        assert_eq!((mm(size.width), mm(size.height)), expected);
        let larger = desk.matrix(MatrixPaper { size: PaperSize::A4, landscape, type_size: TypeSize::Points(12.0) });
        assert!(larger.count() > 2, "large type takes more sheets");
    }
}

// What plans may hold.

#[test]
fn a_character_that_no_face_has_is_marked_and_reported() {
    let desk = Desk::of(
        r#"(format: 1, title: "方案", date: "2026-03-02", groups: [(name: "组", units: {"甲😀局": ()})],
            tasks: [(number: "1", text: "𪛖字与𪛖字", lead: ["甲😀局"])])"#,
    );
    let unit = desk.unit("甲😀局");
    for pages in [desk.obligations(&[unit], Style::Table), desk.matrix(MatrixPaper::default())] {
        let [Warning::NoGlyphs { characters }] = pages.warnings() else { panic!("{:?}", pages.warnings()) };
        let found: Vec<char> = characters.iter().filter(|(_, times)| *times > 0).map(|(c, _)| *c).collect();
        assert_eq!(found, ['\u{1F600}', '\u{2A6D6}']);
        assert!(pages.warnings()[0].words(Lang::Zh).contains("U+1F600"));
        assert!(desk.read(&pages).text().contains("〓字与〓字"));
        assert!(pages.pdf(Standard::A2b, desk.plan().date).is_ok(), "PDF/A forbids a missing glyph");
    }
}

#[test]
fn markup_is_text() {
    let nasty = r##"# * _ $ @ \\ < > `x` [y] {z} ~ -- ... // /* */ = - + / #panic() #let x = 1 @ref $x^2$ 'q'"##;
    let plan = format!(
        r#"(format: 1, title: "题{nasty}", number: "号{nasty}", issuer: "关{nasty}", date: "2026-03-02",
            groups: [(name: "组{nasty}", units: {{"局{nasty}": (), "共{nasty}": (collective: enumerable, roster: ["局{nasty}"])}})],
            sections: [(label: "标{nasty}", title: "体{nasty}", overall_lead: ["局{nasty}"], tasks: [
                (number: "甲{nasty}", text: "文{nasty}", lead: ["局{nasty}"], responsible: ["共{nasty}", open("等{nasty}")], deadline: "限{nasty}"),
                (number: "乙{nasty}", text: "务{nasty}", lead: ["共{nasty}"]),
            ])])"#
    );
    let desk = Desk::of(&plan);
    let units: Vec<UnitId> = desk.plan().unit_ids().collect();
    let shown = squeezed(&nasty.replace(r"\\", r"\"));
    for style in [Style::Table, Style::Letter] {
        let pages = desk.obligations(&units, style);
        assert!(pages.warnings().is_empty());
        let text = desk.read(&pages).text();
        for word in ["题", "号", "局", "体", "文", "等", "限"] {
            assert!(text.contains(&format!("{word}{shown}")), "{word} {style:?}\n{text}");
        }
    }
    let text =
        desk.read(&desk.matrix(MatrixPaper { type_size: TypeSize::Points(5.0), ..MatrixPaper::default() })).text();
    assert!(text.contains(&format!("题{shown}")), "{text}");
}

#[test]
fn names_texts_and_lists_of_any_length() {
    let name = "县".to_owned() + &"长名称单位".repeat(40);
    let text = "推进工作，落实责任。".repeat(500);
    let plan = format!(
        r#"(format: 1, title: "方案", groups: [(name: "组", units: {{"{name}": (), "无事局": ()}})],
            tasks: [(number: "1", text: "{text}", lead: ["{name}"]), (number: "2", text: "{}", lead: ["{name}"])])"#,
        "x".repeat(700)
    );
    let desk = Desk::of(&plan);
    let unit = desk.unit(&name);
    for style in [Style::Table, Style::Letter] {
        let pages = desk.obligations(&[unit], style);
        assert!((4..20).contains(&pages.count()), "{} pages", pages.count());
        let read = desk.read(&pages);
        let found = read.text();
        // A row that goes on says so, perhaps between two of its characters.
        let found = found.replace("1（续）", "");
        assert!((495..=500).contains(&found.matches("推进工作").count()), "{}", found.matches("推进工作").count());
        assert_eq!(found.matches('x').count(), 700);
        let idle = desk.read(&desk.obligations(&[desk.unit("无事局")], style));
        assert!(idle.text().contains("无事局没有列明的责任。") && idle.pages.len() == 1);
    }
    let found = desk.read(&desk.matrix(MatrixPaper::default())).text();
    assert!(found.contains("无事局") || found.contains('…'), "{found}");
}

#[test]
fn a_thousand_tasks_for_one_unit() {
    let tasks: String = (1..=1_000)
        .map(|number| format!("(number: \"{number}\", text: \"第{number}件要紧的事情。\", lead: [\"甲局\"]),"))
        .collect();
    let plan =
        format!(r#"(format: 1, title: "方案", groups: [(name: "组", units: {{"甲局": ()}})], tasks: [{tasks}])"#);
    let desk = Desk::of(&plan);
    let read = desk.read(&desk.obligations(&[desk.unit("甲局")], Style::Table));
    let text = read.text();
    assert_eq!(text.matches("件要紧的事情").count(), 1_000);
    assert!(text.contains("一、牵头任务（1000项）"));
}

#[test]
fn an_empty_plan_is_a_page() {
    let desk = Desk::of(r#"(format: 1, title: "空方案")"#);
    assert_eq!(desk.obligations(&[], Style::Table).count(), 1);
    let pages = desk.matrix(MatrixPaper::default());
    assert_eq!(pages.count(), 1);
    assert!(desk.read(&pages).text().contains("空方案责任矩阵"));
}

#[test]
fn the_machines_faces_come_before_the_embedded() {
    let desk = Desk::new(Document::builtin());
    // A face with another name stands for the machine's own.
    let bytes = include_bytes!("../../assets/fonts/NotoSansSC-Regular.otf");
    let faces = Faces::system(|face| {
        (face == OfficialFace::FangSong).then(|| paper::FaceFile { bytes: bytes.to_vec(), index: 0 })
    });
    let pages = paper::obligations(&desk.scope(), &[desk.unit("县司法局")], Style::Letter.into(), &faces).expect("set");
    let missing = [Warning::NoFace(OfficialFace::Kai), Warning::NoFace(OfficialFace::Title)];
    assert_eq!(pages.warnings(), missing);
    assert!(missing[0].words(Lang::Zh).contains("楷体"));
    let bytes = desk.bytes(&pages);
    assert!(bytes != desk.bytes(&desk.obligations(&[desk.unit("县司法局")], Style::Letter)));
}

// What a secretary measures.

/// Lines of a page from top to bottom, without blanks.
fn page_lines(pdf: &[u8]) -> Option<Vec<Vec<String>>> {
    let text = poppler("pdftotext", &["-layout", "-", "-"], pdf)?;
    let pages = text.split('\u{c}').filter(|page| !page.trim().is_empty());
    let lines = |page: &str| page.lines().map(squeezed).filter(|line| !line.is_empty()).collect();
    Some(pages.map(lines).collect())
}

/// No page holds the seal alone: some words of a duty stand on it.
fn seal_stands_with_a_duty(desk: &Desk, unit: UnitId, style: Style) -> Option<()> {
    let pages = page_lines(&desk.bytes(&desk.obligations(&[unit], style)))?;
    let last = pages.last().expect("a page");
    let name = &desk.plan().unit(unit).name;
    let closing = if style == Style::Letter { "对上述任务负总责" } else { "以上任务由" };
    let seal = last.iter().position(|line| line.contains(closing));
    let Some(seal) = seal else {
        // Nobody signs for 有关部门.
        assert!(desk.plan().unit(unit).is_indeterminate(), "{name} {style:?}: {last:?}");
        return Some(());
    };
    let plan = desk.plan();
    let is_head = |line: &String| {
        line.starts_with("序号") || plan.sections.iter().any(|section| squeezed(&section.heading()) == *line)
    };
    let above = last[..seal].iter().filter(|line| !is_head(line)).map(|line| line.chars().count()).sum::<usize>();
    assert!(above >= 12, "{name} {style:?}: the seal stands alone below {:?}", &last[..seal]);
    Some(())
}

#[test]
fn no_page_holds_a_seal_without_a_duty() {
    let desk = Desk::new(Document::builtin());
    for style in [Style::Table, Style::Letter] {
        for unit in desk.plan().unit_ids() {
            if seal_stands_with_a_duty(&desk, unit, style).is_none() {
                return;
            }
        }
    }
    // Duties of every length, and one alone.
    for length in (1..14).map(|step| step * 61) {
        let text: String = "推进重点工作，落实各项责任。".chars().cycle().take(length).collect();
        for count in [1, 2] {
            let tasks: String =
                (0..count).map(|at| format!("(number: \"{at}\", text: \"{text}\", lead: [\"甲局\"]),")).collect();
            let desk = Desk::of(&format!(
                r#"(format: 1, title: "方案", groups: [(name: "组", units: {{"甲局": ()}})], tasks: [{tasks}])"#
            ));
            for style in [Style::Table, Style::Letter] {
                seal_stands_with_a_duty(&desk, desk.unit("甲局"), style);
            }
        }
    }
}

/// Words of each line with its left and right edge in points.
fn edged_lines(pdf: &[u8]) -> Option<Vec<(String, f64, f64)>> {
    let xml = poppler("pdftotext", &["-bbox-layout", "-", "-"], pdf)?;
    let mut lines: Vec<(String, f64, f64)> = Vec::new();
    for line in xml.lines().map(str::trim) {
        if line.starts_with("<line ") {
            lines.push((String::new(), attribute(line, "xMin"), attribute(line, "xMax")));
        } else if line.starts_with("<word ") {
            let word = line.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
            lines.last_mut()?.0.push_str(word);
        }
    }
    Some(lines)
}

/// Full lines of letters hold 28 characters; others have a reason: two signs of punctuation that share their room
/// (29), or a sign that may not begin the next line (27). Lines with Latin or figures are not counted.
#[test]
fn full_lines_of_letters_hold_28_characters() {
    let desk = Desk::new(Document::builtin());
    let [left, right] = [28.0, 184.0].map(|mm| mm * 72.0 / 25.4);
    let is_closing = |c: char| "，。、；：”’）》〉〕".contains(c);
    let is_sign = |c: char| is_closing(c) || "“‘（《〈〔".contains(c);
    let shares_room = |words: &str| {
        let letters: Vec<char> = words.chars().collect();
        letters.windows(2).any(|pair| is_sign(pair[0]) && is_sign(pair[1]))
    };
    let (mut full, mut exact) = (0, 0);
    for unit in desk.plan().unit_ids() {
        let Some(lines) = edged_lines(&desk.bytes(&desk.obligations(&[unit], Style::Letter))) else { return };
        for (position, (words, from, to)) in lines.iter().enumerate() {
            let is_full = (from - left).abs() < 9.0 && (to - right).abs() < 9.0;
            if !is_full || !words.chars().all(|c| !c.is_ascii()) {
                continue;
            }
            full += 1;
            match words.chars().count() {
                28 => exact += 1,
                29 => assert!(shares_room(words) || words.starts_with(is_sign), "{words}"),
                27 => {
                    // Behind it the page may end: its number stands between.
                    let next = lines[position + 1..].iter().map(|(next, ..)| next).find(|next| !next.starts_with('—'));
                    let next = next.map(String::as_str).unwrap_or_default();
                    let may_not_part = next.chars().take(3).any(is_closing) || next.starts_with(is_sign);
                    assert!(may_not_part, "{words} | {next}");
                }
                count => panic!("{words} has {count} characters"),
            }
        }
    }
    assert!(full > 2_000 && exact * 100 >= full * 80, "{exact} of {full}");
}

#[test]
fn rows_that_go_on_say_so() {
    let desk = Desk::new(Document::builtin());
    let pages = desk.obligations(&[desk.unit("县司法局")], Style::Table);
    let read = desk.read(&pages);
    // A page whose first row has no number of its own names the one that goes on.
    let mut found = 0;
    for text in &read.pages[1..] {
        found += text.matches("（续）").count();
        let body = text.split("责任人").nth(1).unwrap_or_default();
        assert!(!body.is_empty() || text.contains("项）"), "{text}");
    }
    assert!(found >= 1, "task 13 and others are longer than what is never cut");
}

#[test]
fn who_cannot_stamp_is_not_asked_to() {
    let desk = Desk::new(Document::builtin());
    let text = |unit: &str| desk.read(&desk.obligations(&[desk.unit(unit)], Style::Table)).text();
    let members = text("县直各部门");
    assert!(members.contains("责任单位（盖章）：") && !members.contains("责任单位（盖章）：县直各部门"), "{members}");
    assert!(members.contains("县直各部门包括：县委依法治县委员会办公室、县政法委"), "its roster is printed");
    assert!(!text("县直有关部门").contains("盖章"), "nobody seals for 有关部门");
    let letter = desk.read(&desk.obligations(&[desk.unit("县司法局")], Style::Letter)).text();
    assert!(letter.contains("发文方（盖章）：") && letter.contains("责任单位（盖章）：县司法局"), "{letter}");
    assert!(letter.contains("本责任书一式两份") && !letter.contains("填写工作措施"), "{letter}");
}

#[test]
fn an_extract_says_of_what() {
    let role = Filter { roles: vec![Role::Lead], ..Filter::default() };
    let desk = Desk::filtered(Document::builtin(), role);
    let text = desk.read(&desk.obligations(&[desk.unit("县司法局")], Style::Table)).text();
    assert!(text.contains("（节选：牵头）") && text.contains("共25项任务，本件节选其中5项。"), "{text}");
    // Of several units, those of which nothing is left are skipped.
    let units: Vec<UnitId> = desk.plan().unit_ids().collect();
    let pages = desk.obligations(&units, Style::Letter);
    let leading =
        units.iter().filter(|&&unit| desk.document.ledger.of_unit(unit).any(|mark| mark.role == Role::Lead)).count();
    assert_eq!(pages.warnings(), [Warning::UnitsSkipped { units: units.len() - leading }]);
}

#[test]
fn many_units_begin_on_odd_pages_with_numbers_of_their_own() {
    let desk = Desk::new(Document::builtin());
    let units: Vec<UnitId> = desk.plan().unit_ids().take(6).collect();
    let read = desk.read(&desk.obligations(&units, Style::Letter));
    for &unit in &units {
        let title = format!("{}落实《木兰县", desk.plan().unit(unit).name);
        let page = read.pages.iter().position(|text| text.starts_with(&squeezed(&title))).expect("its first page");
        assert!(page.is_multiple_of(2), "{title} begins on page {}", page + 1);
        assert!(read.pages[page].ends_with("—1—"), "{}", read.pages[page]);
        assert!(page == 0 || !read.pages[page - 1].is_empty() || page >= 2);
    }
    // What only fills up to an odd page is blank.
    assert!(read.pages.iter().any(String::is_empty));
}

// Tables of the whole plan.

/// Tasks, units and roles as the table of marks has them, without those through collectives.
fn direct_marks(desk: &Desk) -> BTreeSet<(String, String, String)> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    table::marks(&desk.scope(), Expand::No, &mut rows).expect("rows");
    rows[1..]
        .iter()
        .filter(|row| row[5] != "未列名" && row[4] != "总牵头")
        .map(|row| (row[0].clone(), row[3].clone(), row[4].clone()))
        .collect()
}

#[test]
fn the_table_of_tasks_agrees_with_the_marks() {
    let desk = Desk::new(Document::builtin());
    let mut rows: Vec<Vec<String>> = Vec::new();
    table::tasks(&desk.scope(), &mut rows).expect("rows");
    assert_eq!(rows[0], ["序号", "体系", "任务", "总牵头单位", "牵头单位", "责任单位", "完成时限"]);
    assert_eq!(rows.len(), 1 + 7 + 39);
    let plan = desk.plan();
    let mut found = BTreeSet::new();
    for row in rows[1..].iter().filter(|row| !row[0].is_empty()) {
        for (column, role) in [(4, "牵头"), (5, "责任")] {
            // Closing words stand behind the last name and may name a collective.
            let (names, closing) =
                row[column].split_once('等').map_or((row[column].as_str(), None), |(names, end)| (names, Some(end)));
            let collective = closing.filter(|words| plan.unit_named(words).is_some());
            for name in names.split('、').chain(collective).filter(|name| !name.is_empty()) {
                found.insert((row[0].clone(), name.to_owned(), role.to_owned()));
            }
        }
    }
    assert_eq!(found, direct_marks(&desk));
    // On paper each task stands once, whole, with its section's overall lead above it.
    let pages = paper::tasks(&desk.scope(), &Faces::embedded()).expect("set");
    let text = desk.read(&pages).text();
    for task in &plan.tasks {
        assert!(text.contains(&beginning(&task.text)), "{}", task.number);
    }
    assert!(text.contains("总牵头单位：县委依法治县委员会办公室") && text.contains("共39项任务，7个体系。"), "{text}");
}

#[test]
fn the_table_of_units_agrees_with_the_marks_and_fits_one_page() {
    let desk = Desk::new(Document::builtin());
    let mut rows: Vec<Vec<String>> = Vec::new();
    table::overview(&desk.scope(), &mut rows).expect("rows");
    assert_eq!(rows[0], ["单位", "总牵头", "牵头", "责任", "经集合单位", "任务数"]);
    let mut found = BTreeSet::new();
    for row in &rows[1..] {
        for (column, role) in [(2, "牵头"), (3, "责任")] {
            for number in row[column].split('、').filter(|number| !number.is_empty()) {
                found.insert((number.to_owned(), row[0].clone(), role.to_owned()));
            }
        }
    }
    assert_eq!(found, direct_marks(&desk));
    let pages = paper::overview(&desk.scope(), &Faces::embedded()).expect("set");
    assert_eq!(pages.count(), 1, "41 units");
    let text = desk.read(&pages).text();
    assert!(desk.plan().units.iter().all(|unit| text.contains(&unit.name)), "{text}");
}

#[test]
fn the_book_has_everything_and_says_where() {
    let desk = Desk::new(Document::builtin());
    let pages = paper::book(&desk.scope(), paper::ListPaper::default(), &Faces::embedded()).expect("set");
    let read = desk.read(&pages);
    assert!(read.pages[0].contains("责任清单汇编") && read.pages[0].contains("2019年7月"), "{}", read.pages[0]);
    assert!(!read.pages[0].contains("—1—"), "a cover has no number");
    let contents = read.pages[2..4].concat().replace('·', "");
    for (position, unit) in desk.plan().units.iter().enumerate() {
        let title = squeezed(&format!("{}落实《木兰县", unit.name));
        let page = read.pages.iter().position(|text| text.starts_with(&title)).expect("its pages");
        assert!(page.is_multiple_of(2), "{} begins on page {}", unit.name, page + 1);
        let entry = contents.split(&squeezed(&format!("{}. {}", position + 1, unit.name))).nth(1).expect("an entry");
        let entry = entry.split(&format!("{}.", position + 2)).next().unwrap_or_default();
        let number = (page + 1).to_string();
        assert!(entry.contains(&number), "{} stands on page {number}, not {entry}", unit.name);
    }
    let links = read
        .dictionaries()
        .filter(|found| found.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Link"));
    assert!(links.count() >= desk.plan().units.len());
}

#[test]
fn one_page_at_a_glance() {
    let desk = Desk::new(Document::builtin());
    for unit in desk.plan().unit_ids() {
        let pages = desk.obligations(&[unit], Style::Brief);
        let obligations = Obligations::new(desk.plan(), &desk.document.ledger, &desk.filter, unit);
        let most = if obligations.duties.len() > 32 { 2 } else { 1 };
        assert!(pages.count() <= most, "{}: {} pages", desk.plan().unit(unit).name, pages.count());
        let text = desk.read(&pages).text();
        assert!(text.contains(&format!("任务共{}项", obligations.tasks())) && !text.contains("盖章"), "{text}");
    }
}
