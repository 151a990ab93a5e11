import KubeManifest

/// Whether a configured call gets to a Pod, as far as these manifests say: what `podpath trace` would answer, without the hops.
package struct CallArrival: Sendable {
    package enum Outcome: String, Sendable, CaseIterable {
        case arrives
        /// Policies refuse the connection, or the question for its name; `refusals` tells which.
        case refused
        /// The Service serves other ports.
        case portNotServed = "port-not-served"
        /// Pods stand behind the Service, and none of them takes connections.
        case noReadyEndpoint = "no-ready-endpoint"
        /// The Service is there, but the Pod's resolver does not find it by this name.
        case doesNotResolve = "does-not-resolve"
        /// It depends on what these manifests do not hold: no such Service or no Pod behind it was found, an alias, a node's own network.
        case unknown
    }

    /// What refuses, at one end of the connection (C19).
    package struct Refusal: Hashable, Sendable {
        /// Egress: policies of the caller's Pods; ingress: of the target's.
        package let direction: TrafficDirection
        /// It is the question to the DNS server that does not get through, so that the connection is never begun.
        package let isQuestion: Bool
        /// Whose Pods the policies select.
        package let subject: ObjectReference
        /// The other end; nil where it is an address or outside.
        package let other: ObjectReference?
        /// Of the Pod that is connected to (C17).
        package let port: Int
        package let transport: TransportProtocol
        /// All that refuse together: with one rule in any of them the connection would be allowed.
        package let policies: [ObjectReference]
        /// What the policies say, of the first Pods that it holds for.
        package let events: [PolicyEvent]
        package let because: [Evidence]
        /// What rules of these policies do allow between the two ends.
        package let otherPorts: [OtherPorts]

        /// NetworkPolicies refuse by allowing nothing that matches (C13); the cluster-wide kinds by a rule that denies (C38).
        package var isIsolation: Bool { policies.allSatisfy { $0.kind == "NetworkPolicy" } }
    }

    package let outcome: Outcome
    /// Some of the Pods, of the caller or of the target, are refused, others are not.
    package let isSome: Bool
    package let refusals: [Refusal]
    /// Nil where the call arrives.
    package let reason: Reason?
    /// The port of the Pods that was asked about; nil where the way ends before, or where there are several.
    package let podPort: Int?
    /// Whom the policies let in, where the outcome depends on whether the client, whom these manifests do not show, is one of them:
    /// `Pods of namespace ingress-nginx`.
    package let admitted: [String]
    /// What keeps it from arriving, or leaves that open, beyond what policies refuse and what a finding on the Service tells.
    package var cause: Cause? { if case .cause(let cause)? = reason { cause } else { nil } }
    /// Why the Service's port leads nowhere; nil where the call ends elsewhere, or arrives.
    package let gap: PortGap?

    /// These manifests say that it does not arrive, or not everywhere.
    package var fails: Bool { outcome != .arrives && outcome != .unknown }

    init(
        _ outcome: Outcome, _ reason: Reason?, isSome: Bool = false, refusals: [Refusal] = [], podPort: Int? = nil,
        admitted: [String] = [], gap: PortGap? = nil
    ) {
        self.outcome = outcome
        self.reason = reason
        self.isSome = isSome
        self.refusals = refusals
        self.podPort = podPort
        self.admitted = admitted
        self.gap = gap
    }

    init(_ outcome: Outcome, _ cause: Cause) { self.init(outcome, .cause(cause)) }
}

extension Cluster {
    /// Whether each of `calls` arrives, in their order. Worked out anew each time; for some of them alone, ask a `CallArrivals`.
    package func callArrivals() -> [CallArrival] {
        var arrivals = CallArrivals(self)
        return calls.map { arrivals.arrival(of: $0) }
    }

    /// The calls that may stand as examples: those that nothing in these manifests keeps from arriving; where there are none, all.
    package var exampleCalls: [Call] {
        let arriving = zip(calls, callArrivals()).filter { !$0.1.fails }.map(\.0)
        return arriving.isEmpty ? calls : arriving
    }
}
