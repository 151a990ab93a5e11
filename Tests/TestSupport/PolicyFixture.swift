import KubeCluster
import KubeManifest

/// Policies over Pods, asked as a test writes the question.
package struct PolicyFixture {
    package let resolved: Resolved
    package let enforcement: NetworkPolicyEnforcement

    package init(_ yaml: String, file: String = "test.yaml") {
        resolved = Resolved(yaml, file: file)
        enforcement = NetworkPolicyEnforcement(resolved.cluster)
    }

    /// `namespace/name` of a Pod, an address, or `{ingress-controller}`.
    package func end(_ text: String) -> ConnectionPeer {
        if text == "{ingress-controller}" { return .ingressController }
        if let address = IPAddress(text) { return .address(address) }
        let path = text.contains("/") ? text : "default/\(text)"
        return .pod(resolved.cluster.pods.firstIndex { $0.reference.path == path } ?? -1)
    }

    package func verdict(_ from: String, _ to: String, _ port: Int = 8080, _ transport: TransportProtocol = .tcp) -> PolicyVerdict {
        enforcement.verdict(from: end(from), to: end(to), port: port, transport: transport)
    }

    package func allows(_ from: String, _ to: String, _ port: Int = 8080, _ transport: TransportProtocol = .tcp) -> Bool {
        verdict(from, to, port, transport).isAllowed
    }
}

extension Manifest {
    /// A NetworkPolicy; its spec in flow style, without the braces.
    package static func policy(_ name: String, namespace: String = "default", _ spec: String) -> String {
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: \(name), namespace: \(namespace)}
        spec: {\(spec)}

        """
    }

    package static func policy(namespace: String = "default", _ spec: String) -> String { policy("policy", namespace: namespace, spec) }

    /// An AdminNetworkPolicy, or another of the cluster-wide kinds.
    package static func adminPolicy(
        name: String = "admin", kind: String = "AdminNetworkPolicy", priority: String? = "priority: 10",
        subject: String = "namespaces: {}", _ rules: String
    ) -> String {
        """
        ---
        apiVersion: policy.networking.k8s.io/\(kind == "ClusterNetworkPolicy" ? "v1alpha2" : "v1alpha1")
        kind: \(kind)
        metadata: {name: \(name)}
        spec: {\(priority.map { "\($0), " } ?? "")subject: {\(subject)}, \(rules)}

        """
    }

    package static func namespace(_ name: String, labels: String = "") -> String {
        "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: \(name), labels: {\(labels)}}\n"
    }
}
