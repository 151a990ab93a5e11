import KubeManifest

extension ClusterFacts {
    /// Reads a file of cluster facts (`--cluster`); every key is optional, an unknown one is an error with the nearest known key.
    public static func read(_ file: SourceFile, limits: Limits = Limits(), _ diagnostics: inout Diagnostics) -> ClusterFacts {
        var facts = ClusterFacts()
        var documents = 0
        ManifestReader(limits: limits).read(file, &diagnostics) { root, diagnostics in
            documents += 1
            guard documents == 1 else { return }
            var reader = FieldReader(file: file.path, root: root, objectName: "cluster facts", diagnostics: diagnostics)
            diagnostics = Diagnostics()
            facts.read(&reader)
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
        if let domain = reader.string(root, "clusterDomain") { clusterDomain = domain.value.withoutFinalDot }
        podCIDRs = reader.ranges(root, "podCIDRs") ?? podCIDRs
        serviceCIDRs = reader.ranges(root, "serviceCIDRs") ?? serviceCIDRs
        if reader.present(root, "clusterDNS") != nil { clusterDNS = reader.addresses(root, "clusterDNS").map(\.value) }
        if let mode = reader.enumeration(root, "resolver", ResolverLibrary.self) { resolver = mode.value }
        if let node = reader.mapping(root, "dns") { dns.read(&reader, node) }
        if let node = reader.mapping(root, "node") { self.node.read(&reader, node) }
        guard let upstream = reader.mapping(root, "upstream") else { return }
        for (name, types) in upstream.entries {
            guard types.isMapping else {
                reader.report(
                    .error, "wrong-type", "upstream.\(name.text) must be a mapping of types, such as {A: [192.0.2.53]}.", at: types)
                continue
            }
            var records: [String: [String]] = [:]
            for (type, values) in types.entries {
                records[type.text.uppercased()] = values.isSequence ? values.elements.map { $0.text } : [values.text]
            }
            self.upstream[name.text.lowercased().withoutFinalDot + "."] = records
        }
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
            reverseZones = reader.strings(node, "reverseZones").map { $0.value.lowercased().withoutFinalDot }
        }
        ignoresEmptyService = reader.bool(node, "ignoreEmptyService") ?? ignoresEmptyService
        endpointPodNames = reader.bool(node, "endpointPodNames") ?? endpointPodNames
        noEndpoints = reader.bool(node, "noEndpoints") ?? noEndpoints
        zonal = reader.bool(node, "zonal") ?? zonal
        if reader.present(node, "serverAddresses") != nil { serverAddresses = reader.addresses(node, "serverAddresses").map(\.value) }
    }
}

extension NodeFacts {
    fileprivate mutating func read(_ reader: inout FieldReader, _ node: ManifestNode) {
        reader.allow(["name", "addresses", "resolvConf"], in: node)
        if let name = reader.string(node, "name") { self.name = name.value }
        if reader.present(node, "addresses") != nil { addresses = reader.addresses(node, "addresses").map(\.value) }
        // null is a fact here: kubelet without a file.
        if let text = node["resolvConf"] { resolvConf = text.isNull ? nil : reader.string(text)?.value ?? resolvConf }
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
