//! Large and binary cases: what a few lines of code can say is no file of the repository.

use crate::make::{
    TABLE, at, compound, deflated, docx, docx_with, ods, odt, p, page, pdf, rows, stream, tc, xlsx, xlsx_of, zip,
};
use std::fmt::Write as _;

type Recipe = (&'static str, fn() -> Vec<u8>);

/// All of them, by kind and name.
pub fn all() -> Vec<Recipe> {
    [plans(), records(), forms(), texts(), pages(), tables(), word(), old(), books(), open(), pdfs()].concat()
}

/// A plan of these units and tasks.
fn plan(units: &str, tasks: &str) -> Vec<u8> {
    format!("(format: 1, title: \"方案\", groups: [(name: \"部门\", units: {{{units}}})], tasks: [{tasks}])")
        .into_bytes()
}

fn counted(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect()
}

/// A notice of these lines.
fn notice(lines: &str) -> Vec<u8> {
    format!("某县优化营商环境工作方案\n{lines}\n").into_bytes()
}

fn plans() -> Vec<Recipe> {
    vec![
        ("plan/brackets-100000.ron", || "(".repeat(100_000).into_bytes()),
        ("plan/lists-100000.ron", || format!("(format: 1, title: \"a\", tasks: {})", "[".repeat(100_000)).into_bytes()),
        ("plan/lists-closed-100000.ron", || {
            format!("(format: 1, title: \"a\", tasks: {}{})", "[".repeat(100_000), "]".repeat(100_000)).into_bytes()
        }),
        ("plan/comments-in-comments.ron", || {
            format!("(format: 1, {} title: \"a\")", "/*".repeat(100_000)).into_bytes()
        }),
        ("plan/some-of-some.ron", || {
            format!("(format: 1, title: \"a\", date: {}\"x\"{})", "Some(".repeat(20_000), ")".repeat(20_000))
                .into_bytes()
        }),
        ("plan/sections-in-sections.ron", || {
            let open = counted(5_000, |at| format!("(title: \"节{at}\", sections: ["));
            format!("(format: 1, title: \"a\", sections: [{open}{}])", "])".repeat(5_000)).into_bytes()
        }),
        ("plan/name-of-60000.ron", || {
            plan("", &format!("(number: \"1\", text: \"办。\", lead: [\"{}\"])", "局".repeat(60_000)))
        }),
        ("plan/number-of-60000.ron", || {
            plan("\"甲局\": ()", &format!("(number: \"{}\", text: \"办。\", lead: [\"甲局\"])", "9".repeat(60_000)))
        }),
        ("plan/combining-marks.ron", || plan(&format!("\"甲{}局\": ()", "\u{301}".repeat(100_000)), "")),
        ("plan/units-one-character-apart.ron", || plan(&counted(3_000, |at| format!("\"县{at:05}管理局\": (), ")), "")),
        ("plan/units-alike.ron", || plan(&counted(3_000, |at| format!("\"{}局{at}\": (), ", "县".repeat(60))), "")),
        ("plan/unknown-units-20000.ron", || {
            let names = counted(20_000, |at| format!("\"县{at:05}管理局\", "));
            plan("\"县管理局\": ()", &format!("(number: \"1\", text: \"办。\", lead: [{names}])"))
        }),
        ("plan/one-unit-100000-times.ron", || {
            plan("\"甲局\": ()", &format!("(number: \"1\", text: \"办。\", lead: [{}])", "\"甲局\", ".repeat(100_000)))
        }),
        ("plan/nobody-named.ron", || {
            plan("", &counted(20_000, |at| format!("(number: \"{at}\", text: \"办理。\"), ")))
        }),
        ("plan/equal-numbers.ron", || {
            plan("\"甲局\": ()", &"(number: \"1\", text: \"办理。\", lead: [\"甲局\"]), ".repeat(20_000))
        }),
        ("plan/collective-of-5000.ron", || {
            let units = counted(5_000, |at| format!("\"{at:04}号单位\": (), "));
            let roster = counted(5_000, |at| format!("\"{at:04}号单位\", "));
            let tasks = counted(100, |at| format!("(number: \"{at}\", text: \"办理。\", lead: [\"各局\"]), "));
            plan(&format!("{units}\"各局\": (collective: enumerable, roster: [{roster}])"), &tasks)
        }),
        ("plan/aliases-of-each-other.ron", || {
            plan(
                &counted(2_000, |at| {
                    format!(
                        "\"{}\": (), ",
                        "县级机关事务管理服务保障局".chars().cycle().take(at + 2).collect::<String>()
                    )
                }),
                "",
            )
        }),
        ("plan/unknown-fields.ron", || {
            plan("", &counted(20_000, |at| format!("(number: \"{at}\", text: \"办。\", wrong: 1), ")))
        }),
        ("plan/fields-50000.ron", || {
            format!("(format: 1, title: \"a\", {})", counted(50_000, |at| format!("x{at}: 1, "))).into_bytes()
        }),
        ("plan/one-long-line.ron", || {
            plan("\"甲局\": ()", &format!("(number: \"1\", text: \"{}\", lead: [\"乙局\"])", "字".repeat(1_000_000)))
        }),
        ("plan/blanks.ron", || [&b"(format: 1, title: \"a\""[..], &b" ".repeat(20_000_000), b")"].concat()),
        ("plan/too-large.ron", || b" ".repeat(140_000_000)),
        ("plan/bytes-by-chance.ron", || chance(100_000)),
    ]
}

/// Bytes that look random and are the same each time.
fn chance(count: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..count).map(|_| next()).collect()
}

fn records() -> Vec<Recipe> {
    const HEAD: &str = "(format: 1, plan: \"木环组发〔2019〕1号\", ";
    vec![
        ("record/brackets-100000.ron", || "(".repeat(100_000).into_bytes()),
        ("record/reports-50000.ron", || {
            let reports = "(number: \"1\", unit: \"县司法局\", state: done), ".repeat(50_000);
            format!("{HEAD}reports: [{reports}])").into_bytes()
        }),
        ("record/unknown-fields.ron", || {
            let reports = counted(5_000, |at| format!("(number: \"{at}\", unit: \"县司法局\", wrong: 1), "));
            format!("{HEAD}reports: [{reports}])").into_bytes()
        }),
        ("record/long-words.ron", || {
            format!("{HEAD}reports: [(number: \"{0}\", unit: \"{0}\", progress: \"{0}\")])", "字".repeat(100_000))
                .into_bytes()
        }),
        ("record/too-large.ron", || b" ".repeat(140_000_000)),
    ]
}

fn forms() -> Vec<Recipe> {
    vec![
        ("form/no-form.xlsx", || xlsx(&rows(TABLE), None)),
        ("form/cut.xlsx", || cut(&xlsx(&rows(TABLE), None), 2)),
        ("form/bad-keys.xlsx", || {
            let bad = ["RM1|x", "rm1:::::", "\u{202e}RM", "RM1;1;2;3;4;5;6;7"].map(|key| ["1", "任务", "措施", key]);
            xlsx(&rows(&bad.iter().map(|row| &row[..]).collect::<Vec<_>>()), None)
        }),
        ("form/far-cell.xlsx", || {
            xlsx(
                "<sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>",
                None,
            )
        }),
        ("form/bomb.xlsx", || xlsx(&format!("<sheetData>{}</sheetData>", " ".repeat(70 << 20)), None)),
        ("form/too-large.xlsx", || [b"PK\x03\x04".to_vec(), vec![0; 40 << 20]].concat()),
        ("form/nested-tables.docx", || {
            docx(&format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(20_000), "</w:tc></w:tr></w:tbl>".repeat(20_000)))
        }),
        ("form/repeated.ods", || {
            ods(
                "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>",
            )
        }),
        ("form/cells-510000.xlsx", || {
            let row = counted(150, |column| format!("<c r=\"{}$\"><v>1</v></c>", at(0, column).trim_end_matches('1')));
            let rows = counted(3_400, |at| {
                format!("<row r=\"{0}\">{1}</row>", at + 1, row.replace('$', &(at + 1).to_string()))
            });
            xlsx(&format!("<sheetData>{rows}</sheetData>"), None)
        }),
        ("form/shared-strings-claim.xlsx", || {
            xlsx(&rows(TABLE), Some("<sst count=\"4000000000\" uniqueCount=\"4000000000\"></sst>"))
        }),
        ("form/bytes-by-chance.xls", || {
            [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &chance(5_000)].concat()
        }),
    ]
}

fn cut(bytes: &[u8], parts: usize) -> Vec<u8> {
    bytes[..bytes.len() / parts].to_vec()
}

fn texts() -> Vec<Recipe> {
    vec![
        ("import/names-joined-20000.txt", || {
            let names = counted(20_000, |at| format!("县{at}局和"));
            notice(&format!("1.加强监管。（责任单位：{names}县乙局）"))
        }),
        ("import/names-joined-100000-alike.txt", || {
            notice(&format!("1.加强监管。（责任单位：{}）", "县甲局和".repeat(100_000)))
        }),
        ("import/brackets-1000000.txt", || notice(&"（".repeat(1_000_000))),
        ("import/brackets-empty.txt", || notice(&"（）".repeat(100_000))),
        ("import/brackets-in-brackets.txt", || {
            notice(&format!("1.办事{}牵头单位：甲局{}", "（".repeat(5_000), "）".repeat(5_000)))
        }),
        ("import/one-numeral-100000.txt", || notice(&"一".repeat(100_000))),
        ("import/closing-words-10000.txt", || {
            notice(&format!("1.加强监管。（责任单位：甲局{}）", "等部门".repeat(10_000)))
        }),
        ("import/labels-without-names.txt", || {
            notice(&format!("1.加强监管。（{}）", "牵头单位：责任单位：".repeat(6_000)))
        }),
        ("import/names-in-a-bracket.txt", || {
            notice(&format!("1.加强监管。（责任单位：{}）", counted(20_000, |at| format!("县{at}局、"))))
        }),
        ("import/names-alike.txt", || {
            notice(&counted(2_000, |at| format!("{at}.加强监管工作。（责任单位：县第{at}管理服务局）\n")))
        }),
        ("import/abbreviations.txt", || {
            let name = |at: usize| "县级机关事务管理服务保障局".chars().cycle().take(at % 60 + 3).collect::<String>();
            notice(&counted(3_000, |at| format!("{at}.加强监管工作。（责任单位：{}{at}局）\n", name(at))))
        }),
        ("import/rules-over-all.txt", || {
            let rules = counted(500, |at| format!("各项任务均由县{at}局负责。\n"));
            let tasks = counted(500, |at| format!("{at}.加强第{at}项监管。（牵头单位：甲局）\n"));
            notice(&format!("{rules}{tasks}"))
        }),
        ("import/tasks-20000.txt", || {
            notice(&counted(20_000, |at| format!("{at}.加强监管。（牵头单位：县甲局；责任单位：县乙局）\n")))
        }),
        ("import/line-of-5-MB.txt", || notice(&format!("1.{}（牵头单位：甲局）", "加强监管，".repeat(350_000)))),
        ("import/lines-1000000.txt", || notice(&"甲\n".repeat(1_000_000))),
        ("import/tabs.txt", || notice(&"甲\t".repeat(300_000))),
        ("import/bars.md", || notice(&"|甲".repeat(300_000))),
        ("import/quotes.md", || notice(&">".repeat(500_000))),
        ("import/combining-marks.txt", || {
            notice(&format!("1.加强监管。（牵头单位：甲{}局）", "\u{301}".repeat(100_000)))
        }),
        ("import/name-of-60000.txt", || notice(&format!("1.加强监管。（牵头单位：{}局）", "县".repeat(60_000)))),
        ("import/number-of-60000.txt", || notice(&format!("{}.加强监管。（牵头单位：甲局）", "1".repeat(60_000)))),
        ("import/rulers-and-spaces.txt", || notice(&"1 .  、 ".repeat(100_000))),
        ("import/bytes-by-chance.txt", || chance(200_000)),
        ("import/too-large.txt", || b" ".repeat(80 << 20)),
    ]
}

fn pages() -> Vec<Recipe> {
    vec![
        ("import/angles.html", || format!("<html>{}", "<".repeat(100_000)).into_bytes()),
        ("import/spans-500.html", || {
            let cells = "<td rowspan=500 colspan=500>甲".repeat(40);
            format!("<table>{}</table>", format!("<tr>{cells}</tr>").repeat(50)).into_bytes()
        }),
        ("import/rows-500-down.html", || {
            format!("<table>{}</table>", "<tr><td rowspan=500>甲<td rowspan=500>乙</tr>".repeat(2_000)).into_bytes()
        }),
        ("import/items-500000.html", || format!("<ol>{}</ol>", "<li>办".repeat(500_000)).into_bytes()),
        ("import/divs-100000.html", || format!("{}1.办事。（牵头单位：甲局）", "<div>".repeat(100_000)).into_bytes()),
        ("import/tables-in-tables.html", || {
            format!("{}甲{}", "<table><tr><td>乙<td>".repeat(300), "</table>".repeat(300)).into_bytes()
        }),
        ("import/attributes.html", || {
            format!("<p {}>1.办事。（牵头单位：甲局）", counted(100_000, |at| format!("a{at}=1 "))).into_bytes()
        }),
        ("import/page-title-long.html", || {
            format!("<title>{}</title><p>1.办事。（牵头单位：甲局）", "题".repeat(300_000)).into_bytes()
        }),
        ("import/list-begins-late.html", || b"<ol start=18446744073709551615><li>a<li>b</ol>".to_vec()),
        ("import/ends-only.html", || format!("<html>{}", "</p></td></table>".repeat(100_000)).into_bytes()),
    ]
}

fn tables() -> Vec<Recipe> {
    vec![
        ("import/columns-1000000.csv", || {
            format!("序号,任务,牵头单位{0}\n1,办,甲局{0}\n", ",".repeat(1_000_000)).into_bytes()
        }),
        ("import/columns-of-sections.csv", || {
            let heads = "类别,".repeat(30_000);
            let cells = counted(30_000, |at| format!("第{at}类,"));
            format!("{heads}任务,牵头单位\n{cells}办理公开事项,甲局\n{cells}推进公开工作,乙局\n").into_bytes()
        }),
        ("import/columns-of-sections-300.csv", || {
            let heads = "类别,".repeat(300);
            let cells = counted(300, |at| format!("第{at}类,"));
            format!("{heads}任务,牵头单位\n{cells}办理公开事项,甲局\n{cells}推进公开工作,乙局\n").into_bytes()
        }),
        ("import/rows-300000.csv", || {
            format!("序号,任务,牵头单位\n{}", "1,办理公开事项,甲局\n".repeat(300_000)).into_bytes()
        }),
        ("import/quote-never-closed.csv", || {
            format!("序号,任务,牵头单位\n1,\"{}", "办理,\n".repeat(300_000)).into_bytes()
        }),
        ("import/separators.csv", || ";,\t|".repeat(300_000).into_bytes()),
        ("import/grid-of-2000-units.csv", || {
            let heads = counted(2_000, |at| format!(",第{at}局"));
            let row = counted(2_000, |at| if at % 9 == 0 { ",牵头".into() } else { ",".into() });
            format!("任务{heads}\n{}", counted(20, |at| format!("办理第{at}项工作{row}\n"))).into_bytes()
        }),
    ]
}

fn word() -> Vec<Recipe> {
    fn table(rows: &str) -> Vec<u8> {
        docx(&format!("{}<w:tbl>{rows}</w:tbl>", p("某县工作方案")))
    }
    vec![
        ("import/cut.docx", || cut(&docx(&p("1.办事。（牵头单位：甲局）")), 2)),
        ("import/no-document.docx", || zip(&[("[Content_Types].xml", b"<Types/>"), ("word/styles.xml", b"<a/>")])),
        ("import/other-zip.docx", || zip(&[("a.txt", b"x")])),
        ("import/zip-slip.docx", || zip(&[("../../../../tmp/x", b"x"), ("/etc/x", b"x")])),
        ("import/no-xml.docx", || zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"\xff\xfe\x00")])),
        ("import/xml-cut.docx", || {
            zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document><w:body><w:p")])
        }),
        ("import/no-words.docx", || docx("<w:p/>")),
        ("import/bomb.docx", || docx(&" ".repeat(80 << 20))),
        ("import/bomb-in-another-part.docx", || {
            docx_with(&p("1.办事。（牵头单位：甲局）"), &[("word/numbering.xml", &vec![b' '; 80 << 20])])
        }),
        ("import/parts-30000.docx", || {
            let names: Vec<String> = (0..30_000).map(|at| format!("word/{at}")).collect();
            zip(&names.iter().map(|name| (name.as_str(), &b""[..])).collect::<Vec<_>>())
        }),
        ("import/entities.docx", || {
            let doctype =
                "<!DOCTYPE d [<!ENTITY a \"甲甲甲甲甲甲甲甲甲甲\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
            let xml = format!(
                "<?xml version=\"1.0\"?>{doctype}<w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>",
                p("1.&b;办事。（牵头单位：甲局）")
            );
            zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml.as_bytes())])
        }),
        ("import/entity-elsewhere.docx", || {
            let xml = format!(
                "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>",
                p("1.&x;办事。（牵头单位：甲局）")
            );
            zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml.as_bytes())])
        }),
        ("import/spans-100.docx", || {
            table(&format!("<w:tr>{}</w:tr>", tc("<w:gridSpan w:val=\"100\"/>", "甲").repeat(50)).repeat(1_000))
        }),
        ("import/span-too-large.docx", || {
            table(&format!(
                "<w:tr>{}{}</w:tr>",
                tc("<w:gridSpan w:val=\"4294967295\"/>", "甲"),
                tc("<w:gridSpan w:val=\"-3\"/>", "乙")
            ))
        }),
        ("import/merged-from-nothing.docx", || {
            table(&format!("<w:tr>{0}{0}{0}</w:tr>", tc("<w:vMerge/>", "甲")).repeat(3))
        }),
        ("import/last-column-over-rows.docx", || {
            let head = format!("<w:tr>{}{}{}</w:tr>", tc("", "任务"), tc("", "牵头单位"), tc("", "责任单位"));
            let row = |about: &str, task: &str| {
                format!("<w:tr>{}{}{}</w:tr>", tc("", task), tc("", "甲局"), tc(about, "乙局"))
            };
            table(
                &[
                    head,
                    row("<w:vMerge w:val=\"restart\"/>", "加强监管影v响工作。"),
                    row("<w:vMerge/>", "推进公开工作。"),
                ]
                .concat(),
            )
        }),
        ("import/tables-in-tables.docx", || {
            docx(&format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(50_000), "</w:tc></w:tr></w:tbl>".repeat(50_000)))
        }),
        ("import/paragraphs-in-paragraphs.docx", || {
            docx(&format!("{}甲{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000)))
        }),
        ("import/boxes-in-cells.docx", || {
            let inner = "<w:p><w:r><w:t>甲".repeat(2_000);
            table(&format!("<w:tr><w:tc>{inner}{}</w:tc>{}</w:tr>", "</w:t></w:r></w:p>".repeat(2_000), tc("", "乙")))
        }),
        ("import/numbering-text-of-1-MB.docx", || {
            let list = format!(
                "<w:numbering><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"4294967295\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"{}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>",
                "%1".repeat(500_000)
            );
            let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>办事。（牵头单位：甲局）</w:t></w:r></w:p>".repeat(2_000);
            docx_with(&item, &[("word/numbering.xml", list.as_bytes())])
        }),
        ("import/style-of-itself.docx", || {
            let styles = "<w:styles><w:style w:styleId=\"a\"><w:basedOn w:val=\"b\"/></w:style><w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style></w:styles>";
            docx_with(
                "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>1.办事。（牵头单位：甲局）</w:t></w:r></w:p>",
                &[("word/styles.xml", styles.as_bytes())],
            )
        }),
        ("import/size-claimed.docx", || {
            // The directory says that the part has 4 GB.
            let mut bytes = docx(&p("1.办事。（牵头单位：甲局）"));
            let place = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
            bytes[place + 24..place + 28].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
            bytes
        }),
        ("import/method-unknown.docx", || {
            let mut bytes = docx(&p("1.办事。（牵头单位：甲局）"));
            let places: Vec<usize> = (0..bytes.len() - 4).filter(|&at| &bytes[at..at + 4] == b"PK\x01\x02").collect();
            places.iter().for_each(|&at| bytes[at + 10] = 99);
            bytes
        }),
        ("import/zip-locked.docx", || {
            let mut bytes = docx(&p("1.办事。（牵头单位：甲局）"));
            let places: Vec<usize> = (0..bytes.len() - 4).filter(|&at| &bytes[at..at + 4] == b"PK\x01\x02").collect();
            places.iter().for_each(|&at| bytes[at + 8] |= 1);
            bytes
        }),
    ]
}

const NOTICE_DOC: &[u8] = include_bytes!("../documents/notice.doc");
const HIDDEN_XLS: &[u8] = include_bytes!("../documents/hidden.xls");
const HIDDEN_ODS: &[u8] = include_bytes!("../documents/hidden.ods");
const NOTICE_RTF: &[u8] = include_bytes!("../documents/notice.rtf");

/// Every so-manieth byte is another.
fn spoilt(bytes: &[u8], from: usize, step: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes.iter_mut().skip(from).step_by(step).for_each(|byte| *byte ^= 0xA5);
    bytes
}

fn old() -> Vec<Recipe> {
    vec![
        ("import/cut.doc", || cut(NOTICE_DOC, 2)),
        ("import/spoilt.doc", || spoilt(NOTICE_DOC, 600, 97)),
        ("import/spoilt-head.doc", || spoilt(NOTICE_DOC, 30, 7)),
        ("import/zeros.doc", || [&NOTICE_DOC[..512], &vec![0; 20_000]].concat()),
        ("import/no-word.doc", || compound(&[("Nothing", b"x")])),
        ("import/short-word.doc", || compound(&[("WordDocument", &[0xEC, 0xA5, 0, 0])])),
        ("import/lengths-claimed.doc", || {
            let mut head = vec![0; 2_000];
            head[..2].copy_from_slice(&[0xEC, 0xA5]);
            head[0x0A..0x0C].copy_from_slice(&[0, 2]);
            head[0x4C..0x50].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0x7F]);
            head[0x1A2..0x1AA].copy_from_slice(&[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F]);
            compound(&[("WordDocument", &head), ("1Table", &[2, 0xFF, 0xFF, 0xFF, 0x7F])])
        }),
        ("import/locked.doc", || {
            let mut head = vec![0; 2_000];
            head[..2].copy_from_slice(&[0xEC, 0xA5]);
            head[0x0A..0x0C].copy_from_slice(&[0, 3]);
            compound(&[("WordDocument", &head), ("1Table", &[0; 10])])
        }),
        ("import/cut.xls", || cut(HIDDEN_XLS, 3)),
        ("import/spoilt.xls", || spoilt(HIDDEN_XLS, 600, 61)),
        ("import/records-claimed.xls", || {
            // A workbook whose strings claim to be 4 thousand million.
            let mut stream = vec![0x09, 0x08, 0x10, 0, 0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            stream.extend([0xFC, 0, 8, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
            stream.extend([0x0A, 0, 0, 0]);
            compound(&[("Workbook", &stream)])
        }),
        ("import/cells-far-apart.xls", || {
            let number = |row: u16, column: u16| {
                let mut record = vec![0x03, 0x02, 14, 0];
                record.extend([row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat());
                record.extend(1.0_f64.to_le_bytes());
                record
            };
            let begin = [0x09, 0x08, 8, 0, 0, 6, 0x10, 0, 0, 0, 0, 0].to_vec();
            let stream = [begin, number(0, 0), number(65_535, 255), vec![0x0A, 0, 0, 0]].concat();
            compound(&[("Workbook", &stream)])
        }),
        ("import/no-records.xls", || compound(&[("Workbook", b"")])),
        ("import/spoilt.rtf", || spoilt(NOTICE_RTF, 10, 53)),
        ("import/braces-200000.rtf", || format!("{{\\rtf1 {}", "{".repeat(200_000)).into_bytes()),
        ("import/cells-1000000.rtf", || format!("{{\\rtf1 {}\\row}}", "\\cell".repeat(1_000_000)).into_bytes()),
        ("import/edges-100000.rtf", || {
            let edges = counted(3_000, |at| format!("\\cellx{}", at * 50));
            let cells = "x\\cell".repeat(3_000);
            let wide = "\\trowd\\cellx150000 x\\cell\\row".repeat(3_000);
            format!("{{\\rtf1 \\trowd{edges} {cells}\\row {wide}}}").into_bytes()
        }),
        ("import/words-1000000.rtf", || format!("{{\\rtf1 {}1.}}", "\\b".repeat(1_000_000)).into_bytes()),
    ]
}

fn books() -> Vec<Recipe> {
    fn merged(merges: &str, count: usize) -> Vec<u8> {
        xlsx(&format!("{}<mergeCells count=\"{count}\">{merges}</mergeCells>", rows(TABLE)), None)
    }
    vec![
        ("import/cut.xlsx", || cut(&xlsx(&rows(TABLE), None), 2)),
        ("import/no-sheet.xlsx", || xlsx_of(&[("表", "worksheets/none.xml")], &[], None)),
        ("import/no-sheets.xlsx", || xlsx_of(&[], &[], None)),
        ("import/sheet-cut.xlsx", || xlsx("<sheetData><row r=\"1\"><c r=\"A1\"", None)),
        ("import/strings-claimed-4000000000.xlsx", || {
            xlsx(&rows(TABLE), Some("<sst count=\"4000000000\" uniqueCount=\"4000000000\"><si><t>a</t></si></sst>"))
        }),
        ("import/strings-claimed-3000000000.xlsx", || {
            xlsx(&rows(TABLE), Some("<sst count=\"3000000000\" uniqueCount=\"3000000000\"/>"))
        }),
        ("import/one-string-in-2000-cells.xlsx", || {
            let strings =
                format!("<sst count=\"1\" uniqueCount=\"1\"><si><t>{}</t></si></sst>", "甲".repeat(10_000_000));
            let cells =
                counted(2_000, |row| format!("<row r=\"{0}\"><c r=\"A{0}\" t=\"s\"><v>0</v></c></row>", row + 1));
            xlsx(&format!("<sheetData>{cells}</sheetData>"), Some(&strings))
        }),
        ("import/string-not-there.xlsx", || {
            xlsx(
                "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c><c r=\"B1\" t=\"s\"><v>-1</v></c></row></sheetData>",
                Some("<sst/>"),
            )
        }),
        ("import/merges-overlapping.xlsx", || {
            merged(&counted(10_000, |at| format!("<mergeCell ref=\"A1:D{}\"/>", at + 2)), 10_000)
        }),
        ("import/merges-equal.xlsx", || {
            let merges = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(10_000);
            let cells = counted(2_000, |row| {
                format!("<row r=\"{0}\"><c r=\"A{0}\"><v>1</v></c><c r=\"AZ{0}\"><v>1</v></c></row>", row + 1)
            });
            xlsx(&format!("<sheetData>{cells}</sheetData><mergeCells count=\"10000\">{merges}</mergeCells>"), None)
        }),
        ("import/merge-over-400000-rows.xlsx", || {
            let words = counted(100_000, |row| format!("<row r=\"{0}\"><c r=\"A{0}\"><v>1</v></c></row>", row + 1));
            xlsx(
                &format!(
                    "<sheetData>{words}<row r=\"100001\"><c r=\"CZ100001\"><v>1</v></c></row></sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:CZ400000\"/></mergeCells>"
                ),
                None,
            )
        }),
        ("import/merges-wrong.xlsx", || {
            merged(
                "<mergeCell ref=\"\"/><mergeCell ref=\"D9:A1\"/><mergeCell ref=\"A0:B0\"/><mergeCell ref=\"ZZZZZZZZ1:A99999999999\"/>",
                4,
            )
        }),
        ("import/last-column-over-rows.xlsx", || {
            let table: &[&[&str]] = &[
                &["任务", "牵头单位", "责任单位"],
                &["加强监管影v响工作。", "甲局", "乙局"],
                &["推进公开工作。", "丙局", ""],
            ];
            xlsx(&format!("{}<mergeCells count=\"1\"><mergeCell ref=\"C2:C3\"/></mergeCells>", rows(table)), None)
        }),
        ("import/sheets-20000-of-one-part.xlsx", || {
            let names: Vec<String> = (0..20_000).map(|at| format!("表{at}")).collect();
            let sheets: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "worksheets/sheet1.xml")).collect();
            xlsx_of(&sheets, &[("worksheets/sheet1.xml", &rows(TABLE))], None)
        }),
        ("import/far-cell.xlsx", || {
            xlsx(
                "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"4294967295\"><c r=\"ZZZZZZ4294967295\"><v>2</v></c></row></sheetData>",
                None,
            )
        }),
        ("import/cells-misnamed.xlsx", || {
            xlsx(
                "<sheetData><row r=\"0\"><c r=\"A0\"><v>1</v></c><c r=\"1A\"><v>2</v></c><c r=\"\"><v>3</v></c></row></sheetData>",
                None,
            )
        }),
        ("import/dates-impossible.xlsx", || {
            let cells = ["1e308", "-1e308", "NaN", "99999999999", "2958466"];
            let cells = counted(cells.len(), |at| {
                format!("<c r=\"{}1\" t=\"d\"><v>{}</v></c>", char::from(b'A' + at as u8), cells[at])
            });
            xlsx(&format!("<sheetData><row r=\"1\">{cells}</row></sheetData>"), None)
        }),
        ("import/bomb.xlsx", || xlsx(&format!("<sheetData>{}</sheetData>", " ".repeat(80 << 20)), None)),
        ("import/bombs-together.xlsx", || {
            let part = " ".repeat(50 << 20);
            xlsx_of(
                &[("表", "worksheets/sheet1.xml")],
                &[
                    ("worksheets/sheet1.xml", &rows(TABLE)),
                    ("a.xml", &part),
                    ("b.xml", &part),
                    ("c.xml", &part),
                    ("d.xml", &part),
                ],
                None,
            )
        }),
        ("import/cells-450000.xlsx", || {
            let row = counted(150, |column| format!("<c r=\"{}$\"><v>1</v></c>", at(0, column).trim_end_matches('1')));
            xlsx(
                &format!(
                    "<sheetData>{}</sheetData>",
                    counted(3_000, |at| format!(
                        "<row r=\"{0}\">{1}</row>",
                        at + 1,
                        row.replace('$', &(at + 1).to_string())
                    ))
                ),
                None,
            )
        }),
        ("import/phonetic.xlsx", || {
            xlsx(&rows(TABLE), Some(&format!("<sst><si>{}</si></sst>", "<rPh><t>a</t>".repeat(50_000))))
        }),
    ]
}

fn open() -> Vec<Recipe> {
    vec![
        ("import/cut.ods", || cut(HIDDEN_ODS, 2)),
        ("import/spoilt.ods", || spoilt(HIDDEN_ODS, 200, 211)),
        ("import/repeated.ods", || {
            ods(
                "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>甲</text:p></table:table-cell></table:table-row>",
            )
        }),
        ("import/repeated-4000000000.ods", || {
            ods(
                "<table:table-row table:number-rows-repeated=\"4000000000\"><table:table-cell table:number-columns-repeated=\"4000000000\" office:value-type=\"string\"><text:p>甲</text:p></table:table-cell></table:table-row>",
            )
        }),
        ("import/repeated-blank.ods", || {
            ods(
                "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row><table:table-row><table:table-cell office:value-type=\"string\"><text:p>任务</text:p></table:table-cell></table:table-row>",
            )
        }),
        ("import/no-content.ods", || zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")])),
        ("import/cells-in-cells.ods", || ods(&"<table:table-row><table:table-cell>".repeat(50_000))),
        ("import/no-content.odt", || zip(&[("mimetype", b"application/vnd.oasis.opendocument.text")])),
        ("import/lists-in-lists.odt", || {
            odt(&format!(
                "{}<text:p>办事</text:p>{}",
                "<text:list><text:list-item>".repeat(50_000),
                "</text:list-item></text:list>".repeat(50_000)
            ))
        }),
        ("import/spaces-claimed.odt", || {
            odt("<text:p>1.办<text:s text:c=\"4000000000\"/>事。（牵头单位：甲局）</text:p>")
        }),
        ("import/columns-repeated.odt", || {
            odt(
                "<table:table><table:table-row table:number-rows-repeated=\"4000000\"><table:table-cell table:number-columns-repeated=\"4000000\"><text:p>甲</text:p></table:table-cell></table:table-row></table:table>",
            )
        }),
        ("import/spans-claimed.odt", || {
            odt(
                "<table:table><table:table-row><table:table-cell table:number-columns-spanned=\"4000000000\" table:number-rows-spanned=\"4000000000\"><text:p>甲</text:p></table:table-cell><table:table-cell><text:p>乙</text:p></table:table-cell></table:table-row></table:table>",
            )
        }),
        ("import/tables-in-tables.odt", || odt(&"<table:table><table:table-row><table:table-cell>".repeat(30_000))),
        ("import/frames-in-frames.odt", || odt(&"<text:p><draw:frame><draw:text-box>甲".repeat(30_000))),
        ("import/bomb.odt", || odt(&" ".repeat(80 << 20))),
    ]
}

fn pdfs() -> Vec<Recipe> {
    vec![
        ("import/cut.pdf", || cut(&page(stream("", b"BT /F 12 Tf 72 700 Td (1.) Tj ET")), 2)),
        ("import/no-words.pdf", || page(stream("", b"0 0 100 100 re f"))),
        ("import/bomb.pdf", || page(stream("/Filter/FlateDecode", &deflated(&vec![b' '; 600 << 20])))),
        ("import/bomb-of-letters.pdf", || {
            page(stream("/Filter/FlateDecode", &deflated(&b"BT /F 1 Tf 9 9 Td (aaaaaaaaaa) Tj ET ".repeat(11_000))))
        }),
        ("import/letters-on-many-pages.pdf", || {
            let mut objects = vec![
                b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
                format!("<</Type/Pages/Kids[{}]/Count 22>>", "3 0 R ".repeat(22)).into_bytes(),
            ];
            objects.push(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
                    .to_vec(),
            );
            objects.push(stream(
                "/Filter/FlateDecode",
                &deflated(&b"BT /F 1 Tf 9 9 Td (aaaaaaaaaa) Tj ET ".repeat(9_500)),
            ));
            pdf(&objects)
        }),
        ("import/length-claimed.pdf", || {
            page(b"<</Length 4000000000>>\nstream\nBT /F 12 Tf (a) Tj ET\nendstream".to_vec())
        }),
        ("import/lists-in-lists.pdf", || {
            pdf(&[format!("<</Type/Catalog/Pages {}>>", "[".repeat(100_000)).into_bytes()])
        }),
        ("import/lists-in-content.pdf", || page(stream("", "[".repeat(100_000).as_bytes()))),
        ("import/states-in-states.pdf", || page(stream("", "q ".repeat(200_000).as_bytes()))),
        ("import/pages-in-a-circle.pdf", || {
            pdf(&[
                b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
                b"<</Type/Pages/Kids[3 0 R]/Count 9>>".to_vec(),
                b"<</Type/Pages/Kids[2 0 R]/Count 9>>".to_vec(),
            ])
        }),
        ("import/pages-5000.pdf", || {
            let kids = "3 0 R ".repeat(5_000);
            pdf(&[
                b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
                format!("<</Type/Pages/Kids[{kids}]/Count 5000>>").into_bytes(),
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>".to_vec(),
            ])
        }),
        ("import/form-of-itself.pdf", || {
            let mut objects = vec![
                b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
                    .to_vec(),
            ];
            objects.push(stream("", b"/X Do"));
            objects.push(stream(
                "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>",
                b"/X Do /X Do /X Do",
            ));
            pdf(&objects)
        }),
        ("import/rules-100000.pdf", || {
            let mut rules = String::new();
            (0..100_000).for_each(|at| writeln!(rules, "{} {} 100 0.5 re f", at % 500, at % 800).unwrap());
            page(stream("", format!("{rules} BT /F 12 Tf 72 700 Td (1. a) Tj ET").as_bytes()))
        }),
        ("import/page-too-wide.pdf", || {
            pdf(&[
                b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
                b"<</Type/Page/Parent 2 0 R/MediaBox[-1e38 -1e38 1e38 1e38]/Contents 4 0 R>>".to_vec(),
                stream("", b"1e38 0 0 1e38 0 0 cm BT 1e38 Tf (a) Tj ET"),
            ])
        }),
        ("import/bytes-by-chance.pdf", || [b"%PDF-1.7\n".to_vec(), chance(50_000)].concat()),
    ]
}
