import KubeCluster
import KubeManifest

/// What stays when this Pod dies and another takes its place? (R63)
struct ReplacedExercise: ExerciseKind {
    let id = "replaced", level = Exercise.Level.beginner

    func exercises(in cluster: Cluster, for request: FigureRequest, _ random: inout ExerciseRandom) -> [Exercise] {
        let workloads = cluster.workloads.indices.filter {
            let workload = cluster.workloads[$0]
            return request.shows(workload.namespace) && !workload.pods.isEmpty && !workload.isBarePod && workload.kind != "DaemonSet"
        }
        return random.some(ExerciseCatalog.most, of: workloads).compactMap { position in
            let workload = cluster.workloads[position]
            guard let number = workload.pods.first, let next = cluster.replacement(of: number),
                let behind = cluster.services(of: position).lazy.map({ cluster.services[$0] }).first(where: { !$0.virtualIPs.isEmpty }),
                let address = behind.virtualIPs.first, let own = cluster.pods[number].addresses.first,
                !next.addresses.contains(where: { $0.address == own.address }), !cluster.pods[number].spec.hostNetwork
            else { return nil }
            let pod = cluster.pods[number]
            let choices = [
                Exercise.Choice(text: English.virtualIPStays(address, of: behind), isRight: true, why: English.serviceStays),
                .init(text: English.podNameStays(pod), isRight: next.keepsName, why: English.nameStays(next.keepsName, workload)),
                .init(text: English.podAddressStays(own), isRight: false, why: English.addressGoes),
            ]
            return Exercise(
                self, English.askReplaced(pod, of: workload), choices, about: [pod.reference, behind.reference],
                because: cluster.because(behind, selects: number))
        }
    }
}
