// The exponential of the C library's mathematics.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

package enum Exponential {
    /// e to the power of `x`.
    package static func natural(_ x: Double) -> Double { exp(x) }
}
