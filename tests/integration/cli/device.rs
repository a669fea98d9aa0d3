//! The register of recording devices, as its keeper edits it.

use super::desk::Desk;

const CASE: &str = "schema = 1\n[case]\nid = \"1\"\nkind = \"行政监督检查\"\ntitle = \"案\"\n\
                    stage = \"程序启动\"\nopened = 2026-03-02\n";

/// A recording of a device, as a manifest has it.
fn recording(id: &str, device: &str, start: &str) -> String {
    format!(
        "[[record]]\nid = \"{id}\"\ntype = \"音像记录\"\nlocation = \"采集站:{id}\"\n\
         sha256 = \"{}\"\nmedia = {{ kind = \"录像\", device = \"{device}\", start = {start}, \
         original = true }}\n",
        "0".repeat(64)
    )
}

/// A workspace with a register in which comments, order, line ends and the mark are its keeper's.
fn register() -> String {
    "\u{feff}# 本局\n[agency]\nname = \"××局\" # 全称\n\n# 一号\n[[device]]\nid = \"cam-01\"   # 旧\n\
     clock_offset = 12 # 快\n\n[check]\ncoverage_tolerance = 60\n"
        .replace('\n', "\r\n")
}

#[test]
fn an_edit_changes_its_own_lines_only() {
    let desk = Desk::new();
    desk.write("anjuan.toml", register());
    let add = "anjuan device add cam-02 --kind 执法记录仪 --asset-number ZC-2 --unit 执法一科 \
               --maintainer 陈某 --from 2026-3-1 --clock-offset -3";
    assert_eq!(desk.sh(add).exits(0).out, "cam-02\t执法记录仪\n");
    let maintain = "anjuan device maintain cam-01 --date 2026-6-1 --by 陈某 --what 校对时钟 \
                    --clock-offset 3";
    let ran = desk.sh(maintain).exits(0);
    assert!(
        ran.err.contains("以前的录音录像也按新值折算"),
        "{}",
        ran.err
    );
    desk.sh("anjuan device retire cam-02 --until 2026-12-31")
        .exits(0);
    desk.sh("anjuan device set cam-01 asset_number=ZC-1 kind=摄像机")
        .exits(0);
    let want = "\u{feff}# 本局\n[agency]\nname = \"××局\" # 全称\n\n# 一号\n[[device]]\nid = \"cam-01\"   # 旧\n\
                kind = \"摄像机\"\nasset_number = \"ZC-1\"\n\
                clock_offset = 3 # 快\n\
                maintenance = [{ date = 2026-06-01, by = \"陈某\", \
                what = \"校对时钟（时钟偏差由快 12 秒改为快 3 秒）\" }]\n\n\
                [[device]]\nid = \"cam-02\"\nkind = \"执法记录仪\"\nasset_number = \"ZC-2\"\n\
                unit = \"执法一科\"\nmaintainer = \"陈某\"\nfrom = 2026-03-01\nuntil = 2026-12-31\n\
                clock_offset = -3\n\n[check]\ncoverage_tolerance = 60\n"
        .replace('\n', "\r\n");
    assert_eq!(desk.read("anjuan.toml"), want);
}

#[test]
fn what_is_refused_leaves_the_register_as_it_was() {
    let desk = Desk::new();
    desk.write("anjuan.toml", register());
    for (line, word) in [
        ("device add cam-01", "已在名录中"),
        ("device add 'cam 2'", "不能作设备编号"),
        ("device add cam-2 --kind 手机", "执法记录仪"),
        ("device add cam-2 --from 昨天", "昨天"),
        ("device add cam-2 --from '2026-3-1 9:00'", "不带时间"),
        (
            "device add cam-2 --from 2026-3-2 --until 2026-3-1",
            "早于启用日期",
        ),
        ("device retire cam-9 --until 2026-3-1", "是否指 cam-01"),
        ("device retire cam-01 --until ''", "不是日期"),
        ("device set cam-01 id=cam-07", "可以改的键"),
        ("device set cam-01 clock_offset=快", "整数"),
        ("device set cam-01 kind=手机", "执法记录仪"),
        (
            "device maintain cam-01 --date 2026-13-1 --by 陈某 --what 保养",
            "2026-13-1",
        ),
        ("device show cam-09", "是否指 cam-01"),
    ] {
        let ran = desk.sh(&format!("anjuan {line}")).exits(2);
        assert!(ran.err.contains(word), "{line}: {}", ran.err);
        assert!(ran.err.starts_with("错误："), "{line}: {}", ran.err);
        assert_eq!(desk.read("anjuan.toml"), register(), "{line}");
    }
    let twice = format!("{}[[device]]\r\nid = \"cam-01\"\r\n", register());
    desk.write("anjuan.toml", &twice);
    let ran = desk.sh("anjuan device list").exits(2);
    assert!(ran.err.contains("设备编号 cam-01 用了两次"), "{}", ran.err);
}

#[test]
fn a_register_that_someone_else_holds_or_links_elsewhere_is_not_written() {
    let desk = Desk::new();
    desk.write("别处.toml", register());
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(desk.path("别处.toml"), desk.path("anjuan.toml"))
            .expect("linked");
        let ran = desk.sh("anjuan device add cam-02").exits(2);
        assert!(ran.err.contains("符号链接"), "{}", ran.err);
        assert_eq!(desk.read("别处.toml"), register());
    }
}

#[test]
fn outside_of_a_workspace_the_way_to_one_is_named() {
    let desk = Desk::new();
    desk.write("案/case.toml", CASE);
    for line in [
        "device list",
        "device show cam-01",
        "device add cam-01",
        "device add cam-01 --in 案",
        "device retire cam-01 --until 2026-3-1",
    ] {
        let ran = desk.sh(&format!("anjuan {line}")).exits(2);
        let hint = "提示：anjuan init --agency 机关全称";
        assert!(ran.err.contains(hint), "{line}: {}", ran.err);
        assert_eq!(ran.out, "", "{line}");
    }
    let told = desk.sh("anjuan device list --json").exits(2).json();
    assert!(
        told["error"]
            .as_str()
            .expect("words")
            .contains("anjuan init")
    );
    desk.sh("anjuan init --agency 机关全称").exits(0);
    desk.sh("anjuan device add cam-01 --in 案").exits(0);
}

#[test]
fn the_list_says_what_article_6_misses_in_an_entry() {
    let desk = Desk::new();
    desk.write("anjuan.toml", register());
    let ran = desk.sh("anjuan device list").exits(0);
    assert!(
        ran.out.contains(
            "cam-01 没有写种类，无名录编号（应纳入办公设备名录），没有写使用机构，无维护保养人，\
             没有启用日期，没有维护保养记录"
        ),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("快 12 秒"), "{}", ran.out);
    assert!(
        ran.err.contains("提示：anjuan device set cam-01 kind="),
        "{}",
        ran.err
    );
    let line = "anjuan device set cam-01 kind=摄像机 asset_number=ZC-1 unit=执法一科 \
                maintainer=陈某 from=2026-3-1 until=2026-6-30";
    desk.sh(line).exits(0);
    desk.sh("anjuan device maintain cam-01 --date 2026-5-2 --by 陈某 --what 更换电池")
        .exits(0);
    let ran = desk.sh("anjuan device list").exits(0);
    assert_eq!(
        ran.out.lines().nth(1).map(str::trim),
        Some(
            "cam-01  摄像机  —     ZC-1      执法一科  2026-03-01 至 2026-06-30（已停用）  快 12 秒  2026-05-02"
        )
    );
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.out);
    let list = desk.sh("anjuan device list --json").exits(0).json();
    assert_eq!(list["devices"][0]["lacks"], serde_json::json!([]));
    assert_eq!(list["devices"][0]["clock_offset"], 12);
    assert_eq!(list["devices"][0]["maintenance"][0]["what"], "更换电池");
}

#[test]
fn a_device_that_is_called_like_a_number_is_not_taken_for_a_place() {
    let desk = Desk::new();
    let text = "[[device]]\nid = \"2\"\n[[device]]\nid = \"1\"\n[[device]]\nid = \"a.b\"\n";
    desk.write("anjuan.toml", text);
    desk.sh("anjuan device set 2 unit=甲").exits(0);
    desk.sh("anjuan device set 1 unit=乙").exits(0);
    desk.sh("anjuan device set a.b unit=丙").exits(0);
    assert_eq!(
        desk.read("anjuan.toml"),
        "[[device]]\nid = \"2\"\nunit = \"甲\"\n[[device]]\nid = \"1\"\nunit = \"乙\"\n\
         [[device]]\nid = \"a.b\"\nunit = \"丙\"\n"
    );
}

#[test]
fn the_recordings_of_a_device_are_found_in_its_own_workspace() {
    let desk = Desk::new();
    desk.write(
        "anjuan.toml",
        "[[device]]\nid = \"cam-01\"\nfrom = 2026-03-01\nuntil = 2026-03-31\n",
    );
    let day = |id, day: &str| recording(id, "cam-01", &format!("{day}T09:00:00+08:00"));
    desk.write(
        "甲/case.toml",
        [
            CASE,
            &day("R1", "2026-03-31"),
            &day("R2", "2026-04-01"),
            &recording("R3", "cam-09", "2026-03-03"),
        ]
        .concat(),
    );
    desk.write("乙/case.toml", [CASE, &day("R1", "2026-02-28")].concat());
    desk.write("别家/anjuan.toml", "[[device]]\nid = \"cam-01\"\n");
    desk.write(
        "别家/丙/case.toml",
        [CASE, &day("R1", "2026-03-03")].concat(),
    );
    let shown = desk
        .run(["device", "show", "cam-01", "--json"])
        .exits(0)
        .json();
    let lines: Vec<_> = shown["recordings"]
        .as_array()
        .expect("recordings")
        .iter()
        .map(|one| format!("{} {} {}", one["path"], one["record"], one["in_service"]))
        .collect();
    assert_eq!(
        lines,
        [
            "\"乙\" \"R1\" false",
            "\"甲\" \"R1\" true",
            "\"甲\" \"R2\" false"
        ]
    );
    let ran = desk.run(["device", "show", "cam-01", "甲"]).exits(0);
    assert!(!ran.out.contains("乙"), "{}", ran.out);
    assert_eq!(ran.out.matches("不在使用期内").count(), 1, "{}", ran.out);
    let ran = desk.run(["device", "show", "cam-09"]).exits(0);
    assert!(ran.out.starts_with("cam-09（不在名录中）"), "{}", ran.out);
    desk.write("丁/case.toml", "schema = [");
    let shown = desk
        .run(["device", "show", "cam-01", "--json"])
        .exits(2)
        .json();
    assert_eq!(shown["recordings"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_case_without_a_register_says_so_once_and_the_way_out_works() {
    let desk = Desk::new();
    let time = "2026-03-03T09:00:00+08:00";
    let recordings = ["R1", "R2", "R3"].map(|id| recording(id, "cam-01", time));
    desk.write("案/case.toml", [CASE, &recordings.concat()].concat());
    let findings = |desk: &Desk| {
        let report = desk.run(["check", "案", "--json"]).json();
        let all = report["cases"][0]["findings"]
            .as_array()
            .expect("findings")
            .clone();
        all.into_iter()
            .filter(|finding| finding["rule"] == "sanming/6-1")
            .collect::<Vec<_>>()
    };
    let found = findings(&desk);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["status"], "undecidable");
    assert_eq!(found[0]["severity"], "warning");
    assert_eq!(found[0]["subject"], "case");
    let fix = found[0]["fix"].as_str().expect("a command");
    desk.sh(fix).exits(2);
    desk.sh("anjuan init --agency ××局").exits(0);
    assert_eq!(
        findings(&desk).len(),
        1,
        "a workspace without devices is no register"
    );
    desk.sh(fix).exits(0);
    assert_eq!(findings(&desk), Vec::<serde_json::Value>::new());
}
