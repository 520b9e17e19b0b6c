"""Inputs that a stranger could send to make a compressor slow: each a function from a size in bytes to bytes. None may cost more than its length."""
import json, random

def repeated(text):
    unit = text.encode()
    return lambda size: (unit * (size // len(unit) + 1))[:size]

def numbered(line, head="", tail="", between=""):
    """Lines (or records) that differ in a number."""
    def make(size):
        out, total, number = [], 0, 0
        while total < size:
            out.append(line.replace("#", str(number))); total += len(out[-1]) + len(between); number += 1
        return (head + between.join(out) + tail).encode()
    return make

def rng_lines(make_line):
    def make(size):
        rng, out, total = random.Random(1), [], 0
        while total < size:
            out.append(make_line(rng)); total += len(out[-1])
        return "".join(out).encode()
    return make

def nested(opening, closing, middle=""):
    return lambda size: (opening * (size // len(opening + closing)) + middle + closing * (size // len(opening + closing))).encode()

def noise(size):
    return bytes(byte or 1 for byte in random.Random(2).randbytes(size))

def fibonacci(size):
    a, b = b"a ", b"b "
    while len(a) < size: a, b = a + b, a
    return a[:size]

def letters(size):
    rng = random.Random(3)
    return "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(size)).encode()

def as_message(make, role="tool"):
    return lambda size: json.dumps([{"role": "user", "content": "go"}, {"role": role, "content": make(size * 9 // 10).decode("utf-8", "replace")}, {"role": "user", "content": "so?"}]).encode()

def two_halves(size):
    rng = random.Random(4)
    lines = [f"line {rng.getrandbits(40):x} of the text\n" for _ in range(size // 56)]
    return "".join(lines + lines).encode()

def every_other(size):
    """Each line stands twice, never beside the same neighbours: no repeat of two lines."""
    rng = random.Random(5)
    lines = [f"result {rng.getrandbits(44):x} was kept for later use\n" for _ in range(size // 80)]
    again = lines[:]; rng.shuffle(again)
    return "".join(lines + again).encode()

def ragged(size):
    out, total, number = [], 0, 0
    while total < size:
        out.append(json.dumps({f"key{number + i}": i for i in range(number % 7)})); total += len(out[-1]) + 1; number += 1
    return ("[" + ",".join(out) + "]").encode()

def wide_records(size):
    """Two records with a great many fields."""
    count = size // 40
    return json.dumps([{f"field_{i}": i + j for i in range(count)} for j in range(2)]).encode()

HARD = {
    "one character": repeated("a"), "spaces": repeated(" "), "newlines": repeated("\n"), "CRLF": repeated("\r\n"), "dots": repeated("."), "digits": repeated("9"),
    "letters": letters, "noise": noise, "emoji": repeated("👩‍👩‍👧"), "combining": repeated("e\u0301\u0302"), "Chinese": repeated("文字压缩工具"), "one line": repeated("the same words again, "),
    "open brackets": repeated("["), "open braces": repeated('{"a":'), "deep array": nested("[", "]"), "deep object": nested('{"a":', "}", "1"), "parentheses": repeated("("), "close": repeated(")]}"),
    "quotes": repeated('"'), "apostrophes": repeated("'"), "quoted": repeated('"a" '), "curly quotes": repeated("“"), "backslashes": repeated("\\"), "backticks": repeated("`"), "fences": repeated("```\n"),
    "quoted fences": lambda size: repeated("```python\n")(size // 2) + repeated("> ```python\n")(size // 2), "values": lambda size: b"INSERT INTO t" + repeated(" values (")(size),
    "formulas": lambda size: b"<!DOCTYPE html><html><body>" + repeated("<math><mi>")(size), "open fence": lambda size: b"```python\n" + repeated("x = 1\n")(size), "tilde fences": repeated("~~~a\n"), "open string": lambda size: b'[{"a": "' + repeated("x ")(size),
    "escapes": lambda size: b'["' + repeated("\\n\\u00e9")(size) + b'"]', "negations": repeated("not never no "), "do not": repeated("do not use it unless "), "numbers": rng_lines(lambda r: f"{r.getrandbits(64)} "),
    "huge number": lambda size: b'{"a": ' + b"7" * size + b"}", "hyphens": repeated("a-"), "slashes": repeated("a/"), "path dots": repeated("a."), "colons": repeated("a:"), "at signs": repeated("a@"),
    "underscores": repeated("_a"), "equals": repeated("a="), "commas": repeated("a,"), "pipes": repeated("|"), "addresses": repeated("http://"), "months": repeated("May "), "dates": rng_lines(lambda r: f"{r.randrange(1, 29)} May {r.randrange(1900, 2030)} "),
    "names": repeated("Ada Lovelace "), "capitals": repeated("A "), "errors": repeated("ERROR failed\n"), "error words": repeated("error "),
    "records": numbered('{"a":#}', "[", "]", ","), "record lines": numbered('{"a":#}\n'), "empty objects": numbered("{}", "[", "]", ","), "numbers array": numbered("#", "[", "]", ","), "strings array": numbered('"s#"', "[", "]", ","),
    "one object": lambda size: json.dumps({f"k{i}": i for i in range(size // 14)}).encode(), "ragged": ragged, "wide records": wide_records, "escaped JSON": numbered('{"a":"{\\"b\\":#}"}', "[", "]", ","),
    "log lines": numbered("2026-01-01 00:00:00 INFO job # done\n"), "log words": rng_lines(lambda r: "2026-01-01 00:00:00 INFO " + " ".join(f"w{r.getrandbits(30)}" for _ in range(8)) + "\n"), "log lengths": numbered("2026-01-01 00:00:00 INFO a" + " b#" * 3 + "\n"),
    "log of few words": rng_lines(lambda r: "2026-01-01 00:00:00 INFO " + " ".join("abcdefghij"[r.getrandbits(3)] * 3 for _ in range(4)) + f" {r.getrandbits(20)}\n"),
    "log of many clocks": rng_lines(lambda r: " ".join(f"{'+' * r.randrange(9)}2026-01-01T00:00:{r.randrange(10, 60)}{'0' * r.randrange(9)}" for _ in range(4)) + "\n"),
    "paths": numbered("usr/include/f#.h\n"), "paths of folders": numbered("d#/a/f.h\nd#/a/g.h\n"), "file rows": numbered("-rw-r--r-- 1 root root # May 20 2025 f\n"),
    "log long line": lambda size: b"2026-01-01 00:00:00 INFO start\n" * 20 + b"2026-01-01 00:00:01 INFO " + repeated("x y=1 ")(size), "stamps": repeated("2026-01-01 00:00:00\n"),
    "CSV": numbered("#,a,1\n", "id,name,count\n"), "CSV wide": lambda size: b"a,b\n" + repeated("1,")(size) + b"\n", "CSV quotes": numbered('#,"a\n', "id,name\n"), "TSV": numbered("#\ta\t1\n", "id\tname\tcount\n"), "table": numbered("| # | a |\n", "| id | name |\n|---|---|\n"),
    "log of open objects": repeated('{"time":"2026-01-01T00:00:00","msg":"m","x":[{}\n,\n'), "table heads": repeated("|---|\n"), "hunks": repeated("@@ -1 +1 @@\n-a\n+b\n"), "diff": lambda size: b"diff --git a/a b/a\n--- a/a\n+++ b/a\n" + repeated("@@ -1 +1 @@\n-a\n+b\n")(size), "diff heads": numbered("diff --git a/f# b/f#\n--- a/f#\n+++ b/f#\n@@ -1 +1 @@\n-a\n+b\n"),
    "diff pluses": lambda size: b"diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,9 +1,9 @@\n" + repeated("+a\n-b\n")(size), "diff long line": lambda size: b"diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-" + b"a b " * (size // 8) + b"\n+" + b"a c " * (size // 8) + b"\n",
    "hits": numbered("a.py:#:x = 1\n"), "hits in files": numbered("src/f#.py:1:x = 1\n"), "hit long line": lambda size: b"a.py:1:x\na.py:2:y\na.py:3:" + repeated("z ")(size), "messages": numbered('{"role":"user","content":"m#"}', "[", "]", ","),
    "same messages": numbered('{"role":"user","content":"go on"}', "[", "]", ","), "tool messages": numbered('{"role":"assistant","content":null,"tool_calls":[{"id":"c#","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c#","content":"ok #"}', "[", "]", ","),
    "one message": lambda size: json.dumps([{"role": "user", "content": [{"type": "text", "text": f"t{i}"} for i in range(size // 32)]}]).encode(), "frames": numbered('  File "a.py", line #, in f\n    g()\n', "Traceback (most recent call last):\n", "ValueError: x\n"),
    "Java frames": numbered("\tat com.a.B.m#(B.java:#)\n", "java.lang.E: x\n"), "causes": repeated("Caused by: a.B: c\n\tat a.B.c(D.java:1)\n"), "headings": repeated("# a\n"), "lists": repeated("- a\n"), "deep lists": lambda size: b"".join(b" " * min(i, 40) + b"- a\n" for i in range(size // 44)),
    "quote marks": repeated("> "), "tags": repeated("<a>"), "deep tags": nested("<a>", "</a>"), "open tag": lambda size: b"<a " + repeated('b="c" ')(size), "comments": repeated("/*"), "line comments": repeated("// a b c\n"), "docstrings": repeated('"""'),
    "Python comments": numbered("# step # of it\nx = #\n"), "functions": numbered("def f#(a):\n    return a\n\n"), "deep code": lambda size: b"".join(b" " * min(4 * i, 80) + b"if a:\n" for i in range(size // 86)), "braces code": repeated("if (a) {\n"),
    "two halves": two_halves, "every other": every_other, "same line": repeated("this line stands here again and again\n"), "two lines": repeated("this line stands here\nand that one there\n"), "Fibonacci": fibonacci, "period": repeated("one two three four five six seven eight nine ten "),
    "references": repeated("[Same 3 lines as above, from: a]\n"), "repeat notes": repeated("[The 1 line above ×3]\n"), "documents": numbered("Document [#](Title: a) b c.\n\n"), "ANSI": repeated("\x1b[31ma\x1b[0m"), "returns": repeated("50%\r"), "test dots": repeated("test a ... ok\n"), "steps": repeated("[1/2] Building\n"),
    "base64": rng_lines(lambda r: "QUJD" * 19 + f"{r.getrandbits(30):x}\n"), "ids": rng_lines(lambda r: f"{r.getrandbits(128):032x} "), "emails": numbered("a#@b.co "), "versions": repeated("1.2.3."), "questions": repeated("Why? "), "sentences": numbered("It was done in room #. "),
    "tools": numbered('{"type":"function","function":{"name":"f#","description":"Do it.","parameters":{"type":"object","properties":{"a":{"type":"string","description":"A."}},"required":["a"]}}}', "[", "]", ","),
}
# Pith's own forms, made to stand for much more than they are, or to begin everywhere and never end.
HARD |= {
    "table of a long constant": lambda size: b'[\nid note="' + b"a" * (size // 2) + b'"\n' + b"1\n" * (size // 4) + b"]\n",
    "table of a long name": lambda size: b"[\n" + b"a" * (size // 2) + b"\n" + b"1\n" * (size // 4) + b"]\n",
    "table of dittos": lambda size: b"[\nnote^ id\n" + b"a" * (size // 2) + b" 1\n" + b"^ 2\n" * (size // 8) + b"]\n",
    "tables without end": lambda size: b"[\nid\n" + repeated("x: [\nid\n")(size), "table of constants": lambda size: b"[\nid" + b"".join(b",c%d=1" % i for i in range(size // 18)) + b"\n" + b"1\n" * (size // 4) + b"]\n",
    "list of tools": lambda size: b"[\n{name,description,x:" + b"1" * (size // 2) + b"}\n" + b"f: d\n" * (size // 10) + b"]\n",
}
HARD |= {
    "tags that are none": repeated("<?\n"), "dashes": repeated("-"), "dashes in lines": repeated("---\n"), "stars": repeated("*"), "emphasis": repeated("**a** "), "links": repeated("[a](b) "),
    "escaped quotes in code": lambda size: b"def f(a):\n    return a\n\n\ndef g(b):\n    return b\n\"\"\"" + repeated('\\"""')(size), "escaped backticks in code": lambda size: b"const a = 1;\nlet b = 2;\nfunction f(a) {\n  return a;\n}\n`" + repeated("\\`")(size),
    "documented functions": numbered("/// Say # of it.\nfn f#() {}\n"), "questions asked": numbered("What failed in job #? "), "units": numbered("It failed # times.\n\n"),
}
HARD |= {
    "rows with paths": lambda size: numbered("# src/m/f#.c\n")(size // 2) + numbered("# plain#\n")(size // 2), "drawn trees": numbered("├── a#\n│   │   │   ├── b#\n"),
    "keys and texts": numbered("key#:\n  a: |\n    text #\n"), "references of text": repeated("`a`_ "),
    "openings of tables": repeated("table -|-:[\n"), "Markdown table written": lambda size: b"table[\na b\n" + repeated("1 2\n")(size) + b"]\n", "open heads of functions": repeated("def f(\n"), "definitions": repeated("The name of it is silver otter. "),
    "comments in a diff": lambda size: b"--- a/a.py\n+++ b/a.py\n@@ -1,9 +1,9 @@\n" + repeated("+# a word of comment\n")(size),
}
HARD |= {
    "page told": numbered("  - 'row \"Bolt: #\" [ref=e#]':\n    - cell \"Bolt:\" [ref=e#]\n    - cell \"#\" [ref=e#]\n", "- generic [ref=e0]:\n"), "page of deep elements": lambda size: b"".join(b" " * min(i, 300) + b'- generic "a" [ref=e1]:\n' for i in range(size // 325)),
    "page of one name": lambda size: b'- row "' + b"a " * (size // 4) + b'" [ref=e1]:\n' + repeated('  - cell "a" [ref=e2]\n')(size // 2), "page of quotes": repeated("- 'row \"it''s ''''\" [ref=e1]':\n"), "page of attributes": lambda size: b"- row" + repeated(" [ref=e2]")(size) + b"\n- row [ref=e3]\n- row [ref=e3]\n",
    "lines with numbers": numbered("    #→    x = f(#)\n"), "lines with colons": lambda size: "".join(f"{i}:{'  ' * (i % 3)}x{':' * (i % 2)}\n" for i in range(size // 12)).encode(),
    "kinds by turns": numbered('{"type":"click","x":#},{"type":"order","total":#,"by":"a"},{"type":"view","page":#}', "[", "]", ","), "many kinds": lambda size: json.dumps([{f"k{i * 7 % 30}": i, "b": i * 3} for i in range(size // 24)]).encode(),
    "cells of a notebook": numbered('{"cell_type":"code","metadata":{"tags":["a"]},"execution_count":#,"source":"x = #","outputs":[{"output_type":"stream","name":"stdout","text":["#\\n"]}]}', '{"cells":[', '],"metadata":{},"nbformat":4,"nbformat_minor":5}', ","),
    "outputs of a notebook": numbered('{"output_type":"display_data","metadata":{},"data":{"text/plain":"a #","text/html":"<b>a #</b>"}}', '{"cells":[{"cell_type":"code","metadata":{},"execution_count":1,"source":"x","outputs":[', ']}],"metadata":{},"nbformat":4,"nbformat_minor":5}', ","),
    "front matter": numbered("key#: value #\n", "---\n", "---\n"), "open front matter": numbered("key#: value #\n", "---\n"), "openings of tables by turns": repeated("[\n# id a\n0 1 2\n][\n"),
    "tables by turns written": lambda size: b"[\n# id a\n" + b"".join(b"%d 1 2\n" % i for i in range(0, size // 16)) + b"][\n# id b\n" + b"".join(b"%d 1 2\n" % i for i in range(size // 16, size // 8)) + b"]\n",
}
# A conversation's tool result is compressed by other ways than a file is.
for _kind in ("one character", "one line", "quotes", "open brackets", "records", "log lines", "hunks", "hits", "two halves", "every other", "escapes", "Fibonacci", "frames"):
    HARD["in a chat: " + _kind] = as_message(HARD[_kind])
