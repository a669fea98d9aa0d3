//! Questions and declarations: which branch the case took.

use std::collections::BTreeMap;

use crate::case::{Answer, values};
use crate::finding::Status;
use crate::rulebook::{Declaration, Filter, Question};

use super::applies::Holds;
use super::context::Context;
use super::fix;
use super::subject::Subject;
use super::verdict::Verdict;

/// What is known of one question.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    answer: Option<bool>,
    evidence: bool,
}

/// What is known of all questions.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers(BTreeMap<String, Known>);

impl Answers {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let questions = context.rulebook.questions.iter();
        let known = questions.map(|question| {
            let answer = context.case.answers.get(&question.id).map(Answer::value);
            let selection = &question.evidence;
            let evidence = !context
                .events(&selection.types, &selection.filter, Subject::Case)
                .is_empty();
            (question.id.clone(), Known { answer, evidence })
        });
        Self(known.collect())
    }

    fn get(&self, id: &str) -> Known {
        self.0.get(id).copied().unwrap_or_default()
    }

    /// Whether the answer is yes, by word or by evidence.
    pub(super) fn is_yes(&self, id: &str) -> bool {
        let known = self.get(id);
        known.evidence || known.answer == Some(true)
    }
}

/// Whether it is known which of two events came first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reminder {
    Settled,
    Unsettled,
}

impl Context<'_> {
    /// Whether the rules that tell the second event's place before or after the first can be
    /// asked: not while a first event is awaited, nor where either has no time.
    pub(super) fn reminder(&self, name: &str) -> Reminder {
        let Some(order) = self.rulebook.orders.iter().find(|order| order.name == name) else {
            return Reminder::Settled;
        };
        let of = |kind: &str| self.events(&[kind.to_owned()], &Filter::default(), Subject::Case);
        let (first, then) = (of(&order.first), of(&order.then));
        if then.is_empty() {
            return Reminder::Settled;
        }
        let unsettled = if first.is_empty() {
            self.stage >= order.stage && order.answers.iter().any(|id| self.is_awaited(id))
        } else {
            let mut all = first.iter().chain(&then).filter_map(|at| self.event(*at));
            self.stage >= order.stage && all.any(|event| event.start.is_none())
        };
        if unsettled {
            Reminder::Unsettled
        } else {
            Reminder::Settled
        }
    }

    /// The events that answer a question by themselves, each as a fact.
    pub(super) fn evidence(&self, id: &str) -> Vec<(String, String)> {
        let Some(question) = self.rulebook.question(id) else {
            return Vec::new();
        };
        let selection = &question.evidence;
        let found = self.events(&selection.types, &selection.filter, Subject::Case);
        let ids = found.into_iter().filter_map(|at| self.event(at));
        ids.map(|event| (event.id.clone(), String::new())).collect()
    }

    /// Whether a question that is asked of this case is answered yes, or not at all.
    fn is_awaited(&self, id: &str) -> bool {
        let Some(question) = self.rulebook.question(id) else {
            return false;
        };
        if self.all_hold(&question.ignored, Subject::Case) == Holds::Yes
            && !question.ignored.is_empty()
        {
            return false;
        }
        match self.case.answers.get(id) {
            Some(answer) => answer.value(),
            None => self.is_asked(question) != Holds::No,
        }
    }

    /// Whether a question is asked, its stage apart.
    fn is_asked(&self, question: &Question) -> Holds {
        if self.is_exempt(crate::rulebook::article_of(
            question.rule(&self.case.head.kind),
        )) {
            return Holds::No;
        }
        self.all_hold(&question.when, Subject::Case)
    }

    /// What a question reports; nothing before its stage.
    pub(super) fn ask(&self, question: &Question) -> Option<Verdict> {
        if self.stage < question.stage {
            return None;
        }
        let ignored = !question.ignored.is_empty()
            && self.all_hold(&question.ignored, Subject::Case) == Holds::Yes;
        let rule = question.rule(&self.case.head.kind);
        if ignored
            || self.is_exempt(crate::rulebook::article_of(rule))
            || self.is_silenced(question)
        {
            return None;
        }
        let known = self.answers().get(&question.id);
        let verdict = match (known.answer, known.evidence) {
            (None | Some(true), true) | (Some(false), false) => Verdict::satisfied(),
            (Some(false), true) if question.no_beside_evidence => Verdict::satisfied(),
            (Some(false), true) => self.beside_a_no(question),
            (Some(true), false) => self.without_evidence(question),
            (None, false) => match self.is_asked(question) {
                Holds::No => Verdict::not_applicable(),
                Holds::Yes => self.unanswered(question),
                Holds::Unknown => Verdict::new(
                    Status::Undecidable,
                    format!("办理结果未声明，无法判断是否须回答：{}", question.ask),
                ),
            },
        };
        Some(verdict.at(format!("answers.{}", question.id)))
    }

    /// While the order of two events is open, questions that rest on it are silent.
    fn is_silenced(&self, question: &Question) -> bool {
        question.when.iter().any(|condition| {
            matches!(condition, crate::rulebook::Condition::Settled(name)
                if self.reminder(name) == Reminder::Unsettled)
        })
    }

    fn unanswered(&self, question: &Question) -> Verdict {
        let mut verdict = Verdict::new(Status::Undeclared, format!("未声明：{}", question.ask))
            .fix(format!(
                "{}  # 或 =true",
                fix::set(self, &format!("answers.{}=false", question.id))
            ));
        verdict.postponable = self.is_present(question.stage);
        verdict
    }

    fn without_evidence(&self, question: &Question) -> Verdict {
        let events = question.evidence.types.join("、");
        let kind = question.evidence.types.first().map_or("", String::as_str);
        Verdict::new(
            Status::Missing,
            format!("声明为“是”，但没有登记{events}（{}）", question.ask),
        )
        .fix(fix::event(self, kind))
    }

    fn beside_a_no(&self, question: &Question) -> Verdict {
        let selection = &question.evidence;
        let found = self.events(&selection.types, &selection.filter, Subject::Case);
        let ids: Vec<_> = found
            .iter()
            .filter_map(|at| self.event(*at))
            .map(|e| e.id.as_str())
            .collect();
        let message = format!(
            "声明为“否”，却有{}：{}",
            selection.types.join("、"),
            ids.join("、")
        );
        Verdict::new(Status::Conflict, message)
            .fix(fix::set(self, &format!("answers.{}=true", question.id)))
    }

    /// Whether an event of these types is asked for by a question that is still open: then a rule
    /// that asks for one too is silent.
    pub(super) fn is_question_open(&self, types: &[String]) -> bool {
        self.rulebook.questions.iter().any(|question| {
            question
                .evidence
                .types
                .iter()
                .any(|kind| types.contains(kind))
                && self.ask(question).is_some_and(|verdict| {
                    matches!(
                        verdict.status,
                        Status::Undeclared | Status::Missing | Status::Undecidable
                    )
                })
        })
    }

    /// What a key of the head that must be declared reports.
    pub(super) fn declare(&self, declaration: &Declaration) -> Option<Verdict> {
        if self.stage < declaration.stage
            || self.all_hold(&declaration.when, Subject::Case) != Holds::Yes
        {
            return None;
        }
        let head = self
            .input
            .manifest
            .tree
            .get("case")
            .and_then(toml::Value::as_table)?;
        let key = declaration.key.trim_start_matches("case.");
        let answered = !declaration.answered.is_empty()
            && self.all_hold(&declaration.answered, Subject::Case) == Holds::Yes;
        let verdict = if answered || !values(head, key).is_empty() {
            Verdict::satisfied()
        } else {
            let words = self
                .rulebook
                .outcomes
                .get(&self.case.head.kind)
                .map(Vec::as_slice);
            let command = match (key, words.unwrap_or_default()) {
                ("outcome", [first, others @ ..]) => {
                    let command = fix::set(self, &format!("{}={first}", declaration.key));
                    format!("{command}  # 或 {}", others.join("、"))
                }
                _ => fix::ask(self),
            };
            let mut verdict =
                Verdict::new(Status::Undeclared, format!("未声明{}", declaration.ask)).fix(command);
            verdict.postponable = self.is_present(declaration.stage);
            verdict
        };
        Some(verdict.at(declaration.key.clone()))
    }

    /// Whether a stage is the one that a running case is in.
    pub(super) fn is_present(&self, stage: crate::case::vocabulary::Stage) -> bool {
        stage == self.stage && stage < crate::case::vocabulary::Stage::LAST
    }
}
