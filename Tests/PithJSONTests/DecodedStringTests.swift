// The way from decoded text back to the literal, at every offset.

import PithJSON
import PithTestSupport
import Testing

/// For every decoded byte, where in the literal the character that holds it begins and ends; by looking at one escape after another.
private func plainMap(_ literal: [UInt8]) -> (bytes: [UInt8], origin: [Range<Int>]) {
    var bytes: [UInt8] = [], origin: [Range<Int>] = []
    var at = 0
    while at < literal.count {
        var length = 1
        if literal[at] == 0x5C {
            length = literal[at + 1] == 0x75 ? 6 : 2
            if length == 6, literal[at + 2] | 0x20 == 0x64, "89abAB".utf8.contains(literal[at + 3]) { length = 12 }
        }
        let quoted = [0x22] + literal[at..<at + length] + [0x22]
        let decoded = length == 1 ? [literal[at]] : Array((try! JSONDocument(quoted).root.string!).utf8)
        bytes += decoded
        origin += decoded.map { _ in at..<at + length }
        at += length
    }
    return (bytes, origin)
}

@Test("Every decoded offset leads to its place in the literal", arguments: 0..<60)
func offsetsLeadBack(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<10 {
        let text = randomText(count: random.number(0...60), using: &random) + random.pick(["", "\u{1}\u{1F}", "\\\"/", "é€😀"])
        let literal = Array(JSONEscaping.mixed.literal(text, using: &random).utf8.dropFirst().dropLast())
        let decoded = DecodedString(literalContent: [0x22] + literal + [0x22], in: 1..<literal.count + 1)
        let plain = plainMap(literal)
        #expect(decoded.bytes == Array(text.utf8) && decoded.bytes == plain.bytes && !decoded.hasLoneSurrogate, "seed \(seed)")
        var last = 0
        for offset in 0...plain.bytes.count {
            let isInside = offset > 0 && offset < plain.bytes.count && plain.origin[offset - 1] == plain.origin[offset]
            let expected =
                offset == plain.bytes.count ? literal.count : isInside ? plain.origin[offset].upperBound : plain.origin[offset].lowerBound
            let found = decoded.literalOffset(ofDecoded: offset)
            #expect(found == expected && found >= last, "seed \(seed) offset \(offset) of \(text.debugDescription)")
            last = found
        }
    }
}

@Test(
    "Lone surrogates are seen, pairs are not",
    arguments: [
        (#"\ud800"#, true), (#"\udc00"#, true), (#"\ud800x"#, true), (#"\ud800\ud800\udc00"#, true), (#"\ud83d\ude00"#, false),
        (#"\u00e9"#, false),
        (#"\ud83d\n"#, true), (#"\uD83D\uDE00"#, false), ("", false),
    ])
func loneSurrogates(literal: String, isLone: Bool) {
    let bytes = Array(literal.utf8)
    #expect(DecodedString(literalContent: bytes, in: 0..<bytes.count).hasLoneSurrogate == isLone)
}
