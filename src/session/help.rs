//! The manual in the window: which page of it is open, and what it says of commands.

use super::UiCommand;
use crate::lang::Lang;
use crate::manual::{Block, Chapter, Look, Manual, Run};
use std::sync::OnceLock;

/// A page of the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HelpPage {
    /// A chapter, by its position.
    Chapter(usize),
    /// All keys, from the table of commands.
    Keys,
}

impl HelpPage {
    /// Where the manual begins.
    pub const START: Self = Self::Chapter(0);

    /// The last chapter: version, data, licences.
    pub(super) fn about(lang: Lang) -> Self {
        Self::Chapter(manual(lang).chapters.len().saturating_sub(1))
    }
}

/// The manual as the program is today: every command with its name and key.
pub fn manual(lang: Lang) -> &'static Manual {
    static ZH: OnceLock<Manual> = OnceLock::new();
    static EN: OnceLock<Manual> = OnceLock::new();
    let read = match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    };
    // A name that is no command is met by a test.
    read.get_or_init(|| Manual::read(lang, |name| named(lang, name)).unwrap_or_default())
}

/// The manual for paper: with every key, before the chapter about the program.
pub fn manual_on_paper(lang: Lang) -> Manual {
    let t = lang.texts();
    let cell = |words: &str, look| vec![Run { words: words.to_owned(), look }];
    let mut manual = manual(lang).clone();
    let mut rows =
        vec![[t.keys_head_keys, t.keys_head_command, t.keys_head_about].map(|head| cell(head, Look::Plain)).to_vec()];
    for command in UiCommand::ALL {
        let keys = command.key_names();
        if !keys.is_empty() {
            rows.push(vec![
                cell(&keys, Look::Plain),
                cell(command.text(t), Look::Plain),
                cell(command.about(t), Look::Plain),
            ]);
        }
    }
    let keys = Chapter { title: UiCommand::Keys.text(t).to_owned(), blocks: vec![Block::Table(rows)] };
    manual.chapters.insert(manual.chapters.len().saturating_sub(1), keys);
    manual
}

/// What stands for a `{name}`: a command with its key, or the program with its version.
fn named(lang: Lang, name: &str) -> Option<String> {
    let t = lang.texts();
    if name == "about" {
        return Some(format!("{} {} · {}", t.app_name, env!("CARGO_PKG_VERSION"), t.about));
    }
    let command = UiCommand::named(name)?;
    let words = command.text(t).trim_end_matches('…');
    let key = command.shortcut().map(|key| key.name());
    Some(match (lang, key) {
        (Lang::Zh, Some(key)) => format!("“{words}”（`{key}`）"),
        (Lang::En, Some(key)) => format!("\"{words}\" (`{key}`)"),
        (Lang::Zh, None) => format!("“{words}”"),
        (Lang::En, None) => format!("\"{words}\""),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_names_commands_that_there_are() {
        for lang in [Lang::Zh, Lang::En] {
            let manual = Manual::read(lang, |name| named(lang, name)).expect("every name is a command's");
            let words: String =
                manual.chapters.iter().flat_map(|chapter| &chapter.blocks).map(|block| block.words()).collect();
            assert!(words.contains("Ctrl+S") && words.contains(env!("CARGO_PKG_VERSION")), "{lang:?}");
            assert!(!words.contains(['{', '}', '*', '`']), "nothing of the writing is left: {words}");
        }
        assert_eq!(named(Lang::Zh, "save").as_deref(), Some("“保存方案”（`Ctrl+S`）"));
        assert_eq!(named(Lang::Zh, "nothing"), None);
    }
}
