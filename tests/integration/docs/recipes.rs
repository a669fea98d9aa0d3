//! The recipes of `docs/seal.md`: run as they are printed, on a seal just made.
//!
//! A block of `sh` below `<!-- 配方：NAME -->` is a recipe. Where a program is not installed the test
//! says `SKIPPED` and what, so that it can be counted in the log.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::cli::desk::{Desk, copy};

/// The recipes of the page by their names.
fn recipes() -> BTreeMap<String, String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/seal.md");
    let text = fs::read_to_string(page).expect("the page");
    let mut found = BTreeMap::new();
    for part in text.split("<!-- 配方：").skip(1) {
        let (name, rest) = part
            .split_once(" -->\n```sh\n")
            .expect("a block of sh below the name");
        let (block, _) = rest.split_once("\n```").expect("an end");
        assert_eq!(
            found.insert(name.to_owned(), block.to_owned()),
            None,
            "{name} twice"
        );
    }
    found
}

/// A desk with a case, and the recipes.
struct Bench {
    desk: Desk,
    recipes: BTreeMap<String, String>,
}

impl Bench {
    /// None, loudly, where a program is missing.
    fn with(program: &str) -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        if !std::env::split_paths(&path).any(|folder| folder.join(program).is_file()) {
            println!("SKIPPED: the recipes of docs/seal.md with {program}: it is not installed");
            return None;
        }
        let desk = Desk::with_example();
        copy(&desk.path("penalty-case"), &desk.path("2026-0012"));
        fs::remove_dir_all(desk.path("penalty-case")).expect("removed");
        Some(Self {
            desk,
            recipes: recipes(),
        })
    }

    /// Runs recipes one after the other; each must end with 0.
    #[track_caller]
    fn run(&self, names: &[&str]) {
        for name in names {
            assert_eq!(self.code(name), 0, "{name}");
        }
    }

    #[track_caller]
    fn code(&self, name: &str) -> i32 {
        let recipe = self
            .recipes
            .get(name)
            .unwrap_or_else(|| panic!("no recipe {name}"));
        let ran = self.desk.sh(&format!("sh -e <<'配方'\n{recipe}\n配方\n"));
        println!("{name}: {}\n{}{}", ran.code, ran.out, ran.err);
        ran.code
    }

    /// Whether a recipe fails once the seal is another, in each of these ways, and holds again when
    /// it is put back.
    #[track_caller]
    fn fails_when_tampered_with(&self, name: &str) {
        let seal = self.desk.read("封签.txt");
        let more = seal.replace("records 54", "records 53");
        let (before, digest) = seal.split_once("head sha256:").unwrap();
        let other = if digest.starts_with('0') { "1" } else { "0" };
        let head = format!("{before}head sha256:{other}{}", &digest[1..]);
        for changed in [
            more,
            head,
            seal.replace('\n', "\r\n"),
            seal.trim_end().to_owned(),
        ] {
            assert_ne!(changed, seal);
            self.desk.write("封签.txt", &changed);
            assert_ne!(self.code(name), 0, "{name} holds of\n{changed}");
            assert_ne!(self.code("核验"), 0, "anjuan believes\n{changed}");
        }
        self.desk.write("封签.txt", &seal);
        self.run(&[name, "核验"]);
    }
}

#[test]
fn a_signature_by_ssh_keygen_holds_until_the_seal_is_touched() {
    let Some(bench) = Bench::with("ssh-keygen") else {
        return;
    };
    bench.run(&["取封签", "做密钥", "签名", "验签名"]);
    bench.fails_when_tampered_with("验签名");
    let ran = bench
        .desk
        .run(["seal", "封签.txt", "--answer", "封签.txt.sig"])
        .exits(0);
    assert_eq!(ran.out, "封签.txt.sig\n");
    for said in [
        "已经收在封签旁边",
        "没有核验这份回执",
        "ssh-keygen -Y verify",
    ] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    // The key of somebody else is no key of the roll.
    bench.desk.sh("ssh-keygen -q -t ed25519 -N '' -C 张某 -f 别人.key && rm 封签.txt.sig && ssh-keygen -Y sign -f 别人.key -n anjuan-seal 封签.txt").exits(0);
    assert_ne!(bench.code("验签名"), 0, "a stranger's signature holds");
}

#[test]
fn a_time_stamp_holds_until_the_seal_is_touched_and_after_its_certificate_has_ended() {
    let Some(bench) = Bench::with("openssl") else {
        return;
    };
    bench.run(&[
        "取封签",
        "试验机构",
        "申请时间戳",
        "出具时间戳",
        "验时间戳",
        "过期以后验时间戳",
    ]);
    bench.fails_when_tampered_with("验时间戳");
    bench.fails_when_tampered_with("过期以后验时间戳");
    // Fifteen years on the plain recipe fails, as the page says.
    let plain = &bench.recipes["验时间戳"];
    let later = plain.replacen(
        "-verify",
        "-verify -attime \"$(date -d '+15 years' +%s)\"",
        1,
    );
    let ran = bench.desk.sh(&later);
    assert!(ran.code != 0 && ran.err.contains("expired"), "{}", ran.err);

    let ran = bench
        .desk
        .run(["seal", "封签.txt", "--answer", "封签.txt.tsr", "--json"])
        .exits(0);
    let answer = ran.json();
    assert_eq!(
        (&answer["looks"], &answer["verified"]),
        (&"time-stamp".into(), &false.into())
    );
    assert!(!ran.err.contains("警告"), "{}", ran.err);
    // A time stamp of another seal is seen to be one.
    bench
        .desk
        .run(["set", "2026-0012", "archive.note=补记"])
        .exits(0);
    bench
        .desk
        .run(["seal", "2026-0012", "-o", "另一份.txt"])
        .exits(0);
    let ran = bench
        .desk
        .run(["seal", "另一份.txt", "--answer", "封签.txt.tsr"])
        .exits(0);
    assert_eq!(ran.out, "另一份.txt.回执1.tsr\n");
    assert!(ran.err.contains("没有这份封签的 SHA-256"), "{}", ran.err);
}

#[test]
fn every_recipe_is_run_by_a_test() {
    let bench = Bench::with("sh").expect("a shell");
    let known = [
        "取封签",
        "做密钥",
        "签名",
        "验签名",
        "试验机构",
        "申请时间戳",
        "出具时间戳",
        "验时间戳",
        "过期以后验时间戳",
        "收回执",
        "核验",
        "登记册",
    ];
    let mut names: Vec<_> = bench.recipes.keys().map(String::as_str).collect();
    let mut known = known.to_vec();
    names.sort_unstable();
    known.sort_unstable();
    assert_eq!(names, known);
    bench.run(&["取封签", "登记册", "核验"]);
    bench.desk.write("封签.txt.sig", "签名");
    bench.desk.write("封签.txt.tsr", "时间戳");
    bench.run(&["收回执"]);
}
