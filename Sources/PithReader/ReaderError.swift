// What can go wrong when a model is asked, said so that the reader can mend it.

/// Why a reader run could not be done, or had to stop.
package enum ReaderError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file could not be read or written.
    case file(String)
    /// A line that is no prompt.
    case badPrompt(path: String, line: Int)
    /// No line has a question with answers.
    case noPrompts(path: String)
    /// A line of the cache that is no reply, and not the last one.
    case damagedCache(path: String, line: Int)
    /// Another process is writing to the cache.
    case cacheInUse(path: String)
    /// The endpoint refused the key.
    case refused(status: Int, message: String)
    /// A template that leaves out what must be asked.
    case badTemplate(missing: String)

    package var description: String {
        switch self {
        case .file(let message): message
        case .badPrompt(let path, let line):
            "\(path):\(line): expected a line with \"id\" and \"output\". Write such lines with: pith eval TASKS --write-outputs FILE"
        case .noPrompts(let path):
            "\(path): no line has both a \"query\" and \"answers\". Take tasks that ask something: see Documentation/TaskFormat.md"
        case .damagedCache(let path, let line):
            "\(path):\(line): not a reply that was kept. Take the line out, and its question is asked again: sed -i \(line)d \(path)"
        case .cacheInUse(let path): "\(path): another run is writing to it. Wait for it, or name another: --cache FILE"
        case .refused(let status, let message):
            "the endpoint refused the request (HTTP \(status)): \(message). Check the key: export PITH_READER_KEY=…"
        case .badTemplate(let missing): "the template has no \(missing). It needs both {context} and {query}"
        }
    }
}
