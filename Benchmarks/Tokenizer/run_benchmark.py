#!/usr/bin/env python3
"""Pith's tokenizer beside others, alternating, each run in a process of its own pinned to one core: every promise of speed as a row.

    make bench-tokenizer [TEXTS="FOLDER_OR_FILE ..."]            everything; installs the peers of peers.txt into out/tokenizer-peers
    run_benchmark.py --rows texts,short TEXT...                  some of it, added to the results of the day

Rows: texts (MB per CPU second: `first` is the first pass in a fresh process, vocabulary loaded and nothing remembered; `warm` the best later
one, the text's lines in another order each time), short (a string of 200 bytes), hard (one MB of what has made tokenizers hang), linear
(100 MB of it, Pith alone), start (a process that counts two words), memory (a stream, through a pipe), cores (two against one).

TEXT is a UTF-8 file or a folder of .txt files; make_corpora.py makes some. Medians of --rounds, the best beside them; peers far behind the fastest one run in the first round only. Results/ gets
DATE-MACHINE-ENCODING.json and a table beside it; a row that Pith loses says so.
"""
import argparse, base64, datetime, hashlib, json, os, pathlib, statistics, subprocess, sys, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = ROOT / "out"
HARNESS = HERE / "Harness/.build/release/TokenizerBenchmark"
CLI = ROOT / ".build/release/pith"
PYTHON = OUT / "tokenizer-peers/bin/python"
PEERS = [line.split("==") for line in (HERE / "peers.txt").read_text().split()]
MODULES = {"gigatoken": "gigatoken", "toktok-rs": "toktok", "quicktok-v1": "quicktok", "rs-bpe": "rs_bpe", "tiktoken": "tiktoken", "fastokens": "fastokens"}
NAMES = [MODULES[name] for name, _ in PEERS if name in MODULES]
HARD = ["character", "dashes", "letters", "spaces", "newlines", "base64", "cjk"]
# Encoding → the SHA-1 of its published address, which tiktoken and those who follow it look for.
CACHED = {"o200k_base": "fb374d419588a4632f3f557e76b4b70aebbca790", "cl100k_base": "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"}

def run(command, pinned=True, timeout=120):
    env = dict(os.environ, RAYON_NUM_THREADS="1", TOKENIZERS_PARALLELISM="false", TIKTOKEN_CACHE_DIR=str(OUT / "ranks"))
    try:
        result = subprocess.run((["taskset", "-c", "1"] if pinned else []) + [str(c) for c in command], capture_output=True, text=True, env=env, timeout=timeout)
    except subprocess.TimeoutExpired: return None
    try: return json.loads(result.stdout.splitlines()[-1])
    except (IndexError, ValueError): return None

def summary(runs, smaller_is_better):
    """{key: [median, best]} of runs, which are dictionaries; None stands for a run that failed."""
    runs = [r for r in runs if r]
    if not runs: return None
    best = min if smaller_is_better else max
    return {key: [statistics.median(r[key] for r in runs), best(r[key] for r in runs)] for key in runs[0] if isinstance(runs[0][key], (int, float))}

class Benchmark:
    def __init__(self, options, report, save):
        self.options, self.encoding, self.rows, self.save = options, options.encoding, report["rows"], save
        self.ranks = OUT / "ranks" / CACHED.get(self.encoding, self.encoding)
        if not self.ranks.exists():
            self.ranks.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run([HARNESS, "ranks", self.encoding, self.ranks], check=True, stdout=subprocess.DEVNULL)
        as_json = self.ranks.with_name(self.encoding + ".json")
        if "fastokens" in options.peers and not as_json.exists():
            subprocess.run([options.python, HERE / "make_tokenizer_json.py", self.encoding, self.ranks, as_json], check=True,
                           env=dict(os.environ, TIKTOKEN_CACHE_DIR=str(OUT / "ranks")))

    def peer(self, name, *how): return run([options.python, HERE / "peers.py", name, self.encoding, self.ranks, *how])

    def alternate(self, calls, rounds, smaller_is_better):
        found = {name: [] for name in calls}
        for number in range(rounds):
            # Peers that were slower than half the speed of the fastest one have had their turn with the first round.
            near = set(calls)
            if number == 1:
                keys = {key for name in calls for key in (found[name][0] or {}) if not name.startswith("pith")}
                speed = lambda name, key: (1 / found[name][0][key] if smaller_is_better else found[name][0][key]) if (found[name][0] or {}).get(key) else 0
                near = {name for name in calls if name.startswith("pith") or name == "/bin/true"
                        or any(speed(name, key) * 2 >= max(speed(other, key) for other in calls) for key in keys)}
            calls = {name: call for name, call in calls.items() if name in near}
            for name, call in calls.items():
                if None not in found[name]: found[name].append(call())
        return {name: summary(runs, smaller_is_better) for name, runs in found.items()}

    def texts(self):
        for path in self.options.texts:
            calls = {f"pith {how}": (lambda how=how: run([HARNESS, how, self.encoding, path, 5])) for how in ("count", "encode")}
            for name in self.options.peers: calls[name] = lambda name=name: self.peer(name, path, "passes", 5)
            self.note(f"text {path.stem}", self.alternate(calls, self.options.rounds, False))

    def short(self):
        path = self.options.texts[0]
        calls = {"pith": lambda: run([HARNESS, "short", self.encoding, path])}
        for name in self.options.peers: calls[name] = lambda name=name: self.peer(name, path, "short")
        self.note("short", self.alternate(calls, self.options.rounds, True))

    def hard(self):
        for kind in HARD:
            path = OUT / f"corpora/one_{kind}.txt"
            calls = {"pith": lambda: run([HARNESS, "once", self.encoding, path])}
            for name in self.options.peers: calls[name] = lambda name=name: self.peer(name, path, "once")
            self.note(f"hard {kind}", self.alternate(calls, min(self.options.rounds, 2), True))

    def linear(self):
        for kind in HARD:
            path = OUT / f"corpora/one_{kind}.txt"
            found = [run([HARNESS, "once", self.encoding, path, times]) for times in (1, 100)]
            if all(found): self.note(f"linear {kind}", {"pith": {"seconds_1MB": found[0]["seconds"], "seconds_100MB": found[1]["seconds"], "factor": found[1]["seconds"] / found[0]["seconds"]}})

    def start(self):
        def timed(command):
            env = dict(os.environ, TIKTOKEN_CACHE_DIR=str(OUT / "ranks"))
            start = time.perf_counter()
            result = subprocess.run(command, input=b"hello world", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
            return {"milliseconds": (time.perf_counter() - start) * 1e3} if result.returncode == 0 else None
        calls = {"pith with an option": lambda: timed([CLI, "count", "--encoding", self.encoding]), "/bin/true": lambda: timed(["/bin/true"])}
        if self.encoding == "o200k_base": calls["pith"] = lambda: timed([CLI, "count"])
        own = list(calls)
        for name in self.options.peers: calls[name] = lambda name=name: timed([options.python, HERE / "peers.py", name, self.encoding, self.ranks, "-", "start"])
        found = self.alternate({name: calls[name] for name in own}, 40, True)
        found.update(self.alternate({name: calls[name] for name in self.options.peers}, 3, True))
        self.note("start", found)

    def memory(self):
        for path in self.options.texts:
            text = path.read_bytes()
            process = subprocess.Popen([CLI, "count", "--encoding", self.encoding], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            sent, most = 0, {}
            while sent < self.options.stream_megabytes * 1_000_000:
                process.stdin.write(text); sent += len(text)
                rollup = dict(line.split()[:2] for line in open(f"/proc/{process.pid}/smaps_rollup").read().splitlines()[1:])
                private = int(rollup["Anonymous:"]) * 1024
                mapped = int(rollup["Rss:"]) * 1024 - private
                most = {"private_MiB": max(most.get("private_MiB", 0), private / 2**20), "mapped_MiB": max(most.get("mapped_MiB", 0), mapped / 2**20)}
            process.stdin.close(); process.wait()
            self.note(f"memory {path.stem}", {"pith": dict(most, stream_MB=sent / 1e6)})

    def cores(self):
        for path in self.options.texts + [OUT / f"corpora/one_{kind}.txt" for kind in ("base64", "cjk")]:
            runs = [run([HARNESS, "cores", self.encoding, path], pinned=False) for _ in range(self.options.rounds)]
            self.note(f"cores {path.stem}", {"pith": summary(runs, False)})

    def note(self, name, row):
        self.rows[name] = row
        self.save()
        print(name, json.dumps(row), flush=True)

def verdict(ours, theirs, wanted, smaller=False):
    if not ours or not theirs: return "–"
    ratio = theirs / ours if smaller else ours / theirs
    mark = "" if ratio >= wanted else " (short of it)" if ratio >= 1 else " **lost**"
    return f"{ratio:.2f}x, wanted {wanted}x{mark}"

def table(report):
    rows = report["rows"]
    def at(row, name, key):
        found = row.get(name) or {}
        return found[key][0] if key in found else None
    def best(row, key, smaller=False):
        found = [(at(row, name, key), name) for name in row if not name.startswith("pith") and name != "/bin/true" and at(row, name, key)]
        return (min if smaller else max)(found) if found else (None, "nobody")
    def cell(value, digits=0): return "–" if value is None else f"{value:.{digits}f}"
    lines = [f"# Tokenizers, {report['encoding']}", "", f"{report['date']}, {report['machine']}, {report['cores']} cores, load {report['load']:.1f}. `{report['command']}`  ",
             *([report["note"] + "  "] if report.get("note") else []),
             "Medians of CPU time; the JSON file beside this has the best runs too. Peers, each at its fastest call, alternating with Pith: " + ", ".join("==".join(p) for p in PEERS if p[0] in MODULES) + ".", "",
             "## Text, MB per CPU second", "", "| text | what | Pith | " + " | ".join(report["peers"]) + " | against the best |", "|---|---|---|" + "---|" * (len(report["peers"]) + 1)]
    wanted = {"count warm": {"multi": 1.5, "entropy": 1.2}, "encode warm": {}, "first pass, count": {"multi": 1.7}}
    for name, row in rows.items():
        if not name.startswith("text "): continue
        text = name[5:]
        for what, ours, key, goal in (("first pass, count", at(row, "pith count", "first"), "encode_first", 2), ("count warm", at(row, "pith count", "warm"), "encode_warm", 1.5),
                                      ("encode warm", at(row, "pith encode", "warm"), "encode_warm", 1.1), ("first pass, encode", at(row, "pith encode", "first"), "encode_first", 1)):
            theirs = {p: max(filter(None, (at(row, p, key), at(row, p, "count_warm") if what == "count warm" else None)), default=None) for p in report["peers"]}
            lines.append(f"| {text} | {what} | {cell(ours)} | " + " | ".join(cell(theirs[p]) for p in report["peers"]) + f" | {verdict(ours, max(filter(None, theirs.values()), default=None), wanted.get(what, {}).get(text, goal))} |")
    lines += ["", "## The rest", "", "| row | Pith | best peer | verdict |", "|---|---|---|---|"]
    for name, row in rows.items():
        pith = row.get("pith") or {}
        if name == "short":
            value, who = best(row, "nanoseconds", True); ours = at(row, "pith", "nanoseconds")
            lines.append(f"| a string of 200 bytes, count | {cell(ours)} ns | {cell(value)} ns ({who}) | {'held' if ours and ours <= 400 else 'short of it'}: wanted 400 ns |")
        elif name == "start":
            value, who = best(row, "milliseconds", True)
            for call, name in (("`pith count`", "pith"), ("`pith count --encoding NAME`", "pith with an option")):
                if ours := at(row, name, "milliseconds"):
                    lines.append(f"| process start to a count, {call} | {cell(ours, 2)} ms (/bin/true: {cell(at(row, '/bin/true', 'milliseconds'), 2)}) | {cell(value)} ms ({who}) | {'held' if ours <= 2 else 'short of it'}: wanted 2 ms |")
        elif name.startswith("hard "):
            value, who = best(row, "seconds", True); ours = at(row, "pith", "seconds")
            failed = [p for p in report["peers"] if p in row and not row[p]]
            lines.append(f"| 1 MB of {name[5:]} | {cell(ours and ours * 1e3, 1)} ms | {cell(value and value * 1e3, 1)} ms ({who}){'; failed: ' + ', '.join(failed) if failed else ''} | {verdict(ours, value, 1, True)} |")
        elif name.startswith("linear "):
            lines.append(f"| 100 MB of {name[7:]} | {pith['seconds_100MB']:.2f} s | | {pith['factor']:.0f} times 1 MB |")
        elif name.startswith("memory "):
            lines.append(f"| memory, {pith['stream_MB']:.0f} MB stream of {name[7:]} | {pith['private_MiB']:.1f} MiB private, {pith['mapped_MiB']:.1f} MiB mapped from the program | | {'held' if pith['private_MiB'] <= 24 else 'short of it'}: wanted 24 |")
        elif name.startswith("cores ") and pith:
            lines.append(f"| two cores, 32 MB of {name[6:]} | {pith['speedup'][0]:.2f}x one | | {'held' if pith['speedup'][0] >= 1.9 else 'short of it'}: wanted 1.9x |")
    return "\n".join(lines) + "\n"

def main():
    report = {"date": datetime.date.today().isoformat(), "machine": "", "cores": os.cpu_count(), "load": os.getloadavg()[0], "encoding": options.encoding, "peers": options.peers,
              "command": f"run_benchmark.py --rows {options.rows} --rounds {options.rounds} --peers {','.join(options.peers)} " + " ".join(t.name for t in options.texts), "versions": dict(PEERS), "rows": {}}
    report["machine"] = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), "unknown")
    name = f"{report['date']}-{report['machine'].replace(' ', '_')}-{options.encoding}"
    options.output.mkdir(parents=True, exist_ok=True)
    path = options.output / f"{name}.json"
    if path.exists():
        before = json.loads(path.read_text())
        report["rows"] = before["rows"]
        if options.rows == "none": report.update({key: before[key] for key in ("load", "command", "peers", "note") if key in before})
    if options.note: report["note"] = options.note
    if options.rows != "none":
        benchmark = Benchmark(options, report, lambda: path.write_text(json.dumps(report, indent=1) + "\n"))
        for row in options.rows.split(","): getattr(benchmark, row)()
    (options.output / f"{name}.md").write_text(table(report))
    print(table(report))

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("texts", nargs="*", type=pathlib.Path); parser.add_argument("--encoding", default="o200k_base")
parser.add_argument("--rows", default="texts,short,hard,linear,start,memory,cores"); parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--peers", default=",".join(NAMES), type=lambda s: s.split(",")); parser.add_argument("--python", default=PYTHON)
parser.add_argument("--note", help="a sentence about the circumstances"); parser.add_argument("--output", default=HERE.parent / "Results", type=pathlib.Path); parser.add_argument("--stream-megabytes", type=int, default=200)
options = parser.parse_args()
options.texts = [f for t in options.texts for f in (sorted(t.glob("*.txt")) if t.is_dir() else [t]) if not f.name.startswith("one_")]
main()
