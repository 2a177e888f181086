//! Keys of the command list, as egui tells them.

use super::Cx;
use super::widget::selects_text;
use crate::model::Role;
use crate::session::{EditAction, Key, Reach, Shortcut, UiCommand};
use eframe::egui::{self, Event, ImeEvent, InputState, KeyboardShortcut, Modifiers, Popup};
use std::cmp::Reverse;

/// The key as egui names it; `None` for one that egui does not know, which a test refuses.
fn egui_key(key: Key) -> Option<egui::Key> {
    egui::Key::from_name(&key.name())
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
    egui_key(shortcut.key).is_some_and(|key| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key)))
}

/// The keys of the roles, in their order.
fn egui_digits() -> [egui::Key; 7] {
    use egui::Key::{Num1, Num2, Num3, Num4, Num5, Num6, Num7};
    [Num1, Num2, Num3, Num4, Num5, Num6, Num7]
}

/// Sends the commands whose keys were pressed. `matrix_focused` says whether the matrix has the
/// keyboard; without it the matrix' own keys stay with the widget that has it. While a question stands
/// the plan behind it hears nothing.
pub fn commands_ui(ui: &egui::Ui, cx: &Cx<'_>, matrix_focused: bool) {
    let ctx = ui.ctx();
    // Text being typed or composed keeps its keys, but for function keys.
    let typing = ctx.text_edit_focused();
    let menu_open = Popup::is_any_open(ctx);
    let copies_text = selects_text(ctx);
    let (is_asked, is_listed) = (cx.session.asked().is_some(), cx.session.is_palette_open());
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
        // So do those of cutting and pasting; what is pasted comes with it.
        if matrix_focused && !typing && !is_asked && !is_listed && cx.session.draft().is_some() {
            input.events.retain(|event| match event {
                Event::Cut => {
                    cx.command(UiCommand::CutMarks);
                    false
                }
                Event::Paste(text) => {
                    cx.tell(EditAction::PasteMarks(text.clone()));
                    false
                }
                _ => true,
            });
            // A role more: Alt with the role's own key.
            for (role, key) in Role::ALL.into_iter().zip(egui_digits()) {
                if role != Role::OverallLead && input.consume_key(Modifiers::ALT, key) {
                    cx.tell(EditAction::MarkToo(role));
                }
            }
        }
        // Longer chords first: Ctrl+Shift+E also satisfies Ctrl+E.
        let keys = |command: UiCommand| command.shortcuts().iter().map(move |&key| (command, key));
        let mut commands: Vec<(UiCommand, Shortcut)> = UiCommand::ALL.into_iter().flat_map(keys).collect();
        commands.sort_by_key(|(_, key)| Reverse(key.modifiers()));
        for (command, key) in commands {
            // A question has the keyboard, and so has the list of commands.
            let is_covered = (is_asked || is_listed && command != UiCommand::Palette)
                && command != UiCommand::Escape
                && command.reach() != Reach::Everywhere;
            let belongs_to_matrix = command.reach() == Reach::Matrix && !matrix_focused;
            let is_editing_key = (typing || copies_text && key.key == Key::Sign('C'))
                && key.ctrl
                && matches!(key.key, Key::Sign('A' | 'C' | 'Y' | 'Z'));
            // Esc belongs to the text field, which gives the keyboard back, and to an open menu.
            let is_leaving_key = (typing || menu_open) && command == UiCommand::Escape;
            if !is_covered && !belongs_to_matrix && !is_leaving_key && !is_editing_key && consume(input, key) {
                cx.command(command);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::lang::Lang;
    use crate::session::{Action, Session};

    /// What a key asks for while the matrix has the keyboard.
    fn asked(shortcut: Shortcut) -> Vec<Action> {
        let session = Session::new(Document::builtin(), Lang::Zh);
        let key = egui_key(shortcut.key).unwrap_or_else(|| panic!("egui does not know {}", shortcut.name()));
        let modifiers = Modifiers {
            alt: shortcut.alt,
            ctrl: shortcut.ctrl,
            shift: shortcut.shift,
            command: shortcut.ctrl,
            ..Modifiers::NONE
        };
        let pressed = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        let input = egui::RawInput { events: vec![pressed], ..egui::RawInput::default() };
        let mut actions = Vec::new();
        let mut output = egui::Context::default().run_ui(input, |ui| {
            let cx = Cx::new(&session, None);
            commands_ui(ui, &cx, true);
            actions.extend(cx.into_actions());
        });
        // Nothing is painted.
        output.textures_delta.clear();
        actions
    }

    #[test]
    fn every_key_asks_for_its_command_and_no_other() {
        for command in UiCommand::ALL {
            for &shortcut in command.shortcuts() {
                let actions = asked(shortcut);
                let is_own = matches!(actions.as_slice(), [Action::Command(asked)] if *asked == command);
                assert!(is_own, "{} asks for {actions:?}, not {command:?}", shortcut.name());
            }
        }
    }
}
