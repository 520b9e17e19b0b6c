// A value that takes work to find and is not always wanted: found when first asked for, then kept.

import Synchronization

/// A value worked out once, by whichever thread asks first. As a property wrapper it reads as the value.
@propertyWrapper
package final class Deferred<Value: Sendable>: Sendable {
    private enum State: Sendable {
        case found(Value)
        case asked(@Sendable () -> Value)
    }

    private let state: Mutex<State>

    package init(_ value: Value) { state = Mutex(.found(value)) }

    package init(_ find: @escaping @Sendable () -> Value) { state = Mutex(.asked(find)) }

    package var wrappedValue: Value { value }

    package var value: Value {
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
    package static func == (a: Deferred, b: Deferred) -> Bool { a === b || a.value == b.value }
}
