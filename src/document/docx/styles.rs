//! Fonts and paragraph styles, as a table for each look.

use super::super::tree::Look;
use super::package::{HEAD, WORD};

const FANG_SONG: &str = "仿宋_GB2312";
const TITLE_SONG: &str = "方正小标宋简体";
const HEI: &str = "黑体";
const KAI: &str = "楷体_GB2312";
const SONG: &str = "宋体";
const LATIN: &str = "Times New Roman";

/// Fonts that a machine may lack, with the name that it has instead.
const FONTS: [(&str, &str); 5] = [
    (FANG_SONG, "仿宋"),
    (TITLE_SONG, "宋体"),
    (HEI, "SimHei"),
    (KAI, "楷体"),
    (SONG, "SimSun"),
];

/// Styles that a word processor does not know by name.
const OWN: [&str; 3] = ["Cell", "HeadCell", "Seal"];

/// One paragraph style; sizes in half points, distances in twips.
struct Style {
    id: &'static str,
    name: &'static str,
    font: &'static str,
    size: u32,
    /// Distance of the lines. Fonts that stand in for missing ones have lines of their own, often much higher: only exact
    /// spacing gives the same pages everywhere.
    lines: u32,
    /// Indent of the first line in characters.
    indent: u32,
    before: u32,
    after: u32,
    /// Further paragraph properties, in the order that the schema wants: before and after spacing.
    keep: &'static str,
    place: &'static str,
    /// Character spacing.
    squeeze: i32,
}

/// Sizes of a look: body, its lines, its squeeze.
fn body(look: Look) -> (u32, u32, i32) {
    match look {
        // 22 lines to 225 mm; 28 characters of 三号 fit 156 mm only a quarter of a point closer.
        Look::Letter => (32, 579, -5),
        Look::Record => (28, 560, 0),
        Look::Form => (24, 440, 0),
    }
}

fn table(look: Look) -> [Style; 10] {
    let (size, lines, squeeze) = body(look);
    let title = if look == Look::Form { 36 } else { 44 };
    let plain = |id, name| Style {
        id,
        name,
        font: FANG_SONG,
        size,
        lines,
        indent: 0,
        before: 0,
        after: 0,
        keep: "",
        place: "",
        squeeze,
    };
    let cell = |id, name, font| Style {
        font,
        size: 24,
        lines: 340,
        squeeze: 0,
        ..plain(id, name)
    };
    let heading_indent = if look == Look::Form { 0 } else { 2 };
    let heading = |id, name, font, level| Style {
        font,
        indent: heading_indent,
        keep: "<w:keepNext/>",
        place: level,
        ..plain(id, name)
    };
    [
        Style {
            font: TITLE_SONG,
            size: title,
            lines: title * 16,
            after: 200,
            squeeze: 0,
            keep: "<w:keepNext/>",
            place: "<w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/>",
            ..plain("Heading1", "heading 1")
        },
        heading("Heading2", "heading 2", HEI, "<w:outlineLvl w:val=\"1\"/>"),
        heading("Heading3", "heading 3", KAI, "<w:outlineLvl w:val=\"2\"/>"),
        Style {
            indent: 2,
            place: "<w:jc w:val=\"both\"/>",
            ..plain("Indented", "Body Text First Indent")
        },
        plain("Flush", "Body Text"),
        cell("Cell", "Table Text", FANG_SONG),
        cell("HeadCell", "Table Head", HEI),
        Style {
            before: 120,
            keep: "<w:keepLines/><w:tabs><w:tab w:val=\"left\" w:pos=\"5200\"/></w:tabs>",
            ..plain("Sign", "Signature")
        },
        Style {
            keep: "<w:keepLines/>",
            place: "<w:jc w:val=\"center\"/>",
            ..plain("Seal", "Seal")
        },
        Style {
            font: SONG,
            size: 28,
            lines: 360,
            squeeze: 0,
            place: "<w:jc w:val=\"center\"/>",
            ..plain("Footer", "footer")
        },
    ]
}

/// `word/styles.xml`.
pub(super) fn styles(look: Look) -> String {
    let own: String = table(look).iter().map(style).collect();
    format!(
        "{HEAD}<w:styles xmlns:w=\"{WORD}\"><w:docDefaults><w:rPrDefault><w:rPr>{}\
         <w:kern w:val=\"2\"/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>\
         <w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault/></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         <w:qFormat/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>\
         <w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/></w:tblPr></w:style>{own}</w:styles>",
        fonts(FANG_SONG)
    )
}

fn style(style: &Style) -> String {
    let Style {
        id,
        name,
        size,
        lines,
        before,
        after,
        keep,
        place,
        squeeze,
        ..
    } = style;
    let custom = if OWN.contains(id) {
        " w:customStyle=\"1\""
    } else {
        ""
    };
    let indent = match style.indent {
        0 => String::new(),
        characters => format!(
            "<w:ind w:firstLineChars=\"{}\" w:firstLine=\"{}\"/>",
            characters * 100,
            characters * size * 10
        ),
    };
    let squeeze = match squeeze {
        0 => String::new(),
        twips => format!("<w:spacing w:val=\"{twips}\"/>"),
    };
    format!(
        "<w:style w:type=\"paragraph\"{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
         <w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{keep}<w:snapToGrid w:val=\"0\"/>\
         <w:spacing w:before=\"{before}\" w:after=\"{after}\" w:line=\"{lines}\" w:lineRule=\"exact\"/>{indent}{place}</w:pPr>\
         <w:rPr>{}{squeeze}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
        fonts(style.font)
    )
}

/// The hint makes “” and —— take the Chinese font.
fn fonts(east_asian: &str) -> String {
    format!(
        "<w:rFonts w:hint=\"eastAsia\" w:ascii=\"{LATIN}\" w:hAnsi=\"{LATIN}\" w:eastAsia=\"{east_asian}\" w:cs=\"{LATIN}\"/>"
    )
}

/// `word/fontTable.xml`: what to use where a font is not installed.
pub(super) fn font_table() -> String {
    let fonts: Vec<String> = FONTS
        .iter()
        .map(|(name, instead)| {
            format!(
                "<w:font w:name=\"{name}\"><w:altName w:val=\"{instead}\"/><w:charset w:val=\"86\"/></w:font>"
            )
        })
        .collect();
    format!(
        "{HEAD}<w:fonts xmlns:w=\"{WORD}\">{}</w:fonts>",
        fonts.concat()
    )
}
