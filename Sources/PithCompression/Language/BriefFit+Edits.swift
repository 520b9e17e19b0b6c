// From the sizes of the sentences to edits of the prompt: what goes whole leaves one marker, a list that goes takes its name and its bullets along.

import PithPrompt
import PithSystem

extension BriefFit {
    /// The edits that bring each sentence to its size.
    func edits(_ sizes: [Int], _ markers: Bool) -> [Edit] {
        var lastCut: Block?
        return blocks.indices.flatMap { place in
            let block = blocks[place]
            let own = block.first..<block.first + block.count
            let view = stage.prompt.views[block.view]
            // A list that goes whole takes its name along.
            if block.isListName, goesWhole(listBehind: place, sizes) {
                return [Edit(view: block.view, range: line(of: block), replacement: [], strategy: KeyVariables.name, effect: .removed)]
            }
            // Of items in a row that go whole, one marker says so.
            let goes = block.isItem && own.allSatisfy { sizes[$0] == rows[$0].sizes.count }
            if goes, !markers || lastCut.map({ $0.view == block.view && $0.range.upperBound == line(of: block).lowerBound }) ?? false,
                !view.isProtected(line(of: block))
            {
                lastCut = block
                return [Edit(view: block.view, range: line(of: block), replacement: [], strategy: KeyVariables.name, effect: .removed)]
            }
            lastCut = goes ? block : nil
            if goes, let bullet = bullet(of: block) {
                // The marker stands for the bullet, too.
                let cut = bullet..<rows[own.upperBound - 1].sizes[0].range.upperBound
                guard !view.isProtected(cut) else { return [] }
                return [Edit(view: block.view, range: cut, replacement: Removal.shortMarker, strategy: KeyVariables.name, effect: .removed)]
            }
            return memo.edits(of: place, sizes[own], markers) { editsInside(block, sizes, markers) }
        }
    }

    /// The edits that bring the sentences of a block to their sizes; what stands beside the block does not count.
    private func editsInside(_ block: Block, _ sizes: [Int], _ markers: Bool) -> [Edit] {
        let own = block.first..<block.first + block.count
        let kept = own.filter { sizes[$0] < rows[$0].sizes.count }
        let layout = BriefLayout(encoding: options.encoding, writesAllKeys: options.brief.writesAllKeys)
        let view = stage.prompt.views[block.view]
        var changes = layout.changes(for: kept.map { rows[$0].sizes[sizes[$0]] }, in: view, keyed: block.writesKeys)
        var wasCut = false
        for row in own {
            let isCut = sizes[row] == rows[row].sizes.count
            let range = rows[row].sizes[0].range
            // Of a line of stars nothing is missing.
            let isTold = isCut && view.bytes[range].contains(where: \.isWordlike)
            if isCut {
                changes.append(TextChange(range: range, replacement: markers && isTold && !wasCut ? Removal.shortMarker : []))
            }
            wasCut = isTold || isCut && wasCut
        }
        // Words that go because they are common are gone; grammar and politeness are only folded.
        let isBare = own.contains { sizes[$0] >= steps.count || steps[sizes[$0]].level >= .keywords }
        return apart(changes).filter { !view.isProtected($0.range) }.map {
            Edit(
                view: block.view, range: $0.range, replacement: $0.replacement, strategy: KeyVariables.name,
                effect: isBare ? .removed : .folded)
        }
    }

    /// Whether items follow, and all of them are cut.
    private func goesWhole(listBehind place: Int, _ sizes: [Int]) -> Bool {
        let items = blocks[(place + 1)...].prefix { $0.isItem && $0.view == blocks[place].view }
        return !items.isEmpty
            && items.allSatisfy { item in (item.first..<item.first + item.count).allSatisfy { sizes[$0] == rows[$0].sizes.count } }
    }

    /// Where the bullet of an item stands that has one and no number.
    private func bullet(of block: Block) -> Int? {
        let bytes = stage.prompt.views[block.view].bytes
        guard block.count > 0, let start = line(of: block).first(where: { !bytes[$0].isBlank }), start < block.range.lowerBound else {
            return nil
        }
        return bytes[start].isDigit || bytes[start].isLetter || bytes[start] == 0x28 ? nil : start
    }

    /// An item with its marker and what stands before that in the line.
    private func line(of block: Block) -> Range<Int> {
        let bytes = stage.prompt.views[block.view].bytes
        var start = block.range.lowerBound
        while start > 0, !bytes[start - 1].isLineEnd { start -= 1 }
        return start..<block.range.upperBound
    }

    /// The changes in order; what lies in a cut goes with it.
    private func apart(_ changes: [TextChange]) -> [TextChange] {
        changes.sorted { ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound) }
            .reduce(into: [TextChange]()) { kept, change in
                if let last = kept.last, change.range.lowerBound < last.range.upperBound { return }
                kept.append(change)
            }
    }
}

/// The edits that were found last for each block. From one try at a budget to the next the sizes in few blocks change.
final class BlockEdits {
    private var latest: [Int: (sizes: ArraySlice<Int>, markers: Bool, edits: [Edit])] = [:]

    /// The edits of the block with this number for sentences of these sizes, by `find` where they are not known.
    func edits(of block: Int, _ sizes: ArraySlice<Int>, _ markers: Bool, _ find: () -> [Edit]) -> [Edit] {
        if let known = latest[block], known.markers == markers, known.sizes == sizes { return known.edits }
        let edits = find()
        latest[block] = (ArraySlice(Array(sizes)), markers, edits)
        return edits
    }
}
