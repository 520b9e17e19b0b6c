// Texts in other forms than JSON that hold runs of like records: blocks of TOML, elements of XML, entries of YAML. The outermost runs that make a table
// which is fewer tokens become one; what stands within a run that makes none is tried by itself.

import PithPrompt

/// A run of like records, and what was read of it.
struct RecordRun<Content> {
    /// From the index of what it begins with, or of what holds it, to the one after all that is in it.
    let indices: Range<Int>
    /// What a table takes the place of.
    let range: Range<Int>
    let content: Content
}

/// A text cut into parts, outer ones before what they hold.
protocol RecordText {
    associatedtype Content
    var bytes: [UInt8] { get }
    var indices: Range<Int> { get }
    /// The runs of `fewest` records and more that the part at `index` opens or holds. `left` counts down the bytes that were read for it, and is not negative before.
    func runs(at index: Int, fewest: Int, _ left: inout Int) -> [RecordRun<Content>]
    /// The table that stands for a run; nil where it makes none.
    func table(of run: RecordRun<Content>, _ context: StrategyContext) -> [UInt8]?
}

private enum RecordRuns {
    static let fewest = 3
    /// Shorter runs are settings, which an agent edits by their text.
    static let fewestInSession = 12
    /// How often what stands within others may be read again.
    static let attempts = 8
}

extension StrategyContext {
    /// A proposal for each run of records in a text of view `view` that is fewer tokens as a table. Cost: linear; parts within parts are tried for so many bytes
    /// and no more.
    func proposals(forRecordsOf text: some RecordText, inView view: Int, by strategy: any Strategy.Type) -> [Proposal] {
        let fewest = options.isSession ? RecordRuns.fewestInSession : RecordRuns.fewest
        var left = text.bytes.count * RecordRuns.attempts
        var proposals: [Proposal] = []
        /// Where what became a table ends, by the index that it begins with.
        var ends: [Int: Int] = [:]
        var index = text.indices.lowerBound
        while index < text.indices.upperBound {
            if let end = ends[index] {
                index = end
                continue
            }
            for run in left > 0 ? text.runs(at: index, fewest: fewest, &left) : [] {
                guard let table = text.table(of: run, self), options.encoding.count(table) < options.encoding.count(text.bytes[run.range])
                else {
                    continue
                }
                ends[run.indices.lowerBound] = run.indices.upperBound
                guard !prompt.views[view].isProtected(run.range) else { continue }
                proposals.append(Proposal(edits: [strategy.edit(view, run.range, to: table)]))
            }
            if ends[index] == nil { index += 1 }
        }
        return proposals
    }
}
