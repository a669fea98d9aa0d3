#!/usr/bin/env bash
# bagit (PyPI) 1.9.0 calls a bag invalid whose manifest encodes a percent sign as RFC 8493 asks.
#
# RFC 8493, 2.1.3: CR, LF and the percent sign itself are percent-encoded in a manifest's paths, so
# data/100%.txt is written data/100%25.txt. Seen: bagit.py writes the name raw when it makes a bag,
# and decodes %0A and %0D alone when it reads one: the encoded line is taken for a file that is not
# there. sha256sum -c, which knows no encoding, agrees with it. So a name with a percent sign cannot
# be written in a way that both the RFC and the usual tools accept; a maker does best to refuse it.
#
# Exit 0: still so. Exit 1: something of this has changed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check 'bagit==1.9.0'
bagit="$work/venv/bin/bagit.py"

mkdir "$work/bag"
echo 'a paper' >"$work/bag/100%.txt"
"$bagit" --quiet --sha256 "$work/bag"
line=$(cut -d' ' -f3 "$work/bag/manifest-sha256.txt")
echo "written: $line"
[[ $line == 'data/100%.txt' ]] || { echo 'CHANGED: the name is no longer written raw'; exit 1; }

sed -i 's/100%/100%25/' "$work/bag/manifest-sha256.txt"
rm "$work/bag/tagmanifest-sha256.txt"
if said=$("$bagit" --validate "$work/bag" 2>&1); then
    echo 'CHANGED: the name is decoded'
    exit 1
fi
echo "with data/100%25.txt: ${said##*$'\n'}"
grep -q '100%25.txt' <<<"$said" || { echo 'CHANGED: another answer'; exit 1; }
if (cd "$work/bag" && sha256sum -c manifest-sha256.txt) >/dev/null 2>&1; then
    echo 'CHANGED: sha256sum decodes names'
    exit 1
fi
echo 'as described'
