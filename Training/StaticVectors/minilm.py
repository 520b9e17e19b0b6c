"""The sentence encoder all-MiniLM-L6-v2 in numpy: the teacher of the word vectors. Needs nothing but numpy and the files of the model.

Sentences of one length (in word pieces) are encoded together, so nothing is padded and nothing is masked.
"""
import collections, json, re, struct, unicodedata
import numpy as np

MAXIMUM_PIECES = 126  # of 128, with [CLS] and [SEP]


def is_mark(c): return unicodedata.category(c) == "Mn"


def is_punctuation(c): return c.isascii() and not c.isalnum() and not c.isspace() or unicodedata.category(c).startswith("P")


def is_ideograph(c): return 0x4E00 <= ord(c) <= 0x9FFF or 0x3400 <= ord(c) <= 0x4DBF or 0xF900 <= ord(c) <= 0xFAFF


def words(text):
    """BERT's words: lower case without accents; a punctuation mark or an ideograph is a word."""
    text = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not is_mark(c))
    return "".join(f" {c} " if is_punctuation(c) or is_ideograph(c) else c for c in text).split()


class WordPieces:
    def __init__(self, path):
        self.pieces = [line.rstrip("\n") for line in open(path, encoding="utf-8")]
        self.number = {p: i for i, p in enumerate(self.pieces)}
        self.known = {}

    def of_word(self, word):
        """The longest pieces from the left; a word that cannot be cut so is unknown."""
        found = self.known.get(word)
        if found is None:
            found, start = [], 0
            while start < len(word) and len(word) <= 100:
                end = len(word)
                while end > start and ("##" if start else "") + word[start:end] not in self.number:
                    end -= 1
                if end == start:
                    break
                found.append(self.number[("##" if start else "") + word[start:end]])
                start = end
            if start < len(word):
                found = [self.number["[UNK]"]]
            self.known[word] = found
        return found

    def of(self, text): return [p for w in words(text) for p in self.of_word(w)]


class MiniLM:
    def __init__(self, folder):
        raw = open(f"{folder}/model.safetensors", "rb").read()
        size = struct.unpack("<Q", raw[:8])[0]
        self.w = {name: np.frombuffer(raw, np.float32, offset=8 + size + t["data_offsets"][0], count=int(np.prod(t["shape"]))).reshape(t["shape"])
                  for name, t in json.loads(raw[8:8 + size]).items() if t.get("dtype") == "F32"}
        self.pieces = WordPieces(f"{folder}/vocab.txt")

    def _norm(self, x, name):
        x -= x.mean(-1, keepdims=True)
        x /= np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
        return x * self.w[name + ".weight"] + self.w[name + ".bias"]

    def _linear(self, x, name): return x @ self.w[name + ".weight"].T + self.w[name + ".bias"]

    def _batch(self, ids):
        """(n, length) ids with [CLS] and [SEP] -> (n, 384), unit length."""
        n, length = ids.shape
        w, e = self.w, "embeddings."
        x = w[e + "word_embeddings.weight"][ids] + w[e + "position_embeddings.weight"][:length] + w[e + "token_type_embeddings.weight"][0]
        x = self._norm(x, e + "LayerNorm").reshape(n * length, 384)
        for layer in range(6):
            p = f"encoder.layer.{layer}."
            q, k, v = (self._linear(x, p + "attention.self." + s).reshape(n, length, 12, 32).transpose(0, 2, 1, 3) for s in ("query", "key", "value"))
            a = q @ k.transpose(0, 1, 3, 2)
            a *= np.float32(32 ** -0.5)
            a -= a.max(-1, keepdims=True)
            np.exp(a, out=a)
            a /= a.sum(-1, keepdims=True)
            x = self._norm(x + self._linear((a @ v).transpose(0, 2, 1, 3).reshape(n * length, 384), p + "attention.output.dense"), p + "attention.output.LayerNorm")
            h = self._linear(x, p + "intermediate.dense")
            h *= 0.5 * (1 + np.tanh(np.float32(0.7978845608) * (h + np.float32(0.044715) * h * h * h)))
            x = self._norm(x + self._linear(h, p + "output.dense"), p + "output.LayerNorm")
        x = x.reshape(n, length, 384).mean(1)
        return x / np.linalg.norm(x, axis=1, keepdims=True)

    def encode(self, piece_lists, report=None):
        """Embeddings of lists of word pieces (without [CLS] and [SEP])."""
        cls, sep = self.pieces.number["[CLS]"], self.pieces.number["[SEP]"]
        by_length = collections.defaultdict(list)
        for i, pieces in enumerate(piece_lists):
            by_length[min(len(pieces), MAXIMUM_PIECES)].append(i)
        out = np.zeros((len(piece_lists), 384), np.float32)
        done = 0
        for length, members in sorted(by_length.items()):
            step = max(1, 2048 // (length + 2))
            for at in range(0, len(members), step):
                chosen = members[at:at + step]
                out[chosen] = self._batch(np.array([[cls] + list(piece_lists[i][:length]) + [sep] for i in chosen]))
                done += len(chosen)
                if report and done // 5000 != (done - len(chosen)) // 5000: report(done, len(piece_lists))
        return out
