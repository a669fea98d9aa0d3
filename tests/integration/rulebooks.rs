//! What loading a rulebook refuses: what could hide a duty, or report one omission twice.

use anjuan::rulebook::{Source, built_in, load, load_over, over};

use crate::rules::base::{RULEBOOK, rulebook_source};

/// The built-in rulebook with a text of one file replaced, which must be there.
fn with(file: &str, from: &str, to: &str) -> Source {
    let mut source = rulebook_source();
    let text = source.files.get_mut(file).expect("a file");
    assert!(text.contains(from), "{file} has no {from}");
    *text = text.replacen(from, to, 1);
    source
}

/// The built-in rulebook with a rule more.
fn with_rule(rule: &str) -> Source {
    let mut source = rulebook_source();
    let text = source.files.get_mut("rules.toml").expect("rules");
    text.push_str("\n[[rule]]\nwhat = \"x\"\nwhy = \"x\"\nfix = \"x\"\nstage = \"程序启动\"\n");
    text.push_str(rule);
    source
}

#[test]
fn what_could_hide_a_duty_is_refused_with_its_place() {
    let rules = [
        (
            "id = \"17-9\"\nrequire = [{ record = \"行政处罚决定\" }]",
            "没有文书「行政处罚决定」，是否指 行政处罚决定书",
        ),
        (
            "id = \"17-9\"\neach = { event = \"现场检察\" }\nrequire = [{ record = \"*\" }]",
            "是否指 现场检查",
        ),
        (
            "id = \"17-9\"\neach = { record = \"其他文书\" }\nrequire = [{ signed = \"*\" }]",
            "没有任何问题或规则会要求「其他文书」",
        ),
        (
            "id = \"11-1\"\nrequire = [{ record = \"*\" }]",
            "规则 11-1 写了两次",
        ),
        (
            "id = \"99-1\"\nrequire = [{ record = \"*\" }]",
            "第 99 条没有原文",
        ),
        (
            "id = \"17-9\"\nrequire = [{ record = \"*\", wehre = { form = \"文字\" } }]",
            "未知的键 wehre",
        ),
        (
            "id = \"17-9\"\nrequire = [{ filled = [\"startt\"] }]",
            "清单没有键 startt",
        ),
        (
            "id = \"17-9\"\nrequire = [{ compare = \"结案.start\", after = \"结案审批表\" }]",
            "不是值的路径",
        ),
        (
            "id = \"17-9\"\nrequire = [{ compare = \"结案.start\", after = \"结案审批表.date + 5周\" }]",
            "单位应为",
        ),
        (
            "id = \"17-9\"\nrequire = [{ due = \"case.closed + 5日\" }]",
            "缺少 done",
        ),
        (
            "id = \"17-9\"\nrequire = [{ record = \"*\", event = \"*\" }]",
            "有且只有一种",
        ),
        ("id = \"17-9\"\nrequire = []", "require 是空的"),
        (
            "id = \"17-9\"\nwhen = { outcome = \"罚款\" }\nrequire = [{ record = \"*\" }]",
            "没有处理结果 罚款",
        ),
        (
            "id = \"17-9\"\nwhen = { answer = \"fined\" }\nrequire = [{ record = \"*\" }]",
            "没有问题 fined",
        ),
        (
            "id = \"17-9\"\nrequire = [{ signed = \"chief\", on = \"送达回证\" }]",
            "没有签署人身份 chief",
        ),
        (
            "id = \"17-9\"\nrequire = [{ recording = \"部分\" }]",
            "recording 应为",
        ),
        (
            "id = \"11-9\"\neach = { event = \"现场检查\" }\nrequire = [{ record = \"现场检查（勘验）记录\" }]",
            "11-9 与 11-1 对同一事项「现场检查」都要求",
        ),
    ];
    for (rule, word) in rules {
        let error = load(&with_rule(rule))
            .err()
            .unwrap_or_else(|| panic!("accepted: {rule}"));
        let shown = error.to_string();
        assert!(shown.contains(word), "{rule}: {shown}");
        assert!(shown.contains("rules.toml:"), "{rule}: {shown}");
    }
}

#[test]
fn tests_on_the_subject_and_on_every_record_name_what_there_is() {
    let rows = [
        (
            "id = \"17-9\"\neach = { record = \"*\" }\nrequire = [{ is = { titel = false } }]",
            "清单没有键 titel",
        ),
        (
            "id = \"17-9\"\nrequire = [{ is = { title = false } }]",
            "is 只用于事项、记录、送达",
        ),
        (
            "id = \"17-9\"\neach = { record = \"*\" }\nrequire = [{ is = {} }]",
            "is 应为 键 = 值 的表",
        ),
        (
            "id = \"17-9\"\nrequire = [{ filled = [\"klass\"], on = \"*\" }]",
            "清单没有键 klass",
        ),
    ];
    for (rule, word) in rows {
        let error = load(&with_rule(rule))
            .err()
            .unwrap_or_else(|| panic!("accepted: {rule}"));
        assert!(error.to_string().contains(word), "{rule}: {error}");
    }
}

#[test]
fn the_other_files_are_held_to_the_same() {
    let rows = [
        (
            "catalogue.toml",
            "name = \"听证笔录\"",
            "name = \"听证\"",
            "既是文书又是事项类型",
        ),
        (
            "catalogue.toml",
            "aliases = [\"处罚决定书\"]",
            "aliases = [\"催告书\"]",
            "用了两次",
        ),
        (
            "catalogue.toml",
            "stage = \"程序启动\"",
            "stage = \"启动\"",
            "应为：程序启动",
        ),
        (
            "questions.toml",
            "yes = { event = \"现场检查\" }",
            "yes = { event = \"检查\" }",
            "没有事项类型「检查」",
        ),
        (
            "questions.toml",
            "rule = \"11-1\"",
            "rule = \"11-7\"",
            "没有规则 11-7",
        ),
        (
            "events.toml",
            "name = \"询问\"",
            "name = \"现场检查\"",
            "写了两次",
        ),
        (
            "rulebook.toml",
            "id = \"sanming\"",
            "idd = \"sanming\"",
            "未知的键 idd",
        ),
        (
            "rulebook.toml",
            "article = 31",
            "article = 99",
            "第 99 条没有原文",
        ),
        (
            "rulebook.toml",
            "kinds = [\"行政处罚\"",
            "kinds = [\"行政处分\"",
            "没有案件种类「行政处分」，是否指 行政处罚？",
        ),
        (
            "articles.toml",
            "number = 17",
            "number = 170",
            "第 17 条没有原文",
        ),
    ];
    for (file, from, to, word) in rows {
        let error = load(&with(file, from, to))
            .err()
            .unwrap_or_else(|| panic!("accepted: {to}"));
        assert!(error.to_string().contains(word), "{to}: {error}");
    }
    let mut source = rulebook_source();
    source.files.remove("events.toml");
    assert!(load(&source).is_err_and(|error| error.to_string().contains("events.toml")));
}

#[test]
fn a_rulebook_over_another_is_held_to_its_statutes() {
    let national = built_in("national").expect("built in");
    assert_eq!(over(&national).as_deref(), Some("sanming"));
    assert_eq!(over(&rulebook_source()), None);
    let edited = |from: &str, to: &str| {
        let mut source = national.clone();
        let text = source.files.get_mut("rules.toml").expect("rules");
        assert!(text.contains(from), "no {from}");
        *text = text.replacen(from, to, 1);
        load_over(&source, &RULEBOOK)
    };
    let rows = [
        (
            "id = \"penalty-28-1\"",
            "id = \"fines-28-1\"",
            "编号应为 法律编号-条-序号",
        ),
        (
            "id = \"penalty-28-1\"",
            "id = \"penalty-1\"",
            "编号应为 法律编号-条-序号",
        ),
        (
            "id = \"penalty-28-1\"",
            "id = \"penalty-33-1\"",
            "规则 penalty-33-1 写了两次",
        ),
        (
            "basis = \"行政处罚法第二十八条第一款\"\n",
            "",
            "应写明 basis",
        ),
        ("verified = true\n", "", "应写明 basis"),
        (
            "{ event = \"责令改正\" }, {",
            "{ event = \"责令整改\" }, {",
            "是否指 责令改正",
        ),
        (
            "party = \"自然人\"",
            "party = \"公民\"",
            "没有当事人类型 公民",
        ),
        ("remind = 3", "remnd = 3", "是否指 remind"),
        ("+ 7工作日", "+ 7周", "单位应为"),
        ("officers = 2", "officers = 0", "officers 应为人数"),
    ];
    for (from, to, word) in rows {
        let refused = edited(from, to).err().unwrap_or_else(|| panic!("{to}"));
        assert!(refused.to_string().contains(word), "{to}: {refused}");
    }
    let loaded = load_over(&national, &RULEBOOK).expect("sound");
    assert_eq!(loaded.over.as_deref(), Some("sanming"));
    assert!(
        loaded.exempt.is_empty(),
        "articles of statutes bind every kind of case"
    );
    assert!(loaded.catalogue.get("行政处罚决定书").is_some());
    let alone = load(&national).expect_err("it stands on another");
    assert!(alone.to_string().contains("catalogue.toml"));
}
