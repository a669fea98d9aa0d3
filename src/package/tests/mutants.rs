//! Packages of ours that somebody changed, with and without making the manifests fit: none passes
//! without a line that names what was changed.

mod table;

use self::table::{LISTS, MUTANTS};
use super::bags::{FORMS, Made, hex, said};
use crate::package::{Existing, Form, check_sidecar, write_sidecar};

/// Files of a package of ours, as the writer lists them.
pub(super) fn ours() -> Made {
    let mut made = Made::new("1.0", &[]);
    let info = "Bag-Software-Agent: anjuan 0.1.0\nPayload-Oxum: 16.3\nAnjuan-Retention: 30年\n";
    made.put("bag-info.txt", info.as_bytes());
    made.put("anjuan/封面.html", b"<p>1</p>");
    made.put("anjuan/sm3sum.txt", sums(&made, "sm3").as_bytes());
    made.list(&["sha256"]);
    made
}

fn sums(made: &Made, algorithm: &str) -> String {
    let payload = made
        .files
        .iter()
        .filter(|(name, _)| name.starts_with("data/"));
    let lines = payload.map(|(name, bytes)| format!("{}  {name}\n", hex(algorithm, bytes)));
    lines.collect::<Vec<_>>().concat()
}

fn remove(made: &mut Made, name: &str) {
    assert!(made.files.remove(name).is_some());
}

fn rename(made: &mut Made, from: &str, to: &str) {
    let bytes = made.files.remove(from).unwrap();
    made.put(to, &bytes);
}

fn swap(made: &mut Made) {
    let (one, other) = ("data/空.txt", "data/照片/001.jpg");
    let bytes = made.files[one].clone();
    let others = made.files[other].clone();
    made.put(one, &others);
    made.put(other, &bytes);
}

/// A manifest that lists every file below a prefix, the first with a wrong value.
fn wrong(made: &mut Made, name: &str, prefix: &str) {
    let algorithm = name.rsplit('-').next().unwrap().trim_end_matches(".txt");
    let algorithm = if algorithm.contains('/') {
        "sm3"
    } else {
        algorithm
    };
    let listed = made
        .files
        .iter()
        .filter(|(name, _)| name.starts_with(prefix));
    let lines = listed.enumerate().map(|(at, (name, bytes))| {
        let bytes: &[u8] = if at == 0 { b"another" } else { bytes };
        format!("{}  {name}\n", hex(algorithm, bytes))
    });
    let text: String = lines.collect();
    made.put(name, text.as_bytes());
}

/// A manifest without its first line.
fn short(made: &mut Made, name: &str) {
    if name == "manifest-sha1.txt" {
        made.list_payload("sha1");
    }
    let text = String::from_utf8(made.files[name].clone()).unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    made.put(name, rest.as_bytes());
}

fn twice(made: &mut Made) {
    let text = made.files["manifest-sha256.txt"].clone();
    made.put("manifest-sha256.txt", &text.repeat(2));
}

fn prepend(made: &mut Made, text: &str) {
    let old = made.files["manifest-sha256.txt"].clone();
    made.put("manifest-sha256.txt", &[text.as_bytes(), &old].concat());
}

/// Makes every list of ours fit what is there.
fn fit(made: &mut Made) {
    let kept = made.files.get("anjuan/sm3sum.txt").cloned();
    if let Some(kept) = kept.filter(|kept| *kept == ours().files["anjuan/sm3sum.txt"]) {
        let fresh = sums(made, "sm3");
        if fresh.as_bytes() != kept {
            made.put("anjuan/sm3sum.txt", fresh.as_bytes());
        }
    }
    made.list(&["sha256"]);
}

#[test]
fn no_mutant_of_a_package_passes_without_a_line_that_names_it() {
    for form in FORMS {
        let told = said(ours().verified(form));
        // only the form of the container speaks, where it is not ours
        let is_original = [Form::Package, Form::Folder].contains(&form);
        assert_eq!(told.len(), usize::from(!is_original), "{form:?}: {told:?}");
    }
    for (name, mutate, fitting, unfitting) in MUTANTS {
        let mut made = ours();
        mutate(&mut made);
        let told = said(made.verified(Form::Package)).join("\n");
        assert!(told.contains(unfitting), "{name}: {told}");
        fit(&mut made);
        let told = said(made.verified(Form::Package)).join("\n");
        assert!(told.contains(fitting), "{name}, made to fit: {told}");
        // nothing is left to say only where we say so: a forger who makes everything fit
        assert!(
            told.is_empty() == fitting.is_empty(),
            "{name}, made to fit: {told}"
        );
    }
    for (name, mutate, words) in LISTS {
        let mut made = ours();
        mutate(&mut made);
        let told = said(made.verified(Form::Package)).join("\n");
        assert!(told.contains(words), "{name}: {told}");
        if name.starts_with("manifest") {
            made.list_tags(&["sha256"]);
            let told = said(made.verified(Form::Package)).join("\n");
            assert!(told.contains(words), "{name}, listed: {told}");
        }
    }
    assert!(MUTANTS.len() + LISTS.len() >= 50);
}

#[test]
fn the_sidecar_is_compared_and_each_fault_in_it_told() {
    let directory = tempfile::tempdir().unwrap();
    let package = ours().write(directory.path(), Form::Package);
    assert_eq!(check_sidecar(&package).unwrap(), None);
    let (sidecar, digest) = write_sidecar(&package, Existing::Refuse).unwrap();
    let right = std::fs::read_to_string(&sidecar).unwrap();
    let zeros = "0".repeat(64);
    for (text, words) in [
        (right.clone(), ""),
        (right.replace("  ", " *"), ""),
        (right.trim_end().replace("  ", "  ./") + "\r\n", ""),
        (right.to_uppercase().replace("BAG.ZIP", "bag.zip"), ""),
        (String::new(), "是空的"),
        ("\n".into(), "是空的"),
        ("x\n".into(), "不是一行"),
        (format!("{digest}\n"), "不是一行"),
        (format!("{digest}  \n"), "不是一行"),
        (format!("{right}{right}"), "不是一行"),
        (
            right.replace("bag.zip", "other.zip"),
            "写的是“other.zip”的值，旁边的文件是“bag.zip”",
        ),
        (format!("{zeros}  bag.zip\n"), "文件的是"),
    ] {
        std::fs::write(&sidecar, &text).unwrap();
        match check_sidecar(&package).unwrap().unwrap() {
            Ok(found) => assert!(words.is_empty() && found.sha256 == digest, "{text:?}"),
            Err(flaw) => {
                let told = flaw.to_string();
                assert!(
                    !words.is_empty() && told.contains(words),
                    "{text:?}: {told}"
                );
            }
        }
    }
    std::fs::write(&sidecar, [0xff; 70]).unwrap();
    assert!(check_sidecar(&package).unwrap().unwrap().is_err());
    assert_eq!(check_sidecar(directory.path()).unwrap(), None);
}
