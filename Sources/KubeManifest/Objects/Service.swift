/// A Service: a stable name and address in front of Pods that come and go.
package struct Service: ManifestObject {
    package enum ServiceType: String, Sendable, CaseIterable {
        case clusterIP = "ClusterIP"
        case nodePort = "NodePort"
        case loadBalancer = "LoadBalancer"
        case externalName = "ExternalName"
    }

    package enum ClusterIP: Hashable, Sendable {
        case address(IPAddress)
        /// `None`: a headless Service.
        case none
    }

    package let metadata: ObjectMetadata
    package let type: ServiceType
    /// Nil where the type is left out.
    package let typeMark: Mark?
    /// The equality selector, in source order; nil where the field is absent. Empty selects nothing, like absent (R62).
    package let selector: [Label]?
    package let ports: [ServicePort]
    /// `clusterIPs`, or `clusterIP` alone (R13); empty while nothing is allocated.
    package let clusterIPs: [Located<ClusterIP>]
    package let externalName: Located<String>?
    package let externalIPs: [IPAddress]
    package let ipFamilies: [IPAddress.Family]
    package let ipFamilyPolicy: String?
    package let publishesNotReadyAddresses: Bool
    /// `Local`: only endpoints on the client's own node are used; `Cluster`, the default: all of them.
    package let internalTrafficPolicy: Located<String>?
    /// `Local`: a node hands traffic from outside to its own Pods only, and keeps the client's address.
    package let externalTrafficPolicy: Located<String>?
    /// `ClientIP`: one client stays with one Pod.
    package let sessionAffinity: Located<String>?
    /// Seconds without a connection after which `sessionAffinity` is forgotten.
    package let sessionAffinityTimeout: Int
    /// How long one client keeps one Pod, where `sessionAffinity` asks for that (C60).
    package var affinitySeconds: Int? { sessionAffinity?.value == "ClientIP" ? sessionAffinityTimeout : nil }
    /// `PreferClose` or `PreferSameZone` (the same zone), `PreferSameNode`: endpoints that are taken first where there are any.
    package let trafficDistribution: Located<String>?
    /// What the load balancer's controller wrote into the status.
    package let loadBalancers: [LoadBalancerPoint]
    /// `false`: a Service of type LoadBalancer gets no node ports; those that are stated stay.
    package let allocatesNodePorts: Bool
    /// `spec.loadBalancerSourceRanges`: only clients in these blocks may use the balancer; empty for all.
    package let loadBalancerSourceRanges: [Located<CIDR>]
    package let selectorMark: Mark?

    /// `clusterIP: None` (R22). A missing address is not headless, it is not allocated yet.
    package var isHeadless: Bool { type != .externalName && clusterIPs.first?.value == ClusterIP.none }
    /// The type is one that clients outside of the cluster reach.
    package var isExternal: Bool { type == .nodePort || type == .loadBalancer }
    /// The Service is reachable on every node's own addresses.
    package var opensNodePorts: Bool { ports.contains(where: opensNodePort) }
    /// Nodes listen for this port: on a number that is stated, or that the cluster assigns.
    package func opensNodePort(_ port: ServicePort) -> Bool { isExternal && (port.nodePort != nil || allocatesNodePorts) }
    /// Addresses and host names of the load balancer.
    package var loadBalancerIngress: [String] { loadBalancers.map(\.text) }
}

/// One entry of `status.loadBalancer.ingress`.
package struct LoadBalancerPoint: Hashable, Sendable {
    /// An address, or a host name.
    package let text: String
    package let address: IPAddress?
    /// `VIP` or `Proxy`; nil where it is left out, which is VIP.
    package let ipMode: String?

    /// The nodes take connections to this address for the Service themselves (KEP-1860, C59). They know no host names.
    package var isKnownToNodes: Bool { address != nil && ipMode != "Proxy" }
}

/// One port that a Service takes connections on (`spec.ports`).
public struct ServicePort: Sendable {
    /// A Service with several ports names each.
    public let name: String?
    /// The number that clients use, 1 to 65535.
    public let port: Int
    package let transport: TransportProtocol
    /// Nil where it is left out: it is then the port itself (R67).
    package let targetPort: Located<PortReference>?
    package let nodePort: Located<Int>?
    package let appProtocol: String?
    package let mark: Mark
    /// The position in `spec.ports`.
    package let index: Int

    /// The default of the API server's `--service-node-port-range`.
    package static let nodePorts = 30000...32767
    package static let nodePortsText = "\(nodePorts.lowerBound) to \(nodePorts.upperBound)"

    /// What the Service sends to: the target port, or the port where that is left out.
    package var target: PortReference { targetPort?.value ?? .number(port) }
    package var field: String { "spec.ports[\(index)]" }
    /// `TCP`, `UDP` or `SCTP`.
    public var transportProtocol: String { transport.rawValue }
    /// The number that every node opens, where the manifest states it: 30000 to 32767 unless the cluster was told another range.
    public var nodePortNumber: Int? { nodePort?.value }
    /// The number or the name of a container's port, where the Service sends to; the port itself where the manifest states none.
    public var targetText: String { target.text }
}

extension ObjectKind {
    static let service = ObjectKind("Service", ["v1"]) { Service(&$0, defaultNamespace: $1) }
}

extension ObjectSet {
    package var services: [Service] { self[Service.self] }
}

extension Service {
    package init?(_ reader: inout FieldReader, defaultNamespace: String) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "Service", namespaced: true, name: .dns1035Label, defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
        reader.check(reader.root, Self.rules)
        let spec = reader.mapping(reader.root, "spec")
        if spec == nil, reader.present(reader.root, "spec") == nil {
            reader.missing("spec", in: reader.root, "it says which Pods the Service stands for.")
        }
        let type = reader.enumeration(spec, "type", ServiceType.self)
        self.type = type?.value ?? .clusterIP
        typeMark = type?.mark
        let selector = reader.checkedLabels(spec, "selector")
        self.selector = reader.present(spec, "selector") == nil ? nil : selector
        selectorMark = spec?["selector"]?.mark
        clusterIPs = Self.clusterIPs(&reader, spec)
        externalName = reader.string(spec, "externalName")
        externalIPs = reader.addresses(spec, "externalIPs").map(\.value)
        ipFamilies = reader.strings(spec, "ipFamilies").compactMap { IPAddress.Family(rawValue: $0.value) }
        ipFamilyPolicy = reader.string(spec, "ipFamilyPolicy")?.value
        publishesNotReadyAddresses = reader.bool(spec, "publishNotReadyAddresses") ?? false
        internalTrafficPolicy = reader.string(spec, "internalTrafficPolicy")
        externalTrafficPolicy = reader.string(spec, "externalTrafficPolicy")
        sessionAffinity = reader.string(spec, "sessionAffinity")
        let affinity = reader.mapping(reader.mapping(spec, "sessionAffinityConfig"), "clientIP")
        sessionAffinityTimeout = reader.int(affinity, "timeoutSeconds")?.value ?? 10_800
        trafficDistribution = reader.string(spec, "trafficDistribution")
        let balancer = reader.mapping(reader.mapping(reader.root, "status"), "loadBalancer")
        loadBalancers = reader.mappings(balancer, "ingress").compactMap { item in
            let ip = reader.string(item, "ip")?.value
            return (ip ?? reader.string(item, "hostname")?.value).map {
                LoadBalancerPoint(text: $0, address: ip.flatMap { IPAddress($0) }, ipMode: reader.string(item, "ipMode")?.value)
            }
        }
        allocatesNodePorts = self.type != .loadBalancer || reader.bool(spec, "allocateLoadBalancerNodePorts") ?? true
        loadBalancerSourceRanges = reader.strings(spec, "loadBalancerSourceRanges").compactMap { text in
            CIDR(text.value).map { Located($0, at: text.mark) }
        }
        ports = ServicePort.list(&reader, spec, self.type)
        if self.type == .externalName, externalName == nil, let spec, reader.present(spec, "externalName") == nil {
            reader.missing("externalName", in: spec, "it is the name that the alias stands for.")
        }
        let isHeadless = clusterIPs.first?.value == ClusterIP.none
        let listsPorts = reader.present(spec, "ports").map { !$0.isEmptyCollection } ?? false
        if !listsPorts, self.type != .externalName, !isHeadless, let spec {
            reader.missing("ports", in: spec, "a Service with a virtual IP needs at least one port.")
        }
    }

    private static func clusterIPs(_ reader: inout FieldReader, _ spec: ManifestNode?) -> [Located<ClusterIP>] {
        let listed = reader.sequence(spec, "clusterIPs").map { Array($0.elements) } ?? []
        let nodes = listed.isEmpty ? reader.present(spec, "clusterIP").map { [$0] } ?? [] : listed
        return nodes.compactMap { node in
            if node.text.isEmpty && node.isScalar { return nil }
            if node.isText("None") { return Located(.none, at: node.mark) }
            return reader.address(node).map { Located(.address($0.value), at: $0.mark) }
        }
    }
}

extension ServicePort {
    fileprivate static func list(_ reader: inout FieldReader, _ spec: ManifestNode?, _ type: Service.ServiceType) -> [ServicePort] {
        var items = reader.mappings(spec, "ports")
        if let first = items.dropFirst(reader.limits.servicePorts).first {
            reader.report(
                .warning, "limit-exceeded",
                "spec.ports has \(items.count) items; the first \(reader.limits.servicePorts) are read (--limit service-ports=…).",
                at: first.mark,
                field: "spec.ports")
            items.removeSubrange(reader.limits.servicePorts...)
        }
        var list: [ServicePort] = []
        var names: [Located<String>?] = []
        for (index, item) in items.enumerated() {
            let name = reader.string(item, "name").flatMap { $0.value.isEmpty ? nil : $0 }
            let transport = reader.enumeration(item, "protocol", TransportProtocol.self)?.value ?? .tcp
            // 0 and "" mean the port itself, as if it were left out (SetDefaults_Service).
            let isDefault = item["targetPort"].map { $0.isText("0") && $0.kind == .plain || $0.isEmptyText } ?? false
            let targetPort = isDefault ? nil : reader.portReference(item, "targetPort")
            var nodePort = reader.present(item, "nodePort").flatMap { $0.isText("0") ? nil : reader.port(item, "nodePort") }
            if let mark = nodePort?.mark, type == .clusterIP {
                reader.report(
                    .error, "node-port-not-allowed",
                    "spec.ports[\(index)].nodePort is set, but a Service of type \(type.rawValue) opens no port on the nodes. Remove it, or use type: NodePort.",
                    at: mark, field: "spec.ports[\(index)].nodePort")
                nodePort = nil
            }
            if type == .externalName { nodePort = nil }
            guard let port = reader.port(item, "port") else {
                if reader.present(item, "port") == nil {
                    reader.missing("port", in: item, "it is the number that clients of the Service use.")
                }
                continue
            }
            if name == nil, items.count > 1 {
                reader.report(
                    .error, "missing-port-name", "spec.ports[\(index)] has no name; with several ports each needs one.", at: item)
            }
            list.append(
                ServicePort(
                    name: name?.value, port: port.value, transport: transport, targetPort: targetPort, nodePort: nodePort,
                    appProtocol: reader.string(item, "appProtocol")?.value, mark: port.mark, index: index))
            names.append(name)
        }
        reportDuplicates(&reader, list, names)
        return list
    }

    /// Names, pairs of port and protocol, and pairs of nodePort and protocol are unique within a Service.
    private static func reportDuplicates(_ reader: inout FieldReader, _ list: [ServicePort], _ names: [Located<String>?]) {
        struct Number: Hashable {
            let number: Int
            let transport: TransportProtocol
        }
        var byPort: [Number: Int] = [:], byName: [String: Int] = [:], byNodePort: [Number: Int] = [:]
        for (position, port) in list.enumerated() {
            let number = Number(number: port.port, transport: port.transport), name = names[position]
            let nodePort = port.nodePort.map { (mark: $0.mark, number: Number(number: $0.value, transport: port.transport)) }
            if let first = byPort[number] {
                repeats(&reader, port, list[first], "port \(port.port)/\(port.transport.rawValue)", port.mark, "port")
            } else if let name, let first = byName[name.value] {
                repeats(&reader, port, list[first], "the name \(Quoted(name.value))", name.mark, "name")
            } else if let nodePort, let first = byNodePort[nodePort.number] {
                let what = "nodePort \(nodePort.number.number)/\(port.transport.rawValue)"
                repeats(&reader, port, list[first], what, nodePort.mark, "nodePort")
            }
            byPort[number] = byPort[number] ?? position
            if let name { byName[name.value] = byName[name.value] ?? position }
            if let nodePort { byNodePort[nodePort.number] = byNodePort[nodePort.number] ?? position }
        }
    }

    private static func repeats(
        _ reader: inout FieldReader, _ port: ServicePort, _ earlier: ServicePort, _ what: String, _ mark: Mark, _ field: String
    ) {
        reader.report(
            .error, "duplicate-port", "\(port.field) repeats \(what) of \(earlier.field).", at: mark, field: "\(port.field).\(field)",
            notes: [.init("first used here", at: earlier.mark.location(in: reader.file))])
    }
}
