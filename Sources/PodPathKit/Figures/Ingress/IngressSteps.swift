import KubeCluster
import KubeManifest

/// The numbered sentences of an Ingress's figure.
extension IngressScene {
    var isGateway: Bool { entrance.isGateway }

    private var carrier: String { isGateway ? "Gateway" : "controller" }

    private var hostNames: String {
        let named = entrance.hosts.compactMap { $0 }
        let shown = named.prefix(3).joined(separator: ", ")
        if named.isEmpty { return "any host" }
        return named.count > 3 ? "\(shown) and \(FigureWords.count(named.count - 3, "more host"))" : FigureWords.list(Array(named))
    }

    private var ports: [Int] {
        let listeners = Set(entrance.routes.compactMap(\.listenerPort))
        if isGateway { return listeners.sorted() }
        let hasTLS = entrance.routes.contains(where: \.isTLS)
        return hasTLS ? [80, 443] : [80]
    }

    var clientStep: String {
        let tls = Set(entrance.routes.filter(\.isTLS).compactMap(\.host)).sorted()
        let named = tls.count > 3 ? "\(FigureWords.count(tls.count, "host")) of them" : FigureWords.list(tls)
        let who = entrance.hosts.count == 1 ? "The client" : "For \(named) the client"
        let secure = tls.isEmpty ? "" : " \(who) speaks TLS, which ends at the \(carrier)."
        let names = entrance.hosts.count == 1 ? "the name" : "these names"
        let places = ports.isEmpty ? "" : ", on port \(FigureWords.list(ports.prefix(4).map(String.init)).replacing(" and ", with: " or "))"
        if entrance.routes.allSatisfy({ !$0.namesHosts }) {
            return "A client outside connects\(places.replacing(", on", with: " to")) of the Gateway, whose address is in no route."
        }
        return
            "A client outside asks for \(hostNames.replacing(" and ", with: " or "))\(places). DNS outside the cluster leads \(names) to the \(carrier), whose address is in no \(isGateway ? "route" : "Ingress").\(secure)"
    }

    var controllerStep: String {
        guard isGateway else {
            let name = entrance.routes.first?.className.map { " of class \($0)" } ?? ""
            return
                "The Pods of the Ingress controller\(name) take the request. No traffic passes through the Ingress itself: it is the configuration that these Pods read."
        }
        let gateway = entrance.routes.lazy.compactMap(\.gateway).first
        if entrance.routes.contains(where: { $0.failure?.kind == .gatewayNotFound }) {
            return
                "\(gateway.map { "\($0)" } ?? "The Gateway") was not found in these manifests: whether it takes the routes, and on which ports, nobody can know here."
        }
        return
            "What the Gateway's class runs for it takes the request at a listener, and hands it to the routes that are attached there."
    }

    var workingWays: [Way] { ways.filter(\.works) }

    var ruleStep: String {
        let sentences = workingWays.flatMap { self.sentences(of: $0) }
        let shown = sentences.prefix(6)
        let more = sentences.count > 6 ? " And so on for \(FigureWords.count(sentences.count - 6, "more rule"))." : ""
        let chooses = sentences.count > 1 ? "The host and then the longest path that fits decide: " : "The rule decides: "
        return chooses + shown.joined(separator: "; ") + "." + more
    }

    var ruleEvidence: [Evidence] { Self.limited(workingWays.flatMap(\.routes).flatMap(\.because)) }

    /// What becomes of requests that lead nowhere: those for one host that one backend, or those of a folded box, would have got.
    mutating func failureStep(_ ways: [Way]) -> Int? {
        guard let way = ways.first, let failure = way.failure, figure.steps.count < 9 else { return nil }
        let routes = ways.flatMap(\.routes)
        let places = routes.reduce(into: [String]()) { list, route in
            let place = "\(hostText(way.host, route))\(Self.path(of: route))"
            if list.count < 3, !list.contains(place) { list.append(place) }
        }
        let more = routes.count > 2 && places.count > 2 ? " and \(routes.count - 2) more" : ""
        let requests = "Requests for \(FigureWords.list(Array(places.prefix(2))))\(more)"
        let text =
            failure.kind == .redirect || failure.kind == .noWeight
            ? "\(requests): \(failure.text)" : "\(requests) end there: \(failure.text)"
        let others = Set(ways.map { $0.routes[0].backend }).count - 1
        let likewise = others > 0 ? " Likewise \(FigureWords.count(others, "more backend"))." : ""
        return step(text + (text.hasSuffix("?") ? "" : ".") + likewise, because: Self.limited(ways.compactMap(\.failure?.evidence)))
    }

    func finished() -> Figure {
        var result = figure
        let told = ways.prefix(40).flatMap { sentences(of: $0) }.prefix(40)
        for (object, failure) in partly.sorted(by: { "\($0.key)" < "\($1.key)" }).prefix(3) {
            let end = failure.text.hasSuffix("?") ? "" : "."
            result.remarks.append("\(object) is attached by one of its parentRefs; for another, \(failure.text)\(end)")
        }
        result.description = result.toldInSteps(told.map { $0 + "." })
        return result
    }
}
