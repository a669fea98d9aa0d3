//! Every shipped template with every value, and with none.

use super::super::{Datum, Library, Mode};
use super::samples::demanded::DEMANDED;
use super::samples::{PAPERS, Sample, templates};
use super::{document_xml, page_text, text_of};

fn library() -> Library {
    Library::new(&templates()).unwrap()
}

/// What a reader must find of a value.
fn shown(datum: &Datum) -> Vec<String> {
    match datum {
        Datum::Text(text) => text.lines().map(str::to_owned).collect(),
        Datum::Rows(rows) => rows
            .iter()
            .flatten()
            .flat_map(|(_, cell)| shown(cell))
            .collect(),
        Datum::Boolean(yes) => vec![if *yes { "■是" } else { "■否" }.to_owned()],
        other => vec![other.text("x").unwrap()],
    }
}

#[test]
fn every_value_is_in_the_page_and_in_the_file() {
    let library = library();
    for paper in PAPERS {
        let facts = paper.facts();
        let rendered = library
            .render(paper.template, &facts, &paper.form(), Mode::Strict)
            .unwrap();
        assert_eq!(rendered.missing, [], "{}", paper.title);
        let texts = [
            page_text(&rendered.document),
            text_of(&document_xml(&rendered.document)),
        ];
        for text in texts {
            assert!(text.contains(paper.title), "{}", paper.title);
            for (name, datum) in (paper.own)() {
                for piece in shown(&datum) {
                    assert!(text.contains(&piece), "{} {name} {piece}", paper.title);
                }
            }
        }
    }
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let (first, second) = (library(), library());
    for paper in PAPERS {
        let render = |library: &Library| {
            let facts = paper.facts();
            let rendered = library
                .render(paper.template, &facts, &paper.form(), Mode::Strict)
                .unwrap();
            (
                document_xml(&rendered.document),
                page_text(&rendered.document),
                rendered.xhtml,
            )
        };
        assert_eq!(render(&first), render(&second), "{}", paper.title);
    }
}

#[test]
fn everything_that_is_missing_is_reported_at_once() {
    let library = library();
    for paper in PAPERS {
        let (_, groups) = DEMANDED
            .iter()
            .find(|(title, _)| *title == paper.title)
            .unwrap();
        let mut want: Vec<&str> = groups.concat();
        want.push("机关.名称");
        want.sort_unstable();
        let empty = Sample::default();
        let rendered = library
            .render(paper.template, &empty, &paper.form(), Mode::Strict)
            .unwrap();
        let mut found: Vec<&str> = rendered.missing.iter().map(|one| &*one.name).collect();
        found.sort_unstable();
        assert_eq!(found, want, "{}", paper.title);
        for missing in &rendered.missing {
            assert!(!missing.label.is_empty());
        }
    }
}

#[test]
fn what_is_missing_is_marked_in_the_text() {
    let library = library();
    for paper in PAPERS {
        let empty = Sample::default();
        let rendered = library
            .render(paper.template, &empty, &paper.form(), Mode::Strict)
            .unwrap();
        let text = page_text(&rendered.document);
        for missing in &rendered.missing {
            let marker = format!("【待补：{}】", missing.label);
            assert!(text.contains(&marker), "{} {marker}", paper.title);
        }
    }
}

#[test]
fn a_blank_paper_has_lines_and_no_markers() {
    let library = library();
    for paper in PAPERS {
        let empty = Sample::default();
        let rendered = library
            .render(paper.template, &empty, &paper.form(), Mode::Blank)
            .unwrap();
        assert_eq!(rendered.missing, [], "{}", paper.title);
        assert!(!rendered.by_hand.is_empty());
        assert!(!rendered.xhtml.contains("待补"), "{}", paper.title);
        assert!(rendered.xhtml.contains("<blank"), "{}", paper.title);
    }
}

#[test]
fn conditions_decide_what_else_is_demanded() {
    let library = library();
    for (title, name, datum, more) in [
        (
            "行政处罚决定书",
            "罚款金额",
            Datum::Money(1),
            &["收款银行", "收款户名", "收款账号"][..],
        ),
        ("催告书", "加处罚款金额", Datum::Money(1), &["给付方式"]),
        (
            "送达回证",
            "送达.方式",
            Datum::Text("委托送达".to_owned()),
            &["送达.受托机关"],
        ),
    ] {
        let paper = PAPERS.iter().find(|paper| paper.title == title).unwrap();
        let facts = Sample([(name.to_owned(), datum)].into());
        let rendered = library
            .render(paper.template, &facts, &paper.form(), Mode::Strict)
            .unwrap();
        for wanted in more {
            assert!(
                rendered.missing.iter().any(|one| one.name == *wanted),
                "{title} {wanted}"
            );
        }
    }
}

#[test]
fn the_deadline_of_the_event_stands_in_for_that_of_the_paper() {
    let paper = PAPERS
        .iter()
        .find(|paper| paper.template == "correction-order.xhtml")
        .unwrap();
    let mut facts = paper.facts();
    facts.0.remove("改正期限");
    let rendered = library()
        .render(paper.template, &facts, &paper.form(), Mode::Strict)
        .unwrap();
    assert!(page_text(&rendered.document).contains("2026年4月15日"));
}

#[test]
fn no_template_prints_a_date_or_a_signature_by_itself() {
    let library = library();
    for paper in PAPERS {
        let mut facts = paper.facts();
        facts
            .0
            .retain(|_, datum| !matches!(datum, Datum::Date(_) | Datum::DateTime(_)));
        let rendered = library
            .render(paper.template, &facts, &paper.form(), Mode::Blank)
            .unwrap();
        let text = page_text(&rendered.document);
        assert!(!text.contains("2026年5月"), "{}", paper.title);
    }
}
