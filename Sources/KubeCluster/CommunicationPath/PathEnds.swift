import KubeManifest

/// Where a path begins.
package enum PathSource: Sendable, Hashable {
    /// Position in `Cluster.pods`.
    case pod(Int)
    /// A client outside the cluster.
    case outside
    /// A client outside that asks for this host of an Ingress or a route.
    case host(String)
}

/// Where a path is to lead.
package struct PathTarget: Sendable {
    package enum Place: Sendable {
        /// A name, as the client writes it.
        case name(String)
        case service(ClusterService)
        /// Position in `Cluster.pods`.
        case pod(Int)
        case address(IPAddress)
    }

    package let place: Place
    /// Nil where neither the port nor a scheme was named.
    package let port: PortReference?
    /// Nil where none was named: that of the Service's port, or TCP.
    package let transport: TransportProtocol?
    /// Of a URL; `/` where none was named.
    package let path: String
    /// As it was written.
    package let text: String
}

/// A name that a person wrote for a Pod, a Service or an address, and that cannot be made out: nothing bears it, several do, or it has no
/// such form.
public struct NameError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and the remedy, in whole sentences.
    public let message: String
    /// The message.
    public var description: String { message }
}

extension Cluster {
    /// The path between two ends as people write them.
    ///
    /// - Parameters:
    ///   - from: a Pod or a workload (`name` or `namespace/name`), `outside`, or the host of an Ingress or a route.
    ///   - to: a URL, an address, a Service, a Pod or workload, or any name, each with or without `:PORT`.
    ///   - limit: kinds of Pods behind one Service that are told one by one; the others are judged and counted.
    /// - Throws: ``NameError`` where one of the ends cannot be made out. A connection that is refused is no error but a verdict.
    public func path(from: String, to: String, limit: Int = Limits().pathBranches) throws(NameError) -> CommunicationPath {
        let source = try pathSource(named: from)
        return CommunicationPath(from: source, to: try pathTarget(named: to, from: source), in: ClusterDNS(self), limit: limit)
    }

    /// The beginning that a word names: `outside`, a Pod or workload, or a host of an Ingress or a route.
    package func pathSource(named text: String) throws(NameError) -> PathSource {
        if text == "outside" { return .outside }
        switch pod(named: text) {
        case .found(let position): return .pod(position)
        case .ambiguous(let namespaces): throw .ambiguous(text, namespaces)
        case .unknown(let nearest):
            if let host = try? WrittenAddress(text).host, routes.contains(where: { $0.takes(host) }) { return .host(host) }
            throw NameError(
                message: notFound(text, nearest: nearest) + (nearest == nil ? " A client outside the cluster is written 'outside'." : "")
            )
        }
    }

    /// The end that a text names: a URL, an address, a Service, a Pod or workload, or any name, each with or without `:PORT`.
    ///
    /// A single word is what the client would look up where a Service bears it, and a Pod or workload where only such a one does.
    package func pathTarget(named text: String, from source: PathSource) throws(NameError) -> PathTarget {
        let address = try WrittenAddress(text)
        func target(_ place: PathTarget.Place) -> PathTarget {
            PathTarget(place: place, port: address.port, transport: address.transport, path: address.path, text: text)
        }
        if let ip = IPAddress(address.host) { return target(.address(ip)) }
        if address.isURL { return target(.name(address.host)) }
        let parts = address.host.split(separator: "/").map(String.init)
        if let kind = parts.first?.lowercased(), parts.count == 3 {
            let name = parts.dropFirst().joined(separator: "/")
            if kind == "service" || kind == "svc" {
                if let service = service(parts[2], in: parts[1]) { return target(.service(service)) }
                throw NameError(message: "No Service \(name) was found in these manifests.")
            }
            return target(.pod(try pod(target: name)))
        }
        if parts.count == 2 {
            if let service = service(parts[1], in: parts[0]) { return target(.service(service)) }
            return target(.pod(try pod(target: address.host)))
        }
        let bearers = services.filter { $0.name == address.host }
        if case .pod = source, !bearers.isEmpty || address.host.contains(".") { return target(.name(address.host)) }
        if bearers.count > 1 {
            throw NameError(
                message: "Several Services are called \(address.host): write \(bearers.map(\.reference.path).listed("or")).")
        }
        if let service = bearers.first { return target(.service(service)) }
        switch pod(named: address.host) {
        case .found(let position): return target(.pod(position))
        case .ambiguous: return target(.pod(try pod(target: address.host)))
        case .unknown: return target(.name(address.host))
        }
    }

    func service(_ name: String, in namespace: String) -> ClusterService? {
        services.first { $0.name == name && $0.namespace == namespace }
    }

    private func pod(target text: String) throws(NameError) -> Int {
        switch pod(named: text) {
        case .found(let position): return position
        case .ambiguous(let namespaces): throw .ambiguous(text, namespaces)
        case .unknown:
            let name = text.split(separator: "/").last.map(String.init) ?? text
            let nearest = Spelling.nearest(to: name, among: services.map(\.name) + workloads.map(\.reference.name))
            throw NameError(
                message: "No Service, Pod or workload \(text) was found in these manifests\(nearest.map { "; did you mean \($0)?" } ?? ".")"
            )
        }
    }
}
