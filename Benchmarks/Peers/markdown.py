#!/usr/bin/env python3
"""Print a report of `pith eval --json` as Markdown: markdown.py REPORT.json"""
import json, sys

def percent(share):
    if share is None:
        return "–"
    value = share * 100
    return f"{value:.1f}%" if abs(value) < 9.95 else f"{value:.0f}%"

def number(value, places=2):
    return "–" if value is None else f"{value:.{places}f}"

def r90(contestant):
    found = contestant["r90"]
    low, high = found["interval"]
    share = {"reached": "", "at most": "≤ "}.get(found["status"])
    return "–" if share is None else f"{share}{percent(found['share'])} ({percent(low)} to {percent(high)})"

def row(cells):
    return "| " + " | ".join(str(c).replace("|", "\\|") for c in cells) + " |"

def hard(point):
    rows = [v for k, v in point.get("facts", {}).items() if k != "word"]
    total = sum(r["total"] for r in rows)
    return percent(sum(r["visible"] for r in rows) / total) if total else "–"

def is_share(label):
    try:
        return float(label) > 0
    except ValueError:
        return False

def named(contestant):
    return contestant["name"] + (" †" if contestant.get("carriedOver") else "")

def process(contestant):
    memory = contestant.get("peakMemoryByteCount")
    return [number(contestant.get("startUpMilliseconds"), 0 if contestant.get("startUpMilliseconds", 0) >= 10 else 1), "–" if memory is None else f"{memory / 1e6:.0f}"]

report = json.load(open(sys.argv[1]))
print(f"""Written by pith {report['pith']}; tokens: {report['encoding']}; billed by {report.get('costModel', '–')}, each output sent once; {report['bootstrap']['resamples']} bootstrap draws, seed {report['bootstrap']['seed']}.
Fidelity is the score of the output ÷ the score of the context, the mean over tasks, with its 95% interval. R90 is the smallest share of the tokens at which fidelity is still 0.90, with its 95% interval.
ms: the mean of a task, at its slowest setting. start ms and MB: a process for one word, and its largest size. A failure counts as an empty output.
""")
if any(c.get("carriedOver") for suite in report["suites"] for c in suite["contestants"]):
    print("† carried over from the run before, on the same tasks: tokens and fidelity hold, milliseconds are of that day.\n")
if not report["complete"]:
    print("**The run was interrupted:** suites cover the tasks that were finished.\n")
for suite in report["suites"]:
    print(f"## {suite['suite']}\n\n{suite['taskCount']} tasks, {suite['contextTokenCount']:,} tokens.\n")
    swept = [c for c in suite["contestants"] if all(is_share(p["setting"]) for p in c["points"])]
    own = [c for c in suite["contestants"] if c not in swept]
    if swept:
        shares = [p["setting"] for p in max(swept, key=lambda c: len(c["points"]))["points"]]
        print(row(["fidelity at a share of"] + [percent(float(s)) for s in shares] + ["R90 (95%)", "hard facts at " + percent(float(shares[-3])) if len(shares) > 2 else "hard facts", "ms", "start ms", "MB", "failures"]))
        print(row(["---"] + ["--:"] * (len(shares) + 6)))
        for c in swept:
            points = {p["setting"]: p for p in c["points"]}
            def cell(s):
                if s not in points:
                    return "–"
                p = points[s]
                used = "" if p["share"] <= float(s) * 1.01 + 1e-9 else f" (uses {percent(p['share'])})"
                return number(p["fidelity"]) + used
            middle = points.get(shares[-3] if len(shares) > 2 else shares[0])
            print(row([named(c)] + [cell(s) for s in shares] + [r90(c), hard(middle) if middle else "–", number(max(p["millisecondsPerTask"] for p in c["points"]), 1)] + process(c) + [sum(p["failureCount"] for p in c["points"])]))
        print()
    if own:
        print(row(["own setting", "", "share", "fidelity (95%)", "recoverable", "saved", "billed", "hard facts visible", "ms", "start ms", "MB", "failures"]))
        print(row(["---", "---"] + ["--:"] * 10))
        for c in own:
            for p in c["points"]:
                billed = percent(p["billedTokens"] / suite["contextBilledTokens"]) if p.get("billedTokens") is not None and suite.get("contextBilledTokens") else "–"
                print(row([named(c), p["setting"], percent(p["share"]), f"{number(p['fidelity'])} ({number(p['interval'][0])}–{number(p['interval'][1])})", number(p["recoverableFidelity"]),
                           percent(p["tokensSavedFraction"]), billed, hard(p), number(p["millisecondsPerTask"], 1)] + process(c) + [p["failureCount"]]))
        print()
    for c in suite["contestants"]:
        failed = [p for p in c["points"] if p["failureCount"]]
        if failed:
            print(f"`{c['name']}` failed on {failed[0]['failureCount']} of {suite['taskCount']}: {failed[0].get('firstFailure', '')}  ")
    print()
