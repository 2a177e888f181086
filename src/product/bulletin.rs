//! Bulletins as files: what is said of plans rather than made of one.

use super::table::Format;
use super::{MakeError, Options, Step};
use crate::export::bulletin::Bulletin;
use crate::export::docx::PlainPen;
use crate::export::{document, docx, xlsx};
use crate::lang::{Lang, fill};
use crate::made::Made;
use crate::paper;

/// The formats in which every bulletin is made, the default first.
pub const BULLETIN_FORMATS: &[Format] = &[Format::Csv, Format::Xlsx, Format::Pdf, Format::Docx];

/// Makes the file of a bulletin.
///
/// # Errors
/// [`MakeError::NoBulletin`] if bulletins are not made in this format; whatever its maker meets.
pub fn make_bulletin(bulletin: &Bulletin, format: Format, options: &Options) -> Result<Made, MakeError> {
    match format {
        Format::Csv => Ok(Made::whole(bulletin.csv(options.encoding)?)),
        Format::Xlsx => Ok(xlsx::bulletin(bulletin)?),
        Format::Pdf => {
            let date = options.date.or(bulletin.date);
            paper::is_ready(options.standard, date)?;
            let pages = paper::bulletin(bulletin, &options.faces())?;
            options.tell(Step::Writing { pages: pages.count() }, bulletin.lang);
            Ok(Made::told(pages.pdf(options.standard, date)?, pages.warnings().to_vec()))
        }
        Format::Docx => {
            let draft = document::bulletin(bulletin, &mut PlainPen);
            Ok(docx::document(&draft, options.date.or(bulletin.date))?)
        }
        Format::Svg | Format::Png | Format::Html => {
            Err(MakeError::NoBulletin { title: bulletin.title_line(), ending: format.ending().to_owned() })
        }
    }
}

/// The format of a bulletin that is asked for by name or ending.
///
/// # Errors
/// [`MakeError::NoBulletin`] for one in which bulletins are not made.
pub fn bulletin_format(asked: &str, title: &str) -> Result<Format, MakeError> {
    let format = Format::of_ending(asked).filter(|format| BULLETIN_FORMATS.contains(format));
    format.ok_or_else(|| MakeError::NoBulletin { title: title.to_owned(), ending: asked.to_owned() })
}

/// Says that a bulletin is not made in a format of this name, and in which it is.
pub(super) fn refusal(title: &str, ending: &str, lang: Lang) -> String {
    let endings: Vec<&str> = BULLETIN_FORMATS.iter().map(|format| format.ending()).collect();
    fill(lang.texts().format_not_made, &[&ending, &title, &endings.join(" ")])
}
