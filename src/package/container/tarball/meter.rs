//! How much of a tar may be read: in all, since a compressed one can hold a thousand times what
//! lies on the disk, and between two files, since headers may claim any length.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};

/// More than the longest name with its headers.
const HEADER: u64 = 1 << 20;
/// The end of a file's last block.
const PADDING: u64 = 512;

/// What may still be read.
#[derive(Debug)]
pub(super) struct Meter {
    total: Cell<u64>,
    now: Cell<u64>,
    ended: Cell<bool>,
}

impl Meter {
    pub(super) fn new(total: u64) -> Self {
        Self {
            total: Cell::new(total),
            now: Cell::new(HEADER),
            ended: Cell::new(false),
        }
    }

    /// Allows a header to be read.
    pub(super) fn allow_header(&self) {
        self.now.set(HEADER);
    }

    /// Allows so many bytes, with the end of their last block.
    pub(super) fn allow(&self, bytes: u64) {
        self.now.set(bytes.saturating_add(PADDING));
    }

    /// Allows a header besides what is allowed already.
    pub(super) fn allow_more_for_header(&self) {
        self.now.set(self.now.get().saturating_add(HEADER));
    }

    /// Whether everything that may be read in all was read.
    pub(super) fn is_exhausted(&self) -> bool {
        self.total.get() == 0
    }

    /// Whether the source came to its end.
    pub(super) fn has_ended(&self) -> bool {
        self.ended.get()
    }
}

/// A reader that stops where its meter does.
#[derive(Debug)]
pub(super) struct Metered<'a, R> {
    inner: R,
    meter: &'a Meter,
}

impl<'a, R> Metered<'a, R> {
    pub(super) fn new(inner: R, meter: &'a Meter) -> Self {
        Self { inner, meter }
    }
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.meter.total.get().min(self.meter.now.get());
        let length = usize::try_from(left)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        if length == 0 && !buffer.is_empty() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "标头过长"));
        }
        let chunk = buffer.get_mut(..length).unwrap_or_default();
        let read = self.inner.read(chunk)?;
        if read == 0 && length > 0 {
            self.meter.ended.set(true);
        }
        self.meter.total.set(self.meter.total.get() - read as u64);
        self.meter.now.set(self.meter.now.get() - read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Metered<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_read_beyond_what_is_allowed() {
        let meter = Meter::new(HEADER + 10_000);
        let mut reader = Metered::new(io::repeat(7), &meter);
        let mut read = |bytes: u64| io::copy(&mut (&mut reader).take(bytes), &mut io::sink());
        assert!(read(HEADER + 1).is_err(), "a header that never ends");
        assert!(!meter.is_exhausted());
        meter.allow(8_000);
        assert_eq!(read(8_000 + PADDING).unwrap(), 8_000 + PADDING);
        assert!(read(1).is_err(), "beyond the file");
        meter.allow(u64::MAX);
        assert!(read(u64::MAX).is_err(), "beyond the whole");
        assert!(meter.is_exhausted());
    }
}
