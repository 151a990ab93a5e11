import KubeManifest

/// What DNS is asked, and what it answers.
package enum NameEvent: Sendable {
    /// The nameserver that a Pod asks.
    package enum Server: Hashable, Sendable {
        case cluster(String), other(String), ofNode
    }

    /// Which names the search list made of the one that was asked for.
    package enum Walk: Hashable, Sendable {
        case asItIs
        case firstDomain(String)
        case after(misses: [String], String)
        case noneAnswered([String])
        /// Names of the cluster that do not exist, before one of somewhere else.
        case missesFirst([String])
    }

    case hostsFile(PathClient, name: String, [Assigned<String>])
    case question(PathClient, Server, name: String, Walk?)
    /// Policies do not let the question through, or nobody knows whether they do.
    case questionRefused([PolicyEvent])
    case questionUnknown([PolicyEvent])
    case answer([Assigned<String>], why: DNSReason)
    /// - Parameter host: of an Ingress or a route that takes the name; and the path that is to be followed from there.
    case outside(name: String, takenBy: ObjectReference?, target: String)
    case noAnswer(why: DNSReason, nearest: String?)
    case alias(String, [Assigned<String>])
}
