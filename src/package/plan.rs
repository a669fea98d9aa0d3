//! What is known of a package before a byte is read: names, order, sizes.

use std::path::Path;

use super::error::Refusal;
use super::manifest::{is_payload_manifest, is_tag_manifest};
use super::source::{self, Stamp};
use super::{BAG_INFO, BAGIT, Bag, Expected, FETCH, Item, PAYLOAD, PackageError, SM3_SUMS};
use super::{Source, info, name};

/// A package that can be written.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) folder: &'a str,
    /// In the order of the names' bytes.
    pub(super) payload: Vec<Planned<'a>>,
    /// In the order of the names' bytes.
    pub(super) tags: Vec<Planned<'a>>,
    /// The text of `bag-info.txt`.
    pub(super) info: String,
    /// The bytes of the payload.
    pub(super) bytes: u64,
    /// Whether SM3 values are written too.
    pub(super) sm3: bool,
}

/// A file of the package.
#[derive(Debug)]
pub(super) struct Planned<'a> {
    /// Its name below the top-level folder.
    pub(super) name: String,
    pub(super) origin: Origin<'a>,
}

/// Where its bytes come from, looked at.
#[derive(Debug)]
pub(super) enum Origin<'a> {
    File {
        path: &'a Path,
        stamp: Stamp,
        expected: Option<&'a Expected>,
    },
    Bytes(&'a [u8]),
}

impl Origin<'_> {
    fn size(&self) -> u64 {
        match self {
            Self::File { stamp, .. } => stamp.size,
            Self::Bytes(bytes) => bytes.len() as u64,
        }
    }
}

/// Plans a bag, or says everything that is wrong with it.
pub(super) fn plan(bag: &Bag) -> Result<Plan<'_>, PackageError> {
    let mut reasons = Vec::new();
    check_folder(&bag.folder, &mut reasons);
    reasons.extend(info::problems(&bag.info).into_iter().map(Refusal::Info));
    if bag.payload.is_empty() {
        reasons.push(Refusal::NoPayload);
    }
    for item in &bag.tags {
        if is_reserved(&item.name) {
            reasons.push(Refusal::ReservedTag {
                name: item.name.clone(),
            });
        }
    }
    let payload = arrange(&bag.folder, PAYLOAD, &bag.payload, &mut reasons);
    let tags = arrange(&bag.folder, "", &bag.tags, &mut reasons);
    let names = payload
        .iter()
        .chain(&tags)
        .map(|planned| planned.name.as_str());
    reasons.extend(name::collisions(names).into_iter().map(Refusal::Collision));
    if !reasons.is_empty() {
        return Err(PackageError::Refused {
            folder: bag.folder.clone(),
            reasons,
        });
    }
    let bytes = payload.iter().map(|planned| planned.origin.size()).sum();
    let info = info::render(&bag.info, bytes, payload.len() as u64);
    Ok(Plan {
        folder: &bag.folder,
        payload,
        tags,
        info,
        bytes,
        sm3: bag.sm3,
    })
}

fn check_folder(folder: &str, reasons: &mut Vec<Refusal>) {
    let problems = name::problems(folder).into_iter();
    reasons.extend(problems.map(|problem| Refusal::Folder {
        folder: folder.into(),
        problem,
    }));
    if folder.contains('/') {
        reasons.push(Refusal::FolderDepth {
            folder: folder.into(),
        });
    }
}

fn is_reserved(tag: &str) -> bool {
    let tag = tag.to_lowercase();
    [BAGIT, BAG_INFO, FETCH, SM3_SUMS, "data"].contains(&tag.as_str())
        || is_payload_manifest(&tag)
        || is_tag_manifest(&tag)
        || tag.starts_with(PAYLOAD)
}

/// Sorts items and looks at their sources.
fn arrange<'a>(
    folder: &str,
    prefix: &str,
    items: &'a [Item],
    reasons: &mut Vec<Refusal>,
) -> Vec<Planned<'a>> {
    let mut planned = Vec::with_capacity(items.len());
    for item in items {
        let mut problems = name::problems(&item.name);
        let length = folder.len() + 1 + prefix.len() + item.name.len();
        if length > name::LONGEST_PATH && item.name.len() <= name::LONGEST_PATH {
            problems.push(name::NameProblem::LongPath { bytes: length });
        }
        let refuse = |problem| Refusal::Name {
            name: item.name.clone(),
            problem,
        };
        reasons.extend(problems.into_iter().map(refuse));
        let name = format!("{prefix}{}", item.name);
        match look(&item.source) {
            Ok(origin) => planned.push(Planned { name, origin }),
            Err(reason) => reasons.push(reason),
        }
    }
    planned.sort_by(|a, b| a.name.cmp(&b.name));
    planned
}

fn look(source: &Source) -> Result<Origin<'_>, Refusal> {
    let (path, expected) = match source {
        Source::Bytes(bytes) => return Ok(Origin::Bytes(bytes)),
        Source::File { path, expected } => (path, expected.as_ref()),
    };
    let stamp = source::inspect(path)
        .map_err(|source| Refusal::Unreadable {
            path: path.clone(),
            source,
        })?
        .map_err(|kind| Refusal::Irregular {
            path: path.clone(),
            kind,
        })?;
    match expected.and_then(|expected| expected.size) {
        Some(size) if size != stamp.size => Err(Refusal::Size {
            path: path.clone(),
            expected: size,
            found: stamp.size,
        }),
        _ => Ok(Origin::File {
            path,
            stamp,
            expected,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(name: &str) -> Item {
        Item {
            name: name.into(),
            source: Source::Bytes(Vec::new()),
        }
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let missing = Source::File {
            path: "没有/这个文件".into(),
            expected: None,
        };
        let bag = Bag {
            folder: "a/b:".into(),
            info: vec![("A".into(), "x\ny".into())],
            payload: vec![
                item("100%.txt"),
                item("A.pdf"),
                item("a.pdf"),
                Item {
                    name: "c".into(),
                    source: missing,
                },
            ],
            tags: vec![
                item("Bag-Info.txt"),
                item("data/x"),
                item("manifest-sha512.txt"),
                item("A"),
            ],
            ..Bag::default()
        };
        let Err(PackageError::Refused { reasons, .. }) = plan(&bag) else {
            panic!("the plan was accepted");
        };
        let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
        let wanted = [
            "文件夹名“a/b:”含有“:”",
            "应只有一级",
            "A 的值含有换行",
            "“Bag-Info.txt”为 BagIt 保留",
            "“data/x”为 BagIt 保留",
            "“manifest-sha512.txt”为 BagIt 保留",
            "“100%.txt”含有“%”",
            "没有/这个文件",
            "“data/A.pdf”与“data/a.pdf”只有大小写",
        ];
        assert_eq!(reasons.len(), wanted.len(), "{reasons:#?}");
        for (reason, want) in reasons.iter().zip(wanted) {
            assert!(reason.contains(want), "{reason} should contain {want}");
        }
    }

    #[test]
    fn a_bag_without_payload_is_refused() {
        let bag = Bag {
            folder: "a".into(),
            tags: vec![item("x")],
            ..Bag::default()
        };
        assert!(plan(&bag).unwrap_err().to_string().contains("没有任何文件"));
    }
}
