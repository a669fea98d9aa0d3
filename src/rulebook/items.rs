//! The items of a rulebook's files, each from its table.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::case::vocabulary::{STAGES, Stage};

use super::book::{
    Absent, Access, Articles, Chapter, Deemed, Derived, Exempt, Order, Platforms, Stand, Statute,
};
use super::catalogue::{Document, EventType, Field, FieldKind, Role};
use super::condition::Condition;
use super::name::article_of;
use super::raw::{self, Taker};
use super::requirement;
use super::rule::{Article, Declaration, Part, Question, Rule};

pub(super) fn text(table: &Table, key: &str) -> String {
    table
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

pub(super) fn optional(table: &Table, key: &str) -> Option<String> {
    table
        .get(key)
        .and_then(Value::as_str)
        .map(ToOwned::to_owned)
}

pub(super) fn flag(table: &Table, key: &str) -> bool {
    table.get(key).and_then(Value::as_bool).unwrap_or(false)
}

pub(super) fn list(value: Option<&Value>) -> Vec<String> {
    let items = value
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    items
        .iter()
        .filter_map(Value::as_str)
        .map(ToOwned::to_owned)
        .collect()
}

pub(super) fn numbers(value: Option<&Value>) -> Vec<u16> {
    let items = value
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    items
        .iter()
        .filter_map(Value::as_integer)
        .filter_map(|n| u16::try_from(n).ok())
        .collect()
}

pub(super) fn lists(root: &Table, key: &str) -> BTreeMap<String, Vec<String>> {
    let table = root
        .get(key)
        .and_then(Value::as_table)
        .cloned()
        .unwrap_or_default();
    table
        .iter()
        .map(|(name, value)| (name.clone(), list(Some(value))))
        .collect()
}

pub(super) fn article(table: &Table, key: &str) -> u16 {
    let number = table.get(key).and_then(Value::as_integer).unwrap_or(0);
    u16::try_from(number).unwrap_or(0)
}

pub(super) fn stage(name: &str) -> Result<Stage, raw::Mistake> {
    Stage::parse(name).ok_or_else(|| format!("没有阶段「{name}」，应为：{}", STAGES.join("、")))
}

pub(super) fn conditions(table: &Table, key: &str) -> Result<Vec<Condition>, raw::Mistake> {
    Taker::new(table).conditions(key)
}

pub(super) fn read_derived(table: &Table) -> Derived {
    Derived {
        id: text(table, "id"),
        version: text(table, "version"),
        sha256: text(table, "sha256"),
    }
}

pub(super) fn read_articles(root: &Table) -> Articles {
    let tables = |key: &str| {
        let items = root
            .get(key)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        items
            .into_iter()
            .filter_map(|item| item.as_table().cloned())
    };
    let list = tables("article").map(|table| Article {
        number: article(&table, "number"),
        label: text(&table, "label"),
        chapter: text(&table, "chapter"),
        text: text(&table, "text").trim().to_owned(),
    });
    let chapters = tables("chapter").map(|table| Chapter {
        title: format!("{} {}", text(&table, "label"), text(&table, "title")),
        first: article(&table, "first"),
        last: article(&table, "last"),
    });
    Articles {
        list: list.collect(),
        chapters: chapters.collect(),
    }
}

pub(super) fn read_access(table: &Table) -> Access {
    Access {
        article: article(table, "article"),
        kinds: list(table.get("kinds")),
        opinion: text(table, "opinion"),
        approval: text(table, "approval"),
        unlisted: text(table, "unlisted"),
    }
}

pub(super) fn read_platforms(table: &Table) -> Platforms {
    Platforms {
        article: article(table, "article"),
        names: list(table.get("names")),
        decisions: list(table.get("decisions")),
        fine: optional(table, "fine"),
    }
}

pub(super) fn read_document(table: &Table) -> Result<Document, raw::Mistake> {
    let own = stage(&text(table, "stage"))?;
    let service_stage = optional(table, "service_stage").map_or(Ok(own), |name| stage(&name))?;
    let served = flag(table, "served");
    let on_cover = table.get("on_cover").and_then(Value::as_bool);
    let role = optional(table, "role").map(|word| {
        let known = Role::WORDS.iter().find(|(known, _)| *known == word);
        known
            .map(|(_, role)| *role)
            .ok_or_else(|| format!("没有 role「{word}」"))
    });
    let fields = table
        .get("fields")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    Ok(Document {
        name: text(table, "name"),
        aliases: list(table.get("aliases")),
        form: text(table, "form"),
        stage: own,
        service_stage,
        served,
        on_cover: on_cover.unwrap_or(served && service_stage != own),
        served_to_anyone: table.get("served_to").and_then(Value::as_str) == Some("收件人"),
        volume: text(table, "volume"),
        order: table.get("order").and_then(Value::as_integer).unwrap_or(0),
        seal: flag(table, "seal"),
        articles: numbers(table.get("articles")),
        optional: flag(table, "optional"),
        template: optional(table, "template"),
        look: optional(table, "look").unwrap_or_default(),
        role: role.transpose()?,
        signers: list(table.get("signers")),
        hint: optional(table, "hint"),
        fields: fields
            .iter()
            .filter_map(Value::as_table)
            .map(read_field)
            .collect::<Result<_, _>>()?,
    })
}

pub(super) fn read_field(table: &Table) -> Result<Field, raw::Mistake> {
    let word = text(table, "type");
    let kind = FieldKind::WORDS.iter().find(|(known, _, _)| *known == word);
    Ok(Field {
        name: text(table, "name"),
        kind: kind
            .map(|(_, kind, _)| *kind)
            .ok_or_else(|| format!("没有栏目类型「{word}」"))?,
        by_regulation: text(table, "asked") == "regulation",
        optional: flag(table, "optional"),
        choices: list(table.get("choices")),
        columns: list(table.get("columns")),
    })
}

pub(super) fn read_event(table: &Table) -> Result<EventType, raw::Mistake> {
    let counts_as = match table.get("counts_as").and_then(Value::as_table) {
        None => None,
        Some(inner) => {
            let mut taker = Taker::new(inner);
            let filter = match taker.take("where") {
                Some(Value::Table(table)) => raw::filter(&table)?,
                _ => return Err("counts_as 应有 where".into()),
            };
            let event = taker.text("event")?.ok_or("counts_as 应有 event")?;
            taker.finish()?;
            Some((event, filter))
        }
    };
    let role = text(table, "role");
    Ok(EventType {
        name: text(table, "name"),
        stage: stage(&text(table, "stage"))?,
        what: text(table, "what"),
        paper: optional(table, "paper"),
        of: optional(table, "of"),
        of_serving: optional(table, "of_serving"),
        counts_as,
        optional: flag(table, "optional"),
        keys: list(table.get("keys")),
        is_service: role == "service",
        is_closing: role == "closing",
        role: Some(role).filter(|role| !role.is_empty()),
    })
}

pub(super) fn read_question(table: &Table) -> Result<Question, raw::Mistake> {
    let cited = table
        .get("cited")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let mut rules: Vec<_> = cited
        .iter()
        .filter_map(Value::as_table)
        .map(|table| (Some(text(table, "kind")), text(table, "rule")))
        .collect();
    rules.push((None, text(table, "rule")));
    let yes = table
        .get("yes")
        .and_then(Value::as_table)
        .ok_or("yes 应为表")?;
    Ok(Question {
        id: text(table, "id"),
        ask: text(table, "ask"),
        rules,
        stage: stage(&text(table, "stage"))?,
        when: conditions(table, "when")?,
        evidence: raw::evidence(yes)?,
        no_beside_evidence: flag(table, "even_no"),
        ignored: conditions(table, "ignored")?,
    })
}

pub(super) fn read_rule(table: &Table) -> Result<Rule, raw::Mistake> {
    let id = text(table, "id");
    let first = stage(&text(table, "stage"))?;
    let mut parts = vec![read_part(table, first)?];
    let also = table
        .get("also")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    for part in also.iter().filter_map(Value::as_table) {
        parts.push(read_part(part, first)?);
    }
    Ok(Rule {
        article: article_of(&id),
        what: text(table, "what"),
        why: text(table, "why"),
        fix: text(table, "fix"),
        basis: optional(table, "basis"),
        verified: table.get("verified").and_then(Value::as_bool),
        waivable: table
            .get("waivable")
            .and_then(Value::as_bool)
            .unwrap_or(true),
        parts,
        id,
    })
}

pub(super) fn read_part(table: &Table, first: Stage) -> Result<Part, raw::Mistake> {
    let mut taker = Taker::new(table);
    Ok(Part {
        stage: taker.stage()?.unwrap_or(first),
        yields: raw::yields(taker.take("yields"))?,
        each: match taker.take("each") {
            None => None,
            Some(Value::Table(table)) => Some(raw::each(&table)?),
            Some(_) => return Err("each 应为表".into()),
        },
        when: taker.conditions("when")?,
        require: requirement::requirements(taker.take("require"))?,
    })
}

pub(super) fn read_statute(table: &Table) -> Statute {
    Statute {
        id: text(table, "id"),
        name: text(table, "name"),
        version: text(table, "version"),
        source: text(table, "source"),
    }
}

pub(super) fn read_deemed(table: &Table) -> Deemed {
    Deemed {
        method: text(table, "method"),
        days: table.get("days").and_then(Value::as_integer).unwrap_or(0),
        basis: text(table, "basis"),
    }
}

pub(super) fn read_absent(table: &Table) -> Absent {
    Absent {
        what: text(table, "what"),
        basis: text(table, "basis"),
        why: text(table, "why"),
    }
}

pub(super) fn read_stand(table: &Table) -> Stand {
    Stand {
        outcome: text(table, "outcome"),
        kind: text(table, "kind"),
        record: optional(table, "record"),
        events: list(table.get("event")),
        answers: list(table.get("answer")),
    }
}

pub(super) fn read_exempt(table: &Table) -> Exempt {
    Exempt {
        kind: text(table, "kind"),
        from: article(table, "from"),
        to: article(table, "to"),
        remark: text(table, "remark"),
    }
}

pub(super) fn read_order(table: &Table) -> Order {
    Order {
        name: text(table, "name"),
        first: text(table, "first"),
        then: text(table, "then"),
        stage: Stage::parse(&text(table, "stage")).unwrap_or(Stage::FIRST),
        answers: list(table.get("answers")),
    }
}

pub(super) fn read_declaration(table: &Table) -> Result<Declaration, raw::Mistake> {
    Ok(Declaration {
        key: text(table, "key"),
        ask: text(table, "ask"),
        rule: text(table, "rule"),
        stage: stage(&text(table, "stage"))?,
        when: conditions(table, "when")?,
        answered: conditions(table, "answered")?,
    })
}
