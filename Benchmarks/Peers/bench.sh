#!/usr/bin/env bash
# Runs every installed peer on the tasks named, and reports them beside Pith and the baselines: tables on standard output.
#     bench.sh TASKS…            LIMIT=60 takes the first tasks of each file, AT=1,0.5,0.1 other shares, PEERS="bm25 minilm" some peers,
#                                REPORT=FILE writes FILE.json and FILE.md too; OLDER=REPORT.json takes from there what peers did that are left out now (PEERS=none: all of them)
# What a peer made of a file is kept in OUTPUTS (out/peers), and is not made again: delete it to have that done.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export PITH=${PITH:-$here/../../.build/release/pith}
shares=${AT:-1,0.5,0.25,0.1,0.05,0.02,0.01}
kept=${OUTPUTS:-$here/../../out/peers}
mkdir -p "$kept"
outputs=()
while read -r environment line; do
    peers=${line##*runs:}
    for peer in ${peers//,/ }; do
        if test -n "${PEERS:-}" && ! printf '%s\n' $PEERS | grep -qx "$peer"; then continue; fi
        test -x "$here/.venv/$environment/bin/python" || { echo "$peer is not installed. Try: $here/install.sh $environment" >&2; continue; }
        : > "$kept/$peer.jsonl"
        for tasks in "$@"; do
            name=$(basename "$tasks")
            made=$kept/$peer.${name%%.*}.$shares.${LIMIT:-all}
            if ! test -e "$made"; then
                echo "running $peer on $name" >&2
                "$here/outputs.py" "$peer" "$tasks" --at "$shares" ${LIMIT:+--limit "$LIMIT"} --done "$made.partial" >> "$made.partial" 2> "$made.log" || tail -1 "$made.log" >&2
                mv "$made.partial" "$made"
            fi
            cat "$made" >> "$kept/$peer.jsonl"
        done
        if test -s "$kept/$peer.jsonl"; then outputs+=(--outputs "$peer=$kept/$peer.jsonl"); fi
    done
done < <(grep -v '^#' "$here/peers.txt")
report=${REPORT:-$kept/report}
"$PITH" eval "$@" --strategy pith-budget --strategy pith-preset --strategy pith-lossless --strategy truncate-head --strategy truncate-tail "${outputs[@]}" \
    --at "$shares" ${LIMIT:+--limit "$LIMIT"} --facts --json > "$report.json.new"
if test -e "${OLDER:-}"; then "$here/carry_over.py" "$OLDER" "$report.json.new"; fi
mv "$report.json.new" "$report.json"
"$here/markdown.py" "$report.json" > "$report.md"
cat "$report.md"
