// Grouped listings are read back by a reader that shares nothing with the writer.

import PithPrompt
import PithTestSupport
import Testing

@testable import PithCompression

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

/// Lines that are nearly what a listing has, in any order.
private func randomListing(seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed &+ 900)
    let paths = ["src/a.py", "./src/a.py", "x-12-y.c", "lib/a b/x y.ts", "README.md", "./k", "3rd/p.c", "1.c", "a", "é/ü.md", ".x.y"]
    let bodies = [
        "    return self", "  a   b\tc", "a\tb", "a b  ", "", " ", "\t ", "12", "a:b:c", ",", "日本  語", "x", "x", "12:00:01 up", "-",
    ]
    let lineEnd = seed % 5 == 0 ? "\r\n" : "\n"
    var text = ""
    for _ in 0..<random.number(1...40) {
        let path = random.pick(paths), numbers = random.pick(["7", "12", "12,20", "007", "12345678", "3,", "9"]), body = random.pick(bodies)
        switch random.number(0...11) {
        case 0...3: text += "\(path):\(random.number(1...30)):\(body)"
        case 4: text += "\(path)-\(random.number(1...30))-\(body)"
        case 5: text += path
        case 6...8: text += "\(numbers)\(random.pick([":", "-", " ", "\t", ""]))\(body)"
        case 9: text += random.pick(["--", "-", "", " ", "---", "[=above]"])
        default: text += "\(path):\(numbers):\(body)"
        }
        text += random.oneIn(30) ? "\n" : lineEnd
    }
    return Array((random.oneIn(4) ? String(text.dropLast()) : text).utf8)
}

/// The listing with whole paths in place of folders and the paths in them.
private func wholePaths(_ listing: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var folder: [UInt8] = [], folderLine: [UInt8]?
    for line in listing.split(separator: 0x0A, omittingEmptySubsequences: false) {
        let text = line.last == 0x0D ? line.dropLast() : line
        if text.last == 0x2F, let first = text.first, !first.isDigit {
            (folder, folderLine) = (Array(text), Array(line))
            continue
        }
        let isInFolder = text.first == 0x20
        // A path that ends in a slash and has no path under it is no folder.
        if let folderLine, !isInFolder { out += folderLine + [0x0A] }
        folderLine = nil
        out += isInFolder ? folder + line.dropFirst() : Array(line)
        out.append(0x0A)
    }
    return out.dropLast()
}

@Test(arguments: 0..<UInt64(200))
func foldersReadBackAsPaths(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 7000)
    let parts = ["src", "lib", "a", "deep folder", "x-12", "ü", "generated"], names = ["a.py", "b.c", "x y.ts", "Makefile", "é.md"]
    var text = "", paths: [String] = []
    for number in 0..<random.number(1...30) {
        let folders = random.oneIn(4) ? [] : (0..<random.number(0...4)).map { _ in random.pick(parts) }
        paths.append((folders + [random.pick(names)]).joined(separator: "/"))
        text += "\(paths[number]):\(random.number(1...900)):x = \(number)\n"
    }
    let prompt = try Prompt(parsing: Array(text.utf8), as: .search)
    for stretch in SearchStretches(in: prompt.views[0], prompt.segments[0].range).found {
        let bytes = prompt.views[0].bytes
        #expect(
            String(decoding: wholePaths(stretch.written(stretch.groups, in: bytes, withFolders: true)), as: UTF8.self)
                == String(decoding: stretch.written(stretch.groups, in: bytes), as: UTF8.self), "seed \(seed)")
    }
}

@Test(arguments: 0..<UInt64(400))
func listingsAreWrittenAsThePlainWriterDoes(seed: UInt64) throws {
    let bytes = randomListing(seed: seed)
    for prompt in [try Prompt(parsing: bytes, as: .search), try Prompt(parsing: bytes, as: .text)] {
        for segment in prompt.segments {
            let view = prompt.views[segment.view]
            let plain = PlainSearchStretches(in: view, segment.range).found
            // A long listing is cut into lines on several threads.
            let found = ThreadGain.$fewestBytes.withValue(1) {
                SearchStretches(in: view, segment.range, threadCount: seed.isMultiple(of: 2) ? 3 : 1).found
            }
            try #require(found.map(\.range) == plain.map(\.range), "seed \(seed)")
            for (stretch, plain) in zip(found, plain) {
                #expect(
                    stretch.written(stretch.groups, in: view.bytes, { $0 = $0.merged(in: $1) })
                        == plain.written(plain.groups.map { $0.merged() }))
                #expect(
                    wholePaths(SearchIndentation.unindented(stretch, in: view.bytes)) == PlainSearchIndentation().written(plain),
                    "seed \(seed)")
            }
        }
    }
}
