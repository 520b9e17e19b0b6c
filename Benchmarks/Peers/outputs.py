#!/usr/bin/env python3
"""Print what a peer makes of tasks, as lines of {"id", "output", "setting", "milliseconds"} for `pith eval --outputs`.

    outputs.py PEER TASKS… [--at 1,0.5,0.25,0.1,0.05,0.02,0.01] [--limit N] [--start-up]

Runs in the peer's own environment when install.sh has made it. A task that the peer fails on is named on standard error and left out.
"""
import argparse, gzip, json, os, pathlib, sys, time
here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here))
from adapters import PEERS

parser = argparse.ArgumentParser()
parser.add_argument("peer", choices=PEERS)
parser.add_argument("tasks", nargs="+")
parser.add_argument("--at", default="1,0.5,0.25,0.1,0.05,0.02,0.01")
parser.add_argument("--limit", type=int)
parser.add_argument("--start-up", action="store_true")
arguments = parser.parse_args()
make, is_swept, environment = PEERS[arguments.peer]
python = here / ".venv" / environment / "bin" / "python"
if python.exists() and pathlib.Path(sys.executable) != python:
    os.execv(python, [str(python), *sys.argv])

start = time.perf_counter()
compress = make()
if arguments.start_up:
    print(f"{arguments.peer}: loaded in {(time.perf_counter() - start) * 1000:.0f} ms", file=sys.stderr)
for path in arguments.tasks:
    with (gzip.open(path, "rt") if path.endswith(".gz") else open(path)) as lines:
        for line in list(lines)[:arguments.limit]:
            if not line.strip():
                continue
            task = json.loads(line)
            for share in [float(s) for s in arguments.at.split(",")] if is_swept else [None]:
                start = time.perf_counter()
                try:
                    output = compress(task, share)
                except Exception as error:
                    print(f"{arguments.peer}: {task['id']}: {error}"[:300], file=sys.stderr)
                    continue
                row = {"id": task["id"], "output": output, "milliseconds": round((time.perf_counter() - start) * 1000, 3)}
                print(json.dumps(row | ({"setting": share} if is_swept else {})), flush=True)
