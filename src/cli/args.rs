//! The command line as it is typed.

use super::wishes::Export;
use crate::model::Date;
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
    Export(Box<Export>),
    /// 收回填报表，写入方案旁的台账 [read forms back into the record beside the plan]
    #[command(after_help = "例 Example:\n  responsibility-matrix collect 方案.ron 收回的填报表 --round 2026年第三季度")]
    Collect(CollectArgs),
    /// 每项责任的进展：已报、未报、逾期、临期 [the state of every duty]
    #[command(after_help = "例 Examples:\n  responsibility-matrix progress 方案.ron --on 2026-10-08\n  \
        responsibility-matrix progress 方案.ron --state 逾期 -o 逾期.xlsx")]
    Progress(ProgressArgs),
    /// 对照两份方案：有什么变化 [what changed between two plans]
    #[command(after_help = "例 Examples:\n  responsibility-matrix compare 去年.ron 今年.ron\n  \
        responsibility-matrix compare 去年.ron 今年.ron --unit 县司法局 -o 变化.docx")]
    Compare(CompareArgs),
    /// 一个单位在几份方案中的全部责任 [one unit over several plans]
    #[command(after_help = "例 Example:\n  responsibility-matrix duties 方案文件夹 --unit 县司法局 -o 县司法局.xlsx")]
    Duties(DutiesArgs),
}

#[derive(Args, Debug)]
pub(super) struct CompareArgs {
    /// 原方案 [the plan before]
    pub(super) old: PathBuf,
    /// 现方案 [the plan now]
    pub(super) new: PathBuf,
    /// 只看与这个单位有关的变化 [only what concerns this unit]
    #[arg(long, value_name = "NAME")]
    pub(super) unit: Option<String>,
    #[command(flatten)]
    pub(super) output: BulletinArgs,
}

#[derive(Args, Debug)]
pub(super) struct DutiesArgs {
    /// 方案文件，或存放方案的文件夹 [plans, or folders with plans]
    #[arg(required = true)]
    pub(super) plans: Vec<PathBuf>,
    /// 单位名称、别名、拼音或首字母 [the unit's name, alias, pinyin or initials]
    #[arg(long, value_name = "NAME")]
    pub(super) unit: String,
    #[command(flatten)]
    pub(super) output: BulletinArgs,
}

#[derive(Args, Debug)]
pub(super) struct CollectArgs {
    /// 方案文件 [the plan file]
    pub(super) plan: PathBuf,
    /// 填报表，或存放填报表的文件夹 [forms, or folders with forms]
    #[arg(required = true)]
    pub(super) files: Vec<PathBuf>,
    /// 台账；缺省为方案旁的 .record.ron [the record; by default the .record.ron beside the plan]
    #[arg(short, value_name = "RECORD")]
    pub(super) output: Option<PathBuf>,
    /// 只收这一期次 [only this round]
    #[arg(long, value_name = "NAME")]
    pub(super) round: Option<String>,
    /// 试运行：只报告，不写入 [say what would be taken, write nothing]
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Args, Debug)]
pub(super) struct ProgressArgs {
    /// 方案文件；不给则用内置方案 [a plan file; the built-in plan if none]
    pub(super) plan: Option<PathBuf>,
    /// 台账；缺省为方案旁的 .record.ron [the record; by default the .record.ron beside the plan]
    #[arg(long, value_name = "FILE")]
    pub(super) record: Option<PathBuf>,
    /// 只看这一期次；缺省每项取最近一次 [only this round; by default the newest of each duty]
    #[arg(long, value_name = "NAME")]
    pub(super) round: Option<String>,
    /// 以哪一天为准，如 2026-10-08；缺省为今天 [the day that counts, such as 2026-10-08; by default today]
    #[arg(long, value_name = "DATE")]
    pub(super) on: Option<Date>,
    /// 只看这个单位，可重复 [only this unit; may repeat]
    #[arg(long, value_name = "NAME")]
    pub(super) unit: Vec<String>,
    /// 只看这种状态：未报 未启动 推进中 已完成 逾期 临期，可重复
    /// [only this state: unreported, not-started, ongoing, done, late, soon; may repeat]
    #[arg(long, value_name = "STATE")]
    pub(super) state: Vec<String>,
    /// 几天内到期算临期，缺省 30 [days within which a deadline is near; default 30]
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=3660))]
    pub(super) due: Option<u32>,
    #[command(flatten)]
    pub(super) output: BulletinArgs,
}

/// Where a bulletin goes, and as what.
#[derive(Args, Debug)]
pub(super) struct BulletinArgs {
    /// 输出文件；不给则显示在终端，- 表示标准输出 [output file; the terminal if none; - for standard output]
    #[arg(short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// 输出格式，优先于文件后缀 [format, overrides the file ending]
    #[arg(long)]
    pub(super) format: Option<String>,
    /// 覆盖已有文件 [overwrite an existing file]
    #[arg(long)]
    pub(super) force: bool,
    /// 不含责任人和电话 [leave out people in charge and telephones]
    #[arg(long)]
    pub(super) no_contacts: bool,
}

impl BulletinArgs {
    /// The format that is asked for by option or ending; `None` is the terminal.
    pub(super) fn asked(&self) -> Option<String> {
        if let Some(format) = &self.format {
            return Some(format.to_lowercase());
        }
        let path = self.output.as_deref()?;
        match path.extension() {
            Some(ending) if path.as_os_str() != "-" => Some(ending.to_string_lossy().to_lowercase()),
            _ => Some("csv".to_owned()),
        }
    }
}

#[derive(Args, Debug)]
pub(super) struct ImportArgs {
    /// .txt .md .html .docx .doc .rtf .odt .pdf .xlsx .xls .ods .csv .tsv，或 - 表示标准输入 [a document, or - for standard input]
    pub(super) document: PathBuf,
    /// 文件格式，如 csv、html；不给则看内容和后缀 [format of the document, such as csv or html; else by content and name]
    #[arg(long, value_parser = ["txt", "md", "html", "docx", "doc", "rtf", "odt", "pdf", "xlsx", "xls", "et", "ods", "csv", "tsv"])]
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
