//! The check of a case from its package alone.

use std::fs;

use super::Packed;
use crate::cli::desk::Desk;

/// The findings of a report in JSON, as text.
fn findings(report: &str) -> String {
    let report: serde_json::Value = serde_json::from_str(report).unwrap();
    serde_json::to_string(&report["cases"][0]["findings"]).unwrap()
}

/// An example, its number, its day of filing, further arguments of `package`.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

#[test]
fn a_case_is_checked_again_from_its_package_alone_with_the_same_findings() {
    let forced = &["--force", "--reason", "原件灭失", "--by", "林某"];
    let rows: [Row; 3] = [
        ("penalty-case", "2026-0012", "2026-06-30", &[]),
        ("simple-case", "2026-0030", "2026-09-30", &[]),
        ("transfer-case", "2026-0027", "", forced),
    ];
    for (example, id, _, more) in rows {
        let packed = Packed::with(example, id, more, |desk| {
            if !more.is_empty() {
                lose_a_record(desk, example);
            }
        });
        let report = fs::read_to_string(packed.folder.join("anjuan/check-report.json")).unwrap();
        let day = fs::read_to_string(packed.folder.join("bag-info.txt")).unwrap();
        let day = day
            .lines()
            .find_map(|line| line.strip_prefix("Bagging-Date: "));
        let day = day.unwrap().to_owned();
        // nothing of the workspace is left, and what is there instead would give other findings
        let Packed { desk, zip, folder } = packed;
        fs::remove_dir_all(desk.path(example)).unwrap();
        desk.write("anjuan.toml", "[agency]\nname = \"别的机关\"\n");
        desk.write("templates/sanming/rulebook.toml", "id = \"sanming\"\n");
        for place in [&zip, &folder, &folder.join("data")] {
            let ran = desk.run([
                "check",
                place.to_str().unwrap(),
                "--as-of",
                &day,
                "--format",
                "json",
            ]);
            assert_eq!(ran.err, "", "{example}");
            assert_eq!(findings(&ran.out), findings(&report), "{}", place.display());
            let rulebooks = |text: &str| -> serde_json::Value {
                let report: serde_json::Value = serde_json::from_str(text).unwrap();
                report["rulebooks"].clone()
            };
            assert_eq!(rulebooks(&ran.out), rulebooks(&report));
        }
        assert!(anjuan::task::verify::verify(&zip).is_clean());
    }
}

/// Takes the first file of a case away.
pub fn lose_a_record(desk: &Desk, example: &str) {
    let folder = desk.path(example).join("documents");
    let first = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .min();
    fs::remove_file(first.unwrap()).unwrap();
}

#[test]
fn a_forced_package_says_so_and_what_was_lost_before_is_no_damage() {
    let forced = ["--force", "--reason", "原件灭失", "--by", "林某"];
    let packed = Packed::with("simple-case", "2026-0030", &forced, |desk| {
        lose_a_record(desk, "simple-case");
    });
    for place in [&packed.zip, &packed.folder] {
        let ran = packed
            .desk
            .run(["verify", place.to_str().unwrap()])
            .exits(0);
        assert!(ran.out.contains("完好（强制归档）"), "{}", ran.out);
        assert!(
            ran.out.contains("经 林某 决定，理由：原件灭失"),
            "{}",
            ran.out
        );
        assert!(ran.out.contains("在强制归档时就不在"), "{}", ran.out);
    }
    let page = fs::read_to_string(packed.folder.join("anjuan/检查报告.html")).unwrap();
    assert!(page.contains("<strong>强制归档</strong>"), "{page}");
    // another file that is lost later is damage
    let folder = packed.folder.join("data/documents");
    let last = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .max();
    fs::remove_file(last.unwrap()).unwrap();
    packed
        .desk
        .run(["verify", packed.folder.to_str().unwrap()])
        .exits(1);
    super::restamp(&packed.folder);
    let ran = packed
        .desk
        .run(["verify", packed.folder.to_str().unwrap()])
        .exits(1);
    assert!(ran.out.contains("缺失  data/documents/"), "{}", ran.out);
}

#[test]
fn a_package_of_another_version_is_not_called_whole_without_a_word() {
    let packed = Packed::of("simple-case", "2026-0030");
    let info = packed.folder.join("bag-info.txt");
    let text = fs::read_to_string(&info).unwrap();
    let agent = concat!("anjuan ", env!("CARGO_PKG_VERSION"));
    fs::write(&info, text.replace(agent, "anjuan 99.0.0")).unwrap();
    super::restamp(&packed.folder);
    let place = packed.folder.to_str().unwrap();
    let ran = packed.desk.run(["verify", place]).exits(0);
    assert!(ran.out.contains("完好（各页未比对）"), "{}", ran.out);
    assert!(
        ran.out.contains("bag-info.txt 写明由 anjuan 99.0.0 打包"),
        "{}",
        ran.out
    );
    let json = packed.desk.run(["verify", "--json", place]).exits(0).json();
    assert_eq!(json["results"][0]["marks"][0], "uncompared");
    // its labels are compared all the same
    let text = fs::read_to_string(&info).unwrap();
    fs::write(
        &info,
        text.replace(
            "External-Identifier: 2026-0030",
            "External-Identifier: 9999",
        ),
    )
    .unwrap();
    super::restamp(&packed.folder);
    let ran = packed.desk.run(["verify", place]).exits(1);
    assert!(
        ran.out
            .contains("External-Identifier 是 9999，案卷的是 2026-0030"),
        "{}",
        ran.out
    );
}

#[test]
fn a_package_that_lost_its_manifest_is_no_case_and_a_foreign_bag_is_none_either() {
    let packed = Packed::of("simple-case", "2026-0030");
    fs::remove_file(packed.folder.join("data/case.toml")).unwrap();
    super::restamp(&packed.folder);
    let place = packed.folder.to_str().unwrap();
    let ran = packed.desk.run(["verify", place]).exits(2);
    assert!(
        ran.out.contains("缺 data/case.toml，不能当作案卷"),
        "{}",
        ran.out
    );
    let foreign = packed.desk.path("别处的包");
    fs::create_dir_all(foreign.join("data")).unwrap();
    fs::write(foreign.join("data/照片.jpg"), "x").unwrap();
    let text = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    fs::write(foreign.join("bagit.txt"), text).unwrap();
    super::restamp(&foreign);
    let ran = packed.desk.run(["verify", "别处的包"]).exits(0);
    assert!(ran.out.contains("不是案卷，只核验了文件"), "{}", ran.out);
}
