//! From verdicts to findings: one for each rule and subject, the worst of what it asks.

use std::collections::{BTreeSet, HashMap};

use crate::case::Waiver;
use crate::finding::{CaseReport, Finding, Severity, Status, UnderRulebook};
use crate::rulebook::{Part, Rule, Rulebook, Yields};

use super::applies::Holds;
use super::context::Context;
use super::require::{self, Place};
use super::verdict::Verdict;
use super::{Input, built_in};

/// Checks one case with its rulebooks.
#[must_use]
pub fn check(input: &Input<'_>) -> CaseReport {
    let calendar = input.workspace.calendar();
    let contexts: Vec<_> = input
        .rulebooks
        .iter()
        .map(|rulebook| Context::new(input, rulebook, &calendar))
        .collect();
    let drafts: Vec<Draft<'_>> = contexts
        .iter()
        .flat_map(|context| under_rulebook(input, context))
        .collect();
    let postponed = drafts.iter().any(|draft| draft.postponed);
    let mut findings: Vec<_> = drafts.into_iter().map(|draft| draft.finding).collect();
    findings.extend(built_in::findings(&contexts, &findings));
    locate(input, &mut findings);
    let errors = findings
        .iter()
        .any(|finding| finding.severity == Some(Severity::Error));
    let case = &input.manifest.case;
    CaseReport {
        id: case.head.id.clone(),
        path: input.path.to_owned(),
        kind: case.head.kind.clone(),
        stage: case.head.stage.clone(),
        unit: case.head.unit.clone(),
        opened: case.head.opened.0,
        manifest_sha256: input.manifest_sha256.to_owned(),
        complete: !errors && !postponed,
        rulebooks: input.rulebooks.iter().copied().map(under).collect(),
        remarks: remarks(input),
        findings,
    }
}

fn under(rulebook: &Rulebook) -> UnderRulebook {
    UnderRulebook {
        id: rulebook.id.clone(),
        name: rulebook.title.clone(),
        title: format!("{}（第 {} 版）", rulebook.title, rulebook.version),
        is_over: rulebook.over.is_some(),
    }
}

/// What one rulebook says: nothing that another one says makes it silent.
fn under_rulebook<'r>(input: &Input<'_>, context: &Context<'r>) -> Vec<Draft<'r>> {
    let mut drafts = rulebook_drafts(context);
    silence_reported_drafts(&mut drafts);
    waive(input, &mut drafts);
    give_way(&mut drafts);
    drafts
}

/// A finding in the making.
struct Draft<'r> {
    finding: Finding,
    yields: &'r Yields,
    drafts: Vec<String>,
    listed: Option<String>,
    postponed: bool,
    waivable: bool,
}

fn rulebook_drafts<'r>(context: &Context<'r>) -> Vec<Draft<'r>> {
    let mut all = Vec::new();
    for rule in &context.rulebook.rules {
        if !context.is_exempt(rule.article) {
            let mut verdicts = rule_verdicts(context, rule);
            verdicts.extend(asked_under(context, rule));
            all.extend(merge(context, rule, verdicts));
        }
    }
    all
}

/// The verdicts of one rule: subject, what is said of it, and to whom the part gives way.
type Said<'r> = (String, Verdict, &'r Yields);

fn rule_verdicts<'r>(context: &Context<'r>, rule: &'r Rule) -> Vec<Said<'r>> {
    let mut all = Vec::new();
    for part in &rule.parts {
        if part.is_about_case() && context.stage < part.stage {
            continue;
        }
        for subject in context.subjects(part) {
            let holds = context.all_hold(&part.when, subject);
            if holds == Holds::No {
                continue;
            }
            let name = context.subject_name(subject);
            for asked in &part.require {
                for mut verdict in require::evaluate(
                    context,
                    Place {
                        rule,
                        part,
                        subject,
                    },
                    asked,
                ) {
                    if holds == Holds::Unknown {
                        require::doubt(&mut verdict);
                    }
                    let subject = verdict.subject.clone().unwrap_or_else(|| name.clone());
                    all.push((subject, verdict, &part.yields));
                }
            }
        }
        all.extend(served_drafts(context, part));
    }
    all
}

/// Drafts that a delivered service lists, under the rule that asks for the service of their type.
fn served_drafts<'r>(context: &Context<'r>, part: &'r Part) -> Vec<Said<'r>> {
    require::served_drafts(context, part)
        .into_iter()
        .map(|verdict| {
            (
                verdict.subject.clone().unwrap_or_default(),
                verdict,
                &part.yields,
            )
        })
        .collect()
}

/// The questions and declarations that report under a rule.
fn asked_under<'r>(context: &Context<'r>, rule: &Rule) -> Vec<Said<'r>> {
    let kind = &context.case.head.kind;
    let questions = context
        .rulebook
        .questions
        .iter()
        .filter(|q| q.rule(kind) == rule.id);
    let declarations = context
        .rulebook
        .declarations
        .iter()
        .filter(|d| d.rule == rule.id);
    questions
        .filter_map(|question| context.ask(question))
        .chain(declarations.filter_map(|declaration| context.declare(declaration)))
        .map(|verdict| {
            (
                verdict.subject.clone().unwrap_or_default(),
                verdict,
                &Yields::Never,
            )
        })
        .collect()
}

/// One finding for each subject; verdicts that stand apart keep a finding of their own.
fn merge<'r>(context: &Context<'r>, rule: &'r Rule, said: Vec<Said<'r>>) -> Vec<Draft<'r>> {
    let mut groups: Vec<(String, &Yields, Vec<Verdict>)> = Vec::new();
    let mut known: HashMap<(String, &Yields), usize> = HashMap::new();
    for (subject, verdict, yields) in said {
        let apart = verdict.apart && verdict.severity().is_some();
        let key = (subject.clone(), yields);
        let group = known
            .get(&key)
            .filter(|_| !apart)
            .and_then(|at| groups.get_mut(*at));
        if let Some((_, _, list)) = group {
            list.push(verdict);
            continue;
        }
        if !apart {
            known.insert(key, groups.len());
        }
        groups.push((subject, yields, vec![verdict]));
    }
    let mut drafts: Vec<_> = groups
        .into_iter()
        .map(|(subject, yields, verdicts)| draft(context, rule, subject, yields, &verdicts))
        .collect();
    drafts.sort_by_key(|draft| context.position(&draft.finding.subject));
    keep_one_that_holds(&mut drafts);
    drafts
}

/// Of several findings of one rule and subject, those that are no problem say nothing beside one
/// that is, and one of them is enough.
fn keep_one_that_holds(drafts: &mut Vec<Draft<'_>>) {
    let mut seen: BTreeSet<String> = drafts
        .iter()
        .filter(|draft| draft.finding.severity.is_some())
        .map(|draft| draft.finding.subject.clone())
        .collect();
    drafts.retain(|draft| {
        draft.finding.severity.is_some() || seen.insert(draft.finding.subject.clone())
    });
}

fn draft<'r>(
    context: &Context<'r>,
    rule: &Rule,
    subject: String,
    yields: &'r Yields,
    verdicts: &[Verdict],
) -> Draft<'r> {
    let weight = |verdict: &&Verdict| (std::cmp::Reverse(verdict.severity()), verdict.status);
    let worst = verdicts.iter().min_by_key(weight);
    let failing: Vec<_> = verdicts
        .iter()
        .filter(|verdict| verdict.severity().is_some())
        .collect();
    let postponed = context.input.options.in_progress
        && !failing.is_empty()
        && failing
            .iter()
            .all(|verdict| verdict.postponable || !verdict.is_error());
    let status = worst.map_or(Status::NotApplicable, |verdict| verdict.status);
    let postponed = postponed && worst.is_some_and(Verdict::is_error);
    let mut messages = BTreeSet::new();
    let mut message: Vec<_> = failing
        .iter()
        .filter(|verdict| messages.insert(verdict.message.clone()))
        .map(|verdict| verdict.message.clone())
        .collect();
    if status == Status::Overdue {
        message.extend(both_terms(verdicts));
    }
    let finding = Finding {
        rule: format!("{}/{}", context.rulebook.id, rule.id),
        article: Some(rule.article),
        status: if postponed { Status::Due } else { status },
        severity: if postponed {
            Some(Severity::Warning)
        } else {
            worst.and_then(Verdict::severity)
        },
        subject,
        message: if message.is_empty() {
            rule.what.clone()
        } else {
            message.join("；")
        },
        fix: worst
            .and_then(|verdict| verdict.fix.clone())
            .unwrap_or_else(|| rule.fix.clone()),
        due: worst
            .and_then(|verdict| verdict.due)
            .or_else(|| failing.iter().find_map(|v| v.due)),
        line: None,
        basis: rule
            .basis
            .clone()
            .or_else(|| worst.and_then(|verdict| verdict.basis.clone())),
        deadlines: verdicts
            .iter()
            .flat_map(|verdict| verdict.deadlines.clone())
            .collect(),
    };
    Draft {
        finding,
        yields,
        drafts: verdicts
            .iter()
            .flat_map(|verdict| verdict.drafts.clone())
            .collect(),
        listed: worst.and_then(|verdict| verdict.served_draft.clone()),
        postponed,
        waivable: rule.waivable,
    }
}

/// Both readings of a term, where a rule has two.
fn both_terms(verdicts: &[Verdict]) -> Option<String> {
    let mut terms: Vec<_> = verdicts
        .iter()
        .filter_map(|verdict| verdict.term.clone())
        .collect();
    terms.dedup();
    (terms.len() > 1).then(|| format!("期限的两种读法：{}", terms.join("，")))
}

/// A draft in a service is silent where another finding reports that it is a draft.
fn silence_reported_drafts(drafts: &mut Vec<Draft<'_>>) {
    let reported: BTreeSet<String> = drafts
        .iter()
        .filter(|draft| draft.finding.is_at_least(Severity::Error))
        .flat_map(|draft| draft.drafts.clone())
        .collect();
    drafts.retain(|draft| {
        draft
            .listed
            .as_ref()
            .is_none_or(|id| !reported.contains(id))
    });
}

/// Waivers turn problems into notes; what nothing may excuse stays.
fn waive(input: &Input<'_>, drafts: &mut [Draft<'_>]) {
    let waivers = &input.manifest.case.waivers;
    for draft in drafts.iter_mut() {
        let finding = &mut draft.finding;
        let holds = |waiver: &&Waiver| {
            is_meant(waiver, finding)
                && is_approved(waiver)
                && waiver
                    .expires
                    .is_none_or(|day| input.options.as_of <= day.0)
        };
        let Some(waiver) = waivers.iter().find(holds) else {
            continue;
        };
        if draft.waivable && can_be_waived(finding) {
            finding.message = format!(
                "{}（经{}批准豁免：{}）",
                finding.message,
                waiver.approver.as_deref().unwrap_or("（未写明）"),
                waiver.reason.as_deref().unwrap_or("（未写明）")
            );
            finding.status = Status::Waived;
            finding.severity = Status::Waived.severity();
            draft.postponed = false;
        }
    }
}

/// An excuse without a reason or without who approved it excuses nothing.
pub(super) fn is_approved(waiver: &Waiver) -> bool {
    let given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    given(&waiver.reason) && given(&waiver.approver)
}

pub(super) fn is_meant(waiver: &Waiver, finding: &Finding) -> bool {
    waiver.rule == finding.rule && waiver.subject == finding.subject
}

fn can_be_waived(finding: &Finding) -> bool {
    finding.is_at_least(Severity::Warning) && finding.status != Status::Undeclared
}

/// A part that gives way is silent for a subject of which another rule reports, as an error, that
/// something is missing or incomplete.
fn give_way(drafts: &mut Vec<Draft<'_>>) {
    let mut reports: HashMap<String, Vec<(String, Status)>> = HashMap::new();
    let weighs =
        |draft: &&Draft<'_>| draft.finding.severity == Some(Severity::Error) || draft.postponed;
    for finding in drafts.iter().filter(weighs).map(|draft| &draft.finding) {
        let report = (finding.rule.clone(), finding.status);
        reports
            .entry(about(&finding.subject).to_owned())
            .or_default()
            .push(report);
    }
    drafts.retain(|draft| {
        let own = &draft.finding;
        let yields_to = |rule: &str| match draft.yields {
            Yields::Never => false,
            Yields::ToAll => rule != own.rule,
            Yields::To(ids) => ids.iter().any(|id| rule.ends_with(&format!("/{id}"))),
        };
        let others = reports
            .get(about(&own.subject))
            .map(Vec::as_slice)
            .unwrap_or_default();
        let reported = others.iter().any(|(rule, status)| {
            let lack = matches!(status, Status::Missing | Status::Incomplete | Status::Due);
            yields_to(rule) && (lack || own.subject == "case")
        });
        own.severity.is_none() || !reported
    });
}

/// What a report is about: the questions of a case are the case's, its declarations are not.
fn about(subject: &str) -> &str {
    if subject.starts_with("answers.") {
        "case"
    } else {
        subject
    }
}

fn locate(input: &Input<'_>, findings: &mut [Finding]) {
    for finding in findings {
        if finding.line.is_none() {
            finding.line = input.manifest.lines.of(&finding.subject);
        }
    }
}

/// What a rulebook says of a kind of case that it has no chapter for.
fn remarks(input: &Input<'_>) -> Vec<String> {
    let kind = &input.manifest.case.head.kind;
    let books = input
        .rulebooks
        .iter()
        .copied()
        .flat_map(|book: &Rulebook| &book.exempt);
    books
        .filter(|exempt| exempt.kind == *kind)
        .map(|exempt| exempt.remark.clone())
        .collect()
}
