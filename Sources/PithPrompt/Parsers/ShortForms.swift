// What Pith wrote in the place of several of a text's lines.

extension TextLines {
    /// The line after the patterned log that begins with line `index`, or nil when none does.
    func endOfPatternedLog(at index: Int) -> Int? { endOfForm(at: index, PatternedLog.count) }

    /// The line after what Pith made of a command's output, where that begins with line `index`; nil when none does.
    func endOfShortOutput(at index: Int) -> Int? { endOfForm(at: index, ShortOutput.lineCount) }

    private func endOfForm(at index: Int, _ lineCount: (ArraySlice<UInt8>) -> Int?) -> Int? {
        guard let lineCount = lineCount(bytes[lines[index].start..<lines[index].end]), index + 1 + lineCount <= count else { return nil }
        return index + 1 + lineCount
    }
}
