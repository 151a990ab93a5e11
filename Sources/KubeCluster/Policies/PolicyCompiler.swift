import KubeManifest

/// From the policies of the manifests to policies that can be asked: every selector is looked up once.
struct PolicyCompiler {
    private let classes: PolicyClasses
    private let tieredBlocks: [CIDR]
    private var namespacesBySelector: [String: [Int]] = [:]
    private var podsBySelector: [String: ClassSet] = [:]

    private init(_ classes: PolicyClasses, _ tieredBlocks: [CIDR]) {
        self.classes = classes
        self.tieredBlocks = tieredBlocks
    }

    /// In the order in which they are asked: admin policies by priority, NetworkPolicies, baseline policies by priority.
    static func compile(_ cluster: Cluster) -> (classes: PolicyClasses, policies: [CompiledPolicy]) {
        let policies = cluster.objects.networkPolicies
        // Equal priorities: an API server takes them, and the order is undefined; here it is that of the names (C42).
        let tiered = cluster.objects.tieredPolicies.enumerated().sorted {
            ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset)
        }.map(\.element)
        var keys: Set<String> = []
        var names: Set<String> = []
        var blocks: [CIDR] = []
        for policy in policies {
            keys.formUnion(policy.podSelector.keys)
            for rule in policy.ingress + policy.egress {
                names.formUnion(rule.ports.compactMap(\.name))
                for case .pods(_, let selector?) in rule.peers { keys.formUnion(selector.keys) }
            }
        }
        for policy in tiered {
            if case .pods(_, let selector?) = policy.subject { keys.formUnion(selector.keys) }
            for rule in policy.ingress + policy.egress {
                names.formUnion((rule.ports ?? []).compactMap(\.name))
                for peer in rule.peers {
                    if case .pods(_, let selector?) = peer { keys.formUnion(selector.keys) }
                    if case .networks(let list) = peer { blocks += list.filter { !blocks.contains($0) } }
                }
            }
        }
        let classes = PolicyClasses(cluster, keys: keys, names: names, blocks: blocks)
        var compiler = PolicyCompiler(classes, blocks)
        let admin = tiered.filter { $0.tier == .admin }.map { compiler.compile($0) }
        let middle = policies.map { compiler.compile($0) }
        let baseline = tiered.filter { $0.tier == .baseline }.map { compiler.compile($0) }
        return (classes, admin + middle + baseline)
    }

    // MARK: NetworkPolicy

    private mutating func compile(_ policy: NetworkPolicy) -> CompiledPolicy {
        let home = classes.namespace(named: policy.metadata.namespace)
        let subjects = pods(home.map { [$0] } ?? [], "n\(home ?? -1)", policy.podSelector)
        return CompiledPolicy(
            metadata: policy.metadata, layer: .networkPolicy, subject: policy.podSelector, subjects: subjects,
            ingress: policy.ingress.map { compile($0, home) }, egress: policy.egress.map { compile($0, home) },
            appliesToIngress: policy.applies(to: .ingress), appliesToEgress: policy.applies(to: .egress))
    }

    private mutating func compile(_ rule: NetworkPolicy.Rule, _ home: Int?) -> CompiledRule {
        var set = ClassSet(count: classes.all.count)
        var blocks: [AddressBlock] = []
        for peer in rule.peers {
            switch peer {
            case .pods(let namespaces?, let selector): set.formUnion(pods(namespaces, selector))
            case .pods(nil, let selector): set.formUnion(pods(home.map { [$0] } ?? [], "n\(home ?? -1)", selector))
            // For addresses outside of the cluster; the Pods of these manifests are told by their labels (C22).
            case .ipBlock(let block): blocks.append(AddressBlock(block.cidr, except: block.except))
            }
        }
        return CompiledRule(
            action: nil, actionText: "allows", name: nil, matchesEverything: rule.peers.isEmpty, classes: set, blocks: blocks,
            ports: rule.ports.isEmpty ? nil : rule.ports, mark: rule.mark, field: rule.field)
    }

    // MARK: Cluster-wide policies

    private mutating func compile(_ policy: TieredNetworkPolicy) -> CompiledPolicy {
        var subjects = ClassSet(count: classes.all.count)
        var subject = LabelSelector(everythingAt: policy.metadata.mark, field: "spec.subject")
        if case .pods(let namespaces, let selector) = policy.subject {
            subjects = withoutHostNetwork(pods(namespaces, selector))
            subject = selector ?? namespaces
        }
        return CompiledPolicy(
            metadata: policy.metadata, layer: policy.tier == .admin ? .admin : .baseline, subject: subject, subjects: subjects,
            ingress: policy.ingress.map { compile($0) }, egress: policy.egress.map { compile($0) },
            appliesToIngress: !policy.ingress.isEmpty, appliesToEgress: !policy.egress.isEmpty)
    }

    private mutating func compile(_ rule: TieredNetworkPolicy.Rule) -> CompiledRule {
        var set = ClassSet(count: classes.all.count)
        var blocks: [AddressBlock] = []
        for peer in rule.peers {
            switch peer {
            case .pods(let namespaces, let selector): set.formUnion(withoutHostNetwork(pods(namespaces, selector)))
            case .networks(let list):
                blocks += list.map { AddressBlock($0, except: []) }
                // Traffic inside of the cluster is checked against these blocks too, as the API says.
                let positions = Set(list.compactMap { tieredBlocks.firstIndex(of: $0) })
                for (position, podClass) in classes.all.enumerated() where podClass.blocks.contains(where: positions.contains) {
                    set.insert(position)
                }
            case .unknown: continue
            }
        }
        return CompiledRule(
            action: rule.action, actionText: rule.actionText, name: rule.name, matchesEverything: false, classes: set, blocks: blocks,
            ports: rule.ports, mark: rule.mark, field: rule.field)
    }

    /// Cluster-wide policies do not select Pods of the node's network, as their API says.
    private func withoutHostNetwork(_ set: ClassSet) -> ClassSet {
        var result = ClassSet(count: classes.all.count)
        for position in set.members where !classes.all[position].usesHostNetwork { result.insert(position) }
        return result
    }

    // MARK: Selectors

    private mutating func pods(_ namespaces: LabelSelector, _ selector: LabelSelector?) -> ClassSet {
        let key = namespaces.identity
        if let known = namespacesBySelector[key] { return pods(known, key, selector) }
        let matching = classes.namespaces.indices.filter { position in namespaces.matches { classes.namespaces[position].labels[$0] } }
        namespacesBySelector[key] = matching
        return pods(matching, key, selector)
    }

    /// - Parameter key: stands for the namespaces.
    private mutating func pods(_ namespaces: [Int], _ key: String, _ selector: LabelSelector?) -> ClassSet {
        let key = "\(key)\u{1}\(selector?.identity ?? "")"
        if let known = podsBySelector[key] { return known }
        var set = ClassSet(count: classes.all.count)
        for namespace in namespaces {
            for position in classes.inNamespace[namespace] where selector?.matches({ classes.all[position].labels[$0] }) ?? true {
                set.insert(position)
            }
        }
        podsBySelector[key] = set
        return set
    }
}

extension LabelSelector {
    /// The same for selectors that read the same.
    fileprivate var identity: String { "s\(text)" }
}
