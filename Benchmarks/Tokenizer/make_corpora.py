#!/usr/bin/env python3
"""Writes the corpora that need no source text, the same bytes every time.

    python3 Benchmarks/Tokenizer/make_corpora.py FOLDER

entropy.txt: UUIDs, base64, random words, 4 MB. one_*.txt: a megabyte each of what has made tokenizers hang.
"""
import base64, pathlib, random, sys, uuid

folder = pathlib.Path(sys.argv[1]); folder.mkdir(parents=True, exist_ok=True)
rng = random.Random(5)
lines, size = [], 0
while size < 4_000_000:
    kind = rng.randrange(3)
    if kind == 0: line = str(uuid.UUID(int=rng.getrandbits(128)))
    elif kind == 1: line = base64.b64encode(rng.randbytes(rng.randrange(20, 90))).decode()
    else: line = " ".join("".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randrange(3, 12))) for _ in range(8))
    lines.append(line + "\n"); size += len(line) + 1
(folder / "entropy.txt").write_text("".join(lines))

MB = 1_000_000
(folder / "one_character.txt").write_text("a" * MB)
(folder / "one_dashes.txt").write_text("-" * MB)  # a run that has tokens of many lengths
(folder / "one_letters.txt").write_text("".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(MB)))
(folder / "one_spaces.txt").write_text(" " * MB)
(folder / "one_newlines.txt").write_text("\n" * MB)
(folder / "one_base64.txt").write_text(base64.b64encode(rng.randbytes(MB * 3 // 4)).decode())
(folder / "one_cjk.txt").write_text("".join(chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(MB // 3)), encoding="utf-8")
