/// How hosts and paths of Ingresses and Gateway routes are compared with a request's, and with each other.
enum RouteMatching {
    /// A wildcard of an Ingress stands for exactly one label (networking.k8s.io/v1, IngressRule.host).
    static func ingressHost(_ pattern: String?, matches host: String) -> Bool {
        guard let pattern else { return true }
        guard pattern.hasPrefix("*.") else { return pattern.lowercased() == host.lowercased() }
        guard let dot = host.firstIndex(of: "."), dot != host.startIndex else { return false }
        return host[dot...].lowercased() == pattern.dropFirst().lowercased()
    }

    /// A wildcard of a Gateway or its routes stands for one label or more (gateway.networking.k8s.io, Hostname).
    static func gatewayHost(_ pattern: String?, matches host: String) -> Bool {
        guard let pattern else { return true }
        guard pattern.hasPrefix("*.") else { return pattern.lowercased() == host.lowercased() }
        return host.utf8.count > pattern.utf8.count - 1 && host.lowercased().hasSuffix(pattern.dropFirst().lowercased())
    }

    /// The hosts that a listener and a route both take; a nil host is any host.
    struct Common {
        let host: String?
    }

    /// The narrower of the two; nil where they have nothing in common.
    static func intersection(_ listener: String?, _ route: String?) -> Common? {
        guard let listener else { return Common(host: route) }
        guard let route else { return Common(host: listener) }
        if gatewayHost(listener, matches: route) { return Common(host: route) }
        return gatewayHost(route, matches: listener) ? Common(host: listener) : nil
    }

    /// Whether a request's path matches; nil where only the controller knows. `ImplementationSpecific` is compared as Prefix.
    static func path(_ pattern: String?, _ type: String, matches path: String) -> Bool? {
        guard let pattern else { return true }
        switch type {
        case "Exact": return pattern == path
        case "RegularExpression": return nil
        default: return isPrefix(pattern, of: path)
        }
    }

    /// Element by element, a slash at the end left out of account: `/foo` matches `/foo/bar`, not `/foobar`.
    private static func isPrefix(_ pattern: String, of path: String) -> Bool {
        let wanted = pattern.hasSuffix("/") ? pattern.dropLast() : pattern[...]
        guard path.hasPrefix(wanted) else { return false }
        return path.utf8.count == wanted.utf8.count || path.utf8.dropFirst(wanted.utf8.count).first == UInt8(ascii: "/")
    }
}
