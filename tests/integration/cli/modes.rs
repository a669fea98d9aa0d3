//! The rights on what is written: those of any new file under the user's umask.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::desk::Desk;

/// The rights on every file and folder below a folder that are not as wanted, by path. Recordings
/// are kept read-only.
fn unlike(folder: &Path, umask: u32, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mode = fs::symlink_metadata(&path).unwrap().permissions().mode() & 0o777;
        let is_recording = path.parent().is_some_and(|it| it.ends_with("recordings"));
        let whole = match () {
            () if path.is_dir() => 0o777,
            () if is_recording => 0o444,
            () => 0o666,
        };
        if mode != whole & !umask {
            found.push(format!("{} {mode:03o}", path.display()));
        }
        if path.is_dir() {
            unlike(&path, umask, found);
        }
    }
}

#[test]
fn whatever_is_written_has_the_rights_that_the_umask_leaves() {
    for umask in [0o022, 0o077, 0o027, 0o002] {
        let desk = Desk::with_example();
        desk.write("收录/视频.mp4", "x");
        desk.write("收录/扫描.pdf", "%PDF-1.4 x");
        desk.sh("chmod 600 收录/*").exits(0);
        for line in [
            "mkdir 室",
            "anjuan init 室 --agency ××市工业和信息化局 --short ×工信",
            "anjuan new 室/案 --id 2026-0001 --kind 行政处罚 --title ××案 --party ××公司 --opened 2026-3-2",
            "anjuan add 室/案 收录/扫描.pdf --type 其他材料 --classification 公开",
            "anjuan add 室/案 收录/视频.mp4 --type 音像记录 --classification 公开",
            "anjuan doc new 室/案 立案审批表 --blank",
            "anjuan set 室/案 archive.date=2026-07-01 archive.retention=30年 archive.number=1 archive.fonds=1",
            "anjuan access request 室/案 --applicant 王某 --reason 复议",
            "anjuan access opinion 室/案 A01 --by 李某 --agree --date 2026-7-1",
            "anjuan access approve 室/案 A01 --by 陈某 --agree --date 2026-7-1",
            "anjuan access copy 室/案 A01",
            "cd 室; anjuan rulebook new bureau",
            "anjuan package penalty-case -o 室",
            "anjuan platform export 室/案 --format csv -o 室/平台.csv",
        ] {
            let ran = desk.sh(&format!("umask {umask:03o}; {line}"));
            assert!(ran.code <= 1, "{line}: {}", ran.err);
        }
        for made in [
            "室/2026-0012.zip",
            "室/2026-0012.zip.sha256",
            "室/2026-0001-A01.zip",
            "室/案/recordings",
            "室/平台.csv",
            "室/templates",
        ] {
            assert!(desk.path(made).exists(), "{made}");
        }
        let mut found = Vec::new();
        unlike(&desk.path("室"), umask, &mut found);
        assert!(found.is_empty(), "umask {umask:03o}: {found:#?}");
    }
}
