import KubeCluster
import KubeManifest

/// The words of figures of calls.
enum CallsWords {
    static func title(_ namespaces: [String], hasCalls: Bool) -> String {
        let what = hasCalls ? "who calls whom" : "workloads and Services"
        if namespaces.count == 1 { return "Namespace \(namespaces[0]): \(what)" }
        let where_ = namespaces.count <= 4 ? English.list(namespaces) : "\(namespaces.count) namespaces"
        return hasCalls ? "Who calls whom across \(where_)" : "Workloads and Services of \(where_)"
    }

    /// How to read the picture; nil without calls.
    static func caption(calls: Int, namespaces: Int) -> String? {
        var sentences: [String] = []
        if calls > 0 {
            sentences.append(
                "A call is a line in its caller’s box: the configured name and port, and the variable that says so. Its arrow ends at the Service port that takes it."
            )
            if namespaces > 1 { sentences.append("A short name means the caller’s own namespace; a name of another one carries it.") }
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    /// How much of it does not arrive; nil where nothing fails.
    static func finding(failing: Int, failingPaths: Int) -> String? {
        let parts = [(failing, "call"), (failingPaths, "way in from outside")].filter { $0.0 > 0 }
        guard !parts.isEmpty else { return nil }
        let words = parts.map { number, word in
            "\(spelt(number)) \(word == "call" ? word : number == 1 ? word : "ways in from outside")\(word == "call" && number > 1 ? "s" : "")"
        }
        let text = English.list(words)
        return "\(text.prefix(1).uppercased() + text.dropFirst()) \(failing + failingPaths == 1 ? "does" : "do") not arrive."
    }

    private static func spelt(_ number: Int) -> String {
        let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
        return number < words.count ? words[number] : English.grouped(number)
    }

    /// `80`, `53/UDP`
    static func number(_ number: Int, _ transport: TransportProtocol) -> String {
        transport == .tcp ? String(number) : "\(number)/\(transport.rawValue)"
    }

    static func gap(_ gap: PortGap) -> String {
        switch gap {
        case .noPortNamed(let name): "no Pod has a port named \(name)"
        case .otherProtocol(let name, let wanted, _): "no Pod has a \(wanted.rawValue) port named \(name)"
        case .notListed: gap.text
        case .podNotReady, .noPod: gap.short
        }
    }

    static func undeclared(_ number: Int, declaresOthers: Bool) -> String {
        declaresOthers ? "may not answer: no container declares \(number)" : "no container declares \(number)"
    }

    /// The policies of a namespace, in its frame.
    static func policies(_ names: [String]) -> String {
        guard !names.isEmpty else { return "" }
        let more = names.count > 3 ? ["\(names.count - 3) more"] : []
        return "\(names.count == 1 ? "policy" : "policies") \(English.list(Array(names.prefix(3)) + more))"
    }

    // MARK: Calls

    /// The variables, arguments or files that name an address.
    static func namings(_ namings: [Call.Naming]) -> String {
        let words = namings.map { naming in
            switch naming {
            case .variable(let name): name
            case .argument: "in its arguments"
            case .file(let key): "in file \(key)"
            }
        }
        return words.prefix(3).joined(separator: ", ") + (words.count > 3 ? " and \(words.count - 3) more" : "")
    }

    /// Why a call does not arrive, in lines; empty where it does, as far as these manifests say.
    static func reasons(_ call: Call, _ arrival: CallArrival, home: String, cluster: Cluster) -> [String] {
        if !call.isFound { return noService(call, home: home, cluster) }
        let some = arrival.isSome ? "for some Pods: " : ""
        switch arrival.outcome {
        case .refused: return [some + refusal(arrival.refusals)]
        case .portNotServed: return ["\(call.target.name) has no port \(call.port.map(String.init) ?? "")"]
        case .noReadyEndpoint: return [arrival.gap.map(gap) ?? "no Pod is ready"]
        case .doesNotResolve: return ["the name is not found"] + (call.advice.map { [$0] } ?? [])
        case .arrives, .unknown: return []
        }
    }

    private static func noService(_ call: Call, home: String, _ cluster: Cluster) -> [String] {
        let target = call.target
        let place = cluster.namespaces.count > 1 ? " in \(target.namespace)" : ""
        let others = cluster.services.filter { $0.name == target.name && $0.namespace != target.namespace }
        guard let other = others.first else { return ["no Service \(target.name)\(place)"] }
        return ["no Service \(target.name)\(place);", "\(other.namespace) has one: \(target.name).\(other.namespace)"]
    }

    static func refusal(_ refusals: [CallArrival.Refusal]) -> String {
        let policies = refusals.flatMap(\.policies).reduce(into: [ObjectReference]()) { if !$0.contains($1) { $0.append($1) } }
        let kinds = Set(policies.map(\.kind))
        let names = English.list(Array(policies.prefix(3).map(\.name)) + (policies.count > 3 ? ["\(policies.count - 3) more"] : []))
        let kind = kinds == ["NetworkPolicy"] ? (policies.count == 1 ? "policy" : "policies") : kinds.sorted().joined(separator: ", ")
        return (refusals.allSatisfy(\.isQuestion) ? "no DNS: " : "") + "refused by \(kind) \(names)"
    }

    /// What the reader has to know beside it.
    static func remarks(_ figure: Figure, leftOut: Int) -> [String] {
        return (figure.hasExamples ? [English.illustrativeRemark] : []) + self.leftOut(leftOut)
    }

    private static func leftOut(_ number: Int) -> [String] {
        if number == 0 { return [] }
        return [
            number == 1
                ? "1 more workload, which neither calls nor is called, is not drawn."
                : "\(English.grouped(number)) more workloads, which neither call nor are called, are not drawn."
        ]
    }

    // MARK: Keys

    /// The key to the marks of a figure.
    static func key(_ figure: Figure) -> String? {
        let lines = figure.elements.flatMap(\.lines)
        var keys: [String] = []
        let marks = Set(lines.flatMap { [$0.left, $0.right] }.compactMap(\.self))
        if marks.contains(.joined) || marks.contains(.refused) { keys.append("Filled dot: a call leaves, or something leads here.") }
        if marks.contains(.open) { keys.append("Hollow dot: nothing in these manifests leads here.") }
        if figure.connections.contains(where: { $0.role == .missing || $0.role == .denied }) { keys.append("Bar: does not arrive.") }
        if let port = lines.first(where: { line in line.left != nil && line.runs.count == 4 && line.runs[1].text == " → " })?.runs {
            keys.append("\(port.map(\.text).joined()): the Service’s port, the name and the number of the container port.")
        }
        if figure.elements.contains(where: { $0.onTop != nil || $0.outer != nil }) {
            keys.append("Green on or around blue: a Service, and the workload whose Pods answer.")
        }
        return keys.isEmpty ? nil : keys.joined(separator: "  ")
    }
}
