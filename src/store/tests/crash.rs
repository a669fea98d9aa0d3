//! The process is killed, or the disk fails, at every step of every write order.

use std::path::Path;

use super::scenario::{Measure, SCENARIOS, Scenario, copy_of, faults, intake, named};
use super::support::{Lines, clerk};
use super::trace::{Fault, Taken, run};
use crate::store::StoreError;
use crate::store::disk;
use crate::store::intake::Intake;
use crate::store::layout::Layout;
use crate::store::lock::Lock;
use crate::store::plan::prepare;
use crate::store::recovery::settle;
use crate::store::write::{append, stage_manifest};

/// Interrupts a scenario by a fault and says what does not hold.
fn interrupted(scenario: &Scenario, measure: &Measure, fault: Fault) -> Vec<String> {
    let desk = copy_of(&measure.before);
    let (outcome, _) = run(fault, || (scenario.run)(desk.root()));
    faults(scenario, measure, &desk, outcome.is_ok())
        .into_iter()
        .map(|what| format!("{} {fault:?}：{what}", scenario.name))
        .collect()
}

fn steps(scenario: &Scenario, measure: &Measure) -> Vec<Taken> {
    let desk = copy_of(&measure.before);
    let (outcome, taken) = run(Fault::Never, || (scenario.run)(desk.root()));
    outcome.unwrap();
    taken
}

/// Every step, and for a write also some of its bytes.
fn kills(taken: &[Taken]) -> Vec<Fault> {
    let mut kills = Vec::new();
    for (at, step) in taken.iter().enumerate() {
        let length = if let Taken::Write(_, bytes) = step {
            bytes.len()
        } else {
            0
        };
        let mut parts = vec![0, length / 2, length];
        parts.dedup();
        kills.extend(parts.into_iter().map(|bytes| Fault::From(at, bytes)));
    }
    kills
}

#[test]
fn a_kill_at_any_step_of_any_write_order_loses_nothing() {
    for scenario in &SCENARIOS {
        let measure = Measure::of(scenario);
        let taken = steps(scenario, &measure);
        assert!(taken.len() >= 2, "{}", scenario.name);
        for fault in kills(&taken) {
            let found = interrupted(scenario, &measure, fault);
            assert!(found.is_empty(), "{found:#?}");
        }
    }
}

#[test]
fn an_error_of_the_disk_at_any_step_loses_nothing() {
    for scenario in &SCENARIOS {
        let measure = Measure::of(scenario);
        for at in 0..steps(scenario, &measure).len() {
            let found = interrupted(scenario, &measure, Fault::Once(at));
            assert!(found.is_empty(), "{found:#?}");
        }
    }
}

#[test]
fn a_line_cut_at_any_byte_was_never_written_or_stands_whole() {
    for name in ["立案", "记事"] {
        let scenario = named(name);
        let measure = Measure::of(scenario);
        let taken = steps(scenario, &measure);
        let is_line =
            |step: &Taken| matches!(step, Taken::Write(path, _) if path.ends_with("journal.jsonl"));
        let at = taken.iter().position(is_line).unwrap();
        let Taken::Write(_, line) = &taken[at] else {
            unreachable!()
        };
        for bytes in 0..=line.len() {
            let found = interrupted(scenario, &measure, Fault::From(at, bytes));
            assert!(found.is_empty(), "{found:#?}");
        }
    }
}

#[test]
fn an_fsync_that_fails_is_not_confirmed_and_not_tried_again() {
    for scenario in &SCENARIOS {
        let measure = Measure::of(scenario);
        for (at, step) in steps(scenario, &measure).into_iter().enumerate() {
            let (Taken::Sync(place) | Taken::SyncDir(place)) = step else {
                continue;
            };
            let desk = copy_of(&measure.before);
            let (outcome, taken) = run(Fault::Once(at), || (scenario.run)(desk.root()));
            let error = outcome.unwrap_err();
            assert!(matches!(error, StoreError::NotConfirmed { .. }), "{error}");
            assert!(error.to_string().contains("未确认写入，请运行 anjuan log"));
            let name = place.file_name().unwrap();
            let again = taken.iter().skip(at).any(|step| {
                matches!(step, Taken::Sync(p) | Taken::SyncDir(p) if p.file_name() == Some(name))
            });
            assert!(!again, "{} {place:?}", scenario.name);
        }
    }
}

#[test]
fn the_steps_of_a_change_come_in_the_order_of_the_design() {
    let scenario = named("收录");
    let measure = Measure::of(scenario);
    let shown: Vec<String> = steps(scenario, &measure).iter().map(show).collect();
    let want = [
        "目录 新的",
        "目录落盘 documents",
        "新建 临时",
        "写 临时",
        "落盘 临时",
        "新建 临时",
        "写 临时",
        "权限 临时",
        "落盘 临时",
        "改名 临时 R02.pdf",
        "目录落盘 新的",
        "改名 临时 R02.mp4",
        "目录落盘 recordings",
        "新建 next.toml",
        "写 next.toml",
        "权限 next.toml",
        "落盘 next.toml",
        "目录落盘 .anjuan",
        "写 journal.jsonl",
        "落盘 journal.jsonl",
        "改名 next.toml case.toml",
        "目录落盘 案卷",
    ];
    assert_eq!(shown, want);
}

fn show(step: &Taken) -> String {
    let name = |path: &Path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.starts_with(".anjuan-tmp-") {
            "临时".to_owned()
        } else {
            name.to_owned()
        }
    };
    match step {
        Taken::MakeDir(path) => format!("目录 {}", name(path)),
        Taken::Create(path) => format!("新建 {}", name(path)),
        Taken::Write(path, _) => format!("写 {}", name(path)),
        Taken::Cut(path, length) => format!("截 {} {length}", name(path)),
        Taken::Mode(path) => format!("权限 {}", name(path)),
        Taken::Sync(path) => format!("落盘 {}", name(path)),
        Taken::SyncDir(path) => format!("目录落盘 {}", name(path)),
        Taken::Rename(from, to) => format!("改名 {} {}", name(from), name(to)),
        Taken::Remove(path) => format!("移除 {}", name(path)),
    }
}

/// The steps of a commit in a wrong order: the journal's line first.
fn line_first(desk: &Path) -> Result<(), StoreError> {
    out_of_order(desk, |layout, plan, intake| {
        append(&layout.journal(), &plan.line)?;
        intake.place()?;
        stage_manifest(layout, plan)?;
        disk::replace(&layout.next(), &layout.manifest())
    })
}

/// The steps of a commit in a wrong order: the manifest is replaced before the line stands.
fn manifest_first(desk: &Path) -> Result<(), StoreError> {
    out_of_order(desk, |layout, plan, intake| {
        stage_manifest(layout, plan)?;
        disk::replace(&layout.next(), &layout.manifest())?;
        intake.place()?;
        append(&layout.journal(), &plan.line)
    })
}

type Order = fn(&Layout, &crate::store::plan::Plan, &mut Intake) -> Result<(), StoreError>;

fn out_of_order(desk: &Path, order: Order) -> Result<(), StoreError> {
    let layout = Layout::new(&desk.join("案卷"));
    let _lock = Lock::take(&layout, &clerk())?;
    let settled = settle(&layout, &Lines, &clerk())?;
    let change = intake(desk);
    let mut intake = Intake::stage(&layout, &change.evidence, &settled.outline)?;
    let plan = prepare(&layout, &settled, change, intake.stored(), &Lines, &clerk())?;
    order(&layout, &plan, &mut intake)
}

#[test]
fn a_wrong_order_of_the_steps_is_found_out() {
    let right = named("收录");
    let measure = Measure::of(right);
    for run in [line_first, manifest_first] {
        let wrong = Scenario {
            name: "错序",
            run,
            ..*right
        };
        let kills = kills(&steps(&wrong, &measure));
        let found: Vec<_> = kills
            .into_iter()
            .flat_map(|fault| interrupted(&wrong, &measure, fault))
            .collect();
        assert!(!found.is_empty());
    }
}
