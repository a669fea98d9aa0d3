//! `anjuan explain`: an article verbatim, how it is read, and how to satisfy it; a rule of a
//! statute with its provision.

use std::path::PathBuf;
use std::sync::Arc;

use super::ui::Ui;
use super::{Outcome, ending, sentence};
use crate::check::{OWN, own};
use crate::rulebook::{Article, Question, Rule, Rulebook};
use crate::store;
use crate::task::error::Failure;
use crate::task::find;
use crate::task::open::Library;
use crate::task::parcel::Shown;

/// Under what name the findings of the program itself stand.
const PROGRAM: &str = "anjuan";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 规则（如 17-1、national/penalty-64-2）、条号（如 17 或 第十七条）、问题编号（如 sampled），或者处理结果、程序（如 移送、简易程序）
    #[arg(value_name = "规则或条号")]
    about: String,
    /// 改用此规程（编号或目录）
    #[arg(long, value_name = "规程")]
    rulebook: Option<String>,
    /// 按该案件或归档包所用的规程；默认当前目录
    #[arg(long = "in", value_name = "案件或归档包", default_value = ".")]
    place: PathBuf,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let library = Library::with(args.rulebook.iter().cloned().collect());
    let about = args.about.trim();
    let (wanted, about) = about.rsplit_once('/').unwrap_or(("", about));
    if let Some(what) = own(about).filter(|_| wanted == PROGRAM) {
        ui.line(&format!("程序的检查 {PROGRAM}/{about}"));
        ui.apart(what);
        return Ok(0);
    }
    let place = match &args.place {
        here if here.as_os_str() == "." => here.clone(),
        named => find::case_or_package(named)?,
    };
    let shown = Shown::open(&place)?;
    let near = library.rulebooks_near(shown.dir());
    let mut rulebooks = near.map_err(|failure| shown.named(failure))?;
    if !wanted.is_empty() {
        rulebooks.retain(|rulebook| rulebook.id == wanted);
    }
    let is_read_only = store::bag_around(shown.dir()).is_some();
    match rulebooks
        .iter()
        .find(|book| explained(ui, book, about, is_read_only))
    {
        Some(_) => Ok(0),
        None => Err(unknown(&rulebooks, (wanted, about))),
    }
}

/// Explains what a rulebook knows by that name; whether it knows anything.
fn explained(ui: &mut Ui, rulebook: &Rulebook, about: &str, is_read_only: bool) -> bool {
    if let Some(rule) = rulebook.rule(about) {
        explain_rule(ui, rulebook, rule);
    } else if let Some(question) = rulebook.question(about.trim_start_matches("answers.")) {
        explain_question(ui, rulebook, question, is_read_only);
    } else if let Some(article) = article(rulebook, about) {
        explain_article(ui, rulebook, article);
    } else {
        return ending::explain(ui, rulebook, about);
    }
    true
}

fn unknown(rulebooks: &[Arc<Rulebook>], (wanted, about): (&str, &str)) -> Failure {
    if wanted == PROGRAM {
        let known: Vec<_> = OWN.iter().map(|(name, _)| *name).collect();
        return Failure::new(format!("程序没有检查 {about}"))
            .because(format!("有：{}", known.join("、")))
            .hint(format!("anjuan explain {PROGRAM}/number"));
    }
    let Some(first) = rulebooks.first() else {
        return Failure::new(format!("没有规程 {wanted}")).hint("anjuan rulebook list");
    };
    let known = rulebooks.iter().map(|rulebook| {
        let ids: Vec<_> = rulebook.rules.iter().map(|rule| rule.id.as_str()).collect();
        format!("规程 {} 的规则有：{}", rulebook.id, ids.join("、"))
    });
    let known: Vec<_> = known.collect();
    let failure = Failure::new(format!("没有规则、条文或者问题 {about}"));
    let failure = known.into_iter().fold(failure, Failure::because);
    match first.rules.first() {
        Some(rule) => failure.hint(format!("anjuan explain {}", rule.id)),
        None => failure,
    }
}

/// An article by `17`, `第17条`, `第十七条` or its label as printed.
fn article<'r>(rulebook: &'r Rulebook, about: &str) -> Option<&'r Article> {
    let number = about.trim_start_matches('第').trim_end_matches('条');
    let number = number.parse().ok().or_else(|| chinese_number(number));
    let by_number = number.and_then(|number| rulebook.articles.get(number));
    by_number.or_else(|| {
        rulebook
            .articles
            .list
            .iter()
            .find(|article| article.label == about)
    })
}

/// A number below a hundred in Chinese: `七`, `十七`, `三十四`.
fn chinese_number(text: &str) -> Option<u16> {
    const DIGITS: &str = "零一二三四五六七八九";
    let digit = |text: &str| match text.chars().collect::<Vec<_>>().as_slice() {
        [one] => DIGITS
            .chars()
            .position(|c| c == *one)
            .and_then(|at| u16::try_from(at).ok()),
        _ => None,
    };
    let Some((tens, ones)) = text.split_once('十') else {
        return digit(text);
    };
    let tens = if tens.is_empty() { 1 } else { digit(tens)? };
    let ones = if ones.is_empty() { 0 } else { digit(ones)? };
    Some(tens * 10 + ones)
}

fn explain_article(ui: &mut Ui, rulebook: &Rulebook, article: &Article) {
    print_article(ui, rulebook, article);
    let rules: Vec<_> = rulebook
        .rules
        .iter()
        .filter(|rule| rule.article == article.number)
        .collect();
    if !sentence::print(ui, rulebook, article) {
        if rules.is_empty() {
            ui.apart("本条没有可由程序检查的规则。");
            return;
        }
        ui.apart("规则");
        for rule in &rules {
            ui.line(&format!("  {:<6}{}", rule.id, rule.what));
        }
    }
    if let Some(first) = rules.first() {
        ui.apart(&format!("提示：anjuan explain {}", first.id));
    }
}

fn print_article(ui: &mut Ui, rulebook: &Rulebook, article: &Article) {
    ui.line(&format!("{} {}", rulebook.title, article.label));
    ui.line(&format!("（{}）", article.chapter));
    ui.line("");
    for paragraph in article.text.lines() {
        ui.line(&format!("  {paragraph}"));
    }
}

fn explain_rule(ui: &mut Ui, rulebook: &Rulebook, rule: &Rule) {
    ui.line(&format!("规则 {}：{}", rule.id, rule.what));
    ui.line("");
    if let Some(article) = rulebook.articles.get(rule.article) {
        print_article(ui, rulebook, article);
    }
    print_provision(ui, rulebook, rule);
    ui.apart(&format!("读法  {}", rule.why));
    ui.apart("检查");
    for line in crate::rulebook::asked(rulebook, rule) {
        ui.line(&format!("  · {line}"));
    }
    let questions: Vec<_> = rulebook
        .questions
        .iter()
        .filter(|question| question.rules.iter().any(|(_, id)| *id == rule.id))
        .collect();
    if !questions.is_empty() {
        ui.apart("声明");
    }
    for question in questions {
        ui.line(&format!("  · answers.{}：{}", question.id, question.ask));
    }
    ui.apart(&format!("做法  {}", rule.fix));
}

/// The provision of a rule of a statute: which text it was read in, and whether it was compared.
fn print_provision(ui: &mut Ui, rulebook: &Rulebook, rule: &Rule) {
    if let Some(basis) = &rule.basis {
        ui.line(&format!("依据  {basis}"));
    }
    if let Some(statute) = rulebook.statute(&rule.id) {
        ui.line(&format!("文本  {}（{}）", statute.name, statute.version));
        ui.line(&format!("      来源：{}", statute.source));
    }
    if let Some(verified) = rule.verified {
        let said = if verified {
            "条款内容已核对原文"
        } else {
            "条款内容未能核对原文，请自行核对"
        };
        ui.line(&format!("核对  {said}"));
    }
}

fn explain_question(ui: &mut Ui, rulebook: &Rulebook, question: &Question, is_read_only: bool) {
    ui.line(&format!("问题 {}：{}", question.id, question.ask));
    ui.line("");
    let (_, rule) = question.rules.last().cloned().unwrap_or_default();
    if let Some(article) = rulebook.articles.get(crate::rulebook::article_of(&rule)) {
        print_article(ui, rulebook, article);
    }
    ui.apart(&format!(
        "自“{}”阶段起须回答，在规则 {rule} 之下报告。",
        question.stage
    ));
    ui.line(&format!(
        "登记了{}，即为“是”。",
        question.evidence.types.join("、")
    ));
    if !is_read_only {
        ui.apart(&format!("提示：anjuan set . answers.{}=false", question.id));
    }
}
