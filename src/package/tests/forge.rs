//! Builds ZIPs byte by byte, and wrongly where a test wants it.

use std::fs;
use std::io::Write as _;

use crate::package::{Broken, Digest, Form, ProblemKind, Verification, verify};

/// A payload for [`Zip::bag`].
pub(super) const PAYLOAD: [(&str, &[u8]); 3] = [
    ("data/A.txt", b"first"),
    ("data/b.txt", b"second"),
    ("data/乙.txt", b"third"),
];
/// Index of the first payload file among the entries of a bag.
pub(super) const A: usize = 2;
/// Index of the second.
pub(super) const B: usize = 3;
/// Index of the payload manifest; the tag manifest follows.
pub(super) const MANIFEST: usize = 5;

/// A name, a change, and words of the refusal that it must meet.
pub(super) type Forgery<T> = (&'static str, fn(&mut T), &'static str);

/// Verifies an archive.
pub(super) fn check(bytes: &[u8]) -> Result<Verification, Broken> {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("package.zip");
    fs::write(&path, bytes).unwrap();
    verify(&path)
}

/// Applies each forgery (name, change, words) to a good bag; it must be refused in these words.
pub(super) fn refused(forgeries: &[Forgery<Zip>]) {
    for (name, forge, words) in forgeries {
        let mut zip = Zip::bag(&PAYLOAD);
        forge(&mut zip);
        match check(&zip.bytes()) {
            Ok(verification) => panic!("{name} was read: {verification:?}"),
            Err(broken) => assert!(broken.to_string().contains(words), "{name}: {broken}"),
        }
    }
}

/// As [`refused`], with changes to the first payload file.
pub(super) fn refused_entry(forgeries: &[Forgery<Entry>]) {
    for (name, forge, words) in forgeries {
        let mut zip = Zip::bag(&PAYLOAD);
        forge(&mut zip.entries[A]);
        match check(&zip.bytes()) {
            Ok(verification) => panic!("{name} was read: {verification:?}"),
            Err(broken) => {
                let text = broken.to_string();
                assert!(text.contains(words), "{name}: {text}");
                assert!(
                    text.contains("条目“") || text.contains("分卷"),
                    "{name}: {text}"
                );
            }
        }
    }
}

/// Applies each change (name, change, words) to the first payload file. Of another maker's bag it
/// is a ZIP of another program with nothing wrong in it; a package of ours is not the original one,
/// for a reason in these words.
pub(super) fn another_form(changes: &[Forgery<Entry>]) {
    for (name, change, words) in changes {
        let mut zip = Zip::bag(&PAYLOAD);
        change(&mut zip.entries[A]);
        accepted(name, &zip);
        let mut zip = Zip::ours(&PAYLOAD);
        change(&mut zip.entries[A]);
        repacked(name, &zip, words);
    }
}

/// A bag of another maker in which nothing is wrong.
pub(super) fn accepted(name: &str, zip: &Zip) {
    let verification = check(&zip.bytes()).unwrap_or_else(|broken| panic!("{name}: {broken}"));
    assert!(verification.is_clean(), "{name}: {verification:?}");
    assert_eq!(verification.form, Form::Zip, "{name}");
}

/// A package of ours that another program packed again, for that reason and no other.
pub(super) fn repacked(name: &str, zip: &Zip, words: &str) {
    let verification = check(&zip.bytes()).unwrap_or_else(|broken| panic!("{name}: {broken}"));
    let kinds: Vec<_> = verification.problems.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [ProblemKind::Repacked], "{name}: {verification:?}");
    let detail = &verification.problems[0].detail;
    assert!(detail.contains(words), "{name}: {detail}");
}

/// The fields of a local or central header that a test may forge.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) needed: u16,
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) crc32: u32,
    pub(super) packed: u32,
    pub(super) size: u32,
    pub(super) name: Vec<u8>,
    pub(super) extra: Vec<u8>,
}

impl Header {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // the date is the first that a ZIP can hold, 1980-01-01 00:00:00
        for field in [self.needed, self.flags, self.method, 0, 1 << 5 | 1] {
            bytes.extend(field.to_le_bytes());
        }
        for field in [self.crc32, self.packed, self.size] {
            bytes.extend(field.to_le_bytes());
        }
        bytes.extend(short(self.name.len()).to_le_bytes());
        bytes.extend(short(self.extra.len()).to_le_bytes());
        bytes
    }
}

/// An entry: what is said of it in both places, and its data.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) local: Header,
    pub(super) central: Header,
    pub(super) data: Vec<u8>,
    pub(super) made_by: u16,
    pub(super) internal: u16,
    pub(super) external: u32,
    pub(super) disk: u16,
    pub(super) comment: Vec<u8>,
    /// What the central directory says of the place, where that is not the truth.
    pub(super) start: Option<u32>,
    /// Bytes between the data before and this entry.
    pub(super) gap: Vec<u8>,
}

impl Entry {
    pub(super) fn new(name: &str, data: &[u8]) -> Self {
        let header = Header {
            needed: 10,
            flags: if name.is_ascii() { 0 } else { 1 << 11 },
            method: 0,
            crc32: crc32(data),
            packed: long(data.len()),
            size: long(data.len()),
            name: name.into(),
            extra: Vec::new(),
        };
        Self {
            local: header.clone(),
            central: header,
            data: data.into(),
            made_by: u16::from_le_bytes([10, 3]),
            internal: 0,
            external: 0o100_644 << 16,
            disk: 0,
            comment: Vec::new(),
            start: None,
            gap: Vec::new(),
        }
    }

    /// Changes both headers alike.
    pub(super) fn both(&mut self, change: impl Fn(&mut Header)) {
        change(&mut self.local);
        change(&mut self.central);
    }

    pub(super) fn rename(&mut self, name: &str) {
        self.both(|header| {
            header.name = name.into();
            header.flags = if name.is_ascii() { 0 } else { 1 << 11 };
        });
    }

    pub(super) fn resize(&mut self, size: u32) {
        self.both(|header| (header.packed, header.size) = (size, size));
    }

    /// Widens, and then forges both extra fields.
    pub(super) fn widened(&mut self, forge: impl Fn(&mut Vec<u8>)) {
        self.widen();
        self.both(|header| forge(&mut header.extra));
    }

    /// Compresses the data.
    pub(super) fn deflate(&mut self) {
        let mut encoder =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(&self.data).unwrap();
        self.data = encoder.finish().unwrap();
        let packed = long(self.data.len());
        self.both(|header| (header.method, header.packed) = (8, packed));
    }

    /// Gives checksum and sizes behind the data, as a program does that writes to a pipe.
    pub(super) fn stream(&mut self) {
        let Header {
            crc32,
            packed,
            size,
            ..
        } = self.central;
        self.data.extend(b"PK\x07\x08");
        for field in [crc32, packed, size] {
            self.data.extend(field.to_le_bytes());
        }
        self.both(|header| header.flags |= 8);
        (self.local.crc32, self.local.packed, self.local.size) = (0, 0, 0);
    }

    /// Gives the sizes in ZIP64 extra fields, needed or not.
    pub(super) fn widen(&mut self) {
        let size = self.data.len() as u64;
        self.made_by = u16::from_le_bytes([45, 3]);
        self.both(|header| {
            (header.needed, header.packed, header.size) = (45, u32::MAX, u32::MAX);
            header.extra = [&[1, 0, 16, 0][..], &size.to_le_bytes(), &size.to_le_bytes()].concat();
        });
    }
}

/// The end record, true to the archive where nothing else is asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct End {
    pub(super) disk: u16,
    /// On this disk and in all.
    pub(super) counts: Option<[u16; 2]>,
    pub(super) size: Option<u32>,
    pub(super) start: Option<u32>,
    pub(super) comment: Vec<u8>,
    /// The size of the comment, where that is not the truth.
    pub(super) comment_size: Option<u16>,
}

/// The ZIP64 end record and its locator.
#[derive(Debug, Clone, Default)]
pub(super) struct End64 {
    pub(super) length: Option<u64>,
    pub(super) needed: Option<u16>,
    /// On this disk and in all.
    pub(super) counts: Option<[u64; 2]>,
    pub(super) size: Option<u64>,
    pub(super) start: Option<u64>,
    pub(super) record: Option<u64>,
    pub(super) disks: Option<u32>,
}

/// A ZIP to be.
#[derive(Debug, Clone)]
pub(super) struct Zip {
    pub(super) lead: Vec<u8>,
    pub(super) entries: Vec<Entry>,
    /// Bytes between the last data and the central directory.
    pub(super) gap: Vec<u8>,
    pub(super) end_64: Option<End64>,
    pub(super) end: End,
    pub(super) trail: Vec<u8>,
    /// The order of the central directory, where it is not that of the entries.
    pub(super) directory_order: Option<Vec<usize>>,
}

impl Zip {
    pub(super) fn new(entries: Vec<Entry>) -> Self {
        let (lead, gap, trail) = Default::default();
        Self {
            lead,
            entries,
            gap,
            end_64: None,
            end: End::default(),
            trail,
            directory_order: None,
        }
    }

    /// A whole bag in the folder `bag`, with a payload of these files.
    pub(super) fn bag(payload: &[(&str, &[u8])]) -> Self {
        Self::labelled(payload, "")
    }

    /// As [`Self::bag`], with a label by which we know our own.
    pub(super) fn ours(payload: &[(&str, &[u8])]) -> Self {
        Self::labelled(payload, "Anjuan-Retention: 30年\n")
    }

    fn labelled(payload: &[(&str, &[u8])], labels: &str) -> Self {
        let line = |(name, data): &(&str, &[u8])| format!("{}  {name}\n", Digest::of(data));
        let manifest =
            |files: &[(&str, &[u8])]| files.iter().map(line).collect::<Vec<_>>().concat();
        let bytes: usize = payload.iter().map(|(_, data)| data.len()).sum();
        let info = format!(
            "Bag-Size: {bytes} B\nPayload-Oxum: {bytes}.{}\n{labels}",
            payload.len()
        );
        let listed = manifest(payload);
        let declaration = crate::package::DECLARATION;
        let tags: [(&str, &[u8]); 3] = [
            ("bag-info.txt", info.as_bytes()),
            ("bagit.txt", declaration.as_bytes()),
            ("manifest-sha256.txt", listed.as_bytes()),
        ];
        let tag_manifest = manifest(&tags);
        let entry = |(name, data): &(&str, &[u8])| Entry::new(&format!("bag/{name}"), data);
        let mut entries = vec![entry(&tags[1]), entry(&tags[0])];
        entries.extend(payload.iter().map(entry));
        entries.push(entry(&tags[2]));
        entries.push(entry(&("tagmanifest-sha256.txt", tag_manifest.as_bytes())));
        Self::new(entries)
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.lead.clone();
        let mut central_entries = Vec::new();
        for entry in &self.entries {
            bytes.extend(&entry.gap);
            let start = entry.start.unwrap_or(long(bytes.len()));
            for part in [
                b"PK\x03\x04",
                &*entry.local.bytes(),
                &entry.local.name,
                &entry.local.extra,
            ] {
                bytes.extend(part);
            }
            bytes.extend(&entry.data);
            central_entries.push(central(entry, start));
        }
        let order = self.directory_order.clone();
        let order = order.unwrap_or_else(|| (0..central_entries.len()).collect());
        let directory: Vec<u8> = order
            .iter()
            .flat_map(|at| central_entries[*at].clone())
            .collect();
        bytes.extend(&self.gap);
        let start = bytes.len();
        bytes.extend(&directory);
        if let Some(end) = &self.end_64 {
            bytes.extend(end_64(
                end,
                self.entries.len() as u64,
                directory.len() as u64,
                start as u64,
            ));
        }
        bytes.extend(end(
            &self.end,
            short(self.entries.len()),
            long(directory.len()),
            long(start),
        ));
        bytes.extend(&self.trail);
        bytes
    }
}

fn central(entry: &Entry, start: u32) -> Vec<u8> {
    let mut bytes = b"PK\x01\x02".to_vec();
    bytes.extend(entry.made_by.to_le_bytes());
    bytes.extend(entry.central.bytes());
    for field in [short(entry.comment.len()), entry.disk, entry.internal] {
        bytes.extend(field.to_le_bytes());
    }
    bytes.extend(entry.external.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    for part in [&entry.central.name, &entry.central.extra, &entry.comment] {
        bytes.extend(part);
    }
    bytes
}

fn end(end: &End, count: u16, size: u32, start: u32) -> Vec<u8> {
    let mut bytes = b"PK\x05\x06".to_vec();
    let [here, count] = end.counts.unwrap_or([count; 2]);
    for field in [end.disk, 0, here, count] {
        bytes.extend(field.to_le_bytes());
    }
    bytes.extend(end.size.unwrap_or(size).to_le_bytes());
    bytes.extend(end.start.unwrap_or(start).to_le_bytes());
    bytes.extend(
        end.comment_size
            .unwrap_or(short(end.comment.len()))
            .to_le_bytes(),
    );
    bytes.extend(&end.comment);
    bytes
}

fn end_64(end: &End64, count: u64, size: u64, start: u64) -> Vec<u8> {
    let mut bytes = b"PK\x06\x06".to_vec();
    bytes.extend(end.length.unwrap_or(44).to_le_bytes());
    bytes.extend(45_u16.to_le_bytes());
    bytes.extend(end.needed.unwrap_or(45).to_le_bytes());
    bytes.extend([0; 8]);
    for field in end.counts.unwrap_or([count; 2]) {
        bytes.extend(field.to_le_bytes());
    }
    bytes.extend(end.size.unwrap_or(size).to_le_bytes());
    bytes.extend(end.start.unwrap_or(start).to_le_bytes());
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(end.record.unwrap_or(start + size).to_le_bytes());
    bytes.extend(end.disks.unwrap_or(1).to_le_bytes());
    bytes
}

pub(super) fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

/// A field of 16 bits, saturated as ZIP64 wants it.
fn short(number: usize) -> u16 {
    number.try_into().unwrap_or(u16::MAX)
}

/// A field of 32 bits, saturated as ZIP64 wants it.
fn long(number: usize) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}
