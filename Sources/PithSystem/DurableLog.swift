// A file that only grows, by whole lines, each on disk before the call that adds it returns: what was paid for must outlive a kill and a power cut.
//
// One process at a time writes to it (a lock on the file, which goes with the process). A line that a kill cut short is the last one and has no line
// end; it is taken away when the log is opened again.

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An append-only file of lines.
package final class DurableLog: Sendable {
    package let path: String
    private let descriptor: Int32
    private let turn = Mutex(())

    /// Opens the file at `path`, made when missing, and hands over what it holds. `nil` when another process has it open as a log.
    package static func open(_ path: String) throws(FileError) -> (log: DurableLog, contents: [UInt8])? {
        let descriptor = openForAppending(path)
        guard descriptor >= 0 else { throw FileError(path: path, action: "write", code: errno) }
        let log = DurableLog(path: path, descriptor: descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
        var contents = try File.reading(path).readAll()
        let end = (contents.lastIndex(of: 0x0A) ?? -1) + 1
        if end < contents.count {
            contents.removeLast(contents.count - end)
            guard ftruncate(descriptor, off_t(end)) == 0 else { throw FileError(path: path, action: "write", code: errno) }
        }
        return (log, contents)
    }

    private init(path: String, descriptor: Int32) { (self.path, self.descriptor) = (path, descriptor) }

    deinit { _ = close(descriptor) }

    /// Adds `line`, which holds no line end of its own, and returns when it is on disk. Cost: one write and one fsync, milliseconds.
    package func append(_ line: [UInt8]) throws(FileError) {
        let bytes = line + [0x0A]
        let code = turn.withLock { _ -> Int32 in
            var done = 0
            while done < bytes.count {
                // SAFETY: `done` never passes the end of `bytes`.
                let wrote = unsafe bytes.withUnsafeBytes { unsafe systemAppend(descriptor, $0.baseAddress! + done, bytes.count - done) }
                if wrote < 0, errno != EINTR { return errno }
                done += max(0, wrote)
            }
            return fsync(descriptor) == 0 ? 0 : errno
        }
        if code != 0 { throw FileError(path: path, action: "write", code: code) }
    }
}

private func openForAppending(_ path: String) -> Int32 { open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644) }
private func systemAppend(_ descriptor: Int32, _ buffer: UnsafeRawPointer, _ count: Int) -> Int { unsafe write(descriptor, buffer, count) }
