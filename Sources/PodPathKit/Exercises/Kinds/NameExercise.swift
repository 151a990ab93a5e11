import KubeCluster
import KubeManifest

/// Which name works from there? (R47, R55: the search list of the Pod that asks.)
struct NameExercise: ExerciseKind {
    let id = "name", level = Exercise.Level.beginner

    func exercises(in cluster: Cluster, for request: FigureRequest, _ random: inout ExerciseRandom) -> [Exercise] {
        let dns = ClusterDNS(cluster)
        let askers = cluster.workloads.filter { !$0.pods.isEmpty }
        guard !askers.isEmpty else { return [] }
        let services = cluster.services.filter { request.shows($0.namespace) && $0.source != .alias }
        return random.some(ExerciseCatalog.most, of: services).compactMap { service in
            let pod = cluster.pods[askers[random.below(askers.count)].pods[0]]
            let full = English.fullName(of: service, dns.zone)
            let judged = Set(candidates(service, pod, dns.zone)).sorted().map { name in
                (name: name, lookup: Lookup(name, type: nil, from: pod, in: dns))
            }
            let isRight = { (lookup: Lookup) in lookup.found && lookup.answerName?.withoutFinalDot == full }
            guard let right = random.some(1, of: judged.filter { isRight($0.lookup) }).first else { return nil }
            let wrong = random.some(ExerciseCatalog.wrong, of: judged.filter { !isRight($0.lookup) })
            let choices = ([right] + wrong).map { item in
                Exercise.Choice(text: "\(code: item.name)", isRight: isRight(item.lookup), why: English.found(item.lookup))
            }
            return Exercise(
                self, English.askName(of: service, from: pod), choices, about: [service.reference, pod.reference],
                because: right.lookup.queries.last?.response.because ?? [])
        }
    }

    /// As people write it, rightly and wrongly.
    private func candidates(_ service: ClusterService, _ pod: ClusterPod, _ zone: String) -> [String] {
        let name = service.name, namespace = service.namespace
        return [
            name, "\(name).\(namespace)", "\(name).\(namespace).svc", "\(name).\(namespace).svc.\(zone)", "\(namespace).\(name)",
            "\(name).\(pod.namespace)", "\(name).svc", "\(name).\(zone)", "\(name).\(namespace).pod.\(zone)",
            "\(name).svc.\(namespace).\(zone)",
        ]
    }
}
