import KubeManifest

extension ClusterComparison {
    mutating func compareWorkloads(_ old: Cluster, _ new: Cluster, _ pairs: ObjectPairs) {
        var found: [Difference] = []
        func because(_ cluster: Cluster, _ position: Int) -> [Evidence] {
            let workload = cluster.workloads[position]
            // An owner that only its Pods name is proven by a Pod.
            return [(workload.metadata ?? workload.pods.first.map { cluster.pods[$0].source })].compactMap { $0 }.map {
                Evidence(nameOf: $0)
            }
        }
        for position in pairs.vanished {
            let reference = old.workloads[position].reference
            found.append(
                Difference(
                    field: .workload, object: reference, old: "\(reference)", new: nil, becauseOld: because(old, position), becauseNew: []))
        }
        for position in pairs.appeared {
            let reference = new.workloads[position].reference
            found.append(
                Difference(
                    field: .workload, object: reference, old: nil, new: "\(reference)", becauseOld: [], becauseNew: because(new, position)))
        }
        let marks = [Self.replicas(old), Self.replicas(new)]
        for pair in pairs.both {
            let before = old.workloads[pair.old], after = new.workloads[pair.new]
            if before.reference.namespace != after.reference.namespace {
                found.append(
                    Difference(
                        field: .namespace, object: after.reference, old: before.reference.namespace, new: after.reference.namespace,
                        becauseOld: because(old, pair.old), becauseNew: because(new, pair.new)))
            }
            if before.replicas != after.replicas {
                found.append(
                    Difference(
                        field: .replicas, object: after.reference, old: String(before.replicas), new: String(after.replicas),
                        becauseOld: marks[0][before.reference].map { [$0] } ?? because(old, pair.old),
                        becauseNew: marks[1][after.reference].map { [$0] } ?? because(new, pair.new)))
            }
        }
        differences += found.sorted { ($0.object, $0.field.rawValue) < ($1.object, $1.field.rawValue) }
    }

    private static func replicas(_ cluster: Cluster) -> [ObjectReference: Evidence] {
        let list = cluster.objects.workloads.compactMap { workload in
            workload.replicasMark.map {
                let field = workload.kind == .job ? "spec.parallelism" : "spec.replicas"
                return (workload.metadata.reference, Evidence(workload.metadata, field: field, value: String(workload.replicas), at: $0))
            }
        }
        return Dictionary(list, uniquingKeysWith: { first, _ in first })
    }

    // MARK: Calls

    private struct Ends: Hashable {
        let caller: ObjectReference
        let target: ObjectReference
    }

    private struct Said {
        var ports: Set<String> = []
        var state = "found"
        var because: [Evidence] = []
    }

    /// What a caller says of one Service, in all its calls together.
    private static func calls(_ cluster: Cluster) -> [Ends: Said] {
        var result: [Ends: Said] = [:]
        for call in cluster.calls {
            let ends = Ends(caller: cluster.workloads[call.workload].reference, target: call.target)
            var said = result[ends] ?? Said()
            if let port = call.port { said.ports.insert("\(port)/\(call.transport.rawValue)") }
            if !call.isFound { said.state = "not found" } else if !call.resolves, said.state == "found" { said.state = "does not resolve" }
            said.because += call.because
            result[ends] = said
        }
        return result
    }

    /// The target of a call is first looked for where it was, because a caller may go on to name that.
    mutating func compareCalls(_ old: Cluster, _ new: Cluster, _ services: ObjectPairs, _ workloads: ObjectPairs) {
        let before = Self.calls(old), after = Self.calls(new)
        var seen: Set<Ends> = []
        var found: [Difference] = []
        for (ends, was) in before {
            let caller = workloads.translated(ends.caller)
            let places = [Ends(caller: caller, target: ends.target), Ends(caller: caller, target: services.translated(ends.target))]
            guard let place = places.first(where: { after[$0] != nil }), let now = after[place] else {
                found.append(
                    Difference(
                        field: .call, object: ends.caller, target: ends.target, old: "\(ends.target)", new: nil, becauseOld: was.because,
                        becauseNew: []))
                continue
            }
            seen.insert(place)
            let ports = [was, now].map { $0.ports.sorted().joined(separator: ", ") }
            // An unknown port is not known to differ.
            var sets: [(field: Difference.Field, old: String, new: String)] = [(.resolution, was.state, now.state)]
            if !was.ports.isEmpty, !now.ports.isEmpty { sets.append((.callPorts, ports[0], ports[1])) }
            for (field, old, new) in sets where old != new {
                found.append(
                    Difference(
                        field: field, object: place.caller, target: place.target, old: old, new: new, becauseOld: was.because,
                        becauseNew: now.because))
            }
        }
        for (ends, now) in after where !seen.contains(ends) {
            found.append(
                Difference(
                    field: .call, object: ends.caller, target: ends.target, part: now.state == "found" ? nil : now.state, old: nil,
                    new: "\(ends.target)", becauseOld: [],
                    becauseNew: now.because))
        }
        differences += found.sorted {
            ($0.object, $0.target ?? $0.object, $0.field.rawValue) < ($1.object, $1.target ?? $1.object, $1.field.rawValue)
        }
    }

    // MARK: Names

    mutating func compareNames(_ old: Cluster, _ new: Cluster) {
        let before = Self.names(old), after = Self.names(new)
        for name in Set(before.keys).symmetricDifference(after.keys).sorted() {
            guard let metadata = before[name] ?? after[name] else { continue }
            let isNew = before[name] == nil
            let because = [Evidence(nameOf: metadata)]
            differences.append(
                Difference(
                    field: .name, object: metadata.reference, part: name, old: isNew ? nil : name, new: isNew ? name : nil,
                    becauseOld: isNew ? [] : because, becauseNew: isNew ? because : []))
        }
    }

    /// Names of Services, of headless ones only while a ready endpoint is behind them, and those that Pods have under them by a
    /// hostname (R25); names made of addresses are left out, because most addresses are made up.
    private static func names(_ cluster: Cluster) -> [String: ObjectMetadata] {
        let dns = ClusterDNS(cluster)
        var names: [String: ObjectMetadata] = [:]
        for service in cluster.services where dns.isExposed(service.namespace) {
            let base = "\(service.name).\(service.namespace).svc.\(dns.zone)"
            let metadata = service.service.metadata
            guard service.service.type != .externalName else {
                names[base] = metadata
                continue
            }
            let ready = dns.readyEndpoints(of: service)
            if !service.service.isHeadless || !ready.isEmpty { names[base] = metadata }
            for endpoint in ready {
                if let hostname = endpoint.hostname, !hostname.isEmpty { names["\(hostname).\(base)"] = metadata }
            }
        }
        return names
    }
}
