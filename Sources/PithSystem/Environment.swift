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
