//! An office's year of cases, made up: kinds, procedures, outcomes, stages and states of care as
//! they lie side by side in a workspace. The same seed gives the same cases.
//!
//! Tests and the benchmark use it. To look at one:
//! `ANJUAN_OFFICE=/tmp/office cargo test --test integration office -- --ignored`.

mod cut;
mod neglect;
mod small;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::{Days, NaiveDate};
use sha2::{Digest as _, Sha256};
use toml::{Table, Value};

/// The day on which the office is looked at.
pub const TODAY: &str = "2026-11-24";
/// The day on which the written cases were opened; the others move with it.
const FIRST: &str = "2026-03-02";
const UNITS: [&str; 3] = ["执法一科", "执法二科", "直属单位"];
const TRADES: [&str; 8] = [
    "机械", "化工", "建材", "纸业", "食品", "纺织", "铸造", "木业",
];

/// Numbers that look random and are the same every time (`SplitMix64`).
pub struct Dice(u64);

impl Dice {
    /// A number below a bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % bound
    }

    /// One of these.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let at = usize::try_from(self.below(of.len() as u64)).expect("small");
        &of[at]
    }

    /// Whether something of that many percent happens.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// Writes so many cases, with their workspace, into a directory.
pub fn write(dir: &Path, cases: usize, seed: u64) {
    fs::create_dir_all(dir).expect("made");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let register = fs::read_to_string(examples.join("anjuan.toml")).expect("text");
    fs::write(dir.join("anjuan.toml"), register).expect("written");
    let penalty = fs::read_to_string(examples.join("penalty-case/case.toml")).expect("text");
    let mut dice = Dice(seed);
    for number in 1..=cases {
        write_case(dir, number, &penalty, &mut dice);
    }
}

fn write_case(dir: &Path, number: usize, penalty: &str, dice: &mut Dice) {
    let (first, today) = (day(FIRST), day(TODAY));
    let opened = day("2025-11-03") + Days::new(dice.below(380));
    let (letter, text) = match dice.below(100) {
        0..60 => ("", penalty),
        60..70 => ("", small::ON_THE_SPOT),
        70..85 => ("J-", small::INSPECTION),
        85..95 => ("Q-", small::COERCION),
        _ => ("R-", small::CONFIRMATION),
    };
    let text = cut::shift(text, (opened - first).num_days());
    let text = text.replace("××机械", &format!("××{}", dice.one(&TRADES)));
    let mut case: Table = text.parse().expect("TOML");
    let id = format!("{}-{letter}{number:04}", &opened.to_string()[..4]);
    let head = case["case"].as_table_mut().expect("a head");
    head.insert("id".into(), Value::String(id.clone()));
    head.insert("unit".into(), Value::String((*dice.one(&UNITS)).into()));
    // Some cases stand still: nothing was done since a day that is long past.
    let stalled = if dice.percent(20) {
        30 + dice.below(120)
    } else {
        0
    };
    cut::at(&mut case, today - Days::new(stalled));
    neglect::some(&mut case, dice);
    let place = dir.join(UNITS_DIR[usize::from(letter == "J-")]).join(&id);
    fs::create_dir_all(&place).expect("made");
    let has_files = dice.percent(50);
    put_files(&place, &mut case, has_files);
    let text = neglect::text(case.to_string(), dice);
    fs::write(place.join("case.toml"), text).expect("written");
}

/// Where the cases lie.
const UNITS_DIR: [&str; 2] = ["案件", "检查"];

/// Gives every record a small file, or a page of the paper file and a place at the station.
fn put_files(place: &Path, case: &mut Table, has_files: bool) {
    let records = case.get_mut("record").and_then(Value::as_array_mut);
    let records = records
        .into_iter()
        .flatten()
        .filter_map(Value::as_table_mut);
    for (page, record) in records.enumerate() {
        let id = record["id"].as_str().expect("an id").to_owned();
        let is_media = record.contains_key("media");
        for key in ["path", "location", "size", "sha256"] {
            record.remove(key);
        }
        let text = format!("{id} 的内容");
        let mut sha256 = String::new();
        for byte in Sha256::digest(text.as_bytes()) {
            let _ = write!(sha256, "{byte:02x}");
        }
        let mut set = |key: &str, value: Value| record.insert(key.into(), value);
        if has_files {
            let folder = if is_media { "recordings" } else { "documents" };
            let path = format!("{folder}/{id}.pdf");
            fs::create_dir_all(place.join(folder)).expect("made");
            fs::write(place.join(&path), &text).expect("written");
            set("path", Value::String(path));
            set(
                "size",
                Value::Integer(i64::try_from(text.len()).expect("small")),
            );
            set("sha256", Value::String(sha256));
        } else if is_media {
            set("location", Value::String(format!("采集站:{id}.mp4")));
            set("sha256", Value::String(sha256));
        } else {
            set(
                "location",
                Value::String(format!("纸质:卷内第{}页", page + 1)),
            );
        }
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn the_same_seed_gives_the_same_cases() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(one.path(), 12, 7);
    write(two.path(), 12, 7);
    let texts = |dir: &Path| {
        let found = anjuan::task::find::cases_in(dir).cases;
        let read = |case: &std::path::PathBuf| fs::read(case.join("case.toml")).unwrap();
        found.iter().map(read).collect::<Vec<_>>()
    };
    assert_eq!(texts(one.path()), texts(two.path()));
    assert_eq!(texts(one.path()).len(), 12);
}

#[test]
#[ignore = "writes an office to look at, into the directory of ANJUAN_OFFICE"]
fn an_office_to_look_at() {
    let dir = std::env::var_os("ANJUAN_OFFICE").expect("a directory");
    let cases = std::env::var("ANJUAN_OFFICE_CASES").unwrap_or_default();
    write(Path::new(&dir), cases.parse().unwrap_or(200), 2026);
}
