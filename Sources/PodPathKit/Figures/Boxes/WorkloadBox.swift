import KubeCluster
import KubeManifest

/// The box of a workload, or of bare Pods that no Service can tell apart: what it is, and its ports.
enum WorkloadBox {
    /// - Parameters:
    ///   - details: lines below the name.
    ///   - service: the one Service that is spoken of, by its position; nil for all.
    /// - Returns: the box, the line of each declared port, and that of each port's name that these Pods lack.
    static func box(
        _ workloads: [Int], in cluster: Cluster, details: [Figure.Line] = [], of service: Int? = nil
    ) -> (element: Figure.Element, ports: [PodPort: Int], gaps: [String: Int]) {
        let first = cluster.workloads[workloads[0]]
        let names = workloads.map { cluster.workloads[$0].reference.name }
        let count = workloads.reduce(0) { $0 + cluster.workloads[$1].replicas }
        let pods = English.count(count, "Pod")
        let name =
            names.count == 1 ? names[0] : names.count == 2 ? names.joined(separator: ", ") : "\(names[0]) … \(names[names.count - 1])"
        var box = Figure.Element(
            id: FigureWords.id(first.kind.lowercased(), first.reference.namespace, first.reference.name), role: .workload,
            eyebrow: first.isBarePod ? (names.count == 1 ? "Pod" : pods) : "\(first.kind) · \(pods)", name: name,
            count: count > 1 ? count : nil, tooltip: Sentence(tooltip(first, names)))
        if let schedule = first.schedule { box.add(.init([.init("at ", .muted), .init(schedule, .mutedCode)], isEssential: false)) }
        for line in details { box.add(line) }
        var ports: [PodPort: Int] = [:]
        for pod in first.pods.prefix(1).map({ cluster.pods[$0] }) {
            for (line, port) in PortLines.lines(of: pod, leads: leads(to: workloads, cluster), service.map { cluster.services[$0].name }) {
                let position = box.add(line)
                if let port { ports[port] = position }
            }
        }
        var lines: [String: Int] = [:]
        for gap in gaps(workloads, cluster, service.map { [$0] } ?? cluster.services(of: workloads[0])) {
            lines[gap] = box.add(.init(gap, .refused))
        }
        return (box, ports, lines)
    }

    private static func tooltip(_ first: ClusterWorkload, _ names: [String]) -> String {
        let who =
            names.count > 1
            ? "Pods \(English.list(Array(names.prefix(10))))\(names.count > 10 ? " and more" : "")" : "\(first.reference)"
        return who + (first.metadata.map { " (\($0.file):\($0.mark.line))" } ?? ", named as owner by its Pods")
    }

    /// What the Services in front of them lead to, and by which of them.
    private static func leads(to workloads: [Int], _ cluster: Cluster) -> [PodPort: [String]] {
        var leads: [PodPort: [String]] = [:]
        for workload in workloads {
            for service in cluster.services(of: workload).map({ cluster.services[$0] }) {
                for port in cluster.ports(of: service) {
                    for number in port.groups.filter({ $0.workload == workload }).compactMap(\.end.number) {
                        let key = PodPort(number, port.port.transport)
                        if leads[key]?.contains(service.name) != true { leads[key, default: []].append(service.name) }
                    }
                }
            }
        }
        return leads
    }

    /// Named ports of Services that these Pods lack; of those that no Pod has, the Service's box tells.
    private static func gaps(_ workloads: [Int], _ cluster: Cluster, _ services: [Int]) -> [String] {
        var texts: [String] = []
        for service in services {
            for port in cluster.ports(of: cluster.services[service]) where port.gap == nil {
                for group in port.groups where group.workload == workloads[0] {
                    if let gap = group.end.gap, gap.isOfPort, !texts.contains(gap.short) { texts.append(gap.short) }
                }
            }
        }
        return texts
    }
}
