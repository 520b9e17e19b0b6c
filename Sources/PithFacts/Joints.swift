// What ties words together, and which colons do.

import PithSystem

/// The joints inside a compound.
struct Joints: OptionSet {
    let rawValue: UInt8
    static let dot = Joints(rawValue: 1)
    static let hyphen = Joints(rawValue: 2)
    static let slash = Joints(rawValue: 4)
    static let colon = Joints(rawValue: 8)
    static let comma = Joints(rawValue: 16)
    static let at = Joints(rawValue: 32)
    static let space = Joints(rawValue: 64)
}

/// Words and the joints between them.
struct Compound {
    let first: WordRun
    var last: WordRun
    var hash: UInt64
    var shape: WordShape
    var joints: Joints = []
    var jointCount = 0
    var slashCount = 0
    var lastDot = -1
    var range: Range<Int>

    init(_ word: WordRun) {
        (first, last, hash, shape, range) = (word, word, chained(0, word.hash), word.shape, word.range)
    }

    mutating func join(_ joint: Joints, at jointAt: Int, _ word: WordRun) {
        joints.insert(joint)
        jointCount &+= 1
        if joint == .slash { slashCount &+= 1 }
        if joint == .dot { lastDot = jointAt }
        last = word
        hash = chained(hash, word.hash)
        shape.formUnion(word.shape.subtracting([.startsUpper]))
        range = range.lowerBound..<word.end
    }
}

extension ByteText {
    /// How many digits stand at `start`: 4 means more than three, or letters behind them.
    func digitRun(_ start: Int) -> Int {
        var count = 0
        while count < 4, isDigit(start &+ count) { count &+= 1 }
        return count > 0 && count < 4 && isWordByte(start &+ count) && byte(start &+ count) < 0x80 ? 4 : count
    }

    /// Colons join times, addresses and hexadecimal groups: 03:40:07, 10.0.0.1:80, fe80::1, aa:bb:cc.
    func joinsByColon(_ compound: Compound, _ at: Int) -> Bool {
        if compound.joints.contains(.slash) || (compound.joints == .dot && compound.isFileName) { return false }
        if isDigit(at &- 1) && isDigit(at &+ 1) {
            // path:12:34 and name:80 are told apart later; a word before the colon stays a word.
            return compound.first.shape.isDigits || compound.joints.contains(.dot) || compound.joints.contains(.colon)
                || isHexadecimal(compound.last)
        }
        // host.name:8080
        if isDigit(at &+ 1) && compound.joints.contains(.dot) { return true }
        guard isHexadecimal(compound.last) else { return false }
        let next = readGroup(at &+ 1)
        return next > 0 && (compound.joints.contains(.colon) || byte(at &+ 1 &+ next) == 0x3A)
    }

    /// fe80::1, 2001:db8:0:1::5
    func joinsByTwoColons(_ compound: Compound, _ at: Int) -> Bool {
        guard compound.joints.isSubset(of: .colon), isHexadecimal(compound.last) || compound.joints == .colon else { return false }
        return readGroup(at &+ 2) > 0
    }

    func isHexadecimal(_ word: WordRun) -> Bool {
        guard word.range.count == 2 || word.range.count == 4 || (word.range.count < 4 && word.shape.contains(.digit)) else { return false }
        return word.range.allSatisfy { bytes[$0].isHexDigit }
    }

    /// The length of a group of at most four hexadecimal digits at `start`, or 0.
    func readGroup(_ start: Int) -> Int {
        var count = 0
        while count < 5, byte(start &+ count).isHexDigit { count &+= 1 }
        return count < 5 && !(isWordByte(start &+ count)) ? count : 0
    }
}
