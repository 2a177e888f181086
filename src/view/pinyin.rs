//! Names as they are spoken: pinyin in full, its initials, or both mixed.

use pinyin::{Pinyin, ToPinyinMulti as _};

/// Letters to look for in names.
pub(super) struct Spoken {
    letters: Vec<u8>,
}

impl Spoken {
    /// `words` in lower case; `None` unless they are ASCII. Blanks between syllables mean nothing.
    pub fn new(words: &str) -> Option<Self> {
        let letters: Vec<u8> = words.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        (words.is_ascii() && !letters.is_empty()).then_some(Self { letters })
    }

    /// Whether a run of the name's characters is spoken so: each by any of its readings, in full or
    /// by its first letter, or written as it is. Time grows with the product of both lengths.
    pub fn is_in(&self, name: &str) -> bool {
        // How many letters may have been heard so far; a run may begin at any character.
        let mut heard = vec![false; self.letters.len() + 1];
        for c in name.chars() {
            heard[0] = true;
            let mut next = vec![false; heard.len()];
            for at in (0..self.letters.len()).filter(|&at| heard[at]) {
                self.hear(c, at, &mut next);
            }
            if next[self.letters.len()] {
                return true;
            }
            heard = next;
        }
        false
    }

    /// Whether the whole name is spoken so.
    pub fn is_whole(&self, name: &str) -> bool {
        let mut heard = vec![false; self.letters.len() + 1];
        heard[0] = true;
        for c in name.chars() {
            let mut next = vec![false; heard.len()];
            for at in (0..self.letters.len()).filter(|&at| heard[at]) {
                self.hear(c, at, &mut next);
            }
            heard = next;
        }
        heard[self.letters.len()]
    }

    /// Marks how far the letters from `at` on go with this character.
    fn hear(&self, c: char, at: usize, next: &mut [bool]) {
        let rest = &self.letters[at..];
        let mut go = |heard: &[u8]| {
            if !heard.is_empty() && rest.starts_with(heard) {
                next[at + heard.len()] = true;
            }
        };
        if c.is_ascii() {
            go(&[c.to_ascii_lowercase() as u8]);
        }
        for reading in c.to_pinyin_multi().into_iter().flatten().map(Pinyin::plain) {
            // Keyboards have no ü: it is typed as v, and by some as u.
            for typed in ["v", "u"] {
                let syllable = reading.replace('ü', typed);
                go(syllable.as_bytes());
                go(syllable.as_bytes().get(..1).unwrap_or_default());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_they_are_spoken() {
        let is_in = |words: &str, name: &str| Spoken::new(words).is_some_and(|spoken| spoken.is_in(name));
        for (words, name) in [
            ("sfj", "县司法局"),
            ("sifaju", "县司法局"),
            ("sifj", "县司法局"),
            ("sfju", "县司法局"),
            ("x s f j", "县司法局"),
            ("lvyou", "文化和旅游局"),
            ("luyou", "文化和旅游局"),
            ("changchun", "长春市"),
            ("zhang", "局长"),
            ("apps", "App商店"),
        ] {
            assert!(is_in(words, name), "{words} is {name}");
        }
        for (words, name) in [("sfjj", "县司法局"), ("sfd", "县司法局"), ("if", "县司法局"), ("sf", "")] {
            assert!(!is_in(words, name), "{words} is not {name}");
        }
        assert!(Spoken::new("司法").is_none() && Spoken::new("  ").is_none());
    }

    #[test]
    fn many_readings_of_many_letters_take_no_longer() {
        let spoken = Spoken::new(&"a".repeat(300)).expect("letters");
        assert!(!spoken.is_in(&"啊".repeat(299)));
        assert!(spoken.is_in(&"啊".repeat(300)));
    }
}
