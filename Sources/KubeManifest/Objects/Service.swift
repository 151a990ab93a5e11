/// A Service: a stable name and address in front of Pods that come and go.
public struct Service: Sendable {
    public enum ServiceType: String, Sendable, CaseIterable {
        case clusterIP = "ClusterIP"
        case nodePort = "NodePort"
        case loadBalancer = "LoadBalancer"
        case externalName = "ExternalName"
    }

    public enum ClusterIP: Hashable, Sendable {
        case address(IPAddress)
        /// `None`: a headless Service.
        case none
    }

    public let metadata: ObjectMetadata
    public let type: ServiceType
    /// Nil where the type is left out.
    public let typeMark: Mark?
    /// The equality selector, in source order; nil where the field is absent. Empty selects nothing, like absent (R62).
    public let selector: [Label]?
    public let ports: [ServicePort]
    /// `clusterIPs`, or `clusterIP` alone (R13); empty while nothing is allocated.
    public let clusterIPs: [Located<ClusterIP>]
    public let externalName: Located<String>?
    public let externalIPs: [IPAddress]
    public let ipFamilies: [IPAddress.Family]
    public let ipFamilyPolicy: String?
    public let publishesNotReadyAddresses: Bool
    /// `Local`: only endpoints on the client's own node are used; `Cluster`, the default: all of them.
    public let internalTrafficPolicy: Located<String>?
    /// `Local`: a node hands traffic from outside to its own Pods only, and keeps the client's address.
    public let externalTrafficPolicy: Located<String>?
    /// `ClientIP`: one client stays with one Pod.
    public let sessionAffinity: Located<String>?
    /// Seconds without a connection after which `sessionAffinity` is forgotten.
    public let sessionAffinityTimeout: Int
    /// `PreferClose` or `PreferSameZone` (the same zone), `PreferSameNode`: endpoints that are taken first where there are any.
    public let trafficDistribution: Located<String>?
    /// What the load balancer's controller wrote into the status.
    public let loadBalancers: [LoadBalancerPoint]
    /// `false`: a Service of type LoadBalancer gets no node ports; those that are stated stay.
    public let allocatesNodePorts: Bool
    /// `spec.loadBalancerSourceRanges`: only clients in these blocks may use the balancer; empty for all.
    public let loadBalancerSourceRanges: [Located<CIDR>]
    public let selectorMark: Mark?

    /// `clusterIP: None` (R22). A missing address is not headless, it is not allocated yet.
    public var isHeadless: Bool { type != .externalName && clusterIPs.first?.value == ClusterIP.none }
    /// The type is one that clients outside of the cluster reach.
    public var isExternal: Bool { type == .nodePort || type == .loadBalancer }
    /// The Service is reachable on every node's own addresses.
    public var opensNodePorts: Bool { ports.contains(where: opensNodePort) }
    /// Nodes listen for this port: on a number that is stated, or that the cluster assigns.
    public func opensNodePort(_ port: ServicePort) -> Bool { isExternal && (port.nodePort != nil || allocatesNodePorts) }
    /// Addresses and host names of the load balancer.
    public var loadBalancerIngress: [String] { loadBalancers.map(\.text) }
}

/// One entry of `status.loadBalancer.ingress`.
public struct LoadBalancerPoint: Hashable, Sendable {
    /// An address, or a host name.
    public let text: String
    public let address: IPAddress?
    /// `VIP` or `Proxy`; nil where it is left out, which is VIP.
    public let ipMode: String?

    /// The nodes take connections to this address for the Service themselves (KEP-1860, C59). They know no host names.
    public var isKnownToNodes: Bool { address != nil && ipMode != "Proxy" }
}

public struct ServicePort: Sendable {
    public let name: String?
    public let port: Int
    public let transport: TransportProtocol
    /// Nil where it is left out: it is then the port itself (R67).
    public let targetPort: Located<PortReference>?
    public let nodePort: Located<Int>?
    public let appProtocol: String?
    public let mark: Mark
    /// The position in `spec.ports`.
    public let index: Int

    /// What the Service sends to: the target port, or the port where that is left out.
    public var target: PortReference { targetPort?.value ?? .number(port) }
    public var field: String { "spec.ports[\(index)]" }
}

extension Service {
    package init?(_ reader: inout FieldReader, defaultNamespace: String) {
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "Service", namespaced: true, name: .dns1035Label, defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
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
        if self.type == .externalName, externalName == nil, let spec {
            reader.missing("externalName", in: spec, "it is the name that the alias stands for.")
        }
        let isHeadless = clusterIPs.first?.value == ClusterIP.none
        if ports.isEmpty, self.type != .externalName, !isHeadless, let spec, reader.present(spec, "ports") == nil {
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
        let items = reader.mappings(spec, "ports")
        var list: [ServicePort] = []
        for (index, item) in items.enumerated() {
            let name = reader.portName(item, "name")
            let transport = reader.enumeration(item, "protocol", TransportProtocol.self)?.value ?? .tcp
            let targetPort = reader.portReference(item, "targetPort")
            var nodePort = reader.present(item, "nodePort").flatMap { $0.isText("0") ? nil : reader.port(item, "nodePort") }
            if let mark = nodePort?.mark, type == .clusterIP || type == .externalName {
                reader.report(
                    .error, "node-port-not-allowed",
                    "spec.ports[\(index)].nodePort is set, but a Service of type \(type.rawValue) opens no port on the nodes. Remove it, or use type: NodePort.",
                    at: mark, field: "spec.ports[\(index)].nodePort")
                nodePort = nil
            }
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
        }
        reportDuplicates(&reader, list)
        return list
    }

    private static func reportDuplicates(_ reader: inout FieldReader, _ list: [ServicePort]) {
        for (position, port) in list.enumerated() {
            let earlier = list[..<position].first {
                $0.port == port.port && $0.transport == port.transport || $0.name != nil && $0.name == port.name
            }
            guard let earlier else { continue }
            let what =
                earlier.port == port.port && earlier.transport == port.transport
                ? "port \(port.port)/\(port.transport.rawValue)" : "the name \(Quoted(port.name ?? ""))"
            reader.report(
                .error, "duplicate-port", "\(port.field) repeats \(what) of \(earlier.field).", at: port.mark, field: "\(port.field).port",
                notes: [.init("first used here", at: earlier.mark.location(in: reader.file))])
        }
    }
}
