/// An object of somebody else's API that podpath does not read. The controller of its kind, an operator, makes Pods and Services for it, of
/// names and with labels that hold the object's own name.
package struct CustomResource: ManifestObject {
    package let metadata: ObjectMetadata
    /// The API group of its kind; of a CustomResourceDefinition, the group that it defines.
    package let group: String

    /// What stands below `labels` in its spec, `app=web`: the labels of templates.
    private let templateLabels: Set<String>

    /// The workload whose template it takes for Pods of its own, and how many of these there are (Argo Rollouts: `spec.workloadRef`).
    package let adopted: (workload: ObjectReference, replicas: Int)?

    package var reference: ObjectReference { metadata.reference }
    package var isDefinition: Bool { metadata.kind == Self.definition }

    /// Two of one name are told once: nothing of them is read.
    package func differs(from other: CustomResource) -> Bool { false }

    /// Whether an operator would call what it makes for the object so: `k8s`, `k8s-web`, `prometheus-k8s`, `prometheus-operated`.
    package func mayOwn(name: String) -> Bool {
        guard !isDefinition else { return false }
        let kind = metadata.kind.lowercased()
        return name == metadata.name || name.hasPrefix("\(metadata.name)-") || name == "\(kind)-\(metadata.name)"
            || name.hasPrefix("\(kind)-\(metadata.name)-") || name == "\(kind)-operated"
    }

    /// Whether its Pods would have such labels: those of a template in it, or the name of its kind (`app.kubernetes.io/name: prometheus`).
    package func mayLabel(_ labels: [Label]) -> Bool {
        guard !isDefinition, !labels.isEmpty else { return false }
        let kind = metadata.kind.lowercased()
        return labels.allSatisfy { templateLabels.contains("\($0.key)=\($0.value)") }
            || labels.contains { $0.value == kind && $0.key.hasSuffix("name") }
    }

    /// Whether a label's key is one of its API's own: `longhorn.io/component` of the group longhorn.io, `strimzi.io/cluster` of
    /// kafka.strimzi.io.
    package func ownsKey(_ key: String) -> Bool {
        guard let slash = key.utf8.firstIndex(of: UInt8(ascii: "/")) else { return false }
        let domain = key[..<slash]
        return domain == group || group.hasSuffix(".\(domain)") || domain.hasSuffix(".\(group)")
    }

    private static func adopted(by spec: ManifestNode?, in namespace: String) -> (workload: ObjectReference, replicas: Int)? {
        guard let reference = spec?["workloadRef"], let kind = reference["kind"], let name = reference["name"], kind.isScalar, name.isScalar
        else { return nil }
        var replicas = 1
        if case .int(let stated)? = spec?["replicas"]?.scalarType, (0...Int(Int32.max)).contains(stated) { replicas = stated }
        return (ObjectReference(kind: kind.text, namespace: namespace, name: name.text), replicas)
    }

    private static let definition = "CustomResourceDefinition"

    private static let nodeLimit = 5_000

    private static func labels(below spec: ManifestNode?) -> Set<String> {
        var labels: Set<String> = []
        var rest = [spec].compactMap { $0 }
        var count = 0
        while let node = rest.popLast(), count < nodeLimit {
            count += 1
            for element in node.elements { rest.append(element) }
            for entry in node.entries {
                guard entry.key.text == "labels" else {
                    rest.append(entry.value)
                    continue
                }
                for label in entry.value.entries where label.value.isScalar { labels.insert("\(label.key.text)=\(label.value.text)") }
            }
        }
        return labels
    }

    /// Kinds that say something of objects which are there anyway, and for which nobody makes Pods or Services.
    private static let describing: Set<String> = [
        "ServiceMonitor", "PodMonitor", "PrometheusRule", "Probe", "ScrapeConfig", "AlertmanagerConfig", "Certificate",
        "CertificateRequest", "Issuer", "ClusterIssuer", "ExternalSecret", "ClusterExternalSecret", "SecretStore", "ClusterSecretStore",
        "PushSecret", "SealedSecret", "AppProject", "EnvoyFilter", "Gateway", "Telemetry", "RequestAuthentication", "Sidecar",
        "WorkloadEntry",
        "IPAddressPool", "L2Advertisement", "BGPAdvertisement", "BGPPeer", "BFDProfile", "KafkaTopic", "KafkaUser", "Policy",
        "ClusterPolicy", "ScaledObject", "TriggerAuthentication", "BackendConfig", "FrontendConfig", "ManagedCertificate", "Middleware",
        "TLSOption", "ServersTransport", "ServiceProfile", "IngressClassParameters", "GatewayParameters", "VerticalPodAutoscaler",
        "SecurityContextConstraints", "ComputeClass",
    ]

    /// Nil for an object without a name, of a kind that makes nothing (as a policy or a route does not), and for those of Kubernetes' own
    /// groups.
    init?(_ root: ManifestNode, kind: String, version: String, _ file: String, defaultNamespace: String) {
        guard let name = root["metadata"]?["name"], name.isScalar, !name.text.isEmpty, !Self.describing.contains(kind),
            !UnreadObject.isKnown(kind, version: version)
        else { return nil }
        let given = version.split(separator: "/").first.map(String.init) ?? ""
        let isDefinition = kind == Self.definition
        guard isDefinition || given.contains(".") && version.contains("/") && !given.hasSuffix(".k8s.io") else { return nil }
        group = isDefinition ? root["spec"]?["group"]?.text ?? "" : given
        if isDefinition, group.isEmpty { return nil }
        templateLabels = isDefinition ? [] : Self.labels(below: root["spec"])
        let namespace = root["metadata"]?["namespace"].flatMap { $0.isScalar && !$0.isNull && !$0.text.isEmpty ? $0.text : nil }
        adopted = Self.adopted(by: root["spec"], in: namespace ?? defaultNamespace)
        metadata = ObjectMetadata(
            ObjectReference(kind: kind, namespace: isDefinition ? "" : namespace ?? defaultNamespace, name: name.text), in: file,
            at: root.mark)
    }
}

extension ObjectSet {
    package var customResources: [CustomResource] { self[CustomResource.self] }
}
