//! The package: content types, relations, styles, settings, footers, properties, and the zip around them.

use super::super::document::Draft;
use super::body::Style;
use super::escaped;
use crate::lang::Lang;
use crate::model::Date;
use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Puts the parts together. Same parts, same bytes: the zip states a fixed time.
pub(super) fn package(body: &str, draft: &Draft, date: Option<Date>) -> io::Result<Vec<u8>> {
    let document =
        format!("{HEAD}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><w:body>{body}</w:body></w:document>");
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", root_relations()),
        ("docProps/core.xml", core(draft, date)),
        ("docProps/app.xml", app()),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", document_relations()),
        ("word/styles.xml", styles(draft.lang)),
        ("word/settings.xml", settings()),
        ("word/fontTable.xml", font_table()),
        ("word/footer1.xml", footer("right", true)),
        ("word/footer2.xml", footer("left", true)),
        ("word/footer3.xml", footer("left", false)),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, xml) in parts {
        zip.start_file(name, options).map_err(io::Error::other)?;
        zip.write_all(xml.as_bytes())?;
    }
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}

fn content_types() -> String {
    let mut out = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    for (part, kind) in [
        ("word/document.xml", format!("{word}.document.main+xml")),
        ("word/styles.xml", format!("{word}.styles+xml")),
        ("word/settings.xml", format!("{word}.settings+xml")),
        ("word/fontTable.xml", format!("{word}.fontTable+xml")),
        ("word/footer1.xml", format!("{word}.footer+xml")),
        ("word/footer2.xml", format!("{word}.footer+xml")),
        ("word/footer3.xml", format!("{word}.footer+xml")),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned()),
    ] {
        let _ = write!(out, "<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>");
    }
    out + "</Types>"
}

fn relations(all: &[(&str, &str, &str)]) -> String {
    let mut out =
        format!("{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (id, kind, target) in all {
        let _ = write!(out, "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>");
    }
    out + "</Relationships>"
}

fn root_relations() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations(&[
        ("rId1", &format!("{RELATIONS}/officeDocument"), "word/document.xml"),
        ("rId2", core, "docProps/core.xml"),
        ("rId3", &format!("{RELATIONS}/extended-properties"), "docProps/app.xml"),
    ])
}

fn document_relations() -> String {
    let kind = |name: &str| format!("{RELATIONS}/{name}");
    relations(&[
        ("rIdStyles", &kind("styles"), "styles.xml"),
        ("rIdSettings", &kind("settings"), "settings.xml"),
        ("rIdFonts", &kind("fontTable"), "fontTable.xml"),
        ("rIdOdd", &kind("footer"), "footer1.xml"),
        ("rIdEven", &kind("footer"), "footer2.xml"),
        ("rIdNone", &kind("footer"), "footer3.xml"),
    ])
}

/// Title, author, and the day of its making; a fixed one where none is known.
fn core(draft: &Draft, date: Option<Date>) -> String {
    let day = date.map_or_else(|| "2000-01-01".to_owned(), |date| date.to_string());
    let author = draft.author.as_deref().unwrap_or_default();
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>",
        escaped(draft.title.as_str()),
        escaped(author)
    )
}

fn app() -> String {
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>responsibility-matrix</Application></Properties>"
    )
}

/// Odd and even pages differ; punctuation may be closed up as official documents have it.
fn settings() -> String {
    format!(
        "{HEAD}<w:settings xmlns:w=\"{MAIN}\"><w:evenAndOddHeaders/>\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>\
         </w:compat></w:settings>"
    )
}

/// What stands for an official face where a machine has none.
fn font_table() -> String {
    let mut out = format!("{HEAD}<w:fonts xmlns:w=\"{MAIN}\">");
    for (name, other) in [
        ("仿宋_GB2312", "仿宋"),
        ("方正小标宋简体", "宋体"),
        ("楷体_GB2312", "楷体"),
        ("黑体", "SimHei"),
        ("宋体", "SimSun"),
    ] {
        let _ =
            write!(out, "<w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/><w:charset w:val=\"86\"/></w:font>");
    }
    out + "</w:fonts>"
}

/// A page number with a dash on each side, 14 pt, one character from the edge (GB/T 9704-2012, 7.5). Its line is as high
/// as its type and not on the grid: that of 22 lines a page would lift it.
fn footer(side: &str, numbered: bool) -> String {
    let mut out =
        format!("{HEAD}<w:ftr xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><w:p><w:pPr><w:pStyle w:val=\"GwFooter\"/>");
    if numbered {
        let _ = write!(out, "<w:ind w:left=\"280\" w:right=\"280\"/><w:jc w:val=\"{side}\"/></w:pPr>");
        out.push_str(
            "<w:r><w:t xml:space=\"preserve\">— </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
             <w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> —</w:t></w:r>",
        );
    } else {
        out.push_str("</w:pPr>");
    }
    out + "</w:p></w:ftr>"
}

/// What a style looks like.
#[derive(Clone, Copy)]
struct Looks {
    name: &'static str,
    /// The face of Chinese characters.
    face: &'static str,
    /// Half points.
    size: u32,
    bold: bool,
    /// `w:spacing`.
    spacing: &'static str,
    /// Whether its lines stand on the grid of the page.
    snaps: bool,
    /// Whether it begins two characters in.
    is_indented: bool,
    align: &'static str,
    /// Level in the outline, from 0.
    outline: Option<u32>,
    /// Whether it stays with what follows.
    keeps: bool,
}

/// Running text: 16 pt on lines of 28.95 pt, of which 22 fill the type area (GB/T 9704-2012, 5.2).
const TEXT: Looks = Looks {
    name: "公文顶格",
    face: "仿宋_GB2312",
    size: 32,
    bold: false,
    spacing: "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"579\" w:lineRule=\"exact\"/>",
    snaps: true,
    is_indented: false,
    align: "left",
    outline: None,
    keeps: false,
};

/// Text of tables: 10.5 pt, off the grid.
const TABLE: Looks = Looks {
    name: "表内",
    size: 21,
    spacing: "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"260\" w:lineRule=\"atLeast\"/>",
    snaps: false,
    ..TEXT
};

/// Of a table that holds as much as possible on a page: 7 pt, as near to the 7.2 pt of the PDF as half points come.
const TIGHT: Looks = Looks {
    name: "密排表内",
    size: 14,
    // Exact: faces of other makers have lines half as high again, and the page would become two.
    spacing: "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"164\" w:lineRule=\"exact\"/>",
    ..TABLE
};

fn looks(style: Style) -> Looks {
    let heading = Looks { outline: Some(1), keeps: true, is_indented: true, ..TEXT };
    match style {
        Style::Title => Looks {
            name: "公文标题",
            face: "方正小标宋简体",
            size: 44,
            spacing: "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"640\" w:lineRule=\"exact\"/>",
            align: "center",
            outline: Some(0),
            keeps: true,
            ..TEXT
        },
        Style::CoverTitle => Looks {
            name: "封面标题",
            face: "方正小标宋简体",
            size: 72,
            spacing: "<w:spacing w:before=\"800\" w:after=\"800\" w:line=\"240\" w:lineRule=\"auto\"/>",
            snaps: false,
            align: "center",
            ..TEXT
        },
        Style::Text => Looks { name: "公文正文", is_indented: true, align: "both", ..TEXT },
        Style::Plain => TEXT,
        Style::Note => Looks { name: "公文题注", face: "楷体_GB2312", align: "center", keeps: true, ..TEXT },
        Style::First => Looks { name: "一级标题", face: "黑体", ..heading },
        Style::Second => Looks { name: "二级标题", face: "楷体_GB2312", outline: Some(2), ..heading },
        Style::Label => Looks { name: "附件标识", face: "黑体", keeps: true, ..TEXT },
        Style::TableHead => Looks { name: "表头", face: "黑体", bold: true, align: "center", ..TABLE },
        Style::Table => TABLE,
        Style::Small => Looks {
            name: "表内小字",
            size: 18,
            spacing: "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"220\" w:lineRule=\"atLeast\"/>",
            ..TABLE
        },
        Style::Band => Looks { name: "表内标题", face: "楷体_GB2312", keeps: true, ..TABLE },
        Style::TableNote => Looks { name: "表注", face: "楷体_GB2312", ..TABLE },
        Style::Sign => Looks { name: "公文落款", ..TEXT },
        Style::TightTitle => Looks {
            name: "密排标题",
            size: 36,
            spacing: "<w:spacing w:before=\"0\" w:after=\"100\" w:line=\"480\" w:lineRule=\"exact\"/>",
            snaps: false,
            ..looks(Style::Title)
        },
        Style::TightNote => Looks {
            name: "密排题注",
            size: 24,
            spacing: "<w:spacing w:before=\"0\" w:after=\"120\" w:line=\"300\" w:lineRule=\"exact\"/>",
            snaps: false,
            ..looks(Style::Note)
        },
        Style::TightHead => Looks { name: "密排表头", face: "黑体", bold: true, align: "center", ..TIGHT },
        Style::Tight => TIGHT,
        Style::TightEnd => Looks {
            name: "密排表注",
            face: "楷体_GB2312",
            size: 16,
            spacing: "<w:spacing w:before=\"80\" w:after=\"0\" w:line=\"200\" w:lineRule=\"exact\"/>",
            ..TIGHT
        },
        Style::Contents => Looks { name: "公文目录", size: 24, ..TEXT },
    }
}

/// All styles, the defaults of the document first.
fn styles(lang: Lang) -> String {
    // Letters and figures are of a language that breaks lines between words, as Word's own Chinese documents have it:
    // called Chinese, LibreOffice breaks them anywhere, also within a number.
    let mut out = format!(
        "{HEAD}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"仿宋_GB2312\" w:cs=\"Times New Roman\"/>\
         <w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"GwFooter\"><w:name w:val=\"公文页码\"/>\
         <w:basedOn w:val=\"Normal\"/><w:pPr><w:snapToGrid w:val=\"0\"/>\
         <w:spacing w:before=\"0\" w:after=\"0\" w:line=\"280\" w:lineRule=\"exact\"/></w:pPr>\
         <w:rPr><w:rFonts w:eastAsia=\"宋体\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/></w:rPr></w:style>"
    );
    for style in Style::ALL {
        let Looks { name, face, size, bold, spacing, snaps, is_indented, align, outline, keeps } = looks(style);
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>",
            style.id()
        );
        if keeps {
            out.push_str("<w:keepNext/>");
        }
        match style {
            // The page number at the right edge of 156 mm, with dots up to it.
            Style::Contents => {
                out.push_str("<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8844\"/></w:tabs>");
            }
            // The second party in the middle of 225 mm.
            Style::Sign => out.push_str("<w:tabs><w:tab w:val=\"left\" w:pos=\"6600\"/></w:tabs>"),
            _ => {}
        }
        if !snaps {
            out.push_str("<w:snapToGrid w:val=\"0\"/>");
        }
        out.push_str(spacing);
        if is_indented && lang == Lang::Zh {
            out.push_str("<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>");
        }
        let _ = write!(out, "<w:jc w:val=\"{align}\"/>");
        if let Some(level) = outline {
            let _ = write!(out, "<w:outlineLvl w:val=\"{level}\"/>");
        }
        let _ = write!(out, "</w:pPr><w:rPr><w:rFonts w:eastAsia=\"{face}\"/>");
        if bold {
            out.push_str("<w:b/>");
        }
        let _ = write!(out, "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>");
    }
    out + "</w:styles>"
}
