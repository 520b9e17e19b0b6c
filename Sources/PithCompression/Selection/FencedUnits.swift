// A fence goes with what it holds: both its lines stay while a line between them stays, and go when none does. Half a fence would turn
// all that follows it inside out.

import PithPrompt
import PithSystem

enum FencedUnits {
    /// The choice with the two lines of each fenced block made to agree with what is between them. Cost: linear in the units.
    static func together(_ isDropped: [Bool], _ units: [Unit], in prompt: Prompt) -> [Bool] {
        var choice = isDropped
        var opening: (unit: Int, mark: ArraySlice<UInt8>)?
        var holdsKept = false
        for (index, unit) in units.enumerated() {
            if index > 0, unit.view != units[index - 1].view { opening = nil }
            // What is no unit, or no line of text, stays.
            let isApart = index > 0 && units[index - 1].view == unit.view && units[index - 1].range.upperBound < unit.range.lowerBound
            if let mark = fence(unit, in: prompt) {
                if let open = opening, mark.starts(with: open.mark), mark.allSatisfy({ $0 == open.mark[open.mark.startIndex] }) {
                    choice[open.unit] = !(holdsKept || isApart)
                    choice[index] = choice[open.unit]
                    opening = nil
                } else if opening == nil {
                    opening = (index, mark.prefix { $0 == mark[mark.startIndex] })
                    holdsKept = false
                }
            } else if opening != nil, isApart || !isDropped[index] {
                holdsKept = true
            }
        }
        return choice
    }

    /// The line of a unit that is a fence: from its marks on, without the white space after it.
    private static func fence(_ unit: Unit, in prompt: Prompt) -> ArraySlice<UInt8>? {
        guard unit.kind == .code, unit.form == .text else { return nil }
        let line = prompt.views[unit.view].bytes[unit.range].drop(while: \.isBlank)
        guard let mark = line.first, mark == 0x60 || mark == 0x7E, line.prefix(while: { $0 == mark }).count >= 3 else { return nil }
        let text = line.prefix { !$0.isLineEnd }
        return text.dropLast(text.reversed().prefix(while: \.isBlank).count)
    }
}
