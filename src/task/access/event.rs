//! What happens to a request, as a line of the access log says it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::store::Line;

/// One line of the access log, by its kind and data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "lowercase")]
pub enum Event {
    /// Somebody asked to read or copy the case.
    Request(Request),
    /// The head of the unit that handled the case gave an opinion.
    Opinion(Opinion),
    /// The leader of the bureau approved or refused.
    Approval(Approval),
    /// The records were shown.
    Read(Reading),
    /// A copy was made.
    Copy(Copied),
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Its id, `A01`.
    pub id: String,
    /// Who asks.
    pub applicant: String,
    /// What the applicant has to do with the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// Why.
    pub reason: String,
    /// To read, or to copy too.
    pub manner: Manner,
    /// The records asked for; none: all that may leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Vec<String>>,
    /// The day of the request, where it was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// To read alone.
    Read,
    /// To copy; who may copy may read.
    Copy,
}

/// An opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opinion {
    /// The request.
    pub id: String,
    /// Who gave it.
    pub by: String,
    /// For or against.
    pub agree: bool,
    /// In their words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When.
    pub date: NaiveDate,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// The request.
    pub id: String,
    /// Who decided.
    pub by: String,
    /// For or against.
    pub agree: bool,
    /// What is released by name, as its file was then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub release: Vec<Given>,
    /// What could leave only by name then and was not named: to make it open afterwards is no way
    /// past the approval.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Given>,
    /// In their words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When.
    pub date: NaiveDate,
}

/// A reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The request.
    pub id: String,
    /// What could be shown.
    pub given: Vec<Given>,
    /// What could not.
    pub withheld: Vec<Withheld>,
    /// Who was there, where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When, where it was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
}

/// A copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copied {
    /// The request.
    pub id: String,
    /// The name of the file, without its directory.
    pub file: String,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// What is in it.
    pub given: Vec<Given>,
    /// What was asked for and is not in it.
    pub withheld: Vec<Withheld>,
    /// What the files in it give away beside what they show, and why they leave all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Allowed>,
    /// When.
    pub date: NaiveDate,
}

/// What somebody saw in the files of a copy and let go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowed {
    /// Why.
    pub reason: String,
    /// What was seen.
    pub found: Vec<Seen>,
}

/// One thing that a file gives away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The record.
    pub id: String,
    /// What it is, in Chinese.
    pub what: String,
    /// Its value, shortened and safe to print.
    pub value: String,
}

/// A record with its file as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// The record.
    pub id: String,
    /// The SHA-256 of its file; empty where none is known.
    pub sha256: String,
}

/// Records that were not given for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// Why, in Chinese.
    pub why: String,
    /// The records.
    pub ids: Vec<String>,
}

/// Keys of a line's data that the store itself writes.
const OF_THE_STORE: [&str; 2] = ["nonce", "clock"];

impl Seen {
    /// In one line, for people.
    #[must_use]
    pub fn told(&self) -> String {
        let Self { id, what, value } = self;
        format!("{id} {what}：{value}")
    }
}

impl Event {
    /// The request that it is about.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Request(it) => &it.id,
            Self::Opinion(it) => &it.id,
            Self::Approval(it) => &it.id,
            Self::Read(it) => &it.id,
            Self::Copy(it) => &it.id,
        }
    }

    /// Reads a line.
    ///
    /// # Errors
    /// A kind or data that are none of these; the text says what is wrong.
    pub fn of(line: &Line) -> Result<Self, String> {
        let mut data = line.data.clone();
        for key in OF_THE_STORE {
            data.shift_remove(key);
        }
        serde_json::from_value(json!({ "kind": line.kind, "data": data }))
            .map_err(|error| error.to_string())
    }

    /// The kind and the data of its line.
    #[must_use]
    pub fn line(&self) -> (String, Map<String, Value>) {
        let Ok(Value::Object(mut whole)) = serde_json::to_value(self) else {
            return (String::new(), Map::new());
        };
        match (whole.remove("kind"), whole.remove("data")) {
            (Some(Value::String(kind)), Some(Value::Object(data))) => (kind, data),
            _ => (String::new(), Map::new()),
        }
    }
}
