//! `import`: a document → a plan file, with every doubt on stderr.

use super::args::ImportArgs;
use super::output::Target;
use super::said::{say, say_each};
use super::{Exit, Stop};
use crate::file;
use crate::finding::{Finding, Place, Severity};
use crate::import::{Imported, Options};
use crate::lang::{Lang, fill, finding_hint, finding_message, import_error, read_error};
use crate::limits::Limit;
use crate::model::text;
use crate::platform::{files, reading};
use std::path::Path;

/// Reads a document and writes its plan; exit 0 however many doubts there are.
pub(super) fn import(job: &ImportArgs, lang: Lang) -> Result<Exit, Stop> {
    let t = lang.texts();
    let standard_input = job.document.as_os_str() == "-";
    let shown = if standard_input { "stdin".to_owned() } else { job.document.display().to_string() };
    let bytes = if standard_input {
        files::bounded(std::io::stdin().lock(), Limit::Document)
    } else {
        files::read_within(&job.document, Limit::Document)
    };
    let bytes = bytes.map_err(|error| Stop::bad(format!("{shown}: {}", read_error(lang, &error))))?;
    if !standard_input && job.output.as_deref().is_some_and(|output| files::is_same(&job.document, output)) {
        return Err(Stop::not_written(format!("{shown}: {}", t.limits.same_file)));
    }
    let name = job.document.file_name().filter(|_| !standard_input).map(|name| name.to_string_lossy().into_owned());
    let options = Options { keep_punctuation: job.keep_punctuation, ..Options::default() };
    // A format that is named counts as the ending of a name.
    let stem = name.as_deref().map_or("", |name| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let named = job.format.as_ref().map(|format| format!("{stem}.{}", format.trim_start_matches('.')));
    let mut imported = reading::import(named.as_deref().or(name.as_deref()), &bytes, options)
        .map_err(|error| Stop::bad(format!("{shown}: {}", import_error(lang, error))))?;
    imported.plan.source = name.filter(|_| lies_beside(job, &bytes));
    imported.plan.doubts = imported.open_doubts();
    let plan = file::encode(&imported.plan);
    let target = Target { path: job.output.as_deref(), force: job.force };
    let done = target.put(plan.as_bytes(), lang)?;
    report(&imported, &shown, lang);
    Ok(done)
}

/// A plan names its document only if that lies beside it and is text that can be shown.
fn lies_beside(job: &ImportArgs, bytes: &[u8]) -> bool {
    let folder = |path: &Path| {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        parent.canonicalize().ok()
    };
    let is_text = job
        .document
        .extension()
        .is_some_and(|ending| ["txt", "md"].iter().any(|text| ending.eq_ignore_ascii_case(text)));
    let beside = job.output.as_deref().filter(|output| output.as_os_str() != "-").map(folder);
    is_text
        && std::str::from_utf8(bytes).is_ok()
        && beside.is_some_and(|beside| beside.is_some() && beside == folder(&job.document))
}

/// One line for each finding: `warning: 通知.txt:12:3: what；what next`.
fn report(imported: &Imported, name: &str, lang: Lang) {
    let t = lang.texts();
    let lines = text::Lines::new(&imported.text);
    let is_note = |finding: &&Finding| finding.severity() == Severity::Notice;
    let said = imported.findings.iter().map(|finding| {
        let start = match &finding.place {
            Place::Source(span) => span.start,
            _ => 0,
        };
        let (line, column) = lines.at(&imported.text, start);
        let word = if is_note(&finding) { "note" } else { "warning" };
        let message = finding_message(lang, &imported.plan, finding);
        let hint = finding_hint(lang, finding);
        format!("{word}: {name}:{line}:{column}: {message}{}{hint}", t.sentence_separator)
    });
    say_each(said, lang);
    let notes = imported.findings.iter().filter(is_note).count();
    let warnings = imported.findings.len() - notes;
    say(&fill(t.import_done, &[&imported.plan.tasks.len(), &imported.plan.units.len(), &warnings, &notes]));
}
