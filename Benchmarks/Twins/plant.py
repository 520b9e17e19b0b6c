#!/usr/bin/env python3
"""Plant ten facts in files of your own, so that `pith eval` tells what compressing them costs.

    plant.py KIND FILE… [--limit BYTES] [--seed N] > twins.jsonl

KIND is prose, records, log, diff, source, search or chat; each file becomes one task (Documentation/TaskFormat.md) that passes when every planted fact is still
to be read. Same files and seed, same tasks. A file is cut at a line end after BYTES (60,000; JSON and chats stay whole). The texts you plant in keep their
licence: make the tasks where you need them rather than passing them on.
"""
import argparse, json, pathlib, random, re, sys

QUESTION = "What went wrong here, and which ids are involved?"
NAMES = "Okonkwo Lindqvist Baptiste Yamaguchi Farouk Delacroix Novotny Achterberg Mbeki Castellanos".split()
THINGS = "otter magpie gannet juniper cobalt saffron lantern basalt thistle marten".split()
CITIES = "Tampere Antofagasta Gaborone Novi-Sad Kumasi Hobart".split()


class Filler:
    """Fills `{name}` and its like in a fact; every blank of a fact gets one value, which its parts share."""

    def __init__(self, random):
        self.random = random

    def fill(self, text, parts):
        r, pick = self.random, self.random.choice
        values = {
            "name": pick(NAMES), "thing": pick(THINGS), "other": pick(THINGS), "city": pick(CITIES), "n": str(r.randint(3, 97)), "big": f"{r.randint(1, 9)},{r.randint(100, 999)}",
            "money": f"${r.randint(1, 9)},{r.randint(100, 999)}.{r.randint(10, 99)}", "percent": f"{r.randint(1, 9)}.{r.randint(10, 99)}%", "hex": f"{r.randrange(16**8):08x}",
            "code": f"{pick('ABCDEFGH')}{pick('KLMNPQRS')}-{r.randint(1000, 9999)}", "date": f"2027-{r.randint(1, 12):02}-{r.randint(10, 28)}",
            "time": f"{r.randint(10, 22)}:{r.randint(10, 59)}", "ip": f"198.51.100.{r.randint(2, 250)}", "ms": str(r.randint(101, 9999)), "id": str(r.randint(10**14, 10**15 - 1)),
            "line": str(r.randint(11, 9999)), "version": f"v{r.randint(2, 19)}.{r.randint(0, 30)}.{r.randint(0, 9)}"}
        fill = lambda s: re.sub(r"\{(\w+)\}", lambda m: values[m[1]], s)
        return fill(text), [fill(p) for p in parts]


PROSE = [
    ("Do not ship orders above {money} before {name} has signed.", ["Do not ship", "{money}", "{name}"]), ("If {code} is returned, stop the import and keep the file.", ["{code}", "stop the import"]),
    ("The cutover runs from {time} on {date}, not a minute earlier.", ["{time}", "{date}"]), ("Page the second line only when more than {big} jobs are waiting.", ["only when", "{big}"]),
    ("Reply in at most {n} words unless the customer writes in Finnish.", ["at most {n} words", "Finnish"]), ("The volume vol-{hex} must never be detached.", ["vol-{hex}", "must never be detached"]),
    ("Send X-Batch-Key: {line} with every request to the archive.", ["X-Batch-Key: {line}"]), ("Accounts opened after {date} pay {percent}, all others nothing.", ["{date}", "{percent}"]),
    ("The words \"{thing} {other}\" mean that the caller is on the blocked list.", ["{thing} {other}", "blocked list"]), ("The helper split_{thing}() is in lib/{other}/cut.py and raises on odd input.", ["split_{thing}()", "lib/{other}/cut.py"]),
    ("{name} approved the exception for {city} on {date}.", ["{name}", "{city}", "{date}"]), ("Without the flag --keep-{thing} the tool deletes the cache.", ["Without", "--keep-{thing}"]),
    ("The limit is {n} connections per host.", ["{n} connections per host"]), ("Version {version} is the last one that reads the old format.", ["{version}"]),
    ("Call +44 20 7946 0{ms} when the {thing} alarm sounds.", ["+44 20 7946 0{ms}", "{thing} alarm"]), ("Nobody but {name} may edit the {thing} table.", ["Nobody but {name}", "{thing} table"])]
LOGS = [
    ("ERROR {thing}: checksum mismatch on obj_{id}, expected {hex}", ["obj_{id}", "{hex}"]), ("FATAL {thing}: quorum lost, {n} of 99 nodes answer", ["quorum lost", "{n} of 99"]),
    ("WARN volume /dev/{thing} at {percent} of its inodes", ["/dev/{thing}", "{percent}"]), ("accepted key for {name} from {ip}", ["{name}", "{ip}"]),
    ("failed login for {other}_{thing} from {ip} after {ms} ms", ["{other}_{thing}", "{ip}", "{ms} ms"]), ("release {version} activated by {code}", ["{version}", "{code}"]),
    ("fatal: handshake with {ip} timed out after {ms} ms", ["{ip}", "{ms} ms"]), ("exception {code} while flushing {thing}", ["{code}", "{thing}"]), ("client {ip} sent {big} headers", ["{ip}", "{big}"]),
    ("lease {hex} of {thing} revoked by {name}", ["{hex}", "{name}"]), ("clock moved back {ms} ms", ["clock moved back", "{ms} ms"])]
CODE = [
    ("// INVARIANT: never call {thing}() with LOCK_{n} held", ["never call {thing}()", "LOCK_{n}"]), ("{thing}_ratio = 0.0{line}", ["{thing}_ratio", "0.0{line}"]),
    ("endpoint = \"https://{thing}.internal:{line}/v{n}\"", ["{thing}.internal:{line}/v{n}"]), ("// TODO({thing}): goes with ticket {code}", ["{thing}", "{code}"]),
    ("if tries > {n} raise(\"E_{line}\")", ["{n}", "E_{line}"]), ("magic = 0x{hex}", ["0x{hex}"]), ("// bug: returns -{n} when the {thing} is empty", ["returns -{n} when the {thing} is empty"]),
    ("log(\"{thing}-{other} engaged\")", ["{thing}-{other}"]), ("window = {ms}_000", ["{ms}_000"]), ("assert \"--no-{thing}\" != flag", ["--no-{thing}"]), ("// do not turn off {thing} checks here", ["do not turn off {thing} checks"])]
SAID = [
    ("My passport number is {code}Z.", ["{code}Z"]), ("Do not book anything that leaves before {time}.", ["Do not book", "{time}"]), ("My budget is exactly {money}.", ["{money}"]),
    ("I never want a seat beside the {thing}.", ["never want a seat beside the {thing}"]), ("The hold reference is {hex}.", ["{hex}"]), ("The agreed difference is {money}.", ["{money}"]),
    ("Remember the rule {code}: it ends on {date}.", ["{code}", "{date}"]), ("Never tell anyone the desk code {other}-{n}.", ["Never tell", "{other}-{n}"]), ("{name} in {city} has to agree first.", ["{name}", "{city}"]),
    ("Use ticket {code} from {date} on.", ["{code}", "{date}"]), ("The {thing} step failed with E_{line}.", ["{thing}", "E_{line}"])]


def facts(table, random):
    return [Filler(random).fill(*fact) for fact in random.sample(table, 10)]


def places(count, random):
    """Ten places in a text of `count` lines, last first, each in a tenth of its own."""
    return sorted((min(count - 1, int(count * (k + random.random()) / 10)) for k in range(10)), reverse=True)


def prose(text, random):
    """A fact is a paragraph of its own, or ends one."""
    paragraphs, inside, planted = text.split("\n\n"), False, []
    open_fences = []
    for p in paragraphs:
        open_fences.append(inside)
        inside ^= len(re.findall(r"^ *(?:```|~~~)", p, re.M)) % 2 == 1
    able = [k for k, p in enumerate(paragraphs) if not open_fences[k] and len(p) > 80 and re.search(r"[.!?]$", p) and not p.startswith((" ", "#", "|", "-", "*", "<", ">", "`", "\t"))]
    if len(able) < 20:
        raise ValueError("too few paragraphs")
    for place, (sentence, parts) in zip(places(len(able), random), facts(PROSE, random)):
        k = able[place]
        paragraphs[k] += ("\n\n" if random.random() < 0.5 else " " if "\n" not in paragraphs[k] else "\n") + sentence
        planted.append(parts)
    return "\n\n".join(paragraphs), planted


def lines(table, shape):
    """Plants by `shape`, which puts a fact in at a place and returns what is to be read of it."""

    def plant(text, random):
        lines, planted = text.split("\n"), []
        for place, (fact, parts) in zip(places(len(lines) - 1, random), facts(table, random)):
            planted.append(shape(lines, place, fact, parts, random))
        return "\n".join(lines), planted
    return plant


def log_line(lines, place, fact, parts, random):
    """A fact with the stamp of the line at its place: what stands before the first word of letters only, four columns at most."""
    head = re.match(r"(?:\S*\d\S*[ \t]+|[A-Z][a-z]{2}[ \t]+(?=[\d A-Z])){0,4}", lines[place])[0]
    lines.insert(place, head + fact)
    return parts


def comment_mark(lines):
    return "#" if sum(l.lstrip().startswith("# ") for l in lines) > sum(l.lstrip().startswith("//") for l in lines) else "//"


def code_line(lines, place, fact, parts, random):
    """A fact as a line of code or a comment, at the depth of the line at its place."""
    lines.insert(place, re.match(r"[ \t]*", lines[place])[0] + fact.replace("//", comment_mark(lines)))
    return parts


def diff_line(lines, place, fact, parts, random):
    """A fact as an added or a removed line, in the hunk that follows its place."""
    k = next((k for k in list(range(place, len(lines))) + list(range(place, 0, -1)) if lines[k][:1] in "+-" and lines[k][:3] not in ("+++", "---")), None)
    if k is None:
        raise ValueError("no changed lines")
    mark = random.choice("++-")
    lines.insert(k, mark + re.match(r"[ \t]*", lines[k][1:])[0] + fact.replace("//", comment_mark([l[1:] for l in lines])))
    return parts


def search_line(lines, place, fact, parts, random):
    """A fact as a hit in the file of the line at its place; file and line number are part of it. Some hits that were there are asked for
    in its stead."""
    head = re.match(r"([^:\s][^:]*):(\d+):(.*)", lines[place])
    if not head:
        raise ValueError("not a listing of FILE:LINE:TEXT")
    if random.random() < 0.4 and head[3].strip():
        return [head[1].rsplit("/", 1)[-1], head[2], head[3].strip()]
    number = str(random.randint(1, 9999))
    lines.insert(place, f"{head[1]}:{number}:" + re.match(r"[ \t]*", head[3])[0] + fact)
    return parts + [head[1].rsplit("/", 1)[-1], number]


def plain(value):
    """Whether a value is written alike in JSON and elsewhere: a number, or text without quotes, backslashes and line ends."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) or isinstance(value, str) and bool(re.fullmatch(r'[^"\\\x00-\x1f]*\S[^"\\\x00-\x1f]*', value))


def plain_keys(row):
    return [k for k in list(row)[1:] if plain(row[k])]


def records(text, random):
    """A fact is a value that one record has otherwise than all others; the record's first value goes with it. Some records that were there are asked for too."""
    data = json.loads(text)
    found = [data] if isinstance(data, list) else [v for v in data.values() if isinstance(v, list)]
    rows = max((l for l in found if l and all(isinstance(x, dict) for x in l)), key=len, default=[])
    if len(rows) < 40:
        raise ValueError("no array of 40 objects")
    able = [k for k, row in enumerate(rows) if plain(next(iter(row.values()))) and plain_keys(row)]
    if len(able) < 20:
        raise ValueError("records of no plain values")
    planted = []
    for place, (fact, parts) in zip(places(len(rows), random), facts(LOGS, random)):
        row = rows[next((k for k in able if k >= place), able[-1])]
        name = next(iter(row.values()))
        key = random.choice(plain_keys(row))
        if random.random() < 0.6:
            row[key] = fact if isinstance(row[key], str) else random.randint(10**6, 10**7) + 0.5
        planted.append([str(name)] + (parts if row[key] == fact else [str(row[key])]))
    return json.dumps(data, indent=2, ensure_ascii=False), planted


def chat(text, random):
    """A fact ends what one message says."""
    data = json.loads(text)
    messages = data["messages"] if isinstance(data, dict) else data
    able = [m for m in messages if isinstance(m.get("content"), str) and m["content"]]
    planted = []
    for place, (sentence, parts) in zip(places(len(able), random), facts(SAID, random)):
        able[place]["content"] += (" " if able[place].get("role") != "tool" else "\n") + sentence
        planted.append(parts)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")), planted


KINDS = {"prose": ("text", prose), "records": ("json", records), "log": ("log", lines(LOGS, log_line)), "diff": ("diff", lines(CODE, diff_line)), "source": ("code", lines(CODE, code_line)),
         "search": ("search", lines(CODE, search_line)), "chat": ("messages", chat)}


def task(kind, name, text, limit=60_000, seed=1):
    """The task that `text` becomes; ValueError where it takes no ten facts."""
    format, plant = KINDS[kind]
    if kind not in ("records", "chat") and len(text) > limit:
        text = text[: text.rindex("\n", 0, limit) + 1]
    text, planted = plant(text, random.Random(f"{seed} {name.rsplit('/', 1)[-1]}"))
    return {"suite": f"twins-{kind}", "id": name, "format": format, "query": QUESTION, "context": text, "expect": [{"all": parts} for parts in planted]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    parser.add_argument("--limit", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for file in options.files:
        try:
            made = task(options.kind, str(file), file.read_bytes().decode(), options.limit, options.seed)
        except ValueError as error:
            print(f"plant.py: {file} is left out: {error}", file=sys.stderr)
            continue
        print(json.dumps(made, ensure_ascii=False))


if __name__ == "__main__":
    main()
