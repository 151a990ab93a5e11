import KubeManifest

/// The calls of one workload: the same address in two places is one call with two reasons, and one without a port
/// joins one that has it.
struct WorkloadCalls {
    private struct TargetPort: Hashable {
        let target: ObjectReference
        let port: Int
    }

    private(set) var calls: [Call] = []
    /// Names outside the cluster that are already known.
    var outside: Set<String> = []
    /// Hosts that do not lead to the Service that they mean, as far as they are already known.
    var unresolved: Set<String> = []
    /// Fewer are looked through; hardly any workload calls more.
    private static let few = 16
    private var byTarget: [ObjectReference: Int] = [:]
    private var byPort: [TargetPort: Int] = [:]
    /// The reasons of calls that have many: a file may name one address in every line.
    private var reasons: [Int: Set<Evidence>] = [:]

    mutating func append(_ call: Call) {
        guard let position = position(of: call) else {
            calls.append(call)
            if calls.count == Self.few { for position in calls.indices { index(position) } }
            if calls.count > Self.few { index(calls.count - 1) }
            return
        }
        let known = calls[position]
        if call.port != nil, !call.portIsAssumed, known.port != call.port {
            // It says the port that the known one left open.
            if let port = known.port { byPort[TargetPort(target: call.target, port: port)] = nil }
            calls[position] = call
            calls[position].because = known.because
            calls[position].namedBy = known.namedBy
            if calls.count >= Self.few { index(position) }
        }
        for reason in call.because { add(reason, to: position) }
        for naming in call.namedBy where calls[position].namedBy.count < 8 && !calls[position].namedBy.contains(naming) {
            calls[position].namedBy.append(naming)
        }
    }

    private mutating func index(_ position: Int) {
        let call = calls[position]
        if byTarget[call.target] == nil { byTarget[call.target] = position }
        if let port = call.port { byPort[TargetPort(target: call.target, port: port)] = position }
    }

    private func first(to target: ObjectReference) -> Int? {
        calls.count < Self.few ? calls.firstIndex { $0.target == target } : byTarget[target]
    }

    private func first(to target: ObjectReference, port: Int) -> Int? {
        calls.count < Self.few
            ? calls.lastIndex { $0.port == port && $0.target == target } : byPort[TargetPort(target: target, port: port)]
    }

    /// The known call that this one is the same as. Only the first one to a target can leave its port open: others join it.
    private func position(of call: Call) -> Int? {
        guard let first = first(to: call.target) else { return nil }
        guard let port = call.port, !call.portIsAssumed else { return first }
        if let same = self.first(to: call.target, port: port) { return same }
        return calls[first].port == nil || calls[first].portIsAssumed ? first : nil
    }

    private mutating func add(_ reason: Evidence, to position: Int) {
        if calls[position].because.count < 8 {
            if calls[position].because.contains(reason) { return }
        } else {
            if reasons[position] == nil { reasons[position] = Set(calls[position].because) }
            guard reasons[position]?.insert(reason).inserted == true else { return }
        }
        calls[position].because.append(reason)
    }
}

extension Diagnostic {
    /// ConfigMaps with thousands of addresses, given to thousands of workloads, or variables that double.
    static func tooMuchConfiguration(_ owner: ObjectMetadata, _ limit: Int) -> Diagnostic {
        Diagnostic(
            .warning, "limit-exceeded",
            "\(owner.reference): the configurations of all workloads up to this one hold more than \(limit) entries and addresses of ConfigMaps, each counted once for every workload, and pieces of long values that variables make of variables (--limit configuration=…); calls that stand in these are left out from here on. Give podpath one application at a time.",
            at: owner.location, field: "spec")
    }
}
