//! The package around the text: content types, relations, properties, footer, settings.

use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::super::escape::escape;
use super::super::meta::Meta;
use super::super::tree::Document;
use super::{body, styles};

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Word parts beside the text: file, kind of relation and of content.
const BESIDE: [(&str, &str); 4] = [
    ("styles", "styles"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
    ("footer", "footer"),
];

/// The parts, the content types first as the standard wants them.
pub(super) fn parts(document: &Document, meta: &Meta) -> Vec<(String, String)> {
    let named = |name: &str, text: String| (name.to_owned(), text);
    vec![
        named("[Content_Types].xml", content_types()),
        named("_rels/.rels", package_relations()),
        named("docProps/core.xml", core(meta)),
        named("word/document.xml", body::document(document)),
        named("word/_rels/document.xml.rels", document_relations()),
        named("word/styles.xml", styles::styles(document.look)),
        named("word/settings.xml", settings()),
        named("word/fontTable.xml", styles::font_table()),
        named("word/footer.xml", footer()),
    ]
}

/// Zips the parts with fixed times and permissions.
pub(super) fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let written = zip
            .start_file(name.as_str(), options)
            .and_then(|()| zip.write_all(text.as_bytes()).map_err(Into::into));
        debug_assert!(written.is_ok(), "writing to memory does not fail");
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn content_types() -> String {
    let beside: Vec<String> = BESIDE
        .iter()
        .map(|(file, kind)| {
            format!("<Override PartName=\"/word/{file}.xml\" ContentType=\"{TYPE}.{kind}+xml\"/>")
        })
        .collect();
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{TYPE}.document.main+xml\"/>{}\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         </Types>",
        beside.concat()
    )
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/relationships/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

fn document_relations() -> String {
    let beside: Vec<String> = (1..)
        .zip(BESIDE)
        .map(|(number, (file, kind))| {
            format!(
                "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/relationships/{kind}\" Target=\"{file}.xml\"/>"
            )
        })
        .collect();
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>",
        beside.concat()
    )
}

/// The relation of the footer: its place in [`BESIDE`].
pub(super) const FOOTER: &str = "rId4";

fn core(meta: &Meta) -> String {
    let date = meta.date.map_or_else(String::new, |date| {
        let time = format!("{}T00:00:00Z", date.format("%Y-%m-%d"));
        let stamp = |name: &str| {
            format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{time}</dcterms:{name}>")
        };
        stamp("created") + &stamp("modified")
    });
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:description>{}</dc:description>\
         <dc:language>zh-CN</dc:language>{date}</cp:coreProperties>",
        escape(&meta.title),
        escape(&meta.author),
        escape(&meta.note),
    )
}

/// `ulTrailSpace` keeps the line under a blank that ends a paragraph.
fn settings() -> String {
    format!(
        "{HEAD}<w:settings xmlns:w=\"{WORD}\"><w:zoom w:percent=\"100\"/>\
         <w:defaultTabStop w:val=\"420\"/><w:characterSpacingControl w:val=\"compressPunctuation\"/>\
         <w:compat><w:spaceForUL/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>\
         </w:compat><w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}

fn footer() -> String {
    let field = |code: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
             <w:r><w:instrText xml:space=\"preserve\"> {code} </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let text = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    format!(
        "{HEAD}<w:ftr xmlns:w=\"{WORD}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}{}{}{}{}</w:p></w:ftr>",
        text("第"),
        field("PAGE"),
        text("页 共"),
        field("NUMPAGES"),
        text("页"),
    )
}
