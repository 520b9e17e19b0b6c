// What tells an address or a file's name from other compounds.

import PithSystem

extension ByteText {
    /// Whether a path begins at the slash at `at`.
    func startsPath(_ at: Int) -> Bool {
        guard isWordByte(at &+ 1) || byte(at &+ 1) == 0x2E, !isWordByte(at &- 1) else { return false }
        let before = byte(at &- 1)
        return before != 0x3C && before != 0x2F && before != 0x5C && before != 0x29
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
            && KnownEndings.domains.contains(compound.last.hash)
    }

    /// Four numbers up to 255 between dots, then perhaps a port or a prefix length.
    func isIPv4(_ range: Range<Int>) -> Bool {
        var groups = 1
        var value = 0
        var digits = 0
        for at in range {
            let byte = bytes[at]
            if byte.isDigit {
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
}

extension Compound {
    /// Whether the last part after a dot is a file's ending.
    var isFileName: Bool {
        guard lastDot > 0, lastDot &+ 1 == last.start else { return false }
        // "main.c" is a file, "a.m." and "F.C." are not.
        if last.range.count == 1 {
            guard first.letterCount > 1, slashCount > 0 || jointCount == 1, !last.shape.contains(.upper) else { return false }
        }
        return KnownEndings.files.contains(last.hash)
    }
}

/// Words that a path begins with or a name ends in.
enum KnownEndings {
    /// Folders that paths often begin with.
    static let folders = KeySet(
        ofWords:
            "src lib test tests doc docs bin etc usr var home tmp app apps pkg cmd internal include build dist node_modules sources")
    /// The last parts of host names.
    static let domains = KeySet(ofWords: "com org net io dev edu gov ai co uk de fr es it jp cn ru nl info internal local localhost")
    /// What stands behind the dot of a file name.
    static let files = KeySet(
        ofWords: """
            py js ts tsx jsx json jsonl yaml yml toml ini cfg conf md rst txt csv tsv xml html htm css scss c h cc cpp cxx hpp hh rs go java kt swift rb php pl sh bash \
            zsh fish ps1 bat sql db sqlite log lock gz zip tar tgz bz2 xz zst 7z pdf png jpg jpeg gif svg webp mp3 mp4 wav doc docx xls xlsx ppt pptx ipynb proto \
            gradle mk cmake patch diff exe dll so dylib o a jar war whl env pem crt key pyc vue svelte r jl lua ex exs erl hs ml scala dart m mm f90 tex bib parquet bin dat
            """)
}
