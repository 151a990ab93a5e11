import Templates

/// A word of the glossary. Its sentence stands in Templates/glossary/terms.txt, a line for each word.
package enum Term: String, CaseIterable, Hashable, Sendable {
    case pod, node, cluster, manifest, namespace, label, selector, controller, workload, deployment
    case statefulSet = "stateful-set"
    case service
    case endpointSlice = "endpoint-slice"
    case ready
    case virtualIP = "virtual-ip"
    case clusterIP = "cluster-ip"
    case nodePort = "node-port"
    case loadBalancer = "load-balancer"
    case externalName = "external-name"
    case headless
    case targetPort = "target-port"
    case containerPort = "container-port"
    case clusterDNS = "cluster-dns"
    case dnsRecord = "dns-record"
    case srvRecords = "srv-records"
    case searchList = "search-list"
    case kubelet
    case kubeProxy = "kube-proxy"
    case nat, dnat, zone
    case networkPolicy = "network-policy"
    case ingress
    case ingressController = "ingress-controller"
    case gateway

    /// `Headless Service`
    package var title: String { entry.title }
    /// One sentence that says what it is.
    package var meaning: String { entry.meaning }
    /// Half a sentence, for a page without a glossary; nil for a word that such a page uses unexplained.
    var aside: String? { entry.aside }

    private struct Entry {
        let title: String
        let meaning: String
        let aside: String?
    }

    private var entry: Entry { Self.entries[rawValue] ?? Entry(title: rawValue, meaning: "", aside: nil) }

    /// The lines of the file by their first words: `id | title | sentence`, with `| aside` behind some.
    private static let entries: [String: Entry] = {
        let lines = Templates.glossary.split(separator: "\n").map { line in
            line.split(separator: "|").map { String($0.trimmed) }
        }
        return Dictionary(
            lines.compactMap { parts in
                parts.count < 3 ? nil : (parts[0], Entry(title: parts[1], meaning: parts[2], aside: parts.count > 3 ? parts[3] : nil))
            }, uniquingKeysWith: { first, _ in first })
    }()

    /// The words in the order of their titles.
    package static let sorted = allCases.sorted { ($0.title.lowercased(), $0.rawValue) < ($1.title.lowercased(), $1.rawValue) }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var rest = self
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
