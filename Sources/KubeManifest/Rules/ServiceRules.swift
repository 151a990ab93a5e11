extension Service {
    /// ValidateService with its parts (kubernetes: pkg/apis/core/validation/validation.go), after the defaults of
    /// pkg/apis/core/v1/defaults.go; what the allocator adds stands in pkg/registry/core/service/storage/alloc.go.
    static let rules = FieldTable([
        .init(
            "spec.ports[].name", .form(.dnsLabel), as: "invalid-port-name",
            "The 15 characters of a container port's name do not hold for a Service's."),
        .init("spec.ports[].appProtocol", .form(.qualifiedName, emptyIsAbsent: false)),
        .warning(
            "spec.ports[]", .satisfies(checkNodePort),
            "This is the range unless the API server's --service-node-port-range says otherwise."),
        .init("spec.sessionAffinity", .oneOf(["ClientIP", "None"])),
        .init("spec.internalTrafficPolicy", .oneOf(["Cluster", "Local"], emptyIsAbsent: false)),
        .init("spec.externalTrafficPolicy", .oneOf(["Cluster", "Local"])),
        .init("spec.trafficDistribution", .oneOf(["PreferClose", "PreferSameZone", "PreferSameNode"], emptyIsAbsent: false)),
        .init("spec.ipFamilyPolicy", .oneOf(["SingleStack", "PreferDualStack", "RequireDualStack"], emptyIsAbsent: false)),
        .init("spec.ipFamilies[]", .oneOf(["IPv4", "IPv6"], emptyIsAbsent: false)),
        .init("spec.ipFamilies", .unique([])),
        .init("spec.externalIPs[]", .form(.ordinaryAddress, emptyIsAbsent: false)),
        .init("spec.loadBalancerClass", .form(.qualifiedName, emptyIsAbsent: false)),
        .init("spec", .only("loadBalancerClass", where: "type", is: ["LoadBalancer"], unstated: "ClusterIP")),
        .init("spec", .only("allocateLoadBalancerNodePorts", where: "type", is: ["LoadBalancer"], unstated: "ClusterIP")),
        .init("spec", .only("loadBalancerSourceRanges", where: "type", is: ["LoadBalancer"], unstated: "ClusterIP")),
        .init("spec.loadBalancerSourceRanges[]", .form(.paddedBlock, emptyIsAbsent: false)),
        .init("spec", .only("ipFamilies", where: "type", is: withClusterIP, unstated: "ClusterIP")),
        .init("spec", .only("ipFamilyPolicy", where: "type", is: withClusterIP, unstated: "ClusterIP")),
        .init("spec", .satisfies(checkExternalName)),
        .init("spec", .satisfies(checkExternalTrafficPolicy)),
        .init("spec", .satisfies(checkHealthCheckPort)),
        .init("spec", .satisfies(checkAffinityTimeout)),
        .init("spec", .satisfies(checkClusterIPs), "The server keeps clusterIP and clusterIPs[0] equal; clusterIP alone is enough."),
        .init("spec", .satisfies(checkFamilies), "Write ipFamilyPolicy: PreferDualStack or RequireDualStack, or leave one family out."),
    ])

    private static let withClusterIP = ["ClusterIP", "NodePort", "LoadBalancer"]

    private static func type(_ spec: ManifestNode) -> String {
        spec["type"].flatMap { $0.isNull || $0.isEmptyText ? nil : $0.text } ?? "ClusterIP"
    }

    private static func items(_ spec: ManifestNode, _ key: StaticString) -> [ManifestNode] {
        spec[key].map { Array($0.elements) } ?? []
    }

    /// 0 leaves the choice to the server.
    private static func checkNodePort(_ reader: inout FieldReader, _ port: ManifestNode, _ row: FieldTable.Row) {
        guard let node = port["nodePort"], case .int(let number) = node.scalarType, number != 0, !ServicePort.nodePorts.contains(number),
            (1...65_535).contains(number)
        else { return }
        row.report(&reader, "node-port-outside-range", "is \(number), outside of \(ServicePort.nodePortsText)", at: node)
    }

    /// Only an ExternalName Service has its `externalName` looked at.
    private static func checkExternalName(_ reader: inout FieldReader, _ spec: ManifestNode, _ row: FieldTable.Row) {
        guard type(spec) == "ExternalName", let node = spec["externalName"], node.isScalar, !node.isNull else { return }
        if node.text.isEmpty || node.text == "." {
            reader.missing("externalName", in: spec, "it is the name that the alias stands for.")
        } else if let problem = TextForm.externalName.problem(node.text) {
            row.report(&reader, "invalid-name", "is \(Quoted(node.text)); it is \(problem)", at: node)
        }
    }

    /// ExternallyAccessible (pkg/api/service): a ClusterIP Service is that by its externalIPs.
    private static func checkExternalTrafficPolicy(_ reader: inout FieldReader, _ spec: ManifestNode, _ row: FieldTable.Row) {
        guard let node = spec["externalTrafficPolicy"], node.isScalar, !node.isNull, !node.text.isEmpty else { return }
        switch type(spec) {
        case "ClusterIP" where items(spec, "externalIPs").isEmpty, "ExternalName":
            row.report(
                &reader, "conflicting-fields",
                "is set, but nothing comes from outside to a Service of type \(type(spec)) without externalIPs. Remove it, or use type: NodePort or LoadBalancer",
                at: node)
        default: return
        }
    }

    /// NeedsHealthCheck (pkg/api/service): balancers ask it which nodes have a Pod.
    private static func checkHealthCheckPort(_ reader: inout FieldReader, _ spec: ManifestNode, _ row: FieldTable.Row) {
        guard let node = spec["healthCheckNodePort"], case .int(let number) = node.scalarType, number != 0 else { return }
        if type(spec) != "LoadBalancer" || !(spec["externalTrafficPolicy"]?.isText("Local") ?? false) {
            row.report(
                &reader, "conflicting-fields",
                "is set, which only goes with type: LoadBalancer and externalTrafficPolicy: Local. Remove it", at: node)
        }
    }

    /// With another affinity the defaults drop the timeout.
    private static func checkAffinityTimeout(_ reader: inout FieldReader, _ spec: ManifestNode, _ row: FieldTable.Row) {
        guard spec["sessionAffinity"]?.isText("ClientIP") ?? false,
            let node = spec["sessionAffinityConfig"]?["clientIP"]?["timeoutSeconds"], case .int(let seconds) = node.scalarType,
            !(1...86_400).contains(seconds)
        else { return }
        row.report(&reader, "value-out-of-range", "is \(seconds); it is a number of seconds from 1 to 86400", at: node)
    }

    private static func checkClusterIPs(_ reader: inout FieldReader, _ spec: ManifestNode, _ row: FieldTable.Row) {
        let single = spec["clusterIP"].flatMap { $0.isNull || $0.isEmptyText || !$0.isScalar ? nil : $0 }
        let listed = items(spec, "clusterIPs")
        guard let first = listed.first ?? single else { return }
        let type = type(spec)
        if !withClusterIP.contains(type) {
            return row.report(
                &reader, "conflicting-fields", "is set, but a Service of type \(type) has no virtual IP. Remove it", at: first)
        }
        if first.isText("None"), type != "ClusterIP", listed.count < 2 {
            row.report(
                &reader, "conflicting-fields", "is None, but a Service of type \(type) needs a virtual IP. Use type: ClusterIP", at: first)
        }
        checkFamilies(of: listed.isEmpty ? [first] : listed, &reader, spec, row)
        guard let list = spec["clusterIPs"], !listed.isEmpty else { return }
        if single == nil {
            row.report(&reader, "conflicting-fields", "is set without clusterIP, which must be its first value", at: list)
        } else if let single, single.text != first.text {
            row.report(&reader, "conflicting-fields", "is \(Quoted(first.text)), but clusterIP is \(Quoted(single.text))", at: first)
        }
        if listed.count > 1, let none = listed.first(where: { $0.isText("None") }) {
            row.report(&reader, "conflicting-fields", "is None beside an address; None stands alone", at: none)
        }
        let families = listed.map { IPAddress($0.text)?.family }
        if listed.count > 2 {
            row.report(&reader, "too-many-items", "has \(listed.count) items; 2 are allowed, one for each family", at: list)
        } else if listed.count == 2, let family = families[0], family == families[1] {
            row.report(
                &reader, "conflicting-fields", "is a second \(family.rawValue) address; one for each family is allowed", at: listed[1])
        }
    }

    private static func checkFamilies(
        of addresses: [ManifestNode], _ reader: inout FieldReader, _ spec: ManifestNode, _ row: FieldTable.Row
    ) {
        for (address, wanted) in zip(addresses, items(spec, "ipFamilies")) {
            guard let family = IPAddress(address.text)?.family, let wanted = IPAddress.Family(rawValue: wanted.text), family != wanted
            else {
                continue
            }
            row.report(
                &reader, "conflicting-fields", "is an \(family.rawValue) address, but ipFamilies says \(wanted.rawValue)", at: address)
        }
    }

    /// SingleStack, the default, has one family. A headless Service without a selector defaults to both.
    private static func checkFamilies(_ reader: inout FieldReader, _ spec: ManifestNode, _ row: FieldTable.Row) {
        guard withClusterIP.contains(type(spec)),
            let list = [items(spec, "ipFamilies"), items(spec, "clusterIPs")].first(where: { $0.count == 2 })
        else { return }
        let policy = spec["ipFamilyPolicy"].flatMap { $0.isNull ? nil : $0.text }
        let isHeadless = spec["clusterIP"]?.isText("None") ?? false
        let selects = spec["selector"].map { $0.isMapping && !$0.isEmptyCollection } ?? false
        guard policy == "SingleStack" || policy == nil && !(isHeadless && !selects) else { return }
        row.report(
            &reader, "conflicting-fields",
            "is a second family, but ipFamilyPolicy is \(policy == nil ? "left out, which means SingleStack" : "SingleStack")", at: list[1])
    }
}
