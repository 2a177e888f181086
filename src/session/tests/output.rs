//! What is written and printed: tables, pages, files for all units.

use super::*;
use crate::export::csv::{CsvSink, Encoding};
use crate::export::table::{self, Expand};
use crate::platform::files::in_home;
use crate::session::output::{Chosen, LayoutJob, PrintOptions};
use crate::session::preview::PreviewAction;
use crate::session::settings::Settings;
use crate::view::Obligations;

#[test]
fn what_was_left_out_of_an_export_is_told() {
    let mut session = session();
    session.tell(ViewAction::ToggleRole(Role::Lead));
    let told = |session: &mut Session, table| {
        session.tell(OutputAction::Exported { export: table, path: "x.csv".into(), warnings: Vec::new() });
        match session.notice() {
            Some(Notice::Written { message, .. }) => message.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(told(&mut session, Export::shown(Wanted::Matrix)), "已导出：x.csv（共 715 条标记，显示 647 条）");
    let whole = Export::all(Wanted::Unit(unit(&session, "县司法局")));
    assert_eq!(told(&mut session, whole), "已导出：x.csv", "a unit's list is whole");
    assert_eq!(told(&mut session, Export::all(Wanted::Marks)), "已导出：x.csv");
}

// Exporting.

pub(super) fn written(session: &mut Session, export: Export) -> Vec<u8> {
    match &chosen(session, export_target(session, export, Format::Csv), "x.csv", true)[..] {
        [PlanEffect::Export { job, path, replace: true }] => {
            assert_eq!((job.export(), path.as_os_str()), (export, "x.csv".as_ref()));
            job.run().expect("a file").bytes
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn exports_are_the_tables_of_the_contract() {
    let mut session = session();
    for filtered in [false, true] {
        if filtered {
            session.tell(ViewAction::ToggleRole(Role::Lead));
        }
        let unit = unit(&session, "县司法局");
        let mut expected = [CsvSink::new(), CsvSink::new(), CsvSink::new()];
        let scope = session.active().scope(Lang::Zh);
        // What a unit owes is exported whole, as its panel shows it.
        let obligations = Obligations::new(scope.plan, scope.ledger, &Filter::default(), unit);
        table::matrix(&scope, &mut expected[0]).expect("a table");
        table::marks(&scope, Expand::Yes, &mut expected[1]).expect("a table");
        table::unit(&scope, &obligations, &mut expected[2]).expect("a table");
        let tables = [Export::shown(Wanted::Matrix), Export::shown(Wanted::Marks), Export::all(Wanted::Unit(unit))];
        for (table, expected) in tables.into_iter().zip(expected) {
            let bytes = written(&mut session, table);
            assert!(bytes.starts_with(b"\xEF\xBB\xBF"), "{table:?} has a BOM");
            let expected = expected.finish(Encoding::Utf8).expect("bytes");
            assert!(bytes == expected, "{table:?}, filtered: {filtered}");
        }
    }
}

#[test]
fn exports_are_asked_for_by_a_name_that_says_what_they_are() {
    let mut session = session();
    session.tell(ViewAction::MoveTo(cell(&session, "4", "县法院")));
    let asked = |session: &mut Session, export| {
        let effects = command(session, export);
        for_active(session, effects)
    };
    let asked = |session: &mut Session, export| match &asked(session, export)[..] {
        [PlanEffect::AskPath { target: Target::Export { export, .. }, path }] => {
            let name = path.file_name().expect("a name").to_string_lossy();
            (*export, name.into_owned())
        }
        other => panic!("{other:?}"),
    };
    let court = Export::all(Wanted::Unit(unit(&session, "县法院")));
    let names = ["木兰县优化营商环境工作方案-责任矩阵.csv", "木兰县优化营商环境工作方案-责任标记.csv"];
    assert_eq!(asked(&mut session, UiCommand::ExportMatrix), (Export::all(Wanted::Matrix), names[0].to_owned()));
    assert_eq!(asked(&mut session, UiCommand::ExportMarks), (Export::all(Wanted::Marks), names[1].to_owned()));
    assert_eq!(asked(&mut session, UiCommand::ExportUnit), (court, "县法院-责任清单.csv".to_owned()));
    let police = unit(&session, "县公安局");
    show(&mut session, Panel::Unit(police));
    session.tell(ViewAction::MoveTo(cell(&session, "4", "县法院")));
    assert_eq!(session.current_unit(), Some(police), "the unit that is shown goes before the cursor's");
}

#[test]
fn what_became_of_an_export_is_told() {
    let mut session = session();
    let (table, path) = (Export::all(Wanted::Matrix), PathBuf::from("/tmp/x.csv"));
    let target = export_target(&session, table, Format::Csv);
    session.tell(PathAction::Unavailable(target));
    session.tell(PathAction::Stands { target, path: path.clone() });
    let plan = session.active().id();
    assert_eq!(session.question(), Some(&PathQuestion::Write { plan, target, exists: Some(path) }));
    session.tell(OutputAction::Exported { export: table, path: "/tmp/x.csv".into(), warnings: Vec::new() });
    let message = "已导出：/tmp/x.csv".to_owned();
    assert_eq!(session.notice(), Some(&Notice::Written { message, path: "/tmp/x.csv".into() }));
    assert_eq!(session.question(), None);
    assert_eq!(session.window(WindowAction::Reveal("/tmp/x.csv".into())), [Effect::Reveal("/tmp/x.csv".into())]);
    close_notices(&mut session);
    assert_eq!(session.notice(), None);
    session.window(WindowAction::Failed("没有空间".to_owned()));
    let lines = vec!["没有空间".to_owned()];
    assert_eq!(session.notice(), Some(&Notice::Problem { title: "没有完成".to_owned(), lines }));
}

#[test]
fn a_dialog_for_a_unit_answered_after_the_plan_was_changed_writes_nothing() {
    let mut session = session();
    session.tell(ViewAction::Move { motion: Motion::RowEnd, extend: false });
    let effects = command(&mut session, UiCommand::ExportUnit);
    let [PlanEffect::AskPath { target, .. }] = &for_active(&session, effects)[..] else { panic!("a question") };
    let target = *target;
    session.tell(EditAction::Change(Edit::MoveUnit { unit: unit(&session, "县司法局"), group: GroupId::new(0) }));
    assert_eq!(chosen(&mut session, target, "x.csv", true), [], "its number may be another unit's by now");
    assert!(matches!(session.notice(), Some(Notice::Problem { .. })), "and it is told");
}

#[test]
fn how_much_to_export_is_asked_where_it_makes_a_difference() {
    let mut session = session();
    let asked = command(&mut session, UiCommand::ExportMarks);
    assert!(matches!(for_active(&session, asked)[..], [PlanEffect::AskPath { .. }]));
    session.tell(ViewAction::ToggleRole(Role::Lead));
    assert_eq!(command(&mut session, UiCommand::ExportMarks), []);
    assert_eq!(session.extent_question().map(|question| question.export), Some(Export::all(Wanted::Marks)));
    assert_eq!(session.tell(OutputAction::Extent(None)), []);
    command(&mut session, UiCommand::ExportMarks);
    let asked = session.tell(OutputAction::Extent(Some(Extent::Shown)));
    let asked = for_active(&session, asked);
    let [PlanEffect::AskPath { target: Target::Export { export, .. }, .. }] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!(*export, Export::shown(Wanted::Marks));
    let lines = |session: &mut Session, extent| {
        let bytes = written(session, Export { wanted: Wanted::Marks, extent });
        String::from_utf8_lossy(&bytes).lines().count()
    };
    assert_eq!(lines(&mut session, Extent::All) - lines(&mut session, Extent::Shown), 68);
}

#[test]
fn what_is_folded_on_screen_is_written_out() {
    let mut session = session();
    let plain = written(&mut session, Export::shown(Wanted::Matrix));
    command(&mut session, UiCommand::FoldAll);
    session.tell(ViewAction::FoldGroup(GroupId::new(3)));
    assert_eq!((session.view().rows.len(), session.view().shown_tasks), (7, 39));
    assert!(written(&mut session, Export::shown(Wanted::Matrix)) == plain);
    command(&mut session, UiCommand::UnfoldAll);
    session.tell(ViewAction::Sort(Order::Name));
    let sorted = written(&mut session, Export::shown(Wanted::Matrix));
    assert!(sorted != plain && sorted.len() == plain.len(), "the order of the units is the screen's");
}

#[test]
fn the_ending_decides_on_the_format() {
    let mut session = session();
    let table = Export::all(Wanted::Matrix);
    let asked = command(&mut session, UiCommand::ExportWorkbook);
    let path = in_home("木兰县优化营商环境工作方案-责任矩阵.xlsx");
    let target = export_target(&session, table, Format::Xlsx);
    assert_eq!(for_active(&session, asked), [PlanEffect::AskPath { target, path }]);
    let mut export = |path: &str| match &chosen(&mut session, target, path, true)[..] {
        [PlanEffect::Export { job, path, replace }] => {
            (job.run().expect("a file").bytes[..4].to_vec(), path.display().to_string(), *replace)
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(export("x.XLSX"), (b"PK\x03\x04".to_vec(), "x.XLSX".to_owned(), true));
    assert_eq!(export("x.svg").0, b"<svg".to_vec());
    assert_eq!(export("x.png").0, b"\x89PNG".to_vec());
    // Another name than the dialog asked about: what stands there is not replaced unasked.
    assert_eq!(export("x.v2"), (b"PK\x03\x04".to_vec(), "x.v2.xlsx".to_owned(), false));
}

/// What a person is told of a problem.
fn problem(session: &Session) -> String {
    match session.notice() {
        Some(Notice::Problem { lines, .. }) => lines.join("\n"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_ending_that_the_product_is_not_made_in_is_refused() {
    let mut session = session();
    let court = Wanted::Unit(unit(&session, "县法院"));
    for (wanted, path, words) in [
        (Wanted::Marks, "x.pdf", "责任标记没有“pdf”格式；可用：csv"),
        (Wanted::Marks, "x.XLSX", "责任标记没有“xlsx”格式；可用：csv"),
        (Wanted::Matrix, "x.docx", "责任矩阵没有“docx”格式；可用：csv xlsx pdf svg png"),
        (court, "x.png", "责任清单没有“png”格式；可用：csv xlsx pdf docx"),
    ] {
        let target = export_target(&session, Export::all(wanted), Format::Csv);
        assert_eq!(chosen(&mut session, target, path, true), [], "nothing is written to {path}");
        assert_eq!(problem(&session), words);
        close_notices(&mut session);
    }
}

/// The page for exporting and printing offers every product in every format, whatever is added.
#[test]
fn the_window_offers_every_product_in_every_format() {
    use crate::product::Product;
    let mut session = session();
    show_unit(&mut session, "县法院");
    command(&mut session, UiCommand::ExportAndPrint);
    let court = unit(&session, "县法院");
    for &product in Product::ALL {
        let many = product.for_many();
        let units = if product == many { Chosen::All } else { Chosen::One(court) };
        let options = PrintOptions { product: many, units, ..session.preview().expect("a preview").options.clone() };
        session.tell(PreviewAction::Options(options));
        let preview = session.preview().expect("a preview");
        assert_eq!(preview.options.wanted().product(), product);
        if product.file_formats().is_empty() {
            // A folder is all that there is of it.
            assert!(preview.is_folder() && !preview.formats().is_empty(), "{product:?}");
            continue;
        }
        assert_eq!(preview.formats(), product.file_formats());
        for format in product.file_formats() {
            session.tell(PreviewAction::Format(format));
            let target = Target::Preview { product, format };
            let asked = session.tell(PreviewAction::Save);
            match &for_active(&session, asked)[..] {
                [PlanEffect::AskPath { target: asked, .. }] => assert_eq!(*asked, target),
                // Pages are saved once they are there.
                [] => assert!(format.is_paged()),
                other => panic!("{other:?}"),
            }
            let written = chosen(&mut session, target, &format!("x.{}", format.ending()), false);
            let [PlanEffect::WriteMade { job, format: made, .. }] = &written[..] else { panic!("{written:?}") };
            assert_eq!((job.options.wanted().product(), *made), (product, format));
        }
    }
}

#[test]
fn persons_stay_behind_where_one_wants_it() {
    let mut session = session();
    open(&mut session, opened(include_str!("../../../seeds/harbour-2026.ron")), "/x/harbour.ron");
    let names: Vec<String> = {
        let tasks = &session.document().plan.tasks;
        tasks.iter().flat_map(|task| &task.people).map(|person| person.name.clone()).collect()
    };
    assert!(!names.is_empty(), "the plan names somebody");
    command(&mut session, UiCommand::ExportAndPrint);
    let options = session.preview().expect("a preview").options.clone();
    for (no_contacts, holds) in [(false, true), (true, false)] {
        let product = crate::product::Product::Units;
        session.tell(PreviewAction::Options(PrintOptions { product, no_contacts, ..options.clone() }));
        session.tell(PreviewAction::Each(true));
        session.tell(PreviewAction::Format(Format::Docx));
        let job = match &chosen(&mut session, Target::UnitFolder(Format::Docx), "/x", false)[..] {
            [PlanEffect::WriteUnits { job, .. }] => (**job).clone(),
            other => panic!("{other:?}"),
        };
        let mut text = String::new();
        for (unit, _) in job.units() {
            let faces = crate::paper::Faces::embedded();
            let made = job.unit_file(unit, Format::Docx, &faces, crate::paper::Standard::Plain).expect("a file");
            let mut package = zip::ZipArchive::new(std::io::Cursor::new(made.bytes)).expect("a package");
            let mut part = package.by_name("word/document.xml").expect("a document");
            std::io::Read::read_to_string(&mut part, &mut text).expect("text");
        }
        assert_eq!(names.iter().any(|name| text.contains(name)), holds, "without: {no_contacts}");
        session.tell(PreviewAction::UnitsWritten { written: 1, problems: Vec::new(), folder: "/x".into() });
    }
    assert!(session.settings().print.no_contacts, "and is remembered");
    assert!(!session.document().plan.tasks.iter().all(|task| task.people.is_empty()), "the plan keeps them");
}

#[test]
fn what_was_chosen_is_there_the_next_time() {
    let mut session = session();
    command(&mut session, UiCommand::ExportAndPrint);
    let options = session.preview().expect("a preview").options.clone();
    assert_eq!(options.wanted(), Wanted::Matrix);
    let some = Chosen::Some([unit(&session, "县法院"), unit(&session, "县司法局")].into());
    let letter = crate::paper::Style::Letter;
    let options = PrintOptions { product: crate::product::Product::Units, units: some, style: letter, ..options };
    session.tell(PreviewAction::Options(options));
    session.tell(PreviewAction::Each(true));
    session.tell(PreviewAction::Format(Format::Xlsx));
    let job = |session: &mut Session| match &chosen(session, Target::UnitFolder(Format::Xlsx), "/x", false)[..] {
        [PlanEffect::WriteUnits { job, replace: false, .. }] => (**job).clone(),
        other => panic!("{other:?}"),
    };
    let names: Vec<_> = job(&mut session).units().into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["县法院", "县司法局"], "in the order of the matrix");
    let remembered = Settings::parse(&session.settings().to_text()).expect("settings");
    assert_eq!((remembered.print.product.as_str(), remembered.print.format.as_str()), ("units", "xlsx"));
    let mut session = Session::remembering(Document::builtin(), remembered, None);
    command(&mut session, UiCommand::ExportAndPrint);
    let preview = session.preview().expect("a preview");
    assert_eq!((preview.options.wanted(), preview.options.style), (Wanted::Units, letter));
    assert!(preview.is_folder() && preview.format == Format::Xlsx);
}

/// Files of the same names in a folder are somebody's until a person says otherwise.
#[test]
fn files_in_a_folder_are_replaced_after_a_question_alone() {
    let mut session = session();
    command(&mut session, UiCommand::PrintAll);
    let target = Target::UnitFolder(Format::Csv);
    let effects = chosen(&mut session, target, "/x", false);
    assert!(matches!(effects[..], [PlanEffect::WriteUnits { replace: false, .. }]), "{effects:?}");
    session.tell(PathAction::Stands { target, path: "/x".into() });
    assert_eq!(session.units_progress(), None, "nothing is being written");
    let plan = session.active().id();
    assert_eq!(session.question(), Some(&PathQuestion::Write { plan, target, exists: Some("/x".into()) }));
    let effects = chosen(&mut session, target, "/x", true);
    assert!(matches!(effects[..], [PlanEffect::WriteUnits { replace: true, .. }]), "{effects:?}");
}

#[test]
fn a_plan_is_written_to_no_file_of_another_kind() {
    let mut session = session();
    for name in ["x.pdf", "通知.docx", "x.TXT"] {
        assert_eq!(chosen(&mut session, Target::Plan, name, true), [], "nothing is written to {name}");
        assert!(problem(&session).contains(".ron"));
        close_notices(&mut session);
    }
    let saved = |session: &mut Session, name: &str| match &chosen(session, Target::Plan, name, true)[..] {
        [PlanEffect::Save(save)] => (save.path.clone(), save.replace),
        other => panic!("{other:?}"),
    };
    assert_eq!(saved(&mut session, "x.RON"), (PathBuf::from("x.RON"), true));
    assert_eq!(saved(&mut session, "方案 2.0"), (PathBuf::from("方案 2.0.ron"), false));
}

/// Whatever a dialog answers, the bytes are those that the name says.
#[test]
fn every_format_of_the_table_can_be_chosen_in_a_dialog() {
    let mut session = session();
    for wanted in [Wanted::Marks, Wanted::Matrix, Wanted::Unit(unit(&session, "县法院"))] {
        for &format in Format::ALL {
            let target = export_target(&session, Export::all(wanted), Format::Csv);
            let written = chosen(&mut session, target, &format!("x.{}", format.ending()), true);
            match &written[..] {
                [PlanEffect::Export { job, .. }] => {
                    assert_eq!(job.target(), export_target(&session, Export::all(wanted), format));
                    assert!(wanted.product().file_formats().contains(&format));
                }
                [] => assert!(!wanted.product().file_formats().contains(&format), "{wanted:?} {format:?}"),
                other => panic!("{other:?}"),
            }
        }
    }
}

// Printing.

#[cfg(feature = "paper")]
fn pages_of_unit() -> Target {
    Target::Preview { product: crate::product::Product::Unit, format: Format::Pdf }
}

fn layout(effects: &[Effect]) -> LayoutJob {
    let jobs = effects.iter().filter_map(|effect| match effect {
        Effect::Plan(_, PlanEffect::LayOut(job)) => Some((**job).clone()),
        _ => None,
    });
    let [job] = &jobs.collect::<Vec<_>>()[..] else { panic!("{effects:?}") };
    job.clone()
}

#[cfg(feature = "paper")]
#[test]
fn the_preview_shows_the_unit_of_the_panel_else_the_matrix() {
    let mut session = session();
    let effects = command(&mut session, UiCommand::Print);
    assert_eq!(layout(&effects).options.wanted(), Wanted::Matrix);
    assert!(for_active(&session, effects).contains(&PlanEffect::ListPrinters));
    command(&mut session, UiCommand::Escape);
    assert!(session.preview().is_none());
    show_unit(&mut session, "县司法局");
    let job = layout(&command(&mut session, UiCommand::Print));
    assert_eq!(job.options.wanted(), Wanted::Unit(unit(&session, "县司法局")));
    let pages =
        crate::session::Shared::from(std::sync::Arc::new(job.run(&crate::paper::Faces::embedded()).expect("pages")));
    session.tell(PreviewAction::LaidOut { number: job.number + 1, pages: Ok(pages.clone()) });
    assert!(session.preview().expect("a preview").pages.is_none(), "pages of another layout");
    session.tell(PreviewAction::LaidOut { number: job.number, pages: Ok(pages) });
    assert!(session.preview().expect("a preview").pages.is_some());
    let path = in_home("县司法局-责任清单.pdf");
    let asked = session.tell(PreviewAction::Save);
    assert_eq!(for_active(&session, asked), [PlanEffect::AskPath { target: pages_of_unit(), path }]);
    let path = PathBuf::from("x.pdf");
    let target = pages_of_unit();
    let saved = chosen(&mut session, target, "x.pdf", false);
    assert!(matches!(saved.as_slice(), [PlanEffect::WritePages { replace: false, .. }]), "{saved:?}");
    let named = chosen(&mut session, target, "x", true);
    let [PlanEffect::WritePages { path: named, replace: false, .. }] = &named[..] else { panic!("{named:?}") };
    assert_eq!(named, &PathBuf::from("x.pdf"));
    // The ending decides.
    let table = chosen(&mut session, target, "x.csv", true);
    assert!(matches!(table[..], [PlanEffect::WriteMade { format: Format::Csv, replace: true, .. }]), "{table:?}");
    assert_eq!(chosen(&mut session, target, "x.png", true), [], "a list is no picture");
    assert_eq!(problem(&session), "责任清单没有“png”格式；可用：csv xlsx pdf docx");
    session.tell(PathAction::Stands { target, path: path.clone() });
    let plan = session.active().id();
    let question = PathQuestion::Write { plan, target, exists: Some(path) };
    assert_eq!(session.question(), Some(&question));
}

#[test]
fn every_option_is_laid_out_anew_and_all_units_at_once() {
    let mut session = session();
    let job = layout(&command(&mut session, UiCommand::PrintAll));
    assert_eq!((job.options.wanted(), job.units().len()), (Wanted::Units, 41));
    let letter = PrintOptions { style: crate::paper::Style::Letter, ..job.options };
    let again = layout(&session.tell(PreviewAction::Options(letter.clone())));
    assert!(again.number > job.number && again.options == letter);
    assert_eq!(session.tell(PreviewAction::Options(letter)), [], "nothing changed");
    session.tell(PreviewAction::Each(true));
    session.tell(PreviewAction::Format(Format::Xlsx));
    let asked = session.tell(PreviewAction::Save);
    assert!(matches!(
        for_active(&session, asked)[..],
        [PlanEffect::AskPath { target: Target::UnitFolder(Format::Xlsx), .. }]
    ));
    let effects = chosen(&mut session, Target::UnitFolder(Format::Xlsx), "/x", true);
    assert!(matches!(effects.as_slice(), [PlanEffect::WriteUnits { format: Format::Xlsx, .. }]), "{effects:?}");
    assert_eq!(session.units_progress().map(|progress| progress.all), Some(41));
    assert_eq!(chosen(&mut session, Target::UnitFolder(Format::Xlsx), "/x", true), [], "one at a time");
    assert_eq!(session.window(WindowAction::CancelUnits), [Effect::CancelUnits]);
    session.tell(PreviewAction::UnitsWritten {
        written: 40,
        problems: vec!["x.pdf: no".to_owned()],
        folder: "/x".into(),
    });
    assert!(matches!(session.notice(), Some(Notice::Problem { lines, .. }) if lines.len() == 1));
    assert_eq!(session.units_progress(), None);
}

#[cfg(feature = "paper")]
#[test]
fn printing_takes_a_printer_and_says_why_not() {
    use crate::platform::printers::{PrintError, Printer};
    let mut session = session();
    show_unit(&mut session, "县法院");
    let job = layout(&command(&mut session, UiCommand::Print));
    let pages = job.run(&crate::paper::Faces::embedded()).expect("pages");
    session.tell(PreviewAction::LaidOut { number: job.number, pages: Ok(std::sync::Arc::new(pages).into()) });
    session.tell(PreviewAction::Printers(Err(PrintError::NoService)));
    assert_eq!(session.tell(PreviewAction::Print), []);
    let printer = |name: &str| Printer { name: name.to_owned(), is_default: false };
    session.tell(PreviewAction::Printers(Ok(vec![printer("一楼"), printer("二楼")])));
    for action in [PreviewAction::Printer(1), PreviewAction::Copies(0), PreviewAction::Range("1-2".to_owned())] {
        session.tell(action);
    }
    let effects = session.tell(PreviewAction::Print);
    let effects = for_active(&session, effects);
    let [PlanEffect::Print { request, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((request.printer.as_str(), request.copies, request.pages.as_str()), ("二楼", 1, "1-2"));
    for error in [PrintError::NoService, PrintError::NoPrinter, PrintError::BadPages, PrintError::Refused("x".into())] {
        close_notices(&mut session);
        session.tell(PreviewAction::Printed(Err(error)));
        assert!(matches!(session.notice(), Some(Notice::Problem { .. })));
    }
    session.tell(PreviewAction::Printed(Ok("PDF-1".to_owned())));
    assert!(matches!(session.notice(), Some(Notice::Done(_))));
}
