import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// What grows with the square of a manifest, or faster, ends at a limit that has a name; what is within it stays whole.
@Suite("Limits of what is worked out")
struct LimitTests {
    private func limits(_ change: (inout Limits) -> Void) -> Limits {
        var limits = Limits()
        change(&limits)
        return limits
    }

    private func messages(_ resolved: Resolved) -> [String] {
        resolved.findings.filter { $0.identifier == "limit-exceeded" }.map(\.message)
    }

    @Test("Past the Pods of all workloads each has one, which is said once")
    func pods() {
        let yaml = ["a", "b", "c"].map { Manifest.workload("Deployment", $0, spec: "replicas: 3") }.joined()
        let cut = Resolved(yaml, limits: limits { $0.pods = 4 })
        #expect(cut.cluster.workloads.map(\.pods.count) == [3, 1, 1])
        #expect(cut.cluster.workloads.map(\.replicas) == [3, 3, 3])
        #expect(messages(cut).count == 1 && messages(cut)[0].contains("--limit pods="))
        let whole = Resolved(yaml, limits: limits { $0.pods = 9 })
        #expect(whole.cluster.pods.count == 9 && messages(whole).isEmpty)
    }

    @Test("Past the Pods of all Services each has one, which is said once; a port counts")
    func endpoints() {
        let yaml = (0..<3).map { Manifest.pod("p\($0)") }.joined() + ["a", "b", "c"].map { Manifest.service($0) }.joined()
        let cut = Resolved(yaml, limits: limits { $0.endpoints = 4 })
        #expect(["a", "b", "c"].map { cut.selected($0).count } == [3, 1, 1])
        #expect(messages(cut).count == 1 && messages(cut)[0].contains("--limit endpoints="))
        let whole = Resolved(yaml, limits: limits { $0.endpoints = 9 })
        #expect(["a", "b", "c"].map { whole.selected($0).count } == [3, 3, 3] && messages(whole).isEmpty)
        let ports =
            Manifest.pod("p") + Manifest.pod("q")
            + Manifest.service("a", ports: "{name: a, port: 1}, {name: b, port: 2}, {name: c, port: 3}")
        #expect(Resolved(ports, limits: limits { $0.endpoints = 5 }).selected("a").count == 1)
    }

    @Test("A value that variables double stays as it is written once it is too long; short ones are always put together")
    func configuration() {
        let doubling = (1...12).map { "{name: V\($0), value: '$(V\($0 - 1))$(V\($0 - 1))'}" }.joined(separator: ", ")
        let pod = Manifest.pod(
            "a", labels: "app: a",
            spec:
                "\n  containers: [{name: c, env: [{name: V0, value: xx}, \(doubling), {name: HOST, value: web}, {name: URL, value: 'http://$(HOST):80'}]}]"
        )
        let cut = Resolved(pod + Manifest.pod("web") + Manifest.service(), limits: limits { $0.configuration = 100 })
        #expect(messages(cut).count == 1 && messages(cut)[0].contains("--limit configuration="))
        #expect(cut.cluster.calls.map(\.target.name) == ["web"])
        #expect(messages(Resolved(pod + Manifest.pod("web") + Manifest.service())).isEmpty)
    }

    @Test("A selector of many labels picks what one of few does: the Pods that have them all (R62)")
    func selectors() {
        let labels = (0..<40).map { "k\($0): v" }.joined(separator: ", ")
        let yaml =
            Manifest.pod("all", labels: labels + ", more: v") + Manifest.pod("other", labels: labels.replacing("k39: v", with: "k39: w"))
        #expect(Resolved(yaml + Manifest.service(selector: labels)).selected("web") == ["all"])
        #expect(Resolved(yaml + Manifest.service(selector: labels + ", k40: v")).selected("web").isEmpty)
    }

    @Test("A port of a Service that repeats two others is told once: of its number before its name")
    func ports() {
        let yaml =
            Manifest.pod("a") + Manifest.service(ports: "{name: a, port: 1}, {name: b, port: 2}, {name: a, port: 2}, {name: c, port: 2}")
        let found = Resolved(yaml).findings.filter { $0.identifier == "duplicate-port" }.map(\.message)
        #expect(found.count == 2)
        #expect(found.first?.contains("spec.ports[2] repeats port 2/TCP of spec.ports[1]") == true)
        #expect(found.last?.contains("spec.ports[3] repeats port 2/TCP of spec.ports[1]") == true)
    }
}
