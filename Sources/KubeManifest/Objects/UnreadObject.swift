/// An object of a kind that podpath does not read and that may change who reaches whom (C61).
package struct UnreadObject: ManifestObject {
    /// What objects of a kind may do.
    package enum Effect: Sendable {
        /// Allow or refuse connections.
        case policy
        /// Lead requests from outside to Services.
        case entrance
        /// Send connections to a Service elsewhere.
        case redirection
        /// Have a Gateway speak TLS to a Service's Pods.
        case encryption
    }

    /// With whose kind it is: `Istio VirtualService shop/web`. No namespace for kinds that hold for the whole cluster.
    package let metadata: ObjectMetadata
    package let effects: Set<Effect>
    /// Of a policy: what it is about.
    package let directions: Set<TrafficDirection>
    /// Of a policy: labels that the Pods must have which it is about, as far as they are written as such.
    private let labels: [(key: String, value: String)]
    /// Every text of its spec.
    private let words: Set<String>

    package var reference: ObjectReference { metadata.reference }

    /// Two of one name are told once: nothing of them is read.
    package func differs(from other: UnreadObject) -> Bool { false }

    /// Whether a policy may be about a Pod.
    package func mayConcern(_ labels: (String) -> String?, in namespace: String) -> Bool {
        (reference.namespace.isEmpty || reference.namespace == namespace || Self.rootNamespaces.contains(reference.namespace))
            && self.labels.allSatisfy { labels($0.key) == $0.value }
    }

    /// Whether the object names a Service, as its kind would: `web` in its own namespace, `web.shop` and so on anywhere.
    package func names(_ service: String, in namespace: String) -> Bool {
        if reference.namespace == namespace || words.contains(namespace), words.contains(service) { return true }
        let full = "\(service).\(namespace)"
        return words.contains { $0 == full || $0.hasPrefix("\(full).svc") }
    }

    /// Whether the object names a host, or a block of them: `shop.example.com`, `*.example.com`, `Host(`shop.example.com`)`.
    package func names(host: String) -> Bool {
        words.contains { word in
            let word = word.lowercased()
            return word == host || word.contains("`\(host)`") || word.hasPrefix("*.") && host.hasSuffix(word.dropFirst())
        }
    }

    /// The root namespace of a mesh: what stands there holds for all namespaces.
    private static let rootNamespaces: Set<String> = ["istio-system"]
}

extension UnreadObject {
    private typealias Kind = (whose: String, effects: Set<Effect>, isClusterWide: Bool)

    /// By API group and kind.
    private static let kinds: [String: Kind] = {
        var kinds: [String: Kind] = [:]
        func add(_ group: String, _ whose: String, _ effects: Set<Effect>, _ names: [String], isClusterWide: Bool = false) {
            for name in names { kinds["\(group)/\(name)"] = (whose, effects, isClusterWide) }
        }
        add("cilium.io", "", [.policy], ["CiliumNetworkPolicy"])
        add("cilium.io", "", [.policy], ["CiliumClusterwideNetworkPolicy"], isClusterWide: true)
        add("cilium.io", "", [.redirection], ["CiliumEnvoyConfig", "CiliumLocalRedirectPolicy"])
        add("cilium.io", "", [.redirection], ["CiliumClusterwideEnvoyConfig"], isClusterWide: true)
        for group in ["crd.projectcalico.org", "projectcalico.org"] {
            add(group, "Calico ", [.policy], ["NetworkPolicy"])
            add(group, "Calico ", [.policy], ["GlobalNetworkPolicy"], isClusterWide: true)
        }
        add("crd.antrea.io", "Antrea ", [.policy], ["NetworkPolicy"])
        add("crd.antrea.io", "Antrea ", [.policy], ["ClusterNetworkPolicy"], isClusterWide: true)
        add("k8s.ovn.org", "OVN-Kubernetes ", [.policy], ["EgressFirewall"])
        add("security.istio.io", "Istio ", [.policy], ["AuthorizationPolicy", "PeerAuthentication"])
        add("policy.linkerd.io", "Linkerd ", [.policy], ["AuthorizationPolicy", "Server", "ServerAuthorization"])
        add("networking.istio.io", "Istio ", [.entrance, .redirection], ["VirtualService"])
        add("networking.istio.io", "Istio ", [.redirection], ["DestinationRule", "ServiceEntry"])
        add("route.openshift.io", "OpenShift ", [.entrance], ["Route"])
        for group in ["traefik.io", "traefik.containo.us"] {
            add(group, "Traefik ", [.entrance], ["IngressRoute", "IngressRouteTCP", "IngressRouteUDP", "TraefikService"])
        }
        add("gateway.networking.k8s.io", "", [.encryption], ["BackendTLSPolicy"])
        add("projectcontour.io", "Contour ", [.entrance], ["HTTPProxy"])
        add("getambassador.io", "Emissary ", [.entrance], ["Mapping", "TCPMapping"])
        add("configuration.konghq.com", "Kong ", [.entrance], ["TCPIngress", "UDPIngress"])
        add("k8s.nginx.org", "NGINX ", [.entrance], ["VirtualServer", "VirtualServerRoute", "TransportServer"])
        add("networking.istio.io", "Istio ", [.redirection], ["Sidecar"])
        add("split.smi-spec.io", "SMI ", [.redirection], ["TrafficSplit"])
        add("access.smi-spec.io", "SMI ", [.policy], ["TrafficTarget"])
        add("policy.linkerd.io", "Linkerd ", [.redirection], ["HTTPRoute", "GRPCRoute"])
        add("linkerd.io", "Linkerd ", [.redirection], ["ServiceProfile"])
        add("kuma.io", "Kuma ", [.policy], ["MeshTrafficPermission", "TrafficPermission"])
        add("kuma.io", "Kuma ", [.redirection], ["MeshHTTPRoute", "MeshTCPRoute", "TrafficRoute"])
        add("consul.hashicorp.com", "Consul ", [.policy], ["ServiceIntentions"])
        add("consul.hashicorp.com", "Consul ", [.redirection], ["ServiceRouter", "ServiceSplitter", "ServiceResolver"])
        add("network.openshift.io", "OpenShift ", [.policy], ["EgressNetworkPolicy"])
        add("k8s.ovn.org", "OVN-Kubernetes ", [.policy], ["UserDefinedNetwork"])
        add("k8s.ovn.org", "OVN-Kubernetes ", [.policy], ["ClusterUserDefinedNetwork"], isClusterWide: true)
        add("networking.gke.io", "GKE ", [.policy], ["FQDNNetworkPolicy"])
        add("networking.k8s.aws", "AWS ", [.policy], ["ApplicationNetworkPolicy"])
        add("networking.k8s.aws", "AWS ", [.policy], ["ClusterNetworkPolicy"], isClusterWide: true)
        add("vpcresources.k8s.aws", "AWS ", [.policy], ["SecurityGroupPolicy"])
        add("elbv2.k8s.aws", "AWS ", [.entrance], ["TargetGroupBinding"])
        add("apisix.apache.org", "APISIX ", [.entrance], ["ApisixRoute"])
        add("zalando.org", "Skipper ", [.entrance], ["RouteGroup"])
        add("serving.knative.dev", "Knative ", [.entrance], ["DomainMapping"])
        add("cis.f5.com", "F5 ", [.entrance], ["VirtualServer", "TransportServer"])
        add("voyager.appscode.com", "Voyager ", [.entrance], ["Ingress"])
        add("gateway.solo.io", "Gloo ", [.entrance], ["VirtualService", "RouteTable"])
        return kinds
    }()

    /// Whether objects of a kind are read as one of these.
    static func isKnown(_ kind: String, version: String) -> Bool {
        kinds["\(version.split(separator: "/").first ?? "")/\(kind)"] != nil
    }

    /// Nil for an object of any other kind, and for one without a name.
    init?(_ root: ManifestNode, kind: String, version: String, _ file: String, defaultNamespace: String) {
        let group = version.split(separator: "/").first.map(String.init) ?? ""
        guard let known = Self.kinds["\(group)/\(kind)"], let name = root["metadata"]?["name"], name.isScalar, !name.text.isEmpty else {
            return nil
        }
        let namespace = root["metadata"]?["namespace"].flatMap { $0.isScalar && !$0.isNull && !$0.text.isEmpty ? $0.text : nil }
        let reference = ObjectReference(
            kind: known.whose + kind, namespace: known.isClusterWide ? "" : namespace ?? defaultNamespace, name: name.text)
        metadata = ObjectMetadata(reference, in: file, at: root.mark)
        words = Self.words(below: [root["spec"], root["specs"]].compactMap { $0 })
        directions = Self.directions(root, kind)
        labels = Self.labels(root["spec"])
        // Of a gateway alone, unless it names the mesh (VirtualService, gateways).
        let gateways = kind == "VirtualService" ? root["spec"]?["gateways"]?.elements.map(\.text) ?? [] : []
        var effects = known.effects
        if !gateways.isEmpty, !gateways.contains("mesh") { effects.remove(.redirection) }
        if kind == "VirtualService", group == "networking.istio.io", gateways.isEmpty || gateways == ["mesh"] { effects.remove(.entrance) }
        self.effects = effects
    }

    /// A route of the Gateway API whose parent is a Service: a mesh leads the Service's own connections by it (GEP-1324). Its other parents
    /// are read as a Gateway's.
    init?(meshRoute root: ManifestNode, kind: String, version: String, _ file: String, defaultNamespace: String) {
        guard kind.hasSuffix("Route"), version.hasPrefix("\(GatewayRoute.group)/"), let name = root["metadata"]?["name"], name.isScalar,
            let parents = root["spec"]?["parentRefs"]
        else { return nil }
        let services = parents.elements.filter { $0["kind"]?.text == "Service" }
        guard !services.isEmpty else { return nil }
        let namespace = root["metadata"]?["namespace"].flatMap { $0.isScalar && !$0.isNull && !$0.text.isEmpty ? $0.text : nil }
        metadata = ObjectMetadata(
            ObjectReference(kind: "mesh \(kind)", namespace: namespace ?? defaultNamespace, name: name.text), in: file, at: root.mark)
        words = Set(services.flatMap { [$0["name"]?.text, $0["namespace"]?.text].compactMap { $0 } })
        effects = [.redirection]
        directions = []
        labels = []
    }

    private static let wordLimit = 5_000

    private static func words(below roots: [ManifestNode]) -> Set<String> {
        var words: Set<String> = []
        var rest = roots
        while let node = rest.popLast(), words.count < wordLimit {
            if node.isScalar { words.insert(node.text) }
            for element in node.elements { rest.append(element) }
            for entry in node.entries { rest.append(entry.value) }
        }
        return words
    }

    /// Those of its rules; kinds that do not say guard what comes in (Istio, Linkerd), or both.
    private static func directions(_ root: ManifestNode, _ kind: String) -> Set<TrafficDirection> {
        switch kind {
        case "AuthorizationPolicy", "PeerAuthentication", "Server", "ServerAuthorization": return [.ingress]
        case "EgressFirewall": return [.egress]
        default: break
        }
        let specs = [root["spec"]].compactMap { $0 } + (root["specs"]?.elements.map { $0 } ?? [])
        var found: Set<TrafficDirection> = []
        for spec in specs {
            if spec["ingress"] != nil || spec["ingressDeny"] != nil { found.insert(.ingress) }
            if spec["egress"] != nil || spec["egressDeny"] != nil { found.insert(.egress) }
            for type in spec["types"]?.elements.map(\.text) ?? [] { TrafficDirection(rawValue: type).map { _ = found.insert($0) } }
        }
        return found.isEmpty ? Set(TrafficDirection.allCases) : found
    }

    /// Of `selector` or `endpointSelector`; Cilium writes `k8s:` or `any:` before a key, and has keys that are no labels of Pods.
    private static func labels(_ spec: ManifestNode?) -> [(key: String, value: String)] {
        guard let pairs = (spec?["endpointSelector"] ?? spec?["selector"])?["matchLabels"] else { return [] }
        return pairs.entries.compactMap { key, value in
            let name = key.text.split(separator: ":", maxSplits: 1).last.map(String.init) ?? key.text
            return name.hasPrefix("io.kubernetes.") || name.hasPrefix("io.cilium.") || key.text.hasPrefix("reserved:")
                ? nil : (name, value.text)
        }
    }
}

extension ObjectSet {
    /// Objects of kinds that are passed over and that may change an answer.
    package var unread: [UnreadObject] { self[UnreadObject.self] }
    /// The policies that podpath does not read.
    package var unreadPolicies: [UnreadObject] { unread.filter { $0.effects.contains(.policy) } }
    /// There are policies, of kinds that podpath reads or of others.
    package var mayHavePolicies: Bool { hasPolicies || unread.contains { $0.effects.contains(.policy) } }

    /// What is said where policies are asked for and some are not read; nil where there are none of these (C61).
    package var unreadPoliciesSentence: String? {
        let policies = unreadPolicies
        guard !policies.isEmpty else { return nil }
        let names = policies.prefix(3).map(\.reference.description)
        let list = policies.count > 3 ? "\(names.joined(separator: ", ")) and \(policies.count - 3) more" : names.joined(separator: ", ")
        return
            "\(list): not read by podpath. \(policies.count == 1 ? "This policy" : "These policies") may allow or refuse connections that are told otherwise here."
    }
}
