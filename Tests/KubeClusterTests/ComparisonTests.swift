import KubeCluster
import TestSupport
import Testing

@Suite("What differs between two sets of manifests")
struct ComparisonTests {
    private func differences(_ old: String, _ new: String) -> [String] {
        let comparison = ClusterComparison(from: Resolved(old, file: "old.yaml").cluster, to: Resolved(new, file: "new.yaml").cluster)
        return comparison.differences.map { item in
            let sides = "\(item.old ?? "-") > \(item.new ?? "-")"
            return ["\(item.object)", item.field.rawValue, item.part, item.field == .name ? nil : sides].compactMap { $0 }
                .joined(separator: " | ")
        }
    }

    private static let pods = Manifest.workload("Deployment", "web")

    @Test(
        "A Service's settings (R13, R22, R62, R67); what one side leaves to the cluster is not known to differ (R70)",
        arguments: [
            ("", "type: NodePort", ["Service default/web | type | ClusterIP > NodePort"]),
            ("clusterIP: 10.96.0.7", "", []), ("", "clusterIP: 10.96.0.7", []), ("clusterIP: ''", "clusterIP: 10.96.0.7", []),
            (
                "clusterIP: 10.96.0.7", "clusterIP: 10.96.0.8", ["Service default/web | clusterIP | 10.96.0.7 > 10.96.0.8"]
            ),
            ("", "clusterIP: None", ["Service default/web | headless | virtual IP > headless"]),
            ("sessionAffinity: None", "", []),
            (
                "type: NodePort, externalTrafficPolicy: Local", "type: NodePort",
                ["Service default/web | externalTrafficPolicy | Local > Cluster"]
            ),
            ("", "internalTrafficPolicy: Local", ["Service default/web | internalTrafficPolicy | Cluster > Local"]),
        ])
    func settings(old: String, new: String, expected: [String]) {
        #expect(differences(Manifest.service(spec: old) + Self.pods, Manifest.service(spec: new) + Self.pods) == expected)
    }

    @Test(
        "Ports (R67): those of one name are the same port, as are the only ones of both",
        arguments: [
            ("{port: 80, targetPort: 8080}", "{port: 81, targetPort: 8080}", ["port | 80/TCP", "port | 81/TCP | 80 > 81"]),
            ("{port: 80, targetPort: 8080}", "{port: 80, targetPort: http}", ["targetPort | 80/TCP | 8080 > http"]),
            (
                "{name: a, port: 80, targetPort: 8080}", "{name: a, port: 80, targetPort: 8080}, {name: b, port: 90, targetPort: 8080}",
                ["port | b | - > 90/TCP"]
            ),
            ("{name: a, port: 53}", "{name: a, port: 53, protocol: UDP}", ["protocol | a | TCP > UDP"]),
        ])
    func ports(old: String, new: String, expected: [String]) {
        let found = differences(Manifest.service(ports: old) + Self.pods, Manifest.service(ports: new) + Self.pods)
            .filter { !$0.contains("endpointPorts") }
        #expect(found == expected.suffix(1).map { "Service default/web | \($0)" })
    }

    @Test("A node's port that one side leaves to the cluster is not known to differ; endpoints have the resolved number (R67)")
    func nodePort() {
        let port = { (more: String) in "{port: 80, targetPort: 8080\(more)}" }
        let service = { (more: String) in Manifest.service(ports: port(more), spec: "type: NodePort") }
        #expect(differences(service(""), service(", nodePort: 30080")) == [])
        #expect(
            differences(service(", nodePort: 30081"), service(", nodePort: 30080")) == [
                "Service default/web | nodePort | 80/TCP | 30081 > 30080"
            ])
        let web = { (target: String) in Manifest.service(ports: "{port: 80, targetPort: \(target)}") + Self.pods }
        #expect(differences(web("8080"), web("http")) == ["Service default/web | targetPort | 80/TCP | 8080 > http"])
        #expect(differences(web("9090"), web("http")).last == "Service default/web | endpointPorts | 9090/TCP > 8080/TCP")
    }

    @Test("A selector that picks others: who came, who went, with the labels on both sides (R62)")
    func selector() {
        let both = Self.pods + Manifest.workload("Deployment", "blue", labels: "app: blue")
        let old = Resolved(Manifest.service() + both, file: "old.yaml"), new = Resolved(Manifest.service(selector: "app: blue") + both)
        let found = ClusterComparison(from: old.cluster, to: new.cluster)
        #expect(found.differences.map(\.field) == [.selector, .target, .target])
        #expect(found.appeared.first?.target?.name == "blue" && found.vanished.first?.target?.name == "web")
        #expect(found.vanished.first?.becauseOld.map(\.field) == ["spec.selector.app", "spec.template.metadata.labels.app"])
        #expect(found.vanished.first?.becauseOld.first?.location.file == "old.yaml")
        #expect(found.changed.first?.becauseNew.first?.location.file == "test.yaml")
    }

    @Test("Replicas, with the line that says so; the names of a StatefulSet's Pods with them (R45)")
    func replicas() {
        let yaml = { (count: Int) in
            Manifest.service("db", selector: "app: db", spec: "clusterIP: None")
                + Manifest.workload("StatefulSet", "db", labels: "app: db", spec: "{serviceName: db, replicas: \(count)}")
                .replacing("spec:\n  {serviceName: db, replicas: \(count)}", with: "spec:\n  serviceName: db\n  replicas: \(count)")
        }
        #expect(
            differences(yaml(1), yaml(2)) == [
                "StatefulSet default/db | replicas | 1 > 2", "Service default/db | name | db-1.db.default.svc.cluster.local",
            ])
        let found = ClusterComparison(from: Resolved(yaml(1)).cluster, to: Resolved(yaml(2)).cluster)
        #expect(found.changed.first?.becauseNew.first?.field == "spec.replicas")
    }

    @Test("The same name and kind in another namespace moved; what is behind it and calls between moved ones stay")
    func moved() {
        let yaml = { (namespace: String) in
            Manifest.service(namespace: namespace) + Manifest.workload("Deployment", "web", namespace: namespace)
                + Manifest.pod(
                    "client", labels: "app: client", namespace: namespace,
                    spec: "initContainers: [{name: i, args: ['http://web:80/']}]")
        }
        #expect(
            differences(yaml("a"), yaml("b")) == [
                "Service b/web | namespace | a > b", "Pod b/client | namespace | a > b", "Deployment b/web | namespace | a > b",
                "Service a/web | name | web.a.svc.cluster.local", "Service b/web | name | web.b.svc.cluster.local",
            ])
        // Two of the name: nobody can say which is which.
        let found = differences(yaml("a"), yaml("b") + yaml("c"))
        #expect(!found.contains { $0.contains("namespace") } && found.contains("Service a/web | service | Service a/web > -"))
    }

    @Test("Calls: new, gone, and to a Service that is not found any more")
    func calls() {
        let client = { (address: String) in
            Manifest.pod("client", labels: "app: client", spec: "initContainers: [{name: i, args: ['\(address)']}]")
        }
        let web = Manifest.service() + Self.pods
        #expect(
            differences(web + client("none"), web + client("http://web:80/")) == ["Pod default/client | call | - > Service default/web"])
        #expect(
            differences(web + client("http://web:80/"), web + client("none")) == ["Pod default/client | call | Service default/web > -"])
        let env = Manifest.pod(
            "client", labels: "app: client", spec: "initContainers: [{name: i, env: [{name: WEB_URL, value: 'http://web:80'}]}]")
        let gone = differences(web + env, Self.pods + env)
        #expect(gone.contains("Pod default/client | resolution | found > not found"), "\(gone)")
        #expect(gone.first == "Service default/web | service | Service default/web > -")
    }

    @Test("An example address is never a difference (R70): another order and other neighbours change none")
    func addresses() {
        let other = Manifest.service("aaa", selector: "app: aaa")
        let found = differences(Manifest.service() + Self.pods, other + Self.pods + Manifest.service())
        #expect(found.allSatisfy { $0.contains("default/aaa") } && found.count == 2, "\(found)")
    }

    @Test("Ways in by an Ingress, and policies as objects")
    func entrances() {
        let ingress =
            "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: entry}\nspec: {rules: [{host: a.example.com, http: {paths: [{path: /x, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}\n"
        let web = Manifest.service() + Self.pods, policy = Manifest.policy("p", "podSelector: {}")
        #expect(
            differences(web + ingress, web + policy) == [
                "Service default/web | route | a.example.com/x by Ingress default/entry | a.example.com/x by Ingress default/entry > -",
                "NetworkPolicy default/p | policy | - > NetworkPolicy default/p",
            ])
        #expect(differences(web + ingress + policy, web + ingress + policy) == [])
    }
}
