//! A journal read from the front, line by line, with its chain checked.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use super::damage::{Damage, Fault};
use super::digest::{ZEROES, sha256_hex};
use super::error::StoreError;
use super::line::{LINE_LIMIT, Line, Unreadable, parse};
use super::source;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Where a journal stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// The number of the last line.
    pub seq: u64,
    /// The SHA-256 of the last line with its end.
    pub digest: String,
    /// How many lines there are.
    pub lines: u64,
    /// The nonce of the case, from the first line.
    pub nonce: String,
}

/// A line and where it stands in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The line.
    pub line: Line,
    /// The offset of its first byte.
    pub start: u64,
    /// The offset after its end.
    pub end: u64,
    /// The SHA-256 of its bytes with the end.
    pub digest: String,
}

/// The lines of a journal, in order; the first damage ends them.
#[derive(Debug)]
pub struct Entries<R> {
    path: PathBuf,
    reader: R,
    buffer: Vec<u8>,
    seq: u64,
    prev: String,
    start: u64,
    torn: u64,
    done: bool,
}

/// What stands next in the file.
enum Piece {
    Line,
    Tail { length: u64, only_nul: bool },
    TooLong,
    End,
}

/// Opens a journal for reading.
///
/// # Errors
/// [`StoreError::NoJournal`] where there is none; otherwise what the system says.
pub fn entries(path: &Path) -> Result<Entries<BufReader<File>>, StoreError> {
    if source::absent(path) {
        return Err(StoreError::NoJournal {
            path: path.to_owned(),
        });
    }
    Ok(Entries::new(
        path,
        BufReader::with_capacity(1 << 16, source::open(path)?),
    ))
}

/// Reads a whole journal and checks its chain; `nonce` is the one it must carry, if known.
///
/// # Errors
/// [`StoreError::Damaged`] with what was expected and found, [`StoreError::NoJournal`] where
/// there is no complete line. A torn last line is no damage: it was never acknowledged.
pub fn verify_chain(path: &Path, nonce: Option<&str>) -> Result<Head, StoreError> {
    let mut head: Option<Head> = None;
    for entry in entries(path)? {
        head = Some(step(path, head, &entry?)?);
    }
    let head = head.ok_or_else(|| StoreError::NoJournal {
        path: path.to_owned(),
    })?;
    match nonce {
        Some(nonce) if nonce != head.nonce => Err(damaged(
            path,
            Damage {
                seq: 0,
                line: 1,
                fault: Fault::OtherCase,
                expected: nonce.to_owned(),
                found: head.nonce,
            },
        )),
        _ => Ok(head),
    }
}

/// The head after one more line.
pub(super) fn step(path: &Path, head: Option<Head>, entry: &Entry) -> Result<Head, StoreError> {
    let nonce = match head {
        Some(head) => head.nonce,
        None => nonce_of(path, &entry.line)?,
    };
    let seq = entry.line.seq;
    Ok(Head {
        seq,
        digest: entry.digest.clone(),
        lines: seq.saturating_add(1),
        nonce,
    })
}

/// The nonce in the first line.
pub(super) fn nonce_of(path: &Path, line: &Line) -> Result<String, StoreError> {
    let nonce = line
        .data
        .get("nonce")
        .and_then(serde_json::Value::as_str)
        .unwrap_or_default();
    if nonce.len() == 32
        && nonce
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    {
        return Ok(nonce.to_owned());
    }
    Err(damaged(
        path,
        Damage {
            seq: 0,
            line: 1,
            fault: Fault::Malformed,
            expected: "首行带有 32 位十六进制的 nonce".to_owned(),
            found: format!("「{}」", nonce.escape_debug()),
        },
    ))
}

pub(super) fn damaged(path: &Path, damage: Damage) -> StoreError {
    StoreError::Damaged {
        path: path.to_owned(),
        damage: Box::new(damage),
    }
}

impl<R: BufRead> Entries<R> {
    /// Reads lines from any reader; `path` is named in errors.
    pub fn new(path: &Path, reader: R) -> Self {
        Self {
            path: path.to_owned(),
            reader,
            buffer: Vec::new(),
            seq: 0,
            prev: ZEROES.to_owned(),
            start: 0,
            torn: 0,
            done: false,
        }
    }

    /// How many bytes stand after the last line end, once all lines were read.
    pub const fn torn(&self) -> u64 {
        self.torn
    }

    /// Where the lines end that were read so far.
    pub(super) const fn end(&self) -> u64 {
        self.start
    }

    fn advance(&mut self) -> Result<Option<Entry>, StoreError> {
        match self.piece()? {
            Piece::End => Ok(None),
            Piece::TooLong => Err(self.fault(
                Fault::TooLong,
                format!("至多 {LINE_LIMIT} 字节"),
                "更长".to_owned(),
            )),
            Piece::Tail { length, only_nul } => {
                if !only_nul && self.buffer.contains(&0) {
                    let (expected, found) = ("完整的一行", "夹杂空字节的残行");
                    return Err(self.fault(Fault::NulBytes, expected.into(), found.into()));
                }
                self.torn = length;
                Ok(None)
            }
            Piece::Line => self.entry().map(Some),
        }
    }

    fn entry(&mut self) -> Result<Entry, StoreError> {
        let line = self.decode()?;
        let digest = sha256_hex(&self.buffer);
        self.check_seq(&line, &digest)?;
        self.check_prev(&line)?;
        let start = self.start;
        self.start = start.saturating_add(self.buffer.len() as u64);
        self.seq = self.seq.saturating_add(1);
        self.prev.clone_from(&digest);
        Ok(Entry {
            line,
            start,
            end: self.start,
            digest,
        })
    }

    /// The bytes of the buffer as a line.
    fn decode(&self) -> Result<Line, StoreError> {
        let bytes = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
        let fault = |fault, expected: &str, found: String| {
            Err(self.fault(fault, expected.to_owned(), found))
        };
        if self.seq == 0 && bytes.starts_with(BYTE_ORDER_MARK) {
            return fault(Fault::ByteOrderMark, "以 { 开头", "EF BB BF".to_owned());
        }
        if bytes.ends_with(b"\r") {
            return fault(Fault::LineEnds, "LF", "CRLF".to_owned());
        }
        if bytes.is_empty() {
            return fault(Fault::Blank, "一行日志", "空行".to_owned());
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let at = format!("第 {} 字节起不是", error.valid_up_to());
                return fault(Fault::NotUtf8, "UTF-8", at);
            }
        };
        match parse(text) {
            Ok(line) => Ok(line),
            Err(Unreadable::Malformed(what)) => fault(Fault::Malformed, "日志行", what),
            Err(Unreadable::Newer(version)) => {
                fault(Fault::NewerVersion, "v 1", format!("v {version}"))
            }
        }
    }

    fn check_seq(&mut self, line: &Line, digest: &str) -> Result<(), StoreError> {
        if line.seq == self.seq {
            return Ok(());
        }
        let fault = if *digest == self.prev {
            Fault::Duplicated
        } else if line.seq < self.seq || self.comes_later(self.seq) {
            Fault::Reordered
        } else {
            Fault::Missing
        };
        Err(self.fault(
            fault,
            format!("seq {}", self.seq),
            format!("seq {}", line.seq),
        ))
    }

    /// True when the line that should stand here stands further down.
    fn comes_later(&mut self, seq: u64) -> bool {
        while let Ok(Piece::Line) = self.piece() {
            let text = std::str::from_utf8(&self.buffer).unwrap_or_default();
            if parse(text.trim_end()).is_ok_and(|line| line.seq == seq) {
                return true;
            }
        }
        false
    }

    /// A wrong `prev` means that the line before is not the one that was chained to.
    fn check_prev(&self, line: &Line) -> Result<(), StoreError> {
        if line.prev == self.prev {
            return Ok(());
        }
        let seq = self.seq.saturating_sub(1);
        let (expected, found) = match self.seq {
            0 => (self.prev.clone(), line.prev.clone()),
            _ => (line.prev.clone(), self.prev.clone()),
        };
        let line = seq.saturating_add(1);
        let damage = Damage {
            seq,
            line,
            fault: Fault::Edited,
            expected,
            found,
        };
        Err(damaged(&self.path, damage))
    }

    fn fault(&self, fault: Fault, expected: String, found: String) -> StoreError {
        let line = self.seq.saturating_add(1);
        damaged(
            &self.path,
            Damage {
                seq: self.seq,
                line,
                fault,
                expected,
                found,
            },
        )
    }

    /// Reads up to the next line end, never more than the limit into memory.
    fn piece(&mut self) -> Result<Piece, StoreError> {
        self.buffer.clear();
        let mut length = 0_u64;
        let mut only_nul = true;
        loop {
            let available = match self.reader.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(StoreError::io(&self.path, "读取")(error)),
            };
            if available.is_empty() {
                return Ok(match length {
                    0 => Piece::End,
                    _ => Piece::Tail { length, only_nul },
                });
            }
            let end = available.iter().position(|&byte| byte == b'\n');
            let taken = end.map_or(available.len(), |at| at + 1);
            let bytes = available.get(..taken).unwrap_or_default();
            only_nul = only_nul && bytes.iter().all(|&byte| byte == 0);
            let fits = self.buffer.len() + taken <= LINE_LIMIT;
            if fits {
                self.buffer.extend_from_slice(bytes);
            }
            length = length.saturating_add(taken as u64);
            self.reader.consume(taken);
            match (fits, end) {
                (true, Some(_)) => return Ok(Piece::Line),
                (false, _) if !only_nul => return Ok(Piece::TooLong),
                _ => {}
            }
        }
    }
}

impl<R: BufRead> Iterator for Entries<R> {
    type Item = Result<Entry, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.advance().transpose();
        self.done = !matches!(next, Some(Ok(_)));
        next
    }
}
