/// An entry of a policy's list of ports: what it lets through of the destination Pod's own ports (C16 to C18).
package struct PolicyPort: Sendable {
    package enum Ports: Hashable, Sendable {
        /// All ports of the protocol.
        case all(TransportProtocol)
        case range(TransportProtocol, ClosedRange<Int>)
        /// The port of that name on each destination Pod; nil for whichever protocol the container port has (C41).
        case named(String, TransportProtocol?)
    }

    package let ports: Ports
    package let mark: Mark
    /// The entry's path within its object: `spec.ingress[0].ports[1]`.
    package let field: String

    package var name: String? {
        if case .named(let name, _) = ports { return name }
        return nil
    }

    /// `TCP 80`, `UDP 5000-6000`, `TCP http`, `TCP`.
    package var text: String {
        switch ports {
        case .all(let transport): transport.rawValue
        case .range(let transport, let range):
            range.count == 1 ? "\(transport.rawValue) \(range.lowerBound)" : "\(transport.rawValue) \(range.lowerBound)-\(range.upperBound)"
        case .named(let name, let transport): (transport.map { "\($0.rawValue) " } ?? "port ") + name
        }
    }
}

extension PolicyPort {
    /// An entry of a NetworkPolicy's `ports`.
    init?(_ reader: inout FieldReader, _ node: ManifestNode, field: String) {
        reader.checkKeys(of: node, ["protocol", "port", "endPort"])
        let transport = reader.enumeration(node, "protocol", TransportProtocol.self, emptyIsAbsent: false)?.value ?? .tcp
        let last = reader.port(node, "endPort")
        mark = node.mark
        self.field = field
        switch reader.portReference(node, "port")?.value {
        case nil:
            if let last { reader.invalidRange("endPort needs a port that it ends the range of.", at: last.mark, field: field) }
            ports = .all(transport)
        case .name(let name):
            if let last {
                reader.invalidRange("port is a name, and endPort needs a number.", at: last.mark, field: field)
            }
            ports = .named(name, transport)
        case .number(let first):
            if let last, last.value < first {
                reader.invalidRange("the range \(first)-\(last.value) ends before it begins.", at: last.mark, field: field)
                return nil
            }
            ports = .range(transport, first...(last?.value ?? first))
        }
    }

    /// An entry of an AdminNetworkPolicy's `ports`: exactly one of `portNumber`, `portRange` and `namedPort`.
    init?(admin reader: inout FieldReader, _ node: ManifestNode, field: String) {
        let known = ["portNumber", "portRange", "namedPort"]
        reader.checkKeys(of: node, known)
        mark = node.mark
        self.field = field
        guard reader.exactlyOne(of: node, known, "an entry of ports") else { return nil }
        if let number = reader.mapping(node, "portNumber") {
            reader.checkKeys(of: number, ["protocol", "port"])
            guard let transport = reader.anyProtocol(number), let port = reader.requiredPort(number, "port") else { return nil }
            ports = .range(transport, port...port)
        } else if let range = reader.mapping(node, "portRange") {
            reader.checkKeys(of: range, ["protocol", "start", "end"])
            guard let transport = reader.anyProtocol(range), let start = reader.requiredPort(range, "start"),
                let end = reader.requiredPort(range, "end")
            else { return nil }
            // The schema compares the two only in v1alpha2; a range of one port is a range all the same.
            let path = "\(field).portRange"
            if start == end {
                reader.invalidRange(
                    "start and end are both \(start), for which the API has portNumber; v1alpha2 refuses it.", .warning, at: range.mark,
                    field: path)
            } else if start > end {
                reader.invalidRange(
                    "the range \(start)-\(end) ends before it begins, so it matches nothing.", .warning, at: range.mark, field: path)
                return nil
            }
            ports = .range(transport, start...end)
        } else if let name = reader.anyPortName(node, "namedPort") {
            ports = .named(name, nil)
        } else {
            return nil
        }
    }

    /// An entry of a ClusterNetworkPolicy's `protocols`: exactly one of `tcp`, `udp`, `sctp` and `destinationNamedPort`.
    init?(cluster reader: inout FieldReader, _ node: ManifestNode, field: String) {
        let known = ["tcp", "udp", "sctp", "destinationNamedPort"]
        reader.checkKeys(of: node, known)
        mark = node.mark
        self.field = field
        guard reader.exactlyOne(of: node, known, "an entry of protocols") else { return nil }
        if let name = reader.anyPortName(node, "destinationNamedPort") {
            ports = .named(name, nil)
            return
        }
        let kinds: [(StaticString, TransportProtocol)] = [("tcp", .tcp), ("udp", .udp), ("sctp", .sctp)]
        for (key, transport) in kinds {
            guard let part = reader.mapping(node, key) else { continue }
            reader.checkKeys(of: part, ["destinationPort"])
            guard let port = reader.mapping(part, "destinationPort") else {
                reader.missing("destinationPort", in: part, "it says which ports.")
                return nil
            }
            let known = ["number", "range"]
            reader.checkKeys(of: port, known)
            guard reader.exactlyOne(of: port, known, "destinationPort") else { return nil }
            if let range = reader.mapping(port, "range") {
                reader.checkKeys(of: range, ["start", "end"])
                guard let start = reader.requiredPort(range, "start"), let end = reader.requiredPort(range, "end") else { return nil }
                guard start < end else {
                    let path = "\(field).\(key).destinationPort.range"
                    reader.invalidRange("start \(start) must be less than end \(end).", at: range.mark, field: path)
                    return nil
                }
                ports = .range(transport, start...end)
            } else if let number = reader.requiredPort(port, "number") {
                ports = .range(transport, number...number)
            } else {
                return nil
            }
            return
        }
        return nil
    }
}

extension FieldReader {
    fileprivate mutating func invalidRange(
        _ message: String, _ severity: Diagnostic.Severity = .error, at mark: Mark, field: String
    ) {
        report(severity, "invalid-port-range", "\(field): \(message)", at: mark, field: field)
    }

    /// `protocol` of an AdminNetworkPolicy, whose schema knows no words: nil for one that no connection has.
    fileprivate mutating func anyProtocol(_ node: ManifestNode) -> TransportProtocol? {
        guard let text = string(node, "protocol"), let place = node["protocol"] else { return .tcp }
        if let known = TransportProtocol(rawValue: text.value) { return known }
        report(
            .warning, "unknown-value",
            "\(root.path(to: place)) is \(Quoted(text.value)); the API server takes it, but connections are TCP, UDP or SCTP, so the entry matches nothing.",
            at: place)
        return nil
    }

    /// A named port of a cluster-wide policy, whose schema takes every text.
    fileprivate mutating func anyPortName(_ node: ManifestNode, _ key: StaticString) -> String? {
        guard let name = string(node, key), let place = node[key] else { return nil }
        if !NameRules.isPortName(name.value) {
            report(
                .warning, "invalid-port-name",
                "\(root.path(to: place)) is \(Quoted(name.value)); the API server takes it, but no container's port can have this name, so the entry matches nothing.",
                at: place)
        }
        return name.value
    }

    fileprivate mutating func requiredPort(_ parent: ManifestNode, _ key: StaticString) -> Int? {
        if let port = port(parent, key) { return port.value }
        if present(parent, key) == nil { missing("\(key)", in: parent, "it is a number from 1 to 65535.") }
        return nil
    }

    /// Whether exactly one of these keys is there; a message where it is not.
    mutating func exactlyOne(of node: ManifestNode, _ keys: [String], _ what: String) -> Bool {
        let found = node.entries.filter { keys.contains($0.key.text) && !$0.value.isNull }
        if found.count == 1 { return true }
        let number = found.isEmpty ? "none of them is there" : "\(found.count) are there"
        report(
            .error, "not-exactly-one",
            "\(root.path(to: node)): \(what) holds exactly one of \(keys.joined(separator: ", ")); \(number).", at: found.last?.key ?? node)
        return false
    }
}
