// What the writer writes, the parser reads back.

import PithJSON
import PithTestSupport
import Testing

@Test("Objects, arrays and commas come out where they belong")
func writerShapes() {
    var json = JSONWriter()
    json.object { json in
        json.member("a", 1)
        json.member(
            "b",
            array: { json in
                json.null()
                json.bool(true)
                json.array { _ in }
                json.object { _ in }
                json.string("x\"\n")
            })
        json.member("c", number: 0.1 + 0.2)
        json.member("d", object: { $0.member("e", "é") })
        json.member("f", false)
    }
    #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"a":1,"b":[null,true,[],{},"x\"\n"],"c":0.3,"d":{"e":"é"},"f":false}"#)
}

@Test(
    "Numbers are JSON whatever they are",
    arguments: [
        (0.0, "0"), (-0.0, "0"), (1.5, "1.5"), (1e14, "100000000000000"), (1e15, "null"), (.infinity, "null"), (.nan, "null"), (1e-7, "0"),
        (-2.25, "-2.25"), (0.000005, "5e-06"),
    ])
func numbers(value: Double, expected: String) throws {
    var json = JSONWriter()
    json.number(value)
    #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    #expect(throws: Never.self) { try JSONDocument(json.bytes) }
}

@Test("Any bytes escaped and decoded are themselves", arguments: 0..<30)
func escapesComeBack(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let bytes = (0..<300).map { _ in UInt8(random.number(0...255)) }
    var json = JSONWriter()
    json.string(bytes)
    #expect(try JSONDocument(json.bytes).root.decodedString?.bytes == bytes, "seed \(seed)")
}
