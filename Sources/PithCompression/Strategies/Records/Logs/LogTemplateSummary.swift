// What is said of the lines that a template's first line stands for: how many, until when, and what differs in them.
//
//     081109 204005 35 INFO dfs.FSNamesystem: … size 67108864 [×314 until 081111 101316; 26…35; 67108864→3530010…67108864]
//
// Quantities are told by their bounds, values of few kinds by how often each occurs, names of which nearly every line has another by their
// number. A value that stands in the output already is not told again. Lines that are unlike the others of their template are named too, so that
// they can stay: a quantity far beyond the rest, the one line with a value that no other has, an id of unusual form.

import PithSystem

/// The lines of one template, summed up.
struct LogTemplateSummary {
    /// The note that follows the template's first line.
    let note: [UInt8]
    /// Rows that should stay, with how unlike the others they are.
    let outliers: [(row: Int, score: Double)]

    /// Quantities beyond three interquartile ranges are outliers (Tukey's far out); at most so many at each end.
    private static let mostExtremes = 2
    private static let mostListed = 64
    private static let mostHeadNumbers = 6

    /// Sums up the columns of records of `log` that share a template. `seen` holds the values that stand in the output, and takes those that the
    /// note lists.
    init(_ columns: LogTemplateColumns, of log: LogRecords, seen: inout Set<UInt64>) {
        var scores: [Int: Double] = [:]
        var parts: [[UInt8]] = []
        // A note may cost a small part of what it stands for.
        let listedBytes = max(48, columns.byteCount / 16)
        var left = 2 * listedBytes
        for column in columns.varying {
            Self.note(outliersOf: column, in: log.bytes, &scores)
            guard let part = Self.text(of: column, in: log.bytes, most: min(listedBytes, left), &seen) else { continue }
            parts.append(part)
            left = max(0, left - part.count)
        }
        var note = Array(" [×\(columns.rowCount)".utf8)
        if let until = columns.until { note += Array(" until ".utf8) + until }
        for part in parts { note += [0x3B, 0x20] + part }
        self.note = note + [0x5D]
        outliers = scores.map { (row: $0.key, score: $0.value) }.sorted { ($1.score, $0.row) < ($0.score, $1.row) }
    }

    // MARK: Outliers

    private static func note(outliersOf place: LogTemplateColumns.Place, in bytes: [UInt8], _ scores: inout [Int: Double]) {
        let column = place.column
        if column.isQuantity, let numbers = column.numbers {
            if !column.isSequence { noteExtremes(numbers, &scores) }
        } else if column.isIdentifier || column.values.count > mostListed {
            noteOddShapes(column, bytes, &scores)
        }
        guard !column.isIdentifier, !column.isSequence else { return }
        // The one row with a value of its own, where the others share few.
        let lone = column.values.filter { $0.count == 1 }
        let isClear = column.rowCount >= 24 && column.values.count * 8 <= column.rowCount && lone.count <= 3
        for value in lone where isClear || !column.isQuantity { scores[value.row, default: 0] += isClear ? 1 : 0.5 }
    }

    private static func noteExtremes(_ numbers: [Double], _ scores: inout [Int: Double]) {
        guard numbers.count >= 12 else { return }
        let sorted = numbers.sorted()
        let low = sorted[sorted.count / 4], high = sorted[sorted.count * 3 / 4]
        let reach = 3 * max(high - low, abs(sorted[sorted.count / 2]) / 100)
        let above = numbers.indices.filter { numbers[$0] > high + reach }.sorted { (numbers[$1], $0) < (numbers[$0], $1) }
        let below = numbers.indices.filter { numbers[$0] < low - reach }.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
        // Many far values are a long tail, whose ends the bounds tell.
        for row in above.prefix(mostExtremes) { scores[row, default: 0] += above.count <= 4 ? 1 : 0.5 }
        for row in below.prefix(mostExtremes) { scores[row, default: 0] += below.count <= 4 ? 1 : 0.5 }
    }

    /// Ids of a length that few have, or that alone begin as they do where the others begin in few ways.
    private static func noteOddShapes(_ column: LogColumn, _ bytes: [UInt8], _ scores: inout [Int: Double]) {
        guard column.rowCount >= 64 else { return }
        for shape in [
            { (range: Range<Int>) in range.count },
            { (range: Range<Int>) in Int(bytes[range.lowerBound]) << 8 | Int(bytes[range.prefix(2).last!]) },
        ] {
            var shapes: [(shape: Int, count: Int)] = []
            func place(of range: Range<Int>) -> Int? {
                let own = shape(range)
                return shapes.firstIndex { $0.shape == own }
            }
            for value in column.values where !value.range.isEmpty && shapes.count <= mostShapes {
                if let place = place(of: value.range) {
                    shapes[place].count += value.count
                } else {
                    shapes.append((shape(value.range), value.count))
                }
            }
            guard shapes.count <= mostShapes else { continue }
            let most = max(1, column.rowCount / 400)
            guard shapes.contains(where: { $0.count <= most }) else { continue }
            let odd = column.values.filter { !$0.range.isEmpty && shapes[place(of: $0.range)!].count <= most }
            if odd.count <= 4 { for value in odd { scores[value.row, default: 0] += 0.9 } }
        }
    }

    private static let mostShapes = 16

    // MARK: Words

    private static func text(
        of place: LogTemplateColumns.Place, in bytes: [UInt8], most listedBytes: Int, _ seen: inout Set<UInt64>
    ) -> [UInt8]? {
        let column = place.column
        let example = bytes[column.values[0].range]
        if column.isQuantity, let numbers = column.numbers, column.values.count > 6 {
            if place.isInHead, column.isSequence { return nil }
            return bounds(of: column, numbers, example, place.label, bytes)
        }
        let listed = column.values.filter { value in
            // Of numbers of threads and the like that are many, the frequent ones are told.
            if place.isInHead, column.values.count > mostHeadNumbers, !bytes[value.range].contains(where: \.isLetter) {
                return value.count * 8 > column.rowCount
            }
            return !seen.contains(ByteHash.of(bytes[value.range])) || value.count * 20 > column.rowCount
        }
        let listCost = listed.reduce(0) { $0 + $1.range.count + 4 }
        if column.values.count > mostListed || listCost > listedBytes || (column.isIdentifier && column.isSequence) {
            if column.isQuantity, let numbers = column.numbers, !(place.isInHead && column.isSequence) {
                return bounds(of: column, numbers, example, place.label, bytes)
            }
            guard !place.isInHead else { return nil }
            return label(place.label, example, bytes) + Array("\(column.values.count) values".utf8)
        }
        for value in column.values { seen.insert(ByteHash.of(bytes[value.range])) }
        guard !listed.isEmpty else { return nil }
        var text = listed[0].row == 0 ? [] : label(place.label, example, bytes)
        let ordered = listed.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
        if listed[0].row == 0, ordered[0].row != 0 { text = label(place.label, example, bytes) }
        for (index, value) in ordered.enumerated() {
            if index > 0 { text.append(0x20) }
            text += bytes[value.range]
            if value.count > 1 { text += Array(" ×\(value.count)".utf8) }
        }
        return text
    }

    /// The least and the greatest number, as they stand in the text.
    private static func bounds(
        of column: LogColumn, _ numbers: [Double], _ example: ArraySlice<UInt8>, _ name: Range<Int>?, _ bytes: [UInt8]
    ) -> [UInt8] {
        var least = column.values[0], greatest = least
        for value in column.values {
            if numbers[value.row] < numbers[least.row] { least = value }
            if numbers[value.row] > numbers[greatest.row] { greatest = value }
        }
        guard let low = LogNumber(bytes, least.range), let high = LogNumber(bytes, greatest.range) else { return [] }
        // What stands before the number names it, when it is a word.
        let prefix = bytes[least.range.lowerBound..<low.range.lowerBound], suffix = bytes[high.range.upperBound..<greatest.range.upperBound]
        let isNamed = prefix.contains(where: \.isLetter) || least.row == 0 || greatest.row == 0
        return (isNamed ? [] : label(name, example, bytes)) + prefix + bytes[low.range] + Array("…".utf8) + bytes[high.range] + suffix
    }

    /// Which of the line's values is meant: the name before an equals sign, or the value in the line that the note follows.
    private static func label(_ name: Range<Int>?, _ example: ArraySlice<UInt8>, _ bytes: [UInt8]) -> [UInt8] {
        let text = name.map { bytes[$0] } ?? example
        if text.count <= 12 { return text + Array("→".utf8) }
        var end = text.startIndex + 8
        while end > text.startIndex, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return text[..<end] + Array("…→".utf8)
    }
}
