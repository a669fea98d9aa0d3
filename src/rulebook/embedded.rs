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
    "rules.toml",
);

const ALL: &[(&str, &[(&str, &str)])] = &[("sanming", SANMING)];

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
