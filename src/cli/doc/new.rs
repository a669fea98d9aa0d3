//! `anjuan doc new`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::super::Outcome;
use super::super::changed::Writing;
use super::super::ui::Ui;
use crate::task::change::Session;
use crate::task::draft::{self, Blank, Order};
use crate::task::open::Library;
use crate::task::{actor, find};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 文书名称，见 anjuan doc list；或者草稿的编号，按现在的案情重新生成
    #[arg(value_name = "文书")]
    paper: String,
    /// 填写栏目，写作 栏目=值 或 栏目=@文件；表格每写一次添一行，各格以 | 分隔
    #[arg(long, value_name = "栏目=值")]
    set: Vec<String>,
    /// 从 TOML 或 JSON 文件取栏目
    #[arg(long, value_name = "文件")]
    from: Option<PathBuf>,
    /// 缺的留空，打印后手填；--blank=栏目,栏目 只留这些
    #[arg(long, value_name = "栏目", num_args = 0..=1, require_equals = true, value_delimiter = ',')]
    blank: Option<Vec<String>>,
    /// 所记录的事项编号，可写多次；不写而只有一个可能的，自动关联
    #[arg(long, value_name = "编号")]
    event: Vec<String>,
    /// 送达回证所证明送达的文书编号；不写则取送达事项的
    #[arg(long, value_name = "编号")]
    serves: Vec<String>,
    /// 所附的文书编号（清单）
    #[arg(long, value_name = "编号")]
    attached_to: Option<String>,
    /// 所更正（替代）的文书编号，栏目从它开始
    #[arg(long, value_name = "编号")]
    corrects: Option<String>,
    /// 所涉当事人，默认全体
    #[arg(long, value_name = "名称")]
    party: Vec<String>,
    /// 印出的题名，默认为文书名称
    #[arg(long, value_name = "题名")]
    title: Option<String>,
    /// 文件格式，默认 docx
    #[arg(long, value_enum, value_name = "格式")]
    format: Option<Format>,
    /// 自定的记录编号
    #[arg(long, value_name = "编号")]
    id: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Docx,
    Html,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let library = Library::default();
    let dir = find::case(&args.case)?;
    let actor = actor::actor(args.writing.by.as_deref())?;
    let session = Session::open(&library, &dir, actor, actor::today(None)?)?;
    let drafted = draft::new_document(session, &order(args))?;
    super::report(ui, &drafted, args.writing.json)
}

fn order(args: &Args) -> Order {
    let blank = match args.blank.as_deref() {
        None => Blank::None,
        Some([]) => Blank::All,
        Some(names) => Blank::These(names.to_vec()),
    };
    Order {
        paper: args.paper.clone(),
        set: args.set.clone(),
        from: args.from.clone(),
        blank,
        events: args.event.clone(),
        serves: args.serves.clone(),
        attached_to: args.attached_to.clone(),
        corrects: args.corrects.clone(),
        party: args.party.clone(),
        title: args.title.clone(),
        id: args.id.clone(),
        format: args.format.map(|format| match format {
            Format::Docx => draft::Format::Docx,
            Format::Html => draft::Format::Html,
        }),
    }
}
