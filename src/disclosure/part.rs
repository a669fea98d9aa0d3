//! The parts of a document that say who made it, and what was struck out of it.

use roxmltree::{Document, Node};

use super::What;
use super::walk::Walk;

/// The largest part that is read as XML.
const LIMIT: usize = 64 << 20;
/// How much of the text that was struck out is told.
const EXCERPT: usize = 60;

/// End of a part's name, name of an element, what it gives away.
const PROPERTIES: &[(&str, &str, What)] = &[
    ("docProps/core.xml", "creator", What::Author),
    ("docProps/core.xml", "lastModifiedBy", What::Editor),
    ("docProps/core.xml", "title", What::Title),
    ("docProps/core.xml", "subject", What::Remark),
    ("docProps/core.xml", "keywords", What::Remark),
    ("docProps/core.xml", "description", What::Remark),
    ("docProps/core.xml", "category", What::Remark),
    ("docProps/app.xml", "Company", What::Company),
    ("docProps/app.xml", "Manager", What::Company),
    ("docProps/custom.xml", "property", What::Remark),
    ("OFD.xml", "Author", What::Author),
    ("OFD.xml", "Title", What::Title),
    ("OFD.xml", "Subject", What::Remark),
    ("OFD.xml", "Abstract", What::Remark),
    ("OFD.xml", "Keyword", What::Remark),
    ("OFD.xml", "CustomData", What::Remark),
    ("OFD.xml", "Creator", What::Tool),
    ("meta.xml", "initial-creator", What::Author),
    ("meta.xml", "creator", What::Editor),
    ("meta.xml", "title", What::Title),
    ("meta.xml", "subject", What::Remark),
    ("meta.xml", "keyword", What::Remark),
    ("meta.xml", "description", What::Remark),
];

/// Elements that keep what was changed or said about a text, in Word, Excel, `PowerPoint`, ODF and
/// OFD.
const CHANGES: &[(&str, What)] = &[
    ("del", What::Deleted),
    ("moveFrom", What::Deleted),
    ("deletion", What::Deleted),
    ("ins", What::Inserted),
    ("moveTo", What::Inserted),
    ("insertion", What::Inserted),
    ("comment", What::Comments),
    ("threadedComment", What::Comments),
    ("cm", What::Comments),
    ("annotation", What::Comments),
    ("Annot", What::Comments),
];

/// Looks at one part of a document.
pub(super) fn look(walk: &mut Walk<'_>, name: &str, bytes: &[u8]) {
    let is_xml = name
        .rsplit_once('.')
        .is_some_and(|(_, end)| end.eq_ignore_ascii_case("xml"));
    if !is_xml {
        return;
    }
    let text = (bytes.len() <= LIMIT).then(|| decoded(bytes));
    let Some(Ok(document)) = text.as_deref().map(Document::parse) else {
        return walk.tell(What::Closed, "文档有损坏的部分");
    };
    for (part, element, what) in PROPERTIES {
        if name.ends_with(part) {
            let nodes = document.descendants();
            for node in nodes.filter(|node| node.tag_name().name() == *element) {
                walk.tell(*what, text_of(node));
            }
        }
    }
    for what in [What::Deleted, What::Inserted, What::Comments] {
        let is_meant = |node: &Node<'_, '_>| {
            let name = node.tag_name().name();
            CHANGES
                .iter()
                .any(|(known, of)| *of == what && *known == name)
                && is_change(node)
        };
        let nodes: Vec<_> = document.descendants().filter(is_meant).collect();
        if let Some(first) = nodes.first() {
            let by = author(first)
                .map(|by| format!("（{by}）"))
                .unwrap_or_default();
            let said: String = text_of(*first).chars().take(EXCERPT).collect();
            let said = if said.is_empty() {
                said
            } else {
                format!("：{said}")
            };
            walk.tell(what, format!("{} 处{by}{said}", nodes.len()));
        }
    }
}

/// A part as text; some programs write UTF-16.
fn decoded(bytes: &[u8]) -> String {
    let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::UTF_8, |(it, _)| it);
    encoding.decode(bytes).0.into_owned()
}

/// Other languages than those of documents have such names too: these carry an author, a date or
/// text.
fn is_change(node: &Node<'_, '_>) -> bool {
    author(node).is_some() || !text_of(*node).is_empty()
}

fn author<'n>(node: &Node<'n, '_>) -> Option<&'n str> {
    let named = ["author", "Creator", "personId"];
    let attribute = node.attributes().find(|it| named.contains(&it.name()));
    attribute.map(|it| it.value())
}

fn text_of(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text);
    let all: String = texts.filter_map(|it| it.text()).collect();
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}
