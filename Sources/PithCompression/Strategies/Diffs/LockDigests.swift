// Checksums of lock files and of their diffs: nobody reads them, and they are most of such a text. Each becomes `…` where it stands; names, versions,
// addresses and line counts stay.
//
// A diff names its file. A text that is a lock file shows it by its lines: what stands right before a checksum is the sign of its kind, and one of
// those alone is no lock file.

import PithPrompt
import PithSystem

/// Takes checksums out of lock files and their diffs.
struct LockDigests: Strategy {
    static let name = "lock-digests"
    static let summary = "lock files and their diffs without the checksums"
    static let kinds: Set<SegmentKind> = [.diff, .code, .prose, .list, .instruction, .json, .table, .log]
    static let effect = EditEffect.folded
    /// Tables are made of what is left.
    static let runsFirst = true

    private static let lockFiles: [String] = [
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "Cargo.lock", "poetry.lock", "uv.lock",
        "Pipfile.lock",
        "pdm.lock", "composer.lock", "Gemfile.lock", "go.sum", "Package.resolved", "Podfile.lock", "mix.lock", "flake.lock",
        "gradle.lockfile",
        "packages.lock.json", "requirements.txt",
    ]
    private static let shortestDigest = 32
    /// Fewer in a text may be what it is about.
    private static let fewestInText = 3

    func proposals(for context: StrategyContext) -> [Proposal] {
        var proposals: [Proposal] = []
        // Those of the text at hand, diffs apart.
        var ofText: [Range<Int>] = [], segmentsOfText: [Range<Int>] = []
        func offer(_ digests: [Range<Int>], _ view: Int) {
            for range in digests where !context.prompt.views[view].isProtected(range) {
                let edit = Edit(view: view, range: range, replacement: Array("…".utf8), strategy: Self.name, effect: Self.effect)
                proposals.append(Proposal(edits: [edit]))
            }
        }
        for (index, segment) in context.segments.enumerated() {
            let bytes = context.prompt.views[segment.view].bytes
            if segment.kind == .diff {
                offer(Self.digests(in: bytes, segment.range), segment.view)
            } else {
                ofText += Self.textDigests(in: bytes, segment.range)
                segmentsOfText.append(segment.range)
            }
            guard index + 1 == context.segments.count || context.segments[index + 1].view != segment.view else { continue }
            if ofText.count >= Self.fewestInText {
                let bytes = context.prompt.views[segment.view].bytes
                offer(ofText + segmentsOfText.flatMap { Self.folderDigests(in: bytes, $0) }, segment.view)
            }
            (ofText, segmentsOfText) = ([], [])
        }
        return proposals
    }

    /// What stands right before a checksum in a lock file, and how its checksum is written.
    private static let signs: [(text: [UInt8], isHexadecimal: Bool, shortest: Int)] =
        ["checksum = \"", "hash = \"sha256:", "--hash=sha256:", "checksum: 10c0/", "checksum: 10/", "checksum: 8/", "shasum\": \""]
        .map { (Array($0.utf8), true, shortestDigest) } + [(Array("  checksum: ".utf8), true, 128)]
        + [
            "integrity sha512-", "integrity: sha512-", "integrity\": \"sha512-", "integrity\":\"sha512-", "integrity sha1-",
            "integrity: sha1-",
            "integrity\": \"sha1-", "integrity\":\"sha1-", "narHash\": \"sha256-", " h1:",
        ].map { (Array($0.utf8), false, shortestDigest) }

    /// The checksums that stand behind the signs of lock files. Cost: linear.
    static func textDigests(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = range.lowerBound
        while true {
            start = digestBytes.firstRun(of: shortestDigest, in: bytes, start..<range.upperBound)
            guard start < range.upperBound else { return found }
            var at = start
            while at < range.upperBound, isDigestByte(bytes[at]) { at += 1 }
            defer { start = at }
            // The sign may end in bytes that a checksum has, too: its own begins where the sign ends.
            let from = max(range.lowerBound, start - longestSign), head = bytes[from..<min(at, start + longestSign)]
            for sign in signs {
                guard let end = endOfSign(sign.text, in: head, upTo: start), at - end >= sign.shortest,
                    isDigest(bytes[end..<at], isHexadecimal: sign.isHexadecimal)
                else { continue }
                found.append(end..<at)
                break
            }
        }
    }

    /// The checksums that are folders of addresses: PyPI's, of 60 hexadecimal digits. Cost: linear.
    static func folderDigests(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = range.lowerBound
        for at in range where !bytes[at].isHexDigit {
            if at - start == 60, bytes[at] == 0x2F, start > range.lowerBound, bytes[start - 1] == 0x2F { found.append(start..<at) }
            start = at + 1
        }
        return found
    }

    private static let longestSign = 24

    /// Where `sign` ends that begins before `start` or at most ends within what begins there.
    private static func endOfSign(_ sign: [UInt8], in head: ArraySlice<UInt8>, upTo start: Int) -> Int? {
        // The part of the sign that a checksum could have, at its end.
        let tail = sign.reversed().prefix { isDigestByte($0) }.count
        let end = start + tail
        guard end <= head.endIndex, end - sign.count >= head.startIndex, head[end - sign.count..<end].elementsEqual(sign) else {
            return nil
        }
        return end
    }

    private static let digestBytes = ByteSet(isDigestByte)

    private static func isDigestByte(_ byte: UInt8) -> Bool {
        byte.isDigit || byte.isLetter || byte == 0x2B || byte == 0x2F || byte == 0x3D
    }

    private static func isDigest(_ text: ArraySlice<UInt8>, isHexadecimal: Bool) -> Bool {
        if isHexadecimal { return text.allSatisfy { $0.isDigit || $0 &- 0x61 < 6 || $0 &- 0x41 < 6 } }
        return text.contains(where: \.isDigit) && text.contains(where: \.isCapital)
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
