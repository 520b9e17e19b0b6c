// swift-tools-version: 6.2
import PackageDescription

// One module per storey; imports point downward only (checked by `make imports`).
// Documentation/Architecture.md says what lives where, and why.

/// Unsafe code is refused everywhere but in the rooms that name their reasons.
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

        // What Foundation would give, without its start-up.
        .target(name: "PithSystem"),
        .target(name: "PithJSON", swiftSettings: strict),

        // Counting.
        .target(name: "PithUnicode", dependencies: ["CUTF8Proc", "CUnicodeClasses"]),
        .target(
            name: "PithVocabulary",
            dependencies: [
                "CVocabulary", "PithBPE", "PithJSON", "PithSystem", "PithUnicode",
                .product(name: "HeapModule", package: "swift-collections"),
            ]),
        .target(name: "PithBPE", dependencies: ["CPithBPE"]),
        .executableTarget(name: "PithVocabularyPacker", dependencies: ["PithSystem", "PithVocabulary"]),
        .target(name: "PithTokenizer", dependencies: ["PithBPE", "PithSystem", "PithUnicode", "PithVocabulary"]),

        // Compressing.
        .target(name: "PithPrompt", dependencies: ["PithSystem", "PithJSON"], swiftSettings: strict),
        .target(name: "PithFacts", dependencies: ["PithJSON", "PithPrompt", "PithUnicode", "PithSystem"], swiftSettings: strict),
        .target(
            name: "PithCompression",
            dependencies: [
                "PithFacts", "PithJSON", "PithPrompt", "PithSystem", "PithTokenizer",
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

        // Doors.
        .target(name: "Pith", dependencies: ["PithCompression", "PithFacts", "PithPrompt", "PithTokenizer", "PithVocabulary"]),
        .executableTarget(
            name: "PithCLI",
            dependencies: [
                "Pith", "PithEvaluation", "PithJSON", "PithSystem", "PithTokenizer", "PithVocabulary",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Tests.
        .testTarget(name: "PithCLITests", dependencies: ["PithCLI"], exclude: ["Cases"]),
        .testTarget(
            name: "PithEvaluationTests", dependencies: ["PithEvaluation", "PithJSON", "PithPrompt", "PithSystem"], exclude: ["Cases"]),
        .testTarget(name: "PithFactsTests", dependencies: ["PithFacts", "PithPrompt", "PithTestSupport"], exclude: ["Cases"]),
        .testTarget(name: "PithInvariantTests", dependencies: ["Pith", "PithJSON", "PithTestSupport"], exclude: ["Cases"]),
        .testTarget(name: "PithJSONTests", dependencies: ["PithJSON", "PithTestSupport"], exclude: ["Cases"]),
        .testTarget(name: "PithPromptTests", dependencies: ["PithJSON", "PithPrompt", "PithTestSupport"], exclude: ["Cases"]),
        .target(name: "PithTestSupport", dependencies: ["PithPrompt"], path: "Tests/PithTestSupport"),
        .testTarget(
            name: "PithTokenizerTests",
            dependencies: ["CPithBPE", "PithBPE", "PithTokenizer", "PithUnicode", "PithVocabulary"], exclude: ["Cases"]),
        .testTarget(
            name: "PithCompressionTests", dependencies: ["PithCompression", "PithJSON", "PithPrompt", "PithTestSupport"], exclude: ["Cases"]
        ),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)
