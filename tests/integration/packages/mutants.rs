//! A generator of packages in which one thing is not as it was packed, with the lists left alone
//! and with the lists made anew. None of them is accepted without a line that names the thing.

use std::fs;
use std::path::{Path, PathBuf};

use anjuan::package::{self, Bag, Existing, Item, Source};
use anjuan::task::verify::{Verified, below};

use super::{Packed, files, restamp, write};

/// One thing that is done to an unpacked package.
struct Mutant {
    /// What it is, to be read when it slips through.
    name: String,
    /// The file that is not as it was.
    file: String,
    change: Box<dyn Fn(&Path)>,
    /// Whether it may be 完好 as long as a note names the file: what the version of the program
    /// decides.
    may_be_noted: bool,
}

impl Mutant {
    fn new(what: &str, file: &str, change: impl Fn(&Path) + 'static) -> Self {
        Self {
            name: format!("{what} {file}"),
            file: file.to_owned(),
            change: Box::new(change),
            may_be_noted: false,
        }
    }
}

/// A change of a file's bytes.
type Edit = fn(Vec<u8>) -> Option<Vec<u8>>;

const EDITS: &[(&str, Edit)] = &[
    ("改一个字节", |mut bytes| {
        let at = bytes.len() / 2;
        let found = bytes[at..].iter().position(u8::is_ascii_alphanumeric)?;
        let byte = &mut bytes[at + found];
        *byte = if *byte == b'x' { b'y' } else { b'x' };
        Some(bytes)
    }),
    ("删去", |_| None),
];

fn edited(what: &str, file: &str, edit: Edit) -> Mutant {
    let path = file.to_owned();
    Mutant::new(what, file, move |folder| {
        let path = folder.join(&path);
        match edit(fs::read(&path).unwrap()) {
            Some(bytes) => write(&path, &bytes),
            None => fs::remove_file(&path).unwrap(),
        }
    })
}

/// Every page and every file that is carried; of many templates a few.
fn of_tag_files(packed: &Packed, mutants: &mut Vec<Mutant>) {
    let own = [
        "bag-info.txt",
        "bagit.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ];
    for name in files(&packed.folder).keys() {
        let is_template = name.contains("/documents/");
        if name.starts_with("data/") || own.contains(&name.as_str()) {
            continue;
        }
        for (what, edit) in EDITS {
            if !is_template || name.ends_with("_layout.xhtml") {
                mutants.push(edited(what, name, *edit));
            }
        }
    }
    for name in [
        "anjuan/便条.html",
        "anjuan/templates/sanming/documents/x.xhtml",
        "说明.txt",
    ] {
        mutants.push(Mutant::new("添", name, move |folder| {
            write(&folder.join(name), "<p>无</p>".as_bytes());
        }));
    }
}

/// Every line of `bag-info.txt`.
fn of_labels(packed: &Packed, mutants: &mut Vec<Mutant>) {
    let info = fs::read_to_string(packed.folder.join("bag-info.txt")).unwrap();
    for line in info.lines() {
        let (label, value) = line.split_once(": ").unwrap();
        for (what, new) in [
            ("改", format!("{label}: {value}9\n")),
            ("删", String::new()),
            ("重复", format!("{line}\n{line}\n")),
        ] {
            let old = format!("{line}\n");
            let mut mutant =
                Mutant::new(&format!("{what} {label}"), "bag-info.txt", move |folder| {
                    let path = folder.join("bag-info.txt");
                    let text = fs::read_to_string(&path).unwrap();
                    write(&path, text.replacen(&old, &new, 1).as_bytes());
                });
            mutant.may_be_noted = label == "Bag-Software-Agent" && what == "改";
            mutants.push(mutant);
        }
    }
    mutants.push(Mutant::new("添标签", "bag-info.txt", |folder| {
        let path = folder.join("bag-info.txt");
        let text = fs::read_to_string(&path).unwrap();
        write(&path, format!("{text}Anjuan-Forced: 领导同意\n").as_bytes());
    }));
}

/// Records, manifest and journal.
fn of_payload(packed: &Packed, mutants: &mut Vec<Mutant>) {
    let all = files(&packed.folder);
    let records: Vec<&String> = all
        .keys()
        .filter(|name| name.starts_with("data/"))
        .collect();
    let records = records
        .into_iter()
        .filter(|name| !name.ends_with("case.toml"));
    let records: Vec<_> = records
        .filter(|name| !name.ends_with("journal.jsonl"))
        .collect();
    for name in records.iter().take(4) {
        for (what, edit) in EDITS {
            mutants.push(edited(what, name, *edit));
        }
    }
    let (first, second) = (records[0].clone(), records[1].clone());
    mutants.push(Mutant::new(
        "与另一份对调",
        &first.clone(),
        move |folder| {
            let (one, other) = (folder.join(&first), folder.join(&second));
            let (left, right) = (fs::read(&one).unwrap(), fs::read(&other).unwrap());
            write(&one, &right);
            write(&other, &left);
        },
    ));
    mutants.push(Mutant::new("添", "data/documents/R99.pdf", |folder| {
        write(&folder.join("data/documents/R99.pdf"), b"%PDF-1.7\n");
    }));
    for (what, edit) in EDITS {
        mutants.push(edited(what, "data/case.toml", *edit));
        mutants.push(edited(what, "data/journal.jsonl", *edit));
    }
    let cut: Edit = |bytes| {
        let end = bytes[..bytes.len() - 1]
            .iter()
            .rposition(|byte| *byte == b'\n')?;
        Some(bytes[..=end].to_vec())
    };
    mutants.push(edited("截去末行", "data/journal.jsonl", cut));
}

/// Whole folders.
fn of_folders(mutants: &mut Vec<Mutant>) {
    for folder in ["anjuan", "anjuan/templates", "anjuan/templates/sanming"] {
        mutants.push(Mutant::new(
            "整个删去",
            &format!("{folder}/"),
            move |bag| {
                fs::remove_dir_all(bag.join(folder)).unwrap();
            },
        ));
    }
}

/// A copy whose files are shared until they are written anew.
fn share(from: &Path, to: &Path) {
    for (name, path) in files(from) {
        let place = to.join(name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::hard_link(path, place).unwrap();
    }
}

/// Whether what was found names a file, or the folder that is its rulebook.
fn names(verified: &Verified, file: &str) -> bool {
    let is_below = |path: &str| path.len() > 1 && path.ends_with('/') && file.starts_with(path);
    let is_in = |path: &str| file.ends_with('/') && path.starts_with(file);
    let problems = verified.problems.iter();
    let mut problems = problems.map(|problem| (&problem.path, &problem.message));
    problems.any(|(path, message)| {
        path == file || is_below(path) || is_in(path) || message.contains(file)
    }) || verified.notes.iter().any(|note| note.contains(file))
}

/// The unpacked package as a ZIP, built as this program builds one, its lists made anew.
fn zipped(folder: &Path, target: &Path) {
    let item = |prefix: &str, (name, path): (String, PathBuf)| Item {
        name: name.strip_prefix(prefix).unwrap().to_owned(),
        source: Source::File {
            path,
            expected: None,
        },
    };
    let own = [
        "bag-info.txt",
        "bagit.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ];
    let (payload, tags): (Vec<_>, Vec<_>) = files(folder)
        .into_iter()
        .filter(|(name, _)| !own.contains(&name.as_str()))
        .partition(|(name, _)| name.starts_with("data/"));
    let info = fs::read_to_string(folder.join("bag-info.txt")).unwrap();
    let info = info.lines().filter_map(|line| line.split_once(": "));
    let info = info.filter(|(label, _)| !["Bag-Size", "Payload-Oxum"].contains(label));
    let bag = Bag {
        folder: folder.file_name().unwrap().to_str().unwrap().to_owned(),
        info: info
            .map(|(label, value)| (label.into(), value.into()))
            .collect(),
        payload: payload.into_iter().map(|one| item("data/", one)).collect(),
        tags: tags.into_iter().map(|one| item("", one)).collect(),
        sm3: false,
    };
    package::write(&bag, target, Existing::Refuse).unwrap();
}

/// Those that slip through, by name.
fn slipping(packed: &Packed) -> (usize, Vec<String>) {
    let mut mutants = Vec::new();
    of_tag_files(packed, &mut mutants);
    of_labels(packed, &mut mutants);
    of_payload(packed, &mut mutants);
    of_folders(&mut mutants);
    let scratch = packed.desk.path("变体");
    let mut made: Vec<(&Mutant, &str, PathBuf)> = Vec::new();
    for (number, mutant) in mutants.iter().enumerate() {
        // with the lists made anew as a folder and as a ZIP, by turns
        let forged = ["清单重做", "清单重做的 ZIP"][number % 2];
        for how in ["", forged] {
            let place = scratch.join(format!("{number}{how}"));
            let folder = place.join(packed.folder.file_name().unwrap());
            share(&packed.folder, &folder);
            (mutant.change)(&folder);
            if how.is_empty() {
                made.push((mutant, how, folder));
            } else if how == "清单重做" {
                restamp(&folder);
                made.push((mutant, how, folder));
            } else if !is_only_computed(mutant) {
                let zip = place.join("包.zip");
                zipped(&folder, &zip);
                made.push((mutant, how, zip));
            }
        }
    }
    let paths: Vec<PathBuf> = made.iter().map(|(.., path)| path.clone()).collect();
    let mut slipped = Vec::new();
    let mut at = 0;
    below::each(&paths, |verified| {
        let (mutant, how, _) = &made[at];
        at += 1;
        let is_accepted = verified.is_clean() && !mutant.may_be_noted;
        if is_accepted || !names(&verified, &mutant.file) {
            slipped.push(format!(
                "{} {how}：{:?} {:?}",
                mutant.name, verified.problems, verified.notes
            ));
        }
        true
    });
    assert_eq!(at, made.len());
    (made.len(), slipped)
}

/// Whether a ZIP that is built anew has the label right again.
fn is_only_computed(mutant: &Mutant) -> bool {
    ["Bag-Size", "Payload-Oxum"]
        .iter()
        .any(|label| mutant.name.contains(label))
}

fn none_slips(packed: &Packed) {
    let whole = anjuan::task::verify::verify(&packed.folder);
    assert!(whole.is_clean() && whole.notes.is_empty(), "{whole:?}");
    let (made, slipped) = slipping(packed);
    assert!(made > 100, "{made}");
    assert!(
        slipped.is_empty(),
        "{} of {made}:\n{}",
        slipped.len(),
        slipped.join("\n")
    );
}

#[test]
fn no_mutant_of_a_package_is_accepted_without_naming_what_was_changed() {
    none_slips(&Packed::of("simple-case", "2026-0030"));
}

#[test]
fn no_mutant_of_a_forced_package_with_its_own_rulebook_is_accepted() {
    let forced = ["--force", "--reason", "原件灭失", "--by", "林某"];
    let packed = Packed::with("simple-case", "2026-0030", &forced, |desk| {
        desk.run(["rulebook", "new", "own", "--keep-id"]).exits(0);
        let path = desk.path("simple-case/case.toml");
        let text = fs::read_to_string(&path).unwrap();
        let text = text.replace("[\"sanming\"]", "[\"own\", \"national\"]");
        fs::write(&path, text).unwrap();
        super::again::lose_a_record(desk, "simple-case");
    });
    let (made, slipped) = slipping(&packed);
    assert!(made > 60, "{made}");
    assert!(
        slipped.is_empty(),
        "{} of {made}:\n{}",
        slipped.len(),
        slipped.join("\n")
    );
}
