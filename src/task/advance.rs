//! Moving a case on: only where the strict check of the stages it leaves passes.

use chrono::NaiveDate;

use super::change::{Done, Session};
use super::error::Failure;
use super::examine;
use crate::case::edit::{Editor, Operator};
use crate::case::vocabulary::Stage;
use crate::check::{Options, quote};
use crate::finding::Severity;
use crate::store::Change;

/// How many findings a refusal names.
const NAMED: usize = 8;

/// Moves a case to a stage, the next one by default. Moving back needs no check.
///
/// # Errors
/// A case at the last stage, or one that lacks what the stages before the new one demand.
pub fn advance(session: Session<'_>, to: Option<Stage>, today: NaiveDate) -> Result<Done, Failure> {
    let case = quote(&session.case.label);
    let from = session.case.manifest.case.head.stage();
    let Some(to) = to.or_else(|| from.next()) else {
        let failure = Failure::new(format!("案件已在最后阶段：{from}"));
        return Err(failure.hint(format!("anjuan package {case}")));
    };
    if to == from {
        return Err(Failure::new(format!("案件已在{from}阶段")));
    }
    if to > from {
        refuse_gaps(&session, from, to, today)?;
    }
    let change = Change::new("stage")
        .data("from", from.name())
        .data("to", to.name());
    let made = vec![(
        session.case.manifest.case.head.id.clone(),
        to.name().to_owned(),
    )];
    session.carry_out(
        change,
        made,
        Box::new(move |editor: &mut Editor, _| {
            editor
                .set("case.stage", Operator::Assign, to.name())
                .map(|_| ())
        }),
    )
}

/// Every stage that the case leaves must be complete.
fn refuse_gaps(
    session: &Session<'_>,
    from: Stage,
    to: Stage,
    today: NaiveDate,
) -> Result<(), Failure> {
    let left = Stage::all()
        .filter(|stage| *stage >= from && *stage < to)
        .last()
        .unwrap_or(from);
    let options = Options {
        stage: Some(left),
        ..Options::on(today)
    };
    let report = examine::opened(&session.case, options);
    let errors: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Some(Severity::Error))
        .collect();
    if errors.is_empty() {
        return Ok(());
    }
    let mut failure = Failure::refused(format!("{left}阶段尚不齐备，不能进入{to}"));
    for finding in errors.iter().take(NAMED) {
        failure = failure.because(format!(
            "{} {} {}：{}",
            finding.status_chinese(),
            finding.rule_id(),
            finding.subject,
            finding.said()
        ));
    }
    if errors.len() > NAMED {
        failure = failure.because(format!("共 {} 项", errors.len()));
    }
    Err(failure.hint(format!(
        "anjuan check {} --stage {left}",
        quote(&session.case.label)
    )))
}
