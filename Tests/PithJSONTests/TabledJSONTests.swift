// That a table stands for JSON is seen without writing what it stands for.

import PithTestSupport
import Testing

@testable import PithJSON

@Test(arguments: UInt64(0)..<400)
func tablesAreToldFromOtherTextAsByWritingThemOut(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let headers = [
        "a b c", "id user{name,age} zip\"\" note", "id items[sku,n] note", "k b=k s={\"x\":1,\"y\":2}[k]", "id^ w=\"/a/\"+id t\"\"{p,q}",
        "a l[x,y=1] \"b c\"", "id u.n= t\"\"=",
    ]
    let cells = [
        "1", "-", "null", "word", "\"a b\"", "\"a\\\"b\"", "\"\\x\"", "[1,2]", "[1,", "{\"a\":1}", "{\"a\":}", "[A,2;B,7]", "[]",
        "[\"x\",1]", "[{\"a\":1},2]",
        "^", "01", "u.n=1", "t=01", "t=", "tru", "\"\u{1}\"", "x", "y",
    ]
    let header = random.pick(headers)
    var text = random.pick(["[", "{\"t\":[", "lines["]) + "\n" + header + "\n"
    for _ in 0..<random.number(0...4) {
        text += (0..<random.number(2...4)).map { _ in random.pick(cells) }.joined(separator: random.pick([" ", " ", ","])) + "\n"
    }
    text += "]" + (text.first == "{" ? "}" : "")
    let bytes = Array(text.utf8)
    var reader = TabledJSONReader(bytes: bytes, at: 0, limit: bytes.count, expands: true)
    let isTable = reader.read() && !reader.tables.isEmpty
    #expect((TabledJSON(bytes, startingAt: 0, limit: bytes.count) != nil) == isTable, "seed \(seed): \(text)")
}
