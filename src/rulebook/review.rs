//! What the yearly review asks: points with their scores, bands, and what answers for which
//! liability. All of it is the bureau's own data (`review.toml`); the regulation names no scores.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::case::vocabulary::KINDS;

use super::book::Rulebook;
use super::items::{article, flag, list, numbers, optional, text};
use super::name::article_of;
use super::raw::Mistake;

/// The name of the sheet under a rulebook that has no `review.toml`.
const TITLE: &str = "行政执法案卷评议表";
/// The template of the sheet under such a rulebook.
const TEMPLATE: &str = "review-sheet.xhtml";

/// The tables of the yearly review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The title of a sheet.
    pub title: String,
    /// Its template below `documents/`.
    pub template: String,
    /// The article under which the review is held, where the rulebook says so.
    pub article: Option<u16>,
    /// What every sheet says of where its scores come from.
    pub weights: String,
    /// The points, in order.
    pub points: Vec<Point>,
    /// The bands, the best first.
    pub bands: Vec<Band>,
    /// The cases in which somebody is liable.
    pub liabilities: Vec<Liability>,
}

/// One point of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// What is looked at.
    pub text: String,
    /// The highest score, by kind of case.
    pub max: BTreeMap<String, i64>,
    /// The kinds of case on whose sheets it stands; empty: of any.
    pub kinds: Vec<String>,
    /// The articles whose findings feed it.
    pub articles: Vec<u16>,
    /// The rules whose findings feed it, beside those.
    pub rules: Vec<String>,
    /// What the machine cannot see of it.
    pub unseen: Option<String>,
    /// Whether it alone makes a case file fail.
    pub knock_out: bool,
    /// Where it comes from.
    pub source: Option<String>,
}

/// One band of the agreed score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Its name.
    pub name: String,
    /// The lowest score in it.
    pub from: i64,
    /// Where it comes from.
    pub source: String,
}

/// One case in which somebody is liable, and what the case file may show of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liability {
    /// The article.
    pub article: u16,
    /// Its label, as printed.
    pub label: String,
    /// Its words, verbatim.
    pub text: String,
    /// The kinds of evidence that are listed under it and counted.
    pub evidence: Vec<Evidence>,
    /// The kinds of evidence that are listed under it and not counted.
    pub also: Vec<Evidence>,
    /// What no program can see of it.
    pub unseen: Option<String>,
}

/// A kind of evidence that a case file can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// A finding: something is not there.
    Missing,
    /// A finding: something is there, but not as it must be.
    Deficient,
    /// A finding: nobody said whether it happened.
    Undeclared,
    /// What is recorded of a file, or of a recording, was changed after intake.
    Altered,
    /// Another value of an event or a final record was changed after it had been filled in.
    Corrected,
    /// An event or record was removed.
    Removed,
    /// A record was made void.
    Voided,
    /// A draft was put aside.
    Superseded,
    /// The manifest contradicts the journal, and nobody accepted it.
    Unaccepted,
    /// A hand edit of which the journal does not know what it changed.
    HandEdit,
    /// A file is no longer as recorded.
    Changed,
    /// A file is no longer there.
    Lost,
    /// A file has another name now.
    Moved,
    /// The journal is no longer there.
    NoJournal,
}

/// Kind of evidence, word in `review.toml` and JSON, Chinese.
const EVIDENCE: &[(Evidence, &str, &str)] = &[
    (Evidence::Missing, "missing", "缺失"),
    (Evidence::Deficient, "deficient", "不合要求"),
    (Evidence::Undeclared, "undeclared", "未声明"),
    (Evidence::Altered, "altered", "改动"),
    (Evidence::Corrected, "corrected", "改写"),
    (Evidence::Removed, "removed", "删除"),
    (Evidence::Voided, "voided", "已作废"),
    (Evidence::Superseded, "superseded", "换下"),
    (Evidence::Unaccepted, "unaccepted", "未经接受"),
    (Evidence::HandEdit, "hand_edit", "手工修改"),
    (Evidence::Changed, "changed", "文件改变"),
    (Evidence::Lost, "lost", "文件缺失"),
    (Evidence::Moved, "moved", "文件移动"),
    (Evidence::NoJournal, "no_journal", "日志缺失"),
];

impl Evidence {
    fn row(self) -> (&'static str, &'static str) {
        let row = EVIDENCE.iter().find(|(known, ..)| *known == self);
        row.map_or(("", ""), |(_, word, chinese)| (word, chinese))
    }

    /// The word of `review.toml` and of the JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.row().0
    }

    /// The word that people read.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        self.row().1
    }

    fn parse(word: &str) -> Result<Self, Mistake> {
        let row = EVIDENCE.iter().find(|(_, known, _)| *known == word);
        row.map(|(kind, ..)| *kind).ok_or_else(|| {
            let words: Vec<_> = EVIDENCE.iter().map(|(_, word, _)| *word).collect();
            format!("没有证据「{word}」，应为：{}", words.join("、"))
        })
    }
}

impl Point {
    /// Whether it stands on the sheet of a case of that kind.
    #[must_use]
    pub fn is_for(&self, kind: &str) -> bool {
        let scored = self.knock_out || self.max.is_empty() || self.max.contains_key(kind);
        scored && (self.kinds.is_empty() || self.kinds.iter().any(|known| known == kind))
    }

    /// Whether findings of that rule, `17-1`, feed it.
    #[must_use]
    pub fn is_fed_by(&self, rule: &str) -> bool {
        self.articles.contains(&article_of(rule)) || self.rules.iter().any(|own| own == rule)
    }

    /// Whether no finding can feed it: it is wholly for a person.
    #[must_use]
    pub fn is_for_people(&self) -> bool {
        self.articles.is_empty() && self.rules.is_empty()
    }
}

impl Default for Review {
    fn default() -> Self {
        Self {
            title: TITLE.to_owned(),
            template: TEMPLATE.to_owned(),
            article: None,
            weights: "规程没有列出评议要点，每条一行；分值由本机关填写".to_owned(),
            points: Vec::new(),
            bands: Vec::new(),
            liabilities: Vec::new(),
        }
    }
}

impl Review {
    /// The review under a rulebook without tables: a line for each article that has rules.
    pub(super) fn plain(rulebook: &Rulebook) -> Self {
        let articles = rulebook.articles.list.iter();
        let asked = articles.filter(|article| {
            let mut rules = rulebook.rules.iter();
            rules.any(|rule| rule.article == article.number)
        });
        let points = asked.map(|article| Point {
            text: article.label.clone(),
            articles: vec![article.number],
            ..Point::default()
        });
        Self {
            points: points.collect(),
            ..Self::default()
        }
    }

    /// The head of `review.toml`; its lists are read one by one.
    pub(super) fn head(root: &Table) -> Self {
        Self {
            title: text(root, "title"),
            template: text(root, "template"),
            article: Some(article(root, "article")),
            weights: text(root, "weights"),
            ..Self::default()
        }
    }

    /// The points on the sheet of a case of that kind, in order.
    pub fn points_for<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Point> {
        self.points.iter().filter(move |point| point.is_for(kind))
    }

    /// The cases of liability of an article, in order.
    pub fn liabilities_of(&self, article: u16) -> impl Iterator<Item = &Liability> {
        let of = move |liability: &&Liability| liability.article == article;
        self.liabilities.iter().filter(of)
    }
}

/// One point; what it names must be there.
pub(super) fn read_point(table: &Table, rulebook: &Rulebook) -> Result<Point, Mistake> {
    let point = Point {
        text: text(table, "text"),
        max: scores(table)?,
        kinds: list(table.get("kinds")),
        articles: numbers(table.get("articles")),
        rules: list(table.get("rules")),
        unseen: optional(table, "unseen"),
        knock_out: flag(table, "knock_out"),
        source: optional(table, "source"),
    };
    let kinds = point.kinds.iter().chain(point.max.keys());
    if let Some(kind) = kinds
        .into_iter()
        .find(|kind| !KINDS.contains(&kind.as_str()))
    {
        return Err(format!(
            "没有案件种类「{kind}」，应为：{}",
            KINDS.join("、")
        ));
    }
    if let Some(rule) = point
        .rules
        .iter()
        .find(|rule| rulebook.rule(rule).is_none())
    {
        return Err(format!("没有规则 {rule}"));
    }
    let unknown = |number: &&u16| rulebook.articles.get(**number).is_none();
    if let Some(number) = point.articles.iter().find(unknown) {
        return Err(format!("没有第 {number} 条"));
    }
    if point.knock_out && !point.max.is_empty() {
        return Err("否决项没有分值，不写 max".to_owned());
    }
    if point.knock_out && point.source.is_none() {
        return Err("否决项须写出处 source".to_owned());
    }
    Ok(point)
}

fn scores(table: &Table) -> Result<BTreeMap<String, i64>, Mistake> {
    let scores = table.get("max").and_then(Value::as_table);
    let scores = scores.into_iter().flatten();
    let wrong = |kind: &str| format!("max.{kind} 应为正整数");
    scores
        .map(|(kind, value)| {
            let score = value.as_integer().filter(|score| *score > 0);
            Ok((kind.clone(), score.ok_or_else(|| wrong(kind))?))
        })
        .collect()
}

/// One band.
pub(super) fn read_band(table: &Table) -> Band {
    Band {
        name: text(table, "name"),
        from: table.get("from").and_then(Value::as_integer).unwrap_or(0),
        source: text(table, "source"),
    }
}

/// One case of liability; its words must be those of its article.
pub(super) fn read_liability(table: &Table, rulebook: &Rulebook) -> Result<Liability, Mistake> {
    let kinds = |key: &str| {
        let words = list(table.get(key));
        let kinds = words.iter().map(|word| Evidence::parse(word));
        kinds.collect::<Result<Vec<_>, _>>()
    };
    let liability = Liability {
        article: article(table, "article"),
        label: text(table, "label"),
        text: text(table, "text"),
        evidence: kinds("evidence")?,
        also: kinds("also")?,
        unseen: optional(table, "unseen"),
    };
    let words = format!("{}{}", liability.label, liability.text);
    let article = rulebook.articles.get(liability.article);
    if article.is_none_or(|article| !article.text.contains(&words)) {
        let number = liability.article;
        return Err(format!("第 {number} 条的原文没有「{words}」"));
    }
    Ok(liability)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::rulebook::{Source, built_in, load};

    fn source() -> Source {
        built_in("sanming").unwrap()
    }

    #[test]
    fn the_example_scores_of_each_kind_make_a_hundred() {
        let review = load(&source()).unwrap().review;
        for kind in KINDS {
            let scores = review
                .points_for(kind)
                .filter_map(|point| point.max.get(*kind));
            assert_eq!(scores.sum::<i64>(), 100, "{kind}");
        }
    }

    #[test]
    fn every_rule_feeds_a_point_and_no_scored_point_twice() {
        let rulebook = load(&source()).unwrap();
        for rule in &rulebook.rules {
            let points = rulebook.review.points.iter();
            let fed = points.filter(|point| !point.knock_out && point.is_fed_by(&rule.id));
            assert_eq!(fed.count(), 1, "{}", rule.id);
        }
    }

    #[test]
    fn every_kind_of_evidence_stands_under_one_liability() {
        let review = load(&source()).unwrap().review;
        let all: Vec<_> = review
            .liabilities
            .iter()
            .flat_map(|liability| liability.evidence.iter().chain(&liability.also))
            .collect();
        let once: BTreeSet<_> = all.iter().copied().collect();
        assert_eq!(once.len(), all.len());
        assert_eq!(once.len(), EVIDENCE.len());
    }

    #[test]
    fn a_rulebook_without_tables_has_a_line_for_each_article_with_rules() {
        let mut source = source();
        source.files.remove("review.toml");
        let review = load(&source).unwrap().review;
        assert_eq!(
            review.points.first().map(|point| &*point.text),
            Some("第三条")
        );
        assert!(review.points.iter().all(|point| point.max.is_empty()));
        assert_eq!(review.article, None);
    }

    #[test]
    fn what_a_table_names_must_be_there() {
        let rows = [
            (
                "rules = [\"3-2\", \"3-4\"]",
                "rules = [\"3-9\"]",
                "没有规则 3-9",
            ),
            ("articles = [9, 10]", "articles = [99]", "没有第 99 条"),
            (
                "\"行政强制\" = 5 }",
                "\"行政许可\" = 5 }",
                "没有案件种类「行政许可」",
            ),
            (
                "\"行政强制\" = 5 }",
                "\"行政强制\" = 0 }",
                "max.行政强制 应为正整数",
            ),
            (
                "knock_out = true",
                "knock_out = true\nmax = { \"行政处罚\" = 5 }",
                "不写 max",
            ),
            ("\"altered\", ", "\"alterd\", ", "没有证据「alterd」"),
            ("text = \"不制作或者", "text = \"未制作或者", "原文没有"),
            ("weights = ", "weight = ", "weight"),
        ];
        for (from, to, word) in rows {
            let mut source = source();
            let text = source.files.get_mut("review.toml").unwrap();
            assert!(text.contains(from), "{from}");
            *text = text.replacen(from, to, 1);
            let error = load(&source).unwrap_err().to_string();
            assert!(error.contains(word), "{to}: {error}");
            assert!(error.contains("review.toml:"), "{error}");
        }
    }
}
