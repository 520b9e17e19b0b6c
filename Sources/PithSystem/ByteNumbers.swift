// Numbers for byte strings, the same number for equal ones: what a dictionary would give, without its hashing, which costs more than all the rest.

/// Byte strings numbered from 0 in the order in which they came up.
package struct ByteNumbers {
    package private(set) var names: [ArraySlice<UInt8>] = []
    private var numbers = KeyTable()

    package init() {}

    package var count: Int { names.count }

    /// The number of `name`, a new one when it did not come up before. `guess` is the number that it has most likely. Cost: linear in the name.
    package mutating func number(of name: ArraySlice<UInt8>, guess: Int = .max) -> Int {
        if guess < names.count, areSame(names[guess], name) { return guess }
        var key = ByteHash.of(name)
        // Names with the same hash take the keys behind it.
        while let known = numbers.keep(names.count, for: key) {
            if areSame(names[known], name) { return known }
            key &+= 1
        }
        names.append(name)
        return names.count - 1
    }

    /// The number of `name`, where it came up before.
    package func known(_ name: ArraySlice<UInt8>, guess: Int = .max) -> Int? {
        if guess < names.count, areSame(names[guess], name) { return guess }
        var key = ByteHash.of(name)
        while let known = numbers[key] {
            if areSame(names[known], name) { return known }
            key &+= 1
        }
        return nil
    }
}
