//! Small cases of the kinds that the example is not, each of them complete.

/// A penalty imposed on the spot.
pub const ON_THE_SPOT: &str = r#"
schema = 1
[case]
id = "1"
kind = "行政处罚"
procedure = "简易程序"
title = "三明市××机械有限公司未按规定报送能源利用状况案"
stage = "归档管理"
opened = 2026-03-02
closed = 2026-03-05
outcome = "行政处罚"
[answers]
sampled = false
inquired = false
evidence_preserved = false
correction_ordered = false
seized = false
defended = false
overdue = false
[[party]]
role = "当事人"
kind = "法人"
name = "三明市××机械有限公司"
[[officer]]
name = "张某"
certificate = "闽G0400001"
certificate_until = 2028-12-31
[[officer]]
name = "李某"
certificate = "闽G0400002"
certificate_until = 2028-12-31
[[event]]
id = "E01"
type = "现场检查"
start = 2026-03-02T09:00:00+08:00
end = 2026-03-02T09:30:00+08:00
officers = ["张某", "李某"]
[[event]]
id = "E02"
type = "决定"
start = 2026-03-02
[[event]]
id = "E03"
type = "履行"
start = 2026-03-04
[[event]]
id = "E04"
type = "结案"
start = 2026-03-05
[[event]]
id = "E05"
type = "平台录入"
start = 2026-03-06
platform = "省“互联网+监管”信息平台"
receipt = "1"
[[event]]
id = "E06"
type = "平台录入"
start = 2026-03-06
platform = "省市县三级行政执法平台"
receipt = "2"
[[record]]
id = "R01"
type = "现场检查（勘验）记录"
date = 2026-03-02
events = ["E01"]
signatures = [{ name = "王某", role = "当事人", mark = "签名", date = 2026-03-02 }]
[[record]]
id = "R02"
type = "音像记录"
events = ["E01"]
media = { kind = "录像", device = "cam-01", start = 2026-03-02T08:59:00+08:00, end = 2026-03-02T09:31:00+08:00, original = true }
[[record]]
id = "R03"
type = "当场行政处罚决定书"
date = 2026-03-02
number = "明工信当罚〔2026〕1号"
events = ["E02"]
signatures = [{ name = "张某", role = "执法人员", mark = "签名" }]
[record.fields]
"罚款金额" = 20000
[[record]]
id = "R04"
type = "缴款凭证"
date = 2026-03-04
events = ["E03"]
[[record]]
id = "R05"
type = "结案审批表"
date = 2026-03-05
events = ["E04"]
"#;

/// An inspection that found nothing.
pub const INSPECTION: &str = r#"
schema = 1
[case]
id = "1"
kind = "行政监督检查"
title = "三明市××机械有限公司节能监督检查"
stage = "归档管理"
opened = 2026-03-02
closed = 2026-03-16
outcome = "未发现问题"
[answers]
evidence_preserved = false
correction_ordered = false
[[party]]
role = "当事人"
kind = "法人"
name = "三明市××机械有限公司"
[[officer]]
name = "张某"
certificate = "闽G0400001"
certificate_until = 2028-12-31
[[officer]]
name = "李某"
certificate = "闽G0400002"
certificate_until = 2028-12-31
[[event]]
id = "E01"
type = "监督检查"
start = 2026-03-05T09:00:00+08:00
end = 2026-03-05T10:00:00+08:00
officers = ["张某", "李某"]
basis = "年度双随机抽查计划"
[[event]]
id = "E02"
type = "公示"
start = 2026-03-12
site = "门户网站"
[[event]]
id = "E03"
type = "结案"
start = 2026-03-16
[[record]]
id = "R01"
type = "检查告知书"
date = 2026-03-05
events = ["E01"]
signatures = [{ name = "王某", role = "当事人", mark = "签名", date = 2026-03-05 }]
[record.fields]
"检查事项" = "淘汰用能设备的使用情况"
"检查内容" = "生产车间的电动机和变压器"
"当事人权利" = "陈述、申辩；拒绝与检查无关的要求"
[[record]]
id = "R02"
type = "行政监督检查记录表"
date = 2026-03-05
events = ["E01"]
signatures = [{ name = "王某", role = "当事人", mark = "签名", date = 2026-03-05 }]
[record.fields]
"检查内容" = "生产车间的电动机和变压器"
"发现的问题" = "未发现"
"是否合格" = "合格"
"是否存在违法行为" = "否"
[[record]]
id = "R03"
type = "音像记录"
events = ["E01"]
media = { kind = "录像", device = "cam-03", start = 2026-03-05T08:59:00+08:00, end = 2026-03-05T10:02:00+08:00, original = true }
[[record]]
id = "R04"
type = "结案审批表"
date = 2026-03-16
events = ["E03"]
[[attestation]]
rule = "sanming/27-1"
subject = "E01"
statement = "检查限于告知的范围，没有损坏物品。"
by = "张某"
date = 2026-03-05
"#;

/// A seizure that was lifted.
pub const COERCION: &str = r#"
schema = 1
[case]
id = "1"
kind = "行政强制"
title = "查封三明市××机械有限公司涉案设备案"
stage = "归档管理"
opened = 2026-03-02
closed = 2026-04-02
outcome = "解除"
[answers]
suspected_crime = false
seizure_extended = false
seized_goods_transferred = false
enforcement_needed = false
[[party]]
role = "当事人"
kind = "法人"
name = "三明市××机械有限公司"
[[officer]]
name = "张某"
certificate = "闽G0400001"
certificate_until = 2028-12-31
[[officer]]
name = "李某"
certificate = "闽G0400002"
certificate_until = 2028-12-31
[[event]]
id = "E01"
type = "查封扣押"
start = 2026-03-03T09:00:00+08:00
end = 2026-03-03T10:00:00+08:00
deadline = 2026-04-01
officers = ["张某", "李某"]
[[event]]
id = "E02"
type = "送达"
start = 2026-03-03T10:00:00+08:00
end = 2026-03-03T10:10:00+08:00
documents = ["R01"]
method = "直接送达"
recipient = "王某"
received = 2026-03-03
[[event]]
id = "E03"
type = "解除查封扣押"
start = 2026-03-30T09:00:00+08:00
end = 2026-03-30T09:40:00+08:00
result = "解除"
of = ["E01"]
[[event]]
id = "E04"
type = "送达"
start = 2026-03-30T09:40:00+08:00
end = 2026-03-30T09:50:00+08:00
documents = ["R05"]
method = "直接送达"
recipient = "王某"
received = 2026-03-30
[[event]]
id = "E05"
type = "结案"
start = 2026-04-02
[[record]]
id = "R01"
type = "查封（扣押）决定书"
date = 2026-03-03
number = "明工信查〔2026〕1号"
events = ["E01"]
seal = true
[[record]]
id = "R02"
type = "（场所、设施、财物）清单"
date = 2026-03-03
events = ["E01"]
attached_to = "R01"
signatures = [{ name = "王某", role = "当事人", mark = "签名", date = 2026-03-03 }]
[record.fields]
"物品" = [{ "名称" = "三相异步电动机", "数量" = 1, "单位" = "台" }]
[[record]]
id = "R03"
type = "音像记录"
events = ["E01", "E02"]
media = { kind = "录像", device = "cam-01", start = 2026-03-03T08:59:00+08:00, end = 2026-03-03T10:12:00+08:00, original = true }
[[record]]
id = "R04"
type = "送达回证"
date = 2026-03-03
events = ["E02"]
serves = ["R01"]
signatures = [{ name = "王某", role = "当事人", mark = "签名", date = 2026-03-03 }]
[[record]]
id = "R05"
type = "查封、扣押处理决定书"
date = 2026-03-30
number = "明工信解〔2026〕1号"
events = ["E03"]
seal = true
[[record]]
id = "R06"
type = "音像记录"
events = ["E03"]
media = { kind = "录像", device = "cam-01", start = 2026-03-30T08:59:00+08:00, end = 2026-03-30T09:52:00+08:00, original = true }
[[record]]
id = "R07"
type = "送达回证"
date = 2026-03-30
events = ["E04"]
serves = ["R05"]
signatures = [{ name = "王某", role = "当事人", mark = "签名", date = 2026-03-30 }]
[[record]]
id = "R08"
type = "结案审批表"
date = 2026-04-02
events = ["E05"]
"#;

/// A confirmation, to which the general articles apply.
pub const CONFIRMATION: &str = r#"
schema = 1
[case]
id = "1"
kind = "行政确认"
title = "三明市××机械有限公司资源综合利用认定"
stage = "归档管理"
opened = 2026-03-02
closed = 2026-03-20
outcome = "予以确认"
[[party]]
role = "当事人"
kind = "法人"
name = "三明市××机械有限公司"
[[event]]
id = "E01"
type = "决定"
start = 2026-03-16
[[event]]
id = "E02"
type = "送达"
start = 2026-03-17
documents = ["R01"]
method = "直接送达"
recipient = "王某"
received = 2026-03-17
[[event]]
id = "E03"
type = "结案"
start = 2026-03-20
[[record]]
id = "R01"
type = "行政确认决定书"
date = 2026-03-16
number = "明工信确〔2026〕1号"
events = ["E01"]
seal = true
[[record]]
id = "R02"
type = "送达回证"
date = 2026-03-17
events = ["E02"]
serves = ["R01"]
signatures = [{ name = "王某", role = "当事人", mark = "签名", date = 2026-03-17 }]
[[record]]
id = "R03"
type = "结案审批表"
date = 2026-03-20
events = ["E03"]
"#;
