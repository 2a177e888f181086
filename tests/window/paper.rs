//! The print preview, files for all units, and exports in other formats.

use crate::harness::*;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::platform::desktop::Answer;
use responsibility_matrix::product::{Format, Product, Wanted};
use responsibility_matrix::session::UiCommand;
use std::fs;

/// The preview of 县司法局, laid out.
fn preview() -> Window {
    let window = Window::new();
    window.desktop.has_printer("一楼");
    let mut window = window;
    window.click(Role::ColumnHeader, "县司法局");
    window.command(UiCommand::Print);
    laid_out(&mut window);
    window
}

fn laid_out(window: &mut Window) {
    window.wait("pages", |window| window.session().preview().is_some_and(|preview| preview.pages.is_some()));
}

#[test]
fn the_pages_of_a_unit_are_shown_and_printed() {
    let mut window = preview();
    let count = window.session().preview().and_then(|preview| Some(preview.pages.as_ref()?.count())).expect("pages");
    assert!(count >= 2);
    window.node(Role::Label, &format!("共 {count} 页"));
    window.node(Role::Image, &format!("第 1 页，共 {count} 页"));
    window.wait_for(Role::Button, "打印");
    window.click(Role::Button, "打印");
    window.wait("the printer", |window| window.desktop.printed().len() == 1);
    let request = &window.desktop.printed()[0];
    assert_eq!((request.printer.as_str(), request.copies, request.title.as_str()), ("一楼", 1, "县司法局-责任清单"));
    window.wait("a word", |window| window.says("已送往打印机"));
    window.press(Key::End);
    window.node(Role::Image, &format!("第 {count} 页，共 {count} 页"));
    window.press(Key::Escape);
    window.press(Key::Escape);
    assert!(window.session().preview().is_none());
    window.node(Role::Label, "第 13 / 41 个单位");
}

#[test]
fn the_preview_is_saved_as_pdf_and_opened_elsewhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("县司法局.pdf");
    let mut window = preview();
    window.desktop.will_answer(Answer::Path(path.clone()));
    window.click(Role::Button, "存为 PDF…");
    let message = format!("已导出：{}", path.display());
    window.wait(&message, |window| window.says(&message));
    assert_eq!(window.desktop.proposed(), ["县司法局-责任清单.pdf"]);
    assert!(fs::read(&path).expect("a file").starts_with(b"%PDF"));
    window.click(Role::Button, "用系统程序打开");
    window.wait("a viewer", |window| window.desktop.revealed().len() == 1);
    let shown = window.desktop.revealed()[0].clone();
    assert!(shown.ends_with("县司法局-责任清单.pdf"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = fs::metadata(shown.parent().expect("a folder")).expect("there");
        assert_eq!(folder.permissions().mode() & 0o777, 0o700, "nobody else looks into it");
    }
    fs::remove_dir_all(shown.parent().expect("a folder")).expect("gone");
}

#[test]
fn what_is_printed_is_chosen_at_the_side() {
    let mut window = preview();
    let before = window.session().preview().expect("a preview").number;
    window.click(Role::RadioButton, "责任书（文字）");
    laid_out(&mut window);
    window.click(Role::RadioButton, "责任矩阵");
    laid_out(&mut window);
    window.click(Role::RadioButton, "A4");
    window.click(Role::CheckBox, "横向");
    laid_out(&mut window);
    let preview = window.session().preview().expect("a preview");
    assert!(preview.number > before && preview.options.wanted() == Wanted::Matrix && !preview.options.landscape);
}

#[test]
fn without_a_print_service_there_is_still_the_pdf() {
    let mut window = Window::new();
    window.click(Role::ColumnHeader, "县司法局");
    window.command(UiCommand::Print);
    window.wait("a word", |window| window.says("本机没有打印服务"));
    laid_out(&mut window);
    assert!(!window.has(Role::Button, "打印"));
    window.node(Role::Button, "存为 PDF…");
    window.click(Role::Button, "关闭");
    assert!(window.session().preview().is_none());
}

#[test]
fn each_unit_gets_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let lists = folder.path().join("清单");
    let plan = r#"(format: 1, title: "小方案", groups: [(name: "甲", units: {"乙局": (), "丙/局": ()})],
        tasks: [(number: "1", text: "某事", lead: ["乙局"], responsible: ["丙/局"])])"#;
    let path = folder.path().join("小.ron");
    fs::write(&path, plan).expect("a file");
    let mut window = Window::opening(path);
    window.wait_for(Role::Label, "小方案");
    window.click(Role::Button, "打印");
    laid_out(&mut window);
    window.click(Role::RadioButton, "责任清单");
    laid_out(&mut window);
    window.click(Role::RadioButton, "全部 2 个单位");
    laid_out(&mut window);
    window.click(Role::RadioButton, "每个单位一个文件");
    // What the command line writes into a folder, the window does.
    let each = Product::Units.each().expect("a folder of lists");
    for format in each.file_formats() {
        let lists = lists.join(format.ending());
        window.click(Role::RadioButton, &format.ending().to_uppercase());
        window.desktop.will_answer(Answer::Path(lists.clone()));
        fs::create_dir_all(&lists).expect("a folder");
        window.click(Role::Button, "存到文件夹…");
        let message = format!("已写入 2 份：{}", lists.display());
        window.wait(&message, |window| window.says(&message));
        for name in ["乙局", "丙_局"] {
            let bytes = fs::read(lists.join(name).with_extension(format.ending())).expect("a file");
            assert!(bytes.starts_with(beginning(format)), "{name}.{}", format.ending());
        }
    }
}

/// How a file of this format begins.
fn beginning(format: Format) -> &'static [u8] {
    match format {
        Format::Pdf => b"%PDF",
        Format::Xlsx | Format::Docx => b"PK",
        Format::Csv => b"\xEF\xBB\xBF",
        Format::Svg => b"<svg",
        Format::Png => b"\x89PNG",
        Format::Html => b"<!DOCTYPE html>",
    }
}

#[test]
fn files_of_these_names_in_the_folder_are_asked_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let theirs = folder.path().join("县法院.csv");
    fs::write(&theirs, "theirs").expect("a file");
    let mut window = Window::new();
    window.click(Role::Button, "导出");
    window.click(Role::Button, "打印全部单位的责任清单…");
    window.click(Role::RadioButton, "选定的单位");
    window.click(Role::Button, "全不选");
    window.click(Role::TextInput, "查找单位");
    window.harness.event(egui::Event::Text("xfy".to_owned()));
    window.settle();
    window.click(Role::CheckBox, "县法院");
    window.click(Role::RadioButton, "每个单位一个文件");
    window.click(Role::RadioButton, "CSV");
    window.desktop.will_answer(Answer::Path(folder.path().to_owned()));
    window.click(Role::Button, "存到文件夹…");
    window.wait_for(Role::Label, "文件夹里已有同名文件，按“覆盖”替换它们");
    assert_eq!(fs::read(&theirs).expect("a file"), b"theirs");
    window.click(Role::Button, "覆盖");
    let message = format!("已写入 1 份：{}", folder.path().display());
    window.wait(&message, |window| window.says(&message));
    assert!(fs::read(&theirs).expect("a file").starts_with(beginning(Format::Csv)));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "for the unit that was ticked alone");
}

#[test]
fn every_product_is_made_in_every_format_from_one_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = r#"(format: 1, title: "小方案", groups: [(name: "甲", units: {"乙局": (), "丙局": ()})],
        tasks: [(number: "1", text: "某事", lead: ["乙局"], responsible: ["丙局"])])"#;
    let path = folder.path().join("小.ron");
    fs::write(&path, plan).expect("a file");
    let mut window = Window::opening(path);
    window.wait_for(Role::Label, "小方案");
    window.command(UiCommand::ExportAndPrint);
    for &product in Product::ALL.iter().filter(|own| own.for_many() == **own && !own.is_of_remarks()) {
        let title = product.each().unwrap_or(product).title(Lang::Zh);
        window.click(Role::RadioButton, title);
        for format in product.file_formats() {
            if product.file_formats().iter().any(|format| format.is_paged()) {
                laid_out(&mut window);
            }
            let ending = format.ending();
            window.click(Role::RadioButton, &ending.to_uppercase());
            let path = folder.path().join(format!("{}.{ending}", product.name()));
            window.desktop.will_answer(Answer::Path(path.clone()));
            window.click(Role::Button, &format!("存为 {}…", ending.to_uppercase()));
            let message = format!("已导出：{}", path.display());
            window.wait(&message, |window| window.says(&message));
            assert!(fs::read(&path).expect("a file").starts_with(beginning(format)), "{}", path.display());
        }
    }
}

#[test]
fn the_matrix_is_exported_for_excel_and_slides() {
    let folder = tempfile::tempdir().expect("a folder");
    for (entry, name, beginning) in
        [("导出矩阵 Excel…", "矩阵.xlsx", &b"PK"[..]), ("导出矩阵图形 SVG…", "矩阵.svg", b"<svg")]
    {
        let path = folder.path().join(name);
        let mut window = Window::new();
        window.desktop.will_answer(Answer::Path(path.clone()));
        window.click(Role::Button, "导出");
        window.click(Role::Button, entry);
        let message = format!("已导出：{}", path.display());
        window.wait(&message, |window| window.says(&message));
        assert!(fs::read(&path).expect("a file").starts_with(beginning), "{name}");
    }
}
