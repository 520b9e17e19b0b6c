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
            let same = zip(first, second).prefix { $0 == $1 || ($0.isDigit && $1.isDigit) }.count
            #expect(DigitBlind.firstDifference(in: bytes, ranges.0, ranges.1) == same)
            #expect((DigitBlind.hash(of: bytes, ranges.0) == DigitBlind.hash(of: bytes, ranges.1)) == isSame)
        }
    }

    @Test(arguments: 0..<60) func idsOfOneLengthAreOfOneForm(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed) &+ 500)
        let patterns = [
            "2026-03-01T00:00:02.321Z INFO  gateway request id=# method=GET path=/api/#/x status=# took=#ms",
            "2026-03-01 00:00:02 #:#-# [#] <#> a,#,# x_#",
            "Jan 12 #:# host-# sshd[#]: #.# (#) -# a-# #: abc:# #-ab", "12:00:0# E/# Ca#e: #ms (#, #, #) 日# #本 3# [# 5#Z T#",
            "#/Sep/2026:14:13:20 +# # W # \"#\"",
        ]
        var bytes: [UInt8] = []
        for _ in 0..<60 {
            var line: [UInt8] = []
            for byte in random.pick(patterns).utf8 {
                guard byte == 0x23 else {
                    line.append(byte)
                    continue
                }
                let alphabet = Array(random.pick(["0123456789", "0123456789abcdef", "abcdef", "0123456789ABCTZ"]).utf8)
                line += (0..<random.pick([1, 2, 2, 3, 8])).map { _ in random.pick(alphabet) }
            }
            bytes += line + [0x0A]
        }
        expectTheSame(bytes)
    }

    @Test(arguments: 0..<40) func formsAreWhatThePlainReaderSays(seed: UInt64) {
        var random = SplitMix64(seed: seed &+ 177)
        let alphabet = Array("0123456789abTZ -[(.:=é".utf8)
        let first = (0..<random.number(0...40)).map { _ in random.pick(alphabet) }
        for _ in 0..<80 {
            var second = first
            for at in second.indices where random.oneIn(4) { second[at] = random.pick(alphabet) }
            let bytes = first + second, ranges = (0..<first.count, first.count..<first.count * 2)
            let isSame = plainForm(first) == plainForm(second)
            #expect(LineForm.areSame(bytes, ranges.0, ranges.1) == isSame, "\(String(decoding: bytes, as: UTF8.self))")
            #expect((LineForm.hash(of: bytes, ranges.0) == LineForm.hash(of: bytes, ranges.1)) == isSame)
        }
    }

    /// A line with zeros for digits, and runs that hold a digit as zeros too but for a letter at their beginning; in words that may be times, letters stay.
    private func plainForm(_ line: [UInt8]) -> [UInt8] {
        line.split(omittingEmptySubsequences: false, whereSeparator: \.isBlank).map { word -> [UInt8] in
            let opening = word.first.map { [0x5B, 0x28, 0x3C].contains($0) } ?? false
            let mayBeTime = word.first?.isDigit == true || (opening && word.dropFirst().first?.isDigit == true)
            var form: [UInt8] = [], at = word.startIndex
            while at < word.endIndex {
                let run = word[at...].prefix(while: \.isWordlike)
                if run.contains(where: \.isDigit) {
                    form += run.enumerated().map { mayBeTime && !$1.isDigit ? $1 : $0 == 0 && !$1.isDigit ? 0x61 : 0x30 }
                } else {
                    form += run
                }
                at = run.endIndex
                if at < word.endIndex {
                    form.append(word[at])
                    at += 1
                }
            }
            return form
        }.reduce(into: [UInt8]()) { $0 += $1 + [0x20] } + line.filter(\.isBlank)
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
