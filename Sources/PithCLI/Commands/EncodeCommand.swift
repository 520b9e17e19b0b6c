// pith encode: text to token ids.

import ArgumentParser
import Pith
import PithSystem

struct EncodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode",
        abstract: "Turn text into token ids.",
        discussion: """
            The whole input becomes one JSON array on one line; pith decode turns it back. With --jsonl, one array for each record.

              printf 'Hello, world!' | pith encode        [13225,11,2375,0]
              pith encode --jsonl --field text < records.jsonl
            """)

    @Argument(help: "The file to encode, or - for standard input.", completion: .file())
    var file: String?

    @OptionGroup var encodingOptions: EncodingOptions

    @OptionGroup var records: RecordOptions

    @Flag(help: "Read the spelling of a special token, such as <|endoftext|>, as that token. Leave it off for text that came from outside.")
    var allowSpecial = false

    func run() throws {
        let encoding = try encodingOptions.encoding()
        let allowsSpecial = allowSpecial
        if let name = records.field {
            _ = try RecordAnswers.stream(from: file, threadCount: records.threadCount, endsLastLine: true) { record in
                let ids = encoding.encode(try RecordField(named: name, in: record).text, allowSpecial: allowsSpecial)
                return (Self.array(of: ids), ())
            }
            return
        }
        let bytes = try InputText.read(file, invalidBytesAre: "encoded as U+FFFD, and will not come back")
        try File.standardOutput().write(Self.array(of: encoding.encode(bytes, allowSpecial: allowsSpecial)) + [0x0A])
    }

    /// The ids as a JSON array.
    private static func array(of ids: [Int]) -> [UInt8] {
        var text: [UInt8] = [0x5B]
        text.reserveCapacity(ids.count * 7 + 3)
        for (index, id) in ids.enumerated() {
            if index > 0 { text.append(0x2C) }
            appendDigits(of: id, to: &text)
        }
        text.append(0x5D)
        return text
    }

    private static func appendDigits(of id: Int, to line: inout [UInt8]) {
        var scale = 1
        while id / scale >= 10 { scale *= 10 }
        while scale > 0 {
            line.append(UInt8(0x30 + id / scale % 10))
            scale /= 10
        }
    }
}
