//! The page for browsers: what it says, that it asks for nothing from elsewhere, and how it works in a browser.

use crate::support::skip;
use crate::synthetic;
use responsibility_matrix::document::Document;
use responsibility_matrix::export::Scope;
use responsibility_matrix::export::table::{self, Expand};
use responsibility_matrix::lang::Lang;
use responsibility_matrix::model::Plan;
use responsibility_matrix::product::{self, Format, Options, Wanted};
use responsibility_matrix::view::{Filter, Ledger, MatrixView};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

fn with_scope<T>(plan: &Plan, work: impl FnOnce(&Scope<'_>) -> T) -> T {
    let (filter, ledger) = (Filter::default(), Ledger::new(plan));
    let view = MatrixView::new(plan, &ledger, &filter);
    work(&Scope { plan, ledger: &ledger, filter: &filter, view: &view, lang: Lang::Zh })
}

fn page(plan: &Plan) -> String {
    let made = with_scope(plan, |scope| product::make(Wanted::Html, Format::Html, scope, &Options::default()));
    String::from_utf8(made.expect("a page").bytes).expect("UTF-8")
}

/// What the page's script reads.
fn data(page: &str) -> Value {
    let json = page.split("id=\"data\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("data");
    serde_json::from_str(json).expect("JSON")
}

#[test]
fn a_page_is_the_same_bytes_each_time() {
    let plan = Document::builtin().plan;
    let first = page(&plan);
    assert!((0..20).all(|_| page(&plan) == first));
}

#[test]
fn the_page_agrees_with_the_marks() {
    let document = Document::builtin();
    let text = page(&document.plan);
    assert!(text.len() < 1_000_000, "{} bytes", text.len());
    let data = data(&text);
    let word = |value: &Value| value.as_str().expect("words").to_owned();
    let mut found = BTreeSet::new();
    for row in data["rows"].as_array().expect("rows") {
        let cells: Vec<usize> =
            row[3].as_array().expect("cells").iter().map(|cell| cell.as_u64().expect("a number") as usize).collect();
        for pair in cells.chunks(2) {
            let (unit, said) = (word(&data["units"][pair[0]][0]), word(&data["words"][pair[1]][2]));
            for role in said.split('、') {
                // Rows of sections have no number.
                found.insert((word(&row[1]), unit.clone(), role.to_owned()));
            }
        }
        if !word(&row[4]).is_empty() {
            found.insert((word(&row[1]), word(&row[4]), "未列名".to_owned()));
        }
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    with_scope(&document.plan, |scope| table::marks(scope, Expand::Yes, &mut rows)).expect("rows");
    let told: BTreeSet<_> = rows[1..]
        .iter()
        .map(|row| {
            let role = if row[5] == "列名" { &row[4] } else { &row[5] };
            (row[0].clone(), row[3].clone(), role.clone())
        })
        .collect();
    assert_eq!(found, told);
}

#[test]
fn the_page_asks_for_nothing_from_elsewhere_and_takes_texts_as_texts() {
    let nasty = "</script><img src=x onerror=alert(1)> & \"'<b>";
    let plan = format!(
        "(format: 1, title: {nasty:?}, groups: [(name: {nasty:?}, units: {{{nasty:?}: ()}})],
          tasks: [(number: {nasty:?}, text: {nasty:?}, clause: {nasty:?}, deadline: {nasty:?}, lead: [{nasty:?}])])"
    );
    let document = Document::open("x", plan.as_bytes()).expect("a plan file");
    let text = page(&document.plan);
    assert!(text.contains("default-src 'none'"));
    assert_eq!(text.matches("</script>").count(), 2, "the page's own two");
    assert!(!text.contains("<img") && !text.contains("<b>\""));
    let script = include_str!("../../assets/html/page.js");
    for word in ["innerHTML", "eval(", "http", "fetch", "XMLHttp", "import(", "document.write"] {
        assert!(!script.contains(word), "{word} in the script");
    }
    let data = data(&text);
    assert_eq!(data["rows"][0][2], nasty);
    let style = include_str!("../../assets/html/page.css");
    assert!(!style.contains("url(") && !style.contains("@import"));
}

#[test]
fn a_large_page_stays_usable() {
    let plan = synthetic::plan(10_000, 1_000, synthetic::SEED);
    let text = page(&plan);
    assert!(text.len() < 60_000_000, "{} bytes", text.len());
    assert!(!text.contains("<noscript><table>"), "no table of ten million cells");
}

/// A browser runs a script on the page and gives what it leaves; `None`, with a word, where there is none.
fn in_browser(page: &str, steps: &str) -> Option<String> {
    let browser = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| {
        let found =
            std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|at| at.join(name).is_file()));
        found || Path::new("/usr/bin").join(name).is_file()
    });
    if std::env::var_os("RESPONSIBILITY_MATRIX_NO_BROWSER").is_some() {
        eprintln!("no browser runs on this machine: the page is not tried in one");
        return None;
    }
    let Some(browser) = browser else {
        skip("no Chromium is installed");
        return None;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("x.html");
    let script = format!("<script>window.onload=function(){{{steps}}};</script></body>");
    std::fs::write(&file, page.replace("</body>", &script)).expect("written");
    let profile = format!("--user-data-dir={}", folder.path().join("profile").display());
    let ran = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--virtual-time-budget=5000"])
        .args(["--window-size=1366,768", &profile, "--dump-dom"])
        .arg(&file)
        .output();
    match ran {
        Ok(ran) if ran.status.success() => Some(String::from_utf8_lossy(&ran.stdout).into_owned()),
        ran => {
            skip(&format!("{browser} does not run here: {ran:?}"));
            None
        }
    }
}

/// Presses keys and clicks, and leaves what is seen as the page's title.
const STEPS: &str = r##"
    var press = function (key, more) { (document.activeElement || document.body).dispatchEvent(new KeyboardEvent("keydown", Object.assign({ key: key, bubbles: true }, more || {}))); };
    var said = [];
    press("ArrowDown"); press("Enter");
    said.push(document.querySelector("#drawer h2").textContent);
    press("Escape");
    said.push(document.getElementById("drawer").hidden ? "shut" : "open");
    press("/");
    said.push(document.activeElement.id);
    document.activeElement.value = "县司法局"; press("Enter");
    said.push(document.querySelector("#drawer h2").textContent);
    document.querySelector("#drawer button + h2 + button").click();
    said.push(document.getElementById("count").textContent);
    press("Escape"); press("Escape");
    said.push(document.getElementById("count").textContent);
    document.querySelector('[role="columnheader"]').click();
    said.push(document.querySelector("#drawer h2").textContent);
    window.dispatchEvent(new Event("beforeprint"));
    said.push("" + document.querySelectorAll("#print tr").length);
    document.title = said.join("|");
"##;

#[test]
fn a_browser_shows_it_and_hears_the_keyboard() {
    let Some(dom) = in_browser(&page(&Document::builtin().plan), STEPS) else { return };
    let title = dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).expect("a title");
    let said: Vec<&str> = title.split('|').collect();
    assert_eq!(
        said,
        [
            "任务 1",
            "shut",
            "search",
            "县司法局",
            "共 39 项，显示 25 项",
            "共 39 项，显示 39 项",
            "县委依法治县委员会办公室",
            "47",
        ]
    );
}

#[test]
fn a_browser_draws_only_what_is_seen_of_a_large_plan() {
    let plan = synthetic::plan(3_000, 300, synthetic::SEED);
    let steps = r#"document.title = document.querySelectorAll(".cell").length + "|" + document.querySelectorAll(".side").length;"#;
    let Some(dom) = in_browser(&page(&plan), steps) else { return };
    let title = dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).expect("a title");
    let counts: Vec<usize> = title.split('|').map(|count| count.parse().expect("a number")).collect();
    assert!(counts[0] < 1_500 && (3..60).contains(&counts[1]), "{counts:?}");
}
