// What a command reads: the bytes as they are, with a warning where they are not quite text.

import PithSystem

enum InputText {
    /// The bytes of the file at `path`, or of standard input for "-" or nil. Where they are not UTF-8, a warning says where, and what
    /// becomes of such bytes: "They are `fate`".
    static func read(_ path: String?, invalidBytesAre fate: String) throws(FileError) -> [UInt8] {
        let bytes = try File.contents(of: path)
        warnIfInvalid(bytes, name: path.flatMap { $0 == "-" ? nil : $0 } ?? "standard input", fate: fate)
        return bytes
    }

    private static func warnIfInvalid(_ bytes: [UInt8], name: String, fate: String) {
        guard let offset = firstInvalidOffset(bytes) else { return }
        Diagnostics.warning("\(name): not valid UTF-8 at byte \(offset). Such bytes are \(fate)")
    }

    private static func firstInvalidOffset(_ bytes: [UInt8]) -> Int? {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
