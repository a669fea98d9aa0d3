//! A trace for people: what made a rule apply, and what satisfies it.

use std::fmt::Write as _;

use crate::finding::{
    Fact, Finding, Status, Trace, TracedCondition, TracedRequirement, TracedSubject,
};

/// One rule and one case.
#[must_use]
pub fn text(trace: &Trace) -> String {
    let mut text = format!("{} {}\n", trace.rule, trace.what);
    if let Some(exempt) = &trace.exempt {
        let _ = writeln!(text, "不适用：{exempt}");
        return text;
    }
    for asked in &trace.asked {
        let _ = writeln!(text, "问题：{}", asked.asked);
        text.push_str(&verdict(asked));
    }
    for part in &trace.parts {
        let _ = writeln!(text, "{}", part.about);
        if let Some(stage) = &part.not_before {
            let _ = writeln!(text, "  不适用：案件还没有到{stage}阶段");
        } else if part.subjects.is_empty() {
            text.push_str("  本案没有\n");
        }
        for subject in &part.subjects {
            text.push_str(&one(subject));
        }
    }
    text.push_str("检查结果\n");
    if trace.findings.is_empty() {
        text.push_str("  没有，已由别的规则报告或者不适用\n");
    }
    for finding in &trace.findings {
        let _ = writeln!(text, "  {}", result(finding));
    }
    text
}

fn result(finding: &Finding) -> String {
    let status = finding.status_chinese();
    if finding.severity.is_none() {
        return format!("{status} {}", finding.subject);
    }
    format!("{status} {} {}", finding.subject, finding.said())
}

fn one(subject: &TracedSubject) -> String {
    let mut text = format!("  {}", [&*subject.subject, &*subject.name].join(" ").trim());
    text.push_str(match subject.applies {
        Some(true) => "：适用\n",
        Some(false) => "：不适用\n",
        None => "：办理结果未声明，无法判断\n",
    });
    for condition in &subject.conditions {
        text.push_str(&held(condition));
    }
    for requirement in &subject.requirements {
        let _ = writeln!(text, "    要求：{}", requirement.asked);
        text.push_str(&verdict(requirement));
    }
    text
}

fn held(condition: &TracedCondition) -> String {
    let holds = match condition.holds {
        Some(true) => "成立",
        Some(false) => "不成立",
        None => "无法判断",
    };
    let words = if condition.condition.is_empty() {
        "先后已能判断"
    } else {
        &condition.condition
    };
    format!("    条件：{words} → {holds}\n{}", facts(&condition.facts))
}

fn verdict(requirement: &TracedRequirement) -> String {
    let status = requirement.status.chinese();
    let said = if requirement.severity.is_none() || requirement.message.is_empty() {
        String::new()
    } else {
        format!("：{}", requirement.message)
    };
    let shown = if requirement.status == Status::NotApplicable {
        "不适用（所依据的事实没有，或者还没有到时候）".to_owned()
    } else {
        format!("{status}{said}")
    };
    format!("    → {shown}\n{}", facts(&requirement.facts))
}

fn facts(facts: &[Fact]) -> String {
    let lines = facts.iter().map(|fact| {
        let place = fact
            .line
            .map_or_else(|| "清单没有写".to_owned(), |line| format!("第 {line} 行"));
        let name = [&*fact.subject, &*fact.key].join(".");
        let name = name.trim_end_matches('.');
        let value = if fact.value.is_empty() {
            "（未填）"
        } else {
            &fact.value
        };
        format!("      {name} = {value}（{place}）\n")
    });
    lines.collect()
}
