//! The tables of an open plan: how much of one is asked, then where to write it; and copying cells.

use super::output::{ExportJob, Extent, Snapshot, Table};
use super::window::Window;
use super::{Effect, ExtentQuestion, OpenPlan, OutputAction, PlanEffect, Target, UiCommand};
use crate::export::csv::TsvSink;
use crate::lang::{Lang, fill, omission};
use crate::product::Format;
use crate::view::Filter;
use std::path::PathBuf;
use std::sync::Arc;

impl OpenPlan {
    pub(super) fn output_action(&mut self, action: OutputAction, window: &mut Window) -> Vec<Effect> {
        match action {
            OutputAction::Ask { table, format } => return self.ask_extent(table, format, window),
            OutputAction::Extent(extent) => {
                let question = window.extent_question.take().filter(|question| question.plan == self.id);
                if let (Some(ExtentQuestion { table, format, .. }), Some(extent)) = (question, extent) {
                    return self.ask_table(table.with(extent), format, window.lang);
                }
            }
            OutputAction::Exported { table, path, warnings } => self.exported(table, path, warnings, window),
        }
        Vec::new()
    }

    pub(super) fn output_command(&mut self, command: UiCommand, window: &mut Window) -> Vec<Effect> {
        let matrix = Table::Matrix(Extent::All);
        match command {
            UiCommand::Print => self.open_preview(window.lang),
            UiCommand::PrintAll => self.open_preview_of_all(window),
            UiCommand::ExportMatrix => self.ask_extent(matrix, Format::Csv, window),
            UiCommand::ExportWorkbook => self.ask_extent(matrix, Format::Xlsx, window),
            UiCommand::ExportPicture => self.ask_extent(matrix, Format::Png, window),
            UiCommand::ExportDrawing => self.ask_extent(matrix, Format::Svg, window),
            UiCommand::ExportMarks => self.ask_extent(Table::Marks(Extent::All), Format::Csv, window),
            UiCommand::ExportUnit => self.ask_unit(Format::Csv, window.lang),
            UiCommand::ExportUnitWorkbook => self.ask_unit(Format::Xlsx, window.lang),
            UiCommand::Copy => self.copy(window),
            _ => Vec::new(),
        }
    }

    /// Asks how much to export, where that makes a difference.
    fn ask_extent(&mut self, table: Table, format: Format, window: &mut Window) -> Vec<Effect> {
        if omission(window.lang, &self.view).is_none() {
            return self.ask_table(table, format, window.lang);
        }
        window.extent_question = Some(ExtentQuestion { plan: self.id, table, format });
        Vec::new()
    }

    fn ask_unit(&self, format: Format, lang: Lang) -> Vec<Effect> {
        match self.current_unit() {
            Some(unit) => self.ask_table(Table::Unit(unit), format, lang),
            None => Vec::new(),
        }
    }

    fn ask_table(&self, table: Table, format: Format, lang: Lang) -> Vec<Effect> {
        self.ask_path(Target::Table { table, format, edition: self.edition() }, lang)
    }

    /// Proposed file name of a table, with its ending.
    pub(super) fn table_name(&self, table: Table, format: Format, lang: Lang) -> String {
        let t = lang.texts();
        let plan = self.plan();
        let title = match table {
            Table::Matrix(_) => format!("{}-{}", plan.title, t.table_matrix),
            Table::Marks(_) => format!("{}-{}", plan.title, t.table_marks),
            Table::Unit(unit) => {
                let name = plan.units.get(unit.index()).map_or("", |unit| &unit.name);
                format!("{name}-{}", t.table_unit)
            }
        };
        format!("{title}.{}", format.ending())
    }

    pub(super) fn export(&self, table: Table, asked: Format, path: PathBuf, replace: bool, lang: Lang) -> Vec<Effect> {
        let filter = match table {
            Table::Matrix(Extent::Shown) | Table::Marks(Extent::Shown) => self.filter.clone(),
            Table::Matrix(Extent::All) | Table::Marks(Extent::All) | Table::Unit(_) => Filter::default(),
        };
        let (format, path, replace) = match path.extension().and_then(|ending| Format::of_ending(ending.to_str()?)) {
            Some(format) => (format, path, replace),
            None => {
                // The dialog asked about another name.
                let mut name = path.into_os_string();
                name.push(".");
                name.push(asked.ending());
                (asked, PathBuf::from(name), false)
            }
        };
        let job = ExportJob { snapshot: self.snapshot(filter, lang), table, format, edition: self.edition() };
        self.effect(PlanEffect::Export { job: Box::new(job), path, replace })
    }

    /// The plan as it is now, for a job.
    pub(super) fn snapshot(&self, filter: Filter, lang: Lang) -> Snapshot {
        Snapshot { document: Arc::clone(&self.document), filter, order: self.arrangement.order, lang }
    }

    fn exported(&self, table: Table, path: PathBuf, warnings: Vec<String>, window: &mut Window) {
        window.close_question_of(self.id);
        let t = window.lang.texts();
        let mut message = fill(t.exported_to, &[&path.display()]);
        let is_shown = matches!(table, Table::Matrix(Extent::Shown) | Table::Marks(Extent::Shown));
        if let Some(left_out) = omission(window.lang, &self.view).filter(|_| is_shown) {
            message = fill(t.exported_partly, &[&message, &left_out]);
        }
        window.written(message, path, warnings);
    }

    fn copy(&self, window: &mut Window) -> Vec<Effect> {
        let Some(selection) = self.selection() else { return Vec::new() };
        let mut sink = TsvSink::default();
        let copied = selection.write(&self.scope(window.lang), &mut sink);
        if let Err(error) = copied {
            window.failed(error.to_string());
            return Vec::new();
        }
        let (rows, columns) = (selection.rows.len(), selection.columns.len());
        window.say(fill(window.lang.texts().copied, &[&rows, &columns]));
        vec![Effect::Copy(sink.text)]
    }
}
