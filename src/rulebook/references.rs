//! Names in the catalogue, the events and the head of a rulebook, and names that rules leave out.

use super::slip::Slip;
use super::validate::{Say, document_names, event_names, meant};
use super::{Each, Kind, Requirement, Role, Rulebook, Yields};

/// Every name outside of what rules demand that does not exist.
pub(super) fn check(rulebook: &Rulebook, found: &mut Vec<Slip>) {
    for document in rulebook.catalogue.iter() {
        let Some(template) = &document.template else {
            continue;
        };
        if !rulebook
            .templates
            .contains_key(&format!("{template}.xhtml"))
        {
            let known = rulebook.templates.keys();
            let known = known.filter_map(|name| name.strip_suffix(".xhtml"));
            let near = meant(template, known);
            let mistake = format!(
                "{}：documents 中没有模板「{template}」（{template}.xhtml）{near}",
                document.name
            );
            found.push(Slip::new("document", &document.name, mistake));
        }
    }
    for event in &rulebook.events {
        let mut say = saying("event", &event.name, found);
        let counted = event.counts_as.iter().map(|(other, _)| other);
        one_event(rulebook, event.of.iter().chain(counted), &mut say);
        one_document(
            rulebook,
            event.paper.iter().chain(&event.of_serving),
            &mut say,
        );
    }
    head(rulebook, found);
    for rule in &rulebook.rules {
        let mut say = saying("rule", &rule.id, found);
        for part in &rule.parts {
            if let Some(Each::Event(selection)) = &part.each {
                event_names(rulebook, &selection.except, &mut say);
            }
            if let Yields::To(others) = &part.yields {
                rules(rulebook, others, &mut say);
            }
            for asked in &part.require {
                roles(rulebook, asked, &mut say);
            }
        }
    }
}

/// What a requirement is about must be marked among the 文书 and events: it has no fixed name.
fn roles(rulebook: &Rulebook, asked: &Requirement, say: Say<'_>) {
    let mut need = |role: Role, word: &str, what: &str| {
        if rulebook.catalogue.with_role(role).is_none() {
            say(format!(
                "要求了{what}，而文书目录中没有 role = \"{word}\" 的文书"
            ));
        }
    };
    match &asked.kind {
        Kind::Served => {
            need(Role::ServiceProof, "service-proof", "送达");
            if !rulebook.events.iter().any(|event| event.is_service) {
                say("要求了送达，而没有 role = \"service\" 的事项类型".to_owned());
            }
        }
        Kind::Recording(_) => need(Role::Recording, "recording", "音像记录"),
        Kind::Any(list) => list.iter().for_each(|inner| roles(rulebook, inner, say)),
        _ => {}
    }
}

fn head(rulebook: &Rulebook, found: &mut Vec<Slip>) {
    for stand in &rulebook.stands {
        let mut say = saying("stands_for", "", found);
        one_document(rulebook, stand.record.iter(), &mut say);
        event_names(rulebook, &stand.events, &mut say);
        questions(rulebook, &stand.answers, &mut say);
        let known = || rulebook.outcomes.get(&stand.kind).into_iter().flatten();
        if !known().any(|known| *known == stand.outcome) {
            let near = meant(&stand.outcome, known().map(String::as_str));
            say(format!("没有处理结果「{}」{near}", stand.outcome));
        }
    }
    for order in &rulebook.orders {
        let mut say = saying("order", &order.name, found);
        one_event(rulebook, [&order.first, &order.then], &mut say);
        questions(rulebook, &order.answers, &mut say);
    }
}

fn saying<'a>(list: &'static str, name: &'a str, found: &'a mut Vec<Slip>) -> impl FnMut(String) {
    move |mistake| {
        let shown = if name.is_empty() { list } else { name };
        found.push(Slip::new(list, name, format!("{shown}：{mistake}")));
    }
}

fn one_event<'a>(rulebook: &Rulebook, names: impl IntoIterator<Item = &'a String>, say: Say<'_>) {
    for name in names {
        event_names(rulebook, std::slice::from_ref(name), say);
    }
}

fn one_document<'a>(
    rulebook: &Rulebook,
    names: impl IntoIterator<Item = &'a String>,
    say: Say<'_>,
) {
    for name in names {
        document_names(rulebook, std::slice::from_ref(name), say);
    }
}

fn questions(rulebook: &Rulebook, ids: &[String], say: Say<'_>) {
    for id in ids.iter().filter(|id| rulebook.question(id).is_none()) {
        let known = rulebook.questions.iter().map(|known| known.id.as_str());
        say(format!("没有问题「{id}」{}", meant(id, known)));
    }
}

fn rules(rulebook: &Rulebook, ids: &[String], say: Say<'_>) {
    for id in ids.iter().filter(|id| rulebook.rule(id).is_none()) {
        let known = rulebook.rules.iter().map(|known| known.id.as_str());
        say(format!("没有规则「{id}」{}", meant(id, known)));
    }
}
