import KubeCluster
import KubeManifest

/// Who may connect? What the policies of both ends allow (C13, C19).
struct ConnectExercise: ExerciseKind {
    let id = "may-connect", level = Exercise.Level.advanced

    func exercises(in cluster: Cluster, for request: FigureRequest, _ random: inout ExerciseRandom) -> [Exercise] {
        let policies = NetworkPolicyEnforcement(cluster)
        guard !policies.isEmpty else { return [] }
        let plain = cluster.workloads.indices.filter { position in
            let workload = cluster.workloads[position]
            return !workload.pods.isEmpty && workload.pods.allSatisfy { !cluster.pods[$0].spec.hostNetwork }
        }
        let targets = plain.filter { request.shows(cluster.workloads[$0].namespace) && !Self.ports(of: $0, in: cluster).isEmpty }
        return random.some(ExerciseCatalog.most, of: targets).compactMap { target in
            let ports = Self.ports(of: target, in: cluster), port = ports[random.below(ports.count)]
            let pod = cluster.workloads[target].pods[0]
            let judged = random.some(8, of: plain.filter { $0 != target }).map { client in
                let verdict = policies.verdict(
                    from: .pod(cluster.workloads[client].pods[0]), to: .pod(pod), port: port, transport: .tcp)
                return (client: client, isAllowed: verdict.isAllowed, because: verdict.egress.because + verdict.ingress.because)
            }
            let shown = judged.filter(\.isAllowed).prefix(2) + judged.filter { !$0.isAllowed }.prefix(ExerciseCatalog.wrong)
            let choices =
                shown.map { item in
                    Exercise.Choice(
                        text: "\(cluster.workloads[item.client].reference)", isRight: item.isAllowed,
                        why: item.isAllowed ? English.letThrough : English.notLetThrough)
                } + [
                    .init(
                        text: English.nobody, isRight: !shown.contains(where: \.isAllowed),
                        why: shown.contains(where: \.isAllowed) ? English.somebodyMay : English.nobodyMay)
                ]
            let about = cluster.workloads[target].reference
            return Exercise(self, English.askConnect(about, port: port), choices, about: [about], because: shown.flatMap(\.because))
        }
    }

    private static func ports(of workload: Int, in cluster: Cluster) -> [Int] {
        let pod = cluster.pods[cluster.workloads[workload].pods[0]]
        return Set(pod.spec.servingContainers.flatMap(\.ports).filter { $0.transport == .tcp }.map(\.number)).sorted()
    }
}
