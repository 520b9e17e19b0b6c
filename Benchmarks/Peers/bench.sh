#!/usr/bin/env bash
# Runs every installed peer on the tasks named, and reports them beside Pith and the baselines in one table.
#     bench.sh TASKS…            LIMIT=60 takes the first tasks of each file, AT=1,0.5,0.1 other shares, REPORT=FILE.json keeps the report
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export PITH=${PITH:-$here/../../.build/release/pith}
shares=${AT:-1,0.5,0.25,0.1,0.05,0.02,0.01}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
outputs=()
while read -r environment _ peers; do
    test -x "$here/.venv/$environment/bin/python" || { echo "$environment is not installed. Try: $here/install.sh $environment" >&2; continue; }
    for peer in ${peers//,/ }; do
        echo "running $peer" >&2
        "$here/outputs.py" "$peer" "$@" --at "$shares" ${LIMIT:+--limit "$LIMIT"} --start-up > "$work/$peer.jsonl" || true
        test -s "$work/$peer.jsonl" && outputs+=(--outputs "$peer=$work/$peer.jsonl")
    done
done < <(grep -v '^#' "$here/peers.txt" | awk '{ peers = ""; for (i = 2; i <= NF; i++) if ($i ~ /^runs:/) peers = substr($i, 6); print $1, "-", peers }')
pith=(--strategy pith-budget --strategy pith-preset --strategy pith-lossless)
baselines=(--strategy truncate-head --strategy truncate-tail --strategy random-sentences --strategy empty --strategy gold-removed)
"$PITH" eval "$@" "${pith[@]}" "${outputs[@]}" "${baselines[@]}" --at "$shares" ${LIMIT:+--limit "$LIMIT"} ${REPORT:+--json} | if test -n "${REPORT:-}"; then cat > "$REPORT"; else cat; fi
