/// Which connections some Pods of one namespace may have (networking.k8s.io/v1).
package struct NetworkPolicy: ManifestObject {
    package struct Rule: Sendable {
        /// Empty for any peer and any address (C14).
        package let peers: [Peer]
        /// Empty for all ports (C16).
        package let ports: [PolicyPort]
        package let mark: Mark
        /// `spec.ingress[0]`
        package let field: String
    }

    package enum Peer: Sendable {
        /// Pods by their labels: of the policy's own namespace where the first selector is nil; all Pods where the second is.
        case pods(namespaces: LabelSelector?, pods: LabelSelector?)
        /// Addresses outside of the cluster.
        case ipBlock(IPBlock)
    }

    package struct IPBlock: Sendable {
        package let cidr: CIDR
        package let except: [CIDR]
        package let mark: Mark
        package let field: String
    }

    package let metadata: ObjectMetadata
    package let podSelector: LabelSelector
    /// As written; empty where left out.
    package let policyTypes: [Located<TrafficDirection>]
    package let ingress: [Rule]
    package let egress: [Rule]

    /// Whether the Pods that the policy selects are isolated in this direction (C12).
    package func applies(to direction: TrafficDirection) -> Bool {
        if !policyTypes.isEmpty { return policyTypes.contains { $0.value == direction } }
        return direction == .ingress || !egress.isEmpty
    }

    package func rules(_ direction: TrafficDirection) -> [Rule] { direction == .ingress ? ingress : egress }
}

/// As seen from the Pods that a policy selects: connections to them, or from them.
package enum TrafficDirection: String, Sendable, CaseIterable {
    case ingress = "Ingress"
    case egress = "Egress"

    /// `ingress`, as the field of a policy is called.
    package var field: String { self == .ingress ? "ingress" : "egress" }
}

extension ObjectKind {
    static let networkPolicy = ObjectKind("NetworkPolicy", ["networking.k8s.io/v1"]) { NetworkPolicy(&$0, defaultNamespace: $1) }
}

extension ObjectSet {
    package var networkPolicies: [NetworkPolicy] { self[NetworkPolicy.self] }
}

extension NetworkPolicy {
    package init?(_ reader: inout FieldReader, defaultNamespace: String) {
        let before = reader.diagnostics.errorCount
        guard
            let metadata = ObjectMetadata(
                &reader, kind: "NetworkPolicy", namespaced: true, name: .dns1123Subdomain, defaultNamespace: defaultNamespace)
        else { return nil }
        self.metadata = metadata
        // Without a spec an API server reads an empty one: it selects every Pod, and no rule lets anything in.
        let spec = reader.mapping(reader.root, "spec")
        reader.checkKeys(of: spec, ["podSelector", "policyTypes", "ingress", "egress"])
        podSelector =
            LabelSelector(&reader, spec, "podSelector")
            ?? LabelSelector(everythingAt: spec?.mark ?? metadata.mark, field: "spec.podSelector")
        policyTypes = Self.types(&reader, spec)
        ingress = Self.rules(&reader, spec, .ingress)
        egress = Self.rules(&reader, spec, .egress)
        if reader.refuses(since: before, metadata) { return nil }
    }

    private static func types(_ reader: inout FieldReader, _ spec: ManifestNode?) -> [Located<TrafficDirection>] {
        var types: [Located<TrafficDirection>] = []
        guard let node = reader.sequence(spec, "policyTypes") else { return [] }
        for item in node.elements {
            guard let text = reader.string(item) else { continue }
            if let direction = TrafficDirection(rawValue: text.value) {
                types.append(Located(direction, at: text.mark))
            } else {
                let nearest = Spelling.nearest(to: text.value, among: TrafficDirection.allCases.map(\.rawValue))
                reader.report(
                    .error, "unknown-value",
                    "\(reader.root.path(to: item)) is \(Quoted(text.value)); it is Ingress or Egress.\(nearest.map { " Did you mean \($0)?" } ?? "")",
                    at: item)
            }
        }
        if types.count > 2 {
            reader.report(.error, "unknown-value", "spec.policyTypes has \(types.count) entries; it has two at most.", at: node)
        }
        return types
    }

    private static func rules(_ reader: inout FieldReader, _ spec: ManifestNode?, _ direction: TrafficDirection) -> [Rule] {
        let key: StaticString = direction == .ingress ? "ingress" : "egress"
        let peersKey: StaticString = direction == .ingress ? "from" : "to"
        return reader.mappings(spec, key).enumerated().map { index, node in
            let field = "spec.\(key)[\(index)]"
            reader.checkKeys(of: node, ["\(peersKey)", "ports"])
            let peers = reader.mappings(node, peersKey).enumerated().compactMap {
                Peer(&reader, $0.element, field: "\(field).\(peersKey)[\($0.offset)]")
            }
            let ports = reader.mappings(node, "ports").enumerated().compactMap {
                PolicyPort(&reader, $0.element, field: "\(field).ports[\($0.offset)]")
            }
            return Rule(peers: peers, ports: ports, mark: node.mark, field: field)
        }
    }
}

extension NetworkPolicy.Peer {
    fileprivate init?(_ reader: inout FieldReader, _ node: ManifestNode, field: String) {
        reader.checkKeys(of: node, ["podSelector", "namespaceSelector", "ipBlock"])
        let pods = LabelSelector(&reader, node, "podSelector")
        let namespaces = LabelSelector(&reader, node, "namespaceSelector")
        guard let block = reader.mapping(node, "ipBlock") else {
            if pods == nil, namespaces == nil {
                reader.report(
                    .error, "not-exactly-one",
                    "\(field) names no peer: it holds podSelector, namespaceSelector, both of them, or ipBlock. For everybody, leave the list out.",
                    at: node)
                return nil
            }
            self = .pods(namespaces: namespaces, pods: pods)
            return
        }
        if pods != nil || namespaces != nil {
            reader.report(
                .error, "not-exactly-one", "\(field) holds ipBlock beside a selector. Write two entries, each with its own '-'.", at: node)
        }
        guard let block = NetworkPolicy.IPBlock(&reader, block, field: "\(field).ipBlock") else { return nil }
        self = .ipBlock(block)
    }
}

extension NetworkPolicy.IPBlock {
    fileprivate init?(_ reader: inout FieldReader, _ node: ManifestNode, field: String) {
        reader.checkKeys(of: node, ["cidr", "except"])
        guard let place = reader.present(node, "cidr") else {
            reader.missing("cidr", in: node, "it is the block of addresses.")
            return nil
        }
        guard let cidr = reader.cidr(place) else { return nil }
        var except: [CIDR] = []
        for item in reader.sequence(node, "except")?.elements.map({ $0 }) ?? [] {
            guard let inner = reader.cidr(item) else { continue }
            if !cidr.value.contains(inner.value) || inner.value.prefix == cidr.value.prefix {
                reader.report(
                    .error, "except-outside-block",
                    "\(reader.root.path(to: item)) is \(inner.value.text), which is no part of \(cidr.value.text).", at: item)
            }
            except.append(inner.value)
        }
        self.init(cidr: cidr.value, except: except, mark: node.mark, field: field)
    }
}

extension FieldReader {
    /// Whether the policy at hand had errors, for which an API server refuses it as a whole; says so.
    mutating func refuses(since before: Int, _ metadata: ObjectMetadata) -> Bool {
        guard diagnostics.errorCount > before else { return false }
        report(
            .warning, "policy-refused",
            "an API server refuses this object for the errors in it, so it is left out: none of its rules counts.", at: metadata.mark,
            field: "metadata.name")
        return true
    }
}
