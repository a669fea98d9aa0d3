//! What the machine saw of each point of a sheet: findings and nothing else, never a score.

use crate::finding::{CaseReport, Finding, Status};
use crate::rulebook::{Point, Rulebook};

/// What is written where no finding can say anything.
const BLIND: &str = "机器不能判断";

/// A point of a sheet, as the machine saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// The point.
    pub point: Point,
    /// The highest score in a case of this kind.
    pub max: Option<i64>,
    /// How many findings there are of each status, in the order of [`Status`].
    pub counts: Vec<(Status, usize)>,
    /// The findings that a reviewer should know, in one line each.
    pub findings: Vec<String>,
}

/// Every point on the sheet of a case; what belongs to none of them comes last, in a line of its
/// own, so that nothing is lost.
pub(super) fn see(book: &Rulebook, report: &CaseReport) -> Vec<Sight> {
    let asked: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.status != Status::NotApplicable)
        .collect();
    let review = &book.review;
    let fed = |point: &Point, finding: &Finding| {
        let own = finding.rule.strip_prefix(book.id.as_str());
        let rule = own.and_then(|rule| rule.strip_prefix('/'));
        rule.is_some_and(|rule| point.is_fed_by(rule))
    };
    let sight = |point: &Point| {
        let findings = asked.iter().copied().filter(|finding| fed(point, finding));
        let max = point.max.get(&report.kind).copied();
        Sight::of(point.clone(), max, &findings.collect::<Vec<_>>())
    };
    let mut all: Vec<_> = review.points_for(&report.kind).map(sight).collect();
    let scored = || {
        review
            .points_for(&report.kind)
            .filter(|point| !point.knock_out)
    };
    let rest: Vec<_> = asked
        .iter()
        .copied()
        .filter(|finding| finding.severity.is_some())
        .filter(|finding| !scored().any(|point| fed(point, finding)))
        .collect();
    if !rest.is_empty() {
        let point = Point {
            text: "其他（没有归入以上要点的检查结果）".to_owned(),
            ..Point::default()
        };
        all.push(Sight::of(point, None, &rest));
    }
    all
}

impl Sight {
    fn of(point: Point, max: Option<i64>, findings: &[&Finding]) -> Self {
        let mut counts: Vec<(Status, usize)> = Vec::new();
        let mut statuses: Vec<_> = findings.iter().map(|finding| finding.status).collect();
        statuses.sort();
        for run in statuses.chunk_by(|one, other| one == other) {
            counts.extend(run.first().map(|status| (*status, run.len())));
        }
        let mut told: Vec<_> = findings
            .iter()
            .copied()
            .filter(|finding| finding.severity.is_some())
            .collect();
        told.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        Self {
            point,
            max,
            counts,
            findings: told.into_iter().map(Finding::summary).collect(),
        }
    }

    /// How many findings there are.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// Whether no finding could feed it.
    #[must_use]
    pub fn is_blind(&self) -> bool {
        self.point.is_for_people() && self.asked() == 0
    }

    /// What stands on the sheet: what was counted, what was found, and what is for a person.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        match (self.is_blind(), self.asked()) {
            (true, _) => {}
            (false, 0) => lines.push("本案至本阶段没有可查的".to_owned()),
            (false, asked) => lines.push(format!("查 {asked} 项：{}", self.counted())),
        }
        lines.extend(self.findings.iter().cloned());
        lines.extend(match (&self.point.unseen, self.is_blind()) {
            (Some(unseen), _) => Some(format!("{BLIND}：{unseen}")),
            (None, true) => Some(BLIND.to_owned()),
            (None, false) => None,
        });
        lines.join("\n")
    }

    fn counted(&self) -> String {
        let words = self
            .counts
            .iter()
            .map(|(status, count)| format!("{} {count}", status.chinese()));
        words.collect::<Vec<_>>().join("，")
    }

    /// What feeds it, as people read it: `第9、10条，规则 3-2`; empty where nothing does.
    #[must_use]
    pub fn fed(&self) -> String {
        let numbers: Vec<_> = self.point.articles.iter().map(u16::to_string).collect();
        let mut words = Vec::new();
        if !numbers.is_empty() {
            words.push(format!("第{}条", numbers.join("、")));
        }
        if !self.point.rules.is_empty() {
            words.push(format!("规则 {}", self.point.rules.join("、")));
        }
        words.join("，")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_finding_feeds_is_for_people() {
        let point = Point {
            unseen: Some("主体是否合法".to_owned()),
            ..Point::default()
        };
        assert_eq!(
            Sight::of(point, None, &[]).text(),
            "机器不能判断：主体是否合法"
        );
        assert_eq!(
            Sight::of(Point::default(), None, &[]).text(),
            "机器不能判断"
        );
    }

    #[test]
    fn a_point_without_findings_is_not_praised() {
        let point = Point {
            articles: vec![16],
            ..Point::default()
        };
        let text = Sight::of(point, Some(5), &[]).text();
        assert_eq!(text, "本案至本阶段没有可查的");
    }
}
