#!/usr/bin/env bash
# bagit (PyPI) 1.9.0 writes SHA-3 manifests under names that RFC 8493 does not allow, and does not
# find those that the RFC asks for.
#
# RFC 8493, 2.4: the name of an algorithm in a manifest's file name is its common name in lower case
# without everything that is not a letter or a digit, so SHA3-256 gives manifest-sha3256.txt.
# Seen: `bagit.py --sha3_256` writes manifest-sha3_256.txt. A bag with the same digests under
# manifest-sha3256.txt alone is refused: "No manifest files found". Whoever exchanges SHA-3 bags with
# bagit.py must read both spellings, and write the one with the underscore.
#
# Exit 0: still so. Exit 1: something of this has changed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check 'bagit==1.9.0'
bagit="$work/venv/bin/bagit.py"

mkdir "$work/bag"
echo 'a paper' >"$work/bag/paper.txt"
"$bagit" --quiet --sha3_256 "$work/bag"

written=$(cd "$work/bag" && ls manifest-*.txt)
echo "written: $written"
[[ $written == manifest-sha3_256.txt ]] || { echo 'CHANGED: another name is written'; exit 1; }
"$bagit" --quiet --validate "$work/bag" || { echo 'CHANGED: its own bag is refused'; exit 1; }

# the same bag, under the names of the RFC; without tag manifest, which is optional
mv "$work/bag/manifest-sha3_256.txt" "$work/bag/manifest-sha3256.txt"
rm "$work/bag/tagmanifest-sha3_256.txt"
if said=$("$bagit" --validate "$work/bag" 2>&1); then
    echo 'CHANGED: the name of the RFC is read'
    exit 1
fi
echo "with manifest-sha3256.txt: ${said##*$'\n'}"
grep -q 'No manifest files found' <<<"$said" || { echo 'CHANGED: another answer'; exit 1; }
echo 'as described'
