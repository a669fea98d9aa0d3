//! 文号: which papers of a case bear one of their own, and which bear that of another.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use crate::case::{Case, Record};
use crate::rulebook::fold;

/// The records of a case that bear one 文号, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearers {
    /// The record whose number it is.
    pub owner: usize,
    /// Those to which the owner's number does not belong.
    pub others: Vec<usize>,
}

/// Groups the agency's own records of a case by their 文号, whatever its brackets, width and white
/// space; `counts` says which records are looked at. What is attached to the owner, serves or
/// corrects it, directly or over others, bears the number rightly and is not named.
#[must_use]
pub fn bearers(
    case: &Case,
    agency: Option<&str>,
    counts: impl Fn(&Record) -> bool,
) -> Vec<Bearers> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut known = HashMap::new();
    for (at, record) in case.records.iter().enumerate() {
        let number = record.number.as_deref().map(fold).unwrap_or_default();
        if number.is_empty() || !counts(record) || record.is_anothers(agency) {
            continue;
        }
        let group = *known.entry(number).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(group) {
            group.push(at);
        }
    }
    let kinship = LazyCell::new(|| Kinship::of(case));
    let group = |group: Vec<usize>| {
        let first = *group.first()?;
        if group.len() == 1 {
            return Some(Bearers {
                owner: first,
                others: Vec::new(),
            });
        }
        let members: HashSet<_> = group.iter().copied().collect();
        let owner = kinship.owner(first, &members);
        let family = kinship.leading_to(owner);
        let others = group.into_iter().filter(|at| !family.contains(at));
        Some(Bearers {
            owner,
            others: others.collect(),
        })
    };
    groups.into_iter().filter_map(group).collect()
}

/// The records that lead to a record, in the case or about to be, or to which it leads: it is
/// attached to them, serves or corrects them, directly or over others, or they do so to it.
#[must_use]
pub fn kin(case: &Case, record: &Record) -> HashSet<usize> {
    let kinship = Kinship::of(case);
    let index = |id: &String| case.records.iter().position(|other| other.id == *id);
    let above = above(record).filter_map(index);
    let mut kin: HashSet<_> = above.flat_map(|at| reached(&kinship.up, at)).collect();
    if let Some(own) = index(&record.id) {
        kin.extend(reached(&kinship.down, own));
    }
    kin
}

/// The records to which a record belongs.
fn above(record: &Record) -> impl Iterator<Item = &String> {
    let single = record.attached_to.iter().chain(&record.corrects);
    single.chain(&record.serves)
}

/// What each record is attached to, serves and corrects, and the same backwards.
struct Kinship {
    up: Vec<Vec<usize>>,
    down: Vec<Vec<usize>>,
}

impl Kinship {
    fn of(case: &Case) -> Self {
        let index: HashMap<_, _> = case
            .records
            .iter()
            .enumerate()
            .map(|(at, record)| (record.id.as_str(), at))
            .collect();
        let up = |record: &Record| {
            let found = above(record).filter_map(|id| index.get(id.as_str()).copied());
            let mut up: Vec<_> = found.collect();
            up.sort_unstable();
            up
        };
        let up: Vec<_> = case.records.iter().map(up).collect();
        let mut down = vec![Vec::new(); up.len()];
        for (from, above) in up.iter().enumerate() {
            for to in above {
                if let Some(below) = down.get_mut(*to) {
                    below.push(from);
                }
            }
        }
        Self { up, down }
    }

    /// The record above one of these that leads to none of the others: an attachment may stand
    /// before what it is attached to.
    fn owner(&self, first: usize, members: &HashSet<usize>) -> usize {
        let mut seen = HashSet::from([first]);
        let mut path = vec![(first, 0)];
        while let Some((at, tried)) = path.last_mut() {
            let above = self.up.get(*at).and_then(|above| above.get(*tried));
            *tried += 1;
            match above {
                Some(above) if seen.insert(*above) => path.push((*above, 0)),
                Some(_) => {}
                None if members.contains(at) => return *at,
                None => {
                    path.pop();
                }
            }
        }
        first
    }

    /// A record and all that lead to it.
    fn leading_to(&self, owner: usize) -> HashSet<usize> {
        reached(&self.down, owner)
    }
}

/// What is reached from a record over links, itself included.
fn reached(links: &[Vec<usize>], from: usize) -> HashSet<usize> {
    let mut seen = HashSet::from([from]);
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        let next = links.get(at).into_iter().flatten();
        open.extend(next.copied().filter(|next| seen.insert(*next)));
    }
    seen
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::case::Manifest;

    /// A case of records `id: links`, all with one number.
    fn case(records: &[(&str, &str)]) -> Case {
        let mut text = "schema = 1\n[case]\nid = \"1\"\nkind = \"行政处罚\"\ntitle = \"甲\"\n\
                        stage = \"程序启动\"\nopened = 2026-03-02\n"
            .to_owned();
        for (id, links) in records {
            let _ = writeln!(
                text,
                "[[record]]\nid = \"{id}\"\ntype = \"证据材料\"\nnumber = \"甲罚〔2026〕1号\"\n{links}"
            );
        }
        Manifest::parse(&text).unwrap().case
    }

    #[test]
    fn a_number_belongs_to_one_record_and_to_what_leads_to_it() {
        let owner_first = [
            ("R1", ""),
            ("R2", "attached_to = \"R1\""),
            ("R3", "attached_to = \"R1\""),
            ("R4", "serves = [\"R2\"]"),
            ("R5", "corrects = \"R1\""),
        ];
        let owner_last = [
            ("R1", "serves = [\"R3\"]"),
            ("R2", "attached_to = \"R1\""),
            ("R3", ""),
        ];
        let one_proof_of_two = [("R1", ""), ("R2", ""), ("R3", "serves = [\"R2\", \"R1\"]")];
        let proof_first = [("R1", "serves = [\"R3\", \"R2\"]"), ("R2", ""), ("R3", "")];
        let list_of_the_second = [("R1", ""), ("R2", ""), ("R3", "attached_to = \"R2\"")];
        let a_ring = [
            ("R1", "corrects = \"R2\""),
            ("R2", "corrects = \"R1\""),
            ("R3", ""),
        ];
        let rows: [(&[_], usize, &[usize]); 6] = [
            (&owner_first, 0, &[]),
            (&owner_last, 2, &[]),
            (&one_proof_of_two, 0, &[1]),
            (&proof_first, 1, &[2]),
            (&list_of_the_second, 0, &[1, 2]),
            (&a_ring, 1, &[2]),
        ];
        for (records, owner, others) in rows {
            let found = bearers(&case(records), None, Record::is_final);
            let want = Bearers {
                owner,
                others: others.to_vec(),
            };
            assert_eq!(found, [want], "{records:?}");
        }
    }

    #[test]
    fn kin_lead_to_one_another_and_siblings_do_not() {
        let case = case(&[
            ("R1", ""),
            ("R2", "attached_to = \"R1\""),
            ("R3", "attached_to = \"R1\""),
            ("R4", "serves = [\"R2\"]"),
        ]);
        let of = |at: usize| {
            let mut kin: Vec<_> = kin(&case, &case.records[at]).into_iter().collect();
            kin.sort_unstable();
            kin
        };
        assert_eq!(of(0), [0, 1, 2, 3]);
        assert_eq!(of(1), [0, 1, 3]);
        assert_eq!(of(2), [0, 2]);
    }

    #[test]
    fn many_papers_with_one_number_are_told_apart_in_time() {
        let many: Vec<_> = (0..20_000)
            .map(|at| (format!("R{at}"), format!("corrects = \"R{}\"", at + 1)))
            .collect();
        let many: Vec<_> = many
            .iter()
            .map(|(id, links)| (id.as_str(), links.as_str()))
            .collect();
        let case = case(&many);
        let began = std::time::Instant::now();
        let found = bearers(&case, None, Record::is_final);
        assert_eq!((found[0].owner, &*found[0].others), (19_999, &[][..]));
        assert!(began.elapsed().as_secs() < 5);
    }
}
