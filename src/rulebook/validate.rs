//! What a rulebook may not say: names and keys that do not exist, and what `demand` finds.

use std::collections::BTreeSet;

use super::slip::Slip;
use super::{
    Condition, Each, Filled, Filter, Follow, Kind, Part, Path, Requirement, Root, Rule, Rulebook,
    Selection, Term, demand, fold, platforms, references,
};
use crate::case::keys::{EVENT, HEAD, OFFICER, PARTY, RECORD, shape_at};
use crate::case::vocabulary::{KINDS, PARTY_KINDS};
use crate::reading::{Key, nearest};

/// Every name and key in a rulebook that does not exist, or that is used twice.
pub(super) fn mistakes(rulebook: &Rulebook) -> Vec<Slip> {
    let mut found = Vec::new();
    duplicates(rulebook, &mut found);
    references::check(rulebook, &mut found);
    rules(rulebook, &mut found);
    check_questions(rulebook, &mut found);
    check_access(rulebook, &mut found);
    platforms::check(rulebook, &mut found);
    found
}

/// The same of a rulebook that is laid over another: of its rules, each of which rests on a
/// provision of one of its statutes.
pub(super) fn mistakes_over(rulebook: &Rulebook) -> Vec<Slip> {
    let mut found = Vec::new();
    duplicate_rules(rulebook, &mut found);
    for rule in &rulebook.rules {
        let mut say = |mistake: &str| {
            let mistake = format!("{}：{mistake}", rule.id);
            found.push(Slip::new("rule", &rule.id, mistake));
        };
        if rulebook.statute(&rule.id).is_none() || rule.article == 0 {
            say("编号应为 法律编号-条-序号");
        }
        if rule.basis.is_none() || rule.verified.is_none() {
            say("应写明 basis（条款）和 verified（是否已核对）");
        }
    }
    rules(rulebook, &mut found);
    found
}

fn rules(rulebook: &Rulebook, found: &mut Vec<Slip>) {
    for rule in &rulebook.rules {
        let mut say = |mistake: String| {
            let mistake = format!("{}：{mistake}", rule.id);
            found.push(Slip::new("rule", &rule.id, mistake));
        };
        check_rule(rulebook, rule, &mut say);
    }
}

/// Rules of articles that have no text.
pub(super) fn articles(rulebook: &Rulebook) -> Vec<Slip> {
    let is_there = |number: u16| {
        let article = rulebook.articles.get(number);
        article.is_some_and(|article| !article.text.is_empty())
    };
    let own = rulebook.rules.iter().filter(|rule| rule.basis.is_none());
    let without = own.filter(|rule| !is_there(rule.article));
    without
        .map(|rule| {
            let mistake = format!("{}：第 {} 条没有原文", rule.id, rule.article);
            Slip::new("rule", &rule.id, mistake)
        })
        .collect()
}

/// What a rulebook whose names are right demands twice, or never; with the rules of the one that
/// it is laid over.
pub(super) fn unasked(rulebook: &Rulebook, below: &[Rule]) -> Vec<Slip> {
    let mut found = Vec::new();
    demand::triggers(rulebook, below, &mut found);
    demand::twice_demanded(rulebook, &mut found);
    found
}

fn duplicate_rules(rulebook: &Rulebook, found: &mut Vec<Slip>) {
    let mut seen = BTreeSet::new();
    for rule in &rulebook.rules {
        if !seen.insert(rule.id.as_str()) {
            let mistake = format!("规则 {} 写了两次", rule.id);
            found.push(Slip::new("rule", &rule.id, mistake));
        }
    }
}

fn duplicates(rulebook: &Rulebook, found: &mut Vec<Slip>) {
    duplicate_rules(rulebook, found);
    let mut names: BTreeSet<String> = BTreeSet::new();
    for document in rulebook.catalogue.iter() {
        let own: BTreeSet<_> = std::iter::once(&document.name)
            .chain(&document.aliases)
            .map(|name| fold(name))
            .collect();
        for name in own {
            let mut say =
                |mistake: String| found.push(Slip::new("document", &document.name, mistake));
            if rulebook.event(&name).is_some() {
                say(format!("{name} 既是文书又是事项类型"));
            }
            if !names.insert(name.clone()) {
                say(format!("文书名称或别名 {name} 用了两次"));
            }
        }
    }
    let mut events = BTreeSet::new();
    for event in &rulebook.events {
        if !events.insert(event.name.as_str()) {
            let mistake = format!("事项类型 {} 写了两次", event.name);
            found.push(Slip::new("event", &event.name, mistake));
        }
    }
    let mut questions = BTreeSet::new();
    for question in &rulebook.questions {
        if !questions.insert(question.id.as_str()) {
            let mistake = format!("问题 {} 写了两次", question.id);
            found.push(Slip::new("question", &question.id, mistake));
        }
    }
}

pub(super) type Say<'a> = &'a mut dyn FnMut(String);

fn check_rule(rulebook: &Rulebook, rule: &Rule, say: Say<'_>) {
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

pub(super) fn selection_terms(
    rulebook: &Rulebook,
    selection: &Selection,
    keys: &[Key],
    say: Say<'_>,
) {
    for (key, _) in &selection.filter.tests {
        manifest_key(key, keys, say);
    }
    for (_, term) in &selection.filter.bounds {
        check_term(rulebook, term, say);
    }
}

fn check_requirement(rulebook: &Rulebook, part: &Part, asked: &Requirement, say: Say<'_>) {
    check_conditions(rulebook, &asked.when, say);
    for term in asked.from.iter().chain(asked.kind.terms()) {
        check_term(rulebook, term, say);
    }
    match &asked.kind {
        Kind::Record {
            types, except, of, ..
        } => {
            document_names(rulebook, types, say);
            document_names(rulebook, except, say);
            check_follow(rulebook, of.as_ref(), say);
        }
        Kind::Event { types, of, .. } => {
            event_names(rulebook, types, say);
            check_follow(rulebook, of.as_ref(), say);
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
            if names.is_none() {
                check_signer(rulebook, by, say);
            }
        }
        Kind::Unique(key) => manifest_key(key, RECORD, say),
        Kind::Apart(names) => event_names(rulebook, names, say),
        Kind::Follows(name) => event_names(rulebook, std::slice::from_ref(name), say),
        Kind::Any(list) => {
            for inner in list {
                check_requirement(rulebook, part, inner, say);
            }
        }
        Kind::Compare { .. }
        | Kind::Due { .. }
        | Kind::Wait(_)
        | Kind::Served
        | Kind::Officers(_)
        | Kind::Recording(_)
        | Kind::Device
        | Kind::FileIntact
        | Kind::FileListed
        | Kind::Attest(_) => {}
    }
}

fn check_signer(rulebook: &Rulebook, by: &str, say: Say<'_>) {
    if by != "*" && !rulebook.roles.contains_key(by) {
        let known = rulebook.roles.keys().map(String::as_str);
        say(format!("没有签署人身份 {by}{}", meant(by, known)));
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

pub(super) fn check_conditions(rulebook: &Rulebook, conditions: &[Condition], say: Say<'_>) {
    for condition in conditions {
        match condition {
            Condition::Event(names) => event_names(rulebook, names, say),
            Condition::Record(names) => document_names(rulebook, names, say),
            Condition::Answer(id) if rulebook.question(id).is_none() => {
                let known = rulebook.questions.iter().map(|known| known.id.as_str());
                say(format!("没有问题 {id}{}", meant(id, known)));
            }
            Condition::Settled(name)
                if !rulebook.orders.iter().any(|order| order.name == *name) =>
            {
                say(format!("没有先后 {name}"));
            }
            Condition::Outcome(names) => {
                for name in names {
                    let known = || rulebook.outcomes.values().flatten().map(String::as_str);
                    if !known().any(|known| known == name) {
                        say(format!("没有处理结果 {name}{}", meant(name, known())));
                    }
                }
            }
            Condition::Party(kinds) => {
                for kind in kinds
                    .iter()
                    .filter(|kind| !PARTY_KINDS.contains(&kind.as_str()))
                {
                    let near = meant(kind, PARTY_KINDS.iter().copied());
                    say(format!("没有当事人类型 {kind}{near}"));
                }
            }
            Condition::Filled(term) => check_term(rulebook, term, say),
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
                document_names(rulebook, std::slice::from_ref(name), say);
                if path.key != "received" {
                    manifest_key(&path.key, RECORD, say);
                }
            } else {
                let documents = rulebook.catalogue.iter().map(|one| one.name.as_str());
                let events = rulebook.events.iter().map(|one| one.name.as_str());
                let near = meant(name, documents.chain(events));
                say(format!("没有文书或者事项类型「{name}」{near}"));
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
        let known = keys.iter().map(|key| key.name);
        say(format!("清单没有键 {key}{}", meant(key, known)));
    }
}

pub(super) fn event_names(rulebook: &Rulebook, names: &[String], say: Say<'_>) {
    for name in names.iter().filter(|name| rulebook.event(name).is_none()) {
        let known = rulebook.events.iter().map(|event| event.name.as_str());
        say(format!("没有事项类型「{name}」{}", meant(name, known)));
    }
}

/// Rules compare names, so that another spelling or an alias would never match anything.
pub(super) fn document_names(rulebook: &Rulebook, names: &[String], say: Say<'_>) {
    for name in names {
        match rulebook.catalogue.get(name) {
            Some(document) if document.name == *name => {}
            Some(document) => say(format!(
                "「{name}」是《{0}》的别名或者另一种写法，这里应写 {0}",
                document.name
            )),
            None => {
                let known = rulebook.catalogue.iter().map(|one| one.name.as_str());
                say(format!("没有文书「{name}」{}", meant(name, known)));
            }
        }
    }
}

/// `，是否指 …？` where a known name is near.
pub(super) fn meant<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    nearest(name, known).map_or_else(String::new, |near| format!("，是否指 {near}？"))
}

fn check_questions(rulebook: &Rulebook, found: &mut Vec<Slip>) {
    let rules = || rulebook.rules.iter().map(|rule| rule.id.as_str());
    for question in &rulebook.questions {
        let mut say = |mistake: String| {
            found.push(Slip::new(
                "question",
                &question.id,
                format!("问题 {}：{mistake}", question.id),
            ));
        };
        event_names(rulebook, &question.evidence.types, &mut say);
        selection_terms(rulebook, &question.evidence, EVENT, &mut say);
        check_conditions(rulebook, &question.when, &mut say);
        check_conditions(rulebook, &question.ignored, &mut say);
        for (_, rule) in &question.rules {
            if rulebook.rule(rule).is_none() {
                say(format!("没有规则 {rule}{}", meant(rule, rules())));
            }
        }
    }
    for declaration in &rulebook.declarations {
        let mut say = |mistake: String| {
            let mistake = format!("{}：{mistake}", declaration.key);
            found.push(Slip::new("declare", &declaration.key, mistake));
        };
        check_conditions(rulebook, &declaration.when, &mut say);
        check_conditions(rulebook, &declaration.answered, &mut say);
        let rule = &declaration.rule;
        if rulebook.rule(rule).is_none() {
            say(format!("没有规则 {rule}{}", meant(rule, rules())));
        }
    }
}

fn check_access(rulebook: &Rulebook, found: &mut Vec<Slip>) {
    let Some(access) = &rulebook.access else {
        return;
    };
    let mut say = |mistake: String| {
        found.push(Slip::new("access", "", format!("access：{mistake}")));
    };
    if rulebook.articles.get(access.article).is_none() {
        say(format!("第 {} 条没有原文", access.article));
    }
    for kind in access
        .kinds
        .iter()
        .filter(|kind| !KINDS.contains(&kind.as_str()))
    {
        say(format!(
            "没有案件种类「{kind}」{}",
            meant(kind, KINDS.iter().copied())
        ));
    }
}
