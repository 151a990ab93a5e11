import KubeCluster

/// A name looked up, as a Pod's resolver or one question does it.
extension English {
    /// - Parameter client: the Pod that asks.
    static func question(_ lookup: Lookup, from client: String?) -> Sentence {
        "\(name: lookup.name) (\(lookup.type ?? "A and AAAA"))\(client.map { ", asked by Pod \($0)" } ?? ", asked as an absolute name")"
    }

    /// What one question brought: `A 10.96.1.9`, `NXDOMAIN: no such name`.
    static func outcome(_ response: DNSResponse) -> Sentence {
        if !response.answers.isEmpty {
            let records = response.answers.map { record -> Sentence in "\(record.type.rawValue) \(data(of: record))" }
            return joined(records, ", ") + (response.isOutside && response.isAssumed ? ", which is outside the cluster" : "")
        }
        switch response.code {
        case .noError: return "NOERROR, but no such record"
        case .nameError:
            return response.isAssumed ? "outside the cluster: not known here, taken as NXDOMAIN" : "NXDOMAIN: no such name"
        case .serverFailure, .refused: return "\(response.code.rawValue)"
        }
    }

    /// What the resolver goes by: `nameserver ~10.96.0.10, search …, ndots:5`.
    static func resolver(_ conf: ResolvConf, in cluster: Cluster) -> Sentence {
        let servers: Sentence = conf.nameservers.isEmpty ? "not stated" : joined(conf.nameservers.map { server($0, in: cluster) }, " ")
        let searches = conf.searches.isEmpty ? "" : ", search \(conf.searches.joined(separator: " "))"
        return "nameserver \(servers)\(searches)\(conf.options.isEmpty ? "" : ", \(conf.options.joined(separator: " "))")"
    }

    static func hostsFile(_ response: DNSResponse) -> Sentence { "Answered by the Pod's own /etc/hosts: \(outcome(response))." }

    static func notFound(_ advice: String?) -> Sentence { "Not found.\(advice.map { " Nearest: \($0)." } ?? "")" }

    static let builtInRemark = "* of a Service that every cluster has; it was not found in these manifests."

    // MARK: Figures

    static func lookupTitle(_ pod: String, _ name: String, isFound: Bool) -> String {
        isFound ? "How \(pod) finds \(name) by name" : "How \(pod) looks for \(name) and does not find it"
    }

    static func lookupCaption(hasSteps: Bool) -> String? {
        hasSteps ? "Time runs down, along the dotted lines. Above an arrow stands what is sent." : nil
    }

    static let lookupKey = "Dashed purple: a DNS question and its answer."
    static let rulesEyebrow = "Service · rules on every node"

    /// Where the ports come from: the Service's own, and what it leads to.
    static func rule(_ port: ResolvedPort, _ end: PortEnd?) -> [Figure.Line] {
        if let gap = port.gap { return [.init(gap.short, .refused, startsSection: true)] }
        var runs: [Figure.Line.Run] = [.init("\(port.port.port)", .code, part: .ports), .init(" → ", part: .ports)]
        if case .name(let name) = port.target { runs.append(.init("\(name) ", .strong, part: .ports)) }
        runs.append(.init(end?.number.map { String($0) } ?? port.target.text, .code, part: .ports))
        return [
            .init([.init("its port → the Pod’s port", .muted, part: .ports)], startsSection: true), .init(runs),
            .init("and back again in the answer", .muted),
        ]
    }

    /// The label of the way to a Pod.
    static func chosen(_ count: Int) -> Sentence { count == 1 ? "to the Pod behind it" : "to one of the Pods behind it" }
    static func oneOf(_ count: Int) -> String { "one of \(self.count(count, "Pod"))" }
    static let backLabel: Sentence = "The answer, on the same connection"

    static func back(_ target: String, to pod: ClusterPod, overRules: Bool) -> Sentence {
        "\(name: target) answers on the same connection and asks no DNS for that\(overRules ? "; the rules put the Service's address back, so that \(pod) sees the answer come from it" as Sentence : "")."
    }
}
