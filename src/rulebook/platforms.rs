//! The platforms of a rulebook: which rules ask for an entry in which, and what may be wrong there.

use std::collections::BTreeSet;

use super::slip::Slip;
use super::validate::{document_names, meant};
use super::{EventType, FieldKind, Kind, Requirement, Rule, Rulebook, Test};

/// The role of the event that is the entry in a platform.
pub const ENTRY: &str = "entry";
/// The manifest key of such an event that names the platform.
const KEY: &str = "platform";

impl Rulebook {
    /// The rules that ask for an entry in the platform of that name, or count a term for it.
    pub fn platform_rules<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Rule> {
        self.rules
            .iter()
            .filter(move |rule| named(rule).any(|known| known == name))
    }

    /// The event type with that role.
    #[must_use]
    pub fn event_with_role(&self, role: &str) -> Option<&EventType> {
        let mut events = self.events.iter();
        events.find(|event| event.role.as_deref() == Some(role))
    }
}

/// The platforms that a rule names.
fn named(rule: &Rule) -> impl Iterator<Item = &str> {
    let asked = rule.parts.iter().flat_map(|part| &part.require);
    asked.flat_map(names)
}

fn names(asked: &Requirement) -> Vec<&str> {
    let filter = match &asked.kind {
        Kind::Event { filter, .. } | Kind::Due { filter, .. } => filter,
        Kind::Any(list) => return list.iter().flat_map(names).collect(),
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for (key, test) in &filter.tests {
        if let Test::AnyOf { texts, .. } = test
            && key == KEY
        {
            found.extend(texts.iter().map(String::as_str));
        }
    }
    found
}

/// What is wrong in `[platforms]`: names that no rule asks for, or that rules ask for beside it.
pub(super) fn check(rulebook: &Rulebook, found: &mut Vec<Slip>) {
    let Some(platforms) = &rulebook.platforms else {
        return;
    };
    let mut say = |mistake: String| {
        found.push(Slip::new("platforms", "", format!("platforms：{mistake}")));
    };
    if rulebook.articles.get(platforms.article).is_none() {
        say(format!("第 {} 条没有原文", platforms.article));
    }
    let asked: BTreeSet<&str> = rulebook.rules.iter().flat_map(named).collect();
    let mut seen = BTreeSet::new();
    for name in &platforms.names {
        if !seen.insert(name.as_str()) {
            say(format!("平台「{name}」写了两次"));
        } else if !asked.contains(name.as_str()) {
            let near = meant(name, asked.iter().copied());
            say(format!("没有规则要求录入平台「{name}」{near}"));
        }
    }
    for name in asked.difference(&seen) {
        say(format!("规则要求录入平台「{name}」，names 中没有"));
    }
    if rulebook.event_with_role(ENTRY).is_none() {
        say(format!("没有 role = \"{ENTRY}\" 的事项类型"));
    }
    document_names(rulebook, &platforms.decisions, &mut say);
    if let Some(fine) = &platforms.fine {
        let decisions = platforms.decisions.iter();
        let documents = decisions.filter_map(|name| rulebook.catalogue.get(name));
        let mut fields = documents.flat_map(|document| &document.fields);
        if !fields.any(|field| field.name == *fine && field.kind == FieldKind::Money) {
            say(format!("decisions 的文书都没有金额栏目「{fine}」"));
        }
    }
}
