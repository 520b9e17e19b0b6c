#!/usr/bin/env python3
"""Writes inputs to measure the speed of compression with, the same bytes every time.

    python3 Benchmarks/Compression/make_inputs.py FOLDER [BYTES]

What an agent sends, a file a kind of at least BYTES (500,000): prose, records, a log, a diff, program text, a conversation with files
read again, a search listing. All values vary, so that nothing is cheap because it was seen before.
"""
import json, pathlib, random, sys

WORDS = """time year people way day man thing woman life child world school state family student group country problem hand part place case week company system
program question work government number night point home water room mother area money story fact month lot right study book eye job word business issue side
kind head house service friend father power hour game line end member law car city community name president team minute idea body information back parent face
others level office door health person art war history party result change morning reason research girl guy moment air teacher force education foot boy age
policy process music market sense nation plan college interest death experience effect use class control field development role effort rate heart drug show
leader light voice wife police mind price report decision son view relationship town road arm difference value building action season society tax director
position player record paper space ground form event official matter center couple site project activity star table need court oil situation cost industry
figure street image phone data picture practice piece land product doctor wall patient worker news test movie north love support technology""".split()
VERBS = "was is had made found took came gave told became left put kept began showed heard held brought wrote sat stood lost paid met ran moved".split()
SMALL = "the a of to in and that with for on by from at as its this their".split()
NAMES = "Alvarez Brandt Chen Dubois Eriksen Farouk Green Haddad Ivanov Jansen Kaplan Larsen Moreau Novak Okafor Petrov Quinn Rossi Sato Tanaka".split()
CITIES = "Lisbon Oslo Nairobi Kyoto Quito Turin Leeds Austin Perth Graz Lyon Gdansk Malmo Porto Dublin Bergen".split()

def clause(rng):
    out = []
    for _ in range(rng.randrange(4, 11)):
        roll = rng.random()
        if roll < 0.42: out.append(rng.choice(SMALL))
        elif roll < 0.80: out.append(WORDS[int(len(WORDS) * rng.random() ** 2)])
        elif roll < 0.94: out.append(rng.choice(VERBS))
        elif roll < 0.97: out.append(rng.choice(NAMES))
        else: out.append(str(rng.randrange(2, 9999)))
    return " ".join(out)

def sentence(rng):
    text = ", ".join(clause(rng) for _ in range(rng.randrange(1, 3)))
    roll = rng.random()
    if roll < 0.06: text += f" in {rng.choice(CITIES)}"
    elif roll < 0.10: text += f" not before {rng.randrange(1, 29)} March {rng.randrange(1950, 2026)}"
    elif roll < 0.13: text = f'"{text}", said {rng.choice(NAMES)}'
    return text[0].upper() + text[1:] + "."

def prose(rng, size):
    out, total, section = [], 0, 0
    while total < size:
        if rng.random() < 0.08:
            section += 1
            text = f"## {section}. {clause(rng).capitalize()}\n\n"
        else:
            text = " ".join(sentence(rng) for _ in range(rng.randrange(3, 8))) + "\n\n"
        out.append(text); total += len(text)
    return "".join(out)

def order(rng, number):
    return {"id": f"ord_{rng.getrandbits(48):012x}", "number": number, "customer": {"name": rng.choice(NAMES), "city": rng.choice(CITIES), "tier": rng.choice(["gold", "silver", "none"])},
        "items": [{"sku": f"SKU-{rng.randrange(100000)}", "quantity": rng.randrange(1, 9), "price": round(rng.random() * 500, 2)} for _ in range(rng.randrange(1, 4))],
        "status": rng.choice(["shipped", "pending", "paid"]), "created": f"2026-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}T{rng.randrange(24):02}:{rng.randrange(60):02}:00Z", "note": None}

def records(rng, size):
    out, total = [], 0
    while total < size:
        text = json.dumps(order(rng, len(out)), indent=2)
        out.append(text); total += len(text) + 2
    return "[\n" + ",\n".join(out) + "\n]\n"

def log(rng, size):
    out, total, clock = [], 0, 0
    while total < size:
        clock += rng.randrange(900)
        at = f"2026-03-{1 + clock // 86400000 % 28:02}T{clock // 3600000 % 24:02}:{clock // 60000 % 60:02}:{clock // 1000 % 60:02}.{clock % 1000:03}Z"
        roll = rng.random()
        if roll < 0.5: text = f"INFO  gateway request id={rng.getrandbits(32):08x} method=GET path=/api/v2/{rng.choice(WORDS)}/{rng.randrange(9999)} status=200 took={rng.randrange(900)}ms"
        elif roll < 0.8: text = f"DEBUG cache hit key=user:{rng.randrange(99999)} ttl={rng.randrange(3600)}"
        elif roll < 0.97: text = f"INFO  worker-{rng.randrange(16)} finished job {rng.randrange(10**6)} in {rng.random() * 9:.3f}s"
        elif roll < 0.99: text = f"WARN  pool connection {rng.randrange(64)} idle for {rng.randrange(900)}s, closing"
        else: text = f"ERROR payment {rng.getrandbits(40):010x} failed: {clause(rng)}"
        text = f"{at} {text}\n"
        out.append(text); total += len(text)
    return "".join(out)

def function(rng, number):
    name, a, b = f"{rng.choice(VERBS)}_{rng.choice(WORDS)}_{number}", rng.choice(WORDS), rng.choice(WORDS) + "_2"
    lines = [f"def {name}({a}: int, {b}: str = \"{rng.choice(WORDS)}\") -> dict:", f'    """{sentence(rng)}"""']
    for _ in range(rng.randrange(3, 12)):
        roll = rng.random()
        if roll < 0.25: lines.append(f"    # {clause(rng)}")
        elif roll < 0.5: lines.append(f"    {rng.choice(WORDS)} = {a} * {rng.randrange(999)} + len({b})")
        elif roll < 0.7: lines += [f"    if not {b} or {a} > {rng.randrange(99)}:", f"        raise ValueError(f\"{clause(rng)}: {{{a}}}\")"]
        else: lines.append(f"    self.{rng.choice(WORDS)}.{rng.choice(VERBS)}({a}, {b}, {rng.choice(WORDS)}={rng.randrange(99)})")
    return lines + [f"    return {{\"{a}\": {a}, \"{b}\": {b}}}", "", ""]

def source(rng, size):
    out, total = ["import json", "import logging", "", ""], 0
    while total < size:
        lines = function(rng, len(out)); out += lines; total += sum(len(line) + 1 for line in lines)
    return "\n".join(out)

def diff(rng, size):
    out, total, number = [], 0, 0
    while total < size:
        number += 1
        path = f"src/{rng.choice(WORDS)}/{rng.choice(WORDS)}_{number}.py"
        lines = [f"diff --git a/{path} b/{path}", f"index {rng.getrandbits(28):07x}..{rng.getrandbits(28):07x} 100644", f"--- a/{path}", f"+++ b/{path}"]
        at = 1
        for _ in range(rng.randrange(1, 5)):
            body, old, new = [], 0, 0
            for line in function(rng, number)[:-2]:
                roll = rng.random()
                if roll < 0.15: body.append("-" + line); old += 1
                elif roll < 0.3: body.append("+" + line); new += 1
                else: body.append(" " + line); old += 1; new += 1
            lines.append(f"@@ -{at},{old} +{at},{new} @@ def {rng.choice(WORDS)}():"); lines += body; at += old + rng.randrange(5, 80)
        out += lines; total += sum(len(line) + 1 for line in lines)
    return "\n".join(out) + "\n"

def search(rng, size):
    out, total, number = [], 0, 0
    while total < size:
        number += 1
        path, at = f"src/{rng.choice(WORDS)}/{rng.choice(WORDS)}_{number}.py", 1
        for line in function(rng, number):
            at += rng.randrange(1, 30)
            if rng.random() < 0.5 and line:
                out.append(f"{path}:{at}:{line}"); total += len(out[-1]) + 1
    return "\n".join(out) + "\n"

def conversation(rng, size):
    messages, total, files = [{"role": "system", "content": prose(rng, 2000)}, {"role": "user", "content": sentence(rng)}], 0, []
    while total < size:
        roll, call = rng.random(), f"call_{len(messages)}"
        if roll < 0.5 or not files:
            text = "\n".join(sum((function(rng, n) for n in range(rng.randrange(4, 30))), [])); files = (files + [text])[-20:]
        elif roll < 0.75:
            lines = rng.choice(files).split("\n"); first = rng.randrange(max(1, len(lines) - 20)); text = "\n".join(lines[first:first + 60])
        else: text = rng.choice([log, records, search])(rng, 4000)
        messages.append({"role": "assistant", "content": sentence(rng), "tool_calls": [{"id": call, "type": "function", "function": {"name": "read", "arguments": json.dumps({"path": f"src/{rng.choice(WORDS)}.py", "line": rng.randrange(400)})}}]})
        messages.append({"role": "tool", "tool_call_id": call, "content": text})
        total += len(text) + 200
    return json.dumps(messages, indent=1)

KINDS = {"prose": (prose, "md"), "records": (records, "json"), "log": (log, "txt"), "diff": (diff, "diff"), "source": (source, "py"), "conversation": (conversation, "json"), "search": (search, "txt")}

def write(folder, size):
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for kind, (make, ending) in KINDS.items():
        paths[kind] = folder / f"{kind}_{size}.{ending}"
        if not paths[kind].exists(): paths[kind].write_text(make(random.Random(kind), size))
    return paths

if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 500_000)
