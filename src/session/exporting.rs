//! The products of an open plan: how much of one is asked, then where to write it; and copying cells.

use super::output::{Export, ExportJob, Snapshot};
use super::window::Window;
use super::{Effect, ExtentQuestion, OpenPlan, OutputAction, PlanEffect, Target};
use crate::export::csv::TsvSink;
use crate::lang::{Lang, fill, omission};
use crate::product::{Format, Wanted};
use crate::view::Filter;
use std::path::PathBuf;
use std::sync::Arc;

impl OpenPlan {
    pub(super) fn output_action(&mut self, action: OutputAction, window: &mut Window) -> Vec<Effect> {
        match action {
            OutputAction::Ask { export, format } => return self.ask_extent(export, format, window),
            OutputAction::Extent(extent) => {
                let question = window.extent_question.take().filter(|question| question.plan == self.id);
                if let (Some(ExtentQuestion { export, format, .. }), Some(extent)) = (question, extent) {
                    return self.ask_export(Export { extent, ..export }, format, window.lang);
                }
            }
            OutputAction::SaveManual => return self.ask_path(Target::Manual, window.lang),
            OutputAction::ManualSaved(path) => {
                window.close_question_of(self.id);
                window.exported(path, Vec::new());
            }
            OutputAction::Exported { export, path, warnings } => self.exported(export, path, warnings, window),
        }
        Vec::new()
    }

    /// Asks how much to export, where that makes a difference.
    pub(super) fn ask_extent(&mut self, export: Export, format: Format, window: &mut Window) -> Vec<Effect> {
        if omission(window.lang, &self.view).is_none() {
            return self.ask_export(export, format, window.lang);
        }
        window.extent_question = Some(ExtentQuestion { plan: self.id, export, format });
        Vec::new()
    }

    pub(super) fn ask_unit(&self, format: Format, lang: Lang) -> Vec<Effect> {
        match self.current_unit() {
            Some(unit) => self.ask_export(Export::all(Wanted::Unit(unit)), format, lang),
            None => Vec::new(),
        }
    }

    fn ask_export(&self, export: Export, format: Format, lang: Lang) -> Vec<Effect> {
        self.ask_path(Target::Export { export, format, edition: self.edition() }, lang)
    }

    /// Writes a product to the path that a person chose; its ending says in which format. A name
    /// without one gets that of `asked`; one that the product is not made in is refused.
    pub(super) fn export(
        &self,
        export: Export,
        asked: Format,
        path: PathBuf,
        replace: bool,
        window: &mut Window,
    ) -> Vec<Effect> {
        let product = export.wanted.product();
        let formats = product.file_formats();
        let (format, path, is_other) = match Format::of_path(path, asked, &formats) {
            Ok(chosen) => chosen,
            Err(ending) => {
                window.failed(product.refusal_but(&ending, &formats, window.lang));
                return Vec::new();
            }
        };
        let filter = if export.is_filtered() { self.filter.clone() } else { Filter::default() };
        let job = ExportJob { snapshot: self.snapshot(filter, window), export, format, edition: self.edition() };
        // The dialog asked about another name: what stands at this one is not replaced unasked.
        self.effect(PlanEffect::Export { job: Box::new(job), path, replace: replace && !is_other })
    }

    /// The plan as it is now, for a job.
    pub(super) fn snapshot(&self, filter: Filter, window: &Window) -> Snapshot {
        let (marks, lang) = (window.settings.marks, window.lang);
        Snapshot { document: Arc::clone(&self.document), filter, order: self.arrangement.order, marks, lang }
    }

    fn exported(&self, export: Export, path: PathBuf, warnings: Vec<String>, window: &mut Window) {
        window.close_question_of(self.id);
        let t = window.lang.texts();
        let mut message = fill(t.exported_to, &[&path.display()]);
        if let Some(left_out) = omission(window.lang, &self.view).filter(|_| export.is_filtered()) {
            message = fill(t.exported_partly, &[&message, &left_out]);
        }
        window.written(message, path, warnings);
    }

    pub(super) fn copy(&self, window: &mut Window) -> Vec<Effect> {
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
