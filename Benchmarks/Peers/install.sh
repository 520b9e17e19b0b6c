#!/usr/bin/env bash
# Installs the peers of peers.txt, each into an environment of its own: .venv/NAME. Names as arguments choose some.
set -euo pipefail
cd "$(dirname "$0")"
grep -v '^#' peers.txt | while read -r name packages; do
    packages=${packages%runs:*}
    if test $# -gt 0 && ! printf '%s\n' "$@" | grep -qx "$name"; then continue; fi
    test -x ".venv/$name/bin/python" || python3 -m venv ".venv/$name"
    # shellcheck disable=SC2086  # one word a package
    ".venv/$name/bin/pip" install --quiet --disable-pip-version-check $packages && echo "$name: installed" || echo "$name: could not be installed" >&2
done
