//! The digests that manifests use, and the computing of several in one pass.

use std::fmt;

use sha2::digest::DynDigest;

/// A digest that a manifest may use: those of RFC 8493 and those in use beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named as its standard names it")]
#[non_exhaustive]
pub enum Algorithm {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512Of224,
    Sha512Of256,
    Sha3Of224,
    Sha3Of256,
    Sha3Of384,
    Sha3Of512,
    Blake2b,
    Blake2s,
    Sm3,
}

type Hasher = Box<dyn DynDigest + Send>;

struct Row {
    algorithm: Algorithm,
    /// Its name in the names of manifests: lower case letters and digits (RFC 8493 section 2.4).
    key: &'static str,
    /// As its standard writes it.
    name: &'static str,
    hasher: fn() -> Hasher,
}

fn boxed<D: DynDigest + Default + Send + 'static>() -> Hasher {
    Box::<D>::default()
}

const fn row(
    algorithm: Algorithm,
    key: &'static str,
    name: &'static str,
    hasher: fn() -> Hasher,
) -> Row {
    Row {
        algorithm,
        key,
        name,
        hasher,
    }
}

/// In the order of the variants.
const TABLE: [Row; 15] = [
    row(Algorithm::Md5, "md5", "MD5", boxed::<md5::Md5>),
    row(Algorithm::Sha1, "sha1", "SHA-1", boxed::<sha1::Sha1>),
    row(
        Algorithm::Sha224,
        "sha224",
        "SHA-224",
        boxed::<sha2::Sha224>,
    ),
    row(
        Algorithm::Sha256,
        "sha256",
        "SHA-256",
        boxed::<sha2::Sha256>,
    ),
    row(
        Algorithm::Sha384,
        "sha384",
        "SHA-384",
        boxed::<sha2::Sha384>,
    ),
    row(
        Algorithm::Sha512,
        "sha512",
        "SHA-512",
        boxed::<sha2::Sha512>,
    ),
    row(
        Algorithm::Sha512Of224,
        "sha512224",
        "SHA-512/224",
        boxed::<sha2::Sha512_224>,
    ),
    row(
        Algorithm::Sha512Of256,
        "sha512256",
        "SHA-512/256",
        boxed::<sha2::Sha512_256>,
    ),
    row(
        Algorithm::Sha3Of224,
        "sha3224",
        "SHA3-224",
        boxed::<sha3::Sha3_224>,
    ),
    row(
        Algorithm::Sha3Of256,
        "sha3256",
        "SHA3-256",
        boxed::<sha3::Sha3_256>,
    ),
    row(
        Algorithm::Sha3Of384,
        "sha3384",
        "SHA3-384",
        boxed::<sha3::Sha3_384>,
    ),
    row(
        Algorithm::Sha3Of512,
        "sha3512",
        "SHA3-512",
        boxed::<sha3::Sha3_512>,
    ),
    row(
        Algorithm::Blake2b,
        "blake2b",
        "BLAKE2b",
        boxed::<blake2::Blake2b512>,
    ),
    row(
        Algorithm::Blake2s,
        "blake2s",
        "BLAKE2s",
        boxed::<blake2::Blake2s256>,
    ),
    row(Algorithm::Sm3, "sm3", "SM3", boxed::<sm3::Sm3>),
];

/// Names by which some programs call an algorithm, once normalised.
const ALIASES: [(&str, Algorithm); 2] = [
    ("blake2b512", Algorithm::Blake2b),
    ("blake2s256", Algorithm::Blake2s),
];

impl Algorithm {
    /// The algorithm that a manifest is named after. Punctuation and case are not looked at: some
    /// programs leave them in.
    pub(super) fn named(text: &str) -> Option<Self> {
        let key: String = text
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let known = TABLE.iter().map(|row| (row.key, row.algorithm));
        let mut known = known.chain(ALIASES);
        known.find(|(name, _)| *name == key).map(|found| found.1)
    }

    fn row(self) -> &'static Row {
        // the rows stand in the order of the variants, which a test keeps
        TABLE.get(self as usize).unwrap_or(&TABLE[0])
    }

    /// Its name in the names of manifests, as `sha256`.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.row().key
    }

    /// The length of a value in bytes.
    pub(super) fn length(self) -> usize {
        (self.row().hasher)().output_size()
    }
}

/// As its standard writes it, as `SHA-256`.
impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.row().name)
    }
}

/// A value of an algorithm, shown as hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sum(Box<[u8]>);

impl Sum {
    /// Reads the digits of a value; `None` where they are not one of the algorithm.
    pub(super) fn parse(text: &str, algorithm: Algorithm) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 2 * algorithm.length() || !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let pair = |pair: &[u8]| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        };
        let bytes: Option<Box<[u8]>> = digits.chunks_exact(2).map(pair).collect();
        bytes.map(Self)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Several digests of the same bytes, computed together.
pub(super) struct Hashers(Vec<(Algorithm, Hasher)>);

impl Hashers {
    pub(super) fn new(algorithms: &[Algorithm]) -> Self {
        let hasher = |algorithm: &Algorithm| (*algorithm, (algorithm.row().hasher)());
        Self(algorithms.iter().map(hasher).collect())
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        for (_, hasher) in &mut self.0 {
            hasher.update(bytes);
        }
    }

    pub(super) fn finish(self) -> Sums {
        let sum = |(algorithm, hasher): (Algorithm, Hasher)| (algorithm, Sum(hasher.finalize()));
        Sums(self.0.into_iter().map(sum).collect())
    }
}

/// The values of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sums(Vec<(Algorithm, Sum)>);

impl Sums {
    pub(super) fn of(&self, algorithm: Algorithm) -> Option<&Sum> {
        let mut sums = self.0.iter();
        sums.find(|(it, _)| *it == algorithm).map(|(_, sum)| sum)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &(Algorithm, Sum)> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of the three bytes `abc`, from the standards.
    const ABC: &[(&str, &str)] = &[
        ("md5", "900150983cd24fb0d6963f7d28e17f72"),
        ("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "sha224",
            "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
        ),
        (
            "sha256",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),
        (
            "SHA-512/256",
            "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
        ),
        (
            "sha3_256",
            "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
        ),
        (
            "blake2s",
            "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982",
        ),
        (
            "sm3",
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        ),
    ];

    #[test]
    fn the_values_are_those_of_the_standards() {
        for (name, want) in ABC {
            let algorithm = Algorithm::named(name).unwrap();
            let mut hashers = Hashers::new(&[algorithm]);
            hashers.update(b"a");
            hashers.update(b"bc");
            let sums = hashers.finish();
            assert_eq!(sums.of(algorithm).unwrap().to_string(), *want, "{name}");
            assert_eq!(Sum::parse(want, algorithm).as_ref(), sums.of(algorithm));
        }
    }

    #[test]
    fn the_table_stands_in_the_order_of_the_algorithms() {
        for row in &TABLE {
            assert_eq!(row.algorithm.key(), row.key);
            assert_eq!(Algorithm::named(row.name), Some(row.algorithm));
        }
        assert_eq!(Algorithm::named("whirlpool"), None);
        assert_eq!(Algorithm::named(""), None);
    }

    #[test]
    fn digits_of_another_length_are_no_value() {
        for text in ["", "90", &"g".repeat(32), &"9".repeat(31), &"案".repeat(32)] {
            assert_eq!(Sum::parse(text, Algorithm::Md5), None, "{text}");
        }
    }
}
