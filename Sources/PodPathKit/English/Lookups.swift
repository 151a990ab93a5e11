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
}
