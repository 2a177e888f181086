//! Keys by their names on the keyboard, without the window that reads them.

/// A key, without modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A letter (upper case), a figure, `+`, `-` or `=`.
    Sign(char),
    /// A function key, from 1.
    Function(u8),
    /// Enter, also that of the number block.
    Enter,
    /// Esc.
    Escape,
    /// Del.
    Delete,
    /// Tab.
    Tab,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

impl Key {
    /// Its name as keyboards and egui spell it: `Enter`, `F5`, `Left`.
    pub fn name(self) -> String {
        match self {
            Self::Sign(sign) => sign.to_string(),
            Self::Function(number) => format!("F{number}"),
            Self::Enter => "Enter".to_owned(),
            Self::Escape => "Esc".to_owned(),
            Self::Delete => "Delete".to_owned(),
            Self::Tab => "Tab".to_owned(),
            Self::Up => "Up".to_owned(),
            Self::Down => "Down".to_owned(),
            Self::Left => "Left".to_owned(),
            Self::Right => "Right".to_owned(),
            Self::PageUp => "PageUp".to_owned(),
            Self::PageDown => "PageDown".to_owned(),
        }
    }

    /// The sign that people read: an arrow rather than `Left`, a minus rather than a hyphen.
    fn sign(self) -> String {
        match self {
            Self::Delete => "Del".to_owned(),
            Self::Up => "↑".to_owned(),
            Self::Down => "↓".to_owned(),
            Self::Left => "←".to_owned(),
            Self::Right => "→".to_owned(),
            Self::Sign('-') => "−".to_owned(),
            key => key.name(),
        }
    }
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// The key alone.
    pub(super) const fn plain(key: Key) -> Self {
        Self { ctrl: false, shift: false, alt: false, key }
    }

    /// With Ctrl.
    pub(super) const fn ctrl(key: Key) -> Self {
        Self { ctrl: true, ..Self::plain(key) }
    }

    /// With Ctrl and Shift.
    pub(super) const fn ctrl_shift(key: Key) -> Self {
        Self { shift: true, ..Self::ctrl(key) }
    }

    /// With Shift.
    pub(super) const fn shift(key: Key) -> Self {
        Self { shift: true, ..Self::plain(key) }
    }

    /// With Alt and Shift.
    pub(super) const fn alt_shift(key: Key) -> Self {
        Self { shift: true, ..Self::alt(key) }
    }

    /// With Alt.
    pub(super) const fn alt(key: Key) -> Self {
        Self { alt: true, ..Self::plain(key) }
    }

    /// As written on keyboards: `Ctrl+Shift+E`.
    pub fn name(self) -> String {
        let modifier = |held: bool, name: &'static str| if held { name } else { "" };
        let key = self.key.sign();
        [modifier(self.ctrl, "Ctrl+"), modifier(self.shift, "Shift+"), modifier(self.alt, "Alt+"), &key].concat()
    }

    /// How many modifiers are held: 0 to 3.
    pub fn modifiers(self) -> u8 {
        u8::from(self.ctrl) + u8::from(self.shift) + u8::from(self.alt)
    }
}
