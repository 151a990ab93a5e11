import KubeManifest

/// Plays the workload controllers: which Pods there would be, and to whom they belong (R63).
struct WorkloadController {
    private let declaredPods: [Pod]
    private let declaredWorkloads: [Workload]
    private let nodes: [Node]
    /// Who makes Pods from a workload's template instead of the workload, and how many.
    private let adopters: [ObjectReference: (owner: ObjectReference, replicas: Int)]
    private let limits: Limits
    /// How many Pods may still be worked out for workloads that ask for several.
    private var podsLeft: Int
    private(set) var pods: [ClusterPod] = []
    private(set) var workloads: [ClusterWorkload] = []

    init(_ objects: ObjectSet, limits: Limits) {
        declaredPods = objects.pods
        declaredWorkloads = objects.workloads
        nodes = objects.nodes
        adopters = Dictionary(
            objects.customResources.compactMap { object in object.adopted.map { ($0.workload, (object.reference, $0.replicas)) } },
            uniquingKeysWith: { first, _ in first })
        self.limits = limits
        podsLeft = limits.pods
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
                // A Rollout scales the Deployment that it took over to 0, and makes the Pods itself.
                let adopter = workload.replicas == 0 ? adopters[reference] : nil
                let wanted = adopter?.replicas ?? replicas(of: workload)
                add(
                    adopter?.owner ?? reference, workload.metadata,
                    (0..<made(wanted, of: workload, &diagnostics)).map { .made(workload, $0) },
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

    /// How many of the Pods that a workload asks for are worked out: as many as the limits allow, one at least.
    private mutating func made(_ wanted: Int, of workload: Workload, _ diagnostics: inout Diagnostics) -> Int {
        if wanted > limits.replicas { diagnostics.append(.tooManyReplicas(workload, wanted, limits.replicas)) }
        let allowed = min(wanted, limits.replicas)
        let count = min(allowed, max(1, podsLeft))
        // Said once: what follows has one Pod each.
        if count < allowed, podsLeft > 0 { diagnostics.append(.tooManyPods(workload, limits.pods)) }
        podsLeft = count < allowed ? 0 : podsLeft - count
        return count
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
    fileprivate static func tooManyPods(_ workload: Workload, _ limit: Int) -> Diagnostic {
        Diagnostic(
            .warning, "limit-exceeded",
            "\(workload.metadata.reference): the workloads up to this one ask for more than \(limit) Pods (--limit pods=…); of this one not all of them are worked out, and of each that follows one.",
            at: workload.metadata.location, field: "spec.replicas")
    }

    fileprivate static func tooManyReplicas(_ workload: Workload, _ wanted: Int, _ limit: Int) -> Diagnostic {
        Diagnostic(
            .warning, "limit-exceeded",
            "\(workload.metadata.reference): asks for \(wanted) Pods; \(limit) of them are worked out (--limit replicas=…).",
            at: workload.metadata.location, field: "spec.replicas")
    }
}
