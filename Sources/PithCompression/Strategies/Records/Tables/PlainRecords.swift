// Records that texts other than JSON hold, as JSON of which a table is made: the rows of a statement, the samples of a metric.

import PithJSON
import PithSystem

/// Objects with the same members, as JSON.
struct PlainRecords {
    private(set) var json: [UInt8] = []
    private(set) var count = 0
    private let names: [[UInt8]]

    /// Records with members of these names, which are told apart.
    init(names: [[UInt8]]) {
        self.names = names.map { name in
            var literal: [UInt8] = [0x22]
            JSONWriter.escape(name[...], into: &literal)
            return literal + [0x22, 0x3A]
        }
    }

    /// Adds a record by the JSON of its members' values, as many as there are names.
    mutating func add(_ values: [[UInt8]]) {
        json += count == 0 ? [0x5B, 0x7B] : [0x2C, 0x7B]
        for (index, value) in values.enumerated() {
            if index > 0 { json.append(0x2C) }
            json += names[index]
            json += value
        }
        json.append(0x7D)
        count += 1
    }

    /// The table of all records behind `[[name]] `; nil where it is not fewer tokens than `text`.
    func table(named name: ArraySlice<UInt8>, insteadOf text: ArraySlice<UInt8>, _ context: StrategyContext) -> [UInt8]? {
        guard let table = JSONTable.table(of: json + [0x5D], behind: [0x5B, 0x5B] + name + [0x5D, 0x5D, 0x20], context) else { return nil }
        let encoding = context.options.encoding
        return encoding.count(table) < encoding.count(Array(text)) ? table : nil
    }

    /// A text as a string literal.
    static func literal(_ text: some Sequence<UInt8>) -> [UInt8] {
        var literal: [UInt8] = [0x22]
        JSONWriter.escape(Array(text)[...], into: &literal)
        literal.append(0x22)
        return literal
    }
}
