//! Every way to make the end of a journal agree with a manifest that was changed.

use anjuan::store::sha256_hex;

use super::copy::{Copy, chained, changed};

/// Gives the journals that somebody might try; `other` is that of another case.
pub type Ending = fn(&Copy, other: &[String]) -> Vec<Vec<String>>;

/// Every way, with its name.
pub const ENDINGS: &[(&str, Ending)] = &[
    ("the last digest edited", edit_last),
    ("a line appended", append),
    ("lines cut", cut),
    ("lines cut, and one appended", cut_and_append),
    ("another case's", foreign),
    ("another case's under this case's name", foreign_renamed),
    ("an older copy of itself", older),
];

/// The last line, with the digest of the manifest as it is now.
fn leading_to(lines: &[String], digest: &str) -> Vec<String> {
    let mut lines = lines.to_vec();
    if let Some(last) = lines.last_mut() {
        *last = changed(last, |read| read["data"]["manifest"]["to"] = digest.into());
    }
    lines
}

fn edit_last(copy: &Copy, _: &[String]) -> Vec<Vec<String>> {
    vec![leading_to(&copy.journal, &copy.digest())]
}

/// An innocent line that follows a journal.
fn following(lines: &[String], digest: &str) -> Vec<String> {
    let last = lines.last().unwrap();
    let line = changed(last, |read| {
        let seq = read["seq"].as_u64().unwrap();
        let from = read["data"]["manifest"]["to"].clone();
        read["seq"] = (seq + 1).into();
        read["prev"] = sha256_hex(last.as_bytes()).into();
        read["kind"] = "set".into();
        read["data"] = serde_json::json!({
            "manifest": { "from": from, "to": digest },
            "set": [{ "key": "archive.note", "from": null, "to": "\"无\"" }],
        });
    });
    lines.iter().cloned().chain([line]).collect()
}

fn append(copy: &Copy, _: &[String]) -> Vec<Vec<String>> {
    vec![following(&copy.journal, &copy.digest())]
}

/// The journal without its last line, without its second half, with its first line only.
fn shorter(copy: &Copy) -> impl Iterator<Item = &[String]> {
    let all = copy.journal.len();
    let kept = [all - 1, all / 2, 1];
    kept.into_iter()
        .filter(move |kept| (1..all).contains(kept))
        .map(|kept| &copy.journal[..kept])
}

fn cut(copy: &Copy, _: &[String]) -> Vec<Vec<String>> {
    let digest = copy.digest();
    shorter(copy)
        .map(|lines| leading_to(lines, &digest))
        .collect()
}

fn cut_and_append(copy: &Copy, _: &[String]) -> Vec<Vec<String>> {
    let digest = copy.digest();
    shorter(copy)
        .map(|lines| following(lines, &digest))
        .collect()
}

fn foreign(copy: &Copy, other: &[String]) -> Vec<Vec<String>> {
    let digest = copy.digest();
    vec![leading_to(other, &digest), following(other, &digest)]
}

/// The first line says this case's number and nonce; the chain is made anew.
fn foreign_renamed(copy: &Copy, other: &[String]) -> Vec<Vec<String>> {
    let first: serde_json::Value = serde_json::from_str(&copy.journal[0]).unwrap();
    let mut lines = other.to_vec();
    lines[0] = changed(&lines[0], |read| {
        read["data"]["nonce"] = first["data"]["nonce"].clone();
        read["data"]["id"] = first["data"]["id"].clone();
    });
    vec![leading_to(&chained(&lines), &copy.digest())]
}

/// As it once was, with nothing made to agree.
fn older(copy: &Copy, _: &[String]) -> Vec<Vec<String>> {
    shorter(copy).map(<[String]>::to_vec).collect()
}
