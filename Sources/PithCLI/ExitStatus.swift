// What the exit codes mean, and which error ends with which.

import Pith
import PithSystem
import PithVocabulary

/// How the program ended, for the shell.
enum ExitStatus: Int32 {
    case done = 0
    /// A budget, a pin or a limit was not met: nothing was written to standard output but a check's own table.
    case notMet = 1
    /// The data was bad, or could not be read or written.
    case badData = 2
    /// The command line was wrong (EX_USAGE).
    case usage = 64
}

/// A failure of the command line itself; those of the library keep their own errors.
struct Failure: Error, CustomStringConvertible {
    let status: ExitStatus
    let description: String

    static func usage(_ message: String) -> Failure { Failure(status: .usage, description: message) }
    static func badData(_ message: String) -> Failure { Failure(status: .badData, description: message) }
}

/// Ends the program with a status after everything was said already.
struct QuietFailure: Error {
    let status: ExitStatus
}

/// The exit code that stands for `error`; nil when the argument parser knows better.
func exitStatus(of error: any Error) -> ExitStatus? {
    switch error {
    case let failure as Failure: failure.status
    case let failure as QuietFailure: failure.status
    case is FileError, is PromptError, is ReceiptError, is RecordError: .badData
    case let error as EncodingError:
        switch error {
        case .unknownName, .unknownModel, .vocabularyNeeded: .usage
        case .unknownID, .vocabulary: .badData
        }
    case let error as VocabularyError:
        switch error {
        case .badName, .notAdded, .patternNeeded, .noFolder: .usage
        default: .badData
        }
    case is PatternError, is FactsError: .usage
    case let error as CompressionError:
        switch error {
        case .budgetNotMet: .notMet
        case .budgetInSession, .qualityOutOfRange, .unknownStrategy, .compactedBeyond: .usage
        case .notRestorable, .notAMessage: .badData
        }
    default: nil
    }
}
