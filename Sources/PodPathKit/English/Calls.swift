import KubeCluster

/// Who is configured to call whom, and whether it arrives.
extension English {
    /// What no manifest shows, said where nothing, or not everything, was found.
    static let callLimits = "Manifests cannot show calls whose addresses are built into images or come from elsewhere at run time."

    static let noCall = "No configured call was found in these manifests."

    /// Whether it arrives, and if not, what keeps it from there.
    static func answer(_ call: Call, _ arrival: CallArrival) -> Sentence {
        switch arrival.outcome {
        case .arrives: return "yes"
        case .unknown: return "not known: \(arrival.why)\(call.advice.map { "; \($0)" } ?? "")"
        case .refused where arrival.isSome: return "not always: \(arrival.why)"
        default: return "no: \(arrival.why)"
        }
    }

    /// What is to be said of it beside where it leads; empty where it arrives.
    static func problem(_ call: Call, _ arrival: CallArrival) -> Sentence {
        let advice = call.advice.map { ": \($0)" } ?? ""
        if !call.isFound { return "not found\(advice)" }
        return call.resolves ? "\(arrival.why)" : "does not resolve\(advice)"
    }

    /// `spec.containers[0].env[2].value (web.yaml:14)`.
    static func place(_ evidence: Evidence) -> Sentence {
        "\(code: evidence.field) (\(evidence.location.file):\(evidence.location.line))"
    }

    /// `key password of Secret db`.
    static func secret(_ item: HiddenAddress) -> String { "\(item.key.map { "key \($0) of " } ?? "")Secret \(item.secret)" }

    static let assumedPort = "* the address names no port; the Service has only this one."

    /// As it is written, with the port that is meant: `cart:7070`.
    static func name(of call: Call) -> Sentence {
        guard let port = call.port, call.name == call.host || call.name == "\(call.host):\(port)" else { return "\(name: call.name)" }
        return "\(name: call.host)\(":", port: port)"
    }
}
