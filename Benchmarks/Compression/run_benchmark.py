#!/usr/bin/env python3
"""How fast `pith compress` is: what agents send in three sizes, and what a stranger could send to make it slow.

    make bench-speed [SPEED_ROWS=kinds,large,question,session,hard]

Rows: kinds (what is sent as it is: 50 kB and 500 kB of each kind, in each mode, the start of the process counted), large (10 MB of each kind), question
(relevance by itself), session (a history of 280,000 tokens encoded anew, and what a turn costs a process that keeps it: SessionSpeed), hard (every input of
hard_inputs.py at 125, 250 and 500 kB: the growth of the time).
Times are user and system time of the process, the best of ROUNDS; walls too where the machine is quiet. Results/compression-speed.md gets the tables
of the rows that were run, rows before it stay.
"""
import argparse, datetime, json, os, pathlib, platform, re, subprocess, sys, time
import hard_inputs, make_inputs

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = ROOT / "out/speed"
PITH = ROOT / ".build/release/pith"
SESSION_SPEED = ROOT / ".build/release/SessionSpeed"
RANKER_SAMPLES = ROOT / ".build/release/PithRankerSamples"
RESULT = ROOT / "Benchmarks/Results/compression-speed.md"
MODES = {"preset": [], "query": ["--query", "Which payment failed, and why?"], "lossless": ["--lossless"], "budget": ["--budget", "{tenth}"]}

def run(path, arguments, limit=120):
    """CPU seconds, wall seconds, megabytes at most, exit status."""
    start = time.perf_counter()
    with open(path, "rb") as text:
        process = subprocess.Popen([PITH, "compress", *arguments], stdin=text, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
    return used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)

def best(path, arguments, rounds):
    runs = [run(path, arguments) for _ in range(rounds)]
    assert all(r[3] == 0 for r in runs), (path, arguments, runs)
    return min(r[0] for r in runs), min(r[1] for r in runs), min(r[2] for r in runs)

def arguments(mode, path):
    tenth = str(max(1000, path.stat().st_size // 40))
    return [a.replace("{tenth}", tenth) for a in MODES[mode]]

def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---|" + "--:|" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"

def kinds(rounds):
    parts = []
    for size in (50_000, 500_000):
        rows = []
        for kind, path in make_inputs.write(OUT, size).items():
            cells = [best(path, arguments(mode, path), rounds) for mode in MODES]
            rows.append([f"{kind}, {path.stat().st_size // 1000} kB"] + [f"{1000 * cpu:.1f} ({1000 * wall:.0f})" for cpu, wall, _ in cells])
        parts.append(f"Milliseconds of CPU, process start included (wall in brackets):\n\n" + table(["input"] + list(MODES), rows))
    return "\n".join(parts)

def large(rounds):
    rows = []
    for kind, path in make_inputs.write(OUT, 10_000_000).items():
        cells = [best(path, arguments(mode, path), max(1, rounds // 5)) for mode in MODES]
        megabytes = path.stat().st_size / 1e6
        rows.append([kind] + [f"{megabytes / cpu:.1f} ({megabytes / wall:.1f})" for cpu, wall, _ in cells] + [f"{max(c[2] for c in cells):.0f}"])
    return "Ten megabytes of each kind, megabytes a second of CPU (of wall time in brackets), and the most memory of the modes in MB:\n\n" + table(["input"] + list(MODES) + ["MB held"], rows)

QUESTIONS = {
    "four telling words": "Which payment failed, and why?",
    "nine": "In which town did Tanaka, who lost the house in March, lead the meeting about oil?",
    "sixty": "We go over the year's meetings for the board and need to know who spoke for the harbour when the price of oil rose, what the city answered, which of "
             "the old contracts had to be paid at once, how much money went to the families that lost a house, whether the engineer had warned of the water under the "
             "bridge before the spring, and in which report a doctor, a teacher and two officers ask the council for trucks, food, blankets and a new road to the "
             "hospital. Say also what the newspaper wrote about the vote, and how many members left the party, the company and the town in the weeks after it."}

def question(rounds):
    path, rows = make_inputs.write(OUT, 3_300_000)["prose"], []
    for name, asked in QUESTIONS.items():
        cells = []
        for vectors in ("none", "embedded"):
            made = subprocess.run([RANKER_SAMPLES, "--speed", path, asked, vectors, str(2 * rounds)], capture_output=True, text=True, check=True)
            figures = json.loads(made.stdout)
            cells.append(f"{figures['bytes'] / 1000 / figures['milliseconds']:.1f}")
        rows.append([name] + cells)
    return ("3.3 MB of prose that is parsed, counted and cut into sentences: scored for a question on one core, megabytes a second, the best of "
            f"{2 * rounds} runs. A long question follows names to a second document.\n\n" + table(["question of", "by words alone", "with vectors"], rows))

def session(rounds):
    path = make_inputs.write(OUT, 800_000)["conversation"]
    count = subprocess.run([PITH, "count", path], capture_output=True, text=True).stdout.split()[0]
    cpu, wall, memory = best(path, ["--session"], rounds)
    return f"A history of {count} tokens encoded anew with `--session`: {1000 * cpu:.0f} ms of CPU, {1000 * wall:.0f} ms of wall time, {memory:.0f} MB.\n\n" + turns(path, rounds)

def turns(path, rounds):
    """What the last 40 turns cost an agent that keeps a CompressionSession and gives it the whole history each time."""
    runs = []
    for _ in range(rounds):
        lines = subprocess.run([SESSION_SPEED, path, "40"], capture_output=True, text=True, check=True).stdout
        runs.append([float(n) for n in re.search(r"median ([\d.]+) ms a turn, longest ([\d.]+) ms", lines).groups()])
    return (f"`CompressionSession.update(to:)` in a process that has seen the rest: {min(r[0] for r in runs):.2f} ms for the median of the last 40 messages, "
            f"{min(r[1] for r in runs):.2f} ms for the longest, the whole history compared and the whole output written each time.\n")

HARD_SIZES = (125_000, 250_000, 500_000)

def hard_times(make, arguments, rounds):
    """For each size: CPU seconds, megabytes held, bytes."""
    path, times = OUT / "hard", []
    for size in HARD_SIZES:
        path.write_bytes(make(size))
        runs = [run(path, arguments) for _ in range(rounds)]
        # A budget that cannot be met is an answer too.
        assert all(r[3] in (0, 1) for r in runs), (arguments, size, runs)
        times.append((min(r[0] for r in runs), min(r[2] for r in runs), path.stat().st_size))
    return times

def hard(rounds):
    def growth(times): return times[2][0] / max(1e-3, times[1][0]) / (times[2][2] / times[1][2])
    rows, worst, slowest = [], ("", 0), 0
    for kind, make in hard_inputs.HARD.items():
        modes = {**MODES, **({"session": ["--session"]} if "message" in kind or "chat" in kind else {})}
        for mode, given in modes.items():
            given = [a.replace("{tenth}", "20000") for a in given]
            times = hard_times(make, given, 1)
            # One run says little on a busy machine: what looks steep is looked at again.
            if times[2][0] > 0.05 and growth(times) > 1.2: times = hard_times(make, given, 5)
            if times[2][0] > 0.05: worst = max(worst, (f"{kind}, {mode}", growth(times)), key=lambda w: w[1])
            slowest = max(slowest, times[2][1])
            rows.append((times[2][0], [kind, mode] + [f"{1000 * t[0]:.0f}" for t in times] + [f"{growth(times):.2f}", f"{times[2][1]:.0f}"]))
    rows.sort(key=lambda row: -row[0])
    return (f"{len(hard_inputs.HARD)} inputs (hard_inputs.py) in each mode: milliseconds of CPU for 125 kB, 250 kB and 500 kB, and how much more a byte costs in the last than in the one before (linear: 1). "
            f"The most growth of any that takes more than 50 ms is {worst[1]:.2f} ({worst[0]}); the most memory that any takes for 500 kB is {slowest:.0f} MB. The thirty slowest:\n\n" + table(["input", "mode", "125 kB", "250 kB", "500 kB", "growth", "MB held"], [row for _, row in rows[:30]]))

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="kinds,large,question,session,hard")
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    known = {"kinds": ("What is sent", kinds), "large": ("Sustained", large), "question": ("A question", question), "session": ("Sessions", session), "hard": ("What a stranger could send", hard)}
    sections = dict(re.findall(r"^## (.*?)\n\n(.*?)(?=^## |\Z)", RESULT.read_text(), re.M | re.S)) if RESULT.exists() else {}
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    for name in options.rows.split(","):
        if name not in known: parser.error(f"--rows {name}: there are {', '.join(known)}")
    for name in options.rows.split(","):
        title, measure = known[name]
        sections[title] = f"{datetime.date.today()}, {cpu}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the run.\n\n" + measure(options.rounds).strip() + "\n\n"
    text = "# The speed of compression\n\nMade by `make bench-speed` (Benchmarks/Compression); inputs by make_inputs.py and hard_inputs.py, the same bytes every time.\n\n"
    RESULT.write_text((text + "".join(f"## {title}\n\n{sections[title]}" for title, _ in known.values() if title in sections)).rstrip() + "\n")
    print(RESULT.read_text())

if __name__ == "__main__": main()
