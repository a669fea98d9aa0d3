//! What a rule looks at, one at a time.

use crate::rulebook::{Each, Part, Selection};

use super::context::{Context, DEFAULT_STATES};

/// One subject; all but the case are indexes into the manifest or the inventory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The case itself.
    Case,
    /// An event.
    Event(usize),
    /// A record.
    Record(usize),
    /// A delivered service of one document.
    Service {
        /// The service.
        event: usize,
        /// The document that it hands over.
        document: usize,
    },
    /// A file of the directory.
    File(usize),
}

impl Context<'_> {
    /// The subjects of a part, in the order of the manifest.
    pub(super) fn subjects(&self, part: &Part) -> Vec<Subject> {
        match &part.each {
            None => vec![Subject::Case],
            Some(Each::Event(selection)) => self.selected_events(selection),
            Some(Each::Record(selection)) => self.selected_records(selection),
            Some(Each::Served(selection)) => self.selected_services(selection),
            Some(Each::File) => {
                let files = self
                    .input
                    .inventory
                    .map_or(0, |inventory| inventory.files.len());
                (0..files).map(Subject::File).collect()
            }
        }
    }

    fn selected_events(&self, selection: &Selection) -> Vec<Subject> {
        self.events(&selection.types, &selection.filter, Subject::Case)
            .into_iter()
            .filter(|at| {
                self.event(*at)
                    .is_some_and(|event| !selection.except.contains(&event.kind))
            })
            .map(Subject::Event)
            .collect()
    }

    fn selected_records(&self, selection: &Selection) -> Vec<Subject> {
        (0..self.case.records.len())
            .filter(|at| self.in_state(*at, &selection.states) && self.is_selected(*at, selection))
            .filter(|at| self.record_passes(*at, &selection.filter, Subject::Case))
            .map(Subject::Record)
            .collect()
    }

    fn in_state(&self, record: usize, states: &[String]) -> bool {
        let state = self.record(record).map_or("", |record| record.state());
        if states.is_empty() {
            DEFAULT_STATES.contains(&state)
        } else {
            states.iter().any(|wanted| wanted == state)
        }
    }

    fn is_selected(&self, record: usize, selection: &Selection) -> bool {
        let name = self.document(record).map(|document| &document.name);
        self.record_is(record, &selection.types)
            && name.is_some_and(|name| !selection.except.contains(name))
    }

    fn selected_services(&self, selection: &Selection) -> Vec<Subject> {
        let mut found = Vec::new();
        for event in 0..self.case.events.len() {
            if !self.is_delivered_service(event)
                || !self.event_passes(event, &selection.filter, Subject::Case)
            {
                continue;
            }
            let documents = self
                .event(event)
                .map(|event| event.documents.as_slice())
                .unwrap_or_default();
            for document in documents.iter().filter_map(|id| self.record_at(id)) {
                if self.is_final(document)
                    && self.is_selected(document, selection)
                    && !self.goes_with_parent(document, event)
                {
                    found.push(Subject::Service { event, document });
                }
            }
        }
        found
    }

    /// Whether a document is handed over as an attachment of another one in the same service.
    pub(super) fn goes_with_parent(&self, document: usize, event: usize) -> bool {
        let parent = self
            .record(document)
            .and_then(|record| record.attached_to.as_ref());
        parent.is_some_and(|parent| {
            self.event(event)
                .is_some_and(|event| event.documents.contains(parent))
        })
    }

    /// How findings name a subject.
    pub(super) fn subject_name(&self, subject: Subject) -> String {
        let name = match subject {
            Subject::Case => Some("case".to_owned()),
            Subject::Event(event) | Subject::Service { event, .. } => {
                self.event(event).map(|event| event.id.clone())
            }
            Subject::Record(record) => self.record(record).map(|record| record.id.clone()),
            Subject::File(file) => self
                .input
                .inventory
                .and_then(|inventory| inventory.files.get(file))
                .map(|file| file.path.clone()),
        };
        name.unwrap_or_default()
    }

    /// The event of a subject, where it has one.
    pub(super) fn subject_event(subject: Subject) -> Option<usize> {
        match subject {
            Subject::Event(event) | Subject::Service { event, .. } => Some(event),
            Subject::Case | Subject::Record(_) | Subject::File(_) => None,
        }
    }
}
