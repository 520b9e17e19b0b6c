#!/usr/bin/env python3
"""Write statistics.json beside this file: samples, and what SciPy and NumPy say of them. (SciPy 1.17.1, NumPy 2.4.6)"""
import json, math, pathlib
import numpy as np
from scipy import stats

random = np.random.default_rng(3)

def percentile_interval(x, level=0.95):
    r = stats.bootstrap((x,), np.mean, method="percentile", confidence_level=level, n_resamples=200_000, rng=1, batch=2000).confidence_interval
    return [float(r.low), float(r.high)]

def sample(name, x, y):
    d = x - y
    return {"name": name, "first": x.tolist(), "second": y.tolist(), "mean": float(x.mean()), "interval": percentile_interval(x), "interval80": percentile_interval(x, 0.8),
            "difference": float(d.mean()), "differenceInterval": percentile_interval(d), "standardError": float(d.std() / math.sqrt(len(d)))}

right = (random.random(120) < 0.8).astype(float)
samples = [
    sample("right or wrong against a noisy copy", right, (random.random(120) * 0.3 + 0.65 * right).round(3)),
    sample("almost the same", right, np.where(random.random(120) < 0.02, 1 - right, right)),
    sample("independent", (random.random(60) < 0.6).astype(float), (random.random(60) < 0.5).astype(float)),
    sample("skewed", random.exponential(0.2, 300).clip(0, 1).round(4), random.beta(5, 1, 300).round(4)),
    sample("ten tasks", np.array([1, 1, 1, 0.5, 1, 1, 0, 1, 1, 1.0]), np.array([1, 0.5, 1, 0.5, 1, 1, 0.25, 1, 1, 1.0])),
]
values = sorted([3.0, 1.5, 2.25, 8, 9, 4.125, 7.5])
quantiles = [{"at": q, "is": float(np.quantile(values, q))} for q in (0, 0.025, 0.1, 0.25, 1 / 3, 0.5, 0.9, 0.975, 1)]

def curve(name, points, r90):
    return {"name": name, "points": points, "r90": r90}

def between(low, high):
    """NumPy's linear interpolation of the logarithm of the share, at 0.90."""
    (s, f), (t, g) = low, high
    return {"at": float(np.exp(np.interp(0.9, [f, g], [np.log(s), np.log(t)])))}

curves = [
    curve("nothing measured", [], None),
    curve("one point above", [[0.4, 0.95]], {"atMost": 0.4}),
    curve("one point below", [[0.4, 0.85]], None),
    curve("full only", [[1, 1]], {"atMost": 1}),
    curve("falls between two points", [[1, 1], [0.5, 0.95], [0.25, 0.80], [0.1, 0.2]], between([0.25, 0.80], [0.5, 0.95])),
    curve("the order of the points does not matter", [[0.1, 0.2], [0.5, 0.95], [1, 1], [0.25, 0.80]], between([0.25, 0.80], [0.5, 0.95])),
    curve("exactly at the threshold", [[1, 1], [0.5, 0.9], [0.25, 0.4]], {"at": 0.5}),
    curve("54 of 60 is 0.90 however it is rounded", [[1, 1], [0.07, sum([1 / 60] * 54)], [0.05, 0.8]], {"at": 0.07}),
    curve("held to the smallest", [[1, 1], [0.5, 0.99], [0.05, 0.91]], {"atMost": 0.05}),
    curve("a dip counts, the recovery does not", [[1, 1], [0.5, 0.85], [0.25, 0.95], [0.1, 0.5]], between([0.5, 0.85], [1, 1])),
    curve("never reached", [[1, 0.89], [0.5, 0.95]], None),
    curve("an empty output ends the curve", [[1, 1], [0, 0]], between([1e-4, 0], [1, 1])),
    curve("grows past the context", [[1.2, 1], [0.6, 0.7]], between([0.6, 0.7], [1.2, 1])),
    curve("two outputs of one size", [[1, 1], [0.5, 0.95], [0.5, 0.85]], {"at": 0.5}),
    curve("published: BM25 on multi-hop questions", [[1, 1], [0.5, 0.80], [0.25, 0.63]], between([0.5, 0.80], [1, 1])),
]
path = pathlib.Path(__file__).with_name("statistics.json")
path.write_text(json.dumps({"samples": samples, "values": values, "quantiles": quantiles, "curves": curves}) + "\n")
