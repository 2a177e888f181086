//! Paragraphs → headings and items, each with its texts and clauses.
//!
//! | what | rule |
//! |---|---|
//! | nesting | a number of a kind that is open closes everything inside that kind; a new kind goes inside |
//! | a document on one line | numbers within a paragraph count if they are in sequence, and several clauses need them |
//! | text after a clause | belongs to the item if another clause follows before the next number; else it is left out |
//! | a heading without number | a marked one, or a short line before a row that begins again at 1 |

use super::brackets;
use super::clause;
use super::columns;
use super::find::{self, Clause, Sentences};
use super::grid::Grids;
use super::number::{self, Kind, Number};
use super::prose::{is_blank, is_page_number, is_title_like};
use super::source::{Block, Source};
use std::collections::HashMap;
use std::ops::Range;

/// A part of an item.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// Words. `opens`: they begin a paragraph.
    Text {
        span: Range<usize>,
        opens: bool,
    },
    Clause(Clause),
}

/// A heading or an item, with what stands under it before the next one.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// `None`: a heading without a number.
    pub number: Option<Number>,
    /// Bytes of the number with its mark.
    pub label: Range<usize>,
    pub parent: Option<usize>,
    pub children: Vec<usize>,
    pub pieces: Vec<Piece>,
    hint: Option<u8>,
    /// How many of its pieces are clauses, and how many texts.
    clauses: usize,
    texts: usize,
}

impl Item {
    pub(super) fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Clause(clause) => Some(clause),
            Piece::Text { .. } => None,
        })
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text { span, .. } => Some(span.clone()),
            Piece::Clause(_) => None,
        })
    }
}

/// What a document is made of, before anybody says what is a task.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    pub items: Vec<Item>,
    /// Paragraphs before the first item.
    pub head: Vec<Range<usize>>,
    /// Text between and after the items that belongs to none.
    pub outside: Vec<Range<usize>>,
    /// Paragraphs with clauses that stand under no item at all, each with its clauses.
    pub loose: Vec<(Range<usize>, Vec<Clause>)>,
}

/// One numbered or unnumbered stretch of a paragraph.
#[derive(Clone, Debug)]
struct Node {
    number: Option<Number>,
    label: Range<usize>,
    text: Range<usize>,
    opens: bool,
    hint: Option<u8>,
    clauses: Vec<Clause>,
}

impl Node {
    /// Text that is no clause.
    fn is_only_clauses(&self, document: &str) -> bool {
        let mut at = self.text.start;
        let mut bare = true;
        for clause in &self.clauses {
            // One clause may stand within another: a label in the brackets of the one before.
            bare &= document.get(at..clause.outer.start).is_none_or(is_blank);
            at = at.max(clause.outer.end);
        }
        !self.clauses.is_empty() && bare && document.get(at..self.text.end).is_none_or(is_blank)
    }
}

/// Reads the outline of the paragraphs of a source.
pub(super) fn outline(source: &Source, grids: &Grids) -> Outline {
    let paragraphs = paragraphs(source, grids);
    let nodes = nodes(&source.text, &paragraphs);
    build(&source.text, nodes)
}

/// The hint of a paragraph that is none: here stands a table of tasks.
const TASK_TABLE: u8 = u8::MAX;

/// Paragraphs with their heading marks; without page numbers and tables of contents, and a label at
/// the end of a line together with the line that has its names.
fn paragraphs(source: &Source, grids: &Grids) -> Vec<(Range<usize>, Option<u8>)> {
    let text = &source.text;
    let mut found: Vec<(Range<usize>, Option<u8>)> = Vec::new();
    let mut waiting = false;
    let mut listing = false;
    // The names under a label are numbered.
    let mut counting = false;
    // Cells of a table that is none of tasks are paragraphs like others.
    let spans = source.blocks.iter().enumerate().flat_map(|(at, block)| match block {
        Block::Paragraph { span, hint } => vec![(span.clone(), *hint)],
        Block::Table(table) if grids.has(at) || columns::is_tasks(text, table) => vec![(0..0, Some(TASK_TABLE))],
        Block::Table(table) => {
            let mut cells: Vec<Range<usize>> = table.rows.iter().flatten().map(|cell| cell.span.clone()).collect();
            cells.dedup();
            cells.sort_by_key(|span| span.start);
            cells.dedup();
            cells.into_iter().flat_map(|cell| lines_of(text, cell)).map(|span| (span, None)).collect()
        }
    });
    for (span, hint) in spans {
        let hint = &hint;
        if *hint == Some(TASK_TABLE) {
            (waiting, listing) = (false, false);
            found.push((span, *hint));
            continue;
        }
        let words = text[span.clone()].trim();
        if words.is_empty() || is_page_number(words) || is_contents_line(words) {
            continue;
        }
        let start = span.start + (text[span.clone()].len() - text[span.clone()].trim_start().len());
        let trimmed = start..start + words.len();
        // 责任单位：⏎（1）甲局⏎（2）乙局
        let numbered = !number::read(words).is_empty();
        let is_unit = numbered && (waiting || counting) && clause::is_list(words);
        if waiting
            && (!numbered || is_unit)
            && let Some((last, _)) = found.last_mut()
        {
            last.end = trimmed.end;
            waiting = is_open_label(words);
            listing = true;
            counting = is_unit;
            continue;
        }
        // Names that go on under a label's line.
        if listing && (!numbered || is_unit) && clause::label::with_colon(words).is_none() && clause::is_list(words) {
            if let Some((last, _)) = found.last_mut() {
                last.end = trimmed.end;
            }
            continue;
        }
        counting = false;
        listing = clause::label::with_colon(words)
            .is_some_and(|(label, _)| matches!(label, clause::label::Label::Role { full: true, .. }));
        // A line that a bracket of the last line still holds: 责任单位：甲局、⏎乙局）
        waiting = is_open_label(words);
        found.push((trimmed, *hint));
    }
    join_open_brackets(text, found)
}

/// The lines of a cell.
fn lines_of(text: &str, cell: Range<usize>) -> Vec<Range<usize>> {
    let mut start = cell.start;
    text[cell]
        .split('\n')
        .map(|line| {
            let span = start..start + line.len();
            start = span.end + 1;
            span
        })
        .collect()
}

fn is_open_label(words: &str) -> bool {
    clause::label::with_colon(words).is_some_and(|(label, length)| {
        matches!(label, clause::label::Label::Role { full: true, .. } | clause::label::Label::Deadline)
            && words[length..].trim_matches(['*', ' ', '\u{3000}']).is_empty()
    })
}

/// A clause bracket that a line end cuts is joined with the lines up to its end.
fn join_open_brackets(text: &str, paragraphs: Vec<(Range<usize>, Option<u8>)>) -> Vec<(Range<usize>, Option<u8>)> {
    const LINES: usize = 6;
    let mut joined: Vec<(Range<usize>, Option<u8>)> = Vec::new();
    let mut at = 0;
    while at < paragraphs.len() {
        let (mut span, hint) = paragraphs[at].clone();
        at += 1;
        let opened = brackets::groups(&text[span.clone()]).into_iter().find(|(_, closed)| !closed);
        if let Some((group, _)) = opened {
            let inside = &text[span.start + group.start..span.end];
            // The line may end within the label: （责任单⏎位：甲局）
            let further = paragraphs.get(at).map_or(span.end, |(next, _)| next.end.max(span.end));
            let further = &text[span.start + group.start..further];
            let begins_clause =
                inside.char_indices().nth(1).is_some_and(|(start, _)| {
                    clause::label::with_colon(&further[start..])
                        .is_some_and(|(label, _)| label != clause::label::Label::Other)
                }) || clause::read(inside.trim_start_matches(brackets::is_open), clause::Manner::Bracket).is_some();
            // Never over a table.
            let lines = paragraphs[at..].iter().take(LINES).take_while(|(_, hint)| *hint != Some(TASK_TABLE));
            let close = lines.clone().position(|(next, _)| text[next.clone()].contains([')', '）', '〕', ']', '】']));
            let free = |count: usize| {
                paragraphs[at..=at + count].iter().all(|(next, _)| {
                    number::read(&text[next.clone()]).is_empty()
                        && !text[next.clone()].starts_with(['(', '（', '〔', '[', '【'])
                })
            };
            if begins_clause && let Some(count) = close.filter(|&count| free(count)) {
                span.end = paragraphs[at + count].0.end;
                at += count + 1;
            }
        }
        joined.push((span, hint));
    }
    joined
}

/// `一、总体要求………3`
fn is_contents_line(words: &str) -> bool {
    let ends_in_figure = words.ends_with(|c: char| c.is_ascii_digit());
    ends_in_figure && ["……", "....", "····", "．．．．", "……"].iter().any(|dots| words.contains(dots))
}

fn nodes(text: &str, paragraphs: &[(Range<usize>, Option<u8>)]) -> Vec<Node> {
    let one_line = paragraphs.len() <= 3;
    let mut found = Vec::new();
    for (span, hint) in paragraphs {
        for (position, (number, label, own)) in split(text, span.clone(), one_line).into_iter().enumerate() {
            found.push(Node {
                number,
                label,
                text: own,
                opens: position == 0,
                hint: hint.filter(|_| position == 0),
                clauses: Vec::new(),
            });
        }
    }
    for node in &mut found {
        let sentences = if node.number.is_some() { Sentences::AndEnds } else { Sentences::Whole };
        node.clauses = find::clauses(text, node.text.clone(), sentences);
    }
    let doubtful = found.iter().flat_map(|node| &node.clauses).filter(|clause| clause.doubtful).count();
    if doubtful == 1 {
        for node in &mut found {
            node.clauses.retain(|clause| !clause.doubtful);
        }
    }
    found
}

type Stretch = (Option<Number>, Range<usize>, Range<usize>);

/// A paragraph, cut at the numbers inside it where several clauses call for it.
fn split(text: &str, span: Range<usize>, one_line: bool) -> Vec<Stretch> {
    let words = &text[span.clone()];
    let first = number::read(words).into_iter().next();
    let length = first.as_ref().map_or(0, |number| number.length);
    let whole = vec![(first.clone(), span.start..span.start + length, span.start + length..span.end)];
    // A paragraph without room for two clauses has no items of its own.
    const ROOM: usize = 120;
    if words.len() < ROOM {
        return whole;
    }
    let cuts = inner_numbers(words, first.as_ref(), one_line);
    if cuts.is_empty() || (!one_line && find::clauses(text, span.clone(), Sentences::No).len() < 2) {
        return whole;
    }
    let mut found = Vec::with_capacity(cuts.len() + 1);
    let first_end = span.start + cuts[0].0;
    found.push((first, span.start..span.start + length, span.start + length..first_end));
    for (position, (at, number)) in cuts.iter().enumerate() {
        let end = cuts.get(position + 1).map_or(span.end, |(next, _)| span.start + next);
        let start = span.start + at;
        found.push((Some(number.clone()), start..start + number.length, start + number.length..end));
    }
    // Nothing before the first number.
    found.retain(|(number, _, own)| number.is_some() || !is_blank(&text[own.clone()]));
    found
}

/// Numbers within a paragraph that continue a row or begin one.
fn inner_numbers(words: &str, first: Option<&Number>, one_line: bool) -> Vec<(usize, Number)> {
    let mut last: HashMap<Kind, u32> = HashMap::new();
    // The last of each kind, whatever closed it: （五） may run on under 二、.
    let mut before_that: HashMap<Kind, u32> = HashMap::new();
    let mut row: Vec<Kind> = Vec::new();
    let mut since = 0;
    if let Some(number) = first {
        last.insert(number.kind, number.ordinal);
        row.push(number.kind);
        since = number.length;
    }
    let mut found: Vec<(usize, Number)> = Vec::new();
    let clause_groups: Vec<Range<usize>> = brackets::groups(words)
        .into_iter()
        .filter(|(group, closed)| *closed && group.len() > 24)
        .map(|(group, _)| group)
        .collect();
    let mut group = 0;
    let mut skip = since;
    for (at, c) in words.char_indices() {
        while clause_groups.get(group).is_some_and(|range| range.end <= at) {
            group += 1;
        }
        if at < skip || at == 0 || clause_groups.get(group).is_some_and(|range| range.start < at) {
            continue;
        }
        let candidate = matches!(c, '(' | '（' | '①'..='⑳' | '⑴'..='⒇' | '㈠'..='㈩' | '0'..='9' | '０'..='９')
            || "一二三四五六七八九十第".contains(c);
        if !candidate {
            continue;
        }
        let before = words[..at].trim_end().chars().next_back();
        if words[..at]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '第' | '.' | '．' | '-' | '〔' | '—'))
        {
            continue;
        }
        let ends = before.is_some_and(|c| {
            matches!(c, '。' | '；' | ';' | '：' | ':' | '！' | '？' | ')' | '）' | '〕' | '】' | ']' | '”' | '\n')
        });
        // On one line a heading runs into its first item; its commas do not matter there.
        let short_title = at - since < 200 && {
            let since_text = &words[since..at];
            let comma_free = !since_text.contains(['，', ',', '：', ':']);
            is_title_like(since_text) && (comma_free || one_line && c != '1')
        };
        for number in number::read(&words[at..]) {
            let expected = last.get(&number.kind).map(|ordinal| ordinal + 1);
            let continues = expected == Some(number.ordinal) && row.contains(&number.kind);
            let runs_on = before_that.get(&number.kind).is_some_and(|ordinal| ordinal + 1 == number.ordinal);
            let continues = continues || expected.is_none() && runs_on;
            let begins = number.ordinal == 1 && expected.is_none();
            let allowed = match number.kind {
                Kind::HanBracket => (continues || begins) && (ends || short_title || one_line && continues),
                // 第一、二、三产业 is no heading.
                Kind::Han if one_line && continues && before != Some('、') => {
                    !before.is_some_and(|c| "一二三四五六七八九十".contains(c))
                }
                Kind::Han | Kind::Chapter | Kind::Circled | Kind::FigureBracket => {
                    (continues || begins) && (ends || (short_title && one_line))
                }
                Kind::Article => continues && ends,
                Kind::Figure | Kind::FigureComma | Kind::FigureHalf => {
                    let after = words[at + number.length..].chars().next();
                    let year = words[at + number.length..].char_indices().nth(4).is_some_and(|(_, c)| c == '年');
                    let is_measure = after.is_some_and(|c| c.is_ascii_digit()) && !year;
                    !is_measure && (continues && (ends || one_line) || begins && (ends || short_title))
                }
                _ => false,
            };
            if !allowed || words[at + number.length..].trim_start().starts_with(['项', '款', '类', '）', ')']) {
                continue;
            }
            if let Some(place) = row.iter().position(|kind| *kind == number.kind) {
                for inner in row.drain(place + 1..) {
                    last.remove(&inner);
                }
            } else {
                // A kind that usually stands further out closes the inner ones.
                while row.last().is_some_and(|inner| *inner > number.kind) {
                    if let Some(inner) = row.pop() {
                        last.remove(&inner);
                    }
                }
                row.push(number.kind);
            }
            last.insert(number.kind, number.ordinal);
            before_that.insert(number.kind, number.ordinal);
            since = at + number.length;
            skip = since;
            found.push((at, number));
            break;
        }
    }
    found
}

struct Open {
    kind: Kind,
    item: usize,
    ordinal: u32,
}

#[derive(Default)]
struct Builder {
    outline: Outline,
    stack: Vec<Open>,
    /// A table of tasks stood since the last number: what follows it is no item's text.
    behind_table: bool,
    /// The item that takes texts and clauses now.
    current: Option<usize>,
}

fn build(text: &str, nodes: Vec<Node>) -> Outline {
    let mut builder = Builder::default();
    // Whether a clause comes before the next number, from the end backwards.
    let mut clause_follows = vec![false; nodes.len() + 1];
    for (at, node) in nodes.iter().enumerate().rev() {
        clause_follows[at] = node.number.is_none() && (!node.clauses.is_empty() || clause_follows[at + 1]);
    }
    for at in 0..nodes.len() {
        if nodes[at].hint == Some(TASK_TABLE) {
            builder.behind_table = true;
            continue;
        }
        let node = &nodes[at];
        if let Some(number) = &node.number {
            let number = builder.choose(text, node, number);
            if !builder.give_to_parent(text, node, &number) {
                builder.begin(text, node, Some(number));
            }
            continue;
        }
        let next = nodes.get(at + 1);
        if builder.is_heading(text, node, next) {
            builder.begin(text, node, None);
            continue;
        }
        builder.continue_item(text, node, clause_follows[at]);
    }
    builder.outline
}

impl Builder {
    /// The reading of a number that fits the rows that are open.
    fn choose(&self, text: &str, node: &Node, likeliest: &Number) -> Number {
        let readings = number::read(&text[node.label.start..node.text.end]);
        let open = |kind: Kind| self.stack.iter().find(|open| open.kind == kind);
        let fits = |number: &Number| match number.kind {
            Kind::Decimal(_) => {
                let parent = number.outer.last().copied();
                open(number.kind).is_some() || open(Kind::Figure).is_some_and(|open| Some(open.ordinal) == parent)
            }
            kind => open(kind).is_some_and(|open| open.ordinal + 1 == number.ordinal),
        };
        if readings.len() < 2 {
            return likeliest.clone();
        }
        let spaced = |number: &&Number| {
            matches!(number.kind, Kind::Decimal(_))
                && text.as_bytes().get(node.label.start + number.shown.len()).is_some_and(u8::is_ascii_whitespace)
        };
        readings
            .iter()
            .find(|number| fits(number))
            .or_else(|| readings.iter().find(spaced))
            .or_else(|| readings.iter().find(|number| !matches!(number.kind, Kind::Decimal(_))))
            .cloned()
            .unwrap_or_else(|| likeliest.clone())
    }

    fn is_heading(&self, text: &str, node: &Node, next: Option<&Node>) -> bool {
        let words = text[node.text.clone()].trim();
        if node.is_only_clauses(text)
            || !is_title_like(words)
            || words.chars().count() > 40
            || words.ends_with([':', '：'])
        {
            return false;
        }
        if node.hint.is_some() {
            // The first marked heading of a page is its title.
            return !self.stack.is_empty() || !self.outline.head.is_empty() && node.hint != Some(1);
        }
        // A short line before a row that begins again.
        let Some(number) = next.and_then(|next| next.number.as_ref()) else { return false };
        let again = self.stack.iter().find(|open| open.kind == number.kind);
        node.clauses.is_empty()
            && number.ordinal == 1
            && again.is_some()
            && self.is_complete()
            && !words.ends_with(['。', '.', '）', ')'])
    }

    /// Whether the item that takes text now ends in a clause, or is a row's second.
    fn is_complete(&self) -> bool {
        self.current.is_some_and(|at| {
            let item = &self.outline.items[at];
            matches!(item.pieces.last(), Some(Piece::Clause(_)))
                || item.number.as_ref().is_some_and(|number| number.ordinal > 1)
        })
    }

    fn begin(&mut self, text: &str, node: &Node, number: Option<Number>) {
        let at = self.outline.items.len();
        match &number {
            Some(number) => self.make_room(text, number),
            None => {
                let level = node.hint.unwrap_or(u8::MAX);
                if node.hint.is_some() {
                    while self
                        .stack
                        .last()
                        .is_some_and(|open| self.outline.items[open.item].hint.is_none_or(|hint| hint >= level))
                    {
                        self.stack.pop();
                    }
                } else {
                    // It takes the place of the row that begins again, or of the heading before it.
                    let row =
                        self.stack.iter().position(|open| self.outline.items[open.item].number.is_none()).unwrap_or(0);
                    self.stack.truncate(row);
                }
            }
        }
        let parent = self.stack.last().map(|open| open.item);
        if let Some(parent) = parent {
            self.outline.items[parent].children.push(at);
        }
        let (kind, ordinal) = number.as_ref().map_or((Kind::Chapter, 0), |number| (number.kind, number.ordinal));
        let label =
            number.as_ref().map_or(node.label.clone(), |number| node.label.start..node.label.start + number.length);
        let text_start = label.end;
        self.outline.items.push(Item {
            number,
            label,
            parent,
            children: Vec::new(),
            pieces: Vec::new(),
            hint: node.hint,
            clauses: 0,
            texts: 0,
        });
        self.stack.push(Open { kind, item: at, ordinal });
        self.current = Some(at);
        self.behind_table = false;
        let node = Node { text: text_start..node.text.end, ..node.clone() };
        self.take(text, at, &node);
    }

    /// `3、牵头单位：甲局` under an item: a numbered line of its clause, no item of its own.
    fn give_to_parent(&mut self, text: &str, node: &Node, number: &Number) -> bool {
        if !node.is_only_clauses(text) {
            return false;
        }
        self.make_room(text, number);
        let Some(parent) = self.stack.last().map(|open| open.item) else { return false };
        self.take(text, parent, node);
        self.stack.push(Open { kind: number.kind, item: parent, ordinal: number.ordinal });
        self.current = Some(parent);
        true
    }

    /// Closes what a new number closes.
    fn make_room(&mut self, text: &str, number: &Number) {
        let of_kind = |open: &Open| open.kind == number.kind && self.outline.items[open.item].number.is_some();
        if let Some(place) = self.stack.iter().rposition(of_kind) {
            self.stack.truncate(place);
            return;
        }
        // 1. then 2、: one row, written carelessly.
        let twin = match number.kind {
            Kind::Figure => Some(Kind::FigureComma),
            Kind::FigureComma => Some(Kind::Figure),
            Kind::FigureBracket => Some(Kind::FigureHalf),
            Kind::FigureHalf => Some(Kind::FigureBracket),
            _ => None,
        };
        if let Some(twin) = twin
            && number.ordinal > 1
            && let Some(place) =
                self.stack.iter().rposition(|open| open.kind == twin && open.ordinal + 1 == number.ordinal)
        {
            self.stack.truncate(place);
            return;
        }
        while let Some(open) = self.stack.last() {
            let item = &self.outline.items[open.item];
            let is_title =
                || item.clauses == 0 && item.texts <= 1 && item.texts().all(|span| is_title_like(&text[span]));
            let outranked = number.kind < open.kind && item.number.is_some();
            if !outranked || number.ordinal == 1 && is_title() {
                break;
            }
            self.stack.pop();
        }
    }

    /// An unnumbered paragraph.
    fn continue_item(&mut self, text: &str, node: &Node, clauses_follow: bool) {
        let Some(current) = self.current else {
            if node.clauses.is_empty() {
                self.outline.head.push(node.text.clone());
            } else if node.is_only_clauses(text)
                && let Some(before) = self.outline.head.pop()
            {
                self.outline.loose.push((before.start..node.text.end, node.clauses.clone()));
            } else if let Some((span, clauses)) = self.outline.loose.last_mut().filter(|_| node.is_only_clauses(text)) {
                span.end = node.text.end;
                clauses.extend(node.clauses.iter().cloned());
            } else {
                self.outline.loose.push((node.text.clone(), node.clauses.clone()));
            }
            return;
        };
        if self.behind_table && node.clauses.is_empty() {
            self.outline.outside.push(node.text.clone());
            return;
        }
        let item = &self.outline.items[current];
        let complete = matches!(item.pieces.last(), Some(Piece::Clause(_)));
        let has_clause = item.clauses > 0;
        let first = item.texts().next();
        let title_with_clause = item.clauses == 1
            && item.texts == 1
            && first.is_some_and(|span| is_title_like(&text[span.clone()]) && !text[span].trim_end().ends_with('。'))
            && matches!(item.pieces.get(1), Some(Piece::Clause(_)))
            && is_bracketed(text, &item.pieces[1]);
        // A closing sentence of prose is no second clause.
        let believed = |clause: &Clause| !clause.sentence || clause.reading.blanket || !has_clause;
        let belongs =
            node.clauses.iter().any(believed) || !has_clause || !complete || clauses_follow || title_with_clause;
        if belongs {
            self.take(text, current, node);
        } else {
            self.outline.outside.push(node.text.clone());
        }
    }

    fn take(&mut self, text: &str, item: usize, node: &Node) {
        let item = &mut self.outline.items[item];
        let pieces = &mut item.pieces;
        let before = pieces.len();
        let mut at = node.text.start;
        let mut opens = node.opens;
        for clause in &node.clauses {
            if clause.outer.start < at {
                continue;
            }
            if !is_blank(&text[at..clause.outer.start]) {
                pieces.push(Piece::Text { span: at..clause.outer.start, opens });
                opens = false;
            }
            at = clause.outer.end;
            pieces.push(Piece::Clause(clause.clone()));
        }
        if !is_blank(&text[at..node.text.end]) {
            pieces.push(Piece::Text { span: at..node.text.end, opens });
        }
        let added = &item.pieces[before..];
        let texts = added.iter().filter(|piece| matches!(piece, Piece::Text { .. })).count();
        (item.texts, item.clauses) = (item.texts + texts, item.clauses + added.len() - texts);
    }
}

fn is_bracketed(text: &str, piece: &Piece) -> bool {
    matches!(piece, Piece::Clause(clause) if text[clause.outer.clone()].starts_with(brackets::is_open))
}
