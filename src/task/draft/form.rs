//! What the templates need to know of a 文书 of the catalogue.

use crate::document::{self, FieldSpec, Form};
use crate::rulebook::{Document, Field, FieldKind, GENERAL};

/// The look of a paper that stays inside the agency.
const INTERNAL: &str = "approval";
/// The look of a record of an act.
const RECORD: &str = "record";
/// How the fields of an approval table are called that are written where they are signed.
const OPINION: &str = "意见";

/// The name of its template.
pub(super) fn template(document: &Document) -> String {
    format!("{}.xhtml", document.template.as_deref().unwrap_or(GENERAL))
}

/// Its form under a printed title.
pub(super) fn form(document: &Document, title: &str) -> Form {
    let mut fields: Vec<_> = document
        .fields
        .iter()
        .map(|field| spec(document, field))
        .collect();
    let signers = below_opinions(&mut fields, document);
    Form {
        title: title.to_owned(),
        internal: is_internal(document),
        record: document.look == RECORD,
        sealed: document.seal,
        fields,
        signers,
    }
}

/// Where an approval table has an opinion for each signer, everyone signs below their own; gives who is
/// left to sign at the end.
fn below_opinions(fields: &mut [FieldSpec], document: &Document) -> Vec<String> {
    let opinions: Vec<_> = fields.iter_mut().filter(|field| !field.required).collect();
    if opinions.len() != document.signers.len() {
        return document.signers.clone();
    }
    for (opinion, signer) in opinions.into_iter().zip(&document.signers) {
        opinion.signer = Some(signer.clone());
    }
    Vec::new()
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
        optional: field.optional,
        signer: None,
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
