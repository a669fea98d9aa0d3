//! What covers each sentence of a regulation: rules, commands, or why no machine can check it and
//! how a person attests it. It is the rulebook's own data (`coverage.toml`), and none of the text
//! may be left out.

use toml::Table;

use super::book::{Articles, Rulebook};
use super::items::{article, list, optional, text};
use super::raw::Mistake;
use super::rule::Article;
use super::slip::Slip;

/// How many characters of the text a message quotes.
const QUOTED: usize = 20;

/// A sentence of an article, or that part of one which carries a duty of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The article.
    pub article: u16,
    /// Its words, verbatim.
    pub text: String,
    /// How it is read, where its words leave room.
    pub reading: Option<String>,
    /// The rules that check it.
    pub rules: Vec<String>,
    /// The commands that do what it demands, `doc new`.
    pub commands: Vec<String>,
    /// What no machine can check of it, and why.
    pub unmodelled: Option<String>,
    /// Who attests that, and how.
    pub attest: Option<String>,
}

impl Rulebook {
    /// The sentences of an article, in order.
    pub fn sentences_of(&self, article: u16) -> impl Iterator<Item = &Sentence> {
        let of = move |sentence: &&Sentence| sentence.article == article;
        self.sentences.iter().filter(of)
    }
}

/// One sentence: its words must be those of its article, its rules must be there, and something
/// must cover it.
pub(super) fn read_sentence(table: &Table, rulebook: &Rulebook) -> Result<Sentence, Mistake> {
    let sentence = Sentence {
        article: article(table, "article"),
        text: text(table, "text"),
        reading: optional(table, "reading"),
        rules: list(table.get("rules")),
        commands: list(table.get("commands")),
        unmodelled: optional(table, "unmodelled"),
        attest: optional(table, "attest"),
    };
    let number = sentence.article;
    let Some(article) = rulebook.articles.get(number) else {
        return Err(format!("没有第 {number} 条"));
    };
    if sentence.text.is_empty() || !article.text.contains(&sentence.text) {
        return Err(format!("{}的原文没有这一句", article.label));
    }
    let mut rules = sentence.rules.iter();
    if let Some(rule) = rules.find(|rule| rulebook.rule(rule).is_none()) {
        return Err(format!("没有规则 {rule}"));
    }
    let is_given = |words: &Option<String>| words.as_ref().is_some_and(|words| !words.is_empty());
    let unmodelled = is_given(&sentence.unmodelled);
    if sentence.rules.is_empty() && sentence.commands.is_empty() && !unmodelled {
        return Err("没有规则、命令，也没有写明程序查不了的原因（unmodelled）".to_owned());
    }
    if unmodelled != is_given(&sentence.attest) {
        return Err("unmodelled 和 attest 须同时写：查不了什么，由谁、怎样确认".to_owned());
    }
    Ok(sentence)
}

/// Where the sentences of an article, put together, are not the whole of it: what they leave out,
/// or say twice. White space does not count.
pub(super) fn left_over(articles: &Articles, sentences: &[Sentence]) -> Vec<Slip> {
    let articles = articles.list.iter();
    articles
        .filter_map(|article| {
            let own = sentences.iter().filter(|own| own.article == article.number);
            mistake_in(article, own)
        })
        .collect()
}

fn mistake_in<'s>(
    article: &Article,
    sentences: impl Iterator<Item = &'s Sentence>,
) -> Option<Slip> {
    let words = squeezed(&article.text);
    let mut rest = words.as_str();
    let mut last = "";
    for sentence in sentences {
        match rest.strip_prefix(&squeezed(&sentence.text)) {
            Some(behind) => rest = behind,
            None if rest.is_empty() => {
                let mistake = format!("{}到前一句已经完了，这一句多余", article.label);
                return Some(Slip::new("sentence", &sentence.text, mistake));
            }
            None => break,
        }
        last = &sentence.text;
    }
    let next: String = rest.chars().take(QUOTED).collect();
    let after = if last.is_empty() {
        ""
    } else {
        "在这一句之后"
    };
    let mistake = format!("{}{after}应接原文：{next}…", article.label);
    (!next.is_empty()).then(|| Slip::new("sentence", last, mistake))
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use crate::rulebook::{Source, built_in, load};

    fn source() -> Source {
        built_in("sanming").unwrap()
    }

    #[test]
    fn every_rule_serves_a_sentence_of_its_own_article() {
        let rulebook = load(&source()).unwrap();
        for rule in &rulebook.rules {
            let mut own = rulebook.sentences_of(rule.article);
            assert!(own.any(|own| own.rules.contains(&rule.id)), "{}", rule.id);
        }
    }

    #[test]
    fn a_rulebook_need_not_have_sentences() {
        let mut source = source();
        source.files.remove("coverage.toml");
        assert_eq!(load(&source).unwrap().sentences, []);
    }

    #[test]
    fn no_sentence_may_be_left_out_changed_or_said_twice() {
        let fifth = "\n[[sentence]]\narticle = 5\ntext = \"";
        let twice = "\n[[sentence]]\narticle = 16\ntext = \"并由参加人员签名。\"\nrules = [\"16-2\"]\n\n\
                     [[sentence]]\narticle = 17\n";
        let rows = [
            // Left out: a whole article, and a part of one.
            (
                fifth,
                "\n[[sentence]]\narticle = 4\ntext = \"",
                "第四条的原文没有这一句",
            ),
            (
                "text = \"并由参加人员签名。\"",
                "text = \"由参加人员签名。\"",
                "第十六条在这一句之后应接原文：并由参加人员签名。…",
            ),
            // Changed, said twice.
            (
                "text = \"加强行政",
                "text = \"加快行政",
                "第五条的原文没有这一句",
            ),
            (
                "\n[[sentence]]\narticle = 17\n",
                twice,
                "第十六条到前一句已经完了，这一句多余",
            ),
            // Covered by nothing, or by what is not there.
            (
                "rules = [\"16-2\"]\ncommands",
                "commands = []\nx-commands",
                "未知的键",
            ),
            (
                "rules = [\"24-2\"]\ncommands = [\"add\"]\n",
                "",
                "没有规则、命令",
            ),
            ("rules = [\"24-2\"]", "rules = [\"24-9\"]", "没有规则 24-9"),
            ("article = 24", "article = 42", "没有第 42 条"),
            (
                "attest = \"在案卷之外，由机关确认\"\n",
                "",
                "unmodelled 和 attest 须同时写",
            ),
        ];
        for (from, to, word) in rows {
            let mut source = source();
            let text = source.files.get_mut("coverage.toml").unwrap();
            assert!(text.contains(from), "{from}");
            *text = text.replacen(from, to, 1);
            let error = load(&source).unwrap_err().to_string();
            assert!(error.contains(word), "{to}: {error}");
            assert!(error.contains("coverage.toml:"), "{error}");
        }
    }

    #[test]
    fn an_article_without_any_sentence_is_named() {
        let mut source = source();
        let text = source.files.get_mut("coverage.toml").unwrap();
        let end = text.find("# ---- 第三十四条").unwrap();
        text.truncate(end);
        let error = load(&source).unwrap_err().to_string();
        assert!(
            error.contains("第三十四条应接原文：原有的行政执法"),
            "{error}"
        );
    }
}
