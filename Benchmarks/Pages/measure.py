#!/usr/bin/env python3
"""Pages as text, by Pith and by others: tokens, and what of the page is still there. measure.py PITH FILE.html …

Needs: pip install beautifulsoup4 html2text markdownify trafilatura (any may be missing but the first: its row is left out).

Of each page is asked: whether every word that is shown stands anywhere in the text, the target of every link that leads off the page, every line of preformatted text, every row of
a table of data (no table, title, quotation or code in it) with each cell in its column; a cell that reaches further may be said again there or not.
"""
import collections, re, subprocess, sys
from bs4 import BeautifulSoup

LINK = re.compile(r"\]\((<[^>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+\"[^\"]*\")?\)")
UNSEEN = ["script", "style", "template", "canvas", "iframe", "svg"]

def pith(path, text):
    return subprocess.run([sys.argv[1], "compress", "--strategy", "web-pages", path], capture_output=True, check=True).stdout.decode("utf8", "replace")

def others():
    found = {"pith web-pages": pith}
    try:
        import html2text
        def convert(path, text):
            writer = html2text.HTML2Text()
            writer.body_width = 0
            return writer.handle(text)
        found["html2text " + ".".join(map(str, html2text.__version__))] = convert
    except ImportError: pass
    try:
        import markdownify
        found["markdownify"] = lambda path, text: markdownify.markdownify(text, strip=["script", "style"])
    except ImportError: pass
    try:
        import trafilatura
        found["trafilatura"] = lambda path, text: trafilatura.extract(text, output_format="markdown", include_links=True, include_tables=True) or ""
    except ImportError: pass
    return found

def tokens(texts):
    """The tokens of the texts together, each counted by itself, in o200k_base."""
    lines = "".join(__import__("json").dumps({"text": t}) + "\n" for t in texts)
    out = subprocess.run([sys.argv[1], "encode", "--jsonl", "--field", "text"], input=lines.encode(), capture_output=True, check=True).stdout.decode()
    return sum(line.count(",") + 1 for line in out.splitlines() if len(line) > 2)

def plain(text): return re.sub(r"[\W_]+", "", text)

def encoded(link):
    """As others may write it: without line ends and with signs by their numbers, or as a bare address of mail."""
    return re.sub(r"\s+", "", link.removeprefix("mailto:")).replace("<", "%3C").replace(">", "%3E")

def table_rows(table):
    reach, rows = {}, []
    for tr in table.find_all("tr"):
        row = []
        def fill():
            while reach.get(len(row), (0,))[0] > 0:
                left, word = reach[len(row)]
                reach[len(row)] = (left - 1, word)
                row.append((word, True))
        cells = tr.find_all(["td", "th"])
        for cell in cells:
            fill()
            size = lambda name: int(cell.get(name, 1)) if str(cell.get(name, 1)).isdigit() else 1
            for step in range(max(1, size("colspan"))):
                if size("rowspan") > 1: reach[len(row)] = (size("rowspan") - 1, plain(cell.get_text(" ")))
                row.append((plain(cell.get_text(" ")), step > 0))
        fill()
        if cells: rows.append(row)
    return rows

def asked(text):
    soup = BeautifulSoup(text, "html.parser")
    every = [a["href"].strip() for a in soup.find_all("a", href=True)]
    links = [l for l in every if l and not l.startswith("#") and not l.lower().startswith("javascript:")]
    tables = [t for t in soup.find_all("table") if not t.find(["table", "pre", "blockquote", "h1", "h2", "h3", "h4"])]
    rows = [r for t in tables for rows in [table_rows(t)] if len(rows) > 1 for r in rows if len(r) > 1 and any(w for w, _ in r)]
    for unseen in soup(UNSEEN): unseen.decompose()
    lines = [l for pre in soup.find_all("pre") for l in pre.get_text().split("\n") if l.strip()]
    return re.findall(r"\w+", soup.get_text(" ").replace("_", " ")), links, lines, rows, set(every)

def missing(text, words, links, lines, rows, every):
    bare = LINK.sub(lambda link: "] " if link[1].strip("<>") in every else link[0], text)
    told = plain(bare.replace("<br>", " "))
    lost = sum(word not in told for word in words)
    squeezed = plain(text)
    kept = collections.defaultdict(list)
    for line in bare.split("\n"):
        line = line.strip().lstrip("> ")
        if "|" in line:
            cells = [plain(c.replace("<br>", " ")) for c in re.split(r"(?<!\\)\|", line.removeprefix("|").removesuffix("|"))]
            kept[cells[0]].append(cells)
    def stands(row):
        for cells in kept[row[0][0]] + (kept[""] if row[0][1] else []):
            cells = cells + [""] * (len(row) - len(cells))
            if not any(cells[len(row):]) and all(c == w or again and c in ("", "asabove", "asleft") for c, (w, again) in zip(cells, row)): return True
        return False
    return [lost, sum(l not in text and encoded(l) not in text for l in links), sum(plain(l) not in squeezed for l in lines),
            sum(not stands(r) for r in rows)]

def main():
    sys.setrecursionlimit(20000)
    pages = [(path, open(path, "rb").read().decode("utf8", "replace")) for path in sys.argv[2:]]
    wanted = [asked(text) for _, text in pages]
    whole = tokens([text for _, text in pages])
    print(f"{len(pages)} pages, {whole:,} tokens; words, links, lines of code, rows of tables asked for: "
          + ", ".join(f"{sum(len(w[i]) for w in wanted):,}" for i in range(4)))
    print("| | tokens | words gone | links gone | lines of code gone | rows gone or awry |\n|-|-|-|-|-|-|")
    for name, convert in others().items():
        texts = [convert(path, text) for path, text in pages]
        gone = [sum(column) for column in zip(*(missing(t, *w) for t, w in zip(texts, wanted)))]
        shares = [f"{100 * g / max(1, sum(len(w[i]) for w in wanted)):.2f}%" for i, g in enumerate(gone)]
        print(f"| {name} | {100 * tokens(texts) / whole:.1f}% | " + " | ".join(shares) + " |", flush=True)

main()
