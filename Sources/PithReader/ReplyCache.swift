// Replies on disk, by the digest of what was asked: a question that was answered once is never paid for again, whatever ended the run.

import PithEvaluation
import PithJSON
import PithSystem

/// Replies by cache key.
package actor ReplyCache {
    private var replies: [String: ChatReply] = [:]
    private let log: DurableLog?
    /// What all kept replies used.
    package nonisolated let keptInputTokenCount: Int
    package nonisolated let keptOutputTokenCount: Int

    /// Opens the cache at `path`, made when missing; nil keeps replies in memory only. Cost: the file read once.
    package init(path: String?) throws(ReaderError) {
        var (input, output) = (0, 0)
        if let path {
            let opened: (log: DurableLog, contents: [UInt8])?
            do { opened = try DurableLog.open(path) } catch { throw .file(error.description) }
            guard let (log, contents) = opened else { throw .cacheInUse(path: path) }
            for (line, range) in TaskReader.lines(of: contents) {
                guard let root = try? JSONDocument(contents, in: range).root, let (key, reply) = ChatReply.kept(in: root) else {
                    throw .damagedCache(path: path, line: line)
                }
                replies[key] = reply
                input += reply.inputTokenCount
                output += reply.outputTokenCount
            }
            self.log = log
        } else {
            log = nil
        }
        (keptInputTokenCount, keptOutputTokenCount) = (input, output)
    }

    func reply(for key: String) -> ChatReply? { replies[key] }

    /// Keeps a reply; it is on disk when the call returns.
    func keep(_ reply: ChatReply, for key: String) throws(ReaderError) {
        do { try log?.append(reply.line(key: key)) } catch { throw .file(error.description) }
        replies[key] = reply
    }
}
