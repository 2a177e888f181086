//! The machine's own faces, for paper.

#[cfg(feature = "paper")]
use crate::made::OfficialFace;
#[cfg(feature = "paper")]
use crate::paper::FaceFile;
use crate::paper::Faces;
#[cfg(feature = "paper")]
use fontdb::{Database, Family, Query, Stretch, Style, Weight};
use std::sync::Arc;

/// The embedded faces and, before them, what this machine has of 仿宋, 楷体 and 小标宋. Reads the
/// heads of all installed fonts: some tenths of a second on a machine with many.
#[cfg(feature = "paper")]
pub fn official_faces() -> Arc<Faces> {
    let mut installed = Database::new();
    installed.load_system_fonts();
    Faces::system(|face| find(&installed, face))
}

/// A build without paper sets nothing and looks for no faces.
#[cfg(not(feature = "paper"))]
pub fn official_faces() -> Arc<Faces> {
    Faces::embedded()
}

#[cfg(feature = "paper")]
/// Family names under which offices' machines have it, the likeliest first.
fn families(face: OfficialFace) -> &'static [&'static str] {
    match face {
        OfficialFace::FangSong => &[
            "仿宋_GB2312",
            "FangSong_GB2312",
            "仿宋",
            "FangSong",
            "方正仿宋_GBK",
            "FZFangSong-Z02",
            "FZFangSong-Z02S",
            "方正仿宋_GB2312",
            "华文仿宋",
            "STFangsong",
            "FandolFang R",
            "FandolFang",
        ],
        OfficialFace::Kai => &[
            "楷体_GB2312",
            "KaiTi_GB2312",
            "楷体",
            "KaiTi",
            "方正楷体_GBK",
            "FZKai-Z03",
            "FZKai-Z03S",
            "方正楷体_GB2312",
            "华文楷体",
            "STKaiti",
            "FandolKai",
        ],
        OfficialFace::Title => &[
            "方正小标宋简体",
            "方正小标宋_GBK",
            "FZXiaoBiaoSong-B05S",
            "FZXiaoBiaoSong-B05",
            "小标宋体",
            "小标宋",
            "文鼎小标宋简",
        ],
    }
}

#[cfg(feature = "paper")]
fn find(installed: &Database, face: OfficialFace) -> Option<FaceFile> {
    let found = families(face).iter().find_map(|&family| {
        installed.query(&Query {
            families: &[Family::Name(family)],
            weight: Weight::NORMAL,
            stretch: Stretch::Normal,
            style: Style::Normal,
        })
    })?;
    installed.with_face_data(found, |bytes, index| FaceFile { bytes: bytes.to_vec(), index })
}

#[cfg(all(test, feature = "paper"))]
mod tests {
    use super::*;

    #[test]
    fn a_face_is_found_by_any_of_its_names() {
        let mut installed = Database::new();
        assert!(find(&installed, OfficialFace::FangSong).is_none());
        installed.load_font_data(crate::builtin::SERIFS[0].clone());
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
