import KubeManifest

/// The one wording of why a Service's port leads nowhere: a path, a call and a finding tell it here, figures and explanations take it over.
extension PortGap {
    /// A clause without a full stop: `no port named http on the Pods`.
    package var text: String {
        switch self {
        case .noPortNamed: "\(short) on the Pods"
        case .otherProtocol(_, _, let found): "\(short) on the Pods, only one with \(found.rawValue)"
        case .notListed: "\(short) in the list of endpoints"
        case .podNotReady, .noPod: short
        }
    }

    /// Where it is clear whose port it is: `no port named http`.
    package var short: String {
        switch self {
        case .noPortNamed(let name): "no port named \(name)"
        case .otherProtocol(let name, let wanted, _): "no \(wanted.rawValue) port named \(name)"
        case .notListed(_, let name?): "no port named \(name)"
        case .notListed(_, nil): "no port without a name"
        case .podNotReady: "no Pod is ready"
        case .noPod: "no Pod found"
        }
    }
}
