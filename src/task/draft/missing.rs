//! What a paper lacks, said with the commands that fill it in.

use crate::case::Record;
use crate::check::quote;
use crate::document::{Missing, fact_named};
use crate::rulebook::Document;
use crate::task::error::Failure;
use crate::task::open::Opened;

use super::links::Links;
use super::paper::Lack;

/// What stands for a value in a command to be completed.
const VALUE: &str = "";
/// What stands for an event.
const EVENT: &str = "事项编号";

/// Whose key in the manifest holds a fact.
#[derive(Clone, Copy)]
enum Owner {
    Case,
    Party,
    Event,
    Service,
    Decision,
    DecisionService,
}

/// The key of each fact that `set` can fill in.
const KEYS: &[(&str, Owner, &str)] = &[
    ("机关.名称", Owner::Case, "agency"),
    ("案件.案由", Owner::Case, "title"),
    ("案件.承办机构", Owner::Case, "unit"),
    ("当事人.名称", Owner::Party, "name"),
    ("当事人.类型", Owner::Party, "kind"),
    ("当事人.证件号码", Owner::Party, "identifier"),
    ("当事人.法定代表人", Owner::Party, "representative"),
    ("当事人.住址", Owner::Party, "address"),
    ("当事人.电话", Owner::Party, "phone"),
    ("事项.开始", Owner::Event, "start"),
    ("事项.结束", Owner::Event, "end"),
    ("事项.地点", Owner::Event, "place"),
    ("事项.执法人员", Owner::Event, "officers"),
    ("事项.参加人员", Owner::Event, "participants"),
    ("事项.期限", Owner::Event, "deadline"),
    ("送达.方式", Owner::Service, "method"),
    ("送达.受送达人", Owner::Service, "to"),
    ("送达.收件人", Owner::Service, "recipient"),
    ("送达.收到日期", Owner::Service, "received"),
    ("送达.地点", Owner::Service, "place"),
    ("送达.时间", Owner::Service, "start"),
    ("送达.文书", Owner::Service, "documents"),
    ("送达.受托机关", Owner::Service, "entrusted"),
    ("决定书.文号", Owner::Decision, "number"),
    ("决定书.送达日期", Owner::DecisionService, "received"),
];

/// Why a paper was not made.
pub(super) fn refused(
    case: &Opened,
    document: &Document,
    record: &Record,
    lack: Lack,
    retry: &str,
) -> Failure {
    match lack {
        Lack::Failed(failure) => failure,
        Lack::Missing(lacking) => failure(case, document, record, &lacking, retry),
    }
}

/// What is left to the hand, as a remark.
pub(super) fn by_hand(missing: &[Missing]) -> Option<String> {
    let labels: Vec<_> = missing.iter().map(|one| one.label.as_str()).collect();
    (!labels.is_empty()).then(|| format!("留待手填：{}", labels.join("、")))
}

/// The failure that names everything missing, and how to go on. `retry` is the command so far.
fn failure(
    opened: &Opened,
    document: &Document,
    record: &Record,
    missing: &[Missing],
    retry: &str,
) -> Failure {
    let is_own = |one: &&Missing| {
        document
            .fields
            .iter()
            .any(|field| field.name == base(&one.name))
    };
    let (own, facts): (Vec<_>, Vec<_>) = missing.iter().partition(is_own);
    let mut failure = Failure::new(format!(
        "《{}》还缺 {} 项，没有生成",
        record.title.as_ref().unwrap_or(&document.name),
        missing.len()
    ));
    if !own.is_empty() {
        failure = failure.because(format!("缺栏目：{}", labels(&own, false)));
    }
    if !facts.is_empty() {
        failure = failure.because(format!("案件中还没有：{}", labels(&facts, true)));
    }
    failure.hints(hints(opened, record, &own, &facts, retry))
}

fn labels(missing: &[&Missing], meant: bool) -> String {
    let label = |one: &&Missing| match fact_named(&one.name).filter(|_| meant) {
        Some(fact) => format!("{}（{}）", one.label, fact.meaning),
        None => one.label.clone(),
    };
    missing.iter().map(label).collect::<Vec<_>>().join("、")
}

fn hints(
    opened: &Opened,
    record: &Record,
    own: &[&Missing],
    facts: &[&Missing],
    retry: &str,
) -> Vec<String> {
    let rulebook = opened.rulebook();
    let links = Links {
        case: &opened.manifest.case,
        rulebook,
        record,
    };
    let mut hints = Vec::new();
    let keys: Vec<_> = facts
        .iter()
        .filter_map(|one| key(links, &one.name))
        .collect();
    if !keys.is_empty() {
        let keys = keys
            .iter()
            .map(|key| quote(&format!("{key}={VALUE}")))
            .collect::<Vec<_>>();
        hints.push(format!(
            "anjuan set {} {}",
            quote(&opened.label),
            keys.join(" ")
        ));
    }
    let mut command = retry.to_owned();
    let of_event = |one: &&&Missing| one.name.starts_with("事项.") || one.name.starts_with("送达.");
    if links.event().is_none() && facts.iter().any(|one| of_event(&one)) {
        command = format!("{command} --event {EVENT}");
    }
    if record.attached_to.is_none() && facts.iter().any(|one| one.name.starts_with("母件.")) {
        command.push_str(" --attached-to 文书编号");
    }
    let mut names: Vec<_> = own.iter().map(|one| base(&one.name)).collect();
    names.dedup();
    for name in names {
        command = format!("{command} --set {}", quote(&format!("{name}={VALUE}")));
    }
    hints.push(command);
    hints.push(format!(
        "留空手填（--blank=栏目,栏目 只留这些）：{retry} --blank"
    ));
    hints
}

/// The field or fact to which the cell of a table belongs.
fn base(name: &str) -> &str {
    name.split_once('[').map_or(name, |(base, _)| base)
}

/// The key of the manifest that holds a fact, where the manifest has its owner.
fn key(links: Links<'_>, name: &str) -> Option<String> {
    if let Some(key) = cell(links, name) {
        return Some(key);
    }
    let (_, owner, key) = KEYS.iter().find(|(known, ..)| *known == name)?;
    let id = |id: &String| Some(format!("{id}.{key}"));
    match owner {
        Owner::Case => Some(format!("case.{key}")),
        Owner::Party => {
            let party = links.parties().first().copied()?;
            let at = links
                .case
                .parties
                .iter()
                .position(|one| std::ptr::eq(one, party))?;
            Some(format!("party.{}.{key}", at + 1))
        }
        Owner::Event => id(&links.event()?.id),
        Owner::Service => id(&links.service()?.id),
        Owner::Decision => id(&links.decision()?.0.id),
        Owner::DecisionService => id(&links.decision()?.1.id),
    }
}

/// The key of a cell of the officers or parties: `执法人员[2].执法证号`.
fn cell(links: Links<'_>, name: &str) -> Option<String> {
    let (table, rest) = name.split_once('[')?;
    let (row, column) = rest.split_once("].")?;
    let row: usize = row.parse::<usize>().ok()?.checked_sub(1)?;
    let (_, _, key) = KEYS
        .iter()
        .find(|(known, ..)| {
            known
                .strip_prefix("当事人.")
                .is_some_and(|name| name == column)
        })
        .copied()
        .unwrap_or(("", Owner::Case, "certificate"));
    match table {
        "当事人.各方" => {
            let party = links.parties().get(row).copied()?;
            let at = links
                .case
                .parties
                .iter()
                .position(|one| std::ptr::eq(one, party))?;
            Some(format!("party.{}.{key}", at + 1))
        }
        "执法人员" => Some(format!("officer.{}.certificate", row + 1)),
        _ => {
            let name = links.event()?.officers.get(row)?;
            let known = links
                .case
                .officers
                .iter()
                .any(|one| one.name.as_ref() == Some(name));
            known.then(|| format!("officer.{name}.certificate"))
        }
    }
}
