//! `export` as it is typed: a subcommand for each product of the table, with the options that the
//! table says may be wished of it.

use crate::export::picture::{PictureShape, Size};
use crate::lang::Lang;
use crate::model::Date;
use crate::product::{Format, Product, Wish};
use clap::{ArgMatches, Args, Command, FromArgMatches, Subcommand, ValueEnum};
use std::path::PathBuf;

/// One product that is asked for, with everything that is wished of it.
#[derive(Debug)]
pub(super) struct Export {
    pub(super) product: Product,
    pub(super) common: ExportArgs,
    pub(super) expand: ExpandArgs,
    pub(super) unit: Option<UnitArgs>,
    pub(super) size: SizeArgs,
    pub(super) paper: PaperArgs,
    pub(super) sheets: SheetArgs,
    pub(super) marks: MarksArgs,
    pub(super) style: StyleArgs,
    pub(super) numbered: NumberedArgs,
    pub(super) round: RoundArgs,
}

/// 所有标记 [all marks]: in both languages, as the rest of the help.
fn about(product: Product) -> String {
    format!("{} [{}]", product.about(Lang::Zh), product.about(Lang::En))
}

fn examples(product: Product) -> String {
    let lines = product.examples().iter().map(|example| format!("\n  responsibility-matrix export {example}"));
    let word = if product.examples().len() == 1 { "例 Example:" } else { "例 Examples:" };
    word.to_owned() + &lines.collect::<String>()
}

fn with_wish(command: Command, wish: Wish) -> Command {
    match wish {
        Wish::Expand => ExpandArgs::augment_args(command),
        Wish::Unit => UnitArgs::augment_args(command),
        Wish::Size => SizeArgs::augment_args(command),
        Wish::Paper => PaperArgs::augment_args(command),
        Wish::Sheets => SheetArgs::augment_args(command),
        Wish::Marks => MarksArgs::augment_args(command),
        Wish::Style => StyleArgs::augment_args(command),
        Wish::Numbered => NumberedArgs::augment_args(command),
        Wish::Round => RoundArgs::augment_args(command),
    }
}

fn subcommand(product: Product) -> Command {
    let bare = ExportArgs::augment_args(Command::new(product.name()));
    let formats: Vec<&str> = product.formats().into_iter().map(Format::ending).collect();
    let formats = format!("输出格式，优先于文件后缀：{0} [format, overrides the file ending: {0}]", formats.join(" "));
    let bare = bare.mut_arg("format", |format| format.help(formats));
    let whole = product.wishes().into_iter().fold(bare, with_wish);
    // The options' own heads are no help to whoever types the command.
    whole.about(about(product)).long_about(clap::builder::Resettable::Reset).after_help(examples(product))
}

impl Subcommand for Export {
    fn augment_subcommands(command: Command) -> Command {
        let command = command.subcommand_required(true).arg_required_else_help(true);
        Product::ALL.iter().fold(command, |command, &product| command.subcommand(subcommand(product)))
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        Product::ALL.iter().any(|product| product.name() == name)
    }
}

impl FromArgMatches for Export {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let unknown = || clap::Error::new(clap::error::ErrorKind::InvalidSubcommand);
        let (name, typed) = matches.subcommand().ok_or_else(unknown)?;
        let product = Product::ALL.iter().copied().find(|product| product.name() == name).ok_or_else(unknown)?;
        let mut export = Self {
            product,
            common: ExportArgs::from_arg_matches(typed)?,
            expand: ExpandArgs::default(),
            unit: None,
            size: SizeArgs::default(),
            paper: PaperArgs::default(),
            sheets: SheetArgs::default(),
            marks: MarksArgs::default(),
            style: StyleArgs::default(),
            numbered: NumberedArgs::default(),
            round: RoundArgs::default(),
        };
        for wish in product.wishes() {
            match wish {
                Wish::Expand => export.expand = ExpandArgs::from_arg_matches(typed)?,
                Wish::Unit => export.unit = Some(UnitArgs::from_arg_matches(typed)?),
                Wish::Size => export.size = SizeArgs::from_arg_matches(typed)?,
                Wish::Paper => export.paper = PaperArgs::from_arg_matches(typed)?,
                Wish::Sheets => export.sheets = SheetArgs::from_arg_matches(typed)?,
                Wish::Marks => export.marks = MarksArgs::from_arg_matches(typed)?,
                Wish::Style => export.style = StyleArgs::from_arg_matches(typed)?,
                Wish::Numbered => export.numbered = NumberedArgs::from_arg_matches(typed)?,
                Wish::Round => export.round = RoundArgs::from_arg_matches(typed)?,
            }
        }
        Ok(export)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Options of every product.
#[derive(Args, Debug)]
pub(super) struct ExportArgs {
    /// 方案文件；不给则用内置方案 [a plan file; the built-in plan if none]
    pub(super) plan: Option<PathBuf>,
    /// 输出文件（units 为文件夹），- 表示标准输出 [output file, for units a folder; - for standard output]
    #[arg(short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// 输出格式，优先于文件后缀 [format, overrides the file ending]
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
    /// 不含责任人员和电话 [leave out people in charge and telephones]
    #[arg(long)]
    pub(super) no_contacts: bool,
    /// 只要含有这些字的任务 [only tasks with these words]
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(super) find: String,
}

/// Options of the marks.
#[derive(Args, Debug, Default)]
pub(super) struct ExpandArgs {
    /// 把集合单位展开到名册中的单位 [a row for each unit reached through a collective]
    #[arg(long)]
    pub(super) expand: bool,
}

/// Options of what is about one unit.
#[derive(Args, Debug)]
pub(super) struct UnitArgs {
    /// 单位名称或别名 [the unit's name or alias]
    #[arg(long)]
    pub(super) unit: String,
}

/// Options of a picture.
#[derive(Args, Debug, Default)]
pub(super) struct SizeArgs {
    /// 图片为窗口 100 % 大小的几倍，0.25 到 8；png 默认 2，svg 默认 1
    /// [size of the picture, in times its size at 100 %; default 2 for png, 1 for svg]
    #[arg(long, value_name = "TIMES", value_parser = scale, conflicts_with = "width")]
    scale: Option<f32>,
    /// 图片宽多少像素 [width of the picture in pixels]
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(1..=30_000))]
    width: Option<u32>,
    /// 图片按 16:9 排版，用于幻灯片 [a picture of 16:9, for slides]
    #[arg(long)]
    slide: bool,
}

impl SizeArgs {
    /// The size that is asked for, if any is.
    pub(super) fn size(&self) -> Option<Size> {
        self.scale.map(Size::Scale).or(self.width.map(Size::Width))
    }

    pub(super) fn shape(&self) -> PictureShape {
        if self.slide { PictureShape::Slide } else { PictureShape::Own }
    }
}

/// Options of every PDF.
#[derive(Args, Debug, Default)]
pub(super) struct PaperArgs {
    /// PDF 字体：内置（缺省），或本机的仿宋、楷体、小标宋
    /// [faces of PDF: the program's (default), or this machine's official ones]
    #[arg(long, value_enum)]
    pub(super) fonts: Option<FontsArg>,
    /// PDF 标准：a-2b 用于归档，ua-1 用于读屏软件 [PDF standard: a-2b for archives, ua-1 for screen readers]
    #[arg(long, value_enum, value_name = "STANDARD")]
    pub(super) pdf_standard: Option<StandardArg>,
    /// PDF、Word 文件写明的日期，如 2026-03-02；缺省为方案的日期
    /// [the date that the file states, such as 2026-03-02; the plan's by default]
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<Date>,
}

impl PaperArgs {
    /// Whether any is given that pages alone have.
    pub(super) fn is_asked(&self) -> bool {
        self.fonts.is_some() || self.pdf_standard.is_some()
    }
}

/// Options of a unit's obligations as PDF.
#[derive(Args, Debug, Default)]
pub(super) struct StyleArgs {
    /// PDF、Word 样式：责任清单（缺省）、责任书或一页清 [style of PDF and Word: tables (default), running text, or a line for each task]
    #[arg(long, value_enum)]
    pub(super) style: Option<StyleArg>,
    /// PDF、Word 责任清单用竖排纸；缺省横放，便于填写 [lists stand; they lie by default, to be written in]
    #[arg(long)]
    pub(super) upright: bool,
}

impl StyleArgs {
    /// Whether any of them is given.
    pub(super) fn is_asked(&self) -> bool {
        self.style.is_some() || self.upright
    }
}

/// Options of a folder of files.
#[derive(Args, Debug, Default)]
pub(super) struct NumberedArgs {
    /// 文件名前按方案中的次序加 01- [numbers before the names of files, in the order of the plan]
    #[arg(long)]
    pub(super) numbered: bool,
}

/// Options of forms.
#[derive(Args, Debug, Default)]
pub(super) struct RoundArgs {
    /// 报送期次，如 2026年第三季度 [the round that is asked for, such as 2026年第三季度]
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(super) round: String,
    /// 台账，用来预填以前报过的内容；缺省为方案旁的 .record.ron
    /// [a record, for what was said before; by default the .record.ron beside the plan]
    #[arg(long, value_name = "FILE")]
    pub(super) record: Option<PathBuf>,
}

/// How the matrix shows its marks.
#[derive(Args, Debug, Default)]
pub(super) struct MarksArgs {
    /// 标记显示为图形（缺省）、单字或文字；csv 总是文字 [marks as shapes (default), letters or words; csv has words]
    #[arg(long, value_enum)]
    pub(super) marks: Option<MarksArg>,
}

/// Options of the matrix as PDF.
#[derive(Args, Debug, Default)]
pub(super) struct SheetArgs {
    /// PDF 纸张，缺省 a4 [sheets of PDF; default a4]
    #[arg(long, value_enum)]
    pub(super) page: Option<PageArg>,
    /// PDF 横向（缺省） [sheets of PDF on their long side (default)]
    #[arg(long, conflicts_with = "upright")]
    pub(super) landscape: bool,
    /// PDF 竖向 [sheets of PDF on their short side]
    #[arg(long)]
    pub(super) upright: bool,
    /// PDF 字号（磅，4 至 20）；不给则适合页宽 [size of type in points; fit to width if not given]
    #[arg(long, value_name = "POINTS", value_parser = type_size)]
    pub(super) type_size: Option<f64>,
}

impl SheetArgs {
    /// Whether any of them is given.
    pub(super) fn is_asked(&self) -> bool {
        self.page.is_some() || self.landscape || self.upright || self.type_size.is_some()
    }
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
    Brief,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PageArg {
    A4,
    A3,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MarksArg {
    Shapes,
    Letters,
    Words,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum StandardArg {
    #[value(name = "a-2b")]
    A2b,
    #[value(name = "ua-1")]
    Ua1,
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
