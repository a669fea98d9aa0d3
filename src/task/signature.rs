//! Marks as people type them: `姓名:身份[:日期[:方式]]`.

use super::enter::Entry;
use super::error::Failure;
use crate::case::vocabulary::MARKS;

/// Reads a mark; the way is a signature unless it says otherwise.
///
/// # Errors
/// A mark without a role, with a date that is none, or in a way that is unknown.
pub fn parse(text: &str) -> Result<Entry, Failure> {
    let mut parts = text.split([':', '：']).map(str::trim);
    let (name, role) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    if name.is_empty() || role.is_empty() {
        return Err(
            Failure::new(format!("签署「{text}」应写作 姓名:身份[:日期[:方式]]"))
                .because("如 王某:当事人:2026-05-06"),
        );
    }
    let rest: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    let mark = rest.iter().find(|part| MARKS.contains(part)).copied();
    let date = rest.iter().find(|part| !MARKS.contains(part)).copied();
    if rest.len() > usize::from(mark.is_some()) + usize::from(date.is_some()) {
        return Err(Failure::new(format!("签署「{text}」的写法有误"))
            .because(format!("方式应为：{}", MARKS.join("、"))));
    }
    Entry::new()
        .text("name", Some(name))
        .text("role", Some(role))
        .text("mark", mark.or(MARKS.first().copied()))
        .day("date", date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_people_type_it() {
        let table = parse("王某：当事人：2026-5-6").unwrap().done();
        assert_eq!(
            table.to_string(),
            "name = \"王某\"\nrole = \"当事人\"\nmark = \"签名\"\ndate = 2026-05-06\n"
        );
        let table = parse("王某:收件人:盖章").unwrap().done();
        assert_eq!(
            table.get("mark").and_then(toml::Value::as_str),
            Some("盖章")
        );
        for wrong in [
            "王某",
            ":当事人",
            "王某:当事人:昨天",
            "王某:当事人:2026-05-06:画押",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
