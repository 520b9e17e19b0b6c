// Paths, file names, URLs, e-mail and network addresses. Their keys are their words, so quotes, line numbers and slashes of the other kind do not matter.

extension FactScanner {
    /// Takes a compound with slashes: a path, a date, a fraction, or words set side by side. Returns where to go on.
    mutating func takeSlashed(_ compound: Compound) -> Int {
        let range = compound.range
        if takeDateOrTime(range) { return range.upperBound }
        if compound.shape.isDigits {
            if isAddress(compound) { takeFact(.url, range, compound.hash) } else { takePieces(range) }
            return range.upperBound
        }
        if isRelativePath(compound) {
            let stop = pathEnd(range.upperBound)
            takeFact(.path, range.lowerBound..<stop, compound.hash)
            return stop
        }
        takePieces(range)
        return range.upperBound
    }

    /// Takes what stands between the slashes, each for itself.
    private mutating func takePieces(_ range: Range<Int>) {
        var start = range.lowerBound
        workCount &+= range.count
        while start < range.upperBound {
            let word = readWord(bytes, from: start, to: range.upperBound)
            if word.end == start {
                gap.insert(.mark)
                start &+= 1
                continue
            }
            takeSingle(word)
            start = word.end
        }
    }

    /// `src/main.c`, `a/b/c`, `tests/unit`; not "and/or", "km/h", "TCP/IP".
    private func isRelativePath(_ compound: Compound) -> Bool {
        if byte(compound.range.lowerBound &- 1) == 0x3C { return false }
        if compound.lastDot > 0 && isFileName(compound) { return true }
        if byte(compound.range.upperBound) == 0x2F { return true }
        if !rules.isProse && !quotes.isOpen && compound.slashCount < 2 {
            return compound.shape.contains(.underscore) && compound.range.count > 6
        }
        if compound.slashCount >= 2 {
            return compound.range.count > 6 && !compound.shape.contains(.upper) || compound.shape.contains(.digit)
        }
        return compound.shape.contains(.underscore) || compound.shape.contains(.digit) && compound.range.count > 6
            || Self.folders.contains(compound.first.hash)
    }

    /// A path goes on over a last slash.
    private func pathEnd(_ stop: Int) -> Int { byte(stop) == 0x2F ? stop &+ 1 : stop }

    /// Whether a path begins at the slash at `at`.
    func startsPath(_ at: Int) -> Bool {
        guard isWordByte(at &+ 1) || byte(at &+ 1) == 0x2E, !isWordByte(at &- 1) else { return false }
        let before = byte(at &- 1)
        return before != 0x3C && before != 0x2F && before != 0x5C && before != 0x29
    }

    /// Takes the path that begins at `start`, which is a slash, a dot or a tilde. Returns where to go on.
    mutating func takePath(_ start: Int) -> Int {
        var at = start
        var letterCount = 0
        while at < end {
            let byte = bytes[at]
            if isWordByte(at) {
                letterCount &+= 1
                at &+= 1
            } else if byte == 0x2F || byte == 0x2D || byte == 0x2E || byte == 0x7E || byte >= 0x80 && byte < 0xC0 {
                at &+= 1
            } else if (byte == 0x3A || byte == 0x40 || byte == 0x2B || byte == 0x25) && isWordByte(at &+ 1) && !isDigit(at &+ 1) {
                at &+= 1
            } else if byte == 0x3A && isDigit(at &+ 1) && isDigit(start &+ 1) {
                at &+= 1
            } else {
                break
            }
        }
        while at > start &+ 1, bytes[at &- 1] == 0x2E || bytes[at &- 1] == 0x2D { at &-= 1 }
        workCount &+= at &- start
        guard letterCount > 1 else {
            gap.insert(.mark)
            return start &+ 1
        }
        let isAddress =
            isDigit(start &+ 1) && bytes[(start &+ 1)..<at].allSatisfy { $0 &- 48 < 10 || $0 == 0x2E || $0 == 0x3A || $0 == 0x2F }
        let range = isAddress ? (start &+ 1)..<at : start..<at
        takeFact(isAddress ? .url : .path, range, textHash(range))
        return at
    }

    /// `C:\Users\x`
    mutating func takeWindowsPath(from start: Int) -> Int {
        var at = start &+ 2
        while at < end, isWordByte(at) || bytes[at] == 0x5C || bytes[at] == 0x2E || bytes[at] == 0x2D || bytes[at] >= 0x80 { at &+= 1 }
        while bytes[at &- 1] == 0x2E { at &-= 1 }
        takeFact(.path, start..<at, textHash(start..<at))
        return at
    }

    /// Takes the URL that begins at `start`, up to white space or a mark that cannot be in one. Returns where to go on.
    mutating func takeURL(from start: Int) -> Int {
        var at = start
        var openCount = 0
        scan: while at < end {
            switch bytes[at] {
            case 0...0x20, 0x22, 0x3C, 0x3E, 0x60, 0x7C, 0x5C, 0x5E, 0x7B, 0x7D, 0x7F: break scan
            case 0x28: openCount &+= 1
            case 0x29:
                if openCount == 0 { break scan }
                openCount &-= 1
            case 0x5D, 0x5B: break scan
            case 0xE3, 0xEF:
                // East Asian punctuation and full-width forms end it.
                break scan
            default: break
            }
            at &+= 1
        }
        while at > start &+ 1, Self.urlTail.contains(bytes[at &- 1]) { at &-= 1 }
        workCount &+= at &- start
        takeFact(.url, start..<at, textHash(start..<at))
        return at
    }

    private static let urlTail: [UInt8] = Array(".,;:!?'*_\"".utf8)

    /// Takes `name@host`; false when it is no address.
    mutating func takeAddress(_ compound: Compound) -> Bool {
        guard compound.joints.contains(.dot), compound.shape.hasLetter, !compound.joints.contains(.slash) else { return false }
        takeFact(.url, compound.range, compound.hash)
        return true
    }

    /// An IP address, a MAC address, a host with a port, or a domain of a well-known kind.
    func isAddress(_ compound: Compound) -> Bool {
        if compound.shape.isDigits || compound.joints.contains(.colon) {
            if isIPv4(compound.range) { return true }
            if compound.joints == .colon && compound.jointCount >= 3 { return true }
        }
        if compound.joints.contains(.colon), compound.joints.contains(.dot), compound.shape.hasLetter, compound.last.shape.isDigits,
            compound.last.range.count <= 5
        {
            return true
        }
        return compound.joints.isSubset(of: [.dot, .hyphen]) && compound.lastDot > 0 && !compound.shape.contains(.upper)
            && Self.domains.contains(compound.last.hash)
    }

    /// Four numbers up to 255 between dots, then perhaps a port or a prefix length.
    private func isIPv4(_ range: Range<Int>) -> Bool {
        var groups = 1
        var value = 0
        var digits = 0
        for at in range {
            let byte = bytes[at]
            if byte &- 48 < 10 {
                value = min(value &* 10 &+ Int(byte &- 48), 100_000)
                digits &+= 1
            } else if byte == 0x2E, groups < 4 {
                guard digits > 0, value < 256 else { return false }
                (groups, value, digits) = (groups &+ 1, 0, 0)
            } else {
                return groups == 4 && digits > 0 && value < 256 && (byte == 0x3A || byte == 0x2F)
            }
        }
        return groups == 4 && digits > 0 && value < 256
    }

    /// Whether the last part after a dot is a file's ending.
    func isFileName(_ compound: Compound) -> Bool {
        compound.lastDot > 0 && compound.lastDot &+ 1 == compound.last.start && Self.endings.contains(compound.last.hash)
    }

    private static let folders = hashes(
        "src lib test tests doc docs bin etc usr var home tmp app apps pkg cmd internal include build dist node_modules sources")
    private static let domains = hashes("com org net io dev edu gov ai co uk de fr es it jp cn ru nl info internal local localhost")
    private static let endings = hashes(
        """
        py js ts tsx jsx json jsonl yaml yml toml ini cfg conf md rst txt csv tsv xml html htm css scss c h cc cpp cxx hpp hh rs go java kt swift rb php pl sh bash \
        zsh fish ps1 bat sql db sqlite log lock gz zip tar tgz bz2 xz zst 7z pdf png jpg jpeg gif svg webp mp3 mp4 wav doc docx xls xlsx ppt pptx ipynb proto \
        gradle mk cmake patch diff exe dll so dylib o a jar war whl env pem crt key pyc vue svelte r jl lua ex exs erl hs ml scala dart m mm f90 tex bib parquet bin dat
        """)

    private static func hashes(_ words: String) -> Set<UInt64> {
        Set(words.split { $0 == " " || $0 == "\n" }.map(Lexicon.hash))
    }
}
