// What lines of test runners, builds and installers say when all is well, as data: one line of this table a form.

/// A line that reports one of many things that went as they should.
struct OutputLine {
    /// What the line tells of, as it is counted: "passed".
    let word: String
    /// Lines of one group stand among each other.
    let group: Group
    var prefix = ""
    var part = ""
    var suffix = ""

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
        // cargo, swift build, ninja, cmake, make
        OutputLine(word: "compiled", group: .build, prefix: "Compiling "),
        OutputLine(word: "checked", group: .build, prefix: "Checking "),
        OutputLine(word: "fresh", group: .build, prefix: "Fresh "),
        OutputLine(word: "downloaded", group: .build, prefix: "Downloaded "),
        OutputLine(word: "downloads", group: .build, prefix: "Downloading "),
        OutputLine(word: "steps", group: .build, prefix: "[", part: "] Compiling "),
        OutputLine(word: "steps", group: .build, prefix: "[", part: "] Building "),
        OutputLine(word: "steps", group: .build, prefix: "[", part: "] Emitting "),
        OutputLine(word: "steps", group: .build, prefix: "[", part: "] Built target "),
        OutputLine(word: "steps", group: .build, prefix: "CC "),
        OutputLine(word: "steps", group: .build, prefix: "CXX "),
        // pip, npm, apt, docker
        OutputLine(word: "collected", group: .build, prefix: "Collecting "),
        OutputLine(word: "already there", group: .build, prefix: "Requirement already satisfied: "),
        OutputLine(word: "cached", group: .build, prefix: "Using cached "),
        OutputLine(word: "unpacked", group: .build, prefix: "Unpacking "),
        OutputLine(word: "unpacked", group: .build, prefix: "Preparing to unpack "),
        OutputLine(word: "set up", group: .build, prefix: "Setting up "),
        OutputLine(word: "selected", group: .build, prefix: "Selecting previously unselected package "),
        OutputLine(word: "layers", group: .build, suffix: ": Pull complete"),
        OutputLine(word: "layers", group: .build, suffix: ": Pulling fs layer"),
        OutputLine(word: "layers", group: .build, suffix: ": Already exists"),
        OutputLine(word: "layers", group: .build, suffix: ": Download complete"),
        OutputLine(word: "layers", group: .build, suffix: ": Verifying Checksum"),
        OutputLine(word: "layers", group: .build, suffix: ": Waiting"),
    ]

    private static let longestLine = 400

    /// The form of `line`, which is without its line end; nil when it has none. Cost: linear in the line, and in the table.
    static func of(_ line: ArraySlice<UInt8>) -> OutputLine? {
        guard line.count <= longestLine else { return nil }
        let trimmed = withoutShare(line.drop(while: isBlank))
        guard let first = trimmed.first else { return nil }
        return all.first { form in
            (form.prefix.isEmpty || (form.prefix.utf8.first == first && trimmed.starts(with: form.prefix.utf8)))
                && (form.suffix.isEmpty || trimmed.suffix(form.suffix.utf8.count).elementsEqual(form.suffix.utf8))
                && (form.part.isEmpty || contains(trimmed, form.part))
        }
    }

    /// Without blanks at the end, and without a share of the whole there: `[ 12%]`.
    private static func withoutShare(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            var text = text
            while let last = text.last, isBlank(last) || last == 0x0D { text = text.dropLast() }
            return text
        }
        let line = trimmed(line)
        guard line.suffix(2).elementsEqual("%]".utf8), let open = line.suffix(8).lastIndex(of: 0x5B), open > line.startIndex else {
            return line
        }
        return trimmed(line[..<open])
    }

    private static func contains(_ text: ArraySlice<UInt8>, _ part: String) -> Bool {
        guard let first = part.utf8.first else { return true }
        var rest = text
        while let at = rest.firstIndex(of: first) {
            rest = rest[at...]
            if rest.starts(with: part.utf8) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
