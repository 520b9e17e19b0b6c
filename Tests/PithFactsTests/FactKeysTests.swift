import Foundation
import PithPrompt
import Testing

@testable import PithFacts

/// Keys follow what is said, not how it is laid out.
struct FactKeysTests {
    @Test func factsThatSayTheSameShareTheirKeysInEveryLayout() throws {
        let lines = try String(contentsOf: CaseFile.folder.appending(path: "Keys.cases"), encoding: .utf8).split(separator: "\n")
        var count = 0
        for line in lines where !line.hasPrefix("# ") {
            let colon = try #require(line.firstIndex(of: ":"))
            let head = line[..<colon].split(separator: " ")
            let texts = line[line.index(colon, offsetBy: 2)...].components(separatedBy: " = [")
            let kind = try #require(FactClass(rawValue: String(head[1])), "\(line)")
            let sides = try [texts[0], "[" + texts[1]].map { try keys(of: $0, kind) }
            #expect(!sides[0].isEmpty && !sides[1].isEmpty, "\(line): no \(kind.rawValue)")
            if head[0] == "same" {
                #expect(sides[0] == sides[1], "\(line)")
            } else {
                #expect(sides[0].isDisjoint(with: sides[1]), "\(line)")
            }
            count += 1
        }
        #expect(count > 40)
    }

    private func keys(of side: String, _ wanted: FactClass) throws -> Set<UInt64> {
        let close = try #require(side.firstIndex(of: "]"))
        let kind = try #require(SegmentKind(rawValue: String(side.dropFirst()[..<close])), "\(side)")
        var text = side[side.index(close, offsetBy: 2)...].replacing("\\n", with: "\n")
        if kind != .json { text = text.replacing("\\u0301", with: "\u{301}") }
        let bytes = Array(text.utf8)
        return Set(FactExtractor().facts(in: bytes, range: 0..<bytes.count, kind: kind).filter { $0.kind == wanted }.map(\.key))
    }
}
