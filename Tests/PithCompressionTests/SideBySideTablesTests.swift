// Tables and listings of many rows are read and written in parts side by side, and come out as those of one thread.

import PithJSON
import PithPrompt
import PithSystem
import PithTestSupport
import Testing

@testable import PithCompression

private func table(_ json: [UInt8], threadCount: Int) throws -> [UInt8] {
    let document = try JSONDocument(json)
    let objects = Array(document.root.elements)
    let columns = try #require(JSONColumns(objects, in: document, refusing: [], threadCount: threadCount))
    var options = CompressionOptions()
    options.threadCount = threadCount
    let plan = TablePlan(
        TableColumn.columns(columns.columns, document, threadCount: threadCount), rowCount: columns.rowCount, options)
    let apart = columns.apart.map { ($0, CompactJSON.minified(json, objects[$0].range)) }
    return TableText(plan, apart: Dictionary(uniqueKeysWithValues: apart)).bytes(threadCount: threadCount)
}

/// With `odd`, some objects have a member that the others have not, in a place of its own.
@Test(arguments: [false, true])
func rowsInPartsAreThoseOfOneThread(odd: Bool) throws {
    var random = SplitMix64(seed: 20_261_130)
    let words = ["valve", "led\\\"ger", "par cel", "17", "null", "a\\u00e9b", "-", "[x", ""]
    let rowCount = 2 * ThreadGain.fewestCellsOfPart + 37
    let rows = (0..<rowCount).map { row in
        let list = (0..<random.number(0...2)).map { #"{"sku": "\#(random.pick(words))", "price": \#($0).5}"# }.joined(separator: ", ")
        let more = odd && row % 97 == 5 ? #", "odd": true"# : ""
        return
            #"{"id": \#(row), "name": "\#(random.pick(words))", "of": {"kind": "\#(random.pick(words))", "size": null}, "items": [\#(list)]\#(more)}"#
    }
    let json = Array("[\(rows.joined(separator: ",\n"))]".utf8)
    let alone = try table(json, threadCount: 1), together = try table(json, threadCount: 3)
    #expect(alone == together)
    let text = [0x5B, 0x0A] + alone + [0x5D]
    let read = try #require(TabledJSON(text, startingAt: 0, limit: text.count))
    #expect(read.expanded == CompactJSON.minified(json, 0..<json.count))
}

@Test func filesInPartsAreThoseOfOneThread() throws {
    var random = SplitMix64(seed: 30_11_26)
    var listing = ""
    for file in 0..<2 * ThreadGain.fewestFilesOfPart + 5 {
        for line in 1...random.number(1...4) {
            listing +=
                "./src/part\(file % 7)/file\(file).c:\(line * 3):\(random.pick(["    ", " ", ""]))if (x  == \(random.number(1...3))) return;\n"
        }
    }
    let prompt = try Prompt(parsing: Array(listing.utf8))
    let view = prompt.views[0]
    let found = SearchStretches(in: view, 0..<view.bytes.count).found
    #expect(!found.isEmpty)
    for stretch in found {
        let alone = SearchIndentation.unindented(stretch, in: view.bytes, threadCount: 1)
        #expect(alone == SearchIndentation.unindented(stretch, in: view.bytes, threadCount: 3))
        #expect(alone.count < stretch.range.count)
    }
}
