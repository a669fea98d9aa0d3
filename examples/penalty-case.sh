#!/usr/bin/env bash
# 从空目录到归档包：只用 anjuan 的命令，走完一件行政处罚案件。
#
#   bash examples/penalty-case.sh [目录]
#
# 逐条打印所执行的命令。不给目录则在临时目录中进行，目录留在原处；最后一行是经过核验的归档包的路径。
# 文书的扫描件和音像取自 examples/penalty-case，栏目取自 examples/fields，均为虚构。
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ -z "${ANJUAN:-}" ]; then
  (cd "$here/.." && cargo build --release --locked --quiet >&2)
  ANJUAN="$here/../target/release/anjuan"
fi
anjuan() { "$ANJUAN" "$@"; }
export ANJUAN_BY=陈某 ANJUAN_TODAY=2026-06-30
scans="$here/penalty-case/documents"
media="$here/penalty-case/recordings"
fields="$here/fields"
place=${1:-$(mktemp -d)}
mkdir -p "$place"
cd "$place"

# 打印命令，再执行；标准输出留在 out 中，供取编号。
run() {
  local word line='$'
  for word in "$@"; do
    case $word in
      *[[:space:]\;\&\|\<\>\(\)\$\"\*\?#]* | '') line+=" '$word'" ;;
      *) line+=" $word" ;;
    esac
  done
  printf '%s\n' "$line"
  out=$("$@")
  [ -z "$out" ] || printf '%s\n' "$out"
}
# 起草、签发、签署一份文书：文书名称、扫描件、日期、其余参数；编号留在 id 中。
paper() {
  local name=$1 scan=$2 date=$3 number=$4
  shift 4
  local draft=() sign=()
  while [ $# -gt 0 ]; do
    case $1 in
      --sign) sign+=("$1" "$2"); shift 2 ;;
      --seal) sign+=("$1"); shift ;;
      *) draft+=("$1"); shift ;;
    esac
  done
  local short=${name//[（）()、]/}
  [ ! -f "$fields/$short.toml" ] || draft+=(--from "$fields/$short.toml")
  run anjuan doc new "$case" "$name" "${draft[@]}"
  id=${out%%$'\t'*}
  if [ -n "$number" ]; then
    run anjuan doc issue "$case" "$id" --date "$date" --number "$number"
  fi
  run anjuan doc sign "$case" "$id" --scan "$scans/$scan" --date "$date" "${sign[@]}"
}
# 登记事项，编号留在 event 中。
happened() {
  run anjuan event "$case" "$@"
  event=${out%%$'\t'*}
}
# 收录音像：文件、事项、方式之外的参数。
recorded() {
  run anjuan add "$case" "$media/$1" --type 音像记录 --event "$2" --start "$3" --end "$4" \
    --device cam-03 --operator 陈某 --original --classification 公开
}
# 送达一份或几份文书，并收录送达回证；编号留在 event 中，回证的编号留在 id 中。
served() {
  local scan=$1 date=$2 mark=$3
  shift 3
  run anjuan serve "$case" "$@"
  event=${out%%$'\t'*}
  paper 送达回证 "$scan" "$date" "" --event "$event" --blank --sign "张某:送达人:$date" ${mark:+--sign "$mark"}
}
party=三明市××机械有限公司
case=2026-0001

echo "# 一、程序启动"
run anjuan init . --agency 三明市工业和信息化局 --short 明工信
run anjuan new $case --title "${party}涉嫌使用国家明令淘汰的用能设备案" --party $party \
  --officer 张某 --officer 李某 --officer 陈某 --unit 执法一科 --opened 2026-03-02
run anjuan set $case party.1.kind=法人 party.1.identifier=91350400×××××××××× party.1.representative=王某 \
  party.1.address=三明市三元区××路××号 party.1.phone=0598-××××××× \
  officer.张某.certificate=闽G0400001 officer.张某.certificate_until=2028-12-31 officer.张某.role=主办 \
  officer.李某.certificate=闽G0400002 officer.李某.certificate_until=2028-12-31 officer.李某.role=协办 \
  officer.陈某.certificate=闽G0400003 officer.陈某.certificate_until=2028-12-31 officer.陈某.role=记录
happened 案源登记 --start 2026-02-26
paper 案件来源登记表 R01-案件来源登记表.pdf 2026-02-26 "" --event $event --sign 陈某:登记人:2026-02-26
happened 立案 --start 2026-03-02
paper 立案审批表 R03-立案审批表.pdf 2026-03-02 "" --event $event --sign 张某:承办人:2026-03-02 --sign 钱某:机关负责人:2026-03-02
run anjuan attest $case 9-4 $id --statement 六项逐项写明，填写详细 --by 张某 --date 2026-03-02
run anjuan stage $case

echo "# 二、调查取证"
run anjuan set $case answers.out_of_jurisdiction=false answers.suspected_crime=false \
  answers.sampled=false answers.evidence_preserved=false answers.seized=false
happened 现场检查 --start '2026-03-03 9:10' --end '2026-03-03 10:25' --place 机加工车间 --officer 张某 --officer 李某 --officer 陈某
inspection=$event
paper '现场检查（勘验）记录' 'R04-现场检查（勘验）记录.pdf' 2026-03-03 "" --event $inspection --sign 王某:当事人:2026-03-03 --sign 张某:检查人:2026-03-03 --sign 李某:检查人:2026-03-03
paper '（场所、设施、财物）清单' 'R05-（场所、设施、财物）清单.pdf' 2026-03-03 "" --event $inspection --attached-to $id --blank --sign 王某:当事人:2026-03-03
recorded E03-现场检查-01.mp4 $inspection '2026-03-03 9:08:10' '2026-03-03 9:50:10'
recorded E03-现场检查-02.mp4 $inspection '2026-03-03 9:50:12' '2026-03-03 10:26:12'
happened 询问 --start '2026-03-05 14:30' --end '2026-03-05 15:40' --place 执法一科询问室 --officer 张某 --officer 李某 --officer 陈某
paper '询问（调查）记录' 'R11-询问（调查）记录.pdf' 2026-03-05 "" --event $event --sign 王某:被询问人:2026-03-05 --sign 张某:询问人:2026-03-05
run anjuan add $case "$media/E04-询问王某.wav" --type 音像记录 --event $event --start '2026-03-05 14:28:30' --end '2026-03-05 15:41:10' \
  --device rec-01 --operator 陈某 --original --classification 个人隐私
happened 责令改正 --start 2026-03-10 --deadline 2026-04-15
correction=$event
paper '责令(限期)改正通知书' 'R18-责令(限期)改正通知书.pdf' 2026-03-10 明工信责改〔2026〕3号 --event $correction --seal
served R19-送达回证.pdf 2026-03-10 王某:收件人:2026-03-10 $id --method 直接送达 --recipient 王某 --received 2026-03-10 --start 2026-03-10 --officer 张某 --place 当事人会议室
happened 核查 --start '2026-04-16 9:30' --end '2026-04-16 9:50' --of $correction --result 已改正 --officer 张某 --officer 李某 --place 机加工车间
paper 核查记录 R21-核查记录.pdf 2026-04-16 "" --event $event --sign 王某:当事人:2026-04-16 --sign 张某:执法人员:2026-04-16
recorded E08-核查.mp4 $event '2026-04-16 9:28:40' '2026-04-16 9:51:40'
run anjuan attest $case 13-2 $correction --statement 期限届满次日即行核查 --by 张某 --date 2026-04-16
run anjuan stage $case

echo "# 三、审查决定"
paper 行政处罚事先告知书 R24-行政处罚事先告知书.pdf 2026-04-20 明工信罚告〔2026〕9号 --seal
served R25-送达回证.pdf 2026-04-21 王某:收件人:2026-04-21 $id --method 直接送达 --recipient 王某 --received 2026-04-21 --start '2026-04-21 15:00' --end '2026-04-21 15:15' --officer 张某 --place 当事人会议室
recorded E09-告知书送达.mp4 $event '2026-04-21 14:58:20' '2026-04-21 15:15:20'
happened 陈述申辩 --start '2026-04-23 10:00' --end '2026-04-23 10:30' --manner 口头 --officer 张某 --officer 李某 --place 执法一科
paper 陈述申辩笔录 R28-陈述申辩笔录.pdf 2026-04-23 "" --event $event --sign 王某:当事人:2026-04-23
recorded E10-陈述申辩.mp4 $event '2026-04-23 9:58:15' '2026-04-23 10:31:15'
paper 陈述申辩复核意见 R30-陈述申辩复核意见.pdf 2026-04-24 "" --event $event --sign 张某:承办人:2026-04-24
paper 听证通知书 R31-听证通知书.pdf 2026-04-24 明工信听通〔2026〕2号 --seal
served R32-送达回证.pdf 2026-04-24 "" $id --method 邮寄送达 --received 2026-04-27 --start 2026-04-24 --officer 张某
run anjuan add $case "$scans/R33-邮寄回执.pdf" --type 邮寄回执 --event $event --attached-to $id --date 2026-04-27 --pages 1
happened 听证 --start '2026-05-12 9:00' --end '2026-05-12 11:00' --officer 张某 --officer 李某 --place 三明市工业和信息化局听证室
paper 听证笔录 R37-听证笔录.pdf 2026-05-12 "" --event $event --sign 王某:当事人:2026-05-12 --sign 郑某:主持人:2026-05-12
paper 听证报告 R38-听证报告.pdf 2026-05-14 "" --event $event --sign 郑某:主持人:2026-05-14
recorded E12-听证.mp4 $event '2026-05-12 8:57:30' '2026-05-12 11:03:30'
happened 集体讨论 --start '2026-05-15 14:30' --end '2026-05-15 15:50' --participant 赵某 --participant 钱某 --participant 孙某 --participant 周某 --officer 张某 --place 第一会议室
paper 集体讨论记录 R42-集体讨论记录.pdf 2026-05-15 "" --event $event --sign 赵某:参加人员:2026-05-15 --sign 钱某:参加人员:2026-05-15 --sign 孙某:参加人员:2026-05-15 --sign 周某:参加人员:2026-05-15
happened 决定 --start 2026-05-18
paper 行政处罚决定书 R44-行政处罚决定书.pdf 2026-05-18 明工信罚〔2026〕12号 --event $event --seal
decision=$id
run anjuan stage $case

echo "# 四、送达执行"
served R48-送达回证.pdf 2026-05-22 王某:收件人:2026-05-22 $decision --method 直接送达 --recipient 王某 --received 2026-05-22 --start '2026-05-22 9:30' --end '2026-05-22 9:45' --deadline 2026-06-06 --officer 张某 --place 当事人会议室
recorded E16-决定书直接送达.mp4 $event '2026-05-22 9:28:45' '2026-05-22 9:47:45'
happened 履行 --start 2026-06-03
paper 涉案物品处理记录 R50-涉案物品处理记录.pdf 2026-06-03 "" --event $event --sign 李某:经手人:2026-06-03
happened 公示 --start 2026-05-25 --site 三明市工业和信息化局网站
happened 结案 --start 2026-06-12
paper 结案审批表 R52-结案审批表.pdf 2026-06-12 "" --event $event --set 票据号=无（未处罚款） --sign 张某:承办人:2026-06-12
run anjuan set $case case.closed=2026-06-12 case.outcome=行政处罚 answers.overdue=false
run anjuan stage $case

echo "# 五、归档管理"
happened 平台录入 --start 2026-06-15 --platform 省“互联网+监管”信息平台 --receipt 示例-0001
happened 平台录入 --start 2026-06-15 --platform 省市县三级行政执法平台 --receipt 示例-0002
happened 归档 --start 2026-06-30
run anjuan set $case archive.date=2026-06-30 archive.retention=30年 archive.filed_by=陈某 archive.checked_by=吴某 archive.number=示例-0001
run anjuan check $case
run anjuan package $case
package=$out
run anjuan verify "$package"
run anjuan status $case
printf '%s\n' "$PWD/${package#./}"
