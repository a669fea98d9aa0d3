//! A file and what is inside it, step by step and within limits.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::kept::{Kept, PATTERN, Whole as _, fill};
use super::{Found, Limits, What, exif, film, package, pdf, xmp};

/// How much of a file is read at once.
const STRETCH: usize = 1 << 20;
/// How much of a beginning tells what a file is.
const HEAD: usize = 4096;
/// How far from its end a ZIP tells that it is one.
const TAIL: u64 = 65_557;
/// A part below this is never too large for what it was packed into.
const SMALL: u64 = 4 << 20;

/// Beginnings of files that are not looked into, and what they are.
const CLOSED: &[(&[u8], &str)] = &[
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "旧格式的 Office、WPS 文件",
    ),
    (b"{\\rtf", "RTF 文件"),
    (b"Rar!\x1A\x07", "RAR 压缩文件"),
    (b"7z\xBC\xAF\x27\x1C", "7z 压缩文件"),
    (b"BZh", "bzip2 压缩文件"),
    (b"\xFD7zXZ\0", "xz 压缩文件"),
    (b"\x28\xB5\x2F\xFD", "zstd 压缩文件"),
];

/// Marks of text in which a file can stand in other characters.
const ENCODED: [&[u8]; 2] = [b"Content-Transfer-Encoding: base64", b";base64,"];

/// What is being looked into.
pub(super) struct Walk<'a> {
    kept: &'a Kept,
    pub(super) limits: Limits,
    found: Found,
    parts: u32,
    bytes: u64,
}

/// What can be read from any place.
pub(super) trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

impl<'a> Walk<'a> {
    pub(super) fn new(kept: &'a Kept, limits: Limits) -> Self {
        Self {
            kept,
            limits,
            found: Found::default(),
            parts: 0,
            bytes: 0,
        }
    }

    /// Takes down something that is given away; an empty value is none.
    pub(super) fn tell(&mut self, what: What, value: impl AsRef<str>) {
        let value = value.as_ref().trim();
        if !value.is_empty() {
            let values = self.found.traces.entry(what).or_default();
            values.insert(value.to_owned());
        }
    }

    /// Looks into a file on the disk.
    pub(super) fn file(mut self, path: &Path) -> io::Result<Found> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        self.found.sha256 = self.search(&mut file, path)?;
        file.seek(SeekFrom::Start(0))?;
        if size <= self.limits.part {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            self.inside(&bytes, 0);
        } else {
            self.large(&mut BufReader::new(file), size)?;
        }
        Ok(self.found)
    }

    /// Hashes a file and looks for those that must not be in it.
    fn search(&mut self, file: &mut File, path: &Path) -> io::Result<String> {
        let mut hasher = Sha256::new();
        let mut whole = File::open(path)?;
        let mut buffer = vec![0; STRETCH];
        let (mut start, mut carried) = (0_u64, 0);
        loop {
            let read = fill(file, buffer.get_mut(carried..).unwrap_or_default())?;
            if read == 0 {
                break;
            }
            let stretch = buffer.get(..carried + read).unwrap_or_default();
            hasher.update(stretch.get(carried..).unwrap_or_default());
            let holds = &mut self.found.holds;
            self.kept.search(stretch, start, &mut whole, holds)?;
            let length = stretch.len();
            let rest = length.min(PATTERN - 1);
            buffer.copy_within(length - rest..length, 0);
            start = start.saturating_add((length - rest) as u64);
            carried = rest;
        }
        Ok(hex(&hasher.finalize()))
    }

    /// What is too large to be held in memory.
    fn large(&mut self, source: &mut dyn Source, size: u64) -> io::Result<()> {
        let mut head = vec![0; HEAD];
        let length = fill(&mut &mut *source, &mut head)?;
        head.truncate(length);
        if is_pdf(&head) || is_gzip(&head) {
            self.tell(What::Closed, "文件过大");
        }
        self.closed(&head);
        if film::is_film(&head) {
            source.seek(SeekFrom::Start(0))?;
            film::look(self, source, size);
        }
        source.seek(SeekFrom::Start(size.saturating_sub(TAIL)))?;
        let mut tail = Vec::new();
        source.take(TAIL).read_to_end(&mut tail)?;
        if is_zip(&head, &tail) {
            package::look(self, source, 0);
        }
        Ok(())
    }

    /// A part that was unpacked: what it is, and what is inside it.
    pub(super) fn part(&mut self, bytes: &[u8], depth: u32) {
        if self.kept_anything() {
            let digest = hex(&Sha256::digest(bytes));
            self.found.holds.extend(self.kept.of_digest(&digest));
            let mut whole = bytes;
            // reading memory does not fail; a file that must not be here and cannot be read does
            let searched = self
                .kept
                .search(bytes, 0, &mut whole, &mut self.found.holds);
            if searched.is_err() {
                self.tell(What::Closed, "有文件读不出，没有比对");
            }
        }
        if depth > self.limits.depth {
            let mut whole = bytes;
            let mut head = vec![0; HEAD.min(bytes.len())];
            let _ = whole.read_at(0, &mut head);
            if is_zip(bytes, tail_of(bytes)) || is_pdf(&head) || is_gzip(bytes) {
                self.tell(What::Closed, "嵌套过深");
            }
            return;
        }
        self.inside(bytes, depth);
    }

    fn kept_anything(&self) -> bool {
        // without anything to look for there is nothing to hash for
        !self.kept.is_empty()
    }

    fn inside(&mut self, bytes: &[u8], depth: u32) {
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        self.closed(head);
        if ENCODED.iter().any(|mark| contains(head, mark)) {
            self.tell(What::Closed, "含有 base64 编码的内容");
        }
        if is_pdf(head) {
            pdf::look(self, bytes, depth);
        }
        exif::look(self, bytes);
        xmp::look(self, bytes);
        if film::is_film(head) {
            film::look(self, &mut Cursor::new(bytes), bytes.len() as u64);
        }
        if is_gzip(head) {
            let unpacked =
                self.unpack(flate2::read::MultiGzDecoder::new(bytes), bytes.len() as u64);
            if let Some(unpacked) = unpacked {
                self.part(&unpacked, depth + 1);
            }
        }
        if is_zip(head, tail_of(bytes)) {
            package::look(self, &mut Cursor::new(bytes), depth);
        }
    }

    fn closed(&mut self, head: &[u8]) {
        for (mark, what) in CLOSED {
            if head.starts_with(mark) {
                self.tell(What::Closed, what);
            }
        }
    }

    /// Whether one more part may be unpacked.
    pub(super) fn enter(&mut self) -> bool {
        self.parts += 1;
        let may = self.parts <= self.limits.parts && self.bytes < self.limits.total;
        if !may {
            self.tell(What::Closed, "内含的文件过多");
        }
        may
    }

    /// Whether a part that is not packed may be looked into: it counts as the packed ones do.
    pub(super) fn spend(&mut self, bytes: u64) -> bool {
        self.bytes = self.bytes.saturating_add(bytes);
        let may = self.bytes <= self.limits.total;
        if !may {
            self.tell(What::Closed, "内含的文件过多");
        }
        may
    }

    /// Unpacks a part that was packed into so many bytes; none where it is damaged or too large.
    pub(super) fn unpack(&mut self, from: impl Read, packed: u64) -> Option<Vec<u8>> {
        if !self.enter() {
            return None;
        }
        let of_packed = packed.saturating_mul(self.limits.ratio).max(SMALL);
        let left = self.limits.total.saturating_sub(self.bytes);
        let limit = self.limits.part.min(left).min(of_packed);
        let mut bytes = Vec::new();
        let read = from.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
        let is_whole = read.is_ok() && bytes.len() as u64 <= limit;
        if !is_whole {
            let why = if read.is_err() {
                "有损坏的部分"
            } else {
                "展开后过大"
            };
            self.tell(What::Closed, why);
        }
        is_whole.then_some(bytes)
    }
}

fn tail_of(bytes: &[u8]) -> &[u8] {
    let tail = usize::try_from(TAIL).unwrap_or(usize::MAX);
    bytes
        .get(bytes.len().saturating_sub(tail)..)
        .unwrap_or_default()
}

fn is_pdf(head: &[u8]) -> bool {
    contains(head.get(..1024).unwrap_or(head), b"%PDF-")
}

fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(b"\x1F\x8B\x08")
}

fn is_zip(head: &[u8], tail: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || contains(tail, b"PK\x05\x06")
}

/// Whether bytes stand in others.
pub(super) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    find(bytes, wanted, 0).is_some()
}

/// Where bytes stand in others, from a place on.
pub(super) fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    memchr::memmem::find(rest, wanted).map(|at| from + at)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // writing to a String cannot fail
        let _ = write!(text, "{byte:02x}");
        text
    })
}
