//! Packing a small case.

pub(in crate::task) mod fixture;
mod refused;

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::store::JOURNAL;
use crate::task::error::Cause;
use fixture::{Desk, ID, clerk, copy};

fn pack(desk: &Desk) -> Result<Packed, Failure> {
    pack_with(desk, &Request::default())
}

fn pack_with(desk: &Desk, request: &Request) -> Result<Packed, Failure> {
    package(&Library::default(), &desk.case(), request, &clerk())
}

fn to(target: PathBuf) -> Request {
    Request {
        target: Some(target),
        ..Request::default()
    }
}

fn forced() -> Request {
    Request {
        forced: Some(Forced::new("录像灭失，已有说明", "林某")),
        ..Request::default()
    }
}

fn entry(package: &Path, name: &str) -> String {
    String::from_utf8(package::read_entry(package, name).unwrap()).unwrap()
}

/// The index in the package, a row of cells for each item.
fn table(package: &Path) -> Vec<Vec<String>> {
    let text = entry(package, "anjuan/卷内文件目录.csv");
    let rows = text.strip_prefix('\u{feff}').unwrap().lines().skip(1);
    rows.map(|line| line.split(',').map(str::to_owned).collect())
        .collect()
}

#[test]
fn a_package_holds_the_case_verbatim_and_the_derived_pages() {
    let desk = Desk::new();
    desk.write("access.jsonl", b"");
    let packed = pack(&desk).unwrap();
    assert_eq!(packed.path, desk.folder.path().join(format!("{ID}.zip")));
    assert!(packed.unrecorded.is_none() && !packed.was_there && packed.errors == 0);
    let names: Vec<String> = package::entries(&packed.path)
        .unwrap()
        .into_iter()
        .map(|entry| entry.name)
        .collect();
    for name in [
        "anjuan/案卷封面.html",
        "anjuan/卷内文件目录.html",
        "anjuan/卷内文件目录.csv",
        "anjuan/卷内备考表.html",
        "anjuan/check-report.json",
        "校验说明.txt",
        "data/case.toml",
        "data/journal.jsonl",
        "data/documents/R02-确认决定书.pdf",
        "data/recordings/R07.mp4",
    ] {
        assert!(
            names.iter().any(|found| found == name),
            "{name} in {names:?}"
        );
    }
    assert_eq!(
        names
            .iter()
            .filter(|name| name.starts_with("data/"))
            .count(),
        9
    );
    assert!(
        !names
            .iter()
            .any(|name| name.contains("access") || name.contains(".anjuan"))
    );
    assert_eq!(entry(&packed.path, "data/case.toml"), desk.manifest());
    let sidecar = fs::read_to_string(&packed.sidecar).unwrap();
    assert_eq!(sidecar, format!("{}  {ID}.zip\n", packed.sha256));
    let report: serde_json::Value =
        serde_json::from_str(&entry(&packed.path, "anjuan/check-report.json")).unwrap();
    assert_eq!(report["as_of"], "2026-05-05");
    assert_eq!(report["cases"][0]["path"], ID);
    assert_eq!(report["cases"][0]["complete"], true);
}

#[test]
fn the_same_case_gives_the_same_bytes_wherever_and_however_often_it_is_packed() {
    let desk = Desk::new();
    let other = Desk {
        folder: tempfile::tempdir().unwrap(),
    };
    copy(&desk.case(), &other.case());
    let first = pack(&desk).unwrap();
    let bytes = fs::read(&first.path).unwrap();
    // the journal has grown meanwhile
    let elsewhere = desk.folder.path().join("另一份.zip");
    let second = pack_with(&desk, &to(elsewhere.clone())).unwrap();
    let third = pack(&other).unwrap();
    assert_eq!(fs::read(&elsewhere).unwrap(), bytes);
    assert_eq!(fs::read(&third.path).unwrap(), bytes);
    assert_eq!(
        (&second.sha256, &third.sha256),
        (&first.sha256, &first.sha256)
    );
}

#[test]
fn a_package_that_is_there_is_left_alone() {
    let desk = Desk::new();
    let first = pack(&desk).unwrap();
    let journal = fs::read(desk.case().join(JOURNAL)).unwrap();
    let again = pack(&desk).unwrap();
    assert!(again.was_there);
    assert_eq!(
        fs::read(desk.case().join(JOURNAL)).unwrap(),
        journal,
        "it is taken down once"
    );
    fs::write(&first.path, "别的文件").unwrap();
    let failure = pack(&desk).unwrap_err();
    assert_eq!(failure.cause, Cause::Impossible);
    assert!(failure.to_string().contains("-o"), "{failure}");
    assert_eq!(fs::read(&first.path).unwrap(), "别的文件".as_bytes());
    assert_eq!(
        desk.folder.path().read_dir().unwrap().count(),
        3,
        "nothing is left beside it"
    );
}

#[test]
fn the_journal_in_a_package_ends_before_its_lines_about_packaging() {
    let desk = Desk::new();
    let before = fs::read_to_string(desk.case().join(JOURNAL)).unwrap();
    let packed = pack(&desk).unwrap();
    let after = fs::read_to_string(desk.case().join(JOURNAL)).unwrap();
    assert_eq!(entry(&packed.path, "data/journal.jsonl"), before);
    let line = after.strip_prefix(&before).unwrap();
    assert!(
        line.contains(r#""kind":"package""#) && line.contains(&packed.sha256),
        "{line}"
    );
    let info = entry(&packed.path, "bag-info.txt");
    let head = format!(
        "Anjuan-Journal-Head: 0 {}\n",
        crate::store::sha256_hex(before.as_bytes())
    );
    assert!(info.contains(&head), "{info}");
    let note = entry(&packed.path, "anjuan/卷内备考表.html");
    assert!(
        packed.head.grouped().iter().all(|line| note.contains(line)),
        "{note}"
    );
    // what comes later is part of the history, and so is the package before it
    desk.note("seal");
    let later = pack_with(&desk, &to(desk.folder.path().join("b.zip"))).unwrap();
    assert_eq!((later.head.seq, later.head.lines), (2, 3));
}

#[test]
fn the_index_keeps_what_belongs_together_together() {
    let desk = Desk::new();
    let rows = table(&pack(&desk).unwrap().path);
    let cells = |row: &Vec<String>| [0, 1, 2, 7].map(|at| row[at].clone()).join(" ");
    let found: Vec<_> = rows.iter().map(cells).collect();
    let want = [
        "正卷 1 R06 1",
        "正卷 2 R02 2",
        "正卷 3 R04 5",
        "正卷 4 R03 7",
        "音像记录和电子数据 1 R07 ",
        "副卷 1 R01 1",
        "副卷 2 R05 3",
    ];
    assert_eq!(found, want);
    assert_eq!([&rows[0][5], &rows[0][8]], ["'=旧营业执照", "作废（过期）"]);
    assert_eq!(
        [&rows[1][3], &rows[1][6]],
        ["明工信确〔2026〕1号", "20260408"]
    );
    assert_eq!(rows[1][4], "三明市工业和信息化局");
}

#[test]
fn the_last_item_gives_its_first_and_its_last_page() {
    let desk = Desk::with(|text| {
        text.replace(
            "pages = 1\ndate = 2026-04-07",
            "pages = 5\ndate = 2026-04-07",
        )
    });
    let rows = table(&pack(&desk).unwrap().path);
    assert_eq!(rows.last().unwrap()[7], "3-7");
}

#[test]
fn behind_a_paper_of_unknown_pages_no_page_is_numbered() {
    let desk = Desk::with(|text| text.replace("pages = 2\ndate = 2026-04-08", "date = 2026-04-08"));
    let packed = pack(&desk).unwrap();
    let pages: Vec<_> = table(&packed.path)
        .iter()
        .map(|row| row[7].clone())
        .collect();
    assert_eq!(pages, ["1", "2", "5", "", "", "1", "3"]);
    let note = entry(&packed.path, "anjuan/卷内备考表.html");
    assert!(
        note.contains("页数不详，其后页号未编：R04 物品清单"),
        "{note}"
    );
}

#[test]
fn records_that_hang_on_each_other_in_a_ring_are_all_listed() {
    let desk = Desk::with(|text| {
        text.replace("attached_to = \"R02\"", "attached_to = \"R03\"")
            .replace(
                "serves = [\"R02\"]",
                "serves = [\"R02\"]\nattached_to = \"R04\"",
            )
    });
    let case = Library::default().open(&desk.case()).unwrap();
    let parts = volume::arrange(&case);
    let ids: Vec<_> = parts[0]
        .items
        .iter()
        .map(|item| item.record.id.as_str())
        .collect();
    assert_eq!(ids, ["R06", "R02", "R04", "R03"]);
}

#[test]
fn a_harmless_hand_edit_is_taken_down_before_the_case_is_packed() {
    let desk = Desk::new();
    desk.edit("checked_by = \"吴某\"", "checked_by = \"郑某\"");
    let packed = pack(&desk).unwrap();
    let journal = entry(&packed.path, "data/journal.jsonl");
    assert!(
        journal.lines().last().unwrap().contains("hand-edit"),
        "{journal}"
    );
    assert_eq!(packed.head.lines, 2);
    assert_eq!(entry(&packed.path, "data/case.toml"), desk.manifest());
}

#[test]
fn a_forced_package_shows_who_forced_it_and_why() {
    let desk = Desk::with(|text| text.replace("serves = [\"R02\"]\n", ""));
    let packed = pack_with(&desk, &forced()).unwrap();
    assert!(packed.errors > 0);
    let info = entry(&packed.path, "bag-info.txt");
    assert!(
        info.contains("Anjuan-Forced: 录像灭失，已有说明\nAnjuan-Forced-By: 林某\n"),
        "{info}"
    );
    for page in ["anjuan/案卷封面.html", "anjuan/卷内备考表.html"] {
        assert!(
            entry(&packed.path, page).contains("经 林某 决定强制归档"),
            "{page}"
        );
    }
    assert!(entry(&packed.path, "anjuan/check-report.json").contains("\"complete\":false"));
    let line = fs::read_to_string(desk.case().join(JOURNAL)).unwrap();
    assert!(line.lines().last().unwrap().contains("forced"));
    // where nothing is wrong, nothing is forced
    let desk = Desk::new();
    let packed = pack_with(&desk, &forced()).unwrap();
    assert!(!entry(&packed.path, "bag-info.txt").contains("Anjuan-Forced"));
}

#[test]
fn a_draft_in_a_forced_package_is_named_and_not_in_the_index() {
    let draft =
        |text: String| text.replace("state = \"作废\"\nreason = \"过期\"", "state = \"草稿\"");
    let desk = Desk::with(draft);
    let packed = pack_with(&desk, &forced()).unwrap();
    assert!(table(&packed.path).iter().all(|row| row[2] != "R06"));
    let note = entry(&packed.path, "anjuan/卷内备考表.html");
    assert!(note.contains("草稿，未编入目录：R06"), "{note}");
}

#[test]
fn a_package_goes_where_it_is_asked_for_but_never_into_the_case() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("移交");
    fs::create_dir(&folder).unwrap();
    let packed = pack_with(&desk, &to(folder.clone())).unwrap();
    assert_eq!(packed.path, folder.join(format!("{ID}.zip")));
    for inside in [desk.case(), desk.case().join("documents/x.zip")] {
        let failure = pack_with(&desk, &to(inside)).unwrap_err();
        assert!(
            failure.to_string().contains("不能放在案件目录中"),
            "{failure}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_case_that_can_only_be_read_is_packed_elsewhere_with_a_warning() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    let set = |mode: u32| {
        for path in [
            desk.case().join(".anjuan/lock"),
            desk.case().join(".anjuan"),
            desk.case(),
        ] {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    set(0o555);
    // the superuser writes everywhere
    let is_writable = fs::write(desk.case().join("试写"), "").is_ok();
    let packed = pack_with(&desk, &to(desk.folder.path().join("x.zip")));
    set(0o755);
    if !is_writable {
        let packed = packed.unwrap();
        assert!(packed.path.is_file());
        assert!(
            packed
                .unrecorded
                .unwrap()
                .to_string()
                .contains("操作日志无法追加")
        );
    }
}
