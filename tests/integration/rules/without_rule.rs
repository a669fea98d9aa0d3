//! Generated: the rulebook without one of its demands. Some case of the tables, or some removal
//! from the example, must be answered otherwise: a demand whose loss nothing notices is either
//! not needed or not tested.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use anjuan::rulebook::{Kind, Part, Rule, Rulebook, Source, Yields, load};
use rayon::prelude::*;

use super::base::{RULEBOOK, rulebook_source};
use super::corpus::{CORPUS, NATIONAL_CORPUS, Prepared};
use super::national::NATIONAL;
use super::removal::REMOVED;

/// What no case can show, and why: the rule, how the loss begins, the reason.
const UNSEEN: &[(&str, &str, &str)] = &[
    (
        "3-1",
        "part 1: yields",
        "no other rule of this rulebook is about a 决定",
    ),
    (
        "3-1",
        "part 2: yields",
        "no other rule of this rulebook is about a 平台录入",
    ),
    (
        "3-4",
        "part 0: when Kind",
        "its outcome is one of penalty cases alone",
    ),
    (
        "3-4",
        "part 1: when Kind",
        "its outcome is one of penalty cases alone",
    ),
    (
        "8-1",
        "part 2: when Kind",
        "its outcome is one of penalty cases alone",
    ),
    (
        "17-3",
        "part 0: when Kind",
        "its outcome is one of penalty cases alone",
    ),
    (
        "26-2",
        "part 1, 0: choice 1",
        "the choice of any publication's reason covers its own",
    ),
    (
        "26-3",
        "part 0: when Kind",
        "its outcome is one of inspections alone",
    ),
    (
        "30-1",
        "part 1: the part",
        "of files, which these cases have none of",
    ),
    (
        "30-1",
        "part 1, 0: the requirement",
        "of files, which these cases have none of",
    ),
];

/// The same of the statutes.
const UNSEEN_OF_STATUTES: &[(&str, &str, &str)] = &[
    (
        "penalty-28-1",
        "part 0: when Kind",
        "its outcome is one of penalty cases alone",
    ),
    (
        "penalty-33-1",
        "part 0: when Kind",
        "its outcome is one of penalty cases alone",
    ),
    (
        "penalty-36-1",
        "part 0: when Kind",
        "its outcome is one of penalty cases alone",
    ),
    (
        "penalty-60-1",
        "part 0: when Kind",
        "its outcomes are those of penalty cases alone",
    ),
    (
        "disclosure-6-1",
        "part 0: when Kind",
        "its outcome is one of penalty cases alone",
    ),
];

/// The loss of a rule's giving way.
const YIELDS: &str = "yields";

/// A rule with one demand less.
struct Loss {
    what: String,
    rule: Rule,
}

fn loss(rule: &Rule, what: String, edit: impl FnOnce(&mut Rule)) -> Loss {
    let mut rule = rule.clone();
    edit(&mut rule);
    Loss { what, rule }
}

fn losses(rule: &Rule) -> Vec<Loss> {
    let mut all = vec![loss(rule, "the rule".into(), |rule| rule.parts.clear())];
    for (number, part) in rule.parts.iter().enumerate() {
        all.extend(of_part(rule, number, part));
    }
    all
}

fn of_part(rule: &Rule, number: usize, part: &Part) -> Vec<Loss> {
    let mut all = Vec::new();
    let here = |what: &str| format!("part {number}: {what}");
    let mut push = |what: String, edit: &dyn Fn(&mut Part)| {
        all.push(loss(rule, what, |rule| edit(&mut rule.parts[number])));
    };
    push(here("the part"), &|part| part.require.clear());
    for index in 0..part.when.len() {
        push(here(&format!("when {:?}", part.when[index])), &|part| {
            part.when.remove(index);
        });
    }
    if part.yields != Yields::Never {
        push(here(YIELDS), &|part| part.yields = Yields::Never);
    }
    for (index, asked) in part.require.iter().enumerate() {
        let here = |what: &str| format!("part {number}, {index}: {what}");
        push(here("the requirement"), &|part| {
            part.require.remove(index);
        });
        for condition in 0..asked.when.len() {
            push(
                here(&format!("when {:?}", asked.when[condition])),
                &|part| {
                    part.require[index].when.remove(condition);
                },
            );
        }
        if asked.level.is_some() {
            push(here("level"), &|part| part.require[index].level = None);
        }
        if asked.stage.is_some() {
            push(here("stage"), &|part| part.require[index].stage = None);
        }
        if asked.from.is_some() {
            push(here("from"), &|part| part.require[index].from = None);
        }
        match &asked.kind {
            Kind::Filled(filled) if filled.keys.len() > 1 => {
                for key in 0..filled.keys.len() {
                    push(here(&filled.keys[key]), &|part| {
                        if let Kind::Filled(filled) = &mut part.require[index].kind {
                            filled.keys.remove(key);
                        }
                    });
                }
            }
            Kind::Due { filter, remind, .. } => {
                if !filter.tests.is_empty() {
                    push(here("where"), &|part| {
                        if let Kind::Due { filter, .. } = &mut part.require[index].kind {
                            filter.tests.clear();
                        }
                    });
                }
                if *remind > 0 {
                    push(here("remind"), &|part| {
                        if let Kind::Due { remind, .. } = &mut part.require[index].kind {
                            *remind -= 1;
                        }
                    });
                }
            }
            Kind::Officers(number) if *number > 1 => {
                push(here("officers"), &|part| {
                    part.require[index].kind = Kind::Officers(number - 1);
                });
            }
            Kind::Any(list) => {
                for choice in 0..list.len() {
                    push(here(&format!("choice {choice}")), &|part| {
                        if let Kind::Any(list) = &mut part.require[index].kind {
                            list.remove(choice);
                        }
                    });
                }
            }
            _ => {}
        }
    }
    all
}

/// A rulebook, the cases that tell its losses, and what none can tell.
struct Trial {
    rulebook: &'static Rulebook,
    cases: Vec<(&'static Prepared, Option<u16>)>,
    unseen: &'static [(&'static str, &'static str, &'static str)],
}

static REGULATION: LazyLock<Trial> = LazyLock::new(|| Trial {
    rulebook: &RULEBOOK,
    cases: {
        let rows = CORPUS.iter().map(|case| (case, None));
        let removed = REMOVED.iter().map(|(case, article)| (case, *article));
        rows.chain(removed).collect()
    },
    unseen: UNSEEN,
});

static STATUTES: LazyLock<Trial> = LazyLock::new(|| Trial {
    rulebook: &NATIONAL,
    cases: NATIONAL_CORPUS.iter().map(|case| (case, None)).collect(),
    unseen: UNSEEN_OF_STATUTES,
});

/// The rulebooks of a loss: of the rule by itself, and beside others.
struct Lesser {
    what: String,
    alone: Rulebook,
    beside: Rulebook,
}

impl Trial {
    /// The rulebook with no rules but these.
    fn with(&self, rules: Vec<Rule>) -> Rulebook {
        Rulebook {
            rules,
            templates: BTreeMap::new(),
            ..self.rulebook.clone()
        }
    }

    /// The rules that must be asked beside one: itself, and those to which it gives way.
    fn beside(&self, rule: &Rule) -> Vec<Rule> {
        let gives_way = |part: &Part, other: &Rule| match &part.yields {
            Yields::Never => false,
            Yields::ToAll => true,
            Yields::To(ids) => ids.contains(&other.id),
        };
        let is_asked = |other: &&Rule| {
            other.id == rule.id || rule.parts.iter().any(|part| gives_way(part, other))
        };
        self.rulebook
            .rules
            .iter()
            .filter(is_asked)
            .cloned()
            .collect()
    }

    fn lesser(&self, loss: Loss, beside: &[Rule]) -> Lesser {
        let mut rules = beside.to_vec();
        for rule in rules.iter_mut().filter(|rule| rule.id == loss.rule.id) {
            rule.clone_from(&loss.rule);
        }
        Lesser {
            what: loss.what,
            alone: self.with(vec![loss.rule]),
            beside: self.with(rules),
        }
    }

    /// All cases, those first that probably tell something of a rule.
    fn cases(&self, rule: &Rule) -> Vec<&'static Prepared> {
        let mut all = self.cases.clone();
        all.sort_by_key(|(case, article)| {
            let names = case.rules.contains(&rule.id.as_str()) || *article == Some(rule.article);
            (!names, !case.is_unusual())
        });
        all.into_iter().map(|(case, _)| case).collect()
    }

    /// The losses of a rule that no case tells. A case of which the rule by itself says the same
    /// is not asked beside others, unless it is about these.
    fn unnoticed(&self, rule: &Rule) -> Vec<String> {
        let rules = self.beside(rule);
        let (alone, together) = (self.with(vec![rule.clone()]), self.with(rules.clone()));
        let is_seen = |loss: &Loss| {
            let mut unseen = self.unseen.iter();
            !unseen.any(|(id, what, _)| rule.id == *id && loss.what.starts_with(what))
        };
        let losses = losses(rule).into_iter().filter(is_seen);
        let mut open: Vec<_> = losses.map(|loss| self.lesser(loss, &rules)).collect();
        for case in self.cases(rule) {
            if open.is_empty() {
                break;
            }
            let by_itself = case.answers(&alone);
            let among_others = LazyCell::new(|| case.answers(&together));
            open.retain(|less| {
                let differs = less.what.ends_with(YIELDS) || case.answers(&less.alone) != by_itself;
                !(differs && case.answers(&less.beside) != *among_others)
            });
        }
        open.into_iter()
            .map(|less| format!("{} {}", rule.id, less.what))
            .collect()
    }

    fn all_unnoticed(&self) -> String {
        let rules = self.rulebook.rules.par_iter();
        let all: Vec<_> = rules.flat_map(|rule| self.unnoticed(rule)).collect();
        all.join("\n")
    }
}

#[test]
fn no_demand_of_the_regulation_is_lost_unnoticed() {
    assert_eq!(REGULATION.all_unnoticed(), "");
}

#[test]
fn no_demand_of_the_statutes_is_lost_unnoticed() {
    assert_eq!(STATUTES.all_unnoticed(), "");
}

#[test]
fn what_cannot_be_seen_is_a_loss_all_the_same() {
    for trial in [&*REGULATION, &*STATUTES] {
        for (id, what, _) in trial.unseen {
            let mut rules = trial.rulebook.rules.iter();
            let rule = rules.find(|rule| rule.id == *id).expect("a rule");
            assert!(
                losses(rule).iter().any(|loss| loss.what.starts_with(what)),
                "{id} {what}"
            );
        }
    }
}

/// The rules without the one of that id, as the rulebook's text.
fn text_without(id: &str) -> Source {
    let mut source = rulebook_source();
    // What covers each sentence names it too.
    source.files.remove("coverage.toml");
    let text = source.files.get_mut("rules.toml").expect("rules");
    let mut table: toml::Table = text.parse().expect("TOML");
    let rules = table["rule"].as_array_mut().expect("rules");
    rules.retain(|rule| rule["id"].as_str() != Some(id));
    *text = toml::to_string(&table).expect("TOML");
    source
}

#[test]
fn a_rulebook_that_asks_of_a_paper_which_nobody_demands_is_refused() {
    for (id, paper) in [
        ("9-1", "立案审批表"),
        ("14-1", "行政处罚事先告知书"),
        ("17-1", "行政处罚决定书"),
        ("18-1", "催告书"),
        ("21-1", "查封（扣押）决定书"),
        ("25-1", "检查告知书"),
    ] {
        let refused = load(&text_without(id))
            .err()
            .unwrap_or_else(|| panic!("{id}"));
        let said = format!("{refused:?}");
        assert!(said.contains(paper) || said.contains(id), "{id}: {said}");
    }
    let rulebook = load(&text_without("27-1")).expect("nothing rests on it");
    assert_eq!(rulebook.rules.len() + 1, RULEBOOK.rules.len());
}
