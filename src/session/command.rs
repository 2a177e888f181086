//! The one table of commands: everything a person can ask for by menu, key, button or list, each
//! once. Menus, the list of all commands, help, tooltips, keys and tests come from here; the words
//! of both languages stand in [`crate::lang::commands`].
//!
//! A new command is a row here and a row of words there; then the compiler asks for what it does,
//! in the session.

use super::Session;
use super::keys::{Key, Shortcut};
use super::need::Need;
use crate::lang::{Texts, commands::Words};

/// A menu, and a heading of the help. What a group has in common is what it is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Plans: opening, reading, saving.
    File,
    /// Changes and selections.
    Edit,
    /// Tables, pictures and pages.
    Export,
    /// Forms out, answers in, what came of them; what changed.
    Round,
    /// What is shown.
    View,
    /// What is left out, folded, and in which order.
    Order,
    /// From one place to another.
    Go,
    /// The window itself.
    Window,
}

impl Group {
    /// Every group, in the order of the help.
    pub const ALL: [Self; 8] =
        [Self::File, Self::Edit, Self::Export, Self::Round, Self::View, Self::Order, Self::Go, Self::Window];

    /// Its name, as a menu and a heading have it.
    pub fn text(self, t: &Texts) -> &'static str {
        match self {
            Self::File => t.menu_file,
            Self::Edit => t.menu_edit,
            Self::Export => t.export_short,
            Self::Round => t.menu_round,
            Self::View => t.menu_view,
            Self::Order => t.menu_order,
            Self::Go => t.menu_go,
            Self::Window => t.menu_window,
        }
    }

    /// Its commands, in the order of the table.
    pub fn commands(self) -> impl Iterator<Item = UiCommand> {
        UiCommand::ALL.into_iter().filter(move |command| command.group() == self)
    }
}

/// Where a command's key works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Wherever one is, also over the pages of the print preview.
    Everywhere,
    /// Wherever the plan is on screen.
    Plan,
    /// While the matrix has the keyboard: elsewhere the key belongs to the widget that has it.
    Matrix,
}

struct Row {
    group: Group,
    words: fn(&Texts) -> Words,
    /// Its name in the manual's text.
    name: &'static str,
    keys: &'static [Shortcut],
    reach: Reach,
    needs: &'static [Need],
}

/// `Name: Group, words, Reach, [keys], [what must be so];` for each command.
macro_rules! commands {
    ($($(#[doc = $doc:literal])+ $name:ident: $group:ident, $words:ident, $reach:ident, [$($key:expr),*], [$($need:ident),*];)+) => {
        /// A command. The order is that of menus, help and the list of all commands.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum UiCommand {
            $($(#[doc = $doc])+ $name,)+
        }

        impl UiCommand {
            /// Every command, in the order of the table.
            pub const ALL: [Self; [$(Self::$name),+].len()] = [$(Self::$name),+];

            fn row(self) -> Row {
                match self {
                    $(Self::$name => Row {
                        group: Group::$group,
                        words: |t| t.commands.$words,
                        name: stringify!($words),
                        keys: const { &[$($key),*] },
                        reach: Reach::$reach,
                        needs: &[$(Need::$need),*],
                    },)+
                }
            }
        }
    };
}

const fn ctrl(sign: char) -> Shortcut {
    Shortcut::ctrl(Key::Sign(sign))
}

const fn ctrl_shift(sign: char) -> Shortcut {
    Shortcut::ctrl_shift(Key::Sign(sign))
}

const fn function(number: u8) -> Shortcut {
    Shortcut::plain(Key::Function(number))
}

commands! {
    /// Choose a plan file.
    Open: File, open, Plan, [ctrl('O')], [];
    /// Show the built-in plan.
    OpenBuiltin: File, open_builtin, Plan, [ctrl_shift('O')], [];
    /// Read the plan's file again.
    Reload: File, reload, Plan, [function(5)], [File];
    /// Read the text on the clipboard as a notice.
    ImportClipboard: File, import_clipboard, Plan, [], [];
    /// Put the plan right.
    Arrange: File, arrange, Plan, [ctrl('J')], [];
    /// Write the plan to its file.
    Save: File, save, Plan, [ctrl('S')], [Unsaved];
    /// Write the plan to another file.
    SaveAs: File, save_as, Plan, [ctrl_shift('S')], [];
    /// List the earlier versions of the plan's file.
    Versions: File, versions, Plan, [], [InFile];
    /// Close the plan.
    CloseTab: File, close_tab, Plan, [ctrl('W')], [];

    /// Take the last change back.
    Undo: Edit, undo, Plan, [ctrl('Z')], [Done];
    /// Make it again.
    Redo: Edit, redo, Plan, [ctrl('Y'), ctrl_shift('Z')], [Undone];
    /// The selected cells: overall lead.
    MarkOverallLead: Edit, mark_overall_lead, Matrix, [Shortcut::plain(Key::Sign('1'))], [Draft, Cell];
    /// The selected cells: lead.
    MarkLead: Edit, mark_lead, Matrix, [Shortcut::plain(Key::Sign('2'))], [Draft, Cell];
    /// The selected cells: responsible.
    MarkResponsible: Edit, mark_responsible, Matrix, [Shortcut::plain(Key::Sign('3'))], [Draft, Cell];
    /// The selected cells: supporting.
    MarkSupporting: Edit, mark_supporting, Matrix, [Shortcut::plain(Key::Sign('4'))], [Draft, Cell];
    /// The selected cells: supervising.
    MarkSupervising: Edit, mark_supervising, Matrix, [Shortcut::plain(Key::Sign('5'))], [Draft, Cell];
    /// The selected cells: consulted.
    MarkConsulted: Edit, mark_consulted, Matrix, [Shortcut::plain(Key::Sign('6'))], [Draft, Cell];
    /// The selected cells: informed.
    MarkInformed: Edit, mark_informed, Matrix, [Shortcut::plain(Key::Sign('7'))], [Draft, Cell];
    /// The selected cells have no mark by name.
    ClearMarks: Edit, clear_marks, Matrix, [Shortcut::plain(Key::Delete)], [Draft, Cell];
    /// Copy the marks of the selected cells and take them out.
    CutMarks: Edit, cut_marks, Matrix, [ctrl('X')], [Draft, Cell];
    /// Marks from the clipboard, from the cursor on.
    PasteMarks: Edit, paste_marks, Matrix, [ctrl('V')], [Draft, Cell];
    /// Copy the selected cells.
    Copy: Edit, copy, Matrix, [ctrl('C')], [Cell];
    /// The task goes up, at the edge into the section before.
    MoveTaskUp: Edit, move_task_up, Plan, [Shortcut::alt_shift(Key::Up)], [Draft, TaskHere];
    /// The task goes down, at the edge into the next section.
    MoveTaskDown: Edit, move_task_down, Plan, [Shortcut::alt_shift(Key::Down)], [Draft, TaskHere];
    /// The unit goes to the left in its group.
    MoveUnitLeft: Edit, move_unit_left, Plan, [Shortcut::alt_shift(Key::Left)], [Draft, Cell, SourceOrder];
    /// The unit goes to the right in its group.
    MoveUnitRight: Edit, move_unit_right, Plan, [Shortcut::alt_shift(Key::Right)], [Draft, Cell, SourceOrder];
    /// Show the next open doubt, and its words in the text.
    NextDoubt: Edit, next_doubt, Plan, [function(3)], [Doubts];
    /// Show the open doubt before.
    PreviousDoubt: Edit, previous_doubt, Plan, [Shortcut::shift(Key::Function(3))], [Doubts];
    /// Do what the doubt on screen proposes, and go on.
    AcceptDoubt: Edit, accept_doubt, Plan, [Shortcut::alt(Key::Enter)], [Proposal];
    /// The doubt on screen was looked at and is right; go on.
    SettleDoubt: Edit, settle_doubt, Plan, [Shortcut::alt(Key::Delete)], [ShownDoubt];
    /// Select every cell.
    SelectAll: Edit, select_all, Matrix, [ctrl('A')], [Cell];

    /// Choose what is made, for whom, how and in which format.
    ExportAndPrint: Export, export_and_print, Plan, [ctrl_shift('P')], [];
    /// Write the matrix as CSV.
    ExportMatrix: Export, export_matrix, Plan, [ctrl('E')], [];
    /// Write the matrix as an Excel workbook.
    ExportWorkbook: Export, export_workbook, Plan, [], [];
    /// Write the matrix as PNG.
    ExportPicture: Export, export_picture, Plan, [], [];
    /// Write the matrix as SVG.
    ExportDrawing: Export, export_drawing, Plan, [], [];
    /// Write all marks as CSV.
    ExportMarks: Export, export_marks, Plan, [], [];
    /// Write the current unit's obligations as CSV.
    ExportUnit: Export, export_unit, Plan, [ctrl_shift('E')], [Unit];
    /// Write the current unit's obligations as an Excel workbook.
    ExportUnitWorkbook: Export, export_unit_workbook, Plan, [], [Unit];
    /// Show the unit in the panel, else the matrix, as pages.
    Print: Export, print, Plan, [ctrl('P')], [];
    /// Show the obligations of all units as pages.
    PrintAll: Export, print_all, Plan, [], [Units];

    /// Make a form for each unit.
    ExportForms: Round, export_forms, Plan, [], [Units];
    /// Read forms that came back.
    Collect: Round, collect, Plan, [], [Recordable];
    /// How far every duty has come, in the middle.
    ShowProgress: Round, show_progress, Plan, [ctrl('4')], [];
    /// States on the cells, or none.
    StateLights: Round, state_lights, Plan, [function(9)], [];
    /// One task on the whole screen.
    Meeting: Round, meeting, Plan, [function(11)], [Tasks];
    /// What changed since another plan.
    ShowChanges: Round, show_changes, Plan, [], [OtherPlan];
    /// What the unit owes in all open plans.
    ShowDuties: Round, show_duties, Plan, [], [Unit];

    /// The matrix in the middle.
    ShowMatrix: View, show_matrix, Plan, [ctrl('1')], [];
    /// The document's own text in the middle.
    ShowSource: View, show_source, Plan, [ctrl('2')], [];
    /// The load of all units in the middle.
    ShowLoad: View, show_load, Plan, [ctrl('3')], [];
    /// Show the cursor's task (or section) in full.
    ShowTask: View, show_task, Matrix, [Shortcut::plain(Key::Enter)], [Cell];
    /// Show what the cursor's unit owes.
    ShowUnit: View, show_unit, Matrix, [Shortcut::ctrl(Key::Enter)], [Cell];
    /// What the person's own unit owes.
    ShowMyUnit: View, show_my_unit, Plan, [ctrl('U')], [MyUnit];
    /// Show or hide the findings.
    ShowFindings: View, show_findings, Plan, [function(8)], [];
    /// Marks as shapes.
    MarksAsShapes: View, marks_as_shapes, Plan, [], [];
    /// Marks as letters.
    MarksAsLetters: View, marks_as_letters, Plan, [], [];
    /// Marks as words.
    MarksAsWords: View, marks_as_words, Plan, [], [];
    /// One line of each task.
    TasksOneLine: View, tasks_one_line, Plan, [], [];
    /// Two lines of each task at most.
    TasksTwoLines: View, tasks_two_lines, Plan, [], [];
    /// Three lines of each task at most.
    TasksThreeLines: View, tasks_three_lines, Plan, [], [];
    /// All of each task.
    TasksWhole: View, tasks_whole, Plan, [], [];

    /// Units as the plan lists them.
    SortSource: Order, sort_source, Plan, [], [];
    /// Units with the most tasks first.
    SortLoad: Order, sort_load, Plan, [], [];
    /// Units by name.
    SortName: Order, sort_name, Plan, [], [];
    /// Fold the cursor's section, or unfold it.
    FoldSection: Order, fold_section, Plan, [function(7)], [Section];
    /// Fold the cursor's group of units, or unfold it.
    FoldGroup: Order, fold_group, Plan, [Shortcut::shift(Key::Function(7))], [Cell, SourceOrder];
    /// Fold every section.
    FoldAll: Order, fold_all, Plan, [], [Sections];
    /// Unfold everything.
    UnfoldAll: Order, unfold_all, Plan, [], [Folded];
    /// Hide rows and columns without marks, or show them.
    HideEmpty: Order, hide_empty, Plan, [], [];
    /// Show only the tasks of the unit, or all again.
    OnlyUnit: Order, only_unit, Plan, [function(4)], [Unit];
    /// Show everything that a filter left out.
    ClearFilter: Order, clear_filter, Plan, [ctrl_shift('F')], [Filter];

    /// Search tasks, units and sections.
    Find: Go, find, Plan, [ctrl('F')], [];
    /// The panel shown before.
    Back: Go, back, Plan, [Shortcut::alt(Key::Left)], [PlaceBefore];
    /// Undo a [`UiCommand::Back`].
    Forward: Go, forward, Plan, [Shortcut::alt(Key::Right)], [PlaceAfter];
    /// The task, section or unit before the one in the panel.
    Previous: Go, previous, Plan, [Shortcut::alt(Key::PageUp)], [Subject, Earlier];
    /// The one after it.
    Next: Go, next, Plan, [Shortcut::alt(Key::PageDown)], [Subject, Later];
    /// The plan in the tab to the right.
    NextTab: Go, next_tab, Plan, [Shortcut::ctrl(Key::Tab)], [OtherPlan];
    /// The plan in the tab to the left.
    PreviousTab: Go, previous_tab, Plan, [Shortcut::ctrl_shift(Key::Tab)], [OtherPlan];
    /// Move the tab to the left.
    MoveTabLeft: Go, move_tab_left, Plan, [Shortcut::ctrl_shift(Key::PageUp)], [OtherPlan];
    /// Move the tab to the right.
    MoveTabRight: Go, move_tab_right, Plan, [Shortcut::ctrl_shift(Key::PageDown)], [OtherPlan];
    /// Between matrix, panel and buttons.
    NextRegion: Go, next_region, Plan, [function(6)], [];
    /// Close what lies on top.
    Escape: Go, escape, Everywhere, [Shortcut::plain(Key::Escape)], [];

    /// Larger.
    ZoomIn: Window, zoom_in, Everywhere, [ctrl('+'), ctrl('=')], [ZoomedBelow];
    /// Smaller.
    ZoomOut: Window, zoom_out, Everywhere, [ctrl('-')], [ZoomedAbove];
    /// As the system has it.
    ZoomReset: Window, zoom_reset, Everywhere, [ctrl('0')], [];
    /// Light or dark.
    SwitchTheme: Window, switch_theme, Everywhere, [ctrl_shift('D')], [];
    /// Chinese or English.
    SwitchLanguage: Window, switch_language, Everywhere, [ctrl_shift('L')], [];
    /// Search all commands.
    Palette: Window, palette, Plan, [ctrl('K')], [];
    /// The manual.
    Help: Window, help, Plan, [function(1)], [];
    /// All keys on one page of it.
    Keys: Window, keys, Plan, [Shortcut::shift(Key::Function(1))], [];
    /// Version, data and licences: its last page.
    About: Window, about, Plan, [], [];
}

impl UiCommand {
    /// The command of this name in the manual's text: that of its words.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|command| command.row().name == name)
    }

    /// The menu and heading that it stands under.
    pub fn group(self) -> Group {
        self.row().group
    }

    /// Its key, if it has one: the first of [`Self::shortcuts`].
    pub fn shortcut(self) -> Option<Shortcut> {
        self.row().keys.first().copied()
    }

    /// All its keys, the one that is shown first.
    pub fn shortcuts(self) -> &'static [Shortcut] {
        self.row().keys
    }

    /// The name of its key: `Ctrl+O`; empty if it has none.
    pub fn key_name(self) -> String {
        self.shortcut().map(Shortcut::name).unwrap_or_default()
    }

    /// The names of all its keys: `Ctrl+Y / Ctrl+Shift+Z`; empty if it has none.
    pub fn key_names(self) -> String {
        self.shortcuts().iter().copied().map(Shortcut::name).collect::<Vec<_>>().join(" / ")
    }

    /// Where its key works.
    pub fn reach(self) -> Reach {
        self.row().reach
    }

    /// Whether it can be carried out now.
    ///
    /// # Errors
    /// The first thing that it needs and that is not so.
    pub fn availability(self, session: &Session) -> Result<(), Need> {
        let row = self.row();
        let uncovered = (row.reach != Reach::Everywhere).then_some(&Need::Uncovered);
        match uncovered.into_iter().chain(row.needs).find(|need| !need.holds(session)) {
            Some(need) => Err(*need),
            None => Ok(()),
        }
    }

    /// Its name; ends in `…` if it will ask something more.
    pub fn text(self, t: &Texts) -> &'static str {
        (self.row().words)(t).name
    }

    /// What it does, in a sentence without a full stop.
    pub fn about(self, t: &Texts) -> &'static str {
        (self.row().words)(t).about
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::lang::Lang;
    use std::collections::HashMap;

    #[test]
    fn no_two_commands_share_a_key() {
        // On the matrix every reach is in force, so that a key means one command wherever it stands.
        let mut owners: HashMap<Shortcut, UiCommand> = HashMap::new();
        for command in UiCommand::ALL {
            for &key in command.shortcuts() {
                let other = owners.insert(key, command);
                assert_eq!(other, None, "{} is the key of {command:?} too", key.name());
            }
        }
    }

    #[test]
    fn every_command_speaks_both_languages() {
        let mut names = HashMap::new();
        for lang in [Lang::Zh, Lang::En] {
            let t = lang.texts();
            for command in UiCommand::ALL {
                let (name, about) = (command.text(t), command.about(t));
                assert!(!about.ends_with(['。', '.', '…']), "{about}");
                assert_ne!(name, about, "{command:?}");
                let other = names.insert((lang == Lang::Zh, name), command);
                assert_eq!(other, None, "{name} is {command:?} too");
            }
        }
        for need in Need::ALL {
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| need.text(lang.texts()));
            assert!(zh != en && zh.chars().any(crate::model::text::is_han), "{need:?}");
        }
    }

    #[test]
    fn every_group_and_every_need_is_used() {
        for group in Group::ALL {
            assert!(group.commands().next().is_some(), "{group:?}");
        }
        let count: usize = Group::ALL.into_iter().map(|group| group.commands().count()).sum();
        assert_eq!(count, UiCommand::ALL.len());
        for need in Need::ALL {
            let is_used = UiCommand::ALL.into_iter().any(|command| command.row().needs.contains(&need));
            assert!(is_used || need == Need::Uncovered, "{need:?}");
        }
    }

    #[test]
    fn what_cannot_be_done_names_the_first_thing_that_is_missing() {
        let session = Session::new(Document::builtin(), Lang::Zh);
        assert_eq!(UiCommand::Open.availability(&session), Ok(()));
        assert_eq!(UiCommand::Versions.availability(&session), Err(Need::InFile));
        assert_eq!(UiCommand::Undo.availability(&session), Err(Need::Done));
        assert_eq!(UiCommand::Next.availability(&session), Err(Need::Subject));
    }
}
