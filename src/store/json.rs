//! JSON read strictly: no key twice, no number that another reader would read differently.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Value};

/// The largest integer that every JSON reader keeps exactly.
const EXACT: u64 = 1 << 53;

/// A value that was read strictly.
#[derive(Debug)]
pub(super) struct Strict(pub(super) Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON 值")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        exact(value).map(|()| value.into())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        exact(value.unsigned_abs()).map(|()| value.into())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Err(E::custom(format!("数 {value} 不是 2^53 以内的整数")))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(value)) = seq.next_element()? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(de::Error::custom(format!("键 {key} 重复")));
            }
            let Strict(value) = access.next_value()?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

/// What is wrong with a JSON text, in Chinese, and where: the library speaks English.
#[must_use]
pub fn json_problem(error: &serde_json::Error) -> String {
    let place = match (error.line(), error.column()) {
        (0, _) => String::new(),
        (1, column) => format!("，第 {column} 字节"),
        (line, column) => format!("，第 {line} 行第 {column} 字节"),
    };
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let missing = said.strip_prefix("missing field `");
    let what = match (error.classify(), missing) {
        (Category::Data, Some(field)) => format!("没有 {}", field.trim_end_matches('`')),
        (Category::Data, None) if !said.is_ascii() => said.to_owned(),
        (Category::Data, None) => "值的类型不对".to_owned(),
        (Category::Eof, _) => "JSON 在中途结束".to_owned(),
        _ if said == "recursion limit exceeded" => "JSON 嵌套太深".to_owned(),
        _ => "不是 JSON".to_owned(),
    };
    what + &place
}

fn exact<E: de::Error>(magnitude: u64) -> Result<(), E> {
    if magnitude > EXACT {
        return Err(E::custom(format!("数 {magnitude} 超出 2^53")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Report {
        #[allow(dead_code, reason = "only read")]
        as_of: String,
    }

    #[test]
    fn what_is_wrong_with_a_json_text_is_said_in_chinese() {
        let deep = "[".repeat(200);
        for (text, want) in [
            ("", "JSON 在中途结束，第 0 字节"),
            ("甲", "不是 JSON，第 1 字节"),
            ("{\"a\":1,\n\"a\":1}", "键 a 重复，第 2 行第 3 字节"),
            ("1.5", "数 1.5 不是 2^53 以内的整数，第 3 字节"),
            ("{} {}", "不是 JSON，第 4 字节"),
            (&deep, "JSON 嵌套太深，第 128 字节"),
        ] {
            let error = serde_json::from_str::<Strict>(text).unwrap_err();
            assert_eq!(json_problem(&error), want, "{text}");
        }
        for (text, want) in [("{}", "没有 as_of"), (r#"{"as_of":1}"#, "值的类型不对")] {
            let error = serde_json::from_str::<Report>(text).unwrap_err();
            assert!(json_problem(&error).starts_with(want), "{text}");
        }
    }

    #[test]
    fn what_two_readers_could_read_differently_is_refused() {
        for good in [
            "{}",
            r#"{"a":{"b":1},"b":[1,-2,null,true,"文"]}"#,
            "9007199254740992",
        ] {
            let Strict(value) = serde_json::from_str(good).unwrap();
            assert_eq!(value, serde_json::from_str::<Value>(good).unwrap());
        }
        for bad in [
            r#"{"a":1,"a":1}"#,
            r#"[{"x":{"a":1,"a":2}}]"#,
            "9007199254740993",
            "-9007199254740993",
            "1.5",
            "1e400",
            "123456789012345678901234567890",
            "{} {}",
        ] {
            assert!(serde_json::from_str::<Strict>(bad).is_err(), "{bad}");
        }
    }
}
