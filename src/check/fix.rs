//! The command that mends a finding, as it can be typed.

use std::fmt::Write as _;

use crate::inert::{hidden, is_hidden};
use crate::reading::is_id;
use crate::rulebook::Role;

use super::context::Context;

/// A word as a shell reads it back. What has no look of its own is written by its bytes, `$'\ooo'`,
/// which bash, zsh and the POSIX shell of 2024 read: the word can be seen, and is still the same.
#[must_use]
pub fn quote(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "._-/=:+@%,（）、〔〕".contains(c);
    if hidden(word).is_some() {
        let mut quoted = "$'".to_owned();
        word.chars().for_each(|c| by_bytes(c, &mut quoted));
        quoted + "'"
    } else if !word.is_empty() && word.chars().all(plain) && !word.starts_with('-') {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Appends a character between `$'` and `'`.
fn by_bytes(c: char, quoted: &mut String) {
    if is_hidden(c) {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            // writing to a String cannot fail
            let _ = write!(quoted, "\\{byte:03o}");
        }
        return;
    }
    if matches!(c, '\'' | '\\') {
        quoted.push('\\');
    }
    quoted.push(c);
}

fn case(context: &Context<'_>) -> String {
    quote(context.input.path)
}

/// `anjuan set CASE KEY=VALUE`.
pub(super) fn set(context: &Context<'_>, assignment: &str) -> String {
    format!("anjuan set {} {}", case(context), quote(assignment))
}

/// `anjuan set CASE KEY=VALUE…`.
pub(super) fn set_each(context: &Context<'_>, assignments: &[String]) -> String {
    let quoted: Vec<_> = assignments.iter().map(|word| quote(word)).collect();
    format!("anjuan set {} {}", case(context), quoted.join(" "))
}

/// `anjuan event CASE TYPE`: the time is for a person to add.
pub(super) fn event(context: &Context<'_>, kind: &str) -> String {
    format!("anjuan event {} {}", case(context), quote(kind))
}

/// `anjuan set CASE --ask`: walks through what is open.
pub(super) fn ask(context: &Context<'_>) -> String {
    format!("anjuan set {} --ask", case(context))
}

/// How a record of one of these types comes into the case: a draft to be completed by hand, or a
/// file. Any type: the paper that is usual for the event.
pub(super) fn record(context: &Context<'_>, types: &[String], event: Option<&str>) -> String {
    let link = event.map(|id| format!(" --event {id}")).unwrap_or_default();
    let usual = event
        .and_then(|id| context.event_at(id))
        .and_then(|at| context.types.get(at).copied());
    let usual = usual.flatten().and_then(|kind| kind.paper.as_ref());
    let Some(name) = types.first().or(usual) else {
        return format!(
            "anjuan add {} 文件.pdf --type 文书名称{link}",
            case(context)
        );
    };
    let role = context
        .catalogue()
        .get(name)
        .and_then(|document| document.role);
    match role {
        Some(Role::PostalReceipt | Role::NoticeProof | Role::Data) => {
            format!(
                "anjuan add {} 文件.pdf --type {}{link}",
                case(context),
                quote(name)
            )
        }
        _ => format!(
            "anjuan doc new {} {}{link} --blank",
            case(context),
            quote(name)
        ),
    }
}

/// How a recording comes into the case.
pub(super) fn recording(context: &Context<'_>, event: &str) -> String {
    let name = context
        .catalogue()
        .with_role(Role::Recording)
        .map_or("", |document| &document.name);
    format!(
        "anjuan add {} 录像.mp4 --type {} --event {event}",
        case(context),
        quote(name)
    )
}

/// How a device comes into the register of the case's workspace. An id that can be none is the
/// recording's to mend.
pub(super) fn device(context: &Context<'_>, id: &str) -> String {
    let id = if is_id(id) { id } else { "设备编号" };
    format!("anjuan device add {id} --in {}", case(context))
}

/// How a service is registered.
pub(super) fn serve(context: &Context<'_>, record: &str) -> String {
    format!("anjuan serve {} {record}", case(context))
}

/// How a signed paper is taken in; a paper without a date needs one.
pub(super) fn sign(context: &Context<'_>, record: &str, role: &str) -> String {
    let dated = context
        .record_at(record)
        .and_then(|at| context.record(at))
        .is_some_and(|r| r.date.is_some());
    let date = if dated { "" } else { " --date 年-月-日" };
    format!(
        "anjuan doc sign {} {record} --scan 扫描件.pdf --sign 姓名:{role}{date}",
        case(context)
    )
}

/// `anjuan attest CASE RULE SUBJECT`.
pub(super) fn attest(context: &Context<'_>, rule: &str, subject: &str) -> String {
    format!(
        "anjuan attest {} {rule} {subject} --statement 说明 --by 姓名",
        case(context)
    )
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_word_is_quoted_as_little_as_can_be() {
        for (word, want) in [
            ("2026-0001", "2026-0001"),
            ("", "''"),
            ("-x", "'-x'"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("a\nb", r"$'a\012b'"),
            ("合同\u{202e}'\\.exe", r"$'合同\342\200\256\'\\.exe'"),
        ] {
            assert_eq!(quote(word), want, "{word:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn a_shell_reads_the_word_back(word in "([a-z'\\\\ $!\"`\\n\\t]|[\u{202a}-\u{202e}]|[^\0]){0,12}") {
            let quoted = quote(&word);
            prop_assert_eq!(hidden(&quoted), None);
            let ran = Command::new("bash").args(["-c", &format!("printf %s {quoted}")]).output();
            match ran {
                Ok(ran) => prop_assert_eq!(String::from_utf8_lossy(&ran.stdout), word),
                Err(error) => prop_assert!(cfg!(windows), "bash: {error}"),
            }
        }
    }
}
