#!/usr/bin/env bash
# Makes the runs of record: for each task file its report as Benchmarks/Results/SUITE.json and SUITE.md.
#     record.sh TASKS…           PITH names the pith, OUTPUTS where peers' outputs are kept (bench.sh); 60 tasks a suite, shares 50, 25, 10, 5 and 2%
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export LIMIT=60 AT=0.5,0.25,0.1,0.05,0.02
for tasks in "$@"; do
    suite=$(basename "$tasks")
    suite=${suite%%.*}
    # The encoder reads every sentence: hours on suites that ask nothing, or whose contexts are no prose.
    case $suite in
    nq20 | squad | multihop | tools) skipped=none ;;
    *) skipped=minilm ;;
    esac
    peers=$(grep -v '^#' "$here/peers.txt" | sed 's/.*runs://' | tr ',' '\n' | grep -vx "$skipped" | tr '\n' ' ')
    PEERS=$peers REPORT=$here/../Results/$suite "$here/bench.sh" "$tasks" > /dev/null
    echo "$suite: $(wc -l < "$here/../Results/$suite.md") lines"
done
