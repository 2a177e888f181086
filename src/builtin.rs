//! The plan that is there without any file: 木兰县优化营商环境工作方案, with its notice.

/// File name under which messages speak of the built-in plan.
pub const PLAN_NAME: &str = "mulan-2019.ron";

/// The plan file.
pub const PLAN: &str = include_str!("../seeds/mulan-2019.ron");

/// The notice it was read from.
pub const NOTICE: &str = include_str!("../seeds/mulan-2019.txt");
