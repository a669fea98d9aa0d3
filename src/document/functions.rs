//! The functions through which templates reach data: the engine gives them nothing else.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::datum::{Style, ValueError};
use super::form::FieldSpec;
use super::session::{Answer, Ask, AskRows, Hand, Session};

/// The session that the functions of one rendering share.
pub(super) type Shared = Arc<Mutex<Session>>;

/// The session, also after a panic elsewhere: it holds no half-made state.
pub(super) fn lock(session: &Shared) -> MutexGuard<'_, Session> {
    session.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Registers every function for that session, replacing those of an earlier one.
pub(super) fn register(tera: &mut Tera, session: &Shared) {
    data_function(tera, session, "field", FIELD, field);
    data_function(tera, session, "rows", ROWS, rows);
    data_function(tera, session, "has", &["name"], |session, kwargs| {
        Ok(Ok(session.has(kwargs.must_get("name")?).into()))
    });
    data_function(
        tera,
        session,
        "equals",
        &["name", "value"],
        |session, kwargs| {
            let value: &str = kwargs.must_get("value")?;
            Ok(session
                .equals(kwargs.must_get("name")?, value)
                .map(Value::from))
        },
    );
    data_function(tera, session, "blank", &["n"], |_, kwargs| {
        let width: u16 = kwargs.get("n")?.unwrap_or(10);
        Ok(Ok(Value::safe_string(&format!("<blank n=\"{width}\"/>"))))
    });
    data_function(tera, session, "fields", &[], |session, _| {
        let fields: Vec<Value> = session.fields().iter().map(spec_value).collect();
        Ok(Ok(fields.into()))
    });
    data_function(
        tera,
        session,
        "list",
        &["name", "blanks"],
        |session, kwargs| {
            let blanks: u16 = kwargs.get("blanks")?.unwrap_or(2);
            let names = session.list(kwargs.must_get("name")?, blanks.into());
            Ok(names.map(Value::from))
        },
    );
    data_function(tera, session, "signers", &[], |session, _| {
        Ok(Ok(session.form.signers.clone().into()))
    });
    data_function(tera, session, "title", &[], |session, _| {
        Ok(Ok(session.form.title.clone().into()))
    });
    data_function(tera, session, "sealed", &[], |session, _| {
        Ok(Ok(session.form.sealed.into()))
    });
    data_function(tera, session, "internal", &[], |session, _| {
        Ok(Ok(session.form.internal.into()))
    });
    data_function(tera, session, "record", &[], |session, _| {
        Ok(Ok(session.form.record.into()))
    });
    data_function(tera, session, "unfilled", &[], |session, _| {
        Ok(Ok(session.is_unfilled().into()))
    });
    let session = Arc::clone(session);
    tera.register_filter("safe", move |_: &Value, _: Kwargs, _: &State| {
        refuse(&mut lock(&session), ValueError::Safe)
    });
}

const FIELD: &[&str] = &["name", "instead", "as", "hand", "n", "choices"];
const ROWS: &[&str] = &[
    "name", "instead", "columns", "optional", "hand", "blanks", "n", "ruled",
];

/// A function over the session; the outer result is the engine's (its arguments), the inner one ours.
fn data_function<Body>(
    tera: &mut Tera,
    session: &Shared,
    function: &'static str,
    allowed: &'static [&'static str],
    body: Body,
) where
    Body:
        Fn(&mut Session, &Kwargs) -> TeraResult<Result<Value, ValueError>> + Send + Sync + 'static,
{
    let session = Arc::clone(session);
    tera.register_function(function, move |kwargs: Kwargs, _: &State| {
        let mut session = lock(&session);
        // The engine ignores an argument that nobody reads, so a slip of the pen would pass.
        let unknown = kwargs
            .iter()
            .filter_map(|(key, _)| key.as_str())
            .find(|key| !allowed.contains(key));
        if let Some(found) = unknown {
            let error = ValueError::Argument {
                function,
                found: found.to_owned(),
                allowed: allowed.join("、"),
            };
            return refuse(&mut session, error);
        }
        match body(&mut session, &kwargs)? {
            Ok(value) => Ok(value),
            Err(error) => refuse(&mut session, error),
        }
    });
}

fn refuse(session: &mut Session, error: ValueError) -> TeraResult<Value> {
    let message = tera::Error::message(&error);
    session.fault = Some(error);
    Err(message)
}

fn field(session: &mut Session, kwargs: &Kwargs) -> TeraResult<Result<Value, ValueError>> {
    let style = match kwargs.get::<&str>("as")?.map(Style::named) {
        Some(Err(error)) => return Ok(Err(error)),
        Some(Ok(style)) => style,
        None => Style::default(),
    };
    let ask = Ask {
        name: kwargs.must_get::<&str>("name")?.to_owned(),
        instead: kwargs.get::<&str>("instead")?.map(str::to_owned),
        style,
        hand: hand(kwargs)?,
        width: kwargs.get("n")?,
        choices: strings(kwargs, "choices")?,
    };
    Ok(session.field(&ask).map(answer_value))
}

fn hand(kwargs: &Kwargs) -> TeraResult<Option<Hand>> {
    match kwargs.get::<&str>("hand")? {
        None => Ok(None),
        Some("line") => Ok(Some(Hand::Line)),
        Some("space") => Ok(Some(Hand::Space)),
        Some(other) => Err(tera::Error::message(format!(
            "hand 为“{other}”，应为 line 或者 space"
        ))),
    }
}

fn rows(session: &mut Session, kwargs: &Kwargs) -> TeraResult<Result<Value, ValueError>> {
    let ask = AskRows {
        name: kwargs.must_get::<&str>("name")?.to_owned(),
        instead: kwargs.get::<&str>("instead")?.map(str::to_owned),
        columns: strings(kwargs, "columns")?,
        optional: strings(kwargs, "optional")?,
        hand: kwargs.get("hand")?.unwrap_or(false),
        blanks: kwargs.get::<u16>("blanks")?.unwrap_or(2).into(),
        width: kwargs.get("n")?,
        ruled: kwargs.get("ruled")?.unwrap_or(false),
    };
    let rows = match session.rows(&ask) {
        Ok(rows) => rows,
        Err(error) => return Ok(Err(error)),
    };
    let values = rows.into_iter().map(|row| {
        let cells = row.into_iter();
        let cells = cells.map(|(column, answer)| (column, answer_value(answer)));
        Value::from(cells.collect::<BTreeMap<String, Value>>())
    });
    Ok(Ok(values.collect::<Vec<Value>>().into()))
}

/// A list of words; left out, it is empty.
fn strings(kwargs: &Kwargs, key: &str) -> TeraResult<Vec<String>> {
    let Some(value) = kwargs.get::<&Value>(key)? else {
        return Ok(Vec::new());
    };
    let items = value.as_array().map(|items| {
        let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
        texts.collect::<Option<Vec<_>>>()
    });
    items.flatten().ok_or_else(|| {
        tera::Error::message(format!("参数 {key} 应为文字的列表，如 [\"甲\", \"乙\"]"))
    })
}

fn spec_value(field: &FieldSpec) -> Value {
    let choices: Vec<String> = field.choices.clone();
    let columns: Vec<String> = field.columns.clone();
    let entries = [
        ("name", Value::from(field.name.as_str())),
        ("label", Value::from(field.name.as_str())),
        ("type", Value::from(field.kind.name())),
        ("required", Value::from(field.required)),
        ("optional", Value::from(field.optional)),
        (
            "signer",
            Value::from(field.signer.as_deref().unwrap_or_default()),
        ),
        ("choices", Value::from(choices)),
        ("columns", Value::from(columns)),
    ];
    Value::from(BTreeMap::from(entries))
}

/// Line breaks travel as U+2028, so that a value never needs markup.
fn answer_value(answer: Answer) -> Value {
    match answer {
        Answer::Text(text) => Value::normal_string(&text.replace('\n', "\u{2028}")),
        Answer::Markup(markup) => Value::safe_string(&markup),
    }
}
