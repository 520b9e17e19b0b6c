#!/usr/bin/env python3
"""Write the scorer's test vectors, with the scores that the reference scorer gives.

    make_score_vectors.py SCORE_PY

SCORE_PY is the reference scorer (score.py), run on Python 3.11, whose Unicode tables are version 14.0. Writes beside this file:
  score-vectors.jsonl        {"name", "format", "expect", "output", "score"}
  normalised-digests.jsonl   {"first", "sha256"}: of the normalised form of a text that holds each code point of a block in several contexts
"""
import hashlib, importlib.util, json, pathlib, random, sys, unicodedata

spec = importlib.util.spec_from_file_location("score", sys.argv[1])
reference = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)
here = pathlib.Path(__file__).resolve().parent
assert unicodedata.unidata_version == "14.0.0", "the committed vectors are those of Unicode 14: run this on Python 3.11"

vectors = []

def vector(name, expect, output, format="text"):
    task = {"format": format, "expect": expect}
    vectors.append({"name": name, **task, "output": output, "score": reference.score(task, output)})

def sees(name, string, output):
    vector(name, [{"any": [string]}], output)

# Word boundaries: ASCII letters and digits only.
for string, output in [
    ("12", "3120"), ("12", "a 12 b"), ("12", "12"), ("12", "x12"), ("12", "12x"), ("12", "3.12.4"), ("12", "-12%"), ("12", "é12é"), ("12", "12é"), ("12", "_12_"),
    ("cat", "concatenate"), ("cat", "the cat sat"), ("cat", "Cat's"), ("cat", "cats cat"), ("cat", "category cats bobcat"), ("caté", "catée"), ("é", "café"), ("é", "cafétéria"),
    ("-5", "x-5"), ("-5", "3-5"), ("-5", "-50"), ("5%", "5%a"), ("5%", "15%"), ("%5", "a%5"), ("%", "a%b"), ("...", "a....b"), ("a b", "aa b"), ("a b", "a bb"), ("a b", "a  b"),
    ("aa aa", "aa aa aa"), ("aba", "ababa aba"), ("ab", "abab ab"), ("a-a", "a-a-a"), ("a-a", "ba-a-ab"), ("ana ana", "banana ana ana"), ("日本", "日本語"), ("3月", "13月"),
    ("İ", "i"), ("٣", "٣٣"), ("½", "1⁄2"), ("½", "11⁄2"), ("", "anything"), (" ", "anything"), ("\n", ""), ("x", ""), ("x", " "), ("x", "x"), ("X", "x"), ("x", "xX"), ("0", "0x"),
]:
    sees(f"boundary {string!r} in {output!r}", string, output)

# Escapes are undone once, from the left.
for string, output in [
    ('say "hi"', r'{"a": "say \"hi\""}'), ("a b", r"a\nb"), ("a b", r"a\tb"), ("a/b", r"a\/b"), ("a b", r"a\rb"), ("é", r"\u00e9"), ("é", r"\u00E9"), ("é", r"\U00e9"), ("é", r"\u00g9"),
    ("é", r"\u00e"), ("é", r"\\u00e9"), ("\\n", r"\\n"), ("a b", r"a\\nb"), ("a\\ b", r"a\\nb"), ("a \\nb", r"a \\nb"), ("\\", "\\"), ("\\", "a\\"), ("a\\b", r"a\b"), (r"c:\new", r"c:\new"),
    ("c: ew", r"c:\new"), (r"\u0041", "a"), ("a", r"\u0041"), ("😀", r"\ud83d\ude00"), ("😀", r"\ud83d \ude00"), ("\ufffd", r"\ud83d"), ("\ufffd", r"\ude00\ud83d"),
    ("\ufffd\ufffd", r"\ude00\ud83d"), ("\ufffd😀", r"\ud83d\ud83d\ude00"), ("\ufffdx", r"\ud83dx"), ("x\ufffd", r"x\udc00"), ("\ufffd", r"a\ud83d"), ("n", r"\u005cn"), ("\\n", r"\u005cn"),
    ("\\\"", r"\\\""), ("\"", r"\u0022"), (" x", r"\u0020x"), ("a b", r"a\u00a0b"), ("a b", r"a\u0085b"), ("a b", r"a\u2003b"), ("e\u0301", r"e\u0301"), ("é", r"e\u0301"), ("é", r"\u0065\u0301"),
    ("a", r"\uＦＦ21"), ("ａ", r"\uff41"), ("ﬁne", r"\ufb01ne"), ("/", r"\/"), ("\\/", r"\\/"), ("a", "\\u00611"), ("a1", "\\u00611"), ("\ufffd\ufffd", r"\ud83d\ud83d"), ("b", r"\u006 2b"),
]:
    sees(f"escape {string!r} in {output!r}", string, output)

# Unicode: compatibility forms, composition, order of marks, case.
for string, output in [
    ("ﬁle", "file"), ("file", "ﬁle"), ("①", "1"), ("x²", "x2"), ("Å", "Å"), ("Å", "A\u030a"), ("ｗｉｄｅ", "wide"), ("ｶﾞ", "ガ"), ("한", "\u1112\u1161\u11ab"), ("한글", "한글"), ("\u1e9b\u0323", "ṩ"),
    ("ṩ", "s\u0307\u0323"), ("s\u0323\u0307", "s\u0307\u0323"), ("q\u0307\u0323", "q\u0323\u0307"), ("a\u0315\u0300\u05ae\u0062", "a\u05ae\u0300\u0315b"), ("Ǆ", "dž"), ("ǅ", "dž"), ("Σ", "σ"), ("ΣΑΣ", "σας"),
    ("ΣΑΣ", "σασ"), ("ΟΔΟΣ.", "οδος."), ("ΟΔΟΣ.", "οδοσ."), ("ΑΣ'Β", "ας'β"), ("ΑΣ'Β", "ας β"), ("ΑΣ'Β", "ασ'β"), ("ΑΣ’Β", "ασ'β"), ("ΑΣ“Β", 'ας"β'), ("Σ", "Σ"), ("'Σ", "'σ"), ("Α'Σ", "α'ς"), ("ΑΣ\u0301", "ας\u0301"),
    ("ΑΣ\u00adΒ", "ασ\u00adβ"), ("ΑΣΣ", "ασς"), ("ΣΣ", "σς"), ("1Σ", "1σ"), ("aΣ b", "aς b"), ("ªΣ", "aς"), ("ⅣΣ", "ivς"), ("İstanbul", "i\u0307stanbul"), ("İstanbul", "istanbul"), ("ISTANBUL", "istanbul"), ("ı", "i"),
    ("ẞ", "ß"), ("ß", "ss"), ("K", "k"), ("K", "K"), ("Ω", "ω"), ("Ⴀ", "ⴀ"), ("Ꭰ", "ꭰ"), ("𐐀", "𐐨"), ("𝐀", "a"), ("𝟘", "0"), ("½ cup", "1⁄2 cup"), ("㎏", "kg"), ("ℌ", "h"), ("…", "..."), ("a…", "a..."), ("™", "tm"),
    ("™", "xtm"), ("x™", "xtm"), ("㍿", "株式会社"), ("ﷺ", "صلى الله عليه وسلم"), ("\u0958", "\u0915\u093c"), ("क़", "\u0915\u093c"), ("\u2126", "ω"), ("\uf900", "豈"), ("豈", "\uf900"), ("\U0001d15e", "\U0001d157\U0001d165"),
    ("\u0344", "\u0308\u0301"), ("\u0374", "ʹ"), ("\u037e", ";"), ("\u1fef", "`"), ("\u00a8", "\u0308"), ("a\u00a8", "a \u0308"), ("¨", " \u0308"), ("ǰ", "J\u030c"), ("𞤀", "𞤢"), ("Ა", "ა"), ("ᾈ", "ἀι"), ("ᾈ", "ᾀ"), ("ﬄ", "ffl"),
    ("\U0001e030", "а"), ("а", "\U0001e030"), ("a\u0ece\u0301", "a\u0301\u0ece"), ("a\U0001e08f\u0301", "á\U0001e08f"), ("\u0ec8\u0ece", "\u0ece\u0ec8"), ("\U0001df25", "\U0001df25"), ("\ua7f2", "c"), ("\ua7f2", "\ua7f2"),
    ("\u1c89", "\u1c8a"), ("\U00010d50", "\U00010d70"), ("\ua7cb", "\u0264"), ("\ufdd0", "\ufdd0"), ("\U0010ffff", "\U0010ffff"), ("\ufeffx", "x"), ("\u200bx", "x"), ("a\u200db", "a\u200db"), ("🇫🇷", "🇫🇷🇫🇷"), ("👩‍👩‍👧", "👩‍👩‍👧‍👦"),
    ("e\u0301\u0302", "ế"), ("ế", "e\u0302\u0301"), ("é\u0302", "e\u0301\u0302"), ("가\u11a8", "각"), ("\u1100\u1161\u11a8", "각"), ("\u1100\u0301\u1161", "가\u0301"), ("\u09c7\u09be", "ো"), ("\u1025\u102e", "ဦ"), ("\u0b47\u0300\u0b3e", "\u0b4b\u0300"),
]:
    sees(f"unicode {string!a} in {output!a}", string, output)

# White space and quotes.
for space in "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u180e\u2000\u2007\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff":
    sees(f"space {space!a}", "a b", f"{space}a{space}{space}b{space}")
for string, output in [("it's", "it’s"), ("it’s", "it's"), ("‘x’", "'x'"), ('"q"', "“q”"), ("“q”", '\\"q\\"'), ("„q“", '„q"'), ("‚x", "'x"), ("′", "'"), ("`x`", "'x'"), ("«x»", '"x"'), ("ʼx", "'x")]:
    sees(f"quote {string!r} in {output!r}", string, output)

# Groups.
near = {"near": [["at least", "minimum"], ["5", "five"], ["words"]], "within": 20}
for output in ["at least 5 words", "at least five of the words", "minimum of 5, in words", "5 words. And much further on, at least", "words 5 at least", "at least 5 pages", "at least of all the good 5 words", "",
               "5 5 5 words words at least", "at least" + " x" * 5 + " 5 words", "at least" + " é" * 3 + " 5 words", "at least" + " 😀" * 3 + "5 words", "fifteen words at least 5"]:
    vector(f"near {output!r}", [near], output)
vector("near: exactly as far", [{"near": [["a"], ["b"]], "within": 4}], "a xx b")
vector("near: one too far", [{"near": [["a"], ["b"]], "within": 4}], "a xxx b")
vector("near: distance in characters", [{"near": [["a"], ["b"]], "within": 4}], "a éé b")
vector("near: distance in characters above U+FFFF", [{"near": [["a"], ["b"]], "within": 4}], "a 😀😀 b")
vector("near: a fraction", [{"near": [["a"], ["b"]], "within": 4.5}], "a xx b")
vector("near: zero", [{"near": [["a"], ["a"]], "within": 0}], "b a")
vector("near: one list", [{"near": [["a"]], "within": 0}], "b a")
vector("near: an empty list", [{"near": [["a"], []], "within": 9}], "b a")
vector("near: only the first 200 places count", [{"near": [["a"], ["b"]], "within": 3}], "a " * 200 + "x " * 20 + "a b")
vector("near: the 200th place counts", [{"near": [["a"], ["b"]], "within": 3}], "x " + "a " * 199 + "a b")
vector("near: the 201st place does not", [{"near": [["a"], ["b"]], "within": 2}], "a " * 201 + "b")
vector("near: alternatives share the 200", [{"near": [["a", "c"], ["b"]], "within": 3}], "a " * 200 + "x x c b")
vector("near: a later alternative within the 200", [{"near": [["a", "c"], ["b"]], "within": 3}], "a " * 199 + "x x c b")
vector("near: order of alternatives", [{"near": [["c", "a"], ["b"]], "within": 3}], "a " * 200 + "x x c b")
vector("near: the same string twice fills the 200", [{"near": [["a", "a", "c"], ["b"]], "within": 3}], "a " * 100 + "x x c b")
vector("near: overlapping places", [{"near": [["a a"], ["b"]], "within": 4}], "a a a b")
vector("all of two", [{"all": ["a", "b"]}], "b a")
vector("all but one", [{"all": ["a", "c"]}], "b a")
vector("all of none", [{"all": []}], "b a")
vector("any of none", [{"any": []}], "b a")
vector("all with an empty string", [{"all": ["a", ""]}], "b a")
vector("half of the groups", [{"any": ["a"]}, {"any": ["c"]}], "b a")
vector("a third", [{"any": ["a"]}, {"any": ["c"]}, {"all": ["d"]}], "b a")
for count in range(5):
    vector(f"support {count} of 4", [{"any": ["answer"], "support": ["w1", "w2", "w3", "w4"], "min": 0.5}], "answer " + " ".join(f"w{i + 1}" for i in range(count)))
vector("support without the answer", [{"any": ["answer"], "support": ["w1"], "min": 0.5}], "w1")
vector("support that is empty", [{"any": ["answer"], "support": []}], "answer")
vector("support, the same word twice", [{"any": ["answer"], "support": ["w1", "w1", "w2", "w3"], "min": 0.5}], "answer w1")
vector("support, a third", [{"any": ["a"], "support": ["b", "c", "d"], "min": 0.3333333333333333}], "a b")
vector("support, an integer share", [{"any": ["a"], "support": ["b", "c", "d"], "min": 1}], "a b c")
vector("together wins over all", [{"together": [["a", "b"]], "all": ["zzz"]}], "a b")
vector("near wins over all", [{"near": [["a"]], "within": 1, "all": ["zzz"]}], "a b")
vector("all wins over any", [{"all": ["a"], "any": ["zzz"]}], "a b")

# Together.
def chat(*contents, **more):
    return [{"role": "tool", "content": c, **more} for c in contents]
pair = [{"together": [["HAT271", "flight_number"], ["HAT271"]]}]
strict = [{"together": [["HAT271", "flight_number"]]}]
def together(name, output, expect=strict, format="messages"):
    vector(f"together: {name}", expect, output if isinstance(output, str) else json.dumps(output, ensure_ascii=False), format)
together("one message", chat('{"flight_number": "HAT271"}'))
together("two messages", chat("flight_number", "HAT271"))
together("two messages, as text", chat("flight_number", "HAT271"), format="json")
together("second pair", chat("flight_number", "HAT271"), pair)
together("in an object", {"model": "m", "messages": chat("flight_number", "HAT271")})
together("in an object, one message", {"model": "m", "messages": chat("flight_number HAT271")})
together("not an array", "flight_number, and HAT271")
together("an array cut off", json.dumps(chat("flight_number", "HAT271"))[:-1])
together("an empty array", "[]")
together("an empty array holds nothing", "[]", [{"together": [["[]"]]}])
together("no role", '[{"content": "flight_number"}, {"content": "HAT271"}]')
together("one without a role", '[{"role": "user", "content": "flight_number"}, {"content": "HAT271"}]')
together("not all objects", '[{"role": "user", "content": "flight_number"}, "HAT271"]')
together("role null", '[{"role": null, "content": "flight_number"}, {"role": 1, "content": "HAT271"}]')
together("tool calls", [{"role": "assistant", "content": None, "tool_calls": [{"function": {"name": "f", "arguments": '{"flight_number": "HAT271"}'}}]}])
together("white space around", "\n\t [" + '{"role":"user","content":"flight_number"} , {"role":"tool","content":"HAT271"}' + "] \r\n")
together("a form feed is no white space", "\f" + json.dumps(chat("flight_number", "HAT271")))
together("byte order mark", "\ufeff" + json.dumps(chat("flight_number", "HAT271")))
together("NaN is read", '[{"role":"user","content":"flight_number","x":NaN},{"role":"tool","content":"HAT271"}]')
together("Infinity is read", '[{"role":"user","content":"flight_number","x":[Infinity,-Infinity]},{"role":"tool","content":"HAT271"}]')
together("NaN as a key", '[{"role":"user","content":"flight_number",NaN:1},{"role":"tool","content":"HAT271"}]')
together("NaN in a string", '[{"role":"user","content":"flight_number NaN"},{"role":"tool","content":"HAT271"}]')
together("nan", '[{"role":"user","content":"flight_number","x":nan},{"role":"tool","content":"HAT271"}]')
together("NaN is written out", '[{"role":"user","x":NaN,"y":[-Infinity, Infinity]}]', [{"together": [['"x": NaN', '"y": [-Infinity, Infinity]']]}])
together("-NaN", '[{"role":"user","content":"flight_number","x":-NaN},{"role":"tool","content":"HAT271"}]')
together("4300 digits", '[{"role":"user","content":"flight_number","x":' + "1" * 4300 + '},{"role":"tool","content":"HAT271"}]')
together("4301 digits", '[{"role":"user","content":"flight_number","x":' + "1" * 4301 + '},{"role":"tool","content":"HAT271"}]')
together("minus 4300 digits", '[{"role":"user","content":"flight_number","x":-' + "1" * 4300 + '},{"role":"tool","content":"HAT271"}]')
together("4301 digits with a fraction", '[{"role":"user","content":"flight_number","x":' + "1" * 4301 + '.5},{"role":"tool","content":"HAT271"}]')
together("4301 digits beside the messages", '{"x":' + "1" * 4301 + ',"messages":' + json.dumps(chat("flight_number", "HAT271")) + "}")
together("leading zero", '[{"role":"user","content":"flight_number","x":01},{"role":"tool","content":"HAT271"}]')
together("control character in a string", '[{"role":"user","content":"flight_\u0001number"},{"role":"tool","content":"HAT271"}]')
together("trailing comma", '[{"role":"user","content":"flight_number"},{"role":"tool","content":"HAT271"},]')
together("comment", '[{"role":"user","content":"flight_number"},{"role":"tool","content":"HAT271"}] // end')
together("messages twice", '{"messages":[],"messages":' + json.dumps(chat("flight_number HAT271")) + "}")
together("messages twice, the last is empty", '{"messages":' + json.dumps(chat("flight_number", "HAT271")) + ',"messages":[]}')
together("content twice: the last counts", '[{"role":"tool","content":"HAT271 flight_number","content":"gone"}]')
together("content twice: the place of the first", '[{"content":"x","role":"tool","content":"y"}]', [{"together": [['{"content": "y", "role"']]}])
together("keys equal once decoded", '[{"con\\u0074ent":"x","role":"tool","content":"y"}]', [{"together": [['{"content": "y", "role"']]}])
together("keys equal as a surrogate pair", '[{"\\ud83d\\ude00":"x","role":"tool","😀":"y"}]', [{"together": [['{"😀": "y", "role"']]}])
together("key written with escapes", '[{"r\\u006fle":"tool","content":"flight_number"},{"role":"tool","content":"HAT271"}]')
together("separators", '[{"role":"tool","list":[1,2,{"a":3}],"none":{},"empty":[]}]', [{"together": [['"list": [1, 2, {"a": 3}], "none": {}, "empty": []}']]}])
together("escaped content", chat('He said "no"\n\tto C:\\new and a\\/b\x07\x7f'), [{"together": [['He said "no" to']]}, {"together": [["a\\/b"]]}, {"together": [["a/b"]]}, {"together": [["c:\\new"]]}, {"together": [["c:\\ ew"]]}])
together("escaped slash", '[{"role":"tool","content":"a\\/b"}]', [{"together": [["a/b"]]}])
together("escapes of control characters", '[{"role":"tool","content":"a\\u000ab\\u0008c\\u001fd\\u00e9"}]', [{"together": [["a b\\bc\x1fdé"]]}, {"together": [["a b\\bc dé"]]}])
together("lone surrogate", '[{"role":"tool","content":"a\\ud83d b"}]', [{"together": [["a\ufffd b"]]}])
together("surrogate pair", '[{"role":"tool","content":"a\\ud83d\\ude00 b"}]', [{"together": [["a😀 b"]]}])
together("literal escape in content", '[{"role":"tool","content":"a\\\\u00e9 b"}]', [{"together": [["aé b"]]}, {"together": [["a\\é b"]]}])
together("surrogates in two notations", '[{"role":"tool","content":"\\\\ud83d\\ude00"}]', [{"together": [["😀"]]}, {"together": [["\ufffd"]]}])
for number in ["0", "-0", "1", "-12", "0.0", "-0.0", "1.0", "1.10", "100", "1e2", "1E2", "1e+2", "1e-2", "1.5e3", "123456789012345678901234567890", "1e15", "1e16", "1e17", "123456789012345680.0", "0.0001", "0.00001", "0.000123", "1.5e-7", "1e22", "1e23", "9007199254740993.0",
               "12345678901234567.0", "1.7976931348623157e308", "1e400", "-1e400", "5e-324", "2.2250738585072014e-308", "1e-400", "0.1", "0.30000000000000004", "3.14159265358979312", "1e0", "10.50", "1234.5678", "1e1", "9999999999999998.0", "99999999999999990.0", "0.1e-6", "1000000000000000.1"]:
    written = json.dumps(json.loads(number))
    together(f"number {number}", '[{"role":"tool","n":' + number + "}]", [{"together": [[f'"n": {written}}}']]}, {"together": [[f'"n": {number}}}']]}])
deep = "[" * 100 + "]" * 100
together("nested 100 deep", '[{"role":"user","content":"flight_number","x":' + deep + '},{"role":"tool","content":"HAT271"}]')

# Random strings of awkward characters, looked for in random texts of the same: substrings half of the time.
random.seed(20)
alphabet = ["a", "b", "A", "1", "2", " ", "\n", "-", "'", '"', "\\", "\\n", "\\u00e9", "\\ud83d", "\\ude00", "é", "e\u0301", "\u0301", "\u0323", "\u0345", "Σ", "Α", "’", "”", "\u00ad", "İ", "ﬁ", "½", "\u3000", "\u1100", "\u1161", "\u11a8", "가", "日", "😀", "ß", "\ufffd", ".", "/", "\u0ece", "\U0001e030", "\u00a8", "ª"]
for i in range(150):
    text = "".join(random.choices(alphabet, k=random.randint(5, 60)))
    groups = []
    for _ in range(random.randint(1, 6)):
        start = random.randrange(len(text))
        piece = text[start:start + random.randint(1, 6)] if random.random() < 0.6 else "".join(random.choices(alphabet, k=random.randint(1, 4)))
        groups.append({"any": [piece]})
    vector(f"random {i}", groups, text)

assert len({v["name"] for v in vectors}) == len(vectors), [v["name"] for v in vectors if sum(w["name"] == v["name"] for w in vectors) > 1]
with open(here / "score-vectors.jsonl", "w") as out:
    for v in vectors:
        out.write(json.dumps(v) + "\n")

def block(first):
    lines = []
    for c in map(chr, range(first, first + 0x1000)):
        if not 0xD800 <= ord(c) < 0xE000:
            lines.append(f"{c}a{c}\u0301b\u0323{c}\u0307 \u0391\u03a3{c}\u0392 \u0391{c}\u03a3 \u0391\u03a3{c}|")
    return "\n".join(lines)

with open(here / "normalised-digests.jsonl", "w") as out:
    for first in [0, 0x1000, 0x2000, 0x3000, 0xA000, 0xF000, 0x10000, 0x11000, 0x1D000, 0x1E000, 0x2F000]:
        digest = hashlib.sha256(reference.normalise(block(first)).encode()).hexdigest()
        out.write(json.dumps({"first": first, "sha256": digest}) + "\n")
print(len(vectors), "vectors;", sum(v["score"] for v in vectors), "points")
