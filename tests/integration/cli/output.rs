//! Output that nobody reads, or that cannot be written; cases that cannot be written; two writers.

use std::fs::{self, File, OpenOptions};
use std::io::Read as _;
use std::process::Stdio;

use super::desk::{Desk, copy};

#[test]
fn a_closed_pipe_ends_quietly() {
    let desk = Desk::with_example();
    for number in 0..200 {
        copy(
            &desk.path("penalty-case"),
            &desk.path(format!("多/{number:03}")),
        );
    }
    let mut child = desk
        .command(["check", "--all", "多"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut out = child.stdout.take().expect("a pipe");
    let mut first = [0; 16];
    out.read_exact(&mut first).expect("some output");
    drop(out);
    let output = child.wait_with_output().expect("ended");
    assert_ne!(output.status.code(), Some(101));
    assert!(
        output.status.code().is_some_and(|code| code <= 1),
        "{:?}",
        output.status
    );
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_the_output_is_an_error_and_loses_nothing() {
    let desk = Desk::new();
    desk.run([
        "new",
        "案",
        "--title",
        "××公司案",
        "--id",
        "1",
        "--opened",
        "2026-03-02",
    ])
    .exits(0);
    for arguments in [
        &["check", "案"][..],
        &["event", "案", "立案", "--start", "2026-03-02"],
        &["status", "案"],
    ] {
        let full = OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full");
        let output = desk
            .command(arguments)
            .stdout(full)
            .output()
            .expect("started");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("输出没有写完"),
            "{arguments:?}"
        );
    }
    assert!(
        desk.read("案/case.toml").contains("E01"),
        "the change stands"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn every_command_that_prints_says_that_the_disk_is_full() {
    let desk = Desk::with_example();
    desk.write(
        "报告.json",
        desk.run(["check", "penalty-case", "--json"]).out,
    );
    for line in [
        "check",
        "check --json",
        "check --summary",
        "check penalty-case --trace 17-1",
        "check --against 报告.json --json",
        "list",
        "list --json",
        "list --summary",
        "status penalty-case",
        "log penalty-case",
        "verify penalty-case",
        "explain 17-1",
        "deadlines",
        "deadlines --format csv",
        "deadlines --format ics",
        "doc list penalty-case",
        "doc list --catalogue",
        "doc fields 询问笔录",
        "device list",
        "device show cam-01",
        "platform status",
        "platform export",
        "review 2026 --seed 1",
        "review 2026 --seed 1 --format html",
        "review --article 33 penalty-case",
        "access list penalty-case --json",
        "rulebook list",
        "rulebook show",
        "rulebook check",
        "set penalty-case case.unit=执法二科",
        "package penalty-case -o 包.zip",
        "completions bash",
        "man",
        "--help",
        "--version",
    ] {
        let full = OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full");
        let ran = desk
            .command(line.split(' '))
            .stdout(full)
            .output()
            .expect("started");
        let err = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{line}: {err}");
        assert!(
            err.contains("输出没有写完") && err.contains("磁盘已满"),
            "{line}: {err}"
        );
    }
    assert!(desk.path("包.zip").exists(), "the package stands");
}

#[cfg(target_os = "linux")]
#[test]
fn a_clock_that_is_wrong_is_an_error_or_a_remark_and_never_a_panic() {
    let desk = Desk::with_example();
    let bin = env!("CARGO_BIN_EXE_anjuan");
    let at = |time: &str, line: &str| {
        std::process::Command::new("faketime")
            .arg(time)
            .arg(bin)
            .args(line.split(' '))
            .current_dir(desk.path(""))
            .env_remove("ANJUAN_TODAY")
            .env("ANJUAN_BY", "李某")
            .output()
    };
    if at("2026-07-01 12:00:00", "--version").is_err() {
        println!("SKIPPED: 没有 faketime（apt install faketime）");
        return;
    }
    for line in [
        "check",
        "list",
        "status penalty-case",
        "deadlines",
        "review 2026",
    ] {
        let ran = at("1969-12-31 00:00:00", line).expect("started");
        let err = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(2), "{line}: {err}");
        assert!(
            err.contains("1970 年以前") && err.contains("ANJUAN_TODAY"),
            "{line}: {err}"
        );
    }
    for line in ["log penalty-case", "explain 17-1", "verify penalty-case"] {
        let ran = at("1969-12-31 00:00:00", line).expect("started");
        // lines of the journal that lie in the future are findings
        assert!(ran.status.code() <= Some(1), "{line}: {ran:?}");
    }
    let set = "set penalty-case case.unit=执法二科";
    let ran = at("2099-01-01 00:00:00", set).expect("started");
    let err = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(0), "{err}");
    assert!(err.contains("请核对系统的时钟"), "{err}");
    let back = "set penalty-case case.unit=执法一科";
    let ran = at("2026-07-01 00:00:00", back).expect("started");
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    let journal = desk.read("penalty-case/journal.jsonl");
    let last = journal.lines().last().expect("a line");
    assert!(last.contains("\"clock\":\"regressed\""), "{last}");
}

#[test]
fn two_writers_at_once_lose_nothing() {
    let desk = Desk::new();
    desk.run([
        "new",
        "案",
        "--title",
        "××公司案",
        "--id",
        "1",
        "--opened",
        "2026-03-02",
    ])
    .exits(0);
    let children: Vec<_> = (0..8)
        .map(|number| {
            desk.command([
                "event",
                "案",
                "案源登记",
                "--start",
                &format!("2026-03-0{}", number + 1),
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started")
        })
        .collect();
    let mut done = 0;
    for child in children {
        let output = child.wait_with_output().expect("ended");
        match output.status.code() {
            Some(0) => done += 1,
            Some(2) => {
                let message = String::from_utf8_lossy(&output.stderr).into_owned();
                assert!(message.starts_with("错误："), "{message}");
                assert!(message.contains("提示："), "{message}");
            }
            other => panic!("{other:?}: {}", String::from_utf8_lossy(&output.stderr)),
        }
    }
    assert!(done > 0);
    let text = desk.read("案/case.toml");
    assert_eq!(
        text.matches("[[event]]").count(),
        done,
        "every acknowledged event is there"
    );
    desk.run(["log", "案"]).exits(0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_case_that_is_locked_is_said_to_be_busy() {
    let desk = Desk::new();
    desk.run([
        "new",
        "案",
        "--title",
        "××公司案",
        "--id",
        "1",
        "--opened",
        "2026-03-02",
    ])
    .exits(0);
    let lock = File::open(desk.path("案/.anjuan/lock")).expect("a lock");
    lock.lock().expect("locked");
    let ran = desk
        .run([
            "event",
            "案",
            "立案",
            "--start",
            "2026-03-02",
            "--wait",
            "0",
        ])
        .exits(2);
    assert!(ran.err.contains("正被"), "{}", ran.err);
    desk.run(["check", "案"]).exits(1);
    drop(lock);
    desk.run(["event", "案", "立案", "--start", "2026-03-02"])
        .exits(0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_case_on_a_read_only_mount_is_checked_and_not_written() {
    let desk = Desk::with_example();
    let place = desk.path("penalty-case");
    let mount = |arguments: &[&str]| {
        std::process::Command::new("mount")
            .args(arguments)
            .arg(&place)
            .status()
            .is_ok_and(|s| s.success())
    };
    let target = place.display().to_string();
    if !mount(&["--bind", &target]) {
        println!("SKIPPED: 不能挂载（须为 root）");
        return;
    }
    let read_only = mount(&["-o", "remount,bind,ro"]);
    let checked = desk.run(["check", "penalty-case"]);
    let written = desk.run(["set", "penalty-case", "case.unit=执法二科"]);
    let _ = std::process::Command::new("umount").arg(&place).status();
    if !read_only {
        println!("SKIPPED: 不能改为只读挂载");
        return;
    }
    checked.exits(0);
    let written = written.exits(2);
    assert!(written.err.starts_with("错误："), "{}", written.err);
    assert!(
        fs::read_to_string(place.join("case.toml"))
            .expect("text")
            .contains("执法一科")
    );
}

#[cfg(unix)]
#[test]
fn a_case_is_reached_through_a_link_and_links_in_it_are_not_followed() {
    let desk = Desk::with_example();
    std::os::unix::fs::symlink("penalty-case", desk.path("链接")).expect("a link");
    for command in ["check", "verify", "status"] {
        desk.run([command, "链接"]).exits(0);
    }
    std::os::unix::fs::symlink("/etc/hostname", desk.path("penalty-case/data")).expect("a link");
    let ran = desk.run(["check", "penalty-case"]).exits(1);
    assert!(ran.out.contains("符号链接"), "{}", ran.out);
}

#[test]
fn what_a_crash_left_half_written_is_a_note_until_the_next_writer_moves_it() {
    let desk = Desk::with_example();
    desk.write("penalty-case/recordings/.anjuan-tmp-x7", "半");
    let ran = desk.run(["check", "penalty-case"]).exits(0);
    assert!(
        ran.out.contains("anjuan repair penalty-case"),
        "{}",
        ran.out
    );
    desk.run(["verify", "penalty-case"]).exits(0);
    desk.run(["repair", "penalty-case"]).exits(0);
    assert!(!desk.path("penalty-case/recordings/.anjuan-tmp-x7").exists());
    let ran = desk.run(["check", "penalty-case"]).exits(0);
    assert!(!ran.out.contains("repair"), "{}", ran.out);
}

#[test]
fn an_id_is_never_used_twice() {
    let desk = Desk::with_example();
    desk.run([
        "event",
        "penalty-case",
        "履行",
        "--id",
        "E60",
        "--start",
        "2026-06-04",
    ])
    .exits(0);
    desk.run([
        "event",
        "penalty-case",
        "E60",
        "--remove",
        "--reason",
        "误登记",
    ])
    .exits(0);
    let ran = desk
        .run(["event", "penalty-case", "履行", "--id", "E60"])
        .exits(2);
    assert!(ran.err.contains("已经用过"), "{}", ran.err);
    let ran = desk
        .run(["event", "penalty-case", "履行", "--start", "2026-06-04"])
        .exits(0);
    assert!(ran.out.starts_with("E61"), "{}", ran.out);
}
