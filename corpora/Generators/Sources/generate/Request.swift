#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What was asked for. Bad input ends with the usage text on standard error and status 64.
struct Request {
    var variant: String
    var seed: UInt64 = 1
    var count = 1000

    static let usage: String = {
        var text = """
            usage: generate log [--system NAME] [--seed N] [--lines N]
                   generate records [--kind NAME] [--seed N] [--count N]

            The same arguments give the same bytes, on every machine.

            """
        text += "\nsystems\n" + logSystems.map { "  \($0.name)  \($0.summary)\n" }.joined()
        text += "\nkinds\n" + recordKinds.map { "  \($0.name)  \($0.summary)\n" }.joined()
        return text
    }()

    init(_ arguments: ArraySlice<String>, variantFlag: String, variants: [String], countFlag: String) {
        variant = variants[0]
        var rest = arguments
        while let flag = rest.popFirst() {
            guard let value = rest.popFirst() else { Self.refuse("\(flag) needs a value") }
            switch flag {
            case variantFlag:
                guard variants.contains(value) else {
                    Self.refuse("no \(variantFlag.dropFirst(2)) named '\(value)'; there are: \(variants.joined(separator: ", "))")
                }
                variant = value
            case "--seed":
                guard let seed = UInt64(value) else { Self.refuse("--seed takes a whole number, not '\(value)'") }
                self.seed = seed
            case countFlag:
                guard let count = Int(value), count >= 0 else { Self.refuse("\(countFlag) takes a whole number, not '\(value)'") }
                self.count = count
            default:
                Self.refuse("unknown option '\(flag)'")
            }
        }
    }

    static func refuse(_ reason: String) -> Never {
        let text = Array("generate: \(reason)\n\n\(usage)".utf8)
        _ = text.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        exit(64)
    }
}
