//! The recipe in the package, followed to the letter.

use std::fs;
use std::process::Command;

use super::Packed;

/// The lines to be typed under a heading of 校验说明.
fn lines(text: &str, heading: &str) -> Vec<String> {
    let below = text.split_once(&format!("〔{heading}〕")).unwrap().1;
    let below = below.split("\n〔").next().unwrap();
    below
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .map(str::to_owned)
        .collect()
}

fn has(program: &str) -> bool {
    let found = Command::new("sh")
        .args(["-c", &format!("command -v {program}")])
        .output();
    found.is_ok_and(|found| found.status.success())
}

#[test]
fn the_recipe_for_linux_works_as_it_stands_and_finds_what_was_changed() {
    if !has("unzip") || !has("sha256sum") {
        println!("SKIPPED: 没有 unzip 或 sha256sum");
        return;
    }
    let packed = Packed::of("simple-case", "2026-0030");
    let text = fs::read_to_string(packed.folder.join("校验说明.txt")).unwrap();
    assert!(!text.contains('\r') && !text.contains('\u{feff}'));
    let script = lines(&text, "Linux").join("\n");
    let run = || {
        Command::new("sh")
            .args(["-e", "-c", &script])
            .current_dir(packed.desk.path(""))
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap()
    };
    let ran = run();
    assert!(ran.status.success(), "{ran:?}");
    let printed = String::from_utf8(ran.stdout).unwrap();
    // the last line is the digest that `package` prints
    let again = packed.desk.path("再打一次.zip");
    let packed_again = packed
        .desk
        .run([
            "package",
            "simple-case",
            "--json",
            "-o",
            again.to_str().unwrap(),
        ])
        .exits(0)
        .json();
    let digest = packed_again["tagmanifest_sha256"].as_str().unwrap();
    assert_eq!(
        printed.lines().last(),
        Some(&*format!("{digest}  tagmanifest-sha256.txt"))
    );
    assert!(!digest.is_empty());
    // a byte of the ZIP
    fs::remove_dir_all(packed.desk.path("2026-0030")).unwrap();
    let mut bytes = fs::read(&packed.zip).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    fs::write(&packed.zip, bytes).unwrap();
    assert!(!run().status.success());
}

#[test]
fn the_recipes_name_each_tool_with_the_files_of_the_package() {
    let packed = Packed::of("simple-case", "2026-0030");
    let text = fs::read_to_string(packed.folder.join("校验说明.txt")).unwrap();
    for (heading, first, count) in [
        ("macOS", "shasum -a 256 -c 2026-0030.zip.sha256", 6),
        ("Windows", "certutil -hashfile \"2026-0030.zip\" SHA256", 20),
        ("BagIt 的工具", "bagit.py --validate .", 1),
        ("anjuan", "anjuan verify 2026-0030.zip", 1),
    ] {
        let lines = lines(&text, heading);
        assert_eq!(
            (lines[0].as_str(), lines.len()),
            (first, count),
            "{heading}"
        );
    }
    assert!(!text.contains("sm3"), "there is no list of SM3 digests");
    for word in ["归档包 SHA-256", "标签清单 SHA-256", "操作日志末行 SHA-256"] {
        assert!(text.contains(word), "{word}");
        let ran = packed
            .desk
            .run(["package", "simple-case", "-o", "又一份.zip"])
            .exits(0);
        assert!(ran.err.contains(word), "{word}: {}", ran.err);
        fs::remove_file(packed.desk.path("又一份.zip")).unwrap();
        let note = fs::read_to_string(packed.folder.join("anjuan/卷内备考表.html")).unwrap();
        assert!(note.contains(word), "{word}");
    }
}
