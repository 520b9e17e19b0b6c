// A receipt as text: one JSON object, a head of fixed size first, then what was lost, then the ledger with one line a change.
//
// Its size has a bound that is stated to users: 1.3 bytes for each removed byte, 64 for each change, and `headAllowance`. What was removed is
// a JSON string where that costs little more than its bytes, so that people can read it; base 85 elsewhere. The list of lost facts takes only
// the room that is left, heaviest first.

import PithJSON
import PithSystem

extension Receipt {
    /// What the head may take: digests, counts, names of strategies.
    package static let headAllowance = 1024

    /// The most bytes that the text of a receipt with this ledger takes. It holds as long as the names of the strategies take no more than half the
    /// head's allowance.
    package var byteCountBound: Int { ledger.removedByteCount * 13 / 10 + 64 * ledger.entries.count + Self.headAllowance }

    /// The receipt as text, `\n` at its end. Cost: linear.
    public func serialized() -> [UInt8] { serialized(threadCount: 1) }

    /// From so many bytes of input on digests and changes are written while it is found out what was lost.
    private static let fewestBytesOnThreads = 1 << 20

    /// The same on so many threads, where the input is long.
    package func serialized(threadCount: Int) -> [UInt8] {
        let names = strategyNames
        let isLong = inputByteCount >= Self.fewestBytesOnThreads
        let parts = Begun(3, threadCount: isLong ? min(threadCount, 2) : 1) { part -> [UInt8] in
            switch part {
            case 0: return serializedLedger(names)
            case 1: _ = inputDigest
            default: _ = outputDigest
            }
            return []
        }
        if isLong, threadCount > 1 { _ = losses }
        let ledgerText = parts.results()[0]
        let bare = serialized(names, items: [], ledgerText)
        var room = byteCountBound - bare.count
        var listed: [String] = []
        for item in losses.items {
            var escaped: [UInt8] = []
            JSONWriter.escape(Array(item.utf8)[...], into: &escaped)
            room -= escaped.count + 3
            if room < 0 { break }
            listed.append(item)
        }
        return listed.isEmpty ? bare : serialized(names, items: listed, ledgerText)
    }

    /// The strategies that saved, in their order, then those that only the ledger names.
    private var strategyNames: [String] {
        var names = savings.map(\.strategy)
        var known = Set(names)
        for entry in ledger.entries where known.insert(entry.strategy).inserted { names.append(entry.strategy) }
        return names
    }

    private func serialized(_ names: [String], items: [String], _ ledgerText: [UInt8]) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("pith-receipt", Self.formatVersion)
            json.member("pith", pithVersion)
            json.member("encoding", encoding)
            json.member("mode", mode)
            json.member("input", object: { $0.side(digest: inputDigest, byteCount: inputByteCount, tokenCount: inputTokenCount) })
            json.member("output", object: { $0.side(digest: outputDigest, byteCount: outputByteCount, tokenCount: outputTokenCount) })
            json.member(
                "strategies",
                array: { json in
                    for (index, name) in names.enumerated() {
                        json.array { json in
                            json.string(name)
                            if index < savings.count { json.integer(savings[index].tokens) }
                        }
                    }
                })
            json.member("lost", object: { $0.counts(losses.lost) })
            json.member("folded", object: { $0.counts(losses.folded) })
            json.member("facts", array: { json in for item in items { json.string(item) } })
            json.member("unlistedFacts", losses.unlistedItemCount + losses.items.count - items.count)
            json.key("changes")
            json.raw(ledgerText)
        }
        return json.bytes + [0x0A]
    }

    private func serializedLedger(_ names: [String]) -> [UInt8] {
        var indices: [String: Int] = [:]
        for (index, name) in names.enumerated() where indices[name] == nil { indices[name] = index }
        var text: [UInt8] = [0x5B]
        for (position, entry) in ledger.entries.enumerated() {
            text += position == 0 ? [0x0A] : [0x2C, 0x0A]
            text += "[\(entry.outputOffset),\(entry.insertedByteCount),\(indices[entry.strategy] ?? 0),\(entry.effects.rawValue),".utf8
            Self.writeRemoved(entry.removed, into: &text)
            if !entry.handles.isEmpty {
                let numbers = entry.handles.map(String.init).joined(separator: ",")
                text += ",[\(numbers)]\(entry.isEscaped ? ",1" : "")".utf8
            }
            text.append(0x5D)
        }
        return text + [0x5D]
    }

    /// A string where its escapes add no more than a quarter (and a little), base 85 elsewhere.
    private static func writeRemoved(_ removed: [UInt8], into text: inout [UInt8]) {
        var escaped: [UInt8] = []
        escaped.reserveCapacity(removed.count + 16)
        JSONWriter.escape(removed[...], into: &escaped)
        if escaped.count <= removed.count + removed.count / 4 + 16, isValidUTF8(removed) {
            text.append(0x22)
            text += escaped
            text.append(0x22)
        } else {
            text += #"{"z85":""#.utf8
            text += Z85.encode(removed)
            text += #""}"#.utf8
        }
    }
}

extension JSONWriter {
    fileprivate mutating func side(digest: String, byteCount: Int, tokenCount: Int) {
        member("sha256", digest)
        member("bytes", byteCount)
        member("tokens", tokenCount)
    }

    fileprivate mutating func counts(_ counts: [String: Int]) {
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) { member(name, count) }
    }
}

/// Whether `bytes` are UTF-8 throughout.
func isValidUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }
