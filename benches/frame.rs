//! Processor time of one frame of the matrix, beside two ready-made tables that show the same
//! cells, and of the whole window around it.
//!
//! Each frame is `Context::run_ui` and `Context::tessellate` at 1600 × 1000, without a graphics
//! card and without assistive technology; what a card does with the triangles is not in it. After
//! a warm-up 120 frames are measured, 1/60 s apart for egui:
//!
//! | motion | what happens in each frame |
//! |---|---|
//! | idle | nothing; in the window nobody would even draw |
//! | scroll | fingers on a trackpad move 40 pixels, downwards and back in turn |
//! | pan | the same and 30 pixels sideways, so that new columns come in as well as new rows |
//! | hover | the pointer moves across the cells |
//!
//! Run with `cargo bench --bench frame`. It prints a table of median and 95th percentile, and
//! whether the matrix alone keeps to [`TARGET_MS`]; a busy machine misses it without being wrong,
//! so nothing is asserted. Words after `--` leave out the lines that lack one of them:
//! `cargo bench --bench frame -- 10000x1000 matrix`.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests make the world that the program finds, and break off where it is not so"
)]

mod synthetic;

use eframe::egui::{
    self, CentralPanel, Context, Event, Frame, Modifiers, MouseWheelSource, MouseWheelUnit, Painter, Pos2, RawInput,
    Rect, ScrollArea, TouchPhase, Ui, Vec2, pos2, vec2,
};
use responsibility_matrix::app::App;
use responsibility_matrix::lang::{Lang, Texts};
use responsibility_matrix::model::Plan;
use responsibility_matrix::platform::desktop::{Answer, Desktop, FileKind};
use responsibility_matrix::platform::printers::{PrintError, PrintRequest, Printer};
use responsibility_matrix::session::{Session, Theme};
use responsibility_matrix::ui::matrix::{MatrixState, matrix_ui};
use responsibility_matrix::ui::theme::{Palette, regular, size};
use responsibility_matrix::ui::{Cx, fonts, theme};
use responsibility_matrix::view::{CellMarks, MatrixView, Subject};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use synthetic::Size;

/// What the matrix alone may take, idle, scrolled and hovered, at every size.
const TARGET_MS: f64 = 0.2;
const WINDOW: Vec2 = vec2(1600.0, 1000.0);
const WARM_UP: usize = 120;
const FRAMES: usize = 120;
/// Frames until a scroll turns round: the built-in plan has no more to scroll.
const TURN: usize = 7;

/// The same sizes as in `ui::matrix`, so that every table shows as many cells.
const ROW: f32 = 24.0;
const COLUMN: f32 = 23.0;
const NUMBER: f32 = 40.0;
const TITLE: f32 = 268.0;
const HEAD: f32 = 204.0;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Motion {
    Idle,
    Scroll,
    Pan,
    Hover,
}

impl Motion {
    const ALL: [Self; 4] = [Self::Idle, Self::Scroll, Self::Pan, Self::Hover];

    fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Scroll => "scroll",
            Self::Pan => "pan",
            Self::Hover => "hover",
        }
    }

    /// Whether the target speaks of it.
    fn has_target(self) -> bool {
        self != Self::Pan
    }

    /// What happens in a frame, counted from the first of the warm-up.
    fn events(self, frame: usize) -> Vec<Event> {
        let wheel = |phase: TouchPhase, delta: Vec2| Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta,
            phase,
            source: MouseWheelSource::Trackpad,
            modifiers: Modifiers::NONE,
        };
        match self {
            Self::Idle if frame == 0 => vec![Event::PointerGone],
            Self::Idle => Vec::new(),
            Self::Scroll | Self::Pan if frame == 0 => {
                vec![Event::PointerMoved(pos2(900.0, 600.0)), wheel(TouchPhase::Start, Vec2::ZERO)]
            }
            Self::Scroll | Self::Pan => {
                // Fingers upwards: the cells move up.
                let way = if ((frame - 1) / TURN).is_multiple_of(2) { -1.0 } else { 1.0 };
                let sideways = if self == Self::Pan { 30.0 } else { 0.0 };
                vec![wheel(TouchPhase::Move, way * vec2(sideways, 40.0))]
            }
            Self::Hover => {
                // Within the cells of the window, too, whose first row lies lower.
                let (x, y) = (frame * 37 % 1_100, frame * 11 % 550);
                vec![Event::PointerMoved(pos2(400.0 + x as f32, 350.0 + y as f32))]
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Widget {
    Matrix,
    EguiTable,
    EguiExtras,
    Window,
}

impl Widget {
    const ALL: [Self; 4] = [Self::Matrix, Self::EguiTable, Self::EguiExtras, Self::Window];

    fn name(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::EguiTable => "egui_table",
            Self::EguiExtras => "egui_extras",
            Self::Window => "whole window",
        }
    }

    fn stage<'a>(self, session: &'a Session, cells: &'a Cells<'a>) -> Stage<'a> {
        match self {
            Self::Matrix => matrix(session),
            Self::EguiTable => egui_table_stage(cells),
            Self::EguiExtras => egui_extras_stage(cells),
            Self::Window => window(Session::new(session.document().clone(), Lang::Zh)),
        }
    }
}

/// One widget in a window of its own.
struct Stage<'a> {
    ctx: Context,
    time: f64,
    draw: Box<dyn FnMut(&mut Ui) + 'a>,
}

/// What a motion cost.
struct Figures {
    median: Duration,
    p95: Duration,
    triangles: usize,
}

impl<'a> Stage<'a> {
    fn new(ctx: Context, draw: impl FnMut(&mut Ui) + 'a) -> Self {
        Self { ctx, time: 0.0, draw: Box::new(draw) }
    }

    /// One frame: what it took and how many triangles it painted.
    fn frame(&mut self, events: Vec<Event>) -> (Duration, usize) {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, WINDOW)),
            // As a graphics card has it; egui's own guess makes a smaller font texture.
            max_texture_side: Some(8_192),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let start = Instant::now();
        let mut output = self.ctx.run_ui(input, &mut self.draw);
        let shapes = std::mem::take(&mut output.shapes);
        let primitives = self.ctx.tessellate(shapes, output.pixels_per_point);
        let took = start.elapsed();
        output.drop_without_applying_deltas();
        let triangles = primitives.iter().map(|primitive| match &primitive.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len() / 3,
            egui::epaint::Primitive::Callback(_) => 0,
        });
        (took, triangles.sum())
    }

    fn measure(&mut self, motion: Motion) -> Figures {
        for frame in 0..WARM_UP {
            self.frame(motion.events(frame));
        }
        let (mut times, mut triangles): (Vec<Duration>, Vec<usize>) =
            (WARM_UP..WARM_UP + FRAMES).map(|frame| self.frame(motion.events(frame))).unzip();
        times.sort_unstable();
        triangles.sort_unstable();
        Figures { median: times[FRAMES / 2], p95: times[FRAMES * 95 / 100], triangles: triangles[FRAMES / 2] }
    }
}

fn main() {
    // Cargo adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_wanted = |size: &str, widget: &str| words.iter().all(|word| size.contains(word) || widget.contains(word));
    println!("CPU ms per frame, median (p95) of {FRAMES} frames, {} x {}", WINDOW.x, WINDOW.y);
    let mut head = format!("{:<11} {:<14}", "size", "widget");
    for motion in Motion::ALL {
        head += &format!(" {:>15}", motion.name());
    }
    println!("{head} {:>10}", "triangles");
    let mut missed = Vec::new();
    for size in Size::ALL {
        let name = size.name();
        let widgets: Vec<Widget> = Widget::ALL.into_iter().filter(|widget| is_wanted(&name, widget.name())).collect();
        if widgets.is_empty() {
            // Opening the largest plan takes longer than measuring it.
            continue;
        }
        let session = Session::new(size.document(), Lang::Zh);
        let cells = Cells::new(&session);
        for widget in widgets {
            let slow = show(&name, widget.name(), &mut widget.stage(&session, &cells));
            if widget == Widget::Matrix {
                missed.extend(slow.into_iter().map(|motion| format!("{} at {name}", motion.name())));
            }
        }
    }
    if missed.is_empty() {
        println!("Target: the matrix alone within {TARGET_MS} ms (idle, scroll, hover): holds.");
    } else {
        println!(
            "Target: the matrix alone within {TARGET_MS} ms (idle, scroll, hover): MISSED: {}.",
            missed.join(", ")
        );
    }
}

/// Measures every motion and prints a line; the motions that missed the target.
fn show(name: &str, widget: &str, stage: &mut Stage<'_>) -> Vec<Motion> {
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let mut line = format!("{name:<11} {widget:<14}");
    let mut slow = Vec::new();
    let mut triangles = 0;
    for motion in Motion::ALL {
        let figures = stage.measure(motion);
        line += &format!(" {:>15}", format!("{:.3} ({:.3})", ms(figures.median), ms(figures.p95)));
        triangles = triangles.max(figures.triangles);
        if motion.has_target() && ms(figures.median) > TARGET_MS {
            slow.push(motion);
        }
    }
    println!("{line} {triangles:>10}");
    slow
}

fn styled() -> Context {
    let ctx = Context::default();
    fonts::install(&ctx);
    theme::apply(&ctx, Theme::Light);
    ctx
}

/// Our matrix, with nothing around it.
fn matrix(session: &Session) -> Stage<'_> {
    let mut state = MatrixState::default();
    Stage::new(styled(), move |ui| {
        let cx = Cx::new(session, None);
        let frame = Frame::new().fill(cx.palette.panel);
        CentralPanel::default().frame(frame).show(ui, |ui| matrix_ui(ui, &cx, &mut state));
    })
}

/// The window as the program opens it.
fn window(session: Session) -> Stage<'static> {
    let ctx = Context::default();
    let mut app = App::new(&ctx, session, Arc::new(NoDesktop), Vec::new());
    Stage::new(ctx, move |ui| app.frame_ui(ui))
}

/// Nothing is asked of it.
struct NoDesktop;

impl Desktop for NoDesktop {
    fn ask_open(&self, _t: &Texts, _folder: Option<&Path>) -> Answer {
        Answer::Cancelled
    }

    fn ask_save(&self, _t: &Texts, _proposed: &Path, _kinds: &[FileKind]) -> Answer {
        Answer::Cancelled
    }

    fn ask_folder(&self, _t: &Texts, _folder: &Path) -> Answer {
        Answer::Cancelled
    }

    fn printers(&self) -> Result<Vec<Printer>, PrintError> {
        Err(PrintError::NoService)
    }

    fn print(&self, _pdf: &[u8], _request: &PrintRequest) -> Result<String, PrintError> {
        Err(PrintError::NoService)
    }

    fn open_file(&self, _path: &Path) -> std::io::Result<()> {
        Ok(())
    }

    fn reveal(&self, _path: &Path) -> std::io::Result<()> {
        Ok(())
    }
}

/// What the ready-made tables show: a number, a title and a dot for each marked cell, under names
/// written downwards.
struct Cells<'a> {
    view: &'a MatrixView,
    plan: &'a Plan,
    /// Unit names, one character under the other.
    names: Vec<String>,
    palette: &'static Palette,
}

impl<'a> Cells<'a> {
    fn new(session: &'a Session) -> Self {
        let (view, plan) = (session.view(), &session.document().plan);
        let stacked = |name: &str| name.chars().flat_map(|c| [c, '\n']).collect();
        let names = view.columns.iter().map(|&unit| stacked(&plan.unit(unit).name)).collect();
        Self { view, plan, names, palette: Palette::of(Theme::Light) }
    }

    /// A cell of the head; the first two columns are number and title.
    fn head_ui(&self, ui: &mut Ui, column: usize) {
        let words = match column {
            0 => "序号",
            1 => "任务",
            unit => &self.names[unit - 2],
        };
        self.write(ui.painter(), ui.max_rect().left_top(), words);
    }

    fn cell_ui(&self, ui: &mut Ui, row: usize, column: usize) {
        let rect = ui.max_rect();
        match (column, self.view.rows[row]) {
            (0, Subject::Task(id)) => self.write(ui.painter(), rect.left_top(), &self.plan.task(id).number),
            (0, Subject::Section(_)) => {}
            (1, Subject::Task(id)) => self.write(ui.painter(), rect.left_top(), cut(&self.plan.task(id).text)),
            (1, Subject::Section(id)) => self.write(ui.painter(), rect.left_top(), &self.plan.section(id).title),
            (unit, _) => {
                if self.view.cell(row, unit - 2) != CellMarks::default() {
                    ui.painter().circle_filled(rect.center(), 4.2, self.palette.lead);
                }
            }
        }
    }

    fn write(&self, painter: &Painter, at: Pos2, words: &str) {
        painter.text(at, egui::Align2::LEFT_TOP, words, regular(size::SECONDARY), self.palette.ink);
    }
}

/// As much of a text as fits into its column; each cell is clipped anyway.
fn cut(text: &str) -> &str {
    let end = text.char_indices().nth(22).map_or(text.len(), |(end, _)| end);
    &text[..end]
}

fn egui_table_stage<'a>(cells: &'a Cells<'a>) -> Stage<'a> {
    Stage::new(styled(), |ui| {
        CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
            let column = |width: f32| egui_table::Column::new(width).range(width..=width).resizable(false);
            let mut columns = vec![column(NUMBER), column(TITLE)];
            columns.resize(2 + cells.view.columns.len(), column(COLUMN));
            egui_table::Table::new()
                .num_rows(cells.view.rows.len() as u64)
                .columns(columns)
                .num_sticky_cols(2)
                .headers([egui_table::HeaderRow::new(HEAD)])
                .show(ui, &mut Delegate(cells));
        });
    })
}

struct Delegate<'a>(&'a Cells<'a>);

impl egui_table::TableDelegate for Delegate<'_> {
    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &egui_table::HeaderCellInfo) {
        self.0.head_ui(ui, cell.col_range.start);
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &egui_table::CellInfo) {
        let row = usize::try_from(cell.row_nr).expect("a row of the view");
        self.0.cell_ui(ui, row, cell.col_nr);
    }

    fn default_row_height(&self) -> f32 {
        ROW
    }
}

/// It has no columns that stay: number and title scroll away with the others.
fn egui_extras_stage<'a>(cells: &'a Cells<'a>) -> Stage<'a> {
    use egui_extras::{Column, TableBuilder};
    Stage::new(styled(), |ui| {
        CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
                let units = cells.view.columns.len();
                TableBuilder::new(ui)
                    .column(Column::exact(NUMBER))
                    .column(Column::exact(TITLE))
                    .columns(Column::exact(COLUMN), units)
                    .auto_shrink(false)
                    .header(HEAD, |mut row| {
                        for column in 0..2 + units {
                            row.col(|ui| cells.head_ui(ui, column));
                        }
                    })
                    .body(|body| {
                        body.rows(ROW, cells.view.rows.len(), |mut row| {
                            let index = row.index();
                            for column in 0..2 + units {
                                row.col(|ui| cells.cell_ui(ui, index, column));
                            }
                        });
                    });
            });
        });
    })
}
