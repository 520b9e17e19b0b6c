// Logarithms without Foundation.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

package enum Logarithm {
    /// ln x.
    package static func natural(_ x: Double) -> Double { log(x) }
}
