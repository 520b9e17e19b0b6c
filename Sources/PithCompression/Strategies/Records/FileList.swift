// The lists of a segment, each by itself: lines that follow one another, all of them paths or all of them rows (which have blanks in them). What Pith
// wrote, from its mark to the next blank line, is none to write again.

import PithPrompt
import PithSystem

/// A list of paths, or of rows that tell of files.
struct FileList {
    /// Its bytes, without the last line's end.
    let range: Range<Int>
    /// Its lines; those of a text with CR LF keep the CR, but the last.
    let lines: [ArraySlice<UInt8>]
    let isOfRows: Bool

    /// What stands behind its lines.
    var lineEnd: [UInt8] { lines.count > 1 && lines[0].last == 0x0D ? [0x0D, 0x0A] : [0x0A] }

    /// The lists in `range`, in order. Cost: linear.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [FileList] {
        var lists: [FileList] = []
        var lines: [ArraySlice<UInt8>] = []
        var isOfRows = false, isWritten = false
        func close() {
            if let first = lines.first, let last = lines.popLast() {
                let text = last.last == 0x0D ? last.dropLast() : last
                lists.append(FileList(range: first.startIndex..<text.endIndex, lines: lines + [text], isOfRows: isOfRows))
            }
            lines.removeAll(keepingCapacity: true)
        }
        for line in bytes[range].split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isSpace) {
                close()
                isWritten = false
                continue
            }
            isWritten = isWritten || line.first == 0x5B
            if isWritten || !lines.isEmpty && line.contains(0x20) != isOfRows { close() }
            if isWritten { continue }
            isOfRows = line.contains(0x20)
            lines.append(line)
        }
        close()
        return lists
    }
}

extension StrategyContext {
    /// A proposal for each list that `write` has a form for, where that gives the list back to the byte.
    func proposals(forListsBy strategy: any Strategy.Type, as form: any ShortForm.Type, write: (FileList) -> [UInt8]?) -> [Proposal] {
        segments.flatMap { segment -> [Proposal] in
            let view = prompt.views[segment.view]
            return FileList.all(in: view.bytes, segment.range).compactMap { list in
                guard !view.isProtected(list.range), let text = write(list),
                    form.expansion(of: text)?.elementsEqual(view.bytes[list.range]) == true
                else {
                    return nil
                }
                return Proposal(edits: [strategy.edit(segment.view, list.range, to: text)])
            }
        }
    }
}
