//! A temporary place to work in: runs the program there and shows what it printed.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The day that commands take for today.
pub const TODAY: &str = "2026-07-01";

/// A temporary directory in which commands run.
pub struct Desk {
    dir: TempDir,
}

/// What a command came to.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// An empty directory.
    pub fn new() -> Self {
        Self {
            dir: tempfile::tempdir().expect("a directory"),
        }
    }

    /// A directory with a copy of the complete example, workspace and all.
    pub fn with_example() -> Self {
        let desk = Self::new();
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        fs::copy(examples.join("anjuan.toml"), desk.path("anjuan.toml")).expect("copied");
        copy(&examples.join("penalty-case"), &desk.path("penalty-case"));
        desk
    }

    /// A directory with a copy of all the examples.
    pub fn with_all_examples() -> Self {
        let desk = Self::new();
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        copy(&examples, &desk.path(""));
        desk
    }

    /// A path below the directory.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, text).expect("written");
        path
    }

    /// Reads a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("text")
    }

    /// The command, ready to run.
    pub fn command(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_anjuan"));
        command
            .args(arguments)
            .current_dir(self.dir.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("ANJUAN_TODAY", TODAY)
            .env("ANJUAN_BY", "李某")
            .env("RUST_BACKTRACE", "0");
        command
    }

    /// Runs the program.
    pub fn run(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Ran {
        let output = self.command(arguments).output().expect("started");
        self.shown(&output)
    }

    /// Runs the program and asserts that nothing was wrong.
    #[track_caller]
    pub fn ok(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Ran {
        self.run(arguments).exits(0)
    }

    /// Runs the program with a line as typed in a shell; quotes as in a shell.
    pub fn sh(&self, line: &str) -> Ran {
        let bin = Path::new(env!("CARGO_BIN_EXE_anjuan"))
            .parent()
            .expect("a folder");
        let path = std::env::var("PATH").unwrap_or_default();
        let output = Command::new("bash")
            .args(["-c", line])
            .current_dir(self.dir.path())
            .env_clear()
            .env("PATH", format!("{}:{path}", bin.display()))
            .env("ANJUAN_TODAY", TODAY)
            .env("ANJUAN_BY", "李某")
            .env("RUST_BACKTRACE", "0")
            .env("LC_ALL", "C.UTF-8")
            .output()
            .expect("started");
        self.shown(&output)
    }

    fn shown(&self, output: &Output) -> Ran {
        let place = self.dir.path().display().to_string();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&place, "[桌]");
        let code = output.status.code().unwrap_or(-1);
        assert_ne!(code, 101, "a panic: {}", text(&output.stderr));
        Ran {
            code,
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }
}

impl Ran {
    /// Asserts the exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "stdout:\n{}\nstderr:\n{}",
            self.out, self.err
        );
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// Copies a directory with all below it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}
