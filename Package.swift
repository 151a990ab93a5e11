// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "podpath",
    // No promise: only Linux is tried. It is what UInt128 and Mutex would need there.
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "podpath", targets: ["podpath"]),
        .library(name: "PodPathKit", targets: ["PodPathKit", "KubeCluster", "KubeManifest", "Graphviz"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        // The C libraries: libyaml reads, libgvc lays out and renders.
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .systemLibrary(
            name: "CLibgvc", pkgConfig: "libgvc", providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]),
        .target(name: "CGraphviz", dependencies: ["CLibgvc"]),

        .target(name: "SafeText"),
        .target(name: "KubeManifest", dependencies: ["CYAML"]),
        .target(name: "KubeCluster", dependencies: ["KubeManifest"]),
        .target(name: "Graphviz", dependencies: ["CGraphviz", "SafeText"]),
        .target(
            name: "Templates", path: "Templates",
            resources: [
                .embedInCode("explanation"), .embedInCode("sections"), .embedInCode("partials"), .embedInCode("html"),
                .embedInCode("glossary"),
            ]),
        .target(
            name: "PodPathKit",
            dependencies: [
                "KubeManifest", "KubeCluster", "Graphviz", "SafeText", "Templates",
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        .target(name: "PodPathIO"),
        .executableTarget(
            name: "podpath",
            dependencies: [
                "PodPathKit", "PodPathIO", "KubeCluster", "KubeManifest", "SafeText", "Graphviz",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "podpath-bench", dependencies: ["CYAML"]),

        .target(name: "TestSupport", dependencies: ["KubeManifest", "KubeCluster", "PodPathKit", "PodPathIO"], path: "Tests/TestSupport"),
        .testTarget(name: "SafeTextTests", dependencies: ["SafeText"]),
        .testTarget(name: "KubeManifestTests", dependencies: ["KubeManifest", "TestSupport"]),
        .testTarget(name: "KubeClusterTests", dependencies: ["KubeCluster", "KubeManifest", "TestSupport"]),
        .testTarget(name: "GraphvizTests", dependencies: ["Graphviz", "SafeText"]),
        .testTarget(
            name: "PodPathKitTests",
            dependencies: ["PodPathKit", "Graphviz", "KubeManifest", "KubeCluster", "SafeText", "TestSupport"]),
        .testTarget(name: "PodPathIOTests", dependencies: ["PodPathIO"]),
        .testTarget(name: "PodPathTests", dependencies: ["PodPathIO", "TestSupport", "podpath"]),
    ],
    swiftLanguageModes: [.v6]
)

// CI builds with PODPATH_WARNINGS=error; whoever depends on podpath is not stopped by a newer compiler's warnings.
if Context.environment["PODPATH_WARNINGS"] == "error" {
    for target in package.targets where ![.system, .plugin, .binary].contains(target.type) {
        target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
    }
}
