// swift-tools-version: 6.2
import PackageDescription

// Targets for libFuzzer, which brings their main function. (Sources/Stress, which is not for it, is a target of the package above.)
let fuzzed: [SwiftSetting] = [.unsafeFlags(["-parse-as-library", "-sanitize=fuzzer"])]
let fuzzer: [LinkerSetting] = [.unsafeFlags(["-sanitize=fuzzer"])]

let package = Package(
    name: "pith-fuzz",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "pith", path: "..")],
    targets: [
        .executableTarget(
            name: "FuzzCompression", dependencies: [.product(name: "Pith", package: "pith")], swiftSettings: fuzzed, linkerSettings: fuzzer),
        .executableTarget(
            name: "FuzzTokenizer", dependencies: [.product(name: "PithTokenizer", package: "pith")], swiftSettings: fuzzed,
            linkerSettings: fuzzer),
        .executableTarget(
            name: "FuzzVocabularyFile", dependencies: [.product(name: "PithTokenizer", package: "pith")], swiftSettings: fuzzed,
            linkerSettings: fuzzer),
    ],
    swiftLanguageModes: [.v6]
)
