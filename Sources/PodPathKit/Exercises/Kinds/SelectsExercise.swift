import KubeCluster
import KubeManifest

/// Which Pods does this Service pick? (R62: every label of the selector, in the Service's own namespace.)
struct SelectsExercise: ExerciseKind {
    let id = "selects", level = Exercise.Level.beginner

    func exercises(in cluster: Cluster, for request: FigureRequest, _ random: inout ExerciseRandom) -> [Exercise] {
        let services = cluster.services.filter { $0.source == .selector && request.shows($0.namespace) }
        return random.some(ExerciseCatalog.most, of: services).compactMap { service in
            let picked = Set(service.selectedPods.map { cluster.pods[$0].workload })
            // Neighbours are the likeliest to be taken for one that is picked.
            let others = cluster.workloads.indices.filter { !picked.contains($0) && !cluster.workloads[$0].pods.isEmpty }
            let near = others.filter { cluster.workloads[$0].namespace == service.namespace }
            let far = others.filter { cluster.workloads[$0].namespace != service.namespace }
            let wrong = (random.shuffled(near) + random.shuffled(far)).prefix(ExerciseCatalog.wrong)
            var choices = (picked.sorted().prefix(3) + wrong).map { position in
                let workload = cluster.workloads[position], pod = workload.pods[0]
                return Exercise.Choice(
                    text: English.podsOf(workload), isRight: picked.contains(position),
                    why: picked.contains(position)
                        ? English.isPicked(pod, by: service, in: cluster) : English.isNotPicked(pod, by: service, in: cluster))
            }
            choices.append(.init(text: English.noPods, isRight: picked.isEmpty, why: English.pickedCount(picked.count, service)))
            let because = service.selectedPods.first.map { cluster.because(service, selects: $0) } ?? []
            return Exercise(self, English.askSelected(service), choices, about: [service.reference], because: because)
        }
    }
}
