import KubeManifest

/// From objects to a cluster: the control plane's components one after the other, then the findings.
package enum ClusterResolver {
    /// Resolves the objects; always returns what could be made, and appends what is worth knowing.
    package static func resolve(
        _ objects: ObjectSet, facts: ClusterFacts = ClusterFacts(), limits: Limits = Limits(),
        _ diagnostics: inout Diagnostics
    ) -> Cluster {
        var controller = WorkloadController(objects, limits: limits)
        controller.run(&diagnostics)
        var pods = controller.takePods()
        var examples = ExamplePlan(objects, facts, pods)
        let virtualIPs = assignAddresses(objects, facts, &pods, &examples)
        var index = SelectorIndex(pods, keys: Set(objects.services.flatMap { ($0.selector ?? []).map(\.key) }))
        let slices = Dictionary(grouping: objects.endpointSlices.indices) { position -> ObjectReference in
            let slice = objects.endpointSlices[position]
            return ObjectReference(
                kind: "Service", namespace: slice.metadata.namespace, name: slice.serviceName?.value ?? "")
        }
        let mirrored = Dictionary(
            objects.endpoints.enumerated().filter { !$1.isNotMirrored }.map { ($1.metadata.reference.path, $0) },
            uniquingKeysWith: { first, _ in first })
        var budget = EndpointBudget(limit: limits.endpoints)
        let services = objects.services.enumerated().map { position, service in
            let matching =
                service.type == .externalName
                ? [] : index.pods(in: service.metadata.namespace, matching: service.selector ?? [])
            let selected = matching.filter { !pods[$0].hasEnded && !pods[$0].isUnaddressed }
            return ClusterService(
                service: service, source: source(of: service, slices[service.metadata.reference] ?? [], mirrored),
                selectedPods: budget.granted(selected, to: service, &diagnostics), virtualIPs: virtualIPs[position],
                families: families(of: service))
        }
        var cluster = Cluster(
            facts: facts, objects: objects, workloads: controller.workloads, pods: pods, services: services,
            examples: examples)
        cluster.routes = Cluster.routes(objects, services)
        var calls = CallResolver(cluster, budget: limits.configuration)
        calls.run()
        (cluster.calls, cluster.hiddenAddresses, cluster.outsideCalls) = (calls.calls, calls.hidden, calls.outside)
        cluster.unresolvedCalls = calls.unresolved
        if let owner = calls.stoppedAt { diagnostics.append(.tooMuchConfiguration(owner, limits.configuration)) }
        for rule in findings { rule(cluster, &diagnostics) }
        return cluster
    }

    /// What `podpath check` looks for, beyond what reading already found. A new finding is one line here.
    static let findings: [@Sendable (Cluster, inout Diagnostics) -> Void] = [
        SelectorFindings.report, PortFindings.report, AddressFindings.report, ReferenceFindings.report, CallFindings.report,
        CallArrivalFindings.report, PeerNameFindings.report, PolicyFindings.report, RouteFindings.report,
    ]

    private static func source(of service: Service, _ slices: [Int], _ mirrored: [String: Int]) -> ClusterService.Source {
        if service.type == .externalName { return .alias }
        if !slices.isEmpty { return .slices(slices) }
        if service.selector?.isEmpty ?? true {
            return mirrored[service.metadata.reference.path].map { .endpoints($0) } ?? .nothing
        }
        return .selector
    }

    /// The families that a Service has, in a cluster whose first one is IPv4 (R66).
    static func families(of service: Service) -> [IPAddress.Family] {
        if !service.ipFamilies.isEmpty {
            // An API server adds the family that a Service requires and does not list.
            let missing = IPAddress.Family.allCases.filter { !service.ipFamilies.contains($0) }
            return service.ipFamilies + (service.ipFamilyPolicy == "RequireDualStack" ? missing : [])
        }
        let stated = service.clusterIPs.compactMap { ip -> IPAddress.Family? in
            if case .address(let address) = ip.value { return address.family }
            return nil
        }
        if !stated.isEmpty { return stated }
        if service.isHeadless, service.selector?.isEmpty ?? true { return [.ipv4, .ipv6] }
        if service.isHeadless, service.ipFamilyPolicy == "PreferDualStack" { return [.ipv4, .ipv6] }
        return service.ipFamilyPolicy == "RequireDualStack" ? [.ipv4, .ipv6] : [.ipv4]
    }

    /// Gives every Pod its addresses, and returns each Service's.
    private static func assignAddresses(
        _ objects: ObjectSet, _ facts: ClusterFacts, _ pods: inout [ClusterPod], _ plan: inout ExamplePlan
    ) -> [[AssignedAddress]] {
        // A mere preference makes no cluster dual-stack.
        let usesIPv6 = objects.services.contains {
            families(of: $0).contains(.ipv6) && !($0.selector?.isEmpty ?? true)
                && !($0.ipFamilies.isEmpty && $0.ipFamilyPolicy == "PreferDualStack")
        }
        let podFamilies: [IPAddress.Family] = usesIPv6 ? [.ipv4, .ipv6] : [.ipv4]
        let nodes = Dictionary(objects.nodes.map { ($0.metadata.name, $0) }, uniquingKeysWith: { first, _ in first })
        for position in pods.indices {
            pods[position].addresses = addresses(of: pods[position], podFamilies, nodes, facts.node, &plan)
        }
        let stateless = Set(objects.nodes.filter(\.internalAddresses.isEmpty).map(\.metadata.name)).union(plan.nodes)
        let unstated = stateless.union(pods.compactMap(\.nodeName).filter { nodes[$0] == nil })
        for node in unstated.sorted() { _ = plan.assignNodeAddress(node) }
        return objects.services.map { service in
            if service.type == .externalName || service.isHeadless { return [] }
            let stated = service.clusterIPs.compactMap { ip -> AssignedAddress? in
                if case .address(let address) = ip.value { return AssignedAddress(address: address, isIllustrative: false) }
                return nil
            }
            if !stated.isEmpty { return stated }
            return families(of: service).compactMap { family in
                plan.serviceAddress(service.metadata.reference, family)
            }
        }
    }

    private static func addresses(
        of pod: ClusterPod, _ families: [IPAddress.Family], _ nodes: [String: Node], _ fact: NodeFacts, _ plan: inout ExamplePlan
    ) -> [AssignedAddress] {
        if let status = pod.status, !status.addresses.isEmpty {
            return status.addresses.map { AssignedAddress(address: $0, isIllustrative: false) }
        }
        if pod.isUnaddressed || pod.hasEnded { return [] }
        if pod.spec.hostNetwork {
            if let node = pod.nodeName.flatMap({ nodes[$0] }), !node.internalAddresses.isEmpty {
                return node.internalAddresses.map { AssignedAddress(address: $0, isIllustrative: false) }
            }
            if !fact.addresses.isEmpty, (pod.nodeName ?? fact.name) == fact.name {
                return fact.addresses.map { AssignedAddress(address: $0, isIllustrative: false) }
            }
            return plan.assignNodeAddress(pod.nodeName ?? fact.name).map { [$0] } ?? []
        }
        return families.compactMap { plan.podAddress(pod, $0) }
    }
}

extension ObjectSet {
    /// Every address that a manifest states, so that no illustrative one equals it (R70).
    var statedAddresses: Set<IPAddress> {
        var stated: Set<IPAddress> = []
        for pod in pods { stated.formUnion((pod.status?.addresses ?? []) + (pod.status?.hostAddresses ?? [])) }
        for service in services {
            stated.formUnion(service.externalIPs + service.loadBalancerIngress.compactMap { IPAddress($0) })
            for ip in service.clusterIPs { if case .address(let address) = ip.value { stated.insert(address) } }
        }
        for slice in endpointSlices {
            for endpoint in slice.endpoints { stated.formUnion(endpoint.addresses.compactMap { IPAddress($0.value) }) }
        }
        for object in endpoints {
            for subset in object.subsets { stated.formUnion(subset.addresses.map(\.address.value)) }
        }
        for node in nodes { stated.formUnion(node.internalAddresses + node.externalAddresses) }
        return stated
    }
}
