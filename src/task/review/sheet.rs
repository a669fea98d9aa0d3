//! The evaluation sheet of one case: the template of the rulebook filled with what is known. Where
//! a person must score, write or sign there is nothing but room.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::points::Sight;
use super::{Drawing, Reviewed};
use crate::document::{
    Datum, Facts, FieldKind, FieldSpec, Form, Library, Meta, Mode, TemplateError, docx, html,
};
use crate::rulebook::{Band, Review, Rulebook, built_in_files, built_in_names};
use crate::task::archive::agency;
use crate::task::error::Failure;
use crate::task::open::Opened;

/// A sheet, in both formats.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) html: String,
    pub(super) docx: Vec<u8>,
}

/// The facts of a sheet, by name.
struct Known(BTreeMap<&'static str, Datum>);

impl Facts for Known {
    fn get(&self, name: &str) -> Option<Datum> {
        self.0.get(name).cloned()
    }
}

/// Writes the sheet of a case.
///
/// # Errors
/// A template that is not there, or wrong.
pub(super) fn write(
    case: &Opened,
    reviewed: &Reviewed,
    drawing: &Drawing,
    as_of: NaiveDate,
) -> Result<Sheet, Failure> {
    let book = case.rulebook();
    let review = &book.review;
    let facts = Known(facts(case, reviewed, drawing, as_of));
    let form = form(review, &facts);
    let failed = |error: &TemplateError| failure(review, error);
    let library = Library::new(&templates(book)).map_err(|error| failed(&error))?;
    let rendered = library
        .render(&review.template, &facts, &form, Mode::Blank)
        .map_err(|error| failed(&error))?;
    let version = env!("CARGO_PKG_VERSION");
    let (id, template) = (&reviewed.report.id, &review.template);
    let meta = Meta {
        title: format!("{id} {}", review.title),
        author: agency(case).unwrap_or_default().to_owned(),
        date: None,
        note: format!(
            "anjuan {version}，规程 {} {}，模板 {template}",
            book.id, book.version
        ),
    };
    Ok(Sheet {
        html: html::page(&rendered.document, &meta),
        docx: docx::write(&rendered.document, &meta),
    })
}

/// The rulebook's templates; the sheet that is built in, where a rulebook has none of that name.
fn templates(book: &Rulebook) -> BTreeMap<String, String> {
    let mut templates = book.templates.clone();
    let name = &book.review.template;
    if !templates.contains_key(name) {
        let mut files = built_in_names().filter_map(built_in_files).flatten();
        let own = files.find(|(file, _)| file.strip_prefix("documents/") == Some(name));
        templates.extend(own.map(|(_, text)| (name.clone(), (*text).to_owned())));
    }
    templates
}

fn failure(review: &Review, error: &TemplateError) -> Failure {
    Failure::of_template(format!("无法生成{}", review.title), error)
}

fn form(review: &Review, facts: &Known) -> Form {
    let kind = |datum: &Datum| match datum {
        Datum::Rows(_) => FieldKind::Rows,
        Datum::Date(_) => FieldKind::Date,
        _ => FieldKind::Text,
    };
    let field = |(name, datum): (&&str, &Datum)| FieldSpec {
        name: (*name).to_owned(),
        kind: kind(datum),
        ..FieldSpec::default()
    };
    Form {
        title: review.title.clone(),
        internal: true,
        fields: facts.0.iter().map(field).collect(),
        ..Form::default()
    }
}

fn facts(
    case: &Opened,
    reviewed: &Reviewed,
    drawing: &Drawing,
    as_of: NaiveDate,
) -> BTreeMap<&'static str, Datum> {
    let manifest = &case.manifest.case;
    let head = &manifest.head;
    let review = &case.rulebook().review;
    let principals = manifest.parties.iter().filter(|party| party.is_principal());
    let parties = principals.filter_map(|party| party.name.clone());
    let officers = manifest.officers.iter().filter_map(|one| one.name.clone());
    let given = |value: Option<&String>| text(value.map(String::as_str).unwrap_or_default());
    let day = |day: Option<NaiveDate>| day.map_or_else(|| text(""), Datum::Date);
    let total: i64 = reviewed.sights.iter().filter_map(|sight| sight.max).sum();
    let scored = reviewed
        .sights
        .iter()
        .filter(|sight| !sight.point.knock_out);
    let knock_outs = || reviewed.sights.iter().filter(|sight| sight.point.knock_out);
    let sources = knock_outs().filter_map(|sight| sight.point.source.as_deref());
    let band_sources = review.bands.iter().map(|band| band.source.as_str());
    BTreeMap::from([
        ("机关.名称", text(agency(case).unwrap_or_default())),
        ("案件.案号", text(&head.id)),
        ("案件.案由", text(&head.title)),
        ("案件.承办机构", given(head.unit.as_ref())),
        ("案件.种类", text(&head.kind)),
        ("案件.阶段", text(&head.stage)),
        ("案件.立案", Datum::Date(head.opened.0)),
        ("案件.结案", day(reviewed.closed)),
        ("案件.结果", given(head.outcome.as_ref())),
        ("案件.当事人", list(parties)),
        ("案件.执法人员", list(officers)),
        ("评议.年份", text(&drawing.year.to_string())),
        ("评议.抽取", text(&drawn(reviewed, drawing))),
        ("评议.检查", text(&checked(case, reviewed, as_of))),
        ("评议.说明", text(&review.weights)),
        ("评议.要点", rows(scored)),
        ("评议.否决项", rows(knock_outs())),
        ("评议.否决项出处", text(&distinct(sources))),
        (
            "评议.总分",
            text(&score(Some(total).filter(|total| *total > 0))),
        ),
        ("评议.等次", text(&bands(&review.bands))),
        ("评议.等次出处", text(&distinct(band_sources))),
    ])
}

/// Text that a paper can carry: a control character in a case's data is shown, not refused.
fn text(text: &str) -> Datum {
    let shown = |sign: char| {
        let reorders = matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        let prints = sign == '\n' || !(sign.is_control() || reorders);
        if prints {
            sign
        } else {
            char::REPLACEMENT_CHARACTER
        }
    };
    Datum::Text(text.chars().map(shown).collect())
}

fn list(items: impl Iterator<Item = String>) -> Datum {
    Datum::List(items.map(|item| text(&item)).collect())
}

fn score(score: Option<i64>) -> String {
    score.map_or_else(|| "／".to_owned(), |score| score.to_string())
}

fn rows<'s>(sights: impl Iterator<Item = &'s Sight>) -> Datum {
    let row = |(number, sight): (usize, &Sight)| {
        let fed = sight.fed();
        let point = if fed.is_empty() {
            sight.point.text.clone()
        } else {
            format!("{}\n（{fed}）", sight.point.text)
        };
        let cells = [
            ("序号", number.to_string()),
            ("要点", point),
            ("满分", score(sight.max)),
            ("所见", sight.text()),
        ];
        let cells = cells
            .iter()
            .map(|(name, cell)| ((*name).to_owned(), text(cell)));
        cells.collect()
    };
    Datum::Rows((1..).zip(sights).map(row).collect())
}

/// Every band with an empty box, and one below the lowest.
fn bands(bands: &[Band]) -> String {
    let mut words: Vec<_> = bands
        .iter()
        .map(|band| format!("□{}（{}分以上）", band.name, band.from))
        .collect();
    let lowest = bands.iter().map(|band| band.from).min();
    words.extend(lowest.map(|lowest| format!("□不满{lowest}分")));
    words.join("　")
}

fn distinct<'s>(sources: impl Iterator<Item = &'s str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for source in sources {
        if !all.contains(&source) {
            all.push(source);
        }
    }
    all.join("；")
}

/// How the case came to be reviewed.
fn drawn(reviewed: &Reviewed, drawing: &Drawing) -> String {
    match (&drawing.seed, drawing.is_all()) {
        (Some(seed), false) => format!(
            "{}，本件排第 {}；种子 {seed}",
            drawing.told(),
            reviewed.place
        ),
        _ => drawing.told(),
    }
}

/// What the check says as a whole, and what it did not look at.
fn checked(case: &Opened, reviewed: &Reviewed, as_of: NaiveDate) -> String {
    let report = &reviewed.report;
    let books = case.rulebooks.iter();
    let books: Vec<_> = books
        .map(|book| format!("{} {}", book.id, book.version))
        .collect();
    let mut lines = vec![format!(
        "以 {as_of} 为今天，按“{}”阶段、规程 {} 检查：{}；未核验散列",
        report.stage,
        books.join("、"),
        reviewed.verdict()
    )];
    lines.extend(report.remarks.iter().cloned());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_have_empty_boxes_and_one_below() {
        let band = |name: &str, from| Band {
            name: name.to_owned(),
            from,
            source: String::new(),
        };
        let all = [band("优", 90), band("及格", 60)];
        assert_eq!(bands(&all), "□优（90分以上）　□及格（60分以上）　□不满60分");
        assert_eq!(bands(&[]), "");
    }

    #[test]
    fn a_control_character_is_shown_and_a_line_break_kept() {
        assert_eq!(
            text("a\u{7}\nb\u{202E}"),
            Datum::Text("a\u{FFFD}\nb\u{FFFD}".to_owned())
        );
    }
}
