import Foundation
import Testing

@testable import PithVectors

private let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

private func sum(_ words: String) -> [Float] {
    var rows: [UInt16] = []
    for word in words.split(separator: " ") { _ = WordVectors.embedded.appendRows(of: Array(word.utf8), to: &rows) }
    var sum = [Float](repeating: 0, count: WordVectors.dimensionCount)
    WordVectors.embedded.add(rows[...], to: &sum)
    return sum
}

private func cosine(_ a: String, _ b: String) -> Float {
    let (x, y) = (sum(a), sum(b))
    return dotProduct(x, y) / (dotProduct(x, x) * dotProduct(y, y)).squareRoot()
}

/// A line a word: the word, and the rows of its pieces as Training/StaticVectors/cases.py found them; none for a word that cannot be cut.
@Test func wordsAreCutAsTheTrainingScriptCutsThem() throws {
    let lines = try String(contentsOf: folder.appending(path: "words.cases"), encoding: .utf8).split(separator: "\n")
    #expect(lines.count > 100)
    for line in lines {
        let parts = line.split(separator: " ").map(String.init)
        var rows: [UInt16] = []
        let isKnown = WordVectors.embedded.appendRows(of: Array(parts[0].utf8), to: &rows)
        #expect(rows == parts.dropFirst().map { UInt16($0)! }, "\(parts[0])")
        #expect(isKnown == (parts.count > 1), "\(parts[0])")
    }
}

@Test(
    arguments: [
        ("film", "movie", "harbour"), ("physician", "doctor", "gravel"), ("purchase", "buy", "singing"),
        ("who wrote the novel", "the author of the book", "the depth of the lake"),
        ("when was it founded", "established in 1931", "painted in green"),
    ] as [(String, String, String)])
func likeMeaningIsNearerThanUnlike(_ word: String, _ like: String, _ unlike: String) {
    #expect(cosine(word, like) > cosine(word, unlike) + 0.1)
}

@Test func addingRowsIsTheSameAsAddingThemOneByOne() {
    let whole = sum("the tram line in harwick")
    var parts = [Float](repeating: 0, count: WordVectors.dimensionCount)
    for word in ["the", "tram", "line", "in", "harwick"] { for (index, value) in sum(word).enumerated() { parts[index] += value } }
    #expect(zip(whole, parts).allSatisfy { abs($0 - $1) < 1e-4 })
}

@Test func vectorsAreAddedValueByValue() {
    let title = sum("the tram line"), rest = sum("in harwick")
    var whole = title
    add(rest, to: &whole)
    #expect(whole == zip(title, rest).map { $0 + $1 })
    #expect(title == sum("the tram line"))
}

/// The plain loop is the oracle of the one with eight running sums.
@Test func productIsThatOfThePlainLoop() {
    let a = (0..<256).map { Float(($0 * 37) % 101) / 50 - 1 }, b = (0..<256).map { Float(($0 * 53) % 89) / 44 - 1 }
    let plain = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    #expect(abs(Double(dotProduct(a, b)) - plain) < 1e-4)
}

@Test func whatIsNoTableIsRefused() {
    let bytes = [UInt8](repeating: 0, count: 4096)
    bytes.withUnsafeBytes { #expect(WordVectors($0) == nil) }
    var cut = Array("PITHVEC1".utf8) + [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 140, 0, 0, 0, 18, 0, 0, 0]
    cut += [UInt8](repeating: 0, count: 64)
    cut.withUnsafeBytes { #expect(WordVectors($0) == nil) }
}

@Test func longOrEmptyWordsHaveNoVector() {
    var rows: [UInt16] = []
    #expect(!WordVectors.embedded.appendRows(of: [], to: &rows))
    #expect(!WordVectors.embedded.appendRows(of: [UInt8](repeating: 0x61, count: 41), to: &rows))
    #expect(!WordVectors.embedded.appendRows(of: Array("日本".utf8), to: &rows))
    #expect(rows.isEmpty)
}
