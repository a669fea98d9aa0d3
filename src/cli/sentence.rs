//! What covers each sentence of an article, as `explain` prints it.

use unicode_width::UnicodeWidthStr as _;

use super::ui::Ui;
use crate::rulebook::{Article, Rulebook, Sentence};

/// The columns that a label takes.
const LABEL: usize = 12;

/// Prints what covers each sentence of an article; `false`: the rulebook does not say.
pub(super) fn print(ui: &mut Ui, rulebook: &Rulebook, article: &Article) -> bool {
    let sentences: Vec<_> = rulebook.sentences_of(article.number).collect();
    if let [whole] = sentences.as_slice() {
        // Its words stand above.
        ui.line("");
        print_covers(ui, rulebook, whole, "");
        return true;
    }
    for (number, sentence) in (1..).zip(&sentences) {
        if number == 1 {
            ui.apart("逐句");
        }
        ui.apart(&format!("{number:>3}  {}", sentence.text));
        print_covers(ui, rulebook, sentence, "     ");
    }
    !sentences.is_empty()
}

fn print_covers(ui: &mut Ui, rulebook: &Rulebook, sentence: &Sentence, indent: &str) {
    for (label, lines) in covers(rulebook, sentence) {
        for (at, line) in lines.iter().enumerate() {
            let label = if at == 0 { label } else { "" };
            let gap = " ".repeat(LABEL.saturating_sub(label.width()));
            ui.line(&format!("{indent}{label}{gap}{line}"));
        }
    }
}

/// What covers a sentence: a label and the lines behind it.
fn covers(rulebook: &Rulebook, sentence: &Sentence) -> [(&'static str, Vec<String>); 5] {
    let rules = sentence.rules.iter().filter_map(|id| rulebook.rule(id));
    let rules = rules.map(|rule| format!("{:<6}{}", rule.id, rule.what));
    let commands = sentence.commands.iter();
    let commands: Vec<_> = commands.map(|name| format!("anjuan {name}")).collect();
    let commands = (!commands.is_empty()).then(|| commands.join("、"));
    let given = |words: &Option<String>| words.clone().into_iter().collect();
    [
        ("规则", rules.collect()),
        ("命令", commands.into_iter().collect()),
        ("读法", given(&sentence.reading)),
        ("程序不查", given(&sentence.unmodelled)),
        ("待人工确认", given(&sentence.attest)),
    ]
}
