//! The last line of a journal, read from the end without reading the rest.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use super::digest::sha256_hex;
use super::error::StoreError;
use super::journal::{Head, entries, nonce_of};
use super::line::{LINE_LIMIT, Line, parse};
use super::origin::Origin;
use super::source;

/// How much is read at first.
const WINDOW: u64 = 1 << 16;

/// The end of a journal.
#[derive(Debug, PartialEq)]
pub(super) struct Tail {
    pub(super) head: Head,
    pub(super) origin: Origin,
    pub(super) line: Line,
    pub(super) torn: u64,
}

/// Reads the last line; none where it must be settled by reading the whole.
pub(super) fn read(path: &Path) -> Result<Option<Tail>, StoreError> {
    if source::absent(path) {
        return Ok(None);
    }
    let mut file = source::open(path)?;
    let Some((bytes, torn)) = last(&mut file).map_err(StoreError::io(path, "读取"))? else {
        return Ok(None);
    };
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    let Some(Ok(line)) = text.strip_suffix('\n').map(parse) else {
        return Ok(None);
    };
    let Some(Ok(first)) = entries(path)?.next() else {
        return Ok(None);
    };
    let Ok(nonce) = nonce_of(path, &first.line) else {
        return Ok(None);
    };
    let lines = line.seq.saturating_add(1);
    let head = Head {
        seq: line.seq,
        digest: sha256_hex(&bytes),
        lines,
        nonce,
    };
    let origin = Origin::of(&first.line, &head.nonce);
    Ok(Some(Tail {
        head,
        origin,
        line,
        torn,
    }))
}

/// The bytes of the last complete line, and how many follow it.
fn last(file: &mut File) -> io::Result<Option<(Vec<u8>, u64)>> {
    let length = file.metadata()?.len();
    let mut window = WINDOW;
    loop {
        let start = length.saturating_sub(window);
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.take(length - start).read_to_end(&mut bytes)?;
        if let Some((line, torn)) = split(&bytes, start == 0) {
            let mixed = torn.contains(&0) && torn.iter().any(|&byte| byte != 0);
            return Ok((!mixed).then(|| (line.to_vec(), torn.len() as u64)));
        }
        if start == 0 || window > 4 * LINE_LIMIT as u64 {
            return Ok(None);
        }
        window = window.saturating_mul(8);
    }
}

/// The last line and what follows it, when the bytes hold the line from its beginning.
fn split(bytes: &[u8], from_start: bool) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().rposition(|&byte| byte == b'\n')?;
    let (complete, torn) = bytes.split_at_checked(end + 1)?;
    let before = complete.get(..end)?.iter().rposition(|&byte| byte == b'\n');
    match before {
        Some(at) => Some((complete.get(at + 1..)?, torn)),
        None => from_start.then_some((complete, torn)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_found_whatever_the_window() {
        let long = "长".repeat(100_000);
        for (text, want) in [
            ("", None),
            ("残", None),
            ("一\n", Some(("一\n", 0))),
            ("一\n二\n", Some(("二\n", 0))),
            ("一\n二\n残行", Some(("二\n", 6))),
            ("一\n\0\0", Some(("一\n", 2))),
            ("一\n残\0", None),
            (
                &format!("一\n{long}\n残"),
                Some((format!("{long}\n").as_str(), 3)),
            ),
        ] {
            let mut file = tempfile::tempfile().unwrap();
            io::Write::write_all(&mut file, text.as_bytes()).unwrap();
            let found = last(&mut file).unwrap();
            let want = want.map(|(line, torn): (&str, u64)| (line.as_bytes().to_vec(), torn));
            assert!(found == want, "{text:.20}");
        }
    }
}
