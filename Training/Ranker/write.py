"""Writes the fitted weights as Swift.

    write.py FIRST.txt SECOND.txt FIRST_OF_WORDS.txt SECOND_OF_WORDS.txt > Sources/PithCompression/Relevance/QuestionWeights.swift
"""
import sys


def table(path):
    entries = [f"(.{n}, {float(w):.2f})" for n, w in (l.split() for l in open(path)) if float(f"{float(w):.2f}") != 0]
    lines, line = [], ""
    for e in entries:
        if len(line) + len(e) > 110:
            lines.append(line)
            line = ""
        line += e + ", "
    return "\n".join("            " + l.rstrip() for l in lines + [line])


first, second, words_first, words_second = map(table, sys.argv[1:5])
print(f"""// The ranker's weights. Written by Training/Ranker/fit.py and write.py; do not edit.

enum QuestionWeights {{
    typealias Table = [(feature: QuestionFeature, weight: Double)]

    /// For words and their meaning: first without the second hop, then with it.
    static let ofWordsAndMeaning: (first: Table, second: Table) = (
        [
{first}
        ],
        [
{second}
        ]
    )

    /// For words alone.
    static let ofWords: (first: Table, second: Table) = (
        [
{words_first}
        ],
        [
{words_second}
        ]
    )
}}""")
