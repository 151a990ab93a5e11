import KubeCluster
import KubeManifest

/// Why a configured call does not arrive, or why nobody can know: a clause without a full stop.
extension English {
    static func why(_ arrival: CallArrival) -> Sentence {
        guard let reason = arrival.reason else { return "" }
        switch reason {
        case .cause(let cause): return "\(cause.text)"
        case .endpoints(let gap): return self.gap(gap)
        case .noService(let service): return "no \(service) was found in these manifests"
        case .proxy(let proxy, let host): return "the proxy \(proxy) is asked for it, which looks \(host) up itself"
        case .noCaller(let workload): return "\(workload) has no Pod in these manifests that could call"
        case .hostsFile(let host): return "the Pods find \(host) in their own /etc/hosts"
        case .nameNotFound(let host): return "the Pods do not find \(host) by that name"
        case .alias(let service, let host): return "\(service) is another name for \(host ?? "another host")"
        case .nothingBehind(let service): return "no address behind \(service) was found in these manifests"
        case .noReplicas(let workload, let service): return "\(workload) behind \(service) asks for 0 replicas"
        case .noPod(let service): return "no Pod behind \(service) was found in these manifests"
        case .noReadyPod(let service): return "no Pod behind \(service) is ready"
        case .portNotNamed(let service, let count): return "the address names no port, and \(service) serves \(count)"
        case .portNotServed(let service, let port):
            return "\(service) \(port.map { "does not serve port \($0)" } ?? "serves no port")"
        case .podPortUnknown(let service): return "the port that the Pods behind \(service) listen on is not known"
        case .refused(let isSome): return "refused\(isSome ? " for some Pods" : "") by \(refusers(arrival.refusals))"
        case .onlyFromOwnNode:
            return
                "it arrives only by way of the node that the Pod runs on, and is refused from any other by \(refusers(arrival.refusals))"
        case .onlyAdmitted(let peers): return "policies let in only \(some(peers)), and the client is not in these manifests"
        case .networkDecides:
            return "policies may refuse it: whether they hold for Pods of a node's own network, or for an address, is the network's own"
        }
    }

    /// `NetworkPolicy shop/db (ingress)`; where the same policies refuse several workloads behind a Service, they are named once.
    private static func refusers(_ refusals: [CallArrival.Refusal]) -> Sentence {
        var told: [Sentence] = []
        for refusal in refusals {
            let more = refusal.policies.count > 3 ? ["\(refusal.policies.count - 3) more"] : []
            let names = list(refusal.policies.prefix(3).map { Sentence(.object($0)) } + more.map { Sentence($0) })
            let item: Sentence = "\(names) (\(refusal.direction.field)\(refusal.isQuestion ? ", the question to DNS" : ""))"
            if !told.contains(item) { told.append(item) }
        }
        return list(told)
    }
}

extension CallArrival {
    /// A clause without a full stop: `refused by NetworkPolicy shop/db (ingress)`; empty where the call arrives.
    package var why: String { English.why(self).plain }
}
