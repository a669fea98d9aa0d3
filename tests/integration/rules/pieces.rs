//! Pieces of cases, as TOML text: a paper, a service of one with its proof, a recording.

/// A final paper of one event.
pub(super) fn paper(id: &str, kind: &str, date: &str, event: &str) -> String {
    format!(
        "[[record]]\nid = \"{id}\"\ntype = \"{kind}\"\ndate = {date}\nlocation = \"纸质:{id}\"\n\
         events = [\"{event}\"]\n"
    )
}

/// A service of a paper in person, taken by whom it concerns, with its proof.
pub(super) fn service(event: &str, paper: &str, proof: &str, day: &str) -> String {
    format!(
        "[[event]]\nid = \"{event}\"\ntype = \"送达\"\nstart = {day}\ndocuments = [\"{paper}\"]\n\
         method = \"直接送达\"\nto = [\"甲公司\"]\nreceived = {day}\n\
         [[record]]\nid = \"{proof}\"\ntype = \"送达回证\"\ndate = {day}\n\
         location = \"纸质:{proof}\"\nevents = [\"{event}\"]\nserves = [\"{paper}\"]\n\
         signatures = [{{ name = \"王某\", role = \"收件人\", mark = \"签名\" }}]\n"
    )
}

/// A video of one event, between two times of the same day.
pub(super) fn video(id: &str, event: &str, day: &str, (from, to): (&str, &str)) -> String {
    format!(
        "[[record]]\nid = \"{id}\"\ntype = \"音像记录\"\nlocation = \"采集站:{id}.mp4\"\n\
         sha256 = \"{}\"\nevents = [\"{event}\"]\n\
         media = {{ kind = \"录像\", device = \"cam-01\", start = {day}T{from}:00+08:00, \
         end = {day}T{to}:00+08:00, original = true }}\n",
        "0".repeat(64)
    )
}

/// An event at a time, or on a day; with further keys.
pub(super) fn event(id: &str, kind: &str, start: &str, more: &str) -> String {
    format!("[[event]]\nid = \"{id}\"\ntype = \"{kind}\"\nstart = {start}\n{more}\n")
}
