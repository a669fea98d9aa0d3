//! The engine: what values may hold, what a fault looks like.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::{Datum, FieldKind, FieldSpec, Form, Library, Mode, TemplateError, ValueError};
use super::samples::{Sample, rows, text};
use super::{document_xml, page_text, render, text_of};

const LINE: &str = r#"<body><p>{{ field(name="案发地") }}</p></body>"#;

fn one(name: &str, datum: Datum) -> Sample {
    Sample([(name.to_owned(), datum)].into())
}

fn strict(source: &str, facts: &Sample) -> Result<super::Rendered, TemplateError> {
    render(source, facts, &Form::default(), Mode::Strict)
}

#[test]
fn values_are_text_and_never_markup() {
    for value in [
        "<script>alert(1)</script>",
        "{{ field(name=\"x\") }} {% if %}",
        "A&B &lt; \"引号\" 'x' ]]>",
        "</p></body>",
        "<blank n=\"3\"/>",
        "\\u{1} ﷽ 𠮷",
    ] {
        let rendered = strict(LINE, &one("案发地", text(value))).unwrap();
        assert_eq!(page_text(&rendered.document).trim(), value);
        assert_eq!(text_of(&document_xml(&rendered.document)), value);
    }
}

#[test]
fn lines_of_a_value_stay_lines() {
    let rendered = strict(LINE, &one("案发地", text("一\n二"))).unwrap();
    assert!(document_xml(&rendered.document).contains("<w:br/>"));
    let source = r#"<body>{{ field(name="案情", as="paragraphs") }}</body>"#;
    let rendered = strict(source, &one("案情", text("一 < 二\n\n三"))).unwrap();
    assert_eq!(rendered.xhtml, "<body><p>一 &lt; 二</p><p>三</p></body>");
}

#[test]
fn a_value_that_cannot_be_printed_names_field_and_template() {
    let styled = r#"<body><p>{{ field(name="案发地", as="大写") }}</p></body>"#;
    for (source, datum, want) in [
        (
            LINE,
            text("三\u{0}明"),
            "模板 t.xhtml 第1行：“案发地”第2个字符是控制字符 U+0000，请删去",
        ),
        (
            LINE,
            Datum::Money(-5),
            "模板 t.xhtml 第1行：“案发地”：金额为负数（-5分），应不小于0",
        ),
        (
            styled,
            text("贰万"),
            "模板 t.xhtml 第1行：“案发地”是文字，此处应为金额",
        ),
        (
            LINE,
            rows(&["甲"], &[&["乙"]]),
            "模板 t.xhtml 第1行：“案发地”是表格，此处应为单个的值（表格用 rows 取）",
        ),
    ] {
        let error = strict(source, &one("案发地", datum)).unwrap_err();
        assert_eq!(error.to_string(), want);
    }
}

#[test]
fn kinds_are_written_in_their_forms() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
    for (call, datum, want) in [
        (r#"field(name="x")"#, Datum::Date(day), "2026年3月5日"),
        (
            r#"field(name="x", as="汉字")"#,
            Datum::Date(day),
            "二〇二六年三月五日",
        ),
        (
            r#"field(name="x")"#,
            Datum::DateTime(day.and_hms_opt(9, 30, 0).unwrap()),
            "2026年3月5日9时30分",
        ),
        (r#"field(name="x")"#, Datum::Money(2_000_050), "20000.50元"),
        (
            r#"field(name="x", as="大写")"#,
            Datum::Money(2_000_000),
            "贰万元整",
        ),
        (r#"field(name="x")"#, Datum::Integer(-3), "-3"),
        (
            r#"field(name="x", as="checkbox")"#,
            Datum::Boolean(false),
            "□是　■否",
        ),
        (
            r#"field(name="x", as="checkbox", choices=["甲", "乙"])"#,
            text("乙"),
            "□甲　■乙",
        ),
        (r#"field(name="y", instead="x")"#, text("替"), "替"),
        (
            r#"list(name="x") | length"#,
            Datum::List(vec![text("a"), text("b")]),
            "2",
        ),
    ] {
        let source = format!("<body><p>{{{{ {call} }}}}</p></body>");
        let rendered = strict(&source, &one("x", datum)).unwrap();
        assert_eq!(page_text(&rendered.document).trim(), want, "{call}");
    }
}

#[test]
fn empty_values_count_as_missing_and_has_records_nothing() {
    for datum in [text("  "), Datum::Rows(vec![]), Datum::List(vec![text("")])] {
        let rendered = strict(LINE, &one("案发地", datum)).unwrap();
        assert_eq!(rendered.missing[0].name, "案发地");
    }
    let source = r#"<body>{% if has(name="甲") or equals(name="乙", value="丙") %}<p>x</p>{% endif %}</body>"#;
    let rendered = strict(source, &Sample::default()).unwrap();
    assert_eq!(
        (rendered.missing, rendered.document.blocks),
        (vec![], vec![])
    );
}

#[test]
fn a_field_asked_twice_is_reported_once_under_its_label() {
    let source =
        r#"<body><p>{{ field(name="机关.名称") }}{{ field(name="机关.名称") }}</p></body>"#;
    let rendered = strict(source, &Sample::default()).unwrap();
    let [missing] = &*rendered.missing else {
        panic!("{:?}", rendered.missing)
    };
    assert_eq!((&*missing.name, &*missing.label), ("机关.名称", "机关名称"));
}

#[test]
fn cells_that_are_missing_are_named_by_row_and_column() {
    let source = r#"<body>{% for r in rows(name="物品", columns=["名称", "数量"], optional=["备注"]) %}<p>{{ r["名称"] }}{{ r["数量"] }}{{ r["备注"] }}</p>{% endfor %}</body>"#;
    let facts = one(
        "物品",
        rows(&["名称", "数量"], &[&["电机", "1"], &["水泵", ""]]),
    );
    let rendered = strict(source, &facts).unwrap();
    assert_eq!(rendered.missing[0].name, "物品[2].数量");
    assert_eq!(rendered.missing[0].label, "物品第2行的数量");
    assert!(page_text(&rendered.document).contains("电机1／"));
}

#[test]
fn blanks_follow_the_kind_of_the_field() {
    let spec = |kind| FieldSpec {
        name: "x".to_owned(),
        kind,
        ..FieldSpec::default()
    };
    let source = r#"<body><p>{{ field(name="x") }}</p></body>"#;
    for (kind, want) in [
        (FieldKind::Date, "年月日"),
        (FieldKind::DateTime, "年月日时分"),
        (FieldKind::Money, "元"),
        (FieldKind::Text, ""),
    ] {
        let form = Form {
            fields: vec![spec(kind)],
            ..Form::default()
        };
        let rendered = render(source, &Sample::default(), &form, Mode::Blank).unwrap();
        assert_eq!(page_text(&rendered.document).trim(), want);
        assert!(rendered.xhtml.contains("<blank"));
    }
}

#[test]
fn faults_of_templates_are_all_reported_with_their_place() {
    let templates: BTreeMap<String, String> = [
        ("a.xhtml", "<body>\n<p>三明市：{{ field(name= }}</p></body>"),
        ("b.xhtml", "<body>{% if x %}</body>"),
    ]
    .map(|(name, source)| (name.to_owned(), source.to_owned()))
    .into();
    let error = Library::new(&templates).unwrap_err();
    let message = error.to_string();
    assert!(message.starts_with("模板 a.xhtml 第2行第"), "{message}");
    assert!(message.contains("\n模板 b.xhtml 第1行第"), "{message}");
    assert_eq!(error.excerpts().len(), 2);
    assert!(error.excerpts()[0].contains("三明市"));
}

#[test]
fn names_that_do_not_exist_are_faults_before_any_rendering() {
    for (source, want) in [
        ("<body>{{ filed(name=\"x\") }}</body>", "没有函数 filed"),
        (
            "<body>{{ field(name=\"x\") | bigger }}</body>",
            "没有过滤器 bigger",
        ),
        (
            "<body>{% include \"../secret\" %}</body>",
            "没有模板 ../secret",
        ),
        ("<body>{{ <head/> }}</body>", "没有组件 head"),
    ] {
        let error = strict(source, &Sample::default()).unwrap_err();
        assert!(matches!(error, TemplateError::Syntax { .. }), "{error}");
        assert!(error.to_string().contains(want), "{error}");
    }
}

#[test]
fn slips_in_calls_are_refused() {
    for (source, want) in [
        (
            "<body>{{ field(nme=\"x\") }}</body>",
            "函数 field 没有参数“nme”",
        ),
        (
            "<body>{{ field(name=\"x\", as=\"Big\") }}</body>",
            "写法（as）“Big”不存在",
        ),
        (
            "<body>{{ field(name=\"x\", hand=\"yes\") }}</body>",
            "应为 line 或者 space",
        ),
        (
            "<body>{{ field(name=\"x\", as=\"checkbox\") }}</body>",
            "“x”没有可选项",
        ),
        (
            "<body>{{ field(name=\"x\") | safe }}</body>",
            "过滤器 safe 不可用",
        ),
        ("<body>{{ field() }}</body>", "缺少参数 name"),
        ("<body>{{ x }}</body>", "没有变量 x"),
        (
            "<body>{{ rows(name=\"x\", columns=\"y\") }}</body>",
            "参数 columns 应为文字的列表",
        ),
    ] {
        let error = strict(source, &Sample::default()).unwrap_err();
        assert!(error.to_string().contains(want), "{error}");
    }
}

#[test]
fn a_template_without_end_is_stopped() {
    let source = "<body>{% for i in range(end=90000) %}{% for j in range(end=900) %}<br/>{% endfor %}{% endfor %}</body>";
    let error = strict(source, &Sample::default()).unwrap_err();
    assert!(matches!(error, TemplateError::TooLong { .. }), "{error}");
}

#[test]
fn an_unknown_template_names_those_that_exist() {
    let library = Library::new(&[("t.xhtml".to_owned(), LINE.to_owned())].into()).unwrap();
    let error = library.render(
        "u.xhtml",
        &Sample::default(),
        &Form::default(),
        Mode::Strict,
    );
    assert_eq!(
        error.unwrap_err().to_string(),
        "没有模板 u.xhtml，现有：t.xhtml"
    );
}

#[test]
fn names_that_nobody_foresaw_are_looked_up() {
    let source = r#"<body>{% set first = field(name="甲") %}{% if first == "乙" %}<p>{{ field(name=first) }}</p>{% endif %}</body>"#;
    let facts = Sample([("甲".to_owned(), text("乙")), ("乙".to_owned(), text("丙"))].into());
    let rendered = strict(source, &facts).unwrap();
    assert_eq!(page_text(&rendered.document).trim(), "丙");
    assert_eq!(rendered.missing, []);
}

#[test]
fn markup_that_no_paper_has_is_placed_in_what_was_produced() {
    let error = strict("<body>\n<div/></body>", &Sample::default()).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("模板 t.xhtml 生成的内容第2行第1列："),
        "{error}"
    );
    assert_eq!(error.excerpts().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_arrives_unchanged(value in "[^\\p{Cc}\\p{Zs}\\p{Zl}\\p{Zp}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{FFFE}\u{FFFF}]{1,40}") {
        let rendered = strict(LINE, &one("案发地", text(&value)));
        let rendered = rendered.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let page = page_text(&rendered.document);
        prop_assert_eq!(page.trim(), value.as_str());
        prop_assert_eq!(text_of(&document_xml(&rendered.document)), value);
    }

    #[test]
    fn any_value_is_printed_or_refused(value in any::<String>()) {
        match strict(LINE, &one("案发地", text(&value))) {
            Ok(rendered) => {
                text_of(&document_xml(&rendered.document));
            }
            Err(error) => prop_assert!(
                matches!(error, TemplateError::Value { problem: ValueError::Control { .. }, .. }),
                "{}", error
            ),
        }
    }
}
