// Grouped listings are read back by a reader that shares nothing with the writer.

import PithCompression
import PithPrompt
import PithTestSupport
import Testing

@Test(arguments: 0..<UInt64(80))
func groupedListingReadsBack(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var text = seed % 3 == 0 ? "Found these:\n\n" : ""
    let paths = ["src/a.py", "lib/x-12-y.c", "Sources/Very/Long/Path/To/File.swift", "README.md", "./k.go", "lib/a b/x y.ts"]
    let bodies = ["    return self", "\tx := 1", "", " ", "12", "a:b:c", "- item", ",", "日本語 テキスト", "        return self", "12:00:01 up"]
    for _ in 0..<random.number(1...5) {
        let path = random.pick(paths)
        var line = random.number(1...50)
        for _ in 0..<random.number(1...12) {
            let mark = random.oneIn(8) ? "-" : ":"
            text += "\(path)\(mark)\(line)\(mark)\(random.pick(bodies))\n"
            if random.oneIn(20) { text += "--\n" }
            line += random.number(0...29) + (random.oneIn(15) ? -20 : 1)
            if line < 1 { line = 1 }
        }
    }
    let trailers = ["", "done\n", "12 monkeys\n", "\nfile.txt\n3 x\n", "--\n", "\n"]
    text += random.pick(trailers)
    var options = CompressionOptions(mode: .lossless)
    options.strategies = ["grouped-search-results"]
    for format in [PromptFormat.auto, .search] {
        let output = try Compressor(options: options).compress(Prompt(parsing: Array(text.utf8), as: format)).output
        let again = try Compressor(options: options).compress(Prompt(parsing: output, as: format)).output
        #expect(
            String(decoding: flatListing(output), as: UTF8.self) == String(decoding: flatListing(Array(text.utf8)), as: UTF8.self),
            "seed \(seed), \(String(decoding: output, as: UTF8.self))")
        #expect(String(decoding: again, as: UTF8.self) == String(decoding: output, as: UTF8.self), "seed \(seed)")
    }
}
