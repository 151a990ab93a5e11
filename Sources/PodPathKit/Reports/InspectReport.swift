import KubeCluster
import KubeManifest
import SafeText

/// The resolved cluster, for people and for programs.
package struct InspectReport {
    private let cluster: Cluster
    private let request: FigureRequest
    private let diagnostics: [Diagnostic]

    package init(_ cluster: Cluster, _ request: FigureRequest, _ diagnostics: [Diagnostic]) {
        self.cluster = cluster
        self.request = request
        self.diagnostics = diagnostics
    }

    private var workloads: [ClusterWorkload] { cluster.workloads.filter { request.shows($0.reference.namespace) } }
    private var services: [ClusterService] { cluster.services.filter { request.shows($0.namespace) } }

    // MARK: JSON

    package var json: String {
        JSONValue.object([
            "schema": .string("podpath/v1"), "workloads": .array(workloads.map(json)), "services": .array(services.map(json)),
            "routes": .array(cluster.routes.filter { request.shows($0.object.namespace) }.map(json)),
            "diagnostics": CheckReport.list(diagnostics),
        ]).text
    }

    private func json(_ workload: ClusterWorkload) -> JSONValue {
        .object([
            "namespace": .string(workload.reference.namespace), "name": .string(workload.reference.name),
            "kind": .string(workload.kind), "replicas": .number(workload.replicas),
            "pods": .array(
                workload.pods.map { position in
                    let pod = cluster.pods[position]
                    let identity = cluster.identity(of: pod)
                    var fields: [String: JSONValue] = [
                        "name": .string(pod.reference.name), "addresses": .array(pod.addresses.map { .string($0.address.description) }),
                        "illustrative": .bool(pod.addresses.contains(where: \.isIllustrative)),
                        "ready": .bool(pod.isReady && !pod.isTerminating && !pod.hasEnded),
                        "hostname": .optional(identity.hostname), "fqdn": .optional(identity.fqdn),
                        "nodeName": .optional(pod.nodeName),
                        "labels": .object(
                            Dictionary((pod.addedLabels + pod.labels).map { ($0.key, .string($0.value)) }, uniquingKeysWith: { $1 })),
                    ]
                    if let error = identity.error { fields["error"] = .string(error) }
                    return .object(fields)
                }),
        ])
    }

    private func json(_ service: ClusterService) -> JSONValue {
        let object = service.service
        let selector = (object.selector ?? []).map {
            Evidence(object.metadata, field: "spec.selector" + ManifestNode.component($0.key, first: false), value: $0.value, at: $0.mark)
        }
        return .object([
            "namespace": .string(service.namespace), "name": .string(service.name), "type": .string(object.type.rawValue),
            "headless": .bool(object.isHeadless), "clusterIPs": .array(service.virtualIPs.map { .string($0.address.description) }),
            "illustrative": .bool(service.virtualIPs.contains(where: \.isIllustrative)),
            "externalName": .optional(object.externalName?.value),
            "ports": .array(
                object.ports.map { port in
                    .object([
                        "name": .optional(port.name), "protocol": .string(port.transport.rawValue), "port": .number(port.port),
                        "targetPort": target(port.target), "nodePort": port.nodePort.map { .number($0.value) } ?? .null,
                    ])
                }),
            "targets": .array(cluster.targets(of: service).map { .string(cluster.workloads[$0.workload].text) }),
            "endpoints": .array(cluster.endpoints(of: service).map(json)), "because": .because(selector),
        ])
    }

    private func json(_ route: IngressRoute) -> JSONValue {
        let service = route.service.map { cluster.services[$0] }
        return .object([
            "object": .string("\(route.object)"), "gateway": .optional(route.gateway?.path), "listener": .optional(route.listener),
            "class": .optional(route.className), "host": .optional(route.host), "tls": .bool(route.isTLS),
            "path": .optional(route.path), "pathType": .optional(route.isOfConnections ? nil : route.pathType),
            "conditions": .array(route.conditions.map { .string($0) }),
            "backend": .string("\(route.backend)"), "port": route.backendPort.map { .number($0) } ?? .null,
            "weight": route.weight.map { .number($0) } ?? .null,
            "targets": .array(service.map { cluster.targets(of: $0).map { .string(cluster.workloads[$0.workload].text) } } ?? []),
            "problem": .optional(route.problem), "because": .because(route.because),
        ])
    }

    private func target(_ target: PortReference) -> JSONValue {
        switch target {
        case .number(let number): .number(number)
        case .name(let name): .string(name)
        }
    }

    private func json(_ endpoint: Endpoint) -> JSONValue {
        .object([
            "address": .string(endpoint.address), "family": .optional(endpoint.family?.rawValue),
            "illustrative": .bool(endpoint.isIllustrative),
            "pod": .optional((endpoint.pod.map { cluster.pods[$0].reference } ?? endpoint.target)?.path),
            "ready": .bool(endpoint.isReady), "serving": .bool(endpoint.isServing), "terminating": .bool(endpoint.isTerminating),
            "nodeName": .optional(endpoint.nodeName), "zone": .optional(endpoint.zone), "hostname": .optional(endpoint.hostname),
            "ports": .array(
                endpoint.ports.map { port in
                    .object([
                        "name": .optional(port.name), "protocol": .string(port.transport.rawValue),
                        "port": port.port.map { .number($0) } ?? .null,
                    ])
                }),
        ])
    }

    // MARK: Text

    package var text: String {
        var parts: [String] = []
        var workloadTable = TextTable(["NAMESPACE", "WORKLOAD", "PODS", "READY", "ADDRESSES"])
        for workload in workloads { workloadTable.add(row(workload)) }
        parts.append(workloads.isEmpty ? "No Pod and no workload was found in these manifests.\n" : workloadTable.text)
        var serviceTable = TextTable(["NAMESPACE", "SERVICE", "TYPE", "VIRTUAL IP", "PORTS", "LEADS TO"])
        for service in services { serviceTable.add(row(service)) }
        parts.append(services.isEmpty ? "No Service was found in these manifests.\n" : serviceTable.text)
        if parts.contains(where: { $0.contains("~") }) { parts.append(FigureWords.illustrativeRemark + "\n") }
        return parts.joined(separator: "\n")
    }

    private func row(_ workload: ClusterWorkload) -> [String] {
        let pods = workload.pods.map { cluster.pods[$0] }
        let ready = pods.filter { $0.isReady && !$0.isTerminating && !$0.hasEnded }.count
        let isAssumed = pods.allSatisfy(\.readinessIsAssumed)
        let addresses =
            pods.prefix(2).flatMap(\.addresses).map(FigureWords.text)
            + (pods.count > 2 ? ["+ \(FigureWords.grouped(pods.count - 2)) more"] : [])
        return [
            workload.reference.namespace, "\(workload.kind) \(workload.reference.name)", FigureWords.grouped(workload.replicas),
            pods.isEmpty ? "-" : isAssumed ? "not stated" : "\(ready)/\(pods.count)", addresses.joined(separator: " "),
        ]
    }

    private func row(_ service: ClusterService) -> [String] {
        let object = service.service
        let type = object.isHeadless ? "headless" : object.type.rawValue
        let ports = cluster.ports(of: service).map { port in
            let mapping = FigureWords.mapping(port.port)
            return port.nodePort.map { "\(mapping) (node \($0.text))" } ?? mapping
        }
        return [
            service.namespace, service.name, type,
            service.virtualIPs.isEmpty ? "-" : service.virtualIPs.map(FigureWords.text).joined(separator: " "),
            ports.isEmpty ? "-" : ports.joined(separator: ", "), destination(service),
        ]
    }

    private func destination(_ service: ClusterService) -> String {
        let targets = cluster.targets(of: service)
        switch service.source {
        case .alias: return service.service.externalName?.value ?? "externalName is missing"
        case .nothing: return "no selector; no EndpointSlice found in these manifests"
        case .selector where targets.isEmpty: return "no Pod found in these manifests"
        case .slices, .endpoints:
            let endpoints = cluster.endpoints(of: service)
            if targets.isEmpty {
                return endpoints.isEmpty
                    ? "a list without addresses"
                    : endpoints.prefix(3).map(\.address).joined(separator: " ") + (endpoints.count > 3 ? " …" : "")
            }
        case .selector: break
        }
        let names = targets.prefix(3).map {
            "\(cluster.workloads[$0.workload].kind) \(cluster.workloads[$0.workload].reference.name) (\(FigureWords.count($0.pods.count, "Pod")))"
        }
        return names.joined(separator: ", ") + (targets.count > 3 ? " and \(FigureWords.grouped(targets.count - 3)) more" : "")
    }
}
