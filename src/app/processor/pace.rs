//! When the next frame runs: at once for a key, soon for the pointer, at its time for what egui asked for.

use std::time::{Duration, Instant};

/// Between two frames of an animation: sixty a second.
const ANIMATION: Duration = Duration::from_micros(16_600);

/// Between two frames for a pointer that only moves: mice report up to a thousand times a second.
const POINTER: Duration = Duration::from_millis(8);

/// Between two frames of a window that nobody sees.
const HIDDEN: Duration = Duration::from_millis(100);

/// The frames that are due.
#[derive(Default)]
pub(super) struct Pace {
    next: Option<Instant>,
    last: Option<Instant>,
    asked: bool,
}

impl Pace {
    /// A frame starts: it answers whatever was due by now.
    pub fn starts(&mut self, now: Instant) {
        self.last = Some(now);
        if self.next.is_some_and(|next| next <= now) {
            self.next = None;
        }
    }

    /// The window was asked to draw itself.
    pub fn asked(&mut self) {
        self.asked = true;
        self.next = None;
    }

    /// Whether the request that now arrives is ours. Another one's means that something of the window was lost.
    pub fn was_asked(&mut self) -> bool {
        std::mem::take(&mut self.asked)
    }

    /// A frame for something that a person waits for.
    pub fn at_once(&mut self) {
        self.by(Instant::now());
    }

    /// A frame for the pointer.
    pub fn soon(&mut self) {
        self.by(self.not_before(Instant::now(), POINTER));
    }

    /// A frame that egui asked for: of an animation, or later.
    pub fn at(&mut self, when: Instant) {
        self.by(self.not_before(when, ANIMATION));
    }

    fn not_before(&self, when: Instant, rest: Duration) -> Instant {
        self.last.map_or(when, |last| when.max(last + rest))
    }

    fn by(&mut self, when: Instant) {
        self.next = Some(self.next.map_or(when, |next| next.min(when)));
    }

    /// When to wake up, if at all.
    pub fn next(&self, hidden: bool) -> Option<Instant> {
        self.next.map(|next| if hidden { self.not_before(next, HIDDEN) } else { next })
    }

    /// Whether a frame is due and the window not yet asked for it.
    pub fn is_due(&self, now: Instant, hidden: bool) -> bool {
        self.next(hidden).is_some_and(|next| next <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_rest_nothing_is_due() {
        let mut pace = Pace::default();
        assert_eq!(pace.next(false), None);
        pace.at_once();
        assert!(pace.is_due(Instant::now(), false));
        pace.asked();
        assert!(!pace.is_due(Instant::now(), false), "asked once is enough");
        assert!(pace.was_asked());
        pace.starts(Instant::now());
        assert_eq!(pace.next(false), None);
        assert!(!pace.was_asked(), "the second request is somebody else's");
    }

    #[test]
    fn animations_keep_to_sixty_frames_and_keys_wait_for_nothing() {
        let mut pace = Pace::default();
        let start = Instant::now();
        pace.starts(start);
        pace.at(start);
        assert_eq!(pace.next(false), Some(start + ANIMATION));
        pace.soon();
        assert!(pace.next(false) <= Some(start + POINTER).max(Some(Instant::now())));
        pace.at_once();
        assert!(pace.is_due(Instant::now(), false));
    }

    #[test]
    fn a_later_request_does_not_put_off_an_earlier_one() {
        let mut pace = Pace::default();
        let now = Instant::now();
        pace.at(now + Duration::from_secs(1));
        pace.at(now + Duration::from_secs(3));
        assert_eq!(pace.next(false), Some(now + Duration::from_secs(1)));
        pace.starts(now);
        assert_eq!(pace.next(false), Some(now + Duration::from_secs(1)), "a frame before its time does not answer it");
    }

    #[test]
    fn a_hidden_window_runs_ten_frames_a_second_at_most() {
        let mut pace = Pace::default();
        let now = Instant::now();
        pace.starts(now);
        pace.at_once();
        assert_eq!(pace.next(true), Some(now + HIDDEN));
    }
}
