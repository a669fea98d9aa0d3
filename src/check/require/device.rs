//! `device`: a recording's device is of a kind that article 6 names, and in the register.

use crate::case::vocabulary::DEVICE_KINDS;
use crate::finding::Status;

use super::super::context::Context;
use super::super::fix;
use super::super::subject::Subject;
use super::super::verdict::Verdict;

pub(super) fn verdict(context: &Context<'_>, subject: Subject) -> Verdict {
    let Subject::Record(record) = subject else {
        return Verdict::not_applicable();
    };
    let Some(record) = context.record(record) else {
        return Verdict::not_applicable();
    };
    let Some(media) = &record.media else {
        return Verdict::not_applicable();
    };
    let conflict = |message: String| {
        Verdict::new(Status::Conflict, message)
            .fix(fix::set(context, &format!("{}.media.device=", record.id)))
    };
    if let Some(kind) = media
        .device_kind
        .as_deref()
        .filter(|kind| !DEVICE_KINDS.contains(kind))
    {
        return conflict(format!(
            "设备种类“{kind}”不在规定之列，应为：{}",
            DEVICE_KINDS.join("、")
        ));
    }
    let Some(id) = media.device.as_deref().filter(|id| !id.is_empty()) else {
        return Verdict::not_applicable();
    };
    if !context.has_register() {
        return without_register(context, id);
    }
    let Some(device) = context.input.workspace.device(id) else {
        return Verdict::new(Status::Conflict, format!("设备 {id} 不在设备名录内"))
            .fix(fix::device(context, id));
    };
    if let (Some(said), Some(kind)) = (&media.device_kind, &device.kind)
        && said != kind
    {
        return conflict(format!("设备 {id} 在名录中是{kind}，这里写作{said}"));
    }
    let day = media.start.or(media.end).map(|at| device.true_day(at));
    if day.is_some_and(|day| !device.is_in_service(day)) {
        return conflict(format!("设备 {id} 在录制当日不在使用期内"));
    }
    Verdict::satisfied()
}

/// Without a register nobody can tell whether a device is in it. That is one thing about the case,
/// however many recordings it has.
fn without_register(context: &Context<'_>, id: &str) -> Verdict {
    let message = "没有设备名录，无法判断录制的设备是否纳入名录";
    Verdict::new(Status::Undecidable, message)
        .at("case")
        .fix(fix::device(context, id))
}
