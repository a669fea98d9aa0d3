//! The only place that prints, and the door at which what is printed becomes inert: a text is one
//! line, whatever is in it, and whoever prints several hands over [`Lines`](crate::inert::Lines).
//!
//! A closed pipe ends the output quietly; any other failure to print is remembered, so that a
//! full disk behind standard output is an error and no lost report passes for a clean one.

use std::borrow::Cow;
use std::io::{self, BufWriter, ErrorKind, IsTerminal as _, Write as _};
use std::panic::{self, Location};

use crate::inert::{self, Printed};
use crate::task::error::Failure;

/// Tells a person at a terminal that a command waits; a script learns it at the end, if at all.
pub(super) fn tell_who_waits(text: &str) {
    let mut error = io::stderr().lock();
    if error.is_terminal() {
        let _ = writeln!(error, "{}", inert::line(text));
    }
}

/// Standard output and standard error of one run.
pub(super) struct Ui {
    out: BufWriter<io::Stdout>,
    closed: bool,
    failure: Option<io::Error>,
}

impl Default for Ui {
    fn default() -> Self {
        Self {
            out: BufWriter::new(io::stdout()),
            closed: false,
            failure: None,
        }
    }
}

impl Ui {
    /// Prints a line, or lines, to standard output.
    pub(super) fn line(&mut self, text: &(impl Printed + ?Sized)) {
        self.put(&shown(text));
    }

    /// Prints a line, or lines, after an empty one.
    pub(super) fn apart(&mut self, text: &(impl Printed + ?Sized)) {
        self.line("");
        self.line(text);
    }

    /// Prints a part of a line to standard output: of JSON that is made piece by piece.
    pub(super) fn part(&mut self, text: &str) {
        self.put(&inert::line(text));
    }

    /// Prints a file that another program reads, as it is but for what a terminal would obey.
    pub(super) fn document(&mut self, text: &str) {
        self.put(&inert::document(text));
    }

    fn put(&mut self, text: &str) {
        if self.closed {
            return;
        }
        let written = self.out.write_all(text.as_bytes());
        self.remember(written);
    }

    /// Prints a line, or lines, to standard error; where that fails there is nobody to tell.
    pub(super) fn note(&mut self, text: &(impl Printed + ?Sized)) {
        // What was printed before stands before, as on a screen.
        let flushed = self.out.flush();
        self.remember(flushed);
        let _ = io::stderr().lock().write_all(shown(text).as_bytes());
    }

    /// Whether nobody reads the output any more.
    #[must_use]
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Asks a person for a line on standard error; `None` at the end of the input.
    pub(super) fn ask(&mut self, question: &str) -> Option<String> {
        let flushed = self.out.flush();
        self.remember(flushed);
        let _ = write!(io::stderr().lock(), "{}", inert::line(question));
        let _ = io::stderr().flush();
        let mut line = String::new();
        match io::stdin().read_line(&mut line) {
            Ok(0) | Err(_) => None,
            Ok(_) => Some(line.trim().to_owned()),
        }
    }

    /// Flushes; the error that lost output, if any.
    pub(super) fn finish(&mut self) -> Option<io::Error> {
        let flushed = self.out.flush();
        self.remember(flushed);
        self.failure.take()
    }

    fn remember(&mut self, result: io::Result<()>) {
        if let Err(error) = result {
            self.closed = true;
            if error.kind() != ErrorKind::BrokenPipe && self.failure.is_none() {
                self.failure = Some(error);
            }
        }
    }
}

/// Makes every panic say in Chinese where the program failed, and nothing of the case: neither the
/// message, which may quote what was read, nor a backtrace.
pub(super) fn tell_panics() {
    panic::set_hook(Box::new(|panic| {
        let _ = io::stderr()
            .lock()
            .write_all(broken(panic.location()).as_bytes());
    }));
}

fn broken(place: Option<&Location<'_>>) -> String {
    let place = place.map_or_else(String::new, |place| {
        let file = place.file().replace('\\', "/");
        // of a library its own folder, not where the machine that built the program keeps it
        let file = file.rsplit("/registry/src/").next().unwrap_or_default();
        format!("，{file}:{}:{}", place.line(), place.column())
    });
    let version = concat!("anjuan ", env!("CARGO_PKG_VERSION"));
    let failure = Failure::new("程序出错，没有做完：这是程序的毛病，不是案件的毛病")
        .because(format!("{version}{place}"))
        .because("没有写完的不算数，已经记入操作日志的不受影响")
        .hint("用 anjuan log 案件 查看是否已经记入；请把上面的版本和位置告诉开发者");
    shown(&failure)
}

/// The lines of a text; whoever made them, a last look at each character.
fn shown(text: &(impl Printed + ?Sized)) -> String {
    let mut lines = String::new();
    text.append_to(&mut lines);
    match inert::many(&lines) {
        Cow::Borrowed(_) => lines,
        Cow::Owned(lines) => lines,
    }
}
