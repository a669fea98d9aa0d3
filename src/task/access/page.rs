//! What a copy says of itself: only of what is in it, never of what is not.

use chrono::NaiveDate;

use super::copy::{Inside, MARK};
use crate::document::tree::{Align, Look};
use crate::report::csv;
use crate::task::archive::sheet;

/// The name of the index, without its ending.
pub(super) const INDEX: &str = "复制件目录";
/// The name of the text that says what the copy is.
pub(super) const NOTE: &str = "说明.txt";

/// What all pages of a copy need.
pub(super) struct Front<'a> {
    /// The case's id.
    pub(super) case: &'a str,
    /// The request's id.
    pub(super) request: &'a str,
    /// The agency.
    pub(super) agency: &'a str,
    /// The day of the copy.
    pub(super) date: NaiveDate,
    /// The folder in the ZIP.
    pub(super) folder: &'a str,
    /// What is said of a kind of case that the article does not name.
    pub(super) remark: Option<&'a str>,
}

const COLUMNS: [&str; 6] = ["序号", "文书", "文号", "日期", "文件", "SHA-256"];
const WIDTHS: [u16; 6] = [7, 18, 15, 10, 22, 28];

/// The lines of `bag-info.txt`.
pub(super) fn info(front: &Front<'_>) -> Vec<(String, String)> {
    let mut lines = vec![
        ("Source-Organization", front.agency.to_owned()),
        (
            "External-Description",
            format!(
                "查阅复制件，不是归档包：案卷 {} 的申请 {}",
                front.case, front.request
            ),
        ),
        ("External-Identifier", front.case.to_owned()),
        ("Bagging-Date", front.date.to_string()),
        (
            "Bag-Software-Agent",
            concat!("anjuan ", env!("CARGO_PKG_VERSION")).to_owned(),
        ),
        (MARK, front.request.to_owned()),
    ];
    if let Some(remark) = front.remark {
        lines.push(("Anjuan-Access-Remark", remark.to_owned()));
    }
    let owned = |(label, value): (&str, String)| (label.to_owned(), value);
    lines.into_iter().map(owned).collect()
}

fn row(inside: &Inside<'_>) -> [String; 6] {
    let record = inside.permit.record;
    [
        inside.number.to_string(),
        inside.permit.document.name.clone(),
        record.number.clone().unwrap_or_default(),
        inside
            .date()
            .map(|date| date.to_string())
            .unwrap_or_default(),
        format!("data/{}", inside.name),
        inside.permit.sha256.to_ascii_lowercase(),
    ]
}

/// The index for a spreadsheet program.
pub(super) fn index_csv(inside: &[Inside<'_>]) -> String {
    csv::table(&COLUMNS, inside.iter().map(|one| row(one).to_vec()))
}

/// The index for people.
pub(super) fn index_html(front: &Front<'_>, inside: &[Inside<'_>]) -> String {
    let columns: Vec<_> = COLUMNS
        .iter()
        .zip(WIDTHS)
        .map(|(title, width)| (*title, width, Align::Start))
        .collect();
    let mut blocks = vec![
        sheet::heading(1, INDEX),
        sheet::centred(&format!(
            "{}案卷 {} 查阅复制件（申请 {}）",
            front.agency, front.case, front.request
        )),
    ];
    blocks.extend(front.remark.map(sheet::centred));
    let rows = inside.iter().map(|one| row(one).to_vec());
    blocks.push(sheet::table(&columns, rows.collect()));
    sheet::of_agency(Look::Record, INDEX, (front.agency, front.date), blocks)
}

/// What the copy is, and how to verify it.
pub(super) fn note(front: &Front<'_>) -> String {
    let Front {
        case,
        request,
        agency,
        date,
        folder,
        remark,
    } = front;
    let remark = remark
        .map(|text| format!("注：{text}\n"))
        .unwrap_or_default();
    format!(
        "\
查阅复制件

案号：{case}
申请：{request}
立档单位：{agency}
复制日期：{date}
{remark}
一、这是什么
这是案卷 {case} 的查阅复制件，按申请 {request} 经批准制作。
它不是归档包，不代表案卷的全部，也不能代替案卷。
  data/                   准予复制的文件，文件名为 序号-文书名称
  {INDEX}.csv、.html   这些文件的序号、文书、文号、日期和 SHA-256 值
  manifest-sha256.txt     data/ 下每个文件的 SHA-256 值
  tagmanifest-sha256.txt  其余文件的 SHA-256 值

二、怎样校验
解开以后，在 {folder} 目录中：
  sha256sum -c manifest-sha256.txt
  sha256sum -c tagmanifest-sha256.txt
也可以用 bagit.py --validate . 或者 anjuan verify 校验。

三、说明什么
校验通过，说明文件与清单逐字节相符。复制件本身是不是当时给出的那一份，
可以请立档单位将其 SHA-256 值与查阅登记核对。
"
    )
}
