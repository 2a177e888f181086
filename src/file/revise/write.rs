//! Changes written into the text of a file: what stays keeps its bytes.

use super::change::{Change, Fate, Insert, Inside, Removed};
use super::loss::{self, Lost, LostAt};
use super::tree::{Part, Tree};
use crate::file::fields::{Piece, comments, pieces};
use std::borrow::Cow;
use std::ops::Range;

/// Writes the changed file.
pub(super) struct Pen<'t> {
    /// The old file.
    pub file: &'t str,
    /// The canonical text that new parts are taken from.
    pub canonical: &'t str,
    /// What goes.
    pub removed: &'t [Removed<'t>],
    /// How the file ends its lines.
    newline: &'static str,
    /// What it indents by.
    indent: &'t str,
    /// What is lost so far.
    pub lost: Vec<LostAt>,
}

/// A part as it will stand in the file, with what stands around it.
struct Chunk<'t> {
    /// Blanks and comments before it.
    lead: Cow<'t, str>,
    body: Cow<'t, str>,
    /// What stands between it and its comma.
    mid: &'t str,
    comma: bool,
    /// What stands behind its comma on the same line.
    tail: Cow<'t, str>,
}

/// Where a part of the file stands, with what stands around it.
struct Around {
    lead: Range<usize>,
    own: Range<usize>,
    mid: Range<usize>,
    has_comma: bool,
    tail: Range<usize>,
    /// It begins its line.
    begins_line: bool,
    /// Nothing but a comment follows on its line.
    ends_line: bool,
}

impl<'t> Pen<'t> {
    pub fn new(file: &'t str, canonical: &'t str, removed: &'t [Removed<'t>]) -> Self {
        let newline = if file.contains("\r\n") { "\r\n" } else { "\n" };
        let indented = file.lines().map(indentation).find(|blanks| !blanks.is_empty());
        Self { file, canonical, removed, newline, indent: indented.unwrap_or("    "), lost: Vec::new() }
    }

    /// A value as it will stand.
    pub fn value(&mut self, own: &'t Tree<'t>, change: &Change<'t>) -> Cow<'t, str> {
        match change {
            Change::Keep => Cow::Borrowed(own.raw.text()),
            Change::Replace { read, new } => {
                loss::comments_in(self.file, own.raw.span(), &mut self.lost);
                loss::unread_in(own, *read, &mut self.lost);
                let indent = self.line_indent(own.raw.span().start);
                Cow::Owned(self.fitted(self.canonical, new.raw.span(), indent))
            }
            Change::Inside(inside) => Cow::Owned(self.inside(own, inside)),
        }
    }

    fn part(&mut self, own: &'t Part<'t>, key: Option<&'t Part<'t>>, change: &Change<'t>) -> Cow<'t, str> {
        let value = self.value(&own.value, change);
        if key.is_none() && matches!(value, Cow::Borrowed(_)) {
            return Cow::Borrowed(&self.file[own.span()]);
        }
        let Some((old_key, _)) = &own.key else { return value };
        let new_key = key.and_then(|part| part.key.as_ref()).map_or(old_key.text(), |(key, _)| key.text());
        let between = &self.file[old_key.span().end..own.value.raw.span().start];
        Cow::Owned(format!("{new_key}{between}{value}"))
    }

    fn inside(&mut self, own: &'t Tree<'t>, inside: &Inside<'t>) -> String {
        let span = own.raw.span();
        let (open, close) = (span.start + 1, span.end - 1);
        if own.parts().is_empty() {
            return self.filled(own, inside);
        }
        let around = self.around(own, close);
        let head = self.line_tail(open, around[0].lead.end).map_or(open..open, |end| open..end);
        let first_lead = head.end..around[0].lead.end;
        let mut row = Row::new(self.newline, &self.file[head.clone()]);
        let mut inserts = inside.inserts.iter().peekable();
        while let Some(insert) = inserts.next_if(|insert| insert.after.is_none()) {
            let on_lines = around[0].begins_line.then_some(&around[0]);
            self.insert(insert, on_lines, &self.file[first_lead.clone()], span.start, &mut row);
        }
        for (at, (part, fate)) in own.parts().iter().zip(&inside.fates).enumerate() {
            let here = &around[at];
            let lead = if at == 0 { first_lead.clone() } else { here.lead.clone() };
            let lead = match &self.file[lead] {
                "" if at == 0 && !row.chunks.is_empty() => " ",
                lead => lead,
            };
            match fate {
                Fate::Stay { key, value } => {
                    let body = self.part(part, *key, value);
                    let [mid, tail] = [&here.mid, &here.tail].map(|span| &self.file[span.clone()]);
                    row.stay(lead, body, mid, here.has_comma, tail);
                }
                Fate::Remove(id) => self.remove(*id, here, lead, &mut row),
            }
            while let Some(insert) = inserts.next_if(|insert| insert.after == Some(at)) {
                let is_last = at + 1 == around.len();
                let on_lines = (here.begins_line && (here.ends_line || is_last)).then_some(here);
                self.insert(insert, on_lines, "", span.start, &mut row);
            }
        }
        let last = &around[around.len() - 1];
        let closing = &self.file[last.tail.end..close];
        row.written(&self.file[span.start..head.end], closing, &self.file[close..span.end], last.has_comma)
    }

    /// A value that has no parts so far.
    fn filled(&mut self, own: &'t Tree<'t>, inside: &Inside<'t>) -> String {
        let span = own.raw.span();
        let Some(new) = inside.new.filter(|_| !inside.inserts.is_empty()) else { return own.raw.text().to_owned() };
        let (open, between, close) = (span.start..span.start + 1, span.start + 1..span.end - 1, span.end - 1..span.end);
        if self.file[between.clone()].trim().is_empty() {
            let indent = self.line_indent(span.start);
            return self.fitted(self.canonical, new.raw.span(), indent);
        }
        let indent = self.line_indent(span.start);
        let parts: Vec<String> = inside.inserts.iter().map(|insert| self.new_part(insert, indent)).collect();
        let parts = parts.join(", ");
        [&self.file[open], &parts, " ", &self.file[between], &self.file[close]].concat()
    }

    /// The new part's text, its further lines indented by `indent`.
    fn new_part(&mut self, insert: &Insert<'t>, indent: &str) -> String {
        match &insert.moved {
            Some((from, change)) => {
                let part = self.removed[*from].part;
                let key = (part.key.is_some() && part.name() != insert.part.name()).then_some(insert.part);
                let text = self.part(part, key, change).into_owned();
                let base = self.line_indent(part.span().start);
                // A text over several lines must stay what it is.
                let is_one_text =
                    |(piece, span): (Piece, Range<usize>)| piece != Piece::Sign && text[span.clone()].contains('\n');
                if base == indent || pieces(&text).any(is_one_text) {
                    return text;
                }
                let inner = |line: &str| format!("{indent}{}", line.strip_prefix(base).unwrap_or(line));
                joined(&text, self.newline, inner)
            }
            None => self.fitted(self.canonical, insert.part.span(), indent),
        }
    }

    fn insert(
        &mut self,
        insert: &Insert<'t>,
        on_lines: Option<&Around>,
        first_lead: &'t str,
        container: usize,
        row: &mut Row<'t>,
    ) {
        let moved_tail = insert.moved.as_ref().map(|(from, _)| self.moved_tail(*from));
        if let Some(beside) = on_lines {
            let indent = self.line_indent(beside.own.start);
            let body = self.new_part(insert, indent);
            let lead = format!("{}{indent}", self.newline);
            let tail = moved_tail.unwrap_or_default();
            row.insert(Cow::Owned(lead), body, Cow::Borrowed(tail));
            return;
        }
        let indent = self.line_indent(container);
        let mut body = self.new_part(insert, indent);
        if let Some(tail) = moved_tail.filter(|tail| !tail.is_empty()) {
            body.push_str(&within_line(tail));
        }
        let lead = if row.chunks.is_empty() {
            Cow::Borrowed(if first_lead.trim().is_empty() { first_lead } else { "" })
        } else {
            Cow::Borrowed(" ")
        };
        let tail = row.take_tail();
        row.insert(lead, body, tail);
    }

    /// The comment behind a part that moves with its line.
    fn moved_tail(&self, id: usize) -> &'t str {
        let span = self.removed[id].part.span();
        let after = crate::file::fields::skip_blank(&self.file[span.end..]);
        let after = self.file.len() - after.len();
        if !self.file[after..].starts_with(',') || !self.begins_line(span.start) {
            return "";
        }
        self.line_tail(after + 1, self.file.len()).map_or("", |end| self.file[after + 1..end].trim_end())
    }

    fn remove(&mut self, id: usize, here: &Around, lead: &'t str, row: &mut Row<'t>) {
        let Removed { part, read, moves } = &self.removed[id];
        let is_alone = here.begins_line && here.ends_line;
        if !moves {
            loss::comments_in(self.file, part.span(), &mut self.lost);
            match read {
                Some(read) => loss::unread_in(&part.value, Some(&read.value), &mut self.lost),
                None => self.lost.push((Lost::Unread, part.span())),
            }
        }
        if is_alone {
            let line = lead.rfind('\n').map_or(0, |end| if lead[..end].ends_with('\r') { end - 1 } else { end });
            row.pending.push_str(&lead[..line]);
            loss::comments_in(self.file, here.mid.clone(), &mut self.lost);
            if !moves {
                loss::comments_in(self.file, here.tail.clone(), &mut self.lost);
            }
            return;
        }
        let has_comments = |text: &str| comments(text).next().is_some();
        if has_comments(lead) {
            row.pending.push_str(lead);
        } else if row.carried.is_none() && row.pending.is_empty() {
            row.carried = Some(lead);
        }
        for span in [&here.mid, &here.tail] {
            let text = &self.file[span.clone()];
            if has_comments(text) {
                row.pending.push_str(text);
            }
        }
    }

    fn around(&self, own: &Tree<'_>, close: usize) -> Vec<Around> {
        let mut from = own.raw.span().start + 1;
        let parts = own.parts();
        let around = |(at, part): (usize, &Part<'_>)| {
            let span = part.span();
            let after = self.file.len() - crate::file::fields::skip_blank(&self.file[span.end..]).len();
            let has_comma = after < close && self.file[after..].starts_with(',');
            let behind = if has_comma { after + 1 } else { span.end };
            let limit = parts.get(at + 1).map_or(close, |next| next.span().start);
            let tail_end = self.line_tail(behind, limit);
            let lead = from..span.start;
            let tail = behind..tail_end.unwrap_or(behind);
            from = tail.end;
            Around {
                begins_line: self.begins_line(span.start),
                lead,
                mid: span.end..if has_comma { after } else { span.end },
                own: span,
                has_comma,
                tail,
                ends_line: tail_end.is_some(),
            }
        };
        parts.iter().enumerate().map(around).collect()
    }

    fn begins_line(&self, at: usize) -> bool {
        let line = self.file[..at].rfind('\n').map_or(0, |end| end + 1);
        self.file[line..at].trim().is_empty() && line > 0
    }

    /// The end of the line, if nothing but blanks and whole comments stand before it.
    fn line_tail(&self, from: usize, limit: usize) -> Option<usize> {
        for (piece, span) in pieces(&self.file[from..limit]) {
            let text = &self.file[from..limit][span.clone()];
            match piece {
                Piece::Comment if !text.contains('\n') => {}
                Piece::Sign if text == "\n" => {
                    let end = from + span.start;
                    return Some(if self.file[from..end].ends_with('\r') { end - 1 } else { end });
                }
                Piece::Sign if text.trim().is_empty() => {}
                _ => return None,
            }
        }
        None
    }

    /// The blanks that the line of this byte begins with.
    fn line_indent(&self, at: usize) -> &'t str {
        let line = self.file[..at].rfind('\n').map_or(0, |end| end + 1);
        indentation(&self.file[line..])
    }

    /// A piece of the canonical text for a place that is indented by `indent`.
    fn fitted(&self, canonical: &str, span: Range<usize>, indent: &str) -> String {
        let line = canonical[..span.start].rfind('\n').map_or(0, |end| end + 1);
        let base = indentation(&canonical[line..]);
        let inner = |line: &str| {
            let line = line.strip_prefix(base).unwrap_or(line);
            let text = line.trim_start_matches(' ');
            let steps = (line.len() - text.len()) / 4;
            format!("{indent}{}{text}", self.indent.repeat(steps))
        };
        joined(&canonical[span], self.newline, inner)
    }
}

/// Lines with other line ends; all but the first are laid out anew.
fn joined(text: &str, newline: &str, inner: impl Fn(&str) -> String) -> String {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| text + newline + &inner(line))
}

fn indentation(line: &str) -> &str {
    let text = line.trim_start_matches([' ', '\t']);
    &line[..line.len() - text.len()]
}

/// Comments to the end of a line as comments within one.
fn within_line(tail: &str) -> String {
    let of_line = |comment: &str| comment.strip_prefix("//").map(|words| words.trim_end().replace("*/", "* /"));
    let inline = |comment: &str| match of_line(comment) {
        Some(words) => format!(" /*{} */", words.replace("/*", "/ *")),
        None => format!(" {comment}"),
    };
    comments(tail).map(|span| inline(&tail[span])).collect()
}

/// Parts on their way into the file.
struct Row<'t> {
    chunks: Vec<Chunk<'t>>,
    /// Comments of parts that went, which stay.
    pending: String,
    /// What stood before a part that went from the middle of a line.
    carried: Option<&'t str>,
    newline: &'static str,
    /// What was written so far ends in a comment to the end of its line.
    in_comment: bool,
}

impl<'t> Row<'t> {
    /// `head`: what stands between the bracket and the end of its line.
    fn new(newline: &'static str, head: &str) -> Self {
        let in_comment = ends_in_line_comment(head);
        Self { chunks: Vec::new(), pending: String::new(), carried: None, newline, in_comment }
    }

    fn stay(&mut self, lead: &'t str, body: Cow<'t, str>, mid: &'t str, comma: bool, tail: &'t str) {
        let carried = self.carried.take().filter(|_| self.pending.is_empty());
        let has_own = comments(lead).next().is_some() || lead.contains('\n');
        let lead = match carried {
            Some(carried) if !has_own => carried,
            _ => lead,
        };
        let lead = self.before(Cow::Borrowed(lead));
        self.push(Chunk { lead, body, mid, comma, tail: Cow::Borrowed(tail) });
    }

    fn insert(&mut self, lead: Cow<'t, str>, body: String, tail: Cow<'t, str>) {
        self.carried = None;
        let lead = self.before(lead);
        self.push(Chunk { lead, body: Cow::Owned(body), mid: "", comma: true, tail });
    }

    fn push(&mut self, chunk: Chunk<'t>) {
        self.in_comment = ends_in_line_comment(&chunk.tail);
        self.chunks.push(chunk);
    }

    /// The comment behind the last part, so that the next one can come before it.
    fn take_tail(&mut self) -> Cow<'t, str> {
        match self.chunks.last_mut() {
            Some(last) if self.pending.is_empty() => {
                self.in_comment = false;
                std::mem::take(&mut last.tail)
            }
            _ => Cow::Borrowed(""),
        }
    }

    /// What stands before the next part or bracket, comments that stay first; whatever follows a
    /// comment to the end of its line begins the next one.
    fn before(&mut self, lead: Cow<'t, str>) -> Cow<'t, str> {
        let begins_line = |text: &str| text.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        let pending = std::mem::take(&mut self.pending);
        let mut before = lead;
        if ends_in_line_comment(&pending) && !begins_line(&before) {
            before = Cow::Owned(format!("{}{before}", self.newline));
        }
        if !pending.is_empty() {
            before = Cow::Owned(pending + &before);
        }
        if self.in_comment && !begins_line(&before) {
            before = Cow::Owned(format!("{}{before}", self.newline));
        }
        before
    }

    /// All of it; `comma`: whether the last part had one.
    fn written(mut self, open: &str, closing: &'t str, close: &str, comma: bool) -> String {
        let count = self.chunks.len();
        for (at, chunk) in self.chunks.iter_mut().enumerate() {
            chunk.comma = at + 1 < count || comma;
        }
        let closing = self.before(Cow::Borrowed(closing));
        let mut text = open.to_owned();
        for Chunk { lead, body, mid, comma, tail } in &self.chunks {
            let comma = if *comma { "," } else { "" };
            for piece in [lead, body, *mid, comma, tail] {
                text.push_str(piece);
            }
        }
        text.push_str(&closing);
        text.push_str(close);
        text
    }
}

fn ends_in_line_comment(text: &str) -> bool {
    pieces(text).last().is_some_and(|(piece, span)| piece == Piece::Comment && text[span].starts_with("//"))
}
