import KubeCluster
import KubeManifest

/// The box of a workload, or of bare Pods that no Service can tell apart: what it is, and its ports.
enum WorkloadBox {
    static func element(_ workloads: [Int], in cluster: Cluster) -> Figure.Element {
        let first = cluster.workloads[workloads[0]]
        let names = workloads.map { cluster.workloads[$0].reference.name }
        let count = workloads.reduce(0) { $0 + cluster.workloads[$1].replicas }
        let pods = FigureWords.count(count, "Pod")
        let name =
            names.count == 1 ? names[0] : names.count == 2 ? names.joined(separator: ", ") : "\(names[0]) … \(names[names.count - 1])"
        var box = Figure.Element(
            id: FigureWords.id(first.kind.lowercased(), first.reference.namespace, first.reference.name), role: .workload,
            eyebrow: first.isBarePod ? (names.count == 1 ? "Pod" : pods) : "\(first.kind) · \(pods)", name: name,
            count: count > 1 ? count : nil, tooltip: tooltip(first, names))
        if let schedule = first.schedule { box.add(.init([.init("at ", .muted), .init(schedule, .mutedCode)], isEssential: false)) }
        for pod in first.pods.prefix(1).map({ cluster.pods[$0] }) {
            for line in PortLines.lines(of: pod, reached: reached(workloads, cluster)) { box.add(line) }
        }
        for gap in gaps(workloads, cluster) { box.add(.init(gap, .refused)) }
        return box
    }

    private static func tooltip(_ first: ClusterWorkload, _ names: [String]) -> String {
        let who =
            names.count > 1
            ? "Pods \(FigureWords.list(Array(names.prefix(10))))\(names.count > 10 ? " and more" : "")" : "\(first.reference)"
        return who + (first.metadata.map { " (\($0.file):\($0.mark.line))" } ?? ", named as owner by its Pods")
    }

    /// What the Services in front of them lead to.
    private static func reached(_ workloads: [Int], _ cluster: Cluster) -> Set<PodPort> {
        var reached: Set<PodPort> = []
        for workload in workloads {
            for service in cluster.services(of: workload) {
                for port in cluster.ports(of: cluster.services[service]) {
                    for group in port.groups where group.workload == workload {
                        if let number = group.end.number { reached.insert(.init(number, port.port.transport)) }
                    }
                }
            }
        }
        return reached
    }

    /// Named ports of Services that these Pods lack while others behind the same Service have them.
    private static func gaps(_ workloads: [Int], _ cluster: Cluster) -> [String] {
        var texts: [String] = []
        for service in cluster.services(of: workloads[0]) {
            for port in cluster.ports(of: cluster.services[service]) where port.gap == nil {
                for group in port.groups where group.workload == workloads[0] {
                    if let gap = group.end.gap, gap.isOfPort, !texts.contains(gap.short) { texts.append(gap.short) }
                }
            }
        }
        return texts
    }
}
