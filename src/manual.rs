//! The manual: what officials read about the program, in both languages, as chapters of paragraphs, lists, tables
//! and pictures. It is written in `assets/manual/` (CommonMark, of which only what is listed here is understood); the
//! window and paper each set it in their own way.
//!
//! `{name}` in the text stands for a command, with the key that it has today: whoever reads the manual says which.

use crate::lang::Lang;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The manual in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manual {
    /// Its chapters, in order; never empty.
    pub chapters: Vec<Chapter>,
}

/// A chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chapter {
    /// Its heading.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A part of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Words(Vec<Run>),
    /// A list.
    Items {
        /// Whether its items are counted from 1.
        counted: bool,
        /// What they say.
        items: Vec<Vec<Run>>,
    },
    /// A table; the first row is its head.
    Table(Vec<Vec<Vec<Run>>>),
    /// A picture of the window.
    Picture {
        /// The picture, one for each language.
        picture: Picture,
        /// What there is to be seen, for those who cannot see it.
        about: String,
    },
}

/// Words that look alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words, without line breaks.
    pub words: String,
    /// How they look.
    pub look: Look,
}

/// How words look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Like all others.
    #[default]
    Plain,
    /// What the eye should find.
    Strong,
    /// What is typed: a key, a word of the command line.
    Typed,
}

/// A picture of the window, in the language of the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Picture {
    /// The matrix, with a unit in the panel.
    Window,
    /// Exporting and printing.
    Paper,
    /// A notice and its doubts.
    Import,
    /// A task in a meeting.
    Meeting,
}

impl Picture {
    /// Every picture.
    pub const ALL: [Self; 4] = [Self::Window, Self::Paper, Self::Import, Self::Meeting];

    /// Its name in the text and, behind the language's, of its file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Paper => "paper",
            Self::Import => "import",
            Self::Meeting => "meeting",
        }
    }

    /// The picture as PNG.
    pub const fn png(self, lang: Lang) -> &'static [u8] {
        match (lang, self) {
            (Lang::Zh, Self::Window) => include_bytes!("../assets/manual/zh-window.png"),
            (Lang::Zh, Self::Paper) => include_bytes!("../assets/manual/zh-paper.png"),
            (Lang::Zh, Self::Import) => include_bytes!("../assets/manual/zh-import.png"),
            (Lang::Zh, Self::Meeting) => include_bytes!("../assets/manual/zh-meeting.png"),
            (Lang::En, Self::Window) => include_bytes!("../assets/manual/en-window.png"),
            (Lang::En, Self::Paper) => include_bytes!("../assets/manual/en-paper.png"),
            (Lang::En, Self::Import) => include_bytes!("../assets/manual/en-import.png"),
            (Lang::En, Self::Meeting) => include_bytes!("../assets/manual/en-meeting.png"),
        }
    }
}

/// What the text holds that the manual has no form for: a fault of the text, met by a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUnderstood(pub String);

impl std::fmt::Display for NotUnderstood {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "not understood in the manual: {}", self.0)
    }
}

impl std::error::Error for NotUnderstood {}

impl Manual {
    /// The manual in a language. `named` says what stands for a `{name}`.
    ///
    /// # Errors
    /// A name that `named` does not know, or a form of text that is none of [`Block`]'s.
    pub fn read(lang: Lang, named: impl Fn(&str) -> Option<String>) -> Result<Self, NotUnderstood> {
        let text = match lang {
            Lang::Zh => include_str!("../assets/manual/zh.md"),
            Lang::En => include_str!("../assets/manual/en.md"),
        };
        parsed(&filled(text, named)?)
    }
}

/// The text with everything named in it.
fn filled(text: &str, named: impl Fn(&str) -> Option<String>) -> Result<String, NotUnderstood> {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').ok_or_else(|| NotUnderstood(part.to_owned()))?;
        filled += &named(name).ok_or_else(|| NotUnderstood(name.to_owned()))?;
        filled += rest;
    }
    Ok(filled)
}

/// What is being read: each form is filled by the runs that come, and put away when it ends.
#[derive(Default)]
struct Reader {
    manual: Manual,
    runs: Vec<Run>,
    look: Look,
    /// The list that is open, and whether it is counted.
    list: Option<(bool, Vec<Vec<Run>>)>,
    /// The table that is open.
    table: Option<Vec<Vec<Vec<Run>>>>,
    picture: Option<Picture>,
}

fn parsed(text: &str) -> Result<Manual, NotUnderstood> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        reader.take(event)?;
    }
    Ok(reader.manual)
}

impl Reader {
    fn take(&mut self, event: Event<'_>) -> Result<(), NotUnderstood> {
        match event {
            Event::Start(tag) => return self.begin(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.say(&words),
            Event::Code(words) => {
                let before = std::mem::replace(&mut self.look, Look::Typed);
                self.say(&words);
                self.look = before;
            }
            Event::SoftBreak => self.say(" "),
            other => return Err(NotUnderstood(format!("{other:?}"))),
        }
        Ok(())
    }

    fn say(&mut self, words: &str) {
        match self.runs.last_mut() {
            Some(run) if run.look == self.look => run.words += words,
            _ => self.runs.push(Run { words: words.to_owned(), look: self.look }),
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) -> Result<(), NotUnderstood> {
        match tag {
            Tag::Heading { level: HeadingLevel::H1, .. } => self.manual.chapters.push(Chapter::default()),
            Tag::Strong => self.look = Look::Strong,
            Tag::List(first) if self.list.is_none() => self.list = Some((first.is_some(), Vec::new())),
            Tag::Table(_) => self.table = Some(Vec::new()),
            Tag::TableHead | Tag::TableRow => self.table.iter_mut().for_each(|rows| rows.push(Vec::new())),
            Tag::Image { dest_url, .. } => {
                let named = Picture::ALL.into_iter().find(|picture| picture.name() == &**dest_url);
                self.picture = Some(named.ok_or_else(|| NotUnderstood(dest_url.to_string()))?);
            }
            Tag::Paragraph | Tag::Item | Tag::TableCell => {}
            other => return Err(NotUnderstood(format!("{other:?}"))),
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let title = self.runs.drain(..).map(|run| run.words).collect();
                if let Some(chapter) = self.manual.chapters.last_mut() {
                    chapter.title = title;
                }
            }
            TagEnd::Strong => self.look = Look::Plain,
            TagEnd::Paragraph if self.list.is_none() && !self.runs.is_empty() => {
                let words = std::mem::take(&mut self.runs);
                self.put(Block::Words(words));
            }
            TagEnd::Item => {
                let item = std::mem::take(&mut self.runs);
                self.list.iter_mut().for_each(|(_, items)| items.push(item.clone()));
            }
            TagEnd::List(_) => {
                if let Some((counted, items)) = self.list.take() {
                    self.put(Block::Items { counted, items });
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.runs);
                if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                if let Some(rows) = self.table.take() {
                    self.put(Block::Table(rows));
                }
            }
            TagEnd::Image => {
                let about = self.runs.drain(..).map(|run| run.words).collect();
                if let Some(picture) = self.picture.take() {
                    self.put(Block::Picture { picture, about });
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, block: Block) {
        if let Some(chapter) = self.manual.chapters.last_mut() {
            chapter.blocks.push(block);
        }
    }
}

impl Block {
    /// All its words, for a search.
    pub fn words(&self) -> String {
        let of = |runs: &[Run]| runs.iter().map(|run| run.words.as_str()).collect::<String>();
        match self {
            Self::Words(runs) => of(runs),
            Self::Items { items, .. } => items.iter().map(|item| of(item)).collect::<Vec<_>>().join("\n"),
            Self::Table(rows) => rows.iter().flatten().map(|cell| of(cell)).collect::<Vec<_>>().join("\n"),
            Self::Picture { about, .. } => about.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The forms of a text: what each chapter is made of.
    fn forms(lang: Lang) -> Vec<Vec<String>> {
        let manual = Manual::read(lang, |name| Some(name.to_owned())).expect("a text that is understood");
        let form = |block: &Block| match block {
            Block::Words(_) => "words".to_owned(),
            Block::Items { counted, items } => format!("{} items, counted: {counted}", items.len()),
            Block::Table(rows) => format!("{} rows", rows.len()),
            Block::Picture { picture, .. } => picture.name().to_owned(),
        };
        manual.chapters.iter().map(|chapter| chapter.blocks.iter().map(form).collect()).collect()
    }

    #[test]
    fn both_languages_have_the_same_chapters_made_of_the_same_parts() {
        assert_eq!(forms(Lang::Zh), forms(Lang::En));
        let pictures = forms(Lang::Zh).concat();
        assert!(Picture::ALL.iter().all(|picture| pictures.iter().any(|form| form == picture.name())));
    }

    #[test]
    fn what_has_no_form_is_said() {
        for text in ["{save", "> quoted", "## deeper", "```\ncode\n```", "![](nowhere)"] {
            let read = filled(text, |_| None).and_then(|text| parsed(&text));
            assert!(read.is_err(), "{text}: {read:?}");
        }
        assert_eq!(filled("{nothing}", |_| None), Err(NotUnderstood("nothing".to_owned())));
    }

    #[test]
    fn looks_end_where_they_end() {
        let manual = parsed("# One\n\na **b** `c`\nd\n").expect("understood");
        let Block::Words(runs) = &manual.chapters[0].blocks[0] else { panic!("{manual:?}") };
        let found: Vec<(&str, Look)> = runs.iter().map(|run| (run.words.as_str(), run.look)).collect();
        assert_eq!(
            found,
            [("a ", Look::Plain), ("b", Look::Strong), (" ", Look::Plain), ("c", Look::Typed), (" d", Look::Plain)]
        );
    }
}
