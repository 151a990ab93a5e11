import KubeManifest

/// The file that a container's resolver reads, as kubelet writes it (R46 to R54).
public struct ResolvConf: Sendable, Equatable {
    /// Where it begins: with the cluster's DNS, the node's own file, or nothing.
    public enum Source: String, Sendable {
        case cluster, host, none
    }

    public var nameservers: [String] = []
    public var searches: [String] = []
    /// `ndots:5`, or a name alone.
    public var options: [String] = []
    public var source: Source
    /// What kubelet would cut, and settings that an API server refuses.
    public var warnings: [String] = []

    init(source: Source) { self.source = source }

    /// As the file reads.
    public var text: String {
        var lines = nameservers.map { "nameserver \($0)" }
        if !searches.isEmpty { lines.append("search \(searches.joined(separator: " "))") }
        if !options.isEmpty { lines.append("options \(options.joined(separator: " "))") }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The last `ndots` counts; 1 where there is none, 15 at most (R55).
    var ndots: Int {
        let values = options.filter { $0.hasPrefix("ndots:") }.compactMap { Int($0.dropFirst(6)) }
        return min(15, max(0, values.last ?? 1))
    }
}

extension Cluster {
    /// The resolv.conf of a Pod's containers.
    public func resolvConf(of pod: ClusterPod) -> ResolvConf {
        let policy = pod.spec.dns?.policy?.value ?? ""
        var conf: ResolvConf
        switch policy {
        case "None": conf = ResolvConf(source: .none)
        case "Default": conf = hostConf
        case "ClusterFirstWithHostNet": conf = clusterConf(pod)
        case "", "ClusterFirst": conf = pod.spec.hostNetwork ? hostConf : clusterConf(pod)
        default:
            conf = clusterConf(pod)
            conf.warnings.append("dnsPolicy \(policy) is unknown; kubelet acts as for ClusterFirst")
        }
        if let dns = pod.spec.dns { conf.append(dns) }
        conf.applyLimits()
        return conf
    }

    /// For a Pod that asks the cluster, where kubelet knows how (R47, R48).
    private func clusterConf(_ pod: ClusterPod) -> ResolvConf {
        guard !facts.clusterDNS.isEmpty else { return hostConf }
        var conf = ResolvConf(source: .cluster)
        conf.nameservers = facts.clusterDNS.map(\.description)
        let domain = facts.clusterDomain
        let own = domain.isEmpty ? [] : ["\(pod.reference.namespace).svc.\(domain)", "svc.\(domain)", domain]
        conf.searches = (own + hostConf.searches).unique
        conf.options = ["ndots:5"]
        return conf
    }

    /// For a Pod that asks as its node does (R49).
    private var hostConf: ResolvConf {
        guard let text = facts.node.resolvConf else {
            var conf = ResolvConf(source: .host)
            let families = facts.node.addresses.map(\.family)
            conf.nameservers = families.isEmpty ? ["127.0.0.1"] : families.map { $0 == .ipv6 ? "::1" : "127.0.0.1" }
            conf.searches = ["."]
            return conf
        }
        return ResolvConf(nodeFile: text)
    }
}

extension ResolvConf {
    /// How kubelet reads the node's file (R53).
    init(nodeFile text: String) {
        self.init(source: .host)
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" }).map(String.init)
            guard let first = words.first, !first.hasPrefix("#"), !first.hasPrefix(";") else { continue }
            switch first {
            case "nameserver":
                if words.count > 1 {
                    nameservers.append(words[1])
                } else {
                    warnings.append("the node's file has a nameserver line without an address")
                }
            case "search": searches = words.dropFirst().map(\.withoutFinalDot).filter { !$0.isEmpty }
            case "options": options = Array(words.dropFirst())
            default: continue
            }
        }
    }

    /// What the Pod adds, and in options overrides (R51).
    mutating func append(_ dns: PodDNS) {
        nameservers = (nameservers + dns.nameservers).unique
        searches = (searches + dns.searches).unique
        let name = { (option: String) in String(option.prefix { $0 != ":" }) }
        var positions = Dictionary(options.enumerated().map { (name($1), $0) }, uniquingKeysWith: { first, _ in first })
        for option in dns.options {
            let text = option.value.map { "\(option.name):\($0)" } ?? option.name
            if let position = positions[name(text)] {
                options[position] = text
            } else {
                positions[name(text)] = options.count
                options.append(text)
            }
        }
    }

    /// The limits: 3 nameservers, 32 domains of 253 characters, 2048 together (R52).
    mutating func applyLimits() {
        if nameservers.count > 3 {
            warnings.append("\(nameservers.count) nameservers; kubelet keeps the first 3")
            nameservers = Array(nameservers.prefix(3))
        }
        let before = searches
        searches = searches.prefix(32).filter { $0.utf8.count <= 253 }
        while searches.joined(separator: " ").utf8.count > 2048 { searches.removeLast() }
        if searches != before {
            warnings.append("\(before.count) search domains; kubelet keeps \(searches.count) (32 domains of 253 characters, 2048 together)")
        }
    }
}
