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

    /// A hop's few words, `:80`, `~10.244.0.7:9376`, `refused by policy web`, with what is an address or a port in them.
    static func label(_ text: String) -> Sentence {
        joined(text.split(separator: " ", omittingEmptySubsequences: false).map { place(in: $0) ?? Sentence(String($0)) }, " ")
    }

    /// An address, a port, or both, with the sign of an example; nil where it is neither.
    private static func place(in word: Substring) -> Sentence? {
        let isExample = word.first == "~" || word.hasPrefix("[~")
        let bare = word.filter { !"~[]".contains($0) }
        let assigned = { (text: String) in Assigned(value: text, isIllustrative: isExample) }
        if IPAddress(bare) != nil { return Sentence(.address(assigned(bare))) }
        guard let colon = bare.lastIndex(of: ":") else { return nil }
        let host = String(bare[..<colon]), port = String(bare[bare.index(after: colon)...])
        guard port.first?.isNumber ?? false, host.isEmpty || IPAddress(host) != nil else { return nil }
        if host.isEmpty { return Sentence(.port(lead: ":", assigned(port))) }
        return Sentence([.address(assigned(host)), .port(lead: ":", .stated(port))])
    }
}
