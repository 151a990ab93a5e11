import KubeManifest

/// What routes attach to: a Gateway, or a ListenerSet that brings more listeners for one.
struct ListenerHolder {
    let metadata: ObjectMetadata
    let listeners: [Gateway.Listener]
    /// The Gateway that has the listeners.
    let gateway: ObjectReference
    /// Why a ListenerSet's listeners are not the Gateway's.
    let problem: IngressRoute.Problem?

    init(_ gateway: Gateway) {
        metadata = gateway.metadata
        listeners = gateway.listeners
        self.gateway = gateway.metadata.reference
        problem = nil
    }

    init(_ set: ListenerSet, _ gateways: [ObjectReference: Gateway], _ attachment: RouteAttachment) {
        metadata = set.metadata
        listeners = set.listeners
        let parent = set.parent
        gateway = parent?.reference ?? ObjectReference(kind: "Gateway", namespace: set.metadata.namespace, name: "")
        let named =
            parent.map {
                Evidence(set.metadata, field: "\($0.field).name", value: $0.name.value, at: $0.name.mark)
            } ?? Evidence(nameOf: set.metadata)
        guard let known = gateways[gateway] else {
            problem = .init(
                kind: .gatewayNotFound,
                text:
                    "\(gateway) of \(set.metadata.reference) was not found in these manifests, so nobody can know here whether it takes the listeners",
                evidence: named)
            return
        }
        problem =
            attachment.allows(set, at: known)
            ? nil
            : .init(
                kind: .notAttached,
                text:
                    "\(gateway) takes no listeners of \(set.metadata.reference): its allowedListeners do not let in namespace \(set.metadata.namespace)",
                evidence: named)
    }
}
