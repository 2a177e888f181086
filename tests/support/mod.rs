//! What the test programs share.

/// Set where nothing may be skipped: a test that cannot run fails there, and says what it lacks.
const NO_SKIP: &str = "RESPONSIBILITY_MATRIX_NO_SKIP";

/// Says why a test does not run here; fails where [`NO_SKIP`] is set. The only way to skip a test.
pub fn skip(why: &str) {
    let is_forbidden = std::env::var_os(NO_SKIP).is_some_and(|value| !value.is_empty());
    assert!(!is_forbidden, "{NO_SKIP} is set, and this machine lacks something: {why}");
    eprintln!("skipped: {why}");
}
