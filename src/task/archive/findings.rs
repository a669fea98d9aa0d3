//! The check report as a page for people: the same findings as in the JSON report beside it.

use super::dossier::{Dossier, long_date};
use super::sheet::{form, heading, page, paragraph, strong, table};
use crate::case::Day;
use crate::document::tree::{Align, Block, Look};
use crate::finding::{Finding, Severity, Status};

/// The name of the page, as its heading and its file have it.
pub(super) const TITLE: &str = "检查报告";

const FINDINGS: [(&str, u16, Align); 4] = [
    ("规则", 24, Align::Start),
    ("对象", 14, Align::Start),
    ("情况", 12, Align::Center),
    ("说明", 50, Align::Start),
];

const WAIVERS: [(&str, u16, Align); 5] = [
    ("规则", 22, Align::Start),
    ("对象", 14, Align::Start),
    ("理由", 32, Align::Start),
    ("批准人", 14, Align::Center),
    ("日期和期限", 18, Align::Center),
];

const ATTESTATIONS: [(&str, u16, Align); 5] = [
    ("规则", 22, Align::Start),
    ("对象", 14, Align::Start),
    ("确认的内容", 36, Align::Start),
    ("确认人", 14, Align::Center),
    ("日期", 14, Align::Center),
];

/// The page as HTML.
pub(super) fn html(dossier: &Dossier<'_>) -> String {
    let mut blocks = vec![heading(1, TITLE)];
    if let Some(forced) = dossier.forced {
        blocks.push(strong("强制归档"));
        blocks.push(paragraph(&forced.told(dossier.report)));
    }
    blocks.push(summary(dossier));
    blocks.extend(dossier.report.remarks.iter().map(|text| paragraph(text)));
    for (title, list) in sections(dossier) {
        blocks.push(heading(2, &format!("{title}（{} 项）", list.len())));
        if list.is_empty() {
            blocks.push(paragraph("无。"));
        } else {
            blocks.push(table(&FINDINGS, list.into_iter().map(row).collect()));
        }
    }
    decided(dossier, &mut blocks);
    blocks.push(heading(2, "说明"));
    blocks.push(paragraph(&format!(
        "本报告由程序按清单、文件的有无和规程作出，只回答按已声明的事项，规程要求的记录是否齐备；\
         不说明材料的内容属实，也不说明案件合法。逐项数据见 check-report.json。\
         所用的规程和 anjuan.toml 在本包 {} 目录，用 anjuan check --as-of {} 可以从本包重新检查。",
        super::TAGS,
        dossier.date
    )));
    page(Look::Form, TITLE, dossier, blocks)
}

fn summary(dossier: &Dossier<'_>) -> Block {
    let (head, report) = (&dossier.case.manifest.case.head, dossier.report);
    let errors = report.count(Severity::Error);
    let verdict = if errors == 0 {
        "所需记录齐备（按已声明事项）".to_owned()
    } else {
        format!("有 {errors} 项错误，所需记录不齐备")
    };
    let books = dossier.case.rulebooks.iter();
    let books = books.map(|book| {
        paragraph(&format!(
            "{}（{} 第 {} 版）\nSHA-256 {}",
            book.title, book.id, book.version, book.sha256
        ))
    });
    let is_named = |digest: &String| {
        let mut books = dossier.case.rulebooks.iter();
        books.any(|book| book.sha256 == *digest)
    };
    let carried = dossier.carried.digests();
    let carried = carried.iter().filter(|(_, digest)| !is_named(digest));
    let carried = carried.map(|(name, digest)| paragraph(&format!("{name}\nSHA-256 {digest}")));
    form(vec![
        ("案号", 0, vec![paragraph(&head.id)]),
        ("案卷题名", 0, vec![paragraph(&head.title)]),
        ("截至", 0, vec![paragraph(&long_date(dossier.date))]),
        ("结论", 0, vec![paragraph(&verdict)]),
        ("规程", 0, books.collect()),
        ("随包收入", 0, carried.collect()),
    ])
}

/// The findings that are problems, the worst first; what was waived by itself.
fn sections<'d>(dossier: &Dossier<'d>) -> Vec<(&'static str, Vec<&'d Finding>)> {
    let of = |test: &dyn Fn(&Finding) -> bool| {
        let all = dossier.report.findings.iter();
        all.filter(|finding| test(finding)).collect()
    };
    let is = |finding: &Finding, severity| finding.severity == Some(severity);
    let is_waived = |finding: &Finding| finding.status == Status::Waived;
    vec![
        ("错误", of(&|finding| is(finding, Severity::Error))),
        ("警告", of(&|finding| is(finding, Severity::Warning))),
        (
            "提示和待人工确认",
            of(&|finding| is(finding, Severity::Note) && !is_waived(finding)),
        ),
        ("已豁免", of(&is_waived)),
    ]
}

fn row(finding: &Finding) -> Vec<String> {
    let basis = finding.basis.as_ref();
    let basis = basis
        .map(|basis| format!("（{basis}）"))
        .unwrap_or_default();
    vec![
        finding.rule.clone(),
        finding.subject.clone(),
        finding.status_chinese().to_owned(),
        format!("{}{basis}", finding.said()),
    ]
}

/// What people have waived and attested, as the manifest has it.
fn decided(dossier: &Dossier<'_>, blocks: &mut Vec<Block>) {
    let case = &dossier.case.manifest.case;
    let day = |day: Option<Day>| day.map(|day| day.0.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    if !case.waivers.is_empty() {
        let rows = case.waivers.iter().map(|waiver| {
            let until = waiver.expires.map(|until| format!("\n至 {}", until.0));
            vec![
                waiver.rule.clone(),
                waiver.subject.clone(),
                text(&waiver.reason),
                text(&waiver.approver),
                format!("{}{}", day(waiver.date), until.unwrap_or_default()),
            ]
        });
        blocks.push(heading(2, &format!("豁免（{} 项）", case.waivers.len())));
        blocks.push(table(&WAIVERS, rows.collect()));
    }
    if !case.attestations.is_empty() {
        let rows = case.attestations.iter().map(|one| {
            vec![
                one.rule.clone(),
                one.subject.clone(),
                text(&one.statement),
                text(&one.by),
                day(one.date),
            ]
        });
        blocks.push(heading(
            2,
            &format!("确认（{} 项）", case.attestations.len()),
        ));
        blocks.push(table(&ATTESTATIONS, rows.collect()));
    }
}
