//! The bytes of a seal and of a register: fixed lines, one way to write each, read back strictly.
//!
//! After the checkpoint of C2SP: no value can hold a line end or a blank, no number begins with 0,
//! so that no two seals have the same bytes and no bytes read as two seals.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use super::digest::HeadDigest;
use crate::reading::is_id;
use crate::store::sha256_hex;
use crate::task::error::Failure;

/// The first line of a seal.
const SEAL: &str = "anjuan/seal/v1";
/// The first line of a register.
const REGISTER: &str = "anjuan/register/v1";
/// The keys of a seal's lines below the first, in their order.
const KEYS: [&str; 6] = ["case", "nonce", "lines", "head", "manifest", "records"];
/// The key of a register's second line.
const COUNT: &str = "cases";
/// The largest file that is read as a seal.
const LARGEST: u64 = 64 << 20;

/// Where a case stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seal {
    /// The number of the case.
    pub case: String,
    /// The nonce in the first line of its log, by which its history is known whatever its number.
    pub nonce: String,
    /// How many lines the log has.
    pub lines: u64,
    /// The digest of the last of them.
    pub head: HeadDigest,
    /// The digest of the manifest after that line.
    pub manifest: HeadDigest,
    /// How many records the manifest holds.
    pub records: u64,
}

impl Seal {
    fn values(&self) -> [String; 6] {
        [
            self.case.clone(),
            self.nonce.clone(),
            self.lines.to_string(),
            self.head.to_string(),
            self.manifest.to_string(),
            self.records.to_string(),
        ]
    }

    /// Reads values back; none where one of them is not written as [`Seal::values`] writes it.
    fn of_values(values: &[&str]) -> Option<Self> {
        let [case, nonce, lines, head, manifest, records] = values else {
            return None;
        };
        let seal = Self {
            case: (*case).to_owned(),
            nonce: (*nonce).to_owned(),
            lines: lines.parse().ok()?,
            head: HeadDigest::written(head)?,
            manifest: HeadDigest::written(manifest)?,
            records: records.parse().ok()?,
        };
        (seal.is_sound() && seal.values() == *values).then_some(seal)
    }

    /// Whether its values can stand in a line of their own.
    pub(super) fn is_sound(&self) -> bool {
        let hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        is_id(&self.case) && self.nonce.len() == 32 && self.nonce.bytes().all(hex) && self.lines > 0
    }

    /// The exact bytes of a seal of one case, to be kept, signed or time-stamped.
    #[must_use]
    pub fn text(&self) -> String {
        let values = self.values();
        let lines = KEYS
            .iter()
            .zip(&values)
            .map(|(key, value)| format!("{key} {value}\n"));
        format!("{SEAL}\n{}", lines.collect::<String>())
    }
}

/// Where the cases of a workspace stand, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    seals: Vec<Seal>,
}

impl Register {
    /// A register of some seals, put into their order.
    #[must_use]
    pub fn new(mut seals: Vec<Seal>) -> Self {
        seals.sort();
        seals.dedup();
        Self { seals }
    }

    /// The seals, in their order.
    #[must_use]
    pub fn seals(&self) -> &[Seal] {
        &self.seals
    }

    /// The exact bytes: the form, how many cases, a line for each, its values parted by tabs.
    #[must_use]
    pub fn text(&self) -> String {
        let lines = self
            .seals
            .iter()
            .map(|seal| format!("{}\n", seal.values().join("\t")));
        let count = self.seals.len();
        format!("{REGISTER}\n{COUNT} {count}\n{}", lines.collect::<String>())
    }
}

/// What a person kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The seal of one case.
    Seal(Seal),
    /// A register of many.
    Register(Register),
}

impl Kept {
    /// Its exact bytes.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Seal(seal) => seal.text(),
            Self::Register(register) => register.text(),
        }
    }

    /// What people call it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Seal(_) => "封签",
            Self::Register(_) => "登记册",
        }
    }

    /// The first line of its bytes.
    #[must_use]
    pub fn form(&self) -> &'static str {
        match self {
            Self::Seal(_) => SEAL,
            Self::Register(_) => REGISTER,
        }
    }

    /// Where its cases stand.
    #[must_use]
    pub fn seals(&self) -> &[Seal] {
        match self {
            Self::Seal(seal) => std::slice::from_ref(seal),
            Self::Register(register) => register.seals(),
        }
    }

    /// The SHA-256 of its exact bytes.
    #[must_use]
    pub fn sha256(&self) -> String {
        sha256_hex(self.text().as_bytes())
    }

    /// Reads bytes; whatever differs from what would be written is refused.
    ///
    /// # Errors
    /// Why they are no seal, in Chinese.
    pub fn parse(bytes: &[u8]) -> Result<Self, &'static str> {
        if bytes.starts_with(b"\xef\xbb\xbf") || bytes.contains(&b'\r') {
            return Err(
                "换行或者开头被别的程序改过（CRLF、BOM）：封签要原样保存，一个字节也不能变",
            );
        }
        let text = std::str::from_utf8(bytes).map_err(|_| "不是封签：不是文字")?;
        let mut lines = text.lines();
        let kept = match lines.next() {
            Some(SEAL) => seal(lines).map(Self::Seal),
            Some(REGISTER) => register(lines).map(Self::Register),
            _ => return Err("不是封签：首行应为 anjuan/seal/v1 或 anjuan/register/v1"),
        };
        let exact = |kept: &Self| kept.text().as_bytes() == bytes;
        kept.filter(exact)
            .ok_or("封签被改过，或者不完整：各行的键、次序、写法和件数是固定的")
    }
}

fn seal<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Seal> {
    let values: Option<Vec<&str>> = lines
        .zip(KEYS.iter())
        .map(|(line, key)| line.strip_prefix(key)?.strip_prefix(' '))
        .collect();
    Seal::of_values(&values?)
}

fn register<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<Register> {
    lines.next()?;
    let seals: Option<Vec<Seal>> = lines
        .map(|line| Seal::of_values(&line.split('\t').collect::<Vec<_>>()))
        .collect();
    Some(Register::new(seals?))
}

/// Reads a seal that a person kept.
///
/// # Errors
/// A file that cannot be read, or is no seal.
pub fn read(path: &Path) -> Result<Kept, Failure> {
    let shown = path.display();
    let failed =
        |error: &std::io::Error| Failure::new(format!("无法读取封签 {shown}")).because_io(error);
    let mut bytes = Vec::new();
    let is_file = fs::metadata(path)
        .map_err(|error| failed(&error))?
        .is_file();
    if !is_file {
        return Err(Failure::new(format!("无法读取封签 {shown}")).because("不是文件"));
    }
    fs::File::open(path)
        .and_then(|file| file.take(LARGEST).read_to_end(&mut bytes))
        .map_err(|error| failed(&error))?;
    Kept::parse(&bytes).map_err(|why| Failure::new(format!("{shown} 不能用作封签")).because(why))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seals() -> impl Strategy<Value = Seal> {
        let digest = || "[0-9a-f]{64}".prop_map(|hex| HeadDigest::computed(&hex));
        let numbers = (1..200_u64, 0..60_u64);
        (
            "[0-9A-Z._-]{3,12}",
            "[0-9a-f]{32}",
            numbers,
            digest(),
            digest(),
        )
            .prop_map(|(case, nonce, (lines, records), head, manifest)| Seal {
                case,
                nonce,
                lines,
                head,
                manifest,
                records,
            })
    }

    fn kept() -> impl Strategy<Value = Kept> {
        let many = proptest::collection::vec(seals(), 0..4);
        prop_oneof![
            seals().prop_map(Kept::Seal),
            many.prop_map(|seals| Kept::Register(Register::new(seals))),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn what_is_written_is_read_back_and_no_other_bytes_read_as_it(
            kept in kept(), at in any::<proptest::sample::Index>(), byte in any::<u8>(),
        ) {
            let text = kept.text();
            prop_assert_eq!(Kept::parse(text.as_bytes()), Ok(kept.clone()));
            let mut other = text.clone().into_bytes();
            let at = at.index(other.len());
            other[at] = byte;
            if other != text.as_bytes() {
                prop_assert_ne!(Kept::parse(&other), Ok(kept.clone()));
            }
            for cut in 0..text.len() {
                prop_assert!(Kept::parse(&text.as_bytes()[..cut]).is_err(), "{}", cut);
            }
        }
    }

    fn sample() -> Seal {
        Seal {
            case: "2026-0012".into(),
            nonce: "0".repeat(32),
            lines: 17,
            head: HeadDigest::computed(&"a".repeat(64)),
            manifest: HeadDigest::computed(&"b".repeat(64)),
            records: 54,
        }
    }

    #[test]
    fn a_seal_is_seven_fixed_lines_and_a_register_one_line_a_case() {
        let (zeroes, a, b) = ("0".repeat(32), "a".repeat(64), "b".repeat(64));
        let want = format!(
            "anjuan/seal/v1\ncase 2026-0012\nnonce {zeroes}\nlines 17\nhead sha256:{a}\n\
             manifest sha256:{b}\nrecords 54\n"
        );
        assert_eq!(sample().text(), want);
        let register = Register::new(vec![sample(), sample()]);
        let want = format!(
            "anjuan/register/v1\ncases 1\n2026-0012\t{zeroes}\t17\tsha256:{a}\tsha256:{b}\t54\n"
        );
        assert_eq!(register.text(), want);
    }

    #[test]
    fn a_seal_that_some_program_rewrote_is_refused_with_the_reason() {
        let text = sample().text();
        for (changed, why) in [
            (text.replace('\n', "\r\n"), "换行"),
            (format!("\u{feff}{text}"), "BOM"),
            (format!("{text}\n"), "被改过"),
            (format!("{text}case 2026-0013\n"), "被改过"),
            (text.replace("lines 17", "lines 017"), "被改过"),
            (text.replace("lines 17", "lines +17"), "被改过"),
            (text.replace("lines 17", "lines 0"), "被改过"),
            (text.replace("case 2026-0012", "case 2026 0012"), "被改过"),
            (text.replace("sha256:a", "sha256:A"), "被改过"),
            (text.replacen("case ", "case  ", 1), "被改过"),
            (text.trim_end().to_owned(), "被改过"),
            (text.replace("/v1", "/v2"), "首行"),
            (String::new(), "首行"),
        ] {
            let found = Kept::parse(changed.as_bytes()).unwrap_err();
            assert!(found.contains(why), "{changed:?}: {found}");
        }
    }

    #[test]
    fn a_register_with_another_count_or_order_is_refused() {
        let mut other = sample();
        other.case = "2026-0013".into();
        let text = Register::new(vec![other, sample()]).text();
        let lines: Vec<&str> = text.lines().collect();
        let joined = |order: &[usize]| {
            let picked: Vec<&str> = order.iter().map(|at| lines[*at]).collect();
            format!("{}\n", picked.join("\n"))
        };
        assert!(Kept::parse(joined(&[0, 1, 2, 3]).as_bytes()).is_ok());
        for order in [&[0, 1, 3, 2][..], &[0, 1, 2], &[0, 1, 2, 2, 3], &[0, 2, 3]] {
            assert!(Kept::parse(joined(order).as_bytes()).is_err(), "{order:?}");
        }
    }
}
