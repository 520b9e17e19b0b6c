// Every byte of every input lies in exactly one segment, in order.

import PithPrompt
import PithTestSupport
import Testing

/// Checks that the raw ranges of the segments tile the input, and that views say what they are.
func checkTiles(_ bytes: [UInt8], as format: PromptFormat = .auto, _ name: String) {
    guard let prompt = try? Prompt(parsing: bytes, as: format) else {
        #expect(bytes.contains(0) || format != .auto, "\(name): refused")
        return
    }
    var done = 0
    for segment in prompt.segments {
        let raw = prompt.rawRange(of: segment)
        #expect(raw.lowerBound == done && !segment.range.isEmpty, "\(name): segment \(segment) begins at \(raw.lowerBound), not at \(done)")
        done = raw.upperBound
        #expect(segment.view == 0 || segment.kind.isText, "\(name): \(segment)")
    }
    #expect(done == bytes.count, "\(name): \(done) of \(bytes.count) bytes are in segments")
    #expect(prompt.format != .auto)
    for (index, message) in prompt.messages.enumerated() {
        for view in message.views {
            #expect(prompt.views[view].message == index && message.rawRange.contains(prompt.views[view].rawRange), "\(name): view \(view)")
        }
    }
}

@Test("Segments tile every corpus file, in every format that takes it")
func segmentsTileCorpora() {
    for file in corpusFiles(byteLimit: 400_000) {
        let formats = file.bytes.count < 64_000 ? PromptFormat.allCases : [.auto]
        for format in formats { checkTiles(file.bytes, as: format, file.name) }
    }
}

@Test("Segments tile random bytes", arguments: 0..<40)
func segmentsTileRandomBytes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for round in 0..<25 {
        let bytes = randomBytes(count: random.number(0...600), using: &random)
        checkTiles(bytes, "seed \(seed) round \(round)")
    }
}

@Test("Segments tile random texts, whole and cut anywhere", arguments: 0..<20)
func segmentsTileRandomTexts(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for round in 0..<10 {
        let bytes = Array(randomText(count: random.number(1...3000), using: &random).utf8)
        checkTiles(bytes, "seed \(seed) round \(round)")
        checkTiles(Array(bytes.prefix(random.number(0...bytes.count))), "seed \(seed) round \(round), cut")
    }
}

@Test("Segments tile random conversations, whole and damaged", arguments: 0..<20)
func segmentsTileRandomConversations(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for form in ConversationForm.allCases {
        for escaping in JSONEscaping.allCases {
            let text = randomConversation(
                form, turnCount: random.number(1...5), escaping: escaping, pretty: random.oneIn(2), using: &random)
            var bytes = Array(text.utf8)
            #expect(try Prompt(parsing: bytes).format == .messages)
            checkTiles(bytes, "seed \(seed) \(form) \(escaping)")
            for _ in 0..<3 { bytes[random.number(0...bytes.count - 1)] = UInt8(random.number(1...255)) }
            checkTiles(bytes, "seed \(seed) \(form) \(escaping), damaged")
        }
    }
}

private extension Range<Int> {
    func contains(_ other: Range<Int>) -> Bool { lowerBound <= other.lowerBound && other.upperBound <= upperBound }
}
