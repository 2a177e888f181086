//! What a person is told. A message stays until it is closed, whatever else is told; what is said of a
//! plan belongs to it.

use super::window::Window;
use super::{Notice, Session};

/// How long a message is of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// It answers what a person just did: until the next such answer, or another plan is on screen.
    Passing,
    /// What came of something that was begun: also over another plan, as long as that is on screen.
    Result,
    /// How a plan stands: on that plan, whenever it is on screen.
    Standing,
}

/// A message.
#[derive(Debug)]
pub struct Told {
    /// Its number: no other message has it.
    pub number: u64,
    /// The tab of the plan that it speaks of; `None` if it is of no open plan.
    pub tab: Option<u64>,
    /// The message, with what can be done about it.
    pub notice: Notice,
    /// The tab that was on screen when it was told.
    over: u64,
    used: Use,
}

/// So many are kept; a person who has not read them will not read more.
const MOST: usize = 200;

/// All messages, in the order in which they were told.
#[derive(Debug, Default)]
pub(super) struct Notices {
    all: Vec<Told>,
    numbers: u64,
    /// The tab on screen.
    on_screen: u64,
    /// The tab of the plan that speaks.
    speaker: Option<u64>,
}

impl Notices {
    fn tell(&mut self, notice: Notice, used: Use, tab: Option<u64>) {
        // Said again, it is the newest.
        self.all.retain(|told| told.tab != tab || told.notice != notice);
        if used == Use::Passing {
            self.all.retain(|told| told.used != Use::Passing);
        }
        if self.all.len() == MOST {
            self.all.remove(0);
        }
        self.numbers += 1;
        self.all.push(Told { number: self.numbers, tab, notice, over: self.on_screen, used });
    }

    /// An answer to what a person just did.
    pub fn answer(&mut self, notice: Notice) {
        self.tell(notice, Use::Passing, self.speaker);
    }

    /// What came of something.
    pub fn result(&mut self, notice: Notice) {
        self.tell(notice, Use::Result, self.speaker);
    }

    /// How the plan that speaks stands.
    pub fn standing(&mut self, notice: Notice) {
        self.tell(notice, Use::Standing, self.speaker);
    }

    /// How the plan in this tab stands.
    pub fn standing_of(&mut self, tab: u64, notice: Notice) {
        self.tell(notice, Use::Standing, Some(tab));
    }

    /// What is to be read now, the newest first.
    pub fn shown(&self) -> impl Iterator<Item = &Told> {
        self.all.iter().rev().filter(|told| {
            let is_own = told.tab == Some(self.on_screen);
            match told.used {
                Use::Passing => told.over == self.on_screen,
                Use::Result => told.tab.is_none() || is_own || told.over == self.on_screen,
                Use::Standing => told.tab.is_none() || is_own,
            }
        })
    }

    pub fn close(&mut self, number: u64) {
        self.all.retain(|told| told.number != number);
    }

    /// Closes the newest; whether there was one.
    pub fn close_newest(&mut self) -> bool {
        let newest = self.shown().next().map(|told| told.number);
        newest.is_some_and(|number| {
            self.close(number);
            true
        })
    }

    /// The plan in this tab speaks, until it is done.
    pub fn speaks(&mut self, speaker: Option<u64>) {
        self.speaker = speaker;
    }

    /// Another plan may be on screen.
    pub fn look_at(&mut self, tab: u64) {
        if self.on_screen != tab {
            self.on_screen = tab;
            self.all.retain(|told| told.used != Use::Passing);
        }
    }

    /// The plan in this tab is open no more. What was written for it is still true.
    pub fn closed(&mut self, tab: u64) {
        self.all.retain(|told| told.tab != Some(tab) || told.used == Use::Result);
        for told in self.all.iter_mut().filter(|told| told.tab == Some(tab)) {
            told.tab = None;
        }
    }

    /// The file of the plan that speaks is as it should be.
    pub fn file_is_read(&mut self, tab: u64) {
        self.all.retain(|told| told.tab != Some(tab) || !matches!(told.notice, Notice::Changed { .. }));
    }

    /// A problem of this title that is told already, and of no plan.
    pub fn problem(&mut self, own: &str) -> Option<&mut Vec<String>> {
        self.all.iter_mut().find_map(|told| match &mut told.notice {
            Notice::Problem { title, lines } if title == own && told.tab.is_none() => Some(lines),
            _ => None,
        })
    }

    /// Something is opened: what was told of no plan has been read.
    pub fn opening(&mut self) {
        self.all.retain(|told| told.tab.is_some() || !matches!(told.notice, Notice::Problem { .. }));
    }
}

impl Window {
    /// An answer to what a person just did.
    pub(super) fn say(&mut self, message: impl Into<String>) {
        self.notices.answer(Notice::Done(message.into()));
    }

    /// Something could not be done.
    pub(super) fn failed(&mut self, line: impl Into<String>) {
        let title = self.lang.texts().failed.to_owned();
        self.notices.result(Notice::Problem { title, lines: vec![line.into()] });
    }

    /// A plan could not be read; of several all are named.
    pub(super) fn not_opened(&mut self, line: String) {
        let own = self.lang.texts().not_opened;
        match self.notices.problem(own) {
            Some(lines) if lines.contains(&line) => {}
            Some(lines) => lines.push(line),
            None => self.notices.standing(Notice::Problem { title: own.to_owned(), lines: vec![line] }),
        }
    }

    /// A file is there. What is wrong with it is said in `warnings`.
    pub(super) fn written(&mut self, message: String, path: std::path::PathBuf, warnings: Vec<String>) {
        self.notices.result(if warnings.is_empty() {
            Notice::Written { message, path }
        } else {
            Notice::Problem { title: message, lines: warnings }
        });
    }
}

impl Session {
    /// The newest message on screen.
    pub fn notice(&self) -> Option<&Notice> {
        self.notices().next().map(|told| &told.notice)
    }

    /// The messages on screen, the newest first.
    pub fn notices(&self) -> impl Iterator<Item = &Told> {
        self.window.notices.shown()
    }
}
