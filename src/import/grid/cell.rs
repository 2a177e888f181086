//! What the cells of a grid say, and the legend that gives its letters their meaning.

use super::words::{AND, LEGEND_ROLES, LETTERS, NONE, TICKS};
use crate::import::mapping::Meaning;
use crate::import::roles::{ROLES, role_at};
use crate::import::source::{Block, Source};
use crate::import::width::fold;
use crate::model::Role;
use std::collections::BTreeMap;

/// A letter or sign is at most so many characters; longer ones are words.
const LONGEST_LETTER: usize = 2;
/// A word for a role in a cell is at most so many characters: `Responsible`, `rechenschaftspflichtig`.
const LONGEST_WORD: usize = 24;

/// What one cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing, or that there is nobody.
    Nothing,
    /// These roles, in the order in which they stand; none for a mark that says nothing. `assumed`: by a tick, which
    /// names none.
    Roles { roles: Vec<Role>, assumed: bool },
    /// Something as short as a letter, whose meaning nobody gave.
    Unknown,
    /// Words.
    Words,
}

/// The meanings that a document gives to its letters and signs.
#[derive(Clone, Debug, Default)]
pub(super) struct Legend {
    meanings: BTreeMap<String, Role>,
    /// What a person decided, before anything else; by [`key`].
    decided: BTreeMap<String, Meaning>,
    /// Whether what is as short as a letter is a mark though nobody gave it a meaning.
    takes_all: bool,
    /// Whether letters and signs say nothing by custom: only what the document or a person says counts.
    by_word_only: bool,
}

/// One letter, sign or word of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub written: String,
    pub said: Said,
}

/// By what a sign is told from others.
pub(super) fn key(sign: &str) -> String {
    latin(&plain(sign))
}

/// Without emphasis, in half width, Latin letters for the Cyrillic ones that look the same.
fn plain(words: &str) -> String {
    let folded: String = words.chars().filter(|c| !matches!(c, '*' | '_' | '`' | '\u{FE0F}')).map(fold).collect();
    folded.trim().to_owned()
}

fn latin(letter: &str) -> String {
    let latin = |c: char| match c {
        'А' | 'а' => 'A',
        'С' | 'с' => 'C',
        'І' | 'і' => 'I',
        'Ѕ' | 'ѕ' => 'S',
        'О' | 'о' => 'O',
        c => c,
    };
    letter.chars().map(latin).collect::<String>().to_uppercase()
}

/// The role of which an explanation speaks first, soon.
fn role_within(words: &str) -> Option<Role> {
    const SOON: usize = 40;
    let end = words.char_indices().nth(SOON).map_or(words.len(), |(at, _)| at);
    let words = &words[..end];
    let begins = |at: usize| {
        let before = words[..at].chars().next_back();
        let is_ascii = |c: char| c.is_ascii_alphanumeric();
        !(before.is_some_and(is_ascii) && words[at..].chars().next().is_some_and(is_ascii))
    };
    words.char_indices().filter(|&(at, _)| begins(at)).find_map(|(at, _)| role_at(&words[at..]))
}

/// Whether words are an equation of a letter: `R = Responsible`.
pub(super) fn is_equation(words: &str) -> bool {
    words.char_indices().take(4).skip(1).any(|(_, c)| matches!(c, '=' | '＝'))
}

fn is_letter(words: &str) -> bool {
    let count = words.chars().count();
    (1..=LONGEST_LETTER).contains(&count) && words.chars().all(|c| !c.is_whitespace() && !c.is_ascii_digit())
}

impl Legend {
    /// The legend of a document: `R = Responsible`, `●：牵头`, or a row of a table with a letter and a word beside it.
    pub(super) fn of(source: &Source) -> Self {
        let mut legend = Self::default();
        for block in &source.blocks {
            match block {
                Block::Paragraph { span, .. } => legend.explained(&source.text[span.clone()]),
                Block::Table(table) => {
                    for row in &table.rows {
                        let mut cells: Vec<&str> = Vec::new();
                        let mut before = None;
                        for cell in row {
                            let words = source.text[cell.span.clone()].trim();
                            // A cell over several columns is one.
                            let again = before.replace(&cell.span) == Some(&cell.span);
                            if !words.is_empty() && !again {
                                cells.push(words);
                            }
                        }
                        // Two cells beside each other, or all that stands in one.
                        for pair in cells.windows(2) {
                            let letter = plain(pair[0]);
                            if is_letter(&letter) && !is_letter(&plain(pair[1])) {
                                legend.give(&letter, &plain(pair[1]).to_lowercase(), true);
                            }
                        }
                        // All that stands in a row, or an equation: `R = Responsible` beside `A = Accountable`.
                        let is_alone = cells.len() == 1;
                        for words in cells.into_iter().filter(|words| is_alone || is_equation(words)) {
                            legend.explained(words);
                        }
                    }
                }
            }
        }
        legend
    }

    /// Takes a meaning. Two letters are an office's abbreviation (`TL`, `RT`) as often as a mark.
    fn give(&mut self, letter: &str, words: &str, anywhere: bool) {
        if letter.chars().count() != 1 {
            return;
        }
        let role = if anywhere { role_within(words) } else { role_at(words) };
        let of_legend = || LEGEND_ROLES.iter().find(|(word, _)| words.starts_with(word)).map(|(_, role)| *role);
        if let Some(role) = role.or_else(of_legend) {
            self.meanings.entry(latin(letter)).or_insert(role);
        }
    }

    /// The explanations that a paragraph holds.
    fn explained(&mut self, words: &str) {
        let words = plain(words);
        for piece in words.split(['\n', ',', ';', '、', '，', '；', '。', '|', '•', '>']) {
            // Legend: R = Responsible
            let piece = match piece.split_once([':', '：']) {
                Some((_, rest)) if is_equation(rest.trim_start()) => rest,
                _ => piece,
            };
            let piece = piece.trim().trim_start_matches(['-', '+', ' ', '(', '（', '[']).trim_start();
            let Some(first) = piece.chars().next() else { continue };
            let length: usize = piece.chars().take_while(|c| !" =:：–—-（(".contains(*c)).map(char::len_utf8).sum();
            let letter = &piece[..length.max(first.len_utf8())];
            let rest = piece[letter.len()..].trim_start();
            let Some(meaning) = ["=", ":", "：", "–", "—", "-", "("].iter().find_map(|sign| rest.strip_prefix(sign))
            else {
                continue;
            };
            if is_letter(letter) {
                self.give(letter, meaning.trim().to_lowercase().as_str(), true);
            }
        }
        // 图例：●牵头 ○责任; ★为牵头单位，■为责任单位
        for piece in words.split(|c: char| c.is_whitespace() || "，,、；;".contains(c)) {
            let piece = piece.split_once([':', '：']).map_or(piece, |(_, piece)| piece);
            let Some(sign) = piece.chars().next().filter(|c| !c.is_alphanumeric()) else { continue };
            let meaning = piece[sign.len_utf8()..].trim_start_matches(['=', ':', '：', '-', '–', '—']);
            let meaning =
                ["表示", "代表", "为", "是"].iter().find_map(|word| meaning.strip_prefix(word)).unwrap_or(meaning);
            self.give(&sign.to_string(), &meaning.to_lowercase(), false);
        }
    }

    fn letter(&self, letter: &str) -> Option<Role> {
        let letter = latin(letter);
        if self.by_word_only {
            return self.meanings.get(&letter).copied();
        }
        let of_letter = || LETTERS.iter().find(|(known, _)| *known == letter).map(|(_, role)| *role);
        let of_sign = || {
            let is_sign = |role: &Role| fold(role.sign()).to_string() == letter;
            Role::ALL.into_iter().find(is_sign)
        };
        self.meanings.get(&letter).copied().or_else(of_letter).or_else(of_sign)
    }

    /// The same where also marks that nobody explains are marks.
    pub(super) fn taking_all(&self) -> Self {
        Self { takes_all: true, ..self.clone() }
    }

    /// The same for a grid that is none by what its letters and signs say by custom: grades are letters as well.
    pub(super) fn of_unexplained(&self) -> Self {
        Self { by_word_only: true, ..self.taking_all() }
    }

    /// The same with what a person decided.
    pub(super) fn deciding(&self, signs: &[(String, Meaning)]) -> Self {
        let decided = signs.iter().map(|(sign, meaning)| (key(sign), *meaning)).collect();
        Self { decided, ..self.taking_all() }
    }

    /// Whether marks that nobody explains are marks.
    pub(super) fn takes_all(&self) -> bool {
        self.takes_all
    }

    fn decided(&self, sign: &str) -> Option<Said> {
        match self.decided.get(&key(sign))? {
            Meaning::Role(role) => Some(Said::Roles { roles: vec![*role], assumed: false }),
            Meaning::Nothing => Some(Said::Roles { roles: Vec::new(), assumed: false }),
            Meaning::Unknown => None,
        }
    }

    /// What a letter or sign says, if anybody says it.
    fn sign(&self, sign: &str) -> Option<Said> {
        let known = || Some(Said::Roles { roles: vec![self.letter(sign)?], assumed: false });
        self.decided(sign).or_else(known)
    }

    /// What a cell says. Words in brackets behind a role are a remark.
    pub(super) fn read(&self, words: &str) -> Said {
        let mut said: (Vec<Role>, bool) = (Vec::new(), false);
        let (mut unknown, mut is_mark) = (false, false);
        for Sign { said: own, .. } in self.signs(words) {
            match own {
                Said::Roles { roles, assumed } => {
                    is_mark = true;
                    let new: Vec<Role> = roles.into_iter().filter(|role| !said.0.contains(role)).collect();
                    said.0.extend(new);
                    said.1 |= assumed;
                }
                Said::Unknown if self.takes_all => is_mark = true,
                Said::Unknown => unknown = true,
                Said::Nothing => {}
                Said::Words => return Said::Words,
            }
        }
        match said {
            _ if unknown => Said::Unknown,
            _ if !is_mark => Said::Nothing,
            (roles, assumed) => Said::Roles { roles, assumed },
        }
    }

    /// What stands in a cell, sign by sign; none if it says that there is nobody.
    pub(super) fn signs(&self, words: &str) -> Vec<Sign> {
        let words = plain(words);
        let lower = words.to_lowercase();
        if words.is_empty() || NONE.contains(&lower.as_str()) {
            return Vec::new();
        }
        if let Some(said) = Some(&words).filter(|words| is_letter(words)).and_then(|words| self.sign(words)) {
            return vec![Sign { written: words, said }];
        }
        let bare = match words.find(['(', '[']) {
            Some(at) if at > 0 => words[..at].trim(),
            _ => words.trim_matches(['(', ')', '[', ']']).trim(),
        };
        let mut found = Vec::new();
        let signs = ['/', '+', '&', ',', ';', '、', '|', '\\', '\n', ' ', '\u{A0}', '·', '.', '-', '–'];
        for token in
            bare.split(signs).filter(|token| !token.is_empty() && !AND.contains(&token.to_lowercase().as_str()))
        {
            found.extend(self.token(token));
            if found.last().is_some_and(|sign| sign.said == Said::Words) {
                return vec![Sign { written: bare.to_owned(), said: self.whole(bare) }];
            }
        }
        found
    }

    /// Whether a sign that nobody explains stands in a cell.
    pub(super) fn has_unknown(&self, words: &str) -> bool {
        self.signs(words).iter().any(|sign| sign.said == Said::Unknown)
    }

    /// One role in several words: `overall lead`.
    fn whole(&self, words: &str) -> Said {
        let lower = words.to_lowercase();
        let is_one = ROLES.iter().any(|(word, _)| word.contains(' ') && lower == *word);
        match role_at(&lower).filter(|_| is_one) {
            Some(role) => self.decided(words).unwrap_or(Said::Roles { roles: vec![role], assumed: false }),
            None => Said::Words,
        }
    }

    fn token(&self, token: &str) -> Vec<Sign> {
        let one = |written: &str, said: Said| vec![Sign { written: written.to_owned(), said }];
        let role = |role: Role, assumed: bool| Said::Roles { roles: vec![role], assumed };
        let lower = token.to_lowercase();
        if NONE.contains(&lower.as_str()) {
            return Vec::new();
        }
        // A*, R1, A²: a mark with a note.
        let is_note = |c: char| c.is_numeric() || matches!(c, '†' | '‡' | '§' | '\'' | '’');
        let token = Some(token.trim_end_matches(is_note)).filter(|bare| !bare.is_empty()).unwrap_or(token);
        if let Some(said) = self.sign(token) {
            return one(token, said);
        }
        if !self.by_word_only && TICKS.contains(&latin(token).as_str()) {
            return one(token, role(Role::Responsible, true));
        }
        let count = token.chars().count();
        // AR, ra, RACI: several letters without anything between them; in small ones only two.
        let small = count == 2 && token.chars().all(char::is_lowercase);
        if (2..=4).contains(&count)
            && token.chars().all(|c| latin(&c.to_string()).is_ascii() && (c.is_uppercase() || small))
        {
            let letter = |c: char| Some(Sign { written: c.to_string(), said: self.sign(&c.to_string())? });
            let letters: Option<Vec<Sign>> = token.chars().map(letter).collect();
            if let Some(letters) = letters {
                return letters;
            }
        }
        let is_word = count > 1 && count <= LONGEST_WORD;
        // A Chinese word is the whole cell: 负责人 is none.
        let known = role_at(&lower).filter(|_| {
            is_word && (!lower.starts_with(crate::model::text::is_han) || ROLES.iter().any(|(word, _)| *word == lower))
        });
        let said = match known {
            Some(known) => role(known, false),
            None if is_letter(token) && !token.contains(crate::model::text::is_han) => Said::Unknown,
            None => Said::Words,
        };
        one(token, said)
    }

    /// The role that the head of a column names: `Accountable`, `A (Accountable)`, `AAccountable`; none where a person
    /// decided that it says nothing.
    pub(super) fn head(&self, words: &str) -> Option<Role> {
        match self.decided(words) {
            Some(Said::Roles { roles, .. }) => return roles.first().copied(),
            Some(Said::Nothing | Said::Unknown | Said::Words) | None => {}
        }
        if let Said::Roles { roles, assumed: false } = self.read(words)
            && let [role] = roles[..]
        {
            return Some(role);
        }
        let words = plain(words);
        let mut characters = words.chars();
        let letter = characters.next()?.to_string();
        let rest = characters.as_str().trim_start_matches([' ', '-', '=', ':', '(', '–', '\n']).to_lowercase();
        let role = self.letter(&letter)?;
        role_at(&rest).filter(|named| *named == role)
    }

    /// Whether the document says what this letter means.
    pub(super) fn explains(&self, words: &str) -> bool {
        self.meanings.contains_key(&latin(&plain(words)))
    }
}
