// Whole elements of JSON arrays and whole members of JSON objects, so that what is left is JSON still. Small values are dropped or kept as
// they are; a container of more than a few hundred bytes stays, and its own elements are chosen among.

import PithJSON
import PithPrompt

/// Drops elements of JSON arrays and members of JSON objects.
struct ElementSelection: SelectionStrategy {
    static let name = "element-selection"
    static let summary = "keeps the array elements and object members of JSON that matter most, drops the others whole"
    static let kinds: Set<SegmentKind> = [.json]

    /// Larger containers are opened.
    private static let openedByteCount = 600

    static func units(of segment: Segment, in prompt: Prompt, options: CompressionOptions) -> [Unit] {
        let bytes = prompt.views[segment.view].bytes
        var units: [Unit] = []
        var at = segment.range.lowerBound
        // A segment may hold several values (JSON Lines).
        while at < segment.range.upperBound {
            guard let document = try? JSONDocument(bytes, startingAt: at, limit: segment.range.upperBound) else { break }
            collect(document.root, segment, into: &units)
            at = document.root.range.upperBound
            while at < segment.range.upperBound, isJSONSpace(bytes[at]) { at += 1 }
        }
        return units.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private static func collect(_ root: JSONValue, _ segment: Segment, into units: inout [Unit]) {
        var open = [root]
        while let container = open.popLast() {
            guard container.isContainer else { continue }
            let isObject = container.kind == .object
            func add(_ range: Range<Int>, _ value: JSONValue) {
                if value.isContainer, value.range.count > openedByteCount {
                    open.append(value)
                } else {
                    let form = Unit.Form.element(container: container.range.lowerBound, isMember: isObject)
                    units.append(Unit(view: segment.view, range: range, kind: .json, form: form, strategy: name))
                }
            }
            for element in container.elements { add(element.range, element) }
            for (key, value) in container.members { add(key.range.lowerBound..<value.range.upperBound, value) }
        }
    }
}
