//! `explain` of an article, sentence by sentence, and what is done about sentences that only a
//! person, or no command at all, can answer for.

use super::desk::Desk;
use crate::rules::base::RULEBOOK;

#[test]
fn every_sentence_of_every_article_is_printed_with_what_covers_it() {
    let desk = Desk::new();
    for article in &RULEBOOK.articles.list {
        let number = article.number.to_string();
        let ran = desk.run(["explain", &number]).exits(0);
        for paragraph in article.text.lines() {
            assert!(ran.out.contains(paragraph), "{}", article.label);
        }
        for sentence in RULEBOOK.sentences_of(article.number) {
            let words = [&sentence.reading, &sentence.unmodelled, &sentence.attest];
            let words = words.into_iter().flatten().chain([&sentence.text]);
            for word in words.chain(&sentence.rules) {
                assert!(ran.out.contains(word), "{}: {word}", article.label);
            }
            for command in &sentence.commands {
                let line = format!("anjuan {command}");
                assert!(ran.out.contains(&line), "{}: {line}", article.label);
            }
        }
    }
}

#[test]
fn an_article_of_many_duties_and_those_of_one_read_well() {
    let desk = Desk::new();
    let shown = ["13", "27", "34"].map(|number| desk.run(["explain", number]).exits(0).out);
    insta::assert_snapshot!(shown.join("\n————\n"));
}

#[test]
fn a_rulebook_that_does_not_say_what_covers_its_sentences_lists_its_rules() {
    let desk = Desk::with_example();
    desk.run(["rulebook", "new"]).exits(0);
    std::fs::remove_file(desk.path("templates/sanming/coverage.toml")).expect("removed");
    let ran = desk.run(["explain", "13"]).exits(0);
    assert!(ran.out.contains("\n规则\n  13-1"), "{}", ran.out);
    let ran = desk.run(["explain", "34"]).exits(0);
    assert!(ran.out.contains("没有可由程序检查的规则"), "{}", ran.out);
}

#[test]
fn what_has_no_measure_waits_until_a_person_says_it() {
    let desk = Desk::new();
    for line in [
        "anjuan new 案 --id 1 --title ××公司案 --opened 2026-03-02",
        "anjuan event 案 立案 --start 2026-03-02",
        "anjuan doc new 案 立案审批表 --event E01 --blank",
    ] {
        desk.sh(line).exits(0);
    }
    desk.write("扫描件.pdf", "%PDF-1.7");
    desk.sh("anjuan doc sign 案 R01 --scan 扫描件.pdf --date 2026-03-02")
        .exits(0);
    let of = |desk: &Desk| {
        let report = desk.run(["check", "案", "--json", "--all"]).json();
        let findings = report["cases"][0]["findings"].as_array().expect("a list");
        let mut found = findings.iter().filter(|f| f["rule"] == "sanming/9-4");
        let finding = found.next().expect("one").clone();
        (
            finding["status"].clone(),
            finding["severity"].clone(),
            finding["fix"].clone(),
        )
    };
    let (status, severity, fix) = of(&desk);
    assert_eq!((status, severity), ("unattested".into(), "note".into()));
    let fix = fix.as_str().expect("a command").to_owned();
    assert!(fix.starts_with("anjuan attest 案 "), "{fix}");
    desk.sh(&fix).exits(0);
    let (status, severity, _) = of(&desk);
    assert_eq!(status, "satisfied");
    assert!(severity.is_null());
}

#[test]
fn a_licence_is_no_case_of_this_regulation() {
    let desk = Desk::with_example();
    desk.run(["new", "许可", "--kind", "行政许可", "--title", "x"])
        .exits(2);
    let text = desk.read("penalty-case/case.toml");
    let text = text.replacen("kind = \"行政处罚\"", "kind = \"行政许可\"", 1);
    desk.write("penalty-case/case.toml", text);
    let ran = desk.run(["check", "penalty-case"]).exits(2);
    assert!(
        ran.out
            .contains("第二条第二款：行政许可记录规则按照行政审批标准化建设"),
        "{}",
        ran.out
    );
}

#[test]
fn the_terms_of_articles_20_and_22_are_listed() {
    let desk = Desk::with_example();
    let ran = desk.run(["deadlines", "penalty-case", "--all"]).exits(0);
    assert!(
        ran.out.contains("20-1") && ran.out.contains("20-2"),
        "{}",
        ran.out
    );
}
