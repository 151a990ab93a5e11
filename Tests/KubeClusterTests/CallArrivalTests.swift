import KubeCluster
import KubeManifest
import TestSupport
import Testing

/// Whether configured calls arrive (C12, C13, C17, C19, C22, R58, R65, R67).
@Suite("Whether a configured call arrives")
struct CallArrivalTests {
    /// A Deployment that calls an address, and Service db (3306 to 8080) with its Pods.
    static func application(_ address: String = "db:3306", target: String? = nil, _ more: String = "") -> Cluster {
        Resolved(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, env: [{name: DB_ADDR, value: '\(address)'}]}]}

            """ + Manifest.service("db", selector: "app: db", ports: "{port: 3306, targetPort: 8080}")
                + (target ?? Manifest.workload("Deployment", "db", labels: "app: db")) + more
        ).cluster
    }

    private func arrival(_ address: String = "db:3306", target: String? = nil, _ more: String = "") -> CallArrival? {
        Self.application(address, target: target, more).callArrivals().first
    }

    private static func fromWeb(_ port: Int) -> String {
        "ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: \(port)}]}]"
    }

    @Test("Without a policy it arrives at the Pod's port (C13, C17)")
    func plain() {
        #expect(arrival()?.outcome == .arrives)
        #expect(arrival()?.podPort == 8080)
        #expect(arrival()?.why == "")
        #expect(arrival("db")?.outcome == .arrives)
    }

    @Test("A policy that isolates the target refuses, and is named with its direction (C13, C19)")
    func refusedIngress() {
        let found = arrival("db:3306", Manifest.policy("deny", "podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]"))
        #expect(found?.outcome == .refused)
        #expect(found?.refusals.map(\.direction) == [.ingress])
        #expect(found?.refusals.first?.policies.map(\.name) == ["deny"])
        #expect(found?.refusals.first?.subject.description == "Deployment default/db")
        #expect(found?.why == "refused by NetworkPolicy default/deny (ingress)")
        #expect(found?.isSome == false)
    }

    @Test("A policy speaks of the Pod's port, not of the Service's (C17)", arguments: [(3306, false), (8080, true)])
    func podPort(port: Int, arrives: Bool) {
        let policy = Manifest.policy("db", "podSelector: {matchLabels: {app: db}}, \(Self.fromWeb(port))")
        #expect(arrival("db:3306", policy)?.outcome == (arrives ? .arrives : .refused))
    }

    @Test("All policies that refuse together are named, of both ends (C13, C19)")
    func both() {
        let deny = Manifest.policy("default-deny", "podSelector: {}, policyTypes: [Ingress, Egress]")
        let dns = Manifest.policy("dns", "podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}]}]")
        let found = arrival("db:3306", deny + dns + Manifest.policy("db", "podSelector: {matchLabels: {app: db}}, \(Self.fromWeb(3306))"))
        #expect(found?.refusals.map(\.direction) == [.egress, .ingress])
        #expect(found?.refusals.map { $0.policies.map(\.name) } == [["default-deny", "dns"], ["default-deny", "db"]])
        #expect(found?.refusals.contains { $0.isQuestion } == false)
    }

    @Test("Where no question to DNS gets out, no connection by name begins (C13, C19); an address needs none")
    func question() {
        let deny = Manifest.policy(
            "deny", "podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports: [{port: 8080}]}]")
        let found = arrival("db:3306", deny)
        #expect(found?.outcome == .refused)
        #expect(found?.refusals.map(\.isQuestion) == [true])
        #expect(found?.why == "refused by NetworkPolicy default/deny (egress, the question to DNS)")
        let plain = Manifest.service("db2", selector: "app: db", ports: "{port: 3306, targetPort: 8080}", spec: "clusterIP: 10.96.7.7")
        #expect(arrival("10.96.7.7:3306", deny + plain)?.outcome == .arrives)
        // Nothing behind the Service: the question is what ends the way.
        #expect(arrival("db:3306", target: "", deny)?.outcome == .refused)
    }

    @Test("Some Pods of a Service are refused, others not (C13)")
    func some() {
        let pods = Manifest.pod("db-a", labels: "app: db") + Manifest.pod("db-b", labels: "app: db, tier: closed")
        let found = arrival("db:3306", target: pods, Manifest.policy("deny", "podSelector: {matchLabels: {tier: closed}}"))
        #expect(found?.outcome == .refused)
        #expect(found?.isSome == true)
        #expect(found?.why == "refused for some Pods by NetworkPolicy default/deny (ingress)")
        #expect(found?.refusals.first?.subject.description == "Pod default/db-b")
    }

    @Test("A port that the Service does not serve")
    func port() { #expect(arrival("db:8080")?.outcome == .portNotServed) }

    @Test("No ready Pod (R65), 0 replicas, and a target port that no Pod has (R67)")
    func notReady() {
        let pod = Manifest.pod("db-a", labels: "app: db", status: "conditions: [{type: Ready, status: 'False'}]")
        #expect(arrival("db:3306", target: pod)?.outcome == .noReadyEndpoint)
        #expect(
            arrival("db:3306", target: Manifest.workload("Deployment", "db", labels: "app: db", spec: "replicas: 0"))?.outcome
                == .noReadyEndpoint)
        let named = Manifest.service("api", selector: "app: db", ports: "{port: 80, targetPort: nowhere}")
        #expect(arrival("api:80", named)?.outcome == .noReadyEndpoint)
    }

    @Test("What these manifests do not hold is unknown, not refused")
    func unknown() {
        #expect(arrival("db:3306", target: "")?.outcome == .unknown)
        #expect(arrival("missing:80")?.outcome == .unknown)
        let alias =
            "---\n{apiVersion: v1, kind: Service, metadata: {name: old}, spec: {type: ExternalName, externalName: db.example.com}}\n"
        #expect(arrival("old:3306", alias)?.outcome == .unknown)
        #expect(arrival("db:3306", target: "")?.fails == false)
    }

    @Test("A headless Service turns no port into another (R23): the policy is asked for the port that is called")
    func headless() {
        let service = Manifest.service("sql", selector: "app: db", ports: "{port: 8080}", spec: "clusterIP: None")
        let policy = Manifest.policy("db", "podSelector: {matchLabels: {app: db}}, \(Self.fromWeb(8080))")
        #expect(arrival("sql:8080", service + policy)?.outcome == .arrives)
        #expect(arrival("sql:9000", service + policy)?.outcome == .refused)
    }

    @Test("A Pod of the node's own network: whether a policy holds for it is the network's own (C21)")
    func hostNetwork() {
        let pod = Manifest.pod("db-a", labels: "app: db", spec: "hostNetwork: true")
        #expect(arrival("db:3306", target: pod, Manifest.policy("deny", "podSelector: {}"))?.outcome == .unknown)
    }

    private static let applications = ["bookinfo", "guestbook", "online-boutique", "sock-shop"].map {
        "Tests/Fixtures/applications/\($0).yaml"
    }
    private static let samples = ["frontend-backend", "ingress", "policies", "shop", "trace"].map { "samples/\($0)" }

    @Test(
        "What arrives, and what does not, is what trace says, in every sample and with policies of several kinds",
        arguments: applications + samples)
    func asTrace(path: String) throws {
        let plain = Resolved(files: Project.sources(path)).cluster
        for policy in ["", Self.closed, Self.someIngress, Self.someEgress] {
            let policies = plain.namespaces.map { Manifest.policy("p", namespace: $0, policy) }.joined()
            let more = policy.isEmpty ? [] : [SourceFile(path: "policies.yaml", text: policies)]
            let cluster = Resolved(files: Project.sources(path) + more).cluster
            #expect(cluster.callArrivals().count == cluster.calls.count)
            for (call, arrival) in zip(cluster.calls, cluster.callArrivals()) where call.isFound {
                guard let pod = cluster.workloads[call.workload].pods.first else { continue }
                let to = call.host + (call.port.map { ":\($0)" } ?? "")
                let path = try cluster.path(from: cluster.pods[pod].reference.path, to: to)
                #expect(verdicts(arrival.outcome).contains(path.verdict), "\(call.name): \(arrival.why), but \(path.verdict)")
                let refusing = path.hops.filter { $0.isReached && $0.verdict == .denied }.flatMap(\.because).map(\.object)
                if arrival.outcome == .refused {
                    #expect(!Set(refusing).isDisjoint(with: arrival.refusals.flatMap(\.policies)), "\(call.name): \(arrival.why)")
                }
            }
        }
    }

    private func verdicts(_ outcome: CallArrival.Outcome) -> [CommunicationPath.Verdict] {
        switch outcome {
        case .arrives: [.allowed]
        case .refused, .portNotServed, .noReadyEndpoint: [.denied]
        case .doesNotResolve: [.unresolved]
        case .unknown: [.unknown, .unresolved]
        }
    }

    private static let closed = "podSelector: {}, policyTypes: [Ingress, Egress]"
    private static let someIngress =
        "podSelector: {}, ingress: [{ports: [{port: 8080}, {port: 6379}]}, {from: [{podSelector: {matchLabels: {app: cart}}}]}]"
    private static let someEgress =
        "podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}, {port: 9080}, {port: 27017}]}]"
}
