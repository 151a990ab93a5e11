import KubeManifest

/// Configured calls that policies refuse (C19).
struct CallPolicyFindings {
    private let cluster: Cluster
    /// Callers whose questions to DNS were told of: they hold for all of their calls.
    private var asked: Set<Int> = []

    init(_ cluster: Cluster) { self.cluster = cluster }

    mutating func report(_ call: Call, _ arrival: CallArrival, _ diagnostics: inout Diagnostics) {
        guard let place = call.because.first else { return }
        let questions = arrival.refusals.filter(\.isQuestion)
        if !questions.isEmpty, asked.insert(call.workload).inserted {
            diagnostics.append(finding(call, questions, arrival.isSome, place))
        }
        let connections = arrival.refusals.filter { !$0.isQuestion }
        if !connections.isEmpty { diagnostics.append(finding(call, connections, arrival.isSome, place)) }
    }

    private func finding(_ call: Call, _ refusals: [CallArrival.Refusal], _ isSome: Bool, _ place: Evidence) -> Diagnostic {
        let caller = cluster.workloads[call.workload].reference
        let isQuestion = refusals.contains(where: \.isQuestion)
        let what =
            isQuestion
            ? "\(Quoted(call.host)) cannot be looked up, nor any other name"
            : "\(Quoted(call.name)) does not reach \(isSome ? "all " : "")the Pods of \(call.target)"
        return Diagnostic(
            .warning, "call-refused-by-policy",
            "\(caller): \(what): "
                + refusals.map { "\(Self.sentence($0, caller, isSome)) \(Self.remedy($0, caller, call))" }.joined(separator: " "),
            at: place.location, field: place.field, notes: refusals.flatMap(Self.notes))
    }

    // MARK: Words

    /// Three by name, and how many more.
    private static func names(_ policies: [ObjectReference]) -> String {
        let more = policies.count > 3 ? ["\(policies.count - 3) more policies"] : []
        return (policies.prefix(3).map(\.description) + more).listed
    }

    /// `TCP 3306 from Deployment shop/web`
    private static func connection(_ refusal: CallArrival.Refusal, _ caller: ObjectReference) -> String {
        let end =
            refusal.direction == .ingress
            ? "from \(caller)" : "to \(refusal.isQuestion ? "the DNS server" : refusal.other?.description ?? "its address")"
        return "\(refusal.transport.rawValue) \(refusal.port) \(end)"
    }

    private static func sentence(_ refusal: CallArrival.Refusal, _ caller: ObjectReference, _ isSome: Bool) -> String {
        let names = names(refusal.policies)
        let isOne = refusal.policies.count == 1
        let connection = connection(refusal, caller)
        guard refusal.isIsolation else { return "\(names) den\(isOne ? "ies" : "y") \(connection)." }
        let whom = isSome && refusal.subject.kind != "Pod" ? "some Pods of \(refusal.subject)" : "\(refusal.subject)"
        return
            "\(names) select\(isOne ? "s" : "") \(whom) for \(refusal.direction.field), and no rule allows \(connection)."
    }

    private static func remedy(_ refusal: CallArrival.Refusal, _ caller: ObjectReference, _ call: Call) -> String {
        guard refusal.isIsolation else { return "Change that rule, or let one before it allow the connection." }
        // A policy sees the connection behind the Service (C17).
        if let port = call.port, port != refusal.port, !refusal.isQuestion,
            refusal.otherPorts.contains(where: { $0.ports.contains(port, refusal.transport) })
        {
            return "A policy speaks of the Pods' port, \(refusal.port), not of the Service's, \(port): write \(refusal.port) in the rule."
        }
        let what = refusal.isQuestion ? "UDP and TCP 53 to the DNS server" : "it"
        return "Add an \(refusal.direction.field) rule for \(what) to a NetworkPolicy that selects \(refusal.subject)."
    }

    /// The policies, and the rules that nearly allow it.
    private static func notes(_ refusal: CallArrival.Refusal) -> [Diagnostic.Note] {
        let near = refusal.otherPorts.prefix(3).map { rule in
            Diagnostic.Note(
                "this rule of \(rule.policy) lets the \(refusal.direction == .ingress ? "caller in" : "Pods out to it"), but on \(rule.ports.text) only",
                at: rule.because.location)
        }
        let policies = refusal.policies.compactMap { policy -> Diagnostic.Note? in
            guard let evidence = refusal.because.first(where: { $0.object == policy }) else { return nil }
            let what = refusal.isIsolation ? "\(policy) selects \(refusal.subject) here" : "this rule of \(policy) decides"
            return Diagnostic.Note(what, at: evidence.location)
        }
        return policies + near
    }
}
