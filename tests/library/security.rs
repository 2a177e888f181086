//! `SECURITY.md` says what is so: its table of limits is the code's, and what it names as proof is there.

use crate::house::{read, root};
use responsibility_matrix::lang::{Lang, limit_row};
use responsibility_matrix::limits::Limit;

fn page() -> String {
    read(&root().join("SECURITY.md"))
}

#[test]
fn the_table_of_limits_is_the_codes() {
    let row = |&limit: &Limit| {
        let ((english, size), (chinese, _)) = (limit_row(Lang::En, limit), limit_row(Lang::Zh, limit));
        format!("| {english} | {chinese} | {size} |")
    };
    let expected: Vec<String> = Limit::ALL.iter().map(row).collect();
    let page = page();
    let table = page.split("| what | 内容 | at most |\n|---|---|---:|\n").nth(1).expect("the table of limits");
    let written: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).collect();
    assert_eq!(written, expected, "the table should be:\n{}", expected.join("\n"));
}

#[test]
fn every_proof_is_there() {
    let page = page();
    let named: Vec<&str> = page.split('`').skip(1).step_by(2).collect();
    let paths = named.iter().filter(|name| ["tests/", "src/", ".ci/"].iter().any(|start| name.starts_with(start)));
    let mut count = 0;
    for path in paths {
        assert!(root().join(path).exists(), "SECURITY.md names {path}, which is not there");
        count += 1;
    }
    assert!(count >= 12, "{count} proofs");
}
