import KubeManifest

/// Addresses and node ports that two Services want, and aliases that are no names.
enum AddressFindings {
    static func report(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        clusterIPs(cluster, &diagnostics)
        nodePorts(cluster, &diagnostics)
        for service in cluster.services.map(\.service) where service.type == .externalName {
            if let name = service.externalName, IPAddress(name.value) != nil {
                diagnostics.append(
                    Diagnostic(
                        .warning, "external-name-is-address",
                        "\(service.metadata.reference): externalName is the address \(name.value); DNS treats it as a name and does not resolve it. "
                            + "Use a Service without a selector and an EndpointSlice for addresses.",
                        at: name.mark.location(in: service.metadata.file), field: "spec.externalName"))
            }
        }
    }

    private static func clusterIPs(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        var owners: [IPAddress: (Service, Mark)] = [:]
        for service in cluster.services.map(\.service) where service.type != .externalName {
            for ip in service.clusterIPs {
                guard case .address(let address) = ip.value else { continue }
                guard let (first, mark) = owners[address] else {
                    owners[address] = (service, ip.mark)
                    continue
                }
                diagnostics.append(
                    Diagnostic(
                        .warning, "cluster-ip-clash",
                        "\(service.metadata.reference): clusterIP \(address) already belongs to \(first.metadata.reference); a cluster gives each address to one Service.",
                        at: ip.mark.location(in: service.metadata.file), field: "spec.clusterIP",
                        notes: [.init("\(first.metadata.reference) has it here", at: mark.location(in: first.metadata.file))]))
            }
        }
    }

    private static func nodePorts(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
        struct Key: Hashable {
            let number: Int
            let transport: TransportProtocol
        }
        var owners: [Key: (Service, Mark)] = [:]
        for service in cluster.services.map(\.service) {
            for port in service.ports {
                guard let nodePort = port.nodePort else { continue }
                let key = Key(number: nodePort.value, transport: port.transport)
                guard let (first, mark) = owners[key] else {
                    owners[key] = (service, nodePort.mark)
                    continue
                }
                // Within one Service reading has told it.
                if first.metadata === service.metadata { continue }
                diagnostics.append(
                    Diagnostic(
                        .warning, "node-port-clash",
                        "\(service.metadata.reference): nodePort \(key.number)/\(key.transport.rawValue) is already taken by \(first.metadata.reference); each node port serves one Service.",
                        at: nodePort.mark.location(in: service.metadata.file), field: "\(port.field).nodePort",
                        notes: [.init("\(first.metadata.reference) has it here", at: mark.location(in: first.metadata.file))]))
            }
        }
    }
}
