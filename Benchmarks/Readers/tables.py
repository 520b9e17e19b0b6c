#!/usr/bin/env python3
"""What in a table costs a reader the values that it finds in JSON? Writes contexts for pith-reader: the same rows written in several ways, and the same questions of each.
Standard library only, other rows than those of forms.py; the same seed, the same contexts.

    tables.py [--pith FILE] [--questions 8] [--seed 0] > contexts.jsonl
    pith-reader contexts.jsonl --reader http://127.0.0.1:8080/v1 --model NAME --cache replies.jsonl --json > report.json
    tables.py --report report.json                    # way by way
"""
import argparse, json, random, subprocess

CITIES = ["Oslo", "Madrid", "Krakow", "Bergen", "Vilnius", "Zagreb", "Bilbao", "Malmo"]
NAMES = ["Ines Carvalho", "Tomas Novak", "Yuki Sato", "Leila Mansour", "Pavel Horak", "Sofia Greco", "Omar Said", "Nora Holm"]
NOUNS = ["lamp", "kettle", "drill", "ladder", "tripod", "blender", "helmet", "stapler", "heater", "bicycle"]
KINDS = ["red", "steel", "small", "folding", "garden", "travel", "classic", "heavy"]


def staff(r):
    return [{"badge": f"E{n}", "name": r.choice(NAMES), "company": "Nordlys", "department": r.choice(["sales", "legal", "finance", "support"]), "office": r.choice(CITIES),
             "floor": r.randint(1, 12), "salary": r.randint(30, 99) * 100, "started": f"20{r.randint(10, 24)}-0{r.randint(1, 9)}-{r.randint(10, 28)}", "remote": r.choice([True, False])}
            for n in r.sample(range(100, 999), 14)]


def hosts(r):
    return [{"host": f"node-{r.randint(10, 99)}{letter}", "region": r.choice(["eu-west", "us-east", "ap-south"]), "cores": r.choice([4, 8, 16, 32]),
             "memory_gb": r.choice([16, 32, 64, 128]), "state": r.choice(["ready", "ready", "draining", "offline"]), "pods": r.randint(3, 99),
             "load": f"{r.randint(0, 9)}.{r.randint(10, 99)}", "kernel": "6.1.0", "restarts": r.randint(0, 40)} for letter in "abcdefghijklmn"]


def goods(r):
    return [{"sku": f"SKU-{n}", "title": f"{r.choice(KINDS)} {r.choice(KINDS)} {r.choice(NOUNS)}", "brand": r.choice(["Volta", "Kern", "Astra"]),
             "price": f"{r.randint(5, 400)}.{r.randint(10, 99)}", "stock": r.randint(0, 300), "colour": r.choice(["black", "white", "green", "grey"]), "currency": "NOK",
             "weight_g": r.randint(80, 5000), "warehouse": r.choice(CITIES)} for n in r.sample(range(1000, 9999), 14)]


def flights(r):
    rows = []
    for n in r.sample(range(100, 999), 14):
        origin, destination = r.sample(CITIES, 2)
        rows.append({"flight": f"NX{n}", "origin": origin, "destination": destination, "gate": f"{r.choice('ABCD')}{r.randint(1, 40)}",
                     "departs": f"{r.randint(6, 22):02}:{r.choice([0, 5, 10, 25, 40, 55]):02}", "seats": r.randint(40, 300), "delay_min": r.randint(0, 90), "airline": "Nexair",
                     "captain": r.choice(NAMES)})
    return rows


def payments(r):
    return [{"id": r.randint(100000, 999999), "payer": r.choice(NAMES), "method": r.choice(["card", "transfer", "cash"]), "amount": f"{r.randint(10, 900)}.{r.randint(10, 99)}",
             "fee": f"{r.randint(0, 9)}.{r.randint(10, 99)}", "note": r.choice(["", None, "late", "gift"]), "bank": r.choice(["DNB", "Nordea", "Sparebank"]),
             "status": r.choice(["paid", "open", "failed"])} for _ in range(14)]


# The rows, what one is called, its key, and the columns that are asked for.
SHAPES = {
    "staff": (staff, "employee", "badge", ["name", "department", "office", "floor", "salary", "started"]),
    "hosts": (hosts, "node", "host", ["region", "cores", "memory_gb", "state", "pods", "load", "restarts"]),
    "goods": (goods, "product", "sku", ["title", "brand", "price", "stock", "colour", "weight_g", "warehouse"]),
    "flights": (flights, "flight", "flight", ["origin", "destination", "gate", "departs", "seats", "delay_min", "captain"]),
    "payments": (payments, "payment", "id", ["payer", "method", "amount", "fee", "bank", "status"]),
}


class Rows:
    """Rows with what their columns are like."""

    def __init__(self, rows):
        self.rows = rows
        self.constant = {k: v for k, v in rows[0].items() if all(row[k] == v for row in rows)}
        self.columns = [k for k in rows[0] if k not in self.constant]
        self.with_blanks = {k for k in self.columns if any(" " in self.cell(row, k) for row in rows)}
        self.of_numbers = {k for k in self.columns if all(self.cell(row, k)[:1].isdigit() for row in rows)}
        self.behind_numbers = {k for before, k in zip(self.columns, self.columns[1:]) if before in self.of_numbers and k in self.of_numbers}

    @staticmethod
    def cell(row, column):
        value = row[column]
        return "null" if value is None else '""' if value == "" else value if isinstance(value, str) else json.dumps(value)

    def table(self, separator=None, named=(), equals="=", head=True):
        """A line of what all rows say, a line of names, a line a row. `separator` tells what stands before a column, between names only where none is repeated; cells of
        the columns `named` stand behind their names."""
        separator = separator or (lambda before, column: "," if before in self.with_blanks and (equals == "=" or column not in named) else " ")
        text = " ".join(f"{k}={json.dumps(v)}" for k, v in self.constant.items())
        text += "\n" if text else ""
        text += " ".join(self.columns) + "\n" if head and named else ""
        lines = [self.columns] if head and not named else []
        lines += [[(column + equals if column in named else "") + self.cell(row, column) for column in self.columns] for row in self.rows]
        for line in lines:
            text += "".join((separator(self.columns[at - 1], self.columns[at]) if at else "") + part for at, part in enumerate(line)) + "\n"
        return text

    def named_table(self, named):
        """As Pith writes a table, the columns `named` with their names before their cells."""
        head, last = "", self.columns[-1]
        for column, value in self.rows[0].items():
            is_text = any(isinstance(row[column], str) and row[column][:1].isdigit() and row[column].replace(".", "").isdigit() for row in self.rows)
            head += column + (f"={json.dumps(value)}" if column in self.constant else ('""' if is_text else "") + ("=" if column in named else ""))
            head += "," if column in self.with_blanks and column != last else " "
        lines = ["".join((("," if self.columns[at - 1] in self.with_blanks else " ") if at else "") + (column + "=" if column in named else "") + self.cell(row, column)
                         for at, column in enumerate(self.columns)) for row in self.rows]
        return "\n".join(["[", head.rstrip(), *lines, "]", ""])

    @property
    def middle_number(self):
        """The column in the middle of the longest run of numbers."""
        runs = "".join("1" if column in self.of_numbers else " " for column in self.columns).split(" ")
        longest = max(runs, key=len)
        at = " ".join(runs).index(longest)
        return self.columns[at + len(longest) // 2]


WAYS = {
    "minified JSON": lambda rows, pith: json.dumps(rows.rows, separators=(",", ":")),
    "Pith's table": lambda rows, pith: run(pith, ["compress", "--lossless"], json.dumps(rows.rows, indent=2)),
    "a comma, where it costs nothing": lambda rows, pith: rows.table(lambda before, column: "," if before in rows.with_blanks or column in rows.of_numbers else " "),
    "a comma and a blank": lambda rows, pith: rows.table(lambda before, column: ", "),
    "one name a row": lambda rows, pith: rows.named_table({rows.middle_number}),
    "names before numbers behind numbers": lambda rows, pith: rows.named_table(rows.behind_numbers),
    "names before numbers": lambda rows, pith: rows.table(named=rows.of_numbers - {rows.columns[0]}, equals=" "),
    "names before all": lambda rows, pith: rows.table(named=rows.columns[1:], equals=" ", head=False),
    "name=cell": lambda rows, pith: rows.table(lambda before, column: " ", named=rows.columns, head=False),
    "--small-reader": lambda rows, pith: run(pith, ["compress", "--lossless", "--small-reader"], json.dumps(rows.rows, indent=2)),
}


def run(pith, arguments, text):
    return subprocess.run([pith, *arguments], input=text, capture_output=True, text=True, check=True).stdout


def contexts(pith, count, seed):
    for shape, (make, what, key, asked) in SHAPES.items():
        r = random.Random(f"{shape}{seed}")
        rows = Rows(make(r))
        questions = r.sample([(i, column) for i in range(len(rows.rows)) for column in asked if rows.rows[i][column] not in ("", None)], count)
        for way, write in WAYS.items():
            text = write(rows, pith)
            tokens = int(run(pith, ["count"], text))
            for i, column in questions:
                row = rows.rows[i]
                yield {"suite": "tables", "id": f"{shape}-{i}-{column}", "contestant": way, "setting": "all", "tokenCount": tokens, "score": 1, "output": text,
                       "query": f"What is the {column} of {what} {row[key]}? Reply with the value alone.", "answers": [Rows.cell(row, column)]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pith", default="pith")
    parser.add_argument("--questions", type=int, default=8, help="of each of five shapes of rows")
    parser.add_argument("--seed", default="0")
    parser.add_argument("--report", type=argparse.FileType())
    options = parser.parse_args()
    if not options.report:
        for context in contexts(options.pith, options.questions, options.seed):
            print(json.dumps(context, ensure_ascii=False))
        return
    suite = json.load(options.report)["suites"][0]
    print(f"| way | tokens | right of {suite['taskCount']} |\n|---|--:|--:|")
    for context in suite["contexts"]:
        print(f"| {context['contestant']} | {context['meanTokenCount']:.0f} | {round(context['contained'] * suite['taskCount'])} |")


if __name__ == "__main__":
    main()
