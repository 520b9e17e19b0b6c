// A value that takes work to find and is not always wanted: found when first asked for, then kept.

import Synchronization

/// A value worked out once, by whichever thread asks first. Asking again costs a lock and a copy, as long as the compiler sees the type of the value: so
/// what other modules call is inlinable.
@usableFromInline package final class Deferred<Value: Sendable>: Sendable {
    @usableFromInline enum State: Sendable {
        case found(Value)
        case asked(@Sendable () -> Value)
    }

    @usableFromInline let state: Mutex<State>

    @inlinable package init(_ value: Value) { state = Mutex(.found(value)) }

    @inlinable package init(_ find: @escaping @Sendable () -> Value) { state = Mutex(.asked(find)) }

    /// The value, if somebody asked for it already.
    @inlinable package var known: Value? {
        state.withLock { state in
            if case .found(let value) = state { return value }
            return nil
        }
    }

    @inlinable package var value: Value {
        state.withLock { state in
            switch state {
            case .found(let value): return value
            case .asked(let find):
                let value = find()
                state = .found(value)
                return value
            }
        }
    }
}

extension Deferred: Equatable where Value: Equatable {
    @inlinable package static func == (a: Deferred, b: Deferred) -> Bool { a === b || a.value == b.value }
}
