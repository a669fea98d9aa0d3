//! `explain` and `rulebook show` of a rulebook that is laid over another.

use super::desk::Desk;

#[test]
fn a_rule_of_a_statute_is_explained_with_its_provision() {
    let desk = Desk::new();
    let with = desk.run(["explain", "national/penalty-64-2"]).exits(0).out;
    let without = desk.run(["explain", "penalty-64-2"]).exits(0).out;
    assert_eq!(with, without);
    insta::assert_snapshot!(with);
}

#[test]
fn a_rule_that_was_not_compared_says_so() {
    let desk = Desk::new();
    let said = desk.run(["explain", "inspection-1-1"]).exits(0).out;
    assert!(
        said.contains("核对  条款内容未能核对原文，请自行核对"),
        "{said}"
    );
}

#[test]
fn a_rule_is_found_in_whichever_rulebook_it_is() {
    let desk = Desk::with_example();
    for about in [
        "17-1",
        "sanming/17-1",
        "17",
        "第十七条",
        "sampled",
        "answers.sampled",
    ] {
        let said = desk.run(["explain", about]).exits(0).out;
        assert!(said.contains("三明市工业和信息化局"), "{about}: {said}");
    }
    desk.run(["explain", "penalty-64-2", "--rulebook", "national"])
        .exits(0);
    let said = desk
        .run(["explain", "17-1", "--rulebook", "national"])
        .exits(2)
        .err;
    assert!(said.contains("没有规则、条文或者问题 17-1"), "{said}");
    let said = desk.run(["explain", "national/17-1"]).exits(2).err;
    assert!(
        said.contains("规程 national 的规则有：penalty-28-1"),
        "{said}"
    );
    let said = desk.run(["explain", "penalty-64-9"]).exits(2).err;
    assert!(
        said.contains("规程 sanming") && said.contains("规程 national"),
        "{said}"
    );
    let said = desk.run(["explain", "某规程/1-1"]).exits(2).err;
    assert!(said.contains("没有规程 某规程"), "{said}");
}

/// A rulebook of the workspace that is not sound says so when it is used, not when another is.
#[test]
fn an_unsound_rulebook_does_not_hide_the_others() {
    let desk = Desk::with_example();
    desk.write("templates/坏/rulebook.toml", "id = ");
    desk.run(["explain", "penalty-64-2"]).exits(0);
    desk.run(["explain", "17-1"]).exits(0);
    desk.run(["explain", "17-1", "--rulebook", "坏"]).exits(2);
}

#[test]
fn a_rulebook_over_another_shows_its_provisions_and_what_it_leaves_out() {
    let said = Desk::new()
        .run(["rulebook", "show", "national"])
        .exits(0)
        .out;
    for (rule, provision) in [
        (
            "penalty-64-2",
            "行政处罚法第六十四条第二项、第八十五条（已核对）",
        ),
        (
            "coercion-54-1",
            "行政强制法第五十四条、第六十九条（已核对）",
        ),
        ("consistency-1-1", "案卷评查：文号唯一（未核对）"),
    ] {
        let mut lines = said
            .lines()
            .skip_while(|line| !line.trim_start().starts_with(rule));
        lines.next().unwrap_or_else(|| panic!("no {rule}"));
        assert_eq!(lines.next().map(str::trim), Some(provision));
    }
    assert!(said.contains("没有写成规则的"), "{said}");
    assert!(
        said.contains("  · 听证的罚款数额标准（行政处罚法第六十三条）\n    数额由地方和部门规定"),
        "{said}"
    );
    assert!(
        said.ends_with("提示：anjuan explain national/penalty-28-1\n"),
        "{said}"
    );
    let said = Desk::new()
        .run(["rulebook", "check", "national"])
        .exits(0)
        .out;
    assert!(said.starts_with("national 第 1 版可用"), "{said}");
}
