// Pages that tools tell line by line: what their strategies share.

import PithPrompt
import PithSystem

/// The stretches of `range` in which `element` reads every line, given without its line end; with each, where the line below it begins. Cost: linear.
func elementLines<Element>(
    in bytes: [UInt8], _ range: Range<Int>, _ element: (Range<Int>) -> Element?
) -> [(elements: [Element], end: Int)] {
    var stretches: [(elements: [Element], end: Int)] = []
    var open: [Element] = []
    func close(at next: Int) {
        if !open.isEmpty { stretches.append((open, next)) }
        open = []
    }
    var at = range.lowerBound
    while at < range.upperBound {
        let feed = lineEnd(in: bytes, from: at, limit: range.upperBound)
        let end = feed > at && bytes[feed - 1] == 0x0D ? feed - 1 : feed
        if let element = element(at..<end) { open.append(element) } else { close(at: at) }
        at = feed + 1
    }
    close(at: range.upperBound)
    return stretches
}
