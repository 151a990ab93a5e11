/// A cluster-wide policy before or after the namespaces' own ones: AdminNetworkPolicy, BaselineAdminNetworkPolicy and
/// ClusterNetworkPolicy in one form, because they mean the same (C36 to C43).
package struct TieredNetworkPolicy: ManifestObject {
    package enum Tier: String, Sendable, CaseIterable {
        /// Before every NetworkPolicy.
        case admin = "Admin"
        /// After them, for what they left open.
        case baseline = "Baseline"
    }

    package enum Action: String, Sendable, CaseIterable {
        /// `Allow`, in ClusterNetworkPolicy `Accept`: final.
        case allow = "Allow"
        case deny = "Deny"
        /// On to the next tier.
        case pass = "Pass"
    }

    package enum Peer: Sendable {
        case pods(namespaces: LabelSelector, pods: LabelSelector?)
        /// Blocks of addresses; Pods whose addresses lie in them are meant too.
        case networks([CIDR])
        /// Nodes or domain names: manifests do not say which connections these are, so it matches nothing here.
        case unknown(String)
    }

    package struct Rule: Sendable {
        package let name: String?
        package let action: Action
        /// The word that the object uses for the action.
        package let actionText: String
        package let peers: [Peer]
        /// Nil for all ports; an empty list matches nothing (C41).
        package let ports: [PolicyPort]?
        package let mark: Mark
        package let field: String
    }

    package let metadata: ObjectMetadata
    package let tier: Tier
    /// 0 comes first. A BaselineAdminNetworkPolicy, of which there is one, comes after all others of its tier.
    package let priority: Int
    package let priorityMark: Mark
    /// Always `.pods`.
    package let subject: Peer
    package let ingress: [Rule]
    package let egress: [Rule]

    package func rules(_ direction: TrafficDirection) -> [Rule] { direction == .ingress ? ingress : egress }
}

extension ObjectSet {
    /// AdminNetworkPolicies, the BaselineAdminNetworkPolicy and ClusterNetworkPolicies.
    package var tieredPolicies: [TieredNetworkPolicy] { self[TieredNetworkPolicy.self] }
    package var hasPolicies: Bool { !networkPolicies.isEmpty || !tieredPolicies.isEmpty }
}

/// What differs in how the kinds are written.
struct TieredPolicyForm {
    let kind: String
    /// The words for the actions.
    let actions: [(word: String, action: TieredNetworkPolicy.Action)]
    let portsKey: StaticString
    let port: @Sendable (inout FieldReader, ManifestNode, String) -> PolicyPort?
    let rules: FieldTable
    /// `pods` without a `namespaceSelector` is refused; else it means all namespaces.
    var needsNamespaceSelector = true
    var egressPeers = ["namespaces", "pods", "nodes", "networks", "domainNames"]
}

extension TieredNetworkPolicy {
    /// - Parameter rank: the tier and the priority, read from the spec.
    init?(
        _ reader: inout FieldReader, _ form: TieredPolicyForm,
        keys: [String], rank: (inout FieldReader, ManifestNode, ObjectMetadata) -> (Tier, Located<Int>)?
    ) {
        let before = reader.diagnostics.errorCount
        guard let metadata = ObjectMetadata(&reader, kind: form.kind, namespaced: false, name: .dns1123Subdomain, defaultNamespace: "")
        else {
            return nil
        }
        reader.schema = .custom
        reader.check(reader.root, form.rules)
        guard let spec = reader.mapping(reader.root, "spec") else {
            if reader.present(reader.root, "spec") == nil { reader.missing("spec", in: reader.root, "it says whom the policy is about.") }
            _ = reader.refuses(since: before, metadata)
            return nil
        }
        reader.checkKeys(of: spec, keys + ["subject", "ingress", "egress"])
        let rank = rank(&reader, spec, metadata)
        let subject = Self.subject(&reader, spec, form)
        let ingress = Self.rules(&reader, spec, .ingress, form)
        let egress = Self.rules(&reader, spec, .egress, form)
        guard !reader.refuses(since: before, metadata), let rank, let subject else { return nil }
        self.init(
            metadata: metadata, tier: rank.0, priority: rank.1.value, priorityMark: rank.1.mark, subject: subject, ingress: ingress,
            egress: egress)
    }

    /// `spec.priority`, from 0 to 1000 (C42).
    static func priority(_ reader: inout FieldReader, _ spec: ManifestNode) -> Located<Int>? {
        guard let priority = reader.int(spec, "priority"), let node = spec["priority"] else {
            if reader.present(spec, "priority") == nil { reader.missing("priority", in: spec, "it is a number from 0 (first) to 1000.") }
            return nil
        }
        if (0...1000).contains(priority.value) { return priority }
        reader.report(.error, "unknown-value", "spec.priority is \(priority.value); it is a number from 0 (first) to 1000.", at: node)
        return nil
    }

    private static func subject(_ reader: inout FieldReader, _ spec: ManifestNode, _ form: TieredPolicyForm) -> Peer? {
        guard let node = reader.mapping(spec, "subject") else {
            if reader.present(spec, "subject") == nil {
                reader.missing("subject", in: spec, "it selects the Pods that the policy is about.")
            }
            return nil
        }
        let known = ["namespaces", "pods"]
        reader.checkKeys(of: node, known)
        guard reader.exactlyOne(of: node, known, "a subject") else { return nil }
        return pods(&reader, node, form, field: "spec.subject")
    }

    /// `namespaces` or `pods`.
    private static func pods(_ reader: inout FieldReader, _ node: ManifestNode, _ form: TieredPolicyForm, field: String) -> Peer? {
        if let namespaces = LabelSelector(&reader, node, "namespaces") {
            return .pods(namespaces: namespaces, pods: nil)
        }
        guard let inner = reader.mapping(node, "pods") else { return nil }
        reader.checkKeys(of: inner, ["namespaceSelector", "podSelector"])
        let namespacesField = "\(field).pods.namespaceSelector"
        var namespaces = LabelSelector(&reader, inner, "namespaceSelector")
        let pods = LabelSelector(&reader, inner, "podSelector")
        // Both are mandatory (C40); an empty one selects everything.
        if namespaces == nil, reader.present(inner, "namespaceSelector") == nil {
            if form.needsNamespaceSelector {
                reader.missing("namespaceSelector", in: inner, "write {} for all namespaces.")
            } else {
                namespaces = LabelSelector(everythingAt: inner.mark, field: namespacesField)
            }
        }
        if pods == nil, reader.present(inner, "podSelector") == nil { reader.missing("podSelector", in: inner, "write {} for all Pods.") }
        guard let namespaces, let pods else { return nil }
        return .pods(namespaces: namespaces, pods: pods)
    }

    private static func rules(
        _ reader: inout FieldReader, _ spec: ManifestNode, _ direction: TrafficDirection, _ form: TieredPolicyForm
    ) -> [Rule] {
        let key: StaticString = direction == .ingress ? "ingress" : "egress"
        let items = reader.mappings(spec, key)
        return items.enumerated().compactMap { Rule(&reader, $0.element, direction, form, field: "spec.\(key)[\($0.offset)]") }
    }

    fileprivate static func peer(
        _ reader: inout FieldReader, _ node: ManifestNode, _ direction: TrafficDirection, _ form: TieredPolicyForm, field: String
    ) -> Peer? {
        let known = direction == .ingress ? ["namespaces", "pods"] : form.egressPeers
        reader.checkKeys(of: node, known)
        guard reader.exactlyOne(of: node, known, "a peer") else { return nil }
        if direction == .egress, let list = reader.sequence(node, "networks") {
            let blocks = list.elements.compactMap { reader.cidr($0)?.value }
            return .networks(blocks)
        }
        for word in ["nodes", "domainNames"] where direction == .egress {
            guard let entry = node.entries.first(where: { $0.key.text == word }) else { continue }
            reader.report(
                .warning, "peer-not-followed",
                "\(field).\(word): manifests do not say which addresses these are, so this peer matches nothing here.", at: entry.key)
            return .unknown(word)
        }
        return pods(&reader, node, form, field: field)
    }
}

extension TieredNetworkPolicy.Rule {
    fileprivate init?(
        _ reader: inout FieldReader, _ node: ManifestNode, _ direction: TrafficDirection, _ form: TieredPolicyForm, field: String
    ) {
        let peersKey: StaticString = direction == .ingress ? "from" : "to"
        reader.checkKeys(of: node, ["name", "action", "\(peersKey)", "\(form.portsKey)"])
        let items = reader.mappings(node, peersKey)
        peers = items.enumerated().compactMap {
            TieredNetworkPolicy.peer(&reader, $0.element, direction, form, field: "\(field).\(peersKey)[\($0.offset)]")
        }
        let list = reader.sequence(node, form.portsKey)
        let entries = reader.mappings(node, form.portsKey)
        ports =
            list == nil
            ? nil : entries.enumerated().compactMap { form.port(&reader, $0.element, "\(field).\(form.portsKey)[\($0.offset)]") }
        mark = node.mark
        self.field = field
        name = reader.string(node, "name").map(\.value).flatMap { $0.isEmpty ? nil : $0 }
        guard let word = reader.string(node, "action"), let place = node["action"] else {
            if reader.present(node, "action") == nil {
                reader.missing("action", in: node, "it is \(form.actions.map(\.word).joined(separator: ", ")).")
            }
            return nil
        }
        guard let known = form.actions.first(where: { $0.word == word.value }) else {
            let words = form.actions.map(\.word)
            let nearest = Spelling.nearest(to: word.value, among: words)
            reader.report(
                .error, "unknown-value",
                "\(field).action is \(Quoted(word.value)); in this kind it is \(words.joined(separator: ", ")).\(nearest.map { " Did you mean \($0)?" } ?? "")",
                at: place)
            return nil
        }
        action = known.action
        actionText = known.word
    }
}
