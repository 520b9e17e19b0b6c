// What tools said of their parameters so far, so that one that says the same of a parameter of the same name can lead there.

import PithJSON

struct WrittenDescriptions {
    private struct Said: Hashable {
        let name: [UInt8]
        let text: [UInt8]
    }

    /// The tool that is being written, by its name as it is written.
    var tool: [UInt8] = []
    private var tools: [Said: [UInt8]] = [:]
    /// The parameters that were described, in order: of several of one name in a tool the first is led to.
    private var places: Set<DescribedParameter> = []
    private var log: [(place: DescribedParameter, said: Said?)] = []

    var count: Int { log.count }

    /// The tool above that says this of its parameter of that name, where leading there is much shorter. Notes what is said.
    /// Cost: linear in the text.
    mutating func tool(thatSays text: [UInt8], of name: [UInt8]) -> [UInt8]? {
        let said = Said(name: name, text: text), above = tools[said]
        let place = DescribedParameter(tool: tool[...], name: name[...])
        if places.insert(place).inserted {
            if above == nil { tools[said] = tool }
            log.append((place, above == nil ? said : nil))
        }
        guard let above, text.count >= 2 * (ToolList.described.count + above.count) else { return nil }
        return above
    }

    /// Forgets what was said after the first `count` descriptions: it was not written.
    mutating func removeAll(after count: Int) {
        while log.count > count, let last = log.popLast() {
            places.remove(last.place)
            if let said = last.said { tools[said] = nil }
        }
    }
}
