//! Many cases at once, from a table that another system exported.
//!
//! Every row is looked at before anything is written: what is wrong with it is reported with its
//! row and column, and the good rows begin as cases one by one, each as `anjuan new` begins it. A
//! run that stopped half way can be repeated: what is there is never begun again.

mod flaw;
mod known;
mod mapping;
mod row;
mod source;
mod value;

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::Map;

use super::begin::{self, Beginning};
use super::error::Failure;
use super::find::{self, MANIFEST};
use super::open::Library;
use crate::store::{Actor, JOURNAL};
use crate::workspace::Workspace;
use known::{Known, Owner};
use mapping::Mapping;
use source::Sheet;

pub use flaw::Flaw;
pub use source::Encoding;

/// What is to be imported, and where to.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The exported table, CSV or JSON.
    pub file: &'a Path,
    /// The file that says which column is what; none: columns called like a key are taken.
    pub mapping: Option<&'a Path>,
    /// Where the cases go; none: the workspace of the present directory, or else itself.
    pub into: Option<&'a Path>,
    /// Begin no case where one row is refused.
    pub strict: bool,
    /// Begin no case at all.
    pub dry_run: bool,
}

/// What came of one row.
#[derive(Clone, Debug)]
pub enum Fate {
    /// A case began; in a dry run it would have.
    Made,
    /// It could begin and did not, since other rows are refused and the order is strict.
    Held,
    /// It was refused.
    Refused {
        /// Why.
        flaws: Vec<Flaw>,
        /// The case that is there already under its number.
        existing: Option<PathBuf>,
    },
}

/// A row and what came of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The row: a line of a CSV, an item of a JSON, from 1.
    pub row: u64,
    /// The number of the case, where the row says one.
    pub id: Option<String>,
    /// The directory of the case, where there is a number.
    pub path: Option<PathBuf>,
    /// What came of it.
    pub fate: Fate,
}

/// What is known of a table before its rows are begun.
#[derive(Debug)]
pub struct Plan {
    /// The encoding that the file is in.
    pub encoding: Encoding,
    /// What a row is called.
    pub unit: &'static str,
    /// Columns that feed nothing.
    pub unused: Vec<String>,
    /// Cases of the workspace whose numbers could not be read, and were not compared.
    pub unreadable: Vec<PathBuf>,
    outcomes: Vec<(Outcome, Beginning)>,
    workspace: std::sync::Arc<Workspace>,
}

impl Plan {
    /// How many rows the table has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.outcomes.len()
    }
}

/// Reads a table and looks at every row; writes nothing.
///
/// # Errors
/// A file or a mapping that cannot be used, with everything that is wrong with it.
pub fn plan(library: &Library, order: &Order<'_>) -> Result<Plan, Failure> {
    let mapping = order.mapping.map(Mapping::read).transpose()?;
    let pointer = mapping.as_ref().and_then(|mapping| mapping.rows.as_deref());
    let sheet = Sheet::read(order.file, pointer)?;
    let command = || {
        let file = crate::check::quote(&order.file.display().to_string());
        format!("anjuan new --from {file} --mapping 对照表.toml")
    };
    let mapping = match mapping {
        Some(mapping) => mapping,
        None => Mapping::by_names(&sheet).map_err(|failure| {
            failure
                .because(
                    "没有用 --mapping 给出对照表，只认列名与清单的键（如 case.id）或其名称相同的",
                )
                .hint(command())
        })?,
    };
    mapping.fits(&sheet)?;
    let into = destination(order.into);
    let workspace_dir = begin::workspace_of(&into);
    let workspace = library.workspace(workspace_dir.as_deref())?;
    library.defaults(workspace_dir.as_deref())?;
    let mut known = Known::below(workspace_dir.as_ref().unwrap_or(&into));
    let outcomes = sheet
        .rows
        .par_iter()
        .map(|row| (row.number, row::beginning(row, &mapping, &workspace)))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|(number, said)| judged(number, said, &into, sheet.unit, &mut known))
        .collect();
    let used: Vec<_> = mapping
        .fields()
        .filter_map(|field| field.column())
        .collect();
    let unused = sheet
        .columns
        .iter()
        .filter(|column| !used.contains(&column.as_str()))
        .cloned()
        .collect();
    let mut plan = Plan {
        encoding: sheet.encoding,
        unit: sheet.unit,
        unused,
        unreadable: known.unreadable,
        outcomes,
        workspace,
    };
    if order.strict {
        plan.hold_where_refused();
    }
    Ok(plan)
}

impl Plan {
    fn hold_where_refused(&mut self) {
        let is_refused = |fate: &Fate| matches!(fate, Fate::Refused { .. });
        if self
            .outcomes
            .iter()
            .any(|(outcome, _)| is_refused(&outcome.fate))
        {
            for (outcome, _) in &mut self.outcomes {
                if !is_refused(&outcome.fate) {
                    outcome.fate = Fate::Held;
                }
            }
        }
    }
}

/// The directory that gets the cases.
fn destination(given: Option<&Path>) -> PathBuf {
    let here = Path::new(".");
    let usual = || find::workspace_of(here).unwrap_or_else(|| here.to_owned());
    given.map_or_else(usual, Path::to_owned)
}

/// What comes of a row: it may be refused for what it says, or for what is there already.
fn judged(
    row: u64,
    said: Result<Beginning, Vec<Flaw>>,
    into: &Path,
    unit: &str,
    known: &mut Known,
) -> (Outcome, Beginning) {
    let refused = |flaws, existing| Fate::Refused { flaws, existing };
    let beginning = match said {
        Ok(beginning) => beginning,
        Err(flaws) => {
            let outcome = Outcome {
                row,
                id: None,
                path: None,
                fate: refused(flaws, None),
            };
            return (outcome, Beginning::default());
        }
    };
    let id = beginning.case.get("id").and_then(toml::Value::as_str);
    let path = id.map(|id| find::relative(shown(into).join(id)));
    let fate = match known.claim(row, &beginning) {
        Some((key, Owner::Case(case))) => already(key, case),
        Some((key, Owner::Row(first))) => {
            let message = format!("{key} 与第 {first} {unit}相同；一件案件只能有一{unit}");
            refused(vec![Flaw::whole(&message)], None)
        }
        None => match path.as_deref().and_then(occupied) {
            Some(flaw) => refused(vec![flaw], None),
            None => Fate::Made,
        },
    };
    let outcome = Outcome {
        row,
        id: id.map(ToOwned::to_owned),
        path,
        fate,
    };
    (outcome, beginning)
}

/// A directory as its cases are named: without a `./` before them.
fn shown(into: &Path) -> &Path {
    if into == Path::new(".") {
        Path::new("")
    } else {
        into
    }
}

/// Why a case cannot have that directory.
fn occupied(dir: &Path) -> Option<Flaw> {
    let message = if dir.join(MANIFEST).symlink_metadata().is_ok() {
        "其中已有另一件案件"
    } else if dir.symlink_metadata().is_ok() && !dir.is_dir() {
        "已有同名的文件"
    } else {
        return None;
    };
    Some(Flaw::whole(&format!("{}：{message}", dir.display())))
}

/// How many cases begin at once, before they are handed on in order.
const BATCH: usize = 64;

/// Begins the cases of a plan and hands on what came of each row, in order.
///
/// # Errors
/// What the store could not write; the rows before it were handed on.
pub fn carry_out(
    plan: &Plan,
    order: &Order<'_>,
    actor: &Actor,
    mut receive: impl FnMut(Outcome),
) -> Result<(), Failure> {
    for batch in plan.outcomes.chunks(BATCH) {
        let done: Vec<_> = batch
            .par_iter()
            .map(|(outcome, beginning)| {
                let is_due = matches!(outcome.fate, Fate::Made) && !order.dry_run;
                match &outcome.path {
                    Some(dir) if is_due => make(plan, order, dir, outcome, beginning, actor),
                    _ => Ok(outcome.fate.clone()),
                }
            })
            .collect();
        let mut failed = None;
        for ((outcome, _), result) in batch.iter().zip(done) {
            match result {
                Ok(fate) => receive(Outcome {
                    fate,
                    ..outcome.clone()
                }),
                Err(failure) => failed = failed.or(Some(failure)),
            }
        }
        if let Some(failure) = failed {
            return Err(failure);
        }
    }
    Ok(())
}

fn make(
    plan: &Plan,
    order: &Order<'_>,
    dir: &Path,
    outcome: &Outcome,
    beginning: &Beginning,
    actor: &Actor,
) -> Result<Fate, Failure> {
    // A crash may have left a case whose beginning stands in its journal: the store finishes it.
    let was_begun = dir.join(JOURNAL).symlink_metadata().is_ok();
    let mut data = Map::new();
    let name = order.file.file_name().unwrap_or_default();
    data.insert("from".into(), name.to_string_lossy().into());
    data.insert("row".into(), outcome.row.into());
    let beginning = Beginning {
        data,
        ..beginning.clone()
    };
    match begin::make(&plan.workspace, dir, beginning, actor) {
        Err(_) if was_begun && dir.join(MANIFEST).is_file() => {
            Ok(already("case.id", dir.to_owned()))
        }
        made => made.map(|_| Fate::Made),
    }
}

/// The fate of a row whose case is there.
fn already(key: &str, case: PathBuf) -> Fate {
    let message = format!("{key} 相同的案件已经建立：{}", case.display());
    Fate::Refused {
        flaws: vec![Flaw::whole(&message)],
        existing: Some(case),
    }
}
