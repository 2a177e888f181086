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
    for path in house::files_under("tests", "rs") {
        let source = house::read(&path);
        for (at, opening) in source.match_indices("\nproptest! {") {
            let first = source[at + opening.len()..].trim_start();
            assert!(first.starts_with("#![proptest_config(cases("), "{}: a property without a seed", path.display());
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
