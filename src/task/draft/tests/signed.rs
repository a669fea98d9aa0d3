//! Drafts that are written anew, issued, signed and replaced.

use super::*;

#[test]
fn a_draft_is_written_anew_and_the_old_one_set_aside() {
    let desk = Desk::new();
    let (id, old) = desk.draft("现场检查（勘验）记录");
    desk.new_paper(&Order {
        blank: Blank::All,
        ..set(paper_of(&id), INSPECTION)
    })
    .unwrap();
    let record = desk.record(&id);
    let new = record.path.unwrap();
    assert_ne!(new, old);
    assert!(text(&desk.case().join(&new)).contains("周某"));
    assert!(!desk.case().join(&old).exists());
    assert!(
        desk.case()
            .join(store::SUPERSEDED)
            .join("R02-现场检查（勘验）记录.docx")
            .exists()
    );
    assert_eq!(
        record.fields.get("记录人").and_then(toml::Value::as_str),
        Some("吴某")
    );
}

#[test]
fn a_draft_that_was_edited_by_hand_is_never_written_over() {
    let desk = Desk::new();
    let (id, path) = desk.draft("行政处罚决定书");
    let place = desk.case().join(&path);
    fs::write(&place, "edited").unwrap();
    let order = Order {
        blank: Blank::All,
        ..paper_of(&id)
    };
    let message = desk.new_paper(&order).unwrap_err().to_string();
    assert!(message.contains("改动过"), "{message}");
    let issued = desk.issue(&id, None).unwrap();
    assert!(
        issued
            .notes
            .iter()
            .any(|note| note.contains("没有重新生成")),
        "{:?}",
        issued.notes
    );
    let record = desk.record(&id);
    assert_eq!(record.number.as_deref(), Some("×工信罚〔2026〕8号"));
    assert_eq!(record.path.as_deref(), Some(&*path));
    assert_eq!(fs::read(place).unwrap(), b"edited");
}

#[test]
fn issuing_prints_number_and_date_and_freezes_the_draft() {
    let desk = Desk::new();
    let other = CASE.replace("2026-1", "2026-2").replace("〕7号", "〕41号");
    desk.begin("2026-2", &other);
    let (id, _) = desk.draft("行政处罚决定书");
    desk.issue(&id, None).unwrap();
    let record = desk.record(&id);
    assert_eq!(
        record.number.as_deref(),
        Some("×工信罚〔2026〕42号"),
        "over all cases"
    );
    let text = text(&desk.case().join(record.path.unwrap()));
    assert!(
        text.contains("×工信罚〔2026〕42号") && text.contains("2026年5月4日"),
        "{text}"
    );
    for message in [
        desk.issue(&id, Some("另一号")).unwrap_err().to_string(),
        desk.new_paper(&Order {
            blank: Blank::All,
            ..paper_of(&id)
        })
        .unwrap_err()
        .to_string(),
    ] {
        assert!(
            message.contains("已经签发") && message.contains("--corrects"),
            "{message}"
        );
    }
}

#[test]
fn a_number_is_given_once_and_a_paper_that_goes_out_needs_one() {
    let desk = Desk::new();
    let (decision, _) = desk.draft("行政处罚决定书");
    let message = desk
        .issue(&decision, Some("×工信罚[2026]7号"))
        .unwrap_err()
        .to_string();
    assert!(message.contains("已经用于"), "{message}");
    let (notice, _) = desk.draft("行政处罚事先告知书");
    let message = desk.issue(&notice, None).unwrap_err().to_string();
    assert!(message.contains("[numbering]"), "{message}");
    let (inside, _) = desk.draft("立案审批表");
    desk.issue(&inside, None).unwrap();
    assert_eq!(desk.record(&inside).number, None);
    assert!(desk.record(&inside).date.is_some());
    assert!(desk.issue("R01", None).is_err(), "no draft");
}

#[test]
fn signing_takes_in_the_scan_and_sets_the_draft_aside() {
    let desk = Desk::new();
    let (id, draft) = desk.draft("行政处罚决定书");
    let mut signing = Signing {
        id: id.clone(),
        scan: desk.scan(),
        signatures: vec![
            "王某:当事人:2026-05-06".to_owned(),
            "赵某：见证人：：盖章".to_owned(),
        ],
        seal: true,
        pages: Some(3),
        ..Signing::default()
    };
    let message = sign(desk.session(), &signing).unwrap_err().to_string();
    assert!(
        message.contains("还没有日期") && message.contains("--date"),
        "{message}"
    );
    signing.date = Some(day("2026-05-04"));
    signing.classification = Some("国家秘密".to_owned());
    let message = sign(desk.session(), &signing).unwrap_err().to_string();
    assert!(message.contains("不收入案卷"), "{message}");
    assert!(!desk.record(&id).is_final(), "nothing is written");
    signing.classification = Some("商业秘密".to_owned());
    sign(desk.session(), &signing).unwrap();
    let record = desk.record(&id);
    assert_eq!(record.classification.as_deref(), Some("商业秘密"));
    assert!(record.is_final() && record.seal == Some(true) && record.pages == Some(3));
    assert_eq!(
        record.path.as_deref(),
        Some("documents/R02-行政处罚决定书.pdf")
    );
    assert_eq!(
        record.sha256.as_deref(),
        Some(&*store::sha256_hex(b"%PDF-1.4 signed"))
    );
    let marks: Vec<_> = record
        .signatures
        .iter()
        .map(|one| one.mark.as_deref().unwrap())
        .collect();
    assert_eq!(marks, ["签名", "盖章"]);
    assert!(!desk.case().join(draft).exists());
    assert!(
        desk.case()
            .join(store::SUPERSEDED)
            .join("R02-行政处罚决定书.docx")
            .exists()
    );
    let message = sign(desk.session(), &signing).unwrap_err().to_string();
    assert!(message.contains("已经有定稿的文件"), "{message}");
}

#[test]
fn a_scan_in_the_case_is_registered_where_it_lies_and_a_void_paper_is_not_signed() {
    let void = "[[record]]\nid = \"R02\"\ntype = \"催告书\"\nstate = \"作废\"\n[[record]]\nid = \"R03\"\ntype = \"催告书\"\n";
    let desk = Desk::with(&format!("{CASE}{void}"));
    let scan = desk.case().join("documents/催告书.pdf");
    fs::write(&scan, "signed").unwrap();
    let signing = |id: &str| Signing {
        id: id.to_owned(),
        scan: scan.clone(),
        date: Some(day("2026-06-10")),
        ..Signing::default()
    };
    assert!(
        sign(desk.session(), &signing("R02"))
            .unwrap_err()
            .to_string()
            .contains("作废")
    );
    sign(desk.session(), &signing("R03")).unwrap();
    assert_eq!(
        desk.record("R03").path.as_deref(),
        Some("documents/催告书.pdf")
    );
    let (id, _) = desk.draft("催告书");
    let message = sign(desk.session(), &signing(&id)).unwrap_err().to_string();
    assert!(message.contains("已经是 R03 的文件"), "{message}");
}

#[test]
fn a_correction_begins_with_the_fields_of_what_it_replaces() {
    let desk = Desk::new();
    let (id, _) = desk.draft("现场检查（勘验）记录");
    desk.new_paper(&Order {
        blank: Blank::All,
        ..set(paper_of(&id), INSPECTION)
    })
    .unwrap();
    let order = Order {
        corrects: Some(id.clone()),
        events: vec!["E01".into()],
        ..paper_of("现场检查（勘验）记录")
    };
    let done = desk.new_paper(&set(order, &["记录人=郑某"])).unwrap().done;
    let record = desk.record(&done.made[0].0);
    let field = |name: &str| record.fields.get(name).and_then(toml::Value::as_str);
    assert_eq!(
        (field("现场负责人"), field("记录人")),
        (Some("周某"), Some("郑某"))
    );
    assert_eq!(record.corrects, Some(id));
}
