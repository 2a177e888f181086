//! An open plan: the document, what is shown of it and how, and what was changed.

use super::draft::Draft;
use super::memory::{Arranged, Kept};
use super::output::{Chosen, Export};
use super::preview::Preview;
use super::rework::{AT_ONCE, Requests, Spent, Working};
use super::rounds::{Reported, ShownBulletin};
use super::typed::Typing;
use super::window::Window;
use super::{
    Cursor, Effect, History, Home, Meeting, Page, Panel, PlanAction, PlanEffect, PlanId, Selection, Spot, UiCommand,
    ViewAction,
};
use crate::document::Document;
use crate::export::Scope;
use crate::finding::Finding;
use crate::lang::Lang;
use crate::model::{Plan, Role, UnitId};
use crate::product::{Format, Product, Wanted};
use crate::view::{Arrangement, Filter, MatrixView, Order};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// A plan in its tab.
pub struct OpenPlan {
    pub(super) id: PlanId,
    pub(super) document: Arc<Document>,
    pub(super) home: Home,
    /// It came by itself, because some plan must be open, and gives way to the first that is opened.
    pub(super) is_stopgap: bool,
    pub(super) filter: Filter,
    pub(super) arrangement: Arrangement,
    pub(super) view: MatrixView,
    pub(super) cursor: Option<Cursor>,
    pub(super) anchor: Option<Cursor>,
    pub(super) history: History<Spot>,
    /// The finding whose words are lit in the panel, by position.
    pub(super) lit: Option<usize>,
    /// Keys of the findings that were set aside.
    pub(super) set_aside: BTreeSet<String>,
    /// The same by position of the finding; empty if none is. Asked in every frame.
    pub(super) aside: Vec<bool>,
    pub(super) draft: Option<Draft>,
    /// Whether the draft differs from the file. Asked in every frame, worked out at every change.
    pub(super) is_unsaved: bool,
    /// What is being typed and was not entered yet.
    pub(super) typing: Option<Typing>,
    /// Its file was missing when last looked for.
    pub(super) is_gone: bool,
    /// Where the journal found its unsaved changes.
    pub(super) journal: Option<u64>,
    /// A change that is being worked out.
    pub(super) working: Option<Working>,
    /// What was asked for meanwhile.
    pub(super) requests: Requests,
    /// What is to be asked of the outside after this action.
    pub(super) outgoing: Vec<Effect>,
    /// The edition whose unsaved changes may go for the file, read again: a person said so.
    pub(super) may_replace: Option<u64>,
    pub(super) preview: Option<Preview>,
    pub(super) meeting: Option<Meeting>,
    pub(super) reported: Option<Reported>,
    /// The edition that the record was last asked for.
    pub(super) record_asked: u64,
    /// How often it was asked for.
    pub(super) records_asked: u64,
    pub(super) bulletin: Option<ShownBulletin>,
    /// How many bulletins were drawn up.
    pub(super) bulletins: u64,
    /// How many previews were laid out.
    pub(super) layouts: u64,
    revision: u64,
    edition: u64,
    /// How often words were typed or taken back.
    pub(super) typings: u64,
}

impl OpenPlan {
    /// Everything shown, the cursor on the first task's first mark.
    pub(super) fn new(id: PlanId, document: Arc<Document>, home: Home) -> Self {
        let mut plan = Self {
            id,
            document,
            home,
            is_stopgap: false,
            filter: Filter::default(),
            arrangement: Arrangement::default(),
            view: MatrixView::default(),
            cursor: None,
            anchor: None,
            history: History::new(Spot::default()),
            lit: None,
            set_aside: BTreeSet::new(),
            aside: Vec::new(),
            draft: None,
            is_unsaved: false,
            typing: None,
            is_gone: false,
            journal: None,
            working: None,
            requests: Requests::new(),
            outgoing: Vec::new(),
            may_replace: None,
            preview: None,
            meeting: None,
            reported: None,
            record_asked: 0,
            records_asked: 0,
            bulletin: None,
            bulletins: 0,
            layouts: 0,
            revision: 0,
            edition: 0,
            typings: 0,
        };
        plan.project();
        plan.cursor = Cursor::first(&plan.view);
        plan
    }

    /// The plan that is open where no other is.
    pub(super) fn stopgap(id: PlanId, document: Arc<Document>, window: &Window) -> Self {
        let mut plan = Self { is_stopgap: true, ..Self::new(id, document, Home::Builtin) };
        plan.recall(&window.settings);
        plan.open_at_my_unit(window);
        plan
    }

    /// Which opening this is.
    pub fn id(&self) -> PlanId {
        self.id
    }

    /// The plan with its marks and findings.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Where it comes from.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The plan's file; none for the built-in plan, and for a notice that was not saved as a plan.
    pub fn path(&self) -> Option<&Path> {
        match &self.home {
            Home::File(file) => Some(&file.path),
            Home::Builtin | Home::Notice(_) => None,
        }
    }

    /// The matrix on screen.
    pub fn view(&self) -> &MatrixView {
        &self.view
    }

    /// Changes whenever the matrix does, so that what was worked out from it can tell.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Changes whenever the document does, or what is being typed of it.
    pub fn edition(&self) -> u64 {
        self.edition + self.typings
    }

    /// Changes whenever the document does, whatever is being typed.
    pub fn document_edition(&self) -> u64 {
        self.edition
    }

    /// What is left out.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How what stands is laid out.
    pub fn arrangement(&self) -> &Arrangement {
        &self.arrangement
    }

    /// The cell cursor; `None` only where there is no cell at all.
    pub fn cursor(&self) -> Option<Cursor> {
        self.cursor
    }

    /// Selected rows and columns of the matrix on screen, each from first to last.
    pub fn selection(&self) -> Option<Selection> {
        Selection::between(&self.view, self.anchor.or(self.cursor)?, self.cursor?)
    }

    /// What the side panel shows.
    pub fn panel(&self) -> Panel {
        self.history.current().panel
    }

    /// What the middle of the window shows.
    pub fn page(&self) -> Page {
        self.history.current().page
    }

    /// The finding whose words are lit in the panel.
    pub fn lit(&self) -> Option<&Finding> {
        self.document.findings.get(self.lit?)
    }

    /// Whether a finding was set aside; by its position.
    pub fn is_set_aside(&self, position: usize) -> bool {
        self.aside.get(position).copied().unwrap_or_default()
    }

    /// How many of the plan's findings are set aside.
    pub fn set_aside_count(&self) -> usize {
        self.aside.iter().filter(|aside| **aside).count()
    }

    /// Whether there is something to go back to.
    pub fn can_go_back(&self) -> bool {
        self.history.can_go_back()
    }

    /// Whether there is something to go forward to.
    pub fn can_go_forward(&self) -> bool {
        self.history.can_go_forward()
    }

    /// Whether marks of this role are shown.
    pub fn shows_role(&self, role: Role) -> bool {
        self.filter.roles.is_empty() || self.filter.roles.contains(&role)
    }

    /// The plan that is being put right, if it is.
    pub fn draft(&self) -> Option<&Draft> {
        self.draft.as_ref()
    }

    /// Whether there are changes that no file holds, what is being typed included.
    pub fn is_unsaved(&self) -> bool {
        self.is_unsaved || self.is_changing() || self.typing.as_ref().is_some_and(Typing::changes)
    }

    /// The document with all changes, what is being typed included; to be worked on elsewhere.
    pub fn shared_document(&self) -> Arc<Document> {
        self.document_typed().unwrap_or_else(|| Arc::clone(&self.document))
    }

    /// Where the journal found its unsaved changes, if it did.
    pub fn journal(&self) -> Option<u64> {
        self.journal
    }

    /// The preview, if it is open.
    pub fn preview(&self) -> Option<&Preview> {
        self.preview.as_ref()
    }

    /// The unit whose obligations are on screen, else the one under the cursor.
    pub fn current_unit(&self) -> Option<UnitId> {
        match self.panel() {
            Panel::Unit(unit) => Some(unit),
            _ => self.cursor.map(|cursor| cursor.unit),
        }
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.document.plan
    }

    /// Whether nothing would be missed if another plan came in its place.
    pub(super) fn gives_way(&self) -> bool {
        let is_touched = self.draft.as_ref().is_some_and(|draft| draft.can_undo() || draft.can_redo());
        self.is_stopgap && !is_touched && !self.is_unsaved() && self.preview.is_none()
    }

    pub(super) fn apply(&mut self, action: PlanAction, window: &mut Window) -> Vec<Effect> {
        let mut effects = self.apply_one(action, window);
        self.keep_record();
        effects.append(&mut self.outgoing);
        effects
    }

    fn apply_one(&mut self, action: PlanAction, window: &mut Window) -> Vec<Effect> {
        match action {
            PlanAction::View(action) => self.view_action(action),
            PlanAction::Edit(action) => self.edit_action(action, window),
            PlanAction::Reworked(reworked) => self.reworked(*reworked, window),
            PlanAction::File(action) => return self.file_action(action, window),
            PlanAction::Output(action) => return self.output_action(action, window),
            PlanAction::Preview(action) => return self.preview_action(action, window),
            PlanAction::Round(action) => return self.round_action(action, window),
            PlanAction::Path(action) => return self.path_action(action, window),
        }
        Vec::new()
    }

    /// An effect for this plan.
    pub(super) fn effect(&self, effect: PlanEffect) -> Vec<Effect> {
        vec![Effect::Plan(self.id, effect)]
    }

    pub(super) fn command(&mut self, command: UiCommand, window: &mut Window) -> Vec<Effect> {
        let mut effects = self.command_one(command, window);
        self.keep_record();
        effects.append(&mut self.outgoing);
        effects
    }

    fn command_one(&mut self, command: UiCommand, window: &mut Window) -> Vec<Effect> {
        match command {
            UiCommand::Arrange => self.arrange(),
            UiCommand::Save => return self.save(window),
            UiCommand::Versions => return self.list_versions(),
            UiCommand::SaveAs => return self.ask_path(super::Target::Plan, window.lang),
            UiCommand::Meeting => self.toggle_meeting(),
            UiCommand::Collect => return self.ask_forms(),
            UiCommand::MarkOverallLead => self.mark(Some(Role::OverallLead), window),
            UiCommand::MarkLead => self.mark(Some(Role::Lead), window),
            UiCommand::MarkResponsible => self.mark(Some(Role::Responsible), window),
            UiCommand::MarkSupporting => self.mark(Some(Role::Supporting), window),
            UiCommand::MarkSupervising => self.mark(Some(Role::Supervising), window),
            UiCommand::MarkConsulted => self.mark(Some(Role::Consulted), window),
            UiCommand::MarkInformed => self.mark(Some(Role::Informed), window),
            UiCommand::ClearMarks => self.mark(None, window),
            UiCommand::CutMarks => return self.cut(window),
            UiCommand::Undo => self.undo(window),
            UiCommand::Redo => self.redo(window),
            UiCommand::Print => return self.open_preview(window),
            UiCommand::PrintAll => return self.open_preview_of_all(window),
            UiCommand::ExportAndPrint => return self.open_preview_again(window),
            UiCommand::ExportForms => return self.open_preview_of(Product::Forms, Chosen::All, window),
            UiCommand::ExportMatrix => return self.ask_extent(Export::all(Wanted::Matrix), Format::Csv, window),
            UiCommand::ExportWorkbook => return self.ask_extent(Export::all(Wanted::Matrix), Format::Xlsx, window),
            UiCommand::ExportPicture => return self.ask_extent(Export::all(Wanted::Matrix), Format::Png, window),
            UiCommand::ExportDrawing => return self.ask_extent(Export::all(Wanted::Matrix), Format::Svg, window),
            UiCommand::ExportMarks => return self.ask_extent(Export::all(Wanted::Marks), Format::Csv, window),
            UiCommand::ExportUnit => return self.ask_unit(Format::Csv, window.lang),
            UiCommand::ExportUnitWorkbook => return self.ask_unit(Format::Xlsx, window.lang),
            UiCommand::Copy => return self.copy(window),
            UiCommand::MoveTaskUp => self.move_task_here(false, window),
            UiCommand::MoveTaskDown => self.move_task_here(true, window),
            UiCommand::MoveUnitLeft => self.shift_unit_here(false, window),
            UiCommand::MoveUnitRight => self.shift_unit_here(true, window),
            UiCommand::NextDoubt => self.step_doubt(true),
            UiCommand::PreviousDoubt => self.step_doubt(false),
            UiCommand::AcceptDoubt => self.accept_shown(window),
            UiCommand::SettleDoubt => self.settle_shown(window),
            UiCommand::SelectAll => self.select_all(),
            UiCommand::ShowMyUnit => self.show_unit(self.my_unit(window)),
            UiCommand::ShowUnit => self.show_unit(self.cursor.map(|cursor| cursor.unit)),
            UiCommand::ShowTask => self.show_subject(),
            UiCommand::ShowMatrix => self.show_page(Page::Matrix),
            UiCommand::ShowSource => self.show_page(Page::Source),
            UiCommand::ShowLoad => self.show_page(Page::Load),
            UiCommand::ShowFindings => self.toggle_findings(),
            UiCommand::FoldSection => self.fold_section_here(),
            UiCommand::FoldGroup => self.fold_group_here(),
            UiCommand::FoldAll => self.fold_all(),
            UiCommand::UnfoldAll => self.unfold_all(),
            UiCommand::SortSource => self.view_action(ViewAction::Sort(Order::Source)),
            UiCommand::SortLoad => self.view_action(ViewAction::Sort(Order::Load)),
            UiCommand::SortName => self.view_action(ViewAction::Sort(Order::Name)),
            UiCommand::HideEmpty => self.view_action(ViewAction::ToggleEmpty),
            UiCommand::OnlyUnit => self.toggle_only_unit(),
            UiCommand::ClearFilter => self.view_action(ViewAction::ClearFilter),
            UiCommand::Back => self.go_back(),
            UiCommand::Forward => self.go_forward(),
            UiCommand::Previous => self.neighbour(false),
            UiCommand::Next => self.neighbour(true),
            // The window's own.
            UiCommand::Open
            | UiCommand::OpenBuiltin
            | UiCommand::Reload
            | UiCommand::ImportClipboard
            | UiCommand::NextTab
            | UiCommand::PreviousTab
            | UiCommand::MoveTabLeft
            | UiCommand::MoveTabRight
            | UiCommand::CloseTab
            | UiCommand::Find
            | UiCommand::Escape
            | UiCommand::NextRegion
            | UiCommand::ZoomIn
            | UiCommand::ZoomOut
            | UiCommand::ZoomReset
            | UiCommand::MarksAsShapes
            | UiCommand::MarksAsLetters
            | UiCommand::MarksAsWords
            | UiCommand::TasksOneLine
            | UiCommand::TasksTwoLines
            | UiCommand::TasksThreeLines
            | UiCommand::TasksWhole
            | UiCommand::SwitchTheme
            | UiCommand::SwitchLanguage
            | UiCommand::PasteMarks
            | UiCommand::StateLights
            | UiCommand::ShowProgress
            | UiCommand::ShowChanges
            | UiCommand::ShowDuties
            | UiCommand::Palette
            | UiCommand::Help
            | UiCommand::Keys
            | UiCommand::About => {}
        }
        Vec::new()
    }

    pub(super) fn my_unit(&self, window: &Window) -> Option<UnitId> {
        self.plan().unit_named(window.settings.my_unit.as_deref()?)
    }

    /// Recomputes the matrix; the cursor stays on its cell if that still stands.
    pub(super) fn project(&mut self) {
        let Document { plan, ledger, .. } = &*self.document;
        self.set_view(MatrixView::arranged(plan, ledger, &self.filter, &self.arrangement));
    }

    /// Shows another matrix; the one before.
    pub(super) fn set_view(&mut self, view: MatrixView) -> MatrixView {
        let before = std::mem::replace(&mut self.view, view);
        self.revision += 1;
        self.anchor = None;
        if !self.cursor.is_some_and(|cursor| cursor.stands(&self.view)) {
            self.cursor = Cursor::first(&self.view);
        }
        before
    }

    /// What is on screen, as exports take it.
    pub(super) fn scope(&self, lang: Lang) -> Scope<'_> {
        Scope { plan: &self.document.plan, ledger: &self.document.ledger, filter: &self.filter, view: &self.view, lang }
    }

    /// Puts another document in its place, at the same place by names; the document before it.
    pub(super) fn replace_document(&mut self, document: Arc<Document>) -> Arc<Document> {
        let kept = self.keep();
        let arranged = Arranged::new(&document, &self.settings());
        let (before, _) = self.put(document, arranged, kept);
        self.is_unsaved = self.differs_from_file();
        before
    }

    /// Its file says the same plan: what is shown of it stays.
    pub(super) fn refresh(&mut self, document: Arc<Document>) {
        let before = std::mem::replace(&mut self.document, document);
        self.edition += 1;
        self.lit = None;
        self.place_aside();
        self.note_doubts();
        self.retype();
        self.discard(before);
    }

    /// A document is not needed any more: a large one is cleared away elsewhere.
    pub(super) fn discard(&mut self, document: Arc<Document>) {
        if document.ledger.marks().len() > AT_ONCE {
            self.outgoing.push(Effect::Discard(Spent::new(document, MatrixView::default())));
        }
    }

    /// Puts another document in its place; what was there before. Every change of an open plan passes
    /// here.
    pub(super) fn put(
        &mut self,
        document: Arc<Document>,
        arranged: Arranged,
        kept: Kept,
    ) -> (Arc<Document>, MatrixView) {
        let before = std::mem::replace(&mut self.document, document);
        self.edition += 1;
        self.carry_meeting(&before.plan);
        self.lit = None;
        self.cursor = None;
        let view = self.take_arranged(arranged);
        self.restore(kept);
        self.note_doubts();
        self.retype();
        (before, view)
    }

    /// The plan's file was read again: nothing of what was begun for it before counts any more, and
    /// what is shown stays where it is, by names.
    pub(super) fn renew(&mut self, document: Document) {
        let (kept, own) = (self.keep(), self.settings());
        let renewed = Self::new(self.id.read_again(), Arc::new(document), self.home.clone());
        let Self { layouts, bulletins, revision, edition, typings, is_stopgap, .. } = *self;
        *self =
            Self { layouts, bulletins, revision: revision + 1, edition: edition + 1, typings, is_stopgap, ..renewed };
        self.arrange_by(&own);
        self.recall_doubts();
        self.restore(kept);
    }

    pub(super) fn is_source_order(&self) -> bool {
        self.arrangement.order == Order::Source
    }
}
