/// Fields that Ingresses, Gateways and routes share: hosts, URL paths, and lists whose items are named by their position.
extension FieldReader {
    /// The mappings of a sequence with their positions in it, so that field paths stay right beside items that were passed over.
    ///
    /// - Parameter limit: how many an API server accepts; the rest is reported and left out.
    package mutating func indexedMappings(
        _ parent: ManifestNode?, _ key: StaticString, limit: Int? = nil
    ) -> [(index: Int, node: ManifestNode)] {
        guard let node = sequence(parent, key) else { return [] }
        var items: [(index: Int, node: ManifestNode)] = []
        for (index, item) in node.elements.enumerated() {
            if let limit, index >= limit {
                tooMany(item, limit)
                break
            }
            if isMapping(item) { items.append((index, item)) }
        }
        return items
    }

    /// A DNS name that a client asks for, or `*.` and one: never an address or a port. Empty counts as absent, any host, except to a
    /// CustomResourceDefinition's schema, which for its part does not know addresses from names.
    package mutating func host(_ parent: ManifestNode?, _ key: StaticString) -> Located<String>? {
        present(parent, key).flatMap { host($0) }
    }

    package mutating func hosts(_ parent: ManifestNode?, _ key: StaticString, limit: Int? = nil) -> [Located<String>] {
        guard let node = sequence(parent, key) else { return [] }
        var list: [Located<String>] = []
        for (index, item) in node.elements.enumerated() {
            if let limit, index >= limit {
                tooMany(item, limit)
                break
            }
            if let host = host(item) { list.append(host) }
        }
        return list
    }

    private mutating func tooMany(_ item: ManifestNode, _ limit: Int) {
        report(
            .error, "too-many-items", "\(root.path(to: item)) is one too many: at most \(limit) are allowed, the rest is left out.",
            at: item)
    }

    private mutating func host(_ node: ManifestNode) -> Located<String>? {
        guard let text = string(node), !text.value.isEmpty || schema == .custom else { return nil }
        let isAddress = IPAddress(text.value) != nil
        let name = text.value.hasPrefix("*.") ? String(text.value.dropFirst(2)) : text.value
        let problem: String? =
            if isAddress {
                "which is an address; clients are told apart by the name that they ask for. Leave the field out for any host."
            } else if name.contains(":") || name.contains("/") {
                "which holds more than a host's name. Leave out the scheme, the port and the path."
            } else if !NameRules.isDNS1123Subdomain(name) {
                "which is no DNS name: lower-case letters, digits, '-' and '.'; a '*' only as the whole first label."
            } else {
                nil
            }
        if let problem {
            report(
                isAddress && schema == .custom ? .warning : .error, "invalid-host",
                "\(root.path(to: node)) is \(Quoted(text.value)), \(problem)", at: node)
        }
        return text
    }

    /// Reports what an API server refuses in a path that is compared element by element.
    package mutating func checkURLPath(_ path: Located<String>, _ parent: ManifestNode, _ key: StaticString, refusesFragments: Bool) {
        guard let node = parent[key] else { return }
        let text = path.value
        let problem: String? =
            if !text.hasPrefix("/") {
                "a path begins with '/'"
            } else if let part = (["//", "/./", "/../", "%2f", "%2F"] + (refusesFragments ? ["#"] : [])).first(where: { text.contains($0) })
            {
                "a path must not contain '\(part)'"
            } else if let end = ["/..", "/."].first(where: { text.hasSuffix($0) }) {
                "a path must not end with '\(end)'"
            } else {
                nil
            }
        if let problem { report(.error, "invalid-path", "\(root.path(to: node)) is \(Quoted(text)); \(problem).", at: node) }
    }
}
