// Short diffs are read back by a reader that shares nothing with the writer; folded ones still say where each changed line stands.

import PithCompression
import PithPrompt
import PithTestSupport
import Testing

/// A diff of one to three files, its heads right in most cases.
private func randomDiff(_ random: inout SplitMix64) -> String {
    var text = random.oneIn(3) ? "Here is the change:\n\n" : ""
    let bodies = [
        "return x", "    count += 1", "-- a rule", "", "++ more", "never drop PAY-7731", "    }", "        value = compute(first, second)",
        "        value = compute(first, other)", "    value = compute(first, other, third)", "\\ no line", "  ", "\tvalue = first; other",
        "    a ← b; c", "~ tilde", "@@ rule", "    @@ rule", "diff -u one", "[1, 2]", "[…]", "~~~",
    ]
    for file in 0..<random.number(1...3) {
        let name = "src/file_\(file).c"
        var (old, new) = ("a/\(name)", "b/\(name)")
        if random.oneIn(2) {
            text += "diff --git a/\(name) b/\(name)\n"
            switch random.number(0...5) {
            case 0: (old, text) = ("/dev/null", text + "new file mode 100644\n")
            case 1: (new, text) = ("/dev/null", text + "deleted file mode 100644\n")
            default: break
            }
            if random.oneIn(2) { text += "index 12ab..34cd 100644\n" }
        }
        text += "--- \(old)\n+++ \(new)\n"
        var nextOld = 1, nextNew = 1
        for _ in 0..<random.number(1...4) {
            let skipped = random.number(0...40)
            (nextOld, nextNew) = (nextOld + skipped, nextNew + skipped)
            var lines = "", oldCount = 0, newCount = 0
            // Some add lines alone, or end in many.
            let lineCount = random.number(1...12), addedFrom = random.oneIn(3) ? 0 : random.oneIn(3) ? lineCount - 6 : lineCount
            for index in 0..<lineCount {
                let mark = index >= addedFrom ? "+" : random.pick([" ", " ", " ", "+", "-"])
                let body = random.pick(bodies)
                lines += (mark == " " && body.isEmpty && random.oneIn(4) ? "" : mark + body) + "\n"
                if mark != "+" { oldCount += 1 }
                if mark != "-" { newCount += 1 }
            }
            let wrong = random.oneIn(8) ? 3 : 0
            // diff counts an extent without lines from the line before it.
            let old = oldCount == 0 ? nextOld - 1 : nextOld, new = newCount == 0 ? nextNew - 1 : nextNew
            let oldPart = oldCount == 1 ? "\(old)" : "\(old),\(oldCount)",
                newPart = newCount == 1 ? "\(new + wrong)" : "\(new + wrong),\(newCount)"
            text += "@@ -\(oldPart) +\(newPart) @@\(random.oneIn(2) ? " int main()" : "")\n" + lines
            (nextOld, nextNew) = (nextOld + oldCount, nextNew + newCount)
        }
    }
    return text + random.pick(["", "\n- done\n", "That is all.\n", "+ one\n", "\n\nEnd.\n", "[Same line as above: \"+++ more\"]\n"])
}

@Test(arguments: 0..<UInt64(120))
func shortDiffReadsBack(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let text = randomDiff(&random)
    var options = CompressionOptions(mode: .lossless)
    options.strategies = seed % 2 == 0 ? ["diff-heads"] : ["diff-heads", "dense-hunks"]
    for format in [PromptFormat.auto, .diff] {
        let output = String(
            decoding: try Compressor(options: options).compress(Prompt(parsing: Array(text.utf8), as: format)).output, as: UTF8.self)
        let again = String(
            decoding: try Compressor(options: options).compress(Prompt(parsing: Array(output.utf8), as: format)).output, as: UTF8.self)
        #expect(fullDiff(output) == fullDiff(text), "seed \(seed):\n\(output)")
        #expect(again == output, "seed \(seed)")
    }
}

@Test(arguments: 0..<UInt64(80))
func foldedDiffKeepsEveryChangedLineAtItsNumber(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let text = randomDiff(&random)
    var options = CompressionOptions(mode: .preset)
    options.strategies = ["diff-context"]
    let output = try Compressor(options: options).compress(Prompt(parsing: Array(text.utf8))).output
    #expect(addedLines(String(decoding: output, as: UTF8.self)) == addedLines(text), "seed \(seed)")
}

/// The added lines of a diff with the numbers that the heads above give them.
private func addedLines(_ diff: String) -> [String] {
    var number = 0, old = 0, new = 0
    var found: [String] = []
    for line in diff.split(separator: "\n", omittingEmptySubsequences: false) {
        if old <= 0, new <= 0 {
            guard line.hasPrefix("@@ "), let plus = line.firstIndex(of: "+"), let minus = line.firstIndex(of: "-") else { continue }
            let extent = line[line.index(after: plus)...].prefix { $0.isNumber || $0 == "," }.split(separator: ",").compactMap { Int($0) }
            let before = line[line.index(after: minus)...].prefix { $0.isNumber || $0 == "," }.split(separator: ",").compactMap { Int($0) }
            (number, old, new) = (extent[0], before.count > 1 ? before[1] : 1, extent.count > 1 ? extent[1] : 1)
        } else if line.hasPrefix("+") {
            found.append("\(number) \(line)")
            (number, new) = (number + 1, new - 1)
        } else if line.hasPrefix("-") {
            old -= 1
        } else {
            (number, old, new) = (number + 1, old - 1, new - 1)
        }
    }
    return found
}
