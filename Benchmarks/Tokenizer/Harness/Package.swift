// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "TokenizerBenchmark",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "pith", path: "../../..")],
    targets: [.executableTarget(name: "TokenizerBenchmark", dependencies: [.product(name: "PithTokenizer", package: "pith")])],
    swiftLanguageModes: [.v6]
)
