// One block of lines of some kind, as the parsers meet them.

func randomBlock(using random: inout SplitMix64) -> [String] {
    let lineCount = random.number(1...8)
    func times(_ make: (Int, inout SplitMix64) -> String) -> [String] { (0..<lineCount).map { make($0, &random) } }
    switch random.number(0...13) {
    case 0: return times { _, random in "- " + randomSentence(using: &random) }
    case 1:
        return ["```\(random.pick(["", "python", "json", "diff"]))"] + times { i, _ in "    x\(i) = f(\(i))" }
            + (random.oneIn(6) ? [] : ["```"])
    case 2: return randomJSON(depth: 3, using: &random).text(pretty: random.oneIn(2)).split(separator: "\n").map(String.init)
    case 3: return times { i, random in "{\"id\": \(i), \"name\": \"\(randomWord(using: &random))\", \"ok\": true}" }
    case 4:
        return times { i, random in
            "2024-05-15 12:0\(i):00,\(random.number(100...999)) \(random.pick(["INFO", "ERROR", "WARN"])) worker-\(i % 3): "
                + randomSentence(using: &random)
        }
    case 5:
        return ["diff --git a/x.py b/x.py", "--- a/x.py", "+++ b/x.py", "@@ -1,\(lineCount + 1) +1,\(lineCount + 1) @@ def f():"]
            + times { i, _ in " line \(i)" } + ["-old", "+new"]
    case 6: return times { i, random in "src/app/main.py:\(i * 7 + 1):    " + randomWord(using: &random) }
    case 7:
        return ["Traceback (most recent call last):"]
            + times { i, _ in "  File \"/srv/app.py\", line \(i), in f\(i)\n    call(\(i))" }
            .flatMap { $0.split(separator: "\n").map(String.init) } + ["ValueError: bad value"]
    case 8: return ["| a | b |", "|---|--:|"] + times { i, random in "| \(i) | \(randomWord(using: &random)) |" }
    case 9: return ["id,name,price"] + times { i, random in "\(i),\(randomWord(using: &random)),\(random.number(1...99)).50" }
    case 10: return ["<table>"] + times { i, _ in "  <tr><td>\(i)</td><td>x</td></tr>" } + ["</table>"]
    case 11: return ["def f\(lineCount)(x):"] + times { i, _ in "    y\(i) = g(x, \(i))" } + ["    return y0"]
    case 12: return ["## " + randomWord(using: &random), "", "You must answer in JSON. " + randomSentence(using: &random)]
    default:
        return (0..<random.number(1...3)).map { _ in
            (0..<random.number(1...4)).map { _ in randomSentence(using: &random) }.joined(separator: " ")
        }
    }
}
