#!/usr/bin/env bash
# Opens the HTML reports in a headless Chromium, at a telephone's and a desk's width, light and dark, and checks what a reader would trip over: a page wider than
# its window, text too faint or too small, figures without words, tables without captions. Screenshots are left in out/pages.
#     check.sh [PITH]        CHROMIUM names the browser; without one the check is skipped
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
pith=${1:-$root/.build/release/pith}
out=$root/out/pages
chromium=${CHROMIUM:-}
for name in chromium chromium-browser google-chrome; do
    test -n "$chromium" || chromium=$(command -v "$name" || true)
done
test -n "$chromium" || { echo "skipped: no Chromium found. Install one, or name it: CHROMIUM=/path/to/chromium $0"; exit 0; }
test -x "$pith" || { echo "no $pith. Build it: make build" >&2; exit 1; }
mkdir -p "$out"
"$pith" eval "$root/corpora/tasks/gazetteer.jsonl" "$root/corpora/tasks/tables.jsonl" --limit 8 --at 0.5,0.25,0.1 --facts --html "$out/eval.html" > /dev/null
"$pith" eval "$root/corpora/tasks/conversations.jsonl" --limit 3 --session --html "$out/session.html" > /dev/null
browse() { "$chromium" --headless --disable-gpu --no-sandbox --hide-scrollbars --allow-file-access-from-files --user-data-dir="$out/profile" "$@" 2> /dev/null; }
failed=0
for page in eval session; do
    for width in 320 390 1280; do
        for scheme in light dark; do
            # Chromium numbers the schemes: dark 0, light 1.
            dark=$(test $scheme = dark && echo 0 || echo 1)
            browse --blink-settings=preferredColorScheme=$dark --window-size=$width,1600 --screenshot="$out/$page-$width-$scheme.png" "file://$out/$page.html" > /dev/null
            found=$(browse --blink-settings=preferredColorScheme=$dark --window-size=1400,1000 --virtual-time-budget=5000 --dump-dom \
                "file://$here/harness.html?page=file://$out/$page.html&width=$width&scheme=$scheme" | sed -n 's:.*<pre id="result">\(.*\)</pre>.*:\1:p')
            if test "$found" = "ok"; then
                echo "$page, $width pixels, $scheme: ok"
            else
                echo "$page, $width pixels, $scheme: ${found:-the page did not load}" >&2
                failed=1
            fi
        done
    done
done
exit $failed
