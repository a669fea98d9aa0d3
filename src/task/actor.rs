//! Who acts, and what day it is.

use chrono::{Duration, NaiveDate, Utc};

use super::error::Failure;
use crate::store::{Actor, ActorFrom};

/// Today at +08:00, unless a date is given or `ANJUAN_TODAY` says otherwise.
///
/// # Errors
/// Where `ANJUAN_TODAY` is no date.
pub fn today(given: Option<NaiveDate>) -> Result<NaiveDate, Failure> {
    if let Some(day) = given {
        return Ok(day);
    }
    match std::env::var("ANJUAN_TODAY") {
        Ok(text) if !text.is_empty() => text.parse().map_err(|_| {
            Failure::new(format!(
                "环境变量 ANJUAN_TODAY 的值「{text}」不是日期，应如 2026-11-24"
            ))
        }),
        _ => Ok((Utc::now() + Duration::hours(8)).date_naive()),
    }
}

/// The actor of a journal line: `--by`, else `ANJUAN_BY`, else the user of the operating system.
#[must_use]
pub fn actor(by: Option<&str>) -> Actor {
    let from = |name: &str, from| Actor {
        name: name.to_owned(),
        from,
    };
    if let Some(name) = by.filter(|name| !name.trim().is_empty()) {
        return from(name, ActorFrom::Flag);
    }
    let environment = |key| {
        std::env::var(key)
            .ok()
            .filter(|name: &String| !name.trim().is_empty())
    };
    if let Some(name) = environment("ANJUAN_BY") {
        return from(&name, ActorFrom::Environment);
    }
    let user = environment("USER").or_else(|| environment("USERNAME"));
    from(user.as_deref().unwrap_or("（未知）"), ActorFrom::System)
}
