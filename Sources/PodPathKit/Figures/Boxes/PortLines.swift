import KubeCluster
import KubeManifest

/// The ports of a box as lines: those of a Service with what they lead to, those of containers with whether anything leads there.
enum PortLines {
    typealias Line = Figure.Line
    typealias Run = Figure.Line.Run

    // MARK: Services

    /// `80 → http 8080`, and what is to be said of it.
    ///
    /// - Parameters:
    ///   - names: of the workloads behind the Service, by their positions, where there are several.
    ///   - counts: it is said how many Pods it reaches, and an arrow leaves it.
    static func lines(of port: ResolvedPort, _ cluster: Cluster, names: [Int: String], counts: Bool = false, isReached: Bool) -> [Line] {
        let number = CallsWords.number(port.port.port, port.port.transport)
        let name = targetName(port, cluster)
        var target: [Run] = []
        let numbers = Set(port.serving.compactMap(\.end.number))
        let only = port.number ?? (numbers.count == 1 ? numbers.first : nil)
        if let name { target.append(Run(name + (only == nil ? "" : " "), .words, part: .ports)) }
        if let number = only { target.append(Run(String(number), .code, part: .ports)) }
        let arrow = target.isEmpty ? [] : [Run(" → ", .words, part: .ports)]
        let own = counts ? port.port.name.flatMap { $0 == name ? nil : [Run(" (\($0))", .words, part: .ports)] } ?? [] : []
        let runs = [Run(number, .code, part: .ports)] + own + arrow + target
        let leaves = counts && !port.groups.allSatisfy { $0.workload == nil }
        var lines = [Line(runs, left: isReached ? .joined : .open, right: leaves ? (port.gap == nil ? .joined : .refused) : nil)]
        let gaps = port.groups.filter { $0.end.gap != nil }
        if let gap = port.gap, gap != .noPod {
            lines.append(Line(CallsWords.gap(gap), .refused))
        } else if counts {
            if let reached = reached(port) { lines.append(Line(reached, .service)) }
        } else if !gaps.isEmpty, !names.isEmpty {
            lines.append(Line("to \(English.list(workloads(port.serving, names))) only", .service))
        } else if names.count > 1 {
            lines.append(Line(names.count == 2 ? "to both" : "to all \(names.count)", .service))
        }
        if let undeclared = undeclared(port, cluster) { lines.append(Line(undeclared, .muted, isEssential: false)) }
        return lines
    }

    /// `to 3 Pods`, `to 1 of 3 Pods only`; nil for listed addresses that are no Pods.
    private static func reached(_ port: ResolvedPort) -> String? {
        let all = Set(port.groups.flatMap(\.pods)).count
        let some = Set(port.serving.flatMap(\.pods)).count
        if all == 0 { return nil }
        return some == all ? "to \(English.count(all, "Pod"))" : "to \(English.grouped(some)) of \(English.count(all, "Pod")) only"
    }

    /// The name of the container port that a Service's port leads to: as the Service asks for it, or as a container declares it.
    private static func targetName(_ port: ResolvedPort, _ cluster: Cluster) -> String? {
        if case .name(let name) = port.target { return name }
        guard let number = port.number, let pod = port.groups.first?.pods.first else { return nil }
        return cluster.pods[pod].spec.servingContainers.flatMap(\.ports).first {
            $0.number == number && $0.transport == port.port.transport
        }?.name
    }

    private static func workloads(_ groups: [ResolvedPort.Group], _ names: [Int: String]) -> [String] {
        groups.compactMap { $0.workload.flatMap { names[$0] } }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Nobody has to declare a port; but where others are declared, it may be a mistake.
    private static func undeclared(_ port: ResolvedPort, _ cluster: Cluster) -> String? {
        let silent = port.serving.filter {
            guard case .number(_, container: nil) = $0.end else { return false }
            return $0.workload != nil
        }
        guard let first = silent.first, let number = first.end.number, let pod = first.pods.first else { return nil }
        return CallsWords.undeclared(number, declaresOthers: cluster.pods[pod].spec.servingContainers.contains { !$0.ports.isEmpty })
    }

    // MARK: Workloads

    /// The ports that the containers of a Pod declare, with a filled mark where a Service leads.
    ///
    /// - Parameters:
    ///   - leads: the Services that lead to each port, by name.
    ///   - service: the one that is spoken of; of others it is said that they lead here.
    /// - Returns: lines, each with the port that it shows.
    static func lines(of pod: ClusterPod, leads: [PodPort: [String]], _ service: String? = nil) -> [(line: Line, port: PodPort?)] {
        var seen: Set<PodPort> = []
        let ports = pod.spec.servingContainers.flatMap(\.ports).map { (port: $0, key: PodPort($0.number, $0.transport)) }
            .filter { seen.insert($0.key).inserted }
        let isOwn = { (key: PodPort) in leads[key].map { service == nil || $0.contains(service ?? "") } ?? false }
        // What is reached stands first, so that one sentence speaks of the rest.
        var lines: [(line: Line, port: PodPort?)] = ports.filter { isOwn($0.key) }.map { (line(of: $0.port, .joined), $0.key) }
        for (port, key) in ports where !isOwn(key) {
            guard let others = leads[key] else { continue }
            lines.append((line(of: port, .joined), key))
            lines.append((Line("by Service \(English.list(first: 2, of: others))", .muted, isEssential: false), nil))
        }
        let open = ports.filter { leads[$0.key] == nil }
        for (port, key) in open {
            var line = line(of: port, .open)
            line.isEssential = false
            lines.append((line, key))
        }
        if !open.isEmpty {
            lines.append((Line("no Service leads \(open.count == 1 ? "here" : "to these")", .muted, isEssential: false), nil))
        }
        if !lines.isEmpty { lines[0].line.startsSection = true }
        return lines
    }

    private static func line(of port: ContainerPort, _ mark: Line.Mark) -> Line {
        let name = port.name.map { [Run($0 + " ", .strong, part: .ports)] } ?? []
        return Line(name + [Run(CallsWords.number(port.number, port.transport), .code, part: .ports)], left: mark)
    }
}

/// A port of a Pod.
struct PodPort: Hashable {
    let number: Int
    let transport: TransportProtocol

    init(_ number: Int, _ transport: TransportProtocol) { (self.number, self.transport) = (number, transport) }
}
