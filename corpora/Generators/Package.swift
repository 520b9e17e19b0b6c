// swift-tools-version: 6.2
import PackageDescription

// Writes the bulky part of the corpora: logs and records, from a seed. A package of its own, because nothing else needs it.
let package = Package(
    name: "Generators",
    products: [.executable(name: "generate", targets: ["generate"])],
    targets: [.executableTarget(name: "generate")]
)
