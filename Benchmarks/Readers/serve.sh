#!/usr/bin/env bash
# Runs the reader of install.sh on this machine's loopback, until Ctrl-C: serve.sh [1.5b|0.5b]. PORT=8080, THREADS=1, CONTEXT=8192 tokens.
set -euo pipefail
out=${READER_DIR:-$(cd "$(dirname "$0")/../.." && pwd)/out/reader}
size=${1:-1.5b}
test -x "$out/llama-server" -a -e "$out/reader-$size.gguf" || { echo "no such reader in $out. Try: $(dirname "$0")/install.sh $size" >&2; exit 1; }
# One slot and no prompt cache: every question costs what it costs.
exec "$out/llama-server" --model "$out/reader-$size.gguf" --alias "qwen2.5-coder-$size" --host 127.0.0.1 --port "${PORT:-8080}" \
    --threads "${THREADS:-1}" --ctx-size "${CONTEXT:-8192}" --parallel 1 --cache-ram 0
