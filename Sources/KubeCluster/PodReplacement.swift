import KubeManifest

/// What takes a Pod's place once it has been killed.
package struct PodReplacement: Sendable {
    /// The Pod that comes.
    package let pod: ObjectReference
    /// A StatefulSet's Pod; the others get a name that nobody can foretell.
    package let keepsName: Bool
    /// None for a Pod on its node's network: its address depends on where it lands.
    package let addresses: [AssignedAddress]
}

/// Plays the workload controllers once more: a Pod is gone, and the number of Pods is to be what it was (R63).
extension Cluster {
    /// Nil for a bare Pod: nobody makes another.
    package func replacement(of position: Int) -> PodReplacement? {
        let pod = pods[position]
        let workload = workload(of: position)
        if workload.isBarePod { return nil }
        let keepsName = workload.kind == "StatefulSet"
        let name = keepsName ? pod.reference.name : nextName(after: pod, of: workload)
        let reference = ObjectReference(kind: "Pod", namespace: pod.reference.namespace, name: name)
        let families = pod.addresses.map(\.address.family)
        // A DaemonSet makes it for the same node; other Pods go where the scheduler says.
        let node = workload.kind == "DaemonSet" ? pod.nodeName : nil
        return PodReplacement(
            pod: reference, keepsName: keepsName,
            addresses: pod.spec.hostNetwork ? [] : examples.addresses(for: reference, families, node: node))
    }

    /// A name as the controller could make it: the next number where podpath counts, else another ending of five letters.
    private func nextName(after pod: ClusterPod, of workload: ClusterWorkload) -> String {
        if pod.nameIsIllustrative {
            let taken = Set(workload.pods.map { pods[$0].reference.name })
            let free = (workload.pods.count + 1..<workload.pods.count * 2 + 2).lazy.map {
                ExamplePlan.podName(workload.reference.name, $0 - 1)
            }
            return free.first { !taken.contains($0) } ?? "\(workload.reference.name)-next"
        }
        let parts = pod.reference.name.split(separator: "-")
        let stem = parts.count > 1 ? parts.dropLast().joined(separator: "-") : pod.reference.name
        return "\(stem)-\(ExamplePlan.ending(after: pod.reference))"
    }
}
