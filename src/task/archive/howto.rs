//! 校验说明: how to check a package without this program, and what that proves.

use super::dossier::Dossier;
use crate::rulebook::Role;

/// The name of the file.
pub(super) const NAME: &str = "校验说明.txt";

/// The text.
pub(super) fn text(dossier: &Dossier<'_>) -> String {
    let head = &dossier.case.manifest.case.head;
    let (id, title, journal) = (&head.id, &head.title, dossier.head);
    format!(
        "\
校验说明

案号：{id}
案卷：{title}

一、这是什么
本包是一个 BagIt 1.0（RFC 8493）归档包，装在不压缩的 ZIP 中。
  data/                    案卷原样：清单 case.toml、操作日志 journal.jsonl、文书、音像、电子数据
  anjuan/                  由案卷生成：{cover}、{index}、{note}、检查报告
  manifest-sha256.txt      data/ 下每个文件的 SHA-256 值
  tagmanifest-sha256.txt   其余文件的 SHA-256 值

二、怎样校验
只用常见的工具（在存放归档包的目录中；文件改过名的，以实际文件名为准）：
  sha256sum -c {id}.zip.sha256
  unzip -q {id}.zip
  cd {id}
  sha256sum -c --quiet manifest-sha256.txt
  sha256sum -c --quiet tagmanifest-sha256.txt
没有输出“FAILED”（或“失败”）即全部相符。sha256sum 不会指出清单以外多出来的文件；
用 BagIt 的工具可以：
  bagit.py --validate .
用 anjuan 不必解包，并一并核对案卷清单和操作日志：
  anjuan verify {id}.zip

三、说明什么
校验通过，说明包内文件与清单逐字节相符，没有缺少；用 bagit.py 或 anjuan 校验的，也没有多出。
操作日志逐行相扣，末行的摘要是：
  序号 {seq}
  {grouped}
这个摘要也印在{note}上。它与另处保存的（签过字的{note}、移交清单等）相同，
说明那时以前的日志没有被改动、删去或调换次序。

四、不说明什么
能改写整个归档包的人，可以把文件、清单和日志一起重做，重做以后仍会校验通过；
只有与另处保存的摘要比对才能发现。
日志中的时间和姓名是当时的计算机和使用者自己报的。
校验不能说明材料的内容属实，不能说明应当登记的事都已登记，也不能说明案件合法。
检查报告只回答按已声明的事项，规程要求的记录是否齐备。
病毒、载体、电子签名和文件格式能否长期打开，本工具不检测。
",
        cover = dossier.name(Role::Cover),
        index = dossier.name(Role::Index),
        note = dossier.name(Role::ClosingNote),
        seq = journal.seq,
        grouped = journal.grouped().join("\n  "),
    )
}
