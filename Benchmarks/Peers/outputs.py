#!/usr/bin/env python3
"""Print what a peer makes of tasks, as lines for `pith eval --outputs`: {"suite", "id", "setting", "output", "milliseconds", "startUpMilliseconds", "peakMemoryByteCount"}.

    outputs.py PEER TASKS… [--at 1,0.5,0.25,0.1,0.05,0.02,0.01] [--limit N] [--time-limit SECONDS] [--done FILE]

Runs in the peer's own environment when install.sh has made it. A task that the peer fails on, or is not done with in time, is named on standard error and left out; after three in a
row that ran out of time, a file's other tasks are left out too. Start-up is the time from the process's beginning until the peer is loaded.
What FILE holds already is not made again.
"""
import argparse, gzip, json, os, pathlib, resource, signal, sys, time
here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here))
from adapters import PEERS

parser = argparse.ArgumentParser()
parser.add_argument("peer", choices=PEERS)
parser.add_argument("tasks", nargs="+")
parser.add_argument("--at", default="1,0.5,0.25,0.1,0.05,0.02,0.01")
parser.add_argument("--limit", type=int)
parser.add_argument("--time-limit", type=int, default=60)
parser.add_argument("--done")
arguments = parser.parse_args()
make, is_swept, environment = PEERS[arguments.peer]
python = here / ".venv" / environment / "bin" / "python"
if python.exists() and pathlib.Path(sys.prefix) != python.parents[1]:
    # One thread each, so that times can be compared; and tiktoken's vocabulary for the peers that would fetch it.
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    for folder in (here / ".venv" / "tiktoken").glob("lib/*/site-packages/llama_index/core/_static/tiktoken_cache"):
        os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(folder))
    os.environ["PITH_PEER_START"] = repr(time.clock_gettime(time.CLOCK_BOOTTIME))
    os.execv(python, [str(python), *sys.argv])

# Peers print as they like; the lines go to what standard output was.
lines_out = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
start = float(os.environ.get("PITH_PEER_START", repr(time.clock_gettime(time.CLOCK_BOOTTIME))))
compress = make()
start_up = round((time.clock_gettime(time.CLOCK_BOOTTIME) - start) * 1000, 1)

done = set()
if arguments.done and pathlib.Path(arguments.done).exists():
    with open(arguments.done, encoding="utf-8") as kept:
        done = {(row["suite"], row["id"], row.get("setting")) for row in map(json.loads, kept)}

class TooLong(Exception):
    pass

def ring(*_):
    raise TooLong(f"not done in {arguments.time_limit} seconds")

signal.signal(signal.SIGALRM, ring)
for path in arguments.tasks:
    late = 0
    with (gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")) as lines:
        for line in [line for line in lines if line.strip()][:arguments.limit]:
            task = json.loads(line)
            suite = task.get("suite", pathlib.Path(path).name.split(".")[0])
            for share in [float(s) for s in arguments.at.split(",")] if is_swept else [None]:
                if late >= 3 or (suite, task["id"], share) in done:
                    continue
                begin = time.perf_counter()
                signal.alarm(arguments.time_limit)
                try:
                    output = compress(task, share)
                    late = 0
                except TooLong as error:
                    late += 1
                    print(f"{arguments.peer}: {task['id']}: {error}", file=sys.stderr)
                    continue
                except Exception as error:
                    print(f"{arguments.peer}: {task['id']}: {error}"[:300], file=sys.stderr)
                    continue
                finally:
                    signal.alarm(0)
                row = {"suite": suite, "id": task["id"], "output": output,
                       "milliseconds": round((time.perf_counter() - begin) * 1000, 3), "startUpMilliseconds": start_up,
                       "peakMemoryByteCount": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)}
                print(json.dumps(row | ({"setting": share} if is_swept else {})), file=lines_out, flush=True)
