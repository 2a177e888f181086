//! Web pages as saved from a site: the text of the page, without its menus.
//!
//! Of nested elements the innermost is taken that still holds nearly all words outside links; what
//! stands beside it is the site's own.

use super::{Block, Cell, Source, Table, text};
use encoding_rs::Encoding;
use html5gum::{Token, Tokenizer};
use std::collections::BTreeMap;
use std::ops::Range;

/// Elements whose words are no text of the page.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "select", "button", "svg", "nav", "form", "head", "object",
    "textarea", "footer",
];
/// Elements that begin a line of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tr",
    "td",
    "th",
    "section",
    "article",
    "header",
    "aside",
    "main",
    "blockquote",
    "dl",
    "dt",
    "dd",
    "pre",
    "center",
    "body",
    "tbody",
    "thead",
    "fieldset",
    "address",
    "figure",
    "hr",
    "caption",
    "ucapcontent",
    "ucaptitle",
];
/// Elements without content.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// An element is the page's text if it holds this share of the words.
const SHARE: f64 = 0.8;
/// Deeper nesting than any page has is flattened.
const DEEPEST: usize = 400;

#[derive(Default)]
struct Element {
    name: String,
    parent: usize,
    children: Vec<usize>,
    /// Text of its own, or of a text node.
    words: String,
    attributes: (usize, usize),
    order: Option<usize>,
}

/// Reads a page.
pub(super) fn read(bytes: &[u8]) -> Source {
    let page = decoded(bytes);
    let (elements, title) = parse(&page);
    let weights = weights(&elements);
    let mut root = 0;
    // Down to the element that still holds nearly everything.
    while let Some(&child) = elements[root].children.iter().max_by_key(|&&child| weights[child])
        && !matches!(elements[child].name.as_str(), "table" | "tbody" | "tr" | "p" | "ol" | "ul" | "")
        && weights[child] as f64 >= SHARE * weights[root] as f64
    {
        root = child;
    }
    let mut writer = Writer { elements: &elements, source: Source::default(), line: String::new(), hint: None };
    writer.write(root);
    writer.end_line();
    let mut source = writer.source;
    source.title = title.map(|title| page_title(&title)).filter(|title| !title.is_empty());
    source
}

/// By byte order mark, by `<meta charset>`, else as plain text is told.
fn decoded(bytes: &[u8]) -> String {
    if Encoding::for_bom(bytes).is_none() {
        let head: String = bytes.iter().take(4096).map(|&byte| char::from(byte).to_ascii_lowercase()).collect();
        let name = head.find("charset=").map(|at| head[at + "charset=".len()..].trim_start_matches(['"', '\'', ' ']));
        let name = name.map(|rest| {
            rest.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).next().unwrap_or_default()
        });
        if let Some(encoding) = name.and_then(|name| Encoding::for_label(name.as_bytes())) {
            // A page that lies about itself is told by its bytes.
            if encoding != encoding_rs::UTF_8 && std::str::from_utf8(bytes).is_err() {
                return encoding.decode_without_bom_handling(bytes).0.into_owned();
            }
        }
    }
    text::decode(bytes).unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
}

/// 某县方案_某县人民政府: the page's name without the site's.
fn page_title(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = title.split(['_', '|']).map(str::trim).filter(|part| !part.is_empty());
    let parts: Vec<&str> =
        parts.flat_map(|part| part.split(" - ")).flat_map(|part| part.split("--")).map(str::trim).collect();
    parts.iter().copied().max_by_key(|part| part.chars().count()).unwrap_or_default().to_owned()
}

fn parse(page: &str) -> (Vec<Element>, Option<String>) {
    let mut elements = vec![Element { name: "body".to_owned(), ..Element::default() }];
    let mut open: Vec<usize> = vec![0];
    let mut skipping: Option<(String, usize)> = None;
    let mut title: Option<String> = None;
    let mut in_title = false;
    for token in Tokenizer::new(page) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if name == "title" && title.is_none() {
                    in_title = true;
                }
                if let Some((skipped, depth)) = &mut skipping {
                    if *skipped == name && !tag.self_closing {
                        *depth += 1;
                    }
                    continue;
                }
                if SKIPPED.contains(&name.as_str()) && !tag.self_closing {
                    skipping = Some((name, 1));
                    continue;
                }
                close_implied(&mut open, &elements, &name);
                let attributes: BTreeMap<String, String> = tag
                    .attributes
                    .iter()
                    .map(|(key, value)| {
                        (String::from_utf8_lossy(key).into_owned(), String::from_utf8_lossy(value).into_owned())
                    })
                    .collect();
                let hidden =
                    attributes.get("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
                if hidden && !tag.self_closing && !VOID.contains(&name.as_str()) {
                    skipping = Some((name, 1));
                    continue;
                }
                let span = |key: &str| {
                    attributes.get(key).and_then(|value| value.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, 500)
                };
                let order = (name == "ol").then(|| span("start"));
                let parent = open.last().copied().unwrap_or(0);
                let at = elements.len();
                let holds = !tag.self_closing && !VOID.contains(&name.as_str()) && open.len() < DEEPEST;
                elements.push(Element {
                    name,
                    parent,
                    children: Vec::new(),
                    words: String::new(),
                    attributes: (span("rowspan"), span("colspan")),
                    order,
                });
                elements[parent].children.push(at);
                if holds {
                    open.push(at);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if name == "title" {
                    in_title = false;
                }
                if let Some((skipped, depth)) = &mut skipping {
                    if *skipped == name {
                        *depth -= 1;
                        if *depth == 0 {
                            skipping = None;
                        }
                    }
                    continue;
                }
                if let Some(place) = open.iter().rposition(|&at| elements[at].name == name).filter(|&place| place > 0) {
                    open.truncate(place);
                }
            }
            Token::String(words) => {
                let words = String::from_utf8_lossy(&words);
                if in_title {
                    title.get_or_insert_default().push_str(&words);
                }
                if skipping.is_none() {
                    let parent = open.last().copied().unwrap_or(0);
                    let at = elements.len();
                    elements.push(Element { parent, words: words.into_owned(), ..Element::default() });
                    elements[parent].children.push(at);
                }
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    (elements, title)
}

/// Tags that people leave open: `<p>`, `<li>`, `<td>`, `<tr>`.
fn close_implied(open: &mut Vec<usize>, elements: &[Element], name: &str) {
    let (closes, within): (&[&str], &[&str]) = match name {
        "li" => (&["li"], &["ul", "ol"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table", "tbody", "thead"]),
        "p" | "div" | "table" | "h1" | "h2" | "h3" | "h4" => (&["p"], &["div", "td", "li", "body", "table"]),
        "dd" | "dt" => (&["dd", "dt"], &["dl"]),
        _ => return,
    };
    for place in (1..open.len()).rev() {
        let opened = elements[open[place]].name.as_str();
        if closes.contains(&opened) {
            open.truncate(place);
            return;
        }
        if within.contains(&opened) {
            return;
        }
    }
}

/// Words outside links, of each element with everything in it. A child comes after its parent.
fn weights(elements: &[Element]) -> Vec<usize> {
    let mut weights: Vec<usize> =
        elements.iter().map(|element| element.words.chars().filter(|c| c.is_alphanumeric()).count()).collect();
    for at in (1..elements.len()).rev() {
        if elements[at].name == "a" {
            weights[at] = 0;
        }
        weights[elements[at].parent] += weights[at];
    }
    weights
}

struct Writer<'a> {
    elements: &'a [Element],
    source: Source,
    line: String,
    hint: Option<u8>,
}

impl Writer<'_> {
    fn write(&mut self, at: usize) {
        let element = &self.elements[at];
        match element.name.as_str() {
            "" => self.words(&element.words),
            "br" => self.end_line(),
            "table" => {
                self.end_line();
                self.table(at);
            }
            name => {
                let block = BLOCKS.contains(&name);
                if block {
                    self.end_line();
                }
                let level = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
                if level.is_some() {
                    self.hint = level;
                }
                let mut number = element.order;
                for &child in &element.children {
                    if let Some(value) = &mut number
                        && self.elements[child].name == "li"
                    {
                        self.end_line();
                        self.line = format!("{value}.");
                        *value += 1;
                        for &inner in &self.elements[child].children {
                            self.write(inner);
                        }
                        self.end_line();
                        continue;
                    }
                    self.write(child);
                }
                if block {
                    self.end_line();
                }
            }
        }
    }

    /// White space counts as one space, and none between Han characters.
    fn words(&mut self, words: &str) {
        for c in words.chars() {
            if !(c.is_whitespace() || c == '\u{A0}') || c == '\u{3000}' {
                self.line.push(c);
            } else if !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim().trim_matches('\u{3000}');
        let bare = line.strip_suffix('.').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        if bare {
            // The number of a list item waits for its paragraph.
            self.line = line.to_owned();
            return;
        }
        let hint = self.hint.take();
        self.source.paragraph(line, hint);
    }

    /// All words of an element, lines apart.
    fn plain(&self, at: usize) -> String {
        let mut inner = Writer { elements: self.elements, source: Source::default(), line: String::new(), hint: None };
        for &child in &self.elements[at].children {
            inner.write(child);
        }
        inner.end_line();
        inner.source.text.trim().replace('\t', " ")
    }

    fn rows(&self, table: usize) -> Vec<usize> {
        let mut rows = Vec::new();
        for &child in &self.elements[table].children {
            match self.elements[child].name.as_str() {
                "tr" => rows.push(child),
                "tbody" | "thead" | "tfoot" => rows.extend(
                    self.elements[child].children.iter().copied().filter(|&row| self.elements[row].name == "tr"),
                ),
                _ => {}
            }
        }
        rows
    }

    fn table(&mut self, at: usize) {
        let rows = self.rows(at);
        let cells = |row: usize| {
            self.elements[row]
                .children
                .iter()
                .copied()
                .filter(|&cell| matches!(self.elements[cell].name.as_str(), "td" | "th"))
                .collect::<Vec<_>>()
        };
        // A table of one column is a frame around text.
        if rows.iter().all(|&row| cells(row).len() <= 1) {
            for cell in rows.into_iter().flat_map(cells).collect::<Vec<_>>() {
                for child in self.elements[cell].children.clone() {
                    self.write(child);
                }
                self.end_line();
            }
            return;
        }
        let mut table = Table::default();
        // Cells that reach down from rows above: by column, the span and how many rows are left.
        let mut hanging: BTreeMap<usize, (Range<usize>, usize)> = BTreeMap::new();
        for row in rows {
            let mut line: Vec<Cell> = Vec::new();
            let hang = |line: &mut Vec<Cell>, hanging: &mut BTreeMap<usize, (Range<usize>, usize)>| {
                while let Some((span, left)) = hanging.get_mut(&line.len()) {
                    line.push(Cell { span: span.clone(), continues: true });
                    *left -= 1;
                    if *left == 0 {
                        hanging.remove(&(line.len() - 1));
                    }
                }
            };
            for cell in cells(row) {
                hang(&mut line, &mut hanging);
                let words = self.plain(cell);
                let written = self.source.cell(&words);
                let (down, across) = self.elements[cell].attributes;
                let first = line.len();
                self.source.spread(&mut line, &written, across);
                if down > 1 {
                    hanging.extend((first..line.len()).map(|column| (column, (written.span.clone(), down - 1))));
                }
            }
            hang(&mut line, &mut hanging);
            self.source.row(&mut table, line);
        }
        self.source.blocks.push(Block::Table(table));
    }
}
