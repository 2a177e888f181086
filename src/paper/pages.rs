//! Pages that were laid out once: shown as pictures, saved as PDF, from one and the same layout.

use super::PaperError;
use super::wishes::{PageImage, PageSize, Standard};
use crate::made::{Sheets, Warning};
use crate::model::Date;
use typst::foundations::{Datetime, Smart};
use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

/// A laid-out document.
#[derive(Clone, Debug)]
pub struct Pages {
    document: PagedDocument,
    warnings: Vec<Warning>,
    type_size: Option<f64>,
}

impl Pages {
    pub(super) fn new(document: PagedDocument, warnings: Vec<Warning>) -> Self {
        Self { document, warnings, type_size: None }
    }

    /// Of one size of type, in points.
    pub(super) fn of_type_size(self, points: f64) -> Self {
        Self { type_size: Some(points), ..self }
    }

    /// How many sheets of which size of type, where that followed from the room.
    pub fn sheets(&self) -> Option<Sheets> {
        self.type_size.map(|points| Sheets { count: self.count(), points })
    }

    /// How many pages there are; never 0.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// The size of a page, counted from 0; `None` past the last.
    pub fn size(&self, page: usize) -> Option<PageSize> {
        let size = self.document.pages().get(page)?.frame.size();
        Some(PageSize { width: size.x.to_pt(), height: size.y.to_pt() })
    }

    /// A page, counted from 0, as a picture of `pixels_per_point` (1 is 72 dpi; held between 0.05
    /// and 8). `None` past the last page. Takes some milliseconds at 2.
    pub fn image(&self, page: usize, pixels_per_point: f32) -> Option<PageImage> {
        let page = self.document.pages().get(page)?;
        let scale = if pixels_per_point.is_finite() { pixels_per_point.clamp(0.05, 8.0) } else { 1.0 };
        let options = RenderOptions { pixel_per_pt: Scalar::new(f64::from(scale)), render_bleed: false };
        // The page is filled white: with nothing transparent, premultiplied colour is plain colour.
        let pixmap = typst_render::render(page, &options);
        Some(PageImage { width: pixmap.width(), height: pixmap.height(), rgba: pixmap.take() })
    }

    /// What a person should know before handing the document out.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The document as PDF: tagged, all faces embedded and subset. The same pages and `date` give
    /// the same bytes. `date` is stated as that of the document's making; a plain PDF may lack it.
    ///
    /// # Errors
    /// [`PaperError::NoDate`] for PDF/A without a date; [`PaperError::NotAccessible`] for pages that cannot be PDF/UA;
    /// [`PaperError::Failed`] if the PDF cannot be made.
    pub fn pdf(&self, standard: Standard, date: Option<Date>) -> Result<Vec<u8>, PaperError> {
        let standard = match standard {
            Standard::Plain => None,
            Standard::A2b => {
                date.ok_or(PaperError::NoDate)?;
                Some(PdfStandard::A_2b)
            }
            Standard::Ua1 => Some(PdfStandard::Ua_1),
        };
        let standards =
            PdfStandards::new(standard.as_slice()).map_err(|error| PaperError::Failed(error.message().to_string()))?;
        let midnight = |date: Date| {
            let part = |value: i8| u8::try_from(value).unwrap_or(1);
            Datetime::from_ymd_hms(i32::from(date.year()), part(date.month()), part(date.day()), 0, 0, 0)
        };
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(Some(concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned())),
            timestamp: date.and_then(midnight).map(Timestamp::new_utc),
            page_ranges: None,
            standards,
            tagged: true,
            pretty: false,
        };
        typst_pdf::pdf(&self.document, &options).map_err(|errors| {
            // Pages whose tables are cut in ways that the standard has no tags for.
            if standard == Some(PdfStandard::Ua_1) {
                return PaperError::NotAccessible;
            }
            let first = errors.first();
            PaperError::Failed(first.map_or_else(String::new, |error| error.message.to_string()))
        })
    }
}
