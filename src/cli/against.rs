//! `anjuan check --against`: what changed since an earlier report.

use std::path::Path;

use serde_json::json;

use super::ui::Ui;
use crate::check::Options;
use crate::report::Summary;
use crate::task::against::{self, Compared, Earlier, Reason, Turn, Turned};
use crate::task::error::Failure;
use crate::task::open::Library;
use crate::task::{examine, find};

/// Compares the cases with a report and prints the changes; gives what is found today.
///
/// # Errors
/// A report that cannot be read.
pub(super) fn run(
    ui: &mut Ui,
    library: &Library,
    (found, report): (&find::Found, &Path),
    options: Options,
    as_json: bool,
) -> Result<Summary, Failure> {
    let earlier = Earlier::read(report)?;
    let mut printer = Printer {
        earlier: &earlier,
        as_json,
        summary: Summary::default(),
        cases: Vec::new(),
        seen: Vec::new(),
        counts: [0; 4],
    };
    if !as_json {
        let (then, now) = (earlier.as_of, options.as_of);
        ui.line(&format!("与 {then} 的报告相比，今天 {now}"));
    }
    examine::each(
        &found.cases,
        |dir| {
            (
                dir.display().to_string(),
                against::compare(library, dir, options, &earlier),
            )
        },
        |(path, compared)| {
            match compared {
                Ok(compared) => printer.case(ui, &compared),
                Err(failure) => printer.unreadable(ui, path, &failure),
            }
            !ui.is_closed()
        },
    );
    Ok(printer.end(ui, options))
}

struct Printer<'e> {
    earlier: &'e Earlier,
    as_json: bool,
    summary: Summary,
    cases: Vec<serde_json::Value>,
    seen: Vec<(String, String)>,
    counts: [usize; 4],
}

impl Printer<'_> {
    fn case(&mut self, ui: &mut Ui, compared: &Compared) {
        let report = &compared.report;
        self.summary.add(report);
        self.seen.push((report.id.clone(), report.path.clone()));
        for turned in &compared.changes {
            self.counts[turned.change as usize] += 1;
        }
        if self.as_json {
            self.cases.push(json!({
                "id": report.id, "path": report.path, "known": compared.is_known,
                "complete": report.complete, "changes": compared.changes,
            }));
            return;
        }
        if compared.is_known && compared.changes.is_empty() {
            return;
        }
        ui.line(&format!(
            "{} {} · {}",
            report.id, compared.title, report.path
        ));
        if !compared.is_known {
            ui.line("  报告中没有这个案件");
        }
        for turned in &compared.changes {
            ui.line(&format!("  {}", line(turned)));
        }
    }

    fn unreadable(&mut self, ui: &mut Ui, path: String, failure: &Failure) {
        self.summary.add_unreadable();
        if self.as_json {
            self.cases
                .push(json!({"id": null, "path": path, "error": failure.to_string()}));
        } else {
            ui.note(&failure);
        }
        self.seen.push((String::new(), path));
    }

    fn end(self, ui: &mut Ui, options: Options) -> Summary {
        let missing = self.earlier.missing(&self.seen);
        let [new, worse, better, gone] = self.counts;
        if self.as_json {
            let missing: Vec<_> = missing
                .iter()
                .map(|(id, path)| json!({"id": id, "path": path}))
                .collect();
            ui.line(
                &json!({
                    "schema": 1, "tool": format!("anjuan {}", env!("CARGO_PKG_VERSION")),
                    "as_of": options.as_of.to_string(),
                    "against": {"as_of": self.earlier.as_of.to_string(), "tool": self.earlier.tool},
                    "cases": self.cases, "missing": missing,
                    "summary": {"new": new, "worse": worse, "better": better, "gone": gone},
                })
                .to_string(),
            );
        } else {
            for (id, path) in &missing {
                ui.line(&format!("{id} · {path}"));
                ui.line("  报告中有，现在没有检查到");
            }
            ui.line(&format!(
                "新出现 {new}，加重 {worse}，减轻 {better}，已消失 {gone}"
            ));
        }
        self.summary
    }
}

fn line(turned: &Turned) -> String {
    let word = match turned.change {
        Turn::New => "新出现",
        Turn::Worse => "加重　",
        Turn::Better => "减轻　",
        Turn::Gone => "已消失",
    };
    let why = match turned.reason {
        Reason::Date => "日期推移",
        Reason::Fact => "清单改动",
        Reason::Rulebook => "规程改动",
        Reason::FactOrRulebook => "清单或者规程改动",
        Reason::Surroundings => {
            "清单、规程、日期都没有变：案件目录的文件、工作区、程序版本或者检查的方式变了"
        }
    };
    let what = match (&turned.now, &turned.before) {
        (Some(now), _) => now.summary(),
        (None, Some(before)) => {
            let id = before
                .rule
                .split_once('/')
                .map_or(&*before.rule, |(_, id)| id);
            format!("{id} {} {}", before.subject, before.message)
        }
        (None, None) => String::new(),
    };
    format!("{word} {what}（{why}）")
}
