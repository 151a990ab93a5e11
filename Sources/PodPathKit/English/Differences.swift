import KubeCluster
import KubeManifest

/// What differs between two sets of manifests.
extension English {
    static let noDifference = "No difference that Pods' communication would notice was found."

    static let policiesNotCompared =
        "What policies allow is not compared here: 'podpath connections --diff' lists what they open and close."

    /// One sentence.
    static func difference(_ item: ClusterComparison.Difference) -> Sentence {
        let part = item.part ?? "", isNew = item.old == nil
        let other: Sentence = item.target.map { "\($0)" } ?? ""
        switch item.field {
        case .service, .workload, .policy: return "\(item.object) is \(isNew ? "new" : "gone")."
        case .namespace: return "\(item.object.kind) \(item.object.name) moved from namespace \(item.old ?? "") to \(item.new ?? "")."
        case .type: return "\(item.object) is of another type: \(change(item))."
        case .headless:
            return item.new == "headless"
                ? "\(item.object) is headless now: its name gives the addresses of its Pods, no virtual IP\(explains: .headless)."
                : "\(item.object) is no longer headless: its name gives a virtual IP\(explains: .headless)."
        case .clusterIP: return "\(item.object) has another virtual IP: \(change(item))."
        case .externalName: return "\(item.object) stands for another name: \(change(item))."
        case .selector: return "\(item.object) selects other labels: \(change(item))."
        case .port where item.old != nil && item.new != nil:
            return "\(item.object), port \(part): clients used \(item.old ?? ""), and use \(item.new ?? "") now."
        case .port: return "\(item.object) \(isNew ? "has a new port" : "no longer has the port") \(part)."
        case .protocol, .targetPort, .nodePort: return "\(item.object), port \(part): \(was(item))."
        case .target: return "\(item.object) \(isNew ? "now leads" : "no longer leads") to \(other)."
        case .endpointPorts: return "The endpoints of \(item.object) have other ports: \(change(item))."
        case .endpointAddresses: return "\(item.object) has other stated addresses behind it: \(change(item))."
        case .replicas: return "\(item.object) has another number of replicas: \(change(item))."
        case .call:
            let problem = part == "not found" ? ", which was not found in the newer manifests" : part.isEmpty ? "" : ", whose name \(part)"
            return "\(item.object) \(isNew ? "now calls" : "no longer calls") \(other)\(problem)."
        case .callPorts: return "\(item.object) calls \(other) on another port: \(change(item))."
        case .resolution: return resolution(item, other)
        case .externalTrafficPolicy, .internalTrafficPolicy: return "\(item.object): \(was(item))."
        case .route: return "Requests for \(part) \(isNew ? "now reach" : "no longer reach") \(item.object)."
        case .name: return "The name \(part) \(isNew ? "appeared in" : "vanished from") DNS."
        }
    }

    private static func resolution(_ item: ClusterComparison.Difference, _ other: Sentence) -> Sentence {
        switch item.new {
        case "found": "\(item.object) calls \(other), whose name is found now."
        case "not found": "\(item.object) calls \(other), which was not found in the newer manifests."
        default: "\(item.object) calls \(other), whose name does not resolve any more as it is written."
        }
    }

    /// `ClusterIP before, NodePort now`.
    private static func change(_ item: ClusterComparison.Difference) -> Sentence { "\(item.old ?? "") before, \(item.new ?? "") now" }

    /// `targetPort was 80, and is 8080 now`.
    private static func was(_ item: ClusterComparison.Difference) -> Sentence {
        "\(item.field.rawValue) was \(item.old ?? ""), and is \(item.new ?? "") now"
    }

    /// In a few words, for the box of its object.
    static func short(_ item: ClusterComparison.Difference) -> Sentence {
        let change = [item.old, item.new].compactMap { $0 }.joined(separator: " → ")
        let place = item.part.map { " \($0)" } ?? ""
        switch item.field {
        case .service, .workload, .policy: return item.old == nil ? "new" : "gone"
        case .port where item.old == nil: return "new port\(place)"
        case .port where item.new == nil: return "port\(place) is gone"
        case .headless: return "\(change)"
        case .port: return "port\(place) \(change)"
        case .protocol, .targetPort, .nodePort: return "port\(place): \(item.field.rawValue) \(change)"
        case .route: return item.old == nil ? "new way in\(place)" : "way in\(place) is gone"
        case .endpointPorts: return "endpoints' ports \(change)"
        case .endpointAddresses: return "addresses \(change)"
        case .name: return item.old == nil ? "new name" : "name is gone"
        default: return "\(item.field.rawValue)\(place) \(change)"
        }
    }

    /// What a relation was and is, for its arrow.
    static func relation(_ item: ClusterComparison.Difference) -> Sentence {
        guard let old = item.old else { return "new" }
        guard let new = item.new else { return "gone" }
        return item.field == .callPorts ? "\(port: "\(plain(old)) → \(plain(new))")" : "\(new)"
    }

    /// Ports of a call of which the Service has none.
    static func unserved(_ missing: [String], by own: [String]) -> String {
        let list = list(missing.map(plain)), other = self.list(own.map(plain))
        return "\(list) is not served" + (other.isEmpty ? "" : ", \(other) \(own.count == 1 ? "is" : "are")")
    }

    static func unserved(_ missing: [String], by own: [String], of target: ObjectReference) -> Sentence {
        " \(target) does not serve \(list(missing.map(plain)))\(own.isEmpty ? "" : ", but \(list(own.map(plain)))")."
    }

    /// `80/TCP` is `80`.
    private static func plain(_ ports: String) -> String { ports.replacing("/TCP", with: "") }

    static func changeTitle(_ count: Int) -> String { "What changed: \(self.count(count, "difference"))" }

    /// What dashed and orange stands for in the figure of a change.
    static func changeRemark(hasMissing: Bool, hasRefused: Bool) -> String {
        let meanings = ["is gone", hasMissing ? "not found in the newer manifests" : nil, hasRefused ? "does not arrive" : nil]
        return "Only what changed is drawn, and what it touches. Dashed and orange \(list(meanings.compactMap { $0 }, "or"))."
    }

    static func moreDifferences(_ count: Int) -> String {
        "\(self.count(count, "more difference")) \(count == 1 ? "is" : "are") not drawn."
    }
}
