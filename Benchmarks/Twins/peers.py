#!/usr/bin/env python3
"""What other compressors save on the twins of make.py, and which planted facts they lose, beside `pith compress`, into Benchmarks/Results/twins-peers.md.

    peers.py [--pith FILE] [--result FILE] [PEER…]

Runs the peers that are not swept over shares, those that ../Peers/install.sh has installed, each as ../Peers/README.md says and with the question of the twins. What a peer made of a
file is kept in out/twins/peers and not made again. A text that a peer fails on counts as one left as it is.
"""
import argparse, datetime, json, pathlib, platform, statistics, subprocess, sys
import measure, plant, sdists

PEERS = sdists.HERE.parent / "Peers"
sys.path.insert(0, str(PEERS))
import adapters

KINDS = {"prose": "prose", "records": "JSON", "log": "log", "diff": "diff", "source": "source", "search": "search", "chat": "chat"}


def made_by(peer, path):
    """What a peer makes of the texts of a file, by id."""
    kept = sdists.OUT / "peers" / f"{peer}.{path.stem}.jsonl"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        partial = kept.with_suffix(".partial")
        with partial.open("w") as out:
            subprocess.run([sys.executable, PEERS / "outputs.py", peer, path], stdout=out, stderr=subprocess.DEVNULL, check=True)
        partial.rename(kept)
    return {row["id"]: row["output"] for row in map(json.loads, kept.open())}


def texts_of(pith, peer, path):
    """(share saved, facts lost, facts) for each text of a file."""
    tasks = {task["id"]: task for task in map(json.loads, path.open())}
    if peer == "pith":
        return [(text.saved, text.lost, text.fact_count) for text in measure.measured(pith, path)]
    outputs = {name: task["context"] for name, task in tasks.items()} | made_by(peer, path)
    results = measure.scored(pith, path, outputs)
    texts = [measure.Text(tasks[name], *results[name], 0) for name in tasks]
    return [(text.saved, text.lost, text.fact_count) for text in texts]


def cell(texts):
    if not texts:
        return ""
    lost, facts = sum(t[1] for t in texts), sum(t[2] for t in texts)
    share = f"{statistics.mean(t[0] for t in texts):.1f}%"
    return f"{share}, {lost} of {facts} lost" if lost else f"**{share}**"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peers", nargs="*", metavar="PEER")
    parser.add_argument("--pith", type=pathlib.Path, default=measure.ROOT / ".build/release/pith")
    parser.add_argument("--result", type=pathlib.Path, default=measure.ROOT / "Benchmarks/Results/twins-peers.md")
    options = parser.parse_args()
    installed = [name for name, (_, is_swept, environment) in adapters.PEERS.items() if not is_swept and name != "toons" and (PEERS / ".venv" / environment / "installed").exists()]
    paths = {kind: [path for path in (sdists.OUT / f"{kind}-{part}.jsonl" for part in ("development", "held")) if path.exists()] for kind in KINDS}
    if not any(paths.values()):
        raise SystemExit("peers.py: there are no twins in out/twins. Make them: python3 Benchmarks/Twins/make.py")
    chosen = options.peers or installed
    if not chosen:
        raise SystemExit("peers.py: no peer is installed. Try: Benchmarks/Peers/install.sh")
    rows = []
    for peer in ["pith", *chosen]:
        texts = {kind: [text for path in paths[kind] for text in texts_of(options.pith, peer, path)] for kind in KINDS}
        every = [text for kind in KINDS for text in texts[kind]]
        whole = sum(lost == 0 for _, lost, _ in every)
        rows.append(f"| {peer} | " + " | ".join(cell(texts[kind]) for kind in KINDS) + f" | {whole} of {len(every)} |")
        print(rows[-1], flush=True)
    counts = [str(sum(sum(1 for _ in path.open()) for path in paths[kind])) for kind in KINDS]
    lines = ["# Twins, beside other compressors", "",
             f"The mean share of tokens saved on the texts of [twins](twins.md), all sets together, each with ten planted facts, and how many of the facts are gone; **bold** where none is. Every tool is asked `{plant.QUESTION}` and",
             f"runs with what its publisher presets ([versions and calls](../Peers/README.md)); tokens are those of `o200k_base`; {platform.machine()}, {datetime.date.today()}.", "",
             "    Benchmarks/Peers/install.sh && python3 Benchmarks/Twins/make.py && python3 Benchmarks/Twins/peers.py", "",
             "| | " + " | ".join(KINDS.values()) + " | texts with all facts |", "|---|" + "---|" * (len(KINDS) + 1),
             "| texts | " + " | ".join(counts) + " | |", *rows, ""]
    options.result.write_text("\n".join(lines))


if __name__ == "__main__":
    main()
