//! Hashes of what is drawn: quick, and good enough that two pictures of one tile do not meet by chance.

/// What an empty list has.
pub(super) const EMPTY: u64 = 0x1234_5678_9ABC_DEF1;

/// A hash with one more value in it; the order counts, also where the first is no hash yet: what both have in common
/// must not cancel out.
#[inline(always)]
pub(super) fn mix(hash: u64, value: u64) -> u64 {
    let spread = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    let product = u128::from(spread ^ value ^ 0xA076_1D64_78BD_642F) * 0xD6E8_FEB8_6659_FD93;
    product as u64 ^ (product >> 64) as u64
}

/// Two numbers in one.
#[inline(always)]
pub(super) fn pair(a: i32, b: i32) -> u64 {
    u64::from(a as u32) << 32 | u64::from(b as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn small_differences_and_order_count() {
        let (mut seen, mut plain, mut areas) = (HashSet::new(), HashSet::new(), HashSet::new());
        for a in 0..300 {
            for b in 0..300 {
                assert!(seen.insert(mix(mix(EMPTY, a), b)), "{a}, {b}");
                assert!(plain.insert(mix(a, b)), "{a}, {b}");
                // Lines of one pixel: both corners move alike.
                assert!(areas.insert(mix(pair(a as i32, b as i32), pair(a as i32 + 64, b as i32 + 1))), "{a}, {b}");
            }
        }
        assert_ne!(pair(1, -1), pair(-1, 1));
    }
}
