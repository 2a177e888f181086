//! The manual over the window, and the pictures in it.

use crate::harness::*;
use responsibility_matrix::document::Document;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::manual::Block;
use responsibility_matrix::session::{HelpPage, UiCommand, manual};

const SEARCH: &str = "在手册中查找";

#[test]
fn every_chapter_is_read_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let mut window = Window::on(Document::builtin(), lang, LAPTOP);
        window.command(UiCommand::Help);
        for chapter in &manual(lang).chapters {
            window.click(Role::Button, &chapter.title);
            window.node(Role::Label, &chapter.title);
            for block in &chapter.blocks {
                match block {
                    Block::Words(_) => _ = window.node(Role::Label, &block.words()),
                    Block::Items { items, .. } => {
                        let item: String = items[0].iter().map(|run| run.words.as_str()).collect();
                        window.node(Role::Label, &item);
                    }
                    Block::Table(rows) => _ = window.node(Role::Label, &rows[1][1][0].words),
                    Block::Picture { about, .. } => {
                        assert!(window.node(Role::Image, about).rect().width() > 400.0, "{about}");
                    }
                }
            }
        }
        assert!(window.says(env!("CARGO_PKG_VERSION")), "the last one is about the program");
        window.press(Key::Escape);
        assert_eq!(window.session().help(), None);
    }
}

#[test]
fn the_manual_opens_where_it_is_asked_for() {
    let mut window = Window::new();
    for (command, page) in [
        (UiCommand::Help, HelpPage::START),
        (UiCommand::Keys, HelpPage::Keys),
        (UiCommand::About, HelpPage::Chapter(manual(Lang::Zh).chapters.len() - 1)),
    ] {
        window.command(UiCommand::Palette);
        window.harness.event(Event::Text(command.text(Lang::Zh.texts()).to_owned()));
        window.settle();
        window.press(Key::Enter);
        assert_eq!(window.session().help(), Some(page), "{command:?}");
        window.press(Key::Escape);
    }
    window.press_with(Modifiers::SHIFT, Key::F1);
    assert_eq!(window.session().help(), Some(HelpPage::Keys));
    window.press(Key::F1);
    assert_eq!(window.session().help(), None, "F1 closes it again");
}

#[test]
fn the_manual_is_searched() {
    let mut window = Window::new();
    window.command(UiCommand::Help);
    window.node(Role::TextInput, SEARCH).focus();
    window.settle();
    window.harness.event(Event::Text("gb18030".to_owned()));
    window.settle();
    assert!(window.says("在命令行用 --encoding gb18030"), "whatever the case");
    assert!(!window.says("这个程序做什么。"));
    window.click(Role::Link, "遇到问题");
    assert!(matches!(window.session().help(), Some(HelpPage::Chapter(at)) if at > 8));
    assert!(window.says("窗口打不开。"), "the whole chapter is there");
    window.node(Role::TextInput, SEARCH).focus();
    window.settle();
    window.harness.event(Event::Text("没有这样的字".to_owned()));
    window.settle();
    assert!(window.has(Role::Label, "没有找到"));
}

#[test]
fn the_manual_is_scrolled_by_keys_and_the_matrix_stays() {
    let mut window = Window::on(Document::builtin(), Lang::Zh, vec2(900.0, 500.0));
    let before = window.session().cursor();
    window.command(UiCommand::Help);
    window.click(Role::Button, "看矩阵");
    let title = |window: &Window| window.node(Role::Label, "看矩阵").rect().top();
    let top = title(&window);
    window.press(Key::ArrowDown);
    window.press(Key::ArrowDown);
    assert!(title(&window) < top - 60.0, "two steps down");
    window.press(Key::Home);
    assert!((title(&window) - top).abs() < 1.0);
    window.press(Key::PageDown);
    assert!(title(&window) < top - 200.0, "a page");
    window.press(Key::End);
    let end = title(&window);
    window.press(Key::PageDown);
    assert!((title(&window) - end).abs() < 1.0, "there is no more");
    assert_eq!(window.session().cursor(), before);
    window.press(Key::Escape);
    window.press(Key::ArrowDown);
    assert_ne!(window.session().cursor(), before, "the keyboard is back in the matrix");
}

#[cfg(feature = "paper")]
#[test]
fn the_manual_is_saved_as_pages() {
    use responsibility_matrix::platform::desktop::Answer;
    let folder = tempfile::tempdir().expect("a folder");
    for (lang, words) in [(Lang::Zh, "存为 PDF…"), (Lang::En, "Save as PDF…")] {
        let path = folder.path().join(format!("{lang:?}.pdf"));
        let mut window = Window::on(Document::builtin(), lang, LAPTOP);
        window.command(UiCommand::Help);
        window.desktop.will_answer(Answer::Path(path.clone()));
        window.click(Role::Button, words);
        window.wait("the file", |window| window.session().notice().is_some());
        let pdf = lopdf::Document::load(&path).expect("a PDF");
        assert!(pdf.get_pages().len() > 8, "{} pages", pdf.get_pages().len());
    }
}

/// Takes the manual's pictures anew, where the window looks different: `cargo test --test window -- --ignored pictures_of_the_manual`.
#[cfg(feature = "paper")]
#[test]
#[ignore = "writes assets/manual/*.png"]
fn pictures_of_the_manual() {
    use responsibility_matrix::builtin;
    use responsibility_matrix::lang::finding_message;
    use responsibility_matrix::session::Panel;
    use std::path::{Path, PathBuf};

    const SIZE: Vec2 = vec2(1100.0, 640.0);
    let take = |window: &mut Window, lang: Lang, name: &str| {
        window.harness.set_render_cursor(false);
        let picture = window.harness.render().expect("a picture");
        let lang = match lang {
            Lang::Zh => "zh",
            Lang::En => "en",
        };
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/manual/{lang}-{name}.png"));
        let file = std::io::BufWriter::new(std::fs::File::create(path).expect("a file"));
        use image::codecs::png::{CompressionType, FilterType, PngEncoder};
        let encoder = PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::Adaptive);
        image::DynamicImage::ImageRgba8(picture).to_rgb8().write_with_encoder(encoder).expect("written");
    };
    for (lang, plan, notice, unit) in [
        (Lang::Zh, builtin::PLAN, "mulan-2019.txt", "县司法局"),
        (Lang::En, HARBOUR, "harbour-2026.txt", "Harbour Authority"),
    ] {
        let opened = |files: Vec<PathBuf>| {
            let document = Document::open("plan.ron", plan.as_bytes()).expect("a plan");
            Window::painted_on(document, lang, SIZE, files)
        };
        let mut window = opened(Vec::new());
        window.desktop.has_printer("Office");
        window.click(Role::ColumnHeader, unit);
        take(&mut window, lang, "window");
        window.command(UiCommand::Print);
        window.wait("pages", |window| window.session().preview().is_some_and(|preview| preview.pages.is_some()));
        window.settle();
        take(&mut window, lang, "paper");
        let mut window = opened(Vec::new());
        window.command(UiCommand::Meeting);
        take(&mut window, lang, "meeting");
        let notice = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(notice);
        let mut window = opened(vec![notice]);
        window.wait("the doubts", |window| window.session().panel() == Panel::Doubts);
        let draft = window.session().draft().expect("a draft");
        let words = finding_message(lang, draft.origin(), &draft.doubts()[0].finding);
        if !window.has(Role::Link, &words) {
            // None is open: those that only inform are folded.
            let folded = window.labels(Role::Link).into_iter().find(|label| label.starts_with("▶ Looked at"));
            window.click(Role::Link, &folded.expect("what was noticed"));
        }
        window.click(Role::Link, &words);
        take(&mut window, lang, "import");
    }
}
