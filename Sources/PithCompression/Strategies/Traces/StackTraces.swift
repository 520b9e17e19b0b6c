// Stack traces to the frames that tell something: runs of library frames become a count with the libraries' names, addresses go where the frame
// says by name where it is, and so do lines of marks under Python's source lines. Messages, chains of causes, own frames and the frame in which
// the error was raised stay. Without their addresses the frames of a second crash are those of the first, and a reference stands for them.
//
//     File "/srv/app/views.py", line 31, in show
//     [… 6 frames: django, asgiref]
//     File "/srv/app/models.py", line 12, in total

import PithPrompt
import PithSystem

/// Folds library frames and addresses.
struct StackTraces: Strategy {
    static let name = "stack-traces"
    static let summary = "stack traces with runs of library frames as counts, without addresses; own frames, messages and causes stay"
    static let kinds: Set<SegmentKind> = [.stackTrace, .log]
    static let effect = EditEffect.folded

    /// Fewer library frames side by side stay.
    private static let shortestRun = 2

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            let frames = stackFrames(in: view.bytes, segment.range)
            var proposals: [Proposal] = []
            func propose(_ range: Range<Int>, _ replacement: [UInt8]) {
                guard !view.isProtected(range) else { return }
                let edit = Self.edit(segment.view, range, to: replacement)
                proposals.append(Proposal(edits: [edit]))
            }
            for group in groups(of: frames) {
                var at = group.lowerBound
                while at < group.upperBound {
                    var end = at
                    while end < group.upperBound, !isRaising(end, in: group, frames, view.bytes), LibraryFrame.is(view.bytes[frames[end]]) {
                        end += 1
                    }
                    if end - at >= Self.shortestRun {
                        propose(
                            withoutLineEnd(frames[at].lowerBound..<frames[end - 1].upperBound, view.bytes),
                            note(frames[at..<end], view.bytes))
                        at = end
                    } else {
                        for frame in frames[at..<max(end, at + 1)] {
                            for range in FrameNoise.ranges(in: view.bytes, frame) { propose(range, []) }
                        }
                        at = max(end, at + 1)
                    }
                }
            }
            return proposals
        }
    }

    /// Frames with nothing between them.
    private func groups(of frames: [Range<Int>]) -> [Range<Int>] {
        var groups: [Range<Int>] = []
        for index in frames.indices {
            if let last = groups.last, frames[index - 1].upperBound == frames[index].lowerBound {
                groups[groups.count - 1] = last.lowerBound..<index + 1
            } else {
                groups.append(index..<index + 1)
            }
        }
        return groups
    }

    /// Whether the frame is the innermost of its group: Python has it last, the others first.
    private func isRaising(_ index: Int, in group: Range<Int>, _ frames: [Range<Int>], _ bytes: [UInt8]) -> Bool {
        let isPython = bytes[frames[index]].drop(while: \.isBlank).begins(with: "File \"")
        return index == (isPython ? group.upperBound - 1 : group.lowerBound)
    }

    private func note(_ run: ArraySlice<Range<Int>>, _ bytes: [UInt8]) -> [UInt8] {
        var names: [String] = []
        for frame in run {
            if let name = LibraryFrame.name(bytes[frame]), !names.contains(name) { names.append(name) }
        }
        let told = names.isEmpty || names.count > 4 ? " of libraries" : ": " + names.joined(separator: ", ")
        let indentation = run.first.map { bytes[$0].prefix(while: \.isBlank) } ?? []
        return indentation + CutMark.saying("\(run.count) frames\(told)")
    }

    private func withoutLineEnd(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1].isLineEnd { end -= 1 }
        return range.lowerBound..<end
    }
}
