//! Counts what reading costs, for the test that holds its time to the length of the text.
//!
//! What could grow faster than the text counts its steps here: characters that are looked at, things that are compared.
//! Outside of tests nothing is counted.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static COUNTED: Cell<usize> = const { Cell::new(0) };
}

/// So many steps more.
#[inline]
pub(super) fn count(steps: usize) {
    #[cfg(test)]
    COUNTED.with(|counted| counted.set(counted.get() + steps));
    #[cfg(not(test))]
    let _ = steps;
}

/// The steps that were counted on this thread since this was asked last.
#[cfg(test)]
pub(super) fn taken() -> usize {
    COUNTED.with(|counted| counted.replace(0))
}

#[cfg(test)]
#[path = "../../benches/shapes.rs"]
mod shapes;

#[cfg(test)]
mod tests {
    use super::super::{Options, read};
    use super::{shapes::SHAPES, taken};

    #[test]
    fn four_times_the_text_takes_four_times_the_steps() {
        const SIZE: usize = 200;
        let steps = |text: String| {
            taken();
            let _ = read(None, text.as_bytes(), Options::default());
            (taken(), text.len())
        };
        let mut too_many = Vec::new();
        for (name, shape) in SHAPES {
            let ((once, small), (four, large)) = (steps(shape(SIZE)), steps(shape(4 * SIZE)));
            // In proportion to the bytes, as numbers and names grow longer too.
            let growth = four as f64 / once as f64 / (large as f64 / small as f64);
            if growth > 1.25 {
                too_many.push(format!("{name}: {once} steps, then {four}"));
            }
        }
        assert_eq!(too_many, Vec::<String>::new());
    }
}
