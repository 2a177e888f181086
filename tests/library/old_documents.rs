//! Documents of the old office programs: Word 97 to 2003 (.doc) and Rich Text Format (.rtf). The files in
//! `tests/documents` are one notice of our own, saved by LibreOffice in three formats.

use responsibility_matrix::export::Scope;
use responsibility_matrix::export::table::{self, Expand};
use responsibility_matrix::import::{self, ImportError, Options};
use responsibility_matrix::lang::Lang;
use responsibility_matrix::model::Plan;
use responsibility_matrix::view::{Filter, Ledger, MatrixView};

const DOC: &[u8] = include_bytes!("../documents/notice.doc");
const RTF: &[u8] = include_bytes!("../documents/notice.rtf");
const DOCX: &[u8] = include_bytes!("../documents/notice.docx");

fn read(name: &str, bytes: &[u8]) -> Result<Plan, ImportError> {
    import::read(Some(name), bytes, Options::default()).map(|imported| imported.plan)
}

fn marks(plan: &Plan) -> Vec<Vec<String>> {
    let (filter, ledger) = (Filter::default(), Ledger::new(plan));
    let view = MatrixView::new(plan, &ledger, &filter);
    let scope = Scope { plan, ledger: &ledger, filter: &filter, view: &view, lang: Lang::Zh };
    let mut rows: Vec<Vec<String>> = Vec::new();
    table::marks(&scope, Expand::No, &mut rows).expect("rows in memory");
    rows
}

#[test]
fn an_old_document_says_what_the_new_one_says() {
    let new = read("notice.docx", DOCX).expect("a plan");
    assert_eq!((new.tasks.len(), new.units.len()), (4, 8));
    // By what they are, whatever they are called: offices rename documents.
    for (name, bytes) in
        [("a.doc", DOC), ("a.rtf", RTF), ("a.doc", RTF), ("a.txt", DOC), ("a.wps", DOC), ("a.pdf", DOC)]
    {
        let old = read(name, bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(marks(&old), marks(&new), "{name}");
        assert_eq!((old.title.as_str(), old.number.as_deref()), (new.title.as_str(), new.number.as_deref()));
    }
    // A cell that is merged over two rows stands in both, lines of a cell stay lines.
    let lead = |task: usize| new.tasks[task].parties(responsibility_matrix::model::Role::Lead)[0].words.clone();
    assert_eq!([lead(2), lead(3)], ["县行政审批局", "县行政审批局"]);
    assert_eq!(new.tasks[3].text, "推行预约上门办理\n每周不少于两次");
}

#[test]
fn nothing_in_a_damaged_old_document_breaks_the_reader() {
    for (name, bytes) in [("a.doc", DOC), ("a.rtf", RTF)] {
        for cut in (0..bytes.len()).step_by(61) {
            let _ = read(name, &bytes[..cut]);
            let mut broken = bytes.to_vec();
            broken[cut] ^= 0xFF;
            let _ = read(name, &broken);
            broken[cut] = 0;
            let _ = read(name, &broken);
        }
    }
    // Numbers that point far beyond the file.
    let mut broken = DOC.to_vec();
    for at in (512..broken.len().min(2_048)).step_by(4) {
        let kept = broken[at..at + 4].to_vec();
        broken[at..at + 4].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0x7F]);
        let _ = read("a.doc", &broken);
        broken[at..at + 4].copy_from_slice(&kept);
    }
    assert!(matches!(read("a.doc", &DOC[..600]), Err(ImportError::OldOffice | ImportError::Damaged)));
}
