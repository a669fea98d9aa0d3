//! What the catalogue says of a paper, as far as a template needs it.

/// The kind of a field; decides how its blank and its entry look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldKind {
    /// A few words.
    #[default]
    Text,
    /// One or more paragraphs.
    Long,
    /// A day.
    Date,
    /// A time.
    DateTime,
    /// An amount.
    Money,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// One of several words.
    Choice,
    /// A table.
    Rows,
}

impl FieldKind {
    const NAMES: [(&'static str, Self); 9] = [
        ("text", Self::Text),
        ("long", Self::Long),
        ("date", Self::Date),
        ("datetime", Self::DateTime),
        ("money", Self::Money),
        ("integer", Self::Integer),
        ("boolean", Self::Boolean),
        ("choice", Self::Choice),
        ("rows", Self::Rows),
    ];

    /// The kind by its name in the catalogue (`text`, `long`, `rows` …).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(known, _)| *known == name)?;
        Some(found.1)
    }

    /// Its name in the catalogue.
    #[must_use]
    pub fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(_, kind)| *kind == self);
        found.map_or("text", |(name, _)| name)
    }
}

/// One own field of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldSpec {
    /// Its name, printed as its label.
    pub name: String,
    /// Its kind.
    pub kind: FieldKind,
    /// Whether the general form reports it when it is absent; otherwise it is left to the hand.
    pub required: bool,
    /// Whether only some cases have it: the general form leaves it out where it is absent.
    pub optional: bool,
    /// Who signs below it, where it is an opinion.
    pub signer: Option<String>,
    /// The words of a choice.
    pub choices: Vec<String>,
    /// The columns of a table.
    pub columns: Vec<String>,
}

/// The paper to render.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// The printed title.
    pub title: String,
    /// Whether it stays inside the agency (an approval table) rather than being addressed to somebody.
    pub internal: bool,
    /// Whether it records an act (笔录) or is a record kept in the file, rather than a letter.
    pub record: bool,
    /// Whether the agency's seal belongs on it.
    pub sealed: bool,
    /// Its own fields, in the order of the catalogue.
    pub fields: Vec<FieldSpec>,
    /// Who signs at its end, in order.
    pub signers: Vec<String>,
}

impl Form {
    /// The field of that name.
    pub(super) fn field(&self, name: &str) -> Option<&FieldSpec> {
        self.fields.iter().find(|field| field.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_their_catalogue_names() {
        for (name, kind) in FieldKind::NAMES {
            assert_eq!(FieldKind::named(name), Some(kind));
            assert_eq!(kind.name(), name);
        }
        assert_eq!(FieldKind::named("文字"), None);
    }
}
