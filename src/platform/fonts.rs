//! The machine's own faces, for paper.

use crate::paper::{FaceFile, Faces, OfficialFace};
use fontdb::{Database, Family, Query, Stretch, Style, Weight};
use std::sync::Arc;

/// The embedded faces and, before them, what this machine has of 仿宋, 楷体 and 小标宋. Reads the
/// heads of all installed fonts: some tenths of a second on a machine with many.
pub fn official_faces() -> Arc<Faces> {
    let mut installed = Database::new();
    installed.load_system_fonts();
    Faces::system(|face| find(&installed, face))
}

fn find(installed: &Database, face: OfficialFace) -> Option<FaceFile> {
    let found = face.families().iter().find_map(|&family| {
        installed.query(&Query {
            families: &[Family::Name(family)],
            weight: Weight::NORMAL,
            stretch: Stretch::Normal,
            style: Style::Normal,
        })
    })?;
    installed.with_face_data(found, |bytes, index| FaceFile { bytes: bytes.to_vec(), index })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_is_found_by_any_of_its_names() {
        let mut installed = Database::new();
        assert!(find(&installed, OfficialFace::FangSong).is_none());
        installed.load_font_data(include_bytes!("../../assets/fonts/NotoSerifSC-Regular.otf").to_vec());
        assert!(find(&installed, OfficialFace::FangSong).is_none(), "a serif is no 仿宋");
        let mut face = installed.faces().next().expect("one face").clone();
        for (name, _) in &mut face.families {
            "仿宋".clone_into(name);
        }
        installed.push_face_info(face);
        assert!(find(&installed, OfficialFace::FangSong).is_some_and(|found| found.bytes.starts_with(b"OTTO")));
        assert!(find(&installed, OfficialFace::Kai).is_none());
    }
}
