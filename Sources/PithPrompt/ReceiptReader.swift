// Reading a receipt back. It may come from anywhere, so nothing in it is believed: each field is checked for its type and its range.

import PithJSON

extension Receipt {
    /// Reads the text of a receipt. Cost: linear. Fields that this Pith does not know are passed over.
    public init(parsing text: [UInt8]) throws(ReceiptError) {
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(text) } catch { throw .notJSON(reason: error.description) }
        let fields = ReceiptFields(document.root, path: "")
        guard let version = document.root["pith-receipt"] else { throw .notAReceipt }
        guard version.integer == Self.formatVersion else {
            guard let other = version.integer else { throw .malformed(field: "pith-receipt", expected: "a whole number") }
            throw .unknownVersion(other)
        }
        encoding = try fields.string("encoding")
        mode = try fields.string("mode")
        let input = try fields.object("input"), output = try fields.object("output")
        (deferredInputDigest, inputByteCount) = (Deferred(try input.string("sha256")), try input.count("bytes"))
        (deferredOutputDigest, outputByteCount) = (Deferred(try output.string("sha256")), try output.count("bytes"))
        (inputTokenCount, outputTokenCount) = (try input.count("tokens"), try output.count("tokens"))

        var names: [String] = []
        var savings: [Savings] = []
        for row in try fields.array("strategies") {
            guard let name = row[0]?.string else { throw .malformed(field: "strategies", expected: "an array of [name, tokens saved]") }
            names.append(name)
            if let tokens = row[1]?.integer { savings.append(Savings(strategy: name, tokens: tokens)) }
        }
        self.savings = savings
        var losses = Losses(lost: try fields.object("lost").counts(), folded: try fields.object("folded").counts())
        for fact in try fields.array("facts") {
            guard let item = fact.string else { throw .malformed(field: "facts", expected: "an array of strings") }
            losses.items.append(item)
        }
        losses.unlistedItemCount = try fields.count("unlistedFacts")
        deferredLosses = Deferred(losses)
        var entries: [LedgerEntry] = []
        for change in try fields.array("changes") { entries.append(try Self.entry(change, number: entries.count, names: names)) }
        ledger = Ledger(entries: entries)
    }

    private static func entry(_ change: JSONValue, number: Int, names: [String]) throws(ReceiptError) -> LedgerEntry {
        let parts = change.elements.prefix(7).map(\.self)
        guard parts.count >= 5, let offset = parts[0].integer, let inserted = parts[1].integer, offset >= 0, inserted >= 0,
            let strategy = parts[2].integer, names.indices.contains(strategy),
            let effects = parts[3].integer, (0...3).contains(effects), let removed = removed(parts[4])
        else {
            throw .malformed(field: "changes[\(number)]", expected: "[offset, inserted bytes, strategy, effect, removed text]")
        }
        let handles = parts.count > 5 ? parts[5].elements.map(\.integer) : []
        guard handles.allSatisfy({ $0 ?? -1 > 0 }) else {
            throw .malformed(field: "changes[\(number)][5]", expected: "an array of handles")
        }
        return LedgerEntry(
            outputOffset: offset, insertedByteCount: inserted, removed: removed, strategy: names[strategy],
            effects: EditEffects(rawValue: UInt8(effects)), isEscaped: parts.count > 6 && parts[6].integer == 1,
            handles: handles.compactMap(\.self))
    }

    private static func removed(_ value: JSONValue) -> [UInt8]? {
        if let text = value.decodedString { return text.hasLoneSurrogate ? nil : text.bytes }
        return value["z85"]?.decodedString.flatMap { Z85.decode($0.bytes) }
    }
}

/// The fields of one object of a receipt.
private struct ReceiptFields {
    let value: JSONValue
    /// Where the object stands, for messages: `input.`.
    let path: String

    init(_ value: JSONValue, path: String) { (self.value, self.path) = (value, path) }

    func string(_ name: String) throws(ReceiptError) -> String {
        guard let text = value[name]?.string else { throw .malformed(field: path + name, expected: "a string") }
        return text
    }

    func count(_ name: String) throws(ReceiptError) -> Int {
        guard let number = value[name]?.integer, number >= 0 else { throw .malformed(field: path + name, expected: "a count") }
        return number
    }

    func object(_ name: String) throws(ReceiptError) -> ReceiptFields {
        guard let object = value[name], object.kind == .object else { throw .malformed(field: path + name, expected: "an object") }
        return ReceiptFields(object, path: path + name + ".")
    }

    func array(_ name: String) throws(ReceiptError) -> [JSONValue] {
        guard let array = value[name], array.kind == .array else { throw .malformed(field: path + name, expected: "an array") }
        return Array(array.elements)
    }

    /// All fields, each a count.
    func counts() throws(ReceiptError) -> [String: Int] {
        var counts: [String: Int] = [:]
        for (key, number) in value.members {
            guard let name = key.string, let count = number.integer, count >= 0 else {
                throw .malformed(field: path + (key.string ?? ""), expected: "a count")
            }
            counts[name] = count
        }
        return counts
    }
}
