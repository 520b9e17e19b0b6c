#!/usr/bin/env python3
"""Does a reader still do what an instruction asks, when it gets the brief of `pith distil` instead? Standard library only.

    constraints.py briefs IFEVAL.jsonl [--pith .build/release/pith] [--count 120] [--reply-tokens 200] > briefs.jsonl
    constraints.py ask briefs.jsonl --reader http://127.0.0.1:8080/v1 --model NAME --replies replies.jsonl [--reply-tokens 200]
    constraints.py score briefs.jsonl replies.jsonl [--json]

IFEVAL.jsonl has a prompt a line with constraints that a program can check (Zhou et al. 2023): "key", "prompt", "instruction_id_list", "kwargs".
`briefs` takes, in the order of the file, the prompts whose constraints can show in a reply of so many tokens, and writes each beside its brief.
`ask` asks for a reply to each, the prompt first; what FILE holds already is not asked again.
`score` checks every constraint on both replies and compares them constraint by constraint.

A reply that was cut at its last token is judged by what it can tell: a comma in it breaks "no commas", three bullets keep "at least 3 bullets"; that
its end or its total length is wrong it cannot tell, and then the constraint is left out for both.
"""
import argparse, json, os, random, re, subprocess, sys, urllib.request

# MARK: Checks. Each takes the reply, its constraint's arguments and whether the reply was cut; True, False, or None when a cut reply cannot tell.

def relation(count, wanted, name, cut):
    if name == "less than":
        return False if count >= wanted else None if cut else True
    return True if count >= wanted else None if cut else False

def exactly(count, wanted, cut):
    return False if count > wanted else None if cut else count == wanted

def at_the_end(holds):
    return lambda reply, k, cut: None if cut else holds(reply, k)

def so_far(holds):
    return lambda reply, k, cut: holds(reply, k)

def words(text):
    return re.findall(r"\w+", text)

def count_of(word, text):
    return len(re.findall(r"\b" + re.escape(word) + r"\b", text, re.IGNORECASE))

def sentences(text):
    return [s for s in re.split(r"(?<=[.!?])[\"')\]*]*\s+|\n+", text) if re.search(r"\w", s)]

def paragraphs(text, mark):
    return [p for p in re.split(mark, text) if p.strip()]

def highlights(text):
    return len(re.findall(r"\*\*[^*\n]*[^*\s][^*\n]*\*\*", text)) + len(re.findall(r"(?<!\*)\*[^*\n]*[^*\s][^*\n]*\*(?!\*)", text))

def is_json(reply, k):
    try:
        return json.loads(re.sub(r"^```(json)?|```$", "", reply.strip()).strip()) is not None
    except ValueError:
        return False

SCRIPTS = {"hi": "\u0900-\u097f", "mr": "\u0900-\u097f", "ne": "\u0900-\u097f", "ru": "\u0400-\u04ff", "bg": "\u0400-\u04ff", "ko": "\uac00-\ud7af", "pa": "\u0a00-\u0a7f",
    "bn": "\u0980-\u09ff", "gu": "\u0a80-\u0aff", "te": "\u0c00-\u0c7f", "kn": "\u0c80-\u0cff", "ur": "\u0600-\u06ff", "fa": "\u0600-\u06ff", "ar": "\u0600-\u06ff",
    "th": "\u0e00-\u0e7f", "ta": "\u0b80-\u0bff", "ja": "\u3040-\u30ff", "zh": "\u4e00-\u9fff"}

def is_in_script(reply, k):
    return 2 * len(re.findall(f"[{SCRIPTS[k['language']]}]", reply)) > len(re.findall(r"[^\W\d_]", reply))

def first_word(reply, k, cut):
    found = paragraphs(reply, r"\n\n")
    if len(found) < k["nth_paragraph"]:
        return None if cut else False
    first = (words(found[k["nth_paragraph"] - 1]) or [""])[0].lower()
    return False if first != k["first_word"].lower() else exactly(len(found), k["num_paragraphs"], cut)

CHECKS = {
    "punctuation:no_comma": so_far(lambda r, k: "," not in r),
    "keywords:forbidden_words": so_far(lambda r, k: not any(count_of(w, r) for w in k["forbidden_words"])),
    "keywords:existence": lambda r, k, cut: True if all(w.lower() in r.lower() for w in k["keywords"]) else None if cut else False,
    "keywords:frequency": lambda r, k, cut: relation(count_of(k["keyword"], r), k["frequency"], k["relation"], cut),
    "keywords:letter_frequency": lambda r, k, cut: relation(r.lower().count(k["letter"].lower()), k["let_frequency"], k["let_relation"], cut),
    "length_constraints:number_sentences": lambda r, k, cut: relation(len(sentences(r)), k["num_sentences"], k["relation"], cut),
    "length_constraints:number_words": lambda r, k, cut: relation(len(words(r)), k["num_words"], k["relation"], cut),
    "length_constraints:number_paragraphs": lambda r, k, cut: exactly(len(paragraphs(r, r"\s?\*\*\*\s?")), k["num_paragraphs"], cut),
    "length_constraints:nth_paragraph_first_word": first_word,
    "detectable_format:number_highlighted_sections": lambda r, k, cut: relation(highlights(r), k["num_highlights"], "at least", cut),
    "detectable_format:number_bullet_lists": lambda r, k, cut: exactly(len(re.findall(r"^\s*(?:\*[^*\n]|-)", r, re.MULTILINE)), k["num_bullets"], cut),
    "detectable_format:title": so_far(lambda r, k: any(t.strip() for t in re.findall(r"<<([^\n]+?)>>", r))),
    "detectable_format:multiple_sections": lambda r, k, cut: relation(len(re.findall(re.escape(k["section_spliter"]) + r"\s*\d+", r)), k["num_sections"], "at least", cut),
    "detectable_format:constrained_response": so_far(lambda r, k: any(a in r for a in ("My answer is yes.", "My answer is no.", "My answer is maybe."))),
    "detectable_format:json_format": at_the_end(is_json),
    "detectable_content:number_placeholders": lambda r, k, cut: relation(len(re.findall(r"\[.*?\]", r)), k["num_placeholders"], "at least", cut),
    "detectable_content:postscript": lambda r, k, cut: True if re.search(r"\.\s*".join(map(re.escape, k["postscript_marker"].rstrip(".").split("."))), r, re.I) else None if cut else False,
    "change_case:english_lowercase": so_far(lambda r, k: r == r.lower()),
    "change_case:english_capital": so_far(lambda r, k: r == r.upper()),
    "change_case:capital_word_frequency": lambda r, k, cut: relation(sum(w.isupper() for w in re.findall(r"[^\W\d_][\w'-]*", r)), k["capital_frequency"], k["capital_relation"], cut),
    "startend:quotation": lambda r, k, cut: False if not r.strip().startswith('"') else None if cut else r.strip().endswith('"'),
    "startend:end_checker": at_the_end(lambda r, k: r.strip().strip('"').lower().endswith(k["end_phrase"].strip().lower())),
    "combination:repeat_prompt": so_far(lambda r, k: r.strip().lower().startswith(k["prompt_to_repeat"].strip().lower())),
    "combination:two_responses": lambda r, k, cut: exactly(len(paragraphs(r, r"\*{6}")), 2, cut),
    "language:response_language": so_far(is_in_script),
}

def tokens_needed(kind, k):
    """About how many tokens of a reply it takes to see whether a constraint holds; infinity where no program tells."""
    if kind == "language:response_language":
        return 40 if k["language"] in SCRIPTS else float("inf")
    count = next((k[n] for n in ("num_words", "num_sentences", "num_paragraphs", "num_highlights", "num_bullets", "num_placeholders", "num_sections") if n in k), 0)
    size = {"num_words": 1.4, "num_sentences": 22, "num_paragraphs": 45, "num_highlights": 40, "num_bullets": 30, "num_placeholders": 20, "num_sections": 60}
    if count:
        return count * next(size[n] for n in size if n in k)
    if "prompt_to_repeat" in k:
        return len(k["prompt_to_repeat"]) / 4
    if "frequency" in k or "let_frequency" in k:
        return k["frequency"] * 15 if "frequency" in k else k["let_frequency"] * 6
    return {"combination:two_responses": 150, "detectable_format:json_format": 150}.get(kind, 60) if kind in CHECKS else float("inf")

# MARK: Commands

def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]

def briefs(arguments):
    written = 0
    for row in read(arguments.ifeval):
        kwargs = [{name: value for name, value in k.items() if value is not None} for k in row["kwargs"]]
        constraints = list(zip(row["instruction_id_list"], kwargs))
        if written == arguments.count or not all(i in CHECKS and tokens_needed(i, k) <= arguments.reply_tokens for i, k in constraints):
            continue
        made = subprocess.run([arguments.pith, "distil", "--json", "--format", "text"], input=row["prompt"].encode(), capture_output=True, check=True)
        text = subprocess.run([arguments.pith, "distil", "--format", "text"], input=row["prompt"].encode(), capture_output=True, check=True).stdout.decode()
        figures = json.loads(made.stdout)
        print(json.dumps({"id": str(row["key"]), "prompt": row["prompt"], "brief": text, "promptTokens": figures["inputTokens"], "briefTokens": figures["briefTokens"],
            "constraints": [{"kind": i, **k} for i, k in constraints]}, ensure_ascii=False))
        written += 1

def ask(arguments):
    done = {(r["id"], r["arm"]) for r in read(arguments.replies)} if os.path.exists(arguments.replies) else set()
    with open(arguments.replies, "a", encoding="utf-8") as file:
        for task in read(arguments.briefs):
            same = None
            for arm in ("prompt", "brief"):
                if (task["id"], arm) in done:
                    continue
                if arm == "prompt" or same is None or task["prompt"] != task["brief"]:
                    body = {"model": arguments.model, "temperature": 0, "seed": 1, "max_tokens": arguments.reply_tokens, "messages": [{"role": "user", "content": task[arm]}]}
                    request = urllib.request.Request(arguments.reader.rstrip("/") + "/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"})
                    with urllib.request.urlopen(request, timeout=600) as response:
                        choice = json.load(response)["choices"][0]
                    same = {"reply": choice["message"]["content"], "cut": choice["finish_reason"] == "length"}
                file.write(json.dumps({"id": task["id"], "arm": arm, **same}, ensure_ascii=False) + "\n")
                file.flush()

def verdict(task, constraint, reply):
    k = {name: value for name, value in constraint.items() if name != "kind"}
    return CHECKS[constraint["kind"]](reply["reply"], k, reply["cut"])

def score(arguments):
    replies = {(r["id"], r["arm"]): r for r in read(arguments.replies)}
    tasks = [t for t in read(arguments.briefs) if all((t["id"], arm) in replies for arm in ("prompt", "brief"))]
    pairs = []
    for number, task in enumerate(tasks):
        for constraint in task["constraints"]:
            both = [verdict(task, constraint, replies[task["id"], arm]) for arm in ("prompt", "brief")]
            if None not in both:
                pairs.append((number, constraint["kind"], *both))
    if not pairs:
        sys.exit("no constraint could be told on both replies of a prompt")
    def ratio(pairs):
        return sum(p[3] for p in pairs) / max(1, sum(p[2] for p in pairs))
    generator, by_task, drawn = random.Random(1), {}, []
    for pair in pairs:
        by_task.setdefault(pair[0], []).append(pair)
    groups = list(by_task.values())
    for _ in range(2000):
        drawn.append(ratio([p for group in generator.choices(groups, k=len(groups)) for p in group]))
    drawn.sort()
    kinds = {kind: [p for p in pairs if p[1] == kind] for kind in sorted({p[1] for p in pairs})}
    found = {
        "prompts": len(tasks), "promptTokens": sum(t["promptTokens"] for t in tasks), "briefTokens": sum(t["briefTokens"] for t in tasks),
        "constraints": len(pairs), "heldWithPrompt": sum(p[2] for p in pairs), "heldWithBrief": sum(p[3] for p in pairs),
        "ratio": round(ratio(pairs), 4), "ratioInterval": [round(drawn[50], 4), round(drawn[1949], 4)],
        "kinds": {kind: {"constraints": len(mine), "prompt": sum(p[2] for p in mine), "brief": sum(p[3] for p in mine)} for kind, mine in kinds.items()}}
    if arguments.json:
        return print(json.dumps(found, indent=1))
    count = found["constraints"]
    print(f"{found['prompts']} prompts, {found['promptTokens']} -> {found['briefTokens']} tokens ({100 * found['briefTokens'] / found['promptTokens']:.1f}%), "
        f"{count} constraints told on both replies")
    print(f"held with the prompt {found['heldWithPrompt'] / count:.3f}, with the brief {found['heldWithBrief'] / count:.3f}, "
        f"brief / prompt {found['ratio']:.3f} (95% {drawn[50]:.3f} to {drawn[1949]:.3f})")
    for kind, mine in found["kinds"].items():
        print(f"  {kind:45} {mine['constraints']:4}  prompt {mine['prompt']:4}  brief {mine['brief']:4}")

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
commands = parser.add_subparsers(dest="command", required=True)
one = commands.add_parser("briefs")
one.add_argument("ifeval")
one.add_argument("--pith", default=".build/release/pith")
one.add_argument("--count", type=int, default=120)
one.add_argument("--reply-tokens", type=int, default=200)
two = commands.add_parser("ask")
two.add_argument("briefs")
two.add_argument("--reader", required=True)
two.add_argument("--model", required=True)
two.add_argument("--replies", required=True)
two.add_argument("--reply-tokens", type=int, default=200)
three = commands.add_parser("score")
three.add_argument("briefs")
three.add_argument("replies")
three.add_argument("--json", action="store_true")
arguments = parser.parse_args()
{"briefs": briefs, "ask": ask, "score": score}[arguments.command](arguments)
