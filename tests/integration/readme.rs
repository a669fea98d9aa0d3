//! The transcripts of the README and the manual, run as they are printed.
//!
//! A block fenced as `console` is a transcript. A line that begins with `$ ` is a command, continued
//! on the lines below that begin with `> `; the other lines below it are what it prints, on
//! standard output and standard error together. `…` alone on a line stands for any lines, within a
//! line for any text. The blocks of a page run one after the other. Lines before the first command
//! set the scene:
//!
//! - `# 目录：空` goes into the page's directory of that name, which is empty at first;
//!   `# 目录：examples` is a copy of the example;
//! - `# 手边有：0001.mp4、扫描件.pdf` puts such files there;
//! - `# 需要：unzip` leaves the block out, and says so, where there is no such program.
//!
//! The commands that anjuan suggests are run too, each in a copy of the directory: they must be
//! understood. `ANJUAN_UPDATE_DOCS=1 cargo test --test integration readme` writes the outputs anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::desk::{Desk, copy};

#[test]
fn the_transcripts_of_the_readme_are_true() {
    check_page("README.md");
}

#[test]
fn the_transcripts_of_the_chinese_readme_are_true() {
    check_page("README.zh-CN.md");
}

#[test]
fn the_transcripts_of_the_manual_are_true() {
    check_page("docs/guide.md");
}

#[test]
fn the_transcripts_of_the_page_on_rulebooks_are_true() {
    check_page("docs/rulebook.md");
}

#[test]
fn what_a_transcript_leaves_out_matches_anything_and_the_rest_only_itself() {
    let cases = [
        ("a\nb", "a\nb", true),
        ("a\nb", "a\nc", false),
        ("a", "a\nb", false),
        ("a\n…\nd", "a\nb\nc\nd", true),
        ("a\n…\nd", "a\nd", true),
        ("a\n…\nd", "a\nb", false),
        ("末行 …，完", "末行 0f3a，完", true),
        ("末行 …，完", "末行 0f3a，缺", false),
        ("a…a", "a", false),
        ("…… 共 3 项", "…… 共 4 项", false),
    ];
    for (expected, printed, same) in cases {
        assert_eq!(
            matches(&lines(expected), &lines(printed)),
            same,
            "{expected} | {printed}"
        );
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim_end().into()).collect()
}

/// Runs a page's transcripts; compares them, or writes them anew.
fn check_page(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = fs::read_to_string(&path).expect("the page");
    let mut player = Player::default();
    let rewritten = player.page(&text);
    assert!(player.commands > 0, "{name} has no transcript");
    if std::env::var_os("ANJUAN_UPDATE_DOCS").is_some() {
        fs::write(&path, rewritten).expect("written");
    } else if !player.differences.is_empty() {
        panic!(
            "{name} is out of date (ANJUAN_UPDATE_DOCS=1 cargo test --test integration readme):\n{}",
            player.differences
        );
    }
    assert!(
        player.misunderstood.is_empty(),
        "{name}: commands that anjuan suggests and does not understand:\n{}",
        player.misunderstood
    );
}

/// Plays the transcripts of one page.
#[derive(Default)]
struct Player {
    desks: BTreeMap<String, Desk>,
    place: String,
    commands: usize,
    code: i32,
    tried: BTreeSet<String>,
    differences: String,
    misunderstood: String,
}

impl Player {
    /// Plays every block of the page; gives the page with what was printed.
    fn page(&mut self, text: &str) -> String {
        let mut out = Vec::new();
        let mut rest = text.lines().peekable();
        while let Some(line) = rest.next() {
            out.push(line.to_owned());
            if line != "```console" {
                continue;
            }
            let mut block = Vec::new();
            while let Some(line) = rest.next_if(|line| *line != "```") {
                block.push(line.to_owned());
            }
            out.extend(self.block(&block));
        }
        out.push(String::new());
        out.join("\n")
    }

    fn block(&mut self, block: &[String]) -> Vec<String> {
        let mut out = Vec::new();
        let mut rest = block.iter().peekable();
        while let Some(line) = rest.next_if(|line| !line.starts_with("$ ")) {
            let is_possible = self.scene(line);
            if !is_possible {
                return block.to_vec();
            }
            out.push(line.clone());
        }
        while let Some(first) = rest.next() {
            let mut typed = vec![first.clone()];
            while let Some(line) = rest.next_if(|line| is_continued(line)) {
                typed.push(line.clone());
            }
            let mut expected = Vec::new();
            while let Some(line) = rest.next_if(|line| !line.starts_with("$ ")) {
                expected.push(line.clone());
            }
            out.extend(typed.iter().cloned());
            out.extend(self.step(&typed, expected));
        }
        out
    }

    /// The directory in which the transcript is.
    fn desk(&mut self) -> &Desk {
        self.desks
            .entry(self.place.clone())
            .or_insert_with(|| match self.place.as_str() {
                "examples" => Desk::with_example(),
                _ => Desk::new(),
            })
    }

    /// Sets the scene; whether the block can be played.
    #[allow(clippy::print_stderr, reason = "a block left out is said to be")]
    fn scene(&mut self, line: &str) -> bool {
        let (what, rest) = line
            .strip_prefix("# ")
            .and_then(|line| line.split_once('：'))
            .unwrap_or_default();
        let mut names = rest.split('、');
        match what {
            "目录" => rest.clone_into(&mut self.place),
            "手边有" => names.for_each(|name| put(self.desk(), name)),
            "需要" => {
                let missing = names.find(|name| !is_there(name));
                if let Some(name) = missing {
                    eprintln!("SKIPPED: {line}: there is no {name}");
                }
                return missing.is_none();
            }
            _ => panic!("not a scene: {line}"),
        }
        true
    }

    /// Runs one command; gives what shall stand below it.
    fn step(&mut self, typed: &[String], expected: Vec<String>) -> Vec<String> {
        let command: Vec<_> = typed
            .iter()
            .map(|line| line.get(2..).unwrap_or_default())
            .collect();
        let command = command.join("\n");
        // So that `echo $?` says what the reader would see.
        let line = format!("(exit {}); {{ {command}\n}} 2>&1", self.code);
        let ran = self.desk().sh(&line);
        self.code = ran.code;
        self.commands += 1;
        let printed = trimmed(lines(&ran.out));
        for suggested in printed.iter().filter_map(|line| suggestion(line)) {
            self.try_out(suggested);
        }
        let wanted = trimmed(expected.clone());
        if matches(&wanted, &printed) {
            return expected;
        }
        let _ = writeln!(
            self.differences,
            "\n${command}\n{}",
            difference(&wanted, &printed)
        );
        let mut anew: Vec<_> = printed.iter().map(|line| timeless(line)).collect();
        anew.extend(expected.into_iter().skip(wanted.len()));
        anew
    }

    /// Runs a suggested command as printed, in a copy of the directory.
    fn try_out(&mut self, suggested: &str) {
        if !self.tried.insert(suggested.to_owned()) {
            return;
        }
        let elsewhere = Desk::new();
        copy(&self.desk().path(""), &elsewhere.path(""));
        for word in suggested.split_whitespace() {
            let word = word.trim_matches('\'');
            let is_file = [".pdf", ".mp4", ".jpg"]
                .iter()
                .any(|end| word.ends_with(end));
            if is_file && !elsewhere.path(word).exists() {
                put(&elsewhere, word);
            }
        }
        let ran = elsewhere.sh(suggested);
        let is_usage = ran.err.lines().any(|line| line.ends_with(" --help"));
        if !matches!(ran.code, 0..=2) || is_usage {
            let _ = writeln!(self.misunderstood, "{suggested}\n{}", ran.err);
        }
    }
}

/// Whether the line goes on with the command above it.
fn is_continued(line: &str) -> bool {
    line == ">" || line.starts_with("> ")
}

/// Whether a program of this name can be run.
fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Puts a file into the directory: one of the example import, a recording of the example, or a
/// page that says its own name.
fn put(desk: &Desk, name: &str) {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    if let Ok(bytes) = fs::read(examples.join("import").join(name)) {
        desk.write(name, bytes);
        return;
    }
    let recordings = examples.join("penalty-case/recordings");
    let extension = Path::new(name).extension();
    let mut alike: Vec<PathBuf> = fs::read_dir(recordings)
        .expect("the recordings")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension() == extension)
        .collect();
    alike.sort();
    let known = fs::read_dir(desk.path("")).expect("a folder").count();
    let bytes = match alike.get(known % alike.len().max(1)) {
        Some(recording) => fs::read(recording).expect("read"),
        None => format!("%PDF-1.4\n% {name}\n%%EOF\n").into_bytes(),
    };
    desk.write(name, bytes);
}

/// The command that a line suggests: `提示：anjuan …`, `1. anjuan …` or, indented, `anjuan …`.
fn suggestion(line: &str) -> Option<&str> {
    let line = match line.strip_prefix("提示：") {
        Some(rest) => rest,
        None if line.starts_with(' ') => {
            line.trim_start_matches([' ', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        }
        None => return None,
    };
    line.starts_with("anjuan ").then_some(line)
}

fn trimmed(mut lines: Vec<String>) -> Vec<String> {
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Whether the printed lines are the expected ones, as far as these say.
fn matches(expected: &[String], printed: &[String]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((line, rest)) if line.trim() == "…" => (0..=printed.len()).any(|from| {
            printed
                .get(from..)
                .is_some_and(|printed| matches(rest, printed))
        }),
        Some((line, rest)) => printed
            .split_first()
            .is_some_and(|(first, others)| line_matches(line, first) && matches(rest, others)),
    }
}

/// Whether a line is the expected one, where `…` stands for any text.
fn line_matches(expected: &str, printed: &str) -> bool {
    let Some((head, rest)) = expected.split_once('…') else {
        return expected == printed;
    };
    let Some(printed) = printed.strip_prefix(head) else {
        return false;
    };
    (0..=printed.len()).any(|from| {
        printed
            .get(from..)
            .is_some_and(|tail| line_matches(rest, tail))
    })
}

/// The lines from the first that differs on.
fn difference(expected: &[String], printed: &[String]) -> String {
    let same = expected
        .iter()
        .zip(printed)
        .take_while(|(expected, printed)| line_matches(expected, printed))
        .count();
    let mut text = String::new();
    for (mark, lines) in [('-', expected), ('+', printed)] {
        for line in lines.iter().skip(same) {
            let _ = writeln!(text, "{mark} {line}");
        }
    }
    text
}

/// A printed line without what the next run prints otherwise: digests, and the time of the journal.
fn timeless(line: &str) -> String {
    // The journal's day is that of the machine, which differs tomorrow.
    let here = chrono::Utc::now() + chrono::Duration::hours(8);
    let today = here.date_naive().to_string();
    let words = line
        .split_inclusive(|letter: char| !letter.is_ascii_alphanumeric() && !"+:-".contains(letter));
    words
        .map(|word| {
            let bare = word.trim_end_matches(|letter: char| !letter.is_ascii_alphanumeric());
            let is_digest = bare.len() == 64 && bare.bytes().all(|byte| byte.is_ascii_hexdigit());
            let is_time = bare.len() == 25 && bare.ends_with("+08:00") || bare == today;
            // The beginning of a digest, which the program ends with the same mark.
            let is_part = bare.len() == 12 && bare.bytes().all(|byte| byte.is_ascii_hexdigit());
            if is_part {
                word.replace(bare, "…").replace("……", "…")
            } else if is_digest || is_time {
                word.replace(bare, "…")
            } else {
                word.to_owned()
            }
        })
        .collect()
}
