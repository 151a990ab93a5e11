import KubeCluster
import KubeManifest

/// Words that figures and explanations share, so that picture and text say the same.
package enum FigureWords {
    /// `~` marks an address that no manifest states.
    static func text(_ address: AssignedAddress) -> String { address.text }

    /// A nameserver's address; that of the cluster's DNS is an example where it is the assumed one and no Service of these manifests has it.
    static func server(_ address: String, in cluster: Cluster) -> String {
        guard let known = IPAddress(address), cluster.facts.clusterDNS == ClusterFacts().clusterDNS,
            cluster.facts.clusterDNS.contains(known),
            !cluster.services.contains(where: { $0.virtualIPs.contains { $0.address == known } })
        else { return address }
        return address.marked(asExample: true)
    }

    /// A load balancer's addresses, or an example of one.
    static func balancer(of service: ClusterService, in cluster: Cluster) -> [String] {
        cluster.examples.balancer(of: service.service).map(\.text)
    }

    /// `at ~203.0.113.34 (the provider assigns the address)`.
    static func balancerPlace(of service: ClusterService, in cluster: Cluster) -> String {
        let assigned = service.service.loadBalancerIngress.isEmpty ? " (the provider assigns the address)" : ""
        return "at \(list(balancer(of: service, in: cluster)))\(assigned)"
    }

    /// `nodePort 30080`, `nodePort ~31234/UDP`.
    static func nodePort(_ port: ResolvedPort) -> String {
        "nodePort \(port.nodePort?.text ?? "none")\(port.port.transport == .tcp ? "" : "/\(port.port.transport.rawValue)")"
    }

    /// ` (the cluster picks one from 30000 to 32767)`; empty where the manifests state all of them.
    static func nodePortRange(_ ports: [ResolvedPort]) -> String {
        let count = ports.count { $0.nodePort?.isIllustrative ?? true }
        return count == 0 ? "" : " (the cluster picks \(count == 1 ? "one" : "them") from \(ServicePort.nodePortsText))"
    }

    static let policiesRemark = "Whether NetworkPolicies let these connections through is not shown here."

    /// Of a Service with a virtual IP (kubernetes.io: Virtual IPs and Service Proxies).
    static let rulesRemark =
        "A Service is no machine: rules on each node (mostly kube-proxy's) swap its address for a Pod's."

    /// Nil unless the Service keeps what comes in from outside on the node where it arrives (kubernetes.io: Virtual IPs and Service Proxies,
    /// Traffic policies).
    static func localRemark(_ service: Service) -> String? {
        guard service.isExternal, ServiceProxy(fromOutsideAt: .nodePort(node: nil), of: service).isLocal else { return nil }
        return "externalTrafficPolicy: Local: a node leads what comes from outside only to Pods that run on it."
    }

    static let illustrativeRemark = "~ an example: no manifest states it, the cluster assigns it."

    /// What pictures say of themselves and pages with many of them would say again and again.
    static let pictureRemarks = [illustrativeRemark, rulesRemark]

    /// `1 Pod`, `3 Pods`.
    package static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
    }

    /// `10,000`
    package static func grouped(_ number: Int) -> String {
        var digits = Array(String(number))
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: position)
            position -= 3
        }
        return String(digits)
    }

    /// `a`, `a and b`, `a, b and c`.
    package static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// `80 → 9376`; the number alone where both are equal; `/UDP` where it is not TCP.
    static func mapping(_ port: ServicePort) -> String {
        let target = port.target.text
        let numbers = target == String(port.port) ? target : "\(port.port) → \(target)"
        return port.transport == .tcp ? numbers : "\(numbers)/\(port.transport.rawValue)"
    }

    /// `:80`, `:53/UDP`.
    static func number(_ number: Int, _ transport: TransportProtocol) -> String {
        transport == .tcp ? ":\(number)" : ":\(number)/\(transport.rawValue)"
    }

    /// `because spec.selector.app is web (shop.yaml:9) and …`
    static func because(_ evidence: [Evidence]) -> String {
        list(evidence.map { "\($0.object) \($0.field)=\($0.value) (\($0.location.file):\($0.location.line))" })
    }

    /// `Ingress shop and HTTPRoute web`: the objects whose routes lead somewhere, each once; empty where none is sure to.
    static func waysIn(_ routes: [IngressRoute]) -> String {
        let objects = routes.filter { $0.failure == nil }.map { "\($0.object.kind) \($0.object.name)" }
        let names = objects.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return list(Array(names.prefix(3))) + (names.count > 3 ? " and \(names.count - 3) more" : "")
    }

    /// An id for SVG and file names: letters, digits, `-`, `_` and `.`; anything else becomes `_` and its code.
    package static func id(_ parts: String...) -> String {
        let text = parts.joined(separator: "-")
        let isPlain = { (scalar: Unicode.Scalar) in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
            default: false
            }
        }
        // As Kubernetes' own names are.
        if text.utf8.allSatisfy({ isPlain(Unicode.Scalar($0)) }) { return text }
        return text.unicodeScalars.map { isPlain($0) ? String($0) : "_\(String($0.value, radix: 16))" }.joined()
    }
}
