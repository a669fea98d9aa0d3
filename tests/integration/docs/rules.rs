//! The pages of rules: of the regulation, of the statutes, and of what early ends are asked.

use std::fmt::Write as _;

use anjuan::rulebook::{Rule, Rulebook, asked};
use anjuan::task::endings;

use super::{cell, page};
use crate::rules::base::RULEBOOK;
use crate::rules::national::NATIONAL;

#[test]
fn the_table_of_rules_is_made_from_the_rulebook() {
    let rulebook = &*RULEBOOK;
    let mut text = format!(
        "# 规则\n\n本页由规程 `{}`（{}）生成。\n\n",
        rulebook.id, rulebook.title
    );
    for article in &rulebook.articles.list {
        let rules: Vec<_> = rulebook
            .rules
            .iter()
            .filter(|rule| rule.article == article.number)
            .collect();
        if rules.is_empty() {
            continue;
        }
        let _ = writeln!(text, "## {}\n", article.label);
        for paragraph in article.text.lines() {
            let _ = writeln!(text, "> {paragraph}\n>");
        }
        text.push('\n');
        for rule in rules {
            let _ = writeln!(
                text,
                "<a id=\"{0}\"></a>\n\n### {0} {1}\n\n{2}\n",
                rule.id, rule.what, rule.why
            );
            for line in asked(rulebook, rule) {
                let _ = writeln!(text, "- {line}");
            }
            for question in &rulebook.questions {
                if question.rules.iter().any(|(_, id)| *id == rule.id) {
                    let _ = writeln!(text, "- 须声明 `answers.{}`：{}", question.id, question.ask);
                }
            }
            let _ = writeln!(text, "\n做法：{}\n", rule.fix);
        }
    }
    page("rules.md", &text);
}

#[test]
fn the_page_of_endings_is_what_the_check_answers() {
    let rulebook = &*RULEBOOK;
    let mut text = format!(
        "# 提前结束的案件和简易程序\n\n本页由规程 `{}` 生成：一件案件除了怎样结束、适用什么程序之外什么都没有登记时，检查\n\
         要求什么，与该类案件通常的结果相比。已经登记的事项、已有的文书，该有的记录照样要求。屏幕上看用\n\
         `anjuan explain 移送`、`anjuan explain 简易程序`。\n",
        rulebook.id
    );
    for ending in endings::endings(rulebook) {
        let compared = endings::compare(rulebook, &ending).expect("a kind of the rulebook");
        let _ = writeln!(
            text,
            "\n## {}：{}\n\n通常的结果：{}。\n",
            ending.kind,
            ending.name(),
            compared.usual
        );
        for (title, list) in [
            ("不再要求", &compared.dropped),
            ("另外要求", &compared.added),
            ("照样要求", &compared.kept),
        ] {
            let lines: Vec<_> = list
                .iter()
                .map(|asked| match &asked.question {
                    Some(id) => format!("- {} 声明 `{id}`：{}\n", asked.rule, asked.what),
                    None => format!("- {} {}\n", asked.rule, asked.what),
                })
                .collect();
            if !lines.is_empty() {
                let _ = writeln!(text, "{title}：\n\n{}", lines.concat());
            }
        }
    }
    page("endings.md", &text);
}

#[test]
fn the_page_of_the_national_rulebook_is_made_from_it() {
    let rulebook = &*NATIONAL;
    let mut text = format!(
        "# 国家法律的规则\n\n本页由规程 `{}`（{}，第 {} 版）生成。它叠加在规程 `{}` 之上，点名才用：\
         在 `case.toml` 或者 `anjuan.toml` 里写 `rulebooks = [\"sanming\", \"national\"]`，或者加\
         `--rulebook sanming --rulebook national`。文书、事项、问题取自所叠加的规程；结果分开列出，\
         不改变所叠加规程的结果。{}。\n\n",
        rulebook.id,
        rulebook.title,
        rulebook.version,
        rulebook.over.as_deref().unwrap_or_default(),
        rulebook.status
    );
    for statute in &rulebook.statutes {
        let of = |rule: &&Rule| rulebook.statute(&rule.id).map(|of| &of.id) == Some(&statute.id);
        let _ = writeln!(
            text,
            "## {}\n\n{}。来源：{}。\n",
            statute.name, statute.version, statute.source
        );
        for rule in rulebook.rules.iter().filter(of) {
            national_rule(&mut text, rulebook, rule);
        }
    }
    text.push_str("## 视为送达的日期\n\n送达没有收到日期的，期限从视为送达之日起算。\n\n");
    for deemed in &rulebook.deemed {
        let when = match deemed.days {
            0 => "送达当日".into(),
            days => format!("自送达（发出公告）之日起 {days} 日"),
        };
        let _ = writeln!(text, "- {}：{when}（{}）", deemed.method, deemed.basis);
    }
    text.push_str("\n## 没有写成规则的\n\n| 要求 | 依据 | 原因 |\n|---|---|---|\n");
    for absent in &rulebook.absent {
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            cell(&absent.what),
            cell(&absent.basis),
            cell(&absent.why)
        );
    }
    page("national.md", &text);
}

fn national_rule(text: &mut String, rulebook: &Rulebook, rule: &Rule) {
    let verified = if rule.verified == Some(true) {
        "条款已核对原文"
    } else {
        "条款未能核对原文"
    };
    let basis = rule.basis.as_deref().unwrap_or_default();
    let _ = writeln!(
        text,
        "### {} {}\n\n{basis}（{verified}）。{}\n",
        rule.id, rule.what, rule.why
    );
    for line in asked(rulebook, rule) {
        let _ = writeln!(text, "- {line}");
    }
    let _ = writeln!(text, "\n做法：{}\n", rule.fix);
}
