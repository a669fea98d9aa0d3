//! What came back from outside for a seal: a signature, a time stamp, the scan of a signed paper.
//! It is kept beside the seal under the seal's name. Whether it is genuine anjuan does not ask.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::form;
use crate::store::sha256_hex;
use crate::task::error::Failure;
use crate::task::new_file;

/// The largest answer: a scan.
const LARGEST: u64 = 256 << 20;
/// What stands between the name of a seal and the number of an answer.
const WORD: &str = "回执";
/// How a signature of `ssh-keygen` begins.
const SSH: &[u8] = b"-----BEGIN SSH SIGNATURE-----";
/// The longest ending of a name that is kept.
const ENDING: usize = 8;

/// An answer that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Where.
    pub path: PathBuf,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// It lay beside the seal already.
    pub was_there: bool,
    /// The SHA-256 of the seal.
    pub seal: String,
    /// What it looks like.
    pub looks: Looks,
}

/// What an answer looks like; not what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// A signature of `ssh-keygen -Y sign`.
    Signature,
    /// DER, as time stamps of RFC 3161 are; whether the seal's SHA-256 stands in it.
    TimeStamp {
        /// Its bytes hold the 32 bytes of the digest.
        names_seal: bool,
    },
    /// Anything else.
    Other,
}

/// Keeps an answer beside a seal.
///
/// # Errors
/// What is no seal; an answer that is empty, too large or the seal itself; what the disk refuses.
pub fn keep(seal: &Path, answer: &Path) -> Result<Answer, Failure> {
    let kept = form::read(seal)?;
    let digest = kept.sha256();
    let bytes = content(answer)?;
    let refused =
        |why: &str| Failure::new(format!("{} 不能作为回执", answer.display())).because(why);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(refused("文件是空的"));
    }
    if bytes == kept.text().as_bytes() {
        return Err(refused("它就是封签本身，不是对封签的回执"));
    }
    let sha256 = sha256_hex(&bytes);
    let looks = looks(&bytes, &digest);
    let (path, was_there) = if beside(seal, answer) {
        (answer.to_owned(), true)
    } else {
        place(seal, answer, &bytes)?
    };
    Ok(Answer {
        path,
        sha256,
        was_there,
        seal: digest,
        looks,
    })
}

fn content(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: &std::io::Error| {
        Failure::new(format!("无法读取回执 {}", path.display())).because_io(error)
    };
    let found = fs::metadata(path).map_err(|error| failed(&error))?;
    let refused = |why: &str| Failure::new(format!("无法读取回执 {}", path.display())).because(why);
    if !found.is_file() {
        return Err(refused("不是文件"));
    }
    if found.len() > LARGEST {
        return Err(refused("超过 256 MiB"));
    }
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
    read.map_err(|error| failed(&error))?;
    Ok(bytes)
}

/// Whether an answer lies beside its seal already, under the seal's name.
fn beside(seal: &Path, answer: &Path) -> bool {
    let folder = |path: &Path| {
        let parent = path.parent().filter(|dir| !dir.as_os_str().is_empty());
        fs::canonicalize(parent.unwrap_or(Path::new("."))).ok()
    };
    let begins = || {
        let (seal, answer) = (seal.file_name()?.to_str()?, answer.file_name()?.to_str()?);
        Some(answer.strip_prefix(seal)?.starts_with('.'))
    };
    folder(seal) == folder(answer) && begins().unwrap_or_default()
}

/// Puts an answer under the first free number; one that is there already stays as it is.
fn place(seal: &Path, answer: &Path, bytes: &[u8]) -> Result<(PathBuf, bool), Failure> {
    let name = seal
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let plain = |end: &&str| end.len() <= ENDING && end.bytes().all(|b| b.is_ascii_alphanumeric());
    let end = answer
        .extension()
        .and_then(|end| end.to_str())
        .filter(plain);
    let end = end.map(|end| format!(".{end}")).unwrap_or_default();
    let mut number = 1_u32;
    loop {
        let path = seal.with_file_name(format!("{name}.{WORD}{number}{end}"));
        if path.symlink_metadata().is_err() {
            let elsewhere = "把封签另处保存，回执收在那里的封签旁边";
            new_file::write(&path, bytes).map_err(|failure| failure.hint(elsewhere))?;
            return Ok((path, false));
        }
        if fs::read(&path).is_ok_and(|there| there == bytes) {
            return Ok((path, true));
        }
        number = number.saturating_add(1);
    }
}

fn looks(bytes: &[u8], digest: &str) -> Looks {
    if bytes.starts_with(SSH) {
        return Looks::Signature;
    }
    // a DER SEQUENCE whose length takes two bytes: larger than any picture's or text's beginning
    if bytes.starts_with(&[0x30, 0x82]) {
        let raw: Vec<u8> = (0..digest.len())
            .step_by(2)
            .filter_map(|at| u8::from_str_radix(digest.get(at..at + 2)?, 16).ok())
            .collect();
        let names_seal = bytes.windows(raw.len()).any(|window| window == raw);
        return Looks::TimeStamp { names_seal };
    }
    Looks::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEAL: &str = "anjuan/register/v1\ncases 0\n";

    #[test]
    fn answers_are_numbered_beside_the_seal_and_none_is_overwritten_or_kept_twice() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("封签.txt"), SEAL).unwrap();
        for (name, bytes, want, was_there) in [
            ("甲.pdf", "一", "封签.txt.回执1.pdf", false),
            ("甲.pdf", "一", "封签.txt.回执1.pdf", true),
            ("甲.pdf", "二", "封签.txt.回执2.pdf", false),
            ("甲", "三", "封签.txt.回执1", false),
            ("甲.很长的结尾", "四", "封签.txt.回执2", false),
            ("封签.txt.sig", "五", "封签.txt.sig", true),
        ] {
            fs::write(at(name), bytes).unwrap();
            let answer = keep(&at("封签.txt"), &at(name)).unwrap();
            assert_eq!(
                (answer.path, answer.was_there),
                (at(want), was_there),
                "{name}"
            );
            assert_eq!(fs::read_to_string(at(want)).unwrap(), bytes);
            assert_eq!(answer.seal, sha256_hex(SEAL.as_bytes()));
        }
    }

    #[test]
    fn what_is_no_answer_is_refused_and_nothing_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("封签.txt"), SEAL).unwrap();
        fs::write(at("空"), " \n").unwrap();
        fs::write(at("别的"), "x").unwrap();
        for (seal, answer) in [
            ("封签.txt", "空"),
            ("封签.txt", "没有"),
            ("封签.txt", "封签.txt"),
            ("封签.txt", "."),
            ("别的", "别的"),
            ("没有", "别的"),
        ] {
            assert!(keep(&at(seal), &at(answer)).is_err(), "{seal} {answer}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_time_stamp_is_known_by_its_form_and_the_digest_in_it() {
        let digest = sha256_hex(SEAL.as_bytes());
        let mut stamp = vec![0x30, 0x82, 0x01, 0x00];
        assert_eq!(
            looks(&stamp, &digest),
            Looks::TimeStamp { names_seal: false }
        );
        stamp.extend(
            (0..64)
                .step_by(2)
                .map(|at| u8::from_str_radix(&digest[at..at + 2], 16).unwrap()),
        );
        assert_eq!(
            looks(&stamp, &digest),
            Looks::TimeStamp { names_seal: true }
        );
        assert_eq!(looks(SSH, &digest), Looks::Signature);
        assert_eq!(looks(b"%PDF", &digest), Looks::Other);
    }
}
