//! Whose bag it is: ours is held to what we write, another maker's to RFC 8493.

/// The tag folder of a case's package.
const FOLDER: &str = "anjuan/";
/// What our labels begin with.
const LABEL: &str = "anjuan-";
const AGENT: &str = "bag-software-agent";
const AGENT_NAME: &str = "anjuan ";

/// Whether anything at all in a bag says that this program made it. Any trace will do, so that a
/// package cannot escape the stricter rules by losing some of them.
pub(super) fn is_ours<'a>(
    mut names: impl Iterator<Item = &'a str>,
    labels: &[(String, String)],
) -> bool {
    let speaks = |(label, value): &(String, String)| {
        let label = label.to_ascii_lowercase();
        label.starts_with(LABEL) || (label == AGENT && value.starts_with(AGENT_NAME))
    };
    names.any(|name| name.starts_with(FOLDER)) || labels.iter().any(speaks)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Case<'a> = (&'a [&'a str], &'a [(String, String)], bool);

    #[test]
    fn one_trace_is_enough_and_none_is_none() {
        let label = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        let cases: &[Case<'_>] = &[
            (&["data/a", "bagit.txt"], &[], false),
            (
                &["data/anjuan/a"],
                &[label("Bag-Software-Agent", "bagit.py v1.9.0")],
                false,
            ),
            (&["anjuan/a"], &[], true),
            (&[], &[label("anjuan-retention", "10年")], true),
            (&[], &[label("Bag-Software-Agent", "anjuan 0.1.0")], true),
        ];
        for (names, labels, want) in cases {
            assert_eq!(
                is_ours(names.iter().copied(), labels),
                *want,
                "{names:?} {labels:?}"
            );
        }
    }
}
