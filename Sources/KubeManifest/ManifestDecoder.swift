/// Reads source files into typed objects, one document at a time.
public struct ManifestDecoder {
    private let limits: Limits
    private let defaultNamespace: String
    private var objects = ObjectSet()
    private var diagnostics: Diagnostics

    /// - Parameter defaultNamespace: for objects that name none, as kubectl puts them there (C2).
    public init(limits: Limits = Limits(), defaultNamespace: String = "default") {
        self.limits = limits
        self.defaultNamespace = defaultNamespace
        diagnostics = Diagnostics(limit: limits.diagnostics)
    }

    /// Reads all files; what cannot be read is reported and left out, the rest is kept.
    public static func decode(
        _ files: [SourceFile], limits: Limits = Limits(), defaultNamespace: String = "default",
        _ diagnostics: inout Diagnostics
    ) -> ObjectSet {
        var decoder = ManifestDecoder(limits: limits, defaultNamespace: defaultNamespace)
        decoder.diagnostics = diagnostics
        for file in files { decoder.decode(file) }
        decoder.objects.finish(&decoder.diagnostics)
        diagnostics = decoder.diagnostics
        return decoder.objects
    }

    /// The kinds that podpath reads, each with the API versions that serve it today.
    package static let kinds: [(kind: String, versions: [String], read: @Sendable (inout FieldReader, String, inout ObjectSet) -> Void)] = [
        ("Pod", ["v1"], { r, ns, set in Pod(&r, defaultNamespace: ns).map { set.pods.append($0) } }),
        ("Service", ["v1"], { r, ns, set in Service(&r, defaultNamespace: ns).map { set.services.append($0) } }),
        (
            "EndpointSlice", ["discovery.k8s.io/v1"],
            { r, ns, set in EndpointSlice(&r, defaultNamespace: ns).map { set.endpointSlices.append($0) } }
        ),
        ("Endpoints", ["v1"], { r, ns, set in Endpoints(&r, defaultNamespace: ns).map { set.endpoints.append($0) } }),
        ("Namespace", ["v1"], { r, _, set in Namespace(&r).map { set.namespaces.append($0) } }),
        ("Node", ["v1"], { r, _, set in Node(&r).map { set.nodes.append($0) } }),
        ("ConfigMap", ["v1"], { r, ns, set in ConfigMap(&r, defaultNamespace: ns).map { set.configMaps.append($0) } }),
        ("Ingress", ["networking.k8s.io/v1"], { r, ns, set in Ingress(&r, defaultNamespace: ns).map { set.ingresses.append($0) } }),
        ("IngressClass", ["networking.k8s.io/v1"], { r, _, set in IngressClass(&r).map { set.ingressClasses.append($0) } }),
        ("Gateway", gatewayVersions, { r, ns, set in Gateway(&r, defaultNamespace: ns).map { set.gateways.append($0) } }),
        ("HTTPRoute", gatewayVersions, { r, ns, set in HTTPRoute.read(&r, defaultNamespace: ns).map { set.gatewayRoutes.append($0) } }),
        ("GRPCRoute", gatewayVersions, { r, ns, set in GRPCRoute.read(&r, defaultNamespace: ns).map { set.gatewayRoutes.append($0) } }),
        (
            "ReferenceGrant", gatewayVersions.reversed(),
            { r, ns, set in ReferenceGrant(&r, defaultNamespace: ns).map { set.referenceGrants.append($0) } }
        ),
        (
            "NetworkPolicy", ["networking.k8s.io/v1"],
            { r, ns, set in NetworkPolicy(&r, defaultNamespace: ns).map { set.networkPolicies.append($0) } }
        ),
        (
            "AdminNetworkPolicy", ["policy.networking.k8s.io/v1alpha1"],
            { r, _, set in TieredNetworkPolicy(adminNetworkPolicy: &r).map { set.tieredPolicies.append($0) } }
        ),
        (
            "BaselineAdminNetworkPolicy", ["policy.networking.k8s.io/v1alpha1"],
            { r, _, set in TieredNetworkPolicy(baselineAdminNetworkPolicy: &r).map { set.tieredPolicies.append($0) } }
        ),
        (
            "ClusterNetworkPolicy", ["policy.networking.k8s.io/v1alpha2"],
            { r, _, set in TieredNetworkPolicy(clusterNetworkPolicy: &r).map { set.tieredPolicies.append($0) } }
        ),
        workload(.deployment, "apps/v1"), workload(.replicaSet, "apps/v1"), workload(.statefulSet, "apps/v1"),
        workload(.daemonSet, "apps/v1"), workload(.replicationController, "v1"), workload(.job, "batch/v1"),
        workload(.cronJob, "batch/v1"),
    ]

    private static let gatewayVersions = ["gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1beta1"]

    private static func workload(
        _ kind: Workload.Kind, _ version: String
    ) -> (kind: String, versions: [String], read: @Sendable (inout FieldReader, String, inout ObjectSet) -> Void) {
        (kind.rawValue, [version], { r, ns, set in Workload(&r, kind: kind, defaultNamespace: ns).map { set.workloads.append($0) } })
    }

    private mutating func decode(_ file: SourceFile) {
        let reader = ManifestReader(limits: limits)
        var objects = self.objects
        self.objects = ObjectSet()
        var seen = 0
        let errorsBefore = diagnostics.all.count + diagnostics.suppressed
        reader.read(file, &diagnostics) { [defaultNamespace] root, diagnostics in
            seen += Self.decodeDocument(root, file.path, defaultNamespace, &objects, &diagnostics)
        }
        self.objects = objects
        if seen == 0, diagnostics.all.count + diagnostics.suppressed == errorsBefore {
            diagnostics.append(
                Diagnostic(
                    .warning, "no-objects", "no Kubernetes object was found in this input.",
                    at: SourceLocation(file: file.path, line: 1, column: 1)))
        }
    }

    /// - Returns: how many objects the document held, of kinds that podpath reads and of others.
    private static func decodeDocument(
        _ root: ManifestNode, _ file: String, _ defaultNamespace: String, _ objects: inout ObjectSet,
        _ diagnostics: inout Diagnostics
    ) -> Int {
        if root.isNull { return 0 }
        guard root.isMapping, let kind = root["kind"], kind.isScalar, !kind.isNull else {
            diagnostics.append(.notAnObject(root, file))
            return 0
        }
        if kind.text.hasSuffix("List"), let items = root["items"], items.isSequence {
            // A `kubectl get` dump; its items may leave out what the list says of all of them.
            let itemKind = String(kind.text.dropLast(4))
            var count = 1
            for item in items.elements {
                guard item.isMapping else {
                    diagnostics.append(.notAnObject(item, file))
                    continue
                }
                let kind = item["kind"].map(\.text) ?? itemKind
                decodeObject(
                    item, kind: kind, version: item["apiVersion"] ?? (itemKind.isEmpty ? nil : root["apiVersion"]), file, defaultNamespace,
                    &objects, &diagnostics)
                count += 1
            }
            return count
        }
        decodeObject(root, kind: kind.text, version: root["apiVersion"], file, defaultNamespace, &objects, &diagnostics)
        return 1
    }

    private static func decodeObject(
        _ root: ManifestNode, kind: String, version: ManifestNode?, _ file: String, _ defaultNamespace: String,
        _ objects: inout ObjectSet, _ diagnostics: inout Diagnostics
    ) {
        guard let known = kinds.first(where: { $0.kind == kind }) else {
            return objects.pass(root, kind, version?.text ?? "", file, defaultNamespace)
        }
        // Another group's kind of the same name (a Knative Service, say) is another kind.
        let versionText = version?.text ?? ""
        let group = versionText.utf8.lastIndex(of: UInt8(ascii: "/")).map { versionText[..<$0] } ?? ""
        if group.contains("."), !known.versions.contains(where: { $0.hasPrefix(group) }), !group.hasSuffix(".k8s.io") {
            return objects.pass(root, kind, versionText, file, defaultNamespace)
        }
        var reader = FieldReader(file: file, root: root, objectName: kind, diagnostics: diagnostics)
        diagnostics = Diagnostics()
        defer { diagnostics = reader.diagnostics }
        known.read(&reader, defaultNamespace, &objects)
        guard let version else {
            reader.missing("apiVersion", in: root, "write apiVersion: \(known.versions[0]).")
            return
        }
        if !known.versions.contains(versionText) {
            reader.report(
                .warning, "unknown-api-version",
                "apiVersion \(Quoted(version.text)) does not serve \(kind) today; it is read as \(known.versions[0]). Write apiVersion: \(known.versions[0]).",
                at: version)
        }
    }
}

extension ObjectSet {
    /// An object of a kind that is not read: some may change an answer (C61), and all have a namespace.
    fileprivate mutating func pass(_ root: ManifestNode, _ kind: String, _ version: String, _ file: String, _ defaultNamespace: String) {
        if let object = UnreadObject(root, kind: kind, version: version, file, defaultNamespace: defaultNamespace) { unread.append(object) }
        noteNamespace(of: root)
    }

    /// An object's namespace exists, whatever its kind (R11).
    fileprivate mutating func noteNamespace(of root: ManifestNode) {
        guard let namespace = root["metadata"]?["namespace"], namespace.isScalar, !namespace.isNull,
            NameRules.isDNS1123Label(namespace.text)
        else { return }
        otherNamespaces.insert(namespace.text)
    }
}

extension Diagnostic {
    fileprivate static func notAnObject(_ node: ManifestNode, _ file: String) -> Diagnostic {
        Diagnostic(
            .warning, "not-an-object",
            "this is no Kubernetes object: \(node.isMapping ? "it has no kind" : "it is no mapping"). It is left out.",
            at: node.mark.location(in: file))
    }
}
