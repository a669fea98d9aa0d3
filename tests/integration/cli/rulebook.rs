//! `anjuan rulebook`: a copy, what is wrong with it, what changed, and which version was used.

use serde_json::Value;

use super::desk::{Desk, Ran};

/// A workspace with a copy of the built-in rulebook under a name of its own.
fn with_copy(name: &str) -> Desk {
    let desk = Desk::new();
    desk.sh("anjuan init --agency ××市工业和信息化局").exits(0);
    desk.run(["rulebook", "new", name]).exits(0);
    desk
}

/// Replaces a text of a rulebook's file, which must be there.
fn edit(desk: &Desk, file: &str, from: &str, to: &str) {
    let path = format!("templates/{file}");
    let text = desk.read(&path);
    assert!(text.contains(from), "{file} has no {from}");
    desk.write(&path, text.replacen(from, to, 1));
}

fn mistakes(ran: &Ran) -> Vec<String> {
    let report = ran.json();
    let list = report["mistakes"].as_array().expect("mistakes");
    let shown = |one: &Value| {
        let number = |key: &str| one[key].as_u64().map_or("-".into(), |n| n.to_string());
        let help = one["help"].as_str().unwrap_or_default();
        format!(
            "{}:{}:{} {}{help}",
            one["file"].as_str().expect("a file"),
            number("line"),
            number("column"),
            one["message"].as_str().expect("a message"),
        )
    };
    list.iter().map(shown).collect()
}

#[test]
fn a_copy_says_what_it_is_a_copy_of_and_keeps_every_comment() {
    let desk = with_copy("mine");
    let original = include_str!("../../../templates/sanming/rulebook.toml");
    let copied = desk.read("templates/mine/rulebook.toml");
    for line in original.lines().filter(|line| line.starts_with('#')) {
        assert!(copied.contains(line), "{line}");
    }
    let head: toml::Table = copied.parse().expect("TOML");
    assert_eq!(head["id"].as_str(), Some("mine"));
    assert_eq!(head["version"].as_str(), Some("1-副本"));
    let shown = desk
        .run(["rulebook", "show", "sanming", "--json"])
        .exits(0)
        .json();
    for key in ["id", "version", "sha256"] {
        assert_eq!(head["derived_from"][key].as_str(), shown[key].as_str());
    }
    assert!(
        head["status"]
            .as_str()
            .is_some_and(|text| text.contains("复制自 sanming 第 1 版")),
        "{head}"
    );
    assert_eq!(
        desk.read("templates/mine/documents/generic.xhtml"),
        include_str!("../../../templates/sanming/documents/generic.xhtml")
    );
    desk.run(["rulebook", "check", "mine"]).exits(0);
}

#[test]
fn a_copy_overwrites_nothing_and_leaves_nothing_half_made() {
    let desk = with_copy("mine");
    desk.write("templates/mine/rules.toml", "# 我的改动\n");
    let ran = desk.run(["rulebook", "new", "mine"]).exits(2);
    assert!(ran.err.contains("已经存在"), "{}", ran.err);
    assert_eq!(desk.read("templates/mine/rules.toml"), "# 我的改动\n");
    desk.run(["rulebook", "new", "../外"]).exits(2);
    desk.run(["rulebook", "new", "x", "--from", "没有"])
        .exits(2);
    let names = std::fs::read_dir(desk.path("templates")).expect("a folder");
    assert_eq!(names.count(), 1);
    // Without a workspace there is no place for it.
    let ran = Desk::new().run(["rulebook", "new"]).exits(2);
    assert!(ran.err.contains("提示：anjuan init"), "{}", ran.err);
}

#[test]
fn mistakes_of_all_files_are_reported_at_once_with_their_places() {
    let desk = with_copy("mine");
    edit(
        &desk,
        "mine/rules.toml",
        "require = [{ record = \"不予行政处罚决定书\" }]",
        "require = [{ record = \"不予处罚决定\" }]",
    );
    edit(
        &desk,
        "mine/rules.toml",
        "signed = \"witness\"",
        "singed = \"witness\"",
    );
    edit(
        &desk,
        "mine/catalogue.toml",
        "template = \"reminder\"",
        "template = \"remindr\"",
    );
    edit(
        &desk,
        "mine/catalogue.toml",
        "volume = \"副卷\"",
        "volme = \"副卷\"",
    );
    edit(
        &desk,
        "mine/questions.toml",
        "rule = \"11-2\"",
        "rule = \"11-22\"",
    );
    edit(
        &desk,
        "mine/events.toml",
        "paper = \"听证笔录\"",
        "paper = \"听证笔禄\"",
    );
    edit(
        &desk,
        "mine/articles.toml",
        "number = 17\n",
        "number = \"17\"\n",
    );
    let ran = desk.run(["rulebook", "check", "mine", "--json"]).exits(2);
    let found = mistakes(&ran);
    for (file, words) in [
        (
            "rules.toml",
            "没有文书「不予处罚决定」，是否指 不予行政处罚决定书",
        ),
        ("rules.toml", "没有要求「singed」，是否指 signed"),
        (
            "catalogue.toml",
            "没有模板「remindr」（remindr.xhtml），是否指 reminder",
        ),
        ("catalogue.toml", "未知的键 document.volme是否想写 volume"),
        ("questions.toml", "没有规则 11-22，是否指 11-2"),
        ("events.toml", "没有文书「听证笔禄」，是否指 听证笔录"),
        ("articles.toml", "键 article.number 是字符串，应为整数"),
    ] {
        let place = format!("templates/mine/{file}:");
        assert!(
            found
                .iter()
                .any(|line| line.starts_with(&place) && line.contains(words)),
            "{file} {words}: {found:#?}"
        );
    }
    // Nothing follows from these but what they are themselves.
    assert_eq!(found.len(), 8, "{found:#?}");
    let rules = desk.read("templates/mine/rules.toml");
    let line = rules
        .lines()
        .position(|line| line.contains("\"不予处罚决定\""))
        .expect("there");
    let place = format!("rules.toml:{}:24 ", line + 1);
    assert!(found.iter().any(|one| one.contains(&place)), "{found:#?}");
}

#[test]
fn a_rule_that_names_a_paper_by_its_alias_would_never_match_and_is_refused() {
    let desk = with_copy("mine");
    edit(
        &desk,
        "mine/rules.toml",
        "require = [{ record = \"不予行政处罚决定书\" }]",
        "require = [{ record = \"处罚决定书\" }]",
    );
    let ran = desk.run(["rulebook", "check", "mine"]).exits(2);
    assert!(
        ran.err.contains("「处罚决定书」是《行政处罚决定书》的别名"),
        "{}",
        ran.err
    );
}

#[test]
fn a_broken_template_is_found_before_a_case_needs_it() {
    let rows = [
        ("<h2>二、证据</h2>", "<h2>二、证据", "<h2> 没有结束", 0),
        ("<foot/>", "<foto/>", "没有组件 foto", 29),
        (
            "name=\"证据\"",
            "name=\"证具\"",
            "要用“证具”，文书目录中没有这个栏目",
            7,
        ),
        ("as=\"大写\"", "as=\"大些\"", "写法（as）“大些”不存在", 17),
    ];
    for (from, to, words, line) in rows {
        let desk = with_copy("mine");
        edit(&desk, "mine/documents/penalty-decision.xhtml", from, to);
        let ran = desk.run(["rulebook", "check", "mine", "--json"]).exits(2);
        let found = mistakes(&ran);
        let place = "templates/mine/documents/penalty-decision.xhtml:";
        let place = match line {
            0 => format!("{place}-:"),
            _ => format!("{place}{line}:"),
        };
        assert!(
            found.len() == 1 && found[0].starts_with(&place) && found[0].contains(words),
            "{to}: {found:#?}"
        );
    }
}

#[test]
fn what_may_be_an_oversight_is_a_warning() {
    let desk = with_copy("mine");
    let unused = "\n[[event]]\nname = \"回访\"\nstage = \"送达执行\"\nwhat = \"x\"\n";
    let text = desk.read("templates/mine/events.toml") + unused;
    desk.write("templates/mine/events.toml", text);
    desk.write("templates/mine/documents/old.xhtml", "<body/>");
    desk.write("templates/mine/说明.txt", "记事");
    edit(
        &desk,
        "mine/rules.toml",
        "each = { record = \"*\", except = [\"案件移送函\",",
        "each = { record = \"*\", except = [\"听证通知书\", \"案件移送函\",",
    );
    let text = desk.read("templates/mine/rules.toml")
        + "\n[[rule]]\nid = \"17-9\"\nwhat = \"x\"\nwhy = \"x\"\nfix = \"x\"\nstage = \"审查决定\"\n\
           each = { record = \"行政处罚决定书\" }\nrequire = [{ filled = [\"date\"] }]\n";
    desk.write("templates/mine/rules.toml", text);
    let ran = desk.run(["rulebook", "check", "mine"]).exits(0);
    for words in [
        "没有规则、问题、文书用到的事项类型：回访",
        "没有文书用到的模板：documents/old.xhtml",
        "不计入散列：说明.txt",
        "须送达而没有规则要求送达的文书：听证通知书",
        "没有写在任何一句原文之下的规则：17-9",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    desk.run(["rulebook", "check", "mine", "--fail-on", "warning"])
        .exits(1);
    std::fs::remove_file(desk.path("templates/mine/coverage.toml")).expect("removed");
    let ran = desk.run(["rulebook", "check", "mine"]).exits(0);
    assert!(ran.out.contains("没有规则的条文：第一条"), "{}", ran.out);
    assert!(!ran.out.contains("任何一句"), "{}", ran.out);
}

#[test]
fn a_folder_of_the_workspace_wins_and_the_list_says_so() {
    let desk = with_copy("sanming");
    let list = desk.run(["rulebook", "list", "--json"]).exits(0).json();
    let lines = list["rulebooks"].as_array().expect("rulebooks");
    let of = |name: &str| {
        let line = lines.iter().find(|line| line["name"] == name);
        line.unwrap_or_else(|| panic!("{name}: {list}"))
    };
    assert_eq!(of("sanming")["place"], "templates/sanming");
    assert_eq!(of("sanming")["default"], true);
    assert_eq!(of("内置:sanming")["hidden"], true);
    assert_ne!(of("sanming")["sha256"], of("内置:sanming")["sha256"]);
    // One that cannot be used is listed too.
    desk.write("templates/sanming/rules.toml", "[[rule]");
    let ran = desk.run(["rulebook", "list"]).exits(2);
    assert!(ran.out.contains("不能用"), "{}", ran.out);
    assert!(
        ran.err.contains("anjuan rulebook check sanming"),
        "{}",
        ran.err
    );
}

#[test]
fn an_article_that_changes_takes_its_sentences_along() {
    let desk = with_copy("mine");
    edit(&desk, "mine/articles.toml", "立案环节", "立案阶段");
    let refused = desk.run(["rulebook", "check", "mine"]).exits(2);
    let words = "立案环节，应详细填写《立案审批表》，：第九条的原文没有这一句";
    assert!(refused.err.contains(words), "{}", refused.err);
    edit(&desk, "mine/coverage.toml", "立案环节", "立案阶段");
    desk.run(["rulebook", "check", "mine"]).exits(0);
}

#[test]
fn a_difference_is_told_by_its_meaning() {
    let desk = with_copy("mine");
    let ran = desk.run(["rulebook", "diff", "mine"]).exits(1);
    assert!(ran.out.contains("版本：1 → 1-副本"), "{}", ran.out);
    desk.run(["rulebook", "diff", "mine", "mine"]).exits(0);
    let text = format!("# 注\n{}", desk.read("templates/mine/rules.toml"));
    desk.run(["rulebook", "new", "other", "--from", "mine", "--keep-id"])
        .exits(0);
    desk.write("templates/mine/rules.toml", text);
    edit(&desk, "mine/rulebook.toml", "1-副本", "1");
    edit(&desk, "other/rulebook.toml", "1-副本-副本", "1");
    edit(
        &desk,
        "mine/rulebook.toml",
        "status = ",
        "status = \"同\"\n#",
    );
    edit(
        &desk,
        "other/rulebook.toml",
        "status = ",
        "status = \"同\"\n#",
    );
    let ran = desk.run(["rulebook", "diff", "mine", "other"]).exits(0);
    assert!(ran.out.contains("只有注释或者排版不同"), "{}", ran.out);

    edit(
        &desk,
        "other/rules.toml",
        "require = [{ record = \"不予行政处罚决定书\" }]",
        "require = [{ record = \"不予行政处罚决定书\" }, { event = \"决定\" }]",
    );
    let text = desk.read("templates/other/rules.toml")
        + "\n[[rule]]\nid = \"17-9\"\nwhat = \"决定书有日期\"\nwhy = \"x\"\nfix = \"x\"\n\
           stage = \"审查决定\"\neach = { record = \"行政处罚决定书\" }\n\
           require = [{ filled = [\"date\"] }]\n";
    desk.write("templates/other/rules.toml", text);
    edit(
        &desk,
        "other/catalogue.toml",
        "name = \"听证放弃声明\"\naliases = [",
        "name = \"听证弃权声明\"\naliases = [\"听证放弃声明\", ",
    );
    edit(
        &desk,
        "other/catalogue.toml",
        "{ name = \"案发地\", type = \"text\"",
        "{ name = \"案发地\", type = \"long\"",
    );
    edit(&desk, "other/articles.toml", "立案环节", "立案阶段");
    edit(&desk, "other/coverage.toml", "立案环节", "立案阶段");
    edit(
        &desk,
        "other/documents/reminder.xhtml",
        "现依法催告",
        "依法催告",
    );
    let ran = desk.run(["rulebook", "diff", "mine", "other"]).exits(1);
    for words in [
        "~ 3-2 不予行政处罚的",
        "要求增加 案件（自审查决定起）（行政处罚，结果为不予行政处罚）：有决定",
        "+ 17-9 决定书有日期",
        "要求增加 每份行政处罚决定书：填写",
        "听证放弃声明 改名为 听证弃权声明",
        "栏目 案发地：type text，asked regulation → type long，asked regulation",
        "~ 第九条",
        "~ documents/reminder.xhtml",
        "规则增加 1、改动 1",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    let report = desk
        .run(["rulebook", "diff", "mine", "other", "--json"])
        .exits(1)
        .json();
    assert_eq!(report["same"], false);
    assert_eq!(report["summary"]["规则"]["added"], 1);
    desk.run(["rulebook", "diff", "mine", "没有"]).exits(2);
    desk.write("templates/other/rules.toml", "");
    desk.run(["rulebook", "diff", "mine", "other"]).exits(2);
}

#[test]
fn whoever_asks_for_json_gets_it_at_every_exit_code() {
    let desk = with_copy("mine");
    // An editor that saves in another encoding.
    desk.write("templates/mine/events.toml", b"# \xb9\xe6\xb3\xcc\n");
    for action in ["check", "show", "diff"] {
        for name in ["mine", "没有"] {
            let ran = desk.run(["rulebook", action, name, "--json"]).exits(2);
            assert!(ran.json()["error"].is_string(), "{}", ran.out);
            assert!(ran.err.starts_with("错误："), "{}", ran.err);
        }
    }
    let ran = desk.run(["rulebook", "check", "mine"]).exits(2);
    assert!(
        ran.err.contains("templates/mine/events.toml") && ran.err.contains("GB18030"),
        "{}",
        ran.err
    );
}

/// A rule more, which the complete example does not satisfy.
const STRICTER: &str = "\n[[rule]]\nid = \"15-9\"\nwhat = \"陈述、申辩有书面材料\"\nwhy = \"本单位规定。\"\n\
    fix = \"收录书面材料\"\nstage = \"审查决定\"\neach = { event = \"陈述申辩\" }\n\
    require = [{ record = \"证据材料\" }]\n";

#[test]
fn an_old_case_is_checked_with_the_rulebook_of_its_day() {
    let desk = Desk::with_example();
    for name in ["old", "new"] {
        desk.run(["rulebook", "new", name, "--keep-id"]).exits(0);
        edit(&desk, &format!("{name}/rulebook.toml"), "1-副本", name);
    }
    let text = desk.read("templates/new/rules.toml") + STRICTER;
    desk.write("templates/new/rules.toml", text);
    let digest = |name: &str| {
        let shown = desk.run(["rulebook", "show", name, "--json"]).exits(0);
        shown.json()["sha256"]
            .as_str()
            .expect("a digest")
            .to_owned()
    };
    for (name, asked, code) in [
        ("old", "old", 0),
        ("new", "new", 1),
        ("new", "templates/new", 1),
        ("1", "内置:sanming", 0),
    ] {
        let check = ["check", "penalty-case", "--rulebook", asked];
        let ran = desk.run(check).exits(code);
        let line = format!("规程：sanming 第 {name} 版");
        assert!(ran.out.contains(&line), "{asked}: {}", ran.out);
        assert_eq!(
            ran.out.contains("sha256"),
            name != "1",
            "a version that the program came with says it all: {}",
            ran.out
        );
        let report = desk
            .run(check.into_iter().chain(["--json"]))
            .exits(code)
            .json();
        let used = &report["rulebooks"][0];
        assert_eq!(used["id"], "sanming", "rules keep their names: {report}");
        assert_eq!(used["version"], name);
        assert_eq!(used["sha256"], digest(asked).as_str());
        assert_eq!(used.as_object().map(serde_json::Map::len), Some(3));
        if code == 1 {
            let finding = &report["cases"][0]["findings"];
            assert!(finding.to_string().contains("sanming/15-9"), "{finding}");
        }
    }
    // Both at once would give one rule two meanings.
    let both = [
        "check",
        "penalty-case",
        "--rulebook",
        "old",
        "--rulebook",
        "new",
    ];
    let ran = desk.run(both).exits(2);
    assert!(ran.out.contains("不能同时用规程 old 和 new"), "{}", ran.out);
}

#[test]
fn what_a_check_by_another_rulebook_asks_a_person_can_be_stated_as_it_is_printed() {
    let desk = Desk::with_example();
    let check = ["check", "penalty-case", "--rulebook", "sanming"];
    let check = [&check[..], &["--rulebook", "national"]].concat();
    let ran = desk.run(&check).exits(0);
    let told = |line: &&str| line.contains("anjuan attest") && line.contains("national/");
    let told = ran.out.lines().find(told).expect("a command");
    let (_, told) = told.split_once("anjuan ").expect("a command");
    desk.sh(&format!("anjuan {told}")).exits(0);
    let after = desk.run(&check).exits(0).out;
    assert!(!after.contains(told), "{after}");
    for unknown in ["national/0-0", "nowhere/1-1", "0-0"] {
        let line = format!("anjuan attest penalty-case {unknown} case --statement 说明 --by 张某");
        let ran = desk.sh(&line).exits(2);
        assert!(ran.err.contains("没有规则"), "{}", ran.err);
    }
}
