// Bytes in and out of files and the standard streams, straight over the system calls: what Foundation would give, without its start-up.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file or stream that could not be read or written.
package struct FileError: Error, CustomStringConvertible {
    package let path: String
    package let action: String
    package let code: Int32

    package var description: String {
        let reason = unsafe String(cString: strerror(code))
        switch code {
        case ENOENT where action == "write": return "cannot write \(path): its folder does not exist. Make it with mkdir -p"
        case ENOENT: return "\(path): no such file. Check the path, or use - for standard input"
        case EISDIR: return "\(path): is a folder. Name the files in it: \(path)/*"
        default: return "cannot \(action) \(path): \(reason)"
        }
    }
}

/// A file descriptor that is read and written whole or in blocks.
package struct File: ~Copyable {
    package let descriptor: Int32
    package let path: String
    private let closes: Bool

    private init(descriptor: Int32, path: String, closes: Bool) {
        (self.descriptor, self.path, self.closes) = (descriptor, path, closes)
    }

    deinit { if closes { _ = close(descriptor) } }

    package static func standardInput() -> File { File(descriptor: 0, path: "standard input", closes: false) }
    package static func standardOutput() -> File { File(descriptor: 1, path: "standard output", closes: false) }
    package static func standardError() -> File { File(descriptor: 2, path: "standard error", closes: false) }

    /// Opens `path` for reading.
    package static func reading(_ path: String) throws(FileError) -> File {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path: path, action: "open", code: errno) }
        return File(descriptor: descriptor, path: path, closes: true)
    }

    /// Opens `path` for writing: created when missing, emptied or appended to when not.
    package static func writing(_ path: String, appending: Bool = false) throws(FileError) -> File {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (appending ? O_APPEND : O_TRUNC), 0o644)
        guard descriptor >= 0 else { throw FileError(path: path, action: "write", code: errno) }
        return File(descriptor: descriptor, path: path, closes: true)
    }

    /// Reads at most `capacity` further bytes into `buffer`, replacing what it held; false at the end of the file.
    package borrowing func read(into buffer: inout [UInt8], capacity: Int = 1 << 16) throws(FileError) -> Bool {
        var code: Int32 = 0
        // SAFETY: the kernel writes at most `capacity` bytes into storage of exactly that capacity, and says how many.
        buffer = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { storage, count in
            var got = Self.retrying { unsafe systemRead(descriptor, storage.baseAddress, capacity) }
            if got < 0 { (code, got) = (errno, 0) }
            count = got
        }
        if code != 0 { throw FileError(path: path, action: "read", code: code) }
        return !buffer.isEmpty
    }

    /// Reads to the end.
    package borrowing func readAll() throws(FileError) -> [UInt8] {
        var expected = 1 << 16
        var status = stat()
        if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 {
            expected = Int(status.st_size) + 1
        }
        var all: [UInt8] = []
        _ = try read(into: &all, capacity: expected)
        if all.isEmpty { return all }
        var block: [UInt8] = []
        while try read(into: &block, capacity: 1 << 20) { all.append(contentsOf: block) }
        return all
    }

    /// Whether a read would return at once: bytes are waiting, or the end is reached.
    package var isReadyToRead: Bool {
        var query = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&query, 1, 0) > 0
    }

    /// Writes every byte.
    package borrowing func write(_ bytes: [UInt8]) throws(FileError) {
        var code: Int32 = 0
        unsafe bytes.withUnsafeBytes { all in
            var done = 0
            while done < all.count {
                // SAFETY: `done` never passes the end of `all`.
                let wrote = Self.retrying { unsafe systemWrite(descriptor, all.baseAddress! + done, all.count - done) }
                if wrote < 0 {
                    code = errno
                    return
                }
                done += wrote
            }
        }
        if code != 0 { throw FileError(path: path, action: "write", code: code) }
    }

    /// Writes the text's UTF-8 bytes.
    package borrowing func write(_ text: String) throws(FileError) { try write(Array(text.utf8)) }

    /// Whether a person is looking at it.
    package var isTerminal: Bool { isatty(descriptor) == 1 }

    private static func retrying(_ call: () -> Int) -> Int {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    unsafe read(descriptor, buffer, count)
}
private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer, _ count: Int) -> Int { unsafe write(descriptor, buffer, count) }

extension File {
    /// The bytes of the file at `path`, or of standard input for "-" or nil.
    package static func contents(of path: String?) throws(FileError) -> [UInt8] {
        guard let path, path != "-" else { return try File.standardInput().readAll() }
        return try File.reading(path).readAll()
    }

    /// Adds `line` to the end of the file at `path` in one write, so that lines of processes that log to the same file do not mix.
    package static func append(line: [UInt8], to path: String) throws(FileError) {
        try File.writing(path, appending: true).write(line + [0x0A])
    }

    /// Whether writing to `output` would change the regular file that `input` names (nil or "-": standard input), under this or another name.
    package static func wouldChange(_ input: String?, writing output: String) -> Bool {
        var (read, written) = (stat(), stat())
        let isThere = if let input, input != "-" { unsafe stat(input, &read) } else { unsafe fstat(0, &read) }
        guard isThere == 0, unsafe stat(output, &written) == 0, written.st_mode & S_IFMT == S_IFREG else { return false }
        return read.st_dev == written.st_dev && read.st_ino == written.st_ino
    }

    /// Writes `bytes` to `path` so that a reader sees the old file or the whole new one, never a part.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
        var status = stat()
        // A device, a pipe or a link (/dev/null, /dev/stderr) is written in place: renaming over it would replace it.
        if unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return try File.writing(path).write(bytes) }
        let temporary = "\(path).\(getpid()).partial"
        do { try File.writing(temporary).write(bytes) } catch {
            unlink(temporary)
            throw FileError(path: path, action: error.action, code: error.code)
        }
        guard rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw FileError(path: path, action: "write", code: code)
        }
    }
}
