// pith encode: text to token ids.

import ArgumentParser
import Pith
import PithSystem

struct EncodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode",
        abstract: "Turn text into token ids.",
        discussion: """
            The whole input becomes one JSON array on one line; pith decode turns it back.

              printf 'Hello, world!' | pith encode        [13225,11,2375,0]
            """)

    @Argument(help: "The file to encode, or - for standard input.", completion: .file())
    var file: String?

    @OptionGroup var encodingOptions: EncodingOptions

    @Flag(help: "Read the spelling of a special token, such as <|endoftext|>, as that token. Leave it off for text that came from outside.")
    var allowSpecial = false

    func run() throws {
        let encoding = try encodingOptions.encoding()
        let bytes = try InputText.read(file, invalidBytesAre: "encoded as U+FFFD, and will not come back")
        let ids = encoding.encode(bytes, allowSpecial: allowSpecial)
        var line: [UInt8] = [0x5B]
        line.reserveCapacity(ids.count * 6 + 3)
        for (index, id) in ids.enumerated() {
            if index > 0 { line.append(0x2C) }
            appendDigits(of: id, to: &line)
        }
        line += [0x5D, 0x0A]
        try File.standardOutput().write(line)
    }

    private func appendDigits(of id: Int, to line: inout [UInt8]) {
        var scale = 1
        while id / scale >= 10 { scale *= 10 }
        while scale > 0 {
            line.append(UInt8(0x30 + id / scale % 10))
            scale /= 10
        }
    }
}
