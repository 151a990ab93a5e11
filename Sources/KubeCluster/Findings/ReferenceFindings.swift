import KubeManifest

/// Fields that have no effect, and names of Services that the manifests do not hold.
enum ReferenceFindings {
    static func report(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        let names = Set(cluster.services.map(\.reference))
        for service in cluster.services.map(\.service) where service.type == .externalName && !(service.selector?.isEmpty ?? true) {
            diagnostics.append(
                Diagnostic(
                    .note, "selector-ignored",
                    "\(service.metadata.reference): a Service of type ExternalName is only a DNS alias; its selector picks nothing.",
                    at: (service.selectorMark ?? service.metadata.mark).location(in: service.metadata.file), field: "spec.selector"))
        }
        for slice in cluster.objects.endpointSlices {
            guard let label = slice.serviceName else { continue }
            let wanted = ObjectReference(kind: "Service", namespace: slice.metadata.namespace, name: label.value)
            if !names.contains(wanted) {
                diagnostics.append(
                    missing(
                        wanted, slice.metadata, "metadata.labels" + ManifestNode.component(label.key, first: false), label.mark, names))
            }
        }
        for object in cluster.objects.endpoints { check(object, names, cluster, &diagnostics) }
        for workload in cluster.objects.workloads {
            guard workload.kind == .statefulSet, let name = workload.serviceName, !name.value.isEmpty else { continue }
            let wanted = ObjectReference(kind: "Service", namespace: workload.metadata.namespace, name: name.value)
            if !names.contains(wanted) {
                diagnostics.append(missing(wanted, workload.metadata, "spec.serviceName", name.mark, names))
            }
        }
    }

    private static func check(
        _ object: Endpoints, _ names: Set<ObjectReference>, _ cluster: Cluster, _ diagnostics: inout Diagnostics
    ) {
        let wanted = ObjectReference(kind: "Service", namespace: object.metadata.namespace, name: object.metadata.name)
        guard let service = cluster.services.first(where: { $0.reference == wanted }) else {
            diagnostics.append(missing(wanted, object.metadata, "metadata.name", object.metadata.mark, names))
            return
        }
        switch service.source {
        case .endpoints: return
        case .selector, .slices, .alias, .nothing:
            diagnostics.append(
                Diagnostic(
                    .note, "endpoints-ignored",
                    "\(object.metadata.reference): \(wanted) takes its endpoints from \(origin(service.source)), so this object has no effect on it.",
                    at: object.metadata.location, field: "metadata.name"))
        }
    }

    private static func origin(_ source: ClusterService.Source) -> String {
        switch source {
        case .selector: "its selector"
        case .slices: "EndpointSlices"
        case .alias: "nowhere: it is a DNS alias"
        case .endpoints, .nothing: "elsewhere"
        }
    }

    private static func missing(
        _ wanted: ObjectReference, _ metadata: ObjectMetadata, _ field: String, _ mark: Mark, _ names: Set<ObjectReference>
    ) -> Diagnostic {
        // A StatefulSet that bears the name itself means no other.
        let nearest =
            wanted.name == metadata.name
            ? nil : Spelling.nearest(to: wanted.name, among: names.filter { $0.namespace == wanted.namespace }.map(\.name).sorted())
        return Diagnostic(
            .note, "service-not-found",
            "\(metadata.reference): \(wanted) was not found in these manifests." + (nearest.map { " Did you mean \($0)?" } ?? ""),
            at: mark.location(in: metadata.file), field: field)
    }
}
