//! What is there without any file: the plan 木兰县优化营商环境工作方案 with its notice, and the program's faces.

/// File name under which messages speak of the built-in plan.
pub const PLAN_NAME: &str = "mulan-2019.ron";

/// The plan file.
pub const PLAN: &str = include_str!("../seeds/mulan-2019.ron");

/// The notice it was read from.
pub const NOTICE: &str = include_str!("../seeds/mulan-2019.txt");

/// Noto Sans SC Regular, cut down to the characters of `assets/fonts/README.md`.
pub static SANS: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Regular.otf");

/// Noto Serif SC Regular, for paper; of the same characters.
pub static SERIF: &[u8] = include_bytes!("../assets/fonts/NotoSerifSC-Regular.otf");

/// Noto Serif SC Bold, of the same characters.
pub static SERIF_BOLD: &[u8] = include_bytes!("../assets/fonts/NotoSerifSC-Bold.ttf");

/// Noto Sans SC Bold, of the same characters.
pub static SANS_BOLD: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Bold.ttf");
