#!/usr/bin/env python3
"""What prompt templates save on families of few-shot prompts: measure_families.py PITH prompt.txt requests.jsonl | cot-prompts.jsonl

    measure_families.py .build/release/pith corpora/families/ferry-claims/prompt.md corpora/families/ferry-claims/requests.jsonl
                                                                            one family: {{name}} in the text is each line's "name"
    measure_families.py .build/release/pith gsm8k_8_shot.txt gsm8k.jsonl    a text without placeholders: after it, each line's "question"
    measure_families.py .build/release/pith bbh.jsonl                       a family a line: its "cot_prompt", then each of its "examples"' "input"

Prints a row a family: prompts, tokens a prompt, tokens of the values a prompt after the first, saved; then all families together, and the same with
templates that were learned of the other half of each family. Each family is restored and compared byte for byte.
"""
import json, pathlib, re, subprocess, sys, tempfile

def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]

def families(paths):
    if len(paths) == 2:
        shared = open(paths[0], encoding="utf-8").read()
        form = shared if "{{" in shared else f"{shared}\n\nQ: {{{{question}}}}\nA:"
        fill = lambda row: re.sub(r"\{\{(\w+)\}\}", lambda name: str(row[name[1]]), form)
        path = pathlib.Path(paths[1])
        yield path.parent.name if "{{" in shared else path.stem, [fill(row) for row in lines(paths[1])]
    else:
        for row in lines(paths[0]):
            yield row["task"], [f"{row['cot_prompt']}\n\nQ: {example['input']}\nA: Let's think step by step." for example in row["examples"]]

def token_counts(pith, texts):
    records = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    return [int(n) for n in subprocess.run([pith, "count", "--jsonl", "--field", "text"], input=records, check=True, capture_output=True, text=True).stdout.split()]

def measured(pith, prompts, learned):
    """Tokens of each prompt, and of its line of values, with the template of `learned`."""
    with tempfile.TemporaryDirectory() as folder:
        learned_path, prompts_path, template, applied = (pathlib.Path(folder) / n for n in ("learned.jsonl", "prompts.jsonl", "template", "values.jsonl"))
        for path, texts in ((learned_path, learned), (prompts_path, prompts)):
            path.write_text("".join(json.dumps({"prompt": p}, ensure_ascii=False) + "\n" for p in texts))
        run = lambda *arguments: subprocess.run([pith, "template", *map(str, arguments), "--field", "prompt"], check=True, capture_output=True).stdout
        template.write_bytes(run("learn", learned_path))
        applied.write_bytes(run("apply", template, prompts_path))
        restored = [json.loads(line)["prompt"] for line in run("restore", applied).splitlines()]
        if restored != prompts:
            sys.exit("a prompt did not come back as it was")
        return token_counts(pith, prompts), token_counts(pith, applied.read_text(encoding="utf-8").split("\n")[1:-1])

def row(name, whole, values):
    share = 1 - sum(values) / sum(whole)
    print(f"{name}: {len(whole)} prompts, {sum(whole) / len(whole):,.0f} tokens, {sum(values) / len(values):,.0f} of values, saved {share:.1%}")
    return share

if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    totals = {"all": ([], []), "unseen": ([], [])}
    saved_families = family_count = 0
    for name, prompts in families(sys.argv[2:]):
        whole, values = measured(sys.argv[1], prompts, prompts)
        # The first prompt carries the template.
        share = row(name, whole[1:], values[1:])
        family_count, saved_families = family_count + 1, saved_families + (share >= 0.95)
        totals["all"][0].extend(whole[1:])
        totals["all"][1].extend(values[1:])
        # Each half with the template of the other.
        for learned, unseen in ((prompts[0::2], prompts[1::2]), (prompts[1::2], prompts[0::2])):
            for total, counts in zip(totals["unseen"], measured(sys.argv[1], unseen, learned)):
                total.extend(counts)
    print(f"{family_count} families, {saved_families} of them 95% or more")
    row("the template learned of all, prompts after the first", *totals["all"])
    row("each half with the template of the other half", *totals["unseen"])
