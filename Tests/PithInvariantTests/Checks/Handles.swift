// What the output names by a number can be asked for by it, and what it answers stood in the input.

import Pith

func checkHandles(_ trial: Trial, _ compressed: Compressed, _ report: Reporter) {
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
        let first = fold.text.split(separator: 0x0A).first.map { Array($0.prefix(12)) } ?? []
        // Inside JSON strings the input may have escapes for anything.
        if !trial.input.contains(0x5C), first.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C && $0 != 0x22 && $0 != 0x2F }),
            !first.isEmpty
        {
            let isThere = trial.input.indices.contains { trial.input[$0...].starts(with: first) }
            report.expect(isThere, "handle \(fold.handle) shows what was not there")
        }
    }
}
