//! Values of the manifest by key path, for rules that name keys as data.

use super::Moment;

/// One value that a key path reaches.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string.
    Text(String),
    /// An integer; money is in 分.
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
    /// A day or a time.
    Moment(Moment),
    /// One row or table, which counts as one thing and has no value of its own.
    Rows,
}

impl Value {
    /// The value as a moment, where it is one.
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        match self {
            Self::Moment(moment) => Some(*moment),
            _ => None,
        }
    }

    /// The value as people read it.
    #[must_use]
    pub fn display(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Boolean(true) => "是".into(),
            Self::Boolean(false) => "否".into(),
            Self::Moment(moment) => moment.to_string(),
            Self::Rows => "（行）".into(),
        }
    }
}

/// A table of the manifest: the head, a party, an officer, an event or a record.
pub type Item = toml::Table;

/// All values at a dotted path below a table. Arrays give each element; empty strings and empty
/// arrays give nothing, since nothing is filled in there.
#[must_use]
pub fn values(item: &Item, path: &str) -> Vec<Value> {
    let mut found = Vec::new();
    collect_table(item, path, &mut found);
    found
}

fn collect_table(table: &Item, path: &str, found: &mut Vec<Value>) {
    let (key, rest) = match path.split_once('.') {
        Some((key, rest)) => (key, Some(rest)),
        None => (path, None),
    };
    if let Some(value) = table.get(key) {
        collect(value, rest, found);
    }
}

fn collect(value: &toml::Value, rest: Option<&str>, found: &mut Vec<Value>) {
    match (value, rest) {
        (toml::Value::Array(items), rest) => {
            for item in items {
                collect(item, rest, found);
            }
        }
        (toml::Value::Table(table), Some(rest)) => collect_table(table, rest, found),
        (toml::Value::Table(_), None) => found.push(Value::Rows),
        (scalar, None) => found.extend(scalar_value(scalar)),
        (_, Some(_)) => {}
    }
}

fn scalar_value(value: &toml::Value) -> Option<Value> {
    match value {
        toml::Value::String(text) => (!text.trim().is_empty()).then(|| Value::Text(text.clone())),
        toml::Value::Integer(number) => Some(Value::Integer(*number)),
        toml::Value::Boolean(value) => Some(Value::Boolean(*value)),
        toml::Value::Datetime(value) => Moment::from_toml(value).map(Value::Moment),
        toml::Value::Float(_) | toml::Value::Array(_) | toml::Value::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reaches_through_tables_and_arrays() {
        let text = "to = [\"甲\", \"\"]\nfields = { \"罚款金额\" = 5000 }\n\
                    media = [{ kind = \"张贴\" }, { kind = \"报纸\" }]\nempty = \" \"\n";
        let item: Item = text.parse().unwrap();
        assert_eq!(values(&item, "to"), [Value::Text("甲".into())]);
        assert_eq!(values(&item, "fields.罚款金额"), [Value::Integer(5000)]);
        assert_eq!(values(&item, "media.kind").len(), 2);
        assert_eq!(values(&item, "media"), [Value::Rows, Value::Rows]);
        assert_eq!(values(&item, "empty"), []);
        assert_eq!(values(&item, "to.name"), []);
    }
}
