// A receipt is all that is needed to go back from an output to its input, and an account of what the way there cost. It holds what was
// removed and where, not a copy of the input. Documentation/ReceiptFormat.md describes its text.

import PithSystem

/// Why a receipt cannot be read, or an output not be restored with it.
public enum ReceiptError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The text is not JSON.
    case notJSON(reason: String)
    /// It is JSON, but nothing says that it is a receipt.
    case notAReceipt
    /// A later Pith wrote it.
    case unknownVersion(Int)
    /// A field is missing, or not what it should be.
    case malformed(field: String, expected: String)
    /// The output is not the one that the receipt was written for.
    case alteredOutput(expectedDigest: String, digest: String)
    /// The changes do not lead back to the input: the receipt itself was altered.
    case alteredReceipt
    /// Nothing in the output has this handle.
    case unknownHandle(Int, known: [Int])

    public var description: String {
        switch self {
        case .notJSON(let reason): "the receipt is \(reason). Give the file that pith compress --receipt FILE wrote"
        case .notAReceipt: "this JSON is no receipt: it has no \"pith-receipt\". Give the file that pith compress --receipt FILE wrote"
        case .unknownVersion(let version):
            "the receipt has format \(version); this Pith reads format \(Receipt.formatVersion). Restore with the Pith that wrote it (see its \"pith\" field)"
        case .malformed(let field, let expected):
            "the receipt is damaged: \(field) is not \(expected). Write it again: pith compress --receipt FILE"
        case .alteredOutput(let expected, let digest):
            "the output was altered: its SHA-256 is \(digest.prefix(12))…, the receipt is for \(expected.prefix(12))…. "
                + "Give the bytes as pith compress wrote them, the last line end included"
        case .alteredReceipt: "the receipt was altered: it does not lead back to the input. Write it again: pith compress --receipt FILE"
        case .unknownHandle(let handle, let known):
            known.isEmpty
                ? "the receipt has no handles. Write them: pith compress --handles --receipt FILE"
                : "no handle \(handle): the receipt has \(known.count), from \(known[0]) to \(known[known.count - 1]). List them: pith show --list --receipt FILE"
        }
    }
}

/// What was done to an input, so that it can be undone and accounted for.
public struct Receipt: Sendable, Equatable {
    /// The tokens that one strategy saved.
    public struct Savings: Sendable, Equatable {
        public let strategy: String
        public package(set) var tokens: Int

        package init(strategy: String, tokens: Int) { (self.strategy, self.tokens) = (strategy, tokens) }
    }

    /// The facts that are no longer to be seen in the output.
    public struct Losses: Sendable, Equatable {
        /// How many of each class are gone from the text.
        public package(set) var lost: [String: Int]
        /// How many of each class were folded into a summary.
        public package(set) var folded: [String: Int]
        /// Which, heaviest first, such as `number 4137.50 refund`.
        public package(set) var items: [String]
        /// How many more there are that a receipt had no room to list.
        public package(set) var unlistedItemCount: Int

        package init(lost: [String: Int] = [:], folded: [String: Int] = [:], items: [String] = [], unlistedItemCount: Int = 0) {
            (self.lost, self.folded, self.items, self.unlistedItemCount) = (lost, folded, items, unlistedItemCount)
        }
    }

    /// The format that this Pith writes and reads.
    public static let formatVersion = 1

    /// The name of the encoding that tokens were counted in.
    public let encoding: String
    /// The mode, as asked for: `lossless`, `budget 2000`, `quality 0.9`, `default`.
    public let mode: String
    public let inputTokenCount: Int
    public let outputTokenCount: Int
    /// SHA-256 in lower-case hexadecimal; taken when first asked for.
    public var inputDigest: String { deferredInputDigest.value }
    public var outputDigest: String { deferredOutputDigest.value }
    public let inputByteCount: Int
    public let outputByteCount: Int
    public let savings: [Savings]
    /// What is no longer to be seen. Worked out when first asked for, at about the cost of a third of the compression.
    public var losses: Losses { deferredLosses.value }
    public package(set) var ledger: Ledger

    let deferredInputDigest: Deferred<String>
    let deferredOutputDigest: Deferred<String>
    let deferredLosses: Deferred<Losses>

    package init(
        input: [UInt8], output: [UInt8], encoding: String, mode: String, inputTokenCount: Int, outputTokenCount: Int,
        savings: [Savings], losses: Deferred<Losses>, ledger: Ledger
    ) {
        (self.encoding, self.mode) = (encoding, mode)
        (self.inputTokenCount, self.outputTokenCount) = (inputTokenCount, outputTokenCount)
        deferredInputDigest = Deferred { SHA256.hexDigest(of: input) }
        deferredOutputDigest = Deferred { SHA256.hexDigest(of: output) }
        (inputByteCount, outputByteCount) = (input.count, output.count)
        (self.savings, deferredLosses, self.ledger) = (savings, losses, ledger)
    }

    /// The input that `output` was made from, byte for byte. Cost: linear in both.
    ///
    /// Throws `.alteredOutput` when `output` is not, byte for byte, the one this receipt was written for, and `.alteredReceipt` when what
    /// comes back is not the input that the receipt names.
    public func restore(_ output: [UInt8]) throws(ReceiptError) -> [UInt8] {
        let digest = SHA256.hexDigest(of: output)
        guard digest == outputDigest else { throw .alteredOutput(expectedDigest: outputDigest, digest: digest) }
        guard let input = ledger.restore(output), SHA256.hexDigest(of: input) == inputDigest else { throw .alteredReceipt }
        return input
    }
}
