#!/usr/bin/env python3
"""Turn the original files of a public data set into tasks.

    convert.py nq|hotpot|squad|kv|ifeval|loghub|bfcl|tau FILE… > tasks.jsonl
"""
import collections, csv, gzip, json, pathlib, re, sys

STOP = set("""a an the of in on at to for and or is was were are be been by with from as that this it its who what when where which how did do does whom why
he she they his her their had has have not but also after before into over than then there these those would could will can may one two first""".split())

def opened(path):
    return gzip.open(path, "rt") if str(path).endswith(".gz") else open(path, encoding="utf-8")

def lines(path):
    with opened(path) as file:
        return [json.loads(line) for line in file if line.strip()]

def words(text):
    return [w for w in dict.fromkeys(re.findall(r"[a-z][a-z'-]{3,}", text.lower())) if w not in STOP]

def question(id, query, documents, answers, gold):
    """documents: [(title, text)]; gold: the texts in which the answer stands."""
    answers = [a for a in dict.fromkeys(answers) if a.lower() not in ("yes", "no")]
    found = [s for text in gold for s in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(])", text) if any(a.lower() in s.lower() for a in answers)]
    if not answers or not found:
        return
    known = set(words(query)) | set(words(" ".join(answers)))
    support = [w for w in words(min(found, key=len)) if w not in known][:12]
    context = "\n\n".join(f"Document [{i + 1}] (Title: {title}) {text}" for i, (title, text) in enumerate(documents))
    group = {"any": answers} | ({"support": support, "min": 0.5} if support else {})
    yield {"id": id, "format": "text", "query": query, "context": context, "expect": [group], "answers": answers}

def nq(path):
    for number, row in enumerate(lines(path)):
        documents = [(d["title"], d["text"]) for d in row["ctxs"]]
        yield from question(f"{pathlib.Path(path).name.split('.')[0]}-{number}", row["question"], documents, row["answers"], [d["text"] for d in row["ctxs"] if d.get("isgold")])

def hotpot(path):
    for row in json.load(opened(path)):
        documents = [(title, "".join(sentences)) for title, sentences in row["context"]]
        titles = {title for title, _ in row["supporting_facts"]}
        yield from question(row["_id"], row["question"], documents, [row["answer"]], [text for title, text in documents if title in titles])

def squad(path):
    for article in json.load(opened(path))["data"]:
        documents = [(article["title"], p["context"]) for p in article["paragraphs"]][:30]
        for paragraph in article["paragraphs"][:30]:
            for row in paragraph["qas"]:
                yield from question(row["id"], row["question"], documents, [a["text"] for a in row["answers"]], [paragraph["context"]])

def kv(path):
    for number, row in enumerate(lines(path)):
        yield {"id": f"kv{len(row['ordered_kv_records'])}-{number}", "format": "json", "query": f'What is the value of the key "{row["key"]}"?',
               "context": json.dumps(dict(row["ordered_kv_records"]), indent=1), "expect": [{"any": [row["value"]]}], "answers": [row["value"]]}

NUMBER = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
NOUN = {"num_words": ["word", "words"], "num_sentences": ["sentence", "sentences"], "num_paragraphs": ["paragraph", "paragraphs"], "num_bullets": ["bullet", "bullets", "points"],
        "num_placeholders": ["placeholder", "placeholders"], "num_highlights": ["highlight", "highlighted", "sections", "italic"], "num_sections": ["section", "sections", "parts"],
        "nth_paragraph": ["paragraph"], "capital_frequency": ["capital", "uppercase", "letters"], "frequency": ["times", "time", "appear", "mention", "use"], "let_frequency": ["times", "letter"]}

RELATION = {"at least": ["at least", "minimum", "no less", "not less", "no fewer", "or more", "more than", "exceed", "least"],
            "less than": ["less than", "fewer", "at most", "maximum", "no more", "not more", "below", "under", "up to", "within", "most"]}

def ifeval(path):
    """Each number with what it counts and in which direction it binds; each word that a constraint names."""
    for row in lines(path):
        groups = []
        for kwargs in row["kwargs"]:
            relation = [RELATION[v] for k, v in kwargs.items() if k.endswith("relation") and v in RELATION][:1]
            for key, value in kwargs.items():
                if value is None or key.endswith("relation") or key == "prompt_to_repeat":
                    continue
                for v in map(str, value if isinstance(value, list) else [value]):
                    if v.isdigit():
                        number = [v, v + "+"] + ([NUMBER[int(v)]] if int(v) <= 20 else [])
                        groups.append({"near": [number, NOUN[key], *relation], "within": 80} if key in NOUN else {"any": number})
                    elif len(v) > 1:
                        groups.append({"any": [v]})
        if groups:
            yield {"id": str(row["key"]), "format": "text", "query": None, "context": row["prompt"], "expect": groups}

def loghub(path):
    path = pathlib.Path(path)
    templates = collections.defaultdict(set)
    with open(f"{path}_structured.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            templates[row["EventId"]].add(row["Content"])
    yield {"id": path.stem, "format": "log", "query": None, "context": path.read_bytes().decode("utf-8", "replace"), "expect": [{"any": sorted(v)} for _, v in sorted(templates.items())]}

def bfcl(path):
    path = pathlib.Path(path)
    answers = {row["id"]: row["ground_truth"] for row in lines(path.parent / "possible_answer" / path.name)}
    for row in lines(path):
        called = {name for call in answers.get(row["id"], []) for name in call}
        groups = [{"all": [tool["name"]] + words(tool.get("description", ""))[:4]} for tool in row["function"]]
        for tool in row["function"]:
            if tool["name"] in called:
                for name, parameter in tool.get("parameters", {}).get("properties", {}).items():
                    groups.append({"near": [[name], [parameter.get("type", name)]], "within": 400})
                    groups += [{"any": [str(e)]} for e in parameter.get("enum", [])]
        query = " ".join(m["content"] for turn in row["question"] for m in turn if m["role"] == "user")
        yield {"id": row["id"], "format": "json", "query": query, "context": json.dumps(row["function"], indent=2, ensure_ascii=False), "expect": groups}

def tau(path):
    """Each value that a tool call copies from an earlier tool result must stay beside the key it had there."""
    for number, row in enumerate(json.load(opened(path))):
        messages, pairs, end = row["traj"], {}, 0
        results = []
        for place, message in enumerate(messages):
            for call in message.get("tool_calls") or []:
                for value in json.loads(call["function"]["arguments"]).values():
                    keys = {key for result in results for key in keys_of(value, result)} if isinstance(value, str) and len(value) > 2 else set()
                    if keys:
                        pairs[value], end = [[value, key] for key in sorted(keys)], place
            if message["role"] == "tool":
                try:
                    results.append(json.loads(message["content"]))
                except ValueError:
                    pass
        if pairs:
            yield {"id": f"{pathlib.Path(path).stem}-{number}", "format": "messages", "query": None, "context": json.dumps(messages[:end], ensure_ascii=False),
                   "expect": [{"together": sets} for sets in pairs.values()]}

def keys_of(value, node):
    if isinstance(node, dict):
        for key, inner in node.items():
            if inner == value:
                yield key
            yield from keys_of(value, inner)
    elif isinstance(node, list):
        for inner in node:
            yield from keys_of(value, inner)

KINDS = {f.__name__: f for f in (nq, hotpot, squad, kv, ifeval, loghub, bfcl, tau)}
if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in KINDS:
        sys.exit(__doc__)
    for path in sys.argv[2:]:
        for task in KINDS[sys.argv[1]](path):
            print(json.dumps({"suite": sys.argv[1], **task}, ensure_ascii=False))
