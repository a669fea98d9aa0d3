//! Files that must not be in another one: found by their digest where they are a part of it, and by
//! their bytes wherever these stand whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::PathBuf;

use aho_corasick::AhoCorasick;

/// How many bytes of a file are searched for before the whole is compared.
pub(super) const PATTERN: usize = 64;
/// A file shorter than this is known by its digest alone: so few bytes stand anywhere by chance.
const SHORTEST: usize = 24;
/// How many places of a file are tried for a piece that is unlike others.
const PLACES: u64 = 16;
/// A piece with fewer different bytes than this is everywhere.
const VARIETY: usize = 8;
/// How many bytes are compared at once.
const STEP: usize = 1 << 16;

/// A file that must not be in another one.
#[derive(Clone, Debug, Default)]
pub struct Keep {
    /// Where it is; none where only its digest is known.
    pub path: Option<PathBuf>,
    /// The SHA-256 that it has or is said to have.
    pub sha256: Option<String>,
}

/// Files that must not be in another one.
#[derive(Debug)]
pub struct Kept {
    by_digest: BTreeMap<String, BTreeSet<usize>>,
    pieces: Vec<Piece>,
    finder: AhoCorasick,
}

/// A piece of a file by which it is found.
#[derive(Debug)]
struct Piece {
    /// The place of the file in the list.
    file: usize,
    path: PathBuf,
    size: u64,
    /// Where the piece stands in it.
    at: u64,
    bytes: Vec<u8>,
}

impl Kept {
    /// Reads a piece of each file.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn new(files: &[Keep]) -> io::Result<Self> {
        let mut by_digest: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut pieces = Vec::new();
        for (file, keep) in files.iter().enumerate() {
            if let Some(sha256) = &keep.sha256 {
                let same = by_digest.entry(sha256.to_ascii_lowercase()).or_default();
                same.insert(file);
            }
            if let Some(path) = &keep.path {
                pieces.extend(piece(file, path)?);
            }
        }
        let bytes = pieces.iter().map(|piece| &piece.bytes);
        let finder = AhoCorasick::new(bytes).map_err(io::Error::other)?;
        Ok(Self {
            by_digest,
            pieces,
            finder,
        })
    }

    /// Whether there is nothing to look for.
    pub(super) fn is_empty(&self) -> bool {
        self.by_digest.is_empty() && self.pieces.is_empty()
    }

    /// The files that have a digest.
    pub(super) fn of_digest(&self, sha256: &str) -> impl Iterator<Item = usize> {
        self.by_digest.get(sha256).into_iter().flatten().copied()
    }

    /// Looks for pieces in a stretch that begins at `start` of the whole, and hands on each file
    /// that stands there whole.
    pub(super) fn search(
        &self,
        stretch: &[u8],
        start: u64,
        whole: &mut dyn Whole,
        holds: &mut BTreeSet<usize>,
    ) -> io::Result<()> {
        for hit in self.finder.find_overlapping_iter(stretch) {
            let Some(piece) = self.pieces.get(hit.pattern().as_usize()) else {
                continue;
            };
            let at = start.saturating_add(hit.start() as u64);
            if holds.contains(&piece.file) {
                continue;
            }
            if let Some(begin) = at.checked_sub(piece.at)
                && piece.stands_in(whole, begin)?
            {
                holds.insert(piece.file);
            }
        }
        Ok(())
    }
}

/// Something whose bytes can be read at any place.
pub(super) trait Whole {
    /// Reads as many bytes as there are, up to the buffer's length.
    fn read_at(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<usize>;
}

impl Whole for &[u8] {
    fn read_at(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = usize::try_from(at).ok().and_then(|at| self.get(at..));
        let rest = rest.unwrap_or_default();
        let length = rest.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(rest) {
            *to = *from;
        }
        Ok(length)
    }
}

impl Whole for File {
    fn read_at(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.seek(SeekFrom::Start(at))?;
        fill(self, buffer)
    }
}

/// Reads until the buffer is full or there is no more.
pub(super) fn fill(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while let Some(rest) = buffer.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

impl Piece {
    /// Whether the whole file stands in another one, from a place on.
    fn stands_in(&self, whole: &mut dyn Whole, begin: u64) -> io::Result<bool> {
        let mut own = File::open(&self.path)?;
        let (mut left, mut right) = (vec![0; STEP], vec![0; STEP]);
        let mut at = 0;
        loop {
            let length = fill(&mut own, &mut left)?;
            if length == 0 {
                return Ok(at == self.size);
            }
            let (Some(left), Some(right)) = (left.get(..length), right.get_mut(..length)) else {
                return Ok(false);
            };
            let found = whole.read_at(begin.saturating_add(at), right)?;
            if found != length || left != &*right {
                return Ok(false);
            }
            at = at.saturating_add(length as u64);
        }
    }
}

/// The piece of a file that is most unlike others, as far as a few places of it tell.
fn piece(file: usize, path: &PathBuf) -> io::Result<Option<Piece>> {
    let mut source = File::open(path)?;
    let size = source.metadata()?.len();
    let last = size.saturating_sub(PATTERN as u64);
    let mut best: Option<(usize, u64, Vec<u8>)> = None;
    for place in 0..PLACES {
        // from the middle on, since beginnings and ends are alike
        let at = last / PLACES * ((place + PLACES / 2) % PLACES);
        let mut bytes = vec![0; PATTERN];
        let length = source.read_at(at, &mut bytes)?;
        bytes.truncate(length);
        let variety = bytes.iter().collect::<BTreeSet<_>>().len();
        if best.as_ref().is_none_or(|(most, ..)| variety > *most) {
            best = Some((variety, at, bytes));
        }
    }
    let best = best.filter(|(variety, _, bytes)| bytes.len() >= SHORTEST && *variety >= VARIETY);
    let path = path.clone();
    Ok(best.map(|(_, at, bytes)| Piece {
        file,
        path,
        size,
        at,
        bytes,
    }))
}
