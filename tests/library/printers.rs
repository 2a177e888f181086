//! A real print queue, where `RESPONSIBILITY_MATRIX_TEST_PRINTER` names one that may be printed to
//! (such as the PDF printer of Debian's `printer-driver-cups-pdf`). Elsewhere this says that it was
//! skipped.

use crate::support::skip;
use responsibility_matrix::document::Document;
use responsibility_matrix::export::Scope;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::paper::{self, Faces, Standard, Style};
use responsibility_matrix::platform::printers::{self, Duplex, PrintError, PrintRequest};
use responsibility_matrix::view::{Filter, MatrixView};

fn obligations() -> Vec<u8> {
    let document = Document::builtin();
    let filter = Filter::default();
    let view = MatrixView::new(&document.plan, &document.ledger, &filter);
    let scope = Scope { plan: &document.plan, ledger: &document.ledger, filter: &filter, view: &view, lang: Lang::Zh };
    let unit = document.plan.unit_named("县司法局").expect("a unit");
    let pages = paper::obligations(&scope, &[unit], Style::Table.into(), &Faces::embedded()).expect("pages");
    pages.pdf(Standard::Plain, document.plan.date).expect("a PDF")
}

#[test]
fn a_queue_takes_copies_sides_and_pages_and_refuses_nonsense() {
    let Some(name) = std::env::var("RESPONSIBILITY_MATRIX_TEST_PRINTER").ok().filter(|name| !name.is_empty()) else {
        return skip("RESPONSIBILITY_MATRIX_TEST_PRINTER names no printer");
    };
    let printers = printers::list().expect("a print service");
    assert!(printers.iter().any(|printer| printer.name == name), "{name} among {printers:?}");
    let request = PrintRequest {
        printer: name.clone(),
        copies: 2,
        duplex: Duplex::LongEdge,
        pages: "1-2".to_owned(),
        title: "县司法局-责任清单".to_owned(),
    };
    let pdf = obligations();
    let job = printers::print(&pdf, &request).expect("taken");
    assert!(job.contains(&name), "{job}");
    let nowhere = PrintRequest { printer: "no-such-printer".to_owned(), ..request.clone() };
    assert!(matches!(printers::print(&pdf, &nowhere), Err(PrintError::Refused(words)) if !words.is_empty()));
    let nonsense = PrintRequest { pages: "3-1".to_owned(), ..request };
    assert_eq!(printers::print(&pdf, &nonsense), Err(PrintError::BadPages));
}
