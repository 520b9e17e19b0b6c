// pith restore: the input again, from the output and its receipt.

import ArgumentParser
import Pith
import PithSystem

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Give back the input that an output was made from, byte for byte.",
        discussion: """
            The output must be as pith compress wrote it: an altered one is refused.

              pith compress prompt.txt --receipt prompt.receipt > small.txt
              pith restore small.txt --receipt prompt.receipt | cmp - prompt.txt

            With --jsonl the receipt is the file that pith compress --jsonl wrote, a line for each record.
            """)

    @Argument(help: "The compressed file, or - for standard input.", completion: .file())
    var file: String?

    @Option(help: ArgumentHelp("The receipt that pith compress wrote.", valueName: "file"), completion: .file())
    var receipt: String

    @OptionGroup var records: RecordOptions

    func run() throws {
        if records.isOn { return try restoreRecords() }
        // The output first: in a pipe, the receipt is there when the output has ended.
        let output = try File.contents(of: file)
        let record = try Receipt(parsing: File.contents(of: receipt))
        try File.standardOutput().write(try record.restore(output))
    }
}
