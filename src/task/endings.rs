//! What a way of ending a case, or a procedure, asks otherwise than the usual one.
//!
//! It is what the check itself answers for a case with nothing in it, so that nobody has to keep
//! a list of it beside the rules.

use chrono::NaiveDate;

use crate::case::Manifest;
use crate::case::vocabulary::{KINDS, PROCEDURES, STAGES};
use crate::check::{Input, Options, check};
use crate::finding::{Finding, Severity};
use crate::rulebook::Rulebook;
use crate::workspace::Workspace;

/// A kind of case that ends in some way, or follows some procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The kind.
    pub kind: &'static str,
    /// The procedure, where it is not the usual one.
    pub procedure: Option<&'static str>,
    /// The outcome.
    pub outcome: String,
}

/// A demand that is there whatever else happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The rule, without its rulebook.
    pub rule: String,
    /// The question, where it is one that must be answered.
    pub question: Option<String>,
    /// What it asks, in one line.
    pub what: String,
}

/// How an ending differs from the usual one of its kind.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The ending.
    pub ending: Ending,
    /// The usual outcome of the kind.
    pub usual: String,
    /// What the usual one asks and this one does not.
    pub dropped: Vec<Asked>,
    /// What this one asks and the usual one does not.
    pub added: Vec<Asked>,
    /// What both ask.
    pub kept: Vec<Asked>,
}

impl Ending {
    /// What people call it: the procedure, or the outcome.
    #[must_use]
    pub fn name(&self) -> &str {
        self.procedure.unwrap_or(&self.outcome)
    }
}

/// Every ending that a rulebook knows beside the usual ones; those that ask the same included.
#[must_use]
pub fn endings(rulebook: &Rulebook) -> Vec<Ending> {
    let mut all = Vec::new();
    for kind in KINDS {
        let outcomes = rulebook.outcomes.get(*kind).map(Vec::as_slice);
        let (usual, others) = outcomes
            .unwrap_or_default()
            .split_at_checked(1)
            .unwrap_or_default();
        for procedure in PROCEDURES.iter().skip(1) {
            let ending = usual.first().map(|outcome| Ending {
                kind,
                procedure: Some(procedure),
                outcome: outcome.clone(),
            });
            let differs = |ending: &Ending| {
                compare(rulebook, ending).is_some_and(|one| !one.dropped.is_empty())
            };
            all.extend(ending.filter(differs));
        }
        all.extend(others.iter().map(|outcome| Ending {
            kind,
            procedure: None,
            outcome: outcome.clone(),
        }));
    }
    all
}

/// How an ending differs from the usual outcome of its kind.
#[must_use]
pub fn compare(rulebook: &Rulebook, ending: &Ending) -> Option<Compared> {
    let usual = rulebook.outcomes.get(ending.kind)?.first()?.clone();
    let before = asked(rulebook, ending.kind, None, &usual)?;
    let now = asked(rulebook, ending.kind, ending.procedure, &ending.outcome)?;
    let split = |one: Vec<Asked>, other: &[Asked]| -> (Vec<Asked>, Vec<Asked>) {
        one.into_iter().partition(|asked| other.contains(asked))
    };
    let (kept, dropped) = split(before, &now);
    let (_, added) = split(now, &kept);
    Some(Compared {
        ending: ending.clone(),
        usual,
        dropped,
        added,
        kept,
    })
}

/// What is asked of a case of which nothing but its end is known, in the order of the rules.
///
/// A rule is silent while a question about the same thing is open: the case is asked once without
/// any answer, for the questions, and once with each answered no, for the rules.
fn asked(
    rulebook: &Rulebook,
    kind: &str,
    procedure: Option<&str>,
    outcome: &str,
) -> Option<Vec<Asked>> {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let procedure = procedure.map(|name| format!("procedure = {}\n", quoted(name)));
    let head = format!(
        "schema = 1\n[case]\nid = \"0\"\nkind = {}\ntitle = \"0\"\nstage = {}\nopened = 2000-01-01\n\
         outcome = {}\n{}[answers]\n",
        quoted(kind),
        quoted(STAGES.last()?),
        quoted(outcome),
        procedure.unwrap_or_default(),
    );
    let answers = rulebook.questions.iter();
    let denied: Vec<_> = answers
        .map(|question| format!("{} = false\n", question.id))
        .collect();
    let denied = denied.concat();
    let open = problems(rulebook, &head)?;
    let answered = problems(rulebook, &format!("{head}{denied}"))?;
    let mut all: Vec<Asked> = Vec::new();
    for finding in open.iter().chain(&answered) {
        let asked = one(rulebook, finding);
        if !all.contains(&asked) {
            all.push(asked);
        }
    }
    let place = |asked: &Asked| {
        let mut rules = rulebook.rules.iter();
        (
            rules.position(|rule| rule.id == asked.rule),
            asked.question.is_none(),
        )
    };
    all.sort_by_key(place);
    Some(all)
}

fn problems(rulebook: &Rulebook, text: &str) -> Option<Vec<Finding>> {
    let manifest = Manifest::parse(text).ok()?;
    let workspace = Workspace::default();
    let options = Options::on(NaiveDate::from_ymd_opt(2000, 1, 1)?);
    let rulebooks = [rulebook];
    let report = check(&Input::new("", &manifest, &workspace, &rulebooks, options));
    let weighs = |finding: &Finding| {
        finding.is_at_least(Severity::Warning) && finding.rulebook() == rulebook.id
    };
    Some(report.findings.into_iter().filter(weighs).collect())
}

fn one(rulebook: &Rulebook, finding: &Finding) -> Asked {
    let id = finding.rule_id();
    let question = finding.subject.strip_prefix("answers.");
    let ask = question
        .and_then(|id| rulebook.question(id))
        .map(|question| question.ask.clone());
    let what = match (ask, rulebook.rule(id)) {
        (Some(ask), _) => ask,
        // a declaration says what it asks, a rule of the case what it is for
        (None, _) if finding.subject.starts_with("case.") => {
            let declared = rulebook.declarations.iter();
            let mut own = declared.filter(|declaration| declaration.key == finding.subject);
            own.next()
                .map_or_else(String::new, |one| format!("写明{}", one.ask))
        }
        // of a rule for several kinds of subject, what it asks of the case alone
        (None, Some(rule)) if rule.parts.len() > 1 => {
            format!("{}（{}）", rule.what, finding.message)
        }
        (None, Some(rule)) => rule.what.clone(),
        (None, None) => finding.message.clone(),
    };
    Asked {
        rule: id.to_owned(),
        question: question.map(ToOwned::to_owned),
        what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::{built_in, load};

    #[test]
    fn an_ending_drops_what_its_case_need_not_have() {
        let rulebook = load(&built_in("sanming").unwrap()).unwrap();
        let all = endings(&rulebook);
        let of = |name: &str| {
            let ending = all.iter().find(|ending| ending.name() == name).unwrap();
            compare(&rulebook, ending).unwrap()
        };
        let rules = |list: &[Asked]| list.iter().map(|one| one.rule.clone()).collect::<Vec<_>>();
        let transferred = of("移送");
        assert!(rules(&transferred.dropped).contains(&"17-1".to_owned()));
        assert!(rules(&transferred.added).contains(&"9-3".to_owned()));
        let simple = of("简易程序");
        assert!(rules(&simple.dropped).contains(&"9-1".to_owned()));
        assert!(rules(&simple.added).contains(&"3-4".to_owned()));
        let refrained = of("不予行政处罚");
        assert!(rules(&refrained.kept).contains(&"9-1".to_owned()));
    }
}
