//! Lines that are drawn → the cells of tables.
//!
//! | what | rule |
//! |---|---|
//! | a table | lines from left to right and from top to bottom that touch each other, with two cells and more |
//! | lines from left to right alone | the columns are where no line of words has any |
//! | a merged cell | places of the grid between which no line is drawn |
//! | columns without lines | stretches of words over each other with a gap between them in every line, a word at the left in each row |

use super::letters::{Letter, Rule, Sheet};
use super::lines::{COLUMN_GAP, Line, is_ended, is_full, is_split, join, lines};
use crate::model::text::is_han;

/// Lines that are no farther apart are one, in points.
const SAME: f64 = 2.5;
/// A line between two cells may have gaps; so much of it is drawn.
const DRAWN: f64 = 0.6;
/// No page has a table of more places.
const MOST_PLACES: usize = 20_000;
/// A gap as wide parts columns between lines that are drawn, in parts of the letters' size.
const NARROW_GAP: f64 = 0.7;
/// How much of a letter's size stands above its line.
const UPRIGHT: f64 = 0.75;
/// Fewer letters over the edge of a cell are marks.
const FEWEST_OVER: usize = 3;
/// Room between a cell's line and its words, in points.
const MARGIN: f64 = 6.0;

/// A table on a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub top: f64,
    /// Where its columns part, from the left edge to the right one.
    pub columns: Vec<f64>,
    /// For each row and column the cell that covers the place.
    pub places: Vec<Vec<usize>>,
    /// The words of each cell.
    pub cells: Vec<String>,
    /// Words stand over the edges of their cells: nobody can tell whose they are.
    pub unclear: bool,
}

/// Where the lines of a table lie.
struct Frame {
    columns: Vec<f64>,
    rows: Vec<f64>,
    across: Vec<Rule>,
    down: Vec<Rule>,
}

/// Values without those that are all but the same.
fn distinct(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values.dedup_by(|next, before| (*next - *before).abs() <= SAME);
    values
}

/// Lines of one direction that go on from each other, as one.
fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|one, other| one.at.total_cmp(&other.at).then(one.from.total_cmp(&other.from)));
    // Those at the same place together, whatever the order of their beginnings.
    let mut found: Vec<Rule> = Vec::new();
    let mut from = 0;
    while from < rules.len() {
        let at = rules[from].at;
        let count = rules[from..].iter().take_while(|rule| rule.at - at <= SAME).count();
        let mut same = rules[from..from + count].to_vec();
        same.sort_by(|one, other| one.from.total_cmp(&other.from));
        let first = found.len();
        for rule in same {
            match found[first..].last_mut() {
                Some(last) if rule.from - last.to <= SAME => last.to = last.to.max(rule.to),
                _ => found.push(Rule { at, ..rule }),
            }
        }
        from += count;
    }
    found
}

/// The tables whose lines touch each other.
fn frames(sheet: &Sheet) -> Vec<Frame> {
    let (across, down) = (joined(sheet.across.clone()), joined(sheet.down.clone()));
    let mut group: Vec<usize> = (0..across.len() + down.len()).collect();
    fn root(group: &mut [usize], mut at: usize) -> usize {
        while group[at] != at {
            group[at] = group[group[at]];
            at = group[at];
        }
        at
    }
    // Both are sorted by place: those that a line can touch are neighbours.
    for (at, rule) in across.iter().enumerate() {
        let from = down.partition_point(|line| line.at < rule.from - SAME);
        for (other, line) in down[from..].iter().enumerate().take_while(|(_, line)| line.at <= rule.to + SAME) {
            if line.from - SAME <= rule.at && rule.at <= line.to + SAME {
                let (one, other) = (root(&mut group, at), root(&mut group, across.len() + from + other));
                group[one] = other;
            }
        }
    }
    let mut frames: std::collections::BTreeMap<usize, Frame> = std::collections::BTreeMap::new();
    for at in 0..group.len() {
        let root = root(&mut group, at);
        let frame = frames.entry(root).or_insert_with(|| Frame {
            columns: Vec::new(),
            rows: Vec::new(),
            across: Vec::new(),
            down: Vec::new(),
        });
        match at.checked_sub(across.len()) {
            None => frame.across.push(across[at]),
            Some(at) => frame.down.push(down[at]),
        }
    }
    let mut found: Vec<Frame> = frames
        .into_values()
        .map(|frame| Frame {
            columns: distinct(frame.down.iter().map(|rule| rule.at).collect()),
            rows: distinct(frame.across.iter().map(|rule| rule.at).collect()),
            ..frame
        })
        .filter(|frame| {
            let (columns, rows) = (frame.columns.len().saturating_sub(1), frame.rows.len().saturating_sub(1));
            columns > 0 && rows > 0 && columns * rows > 1 && columns * rows <= MOST_PLACES
        })
        .collect();
    found.sort_by(|one, other| one.rows[0].total_cmp(&other.rows[0]));
    found
}

/// How much of the stretch the lines at `at` cover.
fn covered(rules: &[Rule], at: f64, from: f64, to: f64) -> bool {
    let first = rules.partition_point(|rule| rule.at < at - SAME);
    let near = rules[first..].iter().take_while(|rule| rule.at <= at + SAME);
    let drawn: f64 = near.map(|rule| (rule.to.min(to) - rule.from.max(from)).max(0.0)).sum();
    drawn >= DRAWN * (to - from)
}

impl Frame {
    /// Takes the letters that stand in the table out of `letters`.
    fn grid(&self, letters: &mut Vec<Letter>) -> Grid {
        let (width, height) = (self.columns.len() - 1, self.rows.len() - 1);
        let mut places = vec![vec![usize::MAX; width]; height];
        let mut cells = 0;
        for row in 0..height {
            for column in 0..width {
                let (left, right) = (self.columns[column], self.columns[column + 1]);
                let (top, bottom) = (self.rows[row], self.rows[row + 1]);
                let open_above = row > 0 && !covered(&self.across, top, left, right);
                let open_before = column > 0 && !covered(&self.down, left, top, bottom);
                places[row][column] = match (open_above, open_before) {
                    (true, _) => places[row - 1][column],
                    (_, true) => places[row][column - 1],
                    _ => {
                        cells += 1;
                        cells - 1
                    }
                };
            }
        }
        let place = |edges: &[f64], at: f64| edges.partition_point(|edge| *edge <= at).checked_sub(1);
        let mut inside: Vec<Vec<Letter>> = vec![Vec::new(); cells];
        let mut over_edges = 0;
        letters.retain(|letter| {
            let (across, up) = ((letter.left + letter.right) / 2.0, letter.base - 0.3 * letter.size);
            let at = place(&self.rows, up).zip(place(&self.columns, across));
            match at.and_then(|(row, column)| Some((row, column, *places.get(row)?.get(column)?))) {
                Some((row, column, cell)) => {
                    let other = |row: usize| places.get(row).is_none_or(|row| row[column] != cell);
                    let above = letter.base - UPRIGHT * letter.size < self.rows[row] - SAME;
                    let below = letter.base > self.rows[row + 1] + 0.5;
                    over_edges += usize::from(above && (row == 0 || other(row - 1)) || below && other(row + 1));
                    inside[cell].push(letter.clone());
                    false
                }
                None => true,
            }
        });
        // From where to where each cell reaches.
        let mut bounds = vec![(f64::MAX, 0.0_f64); cells];
        for row in &places {
            for (column, &cell) in row.iter().enumerate() {
                bounds[cell].0 = bounds[cell].0.min(self.columns[column]);
                bounds[cell].1 = bounds[cell].1.max(self.columns[column + 1]);
            }
        }
        let cells =
            inside.into_iter().zip(bounds).map(|(letters, (left, right))| words(letters, left, right)).collect();
        Grid { top: self.rows[0], columns: self.columns.clone(), places, cells, unclear: over_edges >= FEWEST_OVER }
    }
}

/// The words of a cell: what broke because the cell was full goes on, other line ends stay.
fn words(letters: Vec<Letter>, left: f64, right: f64) -> String {
    let mut out = String::new();
    let mut before: Option<Line> = None;
    let lines = lines(letters);
    let reach = lines.iter().filter(|line| is_even(line)).map(Line::right).fold(0.0, f64::max);
    for line in lines {
        let words = line.words();
        if let Some(before) = &before {
            // Centred lines leave room on both sides.
            let shift = (before.left() - left - MARGIN).max(0.0);
            let goes_on = is_full(before, &line, right - MARGIN + shift) && !had_room(before, &line, reach)
                || out.ends_with(['、', '，', '（', '(']);
            if is_split(before, &line, right - MARGIN + shift.min(0.0)) {
                out.push_str(&words);
            } else if goes_on {
                join(&mut out, &words);
            } else {
                out.push('\n');
                out.push_str(&words);
            }
        } else {
            out.push_str(&words);
        }
        before = Some(line);
    }
    out
}

/// Whether a line has nothing but characters as wide as each other, of which no signs are set closer.
fn is_even(line: &Line) -> bool {
    line.letters.iter().all(|letter| letter.words.chars().all(is_han))
}

/// Whether the next character would have found room, by how far the longest line of the cell reaches: each name in a line
/// of its own.
fn had_room(line: &Line, next: &Line, reach: f64) -> bool {
    let Some(first) = next.letters.first().filter(|_| is_even(line)) else { return false };
    first.words.chars().all(is_han) && line.right() + first.right - first.left <= reach + 0.1 * line.size
}

/// Tables with lines between their rows alone: lines over each other that reach as far, and between them words in
/// columns.
fn stacks(sheet: &Sheet, framed: &[Frame]) -> Vec<Frame> {
    const FEWEST_RULES: usize = 3;
    /// No row is taller, in parts of the page.
    const TALLEST_ROW: f64 = 0.5;
    let is_framed = |rule: &Rule| {
        let within =
            |frame: &Frame| frame.rows[0] - SAME <= rule.at && rule.at <= frame.rows[frame.rows.len() - 1] + SAME;
        framed.iter().any(within)
    };
    let mut stacks: Vec<Vec<Rule>> = Vec::new();
    for rule in joined(sheet.across.clone()).into_iter().filter(|rule| !is_framed(rule)) {
        let joins = stacks.last().and_then(|stack| stack.last()).is_some_and(|last| {
            let overlap = rule.to.min(last.to) - rule.from.max(last.from);
            rule.at - last.at <= TALLEST_ROW * sheet.height && overlap > 0.0 || rule.at - last.at <= SAME
        });
        match stacks.last_mut().filter(|_| joins) {
            Some(stack) => stack.push(rule),
            None => stacks.push(vec![rule]),
        }
    }
    let frame = |across: Vec<Rule>| {
        let rows = distinct(across.iter().map(|rule| rule.at).collect());
        let (top, bottom) = (*rows.first()?, *rows.last()?);
        let left = across.iter().map(|rule| rule.from).fold(f64::MAX, f64::min);
        let right = across.iter().map(|rule| rule.to).fold(0.0, f64::max);
        let inside = |letter: &&Letter| letter.base > top && letter.base < bottom && letter.left >= left - SAME;
        let letters: Vec<Letter> = sheet.letters.iter().filter(inside).cloned().collect();
        let spans = spans(&lines(letters), NARROW_GAP);
        if rows.len() < FEWEST_RULES || spans.len() < 2 {
            return None;
        }
        let between = spans.windows(2).map(|pair| (pair[0].1 + pair[1].0) / 2.0);
        let columns: Vec<f64> = std::iter::once(left).chain(between).chain([right]).collect();
        let down = columns.iter().map(|&at| Rule { at, from: top, to: bottom }).collect();
        let is_sorted = columns.is_sorted_by(|one, other| other - one > SAME);
        (is_sorted && columns.len() * rows.len() <= MOST_PLACES).then_some(Frame { columns, rows, across, down })
    };
    stacks.into_iter().filter_map(frame).collect()
}

/// Where lines of words have columns: stretches with a gap beside them in every line.
fn spans(rows: &[Line], gap: f64) -> Vec<(f64, f64)> {
    let mut spans: Vec<(f64, f64)> = rows.iter().flat_map(|row| row.stretches(gap)).collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let size = rows.iter().map(|row| row.size).fold(0.0, f64::max);
    let mut found: Vec<(f64, f64)> = Vec::new();
    for span in spans {
        match found.last_mut() {
            Some(last) if span.0 - last.1 <= gap / 2.0 * size => last.1 = last.1.max(span.1),
            _ => found.push(span),
        }
    }
    found
}

/// The tables of a page, from top to bottom; their letters are taken out of it.
pub(super) fn tables(sheet: &mut Sheet) -> Vec<Grid> {
    let mut frames = frames(sheet);
    frames.extend(stacks(sheet, &frames));
    frames.sort_by(|one, other| one.rows[0].total_cmp(&other.rows[0]));
    let mut letters = std::mem::take(&mut sheet.letters);
    let grids = frames.iter().map(|frame| frame.grid(&mut letters)).collect::<Vec<_>>();
    sheet.letters = letters;
    // A frame around a paragraph, or lines under the letterhead, are no table.
    grids.into_iter().filter(|grid| grid.cells.iter().any(|cell| !cell.is_empty())).collect()
}

/// How many lines from the first on stand in columns: it has three and more, and the next ones keep them apart.
pub(super) fn run(rows: &[Line]) -> usize {
    const FEWEST_COLUMNS: usize = 3;
    const LONGEST: usize = 400;
    let Some(first) = rows.first() else { return 0 };
    let mut columns = first.stretches(COLUMN_GAP);
    if columns.len() < FEWEST_COLUMNS {
        return 0;
    }
    let mut count = 1;
    for (before, row) in rows.iter().zip(&rows[1..]).take(LONGEST) {
        let own = row.stretches(COLUMN_GAP);
        // Words over two columns are no cell, and what stands far below is no row.
        let (left, right) = (columns[0].0, columns[columns.len() - 1].1);
        let within = |span: &(f64, f64)| {
            let touched = columns.iter().filter(|column| span.0 < column.1 && column.0 < span.1).count();
            touched <= 1 && span.0 > left - 2.0 * row.size && span.1 < right + 12.0 * row.size
        };
        let is_near = row.base - before.base < 4.0 * row.size;
        if !is_near
            || !own.iter().all(within)
            || own.len() == 1 && before.stretches(COLUMN_GAP).len() == 1 && is_ended(&row.words())
        {
            break;
        }
        for span in own {
            if let Some(column) = columns.iter_mut().find(|column| span.0 < column.1 && column.0 < span.1) {
                *column = (column.0.min(span.0), column.1.max(span.1));
            }
        }
        count += 1;
    }
    // Lines of one stretch at the end stand below the table.
    while count > 1 && rows[count - 1].stretches(COLUMN_GAP).len() == 1 && rows[count - 1].left() <= columns[0].1 {
        count -= 1;
    }
    count
}

/// Lines of words in columns without lines between them, if it is clear where each column begins.
pub(super) fn columns(rows: &[Line]) -> Option<Vec<Vec<String>>> {
    const FEWEST_ROWS: usize = 3;
    const FEWEST_COLUMNS: usize = 3;
    if rows.len() < FEWEST_ROWS {
        return None;
    }
    // What no line has words over parts the columns.
    // Narrow gaps part columns where every line has them.
    let wide = spans(rows, COLUMN_GAP);
    let found = if wide.len() < FEWEST_COLUMNS { spans(rows, NARROW_GAP) } else { wide };
    if found.len() < FEWEST_COLUMNS {
        return None;
    }
    let mut table: Vec<Vec<Vec<Letter>>> = Vec::new();
    for row in rows {
        let mut cells: Vec<Vec<Letter>> = vec![Vec::new(); found.len()];
        for letter in &row.letters {
            let column = found.partition_point(|column| column.0 <= letter.left + SAME).saturating_sub(1);
            cells[column].push(letter.clone());
        }
        if cells[0].iter().all(|letter| letter.words.trim().is_empty()) {
            // Words that went on in the next line.
            let last = table.last_mut()?;
            for (cell, more) in last.iter_mut().zip(cells) {
                cell.extend(more);
            }
        } else {
            table.push(cells);
        }
    }
    let in_words = |cells: Vec<Vec<Letter>>| -> Vec<String> {
        cells.into_iter().zip(&found).map(|(letters, (left, right))| words(letters, *left, right + MARGIN)).collect()
    };
    (table.len() >= FEWEST_ROWS).then(|| table.into_iter().map(in_words).collect())
}
