//! Whatever a case, a journal, a workspace, a rulebook or an argument says, what is printed is
//! inert: no character without a look of its own, and no line that the program has not made.

use std::fs;

use anjuan::inert::is_hidden;
use proptest::prelude::*;
use serde_json::Value;

use super::desk::{Desk, Ran};

/// What a forged line begins with.
const FORGED: &str = "伪造";

/// What makes a line of the log that is not there.
const LINE: &str = "\n伪造  99  2026-01-01  赵某  确认";

/// Texts that would steer a terminal, hide, turn the direction of writing or make a line; and
/// whether a manifest that says so is read at all.
const HOSTILE: &[(&str, bool)] = &[
    (LINE, true),
    ("\r\n伪造\r伪造\u{85}\u{2028}伪造\u{2029}伪造", false),
    (
        "\u{1b}[2J\u{1b}]0;标题\u{7}\u{9b}31m合同\u{202e}fdp.exe\u{2066}\u{200f}\u{61c}\u{7f}",
        false,
    ),
    (
        "零\u{200b}宽\u{200d}连\u{2060}接\u{feff}标\u{e0041}签\u{fdd0}\u{ffff}\u{1fffe}\u{3164}\u{ad}",
        true,
    ),
];

/// Commands that read; `{}` stands for the hostile text.
const READING: &[&str] = &[
    "check",
    "check 案",
    "check 案 --all",
    "check 案 --json",
    "check --summary",
    "check 案 --trace 5-1",
    "check 案 --trace 5-1 --json",
    "check 案 --against 报告.json",
    "check 案 --against 报告.json --json",
    "log 案",
    "log 案 --json",
    "list",
    "list --json",
    "list --summary",
    "list --summary --json",
    "status 案",
    "status 案 --json",
    "verify 案",
    "verify 案 --json",
    "explain 5-1",
    "explain 第5条",
    "doc list 案",
    "doc list 案 --json",
    "doc fields 案 R01",
    "doc fields 案 R01 --json",
    "deadlines",
    "deadlines --format json",
    "deadlines --format csv",
    "deadlines --format ics",
    "review 2026",
    "review 2026 --format json",
    "review 2026 --format csv",
    "review 2026 --format html",
    "review --article 33 案",
    "review --article 33 案 --format json",
    "device list",
    "device list --json",
    "device show cam-1",
    "device show cam-1 --json",
    "platform status",
    "platform status --json",
    "platform export",
    "platform export --format csv",
    "access list 案",
    "access list 案 --json",
    "rulebook list",
    "rulebook list --json",
    "rulebook show bad",
    "rulebook show bad --json",
    "rulebook check bad",
    "rulebook check bad --json",
    "rulebook diff sanming bad",
    "package 案",
    "repair 案",
    "check {}",
    "check 案 --as-of {}",
    "explain {}",
    "log {}",
    "verify {}",
    "{}",
    "set 案 {}",
    "set 案 case.title={}",
    "set 案 {}=1",
    "add 案 {} --type 证据材料",
    "event 案 {}",
    "doc new 案 {}",
    "doc fields {}",
    "device show {}",
    "rulebook show {}",
    "import {}",
    "completions {}",
];

/// A text as TOML writes it.
fn toml(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A case in whose journal and file names the text stands.
fn case(hostile: &str) -> Desk {
    let desk = Desk::new();
    desk.write("anjuan.toml", "[agency]\nname = \"某局\"\n");
    let new = ["new", "案", "--id", "2026-1", "--title", "案"];
    desk.run(new.into_iter().chain(["--opened", "2026-03-02"]))
        .exits(0);
    let mut line: Value = serde_json::from_str(&desk.read("案/journal.jsonl")).expect("a line");
    line["actor"]["name"] = format!("李某{hostile}").into();
    line["data"]["reason"] = hostile.into();
    line["data"]["set"] = Value::from(vec![hostile]);
    desk.write("案/journal.jsonl", format!("{line}\n"));
    // what the last writer noted of the journal
    fs::remove_dir_all(desk.path("案/.anjuan")).expect("removed");
    let name = hostile.replace(['\0', '/'], "");
    desk.write(&format!("案/documents/R01{name}.pdf"), "x");
    desk.run(["rulebook", "new", "bad"]).exits(0);
    desk
}

/// Puts the text into the workspace.
fn into_workspace(desk: &Desk, hostile: &str) {
    let text = toml(&format!("某{hostile}"));
    desk.write(
        "anjuan.toml",
        format!(
            "[agency]\nname = {text}\n[[unit]]\nname = {text}\n[[officer]]\nname = {text}\n\
             certificate = {text}\n[[device]]\nid = \"cam-1\"\nkind = {text}\nmodel = {text}\n"
        ),
    );
}

/// Puts the text into the manifest; it is a hand edit.
fn into_manifest(desk: &Desk, hostile: &str) {
    let text = toml(&format!("某{hostile}"));
    let manifest = desk
        .read("案/case.toml")
        .replace("title = \"案\"", &format!("title = {text}"));
    let more = format!(
        "[[party]]\nname = {text}\naddress = {text}\n[[officer]]\nname = {text}\n\
         [[event]]\nid = \"E01\"\ntype = {text}\nofficers = [{text}]\n\
         [[event]]\nid = \"E02\"\ntype = \"立案\"\nstart = 2026-03-02\nplace = {text}\n\
         [[record]]\nid = \"R01\"\ntype = \"立案审批表\"\ntitle = {text}\nnumber = {text}\n\
         date = 2026-03-02\nlocation = {text}\nevents = [\"E02\"]\n\
         fields = {{ {text} = {text} }}\n\
         [[record]]\nid = \"R02\"\ntype = \"音像记录\"\nevents = [\"E02\"]\n\
         media = {{ kind = \"录像\", device = {text}, operator = {text} }}\n\
         [[waiver]]\nrule = \"sanming/5-1\"\nsubject = {text}\nreason = {text}\napprover = {text}\n"
    );
    desk.write("案/case.toml", format!("{manifest}\n{more}"));
}

/// Puts the text into the rulebook bad and a template of it.
fn into_rulebook(desk: &Desk, hostile: &str) {
    let head = desk.read("templates/bad/rulebook.toml");
    let title = format!("title = {}\nx-", toml(hostile));
    desk.write(
        "templates/bad/rulebook.toml",
        head.replacen("title", &title, 1),
    );
    let first = fs::read_dir(desk.path("templates/bad/documents")).expect("templates");
    let first = first
        .map(|entry| entry.expect("one").path())
        .min()
        .expect("one");
    let text = fs::read_to_string(&first).expect("text");
    fs::write(
        first,
        format!("{text}{{{{ field(name=\"{hostile}\") }}}}{{{{ 无{hostile}"),
    )
    .expect("written");
}

#[track_caller]
fn assert_inert(ran: &Ran, line: &str) {
    assert!([0, 1, 2].contains(&ran.code), "{line:?}: {}", ran.code);
    let out = ran.out.strip_prefix('\u{feff}').unwrap_or(&ran.out);
    let is_file = line.contains("--format csv") || line.contains("--format ics");
    let out = if is_file {
        out.replace("\r\n", "\n")
    } else {
        out.to_owned()
    };
    for (name, text) in [("stdout", &out), ("stderr", &ran.err)] {
        let hidden = text
            .chars()
            .find(|c| is_hidden(*c) && !['\n', '\t'].contains(c));
        assert_eq!(hidden, None, "{name} of {line:?}:\n{text:?}");
        let forged = text.lines().find(|line| line.starts_with(FORGED));
        assert_eq!(forged, None, "{name} of {line:?}:\n{text}");
    }
}

/// Runs every reading command; gives how many of them printed the text in its escaped form.
fn run_all(desk: &Desk, hostile: &str) -> usize {
    desk.write("报告.json", desk.run(["check", "案", "--json"]).out);
    let argument: String = hostile.chars().filter(|c| *c != '\0').collect();
    let mut escaped = 0;
    for line in READING {
        let words = line.split(' ').map(|word| word.replace("{}", &argument));
        let ran = desk.run(words);
        assert_inert(&ran, line);
        escaped += usize::from(ran.out.contains("\\u") || ran.err.contains("\\u"));
        if ran.code < 2
            && (line.ends_with("--json")
                || line.ends_with("format json")
                || *line == "platform export")
        {
            let values = serde_json::Deserializer::from_str(&ran.out).into_iter::<Value>();
            assert!(values.into_iter().all(|value| value.is_ok()), "{line}");
        }
    }
    escaped
}

#[test]
fn nothing_that_somebody_wrote_steers_the_terminal_or_makes_a_line() {
    for (hostile, is_read) in HOSTILE {
        let desk = case(hostile);
        if *is_read {
            into_manifest(&desk, hostile);
        }
        let inside = run_all(&desk, hostile);
        into_manifest(&desk, hostile);
        into_workspace(&desk, hostile);
        into_rulebook(&desk, hostile);
        let around = run_all(&desk, hostile);
        assert!(inside.min(around) > 10, "{hostile:?}: {inside}, {around}");
    }
}

#[test]
fn the_log_shows_a_forged_line_as_part_of_the_name() {
    let (desk, hostile) = (case(LINE), LINE);
    let ran = desk.run(["log", "案"]).exits(0);
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    assert!(ran.out.contains("李某\\u000a伪造"), "{}", ran.out);
    let ran = desk.run(["log", "案", "--json"]).exits(0);
    assert_eq!(ran.json()["actor"], format!("李某{hostile}"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1))]
    #[test]
    fn any_text_is_printed_inert(hostile in "([^\\x00-\\x1f/]|[\\n\\r\\x1b\u{202e}\u{200b}\u{2028}]){1,12}") {
        let desk = case(&hostile);
        into_manifest(&desk, &hostile);
        into_workspace(&desk, &hostile);
        run_all(&desk, &hostile);
    }
}

#[test]
fn who_acts_and_why_must_be_seen() {
    let desk = Desk::with_example();
    let before = (
        desk.read("penalty-case/case.toml"),
        desk.read("penalty-case/journal.jsonl"),
    );
    let long = "长".repeat(61);
    let names = [
        "",
        "  ",
        "李某\n",
        "李\u{202e}某",
        "李\t某",
        "李\u{200b}某",
        &long,
    ];
    for by in names.into_iter().filter(|name| *name != "李某\n") {
        for command in [
            &["set", "penalty-case", "case.unit=执法二科"][..],
            &["event", "penalty-case", "履行", "--start", "2026-06-04"],
            &["repair", "penalty-case"],
            &["log", "penalty-case", "--accept", "--reason", "核对"],
            &["attest", "penalty-case", "27-1", "case", "已核对"],
            &["package", "penalty-case", "-o", "包.zip"],
        ] {
            let ran = desk
                .run(command.iter().copied().chain(["--by", by]))
                .exits(2);
            assert!(
                ran.err.starts_with("错误："),
                "{command:?} {by:?}: {}",
                ran.err
            );
        }
    }
    for by in ["  ", "李某\n赵某", "李\u{1b}某", &long] {
        let ran = desk
            .command(["set", "penalty-case", "case.unit=执法二科"])
            .env("ANJUAN_BY", by)
            .output()
            .expect("started");
        assert_eq!(ran.status.code(), Some(2), "{by:?}");
        let err = String::from_utf8_lossy(&ran.stderr);
        assert!(err.contains("ANJUAN_BY"), "{err}");
    }
    for reason in ["甲\n乙", "甲\u{2066}", " "] {
        for command in [
            &["event", "penalty-case", "E60", "--remove"][..],
            &["log", "penalty-case", "--accept", "--by", "李某"],
        ] {
            let words = command.iter().copied().chain(["--reason", reason]);
            let ran = desk.run(words).exits(2);
            assert!(ran.err.contains("--reason"), "{reason:?}: {}", ran.err);
        }
    }
    let after = (
        desk.read("penalty-case/case.toml"),
        desk.read("penalty-case/journal.jsonl"),
    );
    assert!(before == after, "nothing is written");
    assert!(!desk.path("包.zip").exists());
}

#[test]
fn an_empty_anjuan_by_is_none() {
    let desk = Desk::with_example();
    let command = ["set", "penalty-case", "case.unit=执法二科"];
    let ran = desk
        .command(command)
        .env("ANJUAN_BY", "")
        .env("USER", "lin")
        .output();
    assert_eq!(ran.expect("started").status.code(), Some(0));
    let journal = desk.read("penalty-case/journal.jsonl");
    assert!(journal.lines().last().expect("a line").contains("\"lin\""));
}

#[test]
fn what_cannot_be_seen_does_not_enter_a_manifest_through_a_command() {
    let desk = Desk::with_example();
    let before = desk.read("penalty-case/case.toml");
    for text in ["甲\u{202e}乙", "甲\u{200b}", "甲\n乙", "甲\u{e0041}"] {
        for command in [
            &["set", "penalty-case", "{case.title}"][..],
            &["set", "penalty-case", "{party.1.name}"],
            &["event", "penalty-case", "履行", "--place", "{}"],
            &["new", "n", "--opened", "2026-03-02", "--title", "{}"],
            &[
                "new",
                "n",
                "--opened",
                "2026-03-02",
                "--title",
                "案",
                "--party",
                "{}",
            ],
            &["device", "add", "cam-9", "--serial", "{}"],
        ] {
            let words = command.iter().map(|word| match word.strip_prefix('{') {
                Some("}") => text.to_owned(),
                Some(key) => format!("{}={text}", key.trim_end_matches('}')),
                None => (*word).to_owned(),
            });
            let ran = desk.run(words).exits(2);
            assert_inert(&ran, &format!("{command:?}"));
            assert!(ran.err.contains("含有"), "{command:?}: {}", ran.err);
        }
    }
    assert!(before == desk.read("penalty-case/case.toml"));
    assert!(!desk.path("n").exists());
    let long = ["set", "penalty-case", "archive.note=第一段\n第二段"];
    desk.run(long).exits(0);
}
