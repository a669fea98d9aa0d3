//! Interval arithmetic of recordings: what of an event no recording covers.

use chrono::{Duration, NaiveDateTime};

/// A stretch of time.
pub(super) type Interval = (NaiveDateTime, NaiveDateTime);

/// The parts of a stretch that are longer than the tolerance and that no interval covers.
///
/// A gap of exactly the tolerance passes. An interval without length covers nothing.
pub(super) fn gaps(whole: Interval, covered: &[Interval], tolerance: Duration) -> Vec<Interval> {
    let (start, end) = whole;
    let mut covered: Vec<_> = covered
        .iter()
        .filter(|(from, to)| from < to)
        .copied()
        .collect();
    covered.sort_unstable();
    let mut gaps = Vec::new();
    let mut reached = start;
    for (from, to) in covered {
        let until = from.min(end);
        if until - reached > tolerance {
            gaps.push((reached, until));
        }
        reached = reached.max(to);
    }
    if end - reached > tolerance {
        gaps.push((reached, end));
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is covered, and what gaps are left.
    type Row = (&'static [(i64, i64)], &'static [(i64, i64)]);

    fn at(second: i64) -> NaiveDateTime {
        chrono::DateTime::from_timestamp(1_772_000_000 + second, 0)
            .unwrap()
            .naive_utc()
    }

    fn seconds(list: &[Interval]) -> Vec<(i64, i64)> {
        list.iter()
            .map(|(a, b)| ((*a - at(0)).num_seconds(), (*b - at(0)).num_seconds()))
            .collect()
    }

    #[test]
    fn a_gap_of_the_tolerance_passes_and_one_second_more_fails() {
        let tolerance = Duration::seconds(300);
        let whole = (at(0), at(3600));
        let cases: [Row; 6] = [
            (&[(300, 3300)], &[]),
            (&[(301, 3299)], &[(0, 301), (3299, 3600)]),
            (&[(0, 1000), (1300, 3600)], &[]),
            (&[(1301, 3600), (0, 1000)], &[(1000, 1301)]),
            (&[(-100, 9000)], &[]),
            (&[(5000, 9000)], &[(0, 3600)]),
        ];
        for (covered, want) in cases {
            let covered: Vec<_> = covered
                .iter()
                .map(|(from, to)| (at(*from), at(*to)))
                .collect();
            assert_eq!(seconds(&gaps(whole, &covered, tolerance)), want);
        }
    }

    proptest! {
        #[test]
        fn every_second_is_covered_or_in_a_short_hole_or_in_a_gap(
            parts in proptest::collection::vec((0_i64..400, 0_i64..120), 0..6),
            tolerance in 0_i64..60,
        ) {
            let covered: Vec<_> = parts.iter().map(|(from, long)| (at(*from), at(from + long))).collect();
            let found = gaps((at(0), at(400)), &covered, Duration::seconds(tolerance));
            for (from, to) in &found {
                prop_assert!(*to - *from > Duration::seconds(tolerance));
                prop_assert!(covered.iter().all(|(a, b)| b <= from || a >= to || a == b));
            }
            let mut hole = 0;
            for second in 0..400 {
                let inside = |(a, b): &Interval| *a <= at(second) && at(second + 1) <= *b;
                hole = if covered.iter().any(inside) { 0 } else { hole + 1 };
                if hole > tolerance {
                    prop_assert!(found.iter().any(inside), "second {second} is in no gap");
                }
            }
        }
    }
}
