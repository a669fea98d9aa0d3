//! The pages of a package.

use std::fs;

use super::Packed;

#[test]
fn the_cover_bears_the_numbers_of_what_decides_a_case_or_hands_it_on() {
    for (example, id, numbers) in [
        ("simple-case", "2026-0030", "明工信当罚〔2026〕4号"),
        (
            "transfer-case",
            "2026-0027",
            "明工信查扣〔2026〕6号、明工信移〔2026〕1号",
        ),
        (
            "seizure-case",
            "2026-0025",
            "明工信查扣〔2026〕5号、明工信罚〔2026〕18号、明工信查处〔2026〕5号",
        ),
    ] {
        let packed = Packed::of(example, id);
        let page = fs::read_to_string(packed.folder.join("anjuan/案卷封面.html")).unwrap();
        let cell = page.split_once("决定、移送文号").unwrap().1;
        let cell = cell.split_once("<p class=\"none\">").unwrap().1;
        assert_eq!(cell.split_once("</p>").unwrap().0, numbers, "{example}");
    }
}

#[test]
fn the_list_of_formats_says_what_a_file_is_by_its_name_and_by_its_beginning() {
    let packed = Packed::with(
        "simple-case",
        "2026-0030",
        &["--force", "--reason", "测试", "--by", "林某"],
        |desk| {
            desk.write("假录像.mp4", "这是一段文字\n");
            desk.run(["add", "simple-case", "假录像.mp4", "--type", "其他材料"])
                .exits(0);
        },
    );
    let text = fs::read_to_string(packed.folder.join("anjuan/文件格式.csv")).unwrap();
    let row = |part: &str| -> Vec<String> {
        let line = text.lines().find(|line| line.contains(part)).unwrap();
        line.split(',').map(str::to_owned).collect()
    };
    let fake = row("假录像");
    assert_eq!(
        fake[3..],
        ["MP4", "文本（UTF-8）", "不符", "", ""],
        "{text}"
    );
    let paper = row("当场行政处罚决定书");
    assert_eq!(paper[3..], ["PDF", "PDF", "相符", "", ""], "{text}");
}
