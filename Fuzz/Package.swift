// swift-tools-version: 6.2
import PackageDescription

// Long runs of the invariants that `swift test` tries for a minute: README.md says how. The checks and generators are those of the tests,
// reached through links.

// Targets whose name starts with Fuzz are for libFuzzer, which brings their main function.
let fuzzed: [SwiftSetting] = [.unsafeFlags(["-parse-as-library", "-sanitize=fuzzer"])]
let fuzzer: [LinkerSetting] = [.unsafeFlags(["-sanitize=fuzzer"])]

let package = Package(
    name: "pith-fuzz",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "pith", path: "..")],
    targets: [
        // Edits are not made here: that file needs a module which is no product.
        .target(name: "PithTestSupport", exclude: ["RandomEdits.swift"]),
        .executableTarget(
            name: "Stress",
            dependencies: ["PithTestSupport", .product(name: "Pith", package: "pith")]),
        .executableTarget(
            name: "FuzzTokenizer", dependencies: [.product(name: "PithTokenizer", package: "pith")], swiftSettings: fuzzed,
            linkerSettings: fuzzer),
        .executableTarget(
            name: "FuzzVocabularyFile", dependencies: [.product(name: "PithTokenizer", package: "pith")], swiftSettings: fuzzed,
            linkerSettings: fuzzer),
    ],
    swiftLanguageModes: [.v6]
)
