//! `anjuan package`: a closed case becomes a package for the archive.

use std::path::PathBuf;

use super::Outcome;
use super::ui::Ui;
use crate::check::quote;
use crate::task::archive::{self, Forced, Packed, Request};
use crate::task::error::Failure;
use crate::task::open::Library;
use crate::task::{actor, find};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 归档包的文件名或所在目录；默认为案件目录旁边的 <案号>.zip
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 有错误也归档，须同时给出 --reason 和 --by；归档包中会注明
    #[arg(long, requires_all = ["reason", "by"])]
    force: bool,
    /// 强制归档的理由
    #[arg(long, value_name = "理由", requires = "force")]
    reason: Option<String>,
    #[arg(
        long,
        value_name = "姓名",
        help = "操作人，记入操作日志（也可用环境变量 ANJUAN_BY）"
    )]
    by: Option<String>,
    /// 另按该算法计算各文件的散列值，写入包中的 anjuan/sm3sum.txt
    #[arg(long, value_name = "算法")]
    also: Option<Also>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

/// What may be computed beside SHA-256.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Also {
    /// GB/T 32905
    Sm3,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let request = Request {
        target: args.output.clone(),
        forced: forced(args)?,
        sm3: matches!(args.also, Some(Also::Sm3)),
    };
    let library = Library::default();
    let dir = find::case(&args.case)?;
    let packed = archive::package(&library, &dir, &request, &actor::actor(args.by.as_deref())?)?;
    let path = packed.path.display().to_string();
    if args.json {
        ui.line(&json(&packed));
    } else {
        ui.line(&path);
    }
    let there = if packed.was_there {
        "（已有相同的归档包）"
    } else {
        ""
    };
    ui.note(&format!(
        "{} 个文件，{} 字节{there}",
        packed.files, packed.bytes
    ));
    ui.note(&format!("归档包 SHA-256：{}", packed.sha256));
    ui.note(&format!("标签清单 SHA-256：{}", packed.tag_manifest));
    ui.note(&format!(
        "操作日志末行 SHA-256：{}（序号 {}）",
        packed.head.digest, packed.head.seq
    ));
    if packed.errors > 0 {
        ui.note(&format!(
            "警告：检查尚有 {} 项错误，归档包中已注明强制归档",
            packed.errors
        ));
    }
    if let Some(failure) = &packed.unrecorded {
        ui.note(&failure.as_warning());
    }
    ui.note(&format!("提示：anjuan verify {}", quote(&path)));
    Ok(0)
}

fn forced(args: &Args) -> Result<Option<Forced>, Failure> {
    if !args.force {
        return Ok(None);
    }
    let (Some(reason), Some(by)) = (&args.reason, &args.by) else {
        return Err(
            Failure::new("强制归档须写明理由和决定人").hint("用 --reason 理由 --by 姓名 写明")
        );
    };
    let (reason, by) = (
        actor::reason("--reason 的值", reason)?,
        actor::name("--by 的值", by)?,
    );
    Ok(Some(Forced::new(&reason, &by)))
}

fn json(packed: &Packed) -> String {
    serde_json::json!({
        "path": packed.path.display().to_string(),
        "files": packed.files,
        "bytes": packed.bytes,
        "sha256": packed.sha256,
        "tagmanifest_sha256": packed.tag_manifest,
        "journal": { "seq": packed.head.seq, "digest": packed.head.digest },
        "errors": packed.errors,
        "unchanged": packed.was_there,
        "recorded": packed.unrecorded.is_none(),
    })
    .to_string()
}
