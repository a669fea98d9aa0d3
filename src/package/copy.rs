//! One pass over a source: each byte is read once, hashed and written.

use std::io::{self, Read, Write};

use super::BUFFER;
use super::algorithm::{Algorithm, Hashers, Sums};
use super::digest::fill;

/// Below this the hand-over to a second thread costs more than it saves.
const WORTH_A_THREAD: usize = 64 << 10;

/// Which side of a copy failed.
#[derive(Debug)]
pub(super) enum Failure {
    Read(io::Error),
    Write(io::Error),
    /// The source holds more or fewer bytes than it should.
    Length,
}

/// The buffers of a copy, kept from one file to the next.
#[derive(Debug)]
pub(super) struct Copier {
    algorithms: &'static [Algorithm],
    current: Vec<u8>,
    next: Vec<u8>,
}

impl Copier {
    pub(super) fn new(algorithms: &'static [Algorithm]) -> Self {
        Self {
            algorithms,
            current: vec![0; BUFFER],
            next: vec![0; BUFFER],
        }
    }

    /// Copies exactly `size` bytes, hashing one buffer while it is written and the next is read.
    pub(super) fn copy(
        &mut self,
        from: &mut (impl Read + Send),
        to: &mut (impl Write + Send),
        size: u64,
    ) -> Result<Sums, Failure> {
        let mut hashers = Hashers::new(self.algorithms);
        let mut left = size;
        let mut length = fill(from, &mut self.current).map_err(Failure::Read)?.len();
        while length > 0 {
            left = left.checked_sub(length as u64).ok_or(Failure::Length)?;
            let chunk = self.current.get(..length).unwrap_or_default();
            let next = &mut self.next;
            let mut forward = || {
                to.write_all(chunk).map_err(Failure::Write)?;
                fill(from, next).map_err(Failure::Read).map(<[u8]>::len)
            };
            let mut hash = || hashers.update(chunk);
            length = if length < WORTH_A_THREAD {
                hash();
                forward()?
            } else {
                rayon::join(hash, forward).1?
            };
            std::mem::swap(&mut self.current, &mut self.next);
        }
        if left == 0 {
            Ok(hashers.finish())
        } else {
            Err(Failure::Length)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::Digest;

    const SHA256: &[Algorithm] = &[Algorithm::Sha256];

    #[test]
    fn what_is_hashed_is_what_is_written() {
        let mut copier = Copier::new(SHA256);
        for size in [
            0,
            1,
            WORTH_A_THREAD,
            BUFFER - 1,
            BUFFER,
            BUFFER + 1,
            3 * BUFFER + 7,
        ] {
            let bytes: Vec<u8> = (0..=250).cycle().take(size).collect();
            let mut written = Vec::new();
            let digest = copier
                .copy(&mut bytes.as_slice(), &mut written, size as u64)
                .unwrap();
            assert_eq!(written, bytes);
            assert_eq!(Digest::of_sums(&digest), Some(Digest::of(&bytes)));
        }
    }

    #[test]
    fn a_source_that_grows_or_shrinks_is_an_error() {
        for (promised, there) in [(0, 1), (1, 0), (9, 10), (BUFFER, BUFFER + 1), (BUFFER, 1)] {
            let bytes = vec![0; there];
            let result =
                Copier::new(SHA256).copy(&mut bytes.as_slice(), &mut io::sink(), promised as u64);
            assert!(matches!(result, Err(Failure::Length)), "{promised} {there}");
        }
    }
}
