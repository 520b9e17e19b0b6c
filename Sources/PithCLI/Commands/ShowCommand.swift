// pith show: what a fold or a cut of an output took out.

import ArgumentParser
import Pith
import PithSystem

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what stood where an output has a handle, such as […3].",
        discussion: """
            pith compress --handles numbers its folds and cuts, and so does --session. The receipt has what they took out.

              pith compress build.log --handles --receipt build.receipt > small.log
              pith show 3 --receipt build.receipt
              pith show --list --receipt build.receipt
            """)

    @Argument(help: "The number in the text: 3, as in […3] or #3.")
    var handle: String?

    @Option(help: ArgumentHelp("The receipt that pith compress wrote.", valueName: "file"), completion: .file())
    var receipt: String

    @Flag(help: "List the handles: number, tokens, strategy, how the text begins.")
    var list = false

    mutating func validate() throws {
        if list != (handle == nil) { throw ValidationError("show takes one handle, or --list") }
        if let handle, Self.number(in: handle) == nil {
            throw ValidationError("a handle is a number, not '\(handle)'. Try: pith show 3 --receipt FILE")
        }
    }

    func run() throws {
        let record = try Receipt(parsing: File.contents(of: receipt))
        guard let handle, let number = Self.number(in: handle) else { return try printList(of: record) }
        try File.standardOutput().write(try record.shown(number))
    }

    private func printList(of record: Receipt) throws {
        let encoding = try Encoding.named(record.encoding)
        let lines = record.folds.map { fold in
            let opening = fold.text.drop { $0 <= 0x20 }.prefix { $0 != 0x0A && $0 != 0x0D }
            let shown = String(decoding: opening, as: UTF8.self).prefix(60)
            return "\(fold.handle)\t\(encoding.count(fold.text))\t\(fold.strategy)\t\(shown)\n"
        }
        try File.standardOutput().write(Array(lines.joined().utf8))
    }

    /// The number of a handle as it may be typed: 3, #3, […3].
    private static func number(in handle: String) -> Int? {
        let digits = handle.drop { "[…#; ".contains($0) }.prefix { $0 != "]" }
        return Int(digits).flatMap { $0 > 0 ? $0 : nil }
    }
}
