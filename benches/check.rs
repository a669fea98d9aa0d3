//! How long the check of many cases takes, beside what the toml crate alone needs for the same
//! manifests.
//!
//! `cargo bench --bench check [-- CASES]`: copies the example as often as said (1,000), parses
//! every manifest with the toml crate on one thread and on all, and runs the program; then the
//! commands that look at many cases, over as many of an office's year.

#![allow(clippy::print_stdout, reason = "a benchmark prints")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rayon::prelude::*;

#[path = "../tests/integration/office/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "tests use more of it")]
mod office;

/// The commands that look at many cases.
const MANY: &[&[&str]] = &[
    &["check", "--json", "."],
    &["check", "--summary", "."],
    &["list", "."],
    &["list", "--summary", "."],
    &["deadlines", "."],
    &["deadlines", "--format", "ics", "--all", "."],
    &["platform", "export", "."],
    &["platform", "status", "."],
    &["review", "2026", "--sample", "20", "--seed", "x", "."],
];

fn main() {
    let cases: u32 = std::env::args()
        .find_map(|word| word.parse().ok())
        .unwrap_or(1000);
    let dir = tempfile::tempdir().expect("a directory");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/penalty-case");
    for number in 0..cases {
        copy(&example, &dir.path().join(format!("{number:05}")));
    }
    let paths: Vec<_> = (0..cases)
        .map(|number| dir.path().join(format!("{number:05}/case.toml")))
        .collect();
    let parse = |path: &std::path::PathBuf| {
        let text = fs::read_to_string(path).expect("text");
        text.parse::<toml::Table>().expect("TOML").len()
    };
    let alone = best(|| paths.iter().map(parse).sum::<usize>());
    let parallel = best(|| paths.par_iter().map(parse).sum::<usize>());
    let check = best(|| run(dir.path(), &["check", "--json", "."]));
    let list = best(|| run(dir.path(), &["list", "."]));
    println!(
        "{cases} cases of {} bytes",
        fs::metadata(&paths[0]).expect("there").len()
    );
    for (what, time) in [
        ("toml crate, one thread", alone),
        ("toml crate, all threads", parallel),
        ("anjuan check --json", check),
        ("anjuan list", list),
    ] {
        let ratio = time.as_secs_f64() / parallel.as_secs_f64();
        let each = time.as_secs_f64() * 1000.0 / f64::from(cases);
        println!(
            "{what:<26} {:>8.3} s  {each:>7.3} ms a case  {ratio:>5.2} ×",
            time.as_secs_f64()
        );
    }
    let year = tempfile::tempdir().expect("a directory");
    office::write(year.path(), usize::try_from(cases).expect("a number"), 2026);
    println!("{cases} cases of an office's year");
    for words in MANY {
        let time = best(|| run(year.path(), words)).as_secs_f64();
        let each = time * 1000.0 / f64::from(cases);
        println!(
            "anjuan {:<40} {time:>8.3} s  {each:>7.3} ms a case",
            words.join(" ")
        );
    }
}

/// The shortest of three runs.
fn best<T>(mut work: impl FnMut() -> T) -> Duration {
    (0..3)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn run(dir: &Path, arguments: &[&str]) -> bool {
    let status = Command::new(env!("CARGO_BIN_EXE_anjuan"))
        .args(arguments)
        .current_dir(dir)
        .env("ANJUAN_TODAY", office::TODAY)
        .stdout(Stdio::null())
        .status()
        .expect("started");
    status.success()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
        }
    }
}
