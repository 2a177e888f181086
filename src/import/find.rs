//! Where the clauses of a paragraph stand: in brackets, after a label, or as its last sentence.

use super::brackets::{groups, is_close, is_open};
use super::clause::label::{self, Label};
use super::clause::names::is_complete;
use super::clause::{self, Manner, Reading};
use super::steps;
use std::collections::HashSet;
use std::ops::Range;

/// A clause in its place. Spans are bytes of the whole document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// With its brackets.
    pub outer: Range<usize>,
    /// Its words.
    pub inner: Range<usize>,
    /// What they say; spans within `inner`.
    pub reading: Reading,
    /// Its bracket is never closed.
    pub unclosed: bool,
    /// Bare names that no sentence ends before: a clause only where the document has more of them.
    pub doubtful: bool,
    /// A sentence without bracket or label.
    pub sentence: bool,
    /// The heading of the column it stands in, if it is a cell of a table.
    pub heading: Option<String>,
}

/// So many brackets of one paragraph that are never closed are looked at; in a text of more, brackets mean something
/// else.
const MOST_UNCLOSED: usize = 16;
/// So many labels of one sentence are tried when nothing behind them can be read.
const MOST_TRIES: usize = 8;

/// A bracket that is never closed holds at most this many bytes of clause.
const LONGEST_UNCLOSED: usize = 1200;

/// Which sentences without bracket or label are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sentences {
    No,
    /// A last sentence that is nothing else.
    Whole,
    /// Also its end, from 由 on: in a numbered item only, prose ends so as well.
    AndEnds,
}

/// The clauses in `span` of `document`, in order.
pub(super) fn clauses(document: &str, span: Range<usize>, sentences: Sentences) -> Vec<Clause> {
    let text = &document[span.clone()];
    let mut found: Vec<Clause> = Vec::new();
    let mut inside_until = 0;
    let mut unclosed = 0;
    for (group, closed) in groups(text) {
        unclosed += usize::from(!closed);
        if group.start < inside_until || !closed && unclosed > MOST_UNCLOSED {
            continue;
        }
        let Some(clause) = bracket(text, group, closed) else { continue };
        inside_until = clause.outer.end;
        found.push(clause);
    }
    // A tail ends before the next bracket, so that they never meet.
    let (naming, others): (Vec<Clause>, Vec<Clause>) =
        found.into_iter().partition(|clause| clause.reading.names_somebody());
    let mut found = naming;
    // （责任人：张三⏎完成时限：2024年底前）: what a bracket says is its own, a label at the head of a line in it too.
    let in_bracket = |clause: &Clause| {
        let behind = others.partition_point(|other| other.outer.start <= clause.outer.start);
        behind.checked_sub(1).is_some_and(|before| clause.outer.start < others[before].outer.end)
    };
    let tails = tails(text, &found);
    found.extend(tails.into_iter().filter(|tail| !in_bracket(tail)));
    // 牵头单位：甲局（联系人：张三）: people in brackets inside a clause are its own words.
    found.sort_by_key(|clause| clause.outer.start);
    let free = |clause: &Clause| {
        let before = found.partition_point(|other| other.outer.start <= clause.outer.start);
        before.checked_sub(1).is_none_or(|before| found[before].outer.end <= clause.outer.start)
            && found.get(before).is_none_or(|next| clause.outer.end <= next.outer.start)
    };
    let others: Vec<Clause> = others.into_iter().filter(free).collect();
    found.extend(others);
    found.sort_by_key(|clause| clause.outer.start);
    if found.is_empty() && sentences != Sentences::No {
        found.extend(sentence(text, sentences));
    }
    for clause in &mut found {
        for range in [&mut clause.outer, &mut clause.inner] {
            *range = range.start + span.start..range.end + span.start;
        }
    }
    found
}

fn bracket(text: &str, group: Range<usize>, closed: bool) -> Option<Clause> {
    let open = text[group.start..].chars().next()?.len_utf8();
    let mut inner = group.start + open..group.end;
    if closed {
        inner.end -= text[..group.end].chars().next_back()?.len_utf8();
    } else {
        inner.end = text.floor_char_boundary(inner.end.min(inner.start + LONGEST_UNCLOSED));
    }
    let words = &text[inner.clone()];
    if words.len() < 4 {
        return None;
    }
    let mut reading = clause::read(words, Manner::Bracket);
    let mut outer = group.start..group.end;
    if !closed {
        // What was swallowed must be a clause from its first word to a stop.
        let stop = words.find('。').map_or(words.len(), |at| at);
        inner.end = inner.start + stop;
        outer.end = inner.end;
        reading = clause::read(&text[inner.clone()], Manner::Bracket)
            .filter(|reading| !reading.bare && reading.rest.is_empty());
    }
    let reading = reading?;
    let after = text[group.end..].trim_start();
    let before = text[..group.start].trim_end();
    let ends_sentence = after.is_empty()
        || after.starts_with(['。', '；', ';', '，', ',', '、', '\n'])
        || before.ends_with(['。', '；', ';', '.', '！', '”']);
    let doubtful = reading.bare && !before.ends_with(['。', '.', '；', ';', '！', '”']);
    let believed = match () {
        () if reading.bare => {
            // Behind a sentence, or two names and more at its end.
            let several = reading.lists.iter().map(|list| list.entries.len()).sum::<usize>() > 1;
            before.ends_with(['。', '.', '；', ';', '！', '”'])
                || several && (after.is_empty() || after.starts_with(['。', '；', ';', '\n']))
        }
        () if reading.labelled || reading.first_leads.is_some() => true,
        () if !reading.names_somebody() => reading.deadline.is_some(),
        () => ends_sentence || !closed || group.end == text.len() || names_are_sure(text, &inner, &reading),
    };
    believed.then_some(Clause { outer, inner, reading, unclosed: !closed, heading: None, sentence: false, doubtful })
}

/// Predicate clauses in the middle of a sentence need names of more than a common noun.
fn names_are_sure(text: &str, inner: &Range<usize>, reading: &Reading) -> bool {
    let entries = reading.lists.iter().flat_map(|list| &list.entries);
    entries
        .into_iter()
        .all(|entry| text[inner.start + entry.span.start..inner.start + entry.span.end].chars().count() >= 3)
}

/// Nothing longer stands between a mark and 单位为, in bytes.
const LONGEST_LABEL: usize = 120;

/// Where a label with its colon begins that ends at the colon at `colon`: the longest phrase that
/// is one.
fn label_before(text: &str, colon: usize) -> Option<(usize, Label)> {
    let starts: Vec<usize> = text[..colon].char_indices().rev().take(32).map(|(at, _)| at).collect();
    starts.into_iter().rev().find_map(|start| {
        let phrase = &text[start..colon];
        if !label::may_be(phrase)
            || phrase.starts_with(char::is_whitespace)
            || phrase.contains(['\n', '。', '；', '，'])
        {
            return None;
        }
        // A bracket that is not closed inside the phrase is none of its own.
        let opens = phrase.chars().filter(|&c| is_open(c)).count();
        let closes = phrase.chars().filter(|&c| is_close(c)).count();
        if opens != closes {
            return None;
        }
        label::meaning(phrase).filter(|label| *label != Label::Other).map(|label| (start, label))
    })
}

/// Clauses that begin with a label outside any bracket and run to the end of the sentence or line.
fn tails(text: &str, brackets: &[Clause]) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    let mut starts: Vec<(usize, bool)> = Vec::new();
    let is_in_bracket = |at: usize| {
        let before = brackets.partition_point(|clause| clause.outer.start <= at);
        before > 0 && brackets[before - 1].outer.end > at
    };
    for (colon, _) in text.char_indices().filter(|(_, c)| matches!(c, ':' | '：')) {
        if is_in_bracket(colon) {
            continue;
        }
        let Some((start, label)) = label_before(text, colon) else { continue };
        let before = text[..start].trim_end_matches([' ', '\u{3000}', '*', '\t']);
        let at_start = before.is_empty()
            || before.ends_with(['。', '；', ';', '.', '\n', '！', ')', '）', '〕', '】', ']', '，', ',']);
        let believed = match label {
            Label::Role { full: true, .. } => true,
            Label::Role { full: false, .. } => at_start && label::is_bare_stem(&text[start..colon]),
            // A deadline or people alone make a clause only on a line of their own or behind a role.
            Label::Deadline | Label::People => before.is_empty() || before.ends_with('\n'),
            Label::Other => false,
        };
        if believed {
            starts.push((start, matches!(label, Label::Role { .. })));
        }
    }
    // 责任单位为甲局。
    for word in ["单位为", "单位是", "部门为", "部门是", "单位分别为", "机构为"] {
        for (at, _) in text.match_indices(word) {
            // A label is short: what it begins behind is near.
            let near = text.floor_char_boundary(at.saturating_sub(LONGEST_LABEL));
            let mark = text[near..at].rfind(['。', '；', '\n', '，', '！', '）', ')']).map(|mark| near + mark);
            if mark.is_none() && near > 0 {
                continue;
            }
            let start = mark.map_or(0, |mark| mark + text[mark..].chars().next().map_or(0, char::len_utf8));
            let start = start + (text[start..].len() - text[start..].trim_start().len());
            if !is_in_bracket(at)
                && start <= at
                && label::without_colon(&text[start..]).is_some_and(|(label, length)| {
                    matches!(label, Label::Role { full: true, .. }) && start + length >= at + word.len()
                })
            {
                starts.push((start, true));
            }
        }
    }
    // 牵头单位 甲局 责任单位 乙局: a space behind the label.
    for (at, _) in text.char_indices().filter(|(at, c)| c.is_whitespace() && *c != '\n' && !is_in_bracket(*at)) {
        let ends_so = ["单位", "部门"].iter().any(|noun| text[..at].ends_with(noun));
        if !ends_so || starts.last().is_some_and(|&(start, _)| start == at) {
            continue;
        }
        let Some((start, Label::Role { full: true, .. })) = label_before(text, at) else { continue };
        let before = text[..start].trim_end_matches([' ', '\u{3000}', '\t']);
        let is_first = before.is_empty() || before.ends_with(['。', '；', '\n', '）', ')']);
        let line = text[at..].trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        let first = line.split(|c: char| c.is_whitespace() || c == '。').next().unwrap_or_default();
        if is_first && clause::is_list(first) {
            starts.push((start, true));
        }
    }
    // 【责任单位】甲局: the bracket is the label.
    starts.sort_unstable();
    let mut in_brackets: Vec<(usize, bool)> = Vec::new();
    for (group, _) in groups(text).into_iter().filter(|(_, closed)| *closed) {
        steps::count(group.len());
        let inside = text[group.clone()].trim_matches(|c: char| is_open(c) || is_close(c) || matches!(c, ':' | '：'));
        let is_label =
            matches!(label::meaning(inside), Some(Label::Role { full: true, .. } | Label::Deadline | Label::People));
        let next = starts.partition_point(|&(start, _)| start < group.start);
        let holds_one = || starts.get(next).is_some_and(|(start, _)| group.contains(start));
        if is_label && !is_in_bracket(group.start) && !holds_one() {
            in_brackets.push((group.start, true));
        }
    }
    starts.extend(in_brackets);
    starts.sort_unstable();
    let mut covered = 0;
    // Where the sentence ends of which the last label could not be read, and how many could not be.
    let (mut unread, mut tries) = (0, 0);
    for (position, &(start, _)) in starts.iter().enumerate() {
        if start < covered || start < unread && tries >= MOST_TRIES {
            continue;
        }
        let next = brackets.partition_point(|clause| clause.outer.start <= start);
        let limit = brackets.get(next).map_or(text.len(), |clause| clause.outer.start);
        let next_label = |from: usize| {
            let later = position + starts[position..].partition_point(|&(next, _)| next < from);
            starts.get(later).is_some_and(|&(next, _)| text[from..next].trim().is_empty())
        };
        let mut end = start;
        loop {
            let stop = text[end..limit].find(['。', '\n']).map_or(limit, |at| end + at);
            end = stop;
            let Some(c) = text[stop..limit].chars().next() else { break };
            let after = stop + c.len_utf8();
            let line = text[after..limit].split('\n').next().unwrap_or_default();
            if next_label(after) || c == '\n' && clause::is_list(line) {
                end = after;
                continue;
            }
            break;
        }
        let mut inner = start..end;
        // 责任单位：甲局）: the bracket was opened nowhere.
        let closing: HashSet<usize> = match text[inner.clone()].trim_end().ends_with(is_close) {
            true => groups(&text[inner.clone()]).iter().filter(|group| group.1).map(|group| group.0.end).collect(),
            false => HashSet::new(),
        };
        while let Some(c) = text[inner.clone()].chars().next_back() {
            let is_loose = is_close(c) && !closing.contains(&inner.len());
            if !(is_loose || c.is_whitespace()) {
                break;
            }
            inner.end -= c.len_utf8();
        }
        let Some(reading) = clause::read(&text[inner.clone()], Manner::Line) else {
            (tries, unread) = (if start < unread { tries + 1 } else { 1 }, end);
            continue;
        };
        let before = text[..start].trim_end_matches([' ', '\u{3000}', '*']);
        let own_line = before.is_empty() || before.ends_with('\n');
        if !reading.names_somebody() && !own_line {
            continue;
        }
        covered = end;
        found.push(Clause {
            outer: start..end,
            inner,
            reading,
            unclosed: false,
            heading: None,
            sentence: false,
            doubtful: false,
        });
    }
    found
}

/// A last sentence that is nothing but an assignment: `由甲局牵头，乙局配合。`
fn sentence(text: &str, sentences: Sentences) -> Option<Clause> {
    let body = text.trim_end();
    let body = body.strip_suffix('。').unwrap_or(body);
    let start = body.rfind(['。', '；', '！']).map_or(0, |at| at + body[at..].chars().next().map_or(0, char::len_utf8));
    // Led by the Parks Department, supported by the Library Board.
    let english = body[start..].is_ascii().then(|| body.trim_end_matches('.').rfind(". ")).flatten();
    let start = english.map_or(start, |at| start.max(at + 2));
    // The whole sentence, or from the word 由 on.
    let by = body[start..].match_indices('由').map(|(at, _)| start + at);
    let after_comma = |&at: &usize| {
        sentences == Sentences::AndEnds && body[..at].trim_end().ends_with(['，', ','])
            || body[..at].trim_end().ends_with(['。', '；', ';'])
            || INTRODUCTIONS.iter().any(|word| body[start..at].trim() == *word)
    };
    let starts: Vec<usize> = std::iter::once(start).chain(by.filter(after_comma)).collect();
    let read = |how: fn(&str) -> Option<Reading>| {
        starts.iter().find_map(|&from| {
            let words = &body[from..];
            let lead = words.len() - words.trim_start().len();
            let mut inner = from + lead..body.len();
            if inner.len() > LONGEST_SENTENCE
                || text[..inner.start].trim().is_empty()
                    && start == 0
                    && inner.start == start
                    && words.starts_with('由')
            {
                return None;
            }
            let mut reading = how(&text[inner.clone()])?;
            // 道路保畅由甲局负责: what is done stands before who does it, and is no part of a name.
            if let Some(by) = by_within(&text[inner.clone()], &reading) {
                inner.start += by;
                reading = how(&text[inner.clone()])?;
            }
            (!reading.bare && reading.names_somebody()).then_some(Clause {
                outer: inner.start..text.len(),
                inner,
                reading,
                unclosed: false,
                heading: None,
                sentence: true,
                doubtful: false,
            })
        })
    };
    read(|words| clause::read(words, Manner::Sentence)).or_else(|| read(beginning))
}

/// An assignment in prose is no longer, in bytes.
const LONGEST_SENTENCE: usize = 600;

/// No name of a unit at the beginning of words is longer, in characters.
const LONGEST_FIRST_NAME: usize = 20;

/// `甲局负责，乙局保障经费`: an assignment whose end says of a further unit what gives no role. What is behind the
/// comma is told as not understood: it is no reason to lose who is responsible.
fn beginning(words: &str) -> Option<Reading> {
    words.rmatch_indices('，').find_map(|(at, comma)| {
        let end = &words[at + comma.len()..];
        let rest = at + comma.len() + (end.len() - end.trim_start().len())..words.len();
        let begins_with_a_name = words[rest.clone()]
            .char_indices()
            .skip(2)
            .take(LONGEST_FIRST_NAME)
            .any(|(at, _)| is_complete(&words[rest.start..rest.start + at]));
        if !begins_with_a_name {
            return None;
        }
        let mut reading = clause::read(&words[..at], Manner::Sentence)?;
        reading.rest.push(rest);
        Some(reading)
    })
}

/// Where 由 stands in the first name of a sentence, with a name behind it and something that is done before it.
fn by_within(words: &str, reading: &Reading) -> Option<usize> {
    let first = reading.lists.iter().flat_map(|list| &list.entries).map(|entry| entry.span.clone());
    let first = first.min_by_key(|span| span.start)?;
    let name = &words[first.clone()];
    let is_word = |at: usize| WORDS_ENDING_IN_BY.iter().any(|word| name[..at + '由'.len_utf8()].ends_with(word));
    let (at, by) = name.rmatch_indices('由').find(|&(at, _)| !is_word(at))?;
    (name[..at].chars().count() >= 2 && is_complete(&name[at + by.len()..])).then_some(first.start + at)
}

/// Words that end as 由 does and stand in names: 自由贸易试验区.
const WORDS_ENDING_IN_BY: &[&str] = &["自由", "事由", "理由", "缘由", "经由"];

/// What may stand before 由 in such a sentence.
const INTRODUCTIONS: &[&str] = &[
    "此项工作",
    "该项工作",
    "本项工作",
    "具体工作",
    "具体",
    "此项任务",
    "该项任务",
    "以上工作",
    "此项措施",
    "此项",
    "该项",
    "任务",
    "工作",
];
