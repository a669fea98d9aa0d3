//! `anjuan check --trace`: which facts made a rule apply or be satisfied.

use std::path::Path;

use super::ui::Ui;
use crate::check::Options;
use crate::report::trace::text;
use crate::task::error::Failure;
use crate::task::open::Library;
use crate::task::{find, trace};

/// Prints the traces of a rule through each case; as a JSON array where that is
/// wanted. Gives the exit code.
pub(super) fn run(
    ui: &mut Ui,
    library: &Library,
    found: &find::Found,
    (rule, options): (&str, Options),
    as_json: bool,
) -> u8 {
    let mut all = Vec::new();
    let mut failures = found.failures.clone();
    for dir in &found.cases {
        match traced(library, dir, rule, options) {
            Ok(traces) if as_json => all.push(serde_json::json!({
                "path": dir.display().to_string(), "traces": traces,
            })),
            Ok(traces) => {
                if found.cases.len() > 1 {
                    ui.line(&dir.display().to_string());
                }
                for trace in &traces {
                    ui.line(&text(trace));
                }
            }
            Err(failure) => failures.push(failure),
        }
    }
    if as_json {
        ui.line(&serde_json::Value::Array(all).to_string());
    }
    for failure in &failures {
        ui.note(failure);
    }
    u8::from(!failures.is_empty()) * 2
}

fn traced(
    library: &Library,
    dir: &Path,
    rule: &str,
    options: Options,
) -> Result<Vec<crate::finding::Trace>, Failure> {
    let case = library.open(dir)?;
    let traces = trace::trace(&case, rule, options);
    if traces.is_empty() {
        return Err(Failure::new(format!("本案的规程没有规则 {rule}"))
            .because(format!("案件 {}", case.label))
            .hint("anjuan rulebook show"));
    }
    Ok(traces)
}
