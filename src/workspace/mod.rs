//! The workspace: `anjuan.toml` with the agency, units, officers, devices, numbering, tolerances
//! and further calendar years.
//!
//! Pure: it reads text, the caller reads the file. May import `reading`, `calendar` and the
//! words of `case`.

mod device;
mod keys;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

pub use device::{Device, Maintenance};
pub use keys::WORKSPACE;

use crate::calendar::Calendar;
use crate::case::{Day, Head, Officer, decode};
use crate::reading::{Problem, Unreadable, parse};

/// The name of the workspace's file.
pub const FILE: &str = "anjuan.toml";

/// A whole `anjuan.toml`; the default is a case without a workspace.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Workspace {
    /// The agency whose cases these are.
    #[serde(default)]
    pub agency: Agency,
    /// The rulebooks of cases that name none.
    pub rulebooks: Option<Vec<String>>,
    /// 承办机构.
    #[serde(default, rename = "unit")]
    pub units: Vec<Unit>,
    /// The officers, to be named in cases.
    #[serde(default, rename = "officer")]
    pub officers: Vec<Officer>,
    /// The register of recording devices (article 6).
    #[serde(default, rename = "device")]
    pub devices: Vec<Device>,
    /// The pattern of a 文号 by 文书: `{short}罚〔{year}〕{n}号`.
    #[serde(default)]
    pub numbering: BTreeMap<String, String>,
    /// How strict the check is.
    #[serde(default)]
    pub check: Tolerances,
    /// Further calendar years.
    #[serde(default)]
    pub calendar: Days,
}

/// The agency.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Agency {
    /// Its full name.
    pub name: Option<String>,
    /// 机关代字.
    pub short: Option<String>,
    /// 全宗号.
    pub fonds: Option<String>,
}

/// 承办机构.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Unit {
    /// Its name.
    pub name: Option<String>,
}

/// How strict the check is.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Tolerances {
    /// Seconds of an event that recordings may leave open.
    #[serde(default = "default_tolerance")]
    pub coverage_tolerance: i64,
}

impl Default for Tolerances {
    fn default() -> Self {
        Self {
            coverage_tolerance: default_tolerance(),
        }
    }
}

fn default_tolerance() -> i64 {
    300
}

/// Days of further years.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Days {
    /// Holidays.
    #[serde(default)]
    pub off: Vec<Day>,
    /// Weekend days that are worked.
    #[serde(default)]
    pub work: Vec<Day>,
}

impl Workspace {
    /// Reads the bytes of an `anjuan.toml`.
    ///
    /// # Errors
    /// Everything that is wrong in it, with places.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, Unreadable> {
        let unreadable = |text: &str, problems| Unreadable {
            path: path.to_owned(),
            text: text.to_owned(),
            problems,
        };
        let text = decode(bytes).map_err(|problem| unreadable("", vec![problem]))?;
        let table = parse(text, WORKSPACE).map_err(|problems| unreadable(text, problems))?;
        let twice = device::named_twice(text, table.get_ref());
        if !twice.is_empty() {
            return Err(unreadable(text, twice));
        }
        Self::deserialize(toml::Deserializer::from(table)).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            unreadable(text, vec![Problem::new(span, error.message().to_owned())])
        })
    }

    /// The device of that id, if the register has it.
    #[must_use]
    pub fn device(&self, id: &str) -> Option<&Device> {
        self.devices.iter().find(|device| device.id == id)
    }

    /// The agency of a case: its own, else the workspace's.
    #[must_use]
    pub fn agency_of<'a>(&'a self, head: &'a Head) -> Option<&'a str> {
        head.agency.as_deref().or(self.agency.name.as_deref())
    }

    /// The program's calendar with the workspace's years.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        let days = |list: &[Day]| list.iter().map(|day| day.0).collect::<Vec<NaiveDate>>();
        Calendar::built_in().with(&days(&self.calendar.off), &days(&self.calendar.work))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_is_read_with_its_devices_and_tolerance() {
        let text = "[agency]\nname = \"××市工业和信息化局\"\nshort = \"×工信\"\n[[device]]\n\
                    id = \"cam-1\"\nkind = \"执法记录仪\"\nclock_offset = 12\n[check]\n\
                    coverage_tolerance = 60\n[numbering]\n\"行政处罚决定书\" = \"{short}罚〔{year}〕{n}号\"\n";
        let workspace = Workspace::read("anjuan.toml", text.as_bytes()).unwrap();
        assert_eq!(
            workspace.device("cam-1").map(|device| device.clock_offset),
            Some(12)
        );
        assert_eq!(workspace.check.coverage_tolerance, 60);
        assert_eq!(Workspace::default().check.coverage_tolerance, 300);
    }

    #[test]
    fn a_device_is_registered_once() {
        let text = "[[device]]\nid = \"a\"\n[[device]]\nid = \"b\"\n[[device]]\nid = \"a\"\n";
        let error = Workspace::read("anjuan.toml", text.as_bytes()).unwrap_err();
        assert_eq!(error.summary(), "anjuan.toml:6:6：设备编号 a 用了两次");
        assert_eq!(
            error.problems[0].help.as_deref(),
            Some("第一次在第 2 行；每台设备在名录中只有一项")
        );
    }

    #[test]
    fn a_wrong_device_kind_is_refused_with_its_place() {
        let text = "[[device]]\nid = \"a\"\nkind = \"手机\"\n";
        let error = Workspace::read("anjuan.toml", text.as_bytes()).unwrap_err();
        assert!(
            error.summary().starts_with("anjuan.toml:3:8："),
            "{}",
            error.summary()
        );
    }
}
