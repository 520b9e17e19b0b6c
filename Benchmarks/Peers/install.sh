#!/usr/bin/env bash
# Installs the peers of peers.txt, each into an environment of its own: .venv/NAME. Names as arguments choose some. What is there already is left alone.
set -euo pipefail
cd "$(dirname "$0")"
failed=0
while read -r name packages; do
    packages=${packages%runs:*}
    if test $# -gt 0 && ! printf '%s\n' "$@" | grep -qx "$name"; then continue; fi
    if test "$(cat ".venv/$name/installed" 2> /dev/null)" = "$packages"; then continue; fi
    test -x ".venv/$name/bin/python" || python3 -m venv ".venv/$name"
    whole=() alone=()
    for package in $packages; do
        case $package in --no-deps:*) alone+=("${package#--no-deps:}") ;; *) whole+=("$package") ;; esac
    done
    pip=(".venv/$name/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all:)
    if "${pip[@]}" "${whole[@]}" && { test ${#alone[@]} = 0 || "${pip[@]}" --no-deps "${alone[@]}"; }; then
        printf '%s\n' "$packages" > ".venv/$name/installed"
        echo "$name: installed"
    else
        echo "$name: could not be installed" >&2
        failed=1
    fi
done < <(grep -v '^#' peers.txt)
exit $failed
