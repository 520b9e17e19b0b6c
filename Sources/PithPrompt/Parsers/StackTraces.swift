// Stack traces: a head line (an error, `Traceback …`, `goroutine 7 [running]:`) and the frames under it.
//
// Each runtime has its way to write a frame; a line is a frame when it has one of those forms. A trace needs two frames, or a head that
// belongs to traces alone and one frame.

import PithSystem

extension TextLines {
    /// The line after the stack trace that begins with line `index`, or nil when none does.
    func endOfStackTrace(at index: Int) -> Int? {
        let named = isTraceHead(index)
        guard named || mayBeFrame(index) || mayBeFrame(index + 1) || mayBeFrame(index + 2) else { return nil }
        var at = index
        if !named, !isFrame(index) {
            // The message may run over a second line.
            if isFrame(index + 1) {
                at += 1
            } else if index + 1 < count, !isBlank(index + 1), isFrame(index + 2) {
                at += 2
            } else {
                return nil
            }
            guard looksLikeError(index) else { return nil }
        }
        var frames = 0
        // Heads alone are not worth a long look: a million of them would be looked at a million times.
        while at < count, frames > 0 || at - index < 8 {
            if isFrame(at) {
                frames += 1
                at = endOfFrame(at)
            } else if isTraceHead(at) || isTraceFiller(at) {
                at += 1
            } else if isBlank(at) {
                let next = nextTextLine(from: at, limit: 2)
                guard next < count, isTraceHead(next) || isChainLine(next) || isFrame(next) else { break }
                at = next
            } else if isChainLine(at) {
                at += 1
            } else {
                break
            }
        }
        // Python writes the error under its frames; so may others with a head of their own.
        if frames > 0, line(index, beginsWith: "Traceback"), at < count, !isBlank(at), lines[at].indent <= lines[index].indent { at += 1 }
        return frames >= 2 || (named && frames == 1) ? at : nil
    }

    private func isTraceHead(_ index: Int) -> Bool {
        guard index < count, !lines[index].isBlank else { return false }
        func begins(with text: StaticString) -> Bool { line(index, beginsWith: text) }
        // By the first byte: every line of a text is asked, and most begin no head.
        switch bytes[lines[index].first] {
        case 0x54:
            return begins(with: "Traceback (most recent call last)")
                || begins(with: "Thread ") && (head(index).contains("(most recent call last)") || head(index).contains(" crashed"))
        case 0x67: return begins(with: "goroutine ") && tail(index).begins(with: "goroutine ") && tail(index).last == 0x3A
        case 0x45: return begins(with: "Exception in thread ")
        case 0x43: return begins(with: "Caused by: ")
        case 0x53:
            return begins(with: "Suppressed: ") || begins(with: "Stack dump:") || begins(with: "Stack trace:")
                || begins(with: "Stacktrace:")
        case 0x73: return begins(with: "stack backtrace:") || begins(with: "stack trace:")
        case 0x70: return begins(with: "panic: ")
        case 0x74: return begins(with: "thread '") && head(index).contains("' panicked at")
        case 0x2A: return begins(with: "* thread #")
        case 0x3D: return begins(with: "==") && head(index).contains("ERROR: ") && head(index).contains("Sanitizer")
        default: return false
        }
    }

    /// A line that tells of an error, so that frames may follow.
    private func looksLikeError(_ index: Int) -> Bool {
        let text = head(index)
        return text.contains("Error") || text.contains("Exception") || text.contains("error:") || text.contains("Uncaught")
            || text.contains("panic")
    }

    /// Whether a stack trace may begin with line `index`, by what stands on it and on the two lines below.
    func mayBeginTrace(_ index: Int) -> Bool {
        isTraceHead(index) || (index...index + 2).contains { mayBeFrame($0) && isFrame($0) }
    }

    /// Whether line `index` may be a frame by its first two bytes, or the first of the line below: what every line of a text is asked.
    @inline(__always) private func mayBeFrame(_ index: Int) -> Bool {
        guard index < count else { return false }
        let line = lines[index]
        guard !line.isBlank else { return false }
        let below = index + 1 < count && line.next < bytes.count ? bytes[line.next] : nil
        return mayOpenFrame(bytes, line.first..<line.end, isIndented: line.indent > 0, below: below)
    }

    /// What a build of an image says behind the number of a step: `12.31 Get:1 …`, `[build 4/7] RUN …`.
    private func isStepOfBuild(_ text: ArraySlice<UInt8>) -> Bool {
        if text.first == 0x5B { return text.prefix { $0 != 0x5D }.contains(0x2F) }
        let rest = text.drop(while: \.isDigit)
        return rest.startIndex > text.startIndex && rest.first == 0x2E && rest.dropFirst().drop(while: \.isDigit).first == 0x20
    }

    /// Whether line `index` is a frame by its form.
    func isFrame(_ index: Int) -> Bool {
        guard index < count, !lines[index].isBlank else { return false }
        let indent = lines[index].indent
        // Most lines are asked for their first byte alone.
        var text: ArraySlice<UInt8> { head(index) }
        switch bytes[lines[index].first] {
        case 0x46: return text.begins(with: "File \"") && text.contains("\", line ")
        case 0x61:
            guard indent > 0, text.begins(with: "at ") else { return false }
            return tail(index).last == 0x29 || text.contains(" in ") || endsWithLineNumber(index)
        case 0x23:
            let digits = text.dropFirst().count(while: \.isDigit)
            let rest = text.dropFirst(1 + digits)
            return digits > 0 && digits <= 5 && rest.first == 0x20 && !isStepOfBuild(rest.dropFirst())
                && (rest.contains("0x") || rest.contains(" in ") || rest.contains(" at ") || rest.contains("("))
        case 0x66:
            if text.begins(with: "from ") { return indent > 0 && text.contains(":in ") }
            return text.begins(with: "frame #") && text.contains("0x")
        case 0x2F: return (indent > 0 && text.contains(".go:")) || (text.contains("(+0x") && tail(index).last == 0x5D)
        case 0x30...0x39:
            let digits = text.count(while: \.isDigit)
            let rest = text.dropFirst(digits)
            guard digits <= 4 else { return false }
            // Rust: `3: name`, with `at path:line` under it. Swift and macOS: `3  module  0x00007ff8…`.
            if rest.begins(with: ": ") { return indent > 0 && index + 1 < count && line(index + 1, beginsWith: "at ") }
            return rest.first == 0x20 && hasAddress(rest)
        default: return isGoFunction(index)
        }
    }

    /// Go writes a frame over two lines: the function, then tab, path and line.
    private func isGoFunction(_ index: Int) -> Bool {
        guard index + 1 < count, lines[index].indent == 0 else { return false }
        let next = lines[index + 1]
        guard next.indent > 0, bytes[next.start] == 0x09, tail(index).last == 0x29 || head(index).begins(with: "created by ") else {
            return false
        }
        return head(index + 1).contains(".go:")
    }

    /// The line after the frame at `index`: Python's source line, its marks and Rust's path line go with it.
    func endOfFrame(_ index: Int) -> Int {
        var at = index + 1
        if line(index, beginsWith: "File \"") {
            while at < count, at <= index + 4, !isBlank(at), lines[at].indent > lines[index].indent { at += 1 }
        } else if isGoFunction(index) || (head(index).first.map(\.isDigit) == true && line(at, beginsWith: "at ")) {
            at += 1
        }
        return at
    }

    /// Lines that stand between frames and are none.
    private func isTraceFiller(_ index: Int) -> Bool {
        let text = head(index)
        if text.begins(with: "... "), text.contains(" more") { return true }
        return text.begins(with: "[Previous line repeated") || text.begins(with: "exit status ") || text.begins(with: "--- End of ")
            || text.begins(with: "note: ")
    }

    private func isChainLine(_ index: Int) -> Bool {
        line(index, beginsWith: "During handling of the above exception")
            || line(index, beginsWith: "The above exception was the direct cause")
    }

    private func hasAddress(_ text: ArraySlice<UInt8>) -> Bool {
        guard let at = text.indices.first(where: { text[$0] == 0x30 && text[$0...].begins(with: "0x") }) else { return false }
        return text[(at + 2)...].count(while: \.isHexDigit) >= 6
    }

    private func endsWithLineNumber(_ index: Int) -> Bool {
        let text = tail(index)
        let digits = text.reversed().prefix(while: \.isDigit).count
        return digits > 0 && digits < text.count && text[text.endIndex - digits - 1] == 0x3A
    }
}

/// The frames in `bytes` at `range`, each with all its lines. Cost: linear.
package func stackFrames(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    guard range.count < Int(UInt32.max), mayHoldFrame(bytes, range) else { return [] }
    let lines = TextLines(Array(bytes[range]))
    var frames: [Range<Int>] = []
    var at = 0
    while at < lines.count {
        guard lines.isFrame(at) else {
            at += 1
            continue
        }
        let end = lines.endOfFrame(at)
        frames.append(range.lowerBound + lines.lines[at].start..<range.lowerBound + lines.lines[min(end, lines.count) - 1].next)
        at = end
    }
    return frames
}

/// Whether a line may be a frame by what it begins with; few logs need be cut into lines for the frames in them. Cost: linear, little a line.
private func mayHoldFrame(_ text: [UInt8], _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while at < range.upperBound {
        let end = lineEnd(in: text, from: at, limit: range.upperBound)
        var first = at
        while first < end, text[first].isBlank { first += 1 }
        let below = end + 1 < range.upperBound ? text[end + 1] : nil
        if first < end, mayOpenFrame(text, first..<end, isIndented: first > at, below: below) { return true }
        at = end + 1
    }
    return false
}

/// Whether the words of a line, of which there is one, may be a frame by what they begin with, or by the first byte of the line below.
@inline(__always) private func mayOpenFrame(_ bytes: [UInt8], _ words: Range<Int>, isIndented: Bool, below: UInt8?) -> Bool {
    let second = words.count > 1 ? bytes[words.lowerBound + 1] : 0
    switch bytes[words.lowerBound] {
    case 0x46: return second == 0x69
    case 0x61: return second == 0x74 && isIndented
    case 0x23: return second.isDigit
    case 0x66: return second == 0x72
    case 0x2F: return true
    case 0x30...0x39:
        // A number of four digits at most, before a colon or a blank.
        var at = words.lowerBound + 1
        while at < words.upperBound, at - words.lowerBound < 4, bytes[at].isDigit { at += 1 }
        return at < words.upperBound && (bytes[at] == 0x3A || bytes[at] == 0x20)
    // Go's: a line that begins with a tab under it.
    default: return below == 0x09
    }
}
