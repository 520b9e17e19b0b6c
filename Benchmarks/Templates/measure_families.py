#!/usr/bin/env python3
"""What prompt templates save on families of few-shot prompts: measure_families.py PITH prompt.txt requests.jsonl | cot-prompts.jsonl

    measure_families.py .build/release/pith corpora/families/ferry-claims/prompt.md corpora/families/ferry-claims/requests.jsonl
                                                                            one family: {{name}} in the text is each line's "name"
    measure_families.py .build/release/pith gsm8k_8_shot.txt gsm8k.jsonl    a text without placeholders: after it, each line's "question"
    measure_families.py .build/release/pith bbh.jsonl                       a family a line: its "cot_prompt", then each of its "examples"' "input"

Prints a row a family: prompts, tokens a prompt, tokens of the values a prompt after the first, saved. Each family is restored and compared byte for byte.
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

def measured(pith, prompts):
    with tempfile.TemporaryDirectory() as folder:
        prompts_path, template, applied = (pathlib.Path(folder) / name for name in ("prompts.jsonl", "family.template", "values.jsonl"))
        prompts_path.write_text("".join(json.dumps({"prompt": p}, ensure_ascii=False) + "\n" for p in prompts))
        run = lambda *arguments: subprocess.run([pith, "template", *map(str, arguments), "--field", "prompt"], check=True, capture_output=True).stdout
        template.write_bytes(run("learn", prompts_path))
        applied.write_bytes(run("apply", template, prompts_path))
        restored = [json.loads(line)["prompt"] for line in run("restore", applied).splitlines()]
        if restored != prompts:
            sys.exit("a prompt did not come back as it was")
        return token_counts(pith, prompts), token_counts(pith, applied.read_text().splitlines()[1:])

if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    sent = saved_families = before = after = 0
    for name, prompts in families(sys.argv[2:]):
        whole, values = measured(sys.argv[1], prompts)
        # The first prompt carries the template.
        share = 1 - sum(values[1:]) / sum(whole[1:])
        print(f"{name}: {len(prompts)} prompts, {sum(whole) / len(whole):,.0f} tokens, {sum(values[1:]) / len(values[1:]):,.0f} of values, saved {share:.1%}")
        sent, before, after, saved_families = sent + 1, before + sum(whole[1:]), after + sum(values[1:]), saved_families + (share >= 0.95)
    print(f"{sent} families: saved {1 - after / before:.1%}; {saved_families} of them 95% or more")
