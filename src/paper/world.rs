//! What typst may ask for: our templates, one file of data, our faces and pictures. Nothing else is there.
//!
//! *Architecture invariant:* texts of a plan reach typst as data (JSON that a template reads),
//! never as markup; there is no file system, no package, no clock.

use super::PaperError;
use super::faces::Faces;
use std::sync::{Arc, LazyLock};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The templates, by the path under which they import each other.
static TEMPLATES: LazyLock<[(FileId, Source); 6]> = LazyLock::new(|| {
    [
        ("/document.typ", include_str!("../../assets/paper/document.typ")),
        ("/matrix.typ", include_str!("../../assets/paper/matrix.typ")),
        ("/manual.typ", include_str!("../../assets/paper/manual.typ")),
        ("/duties.typ", include_str!("../../assets/paper/duties.typ")),
        ("/tables.typ", include_str!("../../assets/paper/tables.typ")),
        ("/official.typ", include_str!("../../assets/paper/official.typ")),
    ]
    .map(|(path, text)| {
        let id = file_id(path);
        (id, Source::new(id, text.to_owned()))
    })
});

/// Where the templates find their data.
static DATA: LazyLock<FileId> = LazyLock::new(|| file_id("/data.json"));

fn file_id(path: &str) -> FileId {
    #[expect(clippy::expect_used, reason = "the paths are our own")]
    let path = VirtualPath::new(path).expect("a constant path without dots");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// Which template is set.
#[derive(Clone, Copy)]
pub(super) enum Template {
    Document,
    Matrix,
    Manual,
}

struct Desk {
    template: Template,
    faces: Arc<Faces>,
    data: Bytes,
    /// Pictures that the template may ask for, by their path.
    pictures: Vec<(FileId, Bytes)>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.faces.book()
    }

    fn main(&self) -> FileId {
        TEMPLATES[self.template as usize].0
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = TEMPLATES.iter().find(|(own, _)| *own == id);
        found.map(|(_, source)| source.clone()).ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA {
            return Ok(self.data.clone());
        }
        let found = self.pictures.iter().find(|(own, _)| *own == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Sets `data` with a template.
///
/// # Errors
/// Typst's own first complaint: a fault of a template.
pub(super) fn lay_out(
    template: Template,
    faces: &Arc<Faces>,
    data: &impl serde::Serialize,
) -> Result<PagedDocument, PaperError> {
    lay_out_with(template, faces, data, &[])
}

/// The same, with pictures of our own: each by the path under which the template asks for it.
///
/// # Errors
/// As [`lay_out`].
pub(super) fn lay_out_with(
    template: Template,
    faces: &Arc<Faces>,
    data: &impl serde::Serialize,
    pictures: &[(String, &'static [u8])],
) -> Result<PagedDocument, PaperError> {
    let data = serde_json::to_vec(data).map_err(|error| PaperError::Failed(error.to_string()))?;
    let pictures = pictures.iter().map(|(path, png)| (file_id(path), Bytes::new(*png))).collect();
    let desk = Desk { template, faces: Arc::clone(faces), data: Bytes::new(data), pictures };
    let made = typst::compile::<PagedDocument>(&desk);
    // What was remembered of older documents is of no use to the next.
    typst::comemo::evict(1);
    made.output.map_err(|errors| {
        let first = errors.first();
        PaperError::Failed(first.map_or_else(String::new, |error| error.message.to_string()))
    })
}
