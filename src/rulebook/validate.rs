//! What a rulebook may not say: names and keys that do not exist, and what `demand` finds.

use std::collections::BTreeSet;

use super::{
    Condition, Each, Filled, Filter, Follow, Kind, Part, Path, Relation, Requirement, Root, Rule,
    Rulebook, Selection, Term, demand, fold,
};
use crate::case::keys::{EVENT, HEAD, OFFICER, PARTY, RECORD, shape_at};
use crate::case::vocabulary::KINDS;
use crate::reading::{Key, nearest};

/// Every mistake of a rulebook with the line of the rule it is in; 1 where it is in none.
pub(super) fn mistakes(rulebook: &Rulebook) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    duplicates(rulebook, &mut found);
    for rule in &rulebook.rules {
        let mut say = |mistake: String| found.push((rule.line, format!("{}：{mistake}", rule.id)));
        check_rule(rulebook, rule, &mut say);
    }
    check_questions(rulebook, &mut found);
    check_access(rulebook, &mut found);
    demand::triggers(rulebook, &mut found);
    demand::twice_demanded(rulebook, &mut found);
    found
}

fn duplicates(rulebook: &Rulebook, found: &mut Vec<(usize, String)>) {
    let mut seen = BTreeSet::new();
    for rule in &rulebook.rules {
        if !seen.insert(rule.id.as_str()) {
            found.push((rule.line, format!("规则 {} 写了两次", rule.id)));
        }
    }
    let mut names: BTreeSet<String> = BTreeSet::new();
    for document in rulebook.catalogue.iter() {
        let own: BTreeSet<_> = std::iter::once(&document.name)
            .chain(&document.aliases)
            .map(|name| fold(name))
            .collect();
        for name in own {
            if rulebook.event(&name).is_some() {
                found.push((1, format!("{name} 既是文书又是事项类型")));
            }
            if !names.insert(name.clone()) {
                found.push((1, format!("文书名称或别名 {name} 用了两次")));
            }
        }
    }
    let mut events = BTreeSet::new();
    for event in &rulebook.events {
        if !events.insert(event.name.as_str()) {
            found.push((1, format!("事项类型 {} 写了两次", event.name)));
        }
    }
    let mut questions = BTreeSet::new();
    for question in &rulebook.questions {
        if !questions.insert(question.id.as_str()) {
            found.push((1, format!("问题 {} 写了两次", question.id)));
        }
    }
}

type Say<'a> = &'a mut dyn FnMut(String);

fn check_rule(rulebook: &Rulebook, rule: &Rule, say: Say<'_>) {
    let own = rule.basis.is_some();
    if !own
        && rulebook
            .articles
            .get(rule.article)
            .is_none_or(|article| article.text.is_empty())
    {
        say(format!("第 {} 条没有原文", rule.article));
    }
    for part in &rule.parts {
        if let Some(Each::Event(selection)) = &part.each {
            event_names(rulebook, &selection.types, say);
            selection_terms(rulebook, selection, EVENT, say);
        }
        if let Some(Each::Record(selection) | Each::Served(selection)) = &part.each {
            document_names(rulebook, &selection.types, say);
            document_names(rulebook, &selection.except, say);
            let keys = if matches!(part.each, Some(Each::Served(_))) {
                EVENT
            } else {
                RECORD
            };
            selection_terms(rulebook, selection, keys, say);
        }
        check_conditions(rulebook, &part.when, say);
        for requirement in &part.require {
            check_requirement(rulebook, part, requirement, say);
        }
    }
}

fn selection_terms(rulebook: &Rulebook, selection: &Selection, keys: &[Key], say: Say<'_>) {
    for (key, _) in &selection.filter.tests {
        manifest_key(key, keys, say);
    }
    for (_, term) in &selection.filter.bounds {
        check_term(rulebook, term, say);
    }
}

fn check_requirement(rulebook: &Rulebook, part: &Part, asked: &Requirement, say: Say<'_>) {
    check_conditions(rulebook, &asked.when, say);
    if let Some(term) = &asked.from {
        check_term(rulebook, term, say);
    }
    match &asked.kind {
        Kind::Record {
            types,
            except,
            filter,
            of,
            at_least,
            named,
            ..
        } => {
            document_names(rulebook, types, say);
            document_names(rulebook, except, say);
            check_follow(rulebook, of.as_ref(), say);
            for term in at_least
                .iter()
                .chain(named)
                .chain(filter.bounds.iter().map(|(_, t)| t))
            {
                check_term(rulebook, term, say);
            }
        }
        Kind::Event {
            types,
            filter,
            of,
            bounds,
        } => {
            event_names(rulebook, types, say);
            check_follow(rulebook, of.as_ref(), say);
            for (_, term) in bounds.iter().chain(&filter.bounds) {
                check_term(rulebook, term, say);
            }
        }
        Kind::Filled(Filled { keys, on }) => {
            check_follow(rulebook, on.as_ref(), say);
            let table = if on.is_some() {
                RECORD
            } else {
                subject_keys(part)
            };
            for key in keys {
                manifest_key(key, table, say);
            }
        }
        Kind::Is(filter) => check_is(part, filter, say),
        Kind::Signed { by, names, on } => {
            check_follow(rulebook, on.as_ref(), say);
            match names {
                Some(term) => check_term(rulebook, term, say),
                None if by == "*" || rulebook.roles.contains_key(by) => {}
                None => say(format!("没有签署人身份 {by}")),
            }
        }
        Kind::Compare { left, relation } => {
            check_term(rulebook, left, say);
            if let Relation::Dates(_, term) | Relation::Equals(term) = relation {
                check_term(rulebook, term, say);
            }
        }
        Kind::Due { due, done, .. } => {
            check_term(rulebook, due, say);
            check_term(rulebook, done, say);
        }
        Kind::Follows(name) => event_names(rulebook, std::slice::from_ref(name), say),
        Kind::Any(list) => {
            for inner in list {
                check_requirement(rulebook, part, inner, say);
            }
        }
        Kind::Served
        | Kind::Recording(_)
        | Kind::Device
        | Kind::FileIntact
        | Kind::FileListed
        | Kind::Attest(_) => {}
    }
}

fn check_is(part: &Part, filter: &Filter, say: Say<'_>) {
    if matches!(part.each, Some(Each::File) | None) {
        say("is 只用于事项、记录、送达".into());
    }
    for (key, _) in &filter.tests {
        manifest_key(key, subject_keys(part), say);
    }
}

fn subject_keys(part: &Part) -> &'static [Key] {
    match &part.each {
        Some(Each::Event(_) | Each::Served(_)) => EVENT,
        Some(Each::Record(_)) => RECORD,
        Some(Each::File) | None => HEAD,
    }
}

fn check_follow(rulebook: &Rulebook, follow: Option<&Follow>, say: Say<'_>) {
    if let Some(Follow::Linked(names)) = follow {
        document_names(rulebook, names, say);
    }
}

fn check_conditions(rulebook: &Rulebook, conditions: &[Condition], say: Say<'_>) {
    for condition in conditions {
        match condition {
            Condition::Event(names) => event_names(rulebook, names, say),
            Condition::Record(names) => document_names(rulebook, names, say),
            Condition::Answer(id) if rulebook.question(id).is_none() => {
                say(format!("没有问题 {id}"));
            }
            Condition::Settled(name)
                if !rulebook.orders.iter().any(|order| order.name == *name) =>
            {
                say(format!("没有先后 {name}"));
            }
            Condition::Outcome(names) => {
                for name in names {
                    if !rulebook
                        .outcomes
                        .values()
                        .flatten()
                        .any(|known| known == name)
                    {
                        say(format!("没有处理结果 {name}"));
                    }
                }
            }
            Condition::Any(list) => list
                .iter()
                .for_each(|inner| check_conditions(rulebook, inner, say)),
            Condition::Not(inner) => check_conditions(rulebook, inner, say),
            _ => {}
        }
    }
}

fn check_term(rulebook: &Rulebook, term: &Term, say: Say<'_>) {
    term.visit(&mut |path: &Path| match &path.root {
        Root::Linked(name) | Root::All(name) => {
            if rulebook.event(name).is_some() {
                manifest_key(&path.key, EVENT, say);
            } else if rulebook.catalogue.get(name).is_some() {
                if path.key != "received" {
                    manifest_key(&path.key, RECORD, say);
                }
            } else {
                say(format!("没有文书或者事项类型 {name}"));
            }
        }
        Root::Case => manifest_key(&path.key, HEAD, say),
        Root::Party => manifest_key(&path.key, PARTY, say),
        Root::Officer => manifest_key(&path.key, OFFICER, say),
        Root::Document => {
            if path.key != "received" {
                manifest_key(&path.key, RECORD, say);
            }
        }
        Root::Subject => {
            let known = |keys| shape_at(keys, &path.key).is_some();
            if !known(EVENT) && !known(RECORD) && !known(HEAD) {
                say(format!("清单没有键 {}", path.key));
            }
        }
    });
}

fn manifest_key(key: &str, keys: &[Key], say: Say<'_>) {
    if !key.starts_with("catalogue.") && shape_at(keys, key).is_none() {
        say(format!("清单没有键 {key}"));
    }
}

fn event_names(rulebook: &Rulebook, names: &[String], say: Say<'_>) {
    for name in names.iter().filter(|name| rulebook.event(name).is_none()) {
        let known = rulebook.events.iter().map(|event| event.name.as_str());
        say(unknown("事项类型", name, nearest(name, known)));
    }
}

fn document_names(rulebook: &Rulebook, names: &[String], say: Say<'_>) {
    for name in names
        .iter()
        .filter(|name| rulebook.catalogue.get(name).is_none())
    {
        let known = rulebook
            .catalogue
            .iter()
            .map(|document| document.name.as_str());
        say(unknown("文书", name, nearest(name, known)));
    }
}

fn unknown(what: &str, name: &str, near: Option<&str>) -> String {
    near.map_or_else(
        || format!("没有{what}「{name}」"),
        |near| format!("没有{what}「{name}」，是否指 {near}？"),
    )
}

fn check_questions(rulebook: &Rulebook, found: &mut Vec<(usize, String)>) {
    for question in &rulebook.questions {
        let mut say = |mistake: String| found.push((1, format!("问题 {}：{mistake}", question.id)));
        event_names(rulebook, &question.evidence.types, &mut say);
        check_conditions(rulebook, &question.when, &mut say);
        for (_, rule) in &question.rules {
            if rulebook.rule(rule).is_none() {
                say(format!("没有规则 {rule}"));
            }
        }
    }
    for declaration in &rulebook.declarations {
        if rulebook.rule(&declaration.rule).is_none() {
            found.push((
                1,
                format!("{}：没有规则 {}", declaration.key, declaration.rule),
            ));
        }
    }
}

fn check_access(rulebook: &Rulebook, found: &mut Vec<(usize, String)>) {
    let Some(access) = &rulebook.access else {
        return;
    };
    let mut say = |mistake: String| found.push((1, format!("access：{mistake}")));
    if rulebook.articles.get(access.article).is_none() {
        say(format!("第 {} 条没有原文", access.article));
    }
    for kind in access
        .kinds
        .iter()
        .filter(|kind| !KINDS.contains(&kind.as_str()))
    {
        say(unknown(
            "案件种类",
            kind,
            nearest(kind, KINDS.iter().copied()),
        ));
    }
}
