import Foundation
import KubeCluster
import KubeManifest
import TestSupport
import Testing

@testable import PodPathKit

/// How connections are printed (C4, C8, C23 to C26, C28).
@Suite("podpath connections: rows, formats, narrowing, changes")
struct ConnectionsReportTests {
    static let yaml =
        Manifest.workload("Deployment", "web", namespace: "shop")
        + Manifest.workload("StatefulSet", "db", labels: "app: db", namespace: "shop")
    static let policy = Manifest.policy(
        "db", namespace: "shop",
        "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}, {from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 53, protocol: UDP}]}]"
    )

    private func rows(_ yaml: String, _ change: (inout ConnectionFilter, Cluster) -> Void = { _, _ in }) -> [String] {
        let cluster = Resolved(yaml).cluster
        var filter = ConnectionFilter()
        change(&filter, cluster)
        let text = ConnectionsReport(cluster, filter, explains: false).text(.csv)
        return text.split(separator: "\n").dropFirst().map { String($0).replacing("\"", with: "") }
    }

    @Test("No policies: all ports, one range each way, no self pair (C8, C20, C24, C26)")
    func noPolicies() {
        let any = "0.0.0.0-255.255.255.255"
        #expect(
            rows(Self.yaml) == [
                "\(any),shop/db[StatefulSet],All Connections", "\(any),shop/web[Deployment],All Connections",
                "shop/db[StatefulSet],\(any),All Connections", "shop/db[StatefulSet],shop/web[Deployment],All Connections",
                "shop/web[Deployment],\(any),All Connections", "shop/web[Deployment],shop/db[StatefulSet],All Connections",
            ])
    }

    @Test("The published applications have no policies: every pair, All Connections")
    func applications() {
        for name in ["guestbook", "online-boutique", "bookinfo"] {
            let cluster = Resolved(files: Project.sources("Tests/Fixtures/applications/\(name).yaml")).cluster
            guard cluster.objects.networkPolicies.isEmpty else { continue }
            let list = ConnectionList(cluster)
            let count = cluster.workloads.count
            #expect(
                list.rows.count == count * (count - 1) + 2 * count && list.rows.allSatisfy { list.portSets[$0.ports] == .all }, "\(name)")
        }
    }

    @Test("Ports and protocols in order; addresses cut where it matters; refused pairs have no row (C23, C25, C26)")
    func cut() {
        #expect(
            rows(Self.yaml + Self.policy).filter { $0.contains("shop/db[StatefulSet],TCP") || $0.contains("shop/db[StatefulSet],UDP") } == [
                "10.0.0.0-10.255.255.255,shop/db[StatefulSet],UDP 53", "shop/web[Deployment],shop/db[StatefulSet],TCP 5432",
            ])
    }

    @Test(
        "Connection strings (C25)",
        arguments: [
            ("{port: 80}, {port: 8080, endPort: 8090}, {port: 53, protocol: UDP}", "TCP 80,8080-8090,UDP 53"),
            ("{port: 81}, {port: 80}, {port: 82, endPort: 90}", "TCP 80-90"), ("{}", "TCP 1-65535"),
            ("{}, {protocol: UDP}, {protocol: SCTP}", "All Connections"),
            (
                "{protocol: SCTP}, {protocol: UDP}, {port: 1, endPort: 79}, {port: 81, endPort: 65535}",
                "SCTP 1-65535,TCP 1-79,81-65535,UDP 1-65535"
            ),
        ])
    func strings(ports: String, text: String) {
        let yaml =
            Self.yaml + Manifest.policy("p", namespace: "shop", "podSelector: {matchLabels: {app: db}}, ingress: [{ports: [\(ports)]}]")
        #expect(rows(yaml).contains("shop/web[Deployment],shop/db[StatefulSet],\(text)"))
    }

    @Test("One row for a workload, whatever its replicas, 0 included; Pods that policies tell apart are said to be (C6)")
    func workloads() {
        let none = Manifest.workload("Deployment", "none", labels: "app: none", spec: "replicas: 0")
        #expect(rows(none + Manifest.pod("a")).contains("default/a[Pod],default/none[Deployment],All Connections"))
        let set =
            Manifest.workload("StatefulSet", "set", labels: "app: s", spec: "replicas: 3") + Manifest.pod("a")
            + Manifest.policy(
                "podSelector: {matchLabels: {app: s}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 1}]}]")
            + Manifest.policy("first", "podSelector: {matchLabels: {apps.kubernetes.io/pod-index: '0'}}, ingress: [{ports: [{port: 2}]}]")
        #expect(
            rows(set).contains {
                $0.hasPrefix("default/a[Pod],default/set[StatefulSet],TCP 1-2,StatefulSet default/set: NetworkPolicy default/first")
            })
        #expect(
            ConnectionsReport(Resolved(set).cluster, ConnectionFilter(), explains: false).text(.text).contains(
                "StatefulSet default/set: NetworkPolicy default/first selects some of its Pods and not others"))
        #expect(
            ConnectionsReport(Resolved(set).cluster, ConnectionFilter(), explains: false).text(.json).contains(
                "selects some of its Pods and not others"))
    }

    @Test("Narrowed by ends, port and namespace (C28)")
    func narrowed() {
        let yaml = Self.yaml + Self.policy + Manifest.pod("x", labels: "app: x", namespace: "other")
        #expect(
            rows(yaml) {
                $0.from = $1.connectionEnd(named: "shop/web"); $0.to = $1.connectionEnd(named: "db")
            }.count == 1)
        #expect(
            rows(yaml) {
                $0.from = $1.connectionEnd(named: "10.1.0.0/16"); $0.to = $1.connectionEnd(named: "db")
            } == [
                "10.1.0.0-10.1.255.255,shop/db[StatefulSet],UDP 53"
            ])
        #expect(
            rows(yaml) { $0.from = $1.connectionEnd(named: "outside") }.allSatisfy {
                $0.contains(".") && $0.hasPrefix("0") || $0.hasPrefix("1")
            })
        #expect(rows(yaml) { filter, _ in filter.port = (5432, .udp) }.allSatisfy { !$0.hasSuffix("TCP 5432") })
        #expect(rows(yaml) { filter, _ in filter.namespaces = ["other"] }.allSatisfy { $0.contains("other/x[Pod]") })
        #expect(Resolved(yaml).cluster.connectionEnd(named: "wep") == nil)
        #expect(Resolved(yaml).cluster.nearestConnectionEnd(to: "shop/wep") == "web")
    }

    @Test("JSON: the contract's keys; refused pairs and reasons with --explain")
    func json() throws {
        let cluster = Resolved(Self.yaml + Self.policy).cluster
        let read = { (explains: Bool) throws -> [String: Any] in
            let text = ConnectionsReport(cluster, ConnectionFilter(), explains: explains).text(.json)
            return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        }
        let plain = try read(false)
        let rows = try #require(plain["connections"] as? [[String: String]])
        #expect(plain["schema"] as? String == "podpath/v1")
        #expect(rows.contains(["src": "shop/web[Deployment]", "dst": "shop/db[StatefulSet]", "conn": "TCP 5432"]))
        let explained = try read(true)
        #expect((explained["connections"] as? [Any])?.count == rows.count)
        let refused = try #require(explained["refused"] as? [[String: Any]])
        #expect(refused.compactMap { $0["src"] as? String } == ["0.0.0.0-9.255.255.255", "11.0.0.0-255.255.255.255"])
        let none = ConnectionsReport(Resolved("").cluster, ConnectionFilter(), explains: false).text(.json)
        #expect(none == "{\n  \"connections\": [],\n  \"schema\": \"podpath/v1\"\n}\n")
    }

    @Test("--explain names policy, rule, file and line of each side")
    func explained() {
        let cluster = Resolved(Self.yaml + Self.policy).cluster
        var filter = ConnectionFilter()
        filter.from = cluster.connectionEnd(named: "web")
        filter.to = cluster.connectionEnd(named: "db")
        filter.port = (5433, .tcp)
        let text = ConnectionsReport(cluster, filter, explains: true).text(.text)
        #expect(text.contains("out  No policy found in these manifests selects Deployment shop/web for egress"))
        #expect(
            text.contains(
                "in   NetworkPolicy shop/db selects StatefulSet shop/db for ingress, and no rule of it allows TCP 5433 from Deployment shop/web. (test.yaml:"
            ))
    }

    @Test("No policy found is said, and what no manifest shows")
    func limits() {
        let text = ConnectionsReport(Resolved(Self.yaml).cluster, ConnectionFilter(), explains: false).text(.text)
        #expect(
            text.contains("No policy was found in these manifests")
                && text.contains("whether the cluster's network enforces policies"))
    }

    // MARK: Changes

    private func change(_ old: String, _ new: String) -> [String] {
        let change = ConnectionChange(from: Resolved(old).cluster, to: Resolved(new).cluster, ConnectionFilter(), ConnectionFilter())
        return ConnectionChangeReport(change).text(.csv).split(separator: "\n").dropFirst().map { String($0).replacing("\"", with: "") }
    }

    @Test("A change: what it opens and closes, ranges and ports cut to the difference")
    func changes() {
        #expect(change(Self.yaml, Self.yaml) == [])
        let closed = change(Self.yaml, Self.yaml + Self.policy)
        #expect(
            closed == [
                "closed,0.0.0.0-9.255.255.255,shop/db[StatefulSet],All Connections",
                "closed,10.0.0.0-10.255.255.255,shop/db[StatefulSet],SCTP 1-65535,TCP 1-65535,UDP 1-52,54-65535",
                "closed,11.0.0.0-255.255.255.255,shop/db[StatefulSet],All Connections",
                "closed,shop/web[Deployment],shop/db[StatefulSet],SCTP 1-65535,TCP 1-5431,5433-65535,UDP 1-65535",
            ])
        #expect(change(Self.yaml + Self.policy, Self.yaml) == closed.map { $0.replacing("closed", with: "opened") })
        let added = change(Self.yaml, Self.yaml + Manifest.pod("new", namespace: "shop"))
        #expect(added.count == 6 && added.allSatisfy { $0.hasPrefix("opened") && $0.contains("shop/new[Pod]") })
    }

    @Test("Pods of a node's network are judged like others, and the list says that this is undefined")
    func hostNetwork() {
        let policy = Manifest.policy("p", "podSelector: {}")
        let text = { (yaml: String) in ConnectionsReport(Resolved(yaml).cluster, ConnectionFilter(), explains: false).text(.text) }
        let host = Manifest.workload("DaemonSet", "agent", labels: "app: agent", spec: "")
            .replacing("spec: {containers", with: "spec: {hostNetwork: true, containers")
        #expect(text(host + policy).contains("DaemonSet default/agent uses its node's network (hostNetwork)."))
        #expect(!text(host).contains("hostNetwork"), "nothing is judged without a policy")
        #expect(!text(Manifest.pod("a") + policy).contains("hostNetwork"))
    }

    @Test("Pods of one workload that a policy tells apart: every row says so, and the reason is one that the row holds for")
    func toldApart() {
        let yaml =
            Manifest.workload("StatefulSet", "db", labels: "app: db", spec: "replicas: 2") + Manifest.workload("Deployment", "web")
            + Manifest.policy("one", "podSelector: {matchLabels: {statefulset.kubernetes.io/pod-name: db-0}}, ingress: []")
        let cluster = Resolved(yaml).cluster
        let text = ConnectionsReport(cluster, ConnectionFilter(), explains: false).text(.csv)
        let lines = text.split(separator: "\n")
        #expect(lines.first == "src,dst,conn,remark")
        for line in lines.dropFirst() {
            #expect(line.contains("db[StatefulSet]") == line.contains("NetworkPolicy default/one selects some of its Pods"), "\(line)")
        }
        let explained = ConnectionsReport(cluster, ConnectionFilter(), explains: true).text(.text)
        let row = explained.split(separator: "\n\n").first {
            $0.contains("default/web[Deployment] -> default/db[StatefulSet]: All Connections")
        }
        #expect(row?.contains("everything from Deployment default/web is allowed") == true, "\(row ?? "")")
        let plain = ConnectionsReport(Resolved(Self.yaml).cluster, ConnectionFilter(), explains: false).text(.csv)
        #expect(plain.hasPrefix("src,dst,conn\n"))
    }
}
