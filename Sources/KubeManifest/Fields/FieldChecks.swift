/// Fields whose values follow a rule that several kinds share: enumerations, ports, addresses, label syntax.
extension FieldReader {
    /// One of a fixed set of words, compared exactly; nil (the caller's default) where it is another, which is reported.
    ///
    /// - Parameter emptyIsAbsent: the default stands for the empty text too, as it does in fields of built-in kinds that are no pointers.
    package mutating func enumeration<Value: RawRepresentable & CaseIterable>(
        _ parent: ManifestNode?, _ key: StaticString, _: Value.Type, emptyIsAbsent: Bool = true
    ) -> Located<Value>? where Value.RawValue == String, Value: Sendable {
        guard let text = string(parent, key), !(text.value.isEmpty && emptyIsAbsent && schema == .builtIn) else { return nil }
        if let value = Value(rawValue: text.value) { return Located(value, at: text.mark) }
        let known = Value.allCases.map(\.rawValue)
        guard let node = parent?[key] else { return nil }
        let nearest = Spelling.nearest(to: text.value, among: known)
        let remedy = nearest.map { "Did you mean \($0)?" } ?? "Use one of: \(known.joined(separator: ", "))."
        report(
            .error, "unknown-value", "\(root.path(to: node)) is \(Quoted(text.value)), which Kubernetes does not know. \(remedy)", at: node)
        return nearest.flatMap { Value(rawValue: $0) }.map { Located($0, at: text.mark) }
    }

    /// A port number from 1 to 65535; nil and a message where it is out of range.
    package mutating func port(_ parent: ManifestNode, _ key: StaticString) -> Located<Int>? {
        guard let number = int(parent, key), let node = parent[key] else { return nil }
        guard checkPort(number.value, at: node) else { return nil }
        return number
    }

    /// `targetPort`: a number, or the name of a container port.
    package mutating func portReference(_ parent: ManifestNode, _ key: StaticString) -> Located<PortReference>? {
        guard let node = present(parent, key) else { return nil }
        if node.isScalar, case .int(let number) = node.scalarType {
            return checkPort(number, at: node) ? Located(.number(number), at: node.mark) : nil
        }
        guard let name = string(parent, key) else { return nil }
        if NameRules.isPortName(name.value) { return Located(.name(name.value), at: name.mark) }
        if let number = Int(name.value) {
            report(
                .error, "wrong-type",
                "\(root.path(to: node)) is the string \(Quoted(name.value)), which would be a port's name. Write the number without quotation marks.",
                at: node)
            return (1...65535).contains(number) ? Located(.number(number), at: name.mark) : nil
        }
        invalidPortName(name.value, at: node)
        return Located(.name(name.value), at: name.mark)
    }

    package mutating func portName(_ parent: ManifestNode, _ key: StaticString) -> Located<String>? {
        guard let name = string(parent, key), !name.value.isEmpty, let node = parent[key] else { return nil }
        if !NameRules.isPortName(name.value) { invalidPortName(name.value, at: node) }
        return name
    }

    /// An IP address in text form; nil where it is none, which is reported.
    package mutating func address(_ node: ManifestNode) -> Located<IPAddress>? {
        guard let text = string(node) else { return nil }
        if let address = IPAddress(text.value) { return Located(address, at: text.mark) }
        if schema == .builtIn, let address = IPAddress(paddedWithZeros: text.value) {
            hasLeadingZeros(text.value, "\(address)", at: node)
            return Located(address, at: text.mark)
        }
        report(
            .error, "invalid-address", "\(root.path(to: node)) is \(Quoted(text.value)), which is no IPv4 or IPv6 address.", at: node)
        return nil
    }

    /// A block of addresses in CIDR notation; nil where it is none, which is reported.
    package mutating func cidr(_ node: ManifestNode) -> Located<CIDR>? {
        guard let text = string(node) else { return nil }
        if let block = CIDR(text.value) { return Located(block, at: text.mark) }
        if schema == .builtIn, let block = CIDR(paddedWithZeros: text.value) {
            hasLeadingZeros(text.value, block.text, at: node)
            return Located(block, at: text.mark)
        }
        let hint = IPAddress(text.value).map { " Write \(text.value)/\($0.family == .ipv4 ? 32 : 128) for this one address." } ?? ""
        report(
            .error, "invalid-address",
            "\(root.path(to: node)) is \(Quoted(text.value)), which is no block of addresses such as 10.0.0.0/8 or fd00::/8.\(hint)",
            at: node)
        return nil
    }

    private mutating func hasLeadingZeros(_ text: String, _ meaning: String, at node: ManifestNode) {
        report(
            .warning, "invalid-address",
            "\(root.path(to: node)) is \(Quoted(text)), with leading zeros: API servers with StrictIPCIDRValidation refuse it, others read \(meaning), and many programs read octal numbers. Write \(meaning).",
            at: node)
    }

    /// Keys that the kind does not have, which an API server drops: in a policy, a misspelt key opens or closes what nobody meant.
    package mutating func checkKeys(of node: ManifestNode?, _ known: [String]) {
        guard let node, node.isMapping else { return }
        for (key, _) in node.entries where !known.contains(key.text) {
            let nearest = Spelling.nearest(to: key.text, among: known)
            report(
                .warning, "unknown-field",
                "\(root.path(to: key)) is no field of this kind, and an API server ignores it (kubectl refuses it)."
                    + (nearest.map { " Did you mean \($0)?" } ?? " Known here: \(known.joined(separator: ", "))."), at: key)
        }
    }

    package mutating func addresses(_ parent: ManifestNode?, _ key: StaticString) -> [Located<IPAddress>] {
        guard let node = sequence(parent, key) else { return [] }
        return node.elements.compactMap { address($0) }
    }

    /// Labels, or a selector, by the syntax of label keys and values.
    package mutating func checkedLabels(_ parent: ManifestNode?, _ key: StaticString) -> [Label] {
        let labels = labels(parent, key)
        for label in labels where !NameRules.isLabelKey(label.key) || !NameRules.isLabelValue(label.value) {
            guard let node = parent?[key] else { break }
            let isKey = !NameRules.isLabelKey(label.key)
            let what = isKey ? "the label key \(Quoted(label.key))" : "the value \(Quoted(label.value)) of label \(Quoted(label.key))"
            let rule = "at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends"
            report(
                .error, "invalid-label", "\(what) is not valid: \(isKey ? "an optional DNS prefix and '/', then " : "")\(rule).",
                at: label.mark, field: root.path(to: node) + ManifestNode.component(label.key, first: false))
        }
        return labels
    }

    package mutating func checkPort(_ number: Int, at node: ManifestNode) -> Bool {
        if (1...65535).contains(number) { return true }
        report(
            .error, "port-out-of-range", "\(root.path(to: node)) is \(number); a port is a number from 1 to 65535.", at: node)
        return false
    }

    private mutating func invalidPortName(_ name: String, at node: ManifestNode) {
        report(
            .error, "invalid-port-name",
            "\(root.path(to: node)) is \(Quoted(name)); a port's name has 1 to 15 lower-case letters, digits and single '-', and at least one letter.",
            at: node)
    }
}

/// What a Service's `targetPort` may be.
package enum PortReference: Hashable, Sendable {
    case number(Int)
    case name(String)

    package var text: String {
        switch self {
        case .number(let number): String(number)
        case .name(let name): name
        }
    }
}

package enum TransportProtocol: String, Sendable, CaseIterable, Comparable {
    case tcp = "TCP"
    case udp = "UDP"
    case sctp = "SCTP"
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
