//! What the templates need to know of a 文书 of the catalogue.

use crate::document::{self, FieldSpec, Form};
use crate::rulebook::{Document, Field, FieldKind, GENERAL};

/// The look of a paper that stays inside the agency.
const INTERNAL: &str = "approval";
/// How the fields of an approval table are called that are written where they are signed.
const OPINION: &str = "意见";

/// The name of its template.
pub(super) fn template(document: &Document) -> String {
    format!("{}.xhtml", document.template.as_deref().unwrap_or(GENERAL))
}

/// Its form under a printed title.
pub(super) fn form(document: &Document, title: &str) -> Form {
    Form {
        title: title.to_owned(),
        internal: is_internal(document),
        sealed: document.seal,
        fields: document
            .fields
            .iter()
            .map(|field| spec(document, field))
            .collect(),
        signers: document.signers.clone(),
    }
}

fn is_internal(document: &Document) -> bool {
    document.look == INTERNAL
}

fn spec(document: &Document, field: &Field) -> FieldSpec {
    let by_hand = is_internal(document) && field.name.ends_with(OPINION) && !field.by_regulation;
    FieldSpec {
        name: field.name.clone(),
        kind: kind(field.kind),
        required: !by_hand,
        choices: field.choices.clone(),
        columns: field.columns.clone(),
    }
}

/// The kind by which the templates know it: both lists have the catalogue's words.
fn kind(kind: FieldKind) -> document::FieldKind {
    let word = FieldKind::WORDS.iter().find(|(_, known, _)| *known == kind);
    word.and_then(|(word, ..)| document::FieldKind::named(word))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_field_is_known_to_the_templates() {
        for (word, known, _) in FieldKind::WORDS {
            assert_eq!(kind(*known).name(), *word);
        }
    }
}
