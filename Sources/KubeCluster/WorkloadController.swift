import KubeManifest

/// Plays the workload controllers: which Pods there would be, and to whom they belong (R63).
struct WorkloadController {
    private let declaredPods: [Pod]
    private let declaredWorkloads: [Workload]
    private let nodes: [Node]
    private let replicaLimit: Int
    private(set) var pods: [ClusterPod] = []
    private(set) var workloads: [ClusterWorkload] = []

    init(_ objects: ObjectSet, replicaLimit: Int) {
        declaredPods = objects.pods
        declaredWorkloads = objects.workloads
        nodes = objects.nodes
        self.replicaLimit = replicaLimit
    }

    /// Gives the Pods away: whoever changes them needs no copy of all.
    mutating func takePods() -> [ClusterPod] {
        defer { pods = [] }
        return pods
    }

    mutating func run(_ diagnostics: inout Diagnostics) {
        let declared = Dictionary(
            declaredWorkloads.map { ($0.metadata.reference, $0) }, uniquingKeysWith: { first, _ in first })
        pods.reserveCapacity(declaredPods.count)
        workloads.reserveCapacity(declaredPods.count + declaredWorkloads.count)
        var owned: [ObjectReference: [Int]] = [:]
        var bare: [Int] = []
        for (position, pod) in declaredPods.enumerated() {
            if let owner = topOwner(of: pod.metadata, declared) {
                owned[owner, default: []].append(position)
            } else {
                bare.append(position)
            }
        }
        for (position, workload) in declaredWorkloads.enumerated() {
            let reference = workload.metadata.reference
            // A ReplicaSet that a Deployment here owns is part of that Deployment.
            if topOwner(of: workload.metadata, declared).map({ declared[$0] != nil }) ?? false { continue }
            if let live = owned.removeValue(forKey: reference) {
                add(reference, workload.metadata, live.map { .live(declaredPods[$0]) }, replicas: live.count, schedule: workload.schedule)
            } else {
                let wanted = replicas(of: workload)
                if wanted > replicaLimit { diagnostics.append(.tooManyReplicas(workload, wanted, replicaLimit)) }
                add(
                    reference, workload.metadata, (0..<min(wanted, replicaLimit)).map { .made(workload, $0) },
                    replicas: wanted, schedule: workload.schedule)
                workloads[workloads.count - 1].declaration = position
            }
        }
        for (owner, live) in owned { add(owner, nil, live.map { .live(declaredPods[$0]) }, replicas: live.count) }
        for position in bare {
            let pod = declaredPods[position]
            add(pod.metadata.reference, pod.metadata, [.live(pod)], replicas: 1)
        }
        sort()
    }

    private enum Origin {
        case live(Pod)
        case made(Workload, Int)
    }

    private mutating func add(
        _ reference: ObjectReference, _ metadata: ObjectMetadata?, _ origins: [Origin], replicas: Int,
        schedule: String? = nil
    ) {
        let start = pods.count
        for origin in origins {
            switch origin {
            case .live(let pod): pods.append(ClusterPod(pod, workload: workloads.count))
            case .made(let workload, let number):
                pods.append(
                    ClusterPod(workload, number, nodes: nodes, position: workloads.count))
            }
        }
        workloads.append(
            ClusterWorkload(
                reference: reference, metadata: metadata, pods: Array(start..<pods.count), replicas: replicas,
                schedule: schedule))
    }

    private func replicas(of workload: Workload) -> Int {
        switch workload.kind {
        case .deployment, .replicaSet, .replicationController, .statefulSet, .other: workload.replicas
        case .daemonSet: max(nodes.count, 1)
        case .job, .cronJob: workload.parallelism
        }
    }

    /// Follows controller references as far as the manifests go. An owner of kind Node (a static Pod) does not count.
    private func topOwner(
        of metadata: ObjectMetadata, _ declared: [ObjectReference: Workload]
    ) -> ObjectReference? {
        var result: ObjectReference?
        var owners = metadata.owners
        var visited: Set<ObjectReference> = [metadata.reference]
        while let owner = owners.first(where: \.isController) ?? (owners.count == 1 ? owners.first : nil), owner.kind != "Node" {
            let reference = ObjectReference(kind: owner.kind, namespace: metadata.namespace, name: owner.name)
            guard visited.insert(reference).inserted else { break }
            result = reference
            owners = declared[reference]?.metadata.owners ?? []
        }
        return result
    }

    /// Orders workloads by namespace, name and kind, and their Pods with them.
    private mutating func sort() {
        let isSorted = workloads.indices.dropFirst().allSatisfy { workloads[$0 - 1].reference < workloads[$0].reference }
        if isSorted { return }
        let order = workloads.indices.sorted { workloads[$0].reference < workloads[$1].reference }
        var sortedPods: [ClusterPod] = []
        sortedPods.reserveCapacity(pods.count)
        var sortedWorkloads: [ClusterWorkload] = []
        for position in order {
            var workload = workloads[position]
            let start = sortedPods.count
            for pod in workload.pods {
                var pod = pods[pod]
                pod.workload = sortedWorkloads.count
                sortedPods.append(pod)
            }
            workload.pods = Array(start..<sortedPods.count)
            sortedWorkloads.append(workload)
        }
        pods = sortedPods
        workloads = sortedWorkloads
    }
}

extension Diagnostic {
    fileprivate static func tooManyReplicas(_ workload: Workload, _ wanted: Int, _ limit: Int) -> Diagnostic {
        Diagnostic(
            .warning, "limit-exceeded",
            "\(workload.metadata.reference): asks for \(wanted) Pods; \(limit) of them are worked out (--limit replicas=…).",
            at: workload.metadata.location, field: "spec.replicas")
    }
}
