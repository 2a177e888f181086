//! Paragraphs and rows as they come, for documents that tell tables only by the ends of their cells and rows.

use super::{Block, Cell, Source, Table};

/// A cell as it was read.
#[derive(Clone, Debug, Default)]
pub(super) struct CellText {
    words: String,
    /// It goes on from the cell above it.
    pub above: bool,
    /// It goes on from the cell at its left.
    pub left: bool,
}

impl CellText {
    pub fn new(words: String) -> Self {
        Self { words, above: false, left: false }
    }
}

/// Edges of cells that lie no further apart than this are one, in twentieths of a point.
const ONE_EDGE: i32 = 40;

/// Collects rows until the table ends.
#[derive(Default)]
pub(super) struct Rows {
    source: Source,
    cells: Vec<CellText>,
    /// Each with the right edges of its cells, as far as they are known.
    rows: Vec<(Vec<CellText>, Vec<i32>)>,
}

impl Rows {
    /// Whether a row has begun.
    pub fn has_cells(&self) -> bool {
        !self.cells.is_empty()
    }

    pub fn cell(&mut self, cell: CellText) {
        self.cells.push(cell);
    }

    /// Cells of the row that has begun.
    pub fn cells_mut(&mut self) -> &mut [CellText] {
        &mut self.cells
    }

    /// Ends the row; `edges` are the right edges of its cells in twentieths of a point, if they are known.
    pub fn end_row(&mut self, edges: Vec<i32>) {
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            self.rows.push((cells, edges));
        }
    }

    /// A paragraph outside of tables: the table before it has ended. Lines of it are paragraphs of their own.
    pub fn paragraph(&mut self, words: &str) {
        if words.trim().is_empty() && (self.has_cells() || !self.rows.is_empty()) {
            return;
        }
        self.end_table();
        for line in words.split('\n') {
            self.source.paragraph(line, None);
        }
    }

    fn end_table(&mut self) {
        self.end_row(Vec::new());
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return;
        }
        let mut grid: Vec<i32> = rows.iter().flat_map(|(_, edges)| edges).copied().collect();
        grid.sort_unstable();
        grid.dedup_by(|later, earlier| *later - *earlier <= ONE_EDGE);
        let mut table = Table::default();
        for (row, edges) in rows {
            let mut line: Vec<Cell> = Vec::new();
            let spans = spans(&grid, &edges, row.len());
            for (cell, span) in row.into_iter().zip(spans) {
                let column = line.len();
                let above = table.rows.last().and_then(|before: &Vec<Cell>| before.get(column)).filter(|_| cell.above);
                let left = line.last().filter(|_| cell.left);
                let made = match (above, left) {
                    (Some(above), _) => Cell { span: above.span.clone(), continues: true },
                    (None, Some(left)) => left.clone(),
                    (None, None) => self.source.cell(&cell.words),
                };
                // A cell over several columns stands in each of them.
                self.source.spread(&mut line, &made, span);
            }
            self.source.row(&mut table, line);
        }
        self.source.blocks.push(Block::Table(table));
    }

    pub fn finish(mut self) -> Source {
        self.end_table();
        self.source
    }
}

/// How many columns of the grid each cell of a row covers; one where its edges are not known.
fn spans(grid: &[i32], edges: &[i32], cells: usize) -> Vec<usize> {
    if edges.len() != cells {
        return vec![1; cells];
    }
    let mut before = 0;
    let span = |edge: &i32| {
        let after = grid.partition_point(|own| *own <= edge + ONE_EDGE);
        let span = after.saturating_sub(before).max(1);
        before = after;
        span
    };
    edges.iter().map(span).collect()
}
