/// A kind of Kubernetes object that podpath reads: a line in `all`, and everything else in the kind's own file.
package struct ObjectKind: Sendable {
    /// Every kind that podpath reads.
    package static let all: [ObjectKind] = [
        .pod,
        .deployment,
        .replicaSet,
        .statefulSet,
        .daemonSet,
        .replicationController,
        .job,
        .cronJob,
        .service,
        .endpointSlice,
        .endpoints,
        .namespace,
        .node,
        .configMap,
        .ingress,
        .ingressClass,
        .gateway,
        .httpRoute,
        .grpcRoute,
        .tlsRoute,
        .tcpRoute,
        .udpRoute,
        .listenerSet,
        .referenceGrant,
        .networkPolicy,
        .adminNetworkPolicy,
        .baselineAdminNetworkPolicy,
        .clusterNetworkPolicy,
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// As objects write it in `kind`.
    package let name: String
    /// The API versions that serve the kind today; the one to write comes first.
    package let versions: [String]
    /// Versions that some clusters still serve, with what serves them: `Gateway API before 1.6`.
    let older: [String: String]
    /// Reads an object of the kind into a set. The string is the namespace for objects that name none.
    let decode: @Sendable (inout FieldReader, String, inout ObjectSet) -> Void

    /// - Parameter read: makes the object from its fields and the namespace that it is in if it names none; nil where it is none.
    init<Object: ManifestObject>(
        _ name: String, _ versions: [String], older: [String: String] = [:],
        read: @escaping @Sendable (inout FieldReader, String) -> Object?
    ) {
        self.name = name
        self.versions = versions
        self.older = older
        decode = { reader, defaultNamespace, objects in
            if let object = read(&reader, defaultNamespace) { objects.append(object) }
        }
    }

    /// The kind that an object's `kind` and `apiVersion` name. Another group's kind of the same name (a Knative Service, say) is
    /// another kind.
    static func named(_ name: String, version: String) -> ObjectKind? {
        guard let kind = byName[name] else { return nil }
        let group = version.utf8.lastIndex(of: UInt8(ascii: "/")).map { version[..<$0] } ?? ""
        let isForeign = group.contains(".") && !group.hasSuffix(".k8s.io") && !kind.versions.contains { $0.hasPrefix(group) }
        return isForeign ? nil : kind
    }

    /// A kind of the same API group that is written nearly so, where a group that Kubernetes itself serves has none of this name.
    static func meant(by name: String, version: String) -> String? {
        Spelling.nearest(to: name, among: all.filter { $0.versions.contains(version) }.map(\.name))
    }
}

/// What objects are read into: one type for a kind, or for several that mean the same.
package protocol ManifestObject: Sendable {
    var metadata: ObjectMetadata { get }
    /// Whether a second object of the same kind and name is worth a word: not where it says the same as the first.
    func differs(from other: Self) -> Bool
}

extension ManifestObject {
    package func differs(from other: Self) -> Bool { true }
}
