//! Pages of `docs/` that are made from the code and the rulebook, and checked for drift.
//!
//! `ANJUAN_UPDATE_DOCS=1 cargo test --test integration docs` writes them anew.

mod recipes;
mod reference;
mod rules;
mod sentences;

use std::fs;
use std::path::Path;

/// Compares a page with its file, or writes it.
fn page(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(name);
    if std::env::var_os("ANJUAN_UPDATE_DOCS").is_some() {
        fs::write(&path, text).expect("written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == text,
        "docs/{name} is out of date: ANJUAN_UPDATE_DOCS=1 cargo test --test integration docs"
    );
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
