#!/usr/bin/env python3
"""Pith's tokenizer against others, alternating, on one core, and a table of the medians.

    pip install gigatoken==0.10.0 toktok-rs==0.3.0 quicktok-v1==0.4.0 rs-bpe==0.1.0 tiktoken==0.14.0
    swift build -c release --package-path Benchmarks/Tokenizer/Harness
    python3 Benchmarks/Tokenizer/run_benchmark.py --ranks o200k_base.tiktoken FILE... [--rounds 3] [--peers gigatoken,toktok] [--output DIR]

FILE is any UTF-8 text; make_corpora.py makes some. Every rate is MB per second of processor time of one process pinned to one core;
"first" is the first pass in a fresh process (vocabulary loaded, nothing remembered), "warm" the best later pass. Writes
DATE-MACHINE.json and .md into --output (default Benchmarks/Tokenizer/Results).
"""
import argparse, datetime, json, os, pathlib, platform, statistics, subprocess, sys

HERE = pathlib.Path(__file__).resolve().parent
PITH = HERE / "Harness/.build/release/TokenizerBenchmark"
PEER = r'''
import sys, time
peer, encoding, ranks, path = sys.argv[1:5]
if peer == "gigatoken":
    import gigatoken; encode = gigatoken.Tokenizer.from_tiktoken(ranks, pretokenizer=encoding.split("_")[0]).encode; count = None
elif peer == "tiktoken":
    import tiktoken; encode = tiktoken.get_encoding(encoding).encode_ordinary; count = None
elif peer == "toktok":
    import toktok; e = toktok._encoding(encoding); encode = lambda s: e.encode_batch_to_numpy([s], 1)[0]; count = e.count
elif peer == "quicktok":
    import quicktok; e = quicktok.get_encoding(encoding); encode = lambda s: e.encode_batch([s], 1)[0]; count = e.count
elif peer == "rs_bpe":
    from rs_bpe.bpe import openai; e = getattr(openai, encoding)(); encode, count = e.encode, e.count
else: raise SystemExit("no peer named " + peer)
encode("hello world")
text = open(path, encoding="utf-8", newline="").read(); size = len(text.encode()) / 1e6
def rates(call):
    found = []
    for _ in range(6):
        start = time.process_time(); result = call(text); found.append(size / max(1e-9, time.process_time() - start)); del result
    return found
import json
r = rates(encode); c = rates(count) if count else None
print(json.dumps({"encode_first": r[0], "encode_warm": max(r[1:]), "count_warm": max(c) if c else None}))
'''

def run(command):
    env = dict(os.environ, RAYON_NUM_THREADS="1", TOKENIZERS_PARALLELISM="false")
    result = subprocess.run(["taskset", "-c", "1"] + command, capture_output=True, text=True, env=env)
    return json.loads(result.stdout) if result.returncode == 0 and result.stdout else None

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+"); parser.add_argument("--ranks", required=True); parser.add_argument("--encoding", default="o200k_base")
    parser.add_argument("--peers", default="gigatoken,toktok,quicktok,rs_bpe"); parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--python", default=sys.executable); parser.add_argument("--output", default=HERE / "Results")
    options = parser.parse_args()
    rows = []
    for path in options.files:
        found = {}
        for _ in range(options.rounds):
            for how in ("count", "encode"): found.setdefault("pith " + how, []).append(run([str(PITH), how, options.encoding, path]))
            for peer in filter(None, options.peers.split(",")):
                found.setdefault(peer, []).append(run([options.python, "-c", PEER, peer, options.encoding, options.ranks, path]))
        row = {"file": os.path.basename(path)}
        for name, results in found.items():
            results = [r for r in results if r]
            if not results: row[name] = "failed"; continue
            row[name] = {key: statistics.median(r[key] for r in results) for key in results[0] if results[0][key] is not None}
        rows.append(row); print(json.dumps(row), flush=True)
    machine = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"): machine = next(l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name"))
    report = {"date": datetime.date.today().isoformat(), "machine": machine, "load": os.getloadavg()[0], "encoding": options.encoding, "command": " ".join(sys.argv), "rows": rows}
    folder = pathlib.Path(options.output); folder.mkdir(parents=True, exist_ok=True)
    name = f"{report['date']}-{machine.replace(' ', '_')}-{options.encoding}"
    (folder / f"{name}.json").write_text(json.dumps(report, indent=1) + "\n")
    rate = lambda row, who, key: f"{row[who][key]:.0f}" if isinstance(row.get(who), dict) and key in row[who] else "–"
    lines = [f"# Tokenizers, {options.encoding}: MB per CPU second, first pass → warm", "", f"{report['date']}, {machine}, load {report['load']:.1f} on {os.cpu_count()} cores. `{report['command']}`", "",
             "| text | Pith count | Pith encode | " + " | ".join(p + " encode (count)" for p in options.peers.split(",")) + " |", "|---|" + "---|" * (2 + len(options.peers.split(",")))]
    for row in rows:
        cells = [row["file"]] + [f"{rate(row, 'pith ' + h, 'first')} → {rate(row, 'pith ' + h, 'warm')}" for h in ("count", "encode")]
        cells += [f"{rate(row, p, 'encode_first')} → {rate(row, p, 'encode_warm')} ({rate(row, p, 'count_warm')})" for p in options.peers.split(",")]
        lines.append("| " + " | ".join(cells) + " |")
    (folder / f"{name}.md").write_text("\n".join(lines) + "\n"); print("\n".join(lines))

main()
