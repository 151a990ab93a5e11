import KubeManifest

/// The proxy that a workload's variables name: HTTP clients send it the requests, and it looks the names up itself (C65)
/// (golang.org/x/net/http/httpproxy, curl(1): ENVIRONMENT).
struct ProxySettings {
    private var proxies: [String: String] = [:]
    private var exceptions: [String] = []

    var isEmpty: Bool { proxies.isEmpty }

    /// Takes note of `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, in either case; of other variables not.
    mutating func read(variable name: String, _ value: String) {
        guard name.utf8.count <= 11, !value.isEmpty else { return }
        switch name.lowercased() {
        case "http_proxy": proxies["http"] = value
        case "https_proxy": proxies["https"] = value
        case "all_proxy": proxies["all"] = value
        case "no_proxy":
            exceptions += value.lowercased().split { $0 == "," || $0 == " " }.map(String.init)
        default: break
        }
    }

    /// The proxy, without credentials and path; nil where a request for the host goes straight there.
    func proxy(for host: String, scheme: String?) -> String? {
        guard let scheme, let url = proxies[scheme] ?? (scheme == "http" || scheme == "https" ? proxies["all"] : nil),
            host != "localhost", !exceptions.contains(where: { Self.excepts($0, host) })
        else { return nil }
        let place = url.split(separator: "://", maxSplits: 1).last ?? ""
        let authority = place.prefix { $0 != "/" }
        let name = authority.split(separator: "@").last.map(String.init)
        // The proxy is asked for straight.
        return name.map { $0.prefix { $0 != ":" } == host } ?? true ? nil : name
    }

    /// `*`, a host, a domain with or without the leading dot, an address or a block of addresses.
    private static func excepts(_ entry: String, _ host: String) -> Bool {
        if entry == "*" { return true }
        if let address = IPAddress(host) { return CIDR(entry)?.contains(address) ?? (entry == host) }
        let name = (entry.split(separator: ":").first.map(String.init) ?? entry).drop { $0 == "*" || $0 == "." }
        return host == name || host.hasSuffix(".\(name)")
    }
}
