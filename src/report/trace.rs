//! A trace for people: what made a rule apply, and what satisfies it.

use crate::finding::{
    Fact, Finding, Status, Trace, TracedCondition, TracedRequirement, TracedSubject,
};
use crate::inert::Lines;

/// One rule and one case.
#[must_use]
pub fn text(trace: &Trace) -> Lines {
    let mut text = Lines::of([format!("{} {}", trace.rule, trace.what)]);
    if let Some(exempt) = &trace.exempt {
        text.add(format!("不适用：{exempt}"));
        return text;
    }
    for asked in &trace.asked {
        text.add(format!("问题：{}", asked.asked));
        text.add(verdict(asked));
    }
    for part in &trace.parts {
        text.add(&part.about);
        if let Some(stage) = &part.not_before {
            text.add(format!("  不适用：案件还没有到{stage}阶段"));
        } else if part.subjects.is_empty() {
            text.add("  本案没有");
        }
        for subject in &part.subjects {
            text.add(one(subject));
        }
    }
    text.add("检查结果");
    if trace.findings.is_empty() {
        text.add("  没有，已由别的规则报告或者不适用");
    }
    for finding in &trace.findings {
        text.add(format!("  {}", result(finding)));
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

fn one(subject: &TracedSubject) -> Lines {
    let applies = match subject.applies {
        Some(true) => "适用",
        Some(false) => "不适用",
        None => "办理结果未声明，无法判断",
    };
    let named = [&*subject.subject, &*subject.name].join(" ");
    let mut text = Lines::of([format!("  {}：{applies}", named.trim())]);
    for condition in &subject.conditions {
        text.add(held(condition));
    }
    for requirement in &subject.requirements {
        text.add(format!("    要求：{}", requirement.asked));
        text.add(verdict(requirement));
    }
    text
}

fn held(condition: &TracedCondition) -> Lines {
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
    let mut text = Lines::of([format!("    条件：{words} → {holds}")]);
    text.add(facts(&condition.facts));
    text
}

fn verdict(requirement: &TracedRequirement) -> Lines {
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
    let mut text = Lines::of([format!("    → {shown}")]);
    text.add(facts(&requirement.facts));
    text
}

fn facts(facts: &[Fact]) -> Lines {
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
        format!("      {name} = {value}（{place}）")
    });
    Lines::of(lines)
}
