import KubeCluster
import KubeManifest

/// Which address answers? A Service's virtual IP (R13), or, of a headless one, the addresses of its ready Pods (R22).
struct AddressExercise: ExerciseKind {
    let id = "address", level = Exercise.Level.beginner

    func exercises(in cluster: Cluster, for request: FigureRequest, _ random: inout ExerciseRandom) -> [Exercise] {
        let dns = ClusterDNS(cluster)
        let services = cluster.services.filter { request.shows($0.namespace) && $0.source != .alias }
        let chosen = random.some(ExerciseCatalog.most, of: services)
        return chosen.compactMap { service in
            let full = English.fullName(of: service, dns.zone)
            let response = dns.answer(full, "A"), answers = answers(response)
            guard !answers.isEmpty, answers.count <= 4 else { return nil }
            let right = Set(answers.map(\.plain))
            var wrong: [(text: Sentence, why: Sentence)] = []
            for pod in service.selectedPods.prefix(2).map({ cluster.pods[$0] }) {
                wrong += pod.addresses.map { (English.address($0), English.isAddress(of: pod)) }
            }
            for other in random.some(2, of: chosen.filter { $0.reference != service.reference }) {
                wrong += other.virtualIPs.map { (English.address($0), English.isAddress(of: other)) }
            }
            let unlike = wrong.filter { !right.contains($0.text.plain) && !$0.text.plain.contains(":") }
            let choices =
                answers.map { Exercise.Choice(text: $0, isRight: true, why: English.isAnswer(of: service)) }
                + random.some(ExerciseCatalog.wrong, of: unlike).map { .init(text: $0.text, isRight: false, why: $0.why) }
            return Exercise(self, English.askAddress(full), choices, about: [service.reference], because: response.because)
        }
    }

    private func answers(_ response: DNSResponse) -> [Sentence] {
        response.answers.filter { $0.type == .a }.map { English.data(of: $0) }
    }
}
