//! One case number in several directories of a workspace.

use super::desk::{Desk, copy};

/// A workspace with the cases `0001` and `0002`, and a copy of the first.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.ok(["init", ".", "--agency", "××市局"]);
    for case in ["0001", "0002"] {
        desk.ok([
            "new",
            case,
            "--title",
            "甲案",
            "--opened",
            "2026-03-02",
            "--party",
            "王某",
        ]);
    }
    copy(&desk.path("0001"), &desk.path("0001 - 副本"));
    desk
}

#[test]
fn a_command_by_number_names_both_directories_and_does_nothing() {
    let desk = desk();
    let before = desk.read("0001/case.toml");
    let inside = desk.path("0002");
    for command in [
        &["set", "0001", "case.title=乙案"][..],
        &["status", "0001"],
        &["log", "0001"],
        &["repair", "0001"],
        &["doc", "list", "0001"],
    ] {
        for place in [desk.path(""), inside.clone()] {
            let output = desk
                .command(command)
                .current_dir(&place)
                .output()
                .expect("ran");
            let said = String::from_utf8(output.stderr).expect("text");
            assert_eq!(output.status.code(), Some(2), "{command:?} {said}");
            assert!(
                said.contains("0001、") && said.contains("0001 - 副本"),
                "{said}"
            );
        }
    }
    assert_eq!(desk.read("0001/case.toml"), before);
    // a path means one directory
    for path in ["./0001", "0001 - 副本", "0001/case.toml"] {
        desk.ok(["set", path, "case.title=乙案"]);
    }
    desk.ok(["set", "0002", "case.title=乙案"]);
}

#[test]
fn a_folder_named_after_another_case_is_no_less_ambiguous() {
    let desk = Desk::new();
    desk.ok(["init", ".", "--agency", "××市局"]);
    for (folder, id) in [("甲", "0001"), ("0001", "0002")] {
        desk.ok([
            "new",
            folder,
            "--id",
            id,
            "--title",
            "甲案",
            "--opened",
            "2026-03-02",
        ]);
    }
    assert_eq!(desk.run(["status", "0001"]).code, 2);
    assert_eq!(desk.run(["status", "0002"]).code, 0);
    assert_eq!(desk.run(["status", "./0001"]).code, 0);
}

#[test]
fn list_and_check_say_which_numbers_several_directories_have() {
    let desk = desk();
    let said = "案号重复：0001 有 2 个目录：";
    for command in [
        &["list"][..],
        &["list", "--summary"],
        &["check", ".", "--in-progress"],
        &["check", ".", "--in-progress", "--summary"],
    ] {
        let ran = desk.run(command);
        assert_eq!(ran.code, 1, "{command:?}");
        assert!(ran.out.contains(said), "{}", ran.out);
        assert!(ran.out.contains("0001 - 副本"), "{}", ran.out);
    }
    let both = serde_json::json!([{"id": "0001", "paths": ["./0001", "./0001 - 副本"]}]);
    for command in [
        &["check", ".", "--json"][..],
        &["list", "--summary", "--json"],
    ] {
        let ran = desk.run(command);
        let value: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        assert_eq!((ran.code, &value["same_id"]), (1, &both));
    }
    let ran = desk.run(["list", "--json"]);
    let first: serde_json::Value =
        serde_json::from_str(ran.out.lines().next().expect("a line")).expect("JSON");
    assert_eq!(first["same_id"], serde_json::json!(["./0001 - 副本"]));
    // one directory at a time there is nothing to say
    assert_eq!(desk.run(["check", "0001", "--in-progress"]).code, 0);
    std::fs::remove_dir_all(desk.path("0001 - 副本")).expect("removed");
    let ran = desk.run(["check", ".", "--in-progress", "--json"]);
    assert_eq!(ran.code, 0);
    assert!(!ran.out.contains("same_id"), "{}", ran.out);
}

#[test]
fn an_unpacked_package_is_no_second_case() {
    let desk = desk();
    std::fs::create_dir(desk.path("包")).expect("made");
    std::fs::rename(desk.path("0001 - 副本"), desk.path("包/data")).expect("moved");
    desk.write("包/bagit.txt", "BagIt-Version: 1.0\n");
    assert_eq!(desk.run(["list"]).code, 0);
    desk.ok(["set", "0001", "case.title=乙案"]);
}

#[test]
fn a_number_that_a_directory_of_the_workspace_has_begins_no_other_case() {
    let desk = desk();
    let new = [
        "new",
        "丁",
        "--id",
        "0002",
        "--title",
        "乙案",
        "--opened",
        "2026-03-02",
    ];
    let ran = desk.run(new);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("案号 0002 已经有了") && ran.err.contains("提示：anjuan status 0002"),
        "{}",
        ran.err
    );
    assert!(!desk.path("丁").exists());
    // another workspace has numbers of its own
    desk.ok(["init", "另", "--agency", "××区局"]);
    desk.ok([
        "new",
        "另/0002",
        "--title",
        "乙案",
        "--opened",
        "2026-03-02",
    ]);
    std::fs::remove_dir_all(desk.path("0001 - 副本")).expect("removed");
    assert_eq!(desk.run(["list"]).code, 0);
}
