//! The only place that prints.
//!
//! A closed pipe ends the output quietly; any other failure to print is remembered, so that a
//! full disk behind standard output is an error and no lost report passes for a clean one.

use std::io::{self, BufWriter, ErrorKind, IsTerminal as _, Write as _};

/// Tells a person at a terminal that a command waits; a script learns it at the end, if at all.
pub(super) fn tell_who_waits(text: &str) {
    let mut error = io::stderr().lock();
    if error.is_terminal() {
        let _ = writeln!(error, "{text}");
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
    /// Prints text to standard output as it is.
    pub(super) fn print(&mut self, text: &str) {
        if self.closed {
            return;
        }
        let written = self.out.write_all(text.as_bytes());
        self.remember(written);
    }

    /// Prints a line to standard output.
    pub(super) fn line(&mut self, text: &str) {
        self.print(text);
        self.print("\n");
    }

    /// Prints a line to standard error; where that fails there is nobody to tell.
    pub(super) fn note(&mut self, text: &str) {
        // What was printed before stands before, as on a screen.
        let flushed = self.out.flush();
        self.remember(flushed);
        let _ = writeln!(io::stderr().lock(), "{text}");
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
        let _ = write!(io::stderr().lock(), "{question}");
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
