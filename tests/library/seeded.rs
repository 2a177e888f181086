//! The same cases on every run, for every property test.

use crate::house;
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// So many cases, the same on every run. To hunt further: `PROPTEST_CASES=10000 cargo test --test library`.
pub fn cases(cases: u32) -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => config,
        None => ProptestConfig { cases, rng_seed: RngSeed::Fixed(20_190_716), ..config },
    }
}

#[test]
fn every_property_test_is_seeded() {
    let own = house::root().join("tests/library/seeded.rs");
    let sources = house::files_under("tests", "rs").into_iter().chain(house::files_under("src", "rs"));
    for path in sources.filter(|path| *path != own) {
        let source = house::read(&path);
        for (at, opening) in source.match_indices("proptest! {") {
            let inside = source[at + opening.len()..].trim_start();
            let config = inside.strip_prefix("#![proptest_config(").and_then(|rest| rest.split(")]").next());
            let is_seeded =
                config.is_some_and(|config| config.starts_with("cases(") || config.contains("RngSeed::Fixed"));
            assert!(is_seeded, "{}: a property without a seed", path.display());
        }
    }
}

#[test]
fn nothing_is_skipped_silently() {
    for path in house::files_under("tests", "rs") {
        let is_helper = path.ends_with("support/mod.rs") || path.ends_with("library/seeded.rs");
        let skips =
            ["println!(\"skipped", "println!(\"not scored"].iter().any(|sign| house::read(&path).contains(sign));
        assert!(is_helper || !skips, "{} skips a test by itself", path.display());
    }
}
