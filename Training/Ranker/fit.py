"""Fits the weights of the ranker to task suites, and judges them by tasks that they were not fitted to.

    fit.py SUITE=TASKS.jsonl.gz,SAMPLES[,SAMPLES of the other half] … [--questions QUESTIONS.jsonl…] [--without FEATURE,…] [--out WEIGHTS.txt]

SAMPLES comes from PithRankerSamples. With two of them, the first made with the vectors of half 0 and the second with those of half 1 (train.py
--half), a task is judged with the vectors that never saw its gold document; QUESTIONS are the files that train.py had.

The weights maximise the softmax likelihood of the units that hold the answer (the whole group of the task by themselves), each suite counting with
the root of its size, under a Gaussian prior. --without leaves features out; "hop" stands for those of the second hop. Printed: k-fold and
cross-suite (fitted to the other suites) fidelity by an estimate of what fits each share of the tokens; then the weights. The five folds are made by the
title of the gold document, so no document that a task is judged by was among those that were fitted to.
"""
import argparse, gzip, json, math, re, sys, unicodedata, zlib
import numpy as np
from scipy.optimize import minimize

SHARES = (0.5, 0.35, 0.25, 0.15, 0.1, 0.07, 0.05, 0.035, 0.02)
SHARPNESS, COST_EXPONENT, MARKER_TOKENS = 0.5, 0.35, 2


def normalise(text):
    text = unicodedata.normalize("NFKC", text).lower()
    for a, b in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"')):
        text = text.replace(a, b)
    return re.sub(r"\s+", " ", text).strip()


def visible(string, text):
    s = normalise(string)
    return re.search(r"(?<![a-z0-9])" * (s[:1].isascii() and s[:1].isalnum()) + re.escape(s) + r"(?![a-z0-9])" * (s[-1:].isascii() and s[-1:].isalnum()), text) is not None


def title_numbers(paths):
    """CRC-32 of the title of the first gold document, by question: what decides on halves and folds."""
    found = {}
    for path in paths:
        for line in gzip.open(path, "rt") if path.endswith(".gz") else open(path):
            r = json.loads(line)
            gold = [d["title"] for d in r.get("documents", []) if d.get("isgold", True)]
            found[r.get("question") or r["query"]] = zlib.crc32((gold[0] if gold else "").encode())
    return found


def load(suite, spec, titles):
    tasks_path, *sample_paths = spec.split(",")
    tasks = [json.loads(l) for l in (gzip.open(tasks_path, "rt") if tasks_path.endswith(".gz") else open(tasks_path))]
    samples = [{r["line"]: r for r in map(json.loads, open(p))} for p in sample_paths]
    rows = []
    for line, task in enumerate(tasks):
        group = task["expect"][0]
        title = titles.get(task.get("query"), 0)
        # Half 0's vectors learned from even titles, so they judge the odd ones.
        sample = samples[(1 - title % 2) % len(samples)].get(line)
        if sample is None or "any" not in group:
            continue
        context = task["context"].encode()
        units = [normalise(context[a:b].decode("utf-8", "replace")) for a, b in sample["ranges"]]
        support = group.get("support", [])
        gold = [(any(visible(a, u) for a in group["any"]), frozenset(w for w in support if visible(w, u))) for u in units]
        need = group.get("min", 0) * len(support)
        rows.append(dict(suite=suite, tokens=np.array(sample["tokens"]), features=sample["features"], gold=gold, need=need,
                         y=np.array([float(a and len(s) >= need) for a, s in gold]), fold=title // 2 % 5))
    return rows


def held(row, scores):
    """For each share, whether what the greedy choice keeps holds the answer and enough of its sentence."""
    tokens = row["tokens"]
    order = np.argsort(-scores / (tokens + 8) ** COST_EXPONENT, kind="stable")
    result = []
    for share in SHARES:
        budget, kept, used, answer, support = tokens.sum() * share, set(), 2 * MARKER_TOKENS, False, set()
        for unit in order:
            cost = tokens[unit] + (0 if unit - 1 in kept else MARKER_TOKENS)
            if used + cost <= budget:
                used += cost
                kept.add(unit)
                answer |= row["gold"][unit][0]
                support |= row["gold"][unit][1]
        result.append(float(answer and len(support) >= row["need"]))
    return result


def fit(rows, names, prior):
    rows = [r for r in rows if 0 < r["y"].sum() < len(r["y"])]
    count = {s: sum(r["suite"] == s for r in rows) for s in {r["suite"] for r in rows}}
    x = np.concatenate([r["x"] for r in rows])
    y = np.concatenate([r["y"] for r in rows])
    lengths = np.array([len(r["y"]) for r in rows])
    starts, of = np.cumsum(lengths) - lengths, np.repeat(np.arange(len(rows)), lengths)
    weight = np.array([count[r["suite"]] ** -0.5 for r in rows])
    weight /= weight.mean()
    spread = x.std(0) + 1e-6
    z = (x - x.mean(0)) / spread

    def loss(w):
        s = z @ w
        e = np.exp(s - np.maximum.reduceat(s, starts)[of])
        total, good = np.add.reduceat(e, starts), np.add.reduceat(e * y, starts) + 1e-30
        gradient = z.T @ ((e / total[of] - e * y / good[of]) * weight[of])
        return (weight * np.log(total / good)).sum() + prior * (w @ w) / 2, gradient + prior * w
    return minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x / spread


def r90(fidelity):
    points = [(1.0, 1.0)] + list(zip(SHARES, fidelity))
    for (a, f), (b, g) in zip(points, points[1:]):
        if g < 0.9:
            return 100 * math.exp(math.log(a) + (f - 0.9) / (f - g) * (math.log(b) - math.log(a)))
    return 100 * SHARES[-1]


def scores(row, w):
    s = row["x"] @ w
    return np.exp(SHARPNESS * (s - s.max()))


def report(label, suite, results):
    mean = np.mean(results, 0)
    print(f"{label:12s} {suite:9s}", " ".join(f"{x:.3f}" for x in mean), f"R90 {r90(mean):5.1f} %  mean {mean[2:].mean():.4f}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("suites", nargs="+"); parser.add_argument("--questions", nargs="*", default=[]); parser.add_argument("--without", default="")
    parser.add_argument("--out"); parser.add_argument("--prior", type=float, default=100.0)
    given = parser.parse_args()
    titles = title_numbers(given.questions)
    suites = {s.split("=")[0]: load(*s.split("=", 1), titles) for s in given.suites}
    rows = [r for s in suites.values() for r in s]
    without = given.without.split(",")
    names = [n for n in rows[0]["features"] if n not in without and not ("hop" in without and n.startswith("hop"))]
    for r in rows:
        r["x"] = np.array([r["features"][n] for n in names]).T
    names = [n for i, n in enumerate(names) if any(r["x"][:, i].any() for r in rows)]
    for r in rows:
        r["x"] = np.array([r["features"][n] for n in names]).T
    print("shares of the tokens:  ", " ".join(f"{x:5.3f}" for x in SHARES))
    folds = [fit([r for r in rows if r["fold"] != k], names, given.prior) for k in range(5)]
    for s, own in suites.items():
        report("five folds", s, [held(r, scores(r, folds[r["fold"]])) for r in own])
    if len(suites) > 1:
        for s, own in suites.items():
            w = fit([r for r in rows if r["suite"] != s], names, given.prior)
            report("other suites", s, [held(r, scores(r, w)) for r in own])
    w = fit(rows, names, given.prior)
    for s, own in suites.items():
        report("in sample", s, [held(r, scores(r, w)) for r in own])
    lines = [f"{n} {x:.2f}" for n, x in zip(names, w)]
    print("\n".join(lines))
    if given.out:
        open(given.out, "w").write("\n".join(lines) + "\n")


main()
