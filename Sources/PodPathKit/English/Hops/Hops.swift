import KubeCluster
import KubeManifest

/// A hop of a path: what happens there, sentence by sentence.
extension English {
    static func text(of hop: CommunicationPath.Hop) -> Sentence { joined(hop.events.map { event($0) }.filter { !$0.isEmpty }, " ") }

    private static func event(_ event: PathEvent) -> Sentence {
        switch event {
        case .name(let event): name(event)
        case .entrance(let event): entrance(event)
        case .route(let event): route(event)
        case .balancer(let event): balancer(event)
        case .service(let event): service(event)
        case .endpoints(let event): endpoints(event)
        case .direct(let event): direct(event)
        case .container(let event): container(event)
        case .policy(let event): policy(event)
        }
    }

    // MARK: Words of all hops

    /// `web-1`, `the client`: within a sentence.
    static func who(_ client: PathClient) -> Sentence {
        switch client {
        case .pod(let name): "\(name: name)"
        case .outside: "the client"
        }
    }

    /// `web-1 connects to`, `A client outside connects to`: at its beginning.
    static func connects(_ client: PathClient) -> Sentence {
        switch client {
        case .pod(let name): "\(name: name) connects to"
        case .outside: "A client outside connects to"
        }
    }

    /// At most three, and how many there are besides.
    static func some(_ items: [Sentence], _ word: String = "and") -> Sentence {
        items.count > 4 ? "\(joined(Array(items.prefix(3)), ", ")) and \(items.count - 3) more" : list(items, word)
    }

    static func some(_ items: [String]) -> String { some(items.map { Sentence($0) }).plain }

    static func addresses(_ addresses: [Assigned<String>]) -> Sentence { some(addresses.map { "\(address: $0)" }) }

    /// `Pod shop/cart-1 (~10.244.0.7), port 8080`, `2 Pods of Deployment shop/cart (~10.244.0.7 …), port 8080`.
    static func endpoints(_ endpoints: PathEndpoints) -> Sentence {
        let port: Sentence = "\(", port ", port: endpoints.port)"
        switch endpoints.who {
        case .pod(let pod, let address): return "\(pod) (\(address: address))\(port)"
        case .pods(let count, let owner, let isBare, let address):
            return "\(count) Pods \(isBare ? "like" : "of") \(owner) (\(address: address) …)\(port)"
        case .address(let address): return "the address \(address: address)\(port)"
        case .addresses(let count): return "\(count) addresses that are no Pod's in these manifests\(port)"
        }
    }

    static func endpoints(_ list: [PathEndpoints]) -> Sentence { some(list.map { endpoints($0) }) }

    /// `80`, `53/UDP dns`.
    private static func served(_ port: ServedPort) -> String {
        let number = number(port.number, port.transport)
        return port.name.map { "\(number) \($0)" } ?? number
    }

    /// What is to be said about a port that was not named: a whole sentence.
    static func sentence(_ advice: PortAdvice) -> Sentence {
        guard case .first(let ports) = advice else { return "\(clause(advice))" }
        return "No port was named; of the \(ports.count) ports this is the first (\(list(ports.map(served))))."
    }

    /// What there is instead of a port that is not served; with the full stop or question mark that ends it.
    static func clause(_ advice: PortAdvice) -> Sentence {
        switch advice {
        case .first: return sentence(advice)
        case .otherProtocol(let number, let served, let asked):
            return "it serves \(number) as \(served.rawValue), not as \(asked.rawValue)."
        case .targetPort(let number, let port):
            return "\(number) is its targetPort, the port of the Pods; clients use \(port); did you mean :\(port)?"
        case .nodePort(let number, let port):
            return "\(number) is its nodePort, a port of the nodes; at the Service clients use \(port); did you mean :\(port)?"
        case .targetName(let name, let nearest):
            return "\(name) is its targetPort, a name that the Pods give; did you mean :\(nearest)?"
        case .served(let ports, let nearest):
            let offered = ports.isEmpty ? "it has no port at all" : "it serves \(list(ports.map(served)))"
            return "\(offered)\(nearest.map { "; did you mean :\($0)?" } ?? ".")"
        }
    }
}

extension CommunicationPath.Hop {
    /// What happens, in whole sentences.
    public var text: String { English.text(of: self).plain }

    /// The same in a few words: what stands on an arrow.
    package var label: String { English.label(of: self).plain }
}

extension CommunicationPath {
    /// Why the verdict is what it is, where it does not follow from one hop alone.
    public var summary: String? { failing.map { English.failing($0) } }

    /// What manifests cannot say about this path.
    public var remarks: [String] { notes.map { English.remark($0) } }
}
