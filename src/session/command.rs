//! Everything a person can ask for by button or key: the one list from which tooltips, keys and
//! help come.

use crate::lang::Texts;

/// A command, in the order of the help window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UiCommand {
    /// Choose a plan file.
    Open,
    /// Show the built-in plan.
    OpenBuiltin,
    /// Read the plan's file again.
    Reload,
    /// The plan in the tab to the right.
    NextTab,
    /// The plan in the tab to the left.
    PreviousTab,
    /// Move the tab to the left.
    MoveTabLeft,
    /// Move the tab to the right.
    MoveTabRight,
    /// Close the plan.
    CloseTab,
    /// Read the text on the clipboard as a notice.
    ImportClipboard,
    /// Put the plan right.
    Arrange,
    /// Write the plan to its file.
    Save,
    /// Write the plan to another file.
    SaveAs,
    /// List the earlier versions of the plan's file.
    Versions,
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
    /// Write the matrix as CSV.
    ExportMatrix,
    /// Write the matrix as an Excel workbook.
    ExportWorkbook,
    /// Write the matrix as PNG.
    ExportPicture,
    /// Write the matrix as SVG.
    ExportDrawing,
    /// Write all marks as CSV.
    ExportMarks,
    /// Write the current unit's obligations as CSV.
    ExportUnit,
    /// Write the current unit's obligations as an Excel workbook.
    ExportUnitWorkbook,
    /// Show the unit in the panel, else the matrix, as pages.
    Print,
    /// Show the obligations of all units as pages.
    PrintAll,
    /// Search tasks, units and sections.
    Find,
    /// Copy the selected cells.
    Copy,
    /// Select every cell.
    SelectAll,
    /// Show the cursor's task (or section) in full.
    ShowTask,
    /// Show what the cursor's unit owes.
    ShowUnit,
    /// The matrix in the middle.
    ShowMatrix,
    /// The document's own text in the middle.
    ShowSource,
    /// The load of all units in the middle.
    ShowLoad,
    /// What the person's own unit owes.
    ShowMyUnit,
    /// Show or hide the findings.
    ShowFindings,
    /// Fold the cursor's section, or unfold it.
    FoldSection,
    /// Fold the cursor's group of units, or unfold it.
    FoldGroup,
    /// Fold every section.
    FoldAll,
    /// Unfold everything.
    UnfoldAll,
    /// Units as the plan lists them.
    SortSource,
    /// Units with the most tasks first.
    SortLoad,
    /// Units by name.
    SortName,
    /// Marks as shapes.
    MarksAsShapes,
    /// Marks as letters.
    MarksAsLetters,
    /// Marks as words.
    MarksAsWords,
    /// Hide rows and columns without marks, or show them.
    HideEmpty,
    /// Show everything that a filter left out.
    ClearFilter,
    /// The panel shown before.
    Back,
    /// Undo a [`UiCommand::Back`].
    Forward,
    /// The task, section or unit before the one in the panel.
    Previous,
    /// The one after it.
    Next,
    /// Close what lies on top.
    Escape,
    /// Between matrix, panel and buttons.
    NextRegion,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// As the system has it.
    ZoomReset,
    /// Light or dark.
    SwitchTheme,
    /// Chinese or English.
    SwitchLanguage,
    /// Search all commands.
    Palette,
    /// All keys on one page.
    Help,
}

/// A key, by its name on the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Key {
    A,
    C,
    D,
    E,
    F,
    J,
    K,
    L,
    O,
    P,
    S,
    U,
    W,
    Y,
    Z,
    One,
    Two,
    Three,
    F1,
    F5,
    F6,
    F7,
    F8,
    Enter,
    Escape,
    Left,
    Right,
    PageUp,
    PageDown,
    Tab,
    Plus,
    Minus,
    Zero,
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// Ctrl (⌘ on a Mac).
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// The key.
    pub key: Key,
}

impl Shortcut {
    const fn plain(key: Key) -> Self {
        Self { ctrl: false, shift: false, alt: false, key }
    }

    const fn ctrl(key: Key) -> Self {
        Self { ctrl: true, ..Self::plain(key) }
    }

    const fn ctrl_shift(key: Key) -> Self {
        Self { shift: true, ..Self::ctrl(key) }
    }

    const fn shift(key: Key) -> Self {
        Self { shift: true, ..Self::plain(key) }
    }

    const fn alt(key: Key) -> Self {
        Self { alt: true, ..Self::plain(key) }
    }

    /// As written on keyboards: `Ctrl+Shift+E`.
    pub fn name(self) -> String {
        let key = match self.key {
            Key::A => "A",
            Key::C => "C",
            Key::D => "D",
            Key::E => "E",
            Key::F => "F",
            Key::J => "J",
            Key::K => "K",
            Key::L => "L",
            Key::O => "O",
            Key::P => "P",
            Key::S => "S",
            Key::Y => "Y",
            Key::Z => "Z",
            Key::U => "U",
            Key::W => "W",
            Key::One => "1",
            Key::Two => "2",
            Key::Three => "3",
            Key::F1 => "F1",
            Key::F5 => "F5",
            Key::F6 => "F6",
            Key::F7 => "F7",
            Key::F8 => "F8",
            Key::Enter => "Enter",
            Key::Escape => "Esc",
            Key::Left => "←",
            Key::Right => "→",
            Key::PageUp => "PageUp",
            Key::PageDown => "PageDown",
            Key::Tab => "Tab",
            Key::Plus => "+",
            Key::Minus => "−",
            Key::Zero => "0",
        };
        let modifier = |held: bool, name: &'static str| if held { name } else { "" };
        [modifier(self.ctrl, "Ctrl+"), modifier(self.shift, "Shift+"), modifier(self.alt, "Alt+"), key].concat()
    }
}

impl UiCommand {
    /// Every command, in the order of the help window.
    pub const ALL: [Self; 59] = [
        Self::Open,
        Self::OpenBuiltin,
        Self::Reload,
        Self::ImportClipboard,
        Self::Arrange,
        Self::Save,
        Self::SaveAs,
        Self::Versions,
        Self::Undo,
        Self::Redo,
        Self::NextTab,
        Self::PreviousTab,
        Self::MoveTabLeft,
        Self::MoveTabRight,
        Self::CloseTab,
        Self::Print,
        Self::PrintAll,
        Self::ExportMatrix,
        Self::ExportWorkbook,
        Self::ExportPicture,
        Self::ExportDrawing,
        Self::ExportMarks,
        Self::ExportUnit,
        Self::ExportUnitWorkbook,
        Self::Find,
        Self::Copy,
        Self::SelectAll,
        Self::ShowTask,
        Self::ShowUnit,
        Self::ShowMyUnit,
        Self::ShowMatrix,
        Self::ShowSource,
        Self::ShowLoad,
        Self::ShowFindings,
        Self::FoldSection,
        Self::FoldGroup,
        Self::FoldAll,
        Self::UnfoldAll,
        Self::SortSource,
        Self::SortLoad,
        Self::SortName,
        Self::MarksAsShapes,
        Self::MarksAsLetters,
        Self::MarksAsWords,
        Self::HideEmpty,
        Self::ClearFilter,
        Self::Back,
        Self::Forward,
        Self::Previous,
        Self::Next,
        Self::Escape,
        Self::NextRegion,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
        Self::SwitchTheme,
        Self::SwitchLanguage,
        Self::Palette,
        Self::Help,
    ];

    /// Its key, if it has one.
    pub fn shortcut(self) -> Option<Shortcut> {
        Some(match self {
            Self::Open => Shortcut::ctrl(Key::O),
            Self::OpenBuiltin => Shortcut::ctrl_shift(Key::O),
            Self::ExportMatrix => Shortcut::ctrl(Key::E),
            Self::ExportMarks
            | Self::ImportClipboard
            | Self::Versions
            | Self::ExportWorkbook
            | Self::ExportPicture
            | Self::ExportDrawing
            | Self::ExportUnitWorkbook
            | Self::PrintAll
            | Self::FoldAll
            | Self::UnfoldAll
            | Self::SortSource
            | Self::SortLoad
            | Self::SortName
            | Self::MarksAsShapes
            | Self::MarksAsLetters
            | Self::MarksAsWords
            | Self::HideEmpty => return None,
            Self::Reload => Shortcut::plain(Key::F5),
            Self::NextTab => Shortcut::ctrl(Key::Tab),
            Self::PreviousTab => Shortcut::ctrl_shift(Key::Tab),
            Self::MoveTabLeft => Shortcut::ctrl_shift(Key::PageUp),
            Self::MoveTabRight => Shortcut::ctrl_shift(Key::PageDown),
            Self::CloseTab => Shortcut::ctrl(Key::W),
            Self::Print => Shortcut::ctrl(Key::P),
            Self::Arrange => Shortcut::ctrl(Key::J),
            Self::Save => Shortcut::ctrl(Key::S),
            Self::SaveAs => Shortcut::ctrl_shift(Key::S),
            Self::Undo => Shortcut::ctrl(Key::Z),
            Self::Redo => Shortcut::ctrl(Key::Y),
            Self::ShowMatrix => Shortcut::ctrl(Key::One),
            Self::ShowSource => Shortcut::ctrl(Key::Two),
            Self::ShowLoad => Shortcut::ctrl(Key::Three),
            Self::ShowMyUnit => Shortcut::ctrl(Key::U),
            Self::FoldSection => Shortcut::plain(Key::F7),
            Self::FoldGroup => Shortcut::shift(Key::F7),
            Self::ClearFilter => Shortcut::ctrl_shift(Key::F),
            Self::Palette => Shortcut::ctrl(Key::K),
            Self::ExportUnit => Shortcut::ctrl_shift(Key::E),
            Self::Find => Shortcut::ctrl(Key::F),
            Self::Copy => Shortcut::ctrl(Key::C),
            Self::SelectAll => Shortcut::ctrl(Key::A),
            Self::ShowTask => Shortcut::plain(Key::Enter),
            Self::ShowUnit => Shortcut::ctrl(Key::Enter),
            Self::ShowFindings => Shortcut::plain(Key::F8),
            Self::Back => Shortcut::alt(Key::Left),
            Self::Forward => Shortcut::alt(Key::Right),
            Self::Previous => Shortcut::alt(Key::PageUp),
            Self::Next => Shortcut::alt(Key::PageDown),
            Self::Escape => Shortcut::plain(Key::Escape),
            Self::NextRegion => Shortcut::plain(Key::F6),
            Self::ZoomIn => Shortcut::ctrl(Key::Plus),
            Self::ZoomOut => Shortcut::ctrl(Key::Minus),
            Self::ZoomReset => Shortcut::ctrl(Key::Zero),
            Self::SwitchTheme => Shortcut::ctrl_shift(Key::D),
            Self::SwitchLanguage => Shortcut::ctrl_shift(Key::L),
            Self::Help => Shortcut::plain(Key::F1),
        })
    }

    /// Whether its key belongs to the matrix and does nothing while another widget has the keyboard.
    pub fn needs_matrix(self) -> bool {
        matches!(self, Self::Copy | Self::SelectAll | Self::ShowTask | Self::ShowUnit)
    }

    /// Its name; ends in `…` if it will ask something more.
    pub fn text(self, t: &Texts) -> &'static str {
        match self {
            Self::Open => t.command_open,
            Self::OpenBuiltin => t.command_open_builtin,
            Self::ExportMatrix => t.command_export_matrix,
            Self::ExportMarks => t.command_export_marks,
            Self::ExportWorkbook => t.command_export_workbook,
            Self::ExportPicture => t.command_export_picture,
            Self::ExportDrawing => t.command_export_drawing,
            Self::ExportUnitWorkbook => t.command_export_unit_workbook,
            Self::Print => t.command_print,
            Self::ImportClipboard => t.command_import_clipboard,
            Self::Arrange => t.command_arrange,
            Self::Save => t.command_save,
            Self::SaveAs => t.command_save_as,
            Self::Versions => t.command_versions,
            Self::Undo => t.command_undo,
            Self::Redo => t.command_redo,
            Self::PrintAll => t.command_print_all,
            Self::ExportUnit => t.command_export_unit,
            Self::Find => t.command_find,
            Self::Copy => t.command_copy,
            Self::SelectAll => t.command_select_all,
            Self::ShowTask => t.command_show_task,
            Self::ShowUnit => t.command_show_unit,
            Self::ShowFindings => t.command_show_findings,
            Self::Reload => t.command_reload,
            Self::NextTab => t.command_next_tab,
            Self::PreviousTab => t.command_previous_tab,
            Self::MoveTabLeft => t.command_move_tab_left,
            Self::MoveTabRight => t.command_move_tab_right,
            Self::CloseTab => t.command_close_tab,
            Self::ShowMatrix => t.command_show_matrix,
            Self::ShowSource => t.command_show_source,
            Self::ShowLoad => t.command_show_load,
            Self::ShowMyUnit => t.command_show_my_unit,
            Self::FoldSection => t.command_fold_section,
            Self::FoldGroup => t.command_fold_group,
            Self::FoldAll => t.command_fold_all,
            Self::UnfoldAll => t.command_unfold_all,
            Self::SortSource => t.command_sort_source,
            Self::SortLoad => t.command_sort_load,
            Self::SortName => t.command_sort_name,
            Self::MarksAsShapes => t.command_marks_as_shapes,
            Self::MarksAsLetters => t.command_marks_as_letters,
            Self::MarksAsWords => t.command_marks_as_words,
            Self::HideEmpty => t.hide_empty,
            Self::ClearFilter => t.command_clear_filter,
            Self::Palette => t.command_palette,
            Self::Back => t.command_back,
            Self::Forward => t.command_forward,
            Self::Previous => t.command_previous,
            Self::Next => t.command_next,
            Self::Escape => t.command_escape,
            Self::NextRegion => t.command_next_region,
            Self::ZoomIn => t.command_zoom_in,
            Self::ZoomOut => t.command_zoom_out,
            Self::ZoomReset => t.command_zoom_reset,
            Self::SwitchTheme => t.command_switch_theme,
            Self::SwitchLanguage => t.command_switch_language,
            Self::Help => t.command_help,
        }
    }
}
