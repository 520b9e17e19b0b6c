// The one place where text changes. Every edit leaves a ledger entry, so nothing can be removed unrecorded.

import PithJSON

/// Why a list of edits cannot be applied.
package enum EditError: Error, Sendable, Equatable, CustomStringConvertible {
    case outOfBounds(Edit)
    case overlapping(Edit, Edit)
    case protected(Edit)

    package var description: String {
        switch self {
        case .outOfBounds(let edit):
            "\(edit.strategy): bytes \(edit.range) are not in view \(edit.view). Make edits from the prompt that they are applied to"
        case .overlapping(let a, let b):
            "\(a.strategy) and \(b.strategy) both change bytes of view \(a.view) near \(b.range.lowerBound). Apply one, parse the output, apply the other"
        case .protected(let edit):
            "\(edit.strategy): bytes \(edit.range) of view \(edit.view) are protected. Leave out what View.isProtected says is"
        }
    }
}

/// An output and the record of how it was made.
package struct Applied: Sendable {
    package let output: [UInt8]
    package let ledger: Ledger
}

extension Prompt {
    /// The prompt's bytes with `edits` made, in any order given. Cost: linear in the bytes, n log n in the edits.
    ///
    /// Throws when edits overlap, leave their view or touch a protected stretch: then nothing was changed.
    package func apply(_ edits: [Edit]) throws(EditError) -> Applied {
        let placed = try placed(edits)
        var entries: [LedgerEntry] = []
        entries.reserveCapacity(placed.count)
        let output = output(of: placed) { raw, edit, written in
            entries.append(
                LedgerEntry(
                    outputOffset: written.lowerBound, insertedByteCount: written.count, removed: Array(bytes[raw]),
                    strategy: edit.strategy, effect: edit.effect, isEscaped: views[edit.view].isEscaped))
        }
        return Applied(output: output, ledger: Ledger(entries: entries))
    }

    /// The bytes that `apply` makes, where nobody needs to know how. Throws as it does.
    package func output(of edits: [Edit]) throws(EditError) -> [UInt8] { output(of: try placed(edits)) { _, _, _ in } }

    /// The edits in the order of the prompt's bytes, and where each changes them: apart from each other.
    private func placed(_ edits: [Edit]) throws(EditError) -> [(raw: Range<Int>, edit: Edit)] {
        var placed: [(raw: Range<Int>, edit: Edit)] = []
        placed.reserveCapacity(edits.count)
        for edit in edits {
            guard views.indices.contains(edit.view), edit.range.lowerBound >= 0, edit.range.upperBound <= views[edit.view].bytes.count
            else {
                throw .outOfBounds(edit)
            }
            guard !views[edit.view].isProtected(edit.range) else { throw .protected(edit) }
            placed.append((views[edit.view].rawRange(of: edit.range), edit))
        }
        placed.sort { ($0.raw.lowerBound, $0.raw.upperBound) < ($1.raw.lowerBound, $1.raw.upperBound) }
        for next in placed.indices.dropFirst() where placed[next].raw.lowerBound < placed[next - 1].raw.upperBound {
            throw .overlapping(placed[next - 1].edit, placed[next].edit)
        }
        return placed
    }

    /// The bytes with the edits made; `body` is told what each replaces and where in the output that lies.
    private func output(
        of placed: [(raw: Range<Int>, edit: Edit)], _ body: (_ raw: Range<Int>, _ edit: Edit, _ written: Range<Int>) -> Void
    ) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var done = 0
        for (raw, edit) in placed {
            output.append(contentsOf: bytes[done..<raw.lowerBound])
            let start = output.count
            output.append(contentsOf: rawReplacement(of: edit))
            done = raw.upperBound
            body(raw, edit, start..<output.count)
        }
        output.append(contentsOf: bytes[done...])
        return output
    }
}

extension Prompt {
    /// The bytes that `edit` puts into the prompt: its replacement, escaped when it lands inside a JSON string.
    package func rawReplacement(of edit: Edit) -> [UInt8] {
        guard views[edit.view].isEscaped else { return edit.replacement }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(edit.replacement.count * 9 / 8)
        JSONWriter.escape(edit.replacement[...], into: &escaped)
        return escaped
    }
}
