#!/usr/bin/env python3
"""Writes the cases of one encoding from the reference implementation (pip install tiktoken==0.14.0).

    python3 Tests/PithTokenizerTests/Cases/generate.py o200k_base Tests/PithTokenizerTests/Cases

NAME.strings.jsonl     {"text": …, "ids": […]}: written by hand, and drawn at random from characters that patterns care about
NAME.special.jsonl     the same with special tokens allowed
NAME.bytes.jsonl       {"hex": …, "ids": […]}: bytes that are not UTF-8, decoded with errors="replace" first
NAME.codepoints.txt    for each 4096 code points: their first, and the FNV-1a digest of the ids of alone(c) and inside(c) for each
"""
import json, random, sys
import tiktoken

HAND = r"""
The harbour pilot's log|We'll say they're here, I'd've thought; SHE'LL agree|DON'T'S|x'ſ'S'T 'ſt|'re'll'ves'dm
MixedCase, HTTPRequest2, iOSApp, ABCdefGHI, aBcD|éÉéÉ ÑñÑ ßẞß|ʻokina ʻOKINA Aʻa aʻA|ABʻCD Eʻ|漢A字B漢字C|漢字ABC|ABC漢字abc|ABC漢字ABC
1 12 123 1234 12345 123456 1234567|3.1415e-10 ١٢٣٤٥٦ ⅧⅧⅧⅧ ²³¹ ½½½½|v1.2.3-rc4 0x1F4A9 10:45:00Z
#include <x>\n\tint a;\r\n\r\n   return 0;   |a  b   c\n  \n   d   |\t\tx\t y|\n\n \n x|x \n|  \r\n  | \u00a0x\u3000\u3000y\u2028z\u0085\u0085q
!!! ??? ...a ..b .c  .d \t.e|a/b//c///\n//\n/ d|***\n\n***\r\n/|-- --x ---- {}[]();:,.<>/?|\"quoted\"'s 'x' “x” ‘x’|!\u0301a !!\u0301a \u0301A \u0301 \u0301\u0301b  \u0301c
SELECT a,b FROM t WHERE x>=10 AND y<>'z';|{\"k\":[1,null,true],\"n\":{\"m\":\"\\n\"}}|<p class=\"x\">text</p>|https://example.org/a?b=c&d=%20#e|me@example.org C:\\dir\\file.txt
Vítejte v přístavu, kapitáne.|Добро пожаловать в порт, капитан!|Καλώς ήρθατε στο λιμάνι|ようこそ港へ、船長さん。|港口欢迎您，船长！今天有３艘船。|항구에 오신 것을 환영합니다|مرحبًا بك في الميناء|ברוכים הבאים לנמל|बंदरगाह में आपका स्वागत है|ยินดีต้อนรับสู่ท่าเรือ|நீங்கள் வருக|ကြိုဆိုပါတယ်|ស្វាគមន៍|እንኳን ደህና መጡ
⚓️🚢👩‍✈️👩🏽‍✈️🇳🇴🏴‍☠️|e\u0301 \u0065\u0301X|\ufeffbom\u200b\u200d|\u0000\u0001\u007f\u0080|\ue000\udb80\udc00\udbff\udfff|ǅaǅA aǅ|İI ıi K Å|ﬁﬂ ﷺ|𝒜𝓪𐍈𠜎
""".strip("\n").split("\n")

def strings():
    # In HAND a backslash starts an escape, as in JSON; | ends a string.
    hand = [json.loads('"' + text + '"') for line in HAND for text in line.split("|")]
    yield ""
    yield from hand
    for unit in ("a", " ", "\n", "ab", "é", "漢", "0", "=-", "\r\n", "\t", "A", "aA", " \n", "'s", "𠜎"):
        for count in (3, 17, 130): yield unit * count
    rng = random.Random(20250101)
    pieces = list("aabcsStTrRdDlLmMvVeE019 \n\r\t'/.,!-_(){}\"\\") + ["  ", "\r\n", "'s", "'LL", "é", "É", "ſ", "ß", "漢", "字", "あ", "ʰ", "\u0301", "\u0489", "ǅ",
              "١", "½", "Ⅷ", "\u00a0", "\u3000", "\u2028", "\u0085", "…", "€", "😀", "\u200d", "🏽", "𠜎", "𝒜", "the", "ing", " of", "\u0000", "\ufeff", "한", "ไ", "म", "्"]
    for _ in range(400): yield "".join(rng.choice(pieces) for _ in range(rng.randint(1, 24)))
    for _ in range(60): yield "".join(chr(rng.choice([rng.randint(32, 126), rng.randint(0xA0, 0x24F), rng.randint(0x370, 0x52F), rng.randint(0x4E00, 0x9FFF), rng.randint(0x1F300, 0x1F6FF)])) for _ in range(rng.randint(1, 30)))
    for alphabet in ("abcdefghijklmnopqrstuvwxyz", "ABCDEFabcdef0123456789", "ACGT", "ab", "的一是", "()[]{}<>"):
        for length in (20, 200): yield "".join(rng.choice(alphabet) for _ in range(length))

SPECIAL = ["<|endoftext|>", "a<|endoftext|>b", "a <|endoftext|>  b", "x\n\n<|endofprompt|>\n\ny", "<|endoftext|><|endoftext|>", "<|endoftext", "<<|endofprompt|>>", "<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>", "  <|endoftext|>  "]

BAD = ["80", "c3", "c328", "e282", "e28261", "f09f98", "f09f9861", "ff", "fe61", "c0af", "e0809f", "eda080", "edbfbf61", "f4908080", "f8888080", "61c3", "61e282c3a9", "f09f", "e2e282ac", "6180bf62", "20c32073",
       "c3a9c3", "efbfbd", "f0808080", "c1bf", "e1a061", "f1a0a061", "f1a0a0c3a9", "27c5", "27c5bf", "27c561", "41eda041", "0a800a", "e3818280e38182"]

def alone(c): return c
def inside(c): return f"a{c}B {c}x1{c}'s{c}\n"

def fnv(digest, ids):
    for i in ids + [0xFFFFFFFF]:
        for shift in (0, 8, 16, 24): digest = ((digest ^ (i >> shift & 255)) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return digest

def main(name, folder):
    reference = tiktoken.get_encoding(name)
    plain = reference.encode_ordinary
    def write(kind, rows):
        with open(f"{folder}/{name}.{kind}.jsonl", "w", encoding="utf-8") as out:
            for row in rows: out.write(json.dumps(row, ensure_ascii=True) + "\n")
    write("strings", ({"text": s, "ids": plain(s)} for s in strings()))
    write("special", ({"text": s, "ids": reference.encode(s, allowed_special="all")} for s in SPECIAL))
    write("bytes", ({"hex": h, "ids": plain(bytes.fromhex(h).decode("utf-8", "replace"))} for h in BAD))
    with open(f"{folder}/{name}.codepoints.txt", "w") as out:
        for first in range(0, 0x110000, 4096):
            digest = 0xCBF29CE484222325
            for point in range(first, first + 4096):
                if 0xD800 <= point < 0xE000: continue
                digest = fnv(fnv(digest, plain(alone(chr(point)))), plain(inside(chr(point))))
            out.write(f"{first:x} {digest:x}\n")

main(*sys.argv[1:])
