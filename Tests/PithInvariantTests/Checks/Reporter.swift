// Says what failed and in which trial. Who listens decides what a failure is: an issue of a test, a crash of a fuzzer, a line of a log.
//
// When PITH_FUZZ_SAVE names a folder, the input is left there. Cut it down by hand and put what remains into Cases/.

import Foundation
import Pith
import PithTestSupport

/// Takes the description of a failure.
typealias Record = @Sendable (String) -> Void

/// Tells what failed, and in which trial.
struct Reporter {
    let trial: Trial
    private let record: Record

    init(_ trial: Trial, _ record: @escaping Record) { (self.trial, self.record) = (trial, record) }

    func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if holds { return }
        fail(what())
    }

    func fail(_ what: String) {
        record("\(what)\nin: \(trial)\(saved)")
    }

    /// Leaves the input in the folder that PITH_FUZZ_SAVE names.
    private var saved: String {
        guard let folder = ProcessInfo.processInfo.environment["PITH_FUZZ_SAVE"] else {
            return trial.input.count > 400 ? "" : "\ninput: \(String(decoding: trial.input, as: UTF8.self).debugDescription)"
        }
        var hash: UInt64 = 5381
        for byte in trial.input { hash = hash &* 33 &+ UInt64(byte) }
        let url = URL(filePath: folder).appending(path: String(hash, radix: 36))
        try? Data(trial.input).write(to: url)
        return "\nsaved as \(url.path)"
    }
}

/// Bytes for a message: as text, cut in the middle when they are many.
func quoted(_ bytes: some Collection<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.count <= 240
        ? text.debugDescription : "\(String(text.prefix(120)).debugDescription)…\(String(text.suffix(100)).debugDescription)"
}
