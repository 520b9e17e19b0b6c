// Ctrl-C, or a polite kill, that asks a long run to stop where it stands, so that what was measured until then can still be reported.

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

package enum Interruption {
    private static let wasAsked = Atomic<Bool>(false)

    /// From now on the first Ctrl-C or SIGTERM only raises `isRequested`; a second one ends the process as usual.
    package static func catchFirst() {
        wasAsked.store(false, ordering: .relaxed)  // Made now: a handler must not be the first to need it.
        var caught = sigset_t()
        unsafe sigemptyset(&caught)
        for number in [SIGINT, SIGTERM] {
            unsafe sigaddset(&caught, number)
            _ = signal(number) { number in
                // Both calls are allowed in a signal handler: an atomic store without locks, and signal itself.
                Interruption.wasAsked.store(true, ordering: .relaxed)
                _ = signal(number, SIG_DFL)
            }
        }
        // Whoever started this process may have had them blocked, and a child inherits that.
        unsafe pthread_sigmask(SIG_UNBLOCK, &caught, nil)
    }

    /// Whether that was asked since.
    package static var isRequested: Bool { wasAsked.load(ordering: .relaxed) }
}
