//! Registering the service of papers.

use toml::Table;

use super::change::{Done, Session};
use super::error::Failure;
use super::register;

/// Registers a service of these records.
///
/// # Errors
/// A record that does not exist or is void; what the store refuses.
pub fn register(
    session: Session<'_>,
    id: Option<&str>,
    documents: &[String],
    entry: Table,
) -> Result<Done, Failure> {
    let case = &session.case.manifest.case;
    for document in documents {
        let record = case.records.iter().find(|record| record.id == *document);
        match record {
            None => {
                let ids: Vec<_> = case
                    .records
                    .iter()
                    .map(|record| record.id.as_str())
                    .collect();
                return Err(Failure::new(format!("没有文书 {document}"))
                    .because(format!("记录有：{}", ids.join("、")))
                    .hint(format!(
                        "anjuan doc list {}",
                        crate::check::quote(&session.case.label)
                    )));
            }
            Some(record) if record.is_void() => {
                return Err(Failure::new(format!("{document} 已作废，不能送达")));
            }
            Some(_) => {}
        }
    }
    let service = session
        .case
        .rulebook()
        .events
        .iter()
        .find(|event| event.is_service);
    let kind = service.map(|event| event.name.clone()).unwrap_or_default();
    register::event(session, id, &kind, entry)
}
