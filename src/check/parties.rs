//! Whom things concern.

use crate::case::Party;

use super::context::Context;
use super::subject::Subject;

impl<'a> Context<'a> {
    /// Whether two things concern a 当事人 in common, where the rulebook asks; a thing that names
    /// none concerns all.
    pub(super) fn concerns_the_same(&self, one: Subject, other: Subject) -> bool {
        if !self.rulebook.by_party {
            return true;
        }
        let (one, other) = (self.named_parties(one), self.named_parties(other));
        one.is_empty() || other.is_empty() || one.iter().any(|name| other.contains(name))
    }

    /// The 当事人 that a thing names: whom a service is to, else whom it concerns.
    fn named_parties(&self, subject: Subject) -> Vec<&'a str> {
        let of_event = |at: usize| {
            let event = self.event(at);
            event.map(|event| (event.to.as_slice(), event.party.as_slice()))
        };
        let of_record = |at: usize| self.record(at).map(|record| record.party.as_slice());
        let named = match subject {
            Subject::Event(event) => of_event(event).map(|(to, party)| [to, party]),
            Subject::Service { event, document } => {
                let to = of_event(event).map(|(to, _)| to).unwrap_or_default();
                Some([to, of_record(document).unwrap_or_default()])
            }
            Subject::Record(record) => of_record(record).map(|party| [party, &[]]),
            Subject::Case | Subject::File(_) => None,
        };
        let is_principal = |name: &&str| {
            let mut all = self.principals();
            all.any(|party| party.name.as_deref() == Some(*name))
        };
        let known = |list: &'a [String]| -> Vec<&'a str> {
            let each = list.iter().map(String::as_str);
            each.filter(is_principal).collect()
        };
        let mut named = named.into_iter().flatten().map(known);
        named.find(|names| !names.is_empty()).unwrap_or_default()
    }

    /// The names of the 当事人 whom a record or event concerns.
    pub(super) fn concerned(&self, named: &[String]) -> Vec<String> {
        if !named.is_empty() {
            return named.to_vec();
        }
        self.principals()
            .filter_map(|party| party.name.clone())
            .collect()
    }

    pub(super) fn principals(&self) -> impl Iterator<Item = &'a Party> {
        self.case
            .parties
            .iter()
            .filter(|party| party.is_principal())
    }
}
