//! Taking files in: nothing is overwritten, and what is refused leaves nothing behind.

use std::fs;

use serde_json::Map;

use super::support::{Desk, Lines, adding, clerk, directories, note, start, tree, write};
use super::trace::{Fault, Taken, run};
use crate::store::{
    AccessLog, Change, DOCUMENTS, RECORDINGS, Recovered, Seen, Source, StoreError, access_log,
    append_access, begin, digest, load, repair, verify_chain,
};

#[test]
fn evidence_is_copied_with_its_digest_and_its_mode() {
    let desk = Desk::with_case();
    let film = desk.source("录像.mp4", &vec![7; 3 << 20]);
    let change = adding("R01", "documents/R01.pdf", b"one").evidence(
        Source::Path(film.clone()),
        "recordings/R02.mp4",
        true,
    );
    let done = write(&desk.case(), change).unwrap();
    assert_eq!(done.stored[1].sha256, digest(&film).unwrap());
    assert_eq!(
        (done.stored[1].size, done.stored[1].adopted),
        (3 << 20, false)
    );
    #[cfg(unix)]
    for (path, want) in [
        ("documents/R01.pdf", 0o644),
        ("recordings/R02.mp4", 0o444),
        ("case.toml", 0o644),
    ] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(desk.case().join(path))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, want, "{path}");
    }
}

#[test]
fn what_is_there_is_never_overwritten() {
    let desk = Desk::with_case();
    let case = desk.case();
    write(&case, adding("R01", "documents/R01.pdf", b"one")).unwrap();
    fs::write(case.join("documents/R02.pdf"), "another").unwrap();
    fs::create_dir(case.join("documents/R03.pdf")).unwrap();
    for (path, content) in [
        ("documents/R01.pdf", b"one"),
        ("documents/R02.pdf", b"two"),
        ("documents/R03.pdf", b"two"),
    ] {
        let before = tree(&case);
        let refused = write(&case, adding("R09", path, content)).unwrap_err();
        assert!(matches!(refused, StoreError::Exists { .. }), "{refused}");
        assert_eq!(tree(&case), before);
    }
    let moved = Change::new("doc").moving("documents/R02.pdf", "documents/R01.pdf");
    assert!(matches!(
        write(&case, moved),
        Err(StoreError::Exists { .. })
    ));
}

#[test]
fn the_same_content_that_lies_there_unlisted_is_adopted() {
    let desk = Desk::with_case();
    let there = desk.case().join("documents/R01.pdf");
    fs::write(&there, "one").unwrap();
    let change = adding("R01", "documents/R01.pdf", b"").moving_source(there);
    let (done, taken) = run(Fault::Never, || write(&desk.case(), change).unwrap());
    assert!(done.stored[0].adopted);
    // Nobody knows whether content and name were durable before.
    let sync = |step: &Taken| matches!(step, Taken::Sync(p) if p.ends_with("R01.pdf"));
    let sync_dir = |step: &Taken| matches!(step, Taken::SyncDir(p) if p.ends_with("documents"));
    let line = |step: &Taken| matches!(step, Taken::Write(p, _) if p.ends_with("journal.jsonl"));
    let at = |which: &dyn Fn(&Taken) -> bool| taken.iter().position(which).unwrap();
    assert!(at(&sync) < at(&sync_dir) && at(&sync_dir) < at(&line));
    assert_eq!(tree(&desk.case())["documents/R01.pdf"], b"one");
}

impl Change {
    /// Takes the content of the first evidence from a file.
    fn moving_source(mut self, path: std::path::PathBuf) -> Self {
        self.evidence[0].source = Source::Path(path);
        self
    }
}

#[test]
fn a_refused_change_leaves_nothing_behind() {
    let desk = Desk::with_case();
    let case = desk.case();
    let add = || adding("R01", "documents/R01.pdf", b"one");
    let two = || add().evidence(Source::Path(desk.root().join("没有")), "data/x", false);
    let same = Source::Bytes(Vec::new());
    let before = (tree(&case), directories(&case));
    for (change, said) in [
        (add().edit(|_, _| Err("不允许".to_owned())), "不允许"),
        (add().edit(|_, _| Ok("! 坏\n".to_owned())), "案卷清单无效"),
        (
            add().edit(|_, _| Ok("R01 documents/R01.pdf 00 3\n".to_owned())),
            "不一致",
        ),
        (add().data("长", "长".repeat(400_000)), "超过上限"),
        (add().data("records", 1), "系统保留"),
        (add().based_on("00"), "已被改动"),
        (two(), "无法读取"),
        (
            add().evidence(Source::Path(desk.root().to_owned()), "data/新/x", false),
            "实为目录",
        ),
        (
            add().evidence(same.clone(), "documents/r01.PDF", false),
            "用了两次",
        ),
        (add().evidence(same.clone(), "../x", false), "相对路径"),
        (add().evidence(same, ".anjuan/x", false), "系统保留"),
        (add().moving("documents/没有", "data/x"), "无法读取"),
    ] {
        let refused = write(&case, change).unwrap_err();
        assert!(refused.to_string().contains(said), "{refused}");
        assert_eq!((tree(&case), directories(&case)), before, "{said}");
    }
}

#[cfg(unix)]
#[test]
fn links_lead_neither_in_nor_out() {
    use std::os::unix::fs::symlink;
    let desk = Desk::with_case();
    let outside = desk.root().join("外");
    fs::create_dir(&outside).unwrap();
    let target = desk.source("原件", b"one");
    let link = desk.root().join("链接");
    symlink(&target, &link).unwrap();
    let change = Change::new("add").evidence(Source::Path(link), "data/x", false);
    assert!(matches!(
        write(&desk.case(), change),
        Err(StoreError::NotAFile { .. })
    ));
    symlink(&outside, desk.case().join("data/出")).unwrap();
    symlink(outside.join("没有"), desk.case().join("data/空")).unwrap();
    for path in ["data/出/x", "data/空"] {
        let refused = write(&desk.case(), adding("R01", path, b"one")).unwrap_err();
        assert!(matches!(refused, StoreError::BadPath { .. }), "{refused}");
    }
    assert!(tree(&outside).is_empty());
    // The case itself may be reached through a link.
    let case = desk.root().join("经链接");
    symlink(desk.case(), &case).unwrap();
    write(&case, adding("R01", "data/R01", b"one")).unwrap();
}

#[test]
fn a_new_case_has_its_directories_and_clobbers_nothing() {
    let desk = Desk::new();
    let case = desk.root().join("二〇二六/案卷");
    let refused = begin(&case, "! 坏", "new", Map::new(), &Lines, &clerk()).unwrap_err();
    assert!(matches!(refused, StoreError::Manifest { .. }));
    assert!(!desk.root().join("二〇二六").exists());
    start(&case).unwrap();
    assert!(case.join(DOCUMENTS).is_dir() && case.join(RECORDINGS).is_dir());
    let before = tree(&case);
    assert!(matches!(start(&case), Err(StoreError::Exists { .. })));
    assert_eq!(tree(&case), before);
    fs::remove_file(case.join("case.toml")).unwrap();
    assert!(matches!(start(&case), Err(StoreError::NotACase { .. })));
}

#[test]
fn a_directory_that_is_no_case_gets_no_lock() {
    let desk = Desk::new();
    assert!(matches!(
        note(desk.root()),
        Err(StoreError::NotACase { .. })
    ));
    assert!(tree(desk.root()).is_empty() && directories(desk.root()).len() == 1);
}

#[test]
fn half_written_files_are_set_aside_by_repair_and_by_the_next_writer() {
    let path = "data/.anjuan-tmp-Ab12".to_owned();
    let kept = ".anjuan/quarantine/half-Ab12".to_owned();
    let leftover = Recovered::Leftover {
        path: path.clone(),
        kept: kept.clone(),
    };
    let set_aside: [fn(&Desk) -> Vec<Recovered>; 2] = [
        |desk| repair(&desk.case(), &Lines, &clerk()).unwrap(),
        |desk| note(&desk.case()).unwrap().recovered,
    ];
    for set_aside in set_aside {
        let desk = Desk::with_case();
        fs::write(desk.case().join(&path), "半").unwrap();
        assert_eq!(set_aside(&desk), std::slice::from_ref(&leftover));
        assert_eq!(tree(&desk.case())[&kept], "半".as_bytes());
        assert!(!desk.case().join(&path).exists());
    }
}

#[test]
fn the_access_log_is_chained_and_bound_to_the_case() {
    let (desk, other) = (Desk::with_case(), Desk::with_case());
    let append = |desk: &Desk| {
        append_access(
            &desk.case(),
            "copy",
            Map::new(),
            (None, None),
            &Lines,
            &clerk(),
        )
    };
    let first = append(&desk).unwrap();
    let second = append(&desk).unwrap();
    assert_eq!((first.seq, second.seq), (0, 1));
    let log = desk.case().join("access.jsonl");
    let nonce = verify_chain(&desk.case().join("journal.jsonl"), None)
        .unwrap()
        .nonce;
    assert_eq!(verify_chain(&log, Some(&nonce)).unwrap(), second);
    append(&other).unwrap();
    fs::copy(other.case().join("access.jsonl"), log).unwrap();
    assert!(matches!(append(&desk), Err(StoreError::Damaged { .. })));
}

#[test]
fn the_access_log_is_read_whole_and_only_what_was_seen_is_added_to() {
    let desk = Desk::with_case();
    let case = desk.case();
    assert!(access_log(&case).unwrap().head.is_none());
    let manifest = load(&case, &Lines).unwrap().sha256;
    let append = |seen: &AccessLog, manifest: &str| {
        let seen = Some(Seen {
            log: seen,
            manifest,
        });
        append_access(&case, "copy", Map::new(), (seen, None), &Lines, &clerk())
    };
    let empty = access_log(&case).unwrap();
    let head = append(&empty, &manifest).unwrap();
    let one = access_log(&case).unwrap();
    assert_eq!((one.lines.len(), one.head.as_ref()), (1, Some(&head)));
    assert!(matches!(
        append(&empty, &manifest),
        Err(StoreError::Stale { .. })
    ));
    assert!(matches!(append(&one, "0"), Err(StoreError::Stale { .. })));
    append(&one, &manifest).unwrap();
    let log = case.join("access.jsonl");
    let whole = fs::read(&log).unwrap();
    fs::write(&log, [&whole, b"{\"v\"".as_slice()].concat()).unwrap();
    let torn = access_log(&case).unwrap();
    assert_eq!((torn.lines.len(), torn.torn), (2, 4));
    fs::remove_file(case.join("journal.jsonl")).unwrap();
    assert!(matches!(
        access_log(&case),
        Err(StoreError::NoJournal { .. })
    ));
}
