//! Verifying a shelf of cases and packages.

use std::fs;

use super::{Packed, restamp};

#[test]
fn a_folder_of_cases_and_packages_is_verified_one_line_each() {
    let packed = Packed::of("simple-case", "2026-0030");
    let desk = &packed.desk;
    fs::create_dir_all(desk.path("库房/甲")).unwrap();
    fs::copy(&packed.zip, desk.path("库房/甲/一.zip")).unwrap();
    fs::copy(
        desk.path("2026-0030.zip.sha256"),
        desk.path("库房/甲/一.zip.sha256"),
    )
    .unwrap();
    fs::rename(&packed.folder, desk.path("库房/乙")).unwrap();
    fs::rename(desk.path("simple-case"), desk.path("库房/丙")).unwrap();
    desk.write("库房/说明.docx", "x");
    let sidecar = desk
        .read("库房/甲/一.zip.sha256")
        .replace("2026-0030.zip", "一.zip");
    desk.write("库房/甲/一.zip.sha256", sidecar);
    let ran = desk.run(["verify", "库房"]).exits(0);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 4, "{}", ran.out);
    for (line, name) in lines.iter().zip(["库房/丙", "库房/乙", "库房/甲/一.zip"]) {
        assert!(line.starts_with(&format!("{name}  完好  ")), "{line}");
    }
    assert!(
        lines[3].starts_with("共 3 个：完好 3，不符 0，未能核对 0"),
        "{}",
        lines[3]
    );
    assert!(
        ran.err
            .contains("另有 1 个文件，既不属于案件，也不是归档包，没有核验"),
        "{}",
        ran.err
    );
    // what is bad is told with details, the others still in one line
    let page = desk.path("库房/乙/anjuan/案卷封面.html");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replace("永久", "10年").replace("30年", "10年")).unwrap();
    restamp(&desk.path("库房/乙"));
    fs::write(desk.path("库房/甲/二.zip"), "x").unwrap();
    let ran = desk.run(["verify", "库房"]).exits(2);
    assert!(ran.out.contains("\n库房/乙  有 1 处不符  "), "{}", ran.out);
    assert!(
        ran.out
            .contains("\n  不符  anjuan/案卷封面.html  与由案卷重新生成的不同\n"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("共 4 个：完好 2，不符 1，未能核对 1"),
        "{}",
        ran.out
    );
    let json = desk.run(["verify", "库房", "--json"]).exits(2).json();
    let paths = json["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["path"].as_str().unwrap());
    assert_eq!(
        paths.collect::<Vec<_>>(),
        ["库房/丙", "库房/乙", "库房/甲/一.zip", "库房/甲/二.zip"]
    );
    assert_eq!(json["summary"]["total"], 4);
}

#[test]
fn a_folder_with_nothing_in_it_could_not_be_verified() {
    let packed = Packed::of("simple-case", "2026-0030");
    fs::create_dir(packed.desk.path("空")).unwrap();
    packed.desk.write("杂/便条.txt", "x");
    for name in ["空", "杂"] {
        let ran = packed.desk.run(["verify", name]).exits(2);
        assert!(ran.out.contains("其下也没有案件和归档包"), "{}", ran.out);
    }
}
