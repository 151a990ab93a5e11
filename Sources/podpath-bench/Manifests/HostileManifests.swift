/// Files of a size that bad luck or bad will could bring: each asks for more work or memory than its bytes are worth.
enum HostileManifests {
    /// By name, each made for a number of bytes.
    static let all: [(name: String, text: @Sendable (Int) -> String)] = [
        ("random bytes", random), ("one scalar and aliases of it", aliases), ("open brackets", { String(repeating: "[", count: $0) }),
        ("empty documents", { String(repeating: "---\n", count: $0 / 4) }), ("one name", name), ("combining marks", marks),
        ("labels of one Pod and of a selector", labels), ("ports of one Service", ports), ("variables that double", variables),
        ("host and port variables", pairs), ("Services that select one Pod", services),
    ]

    /// Printable and not, the same every time: Knuth's linear congruential generator.
    private static let random: @Sendable (Int) -> String = { size in
        var state: UInt64 = 1
        return String(
            decoding: (0..<size).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 56)
            }, as: UTF8.self)
    }

    private static let aliases: @Sendable (Int) -> String = { size in
        let rows = (0..<9_000).map { "    - {name: v\($0), value: *a}\n" }.joined()
        let scalar = String(repeating: "x", count: max(0, size - rows.utf8.count))
        return pod("      env:\n    - {name: a, value: &a \(scalar)}\n\(rows)".replacing("    - {", with: "      - {"))
    }

    private static let name: @Sendable (Int) -> String = {
        "apiVersion: v1\nkind: Pod\nmetadata: {name: \(String(repeating: "a", count: $0))}\n"
    }

    private static let marks: @Sendable (Int) -> String = {
        "apiVersion: v1\nkind: Pod\nmetadata: {name: \"e\(String(repeating: "\u{301}", count: $0 / 2))\"}\n"
    }

    private static let labels: @Sendable (Int) -> String = { size in
        let list = (0..<size / 34).map { "key-\($0): v" }.joined(separator: ", ")
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {\(list)}}\nspec: {containers: [{name: c}]}\n---\n"
            + "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {\(list), other: v}, ports: [{port: 80}]}\n"
    }

    private static let ports: @Sendable (Int) -> String = { size in
        let list = (0..<size / 32).map { "{name: p\($0), port: \($0 % 65_535 + 1)}" }.joined(separator: ", ")
        return "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: a}, ports: [\(list)]}\n---\n" + pod("")
    }

    /// The value of each is the one before it, twice.
    private static let variables: @Sendable (Int) -> String = { size in
        pod(
            "      env:\n      - {name: V0, value: http://a}\n"
                + (1..<size / 50).map { "      - {name: V\($0), value: \"$(V\($0 - 1))$(V\($0 - 1))\"}\n" }.joined())
    }

    private static let pairs: @Sendable (Int) -> String = { size in
        pod(
            "      env:\n"
                + (0..<size / 80).map { "      - {name: X\($0)_HOST, value: a}\n      - {name: X\($0)_PORT, value: \"80\"}\n" }.joined())
    }

    private static let services: @Sendable (Int) -> String = { size in
        pod("") + (0..<size / 140).map { "---\n" + PodManifests.service("s\($0)", "default", "app: a") }.joined()
    }

    /// One Pod with the label `app: a` and more fields of its container.
    private static func pod(_ fields: String) -> String {
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels: {app: a}\nspec:\n  containers:\n    - name: c\n      image: i\n\(fields)"
    }
}
