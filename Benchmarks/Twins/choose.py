#!/usr/bin/env python3
"""Choose texts of the source distributions that sources.txt names, by rules that know nothing of Pith.

    choose.py > rows.txt          the rows for sources.txt, below its sdists

A file is one of UTF-8 in 20 to 200 kB (records: to 500 kB) that plant.py can plant in.
  prose    .md, .rst and .txt in a folder of documentation or at the top; of a package the largest that tells changes and the largest other one
  source   not in a folder of tests, documentation or vendored code, nor generated; of a package the largest of each language
  diff     packages with two releases: of the folders that differ by 20 to 200 kB of diff the one that differs most, none with tests, documentation or generated code that differ
  records  JSON with an array of 100 objects; of a package the three largest
  search   the package's own folder, for the first of PATTERNS, beginning at a place that its name tells, that finds 20 to 200 kB in lines of 500 characters at most
Of each kind and language the first QUOTA stay, packages in the order of the hashes of their names. The hash of kind and package says too whether a text is for development or
held back.
"""
import hashlib, json, pathlib, random, re, sys
import plant, sdists, texts

QUOTA = {"prose": 44, "diff": 24, "search": 18, "records": 12, "source .py": 8}
LANGUAGE_QUOTA = 5
LANGUAGES = {".py": ".py", ".pyx": ".pyx", ".c": ".c", ".h": ".c", ".cc": ".cpp", ".cpp": ".cpp", ".hpp": ".cpp", ".rs": ".rs", ".js": ".js", ".ts": ".ts", ".tsx": ".ts", ".go": ".go", ".java": ".java",
             ".swift": ".swift"}
PATTERNS = ["timeout", "raise ValueError", "TODO", "def __init__", "warnings.warn", "cache", "deprecated", "return None", "encoding", "subprocess", "lock", "retry"]
CHANGES = re.compile(r"chang|hist|news|release|what", re.I)
DOCUMENTATION = re.compile(r"(^|/)(docs?|documentation|doc_src|examples?)/", re.I)
ASIDE = re.compile(r"(^|/)_?(tests?|testing|test_.*|vendor|vendored|third[-_]party|external|extern|subprojects|cargo|static|dist|build|node_modules|generated|locale|snapshots?)(/|$)", re.I)
MADE = re.compile(r"generated|do not edit|autogen", re.I)


def hashed(text):
    return hashlib.sha256(text.encode()).hexdigest()


def sized(path, most=200_000):
    return path.is_file() and not path.is_symlink() and 20_000 <= path.stat().st_size <= most


def plantable(kind, text):
    """Whether plant.py can plant in the text."""
    try:
        return bool(plant.task(kind, "", text))
    except (ValueError, AttributeError):
        return False


def largest(paths, kind, count=1, most=200_000):
    """The `count` largest files that can be planted in."""
    kept = []
    for path in sorted((p for p in paths if sized(p, most)), key=lambda p: (-p.stat().st_size, p.as_posix())):
        if len(kept) == count:
            break
        text = texts.read(path)
        if text is not None and plantable(kind, text) and (kind != "source" or good_source(text)):
            kept.append(path)
    return kept


def good_source(text):
    """Whether somebody wrote it: lines of a length to be read, letters more than half of what is printed, nothing at the top that says it was generated."""
    lines, printed = text.split("\n"), len(re.sub(r"\s", "", text))
    return len(text) / len(lines) <= 80 and max(map(len, lines)) < 500 and 2 * len(re.findall(r"[A-Za-z]", text)) > printed and not MADE.search("\n".join(lines[:30]))


def package_folder(folder):
    """The folder that is the package: the one of the most bytes of Python beside an __init__.py at most three deep."""
    able = [p.parent for depth in ("*/", "*/*/", "*/*/*/") for p in folder.glob(depth + "__init__.py") if not ASIDE.search(p.parent.relative_to(folder).as_posix())]
    able = [p for p in able if not DOCUMENTATION.search(p.relative_to(folder).as_posix() + "/")]
    return max(able, key=lambda p: (sum(f.stat().st_size for f in p.rglob("*.py")), p.as_posix()), default=None)


def prose(folder):
    files = [p for p in folder.rglob("*") if p.suffix in (".md", ".rst", ".txt") and not ASIDE.search(p.relative_to(folder).as_posix())]
    files = [p for p in files if p.parent == folder or DOCUMENTATION.search(p.relative_to(folder).as_posix())]
    changes = [p for p in files if CHANGES.search(p.relative_to(folder).as_posix())]
    return [(p, "") for p in largest(changes, "prose") + largest([p for p in files if p not in changes], "prose")]


def source(folder, suffix):
    files = [p for p in folder.rglob("*") if LANGUAGES.get(p.suffix) == suffix]
    aside = lambda name: ASIDE.search(name) or DOCUMENTATION.search(name) or name.startswith("test") or "_test" in name
    return [(p, "") for p in largest([p for p in files if not aside(p.relative_to(folder).as_posix())], "source")]


def diff(old, new):
    able, left_out = {}, set()
    for file in texts.text_files(new):
        name = file.relative_to(new).as_posix()
        if file.suffix not in LANGUAGES or not (old / name).is_file() or file.read_bytes() == (old / name).read_bytes():
            continue
        folders = [p.as_posix() for p in pathlib.PurePath(name).parents if p.as_posix() != "."]
        if ASIDE.search(name) or DOCUMENTATION.search(name) or not good_source(texts.read(file) or ""):
            left_out.update(folders)
        for path in folders:
            able[path] = able.get(path, 0) + 1
    best = None
    for path in sorted(path for path, count in able.items() if count > 1 and path not in left_out):
        text = texts.diff(old, new, path)
        if 20_000 <= len(text.encode()) <= 200_000 and plantable("diff", text) and (best is None or len(text) > best[0]):
            best = len(text), path
    return [(new / best[1], "")] if best else []


def records(folder):
    def able(path):
        try:
            data = json.loads(path.read_bytes())
        except ValueError:
            return False
        arrays = [data] if isinstance(data, list) else [v for v in data.values() if isinstance(v, list)] if isinstance(data, dict) else []
        return any(len(a) >= 100 and all(isinstance(x, dict) for x in a) for a in arrays)
    return [(p, "") for p in largest([p for p in folder.rglob("*.json") if sized(p, 500_000) and able(p)], "records", 3, 500_000)]


def search(folder, package):
    path = package_folder(folder)
    if path is None:
        return []
    first = int(hashed(package), 16) % len(PATTERNS)
    for pattern in PATTERNS[first:] + PATTERNS[:first]:
        text = texts.search(folder, path.relative_to(folder).as_posix(), pattern)
        if 20_000 <= len(text.encode()) <= 200_000 and max(map(len, text.split("\n"))) < 500 and plantable("search", text):
            return [(path, pattern)]
    return []


def main():
    pinned = sdists.Sources().sdists
    releases = {}
    for name in pinned:
        releases.setdefault(name.split("==")[0], []).append(name)
    chosen = {}
    for package in sorted(releases, key=hashed):
        new, *older = releases[package]
        folder = sdists.fetch(new, pinned)
        found = {"prose": prose(folder), "records": records(folder), "search": search(folder, package)}
        found |= {f"source {suffix}": source(folder, suffix) for suffix in sorted(set(LANGUAGES.values()))}
        if older:
            found["diff"] = [(path, older[0]) for path, _ in diff(sdists.fetch(older[0], pinned), folder)]
        for kind, files in found.items():
            rows = chosen.setdefault(kind, [])
            for path, rest in files[: max(0, QUOTA.get(kind, LANGUAGE_QUOTA) - len(rows))]:
                name = kind.split()[0]
                part = "development" if int(hashed(f"{name} {package}"), 16) % 2 == 0 else "held"
                rows.append((name, part, new, path.relative_to(folder).as_posix(), rest))
        print(f"choose.py: {package}: {({k: len(v) for k, v in found.items() if v})}", file=sys.stderr)
    order = list(plant.KINDS)
    for row in sorted((row for rows in chosen.values() for row in rows), key=lambda r: (order.index(r[0]), r[1:])):
        print("  ".join(row).rstrip())


if __name__ == "__main__":
    main()
