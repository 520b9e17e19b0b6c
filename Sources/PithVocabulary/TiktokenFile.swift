// The `.tiktoken` format: one token a line, its bytes in base64, a space, its rank. Ranks are the ids.

/// Reads `.tiktoken` files.
package enum TiktokenFile {
    /// Whether the first line that is not empty is a token and its rank.
    static func looksLikeOne(_ file: [UInt8]) -> Bool {
        let line = file.prefix(4096).split(separator: UInt8(ascii: "\n"), maxSplits: 8).first { !$0.isEmpty } ?? []
        return (try? tokens(Array(line))) != nil
    }

    /// The tokens of the file in rank order, and the rank of each: `nil` where rank n is simply the n-th line.
    ///
    /// Empty lines are skipped. A gap in the ranks is allowed (p50k_base leaves one for its special token).
    /// - Throws: `VocabularyError.malformedLine`.
    package static func tokens(_ file: [UInt8]) throws(VocabularyError) -> (tokens: [[UInt8]], ids: [UInt32]?) {
        var tokens: [[UInt8]] = []
        var ids: [UInt32] = []
        var number = 0
        for line in file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let fields = line.filter { $0 != UInt8(ascii: "\r") }.split(separator: UInt8(ascii: " "))
            if fields.isEmpty { continue }
            guard fields.count == 2, let token = Base64.decode(fields[0]), let rank = UInt32(String(decoding: fields[1], as: UTF8.self)),
                rank > ids.last ?? 0 || ids.isEmpty
            else { throw .malformedLine(number: number, text: String(decoding: line.prefix(60), as: UTF8.self)) }
            tokens.append(token)
            ids.append(rank)
        }
        let isIdentity = ids.indices.allSatisfy { ids[$0] == $0 }
        return (tokens, isIdentity ? nil : ids)
    }
}

/// Base64 (RFC 4648), padding required.
enum Base64 {
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var output: [UInt8] = []
        var word: UInt32 = 0
        var bits = 0
        var padding = 0
        for byte in text {
            let value: UInt8
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - 65
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - 71
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte + 4
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            case UInt8(ascii: "="):
                padding += 1
                continue
            default: return nil
            }
            if padding > 0 { return nil }
            word = word << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                output.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
            }
        }
        return padding <= 2 ? output : nil
    }
}
