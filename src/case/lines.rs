//! On which line each key of a manifest stands.

use std::collections::HashMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Lines;

/// The line of each key of the head, of the answers, and of each event and record: `case.kind`,
/// `answers.sampled`, `E03.start`, `R12.media.device`. A text that is no TOML has none.
#[must_use]
pub fn key_lines(text: &str) -> Lines {
    let mut found = HashMap::new();
    let Ok(table) = DeTable::parse(text) else {
        return Lines::default();
    };
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let line = |at: usize| starts.partition_point(|start| *start <= at);
    for (name, value) in table.get_ref() {
        match (name.get_ref().as_ref(), value.get_ref()) {
            ("case" | "answers", DeValue::Table(own)) => {
                note(name.get_ref(), own, &line, &mut found);
            }
            ("event" | "record", DeValue::Array(items)) => {
                for item in items.iter().map(Spanned::get_ref) {
                    if let Some((own, id)) = item.as_table().and_then(|own| Some((own, id(own)?))) {
                        note(id, own, &line, &mut found);
                    }
                }
            }
            _ => {}
        }
    }
    Lines::new(found)
}

fn id<'t>(table: &'t DeTable<'_>) -> Option<&'t str> {
    table.get("id")?.get_ref().as_str()
}

fn note(
    owner: &str,
    table: &DeTable<'_>,
    line: &impl Fn(usize) -> usize,
    found: &mut HashMap<String, usize>,
) {
    for (key, value) in table {
        let path = format!("{owner}.{}", key.get_ref());
        if let DeValue::Table(inner) = value.get_ref() {
            note(&path, inner, line, found);
        }
        if let DeValue::Array(items) = value.get_ref() {
            for inner in items.iter().filter_map(|item| item.get_ref().as_table()) {
                note(&path, inner, line, found);
            }
        }
        found.entry(path).or_insert_with(|| line(key.span().start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_line() {
        let text = "schema = 1\n[case]\nid = \"1\"\nkind = \"行政处罚\"\n[answers]\nsampled = true\n\n\
                    [[record]]\nid = \"R1\"\n[record.media]\ndevice = \"cam-1\"\n";
        let lines = key_lines(text);
        let wanted = [
            ("case.kind", 4),
            ("answers.sampled", 6),
            ("R1.id", 9),
            ("R1.media.device", 11),
        ];
        for (key, line) in wanted {
            assert_eq!(lines.of(key), Some(line), "{key}");
        }
        assert_eq!(lines.of("R1.date"), None);
    }
}
