//! What stands over everything else and waits for an answer: one at a time has the keyboard.

use super::Session;

/// A question, or a list that waits like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A path.
    Path,
    /// Whether a plan is to be written all the same.
    Save,
    /// The earlier versions of a plan.
    Versions,
    /// How much to export.
    Extent,
    /// Whether forms are taken.
    Collect,
    /// What a unit says of a task, or a remark.
    Entry,
    /// What becomes of unsaved changes.
    Leaving,
    /// What becomes of what a crash left.
    Recovered,
}

impl Session {
    /// What lies on top; the others come when it is answered. `None` if nothing is asked.
    pub fn asked(&self) -> Option<Asked> {
        let window = &self.window;
        let stands = [
            (Asked::Path, window.question.is_some()),
            (Asked::Save, window.save_question.is_some()),
            (Asked::Versions, window.versions.is_some()),
            (Asked::Extent, window.extent_question.is_some()),
            (Asked::Collect, window.collecting.is_some()),
            (Asked::Entry, window.entry.is_some()),
            (Asked::Leaving, self.leaving().is_some()),
            (Asked::Recovered, !window.recovered.is_empty()),
        ];
        stands.into_iter().find_map(|(asked, stands)| stands.then_some(asked))
    }

    /// Takes back what lies on top without an answer; whether something did.
    pub(super) fn drop_asked(&mut self) -> bool {
        let asked = self.asked();
        match asked {
            Some(Asked::Path) => self.drop_question(),
            Some(Asked::Save) => {
                self.window.save_question = None;
                self.stop_leaving();
            }
            Some(Asked::Versions) => self.window.versions = None,
            Some(Asked::Extent) => self.window.extent_question = None,
            Some(Asked::Collect) => self.window.collecting = None,
            Some(Asked::Entry) => self.window.entry = None,
            Some(Asked::Recovered) => self.window.recovered.clear(),
            Some(Asked::Leaving) | None => {
                self.stop_leaving();
            }
        }
        asked.is_some()
    }
}
