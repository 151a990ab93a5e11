import KubeCluster
import KubeManifest

/// A connection on its way, hop by hop.
extension English {
    static let endsThere = "It ends there. Without that it would go on:"

    /// What happens at a hop.
    static func kind(_ kind: CommunicationPath.Kind) -> String {
        switch kind {
        case .lookup: "name"
        case .record: "answer"
        case .ingressRoute: "Ingress"
        case .loadBalancer: "load balancer"
        case .nodePort: "port of a node"
        case .virtualIP: "Service"
        case .rewrite: "rewrite"
        case .direct: "direct"
        case .outside: "outside"
        case .egressPolicy: "egress policies"
        case .ingressPolicy: "ingress policies"
        case .container: "container"
        }
    }

    /// A step that something before it keeps from happening.
    static func notReached(_ text: String) -> Sentence { "This is not reached. \(text)" }

    static func pathTitle(_ path: CommunicationPath) -> String {
        let who = "The connection from \(path.source) to \(path.target)"
        return switch path.verdict {
        case .allowed: "\(who), hop by hop"
        case .denied: "\(who) is refused"
        case .unresolved: "\(who) leads nowhere"
        case .unknown: "\(who), as far as manifests say"
        }
    }
}
