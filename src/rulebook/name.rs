//! Names of 文书 and event types: how two spellings are told to be the same; and the article in a
//! rule's name.

use unicode_normalization::UnicodeNormalization as _;

/// A name after NFKC, with all brackets folded to round ones, without white space and title
/// marks. Two names are the same where their folds are equal.
#[must_use]
pub fn fold(name: &str) -> String {
    name.nfkc()
        .filter_map(|c| match c {
            '《' | '》' => None,
            '〔' | '[' | '【' | '〈' | '{' => Some('('),
            '〕' | ']' | '】' | '〉' | '}' => Some(')'),
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .collect()
}

/// The article in a rule's id, `17-1` or `sanming/17-1` → 17; 0 where there is none.
#[must_use]
pub fn article_of(id: &str) -> u16 {
    let article = id.rsplit_once('-').map_or("", |(article, _)| article);
    let digits = article.rsplit(['-', '/']).next().unwrap_or(article);
    digits.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_width_and_title_marks_do_not_matter() {
        for name in [
            "责令(限期)改正通知书",
            "《责令（限期）改正通知书》",
            "责令〔限期〕改正 通知书",
        ] {
            assert_eq!(fold(name), "责令(限期)改正通知书");
        }
        assert_ne!(fold("催告书"), fold("行政强制执行催告书"));
    }
}
