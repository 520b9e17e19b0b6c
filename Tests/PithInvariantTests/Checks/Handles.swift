// What the output names by a number can be asked for by it, and what it answers stood in the input.

import Pith

func checkHandles(_ trial: Trial, _ prompt: Prompt, _ compressed: Compressed, _ report: Reporter) {
    let folds = compressed.receipt.folds
    let isAsked = trial.options.writesHandles ?? trial.options.isSession
    guard isAsked, trial.options.writesMarkers else {
        return report.expect(folds.isEmpty, "handles were written, and nobody asked for them")
    }
    guard let receipt = try? Receipt(parsing: compressed.receipt.serialized()) else { return }
    report.expect(receipt.folds == folds, "the receipt reads back with other handles")
    report.expect(Set(folds.map(\.handle)).count == folds.count, "two folds have one handle")
    for fold in folds {
        report.expect(!fold.text.isEmpty, "handle \(fold.handle) stands for nothing")
        report.expect((try? receipt.shown(fold.handle)) == fold.text, "handle \(fold.handle) shows something else")
        // What a text inside JSON says is what its reader sees, the escapes undone.
        let first = Array(fold.text.prefix { $0 != 0x0A }.prefix(12))
        let isThere = first.isEmpty || contains(trial.input, first) || prompt.views.contains { contains($0.bytes, first) }
        report.expect(isThere, "handle \(fold.handle) shows what was not there")
    }
}

private func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    text.indices.contains { text[$0] == part[0] && text[$0...].starts(with: part) }
}
