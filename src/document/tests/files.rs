//! The files: what a word processor and a browser need to find.

use super::super::tree::{self, Document};
use super::super::{Library, Meta, Mode, docx, html};
use super::samples::{PAPERS, templates};
use super::{document_xml, unzipped};

const TABLE: &str = r#"<body class="form">
<table>
  <col width="20%"/><col/><col/>
  <thead><tr><th rowspan="2">甲</th><th colspan="2">乙</th></tr><tr><th>丙</th><th>丁</th></tr></thead>
  <tr height="3"><td rowspan="2">一</td><td colspan="2">二</td></tr>
  <tr><td>三</td><td>四</td></tr>
</table>
<seal>某局<br/>2026年3月5日</seal>
</body>"#;

fn table() -> Document {
    tree::parse(TABLE).unwrap()
}

fn meta() -> Meta {
    Meta {
        title: "甲 & 乙".to_owned(),
        author: "某局".to_owned(),
        date: chrono::NaiveDate::from_ymd_opt(2026, 3, 5),
        note: "<由模板生成>".to_owned(),
    }
}

fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

#[test]
fn header_rows_repeat_and_merged_cells_are_marked() {
    let xml = document_xml(&table());
    for (part, times) in [
        ("<w:tblHeader/>", 2),
        ("<w:cantSplit/>", 4),
        ("<w:gridSpan w:val=\"2\"/>", 2),
        ("<w:vMerge w:val=\"restart\"/>", 2),
        ("<w:vMerge/>", 2),
        ("<w:gridCol w:w=\"1768\"/>", 1),
        ("<w:gridCol w:w=\"3537\"/>", 2),
        ("w:type=\"fixed\"", 1),
        ("<w:trHeight w:val=\"1020\"", 1),
    ] {
        assert_eq!(count(&xml, part), times, "{part}");
    }
    let page = html::page(&table(), &Meta::default());
    for part in [
        "<thead>",
        "rowspan=\"2\"",
        "colspan=\"2\"",
        "<col style=\"width:20%\"/>",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn cells_of_every_row_fill_the_grid() {
    let library = Library::new(&templates()).unwrap();
    for paper in PAPERS {
        let rendered = library.render(paper.template, &paper.facts(), &paper.form(), Mode::Strict);
        let xml = document_xml(&rendered.unwrap().document);
        let read = roxmltree::Document::parse(&xml).unwrap();
        for row in read
            .descendants()
            .filter(|node| node.tag_name().name() == "tr")
        {
            let widths = row
                .descendants()
                .filter(|node| node.tag_name().name() == "tcW");
            let width = |node: roxmltree::Node| -> u32 {
                let value = node.attributes().find(|attribute| attribute.name() == "w");
                value.unwrap().value().parse().unwrap()
            };
            let total: u32 = widths.map(width).sum();
            assert!((8800..=8844).contains(&total), "{} {total}", paper.title);
        }
    }
}

#[test]
fn every_cell_ends_with_a_paragraph() {
    let xml = document_xml(&table());
    let read = roxmltree::Document::parse(&xml).unwrap();
    for cell in read
        .descendants()
        .filter(|node| node.tag_name().name() == "tc")
    {
        assert_eq!(cell.last_element_child().unwrap().tag_name().name(), "p");
    }
}

/// The paragraphs of a text that stay on the page of what follows.
fn kept(xml: &str) -> Vec<String> {
    let paragraphs = xml
        .split("<w:p>")
        .filter_map(|one| one.split("</w:p>").next());
    paragraphs
        .filter(|one| one.contains("<w:keepNext/>"))
        .map(|one| super::text_of(&format!("<p xmlns:w=\"w\">{one}</p>")))
        .map(|text| text.trim_matches('\u{A0}').to_owned())
        .collect()
}

#[test]
fn signatures_stay_together_with_what_they_are_under_and_tables_with_their_lead() {
    let source = r#"<body><p>一</p><p>二</p><table><tr><td>三</td></tr></table><p>四</p>
<p>五</p><sign role="甲"/><sign role="乙"/><seal>某局<br/>日期</seal><sign role="丙"/><sign role="丁"/></body>"#;
    let xml = document_xml(&tree::parse(source).unwrap());
    assert_eq!(
        kept(&xml),
        ["二", "五", "甲：", "乙：", "某局", "日期", "丙："]
    );
}

#[test]
fn the_package_is_whole_and_its_parts_are_xml() {
    let parts = unzipped(&docx::write(&table(), &meta()));
    let names: Vec<&str> = parts.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names.first(), Some(&"[Content_Types].xml"));
    for (name, text) in &parts {
        let read = roxmltree::Document::parse(text).unwrap();
        let folder = match &**name {
            "_rels/.rels" => "",
            "word/_rels/document.xml.rels" => "word/",
            _ => continue,
        };
        for relation in read
            .descendants()
            .filter_map(|node| node.attribute("Target"))
        {
            assert!(
                names.contains(&&*format!("{folder}{relation}")),
                "{relation}"
            );
        }
    }
    let types = &parts[0].1;
    for name in names
        .iter()
        .filter(|name| name.starts_with("word/") && !name.contains("_rels"))
    {
        assert!(types.contains(&format!("PartName=\"/{name}\"")), "{name}");
    }
}

#[test]
fn styles_that_are_used_are_defined() {
    for paper in PAPERS {
        let library = Library::new(&templates()).unwrap();
        let rendered = library.render(paper.template, &paper.facts(), &paper.form(), Mode::Strict);
        let parts = unzipped(&docx::write(&rendered.unwrap().document, &meta()));
        let part = |wanted: &str| &parts.iter().find(|(name, _)| name == wanted).unwrap().1;
        let styles = part("word/styles.xml");
        for used in part("word/document.xml")
            .split("<w:pStyle w:val=\"")
            .skip(1)
        {
            let id = used.split('"').next().unwrap();
            assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
        }
    }
}

#[test]
fn the_page_is_a4_with_the_margins_of_the_standard_and_numbered() {
    let parts = unzipped(&docx::write(&table(), &meta()));
    let all: String = parts.iter().map(|(_, text)| &**text).collect();
    for part in [
        "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
        "w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\"",
        " PAGE ",
        " NUMPAGES ",
        "仿宋_GB2312",
        "方正小标宋简体",
        "甲 &amp; 乙",
        "2026-03-05T00:00:00Z",
    ] {
        assert!(all.contains(part), "{part}");
    }
}

#[test]
fn a_file_has_the_same_bytes_and_no_clock_in_it() {
    let bytes = docx::write(&table(), &meta());
    assert_eq!(bytes, docx::write(&table(), &meta()));
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    for index in 0..zip.len() {
        let file = zip.by_index(index).unwrap();
        assert_eq!(file.last_modified().unwrap().year(), 1980);
    }
    let undated = Meta::default();
    let parts = unzipped(&docx::write(&table(), &undated));
    assert!(
        parts
            .iter()
            .all(|(_, text)| !text.contains("dcterms:created"))
    );
}

#[test]
fn blanks_do_not_vanish_at_the_end_of_a_line() {
    let document =
        tree::parse(r#"<body><p class="right">编号：<blank n="2"/></p></body>"#).unwrap();
    assert!(document_xml(&document).contains(&"\u{A0}".repeat(8)));
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    let page = html::page(&table(), &meta());
    for part in ["http", "src=", "url(", "@import", "<link", "<script"] {
        assert!(!page.contains(part), "{part}");
    }
    for part in [
        "lang=\"zh-CN\"",
        "size: A4",
        "counter(page)",
        "&lt;由模板生成&gt;",
    ] {
        assert!(page.contains(part), "{part}");
    }
}
