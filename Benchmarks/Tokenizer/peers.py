"""How each peer is called at its fastest public entry point. Run as a program it makes one measurement and prints JSON:

    peers.py PEER ENCODING RANKS FILE passes COUNT      MB per CPU second, first pass and best later one, lines shuffled between passes
    peers.py PEER ENCODING RANKS FILE once              seconds for one pass, whatever it takes
    peers.py PEER ENCODING RANKS FILE short             nanoseconds for a string of 200 bytes
    peers.py PEER ENCODING RANKS FILE start             nothing but loading and counting two words (the caller takes the time)
"""
import json, random, sys, time

def load(peer, encoding, ranks):
    """-> (encode(str), count(str) or None)"""
    if peer == "gigatoken":
        import gigatoken
        return gigatoken.Tokenizer.from_tiktoken(ranks, pretokenizer=encoding.split("_")[0]).encode, None
    if peer == "tiktoken":
        import tiktoken
        return tiktoken.get_encoding(encoding).encode_ordinary, None
    if peer == "toktok":
        import toktok
        e = toktok._encoding(encoding)
        return (lambda s: e.encode_batch_to_numpy([s], 1)[0]), e.count
    if peer == "quicktok":
        import quicktok
        e = quicktok.get_encoding(encoding)
        return (lambda s: e.encode_batch([s], 1)[0]), e.count
    if peer == "rs_bpe":
        from rs_bpe.bpe import openai
        e = getattr(openai, encoding)()
        return e.encode, e.count
    if peer == "fastokens":  # wants a tokenizer.json, which run_benchmark.py made beside the ranks
        import fastokens, pathlib
        e = fastokens.Tokenizer.from_file(str(pathlib.Path(ranks).with_name(encoding + ".json")))
        return (lambda s: e.encode_ordinary(s).ids), (lambda s: len(e.encode_ordinary(s)))
    raise SystemExit(f"no peer named {peer}")

def passes(call, text, count):
    size, lines, rng, rates = len(text.encode()) / 1e6, text.split("\n"), random.Random(1), []
    for _ in range(count):
        start = time.process_time(); result = call(text); rates.append(size / max(1e-9, time.process_time() - start)); del result
        rng.shuffle(lines); text = "\n".join(lines)
    return rates[0], max(rates[1:] or [0])

def main():
    peer, encoding, ranks, path, how = sys.argv[1:6]
    encode, count = load(peer, encoding, ranks)
    if how == "start": (count or encode)("hello world"); return print("{}")
    text = open(path, encoding="utf-8", newline="").read()
    if how == "passes":
        encode("hello world")
        first, warm = passes(encode, text, int(sys.argv[6]))
        found = {"encode_first": first, "encode_warm": warm}
        if count: found["count_warm"] = passes(count, text, int(sys.argv[6]))[1]
    elif how == "once":
        call = count or encode
        call("hello world")
        start = time.process_time(); call(text); found = {"seconds": time.process_time() - start}
    else:
        parts = [text[i:i + 200] for i in range(0, len(text) - 200, 200)][:2000]
        call, best = count or encode, 9e9
        for _ in range(10):
            start = time.process_time()
            for part in parts: call(part)
            best = min(best, time.process_time() - start)
        found = {"nanoseconds": best / len(parts) * 1e9}
    print(json.dumps(found))

if __name__ == "__main__": main()
