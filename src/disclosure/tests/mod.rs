//! Files made here that give something away, and files in files.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Found, Keep, Kept, Limits, What, look};

mod holds;
mod told;

/// A folder with a secret file in it.
struct Desk {
    folder: TempDir,
}

/// A file that must not be in another one: 3 KiB that are not alike.
fn secret() -> Vec<u8> {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let noise = (0..3000).map(|_| next());
    b"%PDF-1.4 ".iter().copied().chain(noise).collect()
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Self { folder };
        desk.write("secret", &secret());
        desk
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn look_within(&self, bytes: &[u8], limits: Limits) -> Found {
        let path = Some(self.folder.path().join("secret"));
        let kept = Kept::new(&[Keep { path, sha256: None }]).unwrap();
        look(&self.write("file", bytes), &kept, limits).unwrap()
    }

    fn look(&self, bytes: &[u8]) -> Found {
        self.look_within(bytes, Limits::default())
    }

    /// Whether the secret is found, in memory and where the file is too large for that.
    fn holds(&self, bytes: &[u8]) -> [bool; 2] {
        let small = Limits {
            part: 16,
            ..Limits::default()
        };
        [
            !self.look(bytes).holds.is_empty(),
            !self.look_within(bytes, small).holds.is_empty(),
        ]
    }

    fn closed(&self, bytes: &[u8]) -> BTreeSet<String> {
        self.look(bytes)
            .traces
            .remove(&What::Closed)
            .unwrap_or_default()
    }
}

type Entry<'a> = (&'a str, Vec<u8>);

fn zip_by(method: CompressionMethod, entries: &[Entry<'_>]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn zipped(entries: &[Entry<'_>]) -> Vec<u8> {
    zip_by(CompressionMethod::Deflated, entries)
}

fn docx(parts: &[Entry<'_>]) -> Vec<u8> {
    let mut all = vec![("[Content_Types].xml", b"<Types/>".to_vec())];
    all.extend(parts.iter().cloned());
    zipped(&all)
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PDF with these bytes as a stream.
fn pdf(dictionary: &str, stream: &[u8]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n1 0 obj\n<<".to_vec();
    bytes.extend(dictionary.as_bytes());
    bytes.extend(b">>\nstream\r\n");
    bytes.extend(stream);
    bytes.extend(b"\nendstream\nendobj\nstartxref\n0\n%%EOF\n");
    bytes
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes
        .iter()
        .flat_map(|byte| format!("{byte:02X}").into_bytes());
    digits.chain(*b">").collect()
}

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}
