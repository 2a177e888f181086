//! What must hold for any bytes: no reader breaks off, what is written is read again, whatever is clicked.
//!
//! Each body takes bytes and panics where a promise does not hold. libFuzzer drives them (`fuzz/targets/`), and so do
//! the property tests (`tests/library/fuzzed.rs`), with the same words.

#![allow(dead_code, reason = "each target uses one of them")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "that is how a promise that does not hold is told")]

use responsibility_matrix::collect::{collect as gather, read_form};
use responsibility_matrix::compare::Comparison;
use responsibility_matrix::document::Document;
use responsibility_matrix::edit::Edit;
use responsibility_matrix::export::Scope;
use responsibility_matrix::export::comparison::{Compared, comparison};
use responsibility_matrix::file;
use responsibility_matrix::import::{self, Options as ImportOptions};
use responsibility_matrix::lang::{Lang, finding_message};
use responsibility_matrix::model::{Plan, Record, UnitId};
use responsibility_matrix::product::{Format, Options, Wanted, make};
use responsibility_matrix::session::{
    Action, EditAction, Motion, PlanAction, Session, UiCommand, ViewAction, WindowAction,
};
use responsibility_matrix::view::{Filter, MatrixView};

/// Where one input ends and the next begins, for bodies that take several.
pub const BETWEEN: &[u8] = b"\0\xFF\0";

/// The inputs of a body that takes two.
fn two(data: &[u8]) -> (&[u8], &[u8]) {
    let at = data.windows(BETWEEN.len()).position(|window| window == BETWEEN);
    at.map_or((data, &[]), |at| (&data[..at], &data[at + BETWEEN.len()..]))
}

/// A plan file: whatever it holds, it is read or refused; what was read is written so that it reads the same, and
/// changed in place so that it says the other plan.
pub fn plan(data: &[u8]) {
    let Ok(document) = Document::open("plan.ron", data) else { return };
    for finding in &document.findings {
        let line = document.finding_line(Lang::Zh, finding);
        assert!(!line.contains('\n'), "one finding, one line");
        assert!(!finding_message(Lang::En, &document.plan, finding).is_empty());
    }
    let text = file::encode(&document.plan);
    let again = file::decode(&text).unwrap_or_else(|error| panic!("what is written cannot be read: {error}\n{text}"));
    assert_eq!(again.plan, document.plan, "{text}");
    let mut other = document.plan.clone();
    other.title.push('改');
    let revised = document.revision_of(&other);
    let said = file::decode(&revised.text).unwrap_or_else(|error| panic!("{error}\n{}", revised.text));
    assert_eq!(said.plan.title, other.title, "{}", revised.text);
}

/// A record file: read or refused; an entry more keeps every byte before it in its order.
pub fn record(data: &[u8]) {
    let Ok(opened) = file::decode_record(data) else { return };
    let text = file::encode_record(&opened.record);
    let again = file::decode_record(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(again.record, opened.record, "{text}");
}

/// A document of any format: the first byte says what it is called. What it makes is a plan that reads again.
pub fn document(data: &[u8]) {
    const NAMES: [&str; 9] = ["a.txt", "a.md", "a.html", "a.csv", "a.docx", "a.xlsx", "a.rtf", "a.pdf", "没有后缀"];
    let Some((&first, bytes)) = data.split_first() else { return };
    let name = NAMES[usize::from(first) % NAMES.len()];
    let Ok(imported) = import::read(Some(name), bytes, ImportOptions::default()) else { return };
    let text = file::encode(&imported.plan);
    let again = file::decode(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert!(again.findings.is_empty(), "{:?}\n{text}", again.findings);
    assert!(imported.open_doubts().len() <= imported.findings.len());
}

/// A form that came back.
pub fn form(data: &[u8]) {
    let _ = read_form("form.xlsx", data);
}

fn with_scope(document: &Document, work: impl FnOnce(&Scope<'_>)) {
    let filter = Filter::default();
    let Document { plan, ledger, .. } = document;
    let view = MatrixView::new(plan, ledger, &filter);
    work(&Scope { plan, ledger, filter: &filter, view: &view, lang: Lang::Zh });
}

/// Every table of any plan is made, and our own reader breaks off at none.
pub fn tables(data: &[u8]) {
    let Ok(document) = Document::open("plan.ron", data) else { return };
    with_scope(&document, |scope| {
        for (wanted, format) in [
            (Wanted::Marks, Format::Csv),
            (Wanted::Matrix, Format::Csv),
            (Wanted::Matrix, Format::Xlsx),
            (Wanted::Matrix, Format::Svg),
            (Wanted::Tasks, Format::Docx),
            (Wanted::Overview, Format::Csv),
            (Wanted::Html, Format::Html),
        ] {
            let Ok(made) = make(wanted, format, scope, &Options::default()) else { continue };
            let name = format!("a.{}", format.ending());
            let _ = import::read(Some(&name), &made.bytes, ImportOptions::default());
        }
    });
}

/// Two plans beside each other; a plan beside itself has not changed.
pub fn compare(data: &[u8]) {
    let (old, new) = two(data);
    let Ok(old) = Document::open("old.ron", old) else { return };
    assert!(Comparison::new(&old.plan, &old.plan).changes.is_empty(), "a plan is like itself");
    let Ok(new) = Document::open("new.ron", new) else { return };
    let made = Comparison::new(&old.plan, &new.plan);
    let compared = Compared { old: &old.plan, new: &new.plan, comparison: &made, lang: Lang::Zh };
    let _ = comparison(compared, None).terminal();
}

/// A plan and the form that somebody sends back on it.
pub fn collect(data: &[u8]) {
    let (own, form) = two(data);
    let Ok(document) = Document::open("plan.ron", own) else { return };
    let Ok(form) = read_form("form.xlsx", form) else { return };
    let record = Record::of(&document.plan);
    let first = gather(&document.plan, &document.ledger, &record, &[(form, None)], None);
    assert!(first.reports.len() <= 1 << 20);
}

/// A person at the window: each byte is something that is done, over two plans. Drawing is not needed for any of it.
pub fn session(data: &[u8]) {
    let small = "(format: 1, title: \"小\", groups: [(name: \"甲\", units: {\"甲局\": (), \"乙局\": ()})], \
                 tasks: [(number: \"1\", text: \"某事\", lead: [\"甲局\"], responsible: [\"乙局\"])])";
    let document = Document::open("小.ron", small.as_bytes()).unwrap();
    let mut session = Session::new(
        if data.first().is_some_and(|byte| byte % 2 == 0) { Document::builtin() } else { document },
        Lang::Zh,
    );
    for pair in data.chunks(2) {
        let (what, which) = (pair[0], pair.get(1).copied().unwrap_or_default());
        let id = session.active().id();
        let units = session.document().plan.units.len();
        let unit = UnitId::new(usize::from(which) % units.max(1));
        let action = match what % 8 {
            0..=3 => Action::Command(UiCommand::ALL[usize::from(which) % UiCommand::ALL.len()]),
            4 => Action::Window(WindowAction::ZoomBy(f32::from(which) / 100.0)),
            5 => {
                let motion =
                    [Motion::NextCell, Motion::PreviousCell, Motion::RowStart, Motion::RowEnd][usize::from(which) % 4];
                Action::Plan(id, PlanAction::from(ViewAction::Move { motion, extend: which > 127 }))
            }
            6 if units > 0 => {
                let name = format!("局{which}");
                Action::Plan(id, PlanAction::from(EditAction::Change(Edit::RenameUnit { unit, name })))
            }
            _ => Action::Plan(id, PlanAction::from(EditAction::Change(Edit::Title(format!("题{which}"))))),
        };
        session.apply(action);
        let shown: &Plan = &session.document().plan;
        assert!(
            file::decode(&file::encode(shown)).is_ok_and(|opened| opened.plan == *shown),
            "a plan that can be saved"
        );
    }
}
