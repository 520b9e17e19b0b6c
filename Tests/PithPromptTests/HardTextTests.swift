// Texts that cost the square of their length once, or stood for more than fits in memory. Nothing is timed: a test that hangs, or is killed,
// has failed. Benchmarks/Compression measures how time grows.

import PithJSON
import PithPrompt
import Testing

@Suite("Texts made to be slow") struct HardTextTests {
    private func segmentKinds(_ text: String) throws -> [SegmentKind] {
        try Prompt(parsing: Array(text.utf8), as: .text).segments.map(\.kind)
    }

    @Test("A table whose rows each stand for a long constant is read without being spelled out")
    func longConstant() throws {
        let value = String(repeating: "a", count: 100_000), rows = String(repeating: "1\n", count: 20_000)
        #expect(try segmentKinds("[\nid note=\"\(value)\"\n\(rows)]\n") == [.table])
    }

    @Test("So is one whose rows say ^ for a long cell, and one with a long name")
    func longCellAndName() throws {
        let value = String(repeating: "a", count: 100_000)
        #expect(try segmentKinds("[\nnote^ id\n\(value) 1\n\(String(repeating: "^ 2\n", count: 20_000))]\n") == [.table])
        #expect(try segmentKinds("[\n\(value)\n\(String(repeating: "1\n", count: 20_000))]\n") == [.table])
        #expect(try segmentKinds("[\nitems[\(value),b]\n\(String(repeating: "[1,2;3,4]\n", count: 4_000))]\n") == [.table])
    }

    @Test("Tables that begin on every other line and never end are not each read to the end")
    func tablesWithoutEnd() throws {
        #expect(try segmentKinds("[\nid\n" + String(repeating: "x: [\nid\n", count: 20_000)).contains(.table) == false)
    }

    @Test("A header may be long; columns that refer to others are found at once")
    func longHeader() throws {
        let references = (0..<8_000).map { "b\($0)=z" }.joined(separator: ",")
        let cells = (0..<200).map { "c\($0)" }.joined(separator: ","), row = (0..<200).map { _ in "1" }.joined(separator: ",")
        #expect(try segmentKinds("[\n\(references),\(cells),z\n\(row),1\n\(row),2\n]\n") == [.table])
    }

    @Test("A header with many columns and few cells is none: each row would cost as much as the header")
    func manyConstants() throws {
        let constants = (0..<10_000).map { "c\($0)=1" }.joined(separator: ",")
        let text = "[\nid,\(constants)\n" + String(repeating: "1\n", count: 10_000) + "]\n"
        #expect(TabledJSON(Array(text.utf8), startingAt: 0, limit: text.utf8.count) == nil)
    }

    @Test("Lines that look like markup and have no tags are not each followed to the end")
    func tagsThatAreNone() throws {
        #expect(try segmentKinds(String(repeating: "<?\n", count: 20_000)).contains(.markup) == false)
    }
}
