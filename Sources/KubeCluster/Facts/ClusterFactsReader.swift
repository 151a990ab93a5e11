import KubeManifest

extension ClusterFacts {
    /// Reads a file of cluster facts (`--cluster`); every key is optional, an unknown one is an error with the nearest known key.
    ///
    /// - Parameters:
    ///   - file: YAML or JSON with keys such as `clusterDomain`, `podCIDRs` and `dns`; docs/interface.md lists them.
    ///   - limits: what the file may hold.
    ///   - diagnostics: gets an error for each value that cannot be used; the default stays in its place.
    public static func read(_ file: SourceFile, limits: Limits = Limits(), _ diagnostics: inout Diagnostics) -> ClusterFacts {
        var facts = ClusterFacts()
        var documents = 0
        ManifestReader(limits: limits).read(file, &diagnostics) { root, diagnostics in
            documents += 1
            var reader = FieldReader(
                file: file.path, root: root, objectName: "cluster facts", diagnostics: diagnostics, schema: .custom)
            diagnostics = Diagnostics()
            if documents == 1 { facts.read(&reader) } else if documents == 2, !root.isNull { reader.secondDocument() }
            diagnostics = reader.diagnostics
        }
        return facts
    }

    private mutating func read(_ reader: inout FieldReader) {
        let root = reader.root
        if root.isNull { return }
        guard root.isMapping else {
            reader.report(.error, "not-an-object", "a mapping of facts is expected, such as clusterDomain: cluster.local.", at: root)
            return
        }
        reader.allow(
            ["clusterDomain", "podCIDRs", "serviceCIDRs", "clusterDNS", "dns", "node", "resolver", "upstream"], in: root)
        if let domain = reader.zone(root, "clusterDomain") { clusterDomain = domain }
        podCIDRs = reader.ranges(root, "podCIDRs") ?? podCIDRs
        serviceCIDRs = reader.ranges(root, "serviceCIDRs") ?? serviceCIDRs
        if reader.present(root, "clusterDNS") != nil { clusterDNS = reader.addresses(root, "clusterDNS").map(\.value) }
        if let mode = reader.enumeration(root, "resolver", ResolverLibrary.self) { resolver = mode.value }
        if let node = reader.mapping(root, "dns") { dns.read(&reader, node) }
        if let node = reader.mapping(root, "node") { self.node.read(&reader, node) }
        if let upstream = reader.mapping(root, "upstream") { self.upstream = reader.upstream(upstream) }
    }
}

extension DNSServerFacts {
    fileprivate mutating func read(_ reader: inout FieldReader, _ node: ManifestNode) {
        reader.allow(
            [
                "pods", "ttl", "namespaces", "reverseZones", "ignoreEmptyService", "endpointPodNames", "noEndpoints", "zonal",
                "serverAddresses",
            ], in: node)
        if let mode = reader.enumeration(node, "pods", PodsMode.self) { pods = mode.value }
        if let ttl = reader.int(node, "ttl"), let place = node["ttl"] {
            if (0...3600).contains(ttl.value) {
                self.ttl = ttl.value
            } else {
                reader.report(.error, "unknown-value", "dns.ttl is \(ttl.value); it is a number of seconds from 0 to 3600.", at: place)
            }
        }
        if reader.present(node, "namespaces") != nil { namespaces = reader.strings(node, "namespaces").map(\.value) }
        if reader.present(node, "reverseZones") != nil {
            reverseZones = reader.reverseZones(node)
        }
        ignoresEmptyService = reader.bool(node, "ignoreEmptyService") ?? ignoresEmptyService
        endpointPodNames = reader.bool(node, "endpointPodNames") ?? endpointPodNames
        noEndpoints = reader.bool(node, "noEndpoints") ?? noEndpoints
        zonal = reader.bool(node, "zonal") ?? zonal
        if zonal, noEndpoints, let place = node["zonal"] {
            // CoreDNS' plugin/kubernetes/setup.go, ParseStanza.
            reader.report(
                .error, "conflicting-fields",
                "dns.zonal needs the endpoints that dns.noEndpoints leaves out: CoreDNS does not start with both. Leave one of them out.",
                at: place)
        }
        if reader.present(node, "serverAddresses") != nil { serverAddresses = reader.addresses(node, "serverAddresses").map(\.value) }
    }
}

extension NodeFacts {
    fileprivate mutating func read(_ reader: inout FieldReader, _ node: ManifestNode) {
        reader.allow(["name", "addresses", "resolvConf"], in: node)
        if let name = reader.string(node, "name") { self.name = name.value }
        if reader.present(node, "addresses") != nil { addresses = reader.addresses(node, "addresses").map(\.value) }
        // null is a fact here: kubelet without a file.
        guard let text = node["resolvConf"] else { return }
        resolvConf = text.isNull ? nil : reader.string(text)?.value ?? resolvConf
        for warning in resolvConf.map({ ResolvConf(nodeFile: $0).warnings }) ?? [] {
            reader.report(.error, "invalid-address", "node.resolvConf: \(warning), of any dnsPolicy.", at: text)
        }
    }
}

extension FieldReader {
    fileprivate mutating func allow(_ known: [String], in node: ManifestNode) {
        for (key, _) in node.entries where !known.contains(key.text) {
            let nearest = Spelling.nearest(to: key.text, among: known)
            report(
                .error, "unknown-field",
                "\(Quoted(key.text)) is no cluster fact."
                    + (nearest.map { " Did you mean \($0)?" } ?? " Known are: \(known.joined(separator: ", "))."),
                at: key)
        }
    }

    fileprivate mutating func secondDocument() {
        report(.error, "not-an-object", "the facts are one document; what stands after the first --- is not read.", at: root)
    }

    /// Nil where it is missing or no name of a zone, which is reported. The empty domain is one: kubelet without a domain (R48).
    fileprivate mutating func zone(_ parent: ManifestNode, _ key: StaticString) -> String? {
        guard let text = string(parent, key), let node = parent[key] else { return nil }
        let zone = text.value.withoutFinalDot
        if zone.isEmpty || NameRules.isDNSZone(zone) { return zone }
        report(
            .error, "invalid-name",
            "\(key) \(Quoted(text.value)) is no DNS domain: labels of 1 to 63 letters, digits, '-' and '_', joined by dots.", at: node)
        return nil
    }

    fileprivate mutating func reverseZones(_ parent: ManifestNode) -> [String] {
        guard let list = sequence(parent, "reverseZones") else { return [] }
        return list.elements.compactMap { item in
            guard let text = string(item) else { return nil }
            let zone = text.value.lowercased().withoutFinalDot
            let isReverse = [".in-addr.arpa", ".ip6.arpa"].contains { ".\(zone)".hasSuffix($0) }
            if isReverse, NameRules.isDNSZone(zone) { return zone }
            report(
                .error, "invalid-name",
                "\(Quoted(text.value)) is no reverse zone: it ends in in-addr.arpa or ip6.arpa, such as 10.in-addr.arpa.", at: item)
            return nil
        }
    }

    /// Names outside the cluster with their records.
    fileprivate mutating func upstream(_ node: ManifestNode) -> [String: [String: [String]]] {
        var upstream: [String: [String: [String]]] = [:]
        for (name, types) in node.entries {
            guard types.isMapping else {
                report(.error, "wrong-type", "upstream.\(name.text) must be a mapping of types, such as {A: [192.0.2.53]}.", at: types)
                continue
            }
            var records: [String: [String]] = [:]
            for (key, values) in types.entries {
                guard let type = DNSType(rawValue: key.text.uppercased()) else {
                    let known = DNSType.allCases.map(\.rawValue)
                    let nearest = Spelling.nearest(to: key.text, among: known)
                    report(
                        .error, "unknown-value",
                        "\(Quoted(key.text)) is no type of record that podpath knows. \(nearest.map { "Did you mean \($0)?" } ?? "Use one of: \(known.joined(separator: ", ")).")",
                        at: key)
                    continue
                }
                let items = values.isSequence ? values.elements.map { $0 } : [values]
                records[type.rawValue] = items.compactMap { item -> String? in
                    // An address in canonical form, as the cluster's own records have it.
                    if type == .a || type == .aaaa { return address(item).map(\.value.description) }
                    return string(item).map(\.value)
                }
            }
            upstream[name.text.lowercased().withoutFinalDot + "."] = records
        }
        return upstream
    }

    fileprivate mutating func ranges(_ parent: ManifestNode, _ key: StaticString) -> [CIDR]? {
        guard let node = sequence(parent, key) else { return nil }
        return node.elements.compactMap { item in
            guard let text = string(item) else { return nil }
            if let range = CIDR(text.value) { return range }
            report(.error, "invalid-address", "\(Quoted(text.value)) is no address range, such as 10.244.0.0/16.", at: item)
            return nil
        }
    }
}

extension String {
    /// `cluster.local.` and `cluster.local` are the same name.
    package var withoutFinalDot: String { hasSuffix(".") ? String(dropLast()) : self }
}
