import KubeManifest

/// What was found for the kinds of Pods of both ends.
struct PolicyTally {
    private var refusals: [CallArrival.Refusal] = []
    /// Refusals that do not hold for the node that the Pod runs on.
    private var elsewhere: [CallArrival.Refusal] = []
    private var allowed = 0
    private var denied = 0
    private var unknown = 0
    /// Whom the policies let in, where nobody knows whether the client is one of them.
    var admitted: [String] = []
    /// Policies that may decide otherwise, and are not read.
    var unread: [ObjectReference] = []

    init() {}

    /// Every kind is refused.
    init(refusals: [CallArrival.Refusal]) {
        denied = refusals.count
        for refusal in refusals { add(refusal) }
    }

    mutating func add(_ refusal: CallArrival.Refusal, isElsewhere: Bool = false) {
        if isElsewhere { Self.add(refusal, to: &elsewhere) } else { Self.add(refusal, to: &refusals) }
    }

    private static func add(_ refusal: CallArrival.Refusal, to refusals: inout [CallArrival.Refusal]) {
        // One workload's Pods of several kinds are refused by the same policies.
        let isKnown = refusals.contains {
            ($0.direction, $0.isQuestion, $0.subject, $0.port) == (refusal.direction, refusal.isQuestion, refusal.subject, refusal.port)
                && $0.policies == refusal.policies
        }
        if !isKnown { refusals.append(refusal) }
    }

    mutating func count(_ verdict: CommunicationPath.Verdict) {
        switch verdict {
        case .allowed: allowed += 1
        case .denied: denied += 1
        case .unknown, .unresolved: unknown += 1
        }
    }

    func arrival(_ branches: [CallWay.Branch]) -> CallArrival {
        let ports = Set(branches.map(\.port))
        let port = ports.count == 1 ? ports.first : nil
        if denied > 0 { return refused(isSome: allowed + unknown > 0, port) }
        if unknown > 0, !unread.isEmpty {
            return CallArrival(.unknown, .unread(unread.map(\.description).unique))
        }
        if unknown > 0, !admitted.isEmpty {
            return CallArrival(
                .unknown, .onlyAdmitted(admitted.unique), podPort: port, admitted: admitted.unique)
        }
        if unknown > 0, !elsewhere.isEmpty { return CallArrival(.unknown, .onlyFromOwnNode, refusals: elsewhere, podPort: port) }
        if unknown > 0 { return CallArrival(.unknown, .networkDecides, podPort: port) }
        return CallArrival(.arrives, nil, podPort: port)
    }

    private func refused(isSome: Bool, _ port: Int?) -> CallArrival {
        CallArrival(.refused, .refused(isSome: isSome), isSome: isSome, refusals: refusals, podPort: port)
    }
}

extension CallArrival.Refusal {
    /// The Pods and the port that a refusal is about.
    struct Connection {
        /// The Pod whose policies refuse.
        let subject: Int
        /// The Pod at the other end; nil for an address, and for outside.
        let other: Int?
        /// Of the Pod that is connected to.
        let port: Int
        let transport: TransportProtocol
        var isQuestion = false
    }

    init(_ judgement: PathPolicies.Judgement, _ direction: TrafficDirection, _ connection: Connection, _ policies: PathPolicies) {
        let cluster = policies.cluster
        var near: [OtherPorts] = []
        if let other = connection.other, judgement.policies.allSatisfy({ $0.kind == "NetworkPolicy" }) {
            near = policies.enforcement?.otherPorts(direction, of: connection.subject, with: .pod(other)) ?? []
        }
        self.init(
            direction: direction, isQuestion: connection.isQuestion, subject: cluster.workload(of: connection.subject).reference,
            other: connection.other.map { cluster.workload(of: $0).reference }, port: connection.port, transport: connection.transport,
            policies: judgement.policies, events: judgement.events, because: judgement.because, otherPorts: near)
    }
}
