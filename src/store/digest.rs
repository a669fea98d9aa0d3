//! SHA-256 of bytes and of files.

use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::error::StoreError;
use super::source;

/// The `prev` of the first line of a journal.
pub(super) const ZEROES: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The SHA-256 of some bytes, in lower-case hex.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The SHA-256 of a file, in lower-case hex, read in pieces of 1 MiB.
///
/// # Errors
/// When it is no regular file, cannot be read, or changes while it is read.
pub fn digest(path: &Path) -> Result<String, StoreError> {
    Ok(source::measure(path)?.sha256)
}

/// Bytes in lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_sha256sum() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256_hex(b""), empty);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("大文件");
        std::fs::write(&file, vec![b'a'; 3_000_000]).unwrap();
        assert_eq!(digest(&file).unwrap(), sha256_hex(&vec![b'a'; 3_000_000]));
    }
}
