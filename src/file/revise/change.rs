//! What an edit changes of a file: what was read of it and what the plan says now are compared, and
//! the differences laid on the file. What was not read is in neither, and stays.

use super::align;
use super::tree::{Part, Shape, Tree};
use std::collections::HashMap;

/// What becomes of a value of the file.
pub(super) enum Change<'t> {
    /// It stays as it is written.
    Keep,
    /// Another value takes its place.
    Replace {
        /// What was read of the old one.
        read: Option<&'t Tree<'t>>,
        /// The new one.
        new: &'t Tree<'t>,
    },
    /// Parts of it change.
    Inside(Inside<'t>),
}

/// What becomes of the parts of a value.
pub(super) struct Inside<'t> {
    /// One for each part of the file.
    pub fates: Vec<Fate<'t>>,
    /// What is new, in order.
    pub inserts: Vec<Insert<'t>>,
    /// The value as it is to be, if it is more than its old parts.
    pub new: Option<&'t Tree<'t>>,
}

/// What becomes of a part.
pub(super) enum Fate<'t> {
    /// It stays, perhaps changed, perhaps under another key.
    Stay {
        /// Its key from now on, if that is another one.
        key: Option<&'t Part<'t>>,
        /// Its value.
        value: Change<'t>,
    },
    /// It goes; by its position in [`Changes::removed`].
    Remove(usize),
}

/// A part that the file does not have.
pub(super) struct Insert<'t> {
    /// The part of the file that it follows; none at the beginning.
    pub after: Option<usize>,
    /// What is written.
    pub part: &'t Part<'t>,
    /// The part that went elsewhere and comes back here, with what changes in it.
    pub moved: Option<(usize, Change<'t>)>,
}

/// A part that goes.
pub(super) struct Removed<'t> {
    /// It.
    pub part: &'t Part<'t>,
    /// What was read of it.
    pub read: Option<&'t Part<'t>>,
    /// Whether it is inserted again elsewhere.
    pub moves: bool,
}

/// All changes of a file.
pub(super) struct Changes<'t> {
    pub root: Change<'t>,
    pub removed: Vec<Removed<'t>>,
}

/// Works out what changes in `file`, of which `read` was understood, so that it says `new`.
pub(super) fn changes<'t>(file: &'t Tree<'t>, read: &'t Tree<'t>, new: &'t Tree<'t>) -> Changes<'t> {
    let mut removed = Vec::new();
    let mut root = decide(file, Some(read), new, &mut removed);
    let pool = Pool::new(&removed);
    bring_back(&mut root, pool, &mut removed);
    Changes { root, removed }
}

fn decide<'t>(
    file: &'t Tree<'t>,
    read: Option<&'t Tree<'t>>,
    new: &'t Tree<'t>,
    removed: &mut Vec<Removed<'t>>,
) -> Change<'t> {
    if read.is_some_and(|read| read.meaning == new.meaning) {
        return Change::Keep;
    }
    let is_read_so = read.is_none_or(|read| read.is_shaped_like(file));
    if !is_read_so || !new.is_shaped_like(file) {
        return Change::Replace { read, new };
    }
    let read = read.map(Tree::parts).unwrap_or_default();
    let inside = match &file.shape {
        Shape::Fields(parts) => fields(parts, read, new, removed),
        _ => list(file.parts(), read, new.parts(), Some(new), removed),
    };
    Change::Inside(inside)
}

fn fields<'t>(
    file: &'t [Part<'t>],
    read: &'t [Part<'t>],
    new: &'t Tree<'t>,
    removed: &mut Vec<Removed<'t>>,
) -> Inside<'t> {
    let of = |parts: &'t [Part<'t>], name: Option<u64>| parts.iter().find(|part| part.name() == name);
    let mut gone: Vec<Option<u64>> = Vec::new();
    let mut fates = Vec::with_capacity(file.len());
    for (at, part) in file.iter().enumerate() {
        let name = part.name();
        let is_first = file[..at].iter().all(|earlier| earlier.name() != name);
        let fate = match (of(read, name), new.field(name.unwrap_or_default())) {
            _ if !is_first && gone.contains(&name) => remove(part, None, removed),
            _ if !is_first => stay(Change::Keep),
            (None, None) => stay(Change::Keep),
            (own, Some(new)) => stay(decide(&part.value, own.map(|own| &own.value), &new.value, removed)),
            (Some(own), None) => left_out(part, own, removed),
        };
        if matches!(fate, Fate::Remove(_)) {
            gone.push(name);
        }
        fates.push(fate);
    }
    let mut inserts = Vec::new();
    let mut after = None;
    for part in new.parts() {
        match file.iter().position(|own| own.name() == part.name()) {
            Some(at) => after = Some(at),
            // It was read as what it is when it is left out.
            None if of(read, part.name()).is_some_and(|own| own.value.meaning == part.value.meaning) => {}
            None => inserts.push(Insert { after, part, moved: None }),
        }
    }
    Inside { fates, inserts, new: Some(new) }
}

/// A field whose new value says nothing: the whole field goes, unless something in it stays.
fn left_out<'t>(part: &'t Part<'t>, read: &'t Part<'t>, removed: &mut Vec<Removed<'t>>) -> Fate<'t> {
    let is_list = matches!(part.value.shape, Shape::Items(_) | Shape::Entries(_));
    if is_list && read.value.is_shaped_like(&part.value) {
        let before = removed.len();
        let inside = list(part.value.parts(), read.value.parts(), &[], None, removed);
        let has_comments = crate::file::fields::comments(part.value.raw.text()).next().is_some();
        if has_comments || inside.fates.iter().any(|fate| matches!(fate, Fate::Stay { .. })) {
            return stay(Change::Inside(inside));
        }
        removed.truncate(before);
    }
    remove(part, Some(read), removed)
}

fn list<'t>(
    file: &'t [Part<'t>],
    read: &'t [Part<'t>],
    parts: &'t [Part<'t>],
    new: Option<&'t Tree<'t>>,
    removed: &mut Vec<Removed<'t>>,
) -> Inside<'t> {
    let own = align::understood(file, read);
    let mut place_of = vec![None; read.len()];
    for (at, read) in own.iter().enumerate() {
        if let Some(read) = read {
            place_of[*read] = Some(at);
        }
    }
    let mut becomes = vec![None; file.len()];
    let mut inserts = Vec::new();
    let mut pairs = align::changed(read, parts).into_iter().peekable();
    let mut next = 0;
    for (at, part) in parts.iter().enumerate() {
        let pair = pairs.next_if(|(_, new)| *new == at).map(|(old, _)| old);
        match pair.and_then(|old| place_of[old]) {
            Some(place) => {
                becomes[place] = Some(part);
                next = place + 1;
            }
            // It was understood without standing there.
            None if pair.is_some_and(|old| read[old].meaning() == part.meaning()) => {}
            None => {
                // Behind what was not understood: an addition stands last.
                let until = pairs.peek().and_then(|(old, _)| place_of[*old]).unwrap_or(file.len());
                next = next.max(until);
                inserts.push(Insert { after: next.checked_sub(1), part, moved: None });
            }
        }
    }
    let fate = |at: usize| {
        let (part, own) = (&file[at], own[at].map(|own| &read[own]));
        match (own, becomes[at]) {
            (None, _) => stay(Change::Keep),
            (Some(own), None) => remove(part, Some(own), removed),
            (Some(own), Some(new)) => {
                let key = (part.key.is_some() && own.name() != new.name()).then_some(new);
                Fate::Stay { key, value: decide(&part.value, Some(&own.value), &new.value, removed) }
            }
        }
    };
    Inside { fates: (0..file.len()).map(fate).collect(), inserts, new }
}

fn stay<'t>(value: Change<'t>) -> Fate<'t> {
    Fate::Stay { key: None, value }
}

fn remove<'t>(part: &'t Part<'t>, read: Option<&'t Part<'t>>, removed: &mut Vec<Removed<'t>>) -> Fate<'t> {
    removed.push(Removed { part, read, moves: false });
    Fate::Remove(removed.len() - 1)
}

/// What went from one place and may come back at another, by what it means and by its key.
struct Pool {
    same: HashMap<u64, Vec<usize>>,
    keyed: HashMap<u64, Vec<usize>>,
}

impl Pool {
    fn new(removed: &[Removed<'_>]) -> Self {
        let mut pool = Self { same: HashMap::new(), keyed: HashMap::new() };
        for (at, Removed { part, read, .. }) in removed.iter().enumerate().rev() {
            // A text is as soon written anew; a field belongs to its entry.
            let Some(read) = read else { continue };
            if part.is_field || (part.key.is_none() && matches!(part.value.shape, Shape::Plain)) {
                continue;
            }
            pool.same.entry(read.meaning()).or_default().push(at);
            if let Some(name) = part.name() {
                pool.keyed.entry(name).or_default().push(at);
            }
        }
        pool
    }

    fn take(&mut self, part: &Part<'_>, removed: &[Removed<'_>]) -> Option<usize> {
        let free = |at: &usize| !removed[*at].moves;
        let same = self.same.get(&part.meaning()).and_then(|places| places.iter().rev().copied().find(free));
        same.or_else(|| {
            let keyed = self.keyed.get(&part.name()?)?;
            keyed.iter().rev().copied().find(free)
        })
    }
}

/// Finds for what is inserted what was removed.
fn bring_back<'t>(change: &mut Change<'t>, mut pool: Pool, removed: &mut Vec<Removed<'t>>) {
    fn walk<'t>(change: &mut Change<'t>, pool: &mut Pool, removed: &mut Vec<Removed<'t>>) {
        let Change::Inside(inside) = change else { return };
        for insert in &mut inside.inserts {
            if insert.part.is_field {
                continue;
            }
            if let Some(at) = pool.take(insert.part, removed) {
                removed[at].moves = true;
                let (part, read) = (removed[at].part, removed[at].read);
                let value = decide(&part.value, read.map(|read| &read.value), &insert.part.value, removed);
                insert.moved = Some((at, value));
            }
        }
        for fate in &mut inside.fates {
            if let Fate::Stay { value, .. } = fate {
                walk(value, pool, removed);
            }
        }
    }
    walk(change, &mut pool, removed);
}
