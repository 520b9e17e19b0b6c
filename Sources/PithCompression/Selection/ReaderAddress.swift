// What speaks to the reader and not of a matter: headings, questions, and sentences with a word of command. The preset keeps it; and beside data, under
// a budget without a question, it is what the data is there for.

import PithPrompt

enum ReaderAddress {
    /// Whether the unit speaks to the reader. Cost: linear in it.
    static func isIn(_ unit: Unit, of prompt: Prompt) -> Bool {
        let view = prompt.views[unit.view]
        let bytes = view.bytes[unit.range]
        guard let first = bytes.first(where: { !isBlank($0) }) else { return false }
        if first == 0x23 || bytes.contains(0x3F) || bytes.last(where: { !isBlank($0) && !isLineEnd($0) }) == 0x3A { return true }
        return commands(unit, of: prompt)
    }

    /// Whether a word of command stands in the unit. Cost: linear in it.
    static func commands(_ unit: Unit, of prompt: Prompt) -> Bool {
        var isCommand = false
        Terms.forEach(in: prompt.views[unit.view].bytes, unit.range) { if commandTerms.contains($0) { isCommand = true } }
        return isCommand
    }

    private static let commandTerms = TermSet(
        ofWords: """
            must shall should please ensure always never note important remember require required requires needs need only write answer summarize summarise list \
            explain return respond translate use keep include avoid make output format provide generate describe do don't cannot can't warning caution
            """)
}
