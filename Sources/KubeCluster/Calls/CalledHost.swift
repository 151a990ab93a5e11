import KubeManifest

/// A host that a configuration names, and whose name it is.
struct CalledHost {
    enum Target {
        case service(Int, resolves: Bool)
        case missing(ObjectReference)
        case outside
    }

    /// As written.
    private let name: String
    /// With the final dot no search list is tried.
    let isFull: Bool
    let isAddress: Bool
    /// Within the cluster's domain, below `svc` or where only that word is missing.
    let isInZone: Bool
    /// `name.namespace.svc`.
    let isService: Bool
    /// Without the cluster's domain and `svc`.
    let labels: [String]
    /// The Service of the manifests.
    var service: Int?
    /// Whether Pods of the namespace with a plain resolver find its name; nil while nobody has asked.
    var resolves: Bool?

    /// - Parameter zone: the labels of the cluster's domain.
    init(_ host: String, zone: [String]) {
        name = host
        isFull = host.hasSuffix(".")
        isAddress = IPAddress(host) != nil
        var labels = host.utf8.split(separator: UInt8(ascii: ".")).map { String(Substring($0)) }
        let rest = labels.dropLast(zone.count)
        let isBelow = labels.count > zone.count && labels.suffix(zone.count).elementsEqual(zone)
        // `name.namespace.cluster.local`: nobody but the cluster's DNS could answer it.
        isInZone = isBelow && (rest.last == "svc" || (2...3).contains(rest.count) && rest.last != "pod")
        if isInZone { labels = Array(rest) }
        isService = labels.count >= 3 && labels.last == "svc"
        if isService { labels.removeLast() }
        self.labels = labels
    }

    /// What a name is that is none of a Service of the manifests; nil where it is no name of a Service at all.
    ///
    /// - Parameter services: the names of all Services of the manifests.
    func missing(home: String, _ namespaces: Set<String>, services: Set<String>) -> Target? {
        switch labels.count {
        case 1:
            return Self.ownNames.contains(labels[0]) ? nil : .missing(ObjectReference(kind: "Service", namespace: home, name: labels[0]))
        case 2 where isService || namespaces.contains(labels[1]) || services.contains(labels[0]) && isMisspelt(labels[1], namespaces):
            return .missing(ObjectReference(kind: "Service", namespace: labels[1], name: labels[0]))
        case 3 where isService:
            return .missing(ObjectReference(kind: "Service", namespace: labels[2], name: labels[1]))
        default: return name == "host.docker.internal" ? nil : .outside
        }
    }

    /// Nearly the name of a namespace, and no top-level domain, which has neither hyphens nor digits but for the form `xn--` (RFC 3696).
    private func isMisspelt(_ last: String, _ namespaces: Set<String>) -> Bool {
        !last.hasPrefix("xn--") && !last.allSatisfy(\.isLetter) && Spelling.nearest(to: last, among: Array(namespaces)) != nil
    }

    /// Names that are never a Service's.
    private static let ownNames: Set<String> = [
        "localhost", "host", "hostname", "example", "true", "false", "none", "null", "nil", "yes", "no", "on", "off", "auto", "default",
        "enabled", "disabled", "enable", "disable", "all", "any", "production", "development", "test", "unset", "undefined", "self", "http",
        "https", "tcp", "udp", "grpc", "unix",
    ]
}
