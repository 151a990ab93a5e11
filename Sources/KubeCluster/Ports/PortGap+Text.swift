import KubeManifest

/// The one wording of why a Service's port leads nowhere: a path, a call and a finding tell it here, figures and explanations take it over.
extension PortGap {
    /// A clause without a full stop, what follows on "because": `no port named http on the Pods`.
    package var text: String {
        switch self {
        case .noPortNamed(let name): "no port named \(name) on the Pods"
        case .otherProtocol(let name, let wanted, let found):
            "no \(wanted.rawValue) port named \(name) on the Pods, only one with \(found.rawValue)"
        case .notListed(let port): "no port \(port) in the list of endpoints"
        case .podNotReady: "no Pod is ready"
        case .noPod: "no Pod found"
        }
    }
}
