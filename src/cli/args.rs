//! The command line as it is typed.

use super::wishes::Export;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// 责任矩阵: 政府方案的任务 × 单位矩阵。不带子命令时打开窗口。
///
/// An offline viewer of responsibility matrices; without a subcommand it opens the window.
#[derive(Debug, Parser)]
#[command(version, subcommand_precedence_over_arg = true)]
pub(super) struct Cli {
    /// 要打开的方案 (.ron) 或通知，可以有几个；不给则用内置方案 [plans and notices to open; the built-in plan if none]
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
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
    /// .txt .md .html .docx .odt .xlsx .xls .ods .csv .tsv，或 - 表示标准输入 [a document, or - for standard input]
    pub(super) document: PathBuf,
    /// 文件格式，如 csv、html；不给则看内容和后缀 [format of the document, such as csv or html; else by content and name]
    #[arg(long, value_parser = ["txt", "md", "html", "docx", "odt", "xlsx", "xls", "et", "ods", "csv", "tsv"])]
    pub(super) format: Option<String>,
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
