import KubeCluster
import KubeManifest
import PodPathKit

/// One path through the cluster of some manifests.
package struct PathFixture {
    package let path: CommunicationPath?
    /// Why there is none.
    package let problem: String?

    package init(_ yaml: String, from: String, to: String, facts: String = "") {
        let fixture = DNSFixture(yaml, facts: facts)
        do {
            path = try fixture.resolved.cluster.path(from: from, to: to)
            problem = nil
        } catch {
            path = nil
            problem = error.message
        }
    }

    package var verdict: String { path?.verdict.rawValue ?? "" }
    package var hops: [CommunicationPath.Hop] { path?.hops ?? [] }
    /// `lookup`, `record`, `!virtual-ip` for what is not allowed, `(container)` for what is not reached.
    package var kinds: [String] {
        hops.map { hop in
            let mark = hop.verdict == .allowed ? "" : hop.verdict == .unknown ? "?" : "!"
            return hop.isReached ? mark + hop.kind.rawValue : "(\(mark)\(hop.kind.rawValue))"
        }
    }

    /// The sentences of the first hop of a kind.
    package func text(_ kind: CommunicationPath.Kind) -> String { hops.first { $0.kind == kind }?.text ?? "" }

    /// `test.yaml:9 spec.ports[0].port`
    package func because(_ kind: CommunicationPath.Kind) -> [String] {
        (hops.first { $0.kind == kind }?.because ?? []).map { "\($0.location.line) \($0.field)" }
    }
}

extension Manifest {
    /// An Ingress that sends everything for shop.example.com to port 80 of Service web.
    package static let shopIngress = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop}
        spec: {rules: [{host: shop.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}

        """
}
