import KubeCluster
import KubeManifest

/// Which labels would a new Pod need so that the Service picks it? (R62)
struct LabelExercise: ExerciseKind {
    let id = "reaches", level = Exercise.Level.advanced

    func exercises(in cluster: Cluster, for request: FigureRequest, _ random: inout ExerciseRandom) -> [Exercise] {
        let services = cluster.services.filter {
            request.shows($0.namespace) && $0.source == .selector && !($0.service.selector ?? []).isEmpty
        }
        // What manifests write of labels: those of Pods, and what other Services ask for.
        let known =
            (cluster.workloads.compactMap { $0.pods.first.map { cluster.pods[$0].labels } }
            + services.compactMap(\.service.selector)).prefix(500)
        return random.some(ExerciseCatalog.most, of: services).compactMap { service in
            let wanted = service.service.selector ?? []
            let others = known.filter { labels in !labels.isEmpty && labels.count <= 6 && !Self.has(labels, wanted) }
            let unlike = others.reduce(into: [String: [Label]]()) { $0[English.labels($1).plain] = $1 }
            let wrong = random.some(ExerciseCatalog.wrong, of: unlike.keys.sorted()).compactMap { unlike[$0] }
            let choices =
                [Exercise.Choice(text: English.labels(wanted), isRight: true, why: English.hasAll(wanted))]
                + wrong.map { labels in
                    let missing = wanted.first { label in !labels.contains { $0.key == label.key && $0.value == label.value } }
                    return .init(text: English.labels(labels), isRight: false, why: English.lacks(missing?.text ?? ""))
                }
            return Exercise(
                self, English.askLabels(of: service), choices, about: [service.reference],
                because: service.selectedPods.first.map { cluster.because(service, selects: $0) } ?? [])
        }
    }

    private static func has(_ labels: [Label], _ wanted: [Label]) -> Bool {
        wanted.allSatisfy { label in labels.contains { $0.key == label.key && $0.value == label.value } }
    }
}
