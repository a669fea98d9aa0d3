//! The write orders that are interrupted, and what must hold after any interruption.

use std::fs;
use std::path::Path;

use serde_json::Map;

use super::support::{
    Desk, Lines, Told, Tree, adding, clerk, copy_tree, note, outcome, start, told, tree, write,
};
use crate::store::{
    Change, History, Reader as _, Recorded, Source, State, StoreError, accept, append_access,
    digest, load, repair,
};

type Run = fn(&Path) -> Result<(), StoreError>;

/// One way to write a case. Paths are below a desk: the case is `案卷`.
pub(super) struct Scenario {
    pub(super) name: &'static str,
    /// What is there before.
    pub(super) setup: Run,
    /// What is interrupted.
    pub(super) run: Run,
    /// The kind of its line.
    pub(super) kind: &'static str,
    /// Whether the case can be written to before it ran.
    pub(super) open: bool,
}

const fn scenario(name: &'static str, kind: &'static str, setup: Run, run: Run) -> Scenario {
    Scenario {
        name,
        setup,
        run,
        kind,
        open: true,
    }
}

/// All write orders.
pub(super) const SCENARIOS: [Scenario; 10] = [
    Scenario {
        open: false,
        ..scenario("立案", "new", |_| Ok(()), begun)
    },
    scenario("记事", "note", begun, |desk| {
        note(&desk.join("案卷")).map(drop)
    }),
    scenario("填写", "set", with_record, set),
    scenario("收录", "add", with_record, add),
    scenario("签署", "sign", with_draft, sign),
    scenario("手改之后", "set", edited, set),
    scenario("残尾之后", "set", torn, set),
    Scenario {
        open: false,
        ..scenario("认可", "accept", against, accepted)
    },
    Scenario {
        open: false,
        ..scenario("补建", "accept", hand_made, accepted)
    },
    scenario("查阅", "copy", with_record, copied),
];

/// The scenario of this name.
pub(super) fn named(name: &str) -> &'static Scenario {
    SCENARIOS
        .iter()
        .find(|scenario| scenario.name == name)
        .unwrap()
}

fn begun(desk: &Path) -> Result<(), StoreError> {
    start(&desk.join("案卷")).map(drop)
}

fn with_record(desk: &Path) -> Result<(), StoreError> {
    begun(desk)?;
    fs::write(desk.join("录像.mp4"), "一段录像").unwrap();
    write(
        &desk.join("案卷"),
        adding("R01", "documents/R01.pdf", b"one"),
    )
    .map(drop)
}

fn set(desk: &Path) -> Result<(), StoreError> {
    let change = Change::new("set").edit(|text, _| Ok(format!("{text}E02\n")));
    write(&desk.join("案卷"), change).map(drop)
}

/// The change that takes in a recording and a document.
pub(super) fn intake(desk: &Path) -> Change {
    adding("R02", "documents/新的/R02.pdf", b"two").evidence(
        Source::Path(desk.join("录像.mp4")),
        "recordings/R02.mp4",
        true,
    )
}

fn add(desk: &Path) -> Result<(), StoreError> {
    write(&desk.join("案卷"), intake(desk)).map(drop)
}

fn with_draft(desk: &Path) -> Result<(), StoreError> {
    with_record(desk)?;
    let draft = Source::Bytes(b"draft".to_vec());
    let change = Change::new("doc")
        .evidence(draft, "documents/R02.docx", false)
        .edit(|text, _| Ok(format!("{text}R02 documents/R02.docx\n")));
    write(&desk.join("案卷"), change).map(drop)
}

fn sign(desk: &Path) -> Result<(), StoreError> {
    let change = adding("R02", "documents/R02.pdf", b"scan")
        .edit(|text, stored| {
            let scan = &stored[0];
            let line = format!("R02 {} {} {}", scan.path, scan.sha256, scan.size);
            Ok(text.replace("R02 documents/R02.docx", &line))
        })
        .moving("documents/R02.docx", ".anjuan/superseded/R02.docx");
    let change = Change {
        kind: "sign".to_owned(),
        ..change
    };
    write(&desk.join("案卷"), change).map(drop)
}

fn edited(desk: &Path) -> Result<(), StoreError> {
    with_record(desk)?;
    by_hand(desk, |text| format!("{text}# 手工\nE07\n"));
    Ok(())
}

fn against(desk: &Path) -> Result<(), StoreError> {
    with_record(desk)?;
    by_hand(desk, |text| text.replace("R01 ", "R09 "));
    Ok(())
}

fn by_hand(desk: &Path, edit: impl FnOnce(String) -> String) {
    let path = desk.join("案卷/case.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, edit(text)).unwrap();
}

fn torn(desk: &Path) -> Result<(), StoreError> {
    with_record(desk)?;
    let path = desk.join("案卷/journal.jsonl");
    let mut journal = fs::read(&path).unwrap();
    journal.extend_from_slice(br#"{"v":1,"seq":2,"prev":"#);
    fs::write(path, journal).unwrap();
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "the form of a run")]
fn hand_made(desk: &Path) -> Result<(), StoreError> {
    let case = desk.join("案卷");
    fs::create_dir(&case).unwrap();
    fs::write(case.join("case.toml"), "E01\nR01 data/x - 1\n").unwrap();
    fs::create_dir(case.join("data")).unwrap();
    fs::write(case.join("data/x"), "x").unwrap();
    Ok(())
}

fn accepted(desk: &Path) -> Result<(), StoreError> {
    accept(&desk.join("案卷"), "核对无误", &Lines, &clerk()).map(drop)
}

fn copied(desk: &Path) -> Result<(), StoreError> {
    append_access(
        &desk.join("案卷"),
        "copy",
        Map::new(),
        None,
        &Lines,
        &clerk(),
    )
    .map(drop)
}

/// What a scenario is measured by: the case before and after it ran undisturbed.
pub(super) struct Measure {
    pub(super) before: Desk,
    files: Tree,
    lines: usize,
    manifests: [Option<Vec<u8>>; 2],
    outcome: (Tree, Told, Told),
}

impl Measure {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let before = Desk::new();
        (scenario.setup)(before.root()).unwrap();
        let after = copy_of(&before);
        (scenario.run)(after.root()).unwrap();
        let manifest = |desk: &Desk| load(&desk.case(), &Lines).ok().map(|seen| seen.manifest);
        Self {
            files: tree(&before.case()),
            lines: lines_of(scenario, &before),
            manifests: [manifest(&before), manifest(&after)],
            outcome: outcome(&after.case()),
            before,
        }
    }
}

/// How many lines of its kind a case has.
fn lines_of(scenario: &Scenario, desk: &Desk) -> usize {
    let logs = ["journal.jsonl", "access.jsonl"].map(|name| told(&desk.case().join(name)));
    logs.iter()
        .flatten()
        .filter(|(kind, _)| kind == scenario.kind)
        .count()
}

pub(super) fn copy_of(desk: &Desk) -> Desk {
    let copy = Desk::new();
    copy_tree(desk.root(), copy.root());
    copy
}

/// What is wrong with a case after an interruption; empty when all that must hold does.
pub(super) fn faults(
    scenario: &Scenario,
    measure: &Measure,
    found: &Desk,
    acknowledged: bool,
) -> Vec<String> {
    let case = found.case();
    let promised = lines_of(scenario, found) > measure.lines;
    let mut faults = untouched(&measure.files, &tree(&case));
    if acknowledged && !promised {
        faults.push("确认过的操作不在日志里".to_owned());
    }
    let wanted = &measure.manifests[usize::from(promised)];
    faults.extend(reads_as(
        &case,
        wanted.as_deref(),
        promised || scenario.open,
    ));
    faults.extend(ends_alike(scenario, measure, &copy_of(found), promised));
    faults.extend(goes_on(&case, promised || scenario.open));
    faults
}

/// Nothing that was there is altered or gone.
fn untouched(before: &Tree, now: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, content) in before {
        let kept = match path.as_str() {
            "case.toml" | ".anjuan/lock" | ".anjuan/head" => true,
            "journal.jsonl" | "access.jsonl" => {
                let complete = content
                    .iter()
                    .rposition(|&b| b == b'\n')
                    .map_or(0, |at| at + 1);
                now.get(path)
                    .is_some_and(|now| now.starts_with(&content[..complete]))
            }
            "documents/R02.docx" => now.values().any(|now| now == content),
            _ => now.get(path) == Some(content),
        };
        if !kept {
            faults.push(format!("{path} 原有的内容不在了"));
        }
    }
    faults
}

/// A reader sees the manifest of the one side, and all that it and the journal record.
fn reads_as(case: &Path, wanted: Option<&[u8]>, clean: bool) -> Vec<String> {
    let seen = match load(case, &Lines) {
        Ok(seen) => seen,
        Err(StoreError::NotACase { .. }) if wanted.is_none() => return Vec::new(),
        Err(error) => return vec![format!("读不出：{error}")],
    };
    let mut faults = Vec::new();
    if Some(seen.manifest.as_slice()) != wanted {
        faults.push("清单不是前后两者之一".to_owned());
    }
    let harmless = match &seen.state {
        State::Clean => true,
        State::HandEdited(edit) => edit.is_harmless(),
        State::NoJournal | State::Damaged(_) => false,
    };
    if clean && !harmless {
        faults.push(format!("状态为 {:?}", seen.state));
    }
    let outline = Lines.outline(&seen.manifest).unwrap();
    faults.extend(
        outline
            .files
            .values()
            .filter_map(|recorded| kept(case, recorded)),
    );
    if let Ok(history) = History::read(case) {
        for (path, taken) in history.files {
            let recorded = Recorded {
                path: Some(path),
                sha256: Some(taken.sha256),
                size: None,
                state: None,
            };
            faults.extend(kept(case, &recorded));
        }
    }
    faults
}

fn kept(case: &Path, recorded: &Recorded) -> Option<String> {
    let path = recorded.path.as_ref()?;
    let wanted = recorded.sha256.as_ref()?;
    // A draft whose line stands may still be where it was: the move comes last.
    let places = [
        path.clone(),
        path.replace(".anjuan/superseded/", "documents/"),
    ];
    let found = places
        .iter()
        .any(|place| digest(&case.join(place)).ok().as_ref() == Some(wanted));
    (!found).then(|| format!("{path} 已入日志或清单而内容不在"))
}

/// The next command works and leaves nothing pending.
fn goes_on(case: &Path, open: bool) -> Vec<String> {
    if !open {
        return Vec::new();
    }
    if let Err(error) = note(case) {
        return vec![format!("下一条命令失败：{error}")];
    }
    let seen = load(case, &Lines).unwrap();
    let settled = seen.state == State::Clean && seen.torn == 0;
    if settled && !case.join(".anjuan/next.toml").exists() {
        return Vec::new();
    }
    vec![format!("下一条命令之后仍有未了之事：{:?}", seen.state)]
}

/// Done again, or only set right where it stands already, it ends as undisturbed.
fn ends_alike(scenario: &Scenario, measure: &Measure, copy: &Desk, promised: bool) -> Vec<String> {
    let again = if promised {
        repair(&copy.case(), &Lines, &clerk()).map(drop)
    } else {
        (scenario.run)(copy.root())
    };
    if let Err(error) = again {
        return vec![format!("重做失败：{error}")];
    }
    let now = outcome(&copy.case());
    if now == measure.outcome {
        return Vec::new();
    }
    vec![format!("重做的结果不同：{:?} {:?}", now.0.keys(), now.1)]
}
