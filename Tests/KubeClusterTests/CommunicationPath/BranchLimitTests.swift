import KubeCluster
import KubeManifest
import TestSupport
import Testing

@Suite("Paths to many kinds of Pods: some are told, all are judged")
struct BranchLimitTests {
    /// Thirty Deployments behind one Service, of which the policy refuses those that `refused` names.
    private static func yaml(_ kind: String = "Deployment", refused: [Int] = []) -> String {
        let pods = (0..<30).map { number in
            let labels = "app: web, \(refused.contains(number) ? "closed" : "open"): \"yes\""
            return kind == "Pod"
                ? Manifest.pod("web-\(number)", labels: labels) : Manifest.workload(kind, "web-\(number)", labels: labels)
        }
        let policy = """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: closed}
            spec: {podSelector: {matchLabels: {closed: "yes"}}, policyTypes: [Ingress]}

            """
        return Manifest.pod("client", labels: "app: client") + pods.joined() + Manifest.service() + policy
    }

    @Test("Twenty are told, the others are counted, and what they say counts")
    func limit() throws {
        let path = try #require(PathFixture(Self.yaml(), from: "client", to: "web:80").path)
        #expect(path.hops.count { $0.kind == .container } == 20)
        #expect(path.verdict == .allowed)
        #expect(path.remarks.contains("And 10 more kinds of Pods, all allowed (--limit path-branches=20)."))
    }

    @Test("One of the last is refused: it is the one that is told, and the path is not allowed")
    func decisive() throws {
        // In the order of names, web-9 is the last.
        let path = try #require(PathFixture(Self.yaml(refused: [8, 9]), from: "client", to: "web:80").path)
        #expect(path.verdict == .denied)
        #expect(path.decisive?.kind == .ingressPolicy)
        #expect(path.decisive?.text.contains("NetworkPolicy default/closed") == true)
        #expect(path.summary?.hasPrefix("2 of 30 kinds of Pods that may be picked cannot be reached") == true)
        #expect(path.remarks.contains("And 10 more kinds of Pods, 9 allowed and 1 denied (--limit path-branches=20)."))
        #expect(Set(path.hops.compactMap(\.branch)) == Set(0..<20))
    }

    @Test("Whoever wants all gets all; at the limit nothing is left out")
    func all() throws {
        for limit in [30, 1000] {
            let path = try Resolved(Self.yaml(refused: [9])).cluster.path(from: "client", to: "web:80", limit: limit)
            #expect(path.hops.count { $0.kind == .container } == 30 && path.verdict == .denied)
            #expect(!path.remarks.contains { $0.contains("more kinds") })
        }
        let almost = try Resolved(Self.yaml()).cluster.path(from: "client", to: "web:80", limit: 29)
        #expect(almost.remarks.contains("And 1 more kind of Pods, allowed (--limit path-branches=29)."))
        let least = try Resolved(Self.yaml(refused: [9])).cluster.path(from: "client", to: "web:80", limit: 0)
        #expect(least.hops.count { $0.kind == .container } == 1 && least.verdict == .denied)
    }

    @Test("Bare Pods that nothing tells apart are one kind where there are many, each their own where there are few")
    func bare() throws {
        let path = try #require(PathFixture(Self.yaml("Pod", refused: [8, 9]), from: "client", to: "web:80").path)
        #expect(path.hops.filter { $0.kind == .container }.map(\.to) == ["default/web-0[Pod]", "default/web-8[Pod]"])
        #expect(path.hops.first { $0.kind == .rewrite }?.text.contains("28 Pods like Pod default/web-0 (") == true)
        #expect(path.verdict == .denied && path.summary?.hasPrefix("1 of 2 kinds") == true)
        let few = Manifest.pod("client", labels: "app: client") + Manifest.pod("a") + Manifest.pod("b") + Manifest.service()
        #expect(PathFixture(few, from: "client", to: "web:80").hops.count { $0.kind == .container } == 2)
    }

    @Test("Headless Services and an Ingress's Pods are told with the same limit")
    func others() throws {
        let headless = Self.yaml().replacing("ports: [{port: 80", with: "clusterIP: None, ports: [{port: 80")
        let direct = try #require(PathFixture(headless, from: "client", to: "web:80").path)
        #expect(direct.hops.count { $0.kind == .container } == 20 && direct.remarks.contains { $0.contains("10 more kinds of Pods") })
        let path = try #require(
            PathFixture(Self.yaml(refused: [9]) + Manifest.shopIngress, from: "outside", to: "http://shop.example.com/").path)
        #expect(path.hops.count { $0.kind == .container } == 20 && path.verdict == .denied)
    }
}
