#!/usr/bin/env python3
"""What `pith compress` saves on the twins of make.py, and which planted facts it loses, into Benchmarks/Results/twins.md.

    measure.py [--pith FILE] [--result FILE] [--show]

Runs `pith compress --query QUESTION` (the default preset, not told what kind of text it gets) on each text of out/twins, and lets `pith eval` look for the facts.
A text is at the target when the preset saves at least what it is to save of the text of its kind in the suite needles. --show prints a line for each text and writes nothing.
"""
import argparse, datetime, json, os, pathlib, platform, statistics, subprocess, tempfile
import plant, sdists

ROOT = sdists.HERE.parent.parent
TARGETS = {"prose": 24, "records": 60, "log": 93, "diff": 30, "source": 11, "search": 45, "chat": 25}


class Text:
    """What became of one text: the share of its tokens that was saved, how many planted facts are gone, how long it took."""

    def __init__(self, task, before, after, milliseconds):
        self.id, self.tokens, self.milliseconds = task["id"], before["tokenCount"], milliseconds
        self.saved = 100 * (1 - after["tokenCount"] / before["tokenCount"])
        self.fact_count = len(task["expect"])
        self.lost = round(self.fact_count * (1 - after["score"]))
        if before["score"] != 1:
            raise SystemExit(f"measure.py: the text of {self.id} does not hold its own facts: mend plant.py")


def answers_as_user(task):
    """Whether the task is a conversation whose tools answer in messages of the user: no message of it is a tool's."""
    if task["format"] != "messages":
        return False
    return not any(message["role"] in ("tool", "function") or isinstance(message.get("content"), list) for message in json.loads(task["context"]))


def compressed(pith, task, options):
    """The output of `pith compress`, and the processor time that it took, start of the process included."""
    with tempfile.TemporaryFile() as text, tempfile.TemporaryFile() as output:
        text.write(task["context"].encode())
        text.seek(0)
        process = subprocess.Popen([pith, "compress", "--query", task["query"], *options], stdin=text, stdout=output, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"measure.py: pith compress ended with {process.returncode} on {task['id']}")
        output.seek(0)
        return output.read().decode(), 1000 * (used.ru_utime + used.ru_stime)


def scored(pith, path, outputs):
    """What `pith eval` says of the texts of a file and of what was made of them: (text, output) by id, each with its tokens and the share of its facts."""
    made, told = path.with_suffix(".outputs"), path.with_suffix(".scored")
    made.write_text("".join(json.dumps({"id": name, "output": output}) + "\n" for name, output in outputs.items()))
    subprocess.run([pith, "eval", path, "--strategy", "full", "--outputs", f"made={made}", "--no-controls", "--write-outputs", told], check=True, stdout=subprocess.DEVNULL)
    results = {(o["contestant"] == "full", o["id"]): o for o in map(json.loads, told.open())}
    made.unlink()
    told.unlink()
    return {name: (results[True, name], results[False, name]) for name in outputs}


def measured(pith, path, options=(), wanted=lambda task: True):
    tasks = [task for task in map(json.loads, path.open()) if wanted(task)]
    made = {t["id"]: compressed(pith, t, options) for t in tasks}
    results = scored(pith, path, {name: output for name, (output, _) in made.items()})
    return [Text(t, *results[t["id"]], made[t["id"]][1]) for t in tasks]


def row(kind, name, part, texts):
    saved, target = [t.saved for t in texts], TARGETS[kind]
    slowest = max(texts, key=lambda t: t.milliseconds)
    cells = [name, part, len(texts), f"{statistics.mean(saved):.1f}%", f"{statistics.median(saved):.1f}%", f"{min(saved):.1f}%", f"{target}%", f"{sum(s >= target for s in saved)} of {len(texts)}",
             sum(t.lost > 0 for t in texts), f"{sum(t.lost for t in texts)} of {sum(t.fact_count for t in texts)}", f"{slowest.milliseconds:.0f}"]
    return "| " + " | ".join(map(str, cells)) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pith", type=pathlib.Path, default=ROOT / ".build/release/pith")
    parser.add_argument("--result", type=pathlib.Path, default=ROOT / "Benchmarks/Results/twins.md")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    rows, losers = [], []
    measurements = [(kind, kind, {}) for kind in TARGETS] + [("chat", "chat, `--user-results`", {"options": ["--user-results"], "wanted": answers_as_user})]
    for kind, name, how in measurements:
        for part in ("development", "held"):
            path = sdists.OUT / f"{kind}-{part}.jsonl"
            if not path.exists():
                continue
            texts = measured(options.pith, path, **how)
            if not texts:
                continue
            rows.append(row(kind, name, part, texts))
            losers += [f"{name}, {part}: {t.id} ({t.lost} of {t.fact_count})" for t in texts if t.lost]
            if options.show:
                for t in texts:
                    print(f"{name} {part} {t.saved:6.2f}% {t.fact_count - t.lost}/{t.fact_count} {t.tokens:7} tokens {t.milliseconds:5.0f} ms  {t.id}")
    if not rows:
        raise SystemExit("measure.py: there are no twins in out/twins. Make them: python3 Benchmarks/Twins/make.py")
    head = ["kind", "set", "texts", "saved, mean", "median", "least", "target", "at the target", "texts that lost a fact", "facts lost", "slowest, ms of CPU"]
    version = subprocess.run([options.pith, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    lines = ["# Twins", "", "Texts of the kinds that the suite needles has, with ten facts planted in each (`make bench-twins`; [which texts, and how they were chosen](../Twins/README.md)).",
             f"`pith compress --query '{plant.QUESTION}'`, which is not told what kind of text it gets; version {version}, {platform.machine()}, {datetime.date.today()}.", "",
             "| " + " | ".join(head) + " |", "|---|---|" + "--:|" * (len(head) - 2), *rows, "",
             "*Target*: the share that the preset is to save of the one text of that kind in [needles](needles.md), where it saves more. A text of *development* may have been",
             "looked at when rules were made, one that is *held* may not. *chat, `--user-results`* are those chats whose tools answer in messages of the user, told so.", ""]
    if losers:
        lines += ["Texts that lost a planted fact:", "", *(f"* {loser}" for loser in losers), ""]
    if options.show:
        print("\n".join(lines))
    else:
        options.result.write_text("\n".join(lines))


if __name__ == "__main__":
    main()
