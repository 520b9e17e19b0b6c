#!/usr/bin/env python3
"""Does a reader find in Pith's forms what it finds in the text as it was? Writes tasks for pith-reader: texts of the kinds that tools return, and questions whose answer stands
in a table, below a path, behind a ditto, at another place. Standard library only, no text but what is made here; the same seed, the same tasks.

    forms.py [--questions 8] [--seed 1] > forms.jsonl
    pith eval forms.jsonl --strategy full --strategy pith-lossless --write-outputs contexts.jsonl
    pith-reader contexts.jsonl --reader http://127.0.0.1:8080/v1 --model NAME --cache replies.jsonl --json > report.json
    forms.py --report report.json                    # kind by kind

Each kind is a suite, so that a form that is not understood shows. Every question asks for one value that the original states in one place.
"""
import argparse, json, random

PEOPLE = ["Amara Osei", "Bruno Keller", "Chiara Rossi", "Dmitri Volkov", "Elif Demir", "Farid Haddad", "Greta Lind", "Hana Mori"]
TOWNS = ["Lisbon", "Tallinn", "Ghent", "Porto", "Aarhus", "Trieste", "Graz", "Lucerne"]
WORDS = ["harbour", "ledger", "signal", "copper", "willow", "beacon", "quarry", "saddle", "timber", "velvet", "anchor", "marble", "orchid", "falcon", "cinder", "pewter"]


def orders(r, n=16):
    """Rows as web services give them: some columns the same throughout, some that go with others."""
    towns = r.sample(TOWNS, 4)
    zones = dict(zip(towns, ["west", "north", "south", "east"]))
    numbers = r.sample(range(4000, 9000), n)
    rows = []
    for number in sorted(numbers):
        town = r.choice(towns)
        rows.append({"id": f"ORD-{number}", "customer": r.choice(PEOPLE), "currency": "EUR", "town": town, "zone": zones[town], "items": r.randint(1, 19),
                     "total": f"{r.randint(12, 999)}.{r.randint(10, 99)}", "status": r.choice(["shipped", "shipped", "shipped", "open", "returned"])})
    return rows


def row_questions(r, rows, what, key, columns):
    """Questions for the cells of rows: the column is named, the row by its key."""
    return [(f"What is the {column} of {what} {row[key]}? Reply with the value alone.", str(row[column]))
            for row, column in ((r.choice(rows), r.choice(columns)) for _ in range(200))]


def json_rows(r):
    rows = orders(r)
    return "json", json.dumps(rows, indent=2), row_questions(r, rows, "order", "id", ["customer", "currency", "town", "zone", "items", "total", "status"])


def sorted_rows(r):
    """Rows in the order of a column with long values, of which each stands in several rows."""
    places = {f"{town} {word} terminal, gate {r.randint(1, 40)}": None for town, word in zip(r.sample(TOWNS, 5), r.sample(WORDS, 5))}
    rows = [{"place": place, "ship": f"{word}-{r.randint(10, 99)}", "berth": r.randint(1, 30), "cargo": r.choice(WORDS), "tonnes": r.randint(100, 9999)}
            for place in places for word in r.sample(WORDS, r.randint(3, 6))]
    return "json", json.dumps(rows, indent=1), row_questions(r, rows, "the ship", "ship", ["place", "place", "berth", "cargo", "tonnes"])


def csv_rows(r):
    rows = sorted(orders(r, 24), key=lambda row: row["town"])
    lines = [",".join(rows[0])] + [",".join(map(str, row.values())) for row in rows]
    return "text", "\n".join(lines) + "\n", row_questions(r, rows, "order", "id", ["customer", "currency", "town", "zone", "items", "total", "status"])


def yaml_rows(r):
    rows = orders(r, 12)
    text = "orders:\n" + "".join("".join(f"{'  - ' if i == 0 else '    '}{k}: {json.dumps(v) if k == 'total' else v}\n" for i, (k, v) in enumerate(row.items())) for row in rows)
    return "text", text, row_questions(r, rows, "order", "id", ["customer", "town", "zone", "items", "total", "status"])


def toml_rows(r):
    rows = [{"name": f"{a}-{b}", "version": f"{r.randint(0, 9)}.{r.randint(0, 30)}.{r.randint(0, 9)}", "source": "registry+https://example.org/index", "license": r.choice(["MIT", "Apache-2.0"])}
            for a, b in zip(r.sample(WORDS, 10), r.sample(WORDS, 10))]
    text = "version = 3\n\n" + "\n".join("[[package]]\n" + "".join(f"{k} = \"{v}\"\n" for k, v in row.items()) for row in rows)
    return "text", text, row_questions(r, rows, "package", "name", ["version", "license"])


def xml_rows(r):
    rows = orders(r, 12)
    text = '<?xml version="1.0"?>\n<orders>\n' + "".join(
        f'  <order id="{row["id"]}" status="{row["status"]}">\n' + "".join(f"    <{k}>{row[k]}</{k}>\n" for k in ["customer", "town", "zone", "items", "total"]) + "  </order>\n" for row in rows) + "</orders>\n"
    return "text", text, row_questions(r, rows, "order", "id", ["customer", "town", "zone", "items", "total", "status"])


def sql_rows(r):
    rows = orders(r, 14)
    text = "".join(f"INSERT INTO public.orders (id, customer, town, items, total, status) VALUES ('{row['id']}', '{row['customer']}', '{row['town']}', {row['items']}, {row['total']}, '{row['status']}');\n"
                   for row in rows)
    return "text", text, row_questions(r, rows, "order", "id", ["customer", "town", "items", "total", "status"])


def containers(r):
    rows = [{"CONTAINER ID": f"{r.getrandbits(48):012x}", "IMAGE": f"{word}:{r.randint(1, 4)}.{r.randint(0, 9)}", "COMMAND": '"/entrypoint.sh"', "STATUS": f"Up {r.randint(2, 50)} hours",
             "PORTS": f"{r.randint(3000, 9999)}/tcp", "NAMES": f"{word}-{r.randint(1, 9)}"} for word in r.sample(WORDS, 12)]
    widths = {k: max(len(k), *(len(row[k]) for row in rows)) + 3 for k in rows[0]}
    lines = ["".join(k.ljust(widths[k]) for k in rows[0]).rstrip()] + ["".join(row[k].ljust(widths[k]) for k in row).rstrip() for row in rows]
    return "text", "\n".join(lines) + "\n", row_questions(r, rows, "the container named", "NAMES", ["IMAGE", "STATUS", "PORTS", "CONTAINER ID"])


def log_lines(r):
    text, facts, second = "", [], 8 * 3600 + r.randint(0, 900)
    for _ in range(24):
        second += r.randint(1, 40)
        clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        job, worker, ms = f"job-{r.randint(1000, 9999)}", r.randint(1, 9), r.randint(20, 900)
        text += f"2026-03-14 {clock} INFO scheduler: {job} finished by worker {worker} in {ms} ms\n"
        facts += [(f"Which worker finished {job}? Reply with its number alone.", str(worker)), (f"At what time of day did {job} finish? Reply as HH:MM:SS.", clock),
                  (f"How many ms did {job} take? Reply with the number alone.", str(ms))]
    return "log", text, facts


def git_log(r):
    text, facts, day = "", [], 28
    for word in r.sample(WORDS, 10):
        commit, author = f"{r.getrandbits(160):040x}", r.choice(PEOPLE[:3])
        day -= r.choice([0, 0, 1, 2])
        clock, subject = f"{r.randint(8, 18):02}:{r.randint(0, 59):02}:{r.randint(0, 59):02}", f"Mend the {word} when it is asked twice"
        mail = author.lower().replace(" ", ".") + "@example.org"
        text += f"commit {commit}\nAuthor: {author} <{mail}>\nDate:   Fri Mar {day} {clock} 2026 +0100\n\n    {subject}\n\n"
        facts += [(f"Who wrote the commit \"{subject}\"? Reply with the name alone.", author), (f"On which day of March was the commit \"{subject}\" made? Reply with the number alone.", str(day)),
                  (f"At what time was the commit \"{subject}\" made? Reply as HH:MM:SS.", clock)]
    return "text", text, facts


def git_blame(r):
    text, facts, line = "", [], 0
    for word in r.sample(WORDS, 6):
        commit, author, day = f"{r.getrandbits(32):08x}", r.choice(PEOPLE), r.randint(1, 28)
        for _ in range(r.randint(2, 5)):
            line += 1
            code = f"{word}_{line} = load({r.randint(1, 99)})"
            text += f"{commit} ({author:<13} 2026-02-{day:02} 10:{r.randint(10, 11)}:00 +0100 {line:>3}) {code}\n"
            facts += [(f"Who wrote the line \"{code}\"? Reply with the name alone.", author), (f"Which commit is the line \"{code}\" from? Reply with the id alone.", commit)]
    return "text", text, facts


def search_lines(r):
    text, facts = "", []
    for folder in sorted(r.sample(WORDS, 3)):
        for name in sorted(r.sample(WORDS, 3)):
            path, line = f"src/{folder}/{name}.py", 0
            for _ in range(r.randint(2, 3)):
                line += r.randint(3, 60)
                code = f"{r.choice(WORDS)}_limit = {r.randint(100, 999)}"
                text += f"{path}:{line}:    {code}\n"
                facts += [(f"In which file stands \"{code}\"? Reply with the path alone.", path), (f"On which line of its file stands \"{code}\"? Reply with the number alone.", str(line))]
    return "search", text, facts


def paths(r):
    text, facts = "", []
    names = [f"{a}_{b}" for a in r.sample(WORDS, 7) for b in r.sample(WORDS, 3)]
    r.shuffle(names)
    for folder in sorted(r.sample(WORDS, 3)):
        for inner in sorted(r.sample(WORDS, 2)):
            for name in sorted(names.pop() for _ in range(3)):
                text += f"./packages/{folder}/{inner}/{name}.ts\n"
                facts.append((f"What is the whole path of {name}.ts? Reply with the path alone.", f"./packages/{folder}/{inner}/{name}.ts"))
    return "text", text, facts


def listing(r):
    text, facts = "total 148\n", []
    for word in sorted(r.sample(WORDS, 14)):
        size, day, owner = r.randint(900, 90000), r.randint(1, 28), r.choice(["root", "root", "root", "deploy"])
        text += f"-rw-r--r-- 1 {owner:<6} {owner:<6} {size:>6} Mar {day:>2} 10:{r.randint(10, 59)} {word}.conf\n"
        facts += [(f"How many bytes has {word}.conf? Reply with the number alone.", str(size)), (f"Who owns {word}.conf? Reply with the name alone.", owner)]
    return "text", text, facts


def diff(r):
    text, facts = "", []
    for name in sorted(r.sample(WORDS, 4)):
        old, new, at = r.randint(10, 99), r.randint(100, 999), r.randint(20, 200)
        key = f"{r.choice(WORDS)}_timeout"
        text += (f"diff --git a/config/{name}.py b/config/{name}.py\nindex {r.getrandbits(28):07x}..{r.getrandbits(28):07x} 100644\n--- a/config/{name}.py\n+++ b/config/{name}.py\n"
                 f"@@ -{at},5 +{at},5 @@ class {name.title()}Settings:\n     enabled = True\n     name = \"{name}\"\n-    {key} = {old}\n+    {key} = {new}\n     retries = 3\n     verbose = False\n")
        facts += [(f"What was {key} in config/{name}.py before the change? Reply with the number alone.", str(old)),
                  (f"What is {key} in config/{name}.py after the change? Reply with the number alone.", str(new))]
    return "diff", text, facts


def tools(r):
    kinds = [("string", "the {} to look for"), ("integer", "how many of the {} at the most"), ("boolean", "whether each {} is told in full"), ("number", "the least weight of a {}")]
    made, facts = [], []
    for name in r.sample(WORDS, 6):
        parameters, required = {}, []
        for (kind, says), word in zip(r.sample(kinds, 3), r.sample(WORDS, 3)):
            parameters[word] = {"type": kind, "description": says.format(word)[0].upper() + says.format(word)[1:] + "."}
            required += [word] if r.random() < 0.5 else []
            facts.append((f"Is {word} in find_{name} a string, an integer, a boolean or a number? Reply with one word.", kind))
        made.append({"type": "function", "function": {"name": f"find_{name}", "description": f"Finds every {name} that was entered.",
                                                      "parameters": {"type": "object", "properties": parameters, "required": required}}})
    return "json", json.dumps(made, indent=2), facts


def repeats(r):
    """A list that stands twice: the second time a reference leads to the first."""
    steps = [f"{i}. Set the {word} to {r.randint(10, 99)} and wait for {r.randint(2, 9)} minutes." for i, word in enumerate(r.sample(WORDS, 6), 1)]
    first, second = r.sample(TOWNS, 2)
    text = f"# The plant in {first}\n\nMorning:\n\n" + "\n".join(steps) + f"\n\n# The plant in {second}\n\nMorning:\n\n" + "\n".join(steps) + "\n"
    facts = [(f"To what value is the {step.split()[3]} set in {second}? Reply with the number alone.", step.split()[5]) for step in steps]
    return "text", text, facts


KINDS = {"json-table": json_rows, "json-table, ditto": sorted_rows, "csv-table": csv_rows, "yaml-table": yaml_rows, "toml-table": toml_rows, "xml-table": xml_rows, "sql-rows": sql_rows, "aligned-columns": containers,
         "log-columns": log_lines, "git-log": git_log, "git-blame": git_blame, "grouped-search-results": search_lines, "grouped-paths": paths, "repeated-openings": listing, "diff-heads": diff,
         "tool-schemas": tools, "exact-repeats": repeats}


def tasks(kind, count, seed):
    """`count` questions, four for a text."""
    r, made = random.Random(f"{kind}-{seed}"), []
    while len(made) < count:
        form, text, facts = KINDS[kind](r)
        # What stands for two rows, or is asked already, says nothing about a form.
        answers = {}
        for question, answer in facts:
            answers.setdefault(question, set()).add(answer)
        facts = sorted({(q, a) for q, a in facts if len(answers[q]) == 1})
        for question, answer in r.sample(facts, min(4, len(facts), count - len(made))):
            made.append({"suite": kind, "id": f"{kind}-{len(made) + 1}", "format": form, "query": question, "context": text, "expect": [{"any": [answer]}],
                         "answers": sorted({answer, answer.removeprefix("./")})})
    return made


def table(report):
    """A row for each kind: tokens and right answers with the text as it was, and with each form of it."""
    names = [(c["contestant"], c["setting"]) for c in report["suites"][0]["contexts"]]
    lines = ["| kind | questions | " + " | ".join(f"{name}: tokens | right" for name, _ in names) + " |", "|---|" + "--:|" * (1 + 2 * len(names))]
    sums = [[0, 0] for _ in names]
    for suite in report["suites"]:
        count, cells = suite["taskCount"], []
        for sum_, name in zip(sums, names):
            context = next(c for c in suite["contexts"] if (c["contestant"], c["setting"]) == name)
            right = round(context["contained"] * count)
            sum_[0] += context["meanTokenCount"] * count
            sum_[1] += right
            cells += [f"{context['meanTokenCount']:.0f}", right]
        lines.append(f"| {suite['suite']} | {count} | " + " | ".join(map(str, cells)) + " |")
    count = sum(suite["taskCount"] for suite in report["suites"])
    lines.append(f"| all | {count} | " + " | ".join(f"{tokens / count:.0f} | {right}" for tokens, right in sums) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=8, help="of each kind")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--report", type=argparse.FileType())
    options = parser.parse_args()
    if options.report:
        print(table(json.load(options.report)))
        return
    for kind in KINDS:
        for task in tasks(kind, options.questions, options.seed):
            print(json.dumps(task, ensure_ascii=False))


if __name__ == "__main__":
    main()
