#!/usr/bin/env bash
# Makes the runs of record: for each task file its report as Benchmarks/Results/SUITE.json and SUITE.md.
#     record.sh TASKS…           PITH names the pith, OUTPUTS where peers' outputs are kept (bench.sh); 60 tasks a suite, shares 50, 25, 10, 5 and 2%.
#                                PEERS="bm25 furl" runs some peers and PEERS=none no peer: the others are carried over from the report that is there
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export LIMIT=60 AT=0.5,0.25,0.1,0.05,0.02
chosen=${PEERS:-}
for tasks in "$@"; do
    suite=$(basename "$tasks")
    suite=${suite%%.*}
    # The encoder reads every sentence: hours on suites that ask nothing, or whose contexts are no prose.
    case $suite in
    nq20 | squad | multihop | tools) skipped=none ;;
    *) skipped=minilm ;;
    esac
    all=$(grep -v '^#' "$here/peers.txt" | sed 's/.*runs://' | tr ',' '\n' | grep -vx "$skipped" | tr '\n' ' ')
    report=$here/../Results/$suite
    PEERS=${chosen:-$all} OLDER=${chosen:+$report.json} REPORT=$report "$here/bench.sh" "$tasks" > /dev/null
    echo "$suite: $(wc -l < "$report.md") lines"
done
