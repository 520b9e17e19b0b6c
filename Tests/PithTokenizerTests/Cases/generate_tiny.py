#!/usr/bin/env python3
"""Writes tiny.tokenizer.json, a small vocabulary that is awkward on purpose, and tiny.strings.jsonl, what the reference makes of texts.

    pip install tokenizers==0.22.1 && python3 generate_tiny.py

Awkward: ids in no order, tokens that no merge arrives at, merges that say the same in two ways, added tokens special and not, looked for before
and after normalization, one the start of another, one with a space in it.
"""
import json, random
from tokenizers import Tokenizer, models, trainers, pre_tokenizers

TEXT = """A lighthouse keeper counts the ships that pass; the ships do not count the keeper. Ten thousand waves, one lamp, no clock.
Le café était déjà fermé, l'été aussi. Die Brücke über den Fluß heißt „Brücke“. 東京の夜は明るい。港の夜は暗い。 Привет, маяк! 1234567890 3.14159
function light(lamp) { return lamp.on ? "bright" : "dark"; }   // the lamp    the lamp
"""
Q = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
split = lambda: pre_tokenizers.Sequence([
    pre_tokenizers.Split(__import__("tokenizers").Regex(Q), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
trained = Tokenizer(models.BPE())
trained.pre_tokenizer = split()
trained.train_from_iterator([TEXT] * 3, trainers.BpeTrainer(
    vocab_size=420, show_progress=False, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
file = json.loads(trained.to_str())

random.seed(5)
vocab = sorted(file["model"]["vocab"], key=file["model"]["vocab"].get)
vocab += ["zzqzz", "Ġlampĺ", "qqq"]                       # no merges arrive here
ids = list(range(len(vocab)))
random.shuffle(ids)
file["model"]["vocab"] = dict(zip(vocab, ids))
file["normalizer"] = {"type": "Sequence", "normalizers": [{"type": "NFC"}]}
def added(content, id, special, normalized):
    return {"id": id, "content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": normalized, "special": special}
file["added_tokens"] = [
    added("<|end|>", 423, True, False), added("<think>", 424, False, False), added("<thinking>", 425, False, False),
    added("é!", 426, False, True), added("  ", 427, False, False), added("｜x｜", 428, True, False)]
json.dump(file, open("tiny.tokenizer.json", "w"), ensure_ascii=False, separators=(",", ":"))

tokenizer = Tokenizer.from_str(json.dumps(file))
parts = ["lamp", " lamp", "the ships", "é!", "e\u0301!", "é", "e\u0301", "e\u0323\u0301", "<think>", "<thinking>", "<thin", "<|end|>", "<|end", "  ",
         " ", "\n", "\t", "1234", "zzqzz", "qqq", "'s", "東京", "の", "｜x｜", "｜", "!", "?!", "Brücke", "\u1100\u1161\u11a8", "\u0958!", "\u212b", "ﬁ", "x"]
with open("tiny.strings.jsonl", "w") as output:
    for _ in range(400):
        text = "".join(random.choice(parts) for _ in range(random.randint(1, 12)))
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        tokenizer.encode_special_tokens = True
        plain = tokenizer.encode(text, add_special_tokens=False).ids
        tokenizer.encode_special_tokens = False
        output.write(json.dumps({"text": text, "ids": ids, "plain": plain}, ensure_ascii=False) + "\n")
