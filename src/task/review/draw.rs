//! The draw: a seed and the ids of the cases decide it, nothing else.

use super::pool::Candidate;
use crate::store::sha256_hex;
use crate::task::error::Failure;

/// Random bytes of a seed that nobody chose.
const SEED_BYTES: usize = 8;

/// How many cases are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// All of them; nothing is drawn.
    #[default]
    All,
    /// This many; all where there are fewer.
    Cases(usize),
    /// This share, rounded up.
    Percent(usize),
}

impl Size {
    /// How many of `pool` cases that is.
    #[must_use]
    pub fn of(self, pool: usize) -> usize {
        match self {
            Self::All => pool,
            Self::Cases(cases) => cases.min(pool),
            Self::Percent(percent) => pool.saturating_mul(percent).div_ceil(100).min(pool),
        }
    }
}

/// The place of a case in the draw: the SHA-256 of seed, a zero byte and case id, in hex. Who
/// knows seed and id can work it out with `printf 'seed\0id' | sha256sum`.
#[must_use]
pub fn rank(seed: &str, id: &str) -> String {
    sha256_hex(format!("{seed}\0{id}").as_bytes())
}

/// A seed from the system's random source.
///
/// # Errors
/// Where the system gives none.
pub(super) fn seed() -> Result<String, Failure> {
    let mut bytes = [0; SEED_BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|_| Failure::new("无法取得随机的种子").because("系统没有给出随机数"))?;
    let digits = bytes.iter().map(|byte| format!("{byte:02x}"));
    Ok(digits.collect())
}

/// Gives every case its place, from 1, and marks the first ones as drawn. Of two cases with one id
/// the one whose path comes first is first.
pub(super) fn draw(pool: &mut [Candidate], seed: Option<&str>, size: Size) {
    let drawn = size.of(pool.len());
    let seed = seed.unwrap_or_default();
    let mut order: Vec<_> = pool
        .iter()
        .map(|one| rank(seed, &one.id))
        .enumerate()
        .collect();
    // Stable: candidates come in the order of their paths.
    order.sort_by(|(_, one), (_, other)| one.cmp(other));
    for (place, (at, _)) in order.into_iter().enumerate() {
        if let Some(candidate) = pool.get_mut(at) {
            candidate.place = place + 1;
            candidate.drawn = place < drawn;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(ids: &[&str]) -> Vec<Candidate> {
        ids.iter().map(|id| Candidate::named(id)).collect()
    }

    fn drawn(ids: &[&str], seed: &str, size: Size) -> Vec<String> {
        let mut pool = pool(ids);
        draw(&mut pool, Some(seed), size);
        let mut drawn: Vec<_> = pool
            .into_iter()
            .filter(|one| one.drawn)
            .map(|one| one.id)
            .collect();
        drawn.sort();
        drawn
    }

    #[test]
    fn a_rank_is_what_sha256sum_says() {
        // printf 's\0a' | sha256sum
        let want = "4cfd2308ceb4735a8ad42eaa0088aa4d3d4344cbcf383ca91963a84ef6526ca2";
        assert_eq!(rank("s", "a"), want);
        assert_ne!(
            rank("s", "a"),
            rank("sa", ""),
            "the zero byte parts seed and id"
        );
    }

    #[test]
    fn the_same_seed_draws_the_same_whatever_the_order() {
        let ids = ["1", "2", "3", "4", "5", "6", "7", "8"];
        let mut turned = ids;
        turned.reverse();
        let first = drawn(&ids, "2026", Size::Cases(3));
        assert_eq!(first.len(), 3);
        assert_eq!(first, drawn(&turned, "2026", Size::Cases(3)));
        let others = ["a", "b", "c", "d"].map(|seed| drawn(&ids, seed, Size::Cases(3)));
        assert!(
            others.iter().any(|other| *other != first),
            "the seed decides"
        );
    }

    #[test]
    fn a_larger_draw_holds_the_smaller_one() {
        let ids = ["1", "2", "3", "4", "5", "6", "7", "8"];
        let small = drawn(&ids, "x", Size::Cases(2));
        let large = drawn(&ids, "x", Size::Cases(5));
        assert!(small.iter().all(|id| large.contains(id)));
    }

    #[test]
    fn sizes_round_up_and_stop_at_the_pool() {
        for (size, pool, want) in [
            (Size::All, 7, 7),
            (Size::Cases(3), 7, 3),
            (Size::Cases(9), 7, 7),
            (Size::Percent(10), 7, 1),
            (Size::Percent(50), 7, 4),
            (Size::Percent(100), 7, 7),
            (Size::Percent(10), 0, 0),
        ] {
            assert_eq!(size.of(pool), want, "{size:?} of {pool}");
        }
    }

    #[test]
    fn seeds_of_the_system_differ() {
        assert_ne!(seed().unwrap(), seed().unwrap());
    }
}
