//! New drafts: their values, and everything that is missing at once.

use super::*;

#[test]
fn a_draft_has_the_values_of_the_case_and_its_own_and_no_digest() {
    let desk = Desk::new();
    let drafted = desk
        .new_paper(&set(paper_of("现场检查笔录"), INSPECTION))
        .unwrap();
    assert_eq!(
        drafted.done.made,
        [("R02".to_owned(), "现场检查（勘验）记录".to_owned())]
    );
    let record = desk.record("R02");
    assert!(record.is_draft());
    assert_eq!(record.events, ["E01"], "the only inspection");
    assert_eq!((record.size, record.sha256), (None, None));
    let path = record.path.unwrap();
    assert_eq!(path, "documents/R02-现场检查（勘验）记录.docx");
    let text = text(&desk.case().join(path));
    for part in [
        "××市工业和信息化局",
        "××公司案",
        "2026年3月3日9时10分",
        "一号厂房",
        "××路88号",
        "周某",
        "吴某",
        "李某（执法证号：闽G2）",
        "<b>甲</b> & {{ 乙 }}",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("张某"), "not at the inspection");
}

#[test]
fn all_that_is_missing_is_named_at_once_and_nothing_is_written() {
    let desk = Desk::new();
    let before = fs::read(desk.case().join("case.toml")).unwrap();
    let failure = desk
        .new_paper(&set(paper_of("现场检查（勘验）记录"), &INSPECTION[..1]))
        .unwrap_err();
    let message = failure.to_string();
    assert!(message.contains("还缺 2 项"), "{message}");
    assert!(message.contains("记录人、检查情况"), "{message}");
    assert!(
        message.contains("--set 现场负责人=周某 --set 记录人="),
        "{message}"
    );
    assert!(message.contains("--blank"), "{message}");
    assert_eq!(fs::read(desk.case().join("case.toml")).unwrap(), before);
    assert_eq!(
        fs::read_dir(desk.case().join("documents")).unwrap().count(),
        0
    );
    let some = Blank::These(vec!["检查情况".to_owned()]);
    let order = Order {
        blank: some,
        ..set(paper_of("现场检查（勘验）记录"), &INSPECTION[..1])
    };
    let message = desk.new_paper(&order).unwrap_err().to_string();
    assert!(
        message.contains("还缺 1 项") && message.contains("记录人"),
        "{message}"
    );
}

#[test]
fn a_missing_fact_is_named_with_the_key_that_holds_it() {
    let manifest = CASE
        .replace("address = \"××路88号\"\n", "")
        .replace("place = \"一号厂房\"\n", "");
    let desk = Desk::with(&manifest.replace("certificate = \"闽G2\"\n", ""));
    let message = desk
        .new_paper(&set(paper_of("现场检查（勘验）记录"), INSPECTION))
        .unwrap_err()
        .to_string();
    for key in [
        "E01.place=",
        "party.1.address=",
        "officer.李某.certificate=",
    ] {
        assert!(message.contains(key), "{key}: {message}");
    }
}

#[test]
fn every_paper_is_written_blank_and_is_strict_otherwise() {
    let desk = Desk::new();
    let case = &desk.session().case;
    let empty: crate::case::Record = toml::from_str("id = \"R99\"\ntype = \"x\"").unwrap();
    let mut strict = 0;
    for document in case
        .rulebook()
        .catalogue
        .iter()
        .filter(|document| document.form == WRITTEN)
    {
        if matches!(
            document.role,
            Some(Role::Cover | Role::Index | Role::ClosingNote)
        ) {
            continue;
        }
        for format in [Format::Docx, Format::Html] {
            let paper = render(case, document, &empty, &Blank::All, format);
            assert!(
                paper.is_ok_and(|paper| !paper.bytes.is_empty()),
                "{}",
                document.name
            );
        }
        let regulated: Vec<_> = document
            .fields
            .iter()
            .filter(|field| field.by_regulation)
            .collect();
        match render(case, document, &empty, &Blank::None, Format::Docx) {
            Err(Lack::Missing(missing)) => {
                strict += 1;
                for field in regulated {
                    let named = missing.iter().any(|one| one.label == field.name);
                    // What the service knows, or what is written down on the spot.
                    let by_hand = super::links::is_proof(document);
                    assert!(named || by_hand, "{} {}", document.name, field.name);
                }
            }
            Err(Lack::Failed(failure)) => panic!("{}: {failure}", document.name),
            Ok(_) => assert!(regulated.is_empty(), "{}", document.name),
        }
    }
    assert!(strict > 50, "{strict}");
}

#[test]
fn what_does_not_exist_is_refused_with_what_does() {
    let desk = Desk::new();
    for (order, part) in [
        (paper_of("决定文书"), "规程没有文书"),
        (paper_of("音像记录"), "anjuan add"),
        (paper_of("案卷封面"), "anjuan package"),
        (
            Order {
                events: vec!["E09".into()],
                ..paper_of("催告书")
            },
            "E01 现场检查",
        ),
        (
            Order {
                attached_to: Some("R09".into()),
                ..paper_of("清单")
            },
            "记录有：R01",
        ),
        (
            Order {
                party: vec!["无名".into()],
                ..paper_of("催告书")
            },
            "没有当事人",
        ),
        (
            Order {
                id: Some("R01".into()),
                blank: Blank::All,
                ..paper_of("催告书")
            },
            "已经用过",
        ),
        (set(paper_of("催告书"), &["违法事是=1"]), "没有栏目"),
    ] {
        let message = desk.new_paper(&order).unwrap_err().to_string();
        assert!(message.contains(part), "{part}: {message}");
    }
}
