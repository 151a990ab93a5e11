/// A word that a newcomer to Kubernetes has not met. Where a page uses it for the first time, half a sentence says what it is.
package enum Term: CaseIterable, Hashable, Sendable {
    case headless, srvRecords, nat, dnat, kubelet, zone

    var meaning: String {
        switch self {
        case .headless: "it has no virtual IP, its name stands for the Pods themselves"
        case .srvRecords: "entries of DNS that tell a port beside a host's name"
        case .nat: "network address translation"
        case .dnat: "network address translation of the destination"
        case .kubelet: "which starts the Pods of its node and probes them"
        case .zone: "nodes that fail together, such as those of one data centre"
        }
    }
}
