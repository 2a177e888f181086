//! What is there without any file: the plan 木兰县优化营商环境工作方案 with its notice, and the program's faces.

/// File name under which messages speak of the built-in plan.
pub const PLAN_NAME: &str = "mulan-2019.ron";

/// The plan file.
pub const PLAN: &str = include_str!("../seeds/mulan-2019.ron");

/// The notice it was read from.
pub const NOTICE: &str = include_str!("../seeds/mulan-2019.txt");

/// Noto Sans SC Regular, cut down to the characters of `assets/fonts/README.md`.
pub static SANS: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Regular.otf");

/// Noto Sans SC Bold, of the same characters.
pub static SANS_BOLD: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Bold.ttf");

/// Noto Serif SC Regular and Bold, of the same characters; only paper needs them.
#[cfg(feature = "paper")]
pub static SERIFS: std::sync::LazyLock<[Vec<u8>; 2]> = std::sync::LazyLock::new(|| {
    // They lie packed in the program, and are unpacked when the first page is laid out. What is
    // part of the program can be unpacked: a build in which it cannot fails its tests.
    [SERIF_PACKED, SERIF_BOLD_PACKED].map(|packed| {
        let mut face = Vec::new();
        let read = std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(packed), &mut face);
        read.map(|_| face).unwrap_or_default()
    })
});

#[cfg(feature = "paper")]
static SERIF_PACKED: &[u8] = include_bytes!("../assets/fonts/NotoSerifSC-Regular.otf.gz");
#[cfg(feature = "paper")]
static SERIF_BOLD_PACKED: &[u8] = include_bytes!("../assets/fonts/NotoSerifSC-Bold.ttf.gz");
