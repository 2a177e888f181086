//! Languages, themes, sizes, help, and plans with nothing in them.

use crate::harness::*;
use responsibility_matrix::document::Document;
use responsibility_matrix::lang::{Lang, en, zh};
use responsibility_matrix::model;
use responsibility_matrix::session::{Panel, Theme, UiCommand};
use responsibility_matrix::ui::fonts;
use responsibility_matrix::ui::theme::{Palette, bold, regular};

fn harbour() -> Document {
    Document::open("harbour-2026.ron", HARBOUR.as_bytes()).expect("a plan")
}

fn title(window: &Window) -> Option<String> {
    window.harness.output().viewport_output.values().flat_map(|viewport| &viewport.commands).find_map(|command| {
        match command {
            egui::ViewportCommand::Title(title) => Some(title.clone()),
            _ => None,
        }
    })
}

#[test]
fn the_language_is_switched() {
    let mut window = Window::new();
    window.click(Role::Button, "更多");
    window.click(Role::Button, "English Ctrl+Shift+L");
    window.node(Role::Grid, "Responsibility matrix, 46 rows, 41 columns");
    for chip in ["Overall lead 7", "Lead 68", "Responsible 172", "Through a collective 467", "38 findings"] {
        window.node(Role::Button, chip);
    }
    window.status_says("Task 1 × 县委依法治县委员会办公室: Lead (Named)");
    window.node(Role::Label, "39 tasks, 41 units, all shown");
    window.command(UiCommand::SwitchLanguage);
    window.node(Role::Button, "牵头 68");
}

#[test]
fn the_windows_title_speaks_the_language() {
    let mut window = Window::new();
    let (modifiers, key) = keys_of(UiCommand::SwitchLanguage);
    // The harness draws a frame for each event, and keeps the output of the last alone.
    for pressed in [true, false] {
        window.harness.input_mut().events.push(Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        });
    }
    let found = window.settle_looking_at(title);
    assert_eq!(found.as_deref(), Some("Responsibility Matrix · 木兰县优化营商环境工作方案"));
}

#[test]
fn the_theme_is_switched() {
    let ground = |window: &Window, theme| {
        let panel = Palette::of(theme).panel;
        window.any_shape(
            |shape| matches!(shape, egui::Shape::Rect(shape) if shape.fill == panel && shape.rect.width() > 600.0),
        )
    };
    let mut window = Window::new();
    assert!(ground(&window, Theme::Light));
    window.click(Role::Button, "浅色");
    assert!(ground(&window, Theme::Dark) && !ground(&window, Theme::Light));
    assert_eq!(window.harness.ctx.theme(), egui::Theme::Dark);
    window.command(UiCommand::SwitchTheme);
    assert!(ground(&window, Theme::Light));
    let choose = |window: &mut Window, menu, choice| {
        window.click(Role::Button, "更多");
        window.click(Role::Button, menu);
        window.click(Role::RadioButton, choice);
    };
    for (choice, theme) in
        [("深色", Theme::Dark), ("高对比（白底）", Theme::ContrastLight), ("高对比（黑底）", Theme::ContrastDark)]
    {
        choose(&mut window, "颜色", choice);
        assert!(ground(&window, theme), "{choice}");
    }
    window.command(UiCommand::SwitchTheme);
    assert!(ground(&window, Theme::ContrastLight), "the other ground has the same strength");
    choose(&mut window, "字号", "大（125%）");
    assert!((window.session().zoom() - 1.25).abs() < f32::EPSILON);
    window.command(UiCommand::ZoomReset);
    choose(&mut window, "颜色", "跟随系统");
    assert!(ground(&window, Theme::Light), "a system that does not say is light");
}

#[test]
fn the_window_is_zoomed_and_still_hit() {
    let mut window = Window::new();
    window.command(UiCommand::ZoomIn);
    assert!((window.harness.ctx.zoom_factor() - 1.1).abs() < 0.001);
    window.node(Role::Button, "110%");
    window.click(Role::GridCell, "第4项 × 县司法局：牵头（列名，第2位）");
    window.node(Role::Label, "第 4 / 39 项任务");
    window.click(Role::Button, "110%");
    assert!((window.harness.ctx.zoom_factor() - 1.0).abs() < 0.001);
    window.command(UiCommand::ZoomOut);
    window.node(Role::Button, "91%");
    window.click(Role::Button, "放大");
    window.node(Role::Button, "100%");
    for _ in 0..30 {
        window.command(UiCommand::ZoomIn);
    }
    window.node(Role::Button, "300%");
    window.command(UiCommand::ZoomReset);
    window.node(Role::Button, "100%");
}

#[test]
fn plus_needs_no_shift() {
    let mut window = Window::new();
    window.press_with(CTRL, Key::Equals);
    window.node(Role::Button, "110%");
}

/// Buttons and links of the frame itself (not of scrolled panels) that stick out of the window.
fn cut_off(window: &Window) -> Vec<String> {
    let room = window.harness.ctx.content_rect().expand(0.5);
    let buttons = window.harness.query_all(By::new().role(Role::Button));
    buttons
        .filter(|node| !room.contains_rect(node.rect()))
        .map(|node| format!("{:?} {:?}", node.accesskit_node().label(), node.rect()))
        .collect()
}

/// Buttons, tabs and fields that lie over each other.
fn overlapping(window: &Window) -> Vec<String> {
    let by = By::new().predicate(|node| matches!(node.role(), Role::Button | Role::Tab | Role::TextInput));
    let buttons: Vec<_> = window.harness.query_all(by).collect();
    let mut found = Vec::new();
    for (position, one) in buttons.iter().enumerate() {
        for other in &buttons[..position] {
            if one.rect().shrink(1.0).intersects(other.rect().shrink(1.0)) {
                found.push(format!("{:?} and {:?}", one.accesskit_node().label(), other.accesskit_node().label()));
            }
        }
    }
    found
}

#[test]
fn small_windows_keep_every_button_in_reach() {
    for size in [vec2(1366.0, 768.0), vec2(1024.0, 600.0), vec2(700.0, 500.0), vec2(640.0, 480.0)] {
        for lang in [Lang::Zh, Lang::En] {
            for document in [Document::builtin(), harbour()] {
                let window = Window::on(document, lang, size);
                assert_eq!(cut_off(&window), [""; 0], "{size:?} {lang:?}");
                assert_eq!(overlapping(&window), [""; 0], "{size:?} {lang:?}");
                let cell = window.labels(Role::GridCell);
                assert!(!cell.is_empty(), "{size:?} {lang:?} shows cells");
            }
        }
    }
}

#[test]
fn what_is_left_out_is_said_in_every_window() {
    for size in [vec2(1024.0, 600.0), vec2(700.0, 500.0), vec2(640.0, 480.0)] {
        for lang in [Lang::Zh, Lang::En] {
            let t = lang.texts();
            let mut window = Window::on(Document::builtin(), lang, size);
            window.click_with(CTRL, Role::Button, &format!("{} 68", t.role(model::Role::Lead)));
            let words = responsibility_matrix::lang::fill(t.marks_kept, &[&715, &647]);
            let rect = window.node(Role::Label, &words).rect();
            assert!(rect.width() > 120.0, "{size:?} {lang:?}: {rect:?}");
            assert!(window.harness.ctx.content_rect().contains_rect(rect), "{size:?} {lang:?}: {rect:?}");
            assert_eq!(cut_off(&window), [""; 0], "{size:?} {lang:?}");
            window.click(Role::Button, t.clear_filter);
            assert!(window.session().filter().is_empty());
        }
    }
}

#[test]
fn small_windows_show_every_panel() {
    for size in [vec2(700.0, 500.0), vec2(640.0, 480.0)] {
        let mut window = Window::on(Document::builtin(), Lang::Zh, size);
        for (modifiers, key, words) in [
            (Modifiers::NONE, Key::Enter, "第 1 / 39 项任务"),
            (CTRL, Key::Enter, "第 1 / 41 个单位"),
            (Modifiers::NONE, Key::F8, "提示 38"),
            (Modifiers::NONE, Key::F1, "使用手册"),
        ] {
            window.press_with(modifiers, key);
            let room = window.harness.ctx.content_rect();
            assert!(room.contains_rect(window.node(Role::Label, words).rect()), "{words} at {size:?}");
            window.press(Key::Escape);
            assert!(!window.has(Role::Label, words));
        }
        window.desktop.will_answer(responsibility_matrix::platform::desktop::Answer::Unavailable);
        window.command(UiCommand::Open);
        window.wait_for(Role::TextInput, "方案文件的路径（.ron）");
        assert_eq!(cut_off(&window), [""; 0], "{size:?}");
    }
}

#[test]
fn the_cursor_is_seen_whole_in_a_very_small_window() {
    let mut window = Window::on(Document::builtin(), Lang::Zh, vec2(640.0, 480.0));
    for (key, words) in [
        (Key::End, "第39项 × 县直有关部门：无责任标记"),
        (Key::Home, "构建法治环境保障体系 × 县委依法治县委员会办公室：总牵头（列名）"),
    ] {
        window.press_with(CTRL, key);
        let rect = window.node(Role::GridCell, words).rect();
        assert!(rect.width() >= 23.0 && rect.height() >= 24.0, "{words}: {rect:?}");
        assert!(window.harness.ctx.content_rect().contains_rect(rect));
    }
}

#[test]
fn an_english_plan_with_parts_in_parts() {
    let mut window = Window::on(harbour(), Lang::En, LAPTOP);
    for head in ["Part A. Keeping the water out", "A.1 The gates"] {
        window.node(Role::RowHeader, head);
    }
    window.node(Role::Button, "Supporting 7");
    window.node(Role::GridCell, "Task 3 × Gates Office: Lead (Named), Responsible (Named)");
    window.click(Role::ColumnHeader, "Harbour Authority");
    assert!(
        window.says("In full: Saltmere Harbour Authority · Also: Harbour Master"),
        "{:?}",
        window.labels(Role::Label)
    );
    window.activate(Role::RowHeader, "Task 5 Clear every gully below the five-metre contour twice a year, and fit flap valves where the tide comes up the drains.");
    for words in ["Task 5", "Deadline", "every year by 1 October"] {
        window.node(Role::Label, words);
    }
    window.click(Role::Link, "A.2 Drains and pumps");
    window.click(Role::Link, "Part A. Keeping the water out");
    window.node(Role::Label, "section 1 of 5");
}

#[test]
fn bare_plans_are_drawn_and_take_every_key() {
    for file in [
        r#"(format: 1, title: "空")"#,
        r#"(format: 1, title: "无任务", groups: [(name: "甲", units: {"县司法局": ()})])"#,
        r#"(format: 1, title: "无单位", tasks: [(number: "1", text: "某事")])"#,
        r#"(format: 1, title: "只有体系", sections: [(title: "甲")], groups: [(name: "甲", units: {"县司法局": ()})])"#,
    ] {
        let document = Document::open("bare.ron", file.as_bytes()).expect("a plan");
        let mut window = Window::on(document, Lang::Zh, LAPTOP);
        let title = window.session().document().plan.title.clone();
        window.node(Role::Label, &title);
        let room = window.node(Role::Grid, &window.labels(Role::Grid)[0]).rect();
        for pos in [room.center(), room.left_top() + vec2(20.0, 230.0), room.right_top() + vec2(-20.0, 100.0)] {
            window.harness.hover_at(pos);
            window.harness.drag_at(pos);
            window.harness.drop_at(pos);
            window.settle();
        }
        for command in UiCommand::ALL.into_iter().filter(|command| command.shortcut().is_some()) {
            window.command(command);
        }
        for key in [Key::ArrowDown, Key::PageUp, Key::End, Key::Tab] {
            window.press(key);
        }
    }
}

#[test]
fn every_text_has_its_glyphs_in_both_faces() {
    let mut texts: Vec<String> = Vec::new();
    for table in [&zh::TEXTS, &en::TEXTS] {
        texts.extend(table.all().into_iter().map(|(_, text)| text.to_owned()));
    }
    // Signs that drawing code writes itself, and those of vertical names.
    texts.push("‹›×←→▶▼−+…·责︙︵︶︹︺︽︾﹁﹂︑︐︱".to_owned());
    texts.push(responsibility_matrix::builtin::PLAN.to_owned());
    texts.push(responsibility_matrix::builtin::NOTICE.to_owned());
    texts.push(HARBOUR.to_owned());
    texts.extend(
        [include_str!("../../assets/manual/zh.md"), include_str!("../../assets/manual/en.md")].map(str::to_owned),
    );
    // A missing glyph panics and is named.
    let mut harness = egui_kittest::Harness::builder().with_context_setup(fonts::install).build_ui(move |ui| {
        for text in &texts {
            for font in [regular(13.0), bold(13.0)] {
                let text = text.replace(['\n', '\r'], " ");
                let galley = ui.painter().layout(text, font, egui::Color32::BLACK, 800.0);
                assert!(galley.size().x > 0.0);
            }
        }
    });
    harness.run();
    assert_eq!(harness.ctx.missing_glyph_policy(), egui::MissingGlyphPolicy::Panic);
}

#[test]
fn signs_in_vertical_names_are_drawn() {
    let file = r#"(format: 1, title: "方案", groups: [(name: "甲", units: {
        "县（甲）〔乙〕《丙》“丁”、戊，己—庚-辛(壬)": (), "Office of “Gates” – (Sluices), No. 7": (), "甲": (),
        "很长很长很长很长很长很长很长很长很长很长的单位名称": ()})])"#;
    let document = Document::open("names.ron", file.as_bytes()).expect("a plan");
    let window = Window::on(document, Lang::Zh, LAPTOP);
    assert!(window.paints("县\n︵\n甲\n︶"));
    assert!(window.paints("很\n长\n很\n长\n很\n长") && window.paints("︙"));
    assert_eq!(window.session().panel(), Panel::Closed);
}

#[test]
fn no_width_brings_one_thing_over_another() {
    for lang in [Lang::Zh, Lang::En] {
        for width in (640..1400).step_by(57) {
            for height in [512.0, 768.0] {
                let window = Window::on(Document::builtin(), lang, vec2(width as f32, height));
                assert_eq!(overlapping(&window), [""; 0], "{width} × {height} {lang:?}");
                assert_eq!(cut_off(&window), [""; 0], "{width} × {height} {lang:?}");
            }
        }
    }
}

#[test]
fn nothing_in_the_toolbar_is_drawn_over_anything_else() {
    for lang in [Lang::Zh, Lang::En] {
        let t = lang.texts();
        let mut window = Window::on(Document::builtin(), lang, vec2(640.0, 480.0));
        let pages = window.node(Role::Button, t.page_matrix).rect();
        let file = window.node(Role::Button, responsibility_matrix::session::Group::File.text(t)).rect();
        let search = window.node(Role::TextInput, t.search_hint).rect();
        assert!(pages.right() < search.left() && search.right() < file.left(), "{pages:?} {search:?} {file:?}");
        window.click(Role::Button, t.page_matrix);
        window.click(Role::RadioButton, t.page_load);
        window.node(Role::Button, t.page_load);
    }
}
