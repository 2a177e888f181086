//! The clause grammar: the words in which a plan says who leads, who is responsible, who supports.
//!
//! One small part of its own: text in, a [`Reading`] out. It never fails and never throws words
//! away: what it can not place is in [`Reading::rest`]. The word lists are data, in `words.rs`.
//!
//! | rule | example |
//! |---|---|
//! | label, colon, list | `牵头单位：甲局；责任单位：乙局、丙局` |
//! | label without a colon, or in brackets | `牵头单位 甲局`, `【责任单位】甲局` |
//! | list, predicate | `甲局牵头，乙局、丙局配合`, `甲局、乙局按职责分工负责` |
//! | predicate within a labelled list | `责任单位：甲局牵头，乙局配合` |
//! | 会同: whom it brings in supports | `甲局会同有关部门负责` |
//! | linked noun | `甲局为牵头单位，乙局为配合单位` |
//! | deadline by label, or a time among the names | `完成时限：2023年底前`, `甲局负责，6月底前完成` |
//! | people are no units | `责任人：张三` |
//! | rule on position | `（甲局、乙局，第一位的为牵头单位，下同）` |
//! | bare list in brackets at the end of a sentence | `……。（甲局、乙局）` |
//! | names inside a list | see the module `names` |

pub(super) mod label;
pub(super) mod names;
mod words;

pub(super) use words::{COLLECTIVE_WORDS, GENERIC_NOUNS, INDETERMINATE_WORDS};

use crate::import::brackets::{is_close, is_open, outer};
use crate::import::steps;
use crate::model::Role;
use crate::model::text::is_han;
use label::Label;
use names::Strength;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;
use words::{
    ADVERBS, ALL_BELOW, ALL_OF_THE_ABOVE, BEFORE_COMMA, ENDING_MODIFIERS, FIRST_PLACE, LIKEWISE_BELOW, LOOKS_ON,
    NOT_REPEATED, REACHES, RULE_VERBS, STRONG_VERBS, TASK_WORDS, TIME_WORDS, TOGETHER_WITH, WEAK_VERBS, WITH_OBJECT,
};

/// Where the words stand, which decides how much it takes to believe that they are a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// In brackets.
    Bracket,
    /// On a line of their own, or after a label within a paragraph.
    Line,
    /// A sentence without brackets or label: everything in it must be understood.
    Sentence,
    /// A cell of a table under a heading that gives this role.
    Cell(Role),
}

/// A name or closing words in a list. Spans are bytes of the text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub span: Range<usize>,
    pub kind: EntryKind,
    /// A role of its own: `甲局（牵头）`.
    pub role: Option<Role>,
    /// The name in full where it shares the end of a later one.
    pub full: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    Unit,
    /// Closing words that name nobody.
    Open,
    /// A unit whose name stands over its column or at the head of its row, not in the words themselves.
    Headed(String),
    /// Closing words that name the collective in this span.
    Closing(Range<usize>),
}

/// A list of names with its role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    pub role: Role,
    pub entries: Vec<Entry>,
}

/// "The first named leads."
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FirstLeads {
    /// From here on (下同), or everywhere.
    pub likewise: bool,
    /// The others support.
    pub others_support: bool,
    /// Not the first alone: everybody before the first comma.
    pub before_comma: bool,
}

/// What a clause says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub lists: Vec<List>,
    pub deadline: Option<Range<usize>>,
    pub first_leads: Option<FirstLeads>,
    /// Units that a rule brings into this task, and with 下同 into those below.
    pub reaches: Vec<Entry>,
    pub reaches_on: bool,
    /// Words that were not understood.
    pub rest: Vec<Range<usize>>,
    /// Labels that name people, with the people.
    pub people: Vec<Range<usize>>,
    /// Names without any word for their role: taken as responsible.
    pub bare: bool,
    /// A label with its noun was read: the strongest sign of a clause.
    pub labelled: bool,
    /// A rule over the tasks above it, not an assignment of its own.
    pub blanket: bool,
    /// The names came before the role was known for them: `甲局牵头，乙局`.
    pub assumed: bool,
}

impl Reading {
    /// Whether anybody is named.
    pub(super) fn names_somebody(&self) -> bool {
        self.lists.iter().any(|list| !list.entries.is_empty())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    Start,
    /// `、`
    Enumeration,
    /// `，` or a space
    Comma,
    /// `；`, a line end
    Semicolon,
    /// `。`
    Stop,
}

/// No names between two separators are as long, in bytes: such words are prose and not looked into.
const LONGEST_PIECE: usize = 1200;
/// No predicate has more words.
const MOST_WORDS: usize = 16;
/// No predicate is longer, in bytes.
const LONGEST_PREDICATE: usize = 240;

/// What stands before the role word in the name of an office is as short: 县营商协办.
const SHORT_OF_AN_OFFICE: usize = 4;

/// Whether a line ends at byte `at` within the label that a text begins with: 责任单⏎位：甲局.
fn is_within_label(text: &str, at: usize) -> bool {
    let left = text[..at].trim();
    let cut =
        !left.is_empty() && label::meaning(left).is_none_or(|label| !matches!(label, Label::Role { full: true, .. }));
    let lead = text.len() - text.trim_start().len();
    cut && label::with_colon(&text[lead..]).is_some_and(|(label, length)| {
        lead + length > at && matches!(label, Label::Role { full: true, .. } | Label::Deadline)
    })
}

/// The parts of a text between separators outside brackets.
fn pieces(text: &str) -> Vec<(Break, Range<usize>)> {
    let mut found = Vec::new();
    let (mut start, mut kind) = (0, Break::Start);
    let outer: Vec<(usize, char)> = outer(text).collect();
    for &(at, c) in &outer {
        let after = &text[at + c.len_utf8()..];
        let next = after.chars().next();
        let before = text[..at].chars().next_back();
        let han = |c: Option<char>| c.is_some_and(|c| is_han(c) || is_open(c) || is_close(c));
        let separator = match c {
            '、' => Break::Enumeration,
            '/' | '|' if han(before) && han(next) => Break::Enumeration,
            ',' | '，' => Break::Comma,
            '\n' | '\r' if is_within_label(&text[start..], at - start) => continue,
            ';' | '；' | '\n' | '\r' => Break::Semicolon,
            '。' => Break::Stop,
            '.' if next.is_none_or(char::is_whitespace)
                && before.is_some_and(|c| c.is_alphanumeric() || is_close(c)) =>
            {
                Break::Stop
            }
            '【' | '[' | '［' | '〔' | '(' | '（' if !text[start..at].trim().is_empty() => {
                // 甲局【配合单位】乙局: a bracket that is a label.
                if label::without_colon(&text[at..]).is_some() {
                    found.push((kind, start..at));
                    start = at;
                    kind = Break::Comma;
                }
                continue;
            }
            ':' | '：' => {
                // 乙厅完成时限：: nothing but the label itself parts it from the name before it.
                if let Some(label) =
                    label::ending_at(text, start, at).filter(|&label| !text[start..label].trim().is_empty())
                {
                    found.push((kind, start..label));
                    start = label;
                    kind = Break::Comma;
                }
                continue;
            }
            // Of several spaces the first parts the words.
            c if c.is_whitespace() && c != '\n' && !before.is_some_and(char::is_whitespace) => {
                // Spaces part names, and a label from what stands before it; a broken line does not.
                let left = text[start..at].trim();
                let right = after.trim_start();
                let whole =
                    label::with_colon(text[start..].trim_start()).is_some_and(|(label, _)| label != Label::Other);
                let label = !whole && label::with_colon(right).is_some_and(|(label, _)| label != Label::Other);
                let word_end =
                    right.find(|c: char| c.is_whitespace() || "、，,；;。".contains(c)).unwrap_or(right.len());
                let is_label = matches!(label::meaning(left), Some(Label::Role { full: true, .. }));
                let names = han(before)
                    && !is_label
                    && names::is_complete(left)
                    && han(right.chars().next())
                    && names::is_complete(&right[..word_end]);
                if !(label || names) || left.is_empty() {
                    continue;
                }
                Break::Comma
            }
            _ => continue,
        };
        // 1,000
        if c == ',' && before.is_some_and(|c| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit()) {
            continue;
        }
        found.push((kind, start..at));
        start = at + c.len_utf8();
        kind = separator;
    }
    found.push((kind, start..text.len()));
    found
}

/// Reads `text` as a clause; `None` if it is none. `text` is without its outer brackets.
pub(super) fn read(text: &str, manner: Manner) -> Option<Reading> {
    if !matches!(manner, Manner::Cell(_))
        && let Some(reading) = blanket(text)
    {
        return Some(reading);
    }
    read_plainly(text, manner)
}

/// A rule over the tasks above: `以上各项任务由甲局组织实施`, `甲局实施以上各项`.
fn blanket(text: &str) -> Option<Reading> {
    let (start, word) =
        ALL_OF_THE_ABOVE.iter().filter_map(|word| Some((text.find(word)?, word))).min_by_key(|(at, _)| *at)?;
    let mut end = start + word.len();
    let mut speaks_of_tasks = false;
    while let Some(word) = TASK_WORDS.iter().find(|word| text[end..].starts_with(**word)) {
        end += word.len();
        speaks_of_tasks = true;
    }
    if !speaks_of_tasks {
        return None;
    }
    let after = text[end..].trim_start_matches([',', '，', '的', '均', '都', '全', '由', ' ', '各']);
    let whole = |words: &str| words.trim().trim_end_matches(['。', '，', ',', '；']).is_empty();
    // Spans are bytes of the whole text: what is not read is taken away at the end only.
    let (from, to) = match () {
        () if start > 0 && whole(after) => (0, start),
        () if whole(&text[..start]) => {
            (text.len() - text[end..].trim_start_matches([',', '，', '均', '都', '由', ' ']).len(), text.len())
        }
        () => return None,
    };
    let words = text[from..to].trim_end_matches(['。', '，', ',', '；', ' ']);
    // 以上任务均涉及甲县政府: without any word for the role.
    let involved = words.strip_prefix("涉及").filter(|list| is_list(list));
    let from = if involved.is_some() { from + "涉及".len() } else { from };
    let mut reading = match involved {
        Some(list) => read_plainly(list, Manner::Cell(Role::Responsible))?,
        None => read_plainly(words, Manner::Sentence).filter(|reading| !reading.bare && reading.names_somebody())?,
    };
    let shift = |span: &mut Range<usize>| *span = span.start + from..span.end + from;
    let entries = reading.lists.iter_mut().flat_map(|list| &mut list.entries).chain(&mut reading.reaches);
    for entry in entries {
        shift(&mut entry.span);
        if let EntryKind::Closing(unit) = &mut entry.kind {
            shift(unit);
        }
    }
    reading.rest.iter_mut().chain(&mut reading.people).chain(&mut reading.deadline).for_each(shift);
    reading.blanket = true;
    Some(reading)
}

fn read_plainly(text: &str, manner: Manner) -> Option<Reading> {
    let mut reader = Reader {
        text,
        manner,
        reading: Reading::default(),
        label: None,
        subject: Vec::new(),
        with: None,
        dated: false,
        read_until: 0,
        predicated: false,
        boundary: 0,
        bad: 0,
    };
    if let Manner::Cell(role) = manner {
        reader.label = Some(Label::Role { role, full: true });
        reader.reading.labelled = true;
    }
    for (kind, span) in join_broken_lines(text, pieces(text), manner) {
        reader.piece(kind, span);
    }
    reader.finish()
}

/// A name that a line end cut in two is one piece again.
fn join_broken_lines(text: &str, pieces: Vec<(Break, Range<usize>)>, manner: Manner) -> Vec<(Break, Range<usize>)> {
    let mut joined: Vec<(Break, Range<usize>)> = Vec::new();
    for (kind, span) in pieces {
        if let Some((_, last)) = joined.last_mut() {
            let between = &text[last.end..span.start];
            let cut = kind == Break::Semicolon && !between.contains([';', '；']);
            let (before, after) = (text[last.clone()].trim(), text[span.clone()].trim());
            let is_label = label::with_colon(after).is_some() || label::without_colon(after).is_some();
            let ends_in_colon = before.ends_with([':', '：']);
            if cut
                && !is_label
                && !before.is_empty()
                && !ends_in_colon
                && (manner == Manner::Bracket || !names::is_complete(before))
                && before.len() <= LONGEST_PIECE
                && before.chars().next_back().is_some_and(is_han)
                && predicate_end(before).is_none()
            {
                last.end = span.end;
                continue;
            }
        }
        joined.push((kind, span));
    }
    joined
}

/// Whether the words end in a predicate.
fn predicate_end(words: &str) -> Option<Role> {
    let from = words.floor_char_boundary(words.len().saturating_sub(LONGEST_PREDICATE));
    words[from..].char_indices().map(|(at, _)| from + at).find_map(|at| {
        let found = predicate(&words[at..])?;
        (at + found.length == words.len()).then_some(found.role)
    })
}

/// First characters of predicates.
static PREDICATE_BEGINNINGS: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let verbs = STRONG_VERBS.iter().chain(WEAK_VERBS).map(|(word, _)| *word);
    let linked = ["为", "是", "作为", "均为", "分别为", "系"];
    verbs.chain(ADVERBS.iter().copied()).chain(linked).filter_map(|word| word.chars().next()).collect()
});

struct Predicate {
    role: Role,
    length: usize,
}

/// A predicate at the beginning of `text`: adverbs and verbs, ending in a verb. Weak verbs count
/// only if nothing follows.
fn predicate(text: &str) -> Option<Predicate> {
    // It is looked for at every character.
    if !text.chars().next().is_some_and(|c| PREDICATE_BEGINNINGS.contains(&c)) {
        return None;
    }
    // 为牵头单位
    if let Some(word) = ["分别为", "均为", "作为", "为", "是", "系"].iter().find(|word| text.starts_with(**word))
    {
        let rest = &text[word.len()..];
        if let Some(Label::Role { role, full: true }) = label::meaning(rest) {
            let role = if role == Role::OverallLead { Role::Lead } else { role };
            return Some(Predicate { role, length: text.len() });
        }
    }
    let mut at = 0;
    let mut roles: Vec<Role> = Vec::new();
    let mut strong_end = None;
    for _ in 0..MOST_WORDS {
        steps::count(1);
        let rest = &text[at..];
        if rest.trim().is_empty() {
            let role = heaviest(&roles)?;
            return Some(Predicate { role, length: text.len() });
        }
        let longest = |list: &[(&'static str, Role)]| {
            list.iter().filter(|(word, _)| rest.starts_with(word)).max_by_key(|(word, _)| word.len()).copied()
        };
        if let Some((word, role)) = longest(STRONG_VERBS) {
            if !label::is_verb(&rest[word.len()..]) {
                break;
            }
            roles.push(role);
            at += word.len();
            strong_end = Some((at, roles.len()));
        } else if let Some(word) = ADVERBS.iter().filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len())
        {
            at += word.len();
            if WITH_OBJECT.contains(word) {
                at += object(&text[at..]);
            }
        } else if let Some((word, role)) = longest(WEAK_VERBS) {
            roles.push(role);
            at += word.len();
        } else if rest.starts_with(char::is_whitespace) {
            at += rest.len() - rest.trim_start().len();
        } else {
            break;
        }
    }
    let (end, count) = strong_end?;
    Some(Predicate { role: heaviest(&roles[..count])?, length: end })
}

/// How long the object is that stands before the verb: 组织有关单位落实.
fn object(text: &str) -> usize {
    let (rest, mut length) = (text, 0);
    if let Some((word, _)) = ENDING_MODIFIERS.iter().find(|(word, _)| rest.starts_with(word)) {
        length += word.len();
    }
    match GENERIC_NOUNS.iter().filter(|noun| text[length..].starts_with(**noun)).max_by_key(|noun| noun.len()) {
        Some(noun) if length > 0 => length + noun.len(),
        _ => 0,
    }
}

/// 牵头负责 leads, 负责配合 supports: the more particular word wins.
fn heaviest(roles: &[Role]) -> Option<Role> {
    [Role::Supporting, Role::Lead, Role::Supervising, Role::Responsible].into_iter().find(|role| roles.contains(role))
}

struct Reader<'a> {
    text: &'a str,
    manner: Manner,
    reading: Reading,
    label: Option<Label>,
    /// Names whose role is not settled yet.
    subject: Vec<Entry>,
    /// Names after 会同.
    with: Option<Vec<Entry>>,
    /// A label of a deadline was read.
    dated: bool,
    /// What stands before this is read.
    read_until: usize,
    /// A predicate stood under this label: from then on predicates decide.
    predicated: bool,
    /// How many of `subject` stood before the last comma.
    boundary: usize,
    bad: usize,
}

impl Reader<'_> {
    fn piece(&mut self, kind: Break, span: Range<usize>) {
        if span.start < self.read_until {
            return;
        }
        match kind {
            Break::Stop => {
                self.flush_label();
                self.label = match self.manner {
                    Manner::Cell(_) => self.label,
                    _ => None,
                };
            }
            Break::Comma | Break::Semicolon => self.boundary = self.subject.len(),
            Break::Start | Break::Enumeration => {}
        }
        let mut kind = kind;
        let mut rest = names::trimmed(self.text, span);
        while !rest.is_empty() {
            let words = &self.text[rest.clone()];
            if let Some((label, length)) = self.label_at(words) {
                self.flush_label();
                self.label = Some(label);
                self.predicated = false;
                self.dated |= label == Label::Deadline;
                if matches!(label, Label::Role { full: true, .. } | Label::Deadline | Label::People) {
                    self.reading.labelled |= matches!(label, Label::Role { .. });
                }
                if label == Label::People {
                    self.reading.people.push(rest.clone());
                }
                rest = names::trimmed(self.text, rest.start + length..rest.end);
                kind = Break::Start;
                continue;
            }
            steps::count(rest.len());
            if rest.len() > LONGEST_PIECE && !matches!(self.label, Some(Label::Deadline | Label::People | Label::Other))
            {
                self.bad += 1;
                self.reading.rest.push(rest);
                return;
            }
            if self.rule(&rest) || self.reach(&rest) {
                return;
            }
            match self.label {
                Some(Label::Deadline)
                    if kind != Break::Semicolon || self.reading.deadline.is_none() || is_time(words) =>
                {
                    let start = self.reading.deadline.as_ref().map_or(rest.start, |before| before.start);
                    self.reading.deadline = Some(start..rest.end);
                    return;
                }
                Some(Label::Deadline) => self.label = None,
                Some(Label::People) if kind != Break::Semicolon => {
                    if let Some(people) = self.reading.people.last_mut() {
                        people.end = rest.end;
                    }
                    return;
                }
                Some(Label::Other) if kind != Break::Semicolon => {
                    self.reading.rest.push(rest);
                    return;
                }
                Some(Label::People | Label::Other) => {
                    if kind != Break::Start && predicate_end(words).is_none() {
                        self.reading.rest.push(rest);
                        return;
                    }
                    self.label = None;
                }
                Some(Label::Role { .. }) | None => {}
            }
            if self.reading.deadline.is_none() && is_time(words) && !names::is_complete(words) {
                self.reading.deadline = Some(rest);
                return;
            }
            rest = self.names_and_predicate(rest);
        }
    }

    /// Names up to the next predicate, and what is left behind it.
    /// The first predicate of a piece that is none of a name's own words: 县甲协办 is an office, and what follows its
    /// 协办 is a list or another predicate.
    fn predicate_in(&self, span: &Range<usize>) -> Option<(usize, Predicate)> {
        let words = &self.text[span.clone()];
        let listed = self.text[span.end..].starts_with('、');
        let mut found = outer(words).filter_map(|(at, _)| Some((at, predicate(&words[at..])?)));
        let (at, first) = found.next()?;
        let before = words[..at].trim();
        let verb =
            STRONG_VERBS.iter().find(|(verb, _)| words[at..].starts_with(verb)).map_or(0, |(verb, _)| verb.len());
        let is_office = verb > 0
            && !before.is_empty()
            && !names::is_complete(before)
            && names::is_complete(&words[..at + verb])
            && before.chars().count() <= SHORT_OF_AN_OFFICE;
        if !is_office {
            return Some((at, first));
        }
        let next = predicate(&words[at + verb..]).map(|next| (at + verb, next));
        match next {
            Some(next) => Some(next),
            None if listed && words[at + verb..].trim().is_empty() => None,
            None => Some((at, first)),
        }
    }

    fn names_and_predicate(&mut self, span: Range<usize>) -> Range<usize> {
        let words = &self.text[span.clone()];
        let found = self.predicate_in(&span);
        if found.is_none() && self.looks_on(&span) {
            return span.end..span.end;
        }
        let end = found.as_ref().map_or(words.len(), |(at, _)| *at);
        let together = TOGETHER_WITH.iter().find_map(|word| Some((words[..end].find(word)?, word.len())));
        match together {
            Some((at, length)) => {
                self.add(span.start..span.start + at);
                self.with.get_or_insert_default();
                self.add(span.start + at + length..span.start + end);
            }
            None => self.add(span.start..span.start + end),
        }
        let Some((at, predicate)) = found else { return span.end..span.end };
        self.flush(predicate.role, true);
        let rest = names::trimmed(self.text, span.start + at + predicate.length..span.end);
        let words = &self.text[rest.clone()];
        let goes_on = outer(words).any(|(at, _)| self::predicate(&words[at..]).is_some());
        if !goes_on && !rest.is_empty() && names::strength(words) != Strength::Strong {
            // 分别负责生产和流通: what follows is no name but the predicate's object.
            self.reading.rest.push(rest.clone());
            return rest.end..rest.end;
        }
        rest
    }

    /// 丙局指导: takes the piece if it says no more than who looks on.
    fn looks_on(&mut self, span: &Range<usize>) -> bool {
        let words = &self.text[span.clone()];
        let looks_on = LOOKS_ON.iter().find_map(|word| words.strip_suffix(word)).is_some_and(|names| {
            let names = names.trim();
            !names.is_empty() && !names::is_complete(words) && is_list(names)
        });
        if looks_on {
            // Those named before it with 、 look on as well.
            let boundary = self.boundary.min(self.subject.len());
            let from = self.subject.get(boundary).map_or(span.start, |entry| entry.span.start);
            self.subject.truncate(boundary);
            self.reading.people.push(from..span.end);
        }
        looks_on
    }

    fn label_at(&self, words: &str) -> Option<(Label, usize)> {
        if let Some((label, length)) = label::with_colon(words) {
            // In running prose a word before a colon is no label unless we know it.
            let known = label != Label::Other || self.label.is_some() || self.manner == Manner::Bracket;
            return known.then_some((label, length));
        }
        let label = label::without_colon(words)?;
        // 责任主体为甲局: in running prose only what says that it names somebody.
        let in_prose = self.manner == Manner::Sentence && !words.is_ascii();
        (!in_prose || words[..label.1].ends_with(['为', '是'])).then_some(label)
    }

    /// "第一位的为牵头单位，下同": takes the piece if it is part of such a rule.
    fn rule(&mut self, span: &Range<usize>) -> bool {
        let words = &self.text[span.clone()];
        if let Some(rule) = first_leads(words) {
            // 丙局（第一位的为牵头单位，下同）: the name before the bracket is a name.
            let inside = words.find(['（', '(', '〔', '[']).filter(|&at| at > 0 && first_leads(&words[at..]).is_some());
            if let Some(at) = inside {
                self.add(span.start..span.start + at);
            }
            let before = self.reading.first_leads.unwrap_or_default();
            self.reading.first_leads = Some(FirstLeads {
                likewise: rule.likewise || before.likewise,
                others_support: rule.others_support || before.others_support,
                before_comma: rule.before_comma || before.before_comma,
            });
            return true;
        }
        let Some(rule) = &mut self.reading.first_leads else { return false };
        let others = ["其他", "其余", "其它"].iter().any(|word| words.contains(word));
        rule.others_support |= others && words.contains("配合");
        let likewise = LIKEWISE_BELOW.iter().any(|word| words.contains(word));
        rule.likewise |= likewise;
        others || likewise
    }

    /// "均涉及甲县政府，不再列出，下同": takes the piece if it is part of such a rule.
    fn reach(&mut self, span: &Range<usize>) -> bool {
        let words = &self.text[span.clone()];
        let found = REACHES.iter().find_map(|word| Some((words.find(word)?, word.len())));
        let below = |at: usize| ALL_BELOW.iter().any(|word| words[..at].contains(word));
        let of_tasks = |at: usize| TASK_WORDS.iter().any(|word| words[..at].contains(word));
        if let Some((at, length)) = found.filter(|&(at, _)| below(at) || of_tasks(at)) {
            self.flush_label();
            // The list goes on behind each 、, up to what its units do.
            let from = span.start + at + length;
            let rest = &self.text[span.end..];
            let more = outer(rest).find(|(_, c)| "，,；;。\n".contains(*c)).map_or(rest.len(), |(at, _)| at);
            let listed = rest.starts_with('、');
            let list = from..if listed { span.end + more } else { span.end };
            let end = outer(&self.text[list.clone()])
                .find(|&(at, _)| predicate(&self.text[from + at..list.end]).is_some())
                .map_or(list.end, |(at, _)| from + at);
            let mut entries = Vec::new();
            for (_, piece) in pieces(&self.text[from..end]) {
                names::add(self.text, from + piece.start..from + piece.end, &mut entries);
            }
            names::settle(self.text, &mut entries);
            self.reading.reaches = entries;
            self.reading.reaches_on |= below(at);
            self.read_until = list.end;
            return true;
        }
        if self.reading.reaches.is_empty() || !NOT_REPEATED.iter().any(|word| words.contains(word)) {
            return false;
        }
        self.reading.reaches_on |= LIKEWISE_BELOW.iter().any(|word| words.contains(word));
        true
    }

    fn add(&mut self, mut span: Range<usize>) {
        if let Some(person) = names::person_behind(self.text, span.clone()) {
            span.end = person.start;
            self.reading.people.push(person);
        }
        let mut entries = Vec::new();
        names::add(self.text, span, &mut entries);
        for entry in entries {
            if entry.kind == EntryKind::Unit && names::strength(&self.text[entry.span.clone()]) == Strength::Bad {
                self.bad += 1;
                self.reading.rest.push(entry.span);
                continue;
            }
            match &mut self.with {
                Some(with) => with.push(entry),
                None => self.subject.push(entry),
            }
        }
    }

    fn flush(&mut self, role: Role, by_predicate: bool) {
        let mut entries = std::mem::take(&mut self.subject);
        if by_predicate
            && let Some(Label::Role { role: labelled, .. }) = self.label
            && labelled != role
            && !self.predicated
            && self.boundary > 0
            && self.boundary <= entries.len()
        {
            // 牵头单位：甲局，乙局、丙局配合
            let later = entries.split_off(self.boundary);
            self.push(labelled, entries);
            entries = later;
        }
        self.boundary = 0;
        self.predicated |= by_predicate;
        self.push(role, entries);
        if let Some(with) = self.with.take() {
            self.push(Role::Supporting, with);
        }
    }

    fn push(&mut self, role: Role, mut entries: Vec<Entry>) {
        names::settle(self.text, &mut entries);
        let mut own: Vec<Entry> = Vec::new();
        for entry in entries {
            match entry.role {
                Some(other) if other != role => self.reading.lists.push(List { role: other, entries: vec![entry] }),
                _ => own.push(entry),
            }
        }
        if !own.is_empty() {
            self.reading.lists.push(List { role, entries: own });
        }
    }

    /// Settles the names that a label has gathered.
    fn flush_label(&mut self) {
        if let Some(Label::Role { role, .. }) = self.label {
            self.flush(role, false);
        }
    }

    fn finish(mut self) -> Option<Reading> {
        self.flush_label();
        let mut leftover = std::mem::take(&mut self.subject);
        if self.reading.names_somebody() {
            // Behind the last predicate only sure names are names.
            let text = self.text;
            let is_sure = |entry: &Entry| {
                entry.kind != EntryKind::Unit || names::strength(&text[entry.span.clone()]) == Strength::Strong
            };
            let unsure = leftover.extract_if(.., |entry| !is_sure(entry));
            self.reading.rest.extend(unsure.map(|entry| entry.span));
        }
        let with = self.with.take().unwrap_or_default();
        let has_role = self.reading.names_somebody();
        let annotated = leftover.iter().any(|entry| entry.role.is_some());
        if !leftover.is_empty() {
            // 甲局牵头，乙局、丙局: nobody says what they do.
            self.reading.assumed = has_role;
            self.reading.bare = !has_role && !annotated;
            self.push(Role::Responsible, leftover);
        }
        self.push(Role::Supporting, with);
        let (mut strong, mut weak, mut offices) = (0, 0, 0);
        for entry in self.reading.lists.iter().flat_map(|list| &list.entries) {
            if entry.kind != EntryKind::Unit || names::strength(&self.text[entry.span.clone()]) == Strength::Strong {
                strong += 1;
                offices += usize::from(names::is_office(&self.text[entry.span.clone()]));
            } else {
                weak += 1;
            }
        }
        let reading = self.reading;
        let whole = self.bad == 0 && reading.rest.is_empty();
        let believed = match self.manner {
            Manner::Cell(_) => true,
            // A deadline, or people, on a line of their own.
            Manner::Line if strong + weak == 0 => whole,
            Manner::Bracket if strong + weak == 0 && self.dated => whole,
            // Names alone: places in brackets are examples, offices are an assignment.
            _ if reading.bare => {
                self.manner == Manner::Bracket && whole && weak == 0 && offices * 2 >= strong && strong > 0
            }
            Manner::Bracket if reading.labelled => {
                strong > 0
                    || (weak > 0 && self.bad == 0)
                    || reading.deadline.is_some() && self.bad == 0
                    || !reading.people.is_empty()
            }
            Manner::Bracket => strong > 0 && self.bad == 0 && weak <= strong,
            Manner::Line if reading.labelled => strong > self.bad || (weak > 0 && self.bad == 0),
            Manner::Line => strong > 0 && whole && weak == 0 && !reading.assumed,
            Manner::Sentence => strong > 0 && weak == 0 && whole && !reading.assumed,
        };
        (believed
            && (reading.names_somebody()
                || reading.deadline.is_some()
                || !reading.people.is_empty()
                || reading.first_leads.is_some()))
        .then_some(reading)
    }
}

/// Whether words are nothing but names of units, as a list that goes on in a line of its own.
pub(super) fn is_list(text: &str) -> bool {
    let mut entries = Vec::new();
    for (_, span) in pieces(text) {
        names::add(text, span, &mut entries);
    }
    !entries.is_empty()
        && entries.iter().all(|entry| {
            entry.kind != EntryKind::Unit || names::strength(&text[entry.span.clone()]) == Strength::Strong
        })
}

/// Whether words are a time in English: `by June 2025`, `Q3 2025`.
fn is_english_time(words: &str) -> bool {
    let lower = words.trim().trim_end_matches('.').to_lowercase();
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_quarter = |word: &str| word.len() == 2 && word.starts_with('q');
    let mut all = lower.split_whitespace();
    let dated = all.clone().any(|word| is_year(word) || is_quarter(word));
    let by = matches!(all.next(), Some("by" | "before" | "until"));
    let ongoing = ["ongoing", "immediately", "annually", "quarterly"].contains(&lower.as_str());
    ongoing || lower.split_whitespace().count() <= 5 && (by && lower.bytes().any(|byte| byte.is_ascii_digit()) || dated)
}

/// Whether words are a time: 2023年底前, 长期坚持.
pub(super) fn is_time(words: &str) -> bool {
    if words.is_ascii() {
        return is_english_time(words);
    }
    let dated = words.char_indices().any(|(at, c)| {
        matches!(c, '年' | '月' | '日')
            && words[..at]
                .chars()
                .next_back()
                .is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十本每".contains(c))
    });
    words.chars().count() <= 24 && (dated || TIME_WORDS.iter().any(|word| words.contains(word)))
}

/// Whether a text holds the rule "the first named leads".
pub(super) fn first_leads(text: &str) -> Option<FirstLeads> {
    let place = |words: &[&str]| words.iter().filter_map(|word| text.find(word)).min();
    let comma = place(BEFORE_COMMA);
    let at = comma.or_else(|| place(FIRST_PLACE))?;
    let rule = &text[at..];
    RULE_VERBS.iter().any(|word| rule.contains(word)).then(|| FirstLeads {
        likewise: LIKEWISE_BELOW.iter().any(|word| text.contains(word)),
        others_support: ["其他", "其余", "其它"].iter().any(|word| rule.contains(word)) && rule.contains("配合"),
        before_comma: comma.is_some(),
    })
}

#[cfg(test)]
mod tests;
