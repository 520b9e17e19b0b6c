// What the process was started with: environment variables, the cores it may use, its way to end.

import CPithSystem

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The value of an environment variable, or nil when it is not set.
package func environmentVariable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
}

/// How many cores are online, at least 1.
package func availableCoreCount() -> Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

/// Ends the process now with `code`.
package func endProcess(_ code: Int32) -> Never { exit(code) }

/// Lets a reader that went away (`pith … | head`) end this process without a word, also where the parent process had that switched off.
package func endQuietlyWhenReaderLeaves() { _ = signal(SIGPIPE, SIG_DFL) }

/// Lets this process keep the memory it frees, for its next texts: giving it back and asking anew costs a short run a third of its time. For
/// programs that run once and end.
package func keepFreedMemory() { pith_keep_freed_memory() }

/// Asks for large pages for the memory that follows: worth it where a megabyte and more will be touched.
package func useLargePages() { pith_use_large_pages() }

/// Where this program lies; nil when the system does not say.
package func executablePath() -> String? {
    #if os(Linux)
        var buffer = [CChar](repeating: 0, count: 4096)
        // SAFETY: readlink writes at most the buffer's length less one, and says how much; the rest stays zero.
        let length = unsafe buffer.withUnsafeMutableBufferPointer { unsafe readlink("/proc/self/exe", $0.baseAddress!, $0.count - 1) }
        guard length > 0 else { return nil }
        return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #else
        return CommandLine.arguments.first
    #endif
}
