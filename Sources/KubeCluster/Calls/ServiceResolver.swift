import KubeManifest

/// Whether a Service's name is found from a Pod, without asking for all the names that its search list makes of it (R55).
///
/// glibc goes through its whole list and does not stop at a name without an address, so the one name that the Service has
/// is enough: the names in front of it can only be found too.
struct ServiceResolver {
    /// Nil where the walk may end early, or another server is asked: only the whole walk tells.
    private let searches: [String]?

    init(of pod: ClusterPod, in dns: ClusterDNS) {
        let conf = dns.cluster.resolvConf(of: pod)
        let isWhole = dns.cluster.facts.resolver == .glibc && NameServer(conf, in: dns).isCluster
        searches = isWhole ? conf.searches.map(\.withoutFinalDot) : nil
    }

    /// - Returns: true where the name leads to the Service; false says nothing.
    func reaches(_ host: String, _ service: ClusterService, in dns: ClusterDNS) -> Bool {
        guard let searches else { return false }
        let own = "\(service.name).\(service.namespace).svc.\(dns.zone)"
        // A list with a name that no question can hold ends there (R56).
        let isSendable = searches.allSatisfy { host.utf8.count + $0.utf8.count + 2 <= 254 }
        guard isSendable, searches.contains(where: { own == "\(host).\($0)" }) else { return false }
        if isPlain(service, own, in: dns) { return true }
        let name = DNSName(own)
        return name.isAskable && ["A", "AAAA"].contains { dns.answer(name, $0, aliases: 0).holds([.a, .aaaa]) }
    }

    /// Whether the name has the Service's own address (R13), without writing the records: nothing stands between the two.
    private func isPlain(_ service: ClusterService, _ name: String, in dns: ClusterDNS) -> Bool {
        let object = service.service
        return object.type != .externalName && !object.isHeadless && !service.virtualIPs.isEmpty && !dns.facts.ignoresEmptyService
            && NameRules.isDNS1123Label(service.name) && NameRules.isDNS1123Label(service.namespace) && DNSName.isAskable(name)
            && dns.exists(service.namespace) && dns.isExposed(service.namespace)
    }
}
