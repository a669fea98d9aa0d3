//! What a rulebook demands: a trigger that nobody asks for, a record that is asked for twice.

use std::collections::BTreeSet;

use super::slip::Slip;
use super::{Condition, Each, Kind, Part, Requirement, Rule, Rulebook};

/// A trigger that nobody asks for would let an empty folder pass: every type in an `each` must be
/// demanded, over any chain, by a question or by a rule about the case; of this rulebook or of the
/// one below it.
pub(super) fn triggers(rulebook: &Rulebook, below: &[Rule], found: &mut Vec<Slip>) {
    let mut demanded = BTreeSet::new();
    for question in &rulebook.questions {
        demanded.extend(question.evidence.types.iter().cloned());
    }
    loop {
        let before = demanded.len();
        let rules = rulebook.rules.iter().chain(below);
        for part in rules.flat_map(|rule| &rule.parts) {
            let fires = part.each.as_ref().is_none_or(|each| fires(each, &demanded));
            if fires {
                part.require
                    .iter()
                    .for_each(|asked| demands(rulebook, part, asked, &mut demanded));
            }
        }
        let follow_ups: Vec<_> = rulebook
            .events
            .iter()
            .filter(|event| event.counts_as.is_some())
            .collect();
        demanded.extend(
            follow_ups
                .iter()
                .filter_map(|event| {
                    let (other, _) = event.counts_as.as_ref()?;
                    demanded.contains(&event.name).then(|| other.clone())
                })
                .collect::<Vec<_>>(),
        );
        if demanded.len() == before {
            break;
        }
    }
    for rule in &rulebook.rules {
        for name in rule
            .parts
            .iter()
            .filter_map(|part| part.each.as_ref())
            .flat_map(each_types)
        {
            let optional = rulebook
                .catalogue
                .get(name)
                .is_some_and(|document| document.optional)
                || rulebook.event(name).is_some_and(|event| event.optional);
            if !demanded.contains(name) && !optional {
                let mistake = format!(
                    "{}：没有任何问题或规则会要求「{name}」，空案卷也能通过",
                    rule.id
                );
                found.push(Slip::new("rule", &rule.id, mistake));
            }
        }
    }
}

fn each_types(each: &Each) -> &[String] {
    match each {
        Each::Event(selection) | Each::Record(selection) | Each::Served(selection) => {
            &selection.types
        }
        Each::File => &[],
    }
}

fn fires(each: &Each, demanded: &BTreeSet<String>) -> bool {
    let types = each_types(each);
    types.is_empty() || types.iter().any(|name| demanded.contains(name))
}

fn demands(rulebook: &Rulebook, part: &Part, asked: &Requirement, demanded: &mut BTreeSet<String>) {
    match &asked.kind {
        Kind::Record {
            types,
            at_most: None,
            ..
        }
        | Kind::Event { types, .. } => {
            demanded.extend(types.iter().cloned());
        }
        Kind::Served => {
            let service = rulebook.events.iter().find(|event| event.is_service);
            demanded.extend(service.map(|event| event.name.clone()));
            if let Some(each) = &part.each {
                demanded.extend(
                    each_types(each)
                        .iter()
                        .filter(|name| demanded.contains(*name))
                        .cloned()
                        .collect::<Vec<_>>(),
                );
            }
        }
        Kind::Due { done, .. } => demanded.extend(done.names().into_iter().map(ToOwned::to_owned)),
        Kind::Any(list) => list
            .iter()
            .for_each(|inner| demands(rulebook, part, inner, demanded)),
        _ => {}
    }
}

/// Two rules that demand the same record for one event would report one omission twice.
pub(super) fn twice_demanded(rulebook: &Rulebook, found: &mut Vec<Slip>) {
    let mut seen: Vec<(&str, &str, &Rule, &Part)> = Vec::new();
    for rule in &rulebook.rules {
        for part in &rule.parts {
            let Some(Each::Event(selection)) = &part.each else {
                continue;
            };
            for asked in &part.require {
                let Kind::Record {
                    types,
                    of: None,
                    at_most: None,
                    ..
                } = &asked.kind
                else {
                    continue;
                };
                for (event, record) in selection
                    .types
                    .iter()
                    .flat_map(|event| types.iter().map(move |record| (event, record)))
                {
                    let other = seen.iter().find(|(e, r, other, with)| {
                        e == event
                            && r == record
                            && other.id != rule.id
                            && !exclusive(&with.when, &part.when)
                    });
                    if let Some((_, _, other, _)) = other {
                        let mistake = format!(
                            "{} 与 {} 对同一事项「{event}」都要求「{record}」",
                            rule.id, other.id
                        );
                        found.push(Slip::new("rule", &rule.id, mistake));
                    }
                    seen.push((event, record, rule, part));
                }
            }
        }
    }
}

/// Whether two conditions can never hold together: one asks what the other excludes.
fn exclusive(a: &[Condition], b: &[Condition]) -> bool {
    let excludes = |a: &[Condition], b: &[Condition]| {
        a.iter().any(|one| b.iter().any(|other| matches!(other, Condition::Not(inner) if inner.as_slice() == std::slice::from_ref(one))))
    };
    excludes(a, b) || excludes(b, a)
}
