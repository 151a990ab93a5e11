import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// A rule's peers are peers whether or not these manifests hold them (C64).
@Suite("Pods that rules name and these manifests do not hold (C64)")
struct AbsentPeerTests {
    private func rows(_ yaml: String, _ filter: ConnectionFilter = ConnectionFilter()) -> [String] {
        let cluster = Resolved(Manifest.pod("w") + Manifest.pod("client", labels: "app: client") + yaml).cluster
        return ConnectionList(cluster, filter).absent.map { row in
            let own = cluster.workloads[row.workload].text
            return row.direction == .ingress ? "\(row.peer.text) > \(own) \(row.ports.text)" : "\(own) > \(row.peer.text) \(row.ports.text)"
        }
    }

    private func policy(_ rule: String) -> String {
        Manifest.policy("p", "podSelector: {matchLabels: {app: web}}, ingress: [\(rule)]")
    }

    @Test("By labels, by the namespace's name, by its labels; with the rule's ports")
    func named() {
        #expect(
            rows(policy("{from: [{podSelector: {matchLabels: {app: prometheus}}}]}"))
                == ["default/[pod with {app=prometheus}] > default/w[Pod] All Connections"])
        let byName = "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}"
        #expect(rows(policy("{from: [{\(byName)}], ports: [{port: 8080}]}")) == ["ingress-nginx/[all pods] > default/w[Pod] TCP 8080"])
        #expect(
            rows(policy("{from: [{namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchLabels: {x: z}}}]}"))
                == ["[namespace with {team=a}]/[pod with {x=z}] > default/w[Pod] All Connections"])
        let out = Manifest.policy(
            "p",
            "podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 5432}]}]"
        )
        #expect(rows(out) == ["default/w[Pod] > default/[pod with {app=db}] TCP 5432"])
    }

    @Test("Peers that are here make no such row, nor do rules that do not count")
    func held() {
        #expect(rows(policy("{from: [{podSelector: {matchLabels: {app: client}}}]}")) == [])
        #expect(rows(policy("{from: [{podSelector: {}}, {namespaceSelector: {}}]}")) == [])
        #expect(rows(policy("{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}")) == [])
        let ignored = Manifest.policy(
            "p", "podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], ingress: [{from: [{podSelector: {matchLabels: {a: b}}}]}]")
        #expect(rows(ignored) == [])
    }

    @Test("Only where the other end is not narrowed, and for the ports that are asked for")
    func filtered() {
        let yaml = policy("{from: [{podSelector: {matchLabels: {app: prometheus}}}], ports: [{port: 8080}]}")
        var filter = ConnectionFilter()
        filter.port = (8080, .tcp)
        #expect(rows(yaml, filter).count == 1)
        filter.port = (9090, .tcp)
        #expect(rows(yaml, filter) == [])
        var from = ConnectionFilter()
        from.from = .workloads([0])
        #expect(rows(yaml, from) == [])
    }
}
