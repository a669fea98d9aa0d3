//! Who acts, and what day it is.

use chrono::{Duration, NaiveDate, Utc};

use super::error::Failure;
use crate::inert;
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

/// The longest name of a person or an office, in characters.
const LONGEST_NAME: usize = 60;
/// The longest reason, in characters.
const LONGEST_REASON: usize = 1000;

/// The actor of a journal line: `--by`, else `ANJUAN_BY`, else the user of the operating system.
///
/// # Errors
/// A name that [`name`] refuses; an empty `ANJUAN_BY` is none.
pub fn actor(by: Option<&str>) -> Result<Actor, Failure> {
    if let Some(by) = by {
        return Ok(of(name("--by 的值", by)?, ActorFrom::Flag));
    }
    let environment = |key: &str| match std::env::var_os(key) {
        Some(value) if !value.is_empty() => Some(value.to_string_lossy().into_owned()),
        _ => None,
    };
    if let Some(by) = environment("ANJUAN_BY") {
        return Ok(of(
            name("环境变量 ANJUAN_BY 的值", &by)?,
            ActorFrom::Environment,
        ));
    }
    let user = ["USER", "USERNAME"];
    let user = user.iter().find_map(|key| Some((key, environment(key)?)));
    match user {
        Some((key, user)) => {
            let user = name(&format!("环境变量 {key} 的值"), &user);
            let user = user.map_err(|failure| failure.hint("用 --by 姓名 写明操作人"))?;
            Ok(of(user, ActorFrom::System))
        }
        None => Ok(of("（未知）".to_owned(), ActorFrom::System)),
    }
}

fn of(name: String, from: ActorFrom) -> Actor {
    Actor { name, from }
}

/// A name that goes into a journal, without the white space around it.
///
/// # Errors
/// One that is blank, too long, or has a character that cannot be seen.
pub fn name(of: &str, text: &str) -> Result<String, Failure> {
    seen(of, text, LONGEST_NAME).map_err(|failure| failure.hint("请写姓名或机构的名称，如 王某"))
}

/// A reason that goes into a journal, without the white space around it.
///
/// # Errors
/// As of [`name`]; a reason is one paragraph.
pub fn reason(of: &str, text: &str) -> Result<String, Failure> {
    seen(of, text, LONGEST_REASON).map_err(|failure| failure.hint("请把理由写成一段文字"))
}

fn seen(of: &str, text: &str, longest: usize) -> Result<String, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Failure::new(format!("{of}是空的")));
    }
    let length = text.chars().count();
    if length > longest {
        let shown: String = text.chars().take(20).collect();
        return Err(Failure::new(format!("{of}「{shown}……」太长"))
            .because(format!("有 {length} 个字符，应不超过 {longest} 个")));
    }
    match inert::hidden(text) {
        Some(c) => Err(Failure::new(format!("{of}「{text}」不能用")).because(inert::named(c))),
        None => Ok(text.to_owned()),
    }
}
