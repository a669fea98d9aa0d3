//! What is printed where a value is not there: a blank for the hand, or a marker that nobody overlooks; and the boxes of a choice.

use super::datum::Style;
use super::escape::escape;
use super::form::FieldKind;

const LINE: u16 = 24;
const PARAGRAPHS: usize = 3;

/// The blank of a value of that kind, as markup.
pub(super) fn blank(kind: FieldKind, width: Option<u16>, style: Style) -> String {
    let of = |n: u16| format!("<blank n=\"{n}\"/>");
    if style == Style::Paragraphs {
        return format!("<p>{}</p>", of(LINE)).repeat(PARAGRAPHS);
    }
    if let Some(width) = width {
        return of(width);
    }
    match kind {
        FieldKind::Long => of(LINE),
        FieldKind::Date => format!("{}年{}月{}日", of(3), of(2), of(2)),
        FieldKind::DateTime => {
            format!("{}年{}月{}日{}时{}分", of(3), of(2), of(2), of(2), of(2))
        }
        FieldKind::Money => format!("{}元", of(8)),
        FieldKind::Integer => of(4),
        _ => of(10),
    }
}

/// 【待补：…】, as markup.
pub(super) fn marker(label: &str, style: Style) -> String {
    let marker = format!("<strong>【待补：{}】</strong>", escape(label));
    match style {
        Style::Paragraphs => format!("<p>{marker}</p>"),
        _ => marker,
    }
}

/// Every choice behind its box; □ U+25A1 and ■ U+25A0 are in the Chinese fonts, ☐ and ☑ are not.
/// A value that is no choice is shown behind a full box of its own rather than lost.
pub(super) fn boxes(choices: &[String], chosen: &str) -> String {
    let mut boxes: Vec<String> = choices
        .iter()
        .map(|choice| {
            let sign = if choice == chosen { '■' } else { '□' };
            format!("{sign}{choice}")
        })
        .collect();
    if !chosen.is_empty() && !choices.iter().any(|choice| choice == chosen) {
        boxes.push(format!("■{chosen}"));
    }
    boxes.join("　")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_box_is_full_and_an_unknown_value_is_not_lost() {
        let choices = ["直接送达".to_owned(), "邮寄送达".to_owned()];
        for (chosen, want) in [
            ("", "□直接送达　□邮寄送达"),
            ("邮寄送达", "□直接送达　■邮寄送达"),
            ("飞鸽", "□直接送达　□邮寄送达　■飞鸽"),
        ] {
            assert_eq!(boxes(&choices, chosen), want);
        }
    }

    #[test]
    fn a_blank_date_keeps_its_units() {
        let text = blank(FieldKind::Date, None, Style::Plain);
        assert!(text.contains("/>年<") && text.ends_with("日"), "{text}");
    }
}
