//! The yearly review (article 30): which cases, what a check says of them, and the papers for
//! those who judge them; and what the journal and the files of a case show (article 33).
//!
//! The machine draws, counts and shows. It gives no score and no band.

mod csv;
mod draw;
mod folder;
pub mod liability;
mod points;
mod pool;
mod sheet;
mod summary;
mod tally;

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use rayon::prelude::*;

pub use draw::{Size, rank};
pub use points::Sight;
pub use pool::{By, Candidate};
pub use tally::{ArticleKey, COLUMNS, Counts, Tally};

use self::folder::Folder;
use self::sheet::Sheet;
use self::tally::Standings;
use super::error::Failure;
use super::examine;
use super::open::{Library, Opened};
use crate::check::Options;
use crate::finding::{CaseReport, Severity};

/// How many cases are checked at once before their sheets are written.
const BATCH: usize = 64;
/// How the name of a sheet ends.
const SHEET: &str = "评议表";

/// What is to be reviewed.
#[derive(Clone, Debug)]
pub struct Request {
    /// The year.
    pub year: i32,
    /// What makes a case one of the year's.
    pub by: By,
    /// How many cases are drawn.
    pub size: Size,
    /// The seed of the draw; none: one of the system's.
    pub seed: Option<String>,
    /// Where sheets and summaries go; none: nowhere.
    pub out: Option<PathBuf>,
    /// Today.
    pub as_of: NaiveDate,
}

/// How the cases were drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The year.
    pub year: i32,
    /// What makes a case one of the year's.
    pub by: By,
    /// How many cases were asked for.
    pub size: Size,
    /// The seed; none where nothing was drawn and none was given.
    pub seed: Option<String>,
    /// How many cases there are to draw from, with those that cannot be read.
    pub pool: usize,
    /// How many were drawn.
    pub drawn: usize,
}

impl Drawing {
    /// Whether all cases are reviewed.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.size == Size::All
    }

    /// How many of how many, in Chinese.
    #[must_use]
    pub fn told(&self) -> String {
        let what = format!(
            "{} 年{}的案件 {} 件",
            self.year,
            self.by.chinese(),
            self.pool
        );
        if self.is_all() {
            format!("{what}，全部评议，没有抽取")
        } else {
            format!("{what}，抽取 {} 件", self.drawn)
        }
    }
}

/// A case that was drawn and checked.
#[derive(Debug)]
pub struct Reviewed {
    /// What the check says.
    pub report: CaseReport,
    /// Its title.
    pub title: String,
    /// Its unit.
    pub unit: Option<String>,
    /// When it was opened.
    pub opened: NaiveDate,
    /// When it was closed, where that is known.
    pub closed: Option<NaiveDate>,
    /// Its place in the draw.
    pub place: usize,
    /// The points of its sheet.
    pub sights: Vec<Sight>,
    standings: Standings,
}

impl Reviewed {
    /// What the check says as a whole: whether records are there, never whether the case is good.
    #[must_use]
    pub fn verdict(&self) -> String {
        let errors = self.report.count(Severity::Error);
        let warnings = self.report.count(Severity::Warning);
        if self.report.complete {
            format!("所需记录齐备（按已声明事项），警告 {warnings}")
        } else {
            format!("尚不齐备：错误 {errors}，警告 {warnings}")
        }
    }
}

/// A review that was held.
#[derive(Debug)]
pub struct Held {
    /// How the cases were drawn.
    pub drawing: Drawing,
    /// All cases of the year, in the order of their paths.
    pub pool: Vec<Candidate>,
    /// The cases that were drawn and could be checked, in the same order.
    pub cases: Vec<Reviewed>,
    /// The cases that could not be read, drawn or not.
    pub unreadable: Vec<(String, Failure)>,
    /// Counts over all cases.
    pub all: Tally,
    /// Counts by unit; the cases that name none are under the empty name.
    pub units: BTreeMap<String, Tally>,
    /// The files that were written.
    pub files: usize,
    /// Today.
    pub as_of: NaiveDate,
}

/// Draws cases among these, checks them at their own stage, and writes sheets and summaries.
///
/// # Errors
/// A folder that cannot be used, a sheet that cannot be made, what the disk refuses: nothing is
/// left behind then. Cases that cannot be read are part of the result.
pub fn hold(library: &Library, request: &Request, dirs: &[PathBuf]) -> Result<Held, Failure> {
    let mut folder = request.out.as_deref().map(Folder::new).transpose()?;
    let held = fill(library, request, dirs, folder.as_mut());
    if let (Err(_), Some(folder)) = (&held, &folder) {
        folder.abandon();
    }
    held
}

fn fill(
    library: &Library,
    request: &Request,
    dirs: &[PathBuf],
    mut folder: Option<&mut Folder>,
) -> Result<Held, Failure> {
    let mut held = begin(library, request, dirs)?;
    let drawn = held
        .pool
        .iter()
        .filter(|one| one.drawn && one.failure.is_none());
    let drawn: Vec<_> = drawn.cloned().collect();
    let with_sheet = folder.is_some();
    for batch in drawn.chunks(BATCH) {
        let looked = batch.par_iter().map(|candidate| {
            let case = library.open(&candidate.dir);
            let case = case.map_err(|failure| (candidate.label(), failure))?;
            let reviewed = review(&case, candidate, request.as_of);
            let sheet = with_sheet
                .then(|| sheet::write(&case, &reviewed, &held.drawing, request.as_of))
                .transpose();
            Ok((reviewed, sheet))
        });
        let looked: Vec<Result<_, (String, Failure)>> = looked.collect();
        for one in looked {
            match one {
                // Read a moment ago, and not any more.
                Err(unreadable) => held.unreadable.push(unreadable),
                Ok((reviewed, sheet)) => {
                    if let (Some(folder), Some(sheet)) = (folder.as_deref_mut(), sheet?) {
                        write(folder, &reviewed, &sheet)?;
                    }
                    held.count(reviewed);
                }
            }
        }
    }
    if let Some(folder) = folder {
        folder.write("评议汇总.csv", csv::summary(&held).as_bytes())?;
        folder.write("案件.csv", csv::cases(&held).as_bytes())?;
        folder.write("评议汇总.html", summary::html(&held).as_bytes())?;
        held.files = folder.finish()?;
    }
    Ok(held)
}

fn begin(library: &Library, request: &Request, dirs: &[PathBuf]) -> Result<Held, Failure> {
    let mut pool = pool::pool(library, dirs, request.year, request.by);
    let seed = match (&request.seed, request.size) {
        (Some(seed), _) => Some(seed.clone()),
        (None, Size::All) => None,
        (None, _) => Some(draw::seed()?),
    };
    draw::draw(&mut pool, seed.as_deref(), request.size);
    let drawing = Drawing {
        year: request.year,
        by: request.by,
        size: request.size,
        seed,
        pool: pool.len(),
        drawn: pool.iter().filter(|one| one.drawn).count(),
    };
    let unread = pool
        .iter()
        .filter_map(|one| Some((one.label(), one.failure.clone()?)));
    Ok(Held {
        drawing,
        unreadable: unread.collect(),
        pool,
        cases: Vec::new(),
        all: Tally::default(),
        units: BTreeMap::new(),
        files: 0,
        as_of: request.as_of,
    })
}

fn review(case: &Opened, candidate: &Candidate, as_of: NaiveDate) -> Reviewed {
    let report = examine::opened(case, Options::on(as_of));
    let head = &case.manifest.case.head;
    Reviewed {
        title: head.title.clone(),
        unit: head.unit.clone(),
        opened: head.opened.0,
        closed: pool::closed(case),
        place: candidate.place,
        sights: points::see(case.rulebook(), &report),
        standings: tally::standings(case, &report),
        report,
    }
}

fn write(folder: &mut Folder, reviewed: &Reviewed, sheet: &Sheet) -> Result<(), Failure> {
    let stem = folder.stem(&reviewed.report.id);
    folder.write(&format!("{stem}-{SHEET}.html"), sheet.html.as_bytes())?;
    folder.write(&format!("{stem}-{SHEET}.docx"), &sheet.docx)
}

impl Held {
    fn count(&mut self, reviewed: Reviewed) {
        let unit = reviewed.unit.clone().unwrap_or_default();
        let unit = self.units.entry(unit).or_default();
        unit.add(&reviewed.report, &reviewed.standings);
        self.all.add(&reviewed.report, &reviewed.standings);
        self.cases.push(reviewed);
    }

    /// The summary for a spreadsheet program: by unit and article, UTF-8 with a byte order mark.
    #[must_use]
    pub fn csv(&self) -> String {
        csv::summary(self)
    }

    /// The summary as one self-contained page.
    #[must_use]
    pub fn html(&self) -> String {
        summary::html(self)
    }
}

/// What people read for a unit that is not named.
#[must_use]
pub fn unit_name(unit: &str) -> &str {
    if unit.is_empty() {
        "（没有填写承办机构）"
    } else {
        unit
    }
}
