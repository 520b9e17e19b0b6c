// What is found out of one line of a form holds for all: heads and tokens of a log's lines are those that each line has by itself.

import PithPrompt
import PithSystem
import PithTestSupport
import Testing

@testable import PithCompression

@Suite struct LogFormTests {
    @Test(arguments: 0..<60) func linesOfOneFormHaveTheSameHeadsAndTokens(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let lines = String(decoding: randomInput(seed % 3 == 0 ? .text : .log, size: 3000, seed: UInt64(seed)), as: UTF8.self).split(
            separator: "\n")
        var bytes: [UInt8] = []
        for line in lines {
            for _ in 0..<random.number(1...3) {
                bytes += line.utf8.map { $0.isDigit && random.oneIn(2) ? 0x30 + UInt8(random.number(0...9)) : $0 } + [0x0A]
            }
        }
        expectTheSame(bytes)
    }

    @Test func yearsAndLevelsByNumberAreRead() {
        let lines = [
            "Thu Jun 09 06:07:04 2005 notice x", "Thu Jun 09 06:07:04 3005 notice x", "Thu Jun 09 06:07:04 1905 notice x",
            #"{"level":30,"time":1778480000716,"msg":"a"}"#, #"{"level":50,"time":1778480000716,"msg":"a"}"#,
        ]
        expectTheSame(Array((lines + lines).joined(separator: "\n").utf8))
    }

    @Test func realLogsHaveTheSameHeadsAndTokens() {
        for file in corpusFiles(byteLimit: 330_000) where file.name.hasSuffix(".log") || file.name.hasSuffix("log.txt") {
            expectTheSame(file.bytes)
        }
    }

    @Test(arguments: 0..<40) func bytesAreTheSameWhereOnlyDigitsDiffer(seed: UInt64) {
        var random = SplitMix64(seed: seed &+ 77)
        let first = (0..<random.number(0...40)).map { _ in
            random.oneIn(2) ? UInt8(random.number(0x2D...0x3C)) : UInt8(random.number(0...255))
        }
        for _ in 0..<50 {
            var second = first
            for at in second.indices where random.oneIn(3) { second[at] = UInt8(random.number(random.oneIn(20) ? 0...255 : 0x30...0x39)) }
            let bytes = first + second, ranges = (0..<first.count, first.count..<first.count * 2)
            let isSame = first.map { $0.isDigit ? 0x30 : $0 } == second.map { $0.isDigit ? 0x30 : $0 }
            #expect(DigitBlind.areSame(bytes, ranges.0, ranges.1) == isSame)
            #expect((DigitBlind.hash(of: bytes, ranges.0) == DigitBlind.hash(of: bytes, ranges.1)) == isSame)
        }
    }

    private func expectTheSame(_ bytes: [UInt8]) {
        guard let prompt = try? Prompt(parsing: bytes, as: .log), let segment = prompt.segments.first else { return }
        let log = LogRecords(prompt.views[0], [segment], threadCount: 1)
        let tokens = LogLineTokens(log, threadCount: 1)
        let tokenizer = LogTokenizer(bytes: bytes)
        var reader = LogHeadReader(bytes)
        var own: [LogToken] = []
        for (index, record) in log.records.enumerated() {
            let header = reader.reading(of: record.line).header, line = String(decoding: bytes[record.line], as: UTF8.self)
            #expect(header.clock == record.clock && header.level == record.level && header.levelStart == record.levelStart, "\(line)")
            #expect(header.signature == record.signature && (header.component?.lowerBound ?? header.end) >= record.headEnd, "\(line)")
            tokenizer.tokens(in: record.headEnd..<record.line.upperBound, into: &own)
            #expect(tokens.tokens(index).map(\.range) == own.map(\.range), "\(line)")
            #expect(tokens.tokens(index).map(\.hash) == own.map(\.hash), "\(line)")
        }
    }
}
