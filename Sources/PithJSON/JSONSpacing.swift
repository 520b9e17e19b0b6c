// How a program that wrote a JSON text on one line spaced it: not at all, or as Python does, with a blank after each comma and colon.

package enum JSONSpacing: Sendable, Equatable {
    case compact, spaced

    /// The text `minified`, JSON without white space, in this spacing. Cost: linear.
    package func applied(to minified: some Sequence<UInt8>) -> [UInt8] {
        guard self == .spaced else { return Array(minified) }
        var text: [UInt8] = []
        var isInString = false, isEscaped = false
        for byte in minified {
            text.append(byte)
            if isEscaped {
                isEscaped = false
            } else if byte == 0x22 {
                isInString.toggle()
            } else if isInString {
                isEscaped = byte == 0x5C
            } else if byte == 0x2C || byte == 0x3A {
                text.append(0x20)
            }
        }
        return text
    }
}
