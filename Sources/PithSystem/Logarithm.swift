// Logarithms and powers without Foundation.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

package enum Logarithm {
    /// ln x.
    package static func natural(_ x: Double) -> Double { log(x) }

    /// e to the power `x`.
    package static func exponential(_ x: Double) -> Double { exp(x) }

    /// `base` to the power `exponent`.
    package static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
