// Checksums of lock files and of their diffs: nobody reads them, and they are most of such a text. Each becomes `…` where it stands; names, versions,
// addresses and line counts stay.
//
// A diff names its file. A text that is a lock file shows it by its lines: what stands right before a checksum is the sign of its kind, one of those
// alone is no lock file, and a registry's answer or a release's notes have the sign without the rest. Where a tool says that checksums differ, they are what
// the text is about.

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
        var proposals: [Proposal] = [], proposalsForText: [Proposal] = []
        var told = ToldDigests(past: context.past?.digests)
        func offers(_ digests: [Range<Int>], _ view: Int) -> [Proposal] {
            digests.filter { !context.prompt.views[view].isProtected($0) }.map {
                Proposal(edits: [Self.edit(view, $0, to: Array("…".utf8))])
            }
        }
        for segment in context.segments where segment.kind == .diff {
            proposals += offers(Self.digests(in: context.prompt.views[segment.view].bytes, segment.range), segment.view)
        }
        Self.forEachLockFile(context.segments, of: context.prompt, isSession: context.options.isSession) { view, digests, ranges in
            let bytes = context.prompt.views[view].bytes
            for digest in digests { told.note(digest, bytes) }
            proposalsForText += offers(digests + ranges.flatMap { Self.folderDigests(in: bytes, $0) }, view)
        }
        // Without them two lock files that differ would read as the same.
        return told.differ ? proposals : proposals + proposalsForText
    }

    /// The views that are lock files, with their checksums and the ranges of their segments, diffs apart. Cost: linear.
    private static func forEachLockFile(
        _ segments: [Segment], of prompt: Prompt, isSession: Bool,
        _ body: (_ view: Int, _ digests: [Range<Int>], _ ranges: [Range<Int>]) -> Void
    ) {
        var found: [Digest] = [], ranges: [Range<Int>] = []
        for (index, segment) in segments.enumerated() {
            let bytes = prompt.views[segment.view].bytes
            if segment.kind != .diff {
                found += textDigests(in: bytes, segment.range).filter { !isSession || !$0.sign.isEditedByHand }
                ranges.append(segment.range)
            }
            guard index + 1 == segments.count || segments[index + 1].view != segment.view else { continue }
            if found.count >= fewestInText {
                let taken = inLockFile(found, bytes)
                if taken.count >= fewestInText { body(segment.view, taken, ranges) }
            }
            (found, ranges) = ([], [])
        }
    }

    /// Takes note of the checksums of a message's lock files, as they were before they were taken out. Cost: linear.
    static func note(_ message: Prompt, in told: inout ToldDigests) {
        let segments = message.segments.filter { kinds.contains($0.kind) }
        forEachLockFile(segments, of: message, isSession: true) { view, digests, _ in
            for digest in digests { told.note(digest, message.views[view].bytes) }
        }
    }

    /// What stands right before a checksum in a lock file, and how its checksum is written.
    struct Sign: Sendable {
        let text: [UInt8]
        var isHexadecimal = true
        var shortest = shortestDigest
        /// What else a lock file of this kind has, and what answers of registries and notes on releases have not.
        var company: [UInt8] = []
        /// Whether people, and agents by its text, edit such a file.
        var isEditedByHand = false
        /// Whether it says what it does behind a version alone, as in go.sum; Go's own words on two checksums that differ have no version there.
        var isBehindVersion = false

        init(
            _ text: String, company: String = "", isHexadecimal: Bool = true, shortest: Int = shortestDigest, isEditedByHand: Bool = false,
            isBehindVersion: Bool = false
        ) {
            (self.text, self.company) = (Array(text.utf8), Array(company.utf8))
            (self.isHexadecimal, self.shortest) = (isHexadecimal, shortest)
            (self.isEditedByHand, self.isBehindVersion) = (isEditedByHand, isBehindVersion)
        }
    }

    private static let signs: [Sign] =
        [
            Sign("checksum = \"", company: "[[package]]"), Sign("hash = \"sha256:", company: "[[package]]"),
            Sign("--hash=sha256:", isEditedByHand: true), Sign("checksum: 10c0/"), Sign("checksum: 10/"), Sign("checksum: 8/"),
            Sign("shasum\": \"", company: "\"content-hash\""), Sign("  checksum: ", company: "resolution: \"", shortest: 128),
            Sign("{integrity: sha512-", isHexadecimal: false), Sign("{integrity: sha1-", isHexadecimal: false),
            Sign("narHash\": \"sha256-", isHexadecimal: false), Sign(" h1:", isHexadecimal: false, isBehindVersion: true),
        ]
        + ["sha512-", "sha1-"].flatMap {
            [
                Sign("integrity " + $0, company: "resolved \"", isHexadecimal: false),
                Sign("integrity\": \"" + $0, company: "\"resolved\":", isHexadecimal: false),
                Sign("integrity\":\"" + $0, company: "\"resolved\":", isHexadecimal: false),
            ]
        }

    /// A checksum and the sign that it stands behind.
    struct Digest {
        let range: Range<Int>
        let sign: Sign
    }

    /// Those that stand in a lock file of their kind; none where a text says that checksums differ. Cost: linear.
    private static func inLockFile(_ digests: [Digest], _ bytes: [UInt8]) -> [Range<Int>] {
        guard !saysThatTheyDiffer(bytes) else { return [] }
        var known: [[UInt8]: Bool] = [[]: true]
        return digests.filter { digest in
            let company = digest.sign.company
            if let answer = known[company] { return answer }
            let answer = bytes[...].holds(company[...])
            known[company] = answer
            return answer
        }.map(\.range)
    }

    private static let wordsOnDifference = [
        "mismatch", "not match", "n't match", "checksum failed", "integrity check", "eintegrity", "unexpected checksum", "known hashes",
        "checksum for `",
    ].map { Array($0.utf8) }

    /// Whether tools say of checksums that they are not as they should be. Cost: linear.
    private static func saysThatTheyDiffer(_ bytes: [UInt8]) -> Bool {
        let firsts = Set(wordsOnDifference.map { $0[0] })
        return bytes.indices.contains { at in
            let first = bytes[at].lowered
            guard firsts.contains(first) else { return false }
            return wordsOnDifference.contains { word in
                word[0] == first && at + word.count <= bytes.count && zip(word, bytes[at...]).allSatisfy { $0 == $1.lowered }
            }
        }
    }

    /// The checksums that stand behind the signs of lock files. Cost: linear.
    static func textDigests(in bytes: [UInt8], _ range: Range<Int>) -> [Digest] {
        var found: [Digest] = []
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
                    isDigest(bytes[end..<at], isHexadecimal: sign.isHexadecimal),
                    !sign.isBehindVersion || followsVersion(end - sign.text.count, bytes, range)
                else { continue }
                found.append(Digest(range: end..<at, sign: sign))
                break
            }
        }
    }

    /// Whether what ends at `end` is a version, `v1.4.0` or `v1.4.0/go.mod`.
    private static func followsVersion(_ end: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var start = end
        while start > range.lowerBound, end - start < longestVersion, !bytes[start - 1].isSpace { start -= 1 }
        return end - start > 1 && bytes[start] == 0x76 && bytes[start + 1].isDigit
    }

    private static let longestVersion = 80

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
            if at - start >= shortestDigest, letters > 0, digits * 16 >= at - start, !isCommit(bytes, start..<at),
                !isPath(bytes[start..<at])
            {
                found.append(start..<at)
            }
            (start, digits, letters) = (at + 1, 0, 0)
        }
    }

    /// Whether it is the path of a module, as in "aws-sdk-go-v2/service/internal/endpoints/v2": random text has few slashes, and capitals.
    private static func isPath(_ text: ArraySlice<UInt8>) -> Bool {
        let slashCount = text.count { $0 == 0x2F }
        return slashCount > 0 && (slashCount * 10 > text.count || !text.contains(where: \.isCapital))
    }

    /// Whether it has the form of a commit, which says what is pinned; behind an archive's name it is a checksum.
    private static func isCommit(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        range.count == 40 && bytes[range].allSatisfy { $0.isDigit || $0 &- 0x61 < 6 }
            && !bytes[..<range.lowerBound].suffix(4).elementsEqual("tgz#".utf8)
    }
}
