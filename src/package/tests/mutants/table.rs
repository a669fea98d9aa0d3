//! What is done to a package, and the words that must name it.

use super::{Made, prepend, remove, rename, short, swap, twice, wrong};

/// A name, the change, and words of the line that must name it when all manifests are made to fit,
/// and when none is.
pub(super) type Mutant = (&'static str, fn(&mut Made), &'static str, &'static str);

/// Where a change of the payload or of pages is made to fit, a bag has nothing more to say: what
/// is in it is compared with itself by whoever knows cases.
const NOTHING: &str = "";

pub(super) const MUTANTS: &[Mutant] = &[
    // payload
    (
        "payload changed",
        |m| m.put("data/空.txt", b"x"),
        "bag-info.txt",
        "data/空.txt",
    ),
    (
        "payload added",
        |m| m.put("data/x", b""),
        "bag-info.txt",
        "data/x",
    ),
    (
        "payload removed",
        |m| remove(m, "data/空.txt"),
        "bag-info.txt",
        "data/空.txt",
    ),
    (
        "payload renamed",
        |m| rename(m, "data/空.txt", "data/x"),
        NOTHING,
        "data/空.txt",
    ),
    ("payload swapped", swap, NOTHING, "data/照片/001.jpg"),
    (
        "payload moved out",
        |m| rename(m, "data/空.txt", "空.txt"),
        "bag-info.txt",
        "data/空.txt",
    ),
    (
        "payload percent",
        |m| m.put("data/a%25", b""),
        "bag-info.txt",
        "data/a%25",
    ),
    // tag files
    (
        "page changed",
        |m| m.put("anjuan/封面.html", b"x"),
        NOTHING,
        "anjuan/封面.html",
    ),
    (
        "page removed",
        |m| remove(m, "anjuan/封面.html"),
        NOTHING,
        "anjuan/封面.html",
    ),
    (
        "page added",
        |m| m.put("anjuan/x.html", b"x"),
        NOTHING,
        "anjuan/x.html",
    ),
    (
        "page renamed",
        |m| rename(m, "anjuan/封面.html", "x"),
        NOTHING,
        "anjuan/封面.html",
    ),
    (
        "all pages removed",
        |m| m.files.retain(|name, _| !name.starts_with("anjuan/")),
        NOTHING,
        "anjuan/封面.html",
    ),
    ("hidden file", |m| m.put(".x", b""), NOTHING, ".x"),
    (
        "label changed",
        |m| m.edit("bag-info.txt", "30年", "10年"),
        NOTHING,
        "bag-info.txt",
    ),
    (
        "labels removed",
        |m| remove(m, "bag-info.txt"),
        NOTHING,
        "bag-info.txt",
    ),
    (
        "labels emptied",
        |m| m.put("bag-info.txt", b""),
        NOTHING,
        "bag-info.txt",
    ),
    (
        "count changed",
        |m| m.edit("bag-info.txt", "16.3", "15.3"),
        "载为 3 个文件 15 字节",
        "载为 3 个文件 15 字节",
    ),
    (
        "count twice",
        |m| m.edit("bag-info.txt", "Anjuan-", "Payload-Oxum: 1.1\nAnjuan-"),
        "不止一次",
        "不止一次",
    ),
    (
        "count no number",
        |m| m.edit("bag-info.txt", "16.3", "x"),
        "无法解析",
        "无法解析",
    ),
    // declaration
    (
        "version 0.97",
        |m| m.edit("bagit.txt", "1.0", "0.97"),
        "bagit.txt",
        "bagit.txt",
    ),
    (
        "version 0.93",
        |m| m.edit("bagit.txt", "1.0", "0.93"),
        "bagit.txt",
        "bagit.txt",
    ),
    (
        "version 2.0",
        |m| m.edit("bagit.txt", "1.0", "2.0"),
        "BagIt 2.0",
        "BagIt 2.0",
    ),
    (
        "version none",
        |m| m.edit("bagit.txt", "1.0", "x"),
        "版本号",
        "版本号",
    ),
    (
        "encoding GBK",
        |m| m.edit("bagit.txt", "UTF-8", "GBK"),
        "GBK",
        "GBK",
    ),
    (
        "encoding unknown",
        |m| m.edit("bagit.txt", "UTF-8", "x"),
        "不认识",
        "不认识",
    ),
    (
        "declaration CRLF",
        |m| m.edit("bagit.txt", "\n", "\r\n"),
        "写法与归档包不同",
        "bagit.txt",
    ),
    (
        "declaration unended",
        |m| m.edit("bagit.txt", "UTF-8\n", "UTF-8"),
        "没有换行",
        "bagit.txt",
    ),
    (
        "declaration with space",
        |m| m.edit("bagit.txt", ": 1", ":  1"),
        "一个空格",
        "一个空格",
    ),
    (
        "declaration with line",
        |m| m.edit("bagit.txt", "UTF-8\n", "UTF-8\nx: y\n"),
        "两行",
        "两行",
    ),
    (
        "declaration with mark",
        |m| m.edit("bagit.txt", "BagIt-", "\u{feff}BagIt-"),
        "BOM",
        "BOM",
    ),
    (
        "declaration empty",
        |m| m.put("bagit.txt", b""),
        "两行",
        "两行",
    ),
    (
        "declaration removed",
        |m| remove(m, "bagit.txt"),
        "没有 bagit.txt",
        "没有 bagit.txt",
    ),
    // further manifests
    (
        "md5 manifest wrong",
        |m| wrong(m, "manifest-md5.txt", "data/"),
        "见 manifest-md5.txt",
        "见 manifest-md5.txt",
    ),
    (
        "sha512 manifest wrong",
        |m| wrong(m, "manifest-sha512.txt", "data/"),
        "见 manifest-sha512.txt",
        "见 manifest-sha512.txt",
    ),
    (
        "SM3 manifest wrong",
        |m| wrong(m, "manifest-sm3.txt", "data/"),
        "见 manifest-sm3.txt",
        "见 manifest-sm3.txt",
    ),
    (
        "sha1 manifest short",
        |m| short(m, "manifest-sha1.txt"),
        "没有列入 manifest-sha1.txt",
        "manifest-sha1.txt",
    ),
    (
        "sha1 manifest empty",
        |m| m.put("manifest-sha1.txt", b""),
        "清单不得为空",
        "清单不得为空",
    ),
    (
        "sha1 manifest unreadable",
        |m| m.put("manifest-sha1.txt", b"x\n"),
        "无法解析",
        "无法解析",
    ),
    (
        "unknown manifest",
        |m| m.put("manifest-tiger.txt", b"x\n"),
        "算法不认识",
        "算法不认识",
    ),
    (
        "unknown tag manifest",
        |m| m.put("tagmanifest-tiger.txt", b"x\n"),
        "算法不认识",
        "算法不认识",
    ),
    (
        "md5 tag manifest wrong",
        |m| wrong(m, "tagmanifest-md5.txt", "bagit.txt"),
        "见 tagmanifest-md5.txt",
        "见 tagmanifest-md5.txt",
    ),
    (
        "SM3 sums wrong",
        |m| wrong(m, "anjuan/sm3sum.txt", "data/"),
        "见 anjuan/sm3sum.txt",
        "见 anjuan/sm3sum.txt",
    ),
    (
        "SM3 sums short",
        |m| short(m, "anjuan/sm3sum.txt"),
        "没有列入 anjuan/sm3sum.txt",
        "anjuan/sm3sum.txt",
    ),
    (
        "SM3 sums of nothing",
        |m| m.put("anjuan/sm3sum.txt", b""),
        "清单不得为空",
        "清单不得为空",
    ),
    (
        "fetch",
        |m| m.put("fetch.txt", b"https://example.org/a - data/x\n"),
        "data/x",
        "data/x",
    ),
    (
        "fetch of a file that is there",
        |m| {
            m.put(
                "fetch.txt",
                "https://example.org/a - data/空.txt\n".as_bytes(),
            );
        },
        "不应在归档包中",
        "fetch.txt",
    ),
    (
        "fetch outside",
        |m| m.put("fetch.txt", b"https://example.org/a - ../x\n"),
        "含有“..”",
        "含有“..”",
    ),
    (
        "fetch empty",
        |m| m.put("fetch.txt", b""),
        "不应在归档包中",
        "fetch.txt",
    ),
];

/// A name, the change, and words of the line that must name it.
pub(super) type ListMutant = (&'static str, fn(&mut Made), &'static str);

/// Changes of the two manifests themselves, which nothing makes fit.
pub(super) const LISTS: &[ListMutant] = &[
    (
        "manifest removed",
        |m| remove(m, "manifest-sha256.txt"),
        "没有 manifest-sha256.txt",
    ),
    (
        "manifest empty",
        |m| m.put("manifest-sha256.txt", b""),
        "清单不得为空",
    ),
    (
        "manifest CRLF",
        |m| m.edit("manifest-sha256.txt", "\n", "\r\n"),
        "行尾不是 LF",
    ),
    ("manifest with mark", |m| prepend(m, "\u{feff}"), "BOM"),
    (
        "manifest with blank line",
        |m| prepend(m, "\n"),
        "第 1 行无法解析",
    ),
    (
        "manifest with comment",
        |m| prepend(m, "# x\n"),
        "第 1 行无法解析",
    ),
    (
        "manifest with asterisk",
        |m| m.edit("manifest-sha256.txt", "  data/空", " *data/空"),
        "不属于本清单",
    ),
    (
        "manifest with dot",
        |m| m.edit("manifest-sha256.txt", "data/空", "./data/空"),
        "含有“.”",
    ),
    (
        "manifest leading outside",
        |m| m.edit("manifest-sha256.txt", "data/空", "data/../空"),
        "含有“..”",
    ),
    (
        "manifest of a tag file",
        |m| m.edit("manifest-sha256.txt", "data/空.txt", "bagit.txt"),
        "不属于本清单",
    ),
    (
        "manifest of a home",
        |m| m.edit("manifest-sha256.txt", "data/空", "~/空"),
        "不属于本清单",
    ),
    ("manifest with a line twice", twice, "重复列出"),
    (
        "manifest with a line less",
        |m| short(m, "manifest-sha256.txt"),
        "不在清单中",
    ),
    (
        "manifest with a name more",
        |m| m.edit("manifest-sha256.txt", "空", "满"),
        "“data/满.txt”缺失",
    ),
    (
        "manifest with short digest",
        |m| m.edit("manifest-sha256.txt", "e3b0", ""),
        "无法解析",
    ),
    (
        "manifest renamed",
        |m| rename(m, "manifest-sha256.txt", "manifest-SHA256.txt"),
        "没有 manifest-sha256.txt",
    ),
    (
        "tag manifest removed",
        |m| remove(m, "tagmanifest-sha256.txt"),
        "“tagmanifest-sha256.txt”缺失",
    ),
    (
        "tag manifest empty",
        |m| m.put("tagmanifest-sha256.txt", b""),
        "清单不得为空",
    ),
    (
        "tag manifest of the payload",
        |m| m.edit("tagmanifest-sha256.txt", "bagit.txt", "data/空.txt"),
        "不属于本清单",
    ),
    (
        "tag manifest of itself",
        |m| {
            m.edit(
                "tagmanifest-sha256.txt",
                "bagit.txt",
                "tagmanifest-sha256.txt",
            );
        },
        "不属于本清单",
    ),
    (
        "tag manifest with a line less",
        |m| short(m, "tagmanifest-sha256.txt"),
        "不在清单中",
    ),
    (
        "tag manifest renamed",
        |m| rename(m, "tagmanifest-sha256.txt", "tagmanifest-SHA256.txt"),
        "“tagmanifest-sha256.txt”缺失",
    ),
];
