#!/usr/bin/env python3
"""Complete a new report with the contestants that only an older one has: carry_over.py OLD.json NEW.json, which is rewritten.

What a pinned peer makes of the same tasks does not change when Pith does, so its tokens and fidelity are still true; its times are those of the older run. Suites must be over the same tasks. Rows carried over are marked.
"""
import json, pathlib, sys

def completed(new, old):
    if (old["schema"], old["encoding"], old["costModel"]) != (new["schema"], new["encoding"], new["costModel"]):
        sys.exit("the reports count or bill differently: run the peers again (delete the older report)")
    earlier = {suite["suite"]: suite for suite in old["suites"]}
    for suite in new["suites"]:
        before = earlier.get(suite["suite"])
        if before is None:
            continue
        if before["tasks"] != suite["tasks"]:
            sys.exit(f"{suite['suite']} is over other tasks than it was: run the peers again (delete the older report)")
        present = {contestant["name"] for contestant in suite["contestants"]}
        suite["contestants"] += [contestant | {"carriedOver": True} for contestant in before["contestants"] if contestant["name"] not in present]
    return new

if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    old, new = map(pathlib.Path, sys.argv[1:])
    new.write_text(json.dumps(completed(json.loads(new.read_text()), json.loads(old.read_text())), separators=(",", ":"), ensure_ascii=False) + "\n")
