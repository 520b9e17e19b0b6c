// What lines of test runners, builds and installers say when all is well, as data: one line of this table a form.

import PithSystem

/// A line that reports one of many things that went as they should.
struct OutputLine {
    /// What the line tells of, as it is counted: "passed".
    let word: String
    /// Lines of one group stand among each other.
    let group: Group
    var prefix = ""
    var part = ""
    var suffix = ""
    /// What it tells of has a name without blanks, and nothing stands behind it.
    var isOneWord = false
    /// The line is nothing but the prefix.
    var isWhole = false

    enum Group { case tests, build }

    static let all: [OutputLine] = [
        // pytest -v, unittest, cargo test
        OutputLine(word: "passed", group: .tests, part: "::", suffix: " PASSED"),
        OutputLine(word: "passed", group: .tests, part: ":: PASSED "),
        OutputLine(word: "passed", group: .tests, suffix: " ... ok"),
        // jest, vitest, mocha, Swift Testing
        OutputLine(word: "passed", group: .tests, prefix: "✓ "),
        OutputLine(word: "passed", group: .tests, prefix: "✔ "),
        OutputLine(word: "passed", group: .tests, prefix: "√ "),
        OutputLine(word: "passed", group: .tests, prefix: "PASS "),
        OutputLine(word: "started", group: .tests, prefix: "◇ "),
        // go test
        OutputLine(word: "passed", group: .tests, prefix: "--- PASS: "),
        OutputLine(word: "packages passed", group: .tests, prefix: "ok  \t"),
        OutputLine(word: "packages without tests", group: .tests, prefix: "?   \t", suffix: "[no test files]"),
        OutputLine(word: "started", group: .tests, prefix: "=== RUN "),
        OutputLine(word: "paused", group: .tests, prefix: "=== PAUSE "),
        OutputLine(word: "continued", group: .tests, prefix: "=== CONT "),
        // XCTest, ctest, GoogleTest, TAP, JUnit's console
        OutputLine(word: "passed", group: .tests, prefix: "Test Case '", part: "' passed ("),
        OutputLine(word: "started", group: .tests, prefix: "Test Case '", part: "' started"),
        OutputLine(word: "passed", group: .tests, part: " Test ", suffix: " sec OK"),
        OutputLine(word: "passed", group: .tests, part: "   Passed  "),
        OutputLine(word: "started", group: .tests, prefix: "Start "),
        OutputLine(word: "passed", group: .tests, prefix: "[       OK ] "),
        OutputLine(word: "started", group: .tests, prefix: "[ RUN      ] "),
        OutputLine(word: "passed", group: .tests, prefix: "ok ", part: " - "),
        // What node's TAP says of a test beside that.
        OutputLine(word: "started", group: .tests, prefix: "# Subtest: "),
        OutputLine(word: "details", group: .tests, prefix: "duration_ms: "),
        OutputLine(word: "details", group: .tests, prefix: "---", isWhole: true),
        OutputLine(word: "details", group: .tests, prefix: "...", isWhole: true),
        // jtreg, automake, deno
        OutputLine(word: "passed", group: .tests, prefix: "Passed: ", isOneWord: true),
        OutputLine(word: "passed", group: .tests, prefix: "PASS: ", isOneWord: true),
        OutputLine(word: "passed", group: .tests, part: " ... ok ("),
        // dotnet test
        OutputLine(word: "passed", group: .tests, prefix: "Passed ", suffix: " ms]"),
        OutputLine(word: "passed", group: .tests, prefix: "Passed ", suffix: " s]"),
        // cargo, swift build, ninja, cmake, make
        OutputLine(word: "compiled", group: .build, prefix: "Compiling "),
        OutputLine(word: "checked", group: .build, prefix: "Checking "),
        OutputLine(word: "fresh", group: .build, prefix: "Fresh "),
        OutputLine(word: "downloaded", group: .build, prefix: "Downloaded "),
        OutputLine(word: "downloads", group: .build, prefix: "Downloading "),
        OutputLine(word: "downloads", group: .build, prefix: "go: downloading "),
        OutputLine(word: "fetched", group: .build, prefix: "npm http fetch GET 200 "),
        OutputLine(word: "steps", group: .build, prefix: "[", part: "] Compiling "),
        OutputLine(word: "steps", group: .build, prefix: "[", part: "] Building "),
        OutputLine(word: "steps", group: .build, prefix: "[", part: "] Emitting "),
        OutputLine(word: "steps", group: .build, prefix: "[", part: "] Built target "),
        OutputLine(word: "found", group: .build, prefix: "-- ", suffix: " - found"),
        OutputLine(word: "found", group: .build, prefix: "-- Performing Test ", suffix: " - Success"),
        OutputLine(word: "found", group: .build, prefix: "checking ", suffix: "... yes"),
        OutputLine(word: "directories", group: .build, prefix: "make[", part: "]: Entering directory"),
        OutputLine(word: "directories", group: .build, prefix: "make[", part: "]: Leaving directory"),
        // gradle: what a task says stands below it, where it runs.
        OutputLine(word: "up to date", group: .build, prefix: "> Task :", suffix: " UP-TO-DATE"),
        OutputLine(word: "from cache", group: .build, prefix: "> Task :", suffix: " FROM-CACHE"),
        OutputLine(word: "without source", group: .build, prefix: "> Task :", suffix: " NO-SOURCE"),
        OutputLine(word: "steps", group: .build, prefix: "CC "),
        OutputLine(word: "compiled", group: .build, prefix: "cc ", part: " -c "),
        OutputLine(word: "compiled", group: .build, prefix: "c++ ", part: " -c "),
        OutputLine(word: "compiled", group: .build, prefix: "gcc ", part: " -c "),
        OutputLine(word: "compiled", group: .build, prefix: "g++ ", part: " -c "),
        OutputLine(word: "compiled", group: .build, prefix: "clang ", part: " -c "),
        OutputLine(word: "compiled", group: .build, prefix: "clang++ ", part: " -c "),
        OutputLine(word: "steps", group: .build, prefix: "CXX "),
        // pip, npm, apt, docker
        OutputLine(word: "collected", group: .build, prefix: "Collecting "),
        OutputLine(word: "already there", group: .build, prefix: "Requirement already satisfied: "),
        OutputLine(word: "cached", group: .build, prefix: "Using cached "),
        OutputLine(word: "unpacked", group: .build, prefix: "Unpacking ", suffix: "..."),
        OutputLine(word: "unpacked", group: .build, prefix: "Preparing to unpack ", suffix: "..."),
        OutputLine(word: "set up", group: .build, prefix: "Setting up ", suffix: "..."),
        OutputLine(word: "selected", group: .build, prefix: "Selecting previously unselected package ", suffix: "."),
        OutputLine(word: "steps", group: .build, prefix: "(Reading database ... ", suffix: "%"),
        OutputLine(word: "fetched", group: .build, prefix: "Get:", part: "http", suffix: "]"),
        OutputLine(word: "progress", group: .build, prefix: "━", part: "B/s"),
        OutputLine(word: "progress", group: .build, prefix: "[", part: " times: ━] "),
        OutputLine(word: "progress", group: .build, prefix: "|█", part: "B/s"),
        OutputLine(word: "started", group: .build, prefix: "Preparing metadata ", suffix: ": started"),
        OutputLine(word: "started", group: .build, prefix: "Building wheel for ", suffix: ": started"),
        OutputLine(word: "started", group: .build, prefix: "Installing build dependencies: started", isWhole: true),
        OutputLine(word: "started", group: .build, prefix: "Getting requirements to build wheel: started", isWhole: true),
        OutputLine(word: "steps", group: .build, suffix: ": finished with status 'done'"),
        // docker build, behind the number of the step; terraform, wget
        OutputLine(word: "progress", group: .build, prefix: "sha256:", part: "B / ", suffix: "s"),
        OutputLine(word: "downloaded", group: .build, prefix: "sha256:", part: "B / ", suffix: "s done"),
        OutputLine(word: "extracted", group: .build, prefix: "extracting sha256:", suffix: "s done"),
        OutputLine(word: "progress", group: .build, prefix: "extracting sha256:", suffix: "s"),
        OutputLine(word: "waits", group: .build, part: ": Still ", suffix: " elapsed]"),
        OutputLine(word: "progress", group: .build, part: "K .......... ..........", suffix: "s"),
        // composer, dotnet restore
        OutputLine(word: "downloaded", group: .build, prefix: "- Downloading ", suffix: ")"),
        OutputLine(word: "installed", group: .build, prefix: "- Installing ", suffix: ": Extracting archive"),
        OutputLine(word: "restored", group: .build, prefix: "Restored ", part: " (in "),
        OutputLine(word: "layers", group: .build, suffix: ": Pull complete"),
        OutputLine(word: "layers", group: .build, suffix: ": Pulling fs layer"),
        OutputLine(word: "layers", group: .build, suffix: ": Already exists"),
        OutputLine(word: "layers", group: .build, suffix: ": Download complete"),
        OutputLine(word: "layers", group: .build, suffix: ": Verifying Checksum"),
        OutputLine(word: "layers", group: .build, suffix: ": Waiting"),
    ]

    private static let longestLine = 400

    /// A form's parts as bytes.
    private final class Form: Sendable {
        let line: OutputLine
        let prefix: [UInt8]
        let part: [UInt8]
        let suffix: [UInt8]
        /// How many bytes of `part` stand before its first capital letter or bracket: few lines have one, so it is looked for first.
        let markOffset: Int

        init(_ line: OutputLine) {
            self.line = line
            (prefix, part, suffix) = (Array(line.prefix.utf8), Array(line.part.utf8), Array(line.suffix.utf8))
            markOffset = part.firstIndex { $0.isCapital || $0 == 0x28 } ?? 0
        }

        /// Cost: linear in the line, and little where it has not the mark.
        func fits(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
            OutputLine.stands(prefix, in: bytes, at: range.lowerBound, range.upperBound)
                && (suffix.isEmpty || OutputLine.stands(suffix, in: bytes, at: range.upperBound - suffix.count, range))
                && (part.isEmpty || holdsPart(bytes, range))
                && !(line.isWhole && range.count != prefix.count)
                && !(line.isOneWord && bytes[range].dropFirst(prefix.count).contains(where: \.isBlank))
        }

        private func holdsPart(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
            guard range.count >= part.count else { return false }
            let mark = part[markOffset]
            var at = range.lowerBound + markOffset
            let last = range.upperBound - part.count + markOffset
            while at <= last {
                at = firstOffset(of: mark, in: bytes, at..<last + 1)
                if at <= last, OutputLine.stands(part, in: bytes, at: at - markOffset, range.upperBound) { return true }
                at += 1
            }
            return false
        }
    }

    /// Some of the forms: a bit for each, by its place in the table.
    private struct FormSet: Sendable {
        var low: UInt64 = 0, high: UInt64 = 0

        mutating func add(_ number: Int) {
            precondition(number < 128, "a set holds 128 forms")
            if number < 64 { low |= 1 << UInt64(number) } else { high |= 1 << UInt64(number - 64) }
        }

        /// For each byte, the forms for which `sign` gives it or nothing.
        static func tables(_ sign: (Form) -> UInt8?) -> [FormSet] {
            var common = FormSet()
            for (number, form) in forms.enumerated() where sign(form) == nil { common.add(number) }
            var tables = Array(repeating: common, count: 256)
            for (number, form) in forms.enumerated() { if let byte = sign(form) { tables[Int(byte)].add(number) } }
            return tables
        }

        /// Takes out the first that is in `other`, too, and what is before it.
        mutating func next(of other: FormSet) -> Int? {
            let both = low & other.low
            if both != 0 {
                low &= ~(both ^ (both - 1))
                return both.trailingZeroBitCount
            }
            low = 0
            let rest = high & other.high
            guard rest != 0 else { return nil }
            high &= ~(rest ^ (rest - 1))
            return 64 + rest.trailingZeroBitCount
        }
    }

    /// The forms of lines that begin with a byte, and of those that end with one.
    private static let formsByFirstByte = FormSet.tables { $0.prefix.first }
    private static let formsByLastByte = FormSet.tables { $0.suffix.last }

    private static let forms = all.map(Form.init)

    /// For each form a byte that its lines must hold, and few others do.
    private static let marks = forms.map { $0.part.isEmpty ? nil : $0.part[$0.markOffset] }

    /// The form of the line at `range`, which is without its line end; nil when it has none. Cost: linear in the line, and in the table.
    static func of(_ bytes: [UInt8], _ range: Range<Int>) -> OutputLine? {
        guard range.count <= longestLine else { return nil }
        var start = range.lowerBound
        while start < range.upperBound, bytes[start].isBlank { start += 1 }
        start = endOfStep(bytes, start..<range.upperBound)
        let line = withoutShare(bytes, start..<range.upperBound)
        guard !line.isEmpty else { return nil }
        let last = bytes[line.upperBound - 1]
        var left = formsByFirstByte[Int(bytes[line.lowerBound])]
        let ending = formsByLastByte[Int(last)]
        while let number = left.next(of: ending) {
            if let mark = marks[number], firstOffset(of: mark, in: bytes, line) == line.upperBound { continue }
            if forms[number].fits(bytes, line) { return forms[number].line }
        }
        return nil
    }

    /// Behind the number of a step, and when in it the line was written, as a build of an image tells them: `#12 0.734 `.
    private static func endOfStep(_ bytes: [UInt8], _ line: Range<Int>) -> Int {
        guard line.count > 3, bytes[line.lowerBound] == 0x23, bytes[line.lowerBound + 1].isDigit else { return line.lowerBound }
        var at = line.lowerBound + 1
        while at < line.upperBound, bytes[at].isDigit { at += 1 }
        guard at < line.upperBound, bytes[at] == 0x20 else { return line.lowerBound }
        let text = at + 1
        at = text
        while at < line.upperBound, bytes[at].isDigit { at += 1 }
        guard at > text, at < line.upperBound, bytes[at] == 0x2E else { return text }
        at += 1
        while at < line.upperBound, bytes[at].isDigit { at += 1 }
        while at < line.upperBound, bytes[at] == 0x20 { at += 1 }
        return at
    }

    /// Without blanks at the end, and without a share of the whole there: `[ 12%]`.
    private static func withoutShare(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int> {
        func trimmed(_ end: Int) -> Int {
            var end = end
            while end > line.lowerBound, bytes[end - 1].isBlank || bytes[end - 1] == 0x0D { end -= 1 }
            return end
        }
        let end = trimmed(line.upperBound)
        let whole = line.lowerBound..<end
        guard whole.count >= 2, bytes[end - 1] == 0x5D, bytes[end - 2] == 0x25,
            let open = bytes[max(line.lowerBound, end - 8)..<end].lastIndex(of: 0x5B), open > line.lowerBound
        else { return whole }
        return line.lowerBound..<trimmed(open)
    }

    private static func stands(_ text: [UInt8], in bytes: [UInt8], at start: Int, _ range: Range<Int>) -> Bool {
        start >= range.lowerBound && stands(text, in: bytes, at: start, range.upperBound)
    }

    private static func stands(_ text: [UInt8], in bytes: [UInt8], at start: Int, _ end: Int) -> Bool {
        guard text.count <= end - start else { return false }
        var at = 0
        while at < text.count {
            if bytes[start + at] != text[at] { return false }
            at += 1
        }
        return true
    }
}
