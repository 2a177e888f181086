//! Word documents (.docx): a draft as an office edits it and sends it on.
//!
//! Styles have names and official faces (公文标题 方正小标宋简体, 公文正文 仿宋_GB2312, 一级标题 黑体, 二级标题 楷体_GB2312), the
//! layout is that of GB/T 9704-2012 as the PDF's; each blank is a content control whose tag says unit, task and field.
//! Parts of the package: `package`; paragraphs, tables and sections: `body`; what of a draft becomes which: `draft`; forms:
//! `form`.

mod body;
mod draft;
mod form;
mod package;

pub use form::form;

use super::document::{Draft, Pen};
use crate::made::Made;
use crate::model::Date;
use crate::neutral;
use std::io;

/// The document of a draft. `date` is what the file states as that of its making; without one a fixed day.
///
/// # Errors
/// Never in practice: the package is put together in memory.
pub fn document(draft: &Draft, date: Option<Date>) -> io::Result<Made> {
    let body = draft::body(draft);
    let bytes = package::package(&body, draft, date)?;
    Ok(Made::told(bytes, draft.warning.iter().cloned().collect()))
}

/// A text in which nothing is markup, and nothing that XML may not hold.
fn escaped(text: &str) -> String {
    quick_xml::escape::escape(neutral::xml(text)).into_owned()
}

/// Makes texts fit for XML: no control characters, none of the two code points that it cannot hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainPen;

impl Pen for PlainPen {
    fn line(&mut self, text: &str) -> String {
        let is_held = |c: &char| !matches!(c, '\u{FFFE}' | '\u{FFFF}');
        let seen = text.trim().chars().filter(is_held);
        seen.map(|c| if c.is_control() || c.is_whitespace() && c != '\u{3000}' { ' ' } else { c }).collect()
    }
}
