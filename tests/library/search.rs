//! The one search, on the built-in plan: words, pinyin, initials, aliases, numbers.

use responsibility_matrix::view::Hits;
use responsibility_matrix::{builtin, file};

#[test]
fn units_by_pinyin_and_words() {
    let plan = file::decode(builtin::PLAN).expect("the built-in plan").plan;
    for (words, name) in [
        ("sfj", "县司法局"),
        ("SFJ", "县司法局"),
        ("sifaju", "县司法局"),
        ("xsfj", "县司法局"),
        ("司法", "县司法局"),
        ("各乡镇", "各乡镇政府"),
        ("jianchayuan", "县检察院"),
    ] {
        let found: Vec<&str> = Hits::of(&plan, words).units.iter().map(|&id| plan.unit(id).name.as_str()).collect();
        assert!(found.contains(&name), "{words} finds {found:?}");
    }
}

#[test]
fn tasks_by_number_come_first() {
    let plan = file::decode(builtin::PLAN).expect("the built-in plan").plan;
    let hits = Hits::of(&plan, "17");
    assert_eq!(plan.task(hits.tasks[0]).number, "17");
    assert!(hits.tasks.len() > 1, "task 35 speaks of 17 indicators");
    assert!(Hits::of(&plan, "  ").is_empty());
    assert_eq!(Hits::of(&plan, "app").tasks.len(), 1, "App小程序");
}
