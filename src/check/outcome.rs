//! The outcome that rules see.

use crate::case::vocabulary::Stage;

use super::context::Context;

/// The declared outcome; before it is asked, what a fact of the case stands for, or the kind's
/// ordinary one; none while it is asked and undeclared. A word that the rulebook does not know
/// holds the case to the ordinary outcome, so that a slip of the pen switches nothing off.
pub(super) fn effective(context: &Context<'_>) -> Option<String> {
    let known = known(context);
    if let Some(declared) = &context.case.head.outcome {
        let fallback = || known.first().cloned();
        return if known.contains(declared) {
            Some(declared.clone())
        } else {
            fallback()
        };
    }
    if is_asked(context) {
        return None;
    }
    let stands = context.rulebook.stands.iter().find(|stand| {
        let case = context.case;
        stand.kind == case.head.kind
            && (case.records.iter().any(|record| {
                !record.is_void()
                    && stand.record.as_deref().is_some_and(|name| {
                        context
                            .catalogue()
                            .get(&record.kind)
                            .is_some_and(|d| d.name == name)
                    })
            }) || case
                .events
                .iter()
                .any(|event| stand.events.contains(&event.kind))
                || stand
                    .answers
                    .iter()
                    .any(|id| case.answers.get(id).is_some_and(crate::case::Answer::value)))
    });
    stands
        .map(|stand| stand.outcome.clone())
        .or_else(|| known.first().cloned())
}

/// The outcomes that the rulebook knows for the kind of the case; the first is the ordinary one.
pub(super) fn known<'c>(context: &'c Context<'_>) -> &'c [String] {
    context
        .rulebook
        .outcomes
        .get(&context.case.head.kind)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

fn is_asked(context: &Context<'_>) -> bool {
    let stage = context
        .rulebook
        .declarations
        .iter()
        .filter(|d| d.key == "case.outcome")
        .map(|d| d.stage)
        .min();
    context.stage >= stage.unwrap_or(Stage::LAST)
}
