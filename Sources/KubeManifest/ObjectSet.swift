/// Every object that was read, by kind, each list sorted by namespace and name; equal names in source order.
public struct ObjectSet: Sendable {
    public package(set) var pods: [Pod] = []
    public package(set) var workloads: [Workload] = []
    public package(set) var services: [Service] = []
    public package(set) var endpointSlices: [EndpointSlice] = []
    public package(set) var endpoints: [Endpoints] = []
    public package(set) var namespaces: [Namespace] = []
    public package(set) var nodes: [Node] = []
    public package(set) var configMaps: [ConfigMap] = []
    public package(set) var ingresses: [Ingress] = []
    public package(set) var ingressClasses: [IngressClass] = []
    public package(set) var gateways: [Gateway] = []
    /// HTTPRoutes and GRPCRoutes.
    public package(set) var gatewayRoutes: [GatewayRoute] = []
    public package(set) var referenceGrants: [ReferenceGrant] = []
    public package(set) var networkPolicies: [NetworkPolicy] = []
    /// AdminNetworkPolicies, the BaselineAdminNetworkPolicy and ClusterNetworkPolicies.
    public package(set) var tieredPolicies: [TieredNetworkPolicy] = []
    package var hasPolicies: Bool { !networkPolicies.isEmpty || !tieredPolicies.isEmpty }

    /// Objects of kinds that are passed over and that may change an answer.
    public package(set) var unread: [UnreadObject] = []
    /// Namespaces that objects of kinds that are passed over say they are in.
    public package(set) var otherNamespaces: Set<String> = []

    package init() {}

    public var isEmpty: Bool {
        pods.isEmpty && workloads.isEmpty && services.isEmpty && endpointSlices.isEmpty && endpoints.isEmpty
            && namespaces.isEmpty && nodes.isEmpty
    }

    /// Sorts every list, and drops the second of two objects with one name: in a cluster the later one would replace
    /// the earlier, so the later one stays.
    package mutating func finish(_ diagnostics: inout Diagnostics) {
        Self.unique(&pods, \.metadata, &diagnostics)
        Self.unique(&workloads, \.metadata, &diagnostics)
        Self.unique(&services, \.metadata, &diagnostics)
        Self.unique(&endpointSlices, \.metadata, &diagnostics)
        Self.unique(&endpoints, \.metadata, &diagnostics)
        Self.unique(&namespaces, \.metadata, &diagnostics, reportsDuplicates: false)
        Self.unique(&nodes, \.metadata, &diagnostics)
        Self.unique(&configMaps, \.metadata, &diagnostics)
        Self.unique(&ingresses, \.metadata, &diagnostics)
        Self.unique(&ingressClasses, \.metadata, &diagnostics)
        Self.unique(&gateways, \.metadata, &diagnostics)
        Self.unique(&gatewayRoutes, \.metadata, &diagnostics)
        Self.unique(&referenceGrants, \.metadata, &diagnostics)
        Self.unique(&networkPolicies, \.metadata, &diagnostics)
        Self.unique(&tieredPolicies, \.metadata, &diagnostics)
        unread.sort { $0.reference < $1.reference }
    }

    private static func unique<Object>(
        _ objects: inout [Object], _ metadata: (Object) -> ObjectMetadata, _ diagnostics: inout Diagnostics,
        reportsDuplicates: Bool = true
    ) {
        let isSorted = objects.indices.dropFirst().allSatisfy { metadata(objects[$0 - 1]).reference < metadata(objects[$0]).reference }
        if isSorted { return }
        let order = objects.indices.sorted { a, b in
            let left = metadata(objects[a]).reference, right = metadata(objects[b]).reference
            return left == right ? a < b : left < right
        }
        var result: [Object] = []
        result.reserveCapacity(objects.count)
        for position in order {
            let object = objects[position]
            guard let last = result.last, metadata(last).reference == metadata(object).reference else {
                result.append(object)
                continue
            }
            if reportsDuplicates {
                diagnostics.append(.duplicateObject(metadata(object), earlier: metadata(last)))
            }
            result[result.count - 1] = object
        }
        objects = result
    }
}

extension Diagnostic {
    fileprivate static func duplicateObject(_ object: ObjectMetadata, earlier: ObjectMetadata) -> Diagnostic {
        Diagnostic(
            .warning, "duplicate-object",
            "\(object.reference): an object of this kind and name stands earlier; this later one is drawn, as it would replace the earlier one in a cluster. Remove one, or rename it.",
            at: object.location, field: "metadata.name", notes: [.init("the earlier one", at: earlier.location)])
    }
}
