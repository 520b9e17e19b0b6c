// Runs a shell command over bytes: standard input in, standard output and error out, with a time limit.
//
// The three streams are files that have lost their names already, not pipes: the command can read and write at its own pace, nothing deadlocks, a
// command that does not read its input raises no signal here, and the files go away by themselves. The command leads a process group of its
// own, so that a time limit ends its children too, and Ctrl-C at the terminal reaches only this process.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What became of a command.
package struct CommandResult: Sendable {
    package enum End: Sendable, Equatable {
        case exited(Int32)
        case killed(signal: Int32)
        case timedOut
        /// It wrote more than it may.
        case wroteTooMuch
    }
    package let end: End
    package let output: [UInt8]
    /// The last bytes of standard error.
    package let errorTail: [UInt8]
    package let milliseconds: Double
    /// The largest resident size of the command or one of its children.
    package let peakMemoryByteCount: Int
}

package enum Subprocess {
    /// Runs `command` with /bin/sh. Throws when it could not be started. Cost: the command's own, and a look each millisecond.
    package static func run(
        _ command: String, input: [UInt8], timeLimitSeconds: Double, outputLimitByteCount: Int = 1 << 30
    ) throws(FileError) -> CommandResult {
        let (stdin, stdout, stderr) = (try namelessFile(), try namelessFile(), try namelessFile())
        defer { for descriptor in [stdin, stdout, stderr] { close(descriptor) } }
        try writeAll(input, to: stdin)
        lseek(stdin, 0, SEEK_SET)
        let watch = Stopwatch()
        let process = try spawn(command, streams: [stdin, stdout, stderr])
        var status: Int32 = 0
        var usage = rusage()
        var forced: CommandResult.End?
        while unsafe wait4(process, &status, WNOHANG, &usage) == 0 {
            if forced == nil {
                if watch.milliseconds > timeLimitSeconds * 1000 { forced = .timedOut }
                if size(of: stdout) > outputLimitByteCount || size(of: stderr) > outputLimitByteCount { forced = .wroteTooMuch }
                if forced != nil { kill(-process, SIGKILL) }
            }
            usleep(watch.milliseconds < 20 ? 200 : 1000)
        }
        let milliseconds = watch.milliseconds
        let signalNumber = status & 0x7F
        let end = forced ?? (signalNumber == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signalNumber))
        return CommandResult(
            end: end, output: try contents(of: stdout, last: outputLimitByteCount), errorTail: try contents(of: stderr, last: 4096),
            milliseconds: milliseconds, peakMemoryByteCount: Int(usage.ru_maxrss) * residentUnit)
    }

    /// The text as one word of a shell command.
    package static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    #if os(Linux)
        private static let residentUnit = 1024
    #else
        private static let residentUnit = 1
    #endif

    private static func namelessFile() throws(FileError) -> Int32 {
        let folder = environmentVariable("TMPDIR") ?? "/tmp"
        var template = Array("\(folder)/pith.XXXXXX".utf8CString)
        // SAFETY: the template is a C string of its own length, changed in place.
        let descriptor = unsafe template.withUnsafeMutableBufferPointer { unsafe mkstemp($0.baseAddress!) }
        guard descriptor >= 0 else { throw FileError(path: folder, action: "write to", code: errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unsafe template.withUnsafeBufferPointer { name in _ = unsafe unlink(name.baseAddress!) }
        return descriptor
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(FileError) {
        var code: Int32 = 0
        unsafe bytes.withUnsafeBytes { all in
            var done = 0
            while done < all.count {
                // SAFETY: `done` never passes the end of `all`.
                let wrote = unsafe write(descriptor, all.baseAddress! + done, all.count - done)
                if wrote < 0, errno != EINTR {
                    code = errno
                    return
                }
                done += max(0, wrote)
            }
        }
        if code != 0 { throw FileError(path: "a temporary file", action: "write", code: code) }
    }

    private static func size(of descriptor: Int32) -> Int {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// The last `last` bytes of a file.
    private static func contents(of descriptor: Int32, last: Int) throws(FileError) -> [UInt8] {
        let count = min(size(of: descriptor), last)
        let start = size(of: descriptor) - count
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            // SAFETY: reads at most what is left of `bytes`.
            let got = unsafe bytes.withUnsafeMutableBytes {
                unsafe pread(descriptor, $0.baseAddress! + done, count - done, off_t(start + done))
            }
            if got < 0, errno != EINTR { throw FileError(path: "a temporary file", action: "read", code: errno) }
            if got == 0 { break }
            done += max(0, got)
        }
        return Array(bytes[..<done])
    }

    private static func spawn(_ command: String, streams: [Int32]) throws(FileError) -> pid_t {
        #if os(Linux)
            var actions = unsafe posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        for (number, stream) in streams.enumerated() { unsafe posix_spawn_file_actions_adddup2(&actions, stream, Int32(number)) }
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        var process: pid_t = 0
        let words: [UnsafeMutablePointer<CChar>?] = unsafe [strdup("/bin/sh"), strdup("-c"), strdup(command)]
        defer { for word in words { unsafe free(word) } }
        // SAFETY: the argument list ends with nil, and its strings live until the call returns.
        let code = unsafe posix_spawn(&process, "/bin/sh", &actions, &attributes, words + [nil], environ)
        guard code == 0 else { throw FileError(path: "/bin/sh", action: "start", code: code) }
        return process
    }
}
