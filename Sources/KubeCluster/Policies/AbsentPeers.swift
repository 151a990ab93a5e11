import KubeManifest

/// Pods that a rule names by their labels or namespace, and that these manifests do not hold (C64).
package struct AbsentPeer: Hashable, Sendable {
    /// `shop/[pod with {app=prometheus}]`, `ingress-nginx/[all pods]`, `[namespace with {team=a}]/[all pods]`.
    package let text: String
    /// `Pods with app=prometheus of namespace shop`, as a sentence names them.
    package let words: String

    /// - Parameter namespaces: nil for the policy's own.
    init(_ namespaces: LabelSelector?, _ pods: LabelSelector?, home: String) {
        let who = pods.flatMap { $0.isEmpty ? nil : "[pod with {\($0.text)}]" } ?? "[all pods]"
        words = NetworkPolicyEnforcement.words(namespaces, pods, home: home)
        guard let namespaces else {
            text = "\(home)/\(who)"
            return
        }
        let only = namespaces.matchLabels.first
        let isName =
            namespaces.matchExpressions.isEmpty && namespaces.matchLabels.count == 1 && only?.key == PolicyClasses.nameLabel
        text =
            namespaces.isEmpty
            ? "[any namespace]/\(who)" : isName ? "\(only?.value ?? "")/\(who)" : "[namespace with {\(namespaces.text)}]/\(who)"
    }
}

/// What a rule of a NetworkPolicy allows between such Pods and a workload.
package struct AbsentConnection: Sendable {
    package let peer: AbsentPeer
    /// Position in `Cluster.workloads`.
    package let workload: Int
    /// Of the workload: ingress for connections from the peer.
    package let direction: TrafficDirection
    package internal(set) var ports: PortSet
    /// The first rule that allows it.
    package let policy: ObjectReference
    package let rule: Int
    package let because: [Evidence]
}

extension NetworkPolicyEnforcement {
    /// In the order of the policies and their rules; a peer and a workload once for each direction.
    package func absentConnections() -> [AbsentConnection] {
        let compiled = Dictionary(policies.filter { $0.layer == .networkPolicy }.map { ($0.metadata.reference, $0) }) { first, _ in first }
        var members: [Int: [Int]] = [:]
        for (workload, list) in classes.ofWorkload.enumerated() { for position in list { members[position, default: []].append(workload) } }
        var result: [AbsentConnection] = []
        var known: [Key: Int] = [:]
        for policy in cluster.objects.networkPolicies {
            guard let own = compiled[policy.metadata.reference] else { continue }
            for direction in TrafficDirection.allCases where own.applies(to: direction) {
                for (index, rule) in policy.rules(direction).enumerated() {
                    let peers = absentPeers(of: rule, home: policy.metadata.namespace)
                    guard !peers.isEmpty else { continue }
                    for subject in own.subjects.members {
                        let ports = own.rules(direction)[index].ports(on: direction == .ingress ? classes.all[subject] : nil)
                        guard !ports.isEmpty else { continue }
                        for workload in members[subject] ?? [] {
                            for peer in peers {
                                let key = Key(peer: peer, workload: workload, direction: direction)
                                if let place = known[key] {
                                    result[place].ports = result[place].ports.union(ports)
                                    continue
                                }
                                known[key] = result.count
                                let evidence = Evidence(policy.metadata, field: rule.field, value: peer.words, at: rule.mark)
                                result.append(
                                    AbsentConnection(
                                        peer: peer, workload: workload, direction: direction, ports: ports,
                                        policy: policy.metadata.reference, rule: index, because: [evidence]))
                            }
                        }
                    }
                }
            }
        }
        return result
    }

    private struct Key: Hashable {
        let peer: AbsentPeer
        let workload: Int
        let direction: TrafficDirection
    }

    /// The peers of a rule that match no Pod.
    private func absentPeers(of rule: NetworkPolicy.Rule, home: String) -> [AbsentPeer] {
        rule.peers.compactMap { peer in
            guard case .pods(let namespaces, let pods) = peer else { return nil }
            let places: [Int] =
                if let namespaces {
                    classes.namespaces.indices.filter { position in
                        position != classes.all[classes.ingressController].namespace
                            && namespaces.matches { classes.namespaces[position].labels[$0] }
                    }
                } else {
                    classes.namespace(named: home).map { [$0] } ?? []
                }
            let isHeld = places.contains { place in
                classes.inNamespace[place].contains { position in pods?.matches { classes.all[position].labels[$0] } ?? true }
            }
            return isHeld ? nil : AbsentPeer(namespaces, pods, home: home)
        }
    }
}
