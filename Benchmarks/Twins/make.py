#!/usr/bin/env python3
"""Make the twins that sources.txt names: fetch, check and unpack, plant, into out/twins/KIND-SET.jsonl.

    make.py [--kind KIND]… [--set development|held] [--local DIR]

Texts that no source distribution holds (logs, chats) are read from --local, where their publishers' repositories are: DIR/loghub/HDFS/HDFS_2k.log. They are left out, and
that is said, where they are not.
Needs Python 3.12 (or 3.11.4) and git; asks the index of PIP_INDEX_URL, or pypi.org. No code of what is fetched is run.
"""
import argparse, json, pathlib, sys
import plant, sdists, texts

# How much of a text is taken, characters: what agents send of the kind. Logs are long.
LIMITS = {"log": 600_000}


def text_of(row, pinned, local):
    """The text of a row, or None where it is not to be had."""
    kind, _, source, path, *rest = row
    if source not in pinned:
        return texts.local(local / source, path) if local else None
    folder = sdists.fetch(source, pinned)
    if kind == "diff":
        return texts.diff(sdists.fetch(rest[0], pinned), folder, path)
    if kind == "search":
        return texts.search(folder, path, rest[0])
    return texts.read(folder / path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", action="append", choices=plant.KINDS)
    parser.add_argument("--set", choices=["development", "held"])
    parser.add_argument("--local", type=pathlib.Path)
    options = parser.parse_args()
    sources = sdists.Sources()
    made, missing = {}, 0
    for row in sources.texts:
        if options.kind and row[0] not in options.kind or options.set and row[1] != options.set:
            continue
        text = text_of(row, sources.sdists, options.local)
        if text is None:
            missing += 1
            print(f"make.py: left out, nobody has put it below --local: {' '.join(row)}", file=sys.stderr)
            continue
        made.setdefault(f"{row[0]}-{row[1]}", []).append(plant.task(row[0], f"{row[2]}/{row[3]}", text, LIMITS.get(row[0], 60_000)))
    for kind in options.kind or plant.KINDS:
        for part in [options.set] if options.set else ["development", "held"]:
            (sdists.OUT / f"{kind}-{part}.jsonl").unlink(missing_ok=True)
    for name, tasks in made.items():
        (sdists.OUT / f"{name}.jsonl").write_text("".join(json.dumps(t, ensure_ascii=False) + "\n" for t in tasks))
    print(f"{sum(map(len, made.values()))} twins in {sdists.OUT}, {missing} left out")


if __name__ == "__main__":
    main()
