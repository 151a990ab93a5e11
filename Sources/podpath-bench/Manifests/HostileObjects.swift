/// More of the same kind as `HostileManifests`: many small objects, or one object with a long list.
enum HostileObjects {
    static let all: [(name: String, text: @Sendable (Int) -> String)] = [
        ("entries that are aliases of one", entries), ("Deployments of 10,000 replicas", replicas), ("Pods", pods),
        ("Services that all select all Pods", crossed),
        ("references that do not end", { pod("env: [{name: V, value: \"\(repeated("$(", $0))\"}]") }),
        ("options of a resolver", options), ("ports of one policy", policyPorts), ("policies and Pods", policies),
        ("paths of one Ingress", paths),
        (
            "variables with long values",
            { size in pod("env:\n\(list(size) { "      - {name: V\($0 + 1), value: \"$(V\($0)),http://b\($0):80\"}\n" })") }
        ),
    ]

    private static func repeated(_ text: String, _ size: Int) -> String { String(repeating: text, count: size / text.utf8.count) }

    /// Items up to a number of bytes.
    private static func list(_ size: Int, _ item: (Int) -> String) -> String {
        var text = ""
        var number = 0
        while text.utf8.count < size {
            text += item(number)
            number += 1
        }
        return text
    }

    private static func pod(_ fields: String) -> String {
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {app: a}}\nspec:\n  containers:\n    - name: c\n      \(fields)\n---\n"
    }

    private static let entries: @Sendable (Int) -> String = { size in
        let rows = (0..<9_000).map { "  k\($0): *a\n" }.joined()
        return
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: &a \(repeated("x", max(0, size - rows.utf8.count)))\n\(rows)"
    }

    private static let replicas: @Sendable (Int) -> String = { size in
        list(size) {
            "---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: a\($0)}, spec: {replicas: 10000, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}}\n"
        }
    }

    private static let pods: @Sendable (Int) -> String = { size in
        list(size) {
            "---\n{apiVersion: v1, kind: Pod, metadata: {name: a\($0), labels: {app: a\($0)}}, spec: {containers: [{name: c}]}}\n"
        }
    }

    private static let crossed: @Sendable (Int) -> String = { size in
        list(size / 2) { "---\n{apiVersion: v1, kind: Pod, metadata: {name: a\($0), labels: {app: a}}, spec: {containers: [{name: c}]}}\n" }
            + list(size / 2) { "---\n" + PodManifests.service("s\($0)", "default", "app: a") }
    }

    private static let options: @Sendable (Int) -> String = { size in
        let options = list(size) { "{name: o\($0)}, " }
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c}], dnsConfig: {options: [\(options)]}}\n"
    }

    private static func policy(_ name: String, _ app: String, _ ingress: String) -> String {
        "---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: \(name)}, spec: {podSelector: {\(app)}, ingress: [\(ingress)]}}\n"
    }

    private static let policyPorts: @Sendable (Int) -> String = { size in
        pod("image: i") + policy("a", "", "{ports: [\(list(size) { "{port: \($0 * 2 % 65_535 + 1)}, " })]}")
    }

    private static let policies: @Sendable (Int) -> String = { size in
        pods(size / 2)
            + list(size / 2) { number in
                policy("p\(number)", "matchLabels: {app: a\(number)}", "{from: [{podSelector: {matchLabels: {app: a\(number + 1)}}}]}")
            }
    }

    private static let paths: @Sendable (Int) -> String = { size in
        pod("image: i") + PodManifests.service("a", "default", "app: a")
            + "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec:\n  rules:\n  - http:\n      paths:\n"
            + list(size) {
                "      - {path: /p\($0), pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}\n"
            }
    }
}
