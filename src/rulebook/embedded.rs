//! The rulebooks that are built in.

use super::Source;

macro_rules! embedded {
    ($rulebook:literal: $($name:literal),+ $(,)?) => {
        &[$((
            $name,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $rulebook, "/", $name)),
        )),+]
    };
}

/// The files of the rulebook `sanming`.
const SANMING: &[(&str, &str)] = embedded!("sanming":
    "rulebook.toml", "articles.toml", "catalogue.toml", "events.toml", "questions.toml",
    "rules.toml", "review.toml", "coverage.toml",
    "documents/_layout.xhtml", "documents/case-filing-approval.xhtml",
    "documents/collective-discussion-record.xhtml", "documents/correction-order.xhtml",
    "documents/enforcement-reminder.xhtml", "documents/generic.xhtml",
    "documents/inspection-notice.xhtml", "documents/interview-record.xhtml",
    "documents/penalty-decision.xhtml", "documents/penalty-notice.xhtml",
    "documents/property-list.xhtml", "documents/reminder.xhtml", "documents/review-sheet.xhtml",
    "documents/seized-goods-transfer.xhtml", "documents/seizure-decision.xhtml",
    "documents/seizure-disposition.xhtml", "documents/seizure-extension.xhtml",
    "documents/service-receipt.xhtml", "documents/site-inspection-record.xhtml",
    "documents/supervision-inspection-record.xhtml",
);

/// The files of the rulebook `national`, which is laid over another.
const NATIONAL: &[(&str, &str)] = embedded!("national": "rulebook.toml", "rules.toml");

const ALL: &[(&str, &[(&str, &str)])] = &[("sanming", SANMING), ("national", NATIONAL)];

/// The files of a built-in rulebook, by their names below its folder.
#[must_use]
pub fn files(id: &str) -> Option<&'static [(&'static str, &'static str)]> {
    ALL.iter()
        .find(|(known, _)| *known == id)
        .map(|(_, files)| *files)
}

/// The ids of the built-in rulebooks.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(id, _)| *id)
}

/// The source of a built-in rulebook, if there is one of that name.
#[must_use]
pub fn built_in(id: &str) -> Option<Source> {
    let files = files(id)?;
    Some(Source {
        place: format!("内置规程 {id}"),
        files: files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_of_a_built_in_folder_is_embedded() {
        for (id, files) in ALL {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("templates")
                .join(id);
            let there: BTreeSet<String> = walkdir::WalkDir::new(&folder)
                .into_iter()
                .map(Result::unwrap)
                .filter(|entry| entry.file_type().is_file())
                .map(|entry| {
                    let name = entry.path().strip_prefix(&folder).unwrap();
                    name.to_str().unwrap().replace('\\', "/")
                })
                .collect();
            let embedded: BTreeSet<String> =
                files.iter().map(|(name, _)| (*name).to_owned()).collect();
            assert_eq!(embedded, there, "{id}");
        }
    }
}
