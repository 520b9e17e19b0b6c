// swift-tools-version: 6.2
import PackageDescription

// How an agent uses Pith as a library. A package of its own, so that it sees only what any user of Pith sees.
let package = Package(
    name: "AgentWrapper",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "pith", path: "../..")],
    targets: [
        .executableTarget(name: "AgentWrapper", dependencies: [.product(name: "Pith", package: "pith")])
    ]
)
