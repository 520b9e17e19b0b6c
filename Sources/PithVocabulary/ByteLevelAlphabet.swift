// How `tokenizer.json` spells bytes: each of the 256 has a visible character of its own. Bytes that Latin-1 shows (! to ~, ¡ to ¬, ® to ÿ) are those
// characters; the other 68, in order, are the characters from U+0100 (so a space is Ġ). From GPT-2's `bytes_to_unicode`.

enum ByteLevelAlphabet {
    /// The byte for each character up to U+0143, or nil.
    private static let bytes: [UInt8?] = {
        var table = [UInt8?](repeating: nil, count: 0x144)
        var next = 0x100
        for byte in 0..<256 {
            let isVisible = 0x21...0x7E ~= byte || 0xA1...0xAC ~= byte || 0xAE...0xFF ~= byte
            table[isVisible ? byte : next] = UInt8(byte)
            if !isVisible { next += 1 }
        }
        return table
    }()

    /// The bytes that UTF-8 text spells; nil when it has a character that spells none.
    static func bytes(spelledBy text: [UInt8]) -> [UInt8]? {
        var spelled: [UInt8] = []
        spelled.reserveCapacity(text.count)
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            guard scalar.value < bytes.count, let byte = bytes[Int(scalar.value)] else { return nil }
            spelled.append(byte)
        }
        return spelled
    }
}
