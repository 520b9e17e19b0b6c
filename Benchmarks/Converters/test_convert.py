#!/usr/bin/env python3
"""Test convert.py on small inputs in the published forms, and on the data sets themselves where ../shared/corpora/raw lies beside the project.

    test_convert.py [PITH]      with a pith, also that every task is valid and that its own context scores 1
"""
import gzip, json, pathlib, subprocess, sys, tempfile, unittest
from convert import RELATION
here = pathlib.Path(__file__).resolve().parent
raw = here.parents[2] / "shared/corpora/raw"
pith = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else None

PAGES = [("Harbour", "The harbour was dredged in 1911. Its crane, built by Ostrow & Sons, lifts forty tonnes."), ("Mill", "The mill burnt down twice. A larger wheel came up the river from Lisbon in 1874.")]
QUESTION, ANSWER = "Where was the wheel of the mill bought?", "Lisbon"

def lines(rows):
    return "".join(json.dumps(row) + "\n" for row in rows)

class Converters(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, name, text):
        path = pathlib.Path(self.folder.name) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".gz"):
            path.write_bytes(gzip.compress(text.encode()))
        else:
            path.write_text(text)
        return path

    def converted(self, kind, *paths, cleaned=False):
        """The tasks of those files; cleaned: less the few whose own context does not satisfy them, as the README says to do."""
        made = subprocess.run([sys.executable, str(here / "convert.py"), kind, *map(str, paths)], check=True, capture_output=True, text=True).stdout
        tasks = [json.loads(line) for line in made.splitlines()]
        self.assertTrue(tasks and all(task["suite"] == kind for task in tasks))
        if pith:
            if cleaned:
                made = subprocess.run([pith, "tasks", "clean", "-"], input=made, check=True, capture_output=True, text=True).stdout
                tasks = [json.loads(line) for line in made.splitlines()]
            tasks_path = self.write(f"{kind}.tasks.jsonl", made)
            subprocess.run([pith, "tasks", "check", str(tasks_path)], check=True, capture_output=True)
            report = json.loads(subprocess.run([pith, "eval", str(tasks_path), "--strategy", "full", "--no-controls", "--json"], check=True, capture_output=True).stdout)
            self.assertEqual(report["suites"][0]["unusableTaskCount"], 0)
        return tasks

    def checkQuestion(self, task):
        self.assertEqual(task["query"], QUESTION)
        self.assertEqual(task["expect"], [{"any": [ANSWER], "support": ["larger", "came", "river"], "min": 0.5}])
        self.assertTrue(task["context"].startswith("Document [1] (Title: "))

    def testNaturalQuestions(self):
        contexts = [{"title": t, "text": x, "isgold": t == "Mill"} for t, x in PAGES]
        path = self.write("nq-open-20_total_documents_gold_at_0.jsonl.gz", lines([{"question": QUESTION, "answers": [ANSWER], "ctxs": contexts}]))
        self.checkQuestion(self.converted("nq", path)[0])

    def testHotpotQA(self):
        row = {"_id": "h1", "question": QUESTION, "answer": ANSWER, "supporting_facts": [["Mill", 1]], "context": [[t, [s + " " for s in x.split(". ")]] for t, x in PAGES]}
        refused = row | {"_id": "h2", "answer": "yes"}
        tasks = self.converted("hotpot", self.write("hotpot_dev_distractor_v1.json", json.dumps([row, refused])))
        self.assertEqual([task["id"] for task in tasks], ["h1"], "an answer that is no text cannot be looked for")

    def testSQuAD(self):
        article = {"title": "Mill", "paragraphs": [{"context": PAGES[0][1], "qas": []}, {"context": PAGES[1][1], "qas": [{"id": "q1", "question": QUESTION, "answers": [{"text": ANSWER, "answer_start": 50}]}]}]}
        task = self.converted("squad", self.write("dev-v1.1.json", json.dumps({"data": [article]})))[0]
        self.checkQuestion(task)
        self.assertEqual(task["context"].count("Document ["), 2)

    def testKeyValue(self):
        records = [[f"key-{n}", f"value-{n}"] for n in range(5)]
        task = self.converted("kv", self.write("kv-retrieval-75_keys.jsonl.gz", lines([{"ordered_kv_records": records, "key": "key-3", "value": "value-3"}])))[0]
        self.assertEqual((task["expect"], json.loads(task["context"])["key-1"]), ([{"any": ["value-3"]}], "value-1"))

    def testIFEval(self):
        row = {"key": 7, "prompt": "Write at least 300 words. Do not use the word 'sea'. Add three bullets.", "instruction_id_list": ["a", "b", "c"],
               "kwargs": [{"relation": "at least", "num_words": 300}, {"forbidden_words": ["sea"]}, {"num_bullets": 3}]}
        task = self.converted("ifeval", self.write("input_data.jsonl", lines([row])))[0]
        self.assertEqual(task["expect"], [{"near": [["300", "300+"], ["word", "words"], RELATION["at least"]], "within": 80}, {"any": ["sea"]}, {"near": [["3", "3+", "three"], ["bullet", "bullets", "points"]], "within": 80}])

    def testLoghub(self):
        log = self.write("Crane_2k.log", "10:01 lift 3 started\n10:02 lift 4 started\n10:03 brake hot\n")
        self.write("Crane_2k.log_structured.csv", "LineId,Content,EventId\n1,lift 3 started,E1\n2,lift 4 started,E1\n3,brake hot,E2\n")
        task = self.converted("loghub", log)[0]
        self.assertEqual((task["id"], task["expect"]), ("Crane_2k", [{"any": ["lift 3 started", "lift 4 started"]}, {"any": ["brake hot"]}]))

    def testFunctionCalling(self):
        tool = {"name": "book_berth", "description": "Reserves a mooring place for a ship", "parameters": {"properties": {"ship": {"type": "string"}, "side": {"type": "string", "enum": ["port", "starboard"]}}}}
        path = self.write("BFCL_v3_simple.json", lines([{"id": "s1", "question": [[{"role": "user", "content": "Book a berth"}]], "function": [tool]}]))
        self.write("possible_answer/BFCL_v3_simple.json", lines([{"id": "s1", "ground_truth": [{"book_berth": {}}]}]))
        task = self.converted("bfcl", path)[0]
        self.assertEqual(task["query"], "Book a berth")
        self.assertIn({"any": ["starboard"]}, task["expect"])
        self.assertIn({"near": [["ship"], ["string"]], "within": 400}, task["expect"])

    def testTau(self):
        call = lambda tool, **values: {"role": "assistant", "content": None, "tool_calls": [{"id": "1", "type": "function", "function": {"name": tool, "arguments": json.dumps(values)}}]}
        trajectory = [{"role": "user", "content": "Cancel my booking"}, call("find", name="Ann"), {"role": "tool", "content": json.dumps({"booking": {"id": "HX-77", "name": "Ann"}})}, call("cancel", booking="HX-77"), {"role": "tool", "content": "{}"}]
        task = self.converted("tau", self.write("gpt-4o-airline.json", json.dumps([{"traj": trajectory}])))[0]
        self.assertEqual(task["expect"], [{"together": [["HX-77", "id"]]}])
        self.assertEqual(len(json.loads(task["context"])), 3, "the conversation before the call that needs the value")

    def originals(self, name):
        """The rows of a data set that lies beside the project; what was renamed there gets its published name back below."""
        path = next((p for p in (raw / f"{name}.jsonl", raw / f"{name}.jsonl.gz") if p.exists()), None)
        if path is None:
            self.skipTest(f"no {name} in {raw}")
        with (gzip.open(path, "rt") if path.suffix == ".gz" else open(path, encoding="utf-8")) as file:
            return [json.loads(line) for line in file]

    def checkMost(self, kind, path, rowCount, share):
        """At least this share of the rows is good for a task."""
        self.assertGreaterEqual(len(self.converted(kind, path, cleaned=True)), share * rowCount)

    def testOriginalLogs(self):
        for log in sorted((raw / "logs").glob("*_2k.log")):
            copy = self.write(log.name, log.read_bytes().decode("utf-8", "replace"))
            self.write(log.name + "_structured.csv", gzip.open(f"{log}_structured.csv.gz", "rt").read())
            self.assertGreater(len(self.converted("loghub", copy)[0]["expect"]), 3)

    def testOriginalInstructions(self):
        rows = self.originals("ifeval")
        self.checkMost("ifeval", raw / "ifeval.jsonl", len(rows), 0.6)

    def testOriginalNaturalQuestions(self):
        rows = [{"question": row["question"], "answers": row["answers"], "ctxs": [d | {"isgold": place == int(row["gold_position"])} for place, d in enumerate(row["documents"])]}
                for row in self.originals("nq20")]
        self.checkMost("nq", self.write("nq-open-20_total_documents_gold_at_0.jsonl.gz", lines(rows)), len(rows), 0.9)

    def testOriginalSQuAD(self):
        rows = self.originals("squad")[:100]
        paragraphs = lambda row: [{"context": d["text"], "qas": [{"id": row["id"], "question": row["question"], "answers": [{"text": a} for a in row["answers"]]}] if place == int(row["gold_position"]) else []}
                                  for place, d in enumerate(row["documents"])]
        articles = [{"title": row["id"], "paragraphs": paragraphs(row)} for row in rows]
        self.checkMost("squad", self.write("dev-v1.1.json", json.dumps({"data": articles})), len(rows), 0.9)

    def testOriginalHotpotQA(self):
        rows = [row for row in self.originals("multihop") if row["id"].startswith("hotpot-")][:100]
        published = [{"_id": row["id"], "question": row["question"], "answer": row["answers"][0], "context": [[d["title"], [d["text"]]] for d in row["documents"]],
                      "supporting_facts": [[d["title"], 0] for d in row["documents"] if any(a.lower() in d["text"].lower() for a in row["answers"])]} for row in rows]
        self.checkMost("hotpot", self.write("hotpot_dev_distractor_v1.json", json.dumps(published)), len(rows), 0.8)

    def testOriginalKeyValue(self):
        rows = [{"ordered_kv_records": row["records"], "key": row["key"], "value": row["value"]} for row in self.originals("kv")]
        self.checkMost("kv", self.write("kv-retrieval-75_keys.jsonl.gz", lines(rows)), len(rows), 1)

    def testOriginalFunctionCalling(self):
        rows = [row for row in self.originals("toolschemas") if row.get("ground_truth") and row["kind"] == "toolset+call"]
        path = self.write("BFCL_v3_live_multiple.json", lines([{"id": row["id"], "question": row["question"], "function": row["data"]} for row in rows]))
        self.write("possible_answer/BFCL_v3_live_multiple.json", lines([{"id": row["id"], "ground_truth": row["ground_truth"]} for row in rows]))
        self.checkMost("bfcl", path, len(rows), 0.8)

    def testOriginalTau(self):
        rows = self.originals("agent_tau_airline")
        self.checkMost("tau", self.write("gpt-4o-airline.json", json.dumps([{"traj": row["messages"]} for row in rows])), len(rows), 0.5)

if __name__ == "__main__":
    unittest.main()
