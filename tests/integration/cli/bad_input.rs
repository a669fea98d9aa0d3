//! Bad input gets a clear error, exit code 2, and loses nothing.

use super::desk::Desk;

const HEAD: &str = "schema = 1\n[case]\nid = \"1\"\nkind = \"行政处罚\"\ntitle = \"案\"\n\
                    stage = \"程序启动\"\nopened = 2026-03-02\n";

#[test]
fn every_problem_of_a_manifest_is_shown_with_its_place() {
    let desk = Desk::new();
    let text = format!(
        "{HEAD}titel = \"x\"\n[[event]]\nid = \"E 1\"\ntype = \"立案\"\nstart = 2026-02-30\n\
         [[record]]\nid = \"R1\"\ntype = \"立案审批表\"\npath = \"../外.pdf\"\npages = \"三\"\n"
    );
    desk.write("案/case.toml", &text);
    let ran = desk.run(["check", "案"]).exits(2);
    insta::assert_snapshot!(ran.out);
    assert_eq!(desk.read("案/case.toml"), text, "nothing is changed");
}

#[test]
fn an_unreadable_case_does_not_stop_the_others() {
    let desk = Desk::new();
    desk.write("甲/case.toml", HEAD);
    desk.write("乙/case.toml", "schema = [");
    let report = desk.run(["check", "--json"]).exits(2).json();
    let cases = report["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 2);
    assert_eq!(cases[0]["path"], "./乙");
    assert!(
        cases[0]["error"]
            .as_str()
            .expect("an error")
            .contains("乙/case.toml:1")
    );
    assert_eq!(cases[0]["id"], serde_json::Value::Null);
    assert_eq!(cases[1]["id"], "1");
}

#[test]
fn a_path_without_a_case_is_an_error_beside_the_others() {
    let desk = Desk::new();
    desk.write("甲/case.toml", HEAD);
    desk.write("空/说明.txt", "x");
    for missing in ["空", "没有"] {
        let ran = desk.run(["check", "甲", missing, "--json"]).exits(2);
        assert_eq!(ran.json()["summary"]["cases"], 1);
        assert!(ran.err.contains(missing), "{}", ran.err);
    }
}

#[test]
fn a_licence_is_refused_with_the_article() {
    let desk = Desk::new();
    desk.write("案/case.toml", HEAD.replace("行政处罚", "行政许可"));
    let ran = desk.run(["check", "案"]).exits(2);
    assert!(ran.out.contains("行政审批标准化"), "{}", ran.out);
}

#[test]
fn other_encodings_are_named_and_never_guessed() {
    let desk = Desk::new();
    let cases: [(&str, &[u8], &str); 4] = [
        ("甲", &[0xB0, 0xB8, 0xBE, 0xED], "GB18030"),
        ("乙", &[0xFF, 0xFE, 0x41, 0x00], "UTF-16"),
        ("丙", b"", "空"),
        ("丁", b"\xEF\xBB\xBF\n", "空"),
    ];
    for (name, bytes, word) in cases {
        desk.write(&format!("{name}/case.toml"), bytes);
        let ran = desk.run(["check", name]).exits(2);
        assert!(ran.out.contains(word), "{name}: {}", ran.out);
    }
}

#[test]
fn names_that_other_systems_cannot_bear_are_refused_at_once() {
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
    let before = desk.read("案/case.toml");
    for name in [
        "整改100%.pdf",
        "a:b.pdf",
        "CON.pdf",
        "尾点.",
        " 前空.pdf",
        "问?.pdf",
        "换\n行.pdf",
    ] {
        let file = desk.write(&format!("来/{name}"), "x");
        let arguments = [
            "add".as_ref(),
            "案".as_ref(),
            file.as_os_str(),
            "--type".as_ref(),
            "证据材料".as_ref(),
        ];
        let ran = desk.run(arguments).exits(2);
        assert!(ran.err.contains("改名"), "{name}: {}", ran.err);
    }
    desk.run(["event", "案", "立案", "--start", "2026-02-30"])
        .exits(2);
    desk.run(["add", "案", "没有.pdf"]).exits(2);
    desk.run(["add", "案", "来", "--type", "证据材料"]).exits(2);
    assert_eq!(desk.read("案/case.toml"), before);
}

#[test]
fn words_that_are_no_command_get_a_hint() {
    let desk = Desk::new();
    for (arguments, word) in [
        (&["chek"][..], "check"),
        (&["check", "--formt", "json"], "--format"),
        (&["check", "--format", "xml"], "table"),
        (&["check", "--as-of", "昨天"], "昨天"),
        (&["set"], "案件"),
        (&["explain", "99-9"], "17-1"),
        (&["status", "没有"], "没有这个目录"),
    ] {
        let ran = desk.run(arguments).exits(2);
        assert!(ran.err.contains(word), "{arguments:?}: {}", ran.err);
        assert!(ran.err.starts_with("错误："), "{arguments:?}: {}", ran.err);
        assert!(!ran.err.contains("Usage"), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_licence_is_refused_with_the_article_that_sends_it_elsewhere() {
    let desk = Desk::new();
    let ran = desk
        .sh("anjuan new 2026-1 --kind 行政许可 --title 许可 --opened 2026-3-2")
        .exits(2);
    assert!(ran.err.contains("第二条第二款"), "{}", ran.err);
    assert!(!desk.path("2026-1").exists());
    let ran = desk.sh("anjuan new --help").exits(0);
    assert!(!ran.out.contains("行政许可"), "{}", ran.out);
}
