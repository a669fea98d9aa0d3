//! `anjuan explain 移送`: what a way of ending a case asks otherwise than the usual one.

use super::ui::Ui;
use crate::rulebook::Rulebook;
use crate::task::endings::{self, Asked, Compared};

/// Explains every ending or procedure of that name; says whether there is one.
pub(super) fn explain(ui: &mut Ui, rulebook: &Rulebook, name: &str) -> bool {
    let all = endings::endings(rulebook);
    let meant = all.iter().filter(|ending| ending.name() == name);
    let compared: Vec<_> = meant
        .filter_map(|ending| endings::compare(rulebook, ending))
        .collect();
    for (number, one) in compared.iter().enumerate() {
        if number > 0 {
            ui.line("");
        }
        show(ui, one);
    }
    !compared.is_empty()
}

fn show(ui: &mut Ui, compared: &Compared) {
    let ending = &compared.ending;
    let how = match ending.procedure {
        Some(procedure) => format!("程序为{procedure}，结果为{}", ending.outcome),
        None => format!("结果为{}", ending.outcome),
    };
    ui.line(&format!("{}：{how}", ending.kind));
    ui.line(&format!("与通常的（结果为{}）相比", compared.usual));
    let groups = [
        ("不再要求", &compared.dropped),
        ("另外要求", &compared.added),
        ("照样要求", &compared.kept),
    ];
    for (title, list) in groups {
        ui.line(&format!(
            "{title}{}",
            if list.is_empty() { "：没有" } else { "" }
        ));
        for asked in list {
            ui.line(&format!("  {:<6}{}", asked.rule, line(asked)));
        }
    }
    ui.line("已经登记的事项、已有的文书，该有的记录照样要求。");
}

fn line(asked: &Asked) -> String {
    match &asked.question {
        Some(id) => format!("声明 {id}：{}", asked.what),
        None => asked.what.clone(),
    }
}
