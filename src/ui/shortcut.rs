//! Keys of the command list, as egui tells them.

use super::Cx;
use super::widget::selects_text;
use crate::session::{Key, Shortcut, UiCommand};
use eframe::egui::{self, Event, ImeEvent, InputState, KeyboardShortcut, Modifiers, Popup};

fn egui_key(key: Key) -> egui::Key {
    match key {
        Key::A => egui::Key::A,
        Key::C => egui::Key::C,
        Key::D => egui::Key::D,
        Key::E => egui::Key::E,
        Key::F => egui::Key::F,
        Key::J => egui::Key::J,
        Key::K => egui::Key::K,
        Key::L => egui::Key::L,
        Key::O => egui::Key::O,
        Key::P => egui::Key::P,
        Key::S => egui::Key::S,
        Key::Y => egui::Key::Y,
        Key::Z => egui::Key::Z,
        Key::U => egui::Key::U,
        Key::W => egui::Key::W,
        Key::One => egui::Key::Num1,
        Key::Two => egui::Key::Num2,
        Key::Three => egui::Key::Num3,
        Key::F1 => egui::Key::F1,
        Key::F5 => egui::Key::F5,
        Key::F6 => egui::Key::F6,
        Key::F7 => egui::Key::F7,
        Key::F8 => egui::Key::F8,
        Key::Enter => egui::Key::Enter,
        Key::Escape => egui::Key::Escape,
        Key::Left => egui::Key::ArrowLeft,
        Key::Right => egui::Key::ArrowRight,
        Key::PageUp => egui::Key::PageUp,
        Key::PageDown => egui::Key::PageDown,
        Key::Tab => egui::Key::Tab,
        Key::Plus => egui::Key::Plus,
        Key::Minus => egui::Key::Minus,
        Key::Zero => egui::Key::Num0,
    }
}

fn consume(input: &mut InputState, shortcut: Shortcut) -> bool {
    let mut modifiers = Modifiers::NONE;
    if shortcut.ctrl {
        modifiers |= Modifiers::COMMAND;
    }
    if shortcut.shift {
        modifiers |= Modifiers::SHIFT;
    }
    if shortcut.alt {
        modifiers |= Modifiers::ALT;
    }
    let pressed = |input: &mut InputState, key| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key));
    // `+` is Shift+= on most keyboards.
    pressed(input, egui_key(shortcut.key)) || (shortcut.key == Key::Plus && pressed(input, egui::Key::Equals))
}

fn works_everywhere(command: UiCommand) -> bool {
    use UiCommand::{Escape, SwitchLanguage, SwitchTheme, ZoomIn, ZoomOut, ZoomReset};
    matches!(command, Escape | SwitchLanguage | SwitchTheme | ZoomIn | ZoomOut | ZoomReset)
}

/// Sends the commands whose keys were pressed. `matrix_focused` says whether the matrix has the
/// keyboard; without it the matrix' own keys stay with the widget that has it.
pub fn commands_ui(ui: &egui::Ui, cx: &Cx<'_>, matrix_focused: bool) {
    let ctx = ui.ctx();
    // Text being typed or composed keeps its keys, but for function keys.
    let typing = ctx.text_edit_focused();
    let menu_open = Popup::is_any_open(ctx);
    let copies_text = selects_text(ctx);
    ctx.input_mut(|input| {
        // While an input method composes, every key is its own.
        if input.events.iter().any(|event| matches!(event, Event::Ime(ImeEvent::Preedit { .. }))) {
            return;
        }
        // The system's copy key arrives as an event of its own.
        if matrix_focused && !copies_text && input.events.iter().any(|event| matches!(event, Event::Copy)) {
            input.events.retain(|event| !matches!(event, Event::Copy));
            cx.command(UiCommand::Copy);
        }
        // Longer chords first: Ctrl+Shift+E also satisfies Ctrl+E.
        let mut commands: Vec<(UiCommand, Shortcut)> =
            UiCommand::ALL.into_iter().filter_map(|command| Some((command, command.shortcut()?))).collect();
        commands
            .sort_by_key(|(_, key)| std::cmp::Reverse(u8::from(key.ctrl) + u8::from(key.shift) + u8::from(key.alt)));
        for (command, key) in commands {
            let belongs_to_matrix = command.needs_matrix() && !matrix_focused;
            let is_editing_key = (typing || copies_text && key.key == Key::C)
                && key.ctrl
                && matches!(key.key, Key::A | Key::C | Key::Y | Key::Z);
            // Esc belongs to the text field, which gives the keyboard back, and to an open menu.
            let is_leaving_key = (typing || menu_open) && command == UiCommand::Escape;
            // The preview lies over everything else.
            let is_covered = cx.session.preview().is_some() && !works_everywhere(command);
            if !is_covered && !belongs_to_matrix && !is_leaving_key && !is_editing_key && consume(input, key) {
                cx.command(command);
            }
        }
    });
}
