//! Where a person has been, as a browser keeps it.

/// Places visited, with one current. At most [`History::LONGEST`] are kept.
#[derive(Clone, Debug)]
pub struct History<T> {
    past: Vec<T>,
    current: T,
    future: Vec<T>,
}

impl<T: Clone + PartialEq> History<T> {
    /// Places kept behind the current one; older ones are forgotten.
    pub const LONGEST: usize = 200;

    /// A history that begins at `start`.
    pub fn new(start: T) -> Self {
        Self { past: Vec::new(), current: start, future: Vec::new() }
    }

    /// Where we are.
    pub fn current(&self) -> &T {
        &self.current
    }

    /// Goes to a new place; what lay ahead is forgotten. Going where we are changes nothing.
    pub fn go(&mut self, place: T) {
        if place == self.current {
            return;
        }
        self.past.push(std::mem::replace(&mut self.current, place));
        if self.past.len() > Self::LONGEST {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// Goes one back, if there is one.
    pub fn back(&mut self) {
        if let Some(place) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.current, place));
        }
    }

    /// Goes one forward, if there is one.
    pub fn forward(&mut self) {
        if let Some(place) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.current, place));
        }
    }

    /// Whether [`History::back`] leads anywhere.
    pub fn can_go_back(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether [`History::forward`] leads anywhere.
    pub fn can_go_forward(&self) -> bool {
        !self.future.is_empty()
    }
}
