//! The manual as pages.

use super::PaperError;
use super::document::tag;
use super::faces::{Faces, Families};
use super::pages::Pages;
use super::world::{Template, lay_out_with};
use crate::lang::Lang;
use crate::manual::{Block, Chapter, Look, Manual, Picture, Run};
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct Book<'m> {
    lang: &'static str,
    region: Option<&'static str>,
    faces: Families,
    title: &'m str,
    program: String,
    contents: &'static str,
    chapters: Vec<Part<'m>>,
}

#[derive(Serialize)]
struct Part<'m> {
    title: &'m str,
    blocks: Vec<Piece<'m>>,
}

#[derive(Serialize)]
#[serde(tag = "form", rename_all = "lowercase")]
enum Piece<'m> {
    Words { runs: Vec<Word<'m>> },
    Items { counted: bool, items: Vec<Vec<Word<'m>>> },
    Table { rows: Vec<Vec<Vec<Word<'m>>>> },
    Picture { picture: &'static str, about: &'m str },
}

#[derive(Serialize)]
struct Word<'m> {
    words: &'m str,
    look: &'static str,
}

/// Lays out the manual in a language.
///
/// # Errors
/// [`PaperError::Failed`] if typesetting fails.
pub fn manual(manual: &Manual, lang: Lang, faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    let t = lang.texts();
    let (tag, region) = tag(lang);
    let book = Book {
        lang: tag,
        region,
        faces: faces.families(),
        title: t.commands.help.name,
        program: format!("{} {}", t.app_name, env!("CARGO_PKG_VERSION")),
        contents: t.paper_contents,
        chapters: manual.chapters.iter().map(part).collect(),
    };
    let pictures = Picture::ALL.map(|picture| (format!("/{}.png", picture.name()), picture.png(lang)));
    let document = lay_out_with(Template::Manual, faces, &book, &pictures)?;
    Ok(Pages::new(document, Vec::new()))
}

fn part(chapter: &Chapter) -> Part<'_> {
    Part { title: &chapter.title, blocks: chapter.blocks.iter().map(piece).collect() }
}

fn piece(block: &Block) -> Piece<'_> {
    match block {
        Block::Words(runs) => Piece::Words { runs: words(runs) },
        Block::Items { counted, items } => {
            Piece::Items { counted: *counted, items: items.iter().map(|item| words(item)).collect() }
        }
        Block::Table(rows) => {
            Piece::Table { rows: rows.iter().map(|row| row.iter().map(|cell| words(cell)).collect()).collect() }
        }
        Block::Picture { picture, about } => Piece::Picture { picture: picture.name(), about },
    }
}

fn words(runs: &[Run]) -> Vec<Word<'_>> {
    let look = |look| match look {
        Look::Plain => "plain",
        Look::Strong => "strong",
        Look::Typed => "typed",
    };
    runs.iter().map(|run| Word { words: &run.words, look: look(run.look) }).collect()
}
