//! The command line as it is typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// 责任矩阵: 政府方案的任务 × 单位矩阵。不带子命令时打开窗口。
///
/// An offline viewer of responsibility matrices; without a subcommand it opens the window.
#[derive(Debug, Parser)]
#[command(version)]
pub(super) struct Cli {
    /// 方案文件 (.ron)；不给则用内置方案 [a plan file; the built-in plan if none]
    pub(super) plan: Option<PathBuf>,
    /// 标题与角色用语的语言 [language of headings and role words]
    ///
    /// 默认 zh；窗口则为上次所用 [default zh; for the window, the one used last]
    #[arg(long, global = true, value_enum)]
    pub(super) lang: Option<LangArg>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LangArg {
    Zh,
    En,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 显示方案概况 [title, counts, sections, units]
    Show { plan: Option<PathBuf> },
    /// 核查方案；有错误时退出码为 1 [findings; exit 1 if any is an error]
    Check {
        plan: Option<PathBuf>,
        /// 输出格式 [output format]
        #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
        format: CheckFormat,
    },
    /// 从文件导入方案 [read a plan from a document]
    #[command(after_help = "例 Example:\n  responsibility-matrix import 通知.docx -o 方案.ron")]
    Import(ImportArgs),
    /// 导出表格 [write tables]
    #[command(subcommand)]
    Export(Export),
}

#[derive(Args, Debug)]
pub(super) struct ImportArgs {
    /// .txt .md .html .docx .xlsx .csv，或 - 表示标准输入 [a document, or - for standard input]
    pub(super) document: PathBuf,
    /// 方案文件；不给或 - 为标准输出 [the plan file; none or - for standard output]
    #[arg(short, value_name = "PLAN.ron")]
    pub(super) output: Option<PathBuf>,
    /// 保留原文的半角标点 [leave half-width punctuation in Chinese text as it is]
    #[arg(long)]
    pub(super) keep_punctuation: bool,
    /// 覆盖已有文件 [overwrite an existing file]
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub(super) enum Export {
    /// 全部标记，每条一行 [all marks, one row each]
    #[command(after_help = "例 Example:\n  responsibility-matrix export marks -o 标记.csv --expand")]
    Marks {
        #[command(flatten)]
        common: ExportArgs,
        /// 把集合单位展开到名册中的单位 [a row for each unit reached through a collective]
        #[arg(long)]
        expand: bool,
    },
    /// 任务 × 单位矩阵 [the task × unit matrix]
    #[command(after_help = "例 Examples:\n  responsibility-matrix export matrix --group 政法机关 -o 矩阵.csv\n  \
        responsibility-matrix export matrix -o 矩阵.xlsx\n  \
        responsibility-matrix export matrix -o 矩阵.pdf --page a3 --landscape\n  \
        responsibility-matrix export matrix --section 一 --width 1920 -o 幻灯片.png\n  \
        responsibility-matrix export matrix --format svg > 矩阵.svg")]
    Matrix {
        #[command(flatten)]
        common: ExportArgs,
        /// 图片为窗口 100 % 大小的几倍，0.25 到 8；png 默认 2，svg 默认 1
        /// [size of the picture, in times its size at 100 %; default 2 for png, 1 for svg]
        #[arg(long, value_name = "TIMES", value_parser = scale, conflicts_with = "width")]
        scale: Option<f32>,
        /// 图片宽多少像素 [width of the picture in pixels]
        #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(1..=30_000))]
        width: Option<u32>,
        #[command(flatten)]
        paper: PaperArgs,
        #[command(flatten)]
        sheet: MatrixPaperArgs,
    },
    /// 一个单位的责任清单 [what one unit owes]
    #[command(after_help = "例 Examples:\n  responsibility-matrix export unit --unit 县司法局 -o 县司法局.csv\n  \
        responsibility-matrix export unit --unit 县司法局 -o 县司法局.xlsx\n  \
        responsibility-matrix export unit --unit 县司法局 -o 县司法局.pdf\n  \
        responsibility-matrix export unit --unit 县司法局 -o 责任书.pdf --style letter --fonts system\n  \
        responsibility-matrix export unit --unit 县司法局 -o 归档.pdf --pdf-standard a-2b")]
    Unit {
        #[command(flatten)]
        common: ExportArgs,
        #[command(flatten)]
        paper: PaperArgs,
        #[command(flatten)]
        style: StyleArgs,
        /// 单位名称或别名 [the unit's name or alias]
        #[arg(long)]
        unit: String,
    },
    /// 每个单位一份责任清单，或合为一份 PDF [one file for each unit, or one PDF with bookmarks]
    #[command(after_help = "例 Examples:\n  responsibility-matrix export units -o 责任清单\n  \
        responsibility-matrix export units -o 全部单位.pdf\n  \
        responsibility-matrix export units --format csv -o 责任清单\n  \
        responsibility-matrix export units --format xlsx -o 责任清单")]
    Units {
        #[command(flatten)]
        common: ExportArgs,
        #[command(flatten)]
        paper: PaperArgs,
        #[command(flatten)]
        style: StyleArgs,
    },
}

#[derive(Args, Debug)]
pub(super) struct ExportArgs {
    /// 方案文件；不给则用内置方案 [a plan file; the built-in plan if none]
    pub(super) plan: Option<PathBuf>,
    /// 输出文件（units 为文件夹），- 表示标准输出 [output file, for units a folder; - for standard output]
    #[arg(short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// 输出格式，优先于文件后缀：csv xlsx pdf svg png [format; overrides the file ending]
    #[arg(long)]
    pub(super) format: Option<String>,
    /// 覆盖已有文件 [overwrite an existing file]
    #[arg(long)]
    pub(super) force: bool,
    /// CSV 编码 [encoding of CSV]
    #[arg(long, value_enum, default_value_t = EncodingArg::Utf8)]
    pub(super) encoding: EncodingArg,
    /// 只要这个体系（标题或序号），可重复 [only this section, by title or label; may repeat]
    #[arg(long, value_name = "SECTION")]
    pub(super) section: Vec<String>,
    /// 只要这类单位，可重复 [only this group of units; may repeat]
    #[arg(long, value_name = "GROUP")]
    pub(super) group: Vec<String>,
    /// 只要这种角色，可重复 [only this role; may repeat]
    #[arg(long, value_name = "ROLE")]
    pub(super) role: Vec<String>,
    /// 只要含有这些字的任务 [only tasks with these words]
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(super) find: String,
}

/// Options of every PDF.
#[derive(Args, Debug)]
pub(super) struct PaperArgs {
    /// PDF 字体：内置（缺省），或本机的仿宋、楷体、小标宋
    /// [faces of PDF: the program's (default), or this machine's official ones]
    #[arg(long, value_enum)]
    pub(super) fonts: Option<FontsArg>,
    /// PDF 归档标准 [PDF standard, for archives]
    #[arg(long, value_enum, value_name = "STANDARD")]
    pub(super) pdf_standard: Option<StandardArg>,
}

/// Options of a unit's obligations as PDF.
#[derive(Args, Debug)]
pub(super) struct StyleArgs {
    /// PDF 样式：责任清单（缺省），或责任书 [style of PDF: tables (default), or running text]
    #[arg(long, value_enum)]
    pub(super) style: Option<StyleArg>,
}

/// Options of the matrix as PDF.
#[derive(Args, Debug)]
pub(super) struct MatrixPaperArgs {
    /// PDF 纸张，缺省 a4 [sheets of PDF; default a4]
    #[arg(long, value_enum)]
    pub(super) page: Option<PageArg>,
    /// PDF 横向 [sheets of PDF on their long side]
    #[arg(long)]
    pub(super) landscape: bool,
    /// PDF 字号（磅，4 至 20）；不给则适合页宽 [size of type in points; fit to width if not given]
    #[arg(long, value_name = "POINTS", value_parser = type_size)]
    pub(super) type_size: Option<f64>,
}

fn type_size(text: &str) -> Result<f64, String> {
    let points = text.parse().ok().filter(|points| (4.0..=20.0).contains(points));
    points.ok_or_else(|| "4–20".to_owned())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FontsArg {
    Embedded,
    System,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum StyleArg {
    Table,
    Letter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PageArg {
    A4,
    A3,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum StandardArg {
    #[value(name = "a-2b")]
    A2b,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum EncodingArg {
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    Gb18030,
}

fn scale(words: &str) -> Result<f32, String> {
    let range = crate::export::picture::Size::SCALES;
    match words.parse::<f32>() {
        Ok(scale) if range.contains(&scale) => Ok(scale),
        _ => Err(format!("{} ≤ TIMES ≤ {}", range.start(), range.end())),
    }
}
