// swift-tools-version: 6.2
import PackageDescription

// Imports point downward only (checked by `make imports`).
// Documentation/Architecture.md says what lives where, and why.

/// For modules without unsafe code: the compiler refuses it.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatWarning("StrictMemorySafety", as: .error),
]

let package = Package(
    name: "pith",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "Pith", targets: ["Pith"]),
        .library(name: "PithTokenizer", targets: ["PithTokenizer"]),
        .executable(name: "pith", targets: ["PithCLI"]),
        .executable(name: "pith-reader", targets: ["PithReaderCLI"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    ],
    targets: [
        // Native libraries and data.
        .systemLibrary(name: "CUTF8Proc", providers: [.apt(["libutf8proc-dev"]), .brew(["utf8proc"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(name: "CPithBPE"),
        .target(name: "CUnicodeClasses", exclude: ["generate.py"]),
        .target(name: "CVocabulary", exclude: ["README.md"]),
        .target(name: "CWordVectors", exclude: ["README.md"]),

        // What Foundation would give, without its start-up.
        .target(name: "CPithSystem"),
        .target(name: "PithSystem", dependencies: ["CPithSystem"]),
        .target(name: "PithJSON", dependencies: ["PithSystem"], swiftSettings: strict),

        // Counting.
        .target(name: "PithUnicode", dependencies: ["CUTF8Proc", "CUnicodeClasses"]),
        .target(
            name: "PithVocabulary",
            dependencies: [
                "CPithBPE", "CVocabulary", "PithBPE", "PithJSON", "PithSystem", "PithUnicode",
                .product(name: "HeapModule", package: "swift-collections"),
            ]),
        .target(name: "PithBPE", dependencies: ["CPithBPE"]),
        .executableTarget(name: "PithVocabularyPacker", dependencies: ["PithSystem", "PithVocabulary"]),
        .target(name: "PithTokenizer", dependencies: ["PithBPE", "PithSystem", "PithUnicode", "PithVocabulary"]),

        // Compressing.
        .target(name: "PithVectors", dependencies: ["CWordVectors"]),
        .target(name: "PithPrompt", dependencies: ["PithSystem", "PithJSON"], swiftSettings: strict),
        .target(name: "PithFacts", dependencies: ["PithJSON", "PithPrompt", "PithUnicode", "PithSystem"], swiftSettings: strict),
        .target(
            name: "PithCompression",
            dependencies: [
                "PithFacts", "PithJSON", "PithPrompt", "PithSystem", "PithTokenizer", "PithUnicode", "PithVectors",
                .product(name: "HeapModule", package: "swift-collections"),
            ],
            resources: ["de", "en", "es", "fr", "ja", "pt", "zh"].map { .embedInCode("Language/Lexicons/\($0).txt") }, swiftSettings: strict
        ),

        // Measuring.
        .target(
            name: "PithEvaluation",
            dependencies: [
                "CUTF8Proc", "CZlib", "PithCompression", "PithFacts", "PithJSON", "PithPrompt", "PithSystem", "PithTokenizer",
                "PithUnicode",
            ]),

        .executableTarget(
            name: "PithRankerSamples",
            dependencies: ["PithCompression", "PithEvaluation", "PithPrompt", "PithSystem", "PithVectors"]),

        // Doors.
        .target(name: "Pith", dependencies: ["PithCompression", "PithFacts", "PithPrompt", "PithTokenizer", "PithVocabulary"]),
        .executableTarget(
            name: "PithCLI",
            dependencies: [
                "Pith", "PithEvaluation", "PithJSON", "PithSystem", "PithTokenizer", "PithVocabulary",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Asking real models: a program of its own, so that nothing else has network code.
        .target(name: "PithReader", dependencies: ["PithEvaluation", "PithJSON", "PithSystem"], swiftSettings: strict),
        .executableTarget(
            name: "PithReaderCLI",
            dependencies: ["PithReader", "PithSystem", .product(name: "ArgumentParser", package: "swift-argument-parser")]),

        // Tests.
        .testTarget(name: "PithCLITests", dependencies: ["PithCLI"], exclude: ["Cases"]),
        .testTarget(
            name: "PithEvaluationTests", dependencies: ["PithEvaluation", "PithJSON", "PithPrompt", "PithSystem"], exclude: ["Cases"]),
        .testTarget(name: "PithFactsTests", dependencies: ["PithFacts", "PithPrompt", "PithTestSupport"], exclude: ["Cases"]),
        .testTarget(name: "PithInvariantTests", dependencies: ["Pith", "PithJSON", "PithPrompt", "PithTestSupport"], exclude: ["Cases"]),
        .testTarget(name: "PithJSONTests", dependencies: ["PithJSON", "PithTestSupport"], exclude: ["Cases"]),
        .testTarget(name: "PithPromptTests", dependencies: ["PithJSON", "PithPrompt", "PithTestSupport"], exclude: ["Cases"]),
        .target(name: "PithTestSupport", dependencies: ["PithJSON", "PithPrompt"], path: "Tests/PithTestSupport"),
        // The invariants for as long as one likes: its checks are those of the tests, reached through a link.
        .executableTarget(
            name: "Stress", dependencies: ["Pith", "PithJSON", "PithPrompt", "PithTestSupport"], path: "Fuzz/Sources/Stress"),
        // What a turn of a session costs, for `make bench-speed`.
        .executableTarget(name: "SessionSpeed", dependencies: ["Pith", "PithSystem"], path: "Benchmarks/Compression/SessionSpeed"),
        .testTarget(
            name: "PithReaderTests", dependencies: ["PithEvaluation", "PithReader", "PithReaderCLI", "PithSystem"], exclude: ["Cases"]),
        .testTarget(
            name: "PithTokenizerTests",
            dependencies: ["CPithBPE", "PithBPE", "PithTestSupport", "PithTokenizer", "PithUnicode", "PithVocabulary"], exclude: ["Cases"]),
        .testTarget(name: "PithVectorsTests", dependencies: ["PithVectors"], exclude: ["Cases"]),
        .testTarget(
            name: "PithCompressionTests", dependencies: ["PithCompression", "PithJSON", "PithPrompt", "PithTestSupport"], exclude: ["Cases"]
        ),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)

// SwiftPM compiles a target again when what it depends on directly has changed. A type's layout further down changes nothing in between, and a program that
// was not compiled again would read it wrongly: so each target depends on all that is below it. `make imports` checks what is declared above.
if Context.environment["PITH_DECLARED_DEPENDENCIES"] == nil {
    let declared = Dictionary(
        uniqueKeysWithValues: package.targets.map { target in
            (target.name, target.dependencies.compactMap { if case .byNameItem(let name, _) = $0 { name } else { nil } })
        })
    func below(_ name: String) -> Set<String> {
        (declared[name] ?? []).reduce(into: []) { $0.formUnion(below($1).union([$1])) }
    }
    for target in package.targets {
        target.dependencies += below(target.name).subtracting(declared[target.name] ?? []).sorted().map { .byName(name: $0) }
    }
}
