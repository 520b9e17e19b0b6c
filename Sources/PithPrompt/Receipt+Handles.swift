// A fold or a cut can carry a number in the text, its handle: `[…3]`, `[… 412 log lines in 9: …; #3]`. Who reads the text and needs what stood
// there asks by that number, and the receipt has it.

import PithJSON

extension Receipt {
    /// Something that the output names by a number.
    public struct Fold: Sendable, Equatable {
        public let handle: Int
        /// The strategy that took it out; where several did, the last.
        public let strategy: String
        /// What was taken out, as its reader would have seen it: escapes of JSON strings undone, pieces that stood apart on lines of their own.
        public let text: [UInt8]
    }

    /// Everything that the output names by a number, in the order of their places. Cost: linear.
    public var folds: [Fold] {
        var strategies: [Int: String] = [:], texts: [Int: [UInt8]] = [:], ends: [Int: Int] = [:]
        var order: [Int] = []
        for entry in ledger.entries {
            for handle in entry.handles {
                if strategies[handle] == nil {
                    order.append(handle)
                    strategies[handle] = entry.strategy
                }
                let piece = entry.isEscaped ? Self.unescaped(entry.removed) : entry.removed
                // What stood apart is not run together.
                if let end = ends[handle], end < entry.outputOffset, let last = texts[handle]?.last, last != 0x0A, piece.first != 0x0A {
                    texts[handle, default: []].append(0x0A)
                }
                texts[handle, default: []] += piece
                ends[handle] = entry.outputEnd
            }
        }
        return order.map { Fold(handle: $0, strategy: strategies[$0] ?? "", text: texts[$0] ?? []) }
    }

    /// What the output's number `handle` stands for: the text that was taken out there, pieces in their order. Cost: linear.
    ///
    ///     let small = try Compressor(options: options).compress(prompt)      // … [… 412 log lines in 9: ×N = N alike; #3] …
    ///     let lines = try small.receipt.shown(3)                             // the lines that are not among the 9
    ///
    /// Throws `.unknownHandle` when the output has no such number.
    public func shown(_ handle: Int) throws(ReceiptError) -> [UInt8] {
        let folds = folds
        guard let fold = folds.first(where: { $0.handle == handle }) else {
            throw .unknownHandle(handle, known: folds.map(\.handle).sorted())
        }
        return fold.text
    }

    /// The inside of a JSON string with the escapes undone; as it is where it does not begin and end between characters.
    private static func unescaped(_ literal: [UInt8]) -> [UInt8] {
        guard literal.contains(0x5C) else { return literal }
        guard let value = try? JSONDocument([0x22] + literal + [0x22]), let text = value.root.decodedString, !text.hasLoneSurrogate else {
            return literal
        }
        return text.bytes
    }
}
