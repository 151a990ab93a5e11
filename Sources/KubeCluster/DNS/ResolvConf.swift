import KubeManifest

/// The file that a container's resolver reads, as kubelet writes it (R46 to R54).
package struct ResolvConf: Sendable, Equatable {
    /// Where it begins: with the cluster's DNS, the node's own file, or nothing.
    package enum Source: String, Sendable {
        case cluster, host, none
    }

    package var nameservers: [String] = []
    package var searches: [String] = []
    /// `ndots:5`, or a name alone.
    package var options: [String] = []
    package var source: Source
    /// What kubelet would cut, and settings that an API server refuses.
    package var warnings: [String] = []

    init(source: Source) { self.source = source }

    /// As the file reads.
    package var text: String {
        var lines = nameservers.map { "nameserver \($0)" }
        if !searches.isEmpty { lines.append("search \(searches.joined(separator: " "))") }
        if !options.isEmpty { lines.append("options \(options.joined(separator: " "))") }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension Cluster {
    /// The resolv.conf of a Pod's containers (pkg/kubelet/network/dns/dns.go, GetPodDNS).
    package func resolvConf(of pod: ClusterPod) -> ResolvConf {
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
        if let dns = pod.spec.dns, dns.hasConfig { conf.append(dns) }
        conf.applyLimits()
        return conf
    }

    /// For a Pod that asks the cluster, where kubelet knows how (R47, R48). Of the node's file only the searches stay; without a file there
    /// are none (generateSearchesForDNSClusterFirst).
    private func clusterConf(_ pod: ClusterPod) -> ResolvConf {
        guard !facts.clusterDNS.isEmpty else { return hostConf }
        var conf = ResolvConf(source: .cluster)
        conf.nameservers = facts.clusterDNS.map(\.description)
        let node = facts.node.resolvConf.map { ResolvConf(nodeFile: $0) }
        let domain = facts.clusterDomain
        let searches = node?.searches ?? []
        conf.searches =
            domain.isEmpty ? searches : (["\(pod.reference.namespace).svc.\(domain)", "svc.\(domain)", domain] + searches).unique
        conf.options = ["ndots:5"]
        conf.warnings = node?.warnings ?? []
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
    /// How kubelet reads the node's file (R53; parseResolvConf): lines end at a line feed alone, words at any white space of Unicode
    /// (Go's strings.Fields).
    init(nodeFile text: String) {
        self.init(source: .host)
        for line in text.unicodeScalars.split(separator: "\n") {
            let words = line.split(whereSeparator: \.properties.isWhitespace).map(String.init)
            guard let first = words.first else { continue }
            switch first {
            case "nameserver":
                if words.count > 1 {
                    nameservers.append(words[1])
                } else {
                    warnings.append("the node's file has a nameserver line without an address: kubelet makes no Pod's resolv.conf from it")
                }
            case "search": searches = words.dropFirst().filter { $0 != "." }.map(\.withoutFinalDot)
            case "options":
                // Newer kubelets keep one option of a name, the last (appendOptions).
                var own = Options()
                for word in words.dropFirst() { own.set(word) }
                options = own.texts
            default: continue
            }
        }
    }

    /// Options by name (R51): the later value of a name replaces the earlier one.
    private struct Options {
        private var list: [(name: String, value: String)] = []
        private var positions: [String: Int] = [:]

        /// `ndots:5`, or a name alone.
        mutating func set(_ text: String) {
            let colon = text.firstIndex(of: ":")
            set(String(text[..<(colon ?? text.endIndex)]), colon.map { String(text[text.index(after: $0)...]) } ?? "")
        }

        mutating func set(_ name: String, _ value: String) {
            if let position = positions[name] {
                list[position].value = value
            } else {
                positions[name] = list.count
                list.append((name, value))
            }
        }

        /// An empty value is none (mergeDNSOptions).
        var texts: [String] { list.map { $0.value.isEmpty ? $0.name : "\($0.name):\($0.value)" } }
    }

    /// What the Pod adds, and in options overrides (R51; appendDNSConfig). Only here duplicates are removed.
    mutating func append(_ dns: PodDNS) {
        nameservers = (nameservers + dns.nameservers).unique
        searches = (searches + dns.searches).unique
        var merged = Options()
        for option in options { merged.set(option) }
        for option in dns.options { merged.set(option.name, option.value ?? "") }
        options = merged.texts
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
