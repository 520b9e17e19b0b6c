#!/usr/bin/env python3
"""Writes a vocabulary as a tokenizer.json, for the peers that read nothing else.

    make_tokenizer_json.py o200k_base|cl100k_base RANKS.tiktoken OUTPUT.json

A tokenizer.json lists merges, a .tiktoken file tokens: each token's last merge is what is left of its bytes after all merges of lower rank.
"""
import base64, json, sys
import tiktoken

def last_merge(ranks, token):
    parts = [token[i:i + 1] for i in range(len(token))]
    while len(parts) > 2:
        best = min(range(len(parts) - 1), key=lambda i: ranks.get(parts[i] + parts[i + 1], 1 << 30))
        if parts[best] + parts[best + 1] not in ranks: return None
        parts[best:best + 2] = [parts[best] + parts[best + 1]]
    return parts

def main():
    name, source, output = sys.argv[1:4]
    ranks = {base64.b64decode(line.split()[0]): int(line.split()[1]) for line in open(source, "rb")}
    # The byte-level alphabet: printable bytes are themselves, the others come after U+0100.
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = iter(range(256, 512))
    letters = {byte: chr(byte) if byte in printable else chr(next(others)) for byte in range(256)}
    spell = lambda token: "".join(letters[byte] for byte in token)
    merges = [[spell(part) for part in parts] for token in sorted(ranks, key=ranks.get) if len(token) > 1 for parts in [last_merge(ranks, token)] if parts]
    pattern = tiktoken.get_encoding(name)._pat_str.replace("{1,3}+", "{1,3}").replace("?+", "?").replace("++", "+").replace("*+", "*")
    split = {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False}
    bytes_ = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}
    model = {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "", "end_of_word_suffix": "", "fuse_unk": False,
             "byte_fallback": False, "ignore_merges": True, "vocab": {spell(token): rank for token, rank in ranks.items()}, "merges": merges}
    json.dump({"version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
               "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, bytes_]}, "post_processor": None, "decoder": bytes_, "model": model},
              open(output, "w", encoding="utf-8"))

main()
