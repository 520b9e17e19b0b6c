#!/usr/bin/env python3
"""How many of a task's facts fit a share of its tokens at all, told by one who knows them.

    ceiling.py TASKS.jsonl SHARE [--pith pith]

For tasks whose groups are each `any` of some texts (the suite `logs`: a template, and the lines that have it). The oracle writes the shortest text of each group,
a line each, the shortest first, until SHARE of the context's tokens are used. A selection of
lines can hardly score more (only where one line serves two groups); a compressor does not know the groups.
"""
import argparse, json, subprocess

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("tasks")
parser.add_argument("share", type=float)
parser.add_argument("--pith", default="pith")
options = parser.parse_args()


def counts(texts):
    records = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    out = subprocess.run([options.pith, "count", "--jsonl", "--field", "text"], input=records, capture_output=True, text=True, check=True).stdout
    return [int(line.split()[0]) for line in out.splitlines()][: len(texts)]


scores = []
for line in open(options.tasks):
    task = json.loads(line)
    whole, *each = counts([task["context"]] + [text for group in task["expect"] for text in group["any"]])
    budget, each = int(whole * options.share), iter(each)
    shortest = sorted(min(next(each) for _ in group["any"]) + 1 for group in task["expect"])
    used = told = 0
    while told < len(shortest) and used + shortest[told] <= budget:
        used, told = used + shortest[told], told + 1
    scores.append(told / len(shortest))
    print(f"{task['id']}: {told} of {len(shortest)} in {budget} tokens")
print(f"mean {sum(scores) / len(scores):.3f}")
