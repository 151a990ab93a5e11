import KubeManifest

/// How many endpoints are still worked out: a few thousand Services that all select a few thousand Pods have millions.
struct EndpointBudget {
    private let limit: Int
    private var rest: Int

    /// - Parameter limit: `Limits.endpoints`.
    init(limit: Int) {
        self.limit = limit
        rest = limit
    }

    /// The Pods that stand behind a Service: all that it selects, or as many as are left, one at least.
    mutating func granted(_ selected: [Int], to service: Service, _ diagnostics: inout Diagnostics) -> [Int] {
        let ports = max(1, service.ports.count)
        let count = min(selected.count, max(1, rest / ports))
        if count < selected.count, rest > 0 { diagnostics.append(.tooManyEndpoints(service, limit)) }
        rest = count < selected.count ? 0 : max(0, rest - count * ports)
        return count < selected.count ? Array(selected.prefix(count)) : selected
    }
}

extension Diagnostic {
    fileprivate static func tooManyEndpoints(_ service: Service, _ limit: Int) -> Diagnostic {
        Diagnostic(
            .warning, "limit-exceeded",
            "\(service.metadata.reference): the Services up to this one select more than \(limit) Pods, each counted once for every Service and port (--limit endpoints=…); of the Pods of this one not all are worked out, and of each that follows one.",
            at: service.metadata.location, field: "spec.selector")
    }
}
