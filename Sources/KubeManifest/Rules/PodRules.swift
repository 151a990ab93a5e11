extension PodSpec {
    /// ValidatePodSpec with its parts (kubernetes: pkg/apis/core/validation/validation.go), for a Pod's `spec` and a template's.
    static let rules = FieldTable(
        [
            .init("hostname", .form(.dnsLabel)),
            .init("subdomain", .form(.dnsLabel)),
            .init("hostnameOverride", .form(.dnsSubdomain)),
            .init("nodeName", .form(.dnsSubdomain)),
            .init("dnsPolicy", .oneOf(["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"])),
            .init("dnsConfig.nameservers", .count(0...3)),
            .init("dnsConfig.nameservers[]", .form(.address, emptyIsAbsent: false)),
            .init("dnsConfig.searches", .count(0...32)),
            .init("dnsConfig.searches[]", .form(.searchDomain, emptyIsAbsent: false)),
            .init("dnsConfig.searches", .satisfies(checkSearches)),
            .init("dnsConfig.options[]", .needs("name"), "an option is known by its name, such as ndots."),
            .init("hostAliases[]", .needs("ip"), "it is the address that the names stand for."),
            .init("hostAliases[].ip", .form(.address)),
            .init("hostAliases[].hostnames[]", .form(.dnsSubdomain, emptyIsAbsent: false)),
            .init("", .satisfies(checkHostnameOverride)),
            .init("", .needs("containers"), "a Pod runs at least one container."),
            .init("", .satisfies(checkContainerNames)),
            .init("", .satisfies(checkHostPorts)),
        ] + containerRows("containers") + containerRows("initContainers"))

    private static func containerRows(_ list: String) -> [FieldTable.Row] {
        [
            .init("\(list)[]", .needs("name"), "a container needs a name."),
            .init("\(list)[].name", .form(.dnsLabel)),
            .init("\(list)[].ports", .unique(["name"]), as: "duplicate-port"),
            .init("\(list)[].env[]", .needs("name"), "a variable needs a name."),
            .init("\(list)[].env[]", .satisfies(checkVariable)),
            .init("\(list)[].envFrom[]", .satisfies(checkOrigin)),
        ]
    }

    /// validateEnvVarValueFrom: a value, or one source.
    private static func checkVariable(_ reader: inout FieldReader, _ variable: ManifestNode, _ row: FieldTable.Row) {
        guard let from = variable["valueFrom"], from.isMapping else { return }
        if let value = variable["value"], value.isScalar, !value.isNull, !value.text.isEmpty {
            row.report(&reader, "conflicting-fields", "is set beside value; they exclude each other", at: from)
        }
        checkSources(&reader, from, ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"], row)
    }

    /// ValidateEnvFrom.
    private static func checkOrigin(_ reader: inout FieldReader, _ origin: ManifestNode, _ row: FieldTable.Row) {
        if origin.isMapping { checkSources(&reader, origin, ["configMapRef", "secretRef"], row) }
    }

    private static func checkSources(
        _ reader: inout FieldReader, _ node: ManifestNode, _ keys: [StaticString], _ row: FieldTable.Row
    ) {
        let count = keys.count { key in node[key].map { !$0.isNull } ?? false }
        if count != 1 {
            let names = keys.map { "\($0)" }
            row.report(
                &reader, "not-exactly-one",
                "holds \(count == 0 ? "none" : "\(count)") of \(names.dropLast().joined(separator: ", ")) and \(names.last ?? ""); it holds one of them",
                at: node)
        }
    }

    /// Linux' limit, blanks between the domains included.
    private static func checkSearches(_ reader: inout FieldReader, _ list: ManifestNode, _ row: FieldTable.Row) {
        let length = list.elements.reduce(-1) { $0 + $1.text.utf8.count + 1 }
        if length > 2048 {
            row.report(&reader, "too-many-items", "has \(length) characters, blanks included; 2048 are allowed", at: list)
        }
    }

    private static func checkHostnameOverride(_ reader: inout FieldReader, _ spec: ManifestNode, _ row: FieldTable.Row) {
        guard let name = spec["hostnameOverride"], name.isScalar, !name.isNull, !name.text.isEmpty else { return }
        if name.text.utf8.count > 64 {
            row.report(&reader, "invalid-name", "has \(name.text.utf8.count) characters; a hostname has 64 at most", at: name)
        }
        for key in ["hostNetwork", "setHostnameAsFQDN"] as [StaticString] {
            guard let other = spec[key], case .bool(true) = other.scalarType else { continue }
            row.report(&reader, "conflicting-fields", "is set beside \(key): true; they exclude each other", at: name)
        }
    }

    /// Names are unique among containers and init containers together.
    private static func checkContainerNames(_ reader: inout FieldReader, _ spec: ManifestNode, _ row: FieldTable.Row) {
        var seen: [(name: String, node: ManifestNode)] = []
        for list in [spec["containers"], spec["initContainers"]] {
            guard let list else { continue }
            for container in list.elements {
                guard let name = container["name"], name.isScalar, !name.isNull, !name.text.isEmpty else { continue }
                let text = name.text
                if let earlier = seen.first(where: { $0.name == text }) {
                    row.report(
                        &reader, "duplicate-value", "repeats \(Quoted(text)); each container of a Pod has a name of its own", at: name,
                        notes: [.init("first used here", at: earlier.node.mark.location(in: reader.file))])
                } else {
                    seen.append((text, name))
                }
            }
        }
    }

    /// Host ports are unique among the containers, since all of them run at once; each init container is looked at alone. On the
    /// node's network a host port is the container port itself.
    private static func checkHostPorts(_ reader: inout FieldReader, _ spec: ManifestNode, _ row: FieldTable.Row) {
        let isOnNode = spec["hostNetwork"].map { if case .bool(true) = $0.scalarType { true } else { false } } ?? false
        var seen: Set<[String]> = []
        for container in spec["containers"].map({ Array($0.elements) }) ?? [] {
            guard let ports = container["ports"] else { continue }
            for port in ports.elements {
                guard let node = port["hostPort"], case .int(let number) = node.scalarType, number != 0 else { continue }
                if isOnNode, case .int(let own)? = port["containerPort"]?.scalarType, own != number {
                    row.report(
                        &reader, "conflicting-fields",
                        "is \(number), but under hostNetwork the container's port \(own) is the node's port. Write \(own), or leave it out",
                        at: node)
                }
                checkHostPort(node, number, port, &seen, &reader, row)
            }
        }
        if isOnNode { checkNodePorts(seen, &reader, spec, row) }
        for container in spec["initContainers"].map({ Array($0.elements) }) ?? [] {
            var own: Set<[String]> = []
            for port in container["ports"].map({ Array($0.elements) }) ?? [] {
                guard let node = port["hostPort"], case .int(let number) = node.scalarType, number != 0 else { continue }
                checkHostPort(node, number, port, &own, &reader, row)
            }
        }
    }

    /// SetDefaults_Pod: on the node's network what states no host port has its container port there. Since 1.28 that is done for Pods
    /// alone, so that a template is accepted whose Pods are not.
    private static func checkNodePorts(
        _ stated: Set<[String]>, _ reader: inout FieldReader, _ spec: ManifestNode, _ row: FieldTable.Row
    ) {
        var seen = stated
        for port in spec["containers"].map({ $0.elements.flatMap { $0["ports"].map { Array($0.elements) } ?? [] } }) ?? [] {
            guard let node = port["containerPort"], case .int(let number) = node.scalarType, port["hostPort"].map(\.isNull) ?? true else {
                continue
            }
            let key = key(port, number)
            guard !seen.insert(key).inserted else { continue }
            let isPod = reader.root["kind"]?.isText("Pod") ?? false
            reader.report(
                isPod ? .error : .warning, "duplicate-port",
                "\(reader.root.path(to: node)) repeats \(number)/\(key[0]); under hostNetwork it is a port of the node, which has one owner."
                    + (isPod ? "" : " API servers since Kubernetes 1.28 accept the template, and refuse its Pods."), at: node)
        }
    }

    /// Of one host port, with its protocol and address.
    private static func key(_ port: ManifestNode, _ number: Int) -> [String] {
        let transport = port["protocol"].flatMap { $0.isNull || $0.isEmptyText ? nil : $0.text } ?? "TCP"
        return [transport, port["hostIP"].flatMap { $0.isNull ? nil : $0.text } ?? "", String(number)]
    }

    private static func checkHostPort(
        _ node: ManifestNode, _ number: Int, _ port: ManifestNode, _ seen: inout Set<[String]>, _ reader: inout FieldReader,
        _ row: FieldTable.Row
    ) {
        let key = key(port, number)
        if !seen.insert(key).inserted {
            row.report(&reader, "duplicate-port", "repeats \(number)/\(key[0]); a port of the node has one owner", at: node)
        }
    }
}
