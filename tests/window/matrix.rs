//! The matrix: what it shows, the pointer, the cursor, the selection.

use crate::harness::*;
use responsibility_matrix::document::Document;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::session::{Theme, UiCommand};
use responsibility_matrix::ui::theme::Palette;

const FIRST: &str = "第1项 × 县委依法治县委员会办公室：牵头（列名）";
const JUSTICE_4: &str = "第4项 × 县司法局：牵头（列名，第2位）";

#[test]
fn opens_on_the_built_in_plan() {
    let window = Window::new();
    window.node(Role::Grid, "责任矩阵，46 行 41 列");
    window.node(Role::Label, "木兰县优化营商环境工作方案");
    window.node(Role::Label, "木环组发〔2019〕1号 · 2019年7月16日");
    window.status_says(FIRST);
    window.status_says("牵头 县委依法治县委员会办公室 ▶ 责任 县政法委、县司法局、县公安局、县法院、县检察院等部门");
    assert!(window.node(Role::Grid, "责任矩阵，46 行 41 列").is_focused(), "the keyboard is in the matrix");
}

#[test]
fn heads_and_cells_say_what_they_are() {
    let window = Window::new();
    let units: Vec<String> = window.session().document().plan.units.iter().map(|unit| unit.name.clone()).collect();
    assert_eq!(window.labels(Role::ColumnHeader), units);
    window.node(Role::RowHeader, "（一）构建法治环境保障体系");
    window.node(Role::RowHeader, "第4项 法律法规规章没有规定的，一律不得开展涉企执法检查");
    for cell in [
        "构建法治环境保障体系 × 县委依法治县委员会办公室：总牵头（列名）",
        FIRST,
        "第4项 × 县市场监管局：牵头 第一牵头",
        JUSTICE_4,
        "第4项 × 各乡镇政府：责任（列名）",
        "第4项 × 县公安局：责任（经县直各部门）",
    ] {
        window.node(Role::GridCell, cell);
    }
    assert!(!window.says("第4项 × 县工商联"), "an empty cell is not spoken of");
}

#[test]
fn the_legend_counts_every_kind_of_mark() {
    let window = Window::new();
    for chip in ["总牵头 7", "牵头 68", "责任 172", "经集合单位 467"] {
        window.node(Role::Button, chip);
    }
    for chip in ["兼任 4", "不确定集合 7", "共 39 项任务、41 个单位，全部显示"] {
        window.node(Role::Label, chip);
    }
    assert!(!window.says("配合"), "a plan without 配合 needs no word about it");
}

/// Where a colour is painted as a ground.
fn painted(window: &Window, color: egui::Color32) -> Vec<Rect> {
    let mut rects = Vec::new();
    window.any_shape(|shape| {
        if let egui::Shape::Rect(shape) = shape
            && shape.fill == color
        {
            rects.push(shape.rect);
        }
        false
    });
    rects
}

#[test]
fn the_cell_under_the_pointer_is_lit_and_named() {
    let mut window = Window::new();
    let crossing = Palette::of(Theme::Light).crossing;
    let at_cursor = window.node(Role::GridCell, FIRST).rect();
    assert!(painted(&window, crossing).contains(&at_cursor), "the cursor's cell is lit while the pointer is away");
    let rect = window.node(Role::GridCell, JUSTICE_4).rect();
    assert!(!window.has(Role::Label, JUSTICE_4));
    window.hover(Role::GridCell, JUSTICE_4);
    window.node(Role::Label, JUSTICE_4);
    window.node(Role::Label, "法律法规规章没有规定的，一律不得开展涉企执法检查");
    let lit = painted(&window, crossing);
    assert!(lit.contains(&rect) && !lit.contains(&at_cursor), "{rect:?} in {lit:?}");
    window.status_says(FIRST);
}

#[test]
fn heads_under_the_pointer_say_more() {
    let mut window = Window::new();
    window.hover(Role::ColumnHeader, "县司法局");
    window.node(Role::Label, "牵头 5 · 责任 11 · 经集合单位 9");
    window.harness.remove_cursor();
    window.settle();
    assert!(!window.says("牵头 5 · 责任 11"), "and stop when it leaves");
}

#[test]
fn keys_move_the_cursor_as_in_a_spreadsheet() {
    let mut window = Window::new();
    let (none, shift) = (Modifiers::NONE, Modifiers::SHIFT);
    for (modifiers, key, words) in [
        (none, Key::ArrowRight, "第1项 × 县政法委：责任（列名）"),
        (none, Key::ArrowDown, "第2项 × 县政法委：责任（经县直各部门）"),
        (none, Key::ArrowLeft, "第2项 × 县委依法治县委员会办公室：牵头 第一牵头"),
        (none, Key::ArrowUp, FIRST),
        (none, Key::ArrowLeft, FIRST),
        (none, Key::End, "第1项 × 县直有关部门：无责任标记"),
        (none, Key::Tab, "第2项 × 县委依法治县委员会办公室：牵头 第一牵头"),
        (shift, Key::Tab, "第1项 × 县直有关部门：无责任标记"),
        (none, Key::Home, FIRST),
        (CTRL, Key::End, "第39项 × 县直有关部门：无责任标记"),
        (CTRL, Key::Home, "构建法治环境保障体系 × 县委依法治县委员会办公室：总牵头（列名）"),
        (CTRL, Key::ArrowRight, "构建法治环境保障体系 × 县直有关部门：无责任标记"),
        (CTRL, Key::ArrowDown, "第39项 × 县直有关部门：无责任标记"),
    ] {
        window.press_with(modifiers, key);
        window.status_says(words);
    }
    assert_eq!(window.session().panel(), responsibility_matrix::session::Panel::Closed, "moving opens nothing");
}

#[test]
fn a_page_is_what_is_seen_but_one_row() {
    let mut window = Window::new();
    let row = |window: &Window| {
        let cursor = window.session().cursor().expect("a cursor");
        cursor.position(window.session().view()).expect("it stands").0
    };
    let (start, seen) = (row(&window), window.labels(Role::RowHeader).len());
    window.press(Key::PageDown);
    let page = row(&window) - start;
    assert!(page + 3 >= seen && page < seen, "{page} of {seen} rows");
    window.press(Key::PageUp);
    assert_eq!(row(&window), start);
    for _ in 0..9 {
        window.press(Key::PageDown);
    }
    assert_eq!(row(&window), 45, "and stops at the last row");
}

#[test]
fn the_matrix_scrolls_after_the_cursor_and_keeps_its_heads() {
    let mut window = Window::on(Document::builtin(), Lang::Zh, vec2(1000.0, 500.0));
    let first = "县委依法治县委员会办公室";
    let place = window.node(Role::ColumnHeader, first).rect();
    assert!(!window.has(Role::ColumnHeader, "县直有关部门"), "the window is too small for all");
    window.press_with(CTRL, Key::End);
    let cell = window.node(Role::GridCell, "第39项 × 县直有关部门：无责任标记").rect();
    let column = window.node(Role::ColumnHeader, "县直有关部门").rect();
    let heads = window.labels(Role::RowHeader);
    let row = window.node(Role::RowHeader, heads.last().expect("a row")).rect();
    assert!(heads.last().is_some_and(|head| head.starts_with("第39项")), "{heads:?}");
    assert_eq!(cell.size(), vec2(23.0, 24.0), "it is seen whole");
    assert_eq!(
        (cell.x_range(), cell.y_range()),
        (column.x_range(), row.y_range()),
        "its heads stand over and before it"
    );
    assert_eq!(column.y_range(), place.y_range(), "the column heads stay at the top");
    assert!(!window.has(Role::ColumnHeader, first));
    window.press_with(CTRL, Key::Home);
    assert_eq!(window.node(Role::ColumnHeader, first).rect(), place);
}

#[test]
fn the_wheel_scrolls_and_leaves_the_cursor() {
    let mut window = Window::new();
    // The first row goes below its section, which stays.
    let second = |window: &Window| {
        let head = window.labels(Role::RowHeader).into_iter().find(|head| head.starts_with("第2项"));
        window.node(Role::RowHeader, &head.expect("the second row")).rect().top()
    };
    window.node(Role::GridCell, JUSTICE_4).hover();
    window.settle();
    let before = second(&window);
    window.harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, -12.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    window.harness.run_steps(8);
    let moved = before - second(&window);
    assert!((10.0..14.0).contains(&moved), "by {moved}");
    window.status_says(FIRST);
}

#[test]
fn a_drag_selects_and_opens_nothing() {
    let mut window = Window::new();
    let from = window.node(Role::GridCell, "第3项 × 县司法局：牵头（列名）").rect().center();
    let to = window.node(Role::GridCell, "第4项 × 县公安局：责任（经县直各部门）").rect().center();
    window.harness.hover_at(from);
    window.harness.drag_at(from);
    window.harness.hover_at(from + vec2(8.0, 8.0));
    window.harness.hover_at(to);
    window.harness.drop_at(to);
    window.settle();
    let selection = window.session().selection().expect("a selection");
    assert_eq!((selection.rows, selection.columns), (3..5, 12..14));
    assert_eq!(window.session().panel(), responsibility_matrix::session::Panel::Closed);
    let text = window.copied_by(Event::Copy).expect("copied");
    assert!(text.starts_with("序号\t体系\t任务\t县司法局\t县公安局\n3\t构建法治环境保障体系\t"), "{text}");
    assert_eq!(text.lines().count(), 3);
    window.node(Role::Label, "已复制 2 行 × 2 列");
}

#[test]
fn shift_extends_the_selection_by_key_and_click() {
    let mut window = Window::new();
    let size =
        |window: &Window| window.session().selection().map(|selection| (selection.rows.len(), selection.columns.len()));
    window.press_with(Modifiers::SHIFT, Key::ArrowDown);
    window.press_with(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(size(&window), Some((2, 2)));
    window.node(Role::GridCell, JUSTICE_4).click_modifiers(Modifiers::SHIFT);
    window.settle();
    assert_eq!(size(&window), Some((4, 13)));
    window.press(Key::Escape);
    assert_eq!(size(&window), Some((1, 1)));
    window.status_says(JUSTICE_4);
}

#[test]
fn copying_takes_the_cell_or_the_whole_matrix() {
    let mut window = Window::new();
    let ctrl_c = |pressed| Event::Key { key: Key::C, physical_key: None, pressed, repeat: false, modifiers: CTRL };
    // Most systems send an event of its own; some send the key.
    for event in [Event::Copy, ctrl_c(true)] {
        assert_eq!(window.copied_by(event).as_deref(), Some("牵头\n"));
    }
    window.press_with(CTRL, Key::A);
    let all = window.copied_by(Event::Copy).expect("copied");
    assert_eq!(all.lines().count(), 47);
    assert!(all.lines().nth(1).is_some_and(|line| line.starts_with("\t构建法治环境保障体系\t\t总牵头")), "{all}");
    assert!(all.lines().all(|line| line.matches('\t').count() == 43));
    window.node(Role::Label, "已复制 46 行 × 41 列");
}

/// Dragged as wide as the reader likes, and so from then on; a double click leaves it to the window again.
#[test]
fn the_column_of_tasks_is_as_wide_as_it_was_dragged() {
    let mut window = Window::new();
    let edge = |window: &Window| window.node(Role::Splitter, "任务列宽度").rect().center();
    let width = |window: &Window| window.node(Role::RowHeader, "（一）构建法治环境保障体系").rect().width();
    let (from, narrow) = (edge(&window), width(&window));
    window.harness.drag_at(from);
    for step in [40.0, 90.0, 150.0] {
        window.harness.hover_at(from + vec2(step, 0.0));
        window.harness.run_steps(2);
    }
    window.harness.drop_at(from + vec2(150.0, 0.0));
    window.harness.remove_cursor();
    window.settle();
    assert!((width(&window) - narrow - 150.0).abs() < 2.0, "{narrow} {}", width(&window));
    assert_eq!(window.session().settings().task_column, Some((narrow + 150.0).round()));
    assert!(window.session().selection().is_some_and(|own| own.is_one()), "no cell was dragged over");
    let edge = edge(&window);
    window.harness.hover_at(edge);
    window.harness.run_steps(1);
    // Each event is a frame of a quarter of a second here.
    window.harness.ctx.options_mut(|options| options.input_options.max_double_click_delay = 2.0);
    for _ in 0..2 {
        window.harness.drag_at(edge);
        window.harness.drop_at(edge);
    }
    window.harness.run_steps(2);
    window.harness.remove_cursor();
    window.settle();
    assert_eq!(window.session().settings().task_column, None);
    assert!((width(&window) - narrow).abs() < 2.0);
}

#[test]
fn the_section_of_the_first_visible_task_stays_on_top() {
    let mut window = Window::new();
    let section = "构建法治环境保障体系";
    let top =
        window.node(Role::GridCell, &format!("{section} × 县委依法治县委员会办公室：总牵头（列名）")).rect().top();
    window.press(Key::PageDown);
    window.press(Key::PageDown);
    let head = |window: &Window| {
        let heads = window.labels(Role::RowHeader);
        let first = heads.iter().find(|head| head.starts_with('（')).expect("a section").clone();
        (window.node(Role::RowHeader, &first).rect().top(), first)
    };
    let (at, first) = head(&window);
    assert!((at - top).abs() < 1.0 && !first.contains(section), "{first} stands where the first one stood");
    // It is folded where it stands, and what is hidden below it is not hit.
    let fold = window.node(Role::RowHeader, &first).rect().left_center() + vec2(8.0, 0.0);
    window.harness.hover_at(fold);
    window.harness.drag_at(fold);
    window.harness.drop_at(fold);
    window.settle();
    assert_eq!(window.session().arrangement().folded_sections.len(), 1);
}

#[test]
fn tasks_take_as_many_lines_as_one_wants() {
    let mut window = Window::new();
    let height = |window: &Window, number: &str| {
        let head = window.labels(Role::RowHeader).into_iter().find(|head| head.starts_with(number));
        window.node(Role::RowHeader, &head.expect("a row")).rect().height()
    };
    assert_eq!(height(&window, "第1项"), 24.0);
    for (choice, first) in [("两行以内", 42.0), ("三行以内", 60.0), ("全文", 96.0), ("一行", 24.0)] {
        window.click(Role::Button, "标记：图形 ▼");
        window.click(Role::RadioButton, choice);
        assert!(height(&window, "第1项") >= first, "{choice}: {}", height(&window, "第1项"));
        if choice != "全文" {
            assert_eq!(height(&window, "第1项"), first, "{choice}");
        }
    }
}

#[test]
fn the_wheel_with_ctrl_zooms_the_matrix_alone() {
    let mut window = Window::new();
    let cell = window.node(Role::GridCell, JUSTICE_4).rect();
    let button = window.node(Role::Button, "文件").rect();
    window.node(Role::GridCell, JUSTICE_4).hover();
    window.settle();
    window.harness.event(Event::Zoom(1.5));
    window.settle();
    assert_eq!(window.node(Role::Button, "文件").rect(), button, "nothing else is larger");
    let zoomed = window.node(Role::GridCell, JUSTICE_4).rect();
    assert!((zoomed.height() / cell.height() - 1.5).abs() < 0.03, "{} of {}", zoomed.height(), cell.height());
    window.command(UiCommand::ZoomReset);
    assert_eq!(window.node(Role::GridCell, JUSTICE_4).rect(), cell);
}

#[test]
fn low_windows_keep_their_rows() {
    // 1366 × 768 at 150 % and at 200 %.
    for lang in [Lang::Zh, Lang::En] {
        for (scale, least) in [(1.5, 12), (2.0, 8)] {
            let mut window = Window::on(Document::builtin(), lang, vec2(1366.0, 768.0) / scale);
            window.press(Key::ArrowDown);
            let rows = window.labels(Role::RowHeader);
            let whole = rows.iter().filter(|head| window.node(Role::RowHeader, head).rect().height() >= 24.0).count();
            assert!(whole >= least, "{whole} rows at {scale} in {lang:?}: {rows:?}");
        }
    }
}

#[test]
fn a_task_that_is_shown_whole_ends_where_its_text_ends() {
    let mut window = Window::new();
    window.click(Role::Button, "标记：图形 ▼");
    window.click(Role::RadioButton, "全文");
    let text = window.session().document().plan.tasks[0].text.clone();
    assert!(text.chars().count() > 160, "longer than a line would show");
    let is_whole = |shape: &egui::Shape| matches!(shape, egui::Shape::Text(shape) if shape.galley.job.text == text && !shape.galley.elided);
    assert!(window.any_shape(is_whole));
}
