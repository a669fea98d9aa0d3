//! A case that someone else writes into is waited for, and who that is is named.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use anjuan::store::{Actor, turn};

use super::desk::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.ok([
        "new",
        "0001",
        "--title",
        "甲案",
        "--opened",
        "2026-03-02",
        "--party",
        "王某",
    ]);
    desk
}

#[test]
fn a_writer_waits_for_another_and_then_writes() {
    let desk = desk();
    let held = turn(&desk.path("0001"), &Actor::flag("张某")).expect("free");
    let waiter = desk
        .command(["set", "0001", "case.title=乙案", "--wait", "60"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    thread::sleep(Duration::from_millis(1_500));
    // what was written meanwhile is no reason to refuse afterwards
    let text = desk.read("0001/case.toml").replace("王某", "赵某");
    desk.write("0001/case.toml", text);
    drop(held);
    let output = waiter.wait_with_output().expect("ended");
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(0), "{said}");
    // nobody sits at a terminal, so nobody is told of the wait
    assert!(!said.contains("正在等"), "{said}");
    let text = desk.read("0001/case.toml");
    assert!(text.contains("乙案") && text.contains("赵某"), "{text}");
}

#[test]
fn a_writer_that_gives_up_names_who_holds_the_case() {
    let desk = desk();
    let held = turn(&desk.path("0001"), &Actor::flag("张某")).expect("free");
    let own = std::process::id();
    for (seconds, waited) in [("0", ""), ("1", "，等了 1 秒")] {
        let began = Instant::now();
        for command in [
            &["set", "0001", "case.title=乙案"][..],
            &["repair", "0001"],
            &[
                "log", "0001", "--accept", "--by", "王某", "--reason", "核对",
            ],
        ] {
            let ran = desk.run(command.iter().chain(&["--wait", seconds]));
            assert_eq!(ran.code, 2, "{command:?}");
            let said = "错误：0001：正被另一个程序写入（";
            assert!(ran.err.starts_with(said), "{}", ran.err);
            assert!(
                ran.err.contains(&format!("张某，进程 {own}")),
                "{}",
                ran.err
            );
            assert!(ran.err.contains(&format!("起）{waited}\n")), "{}", ran.err);
            assert!(ran.err.contains("加 --wait 60"), "{}", ran.err);
        }
        let least: u64 = seconds.parse().expect("a number");
        assert!(began.elapsed() >= Duration::from_secs(3 * least));
    }
    let ran = desk
        .command(["set", "0001", "case.title=乙案"])
        .env("ANJUAN_WAIT", "0")
        .output()
        .expect("ran");
    assert_eq!(ran.status.code(), Some(2));
    // readers never wait
    assert_eq!(desk.run(["check", "0001", "--in-progress"]).code, 0);
    drop(held);
    desk.ok(["set", "0001", "case.title=乙案", "--wait", "0"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_note_that_a_killed_writer_left_names_nobody() {
    let desk = desk();
    let stale = "{\"pid\":4194305,\"actor\":\"赵某\",\"command\":\"anjuan add\",\"since\":\"2026-03-02T09:00:00+08:00\"}";
    desk.write("0001/.anjuan/lock.holder", stale);
    let file = std::fs::File::open(desk.path("0001/.anjuan/lock")).expect("a lock file");
    file.lock().expect("locked");
    let ran = desk.run(["set", "0001", "case.title=乙案", "--wait", "0"]);
    assert_eq!(ran.code, 2);
    assert!(!ran.err.contains("赵某"), "{}", ran.err);
    let own = format!("（进程 {}，", std::process::id());
    assert!(ran.err.contains(&own), "{}", ran.err);
}

#[test]
fn a_wait_that_is_no_number_is_refused_before_anything_is_done() {
    let desk = desk();
    let ran = desk.run(["set", "0001", "case.title=乙案", "--wait", "一会儿"]);
    assert_eq!(ran.code, 2);
    let ran = desk
        .command(["set", "0001", "case.title=乙案"])
        .env("ANJUAN_WAIT", "ten")
        .output()
        .expect("ran");
    assert_eq!(ran.status.code(), Some(2));
    let said = String::from_utf8(ran.stderr).expect("text");
    assert!(said.contains("ANJUAN_WAIT 的值「ten」不是秒数"), "{said}");
    assert!(!desk.read("0001/case.toml").contains("乙案"));
}

#[cfg(unix)]
#[test]
fn the_register_of_devices_is_waited_for_too() {
    let desk = desk();
    desk.ok(["init", ".", "--agency", "××市局"]);
    desk.ok(["device", "add", "cam-1", "--kind", "执法记录仪"]);
    let file = std::fs::File::open(desk.path(".anjuan/lock")).expect("a lock file");
    file.lock().expect("locked");
    let ran = desk.run([
        "device",
        "add",
        "cam-2",
        "--kind",
        "执法记录仪",
        "--wait",
        "0",
    ]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("正被另一个程序写入（进程 "), "{}", ran.err);
    drop(file);
    desk.ok(["device", "add", "cam-2", "--kind", "执法记录仪"]);
}
