// Ctrl-C that asks a long run to stop where it stands, so that what was measured until then can still be reported.

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

package enum Interruption {
    private static let wasAsked = Atomic<Bool>(false)

    /// From now on the first Ctrl-C only raises `isRequested`; a second one ends the process as usual.
    package static func catchFirst() {
        wasAsked.store(false, ordering: .relaxed)  // Made now: a handler must not be the first to need it.
        _ = signal(SIGINT) { _ in
            // Both calls are allowed in a signal handler: an atomic store without locks, and signal itself.
            Interruption.wasAsked.store(true, ordering: .relaxed)
            _ = signal(SIGINT, SIG_DFL)
        }
    }

    /// Whether Ctrl-C was pressed since.
    package static var isRequested: Bool { wasAsked.load(ordering: .relaxed) }
}
