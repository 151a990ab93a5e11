import KubeCluster
import KubeManifest

/// The ports of a box as lines: those of a Service with what they lead to, those of containers with whether anything leads there.
enum PortLines {
    typealias Line = Figure.Line
    typealias Run = Figure.Line.Run

    // MARK: Services

    /// `80 → http 8080`, and what is to be said of it.
    ///
    /// - Parameter names: of the workloads behind the Service, by their positions, where there are several.
    static func lines(of port: ResolvedPort, _ cluster: Cluster, names: [Int: String], isReached: Bool) -> [Line] {
        let number = CallsWords.number(port.port.port, port.port.transport)
        var runs = [Run(number, .code, part: .ports), Run(" → ", .words, part: .ports)]
        if let name = targetName(port, cluster) { runs.append(Run(name + " ", .words, part: .ports)) }
        if let target = port.number ?? port.serving.first?.end.number { runs.append(Run(String(target), .code, part: .ports)) }
        var lines = [Line(runs, left: isReached ? .joined : .open)]
        let gaps = port.groups.filter { $0.end.gap != nil }
        if let gap = port.gap, gap != .noPod {
            lines.append(Line(CallsWords.gap(gap), .refused))
        } else if !gaps.isEmpty, !names.isEmpty {
            lines.append(Line("to \(FigureWords.list(workloads(port.serving, names))) only", .service))
        } else if names.count > 1 {
            lines.append(Line(names.count == 2 ? "to both" : "to all \(names.count)", .service))
        }
        if let undeclared = undeclared(port, cluster) { lines.append(Line(undeclared, .muted, isEssential: false)) }
        return lines
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
    /// - Parameter reached: numbers that the ports of Services lead to.
    static func lines(of pod: ClusterPod, reached: Set<PodPort>) -> [Line] {
        var seen: Set<PodPort> = []
        let ports = pod.spec.servingContainers.flatMap(\.ports).filter { seen.insert(.init($0.number, $0.transport)).inserted }
        // What is reached stands first, so that one sentence speaks of the rest.
        let (open, joined) = (
            ports.filter { !reached.contains(.init($0.number, $0.transport)) },
            ports.filter { reached.contains(.init($0.number, $0.transport)) }
        )
        var lines = joined.map { line(of: $0, .joined) } + open.map { line(of: $0, .open) }
        for position in lines.indices where position >= joined.count { lines[position].isEssential = false }
        if !open.isEmpty { lines.append(Line("no Service leads \(open.count == 1 ? "here" : "to these")", .muted, isEssential: false)) }
        if !lines.isEmpty { lines[0].startsSection = true }
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
