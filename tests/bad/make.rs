//! Containers for recipes: archives, documents of office programs, PDF.

use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip of these parts, packed.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A Word document with this body.
pub fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

/// The same with further parts.
pub fn docx_with(body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let document =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>");
    let mut parts: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())];
    parts.extend(more);
    zip(&parts)
}

/// A paragraph of Word.
pub fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// A table cell of Word, with what it says of itself.
pub fn tc(about: &str, words: &str) -> String {
    format!("<w:tc><w:tcPr>{about}</w:tcPr>{}</w:tc>", p(words))
}

/// A workbook with one sheet of this XML, and these shared strings.
pub fn xlsx(sheet: &str, strings: Option<&str>) -> Vec<u8> {
    xlsx_of(&[("表", "worksheets/sheet1.xml")], &[("worksheets/sheet1.xml", sheet)], strings)
}

/// A workbook whose sheets are these names and parts.
pub fn xlsx_of(sheets: &[(&str, &str)], parts: &[(&str, &str)], strings: Option<&str>) -> Vec<u8> {
    let (mut list, mut relations) = (String::new(), String::new());
    for (at, (name, part)) in sheets.iter().enumerate() {
        let at = at + 1;
        list += &format!("<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>");
        relations += &format!("<Relationship Id=\"rId{at}\" Type=\"{RELATIONS}/worksheet\" Target=\"{part}\"/>");
    }
    if strings.is_some() {
        relations +=
            &format!("<Relationship Id=\"s\" Type=\"{RELATIONS}/sharedStrings\" Target=\"sharedStrings.xml\"/>");
    }
    let book = format!("<workbook xmlns=\"{SHEET}\" xmlns:r=\"{RELATIONS}\"><sheets>{list}</sheets></workbook>");
    let relations = format!("<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>");
    let mut all: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".into(), b"<Types/>".to_vec()),
        (
            "_rels/.rels".into(),
            format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r\" Type=\"{RELATIONS}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            )
            .into_bytes(),
        ),
        ("xl/workbook.xml".into(), book.into_bytes()),
        ("xl/_rels/workbook.xml.rels".into(), relations.into_bytes()),
    ];
    for (part, xml) in parts {
        all.push((format!("xl/{part}"), format!("<worksheet xmlns=\"{SHEET}\">{xml}</worksheet>").into_bytes()));
    }
    if let Some(strings) = strings {
        all.push((
            "xl/sharedStrings.xml".into(),
            strings.replace("<sst", &format!("<sst xmlns=\"{SHEET}\"")).into_bytes(),
        ));
    }
    zip(&all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

/// `A1` and so on; row and column from 0.
pub fn at(row: usize, column: usize) -> String {
    let (mut letters, mut rest) = (String::new(), column + 1);
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap()));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// Rows of cells with words of their own.
pub fn rows(rows: &[&[&str]]) -> String {
    let mut xml = String::from("<sheetData>");
    for (row, cells) in rows.iter().enumerate() {
        xml += &format!("<row r=\"{}\">", row + 1);
        for (column, words) in cells.iter().enumerate() {
            xml += &format!("<c r=\"{}\" t=\"inlineStr\"><is><t>{words}</t></is></c>", at(row, column));
        }
        xml += "</row>";
    }
    xml + "</sheetData>"
}

/// An ordinary list of tasks.
pub const TABLE: &[&[&str]] = &[
    &["序号", "任务", "牵头单位", "责任单位"],
    &["1", "公开办事指南，推进网上办理。", "县司法局", "县财政局、县公安局"],
    &["2", "开展专项检查，公布检查结果。", "县公安局", "县司法局"],
    &["3", "清理收费目录，落实减税政策。", "县财政局", "县税务局、县司法局"],
];

/// A spreadsheet of LibreOffice with these rows.
pub fn ods(rows: &str) -> Vec<u8> {
    let xml = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"表\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", xml.as_bytes()),
    ])
}

/// A text of LibreOffice with this body.
pub fn odt(body: &str) -> Vec<u8> {
    let xml = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text>\
         {body}</office:text></office:body></office:document-content>"
    );
    zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", xml.as_bytes())])
}

/// A PDF of these objects, the first of which is the catalog.
pub fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).into_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").into_bytes());
    out
}

/// A stream object with this dictionary, its length added.
pub fn stream(about: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{about}/Length {}>>\nstream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

/// A PDF of one page with this content.
pub fn page(content: Vec<u8>) -> Vec<u8> {
    pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>".to_vec(),
        content,
    ])
}

/// Bytes packed as PDF packs them.
pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// A compound file, as office programs of old wrote it, with these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}
