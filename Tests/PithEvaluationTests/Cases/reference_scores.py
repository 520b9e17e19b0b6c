#!/usr/bin/env python3
"""Print the reference scorer's score for each line of a file of {"task": {…}, "output": "…"}.

    reference_scores.py SCORE_PY LINES
"""
import importlib.util, json, sys

spec = importlib.util.spec_from_file_location("score", sys.argv[1])
reference = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)
for line in open(sys.argv[2]):
    pair = json.loads(line)
    print(repr(reference.score(pair["task"], pair["output"])))
