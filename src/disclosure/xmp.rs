//! XMP: a description in XML that stands in pictures, PDFs and films as plain text.

use roxmltree::{Document, Node};

use super::What;
use super::walk::{Walk, find};

/// How many descriptions are read in one file.
const MOST: usize = 64;

/// Name of an element or attribute, what it gives away.
const NAMES: &[(&str, What)] = &[
    ("GPSLatitude", What::Place),
    ("GPSLongitude", What::Place),
    ("City", What::Place),
    ("Location", What::Place),
    ("State", What::Place),
    ("creator", What::Author),
    ("Author", What::Author),
    ("title", What::Title),
    ("description", What::Remark),
    ("subject", What::Remark),
    ("Keywords", What::Remark),
    ("CreatorTool", What::Tool),
    ("OwnerName", What::Owner),
    ("CameraOwnerName", What::Owner),
    ("rights", What::Owner),
    ("SerialNumber", What::Serial),
    ("BodySerialNumber", What::Serial),
    ("LensSerialNumber", What::Serial),
];

/// Looks for descriptions.
pub(super) fn look(walk: &mut Walk<'_>, bytes: &[u8]) {
    let (open, close) = (b"<rdf:RDF".as_slice(), b"</rdf:RDF>".as_slice());
    let mut from = 0;
    for _ in 0..MOST {
        let Some(start) = find(bytes, open, from) else {
            return;
        };
        let Some(end) = find(bytes, close, start).map(|end| end + close.len()) else {
            return;
        };
        let text = String::from_utf8_lossy(bytes.get(start..end).unwrap_or_default());
        match Document::parse(&text) {
            Ok(document) => described(walk, &document),
            Err(_) => walk.tell(What::Closed, "XMP 描述有损坏"),
        }
        from = end;
    }
}

fn described(walk: &mut Walk<'_>, document: &Document<'_>) {
    let what = |name: &str| NAMES.iter().find(|(known, _)| *known == name);
    for node in document.descendants() {
        if let Some((_, what)) = what(node.tag_name().name()) {
            let texts = node.descendants().filter(Node::is_text);
            let texts = texts.filter_map(|it| it.text());
            let all: Vec<_> = texts
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .collect();
            walk.tell(*what, all.join(" "));
        }
        for attribute in node.attributes() {
            if let Some((_, what)) = what(attribute.name()) {
                walk.tell(*what, attribute.value());
            }
        }
    }
}
