#!/usr/bin/env python3
"""Compares Pith's token ids with those of the reference implementations, and prints how much was compared. Any difference ends with exit code 1.

    python3 -m venv out/venv && out/venv/bin/pip install tiktoken==0.14.0 tokenizers==0.22.1
    make build vocabularies
    out/venv/bin/python Benchmarks/Tokenizer/verify.py prose=FILE[,FILE…] code=FILE… [--strings 100000] [--encodings NAME,…]

Compared, for each encoding: every file as a whole; seeded random strings made of what pre-tokenizers care about; every code point, alone and inside
text. tiktoken is the reference for OpenAI's vocabularies, and for those of Llama and Qwen with the expression they were published with; tokenizers is
the reference for the tokenizer.json files, with special tokens read as text. KIND=FILE names any UTF-8 text; what is not UTF-8 is replaced in it.
"""
import argparse, json, os, pathlib, random, subprocess, sys, tempfile, time, unicodedata

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LETTERS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"
REST = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN35 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
PARTS = list("aabcsStTrRdDlLmMvVeE019 \n\r\t'/.,!-_(){}\"\\^~$+<=>`|@#%&*[]:?;") + """  |    |\r\n|\n\n|'s|'LL|'re|é|É|ſ|ß|漢|字|あ|ʰ|\u0301|\u0489|ǅ|١|½|Ⅷ|\u00a0|\u3000|\u2028|\u0085|…|€|😀|\u200d|🏽|𠜎|𝒜|the|ing| of| The|don't
|word|HTTPServer|12345|// |/*|;\n|{\n|\0|\ufeff|한|ไ|म|्|internationalization|=====|        |\x01|\x7f|\u00ad|\u200b|\ue000|\u0378|・|゠|ー|ぁ|\u3040|\u3099|龥|龦|㐀|豈|。|、|「|\x0b|\x0c|\x1c|１|²|ª|\u0903|ﾞ|K
|İ|ŉ|'ſ|＇|\U000e0100|1234|漢字かな|abc|ABC|\u1100\u1161\u11a8|각|\u0958|\u212b|\u0344|\u0f73|ﬁ|①|<think>|</think>|<|｜|<|im_start|>""".split("|")

class Reference:
    """The ids of a text by the reference implementation; and the version that gave them."""
    def __init__(self, name, folder):
        import tiktoken
        self.name, self.nfc = name, name in ("qwen", "qwen3_6")
        self.label = "tiktoken " + tiktoken.__version__
        file = folder / f"{name}.json"
        def ranks(name):
            import base64
            return {base64.b64decode(line.split()[0]): int(line.split()[1]) for line in (folder / name).read_bytes().splitlines() if line}
        def made(file, pattern):
            encoding = tiktoken.Encoding(name, pat_str=pattern, mergeable_ranks=ranks(file), special_tokens={})
            self.encode = lambda text: encoding.encode_ordinary(unicodedata.normalize("NFC", text) if self.nfc else text)
        if name == "llama3": made("llama3.model", LETTERS + r"\p{N}{1,3}" + REST)
        elif name == "llama4": made("llama4.model", tiktoken.get_encoding("o200k_base")._pat_str)
        elif name in ("qwen", "qwen_raw"): made("qwen.tiktoken", LETTERS + r"\p{N}" + REST)
        elif name == "qwen3_6": made("qwen3_6.tiktoken", QWEN35)
        elif file.exists():
            import tokenizers
            tokenizer = tokenizers.Tokenizer.from_file(str(file))
            tokenizer.encode_special_tokens = True
            self.label = "tokenizers " + tokenizers.__version__
            self.encode = lambda text: tokenizer.encode(text, add_special_tokens=False).ids
        else: self.encode = tiktoken.get_encoding(name).encode_ordinary

def pith(options, name, texts):
    """Pith's ids of each text: one process, JSON lines in and out."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for text in texts: file.write(json.dumps({"text": text}) + "\n")
        file.flush()
        run = subprocess.run([options.pith, "encode", "--encoding", name, "--jsonl", "--field", "text", file.name], capture_output=True,
                             env={**os.environ, "XDG_CACHE_HOME": str(options.vocabularies.resolve())})
        if run.returncode or run.stderr: sys.exit(f"pith: {run.stderr.decode()}")
        lines = run.stdout.splitlines()
        assert len(lines) == len(texts), (len(lines), len(texts))
        return lines

def compare(options, reference, kind, texts, whole=False):
    """Compares the ids of texts; prints what differs."""
    different = tokens = 0
    for start in range(0, len(texts), 50_000):
        part = texts[start:start + 50_000]
        for text, line in zip(part, pith(options, reference.name, part)):
            expected = reference.encode(text)
            tokens += len(expected)
            if json.dumps(expected, separators=(",", ":")).encode() != line:
                different += 1
                if different <= 5: print(f"DIFFERENT {reference.name} {kind}: {text[:200]!r}")
    size = sum(len(text.encode()) for text in texts)
    what = f"{size:>12,} bytes" if whole else f"{len(texts):>10,} strings"
    print(f"{reference.name:17} {kind:12} {what} {tokens:>12,} tokens  {different} different  ({reference.label})", flush=True)
    return different

def pieces(text):
    """A large text in parts of about a megabyte, cut after a line: long inputs that the references take."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + 1_000_000) + 1 or len(text)
        if end - start > 3_000_000: end = start + 1_000_000
        yield text[start:end]
        start = end

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", metavar="KIND=FILE[,FILE…]"); parser.add_argument("--strings", type=int, default=100_000)
    parser.add_argument("--encodings", default="o200k_base,cl100k_base,p50k_base,r50k_base,llama3,llama4,qwen,qwen3_6,deepseek_v4,anthropic_legacy")
    parser.add_argument("--pith", default=str(ROOT / ".build/release/pith")); parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--vocabularies", default=ROOT / "out/vocabularies", type=pathlib.Path)
    options = parser.parse_args()
    os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(options.vocabularies / "tiktoken"))
    random_source = random.Random(options.seed)
    strings = ["".join(random_source.choice(PARTS) for _ in range(random_source.randint(1, 80 if i % 8 == 0 else 16))) for i in range(options.strings)]
    points = [chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000]
    started, different = time.time(), 0
    for name in options.encodings.split(","):
        try: reference = Reference(name, options.vocabularies)
        except FileNotFoundError as error:
            print(f"skipped {name}: {error}. Get it: make vocabularies")
            continue
        for text in options.texts:
            kind, files = text.split("=", 1)
            whole = "".join(pathlib.Path(file).read_bytes().decode("utf-8", "replace") for file in files.split(","))
            different += compare(options, reference, kind, list(pieces(whole)), whole=True)
        if strings: different += compare(options, reference, "random", strings)
        different += compare(options, reference, "code points", points)
        different += compare(options, reference, "in context", [f"a{c}B {c}x1{c}'s{c}\n" for c in points])
    print(f"{different} different, seed {options.seed}, {time.time() - started:.0f} s")
    sys.exit(1 if different else 0)

main()
