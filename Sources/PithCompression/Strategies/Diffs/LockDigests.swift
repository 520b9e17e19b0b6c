// Checksums in the diffs of lock files: nobody reads them, and they are most of such a diff. Each becomes `…` where it stands; names, versions and
// line counts stay.

import PithPrompt
import PithSystem

/// Takes checksums out of the diffs of lock files.
struct LockDigests: Strategy {
    static let name = "lock-digests"
    static let summary = "diffs of lock files without the checksums"
    static let kinds: Set<SegmentKind> = [.diff]
    static let effect = EditEffect.folded

    private static let lockFiles: [String] = [
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "Cargo.lock", "poetry.lock", "uv.lock",
        "Pipfile.lock",
        "pdm.lock", "composer.lock", "Gemfile.lock", "go.sum", "Package.resolved", "Podfile.lock", "mix.lock", "flake.lock",
        "gradle.lockfile",
        "packages.lock.json", "requirements.txt",
    ]
    private static let shortestDigest = 32

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            return Self.digests(in: view.bytes, segment.range).filter { !view.isProtected($0) }.map {
                Proposal(edits: [
                    Edit(view: segment.view, range: $0, replacement: Array("…".utf8), strategy: Self.name, effect: Self.effect)
                ])
            }
        }
    }

    /// The checksums on the lines of lock files' hunks. Cost: linear.
    static func digests(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var isLock = false
        var at = range.lowerBound
        while at < range.upperBound {
            let next = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound)
            let line = bytes[at..<next]
            if line.begins(with: "diff ") || line.begins(with: "+++ ") {
                isLock = namesLockFile(line)
            } else if isLock, let mark = line.first, mark == 0x20 || mark == 0x2B || mark == 0x2D, !line.begins(with: "--- ") {
                appendDigests(bytes, at + 1..<next, to: &found)
            }
            at = next
        }
        return found
    }

    private static func namesLockFile(_ line: ArraySlice<UInt8>) -> Bool {
        let name = line.split(whereSeparator: { $0 == 0x2F || $0 <= 0x20 }).last ?? []
        return lockFiles.contains { name.elementsEqual($0.utf8) }
    }

    private static func appendDigests(_ bytes: [UInt8], _ line: Range<Int>, to found: inout [Range<Int>]) {
        var start = line.lowerBound
        var digits = 0, letters = 0
        for at in line.lowerBound...line.upperBound {
            let byte = at < line.upperBound ? bytes[at] : 0x0A
            let isDigit = byte.isDigit, isLetter = byte.isLetter
            if isDigit || isLetter || byte == 0x2B || byte == 0x2F || byte == 0x3D {
                if isDigit { digits += 1 }
                if isLetter { letters += 1 }
                continue
            }
            // Random text has a digit in every few characters; a long path has not.
            if at - start >= shortestDigest, letters > 0, digits * 16 >= at - start { found.append(start..<at) }
            (start, digits, letters) = (at + 1, 0, 0)
        }
    }
}
