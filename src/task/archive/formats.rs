//! The list of formats: what each file of a case says of itself, by its name and its first bytes.
//! Nothing more of a file is read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;

use crate::inventory::FileKind;
use crate::report::csv;
use crate::task::open::Opened;

/// How much of a file is looked at.
pub(in crate::task) const START: usize = 512;

/// The first bytes of the files of a case, by path.
pub(in crate::task) type Starts = BTreeMap<String, Vec<u8>>;

/// The beginning of a file, by which it is known: bytes at offsets.
struct Sign {
    name: &'static str,
    bytes: &'static [(usize, &'static [u8])],
}

const fn sign(name: &'static str, bytes: &'static [(usize, &'static [u8])]) -> Sign {
    Sign { name, bytes }
}

const ZIP: &str = "ZIP 容器";
const OLE: &str = "OLE 复合文档";
const TEXT: &str = "文本（UTF-8）";

/// The beginnings; the first that fits counts.
const SIGNS: &[Sign] = &[
    sign("PDF", &[(0, b"%PDF-")]),
    sign("JPEG", &[(0, &[0xff, 0xd8, 0xff])]),
    sign("PNG", &[(0, b"\x89PNG\r\n\x1a\n")]),
    sign("GIF", &[(0, b"GIF8")]),
    sign("TIFF", &[(0, b"II*\0")]),
    sign("TIFF", &[(0, b"MM\0*")]),
    sign("WebP", &[(0, b"RIFF"), (8, b"WEBP")]),
    sign("WAV", &[(0, b"RIFF"), (8, b"WAVE")]),
    sign("AVI", &[(0, b"RIFF"), (8, b"AVI ")]),
    sign("MP4", &[(4, b"ftyp")]),
    sign("Matroska", &[(0, &[0x1a, 0x45, 0xdf, 0xa3])]),
    sign("ASF", &[(0, &[0x30, 0x26, 0xb2, 0x75])]),
    sign("MPEG-PS", &[(0, &[0, 0, 1, 0xba])]),
    sign("MPEG-TS", &[(0, &[0x47]), (188, &[0x47]), (376, &[0x47])]),
    sign("FLV", &[(0, b"FLV\x01")]),
    sign("FLAC", &[(0, b"fLaC")]),
    sign("Ogg", &[(0, b"OggS")]),
    sign("AMR", &[(0, b"#!AMR")]),
    sign("MP3", &[(0, b"ID3")]),
    sign("MP3", &[(0, &[0xff, 0xfb])]),
    sign("MP3", &[(0, &[0xff, 0xf3])]),
    sign(ZIP, &[(0, b"PK\x03\x04")]),
    sign("RAR", &[(0, b"Rar!\x1a\x07")]),
    sign("7-Zip", &[(0, &[b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c])]),
    sign("gzip", &[(0, &[0x1f, 0x8b])]),
    sign(
        OLE,
        &[(0, &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ),
    sign("RTF", &[(0, b"{\\rtf")]),
    sign("Windows 程序", &[(0, b"MZ")]),
    sign("ELF 程序", &[(0, b"\x7fELF")]),
    sign("BMP", &[(0, b"BM")]),
];

/// A format: endings of names, what it is called, how its files begin.
type Format = (&'static [&'static str], &'static str, &'static str);

const FORMATS: &[Format] = &[
    (&["pdf"], "PDF", "PDF"),
    (&["ofd"], "OFD", ZIP),
    (&["jpg", "jpeg"], "JPEG", "JPEG"),
    (&["png"], "PNG", "PNG"),
    (&["gif"], "GIF", "GIF"),
    (&["tif", "tiff"], "TIFF", "TIFF"),
    (&["bmp"], "BMP", "BMP"),
    (&["webp"], "WebP", "WebP"),
    (&["mp4", "m4v", "m4a", "mov", "3gp"], "MP4", "MP4"),
    (&["avi"], "AVI", "AVI"),
    (&["wav"], "WAV", "WAV"),
    (&["mp3"], "MP3", "MP3"),
    (&["mkv", "webm"], "Matroska", "Matroska"),
    (&["wmv", "wma", "asf"], "ASF", "ASF"),
    (&["mpg", "mpeg", "vob"], "MPEG-PS", "MPEG-PS"),
    (&["ts", "mts", "m2ts"], "MPEG-TS", "MPEG-TS"),
    (&["flv"], "FLV", "FLV"),
    (&["flac"], "FLAC", "FLAC"),
    (&["ogg", "oga", "opus"], "Ogg", "Ogg"),
    (&["amr"], "AMR", "AMR"),
    (&["docx"], "DOCX", ZIP),
    (&["xlsx"], "XLSX", ZIP),
    (&["pptx"], "PPTX", ZIP),
    (&["doc"], "DOC", OLE),
    (&["xls"], "XLS", OLE),
    (&["ppt"], "PPT", OLE),
    (&["wps"], "WPS 文字", OLE),
    (&["et"], "WPS 表格", OLE),
    (&["rtf"], "RTF", "RTF"),
    (&["zip"], "ZIP", ZIP),
    (&["rar"], "RAR", "RAR"),
    (&["7z"], "7-Zip", "7-Zip"),
    (&["gz", "tgz"], "gzip", "gzip"),
    (&["exe", "dll"], "Windows 程序", "Windows 程序"),
    (&["txt", "md", "log"], "文本", TEXT),
    (&["csv"], "CSV", TEXT),
    (&["json", "jsonl"], "JSON", TEXT),
    (&["xml"], "XML", TEXT),
    (&["html", "htm"], "HTML", TEXT),
];

/// What is known of keeping a format for long, by its name: what it says, what it rests on.
const KEEPING: &[(&str, &str, &str)] = &[(
    "OFD",
    "存档用 OFD-A；是否符合未核对",
    "GB/T 33190，GB/T 42133-2022",
)];

const COLUMNS: [&str; 8] = [
    "文件",
    "编号",
    "字节",
    "格式（按扩展名）",
    "格式（按文件首部）",
    "是否相符",
    "长期保存",
    "依据",
];

/// The first bytes of the files of a case in a directory; what cannot be read has none.
pub(in crate::task) fn starts(case: &Opened) -> Starts {
    let files = case.inventory.files.iter();
    let files = files.filter(|file| file.kind == FileKind::Regular);
    let start = |path: &str| {
        let place = path
            .split('/')
            .fold(case.dir.clone(), |place, part| place.join(part));
        let mut start = Vec::new();
        File::open(place)
            .and_then(|file| file.take(START as u64).read_to_end(&mut start))
            .ok()?;
        Some(start)
    };
    files
        .filter_map(|file| Some((file.path.clone(), start(&file.path)?)))
        .collect()
}

/// The list as a table, a line for each file of the case.
pub(super) fn table(case: &Opened, starts: &Starts) -> String {
    let files = case.inventory.files.iter();
    let rows = files.map(|file| row(case, (&file.path, file.size), starts).to_vec());
    csv::table(&COLUMNS, rows)
}

fn row(case: &Opened, (path, size): (&str, u64), starts: &Starts) -> [String; 8] {
    let records = &case.manifest.case.records;
    let record = records
        .iter()
        .find(|record| record.path.as_deref() == Some(path));
    let by_name = format_of(path);
    let by_start = starts.get(path).and_then(|start| known(start));
    let agree = match (by_name, by_start) {
        (Some((.., begins)), Some(found)) if *begins == found => "相符",
        (Some(_), Some(_)) => "不符",
        _ => "",
    };
    let name = by_name.map_or("", |(_, name, _)| *name);
    let keeping = KEEPING.iter().find(|(format, ..)| *format == name);
    let (kept, basis) = keeping.map_or(("", ""), |(_, kept, basis)| (*kept, *basis));
    [
        format!("data/{path}"),
        record.map(|record| record.id.clone()).unwrap_or_default(),
        size.to_string(),
        name.to_owned(),
        by_start.unwrap_or_default().to_owned(),
        agree.to_owned(),
        kept.to_owned(),
        basis.to_owned(),
    ]
}

/// The format that a name's ending stands for.
fn format_of(path: &str) -> Option<&'static Format> {
    let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    let ending = ending.to_lowercase();
    FORMATS
        .iter()
        .find(|(endings, ..)| endings.contains(&ending.as_str()))
}

/// What a file is by its first bytes.
fn known(start: &[u8]) -> Option<&'static str> {
    if start.is_empty() {
        return Some("空文件");
    }
    let fits = |sign: &&Sign| {
        sign.bytes.iter().all(|(offset, bytes)| {
            start
                .get(*offset..)
                .is_some_and(|rest| rest.starts_with(bytes))
        })
    };
    let signed = SIGNS.iter().find(fits).map(|sign| sign.name);
    signed.or_else(|| is_text(start).then_some(TEXT))
}

/// Whether bytes are text, as far as they go: the last character may be cut off.
fn is_text(start: &[u8]) -> bool {
    let valid = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() && start.len() == START => {
            let valid = start.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(valid).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !valid.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_first_bytes() {
        let mut cut = "文".repeat(200).into_bytes();
        cut.truncate(START);
        for (start, want) in [
            (&b"%PDF-1.7\n"[..], Some("PDF")),
            (b"\0\0\0\x18ftypmp42", Some("MP4")),
            (b"RIFF\0\0\0\0WAVEfmt ", Some("WAV")),
            (b"PK\x03\x04\x14\0", Some(ZIP)),
            (b"", Some("空文件")),
            ("询问笔录\r\n".as_bytes(), Some(TEXT)),
            (&cut, Some(TEXT)),
            (&cut[..START - 1], None),
            (b"\xb1\xca\xc2\xbc", None),
            (b"a\0b", None),
        ] {
            assert_eq!(known(start), want, "{start:?}");
        }
    }

    #[test]
    fn every_format_begins_as_some_sign_or_text_does() {
        for (endings, name, begins) in FORMATS {
            let is_sign = SIGNS.iter().any(|sign| sign.name == *begins);
            assert!(is_sign || *begins == TEXT, "{name}");
            for ending in *endings {
                let found = format_of(&format!("a/b.{}", ending.to_uppercase()));
                assert_eq!(
                    found.map(|(_, found, _)| found),
                    Some(name),
                    "{ending} twice"
                );
            }
        }
        for (name, ..) in KEEPING {
            assert!(
                FORMATS.iter().any(|(_, format, _)| format == name),
                "{name}"
            );
        }
        assert_eq!(format_of("a.pdf/b").map(|(_, name, _)| *name), None);
    }
}
