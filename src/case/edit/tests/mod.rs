//! Tests of the edits: tables of cases with the lines that differ, and invariants.

mod cases;
mod forms;
mod properties;

use super::{EditError, Editor, parse_assignment};
use crate::case::Manifest;

/// A manifest with every kind of layout that people write.
const RICH: &str = r#"# 案件清单，手工编辑
schema = 1  # 版本

[case]
# 案号按收件编
id = "2026-0012"
kind = "行政处罚"
title = "三明市××公司案" # 暂名
stage = "程序启动"   # 第三条
opened = 2026-03-02
# closed 待填

# ===== 声明 =====
[answers]
sampled = false # 未抽样
major_penalty = { value = true, basis = "罚款数额", by = "李某" } # 听证

[answers.overdue]
value = false # 未逾期
basis = "已缴"

[[party]]
name = "三明市××公司"
phone = "0598-1"

[[event]]
id = "E01"
type = "立案"
start = 2026-03-02

# 第一次检查
# 两人到场
[[event]]
id = "E03"
type = "现场检查"
start = 2026-03-03T09:10:00+08:00 # 到场
officers = [
    "张某", # 主办
    # 临时增派
    "李某", # 记录
]
# 地点待核

# ===== 记录 =====

# 检查笔录
[[record]]
id = "R01"
type = "现场检查（勘验）记录"
events = ["E03"]
signatures = [{ name = "王某", role = "当事人" }] # 当场
[record.fields]
"案发地" = "三明市"
# 金额以分计
"罚款金额" = 5000 # 元角分
# R01 完

[[record]]
id = "R02"
type = "音像记录"
[record.media]
device = "cam-03"

[x-other]
any = 1.5

# ===== 归档 =====
[archive]
note = "一卷"
# 文件结束
"#;

/// The lines that differ, `-` before and `+` after, in order.
fn diff(before: &str, after: &str) -> Vec<String> {
    let a: Vec<_> = before.lines().collect();
    let b: Vec<_> = after.lines().collect();
    let mut common = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] = if a[i] == b[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(format!("-{}", a[i]));
            i += 1;
        } else {
            lines.push(format!("+{}", b[j]));
            j += 1;
        }
    }
    lines
}

fn edited(text: &str, assignment: &str) -> Result<String, EditError> {
    let (path, operator, value) = parse_assignment(assignment)?;
    let mut editor = Editor::new(text)?;
    editor.set(&path, operator, &value)?;
    Ok(editor.finish())
}

fn readable(text: &str) -> Manifest {
    Manifest::parse(text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
}

fn table(text: &str) -> toml::Table {
    text.parse().unwrap()
}
