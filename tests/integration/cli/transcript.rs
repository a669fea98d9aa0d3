//! A clerk's first hour, as it reads on the screen.

use super::desk::{Desk, Ran};

fn shown(line: &str, ran: &Ran) -> String {
    let mut text = format!("$ {line}\n{}", ran.out);
    for note in ran.err.lines() {
        text.extend(["# ", note, "\n"]);
    }
    text
}

#[test]
fn a_case_begins_and_says_what_it_lacks() {
    let desk = Desk::new();
    let lines = [
        "anjuan init . --agency ××市工业和信息化局 --short ×工信",
        "anjuan new 2026-0001 --title ××公司涉嫌使用淘汰设备案 --party ××公司 --opened 2026-3-2",
        "anjuan event 2026-0001 立案 --start 2026-3-2",
        "anjuan event 2026-0001 现场检查 --start '2026-3-3 9:10' --end '2026-3-3 10:25'",
        "anjuan set 2026-0001 answers.sampled=false case.unit=执法一科",
        "anjuan stage 2026-0001",
        "anjuan status 2026-0001",
        "anjuan list",
    ];
    let text: Vec<_> = lines
        .iter()
        .map(|line| shown(line, &desk.sh(line)))
        .collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn explain_prints_the_article_and_its_reading() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.run(["explain", "17-1"]).exits(0).out);
}

#[test]
fn chinese_names_of_commands_work() {
    let desk = Desk::new();
    desk.run([
        "立案",
        "案",
        "--title",
        "××公司案",
        "--id",
        "1",
        "--opened",
        "2026-03-02",
    ])
    .exits(0);
    desk.run(["事项", "案", "立案", "--start", "2026-03-02"])
        .exits(0);
    desk.run(["填写", "案", "answers.sampled=否"]).exits(0);
    desk.run(["检查", "案"]).exits(1);
    desk.run(["释义", "第十七条"]).exits(0);
    desk.run(["进度", "案"]).exits(0);
    desk.run(["日志", "案"]).exits(0);
}

#[test]
fn every_help_fits_the_screen() {
    let desk = Desk::new();
    let commands = [
        "",
        "init",
        "new",
        "set",
        "event",
        "add",
        "serve",
        "stage",
        "status",
        "list",
        "check",
        "explain",
        "log",
        "seal",
        "verify",
        "attest",
        "waive",
        "rulebook",
        "access request",
        "access opinion",
        "access approve",
        "access read",
        "access copy",
        "access list",
    ];
    for command in commands {
        let mut arguments: Vec<_> = command.split_whitespace().collect();
        arguments.push("--help");
        let ran = desk.run(arguments).exits(0);
        for word in [
            "Usage",
            "Options",
            "Arguments",
            "Print help",
            "[default",
            "possible values",
        ] {
            assert!(!ran.out.contains(word), "{command}: {word}\n{}", ran.out);
        }
    }
}

#[test]
fn a_report_fits_80_columns_but_for_commands() {
    use unicode_width::UnicodeWidthStr as _;
    let desk = Desk::with_example();
    desk.run([
        "new",
        "空",
        "--id",
        "1",
        "--title",
        "××公司案",
        "--opened",
        "2026-03-02",
    ])
    .exits(0);
    for lines in [
        &["set 空 case.outcome=行政处罚 case.stage=归档管理"][..],
        &["set penalty-case answers.seized= E16.received= E03.end= R03.fields.案发地="],
    ] {
        for line in lines {
            desk.sh(&format!("anjuan {line}")).exits(0);
        }
    }
    let ran = desk.run(["check", "."]).exits(1);
    let mut command = false;
    for line in ran.out.lines() {
        command = line == "怎么办" || (command && !line.is_empty());
        assert!(
            command || line.width() <= 80,
            "{} columns: {line}",
            line.width()
        );
    }
    assert!(
        ran.out.contains("第17条") && ran.out.contains("未声明"),
        "{}",
        ran.out
    );
}

#[test]
fn asking_takes_words_for_yes_and_no_and_asks_again_what_it_cannot_read() {
    let desk = Desk::new();
    desk.run([
        "new",
        "案",
        "--id",
        "1",
        "--title",
        "××公司案",
        "--opened",
        "2026-03-02",
    ])
    .exits(0);
    desk.run(["set", "案", "case.stage=调查取证"]).exits(0);
    let ran = desk
        .sh("printf '否\\n也许\\nn\\n\\n有\\n' | anjuan set 案 --ask")
        .exits(0);
    assert!(ran.err.contains("请答 是 或 否"), "{}", ran.err);
    let text = desk.read("案/case.toml");
    for line in [
        "out_of_jurisdiction = false",
        "suspected_crime = false",
        "sampled = true",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(
        !text.contains("inspected"),
        "an empty answer leaves the question open: {text}"
    );
}
