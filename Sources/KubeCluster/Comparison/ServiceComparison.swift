import KubeManifest

extension ClusterComparison {
    mutating func compareServices(_ old: Cluster, _ new: Cluster, _ pairs: ObjectPairs, _ workloads: ObjectPairs) {
        for position in pairs.vanished { add(.service, old.services[position].reference, old: old.services[position].service.metadata) }
        for position in pairs.appeared { add(.service, new.services[position].reference, new: new.services[position].service.metadata) }
        for pair in pairs.both {
            let before = old.services[pair.old], after = new.services[pair.new]
            compareSettings(before.service, after.service)
            comparePorts(before.service, after.service)
            compareTargets(old, before, new, after, workloads)
            compareEndpoints(old, before, new, after)
        }
        differences.sort { ($0.object, $0.order) < ($1.object, $1.order) }
    }

    mutating func add(_ field: Difference.Field, _ object: ObjectReference, old: ObjectMetadata? = nil, new: ObjectMetadata? = nil) {
        differences.append(
            Difference(
                field: field, object: object, old: old.map { "\($0.reference)" }, new: new.map { "\($0.reference)" },
                becauseOld: old.map { [Evidence(nameOf: $0)] } ?? [], becauseNew: new.map { [Evidence(nameOf: $0)] } ?? []))
    }

    /// One value on both sides, where it differs; nil on both sides is no difference.
    private mutating func compare(_ field: Difference.Field, part: String? = nil, _ old: Side, _ new: Side) {
        guard old.text != new.text else { return }
        differences.append(
            Difference(
                field: field, object: new.metadata.reference, part: part, old: old.text, new: new.text,
                becauseOld: old.text == nil ? [] : [old.evidence], becauseNew: new.text == nil ? [] : [new.evidence]))
    }

    private struct Side {
        let metadata: ObjectMetadata
        let field: String
        let text: String?
        /// The object's name stands for what is left out.
        let mark: Mark?

        init(_ metadata: ObjectMetadata, _ field: String, _ text: String?, _ mark: Mark?) {
            self.metadata = metadata
            self.field = field
            self.text = text
            self.mark = mark
        }

        var evidence: Evidence {
            mark.map { Evidence(metadata, field: field, value: text ?? "", at: $0) } ?? Evidence(nameOf: metadata)
        }
    }

    private mutating func compareSettings(_ old: Service, _ new: Service) {
        func pair(_ field: String, _ value: (Service) -> (String?, Mark?)) -> (Side, Side) {
            let before = value(old), after = value(new)
            return (Side(old.metadata, field, before.0, before.1), Side(new.metadata, field, after.0, after.1))
        }
        let namespace = pair("metadata.namespace") { ($0.metadata.namespace, nil) }
        compare(.namespace, namespace.0, namespace.1)
        let type = pair("spec.type") { ($0.type.rawValue, $0.typeMark) }
        compare(.type, type.0, type.1)
        if old.type != .externalName, new.type != .externalName {
            let head = pair("spec.clusterIP") { ($0.isHeadless ? "headless" : "virtual IP", $0.clusterIPs.first?.mark) }
            compare(.headless, head.0, head.1)
            // An address that one side leaves to the cluster is not known to differ.
            let addresses = pair("spec.clusterIP") { service in
                let list = service.clusterIPs.compactMap { if case .address(let ip) = $0.value { ip.description } else { nil } }
                return (list.joined(separator: ", "), service.clusterIPs.first?.mark)
            }
            if addresses.0.text?.isEmpty == false, addresses.1.text?.isEmpty == false { compare(.clusterIP, addresses.0, addresses.1) }
        }
        if old.type == .externalName, new.type == .externalName {
            let name = pair("spec.externalName") { ($0.externalName?.value ?? "none", $0.externalName?.mark) }
            compare(.externalName, name.0, name.1)
        }
        // Each counts for ways in of its kind alone.
        if old.isExternal, new.isExternal {
            let outside = pair("spec.externalTrafficPolicy") {
                ($0.externalTrafficPolicy?.value ?? "Cluster", $0.externalTrafficPolicy?.mark)
            }
            compare(.externalTrafficPolicy, outside.0, outside.1)
        }
        if old.type != .externalName, new.type != .externalName {
            let inside = pair("spec.internalTrafficPolicy") {
                ($0.internalTrafficPolicy?.value ?? "Cluster", $0.internalTrafficPolicy?.mark)
            }
            compare(.internalTrafficPolicy, inside.0, inside.1)
        }
        let selector = pair("spec.selector") { service in
            let labels = (service.selector ?? []).sorted().map(\.text)
            return (labels.isEmpty ? "none" : labels.joined(separator: ", "), labels.isEmpty ? nil : service.selectorMark)
        }
        compare(.selector, selector.0, selector.1)
    }

    // MARK: Ports

    /// Ports of one name are the same port, as are the only ones of both Services.
    private mutating func comparePorts(_ old: Service, _ new: Service) {
        let key = { (port: ServicePort) in port.name ?? "\(port.port)/\(port.transport.rawValue)" }
        let single = old.ports.count == 1 && new.ports.count == 1
        let after = Dictionary(new.ports.map { (single ? "" : key($0), $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        for port in old.ports {
            guard let other = after[single ? "" : key(port)] else {
                compare(.port, part: key(port), portSide(old, port), Side(new.metadata, port.field, nil, nil))
                continue
            }
            seen.insert(single ? "" : key(other))
            let part = key(other)
            compare(
                .port, part: part, side(old, port, "port", String(port.port), port.mark),
                side(new, other, "port", String(other.port), other.mark))
            compare(
                .protocol, part: part, side(old, port, "protocol", port.transport.rawValue, port.mark),
                side(new, other, "protocol", other.transport.rawValue, other.mark))
            // Left out, it is the port itself (R67), whose change is told already.
            if port.targetPort != nil || other.targetPort != nil {
                compare(
                    .targetPort, part: part, side(old, port, "targetPort", port.target.text, port.targetPort?.mark ?? port.mark),
                    side(new, other, "targetPort", other.target.text, other.targetPort?.mark ?? other.mark))
            }
            // A number that one side leaves to the cluster is not known to differ.
            if let before = port.nodePort, let now = other.nodePort {
                compare(
                    .nodePort, part: part, side(old, port, "nodePort", String(before.value), before.mark),
                    side(new, other, "nodePort", String(now.value), now.mark))
            }
        }
        for port in new.ports where !seen.contains(single ? "" : key(port)) {
            compare(.port, part: key(port), Side(old.metadata, port.field, nil, nil), portSide(new, port))
        }
    }

    private func portSide(_ service: Service, _ port: ServicePort) -> Side {
        side(service, port, "port", "\(port.port)/\(port.transport.rawValue)", port.mark)
    }

    private func side(_ service: Service, _ port: ServicePort, _ field: String, _ text: String, _ mark: Mark) -> Side {
        Side(service.metadata, "\(port.field).\(field)", text, mark)
    }

    // MARK: What is behind it

    private mutating func compareTargets(
        _ old: Cluster, _ before: ClusterService, _ new: Cluster, _ after: ClusterService, _ workloads: ObjectPairs
    ) {
        let was = old.targets(of: before), now = new.targets(of: after)
        let wasThere = Set(was.map { workloads.translated(old.workloads[$0.workload].reference) })
        let isThere = Set(now.map { new.workloads[$0.workload].reference })
        for item in was {
            let reference = old.workloads[item.workload].reference
            guard !isThere.contains(workloads.translated(reference)) else { continue }
            differences.append(
                Difference(
                    field: .target, object: after.reference, target: reference, old: "\(reference)", new: nil,
                    becauseOld: item.pods.first.map { old.because(before, selects: $0) } ?? [], becauseNew: []))
        }
        for item in now {
            let reference = new.workloads[item.workload].reference
            guard !wasThere.contains(reference) else { continue }
            differences.append(
                Difference(
                    field: .target, object: after.reference, target: reference, old: nil, new: "\(reference)", becauseOld: [],
                    becauseNew: item.pods.first.map { new.because(after, selects: $0) } ?? []))
        }
    }

    private mutating func compareEndpoints(_ old: Cluster, _ before: ClusterService, _ new: Cluster, _ after: ClusterService) {
        let was = old.endpoints(of: before), now = new.endpoints(of: after)
        let sides = { (field: String, old: String, new: String) in
            (
                Side(before.service.metadata, field, old.isEmpty ? "none" : old, nil),
                Side(after.service.metadata, field, new.isEmpty ? "none" : new, nil)
            )
        }
        // Where nothing is behind the Service on one side, that is told by what came or went.
        if !was.isEmpty, !now.isEmpty {
            let ports = sides("spec.ports", Self.ports(was), Self.ports(now))
            compare(.endpointPorts, ports.0, ports.1)
        }
        let addresses = sides("metadata.name", Self.addresses(was), Self.addresses(now))
        compare(.endpointAddresses, addresses.0, addresses.1)
    }

    private static func ports(_ endpoints: [Endpoint]) -> String {
        var texts: Set<String> = []
        for port in Set(endpoints.flatMap(\.ports)) {
            texts.insert("\(port.port.map(String.init) ?? "all")/\(port.transport.rawValue)")
        }
        return texts.sorted().joined(separator: ", ")
    }

    private static func addresses(_ endpoints: [Endpoint]) -> String {
        Set(endpoints.filter { $0.pod == nil && !$0.isIllustrative }.map(\.address)).sorted().joined(separator: ", ")
    }
}

extension ClusterComparison.Difference {
    /// Within one object: the object, its settings, then what is behind it.
    fileprivate var order: String {
        let group =
            [.service, .namespace].contains(field)
            ? 0 : field == .target ? 2 : [.endpointPorts, .endpointAddresses].contains(field) ? 3 : 1
        return "\(group) \(field == .target ? target?.path ?? "" : field.rawValue) \(part ?? "")"
    }
}
