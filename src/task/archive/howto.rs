//! 校验说明: how to check a package without this program, and what that proves.

use super::dossier::Dossier;
use crate::check::quote;
use crate::rulebook::Role;

/// The name of the file.
pub(super) const NAME: &str = "校验说明.txt";

/// The list of SM3 digests, where a package has one.
const SM3: &str = "anjuan/sm3sum.txt";

/// The loop for Windows: what differs from the two lists, is missing or is in neither. It holds
/// for Windows PowerShell 5.1 and later, for lists with either line end, and compares names by
/// their case, as the lists do.
const POWERSHELL: &str = r#"  $root = (Get-Location).ProviderPath.TrimEnd('\')
  $want = New-Object 'System.Collections.Generic.Dictionary[string,string]'
  $have = New-Object 'System.Collections.Generic.HashSet[string]'
  $bad = 0
  foreach ($line in (Get-Content -Encoding UTF8 -LiteralPath 'manifest-sha256.txt', 'tagmanifest-sha256.txt')) {
    if ($line -match '^([0-9A-Fa-f]{64}) [ *](.+)$') { $want[$Matches[2]] = $Matches[1] } elseif ($line) { "读不懂  $line"; $bad++ }
  }
  foreach ($file in (Get-ChildItem -LiteralPath $root -Recurse -File -Force)) {
    $null = $have.Add($file.FullName.Substring($root.Length + 1).Replace('\', '/'))
  }
  foreach ($name in $want.Keys) {
    if (-not $have.Contains($name)) { "缺失  $name"; $bad++ }
    elseif ((Get-FileHash -Algorithm SHA256 -LiteralPath (Join-Path $root $name)).Hash -ne $want[$name]) { "改变  $name"; $bad++ }
  }
  foreach ($name in $have) {
    if (-not $want.ContainsKey($name) -and $name -cne 'tagmanifest-sha256.txt') { "多出  $name"; $bad++ }
  }
  if ($want.Count -eq 0) { '没有读到清单：请先进入有 manifest-sha256.txt 的目录' } else { "共 $($want.Count) 个文件，$bad 处不符" }
"#;

/// The text.
pub(super) fn text(dossier: &Dossier<'_>) -> String {
    let head = &dossier.case.manifest.case.head;
    let (id, title) = (&head.id, &head.title);
    let forced = dossier.forced.map_or_else(String::new, |forced| {
        format!("\n注意：强制归档。{}\n", forced.told(dossier.report))
    });
    format!(
        "\
校验说明

案号：{id}
案卷：{title}
{forced}
{what}
{how}
{proof}",
        what = what(dossier),
        how = how(id, dossier.sm3),
        proof = proof(dossier),
    )
}

fn what(dossier: &Dossier<'_>) -> String {
    format!(
        "\
一、这是什么
本包是一个 BagIt 1.0（RFC 8493）归档包，装在不压缩的 ZIP 中。
  data/                    案卷原样：清单 case.toml、操作日志 journal.jsonl、文书、音像、电子数据
  anjuan/                  由案卷生成：{cover}、{index}、{note}、{report}、文件格式列表
  anjuan/anjuan.toml       打包时所用的工作区设置：机关、执法人员、设备名录、文号格式
  anjuan/templates/        打包时所用的规程
  manifest-sha256.txt      data/ 下每个文件的 SHA-256 值
  tagmanifest-sha256.txt   标签清单：其余文件的 SHA-256 值，manifest-sha256.txt 也在其中
",
        cover = dossier.name(Role::Cover),
        index = dossier.name(Role::Index),
        note = dossier.name(Role::ClosingNote),
        report = super::findings::TITLE,
    )
}

fn how(id: &str, sm3: bool) -> String {
    let (zip, folder) = (quote(&format!("{id}.zip")), quote(id));
    let sidecar = quote(&format!("{id}.zip.sha256"));
    let sm3 = if sm3 {
        format!(
            "SM3 值（data/ 下的文件；coreutils 9 以上，在解开的目录中）：\n  cksum -a sm3 -c --strict --quiet {SM3}\n\n"
        )
    } else {
        String::new()
    };
    format!(
        "\
二、怎样校验
只用系统自带的工具。文件改过名的，以实际文件名为准。

〔Linux〕在存放归档包的目录中，逐行运行：
  sha256sum -c {sidecar}
  unzip -q {zip}
  cd {folder}
  sha256sum -c --strict --quiet manifest-sha256.txt
  sha256sum -c --strict --quiet tagmanifest-sha256.txt
  sha256sum tagmanifest-sha256.txt
没有输出“FAILED”“WARNING”（或“失败”“警告”）即全部相符；末行是标签清单 SHA-256。
sha256sum 不会指出两份清单以外多出来的文件；下面的 PowerShell 会，bagit.py 只指出 data/ 中多出来的。

〔macOS〕同上，sha256sum 一律写作 shasum -a 256（没有 --quiet，逐个显示 OK）：
  shasum -a 256 -c {sidecar}
  unzip -q {zip}
  cd {folder}
  shasum -a 256 -c manifest-sha256.txt
  shasum -a 256 -c tagmanifest-sha256.txt
  shasum -a 256 tagmanifest-sha256.txt

〔Windows〕在命令提示符中，与 {id}.zip.sha256（用记事本打开）中的值比较：
  certutil -hashfile \"{id}.zip\" SHA256
用资源管理器或 tar -xf \"{id}.zip\" 解开，在解开的目录中打开 PowerShell，把下面各行一起粘贴进去，再按回车：
{POWERSHELL}没有“缺失”“改变”“多出”“读不懂”，末行为“0 处不符”，即全部相符。标签清单 SHA-256：
  certutil -hashfile tagmanifest-sha256.txt SHA256

{sm3}〔BagIt 的工具〕（pip install bagit）在解开的目录中；也指出 data/ 中多出来的文件：
  bagit.py --validate .

〔anjuan〕不必解包，并一并核对案卷清单、操作日志和由案卷生成的各页：
  anjuan verify {zip}
"
    )
}

fn proof(dossier: &Dossier<'_>) -> String {
    let journal = dossier.head;
    format!(
        "\
三、说明什么
校验通过，说明包内文件与两份清单逐字节相符，没有缺少；用 PowerShell 或 anjuan 校验的，也没有多出，用 bagit.py 的，data/ 中没有多出。
能改写整个归档包的人，可以把文件、清单和日志一起重做，重做以后仍会校验通过；
只有与另处保存的摘要比对才能发现。可以另处保存的摘要有三个，都在打包时显示在屏幕上：
  归档包 SHA-256         {id}.zip 这个文件的摘要，也在 {id}.zip.sha256 中。相同，则 ZIP 一个字节没有变
  标签清单 SHA-256       tagmanifest-sha256.txt 这个文件的摘要。相同，则解开的各个文件都没有变
  操作日志末行 SHA-256   相同，则那时以前的操作日志没有被改动、删去或调换次序，data/ 由它核对
前两个包括各页和检查报告，不能印在包内；请抄在{note}（打印件）上，或者记入移交清单。
操作日志逐行相扣，末行（序号 {seq}）的摘要也印在{note}上，是：
  {grouped}
核对末行（摘要照抄，分组的空格可以留着，整个放在引号里）：
  anjuan verify {id}.zip --head \"摘要\"

四、不说明什么
日志中的时间和姓名是当时的计算机和使用者自己报的。
校验不能说明材料的内容属实，不能说明应当登记的事都已登记，也不能说明案件合法。
检查报告只回答按已声明的事项，规程要求的记录是否齐备。
病毒、载体、电子签名和文件格式能否长期打开，本工具不检测；文件格式列表只看扩展名和文件开头几百个字节。
",
        id = dossier.case.manifest.case.head.id,
        note = dossier.name(Role::ClosingNote),
        seq = journal.seq,
        grouped = journal.grouped().join("\n  "),
    )
}
