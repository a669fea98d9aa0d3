//! ZIP files, and those that are ZIP files inside: DOCX, XLSX, PPTX, OFD, ODT.

use zip::ZipArchive;
use zip::result::ZipError;

use super::What;
use super::part;
use super::walk::{Source, Walk};

/// How many names of files in a ZIP are told.
const NAMES: usize = 5;
/// The longest thing that may stand between two entries: a data descriptor with its signature, in
/// 64 bits.
const BETWEEN: u64 = 24;
/// Names of parts by which a ZIP is known to be a document.
const DOCUMENT: [&str; 3] = ["[Content_Types].xml", "OFD.xml", "mimetype"];

/// Looks into a ZIP; anything else that has the mark of one is told not to have been looked into.
pub(super) fn look(walk: &mut Walk<'_>, source: &mut dyn Source, depth: u32) {
    let Ok(mut archive) = ZipArchive::new(source) else {
        return walk.tell(What::Closed, "压缩文件有损坏");
    };
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let is_document = names.iter().any(|name| DOCUMENT.contains(&name.as_str()));
    if !is_document {
        let files: Vec<_> = names.iter().filter(|name| !name.ends_with('/')).collect();
        let shown: Vec<_> = files.iter().take(NAMES).map(|name| name.as_str()).collect();
        let count = files.len();
        walk.tell(What::Files, format!("{count} 个：{}", shown.join("、")));
    }
    walk.tell(What::Remark, String::from_utf8_lossy(archive.comment()));
    let mut spans = Vec::new();
    for at in 0..archive.len() {
        match archive.by_index(at) {
            Ok(mut entry) => {
                let end = entry
                    .data_start()
                    .map(|start| start.saturating_add(entry.compressed_size()));
                spans.push((entry.header_start(), end.unwrap_or_default()));
                let (name, packed) = (entry.name().to_owned(), entry.compressed_size());
                walk.tell(What::Remark, entry.comment());
                if let Some(bytes) = walk.unpack(&mut entry, packed) {
                    if is_document {
                        part::look(walk, &name, &bytes);
                    }
                    walk.part(&bytes, depth + 1);
                }
            }
            Err(error) => {
                let why = match error {
                    ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "加了密码",
                    ZipError::UnsupportedArchive(_) => "压缩方法不认识",
                    _ => "压缩文件有损坏",
                };
                walk.tell(What::Closed, why);
                // where an entry lies that was not read is not known
                return;
            }
        }
    }
    spans.push((archive.central_directory_start(), 0));
    if has_gap(spans) {
        walk.tell(What::Closed, "压缩文件中有目录没有列出的内容");
    }
}

/// Whether there is something before or between the entries that none of them is.
fn has_gap(mut spans: Vec<(u64, u64)>) -> bool {
    spans.sort_unstable();
    let mut end = 0_u64;
    for (start, next) in spans {
        if start > end.saturating_add(BETWEEN) {
            return true;
        }
        end = end.max(next);
    }
    false
}
