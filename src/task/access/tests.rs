//! Lines folded into requests.

use serde_json::{Map, Value, json};

use super::event::Event;
use super::ledger::{Ledger, State};
use crate::rulebook::Access;
use crate::store::Line;

fn lines(all: &[(&str, Value)]) -> Vec<Line> {
    let line = |(seq, (kind, data)): (usize, &(&str, Value))| Line {
        seq: seq as u64,
        prev: String::new(),
        time: "2026-06-01T09:00:00+08:00".into(),
        actor: "张某".into(),
        actor_from: "--by".into(),
        tool: "anjuan".into(),
        kind: (*kind).to_owned(),
        data: data.as_object().cloned().unwrap_or_else(Map::new),
    };
    all.iter().enumerate().map(line).collect()
}

fn asked() -> (&'static str, Value) {
    let nonce = "0".repeat(32);
    let data = json!({
        "nonce": nonce, "id": "A01", "applicant": "王某", "reason": "复议", "manner": "copy",
        "date": "2026-06-01",
    });
    ("request", data)
}

fn opinion(agree: bool) -> (&'static str, Value) {
    let data = json!({ "id": "A01", "by": "李某", "agree": agree, "date": "2026-06-02" });
    ("opinion", data)
}

fn approval(agree: bool) -> (&'static str, Value) {
    let data = json!({
        "id": "A01", "by": "陈某", "agree": agree, "date": "2026-06-02", "clock": "regressed",
    });
    ("approval", data)
}

fn fold(all: &[(&str, Value)]) -> Result<Ledger, String> {
    Ledger::fold(&lines(all), &Access::default())
}

#[test]
fn the_state_follows_from_the_lines() {
    for (all, state) in [
        (vec![asked()], State::Asked),
        (vec![asked(), opinion(true)], State::Advised),
        (vec![asked(), opinion(false)], State::Opposed),
        (
            vec![asked(), opinion(true), approval(true)],
            State::Approved,
        ),
        (
            vec![asked(), opinion(true), approval(false)],
            State::Refused,
        ),
    ] {
        let ledger = fold(&all).unwrap();
        let entry = ledger.get("A01").unwrap();
        assert_eq!((entry.state(), entry.steps.len()), (state, all.len()));
        assert_eq!(ledger.next_id(), "A02");
    }
    assert_eq!(fold(&[]).unwrap().next_id(), "A01");
}

#[test]
fn lines_that_cannot_follow_one_another_are_not_believed() {
    let mut unknown_key = opinion(true);
    unknown_key.1["weight"] = json!(1);
    let mut no_date = approval(true);
    no_date.1["date"] = json!("明天");
    let mut same = approval(true);
    same.1["by"] = json!(" 李 某");
    for (all, line) in [
        (vec![opinion(true)], 1),
        (vec![asked(), approval(true)], 2),
        (vec![asked(), asked()], 2),
        (vec![asked(), opinion(true), opinion(true)], 3),
        (vec![asked(), opinion(false), approval(true)], 3),
        (vec![asked(), opinion(true), same], 3),
        (vec![asked(), unknown_key], 2),
        (vec![asked(), opinion(true), no_date], 3),
        (vec![("approve", json!({}))], 1),
    ] {
        let why = fold(&all).unwrap_err();
        assert!(why.starts_with(&format!("第 {line} 行")), "{why}");
    }
}

#[test]
fn an_event_is_written_as_it_is_read() {
    for line in lines(&[asked(), opinion(true), approval(true)]) {
        let event = Event::of(&line).unwrap();
        let (kind, data) = event.line();
        let again = Line {
            kind,
            data,
            ..line.clone()
        };
        assert_eq!(Event::of(&again), Ok(event));
        assert_eq!(again.kind, line.kind);
    }
}
