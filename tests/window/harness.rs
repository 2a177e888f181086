//! A window whose desktop is ours: dialogs answer what a test queued.

use crate::painter::Painter;
pub use egui_kittest::kittest::{By, NodeT, Queryable};
use egui_kittest::{Harness, HarnessBuilder, Node};
use responsibility_matrix::app::App;
use responsibility_matrix::document::Document;
use responsibility_matrix::lang::{Lang, Texts};
use responsibility_matrix::platform::desktop::{Answer, Desktop, FileKind};
use responsibility_matrix::platform::printers::{PrintError, PrintRequest, Printer};
use responsibility_matrix::session::settings::Settings;
use responsibility_matrix::session::{Session, UiCommand, WindowAction};
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub use eframe::egui::accesskit::Role;
pub use eframe::egui::{self, Event, Key, Modifiers, Rect, Vec2, vec2};

/// Ctrl as it arrives on Linux and Windows.
pub const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

/// A usual laptop.
pub const LAPTOP: Vec2 = vec2(1366.0, 768.0);

/// The English plan that lies beside the built-in one.
pub const HARBOUR: &str = include_str!("../../seeds/harbour-2026.ron");

/// Dialogs that answer at once, and a file manager that notes what it was asked to open.
#[derive(Default)]
pub struct FakeDesktop {
    answers: Mutex<VecDeque<Answer>>,
    asked: AtomicUsize,
    open: Mutex<()>,
    names: Mutex<Vec<String>>,
    revealed: Mutex<Vec<PathBuf>>,
    reveal_problem: Mutex<Option<String>>,
    printers: Mutex<Vec<Printer>>,
    printed: Mutex<Vec<PrintRequest>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl FakeDesktop {
    /// The next dialog answers this.
    pub fn will_answer(&self, answer: Answer) {
        lock(&self.answers).push_back(answer);
    }

    /// Dialogs stay open until the guard goes.
    pub fn hold(&self) -> MutexGuard<'_, ()> {
        lock(&self.open)
    }

    fn answer(&self) -> Answer {
        let _open = lock(&self.open);
        let answer = lock(&self.answers).pop_front().unwrap_or(Answer::Cancelled);
        self.asked.fetch_add(1, Ordering::SeqCst);
        answer
    }

    /// How many dialogs were answered.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// There is a printer.
    #[cfg(feature = "paper")]
    pub fn has_printer(&self, name: &str) {
        lock(&self.printers).push(Printer { name: name.to_owned(), is_default: true });
    }

    /// What was printed.
    #[cfg(feature = "paper")]
    pub fn printed(&self) -> Vec<PrintRequest> {
        lock(&self.printed).clone()
    }

    /// The file manager fails.
    pub fn cannot_reveal(&self, why: &str) {
        *lock(&self.reveal_problem) = Some(why.to_owned());
    }

    /// File names that were proposed.
    pub fn proposed(&self) -> Vec<String> {
        lock(&self.names).clone()
    }

    /// Files whose folders were opened.
    pub fn revealed(&self) -> Vec<PathBuf> {
        lock(&self.revealed).clone()
    }
}

impl Desktop for FakeDesktop {
    fn ask_open(&self, _: &Texts, _: Option<&Path>) -> Answer {
        self.answer()
    }

    fn ask_save(&self, _: &Texts, proposed: &Path, kinds: &[FileKind]) -> Answer {
        let name = proposed.file_name().expect("a name").to_string_lossy();
        assert!(kinds.first().is_some_and(|kind| name.ends_with(&format!(".{}", kind.ending))), "{name}: {kinds:?}");
        lock(&self.names).push(name.into_owned());
        self.answer()
    }

    fn ask_folder(&self, _: &Texts, _: &Path) -> Answer {
        self.answer()
    }

    fn printers(&self) -> Result<Vec<Printer>, PrintError> {
        let printers = lock(&self.printers).clone();
        if printers.is_empty() { Err(PrintError::NoService) } else { Ok(printers) }
    }

    fn print(&self, pdf: &[u8], request: &PrintRequest) -> Result<String, PrintError> {
        assert!(pdf.starts_with(b"%PDF"));
        lock(&self.printed).push(request.clone());
        Ok("PDF-1".to_owned())
    }

    fn open_file(&self, path: &Path) -> io::Result<()> {
        lock(&self.revealed).push(path.to_owned());
        Ok(())
    }

    fn reveal(&self, path: &Path) -> io::Result<()> {
        lock(&self.revealed).push(path.to_owned());
        lock(&self.reveal_problem).clone().map_or(Ok(()), |why| Err(io::Error::other(why)))
    }
}

/// A file or folder as the system drops it.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// A window under test.
pub struct Window {
    pub harness: Harness<'static, App>,
    pub desktop: Arc<FakeDesktop>,
}

impl Window {
    /// The built-in plan in Chinese on a laptop.
    pub fn new() -> Self {
        Self::on(Document::builtin(), Lang::Zh, LAPTOP)
    }

    /// Any plan in any language and size.
    pub fn on(document: Document, lang: Lang, size: Vec2) -> Self {
        Self::build(Harness::builder().with_size(size), document, lang, Vec::new())
    }

    /// The built-in plan, painted for real.
    pub fn painted() -> Self {
        Self::painted_at(LAPTOP, 1.0)
    }

    /// The same in a window of any size, so many pixels to a point.
    pub fn painted_at(size: Vec2, scale: f32) -> Self {
        let builder = Harness::builder().with_size(size).with_pixels_per_point(scale).renderer(Painter::default());
        Self::build(builder, Document::builtin(), Lang::Zh, Vec::new())
    }

    /// Any plan in any language and size, painted for real, and files to open at once.
    pub fn painted_on(document: Document, lang: Lang, size: Vec2, files: Vec<PathBuf>) -> Self {
        Self::build(Harness::builder().with_size(size).renderer(Painter::default()), document, lang, files)
    }

    /// The built-in plan, and a file to open at once.
    pub fn opening(plan: PathBuf) -> Self {
        Self::opening_all(vec![plan])
    }

    /// The built-in plan, and files to open at once.
    pub fn opening_all(files: Vec<PathBuf>) -> Self {
        Self::build(Harness::builder().with_size(LAPTOP), Document::builtin(), Lang::Zh, files)
    }

    /// The built-in plan as somebody sees it who never opened the program.
    pub fn for_the_first_time() -> Self {
        let session = Session::new(Document::builtin(), Lang::Zh);
        Self::of(Harness::builder().with_size(LAPTOP), session, Vec::new(), None)
    }

    /// The built-in plan, and what changes is written to a settings file.
    pub fn remembering_in(settings: PathBuf) -> Self {
        let session = Session::new(Document::builtin(), Lang::Zh);
        Self::of(Harness::builder().with_size(LAPTOP), session, Vec::new(), Some(settings))
    }

    /// The built-in plan, with this settings file read as at the start.
    pub fn started_with(settings: PathBuf) -> Self {
        let remembered = responsibility_matrix::app::remembered(Some(settings), Lang::Zh);
        let mut session = Session::remembering(Document::builtin(), remembered.settings, Some(Lang::Zh));
        session.apply(WindowAction::CloseHint.into());
        let desktop = Arc::new(FakeDesktop::default());
        let shared: Arc<FakeDesktop> = Arc::clone(&desktop);
        let harness = Harness::builder().with_size(LAPTOP).with_max_steps(8).build_eframe(move |cx| {
            let app = App::new(&cx.egui_ctx, session, shared, Vec::new()).remembering_in(remembered.path);
            if remembered.is_left_alone { app.leaving_settings_alone() } else { app }
        });
        let mut window = Self { harness, desktop };
        window.settle();
        window
    }

    /// A window that goes on where these settings left off.
    pub fn going_on(settings: Settings) -> Self {
        let session = Session::remembering(Document::builtin(), settings, None);
        Self::of(Harness::builder().with_size(LAPTOP), session, Vec::new(), None)
    }

    fn build(builder: HarnessBuilder<App>, document: Document, lang: Lang, files: Vec<PathBuf>) -> Self {
        let mut session = Session::new(document, lang);
        // It is not the first time.
        session.apply(WindowAction::CloseHint.into());
        Self::of(builder, session, files, None)
    }

    // Missing glyphs and nameless widgets panic: both are the harness' default.
    fn of(builder: HarnessBuilder<App>, session: Session, files: Vec<PathBuf>, settings: Option<PathBuf>) -> Self {
        let desktop = Arc::new(FakeDesktop::default());
        let shared: Arc<FakeDesktop> = Arc::clone(&desktop);
        let harness = builder
            .with_max_steps(8)
            .build_eframe(move |cx| App::new(&cx.egui_ctx, session, shared, files).remembering_in(settings));
        let mut window = Self { harness, desktop };
        window.settle();
        window
    }

    /// The state behind the window.
    pub fn session(&self) -> &Session {
        self.harness.state().session()
    }

    /// Draws until nothing more changes; a window that never rests fails.
    #[track_caller]
    pub fn settle(&mut self) {
        self.harness.run();
    }

    /// Lets go of a file or a folder over the window.
    pub fn drop_path(&mut self, path: &Path) {
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
    }

    #[track_caller]
    pub fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    #[track_caller]
    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Presses the key of a command.
    #[track_caller]
    pub fn command(&mut self, command: UiCommand) {
        let (modifiers, key) = keys_of(command);
        self.press_with(modifiers, key);
    }

    /// Everything with this role and exactly this label.
    pub fn all(&self, role: Role, label: &str) -> Vec<Node<'_>> {
        let wanted = label.to_owned();
        let by = By::new().role(role).predicate(move |node| {
            let own = if node.role() == Role::Label { node.value() } else { node.label() };
            own.is_some_and(|own| own == wanted)
        });
        self.harness.query_all(by).collect()
    }

    /// The one thing with this role and exactly this label.
    #[track_caller]
    pub fn node(&self, role: Role, label: &str) -> Node<'_> {
        let mut found = self.all(role, label);
        assert_eq!(found.len(), 1, "{role:?} “{label}” among {:#?}", self.labels(role));
        found.remove(0)
    }

    /// Whether there is anything with this role and exactly this label.
    pub fn has(&self, role: Role, label: &str) -> bool {
        !self.all(role, label).is_empty()
    }

    /// Labels of everything with this role.
    pub fn labels(&self, role: Role) -> Vec<String> {
        self.harness
            .query_all(By::new().role(role))
            .filter_map(|node| {
                let node = node.accesskit_node();
                if role == Role::Label { node.value() } else { node.label() }
            })
            .collect()
    }

    /// Whether these words stand anywhere, alone or within a text.
    pub fn says(&self, words: &str) -> bool {
        self.harness.query_all(By::new().label_contains(words)).next().is_some()
    }

    /// Whether these words are painted in one piece, with or without a node of their own.
    pub fn paints(&self, words: &str) -> bool {
        self.any_shape(|shape| matches!(shape, egui::Shape::Text(text) if text.galley.job.text.contains(words)))
    }

    /// Whether one of the shapes of the last frame is such.
    pub fn any_shape(&self, mut is_such: impl FnMut(&egui::Shape) -> bool) -> bool {
        fn any(shape: &egui::Shape, is_such: &mut dyn FnMut(&egui::Shape) -> bool) -> bool {
            match shape {
                egui::Shape::Vec(shapes) => shapes.iter().any(|shape| any(shape, is_such)),
                one => is_such(one),
            }
        }
        self.harness.output().shapes.iter().any(|clipped| any(&clipped.shape, &mut is_such))
    }

    /// Clicks with the mouse and takes the pointer away.
    #[track_caller]
    pub fn click(&mut self, role: Role, label: &str) {
        self.node(role, label).click();
        self.harness.remove_cursor();
        self.settle();
    }

    /// Clicks with the mouse while keys are held.
    #[track_caller]
    pub fn click_with(&mut self, modifiers: Modifiers, role: Role, label: &str) {
        self.node(role, label).click_modifiers(modifiers);
        self.harness.remove_cursor();
        self.settle();
    }

    /// Clicks with the other button; the menu that opens stays.
    #[track_caller]
    pub fn click_secondary(&mut self, role: Role, label: &str) {
        self.node(role, label).click_secondary();
        self.settle();
    }

    /// Clicks as assistive technology does, also on what is scrolled out of view.
    #[track_caller]
    pub fn activate(&mut self, role: Role, label: &str) {
        self.node(role, label).click_accesskit();
        self.settle();
    }

    /// Moves the pointer over something and holds it until its tooltip has had its time.
    #[track_caller]
    pub fn hover(&mut self, role: Role, label: &str) {
        let pos = self.node(role, label).rect().center();
        self.harness.hover_at(pos + vec2(0.0, 3.0));
        self.harness.hover_at(pos);
        self.harness.run_steps(6);
    }

    /// The status line's words for the cell under the cursor.
    #[track_caller]
    pub fn status_says(&self, words: &str) {
        let found = self.all(Role::Label, words);
        let bottom = self.harness.ctx.content_rect().bottom();
        let in_status = found.iter().any(|node| node.rect().top() > bottom - 30.0);
        assert!(in_status, "“{words}” among {:#?}", self.labels(Role::Label));
    }

    /// Draws until something becomes true that a thread is working on.
    #[track_caller]
    pub fn wait(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        for _ in 0..2000 {
            self.harness.step();
            if holds(self) {
                self.settle();
                return;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("{what} did not come about; the window says {:#?}", self.labels(Role::Label));
    }

    /// Draws until a button stands there.
    #[track_caller]
    pub fn wait_for(&mut self, role: Role, label: &str) {
        self.wait(label, |window| window.has(role, label));
    }

    /// What the clipboard gets from this event.
    pub fn copied_by(&mut self, event: Event) -> Option<String> {
        // The harness draws a frame for each event, and keeps the output of the last alone.
        self.harness.event(event);
        self.settle_looking_at(|window| {
            window.harness.output().platform_output.commands.iter().find_map(|command| match command {
                egui::OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            })
        })
    }

    /// Draws some frames and finds something that only one of them may put out.
    pub fn settle_looking_at<T>(&mut self, find: impl Fn(&Self) -> Option<T>) -> Option<T> {
        for _ in 0..6 {
            self.harness.step();
            if let Some(found) = find(self) {
                self.settle();
                return Some(found);
            }
        }
        None
    }
}

/// The key of a command as egui has it.
pub fn keys_of(command: UiCommand) -> (Modifiers, Key) {
    let shortcut = command.shortcut().unwrap_or_else(|| panic!("{command:?} has no key"));
    let name = shortcut.key.name();
    let key = Key::from_name(&name).unwrap_or_else(|| panic!("no key {name}"));
    let held = Modifiers { alt: shortcut.alt, shift: shortcut.shift, ..Modifiers::NONE };
    (if shortcut.ctrl { held | CTRL } else { held }, key)
}

/// A folder with one plan file in it.
pub fn plan_file(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a file");
    (folder, path)
}
